/* Facts as lines for people. */
#include "present/facts_text.h"

#include "present/safe.h"

enum { NAME_WIDTH = 18, VALUE_WIDTH = 44 };

void
wc_add_fact(struct wc_text *out, const char *name, const char *value, unsigned origin)
{
	wc_add_cell(out, name, NAME_WIDTH);
	wc_add_cell(out, value ? value : "not known", value && origin != WC_FROM_NOWHERE ? VALUE_WIDTH : 0);
	if (value && origin != WC_FROM_NOWHERE)
		wc_text_printf(out, "  [%s]", wc_word(&wc_origin_words, origin));
	wc_text_addz(out, "\n");
}

void
wc_add_fact_word(struct wc_text *out, const char *name, const struct wc_words *words, unsigned value, unsigned origin)
{
	wc_add_fact(out, name, value ? wc_word(words, value) : NULL, origin);
}

void
wc_add_fact_named_version(struct wc_text *out, const char *name, struct wc_version version, unsigned origin)
{
	char text[WC_VERSION_TEXT];
	wc_add_fact(out, name, version.build ? wc_version_print(version, text) : NULL, origin);
}

/* The titles of the releases of `build`, joined by " / "; "in no known release" where there is none. */
static const char *
titles(wc_arena *arena, const struct wc_program *program, uint32_t build, unsigned product)
{
	struct wc_text all = {.arena = arena};
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_release *release = &program->releases[i];
		if (release->build == build && (product == WC_PRODUCT_UNKNOWN || product == release->product))
			wc_text_printf(&all, "%s%s", all.length ? " / " : "", release->title);
	}
	return all.length ? wc_text_string(&all) : "in no known release";
}

void
wc_add_fact_version(struct wc_text *out, wc_arena *arena, const struct wc_program *program, struct wc_version version,
                    unsigned product, unsigned origin)
{
	char text[WC_VERSION_TEXT];
	const char *value = NULL;
	if (version.build)
		value = wc_printf(arena, "%s (%s)", wc_version_print(version, text), titles(arena, program, version.build, product));
	wc_add_fact(out, "version", value, origin);
}

void
wc_add_remarks(struct wc_text *out, const struct wc_host *host, enum wc_fact fact)
{
	for (size_t i = 0; i < host->remark_count; i++) {
		if (host->remarks[i].fact != fact)
			continue;
		wc_add_cell(out, "", NAME_WIDTH);
		wc_text_addz(out, "  ");
		wc_add_cell(out, host->remarks[i].text, 0);
		wc_text_addz(out, "\n");
	}
}
