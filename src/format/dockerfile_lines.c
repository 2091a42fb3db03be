/* The lines of a Dockerfile. */
#include "format/dockerfile_lines.h"

#include <string.h>

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

bool
wc_docker_raw_line(struct wc_docker_lines *lines, struct wc_docker_raw *ret_line)
{
	if (lines->at >= lines->end)
		return false;
	const char *feed = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
	const char *stop = feed ? feed : lines->end;
	*ret_line = (struct wc_docker_raw){lines->at, (size_t)(stop - lines->at)};
	while (ret_line->length && ret_line->text[ret_line->length - 1] == '\r')
		ret_line->length--;
	lines->at = feed ? feed + 1 : lines->end;
	lines->line++;
	return true;
}

static size_t
blanks_before(struct wc_docker_raw line)
{
	size_t n = 0;
	while (n < line.length && is_blank(line.text[n]))
		n++;
	return n;
}

static bool
is_comment(struct wc_docker_raw line)
{
	size_t blanks = blanks_before(line);
	return blanks < line.length && line.text[blanks] == '#';
}

/* Cuts the escape character at the end of the line; false where none stands there. Two of them are no continuation. */
static bool
cut_continuation(const struct wc_docker_lines *lines, struct wc_docker_raw *line)
{
	size_t end = line->length;
	while (end && (line->text[end - 1] == ' ' || line->text[end - 1] == '\t'))
		end--;
	if (!end || line->text[end - 1] != lines->escape || (end > 1 && line->text[end - 2] == lines->escape))
		return false;
	line->length = end - 1;
	return true;
}

static void
add_part(struct wc_docker_lines *lines, struct wc_docker_raw line, size_t skip)
{
	if (lines->part_count == lines->part_room) {
		lines->part_room = lines->part_room ? lines->part_room * 2 : 16;
		struct wc_docker_part *more = wc_array(lines->text.arena, struct wc_docker_part, lines->part_room);
		if (lines->part_count)
			memcpy(more, lines->parts, lines->part_count * sizeof(*more));
		lines->parts = more;
	}
	lines->parts[lines->part_count++] = (struct wc_docker_part){lines->text.length, lines->line - 1, skip + 1};
	wc_text_add(&lines->text, line.text + skip, line.length - skip);
}

/* The lines that continue the one that was taken. */
static void
take_continuations(struct wc_docker_lines *lines)
{
	struct wc_docker_raw line;
	bool more = true;
	while (more && wc_docker_raw_line(lines, &line)) {
		if (is_comment(line) || blanks_before(line) == line.length)
			continue; /* both are gone over, and the line goes on (BuildKit warns of the empty one) */
		more = cut_continuation(lines, &line);
		add_part(lines, line, 0);
	}
}

bool
wc_docker_next(struct wc_docker_lines *lines)
{
	struct wc_docker_raw line;
	while (wc_docker_raw_line(lines, &line)) {
		if (is_comment(line))
			continue;
		bool more = cut_continuation(lines, &line);
		size_t blanks = blanks_before(line);
		if (!more && blanks == line.length)
			continue;
		lines->text.length = 0;
		lines->part_count = 0;
		add_part(lines, line, blanks);
		if (more)
			take_continuations(lines);
		if (lines->text.length)
			return true;
	}
	return false;
}

struct wc_docker_part
wc_docker_place(const struct wc_docker_lines *lines, size_t offset)
{
	size_t low = 0, high = lines->part_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (lines->parts[middle].start <= offset)
			low = middle;
		else
			high = middle;
	}
	struct wc_docker_part place = lines->parts[low];
	place.column += offset - place.start;
	place.start = offset;
	return place;
}

bool
wc_docker_is_whole(const struct wc_docker_lines *lines, size_t start, size_t end)
{
	return end > start && wc_docker_place(lines, start).line == wc_docker_place(lines, end - 1).line;
}
