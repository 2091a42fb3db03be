/* Keys of hosts and images, by the breakpoints of the program. */
#include "policy/alike.h"

#include "policy/site/site.h"
#include "policy/view.h"

#include <string.h>

struct wc_alike {
	const struct wc_view *view;
	bool orders_revisions; /* a policy asks how the image's revision stands to the host's */
	bool asks_host_name, asks_image_name;
};

static bool
is_of_image(unsigned axis)
{
	return axis == WC_AXIS_IMAGE_REFERENCE || axis == WC_AXIS_IMAGE_REGISTRY || axis == WC_AXIS_IMAGE_REPOSITORY || axis == WC_AXIS_IMAGE_TAG;
}

struct wc_alike *
wc_alike_make(wc_arena *arena, const struct wc_view *view)
{
	struct wc_alike *alike = wc_alloc(arena, sizeof(*alike));
	const struct wc_site *site = view->program->site;
	alike->view = view;
	for (size_t i = 0; site && i < site->axis_count; i++) {
		alike->orders_revisions |= site->axes[i].id == WC_AXIS_REVISIONS;
		alike->asks_host_name |= site->axes[i].id == WC_AXIS_HOST_NAME;
		alike->asks_image_name |= is_of_image(site->axes[i].id);
	}
	return alike;
}

bool
wc_alike_asks_host_name(const struct wc_alike *alike)
{
	return alike->asks_host_name;
}

bool
wc_alike_asks_image_name(const struct wc_alike *alike)
{
	return alike->asks_image_name;
}

static void
add_number(struct wc_text *key, int64_t number)
{
	wc_text_add(key, (const char *)&number, sizeof(number));
}

/* A text with its length, so that no two rows of texts read the same; NULL is none. */
static void
add_text(struct wc_text *key, const char *text)
{
	add_number(key, text ? (int64_t)strlen(text) : -1);
	wc_text_addz(key, text);
}

/* Must the revision stand as it is? A clause may ask whether it equals the other one. */
static bool
is_compared(const struct wc_alike *alike, uint32_t build, bool host)
{
	const struct wc_program *p = alike->view->program;
	for (size_t i = 0; i < p->clause_count; i++)
		if (p->clauses[i].revisions && p->clauses[i].voice != WC_VOICE_NOTE && wc_builds_have(host ? p->clauses[i].host_builds : p->clauses[i].image_builds, build))
			return true;
	return alike->orders_revisions;
}

/* How many cuts of borders and clauses for that build lie below the revision. */
static int64_t
cuts_by_data(const struct wc_program *p, uint32_t build, int32_t revision, bool host)
{
	int64_t cuts = 0;
	for (size_t i = 0; i < p->border_count; i++) {
		const struct wc_border *b = &p->borders[i];
		if (b->build == build)
			cuts += host ? (revision > b->host_before) + (revision >= b->host_from) : (revision > b->image_before) + (revision >= b->image_from);
	}
	for (size_t i = 0; i < p->clause_count; i++) {
		const struct wc_clause *c = &p->clauses[i];
		int32_t exact = host ? c->host_revision : c->image_revision;
		if (exact != WC_REVISION_UNKNOWN && c->voice != WC_VOICE_NOTE && wc_builds_have(host ? c->host_builds : c->image_builds, build))
			cuts += (revision >= exact) + (revision > exact);
	}
	return cuts;
}

/* The version: what stands between two cuts of revisions is one. Those that are compared are told apart from runs by their sign. */
static void
add_version(const struct wc_alike *alike, struct wc_version v, bool exact, bool host, struct wc_text *key)
{
	add_number(key, (int64_t)v.major << 32 | v.minor);
	add_number(key, v.build);
	if (v.revision == WC_REVISION_UNKNOWN)
		add_number(key, INT64_MAX);
	else if (exact || is_compared(alike, v.build, host))
		add_number(key, v.revision);
	else
		add_number(key, -1 - cuts_by_data(alike->view->program, v.build, v.revision, host));
}

/* How many cuts of clauses and matchers lie at or below the engine's version. */
static int64_t
engine_run(const struct wc_program *p, const struct wc_engine_version *version)
{
	int64_t cuts = 0;
	if (!version->known)
		return -1;
	for (size_t i = 0; i < p->clause_count + p->selector_count; i++) {
		bool clause = i < p->clause_count;
		struct wc_engine_version from = clause ? p->clauses[i].engine_from : p->selectors[i - p->clause_count].engine_from;
		struct wc_engine_version below = clause ? p->clauses[i].engine_below : p->selectors[i - p->clause_count].engine_below;
		cuts += (from.known && wc_engine_version_compare(*version, from) >= 0) + (below.known && wc_engine_version_compare(*version, below) >= 0);
	}
	return cuts;
}

/* Does the engine put an entry first that has exactly the host's version? */
static bool
looks_for_exact(const struct wc_program *p, unsigned engine)
{
	for (size_t i = 0; i < p->selector_count; i++)
		if (p->selectors[i].engine == engine && p->selectors[i].ordering == WC_EXACT_THEN_NUMBER)
			return true;
	return false;
}

