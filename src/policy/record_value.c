/* Reading the value of one field: what all field types share, and which function reads which type. */
#include "policy/record_value.h"

#include "base/limits.h"
#include "model/program.h"

bool
wc_value_fault(const struct wc_value *v, const struct wc_node *node, const char *why)
{
	if (node->kind == WC_STRING)
		return wc_reader_fault(v->reader, node, "%s: '%.80s' %s", v->field->key, node->text, why);
	return wc_reader_fault(v->reader, node, "%s is %s, not a string", v->field->key, wc_node_kind_name(node));
}

const char *
wc_value_string(const struct wc_value *v, const struct wc_node *node)
{
	if (node->kind != WC_STRING) {
		wc_value_fault(v, node, "");
		return NULL;
	}
	if (node->length == 0) {
		wc_reader_fault(v->reader, node, "%s is empty", v->field->key);
		return NULL;
	}
	if (node->length > WC_LIMIT_DATA_TEXT) {
		wc_reader_fault(v->reader, node, "%s is longer than %d bytes", v->field->key, WC_LIMIT_DATA_TEXT);
		return NULL;
	}
	for (const char *p = node->text; *p; p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f) {
			wc_reader_fault(v->reader, node, "%s holds a line break or a control character", v->field->key);
			return NULL;
		}
	}
	return node->text;
}

bool
wc_value_each(const struct wc_value *v, const struct wc_node *node, wc_take_item *take_item)
{
	if (node->kind == WC_STRING)
		return wc_value_string(v, node) && take_item(v, node, 0);
	if (node->kind != WC_LIST)
		return wc_reader_fault(v->reader, node, "%s is %s, not a list of strings", v->field->key, wc_node_kind_name(node));
	if (!node->child)
		return wc_reader_fault(v->reader, node, "%s is an empty list", v->field->key);
	bool ok = true;
	size_t i = 0;
	for (const struct wc_node *item = node->child; item; item = item->next, i++)
		ok &= wc_value_string(v, item) && take_item(v, item, i);
	return ok;
}

bool
wc_value_digits(const char **p, uint32_t *ret_value)
{
	const char *start = *p;
	uint32_t value = 0;
	for (; **p >= '0' && **p <= '9'; (*p)++) {
		value = value * 10 + (uint32_t)(**p - '0');
		if (value > WC_LIMIT_VERSION_PART)
			return false;
	}
	*ret_value = value;
	return *p > start;
}

static bool
take_any(const struct wc_value *v, const struct wc_node *node)
{
	(void)v;
	(void)node;
	return true;
}

static wc_take *const take[WC_FIELD_TYPES] = {
	[WC_FIELD_ANY] = take_any,
	[WC_FIELD_TEXT] = wc_take_text,
	[WC_FIELD_TEXTS] = wc_take_texts,
	[WC_FIELD_JOINED] = wc_take_joined,
	[WC_FIELD_NUMBER] = wc_take_number,
	[WC_FIELD_RANK] = wc_take_rank,
	[WC_FIELD_DATE] = wc_take_date,
	[WC_FIELD_WORD] = wc_take_word,
	[WC_FIELD_MASK] = wc_take_mask,
	[WC_FIELD_BUILDS] = wc_take_builds,
	[WC_FIELD_BUILD_LIST] = wc_take_build_list,
	[WC_FIELD_REVISION] = wc_take_revision,
	[WC_FIELD_VERSION] = wc_take_version,
	[WC_FIELD_ENGINE_VERSION] = wc_take_engine_version,
	[WC_FIELD_DIGEST] = wc_take_digest,
	[WC_FIELD_RULE] = wc_take_rule,
	[WC_FIELD_SIZE] = take_any,
};

bool
wc_field_read(struct wc_reader *reader, const struct wc_field *field, const struct wc_node *node, void *slot, void *count_slot)
{
	return take[field->type](&(struct wc_value){reader, field, slot, count_slot}, node);
}

void
wc_field_default(const struct wc_field *field, void *slot)
{
	if (field->type == WC_FIELD_BUILDS)
		*(struct wc_builds *)slot = (struct wc_builds){0, UINT32_MAX};
	else if (field->type == WC_FIELD_REVISION)
		*(int32_t *)slot = WC_REVISION_UNKNOWN;
	else if (field->type == WC_FIELD_VERSION)
		*(struct wc_version *)slot = WC_VERSION_UNKNOWN;
	else if (field->type == WC_FIELD_RULE)
		*(uint16_t *)slot = UINT16_MAX;
}
