/* Tags: what a reference alone tells of the image, by the records of data/tags.yaml. */
#include "base/limits.h"
#include "source/pattern.h"
#include "source/sources.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The named groups of the patterns of data/tags.yaml (data/FORMAT.md). */
enum group { RELEASE, YEAR, VERSION, BUILD, INSIDER, SPAN, GROUPS };
static const char *const group_name[GROUPS] = {"release", "year", "version", "build", "insider", "span"};
static const struct wc_groups groups = {group_name, GROUPS, "use the groups release, year, version, build, insider and span, and (?:…) for others",
                                        WC_LIMIT_PATTERN_STEPS, false};

/* What every version of Windows with containers begins with. */
#define WINDOWS "10.0."

/* What the records have said so far. */
struct guess {
	struct wc_version version;
	struct wc_slice span;
	uint8_t os, family, arch;
};

/* One reference being read. */
struct search {
	const struct wc_program *program;
	const char *repository, *tag; /* "" where there is none */
	struct wc_scratch *scratch;
	struct guess guess;
};

static bool
took_part(struct wc_slice slice)
{
	return slice.start != SIZE_MAX;
}

/* Copies the part; false where it is longer than any release word or version. */
static bool
copy(char buffer[WC_VERSION_TEXT], const char *text, struct wc_slice slice)
{
	if (slice.length >= WC_VERSION_TEXT)
		return false;
	memcpy(buffer, text + slice.start, slice.length);
	buffer[slice.length] = '\0';
	return true;
}

static bool
ends_with(const char *word, const char *end)
{
	size_t length = strlen(word), most = strlen(end);
	return length > most && strcasecmp(word + length - most, end) == 0;
}

/* The release that image tags call `text` (`is_year`: by a word that ends so), or NULL. */
static const struct wc_release *
release_called(const struct wc_program *program, const char *text, bool is_year)
{
	for (size_t i = 0; i < program->release_count; i++) {
		const struct wc_strings *tags = &program->releases[i].tags;
		for (size_t t = 0; t < tags->count; t++)
			if (is_year ? ends_with(tags->item[t], text) : strcasecmp(tags->item[t], text) == 0)
				return &program->releases[i];
	}
	return NULL;
}

static bool
is_released(const struct wc_program *program, uint32_t build)
{
	for (size_t i = 0; i < program->release_count; i++)
		if (program->releases[i].build == build)
			return true;
	return false;
}

static struct wc_version
of_build(uint32_t build)
{
	return (struct wc_version){10, 0, build, WC_REVISION_UNKNOWN};
}

/* The version that a word of `text` names; false where it names none. */
static bool
by_word(const struct wc_program *program, const char *text, const struct wc_slice group[GROUPS],
        struct wc_version *ret_version)
{
	char word[WC_VERSION_TEXT];
	bool is_year = took_part(group[YEAR]);
	if (!copy(word, text, group[is_year ? YEAR : RELEASE]))
		return false;
	const struct wc_release *release = release_called(program, word, is_year);
	if (!release)
		return false;
	*ret_version = of_build(release->build);
	return true;
}

/* The version that is written out in `text`, whole or from the build on; false where it is none. */
static bool
by_number(const struct wc_program *program, const char *text, const struct wc_slice group[GROUPS],
          struct wc_version *ret_version)
{
	char number[WC_VERSION_TEXT], whole[WC_VERSION_TEXT + sizeof(WINDOWS)];
	struct wc_version version;
	bool any_build = took_part(group[INSIDER]), bare = took_part(group[BUILD]);
	if (!copy(number, text, group[any_build ? INSIDER : bare ? BUILD : VERSION]))
		return false;
	snprintf(whole, sizeof(whole), "%s%s", bare ? WINDOWS : "", number);
	if (!wc_version_parse(whole, &version, NULL) || (!any_build && !is_released(program, version.build)))
		return false;
	*ret_version = version;
	return true;
}

/* What the groups of one match say of the version: false where their text names none, true also where there are no groups. */
static bool
by_groups(const struct wc_program *program, const char *text, const struct wc_slice group[GROUPS], struct guess *said)
{
	said->span = group[SPAN];
	if (took_part(group[RELEASE]) || took_part(group[YEAR]))
		return by_word(program, text, group, &said->version);
	if (took_part(group[VERSION]) || took_part(group[BUILD]) || took_part(group[INSIDER]))
		return by_number(program, text, group, &said->version);
	return true;
}

