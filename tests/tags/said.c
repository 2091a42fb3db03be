/* said: what the inference says of a reference, in the words of data/tags.yaml's examples. */
#include "said.h"

#include "format/reference.h"
#include "source/sources.h"

#include <string.h>

bool
said_of(wc_arena *arena, const struct wc_program *program, const char *reference, struct wc_image *ret_image, struct wc_err *err)
{
	struct wc_reference parts;
	if (!wc_reference_parse(arena, reference, &parts, err))
		return false;
	struct wc_reading reading = {.arena = arena, .program = program, .offline = true};
	*ret_image = (struct wc_image){.reference = reference, .tag = parts.tag, .version = WC_VERSION_UNKNOWN};
	ret_image->repository = wc_printf(arena, "%s/%s", parts.domain, parts.path);
	wc_infer_from_tag(&reading, ret_image);
	return true;
}

static const char *
add(wc_arena *arena, const char *words, const char *word)
{
	return *words ? wc_printf(arena, "%s %s", words, word) : word;
}

const char *
said_words(wc_arena *arena, const struct wc_image *image)
{
	char version[WC_VERSION_TEXT];
	const char *words = "";
	if (image->os)
		words = add(arena, words, wc_word(&wc_os_words, image->os));
	if (image->version.build)
		words = add(arena, words, wc_copyz(arena, wc_version_print(image->version, version)));
	if (image->family)
		words = add(arena, words, wc_word(&wc_family_words, image->family));
	if (image->arch)
		words = add(arena, words, wc_word(&wc_arch_words, image->arch));
	return *words ? words : "nothing";
}

const char *
said_span(wc_arena *arena, const char *reference, const struct wc_image *image)
{
	const char *at = strchr(reference, '@');
	if (image->tag_length == 0)
		return reference;
	size_t whole = at ? (size_t)(at - reference) : strlen(reference);
	size_t start = whole - strlen(image->tag) + image->tag_start, end = start + image->tag_length;
	return wc_printf(arena, "%.*s{%.*s}%s", (int)start, reference, (int)image->tag_length, reference + start, reference + end);
}

const char *
said_plain(wc_arena *arena, const char *text)
{
	char *plain = wc_copyz(arena, text), *end = plain;
	for (const char *p = text; *p; p++)
		if (*p != '{' && *p != '}')
			*end++ = *p;
	*end = '\0';
	return plain;
}
