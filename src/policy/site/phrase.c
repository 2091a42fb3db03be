/* Phrases: limits and arms as people would say them. */
#include "policy/site/phrase.h"

#include "policy/site/number.h"

#include <string.h>

/* The two facts of a comparison, as they are called: "image.build", "host.build". */
static void
add_pair(struct wc_text *out, const struct wc_axis *axis, const char *between)
{
	const char *split = strstr(axis->name, " against ");
	wc_text_add(out, axis->name, (size_t)(split - axis->name));
	wc_text_printf(out, " is %s %s", between, split + strlen(" against "));
}

static void
add_joined(struct wc_text *out, size_t i, size_t count, const char *last)
{
	wc_text_addz(out, i == 0 ? "" : i + 1 == count ? last : ", ");
}

/* "at least 3", "below 5", "3 up to 4"; words one by one. */
static void
add_span(struct wc_text *out, enum wc_axis_id id, struct wc_span span)
{
	const struct wc_axis *axis = &wc_axes[id];
	bool below = wc_number_ends_below(axis, span.high);
	const char *low = wc_number_print(out->arena, axis, span.low), *high = wc_number_print(out->arena, axis, span.high + below);
	if (span.low == span.high)
		wc_text_addz(out, low);
	else if (span.low == wc_axis_lowest(id) && span.high == wc_axis_highest(id))
		wc_text_addz(out, "anything that is known");
	else if (span.low == wc_axis_lowest(id))
		wc_text_printf(out, "%s %s", below ? "below" : "at most", high);
	else if (span.high == wc_axis_highest(id))
		wc_text_printf(out, "at least %s", low);
	else
		wc_text_printf(out, "%s %s %s", low, below ? "up to below" : "up to", high);
}

/* Each word of the spans. */
static void
add_words(struct wc_text *out, const struct wc_axis *axis, struct wc_spans spans)
{
	size_t count = 0, n = 0;
	for (size_t i = 0; i < spans.count; i++)
		count += (size_t)(spans.span[i].high - spans.span[i].low + 1);
	for (size_t i = 0; i < spans.count; i++) {
		for (int64_t value = spans.span[i].low; value <= spans.span[i].high; value++) {
			add_joined(out, n++, count, " or ");
			wc_text_addz(out, wc_number_print(out->arena, axis, value));
		}
	}
}

static void
add_spans(struct wc_text *out, enum wc_axis_id id, struct wc_spans spans)
{
	if (wc_axes[id].kind == WC_AXIS_WORDS) {
		add_words(out, &wc_axes[id], spans);
		return;
	}
	for (size_t i = 0; i < spans.count; i++) {
		add_joined(out, i, spans.count, " or ");
		add_span(out, id, spans.span[i]);
	}
}

static void
add_test(struct wc_text *out, const struct wc_test *test)
{
	size_t count = test->exact_count + test->glob_count;
	if (test->regex)
		wc_text_printf(out, "matching %s", test->name);
	for (size_t i = 0; i < count; i++) {
		bool exact = i < test->exact_count;
		const char *text = exact ? test->exact[i] : test->glob[i - test->exact_count];
		add_joined(out, i, count, " or ");
		wc_text_printf(out, "%s%s", exact ? "" : "like ", text[0] ? text : "the empty text");
	}
}

static void
add_wanted(struct wc_text *out, const struct wc_site_axis *axis, const struct wc_site_limit *limit)
{
	for (size_t i = 0; i < limit->wanted_count; i++) {
		add_joined(out, i, limit->wanted_count, " and ");
		wc_text_addz(out, limit->wanted[i].holds ? "" : "anything but ");
		add_test(out, &axis->tests[limit->wanted[i].test]);
	}
}

/* Spans that leave out less than they hold are said by what they leave out. */
static bool
is_rather_but(wc_arena *arena, enum wc_axis_id id, struct wc_spans spans, struct wc_spans *ret_rest)
{
	int64_t kept = 0;
	*ret_rest = wc_spans_not(arena, spans, wc_axis_lowest(id), wc_axis_highest(id));
	for (size_t i = 0; i < spans.count; i++)
		kept += spans.span[i].high - spans.span[i].low + 1;
	bool points = ret_rest->count > 0;
	for (size_t i = 0; i < ret_rest->count; i++)
		points &= ret_rest->span[i].low == ret_rest->span[i].high;
	return points && (spans.count > 1 || wc_axes[id].kind == WC_AXIS_WORDS) && kept > (int64_t)ret_rest->count;
}

const char *
wc_limit_phrase(wc_arena *arena, const struct wc_site *site, const struct wc_site_limit *limit)
{
	const struct wc_site_axis *axis = &site->axes[limit->axis];
	struct wc_text out = {.arena = arena};
	struct wc_spans rest;
	if (limit->wanted_count) {
		add_wanted(&out, axis, limit);
	} else if (is_rather_but(arena, axis->id, limit->spans, &rest)) {
		wc_text_addz(&out, "anything but ");
		add_spans(&out, axis->id, rest);
	} else {
		add_spans(&out, axis->id, limit->spans);
	}
	return wc_text_string(&out);
}

