/* Host facts given by hand: key=value,key=value behind a SPEC. */
#include "source/host/given.h"

#include "base/diag.h"

#include <string.h>

/* Every key of contract 3. The order is that of reading: what says the product comes first. */
static const struct {
	const char *key;
	wc_give *give;
} keys[] = {
	{"edition", wc_give_edition},
	{"installation", wc_give_installation},
	{"arch", wc_give_arch},
	{"hyperv", wc_give_hyperv},
	{"containers", wc_give_containers},
	{"revision", wc_give_revision},
	{"engine", wc_give_engine},
	{"store", wc_give_store},
	{"default-isolation", wc_give_default_isolation},
	{"sandbox", wc_give_sandbox},
	{"name", wc_give_name},
};
enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

/* The index of the key that `text` begins with (up to "="), or KEY_COUNT. */
static size_t
find_key(const char *text)
{
	size_t length = strcspn(text, "=,"), i = 0;
	while (i < KEY_COUNT && (text[length] != '=' || strncmp(keys[i].key, text, length) != 0 || keys[i].key[length]))
		i++;
	return i;
}

static bool
unknown_key(const char *item, struct wc_err *err)
{
	const char *names[KEY_COUNT];
	char key[64] = "";
	strncat(key, item, strcspn(item, "=") < sizeof(key) - 1 ? strcspn(item, "=") : sizeof(key) - 1);
	for (size_t i = 0; i < KEY_COUNT; i++)
		names[i] = keys[i].key;
	const char *meant = wc_nearest(key, names, KEY_COUNT);
	if (!strchr(item, '='))
		wc_fail(err, WC_FAULT_INPUT, "'%.60s' is no fact: a fact is key=value", item);
	else
		wc_fail(err, WC_FAULT_INPUT, "no fact is called '%s'", key);
	return wc_hint(err, "%s%s%skeys are edition, installation, arch, hyperv, containers, revision, engine, store, "
	               "default-isolation, sandbox and name", meant ? "did you mean '" : "", meant ? meant : "", meant ? "'? The " : "");
}

/* Splits `facts` at its commas into the value of each key, NULL where it is not given. */
static bool
split(const struct wc_reading *reading, const char *facts, const char *values[KEY_COUNT], struct wc_err *err)
{
	for (const char *item = facts, *end; item; item = *end ? end + 1 : NULL) {
		end = item + strcspn(item, ",");
		const char *text = wc_copy(reading->arena, item, (size_t)(end - item));
		size_t key = find_key(text);
		if (key == KEY_COUNT)
			return unknown_key(text, err);
		if (values[key]) {
			wc_fail(err, WC_FAULT_INPUT, "%s= is given twice", keys[key].key);
			return wc_hint(err, "leave one of them out");
		}
		values[key] = strchr(text, '=') + 1;
		if (*values[key] == '\0') {
			wc_fail(err, WC_FAULT_INPUT, "%s= has no value", keys[key].key);
			return wc_hint(err, "write %s=VALUE, or leave it out", keys[key].key);
		}
	}
	return true;
}

/* The build of a pause image matters under the Container Runtime Interface only: naming it says that the host is a node. */
static void
imply_node(struct wc_host *host)
{
	if (host->from.of[WC_HOST_SANDBOX] != WC_FROM_GIVEN)
		return;
	if (host->engine.kind == WC_CONTAINERD || host->engine.kind == WC_ENGINE_OTHER)
		host->engine.is_cri = true;
}

bool
wc_host_read_given(const struct wc_reading *reading, const char *facts, struct wc_host *hosts, size_t count,
                   struct wc_err *err)
{
	const char *values[KEY_COUNT] = {NULL};
	if (!split(reading, facts, values, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (count > 1 && hosts[i].os != WC_OS_WINDOWS)
			continue; /* in a cluster the facts are meant for its Windows nodes */
		for (size_t key = 0; key < KEY_COUNT; key++) {
			struct wc_given_fact fact = {reading, keys[key].key, values[key], &hosts[i], err};
			if (values[key] && !keys[key].give(&fact))
				return false;
		}
		imply_node(&hosts[i]);
	}
	return true;
}
