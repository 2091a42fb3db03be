/* Placeholders: a rule's text with the facts of one verdict filled in. */
#include "present/wording.h"

#include "base/text.h"
#include "present/place_engine.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What a placeholder may look at. */
struct scene {
	wc_arena *arena;
	const struct wc_verdict *verdict;
	const struct wc_host *host;
	const struct wc_image *image;
	const struct wc_lint *lint; /* the finding that is worded, or NULL */
	unsigned mode; /* the one that is talked about */
	unsigned fact;
};

static const char *const not_known = "unknown";

static const char *
version_text(wc_arena *arena, struct wc_version version)
{
	char text[WC_VERSION_TEXT];
	return wc_copyz(arena, wc_version_print(version, text));
}

static const char *
build_text(wc_arena *arena, struct wc_version version)
{
	return version.build ? wc_printf(arena, "%" PRIu32, version.build) : not_known;
}

static const char *
revision_text(wc_arena *arena, struct wc_version version)
{
	return version.build && version.revision >= 0 ? wc_printf(arena, "%" PRId32, version.revision) : not_known;
}

static const char *
release_title(const struct scene *s, unsigned index, bool known, struct wc_version version)
{
	const struct wc_release *release = known ? wc_release_at(s->verdict->program, index) : NULL;
	return release ? release->title : version_text(s->arena, version);
}

static const char *
nearest(const struct scene *s, unsigned index)
{
	const struct wc_release *release = wc_release_at(s->verdict->program, index);
	return release ? wc_printf(s->arena, "%s (build %" PRIu32 ")", release->title, release->build) : "none";
}

static const char *host_version(const struct scene *s) { return version_text(s->arena, s->host->version); }
static const char *host_build(const struct scene *s) { return build_text(s->arena, s->host->version); }
static const char *host_revision(const struct scene *s) { return revision_text(s->arena, s->host->version); }
static const char *host_nearest(const struct scene *s) { return nearest(s, s->verdict->host_release); }
static const char *host_edition(const struct scene *s) { return wc_word(&wc_windows_edition_words, s->host->edition); }
static const char *host_arch(const struct scene *s) { return wc_word(&wc_arch_words, s->host->arch); }
static const char *host_sandbox(const struct scene *s) { return version_text(s->arena, s->host->sandbox); }
static const char *image_build(const struct scene *s) { return build_text(s->arena, s->image->version); }
static const char *image_revision(const struct scene *s) { return revision_text(s->arena, s->image->version); }
static const char *image_nearest(const struct scene *s) { return nearest(s, s->verdict->image_release); }
static const char *image_family(const struct scene *s) { return wc_word(&wc_family_words, s->image->family); }
static const char *mode(const struct scene *s) { return wc_mode_title(s->mode); }
static const char *other_mode(const struct scene *s) { return wc_mode_title(s->mode == WC_HYPERV ? WC_PROCESS : WC_HYPERV); }
static const char *fact(const struct scene *s) { return wc_fact_name((enum wc_fact)s->fact); }
static const char *purpose(const struct scene *s) { return wc_word(&wc_purpose_words, s->verdict->request.purpose); }

static const char *
host_title(const struct scene *s)
{
	return release_title(s, s->verdict->host_release, s->verdict->host_build_known, s->host->version);
}

static const char *
image_title(const struct scene *s)
{
	return release_title(s, s->verdict->image_release, s->verdict->image_build_known, s->image->version);
}

static const char *
image_support_end(const struct scene *s)
{
	char date[WC_DATE_TEXT];
	const struct wc_release *release = wc_release_at(s->verdict->program, s->verdict->image_release);
	if (!release)
		return not_known;
	return wc_copyz(s->arena, wc_date_print(release->extended_end ? release->extended_end : release->mainstream_end, date));
}

static const char *
host_name(const struct scene *s)
{
	return s->host->name ? s->host->name : s->host->spec ? s->host->spec : "the host";
}

