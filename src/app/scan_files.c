/* The files of a scan. */
#include "app/scan_files.h"

#include "app/scan_excerpt.h"
#include "app/scan_ignore.h"
#include "app/scan_near.h"
#include "app/scan_order.h"
#include "base/limits.h"
#include "io/file.h"
#include "io/walk.h"
#include "io/workers.h"

#include <string.h>

/* What one thread finds. */
struct part {
	wc_arena *arena;
	struct wc_found found;
	struct wc_ignores ignores;
	size_t read, failed;
};

/* A file to be read. */
struct item {
	const char *path, *root;
	bool is_asked; /* it was named itself */
};

struct reading {
	const struct wc_scan_files *files;
	const struct item *items;
	size_t item_count;
	struct part parts[WC_MOST_WORKERS];
};

/* Reads ":N" where it stands at `*at`, and goes behind it; 0 where it does not. */
static size_t
take_number(const char **at)
{
	size_t number = 0;
	const char *digit = *at + 1;
	if (**at != ':' || *digit < '0' || *digit > '9')
		return 0;
	for (; *digit >= '0' && *digit <= '9'; digit++)
		number = number * 10 + (size_t)(*digit - '0');
	*at = digit;
	return number;
}

/* Adds why a file could not be read. "FILE:LINE:COLUMN: what", "FILE:LINE: what", "FILE: what", "FILE is what": the place goes where places go. */
static void
add_error(struct part *part, const char *path, const struct wc_err *err)
{
	const char *text = err->text;
	size_t length = strlen(path), line = 0, column = 0;
	if (strncmp(text, path, length) == 0 && (text[length] == ':' || text[length] == ' ')) {
		text += length;
		line = take_number(&text);
		column = take_number(&text);
		text += *text == ':';
		text += *text == ' ';
	}
	struct wc_diag *diag = wc_diag_add(&part->found.faults, wc_copyz(part->arena, path), line, column, "%s", text);
	diag->hint = *err->hint ? wc_copyz(part->arena, err->hint) : NULL;
	part->failed++;
}

/* The file in which a stretch stands: the one that was read, or one that it named; NULL where it is neither. */
static const struct wc_workload_file *
file_of(const struct wc_workload_file *file, const struct wc_near *near, const char *name, struct wc_workload_file *room)
{
	if (strcmp(file->name, name) == 0)
		return file;
	for (const struct wc_near_file *other = near->files; other; other = other->next) {
		if (strcmp(other->name, name) != 0)
			continue;
		*room = (struct wc_workload_file){.name = other->name, .bytes = other->bytes, .length = other->length, .lines = other->lines};
		return room;
	}
	return NULL;
}

static void
add_excerpts(struct part *part, const struct wc_workload_file *file, const struct wc_near *near, size_t first)
{
	struct wc_lines lines = {.arena = file->arena};
	struct wc_workload_file own = *file, room;
	own.lines = &lines;
	for (size_t i = first; i < part->found.use_count; i++) {
		struct wc_use *use = &part->found.uses[i];
		const struct wc_workload_file *in = file_of(&own, near, use->at.file, &room);
		if (in)
			use->excerpt = wc_excerpt_of(part->arena, wc_line_start(in, use->at.line), in->bytes + in->length, &use->at);
	}
}

