/* Credentials: --creds, then config.json and auth.json as Docker and the containers tools write them. */
#include "base/limits.h"
#include "format/base64.h"
#include "io/file.h"
#include "source/image/registry_login.h"

#include <string.h>

enum { MOST_FILES = 3 };

/* One file: its path, and its root where it is there. */
struct file {
	const char *path;
	const struct wc_node *root;
};

/* What was found for one repository. */
struct found {
	struct found *next;
	const char *key, *repository;
	const struct wc_identity *identity;
};

/* What a helper said of one server: none is asked twice, least of all one that hangs. */
struct said {
	struct said *next;
	const char *helper, *server;
	bool is_fine;
	const struct wc_identity *identity;
	struct wc_err err;
};

struct wc_credentials {
	struct file file[MOST_FILES];
	size_t count;
	struct found *found;
	struct said *said;
};

/* How Docker calls its own registry in files and to helpers. */
static const char hub[] = "docker.io", hub_server[] = "https://index.docker.io/v1/";

static bool
is_hub(const char *host, size_t length)
{
	static const char *const names[] = {hub, "index.docker.io", "registry-1.docker.io"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strlen(names[i]) == length && strncmp(host, names[i], length) == 0)
			return true;
	}
	return false;
}

/* Adds "BASE/END"; nothing where the variable that gives the base is not set. */
static const char **
add_path(wc_arena *arena, const char **end_of_list, const char *base, const char *end)
{
	if (base)
		*end_of_list++ = wc_printf(arena, "%s/%s", base, end);
	return end_of_list;
}

/* An option or a variable names the only one, else each is looked at in turn (containers-auth.json(5)). */
const char *const *
wc_login_files(struct wc_registry *registry)
{
	const char *home = wc_registry_variable(registry, "HOME"), *folder = wc_registry_variable(registry, "DOCKER_CONFIG");
	const char *only = registry->options.login_file ? registry->options.login_file : wc_registry_variable(registry, "REGISTRY_AUTH_FILE");
	const char *config = wc_registry_variable(registry, "XDG_CONFIG_HOME");
	const char **list = wc_array(registry->arena, const char *, MOST_FILES + 1), **end = list;
	if (only) {
		*end++ = only;
	} else if (folder) {
		end = add_path(registry->arena, end, folder, "config.json");
	} else {
		end = add_path(registry->arena, end, wc_registry_variable(registry, "XDG_RUNTIME_DIR"), "containers/auth.json");
		end = add_path(registry->arena, end, config ? config : home, config ? "containers/auth.json" : ".config/containers/auth.json");
		end = add_path(registry->arena, end, home, ".docker/config.json");
	}
	*end = NULL;
	return list;
}

static bool
file_read(wc_arena *arena, struct file *file, struct wc_err *err)
{
	char *bytes;
	size_t length;
	if (wc_path_kind(file->path) != WC_PATH_FILE)
		return true;
	if (!wc_file_read(arena, file->path, WC_LIMIT_CONFIG_BYTES, &bytes, &length, err))
		return wc_while(err, "looking for logins");
	if (strspn(bytes, " \t\r\n") == length)
		return true;
	return wc_json_read(arena, file->path, bytes, length, &file->root, err) || wc_while(err, "looking for logins");
}

static bool
files_read(struct wc_registry *registry, struct wc_err *err)
{
	if (registry->credentials)
		return true;
	struct wc_credentials *c = wc_alloc(registry->arena, sizeof(*c));
	for (const char *const *path = wc_login_files(registry); *path; path++)
		c->file[c->count++].path = *path;
	for (size_t i = 0; i < c->count; i++) {
		if (!file_read(registry->arena, &c->file[i], err))
			return false;
	}
	registry->credentials = c;
	return true;
}

/* Without a scheme, and then without what Docker's old keys have behind the host. */
static size_t
bare(const char **key)
{
	const char *scheme = strstr(*key, "://");
	*key = scheme ? scheme + 3 : *key;
	size_t length = scheme ? strcspn(*key, "/") : strlen(*key);
	while (length && (*key)[length - 1] == '/')
		length--;
	return length;
}

/* How well does the key of a file fit: 0 not at all, else the more the longer the part of the repository it names. */
static size_t
fit(const char *file_key, const char *key, const char *repository)
{
	size_t length = bare(&file_key), host = strcspn(file_key, "/");
	host = host < length ? host : length;
	bool same = (strlen(key) == host && strncmp(file_key, key, host) == 0) || (strcmp(key, hub) == 0 && is_hub(file_key, host));
	if (!same)
		return 0;
	if (host == length)
		return 1;
	size_t part = length - host - 1;
	bool within = strncmp(file_key + host + 1, repository, part) == 0 && (repository[part] == '/' || repository[part] == '\0');
	return within ? 1 + part : 0;
}

static const struct wc_node *
best_fit(const struct wc_node *map, const char *key, const char *repository)
{
	const struct wc_node *best = NULL;
	size_t most = 0;
	for (const struct wc_node *node = map && map->kind == WC_MAP ? map->child : NULL; node; node = node->next) {
		size_t fits = fit(node->key, key, repository);
		if (fits > most) {
			most = fits;
			best = node;
		}
	}
	return best;
}

static const char *
given(const struct wc_node *map, const char *key)
{
	const char *text = wc_get_text(map, key);
	return text && *text ? text : NULL;
}