static const char *
host_engine(const struct scene *s)
{
	if (s->host->engine.kind == WC_ENGINE_UNKNOWN)
		return not_known;
	const char *kind = wc_word(&wc_engine_words, s->host->engine.kind);
	return s->host->engine.version_text ? wc_printf(s->arena, "%s %s", kind, s->host->engine.version_text) : kind;
}

static const char *
image_version(const struct scene *s)
{
	if (s->image->version.build == 0 && s->image->os_version_text)
		return s->image->os_version_text;
	return version_text(s->arena, s->image->version);
}

static const char *
image_arch(const struct scene *s)
{
	return s->image->architecture ? s->image->architecture : wc_word(&wc_arch_words, s->image->arch);
}

static const char *
image_reference(const struct scene *s)
{
	return s->image->reference ? s->image->reference : "the image";
}

static const char *
image_os(const struct scene *s)
{
	return s->image->os == WC_OS_OTHER && s->image->os_text ? s->image->os_text : wc_word(&wc_os_words, s->image->os);
}

/* ": why the host could not be read", or nothing. */
static const char *
host_problem(const struct scene *s)
{
	return s->host->problem ? wc_printf(s->arena, ": %s", s->host->problem) : "";
}

static const char *
edition_id(const struct scene *s)
{
	return s->verdict->edition ? s->verdict->edition->id : "none";
}

static const char *
edition_published(const struct scene *s)
{
	char date[WC_DATE_TEXT];
	return s->verdict->edition ? wc_copyz(s->arena, wc_date_print(s->verdict->edition->published, date)) : "no day";
}

static const char *
cell_host(const struct scene *s)
{
	return s->verdict->cell ? s->verdict->cell->host_label : "this host";
}

static const char *
cell_misprint(const struct scene *s)
{
	return s->verdict->cell && s->verdict->cell->misprint ? s->verdict->cell->misprint : "no misprint is known";
}

static const char *
cell_print(const struct scene *s)
{
	const struct wc_matrix_cell *cell = s->verdict->cell;
	if (!cell)
		return wc_word(&wc_vendor_words, WC_VENDOR_UNLISTED);
	return wc_word(&wc_vendor_words, s->mode == WC_HYPERV ? cell->hyperv : cell->process);
}

static const char *
older(const struct scene *s)
{
	if (s->image->version.build == s->host->version.build)
		return "the same build as";
	return s->image->version.build < s->host->version.build ? "older than" : "newer than";
}

/* The newest release of the host's product, or of all where the product is not known. */
static const char *
newest(const struct scene *s)
{
	const struct wc_program *program = s->verdict->program;
	unsigned best = WC_NO_RELEASE;
	for (unsigned i = 0; i < program->release_count; i++) {
		bool fits = !s->host->product || s->host->product == program->releases[i].product;
		if (fits && (best == WC_NO_RELEASE || program->releases[i].build > program->releases[best].build))
			best = i;
	}
	return nearest(s, best);
}

static const char *engine_form(const struct scene *s) { return wc_engine_form(s->arena, s->verdict); }
static const char *engine_forms(const struct scene *s) { return wc_engine_forms(s->arena, s->verdict); }
static const char *engine_rule(const struct scene *s) { return wc_engine_rule(s->verdict); }
static const char *engine_refusal(const struct scene *s) { return wc_engine_refusal(s->arena, s->verdict); }
static const char *engine_missing(const struct scene *s) { return wc_engine_missing(s->verdict); }
static const char *image_digest(const struct scene *s) { return wc_digest_short(s->arena, s->image->digest); }

static const char *
better_version(const struct scene *s)
{
	const struct wc_image_entry *better = wc_better_entry(s->verdict);
	return better ? wc_entry_version(better) : not_known;
}

static const char *
better_digest(const struct scene *s)
{
	const struct wc_image_entry *better = wc_better_entry(s->verdict);
	return wc_digest_short(s->arena, better ? better->digest : NULL);
}

/* "entry 3 (10.0.20348.2849, sha256:0123456789ab…)": people count from 1. */
static const char *
entry_text(const struct scene *s, size_t i)
{
	if (i >= s->image->entry_count)
		return "no entry";
	const struct wc_image_entry *e = &s->image->entries[i];
	return wc_printf(s->arena, "entry %zu (%s, %s)", i + 1, wc_entry_version(e), wc_digest_short(s->arena, e->digest));
}

