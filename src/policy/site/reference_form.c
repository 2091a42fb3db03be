/* The form of a reference: registry with a dot or a port, path, tag. */
#include "policy/site/reference_form.h"

#include "policy/site/world.h"

#include <string.h>

/* A form: the phase, and what the phase has seen. 0 is the beginning. */
enum phase { REGISTRY, PORT, PATH, TAG };
enum { HAS_DOT = 4, MAY_END = 8, NOT_EMPTY = 16 };

static bool
is_lower(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

unsigned
wc_reference_class(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return 1;
	if (c >= 'a' && c <= 'z')
		return 2;
	if (c >= 'A' && c <= 'Z')
		return 3;
	return strchr("._-/:", c) && c ? c : 0;
}

static bool
step_registry(uint8_t form, unsigned char c, uint8_t *ret)
{
	bool may_end = form & MAY_END, named = form & HAS_DOT;
	if (c == '/' && may_end && named)
		*ret = PATH;
	else if (c == ':' && may_end && (form & 3) == REGISTRY)
		*ret = PORT | HAS_DOT;
	else if ((form & 3) == PORT ? c >= '0' && c <= '9' : is_lower(c))
		*ret = (uint8_t)(form | MAY_END);
	else if ((form & 3) == REGISTRY && may_end && (c == '.' || c == '-'))
		*ret = (uint8_t)((form & ~MAY_END) | (c == '.' ? HAS_DOT : 0));
	else
		return false;
	return true;
}

bool
wc_reference_step(uint8_t form, unsigned char c, uint8_t *ret)
{
	bool may_end = form & MAY_END;
	switch (form & 3) {
	case REGISTRY:
	case PORT:
		return step_registry(form, c, ret);
	case PATH:
		if (c == ':' && may_end)
			*ret = TAG;
		else if (is_lower(c))
			*ret = PATH | MAY_END;
		else if (may_end && (c == '/' || c == '.' || c == '_' || c == '-'))
			*ret = PATH;
		else
			return false;
		return true;
	default:
		if (!is_lower(c) && !(c >= 'A' && c <= 'Z') && c != '_' && !(may_end && (c == '.' || c == '-')))
			return false;
		*ret = TAG | MAY_END;
		return true;
	}
}

bool
wc_reference_complete(uint8_t form)
{
	return (form & 3) >= PATH && (form & MAY_END);
}

bool
wc_reference_takes(uint8_t form, unsigned char c, enum wc_axis_id axis)
{
	unsigned phase = form & 3;
	switch (axis) {
	case WC_AXIS_IMAGE_REGISTRY: return phase <= PORT && c != '/';
	case WC_AXIS_IMAGE_REPOSITORY: return phase <= PORT || (phase == PATH && c != ':');
	case WC_AXIS_IMAGE_TAG: return phase == TAG;
	default: return true;
	}
}

bool
wc_reference_has(uint8_t form, enum wc_axis_id axis)
{
	return axis != WC_AXIS_IMAGE_TAG || (form & 3) == TAG;
}

struct wc_axis_text
wc_reference_part(enum wc_axis_id axis, struct wc_axis_text reference)
{
	if (!reference.bytes)
		return reference;
	const char *slash = strchr(reference.bytes, '/'), *colon = slash ? strchr(slash, ':') : NULL;
	size_t repository = colon ? (size_t)(colon - reference.bytes) : reference.length;
	switch (axis) {
	case WC_AXIS_IMAGE_REGISTRY: return (struct wc_axis_text){reference.bytes, slash ? (size_t)(slash - reference.bytes) : reference.length, true};
	case WC_AXIS_IMAGE_REPOSITORY: return (struct wc_axis_text){reference.bytes, repository, true};
	case WC_AXIS_IMAGE_TAG: return (struct wc_axis_text){colon ? colon + 1 : NULL, colon ? reference.length - repository - 1 : 0, true};
	default: return reference;
	}
}
