/* Remedies as values for programs and as phrases for people. */
#include "present/wording.h"

#include "base/text.h"
#include "present/fact_way.h"
#include "present/place_engine.h"

#include <inttypes.h>
#include <string.h>

/* The arguments of every remedy writer. */
struct scene {
	wc_arena *arena;
	const struct wc_verdict *verdict;
	const struct wc_remedy *remedy;
	const struct wc_release *release; /* of the remedy, or NULL */
};

/* "10.0.BUILD" of a release: all releases share their first two numbers with the facts at hand. */
static const char *
release_version(const struct scene *s)
{
	struct wc_version like = s->verdict->image->version;
	if (like.build == 0)
		like = s->verdict->host->version;
	if (like.build == 0)
		like.major = 10, like.minor = 0;
	return wc_printf(s->arena, "%" PRIu32 ".%" PRIu32 ".%" PRIu32, like.major, like.minor, s->release->build);
}

static const char *
isolation_value(const struct scene *s)
{
	return wc_word(&wc_mode_words, s->remedy->mode);
}

/* "--isolation=hyperv", and the proviso where it is not known whether the host can. */
static const char *
isolation_text(const struct scene *s)
{
	const struct wc_host *host = s->verdict->host;
	const char *proviso = "";
	if (s->remedy->mode == WC_HYPERV && host->hyperv == WC_TRI_UNKNOWN)
		proviso = " if the host has Hyper-V (not known)";
	if (host->engine.is_cri)
		return wc_printf(s->arena, "a RuntimeClass for %s%s", wc_mode_title(s->remedy->mode), proviso);
	return wc_printf(s->arena, "--isolation=%s%s", isolation_value(s), proviso);
}

/* The image's tag with the words that name its Windows version replaced by the release's; NULL where it has none. */
static const char *
other_tag(const struct scene *s)
{
	const struct wc_image *image = s->verdict->image;
	if (!image->tag || !image->repository || image->tag_length == 0 || !s->release || s->release->tags.count == 0)
		return NULL;
	if (image->tag_start + image->tag_length > strlen(image->tag))
		return NULL;
	return wc_printf(s->arena, "%.*s%s%s", (int)image->tag_start, image->tag, s->release->tags.item[0],
	                 image->tag + image->tag_start + image->tag_length);
}

/* The last part of the repository's name, "servercore". */
static const char *
short_name(const struct wc_image *image)
{
	const char *slash = image->repository ? strrchr(image->repository, '/') : NULL;
	return slash ? slash + 1 : image->repository ? image->repository : "image";
}

/* How to run the other image, where that is not the mode that was asked about. */
static const char *
with_mode(const struct scene *s)
{
	if (s->remedy->mode == WC_MODE_NONE || s->remedy->mode == s->verdict->judged)
		return "";
	return wc_printf(s->arena, " with --isolation=%s", isolation_value(s));
}

static const char *
image_value(const struct scene *s)
{
	if (!s->release && s->remedy->fact == WC_IMAGE_ARCHITECTURE)
		return wc_word(&wc_arch_words, s->verdict->host->arch);
	return s->release ? release_version(s) : "";
}

static const char *
image_text(const struct scene *s)
{
	if (!s->release && s->remedy->fact == WC_IMAGE_ARCHITECTURE)
		return wc_printf(s->arena, "an image for %s", wc_word(&wc_arch_words, s->verdict->host->arch));
	if (!s->release)
		return "an image whose Windows version fits this host";
	if (s->remedy->release == s->verdict->image_release && s->verdict->image_build_known)
		return wc_printf(s->arena, "a current image of %s (%s)", s->release->title, release_version(s));
	return wc_printf(s->arena, "an image built for %s (%s)%s", s->release->title, release_version(s), with_mode(s));
}

static const char *
tag_value(const struct scene *s)
{
	const char *tag = other_tag(s);
	return tag ? wc_printf(s->arena, "%s:%s", s->verdict->image->repository, tag) : image_value(s);
}

static const char *
tag_text(const struct scene *s)
{
	const char *tag = other_tag(s);
	if (!tag)
		return image_text(s);
	return wc_printf(s->arena, "%s:%s%s", short_name(s->verdict->image), tag, with_mode(s));
}

