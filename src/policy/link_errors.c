/* Linking errors, clues and causes: names, stems, and what errors refer to. */
#include "policy/loading.h"

#include <string.h>

/* A shorter stem would stand in half the lines of a log, and each of them would be shown to its pattern. */
enum { SHORTEST_STEM = 8 };

static void
check_stems(struct wc_loading *loading, const struct wc_error_text *error, struct wc_place place)
{
	for (size_t i = 0; i < error->stems.count; i++) {
		const char *stem = error->stems.item[i];
		if (strlen(stem) < SHORTEST_STEM)
			wc_loading_fault(loading, place, "stems", "the stem '%.80s' is shorter than %d bytes", stem, SHORTEST_STEM);
		for (const char *p = stem; *p; p++)
			if ((unsigned char)*p > '~')
				wc_loading_fault(loading, place, "stems", "the stem '%.80s' is not ASCII", stem);
	}
}

static bool
is_code(const char *text)
{
	return strncmp(text, "0x", 2) == 0 && text[2] && strspn(text + 2, "0123456789abcdef") == strlen(text + 2);
}

static void
check_error(struct wc_loading *loading, struct wc_error_text *error, const struct wc_names *causes, struct wc_place place)
{
	const char *rule = wc_get_text(place.node, "rule");
	const struct wc_name *name = rule ? wc_names_find(&loading->rule_ids, rule) : NULL;
	error->rule = name ? (uint16_t)name->index : UINT16_MAX;
	if (rule && !name)
		wc_loading_fault(loading, place, "rule", "there is no rule '%.80s'", rule);
	if (error->code && !is_code(error->code))
		wc_loading_fault(loading, place, "code", "'%.80s' is not 0x and lower-case hexadecimal digits", error->code);
	for (size_t i = 0; i < error->causes.count; i++)
		if (!wc_names_find(causes, error->causes.item[i]))
			wc_loading_fault(loading, place, "causes", "there is no cause '%.80s'", error->causes.item[i]);
}

/* Adds the ids of errors or clues, and checks what both have. */
static void
add_texts(struct wc_loading *loading, const struct wc_rows *rows, struct wc_names *ids)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct wc_error_text *error = wc_rows_at(rows, i);
		wc_names_add(loading->reader.arena, ids, error->id, 0, i, rows->place[i]);
		if (rows->place[i].sound)
			check_stems(loading, error, rows->place[i]);
	}
}

void
wc_link_errors(struct wc_loading *loading)
{
	struct wc_names ids = {.rows.size = sizeof(struct wc_name)}, causes = ids;
	for (size_t i = 0; i < loading->causes.count; i++)
		wc_names_add(loading->reader.arena, &causes, ((struct wc_cause *)wc_rows_at(&loading->causes, i))->id, 0, i,
		             loading->causes.place[i]);
	wc_names_settle(&causes, "the cause", loading->reader.diags, loading->reader.arena);
	add_texts(loading, &loading->errors, &ids);
	add_texts(loading, &loading->clues, &ids);
	wc_names_settle(&ids, "the error", loading->reader.diags, loading->reader.arena);
	for (size_t i = 0; i < loading->errors.count; i++)
		if (loading->errors.place[i].sound)
			check_error(loading, wc_rows_at(&loading->errors, i), &causes, loading->errors.place[i]);
}