/* Does `regex` (NULL: always) match `text`, and what do its groups say? Where a word names no release it is searched on. */
static bool
matches(const struct search *s, const char *regex, const char *text, struct guess *said)
{
	if (!regex)
		return true;
	const struct wc_pattern *pattern = wc_pattern_of(&groups, regex, NULL);
	struct wc_slice whole, group[GROUPS];
	size_t length = strlen(text);
	for (size_t from = 0; pattern && from <= length; from = whole.start + 1) {
		if (!wc_pattern_search(pattern, s->scratch, text, length, from, &whole, group))
			return false;
		if (by_groups(s->program, text, group, said))
			return true;
	}
	return false;
}

/* Does `record` match, and what does it say of version and span? */
static bool
says(const struct search *s, const struct wc_tag_pattern *record, struct guess *ret_said)
{
	struct guess said = {.version = record->build ? of_build(record->build) : WC_VERSION_UNKNOWN};
	if (!matches(s, record->repository, s->repository, &said))
		return false;
	said.span = (struct wc_slice){SIZE_MAX, 0}; /* a part of the repository is not replaced */
	if (!matches(s, record->pattern, s->tag, &said))
		return false;
	*ret_said = said;
	return true;
}

/* Could `record` still say something? A pattern is only compiled where it could. */
static bool
is_needed(const struct guess *g, const struct wc_tag_pattern *record)
{
	if (g->os && record->os && g->os != record->os)
		return false;
	if ((record->os && !g->os) || (record->family && !g->family) || (record->arch && !g->arch))
		return true;
	return g->version.build == 0;
}

/* Takes over what was not said before. */
static void
take(struct guess *g, const struct wc_tag_pattern *record, const struct guess *said)
{
	if (!g->os)
		g->os = record->os;
	if (!g->family)
		g->family = record->family;
	if (!g->arch)
		g->arch = record->arch;
	if (g->version.build == 0 && said->version.build) {
		g->version = said->version;
		g->span = said->span;
	}
}

static void
fill_version(struct wc_image *image, const struct guess *g)
{
	if (took_part(g->span)) {
		image->tag_start = g->span.start;
		image->tag_length = g->span.length;
	}
	bool is_new = image->version.build == 0 && g->version.build != 0;
	if (is_new) {
		image->version = g->version;
		image->from.of[WC_IMAGE_OS_VERSION] = WC_FROM_TAG;
	}
	if (is_new && g->version.revision != WC_REVISION_UNKNOWN)
		image->from.of[WC_IMAGE_REVISION] = WC_FROM_TAG;
}

/* Fills one fact that is not known yet. */
static void
fill(struct wc_image *image, uint8_t *fact, enum wc_fact which, uint8_t value)
{
	if (*fact || !value)
		return;
	*fact = value;
	image->from.of[which] = WC_FROM_TAG;
}

void
wc_infer_from_tag(const struct wc_reading *reading, struct wc_image *image)
{
	struct search s = {reading->program, image->repository, image->tag ? image->tag : "", NULL,
	                   {.version = WC_VERSION_UNKNOWN, .span = {SIZE_MAX, 0}, .os = image->os}};
	if (!image->repository || strlen(s.tag) > WC_LIMIT_TAG || strlen(s.repository) > WC_LIMIT_REFERENCE)
		return;
	s.scratch = wc_scratch_new();
	for (size_t i = 0; s.scratch && i < s.program->tag_count; i++) {
		const struct wc_tag_pattern *record = &s.program->tags[i];
		struct guess said;
		if (is_needed(&s.guess, record) && says(&s, record, &said))
			take(&s.guess, record, &said);
	}
	wc_scratch_free(s.scratch);
	fill_version(image, &s.guess);
	fill(image, &image->os, WC_IMAGE_OS, s.guess.os);
	fill(image, &image->family, WC_IMAGE_FAMILY, s.guess.family);
	fill(image, &image->arch, WC_IMAGE_ARCHITECTURE, s.guess.arch);
}

bool
wc_tag_patterns_check(const struct wc_program *program, struct wc_err *err)
{
	for (size_t i = 0; i < program->tag_count; i++) {
		const struct wc_tag_pattern *record = &program->tags[i];
		if ((record->repository && !wc_pattern_of(&groups, record->repository, err)) ||
		    (record->pattern && !wc_pattern_of(&groups, record->pattern, err)))
			return wc_while(err, "tags.yaml, record %s", record->id);
	}
	return true;
}