/* The arms that a text leaves; those of a text that is not known are told apart by their length, 1. */
static void
add_column(struct wc_alike *alike, const struct wc_site_axis *axis, struct wc_axis_text text, struct wc_text *key)
{
	const struct wc_site *site = alike->view->program->site;
	wc_arena *spare = NULL;
	wc_text_add(key, text.known ? "\1" : "\0", 1);
	if (text.known)
		wc_text_add(key, (const char *)wc_site_text_column(site, axis, text, &spare), 2 * site->words * sizeof(wc_bits));
	wc_arena_free(spare);
}

/* What policies ask of axes from `first` on: a class of numbers, or a column of a text. */
static void
add_site(struct wc_alike *alike, const struct wc_situation *s, bool host, struct wc_text *key)
{
	const struct wc_site *site = s->program->site;
	for (size_t i = 0; site && i < site->axis_count; i++) {
		const struct wc_site_axis *axis = &site->axes[i];
		bool numbers = host ? axis->id == WC_AXIS_HOST_REVISION || axis->id == WC_AXIS_HOST_ENGINE_VERSION : axis->id == WC_AXIS_IMAGE_REVISION;
		bool texts = host ? axis->id == WC_AXIS_HOST_NAME : is_of_image(axis->id) || axis->id == WC_AXIS_IMAGE_DIGEST;
		int64_t number = numbers ? wc_axis_number(axis->id, s) : 0;
		if (numbers)
			add_number(key, number == WC_VALUE_UNKNOWN ? -1 : (int64_t)wc_site_class(axis, number));
		if (texts)
			add_column(alike, axis, wc_axis_text(axis->id, axis->label, s), key);
	}
}

void
wc_alike_host(struct wc_alike *alike, const struct wc_host *h, struct wc_text *key)
{
	const struct wc_program *p = alike->view->program;
	struct wc_request nothing = {0};
	struct wc_situation s = {p, h, &(struct wc_image){.version = WC_VERSION_UNKNOWN}, &nothing};
	const char words[] = {(char)h->os, (char)h->product, (char)h->edition, (char)h->installation, (char)h->arch, (char)h->hyperv,
	                      (char)h->containers, (char)h->engine.kind, (char)h->engine.store, (char)h->engine.default_isolation,
	                      (char)h->engine.is_cri, (char)(h->from.of[WC_HOST_PRODUCT] == WC_FROM_ASSUMED)};
	wc_text_add(key, words, sizeof(words));
	add_version(alike, h->version, looks_for_exact(p, h->engine.kind), true, key);
	add_number(key, h->sandbox.build);
	add_number(key, engine_run(p, &h->engine.version));
	add_site(alike, &s, true, key);
}

/* Was it read from a manifest? What an engine matches is nothing else. */
static bool
is_read(const struct wc_image *image)
{
	unsigned from = image->from.of[WC_IMAGE_OS];
	return from == WC_FROM_CONFIG || from == WC_FROM_INDEX || from == WC_FROM_BASE_LAYER || from == WC_FROM_ENGINE;
}

static bool
is_named_by_digest(const struct wc_image *image)
{
	const char *at = image->reference && image->digest ? strchr(image->reference, '@') : NULL;
	return at && image->repository && strcmp(at + 1, image->digest) == 0;
}

/* Entries are put in order by their versions' texts, so nothing of those is left out. */
static void
add_entries(struct wc_alike *alike, const struct wc_image *image, struct wc_text *key)
{
	const struct wc_site *site = alike->view->program->site;
	for (size_t i = 0; i < image->entry_count; i++) {
		const struct wc_image_entry *e = &image->entries[i];
		const char words[] = {(char)e->judgeable, (char)e->os, (char)e->arch, (char)e->family, (char)e->win32k, (char)e->version_from, (char)e->family_from};
		wc_text_add(key, words, sizeof(words));
		add_version(alike, e->version, true, false, key);
		add_text(key, e->os_version);
		for (size_t a = 0; site && a < site->axis_count; a++)
			if (site->axes[a].id == WC_AXIS_IMAGE_DIGEST)
				add_column(alike, &site->axes[a], (struct wc_axis_text){e->digest, e->digest ? strlen(e->digest) : 0, e->digest}, key);
	}
}

void
wc_alike_image(struct wc_alike *alike, const struct wc_image *i, struct wc_text *key)
{
	struct wc_request nothing = {0};
	struct wc_situation s = {alike->view->program, &(struct wc_host){.version = WC_VERSION_UNKNOWN}, i, &nothing};
	const char words[] = {(char)i->os, (char)i->arch, (char)i->family, (char)i->win32k, (char)is_read(i), (char)is_named_by_digest(i),
	                      (char)(i->from.of[WC_IMAGE_OS_VERSION] == WC_FROM_TAG), (char)(i->repository != NULL), (char)(i->tag_length != 0)};
	wc_text_add(key, words, sizeof(words));
	add_version(alike, i->version, false, false, key);
	add_text(key, i->version.build ? NULL : i->os_version_text);
	add_number(key, (int64_t)i->entry_count);
	add_entries(alike, i, key);
	add_site(alike, &s, false, key);
}