static const char *entry(const struct scene *s) { return s->lint ? entry_text(s, s->lint->entry) : "the entry"; }
static const char *other_entry(const struct scene *s) { return s->lint ? entry_text(s, s->lint->other) : "another entry"; }
static const char *detail(const struct scene *s) { return s->lint && s->lint->detail ? s->lint->detail : "nothing"; }

static const struct placeholder {
	const char *name;
	const char *(*value)(const struct scene *);
} placeholders[] = {
	{"host.version", host_version},
	{"host.build", host_build},
	{"host.revision", host_revision},
	{"host.title", host_title},
	{"host.nearest", host_nearest},
	{"host.edition", host_edition},
	{"host.arch", host_arch},
	{"host.engine", host_engine},
	{"host.name", host_name},
	{"host.sandbox", host_sandbox},
	{"host.problem", host_problem},
	{"image.version", image_version},
	{"image.build", image_build},
	{"image.revision", image_revision},
	{"image.title", image_title},
	{"image.nearest", image_nearest},
	{"image.family", image_family},
	{"image.arch", image_arch},
	{"image.reference", image_reference},
	{"image.os", image_os},
	{"image.digest", image_digest},
	{"image.support-end", image_support_end},
	{"engine.form", engine_form},
	{"engine.forms", engine_forms},
	{"engine.rule", engine_rule},
	{"engine.missing", engine_missing},
	{"engine.refusal", engine_refusal},
	{"better.version", better_version},
	{"better.digest", better_digest},
	{"entry", entry},
	{"other-entry", other_entry},
	{"detail", detail},
	{"mode", mode},
	{"other-mode", other_mode},
	{"edition.id", edition_id},
	{"edition.published", edition_published},
	{"cell.host", cell_host},
	{"cell.misprint", cell_misprint},
	{"cell.print", cell_print},
	{"fact", fact},
	{"older", older},
	{"purpose", purpose},
	{"newest", newest},
};

static const struct placeholder *
find(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof(placeholders) / sizeof(placeholders[0]); i++) {
		if (strlen(placeholders[i].name) == length && memcmp(placeholders[i].name, name, length) == 0)
			return &placeholders[i];
	}
	return NULL;
}

bool
wc_placeholder_known(const char *name)
{
	return find(name, strlen(name)) != NULL;
}

static void
fill(struct wc_text *out, const struct scene *scene, const char *text)
{
	for (;;) {
		const char *open = strchr(text, '{');
		const char *close = open ? strchr(open, '}') : NULL;
		if (!close)
			break;
		const struct placeholder *place = find(open + 1, (size_t)(close - open - 1));
		wc_text_add(out, text, (size_t)(open - text));
		if (place)
			wc_text_addz(out, place->value(scene));
		else
			wc_text_add(out, open, (size_t)(close - open + 1));
		text = close + 1;
	}
	wc_text_addz(out, text);
}

const char *
wc_wording(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_reason *reason)
{
	struct scene scene = {
		.arena = arena,
		.verdict = verdict,
		.host = verdict->host,
		.image = verdict->image,
		.mode = reason->mode ? reason->mode : verdict->judged,
		.fact = reason->fact,
	};
	struct wc_text out = {.arena = arena};
	fill(&out, &scene, verdict->program->rules[reason->rule].text);
	return wc_text_string(&out);
}

const char *
wc_lint_wording(wc_arena *arena, const struct wc_program *program, const struct wc_image *image, const struct wc_lint *lint)
{
	static const struct wc_host none = {0};
	struct wc_verdict about = {.program = program, .host = &none, .image = image};
	struct scene scene = {.arena = arena, .verdict = &about, .host = &none, .image = image, .lint = lint};
	struct wc_text out = {.arena = arena};
	fill(&out, &scene, program->rules[lint->rule].text);
	return wc_text_string(&out);
}