/* Is a file of this name passed over in silence where it is no text, or too long for what it might be? */
static bool
may_be_anything(const struct item *item)
{
	static const char *const texts[] = {"*.yaml", "*.yml", "*.json", "*.jsonc"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (wc_path_ends(item->path, texts[i]))
			return false;
	return !item->is_asked && wc_workload_claim(item->path) != WC_CLAIM_SURE;
}

/* Reads the bytes of an item as text; false and `err` where that cannot be, and *ret_silent where nobody need know. */
static bool
load(wc_arena *scratch, const struct item *item, struct wc_workload_file *file, bool *ret_silent, struct wc_err *err)
{
	char *bytes;
	*ret_silent = may_be_anything(item);
	size_t most = *ret_silent ? WC_LIMIT_DOCKERFILE_BYTES : WC_LIMIT_TEXT_BYTES;
	if (!wc_file_read(scratch, item->path, most, &bytes, &file->length, err)) {
		*ret_silent = *ret_silent && strstr(err->text, "holds more than");
		return false;
	}
	file->bytes = bytes;
	return wc_scan_text(item->path, &file->bytes, &file->length, err);
}

static void
read_text(struct part *part, const struct item *item, struct wc_workload_file *file, struct wc_near *near)
{
	struct wc_err err;
	size_t first = part->found.use_count, unresolved = part->found.unresolved_count;
	if (!wc_workload_read(file, &part->found, &err)) {
		add_error(part, item->path, &err);
		return;
	}
	part->read += part->found.reader != NULL;
	if (item->is_asked && !part->found.reader && unresolved == part->found.unresolved_count) {
		wc_fail(&err, WC_FAULT_INPUT, "no format of files that name images is recognised in %s", item->path);
		wc_hint(&err, "`wincompat help scan` lists them");
		add_error(part, item->path, &err);
	}
	if (!part->found.reader)
		return;
	add_excerpts(part, file, near, first);
	wc_ignores_find(&part->ignores, file->name, file->bytes, file->length, &part->found.faults);
}

static void
read_item(void *context, size_t i, unsigned worker)
{
	struct reading *reading = context;
	struct part *part = &reading->parts[worker];
	const struct item *item = &reading->items[i];
	struct wc_err err;
	bool silent;
	wc_arena *scratch = wc_arena_new();
	struct wc_near near = {.arena = scratch, .root = item->root};
	struct wc_workload_file file = {.arena = scratch, .name = item->path, .is_asked = item->is_asked, .options = &reading->files->options,
	                                .near = wc_near_read, .near_context = &near};
	if (load(scratch, item, &file, &silent, &err))
		read_text(part, item, &file, &near);
	else if (!silent)
		add_error(part, item->path, &err);
	wc_arena_free(scratch);
}

static void
report(void *context, size_t done)
{
	const struct reading *reading = context;
	if (reading->files->progress)
		reading->files->progress(reading->files->progress_context, done, reading->item_count);
}

/* Is the file one of those that the scan is limited to? They are sorted. */
static bool
is_chosen(const struct wc_names *only, const char *path)
{
	size_t low = 0, high = only->count;
	if (!only->item)
		return true;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(only->item[middle], path);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* What a path that was named is; false and `err` where it is nothing that can be read. */
static bool
kind_of(const char *path, enum wc_path_kind *ret_kind, struct wc_err *err)
{
	*ret_kind = strcmp(path, "-") == 0 ? WC_PATH_OTHER : wc_path_kind(path);
	if (*ret_kind != WC_PATH_NONE)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "there is no file or folder %.300s", path);
	return wc_hint(err, "check the spelling and the folder; - is standard input");
}

struct listing {
	wc_arena *arena;
	const struct wc_scan_files *files;
	struct item *items;
	size_t count, room;
};

static void
add_item(struct listing *list, struct item item)
{
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 64;
		struct item *more = wc_array(list->arena, struct item, list->room);
		if (list->count)
			memcpy(more, list->items, list->count * sizeof(*more));
		list->items = more;
	}
	list->items[list->count++] = item;
}

/* Adds the files of one path that was named. */
static bool
add_path(struct listing *list, const char *path, struct wc_scan_read *read, struct wc_err *err)
{
	enum wc_path_kind kind;
	struct wc_walk walk = {list->files->excludes.item, list->files->excludes.count, wc_workload_may};
	struct wc_walked walked = {0};
	if (!kind_of(path, &kind, err))
		return false;
	const char *root = wc_near_root(list->arena, path, kind == WC_PATH_DIRECTORY);
	if (kind != WC_PATH_DIRECTORY) {
		add_item(list, (struct item){path, root, true});
		read->seen++;
		return true;
	}
	if (!wc_walk_folder(list->arena, &walk, path, &walked, &read->errors, err))
		return false;
	read->seen += walked.seen;
	for (size_t i = 0; i < walked.count; i++)
		if (is_chosen(&list->files->only, walked.path[i]))
			add_item(list, (struct item){walked.path[i], root, false});
	return true;
}

bool
wc_scan_files_read(wc_arena *arena, const struct wc_scan_files *files, struct wc_scan_read *ret_read, struct wc_err *err)
{
	struct listing list = {.arena = arena, .files = files};
	struct wc_scan_read all = {.errors = {.arena = arena}};
	for (size_t i = 0; i < files->paths.count; i++)
		if (!add_path(&list, files->paths.item[i], &all, err))
			return false;
	all.failed = all.errors.count; /* folders */
	struct reading *reading = wc_alloc(arena, sizeof(*reading));
	reading->files = files;
	reading->items = list.items;
	reading->item_count = list.count;
	unsigned workers = wc_workers_count(list.count);
	for (unsigned i = 0; i < workers; i++) {
		wc_arena *own = i == 0 ? arena : wc_arena_new();
		reading->parts[i] = (struct part){.arena = own, .found = {.arena = own, .faults = {.arena = own}}, .ignores = {.arena = own}};
	}
	wc_workers_run(workers, list.count, read_item, report, reading);
	*ret_read = all;
	for (unsigned i = 0; i < workers; i++) {
		const struct part *part = &reading->parts[i];
		wc_scan_join(arena, ret_read, &part->found, &part->ignores);
		ret_read->read += part->read;
		ret_read->failed += part->failed;
		if (part->arena != arena)
			wc_arena_join(arena, part->arena);
	}
	wc_scan_order(arena, ret_read);
	return true;
}