static const char *
digest_value(const struct scene *s)
{
	const struct wc_image *image = s->verdict->image;
	const struct wc_image_entry *better = wc_better_entry(s->verdict);
	const char *digest = better && better->digest ? better->digest : image->digest ? image->digest : image->index_digest ? image->index_digest : "";
	return image->repository ? wc_printf(s->arena, "%s@%s", image->repository, digest) : digest;
}

/* A child digest is pulled by any node and fails later, so the hosts it holds for are named (contract 7). */
static const char *
digest_text(const struct scene *s)
{
	return wc_printf(s->arena, "%s, on %s hosts only", digest_value(s),
	                 s->release ? s->release->title : wc_host_title(s->arena, s->verdict));
}

static const char *
host_value(const struct scene *s)
{
	if (!s->release)
		return wc_fact_name((enum wc_fact)s->remedy->fact);
	return s->release->aliases.count ? s->release->aliases.item[0] : s->release->title;
}

/* What about the host would have to change, where no other release of Windows is the remedy. */
static const char *
host_change(unsigned fact)
{
	switch (fact) {
	case WC_HOST_EDITION:
		return "a Pro, Enterprise or Server edition on the host";
	case WC_HOST_INSTALLATION:
		return "a host installed as Server or Server Core";
	case WC_HOST_CONTAINERS:
		return "enable the Containers feature on the host";
	default:
		return "another host";
	}
}

static const char *
host_text(const struct scene *s)
{
	if (!s->release)
		return host_change(s->remedy->fact);
	if (s->remedy->release == s->verdict->host_release && s->verdict->host_build_known)
		return wc_printf(s->arena, "update the host to a current revision of %s", s->release->title);
	return wc_printf(s->arena, "a %s host%s", s->release->title, with_mode(s));
}

/* The clause about the engine's version that refuses, or NULL: the first version that lifts it, or the first that does not start. */
static const struct wc_clause *
engine_clause(const struct wc_verdict *v)
{
	for (unsigned i = 0; i < v->reason_count; i++) {
		for (size_t k = 0; k < v->program->clause_count; k++) {
			const struct wc_clause *clause = &v->program->clauses[k];
			if (clause->rule == v->reasons[i].rule && clause->voice == WC_VOICE_ENGINE && (clause->engine_below.known || clause->engine_from.known))
				return clause;
		}
	}
	return NULL;
}

static const char *
engine_value(const struct scene *s)
{
	const struct wc_clause *clause = engine_clause(s->verdict);
	bool by_matcher = s->remedy->release < s->verdict->program->selector_count;
	if (!clause && !by_matcher)
		return "";
	struct wc_engine_version v = by_matcher ? s->verdict->program->selectors[s->remedy->release].engine_from
	                                         : clause->engine_below.known ? clause->engine_below : clause->engine_from;
	/* Docker numbered its releases by year and month from 17.03 to 20.10: the month has two digits. */
	if (v.major >= 17 && v.major <= 20)
		return wc_printf(s->arena, "%u.%02u.%u", v.major, v.minor, v.patch);
	return wc_printf(s->arena, "%u.%u.%u", v.major, v.minor, v.patch);
}

static const char *
engine_text(const struct scene *s)
{
	const struct wc_program *program = s->verdict->program;
	const char *title = "the container engine";
	for (size_t i = 0; i < program->engine_count; i++) {
		if (program->engines[i].kind == s->verdict->host->engine.kind)
			title = program->engines[i].title;
	}
	const char *version = engine_value(s);
	const struct wc_clause *clause = engine_clause(s->verdict);
	if (clause && !clause->engine_below.known)
		return wc_printf(s->arena, "%s before %s", title, version);
	return *version ? wc_printf(s->arena, "%s %s or later", title, version) : wc_printf(s->arena, "a newer %s", title);
}

static const char *
hyperv_value(const struct scene *s)
{
	(void)s;
	return "hyperv";
}

static const char *
hyperv_text(const struct scene *s)
{
	(void)s;
	return "enable Hyper-V on the host";
}

static const char *
purpose_value(const struct scene *s)
{
	(void)s;
	return "development";
}

static const char *
purpose_text(const struct scene *s)
{
	(void)s;
	return "--purpose=development or test, if that is what it is for";
}