/* "lower than", "not equal to": what the limit asks of a comparison. */
static const char *
order_phrase(struct wc_spans spans)
{
	static const char *const phrases[] = {"", "lower than", "equal to", "at most", "higher than", "other than", "at least", "known as is"};
	unsigned orders = 0;
	for (unsigned order = WC_ORDER_LOWER; order <= WC_ORDER_HIGHER; order++)
		orders |= wc_spans_have(spans, order) ? 1u << (order - WC_ORDER_LOWER) : 0;
	return phrases[orders];
}

static bool
is_comparison(enum wc_axis_id id)
{
	return id == WC_AXIS_BUILDS || id == WC_AXIS_REVISIONS;
}

const char *
wc_limit_sentence(wc_arena *arena, const struct wc_site *site, const struct wc_site_limit *limit)
{
	const struct wc_site_axis *axis = &site->axes[limit->axis];
	struct wc_text out = {.arena = arena};
	const char *asked = wc_limit_phrase(arena, site, limit);
	if (is_comparison(axis->id))
		add_pair(&out, &wc_axes[axis->id], order_phrase(limit->spans));
	else if (strncmp(asked, "matching ", 9) == 0)
		wc_text_printf(&out, "%s matches %s", axis->name, asked + 9);
	else
		wc_text_printf(&out, "%s is %s", axis->name, asked);
	return wc_text_string(&out);
}

static void
add_value(struct wc_text *out, const struct wc_site_axis *axis, const struct wc_situation *s)
{
	if (wc_axes[axis->id].kind != WC_AXIS_TEXTS) {
		wc_text_addz(out, wc_number_print(out->arena, &wc_axes[axis->id], wc_axis_number(axis->id, s)));
		return;
	}
	struct wc_axis_text text = wc_axis_text(axis->id, axis->label, s);
	if (text.bytes)
		wc_text_add(out, text.bytes, text.length);
	else
		wc_text_addz(out, text.known ? "not there" : "unknown");
}

const char *
wc_limit_failure(wc_arena *arena, const struct wc_site *site, const struct wc_site_limit *limit, const struct wc_situation *s)
{
	static const char *const stands[] = {[WC_ORDER_LOWER] = "lower than", [WC_ORDER_EQUAL] = "equal to", [WC_ORDER_HIGHER] = "higher than"};
	const struct wc_site_axis *axis = &site->axes[limit->axis];
	struct wc_text out = {.arena = arena};
	int64_t order = is_comparison(axis->id) ? wc_axis_number(axis->id, s) : WC_VALUE_UNKNOWN;
	if (order != WC_VALUE_UNKNOWN) {
		add_pair(&out, &wc_axes[axis->id], stands[order]);
		wc_text_printf(&out, ", not %s it", order_phrase(limit->spans));
		return wc_text_string(&out);
	}
	const char *asked = wc_limit_phrase(arena, site, limit);
	bool left_out = strncmp(asked, "anything but ", 13) == 0;
	wc_text_printf(&out, "%s is ", axis->name);
	add_value(&out, axis, s);
	wc_text_printf(&out, left_out ? ", and %s is asked for" : ", not %s", asked);
	return wc_text_string(&out);
}

int
wc_limit_ask(const struct wc_site *site, const struct wc_site_limit *limit, const struct wc_situation *s)
{
	const struct wc_site_axis *axis = &site->axes[limit->axis];
	if (wc_axes[axis->id].kind != WC_AXIS_TEXTS) {
		int64_t value = wc_axis_number(axis->id, s);
		return value == WC_VALUE_UNKNOWN ? -1 : wc_spans_have(limit->spans, value);
	}
	struct wc_axis_text text = wc_axis_text(axis->id, axis->label, s);
	int answer = text.known ? 1 : -1;
	for (size_t i = 0; text.known && i < limit->wanted_count; i++) {
		int got = wc_test_ask(&axis->tests[limit->wanted[i].test], text);
		if (got >= 0 && got != limit->wanted[i].holds)
			return 0;
		answer = got < 0 ? -1 : answer;
	}
	return answer;
}

const char *
wc_arm_sentence(wc_arena *arena, const struct wc_site *site, const struct wc_arm *arm)
{
	struct wc_text out = {.arena = arena};
	for (unsigned i = 0; i < arm->limit_count; i++)
		wc_text_printf(&out, "%s%s", i ? " and " : "", wc_limit_sentence(arena, site, &arm->limits[i]));
	return arm->limit_count ? wc_text_string(&out) : "always";
}
