/* Credential helpers: docker-credential-NAME get, without a shell and with a time limit. */
#include "base/limits.h"
#include "io/clock.h"
#include "io/spawn.h"
#include "source/image/registry_login.h"

#include <string.h>

enum { HELPER_MS = 10000 };

static bool
broken(const char *helper, const char *what, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_UNREACHABLE, "the credential helper docker-credential-%.60s %s", helper, what);
	return wc_hint(err, "try it: echo SERVER | docker-credential-%.60s get; or take it out of config.json, or give --creds", helper);
}

/* A name, and no path: the configuration may not point at any program it likes. */
static bool
is_name(const char *helper)
{
	return *helper && helper[strspn(helper, "-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* Some helpers keep a secret with the NULs that ended it in another program's memory. */
static const char *
without_nuls(char *text, size_t length)
{
	while (length && (text[length - 1] == '\0' || text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	text[length] = '\0';
	return text;
}

/* Escaped NULs behind the secret, which no JSON text of ours may hold, are cut out of the answer. */
static size_t
cut_escaped_nuls(char *text, size_t length)
{
	static const char nul[] = "\\u0000\"";
	for (char *p; (p = strstr(text, nul));) {
		memmove(p, p + 6, length - (size_t)(p - text) - 6 + 1);
		length -= 6;
	}
	return length;
}

/* Never shown: the text may hold the secret. */
static bool
answer_read(wc_arena *arena, const char *helper, const char *text, size_t length, const struct wc_identity **ret_identity,
            struct wc_err *err)
{
	const struct wc_node *root;
	char *copy = wc_copy(arena, text, length);
	if (!wc_json_read(arena, "answer", copy, cut_escaped_nuls(copy, length), &root, NULL) || root->kind != WC_MAP)
		return broken(helper, "prints what is no JSON object", err);
	const char *user = wc_get_text(root, "Username"), *found = wc_get_text(root, "Secret");
	if (!user || !found)
		return broken(helper, "prints no Username or no Secret", err);
	char *own = wc_copyz(arena, found);
	const char *secret = without_nuls(own, strlen(own));
	struct wc_identity *identity = wc_alloc(arena, sizeof(*identity));
	if (strcmp(user, "<token>") == 0)
		identity->identity_token = secret;
	else
		*identity = (struct wc_identity){.user = user, .password = secret};
	*ret_identity = *user && *secret ? identity : NULL;
	return true;
}

bool
wc_credential_helper_ask(wc_arena *arena, const char *helper, const char *server, int64_t deadline,
                         const struct wc_identity **ret_identity, struct wc_err *err)
{
	struct wc_spawned got;
	struct wc_err why;
	if (!is_name(helper))
		return broken("NAME", "has a name that is none", err);
	const char *const argv[] = {wc_printf(arena, "docker-credential-%s", helper), "get", NULL};
	struct wc_spawn spawn = {argv, server, strlen(server), WC_LIMIT_TOKEN_BYTES, wc_clock_left(deadline, HELPER_MS)};
	if (!wc_spawn_run(arena, &spawn, &got, &why))
		return broken(helper, strstr(why.text, "takes too long") ? "takes too long" : strstr(why.text, "too much") ?
		              "writes too much" : "cannot be run", err);
	if (got.code == 0)
		return answer_read(arena, helper, got.out, got.out_length, ret_identity, err);
	if (strstr(got.out, "credentials not found") || strstr(got.talk, "credentials not found")) {
		*ret_identity = NULL;
		return true;
	}
	return broken(helper, wc_printf(arena, "fails with exit code %d", got.code), err);
}
