/* The facts of hosts and images as members of a JSON object. */
#include "present/facts_json.h"

#include "present/wording.h"

#include <string.h>

void
wc_json_word(struct wc_json_out *out, const char *key, const struct wc_words *words, unsigned value)
{
	wc_json_text(out, key, value ? wc_word(words, value) : NULL);
}

void
wc_json_version(struct wc_json_out *out, const char *key, struct wc_version version)
{
	char text[WC_VERSION_TEXT];
	wc_json_text(out, key, version.build ? wc_version_print(version, text) : NULL);
}

void
wc_json_date(struct wc_json_out *out, const char *key, wc_date date)
{
	char text[WC_DATE_TEXT];
	wc_json_text(out, key, date > 0 ? wc_date_print(date, text) : NULL);
}

void
wc_json_head(struct wc_json_out *out, const char *kind)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "apiVersion", "wincompat/v1");
	wc_json_text(out, "kind", kind);
}

/* Where each fact of one side ("host." or "image.") was read, by its name without the side. */
static void
origins(struct wc_json_out *out, const struct wc_origins *from, const char *side)
{
	size_t length = strlen(side);
	wc_json_map(out, "from");
	for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++) {
		const char *name = wc_fact_name((enum wc_fact)fact);
		if (strncmp(name, side, length) == 0 && from->of[fact] != WC_FROM_NOWHERE)
			wc_json_text(out, name + length, wc_word(&wc_origin_words, from->of[fact]));
	}
	wc_json_end(out);
}

static void
engine(struct wc_json_out *out, const struct wc_host *host)
{
	bool said = host->engine.kind || host->engine.store || host->engine.default_isolation || host->engine.version_text;
	if (!said) {
		wc_json_null(out, "engine");
		return;
	}
	wc_json_map(out, "engine");
	wc_json_word(out, "kind", &wc_engine_words, host->engine.kind);
	wc_json_text(out, "version", host->engine.version_text);
	wc_json_word(out, "store", &wc_store_words, host->engine.store);
	wc_json_word(out, "defaultIsolation", &wc_mode_words, host->engine.default_isolation);
	wc_json_bool(out, "cri", host->engine.is_cri);
	wc_json_end(out);
}

/* What a source adds to facts; absent where it adds nothing. */
static void
remarks(struct wc_json_out *out, const struct wc_remark *remark, size_t count)
{
	if (count == 0)
		return;
	wc_json_list(out, "remarks");
	for (size_t i = 0; i < count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "fact", wc_fact_name((enum wc_fact)remark[i].fact));
		wc_json_text(out, "text", remark[i].text);
		wc_json_end(out);
	}
	wc_json_end(out);
}

void
wc_json_host(struct wc_json_out *out, const struct wc_host *host)
{
	wc_json_text(out, "name", host->name ? host->name : host->spec);
	wc_json_word(out, "os", &wc_os_words, host->os);
	wc_json_version(out, "osVersion", host->version);
	wc_json_word(out, "product", &wc_product_words, host->product);
	wc_json_word(out, "edition", &wc_windows_edition_words, host->edition);
	wc_json_word(out, "installation", &wc_installation_words, host->installation);
	wc_json_word(out, "architecture", &wc_arch_words, host->arch);
	wc_json_text(out, "hyperv", wc_word(&wc_tri_words, host->hyperv));
	wc_json_text(out, "containers", wc_word(&wc_tri_words, host->containers));
	engine(out, host);
	wc_json_version(out, "sandbox", host->sandbox);
	if (host->problem)
		wc_json_text(out, "error", host->problem);
	origins(out, &host->from, "host.");
	remarks(out, host->remarks, host->remark_count);
}

static void
os_member(struct wc_json_out *out, unsigned os, const char *as_written)
{
	if (os == WC_OS_OTHER && as_written)
		wc_json_text(out, "os", as_written);
	else
		wc_json_word(out, "os", &wc_os_words, os);
}

static void
architecture_member(struct wc_json_out *out, unsigned arch, const char *as_written)
{
	if (as_written && arch == WC_ARCH_OTHER)
		wc_json_text(out, "architecture", as_written);
	else
		wc_json_word(out, "architecture", &wc_arch_words, arch);
}

/* os.features, of which Windows has one. */
static void
features_member(struct wc_json_out *out, unsigned win32k)
{
	if (win32k == WC_TRI_UNKNOWN) {
		wc_json_null(out, "features");
		return;
	}
	wc_json_list(out, "features");
	if (win32k == WC_YES)
		wc_json_text(out, NULL, "win32k");
	wc_json_end(out);
}

void
wc_json_image(struct wc_json_out *out, const struct wc_image *image)
{
	wc_json_text(out, "reference", image->reference);
	os_member(out, image->os, image->os_text);
	wc_json_version(out, "osVersion", image->version);
	if (image->version.build == 0 && image->os_version_text)
		wc_json_text(out, "osVersionText", image->os_version_text);
	architecture_member(out, image->arch, image->architecture);
	wc_json_text(out, "digest", image->digest);
	if (image->index_digest)
		wc_json_text(out, "indexDigest", image->index_digest);
	wc_json_word(out, "family", &wc_family_words, image->family);
	features_member(out, image->win32k);
	origins(out, &image->from, "image.");
	remarks(out, &(struct wc_remark){WC_IMAGE_OS_VERSION, image->remark}, image->remark != NULL);
}

void
wc_json_entry(struct wc_json_out *out, const struct wc_image_entry *entry)
{
	wc_json_text(out, "digest", entry->digest);
	wc_json_text(out, "mediaType", entry->media_type);
	os_member(out, entry->os, NULL);
	if (entry->version.build == 0 && entry->os_version)
		wc_json_text(out, "osVersion", entry->os_version);
	else
		wc_json_version(out, "osVersion", entry->version);
	architecture_member(out, entry->arch, entry->architecture);
	if (entry->variant)
		wc_json_text(out, "variant", entry->variant);
	wc_json_word(out, "family", &wc_family_words, entry->family);
	features_member(out, entry->win32k);
	remarks(out, &(struct wc_remark){WC_IMAGE_OS_VERSION, entry->remark}, entry->remark != NULL);
}

void
wc_json_request(struct wc_json_out *out, const struct wc_request *request, bool with_today)
{
	wc_json_text(out, "isolation", wc_word(&wc_isolation_words, request->isolation));
	wc_json_text(out, "purpose", wc_word(&wc_purpose_words, request->purpose));
	if (request->name_space)
		wc_json_text(out, "namespace", request->name_space);
	if (request->user)
		wc_json_text(out, "user", request->user);
	if (request->label_count)
		wc_json_map(out, "labels");
	for (size_t i = 0; i < request->label_count; i++)
		wc_json_text(out, request->labels[i].name, request->labels[i].value);
	if (request->label_count)
		wc_json_end(out);
	if (with_today && request->today)
		wc_json_date(out, "today", request->today);
}

void
wc_json_policies(struct wc_json_out *out, const char *key, const struct wc_program *program)
{
	wc_json_list(out, key);
	for (size_t i = 0; i < program->policy_count; i++) {
		wc_json_map(out, NULL);
		wc_json_text(out, "file", program->policies[i].path);
		wc_json_text(out, "sha256", program->policies[i].digest + strlen("sha256:"));
		wc_json_end(out);
	}
	wc_json_end(out);
}
