/* Gathering: from names to facts. */
#include "app/gather.h"

#include "base/limits.h"
#include "io/clock.h"
#include "io/file.h"
#include "model/date.h"
#include "source/sources.h"

#include <string.h>

struct wc_gather
wc_gather_timed(const struct wc_gather *how)
{
	struct wc_gather timed = *how;
	if (how->timeout_seconds && !how->deadline)
		timed.deadline = wc_clock_ms() + (int64_t)how->timeout_seconds * 1000;
	return timed;
}

const char *
wc_old_facts_words(wc_arena *arena, const struct wc_image *image, int64_t age)
{
	enum { SHOWN = 7 + 12 }; /* of a digest: "sha256:", and as much as tells images apart */
	const char *digest = image->index_digest ? image->index_digest : image->digest;
	return wc_printf(arena, "facts%s%.*s read %s ago were used", digest ? " of " : "", SHOWN, digest ? digest : "", wc_age_text(arena, age));
}

const char *
wc_inferred_words(wc_arena *arena, const struct wc_gathered *image)
{
	if (!image->image.seen)
		return "what the tag says was taken instead";
	return wc_old_facts_words(arena, &image->image, wc_clock_now() - image->image.seen);
}

struct wc_reading
wc_gather_reading(wc_arena *arena, const struct wc_gather *how)
{
	return (struct wc_reading){
		.deadline = wc_gather_timed(how).deadline,
		.arena = arena, .program = how->program, .offline = how->offline, .infer = how->infer, .thorough = how->thorough,
		.environment = how->environment, .registry = how->registry, .cache = how->cache};
}

static bool
add_hosts(wc_arena *arena, const struct wc_reading *r, const char *spec, struct wc_hosts *all, struct wc_err *err)
{
	struct wc_hosts more = {0};
	if (!wc_hosts_read(r, spec, &more, err))
		return false;
	struct wc_host *both = wc_array(arena, struct wc_host, all->count + more.count + 1);
	if (all->count)
		memcpy(both, all->host, all->count * sizeof(*both));
	if (more.count)
		memcpy(both + all->count, more.host, more.count * sizeof(*both));
	all->host = both;
	all->count += more.count;
	return true;
}

bool
wc_gather_hosts(wc_arena *arena, const struct wc_gather *how, struct wc_names specs, struct wc_host **ret_hosts,
                size_t *ret_count, struct wc_err *err)
{
	struct wc_reading r = wc_gather_reading(arena, how);
	struct wc_hosts all = {0};
	if (specs.count == 0 && !add_hosts(arena, &r, "local", &all, err))
		return wc_hint(err, "name one: --host SPEC, or the variable WINCOMPAT_HOST, or `host: SPEC` in the configuration "
		                    "file; `wincompat help hosts` lists what a SPEC may be");
	for (size_t i = 0; i < specs.count; i++) {
		if (!add_hosts(arena, &r, specs.item[i], &all, err))
			return false;
	}
	if (all.count == 0)
		return wc_fail(err, WC_FAULT_INPUT, "'%s' names no host", specs.item[0]);
	*ret_hosts = all.host;
	*ret_count = all.count;
	return true;
}

/* A copy that lasts; NULL where there is nothing to say. */
static const struct wc_err *
kept(wc_arena *arena, const struct wc_err *err)
{
	if (err->fault == WC_FAULT_NONE)
		return NULL;
	struct wc_err *copy = wc_alloc(arena, sizeof(*copy));
	*copy = *err;
	return copy;
}

struct wc_gathered *
wc_gather_images(wc_arena *arena, const struct wc_gather *how, struct wc_names names)
{
	struct wc_reading r = wc_gather_reading(arena, how);
	struct wc_gathered *all = wc_array(arena, struct wc_gathered, names.count + 1);
	wc_arena *scratch = wc_arena_new();
	struct wc_read_image *read = wc_array(scratch, struct wc_read_image, names.count + 1);
	wc_images_read(&r, names.item, names.count, read);
	for (size_t i = 0; i < names.count; i++) {
		const struct wc_err *why = kept(arena, &read[i].err);
		all[i] = (struct wc_gathered){.image = read[i].image, .error = read[i].is_read ? NULL : why, .is_silent = read[i].is_silent,
		                              .inferred = read[i].is_read && !how->offline ? why : NULL};
	}
	wc_arena_free(scratch);
	return all;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The reference of one line, NUL-terminated in place; NULL where the line holds none. A # inside a word is part of it. */
static char *
line_reference(char *line)
{
	while (is_blank(*line))
		line++;
	char *end = line;
	while (*end && !(*end == '#' && (end == line || is_blank(end[-1]))))
		end++;
	while (end > line && is_blank(end[-1]))
		end--;
	*end = '\0';
	return *line ? line : NULL;
}

static bool
check_line(const char *reference, const char *path, size_t number, struct wc_err *err)
{
	if (strlen(reference) > WC_LIMIT_REFERENCE)
		return wc_fail(err, WC_FAULT_INPUT, "%s:%zu: the line is longer than %d bytes", path, number, WC_LIMIT_REFERENCE);
	return true;
}

bool
wc_gather_list(wc_arena *arena, const char *path, struct wc_names *ret_names, struct wc_err *err)
{
	char *bytes;
	size_t length, lines = 1, count = 0;
	if (!wc_file_read(arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, err))
		return wc_while(err, "reading the list of images");
	if (memchr(bytes, '\0', length)) {
		wc_fail(err, WC_FAULT_INPUT, "%s: a NUL byte: this is no list of references", path);
		return wc_hint(err, "write one image reference a line, in UTF-8");
	}
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		bytes += 3;
	for (const char *p = bytes; (p = strchr(p, '\n')); p++)
		lines++;
	const char **items = wc_array(arena, const char *, lines);
	for (size_t number = 1; bytes; number++) {
		char *next = strchr(bytes, '\n');
		if (next)
			*next++ = '\0';
		items[count] = line_reference(bytes);
		if (items[count] && !check_line(items[count], path, number, err))
			return false;
		count += items[count] != NULL;
		bytes = next;
	}
	*ret_names = (struct wc_names){items, count};
	return true;
}