/* "user:password" */
static bool
split_pair(char *pair, struct wc_identity *identity)
{
	char *colon = strchr(pair, ':');
	if (!colon || colon == pair)
		return false;
	*colon = '\0';
	identity->user = pair;
	identity->password = colon + 1;
	return true;
}

/* What `auths` says of one registry. */
static bool
entry_read(wc_arena *arena, const char *path, const struct wc_node *entry, const struct wc_identity **ret_identity, struct wc_err *err)
{
	struct wc_identity *identity = wc_alloc(arena, sizeof(*identity));
	const char *pair = given(entry, "auth");
	size_t length;
	*identity = (struct wc_identity){given(entry, "username"), given(entry, "password"), given(entry, "identitytoken"),
	                                 given(entry, "registrytoken")};
	char *decoded = pair ? wc_base64_read(arena, pair, &length) : NULL;
	if (pair && (!decoded || !split_pair(decoded, identity))) {
		wc_fail(err, WC_FAULT_INPUT, "%s:%zu:%zu: the login for %.100s is not USER:PASSWORD in Base64", path, entry->line,
		        entry->column, entry->key);
		return wc_hint(err, "log in again: docker login %.100s", entry->key);
	}
	bool is_any = identity->user || identity->identity_token || identity->registry_token;
	*ret_identity = is_any ? identity : NULL;
	return true;
}

static const struct said *
helper_said(struct wc_registry *registry, const char *helper, const char *server)
{
	struct said **list = &registry->credentials->said;
	for (const struct said *s = *list; s; s = s->next) {
		if (strcmp(s->helper, helper) == 0 && strcmp(s->server, server) == 0)
			return s;
	}
	struct said *s = wc_alloc(registry->arena, sizeof(*s));
	*s = (struct said){.next = *list, .helper = helper, .server = wc_copyz(registry->arena, server)};
	s->is_fine = wc_credential_helper_ask(registry->arena, helper, server, registry->deadline, &s->identity, &s->err);
	*list = s;
	return s;
}

/* A store knows Docker Hub by its old address. */
static bool
store_ask(struct wc_registry *registry, const char *helper, const char *key, const struct wc_identity **ret_identity, struct wc_err *err)
{
	const struct said *s = helper_said(registry, helper, strcmp(key, hub) == 0 ? hub_server : key);
	if (!s->is_fine && err)
		*err = s->err;
	*ret_identity = s->identity;
	return s->is_fine;
}

static bool
file_ask(struct wc_registry *registry, const struct file *file, const char *key, const char *repository,
         const struct wc_identity **ret_identity, struct wc_err *err)
{
	const struct wc_node *helper = best_fit(wc_get(file->root, "credHelpers"), key, repository);
	const char *store = given(file->root, "credsStore");
	*ret_identity = NULL;
	if (helper && helper->kind == WC_STRING && helper->length)
		return store_ask(registry, helper->text, key, ret_identity, err);
	if (store && !store_ask(registry, store, key, ret_identity, err))
		return false;
	const struct wc_node *entry = best_fit(wc_get(file->root, "auths"), key, repository);
	if (*ret_identity || !entry || entry->kind != WC_MAP)
		return true;
	return entry_read(registry->arena, file->path, entry, ret_identity, err);
}

static const struct wc_identity *
identity_given(struct wc_registry *registry)
{
	struct wc_identity *identity = wc_alloc(registry->arena, sizeof(*identity));
	char *pair = wc_copyz(registry->arena, registry->options.creds);
	if (!split_pair(pair, identity))
		*identity = (struct wc_identity){.user = pair, .password = ""};
	return identity;
}

static bool
look(struct wc_registry *registry, const char *key, const char *repository, const struct wc_identity **ret_identity, struct wc_err *err)
{
	*ret_identity = NULL;
	if (registry->options.creds && !registry->creds_key) {
		wc_fail(err, WC_FAULT_INPUT, "%s wants a login: --creds is for one registry, and several were named", key);
		return wc_hint(err, "log in to each with docker login, or name the images of one registry at a time");
	}
	if (registry->options.creds && strcmp(registry->creds_key, key) == 0) {
		*ret_identity = identity_given(registry);
		return true;
	}
	for (size_t i = 0; i < registry->credentials->count && !*ret_identity; i++) {
		if (!file_ask(registry, &registry->credentials->file[i], key, repository, ret_identity, err))
			return false;
	}
	return true;
}

/* The same registry, and the same login: only where a file tells repositories of one registry apart must each be looked up. */
static bool
is_same(const struct found *f, const char *key, const char *repository)
{
	return strcmp(f->key, key) == 0 && strcmp(f->repository, repository) == 0;
}

bool
wc_credentials_find(struct wc_registry *registry, const char *key, const char *repository,
                    const struct wc_identity **ret_identity, struct wc_err *err)
{
	const struct wc_identity *identity;
	if (!files_read(registry, err))
		return false;
	for (struct found *f = registry->credentials->found; f; f = f->next) {
		if (is_same(f, key, repository)) {
			*ret_identity = f->identity;
			return true;
		}
	}
	if (!look(registry, key, repository, &identity, err))
		return false;
	struct found *f = wc_alloc(registry->arena, sizeof(*f));
	*f = (struct found){registry->credentials->found, wc_copyz(registry->arena, key), wc_copyz(registry->arena, repository), identity};
	registry->credentials->found = f;
	*ret_identity = identity;
	return true;
}
