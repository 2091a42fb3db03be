/* What the presenters of diagnoses share: commands that are safe to type, and causes by their name. */
#include "present/diagnosis.h"

#include "base/text.h"

#include <string.h>

/* Letters, digits and what references and SPECs are made of: nothing that a shell would act on, and no option. */
static bool
is_plain(const char *text)
{
	size_t length = strlen(text);
	return length > 0 && text[0] != '-' && length == strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/:@,=-");
}

const char *
wc_next_command(wc_arena *arena, const char *command, const struct wc_diagnosed *item)
{
	static const char host[] = "{host}", image[] = "{image}";
	static const char ours[] = "wincompat ";
	struct wc_text out = {.arena = arena};
	const char *known = strncmp(command, ours, sizeof(ours) - 1) == 0 ? item->image : item->reference;
	for (const char *p = command; *p;) {
		bool is_host = strncmp(p, host, sizeof(host) - 1) == 0, is_image = strncmp(p, image, sizeof(image) - 1) == 0;
		const char *value = is_host ? item->host : known;
		if (is_host || is_image) {
			wc_text_addz(&out, value && is_plain(value) ? value : is_host ? "HOST" : "IMAGE");
			p += is_host ? sizeof(host) - 1 : sizeof(image) - 1;
		} else {
			wc_text_add(&out, p++, 1);
		}
	}
	return wc_text_string(&out);
}

const struct wc_cause *
wc_cause_find(const struct wc_program *program, const char *id)
{
	for (size_t i = 0; i < program->cause_count; i++)
		if (strcmp(program->causes[i].id, id) == 0)
			return &program->causes[i];
	return NULL;
}
