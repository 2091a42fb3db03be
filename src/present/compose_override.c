/* An override file for docker compose. Source: compose-spec, 05-services.md (isolation) and build.md (isolation). */
#include "present/compose_override.h"

#include "format/json_write.h"
#include "model/words.h"
#include "present/safe.h"

#include <string.h>

/* Is the name a YAML text as it stands? Words of YAML 1.1 are not, nor is what looks like a number. */
static bool
is_plain(const char *name)
{
	static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
	const char *safe = "abcdefghijklmnopqrstuvwxyz0123456789-_";
	if (*name < 'a' || *name > 'z' || name[strspn(name, safe)])
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], name) == 0)
			return false;
	return true;
}

/* A string of JSON is one of YAML, too. */
static void
add_name(struct wc_text *out, const char *name)
{
	struct wc_json_out json = {.text = out};
	if (is_plain(name))
		wc_text_addz(out, name);
	else
		wc_json_text(&json, NULL, name);
}

static void
add_service(struct wc_text *out, const struct wc_service_isolation *s)
{
	wc_text_addz(out, "  ");
	add_name(out, s->name);
	wc_text_addz(out, ":\n");
	if (s->run)
		wc_text_printf(out, "    isolation: %s\n", wc_word(&wc_mode_words, s->run));
	if (s->build)
		wc_text_printf(out, "    build:\n      isolation: %s\n", wc_word(&wc_mode_words, s->build));
}

void
wc_present_compose_override(struct wc_text *out, const struct wc_service_isolation *services, size_t count, const char *host)
{
	size_t written = 0;
	for (size_t i = 0; i < count; i++)
		written += services[i].run || services[i].build;
	wc_text_addz(out, "# Written by wincompat compose: ");
	wc_text_addz(out, written ? "the isolation that these services need on " : "no service needs another isolation than the default on ");
	wc_add_safe(out, host);
	wc_text_addz(out, written ? "\nservices:\n" : "\nservices: {}\n");
	for (size_t i = 0; i < count; i++)
		if (services[i].run || services[i].build)
			add_service(out, &services[i]);
}
