/* Our own JSON: the Host or HostList that `wincompat host -o json` prints. Source: contract 2 and 7. */
#include "source/host/readers.h"

#include <string.h>

static bool
recognises(const struct wc_node *node)
{
	const char *version = wc_get_text(node, "apiVersion");
	return version && strncmp(version, "wincompat/", 10) == 0;
}

/* The origin that "from" gives for the fact `name`; a fact without one counts as given by hand. */
static unsigned
origin_of(const struct wc_object *object, const char *name)
{
	const char *word = wc_get_text(wc_get(object->node, "from"), name);
	unsigned origin;
	return word && wc_word_find(&wc_origin_words, word, &origin) && origin ? origin : WC_FROM_GIVEN;
}

/* One word of a vocabulary and its origin; absent, null or "unknown" leaves both alone. */
static bool
word(const struct wc_object *object, const char *key, const struct wc_words *words, uint8_t *value, uint8_t *from,
     const char *fact, const struct wc_object *top, struct wc_err *err)
{
	const char *text;
	unsigned found;
	if (!wc_field_text(object, key, &text, err))
		return false;
	if (!text)
		return true;
	if (!wc_word_find(words, text, &found))
		return wc_field_wrong(object, key, err, "'%.60s' is not %s", text, words->what);
	if (found == 0)
		return true;
	*value = (uint8_t)found;
	*from = (uint8_t)origin_of(top, fact);
	return true;
}

static bool
version(const struct wc_object *object, const char *key, struct wc_version *ret_version, struct wc_err *err)
{
	const char *text;
	struct wc_err why;
	if (!wc_field_text(object, key, &text, err))
		return false;
	if (text && !wc_version_parse(text, ret_version, &why))
		return wc_field_wrong(object, key, err, "%s", why.text);
	return true;
}

static bool
read_words(const struct wc_object *o, struct wc_host *host, struct wc_err *err)
{
	uint8_t *from = host->from.of;
	return word(o, "os", &wc_os_words, &host->os, &from[WC_HOST_OS], "os", o, err) &&
	       word(o, "product", &wc_product_words, &host->product, &from[WC_HOST_PRODUCT], "product", o, err) &&
	       word(o, "edition", &wc_windows_edition_words, &host->edition, &from[WC_HOST_EDITION], "edition", o, err) &&
	       word(o, "installation", &wc_installation_words, &host->installation, &from[WC_HOST_INSTALLATION], "installation",
	            o, err) &&
	       word(o, "architecture", &wc_arch_words, &host->arch, &from[WC_HOST_ARCHITECTURE], "architecture", o, err) &&
	       word(o, "hyperv", &wc_tri_words, &host->hyperv, &from[WC_HOST_HYPERV], "hyperv", o, err) &&
	       word(o, "containers", &wc_tri_words, &host->containers, &from[WC_HOST_CONTAINERS], "containers", o, err);
}

static bool
read_versions(const struct wc_object *o, struct wc_host *host, struct wc_err *err)
{
	struct wc_version read = WC_VERSION_UNKNOWN;
	if (!version(o, "osVersion", &read, err) || !version(o, "sandbox", &host->sandbox, err))
		return false;
	wc_host_set_version(host, read, (enum wc_origin)origin_of(o, "osVersion"));
	if (read.revision != WC_REVISION_UNKNOWN && wc_get_text(wc_get(o->node, "from"), "revision"))
		host->from.of[WC_HOST_REVISION] = (uint8_t)origin_of(o, "revision");
	if (host->sandbox.build)
		host->from.of[WC_HOST_SANDBOX] = (uint8_t)origin_of(o, "sandbox");
	return true;
}

