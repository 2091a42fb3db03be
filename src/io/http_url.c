/* URLs: scheme, host and port, as far as trust depends on them. */
#include "io/http_transfer.h"

#include <string.h>
#include <strings.h>

/* The parts of a URL that make its origin, borrowed from it. */
struct origin {
	const char *host, *port;
	size_t host_length, port_length;
	bool is_https;
};

static bool
split(const char *url, struct origin *ret_origin)
{
	const char *rest = strstr(url, "://");
	if (!rest)
		return false;
	struct origin o = {.host = rest + 3, .is_https = rest - url == 5};
	const char *end = o.host + strcspn(o.host, "/?#"), *at = memchr(o.host, '@', (size_t)(end - o.host));
	o.host = at ? at + 1 : o.host;
	const char *from = *o.host == '[' ? memchr(o.host, ']', (size_t)(end - o.host)) : o.host;
	const char *colon = from ? memchr(from, ':', (size_t)(end - from)) : NULL;
	o.host_length = (size_t)((colon ? colon : end) - o.host);
	o.port = colon ? colon + 1 : o.is_https ? "443" : "80";
	o.port_length = colon ? (size_t)(end - colon - 1) : strlen(o.port);
	*ret_origin = o;
	return true;
}

bool
wc_url_same_origin(const char *one, const char *other)
{
	struct origin a, b;
	if (!split(one, &a) || !split(other, &b))
		return false;
	return a.is_https == b.is_https && a.host_length == b.host_length && strncasecmp(a.host, b.host, a.host_length) == 0 &&
	       a.port_length == b.port_length && memcmp(a.port, b.port, a.port_length) == 0;
}

/* Is the host four numbers of which the first is 127? "127.example.org" is somebody's name. */
static bool
is_loopback_number(const struct origin *o)
{
	return o->host_length > 4 && strncmp(o->host, "127.", 4) == 0 && strspn(o->host, "0123456789.") >= o->host_length;
}

bool
wc_http_is_loopback(const char *url)
{
	struct origin o;
	if (!split(url, &o))
		return false;
	return is_loopback_number(&o) || (o.host_length == 9 && strncasecmp(o.host, "localhost", 9) == 0) ||
	       (o.host_length == 5 && strncmp(o.host, "[::1]", 5) == 0);
}
