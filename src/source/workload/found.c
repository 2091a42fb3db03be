/* What readers share: keeping what was found, and the places of scalars. */
#include "source/workload/workload.h"

#include "base/limits.h"

#include <string.h>

/* The array with room for one more. */
static void *
grown(wc_arena *arena, void *items, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return items;
	*room = *room ? *room * 2 : 16;
	void *more = wc_alloc(arena, *room * size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

static struct wc_stretch
kept_stretch(wc_arena *arena, struct wc_stretch at)
{
	at.file = wc_copyz(arena, at.file);
	return at;
}

static const char *const *
kept_hosts(wc_arena *arena, const char *const *hosts, size_t count)
{
	const char **kept = wc_array(arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		kept[i] = wc_copyz(arena, hosts[i]);
	return kept;
}

void
wc_found_use(struct wc_found *found, const struct wc_use *use)
{
	wc_arena *arena = found->arena;
	if (!use->reference || !*use->reference || strcmp(use->reference, "scratch") == 0)
		return;
	found->uses = grown(arena, found->uses, found->use_count, &found->use_room, sizeof(*found->uses));
	struct wc_use *kept = &found->uses[found->use_count++];
	*kept = *use;
	kept->at = kept_stretch(arena, use->at);
	kept->reference = wc_copyz(arena, use->reference);
	kept->written = wc_copyz(arena, use->written ? use->written : use->reference);
	kept->subject = wc_copyz(arena, use->subject);
	kept->service = wc_copyz(arena, use->service);
	kept->hosts = kept_hosts(arena, use->hosts, use->host_count);
}

void
wc_found_unresolved(struct wc_found *found, struct wc_stretch at, const char *text, const char *why)
{
	wc_arena *arena = found->arena;
	found->unresolved = grown(arena, found->unresolved, found->unresolved_count, &found->unresolved_room, sizeof(*found->unresolved));
	found->unresolved[found->unresolved_count++] = (struct wc_unresolved){
		.at = kept_stretch(arena, at), .text = wc_copyz(arena, text), .why = wc_copyz(arena, why)};
}

/* Goes `lines` lines ahead from `at`; NULL where the text has fewer. YAML also ends a line at a lone CR. */
static const char *
go_ahead(const char *at, const char *end, size_t lines)
{
	for (; lines && at < end; at++)
		lines -= *at == '\n' || (*at == '\r' && at[1] != '\n');
	return lines ? NULL : at;
}

static void
index_lines(const struct wc_workload_file *file, struct wc_lines *lines)
{
	size_t room = 0;
	*lines = (struct wc_lines){.arena = lines->arena, .of = file->bytes};
	for (const char *at = file->bytes; at; at = go_ahead(at, file->bytes + file->length, WC_LINES_STEP)) {
		lines->start = grown(lines->arena, lines->start, lines->count, &room, sizeof(*lines->start));
		lines->start[lines->count++] = at;
	}
}

const char *
wc_line_start(const struct wc_workload_file *file, size_t line)
{
	struct wc_lines *lines = file->lines;
	const char *end = file->bytes + file->length;
	if (!lines)
		return go_ahead(file->bytes, end, line - 1);
	if (lines->of != file->bytes)
		index_lines(file, lines);
	size_t step = (line - 1) / WC_LINES_STEP;
	return step < lines->count ? go_ahead(lines->start[step], end, (line - 1) % WC_LINES_STEP) : NULL;
}

struct wc_stretch
wc_stretch_of(const struct wc_workload_file *file, const struct wc_node *scalar)
{
	struct wc_stretch at = {.file = file->name, .line = scalar->line, .column = scalar->column};
	const char *start = wc_line_start(file, scalar->line);
	if (!start || scalar->column > WC_LIMIT_COLUMN)
		return at;
	const char *text = start;
	for (size_t characters = scalar->column; characters > 1 && *text && *text != '\n'; characters--)
		for (text++; ((unsigned char)*text & 0xc0) == 0x80;)
			text++;
	if (*text == '&' || *text == '!') /* an anchor or a tag stands before it */
		for (text += strcspn(text, " \t\r\n"); *text == ' ' || *text == '\t';)
			text++;
	text += *text == '"' || *text == '\'';
	at.column = (size_t)(text - start) + 1;
	if (scalar->length && strncmp(text, scalar->text, scalar->length) == 0)
		at.length = scalar->length;
	return at;
}

bool
wc_path_ends(const char *path, const char *end)
{
	bool open = *end == '*';
	size_t length = strlen(path), tail = strlen(end + open);
	if (length < tail || strcmp(path + length - tail, end + open) != 0)
		return false;
	return open || length == tail || path[length - tail - 1] == '/';
}

const char *
wc_workload_variable(wc_arena *arena, const struct wc_workload_options *options, const char *name)
{
	for (size_t i = options ? options->variable_count : 0; i-- > 0;)
		if (strcmp(options->variables[i].name, name) == 0)
			return options->variables[i].value;
	return options && options->environment ? options->environment(arena, name) : NULL;
}
