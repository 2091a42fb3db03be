/* Spans: union, intersection and complement by one walk over both sets. */
#include "policy/site/span.h"

#include <string.h>

struct wc_spans
wc_spans_of(wc_arena *arena, int64_t low, int64_t high)
{
	if (low > high)
		return (struct wc_spans){NULL, 0};
	struct wc_span *one = wc_array(arena, struct wc_span, 1);
	*one = (struct wc_span){low, high};
	return (struct wc_spans){one, 1};
}

struct wc_spans
wc_spans_and(wc_arena *arena, struct wc_spans a, struct wc_spans b)
{
	struct wc_span *both = wc_array(arena, struct wc_span, a.count + b.count);
	size_t n = 0;
	for (size_t i = 0, k = 0; i < a.count && k < b.count;) {
		int64_t low = a.span[i].low > b.span[k].low ? a.span[i].low : b.span[k].low;
		int64_t high = a.span[i].high < b.span[k].high ? a.span[i].high : b.span[k].high;
		if (low <= high)
			both[n++] = (struct wc_span){low, high};
		if (a.span[i].high < b.span[k].high)
			i++;
		else
			k++;
	}
	return (struct wc_spans){both, n};
}

struct wc_spans
wc_spans_or(wc_arena *arena, struct wc_spans a, struct wc_spans b)
{
	struct wc_span *all = wc_array(arena, struct wc_span, a.count + b.count);
	size_t n = 0;
	for (size_t i = 0, k = 0; i < a.count || k < b.count;) {
		bool from_a = k == b.count || (i < a.count && a.span[i].low <= b.span[k].low);
		struct wc_span next = from_a ? a.span[i++] : b.span[k++];
		if (n && next.low - 1 <= all[n - 1].high)
			all[n - 1].high = next.high > all[n - 1].high ? next.high : all[n - 1].high;
		else
			all[n++] = next;
	}
	return (struct wc_spans){all, n};
}

struct wc_spans
wc_spans_not(wc_arena *arena, struct wc_spans a, int64_t low, int64_t high)
{
	struct wc_span *rest = wc_array(arena, struct wc_span, a.count + 1);
	size_t n = 0;
	for (size_t i = 0; i < a.count && low <= high; i++) {
		if (a.span[i].low > low)
			rest[n++] = (struct wc_span){low, a.span[i].low - 1 < high ? a.span[i].low - 1 : high};
		low = a.span[i].high + 1 > low ? a.span[i].high + 1 : low;
	}
	if (low <= high)
		rest[n++] = (struct wc_span){low, high};
	return (struct wc_spans){rest, n};
}

bool
wc_spans_have(struct wc_spans spans, int64_t value)
{
	for (size_t i = 0; i < spans.count && spans.span[i].low <= value; i++)
		if (value <= spans.span[i].high)
			return true;
	return false;
}

bool
wc_spans_equal(struct wc_spans a, struct wc_spans b)
{
	if (a.count != b.count)
		return false;
	for (size_t i = 0; i < a.count; i++)
		if (a.span[i].low != b.span[i].low || a.span[i].high != b.span[i].high)
			return false;
	return true;
}
