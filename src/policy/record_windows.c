/* Reading field values of this trade: builds, revisions, versions, digests, rule ids. */
#include "policy/record_value.h"

#include "base/limits.h"
#include "model/program.h"

#include <string.h>

bool
wc_take_revision(const struct wc_value *v, const struct wc_node *node)
{
	const char *p = wc_value_string(v, node);
	uint32_t value;
	if (!p)
		return false;
	if (!wc_value_digits(&p, &value) || *p)
		return wc_value_fault(v, node, "is not a revision number");
	*(int32_t *)v->slot = (int32_t)value;
	return true;
}

/* Reads "BUILD", "LOW-HIGH" or "LOW+". */
static bool
interval(const struct wc_value *v, const struct wc_node *node, struct wc_builds *ret_builds)
{
	const char *p = node->text;
	struct wc_builds builds;
	if (!wc_value_digits(&p, &builds.low))
		return wc_value_fault(v, node, "is not a build (BUILD), an interval (LOW-HIGH) or an open one (LOW+)");
	builds.high = builds.low;
	if (*p == '+' && p++)
		builds.high = UINT32_MAX;
	else if (*p == '-' && (p++, !wc_value_digits(&p, &builds.high)))
		return wc_value_fault(v, node, "does not end with a build");
	if (*p)
		return wc_value_fault(v, node, "is not a build (BUILD), an interval (LOW-HIGH) or an open one (LOW+)");
	if (builds.low == 0 || builds.high < builds.low)
		return wc_value_fault(v, node, "holds no build");
	*ret_builds = builds;
	return true;
}

bool
wc_take_builds(const struct wc_value *v, const struct wc_node *node)
{
	if (node->kind == WC_LIST)
		return wc_reader_fault(v->reader, node, "%s is one interval here; write a clause for each", v->field->key);
	return wc_value_string(v, node) && interval(v, node, v->slot);
}

static bool
add_builds(const struct wc_value *v, const struct wc_node *node, size_t i)
{
	return interval(v, node, (struct wc_builds *)v->slot + i);
}

bool
wc_take_build_list(const struct wc_value *v, const struct wc_node *node)
{
	size_t count = node->kind == WC_LIST ? node->count : 1;
	struct wc_value items = *v;
	items.slot = wc_array(v->reader->arena, struct wc_builds, count);
	if (!wc_value_each(&items, node, add_builds))
		return false;
	*(const struct wc_builds **)v->slot = items.slot;
	*(size_t *)v->count_slot = count;
	return true;
}

bool
wc_take_version(const struct wc_value *v, const struct wc_node *node)
{
	struct wc_err err = {0};
	if (!wc_value_string(v, node))
		return false;
	if (!wc_version_parse(node->text, v->slot, &err))
		return wc_reader_fault(v->reader, node, "%s: %s", v->field->key, err.text);
	return true;
}

bool
wc_take_engine_version(const struct wc_value *v, const struct wc_node *node)
{
	if (!wc_value_string(v, node))
		return false;
	if (!wc_engine_version_parse(node->text, v->slot))
		return wc_value_fault(v, node, "is not an engine version");
	return true;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
wc_take_digest(const struct wc_value *v, const struct wc_node *node)
{
	static const char algorithm[] = "sha256:";
	const size_t skip = sizeof(algorithm) - 1;
	uint8_t *digest = v->slot;
	if (!wc_value_string(v, node))
		return false;
	if (node->length != skip + 64 || memcmp(node->text, algorithm, skip) != 0)
		return wc_value_fault(v, node, "is not \"sha256:\" and 64 hex digits");
	for (size_t i = 0; i < 32; i++) {
		int high = hex(node->text[skip + 2 * i]), low = hex(node->text[skip + 2 * i + 1]);
		if (high < 0 || low < 0)
			return wc_value_fault(v, node, "holds something else than the digits 0-9 and a-f");
		digest[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

bool
wc_take_rule(const struct wc_value *v, const struct wc_node *node)
{
	return wc_value_string(v, node) != NULL;
}
