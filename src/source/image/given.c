/* os:VERSION[,arch=…][,family=…][,features=win32k]: image facts given by hand. */
#include "base/diag.h"
#include "source/image/sources.h"

#include <string.h>

static bool
hint_words(struct wc_err *err, const struct wc_words *words, const char *value)
{
	const char *nearest = wc_nearest(value, words->word + 1, words->count - 1);
	char list[200] = "";
	if (nearest && strcmp(nearest, "other") != 0)
		return wc_hint(err, "did you mean '%s'?", nearest);
	for (size_t i = 1; i < words->count; i++) {
		size_t used = strlen(list);
		if (strcmp(words->word[i], "other") != 0 && used + strlen(words->word[i]) + 3 < sizeof(list))
			strcat(strcat(list, used ? ", " : ""), words->word[i]);
	}
	return wc_hint(err, "write one of %s", list);
}

/* One word of a vocabulary; "unknown" and "other" are no facts. */
static bool
word_take(const struct wc_words *words, const char *key, const char *value, uint8_t *ret_value, struct wc_err *err)
{
	unsigned found;
	if (wc_word_find(words, value, &found) && found != 0 && strcmp(value, "other") != 0) {
		*ret_value = (uint8_t)found;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "%s=%.60s: '%.60s' is not %s", key, value, value, words->what);
	return hint_words(err, words, value);
}

static bool
arch_take(const char *value, struct wc_image *image, struct wc_err *err)
{
	if (!word_take(&wc_arch_words, "arch", value, &image->arch, err))
		return false;
	image->architecture = wc_word(&wc_arch_words, image->arch);
	return true;
}

static bool
family_take(const char *value, struct wc_image *image, struct wc_err *err)
{
	return word_take(&wc_family_words, "family", value, &image->family, err);
}

static bool
features_take(const char *value, struct wc_image *image, struct wc_err *err)
{
	if (strcmp(value, "win32k") == 0) {
		image->win32k = WC_YES;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "features=%.60s: '%.60s' is no feature of an image", value, value);
	return wc_hint(err, "win32k is the only one that images have");
}

/* The keys behind the version, one a line. */
static const struct {
	const char *key;
	enum wc_fact fact;
	bool (*take)(const char *value, struct wc_image *image, struct wc_err *err);
} keys[] = {
	{"arch", WC_IMAGE_ARCHITECTURE, arch_take},
	{"family", WC_IMAGE_FAMILY, family_take},
	{"features", WC_IMAGE_FEATURES, features_take},
};

enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

static bool
unknown_key(const char *key, struct wc_err *err)
{
	const char *names[KEY_COUNT];
	for (size_t i = 0; i < KEY_COUNT; i++)
		names[i] = keys[i].key;
	const char *nearest = wc_nearest(key, names, KEY_COUNT);
	wc_fail(err, WC_FAULT_INPUT, "'%.60s' is no fact of an image", key);
	return nearest ? wc_hint(err, "did you mean '%s='?", nearest) : wc_hint(err, "write arch=…, family=… or features=win32k");
}

/* Takes one "key=value"; `item` is ours to cut. */
static bool
item_take(char *item, struct wc_image *image, struct wc_err *err)
{
	char *equals = strchr(item, '=');
	if (!equals) {
		wc_fail(err, WC_FAULT_INPUT, "'%.60s' is not written as key=value", item);
		return wc_hint(err, "write os:VERSION,arch=amd64,family=servercore,features=win32k; all but VERSION may be left out");
	}
	*equals = '\0';
	for (size_t i = 0; i < KEY_COUNT; i++) {
		uint8_t *from = &image->from.of[keys[i].fact];
		if (strcmp(item, keys[i].key) != 0)
			continue;
		if (*from != WC_FROM_NOWHERE) {
			wc_fail(err, WC_FAULT_INPUT, "'%s=' stands twice", item);
			return wc_hint(err, "say it once");
		}
		*from = WC_FROM_GIVEN;
		return keys[i].take(equals + 1, image, err);
	}
	return unknown_key(item, err);
}

static bool
given_read(const struct wc_reading *reading, const char *text, struct wc_image *image, struct wc_err *err)
{
	char *item = wc_copyz(reading->arena, text), *comma = strchr(item, ',');
	if (comma)
		*comma = '\0';
	if (!wc_version_parse(item, &image->version, err))
		return false;
	image->os = WC_OS_WINDOWS;
	image->from.of[WC_IMAGE_OS] = image->from.of[WC_IMAGE_OS_VERSION] = WC_FROM_GIVEN;
	if (image->version.revision != WC_REVISION_UNKNOWN)
		image->from.of[WC_IMAGE_REVISION] = WC_FROM_GIVEN;
	while (comma) {
		item = comma + 1;
		comma = strchr(item, ',');
		if (comma)
			*comma = '\0';
		if (!item_take(item, image, err))
			return false;
	}
	return true;
}

bool
wc_source_given(const struct wc_reading *reading, const char *text, struct wc_image *image, struct wc_err *err)
{
	return given_read(reading, text, image, err) || wc_while(err, "os:%.200s", text);
}
