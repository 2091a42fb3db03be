/* Printing rules as YAML: a rule to lines, an arm to a map, a limit to a key and its values. */
#include "policy/site/print.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "policy/site/load.h"
#include "policy/site/number.h"
#include "policy/site/site.h"

#include <inttypes.h>
#include <string.h>

/* The code point of the well-formed character of `length` bytes. */
static unsigned long
code_point(const char *text, size_t length)
{
	static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	unsigned long c = (unsigned char)text[0] & mask[length];
	for (size_t i = 1; i < length; i++)
		c = c << 6 | ((unsigned char)text[i] & 0x3f);
	return c;
}

/* YAML takes these only escaped: controls, its line breaks, the byte order mark and what is no character. */
static bool
is_escaped(unsigned long c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/* A double-quoted string. */
static void
add_quoted(struct wc_text *out, const char *text)
{
	wc_text_addz(out, "\"");
	for (size_t left = strlen(text), n; left; text += n, left -= n) {
		n = wc_utf8_length(text, left);
		n += n == 0;
		unsigned long c = code_point(text, n);
		if (c == '"' || c == '\\')
			wc_text_printf(out, "\\%c", (int)c);
		else if (is_escaped(c))
			wc_text_printf(out, "\\u%04lx", c);
		else
			wc_text_add(out, text, n);
	}
	wc_text_addz(out, "\"");
}

/* The same number; an alias of a release is no longer than four digits, and no alias begins with 0. */
static const char *
literal(wc_arena *arena, const struct wc_axis *axis, int64_t value)
{
	bool alias = axis->form == WC_FORM_BUILD && value < 10000;
	return wc_printf(arena, "%s%s", alias ? "0" : "", wc_number_print(arena, axis, value));
}

/* ">= 17763"; above the highest number that can be written "> " and that. */
static void
add_low(struct wc_text *out, const struct wc_axis *axis, int64_t low)
{
	int64_t last = axis->form == WC_FORM_ENGINE_VERSION ? low & 0xfffff : low;
	bool above = axis->form != WC_FORM_DATE && last > WC_LIMIT_VERSION_PART;
	wc_text_printf(out, "%s %s", above ? ">" : ">=", literal(out->arena, axis, low - above));
}

/* "<= 20347" */
static void
add_high(struct wc_text *out, const struct wc_axis *axis, int64_t high)
{
	bool below = wc_number_ends_below(axis, high);
	wc_text_printf(out, "%s %s", below ? "<" : "<=", literal(out->arena, axis, high + below));
}

/* A span in quotes, ">= 17763, <= 20347"; every value that is known stands on either side of one. */
static void
add_span(struct wc_text *out, enum wc_axis_id id, struct wc_span span)
{
	const struct wc_axis *axis = &wc_axes[id];
	bool low = span.low > wc_axis_lowest(id), high = span.high < wc_axis_highest(id);
	const char *middle = literal(out->arena, axis, wc_axis_lowest(id) > 0 ? wc_axis_lowest(id) : 0);
	wc_text_addz(out, "\"");
	if (span.low == span.high)
		wc_text_printf(out, "= %s", literal(out->arena, axis, span.low));
	else if (!low && !high)
		wc_text_printf(out, ">= %s\", \"< %s", middle, middle);
	if (span.low != span.high && low)
		add_low(out, axis, span.low);
	wc_text_addz(out, span.low != span.high && low && high ? ", " : "");
	if (span.low != span.high && high)
		add_high(out, axis, span.high);
	wc_text_addz(out, "\"");
}

static void
add_words(struct wc_text *out, const struct wc_axis *axis, struct wc_span span)
{
	for (int64_t value = span.low; value <= span.high; value++) {
		wc_text_addz(out, value > span.low ? ", " : "");
		add_quoted(out, wc_word(axis->words, (unsigned)value));
	}
}

/* "image.build: [\"< host.build\"]": how the image stands to the host is written behind the image's fact. */
static void
add_order(struct wc_text *out, struct wc_span span, const char *host)
{
	static const char *const signs[] = {[WC_ORDER_LOWER] = "<", [WC_ORDER_EQUAL] = "=", [WC_ORDER_HIGHER] = ">"};
	for (int64_t order = span.low; order <= span.high; order++)
		wc_text_printf(out, "%s\"%s %s\"", order > span.low ? ", " : "", signs[order], host);
}

static void
add_spans(struct wc_text *out, const struct wc_site_axis *axis, struct wc_spans spans)
{
	const struct wc_axis *a = &wc_axes[axis->id];
	bool builds = axis->id == WC_AXIS_BUILDS, order = builds || axis->id == WC_AXIS_REVISIONS;
	wc_text_printf(out, "%s: [", builds ? wc_axes[WC_AXIS_IMAGE_BUILD].name : order ? wc_axes[WC_AXIS_IMAGE_REVISION].name : a->name);
	for (size_t i = 0; i < spans.count; i++) {
		wc_text_addz(out, i ? ", " : "");
		if (order)
			add_order(out, spans.span[i], wc_axes[builds ? WC_AXIS_HOST_BUILD : WC_AXIS_HOST_REVISION].name);
		else if (a->kind == WC_AXIS_WORDS)
			add_words(out, a, spans.span[i]);
		else
			add_span(out, axis->id, spans.span[i]);
	}
	wc_text_addz(out, "]");
}

static void
add_texts(struct wc_text *out, const char *const *text, size_t count, bool first)
{
	for (size_t i = 0; i < count; i++) {
		wc_text_addz(out, first && i == 0 ? "" : ", ");
		add_quoted(out, text[i]);
	}
}

static void
add_test(struct wc_text *out, const struct wc_site_axis *axis, const struct wc_wanted *wanted)
{
	const struct wc_test *test = &axis->tests[wanted->test];
	add_quoted(out, axis->name);
	wc_text_addz(out, wanted->holds ? ": " : ": {not: ");
	if (test->regex) {
		wc_text_addz(out, "{matches: ");
		add_quoted(out, test->regex);
		wc_text_addz(out, "}");
	} else {
		wc_text_addz(out, "[");
		add_texts(out, test->exact, test->exact_count, true);
		add_texts(out, test->glob, test->glob_count, test->exact_count == 0);
		wc_text_addz(out, "]");
	}
	wc_text_addz(out, wanted->holds ? "" : "}");
}

/* "{all: [{…}, {…}]}": one fact may be asked twice. */
static void
add_arm(struct wc_text *out, const struct wc_site *site, const struct wc_arm *arm)
{
	const char *between = "";
	wc_text_addz(out, "{all: [");
	for (unsigned i = 0; i < arm->limit_count; i++) {
		const struct wc_site_limit *limit = &arm->limits[i];
		for (size_t k = 0; k < limit->wanted_count; k++, between = ", ") {
			wc_text_printf(out, "%s{", between);
			add_test(out, &site->axes[limit->axis], &limit->wanted[k]);
			wc_text_addz(out, "}");
		}
		if (limit->wanted_count)
			continue;
		wc_text_printf(out, "%s{", between);
		add_spans(out, &site->axes[limit->axis], limit->spans);
		wc_text_addz(out, "}");
		between = ", ";
	}
	wc_text_addz(out, "]}");
}

static void
add_condition(struct wc_text *out, const struct wc_site *site, const struct wc_site_rule *rule)
{
	const struct wc_arm *arms = &site->arms[rule->first_arm];
	if (rule->arm_count == 0)
		wc_text_addz(out, "    when: {not: {}} # nothing makes it hold\n");
	if (rule->arm_count == 0 || (rule->arm_count == 1 && arms->limit_count == 0))
		return;
	wc_text_addz(out, "    when:\n      any:\n");
	for (size_t i = 0; i < rule->arm_count; i++) {
		wc_text_addz(out, "        - ");
		if (arms[i].limit_count)
			add_arm(out, site, &arms[i]);
		else
			wc_text_addz(out, "{}");
		wc_text_addz(out, "\n");
	}
}

static void
add_member(struct wc_text *out, const char *key, const char *value)
{
	if (!value)
		return;
	wc_text_printf(out, "    %s: ", key);
	add_quoted(out, value);
	wc_text_addz(out, "\n");
}

static void
add_effect(struct wc_text *out, const struct wc_site_rule *rule)
{
	const char *word = wc_word(&wc_effect_words, rule->effect);
	if (rule->effect == WC_EFFECT_ACCEPT)
		wc_text_printf(out, "    effect: {%s: %s}\n", word, wc_word(&wc_status_words, rule->accept));
	else if (rule->mode)
		wc_text_printf(out, "    effect: {%s: %s}\n", word, wc_word(&wc_mode_words, rule->mode));
	else
		wc_text_printf(out, "    effect: %s\n", word);
	if (rule->lacking)
		wc_text_printf(out, "    without-fact: %s\n", wc_word(&wc_lacking_words, rule->lacking));
}

static void
add_remedy(struct wc_text *out, const struct wc_rule *text)
{
	if (!text->remedy)
		return;
	wc_text_printf(out, "    remedy:\n      action: %s\n", wc_word(&wc_action_words, text->remedy));
	if (text->remedy_value) {
		wc_text_addz(out, "  ");
		add_member(out, "value", text->remedy_value);
	}
	if (text->remedy_text) {
		wc_text_addz(out, "  ");
		add_member(out, "text", text->remedy_text);
	}
}

void
wc_site_print_head(struct wc_text *out)
{
	wc_text_printf(out, "format: %d\nrules:\n", WC_POLICY_FORMAT);
}

void
wc_site_print_rule(struct wc_text *out, const struct wc_program *program, size_t i)
{
	const struct wc_site_rule *rule = &program->site->rules[i];
	const struct wc_rule *text = &program->rules[rule->rule];
	wc_text_printf(out, "  - id: %s\n", rule->id);
	if (text->known_from)
		wc_text_printf(out, "    since: %04" PRId32 "-%02" PRId32 "-%02" PRId32 "\n", text->known_from / 10000, text->known_from / 100 % 100, text->known_from % 100);
	add_member(out, "title", text->title == text->text ? NULL : text->title); /* without one the sentence is the title */
	add_condition(out, program->site, rule);
	add_effect(out, rule);
	add_member(out, "why", text->text);
	add_remedy(out, text);
	if (text->source.count) {
		wc_text_addz(out, "    source: [");
		add_texts(out, text->source.item, text->source.count, true);
		wc_text_addz(out, "]\n");
	}
	add_member(out, "note", text->note);
}
