/* Messages about registries. Nothing that a server sends is printed but its own short error text, made fit for a line. */
#include "source/image/registry_faults.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* What the fault of an exchange means, and what to do about it. */
static const struct {
	const char *what, *hint;
} faults[] = {
	[WC_HTTP_DONE] = {"", ""},
	[WC_HTTP_NO_LIBRARY] = {"it was not asked", "install the library (on Debian: apt install libcurl4), or read a copy"},
	[WC_HTTP_BAD_URL] = {"its name makes no URL", "check the spelling of the registry"},
	[WC_HTTP_NO_NAME] = {"its name cannot be resolved", "check its spelling, the network and the name server; behind a proxy set HTTPS_PROXY"},
	[WC_HTTP_NO_CONNECTION] = {"nobody answers there", "check host and port, and that the registry runs; behind a proxy set HTTPS_PROXY"},
	[WC_HTTP_NO_TLS] = {"no encrypted connection comes about", "give its CA (certs.d/HOST/ca.crt), check this machine's clock, or "
	                    "--tls-verify=false if you know the network"},
	[WC_HTTP_NO_HTTP] = {"what answers there speaks no HTTP", "check host and port"},
	[WC_HTTP_TOO_SLOW] = {"it is too slow", "try again, or allow more time with --timeout"},
	[WC_HTTP_TOO_LARGE] = {"it sends more than any manifest or config holds", "ask whoever made the image; is that address a registry?"},
	[WC_HTTP_CUT] = {"the connection ends before the answer does", "try again; a proxy or firewall may cut it"},
	[WC_HTTP_BAD_REDIRECT] = {"it leads astray", "ask whoever runs the registry"},
};

bool
wc_answer_is_page(const struct wc_http_answer *answer)
{
	const char *type = wc_http_header(answer, "Content-Type");
	const char *start = answer->body + strspn(answer->body, " \t\r\n");
	return (type && strncasecmp(type, "text/html", 9) == 0) || *start == '<';
}

static bool
exchange_fault(const struct wc_question *q, const struct wc_endpoint *endpoint, const struct wc_http_answer *answer, struct wc_err *err)
{
	enum wc_fault fault = answer->fault == WC_HTTP_NO_LIBRARY ? WC_FAULT_SYSTEM : WC_FAULT_UNREACHABLE;
	wc_fail(err, fault, "%.300s: asking %s for %s: %s (%.200s)", q->name, endpoint->host, q->what, faults[answer->fault].what,
	        answer->problem);
	return wc_hint(err, "%s", faults[answer->fault].hint);
}

/* The first message of the registry's own error list, fit for a line; "" where there is none. */
static void
own_words(const struct wc_http_answer *answer, char ret_words[WC_SHOWN + 4])
{
	wc_arena *arena = wc_arena_new();
	const struct wc_node *root;
	char shown[WC_SHOWN];
	ret_words[0] = '\0';
	if (wc_json_read(arena, "answer", answer->body, answer->length, &root, NULL)) {
		const struct wc_node *list = wc_get(root, "errors");
		const char *text = list && list->kind == WC_LIST && list->child ? wc_get_text(list->child, "message") : NULL;
		if (text && *text) {
			wc_show(shown, text, strlen(text));
			memcpy(ret_words, ": ", 2);
			memcpy(ret_words + 2, shown, strlen(shown) + 1);
		}
	}
	wc_arena_free(arena);
}

/* What a status means here, and what to do about it; the name of the registry stands between the two parts of a hint. */
static const struct {
	unsigned status;
	const char *what, *hint, *hint_end;
} statuses[] = {
	{401, "it wants a login (401)", "log in (docker login ", "), or give --creds; a repository that is not there is answered so, too"},
	{403, "it forbids that (403)", "the login for ", " may not read this repository, or there is no such repository"},
	{404, "it has no such image (404)", "check repository and tag at ", ""},
	{406, "it has the image in no form that is known here (406)", "push it again to ", " as an OCI or Docker manifest"},
	{407, "a proxy wants a login (407)", "put the login into HTTPS_PROXY, or except ", " by NO_PROXY"},
	{429, "it answers no more for now (429)", "wait, use fewer --jobs, or log in (docker login ", "): that often lifts the limit"},
	{451, "it may not show that (451)", "ask whoever runs ", ""},
};

bool
wc_registry_fault(const struct wc_question *q, const struct wc_endpoint *endpoint, const struct wc_http_answer *answer, struct wc_err *err)
{
	char words[WC_SHOWN + 4];
	if (answer->fault != WC_HTTP_DONE)
		return exchange_fault(q, endpoint, answer, err);
	own_words(answer, words);
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		if (statuses[i].status != answer->status)
			continue;
		wc_fail(err, WC_FAULT_UNREACHABLE, "%.300s: asking %s for %s: %s%s", q->name, endpoint->host, q->what, statuses[i].what, words);
		return wc_hint(err, "%s%.100s%s", statuses[i].hint, endpoint->key, statuses[i].hint_end);
	}
	wc_fail(err, WC_FAULT_UNREACHABLE, "%.300s: asking %s for %s: it answers with status %u%s", q->name, endpoint->host, q->what,
	        answer->status, words);
	return wc_hint(err, wc_answer_is_page(answer) ? "a page came, not a registry's answer: is that address a registry?"
	                                              : "try again later; its own status page may say more");
}
