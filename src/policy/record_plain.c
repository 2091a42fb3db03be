/* Reading field values that any text may have: strings, numbers, days, and words of a vocabulary. */
#include "policy/record_value.h"

#include "base/text.h"
#include "model/program.h"

/* The word's value in the field's vocabulary; false and a fault where it is none. */
static bool
word(const struct wc_value *v, const struct wc_node *node, unsigned *ret_value)
{
	const struct wc_words *words = v->field->words;
	unsigned first = v->field->flags & WC_ANY_WORD ? 0 : 1, value;
	if (wc_word_find(words, node->text, &value) && value >= first) {
		*ret_value = value;
		return true;
	}
	return wc_reader_unknown(v->reader, node, false, node->text, words->what, words->word + first, words->count - first);
}

bool
wc_take_text(const struct wc_value *v, const struct wc_node *node)
{
	const char *text = wc_value_string(v, node);
	unsigned unused;
	if (!text || (v->field->words && !word(v, node, &unused)))
		return false;
	*(const char **)v->slot = text;
	return true;
}

static bool
add_text(const struct wc_value *v, const struct wc_node *node, size_t i)
{
	((const char **)v->count_slot)[i] = node->text;
	return true;
}

bool
wc_take_texts(const struct wc_value *v, const struct wc_node *node)
{
	size_t count = node->kind == WC_LIST ? node->count : 1;
	struct wc_value items = *v;
	items.count_slot = wc_array(v->reader->arena, const char *, count);
	if (!wc_value_each(&items, node, add_text))
		return false;
	*(struct wc_strings *)v->slot = (struct wc_strings){items.count_slot, count};
	return true;
}

static bool
join_text(const struct wc_value *v, const struct wc_node *node, size_t i)
{
	wc_text_printf(v->slot, "%s%s", i ? "; " : "", node->text);
	return true;
}

bool
wc_take_joined(const struct wc_value *v, const struct wc_node *node)
{
	struct wc_text text = {.arena = v->reader->arena};
	struct wc_value items = *v;
	items.slot = &text;
	if (!wc_value_each(&items, node, join_text))
		return false;
	*(const char **)v->slot = wc_text_string(&text);
	return true;
}

bool
wc_take_number(const struct wc_value *v, const struct wc_node *node)
{
	const char *p = wc_value_string(v, node);
	uint32_t value;
	if (!p)
		return false;
	if (!wc_value_digits(&p, &value) || *p || value == 0)
		return wc_value_fault(v, node, "is not a number above 0");
	*(uint32_t *)v->slot = value;
	return true;
}

bool
wc_take_rank(const struct wc_value *v, const struct wc_node *node)
{
	const char *p = wc_value_string(v, node);
	uint32_t value;
	if (!p)
		return false;
	if (!wc_value_digits(&p, &value) || *p || value == 0 || value > UINT8_MAX)
		return wc_value_fault(v, node, "is not a number from 1 to 255");
	*(uint8_t *)v->slot = (uint8_t)value;
	return true;
}

static int
last_day(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

/* Does `text` have the form of `pattern`, where "0" stands for any digit? */
static bool
has_form(const char *text, const char *pattern)
{
	for (; *text && *pattern; text++, pattern++)
		if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
			return false;
	return !*text && !*pattern;
}

static int
two_digits(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

bool
wc_take_date(const struct wc_value *v, const struct wc_node *node)
{
	const char *p = wc_value_string(v, node);
	if (!p)
		return false;
	bool whole = has_form(p, "0000-00-00");
	if (!whole && !has_form(p, "0000-00"))
		return wc_value_fault(v, node, "is not a day (YYYY-MM-DD) or a month (YYYY-MM)");
	int year = two_digits(p) * 100 + two_digits(p + 2), month = two_digits(p + 5);
	if (year < 1980 || month < 1 || month > 12)
		return wc_value_fault(v, node, "is not in the calendar");
	int day = whole ? two_digits(p + 8) : last_day(year, month);
	if (day < 1 || day > last_day(year, month))
		return wc_value_fault(v, node, "is not in the calendar");
	*(wc_date *)v->slot = year * 10000 + month * 100 + day;
	return true;
}

bool
wc_take_word(const struct wc_value *v, const struct wc_node *node)
{
	unsigned value = 0;
	if (!wc_value_string(v, node) || !word(v, node, &value))
		return false;
	*(uint8_t *)v->slot = (uint8_t)value;
	return true;
}

static bool
add_word(const struct wc_value *v, const struct wc_node *node, size_t i)
{
	(void)i;
	unsigned value = 0;
	if (!word(v, node, &value))
		return false;
	wc_mask bit = (wc_mask)(1u << value);
	if (*(wc_mask *)v->slot & bit)
		return wc_value_fault(v, node, "stands there twice");
	*(wc_mask *)v->slot |= bit;
	return true;
}

bool
wc_take_mask(const struct wc_value *v, const struct wc_node *node)
{
	return wc_value_each(v, node, add_word);
}
