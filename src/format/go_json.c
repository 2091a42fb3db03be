/* Go's way to find the member for a field, and no way around it. */
#include "format/go_json.h"

#include "base/utf8.h"

#include <string.h>

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The ASCII letter, in lower case, that the character at *p folds to; 0 where it folds to none. Goes past it. */
static char
fold(const char **p)
{
	static const char long_s[] = "\xc5\xbf", kelvin[] = "\xe2\x84\xaa";
	if (strncmp(*p, long_s, sizeof(long_s) - 1) == 0)
		return *p += sizeof(long_s) - 1, 's';
	if (strncmp(*p, kelvin, sizeof(kelvin) - 1) == 0)
		return *p += sizeof(kelvin) - 1, 'k';
	char c = *(*p)++;
	return (c & 0x80) ? '\0' : lower(c);
}

bool
wc_go_same(const char *key, const char *field)
{
	while (*key && *field) {
		if (fold(&key) != lower(*field++))
			return false;
	}
	return *key == '\0' && *field == '\0';
}

static bool
refuse_second(const struct wc_node *first, const struct wc_node *second, const char *where, const char *field, struct wc_err *err)
{
	char one[WC_SHOWN], two[WC_SHOWN];
	wc_fail(err, WC_FAULT_INPUT, "%s%s is there twice, as \"%s\" and as \"%s\", and could be read two ways", where, field,
	        wc_show(one, first->key, strlen(first->key)), wc_show(two, second->key, strlen(second->key)));
	return wc_hint(err, "name it once");
}

bool
wc_go_get(const struct wc_node *object, const char *where, const char *field, const struct wc_node **ret_value, struct wc_err *err)
{
	const struct wc_node *found = NULL;
	for (const struct wc_node *child = object->child; child; child = child->next) {
		if (!wc_go_same(child->key, field))
			continue;
		if (found)
			return refuse_second(found, child, where, field, err);
		found = child;
	}
	*ret_value = found && found->kind != WC_NULL ? found : NULL;
	return true;
}

bool
wc_go_get_kind(const struct wc_node *object, const char *where, const char *field, enum wc_node_kind kind,
               const struct wc_node **ret_value, struct wc_err *err)
{
	const struct wc_node *value;
	if (!wc_go_get(object, where, field, &value, err))
		return false;
	if (value && value->kind != kind) {
		wc_fail(err, WC_FAULT_INPUT, "%s%s is %s, and must be %s", where, field, wc_node_kind_name(value),
		        wc_node_kind_name(&(struct wc_node){.kind = kind}));
		return wc_hint(err, "write it as the Engine's API has it");
	}
	*ret_value = value;
	return true;
}