static const char *
fact_value(const struct scene *s)
{
	return wc_fact_name((enum wc_fact)s->remedy->fact);
}

/* Is it a version that was given but stands in no release? Then saying it again is no help. */
static bool
given_but_unheard_of(const struct scene *s)
{
	const struct wc_verdict *v = s->verdict;
	return (s->remedy->fact == WC_HOST_OS_VERSION && v->host->version.build && !v->host_build_known) ||
	       (s->remedy->fact == WC_IMAGE_OS_VERSION && v->image->version.build && !v->image_build_known);
}

static const char *
fact_text(const struct scene *s)
{
	if (given_but_unheard_of(s))
		return wc_printf(s->arena, "check the build number of the %s; if it is right, a wincompat with newer data is needed",
		                 s->remedy->fact == WC_HOST_OS_VERSION ? "host" : "image");
	return wc_printf(s->arena, "say %s", wc_fact_way(s->remedy->fact));
}

static const char *
nothing(const struct scene *s)
{
	(void)s;
	return "";
}

static const struct writer {
	const char *(*value)(const struct scene *);
	const char *(*text)(const struct scene *);
} writers[] = {
	[WC_ACTION_NONE] = {nothing, nothing},
	[WC_USE_ISOLATION] = {isolation_value, isolation_text},
	[WC_USE_TAG] = {tag_value, tag_text},
	[WC_USE_DIGEST] = {digest_value, digest_text},
	[WC_UPDATE_HOST] = {host_value, host_text},
	[WC_UPDATE_IMAGE] = {image_value, image_text},
	[WC_UPDATE_ENGINE] = {engine_value, engine_text},
	[WC_ENABLE_HYPERV] = {hyperv_value, hyperv_text},
	[WC_DECLARE_PURPOSE] = {purpose_value, purpose_text},
	[WC_GIVE_FACT] = {fact_value, fact_text},
};

static const struct writer *
writer_of(const struct wc_remedy *remedy)
{
	bool known = remedy->action < sizeof(writers) / sizeof(writers[0]);
	return &writers[known ? remedy->action : WC_ACTION_NONE];
}

/* A site's rule says itself what to do; what it leaves unsaid follows from the action. */
static const struct wc_rule *
site_rule_of(const struct wc_verdict *verdict, const struct wc_remedy *remedy)
{
	return remedy->site_rule ? &verdict->program->rules[remedy->site_rule - 1] : NULL;
}

static struct scene
scene_of(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_remedy *remedy)
{
	return (struct scene){arena, verdict, remedy, wc_release_at(verdict->program, remedy->release)};
}

const char *
wc_remedy_value(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_remedy *remedy)
{
	struct scene scene = scene_of(arena, verdict, remedy);
	const struct wc_rule *rule = site_rule_of(verdict, remedy);
	if (rule)
		return rule->remedy_value ? rule->remedy_value : "";
	return writer_of(remedy)->value(&scene);
}

const char *
wc_remedy_text(wc_arena *arena, const struct wc_verdict *verdict, const struct wc_remedy *remedy)
{
	struct scene scene = scene_of(arena, verdict, remedy);
	const struct wc_rule *rule = site_rule_of(verdict, remedy);
	if (rule)
		return rule->remedy_text ? rule->remedy_text : wc_printf(arena, "%s %s", wc_word(&wc_action_words, remedy->action), rule->remedy_value);
	return writer_of(remedy)->text(&scene);
}

/* Remedies are alternatives, but for facts that are needed together, and for what is asked of an answer that stands. */
static const char *
joint(const struct wc_verdict *v, unsigned i)
{
	if (i == 0)
		return "";
	if (v->decision == WC_ALLOW || v->remedies[i].action == WC_DECLARE_PURPOSE)
		return "; ";
	return v->remedies[i].action == WC_GIVE_FACT && v->remedies[i - 1].action == WC_GIVE_FACT ? ", and " : ", or ";
}

const char *
wc_remedies_text(wc_arena *arena, const struct wc_verdict *v)
{
	struct wc_text all = {.arena = arena};
	for (unsigned i = 0; i < v->remedy_count; i++) {
		wc_text_addz(&all, joint(v, i));
		wc_text_addz(&all, wc_remedy_text(arena, v, &v->remedies[i]));
	}
	return wc_text_string(&all);
}
