/* docker-daemon:REF: an image that a Docker Engine has, or that it would pull. */
#include "source/image/daemon.h"

#include "format/reference.h"
#include "io/digest.h"
#include "source/host/daemon.h"
#include "source/image/named.h"
#include "source/image/sources.h"

#include <string.h>

enum { HTTP_OK = 200, HTTP_NOT_FOUND = 404 };

static bool
is_id(const char *name)
{
	return strncmp(name, "sha256:", 7) == 0;
}

/* An answer that is none of the engine's leaves the image unasked. */
static bool
unreadable(struct wc_err *err)
{
	if (err)
		err->fault = WC_FAULT_UNREACHABLE;
	return wc_hint(err, "is it a Docker Engine that listens there? DOCKER_HOST or a context names another");
}

static bool
inspection_take(const struct wc_reading *reading, const struct wc_daemon *daemon, const struct wc_daemon_answer *answer,
                const char *name, struct wc_image *image, struct wc_err *err)
{
	const char *from = wc_printf(reading->arena, "the answer of %s", wc_daemon_name(daemon));
	if (!wc_image_from_json(reading, from, answer->body, answer->length, image, err))
		return unreadable(err);
	wc_name_complete(reading, is_id(name) ? NULL : name, image);
	return true;
}

static bool
absent(const struct wc_daemon *daemon, const struct wc_daemon_answer *answer, const char *name, struct wc_err *err)
{
	const char *words = wc_daemon_words(daemon, answer);
	if (answer->status == HTTP_NOT_FOUND)
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s has no image %.300s", wc_daemon_name(daemon), name);
	else
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s did not say what image %.300s is: %.300s", wc_daemon_name(daemon), name, words);
	return wc_hint(err, "`docker image ls` lists its images; %.150s alone, without docker-daemon:, asks the registry", name);
}

/* The engine asks the registry, with its mirrors and certificates and with our credentials. */
static bool
ask_registry(const struct wc_reading *reading, struct wc_daemon *daemon, const char *name, struct wc_image *image,
             bool *ret_found, struct wc_err *err)
{
	struct wc_daemon_answer answer;
	const char *secret, *path = wc_printf(reading->arena, "/distribution/%s/json", name);
	*ret_found = false;
	if (!wc_daemon_login(reading, name, &secret, err) || !wc_daemon_get(daemon, path, secret, &answer, err))
		return false;
	if (answer.status != HTTP_OK)
		return true;
	*ret_found = true;
	const char *from = wc_printf(reading->arena, "the answer of %s", wc_daemon_name(daemon));
	if (!wc_daemon_distribution(reading, from, answer.body, answer.length, image, err))
		return unreadable(err);
	wc_name_complete(reading, name, image);
	return true;
}

static bool
ask(const struct wc_reading *reading, struct wc_daemon *daemon, const char *name, struct wc_image *image, struct wc_err *err)
{
	struct wc_daemon_answer answer;
	bool is_found = false;
	if (!wc_daemon_get(daemon, wc_printf(reading->arena, "/images/%s/json", name), NULL, &answer, err))
		return false;
	if (answer.status == HTTP_OK)
		return inspection_take(reading, daemon, &answer, name, image, err);
	if (answer.status == HTTP_NOT_FOUND && !reading->offline && !is_id(name) &&
	    !ask_registry(reading, daemon, name, image, &is_found, err))
		return false;
	return is_found || absent(daemon, &answer, name, err);
}

bool
wc_source_daemon(const struct wc_reading *reading, const char *name, struct wc_image *image, struct wc_err *err)
{
	struct wc_daemon *daemon;
	if (is_id(name) && !wc_digest_parse(name, NULL)) {
		wc_fail(err, WC_FAULT_INPUT, "'%.300s' is no ID of an image: that is sha256: and 64 hexadecimal digits", name);
		return wc_hint(err, "`docker image ls --no-trunc` shows them");
	}
	if (!is_id(name) && !wc_name_keep(reading, name, image, err))
		return false;
	if (!wc_daemon_open(reading, &daemon, err))
		return wc_while(err, "docker-daemon:%.200s", name);
	bool read = ask(reading, daemon, name, image, err);
	wc_daemon_close(daemon);
	return read || wc_while(err, "docker-daemon:%.200s", name);
}
