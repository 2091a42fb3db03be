/* Reading one record by its field tables: unknown keys, missing fields, inherited fields. */
#include "policy/record.h"

#include "model/program.h"

#include <stdarg.h>
#include <string.h>

enum { MOST_KEYS = 64, MOST_HINT_WORDS = 12 };

/* Room for the value of any field that is checked but not stored. */
union scratch {
	struct wc_strings strings;
	struct wc_version version;
	uint8_t digest[32];
};

bool
wc_reader_fault(struct wc_reader *reader, const struct wc_node *node, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = wc_vprintf(reader->arena, format, args);
	va_end(args);
	wc_diag_add(reader->diags, reader->file, node ? node->line : 0, node ? node->column : 0, "%s", text);
	return false;
}

/* "one of: a, b, c", or NULL where that would be a long list. */
static const char *
list_words(wc_arena *arena, const char *const *words, size_t count)
{
	if (count == 0 || count > MOST_HINT_WORDS)
		return NULL;
	const char *text = "one of:";
	for (size_t i = 0; i < count; i++)
		text = wc_printf(arena, "%s%s %s", text, i ? "," : "", words[i]);
	return text;
}

bool
wc_reader_unknown(struct wc_reader *reader, const struct wc_node *node, bool at_key, const char *text, const char *what,
                  const char *const *candidates, size_t count)
{
	struct wc_diag *diag = wc_diag_add(reader->diags, reader->file, at_key ? node->key_line : node->line,
	                                   at_key ? node->key_column : node->column, "'%.80s' is not %s", text, what);
	const char *nearest = wc_nearest(text, candidates, count);
	if (nearest)
		diag->hint = wc_printf(reader->arena, "did you mean '%s'?", nearest);
	else
		diag->hint = list_words(reader->arena, candidates, count);
	return false;
}

/* Collects the keys that the parts read; returns how many. */
static size_t
collect_keys(const struct wc_part *parts, size_t part_count, const char *keys[MOST_KEYS])
{
	size_t n = 0;
	for (size_t p = 0; p < part_count; p++)
		for (size_t i = 0; i < parts[p].schema->count && n < MOST_KEYS; i++)
			if (parts[p].schema->field[i].key)
				keys[n++] = parts[p].schema->field[i].key;
	return n;
}

static bool
check_keys(struct wc_reader *reader, const struct wc_node *node, const struct wc_part *parts, size_t part_count)
{
	const char *keys[MOST_KEYS];
	size_t n = collect_keys(parts, part_count, keys);
	const char *what = wc_printf(reader->arena, "a key of %s", parts[0].schema->what);
	bool ok = true;
	for (const struct wc_node *child = node->child; child; child = child->next) {
		size_t i = 0;
		while (i < n && strcmp(keys[i], child->key) != 0)
			i++;
		if (i == n)
			ok = wc_reader_unknown(reader, child, true, child->key, what, keys, n);
	}
	return ok;
}

/* A fault in what all records of a file inherit is said once. */
static bool
inherit_field(struct wc_reader *reader, const struct wc_field *field, const struct wc_node *value, void *slot, void *count_slot)
{
	enum { MOST = sizeof(reader->wrong_head) / sizeof(reader->wrong_head[0]) };
	size_t i = 0;
	for (; i < MOST && reader->wrong_head[i]; i++)
		if (reader->wrong_head[i] == value)
			return false;
	if (wc_field_read(reader, field, value, slot, count_slot))
		return true;
	if (i < MOST)
		reader->wrong_head[i] = value;
	return false;
}

static bool
read_field(struct wc_reader *reader, const struct wc_node *node, const struct wc_schema *schema, const struct wc_field *field,
           char *record)
{
	union scratch scratch = {0};
	void *slot = field->member ? (void *)(record + field->offset) : (void *)&scratch;
	wc_field_default(field, slot);
	if (!field->key)
		return true;
	void *count_slot = record + field->count_offset;
	const struct wc_node *value = wc_get(node, field->key);
	if (value)
		return wc_field_read(reader, field, value, slot, count_slot);
	if (field->flags & WC_INHERITED && (value = wc_get(reader->head, field->key)))
		return inherit_field(reader, field, value, slot, count_slot);
	if (!(field->flags & WC_REQUIRED))
		return true;
	return wc_reader_fault(reader, node, "%s without '%s'", schema->what, field->key);
}

bool
wc_record_read(struct wc_reader *reader, const struct wc_node *node, const struct wc_part *parts, size_t part_count)
{
	if (node->kind != WC_MAP)
		return wc_reader_fault(reader, node, "%s is a map, this is %s", parts[0].schema->what, wc_node_kind_name(node));
	bool ok = check_keys(reader, node, parts, part_count);
	for (size_t p = 0; p < part_count; p++) {
		const struct wc_schema *schema = parts[p].schema;
		for (size_t i = 0; i < schema->count; i++)
			ok &= read_field(reader, node, schema, &schema->field[i], parts[p].record);
	}
	return ok;
}