static bool
read_engine(const struct wc_object *o, struct wc_host *host, struct wc_err *err)
{
	struct wc_object engine;
	const char *text;
	uint8_t *from = host->from.of;
	if (!wc_field_object(o, "engine", &engine, err))
		return false;
	if (!word(&engine, "kind", &wc_engine_words, &host->engine.kind, &from[WC_HOST_ENGINE], "engine", o, err) ||
	    !word(&engine, "store", &wc_store_words, &host->engine.store, &from[WC_HOST_STORE], "engine.store", o, err) ||
	    !word(&engine, "defaultIsolation", &wc_mode_words, &host->engine.default_isolation, &from[WC_HOST_DEFAULT_ISOLATION],
	          "defaultIsolation", o, err) || !wc_field_text(&engine, "version", &text, err))
		return false;
	host->engine.version_text = text;
	if (text && wc_engine_version_parse(text, &host->engine.version))
		from[WC_HOST_ENGINE_VERSION] = (uint8_t)origin_of(o, "engine.version");
	const struct wc_node *cri = wc_get(engine.node, "cri");
	if (cri && cri->kind != WC_BOOL && cri->kind != WC_NULL)
		return wc_field_wrong(&engine, "cri", err, "it must be true or false, not %s", wc_node_kind_name(cri));
	host->engine.is_cri = cri && cri->kind == WC_BOOL && strcmp(cri->text, "true") == 0;
	return true;
}

/* The fact that is called `name`, or WC_FACT_COUNT. */
static unsigned
fact_named(const char *name)
{
	unsigned fact = 0;
	while (fact < WC_FACT_COUNT && strcmp(wc_fact_name((enum wc_fact)fact), name) != 0)
		fact++;
	return fact;
}

/* Remarks on facts of a later version are passed over, and so is what is more than any machine has. */
static bool
read_remarks(const struct wc_object *o, struct wc_host *host, struct wc_err *err)
{
	const struct wc_node *list;
	if (!wc_field_list(o, "remarks", &list, err))
		return false;
	if (!list || !list->child)
		return true;
	struct wc_remark *remarks = wc_array(o->arena, struct wc_remark, WC_HOST_REMARKS);
	for (const struct wc_node *item = list->child; item && host->remark_count < WC_HOST_REMARKS; item = item->next) {
		const char *fact = wc_get_text(item, "fact"), *text = wc_get_text(item, "text");
		if (!fact || !text)
			return wc_field_wrong(o, "remarks", err, "each must have a fact and a text");
		if (fact_named(fact) < WC_FACT_COUNT)
			remarks[host->remark_count++] = (struct wc_remark){(uint8_t)fact_named(fact), text};
	}
	host->remarks = remarks;
	return true;
}

static bool
read_host(const struct wc_object *object, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_host host = wc_host_unknown();
	if (!object->node || object->node->kind != WC_MAP)
		return wc_field_wrong(object, "", err, "it must be an object, not %s", wc_node_kind_name(object->node));
	if (!wc_field_text(object, "name", &host.name, err) || !read_words(object, &host, err) ||
	    !read_versions(object, &host, err) || !read_engine(object, &host, err) || !read_remarks(object, &host, err))
		return false;
	if (host.os == WC_OS_UNKNOWN && host.version.build)
		wc_host_set_os(&host, "windows", (enum wc_origin)host.from.of[WC_HOST_OS_VERSION]);
	*ret_host = host;
	return true;
}

static bool
read_item(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	struct wc_host host;
	struct wc_err why;
	if (read_host(object, &host, &why))
		return wc_host_add(file, &host, err);
	return wc_host_add_broken(file, wc_get_text(object->node, "name"), &why, err);
}

static bool
read_list(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	const struct wc_node *list;
	size_t i = 0;
	if (!wc_field_list(object, "hosts", &list, err))
		return false;
	if (!list || !list->child)
		return wc_field_wrong(object, "hosts", err, "it names no host");
	for (const struct wc_node *item = list->child; item; item = item->next, i++) {
		struct wc_object host = {object->arena, object->file, wc_printf(object->arena, "%s%shosts[%zu]", object->path,
		                         *object->path ? "." : "", i), item};
		if (!read_item(file, &host, err))
			return false;
	}
	return true;
}

static bool
read(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err)
{
	const char *kind = wc_get_text(object->node, "kind"), *api = wc_get_text(object->node, "apiVersion");
	if (strcmp(api, "wincompat/v1") != 0)
		return wc_field_wrong(object, "apiVersion", err, "'%.40s' is not known; this program reads wincompat/v1", api);
	struct wc_host host;
	if (kind && strcmp(kind, "Host") == 0)
		return read_host(object, &host, err) && wc_host_add(file, &host, err);
	if (kind && strcmp(kind, "HostList") == 0)
		return read_list(file, object, err);
	return wc_field_wrong(object, "kind", err, "it is '%.40s', not Host or HostList", kind ? kind : "missing");
}

const struct wc_host_document wc_host_own_document = {"`wincompat host -o json`", recognises, read};
