/* Numbers in conditions: reading and writing them, and the sets of values that a comparison stands for. */
#include "policy/site/number.h"

#include "base/limits.h"
#include "model/date.h"

#include <string.h>

static const char blanks[] = " \t";

static const struct {
	const char *sign;
	enum wc_operator operator;
} operators[] = {{"<=", WC_AT_MOST}, {">=", WC_AT_LEAST}, {"!=", WC_IS_NOT}, {"==", WC_IS}, {"<", WC_BELOW}, {">", WC_ABOVE}, {"=", WC_IS}};

const char *
wc_comparison_next(wc_arena *arena, const char *text, struct wc_comparison *ret)
{
	enum wc_operator op = WC_IS;
	text += strspn(text, blanks);
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		size_t length = strlen(operators[i].sign);
		if (strncmp(text, operators[i].sign, length) == 0) {
			op = operators[i].operator;
			text += length;
			break;
		}
	}
	text += strspn(text, blanks);
	size_t length = strcspn(text, ","), used = length;
	while (used && strchr(blanks, text[used - 1]))
		used--;
	*ret = (struct wc_comparison){op, wc_copy(arena, text, used)};
	return text[length] == ',' ? text + length + 1 : NULL;
}

struct wc_spans
wc_comparison_spans(wc_arena *arena, enum wc_operator op, int64_t value, int64_t low, int64_t high)
{
	switch (op) {
	case WC_IS: return wc_spans_of(arena, value, value);
	case WC_IS_NOT: return wc_spans_not(arena, wc_spans_of(arena, value, value), low, high);
	case WC_BELOW: return wc_spans_of(arena, low, value - 1);
	case WC_AT_MOST: return wc_spans_of(arena, low, value);
	case WC_ABOVE: return wc_spans_of(arena, value + 1, high);
	default: return wc_spans_of(arena, value, high);
	}
}

struct wc_spans
wc_comparison_order(wc_arena *arena, enum wc_operator op, bool mirrored)
{
	static const uint8_t mirror[] = {[WC_IS] = WC_IS, [WC_IS_NOT] = WC_IS_NOT, [WC_BELOW] = WC_ABOVE, [WC_AT_MOST] = WC_AT_LEAST,
	                                 [WC_ABOVE] = WC_BELOW, [WC_AT_LEAST] = WC_AT_MOST};
	return wc_comparison_spans(arena, mirrored ? mirror[op] : op, WC_ORDER_EQUAL, WC_ORDER_LOWER, WC_ORDER_HIGHER);
}

/* A decimal number of at most WC_LIMIT_VERSION_PART, with a sign where `sign`. */
static bool
read_decimal(const char *text, bool sign, int64_t *ret_value)
{
	bool minus = sign && *text == '-';
	int64_t value = 0;
	text += minus;
	if (!*text)
		return false;
	for (; *text >= '0' && *text <= '9' && value <= WC_LIMIT_VERSION_PART; text++)
		value = value * 10 + (*text - '0');
	*ret_value = minus ? -value : value;
	return *text == '\0' && value <= WC_LIMIT_VERSION_PART;
}

/* The build of a release by any of its aliases. */
static bool
find_release(const struct wc_program *p, const char *alias, int64_t *ret_build)
{
	for (size_t i = 0; i < p->release_count; i++) {
		for (size_t k = 0; k < p->releases[i].aliases.count; k++) {
			if (strcmp(p->releases[i].aliases.item[k], alias) == 0) {
				*ret_build = p->releases[i].build;
				return true;
			}
		}
	}
	return false;
}

static bool
read_build(const struct wc_program *p, const char *literal, int64_t *ret_value, struct wc_err *err)
{
	if (find_release(p, literal, ret_value) || (read_decimal(literal, false, ret_value) && *ret_value > 0))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is neither a build nor a release", literal);
	return wc_hint(err, "write a number like those of `wincompat matrix list`, or an alias of --host");
}

static bool
read_engine_version(const char *literal, int64_t *ret_value, struct wc_err *err)
{
	struct wc_engine_version v;
	if (strspn(literal, "v.0123456789") != strlen(literal) || !wc_engine_version_parse(literal, &v)) {
		wc_fail(err, WC_FAULT_INPUT, "'%.80s' is no engine version", literal);
		return wc_hint(err, "write up to three numbers with dots between them");
	}
	*ret_value = wc_engine_version_number(v);
	return true;
}

static bool
read_date(const char *literal, int64_t *ret_value, struct wc_err *err)
{
	wc_date date;
	if (!wc_date_parse(literal, &date, err))
		return false;
	*ret_value = wc_date_days(date);
	return true;
}

bool
wc_number_read(const struct wc_program *program, const struct wc_axis *axis, const char *literal, int64_t *ret_value, struct wc_err *err)
{
	err->hint[0] = '\0';
	switch (axis->form) {
	case WC_FORM_BUILD: return read_build(program, literal, ret_value, err);
	case WC_FORM_ENGINE_VERSION: return read_engine_version(literal, ret_value, err);
	case WC_FORM_DATE: return read_date(literal, ret_value, err);
	default:
		return read_decimal(literal, axis->form == WC_FORM_DAYS, ret_value) ||
		       wc_fail(err, WC_FAULT_INPUT, "'%.80s' is no number", literal);
	}
}

bool
wc_number_ends_below(const struct wc_axis *axis, int64_t high)
{
	return axis->form == WC_FORM_ENGINE_VERSION && ((high + 1) & 0xfffff) == 0;
}

const char *
wc_number_print(wc_arena *arena, const struct wc_axis *axis, int64_t value)
{
	if (value == WC_VALUE_UNKNOWN)
		return "unknown";
	if (axis->kind == WC_AXIS_WORDS)
		return wc_word(axis->words, (unsigned)value);
	if (axis->form == WC_FORM_DATE) {
		wc_date d = wc_date_of_days((int32_t)value);
		return wc_printf(arena, "%04d-%02d-%02d", d / 10000, d / 100 % 100, d % 100);
	}
	if (axis->form == WC_FORM_ENGINE_VERSION)
		return wc_printf(arena, "%lld.%lld.%lld", (long long)(value >> 40), (long long)(value >> 20 & 0xfffff), (long long)(value & 0xfffff));
	return wc_printf(arena, "%lld", (long long)value);
}
