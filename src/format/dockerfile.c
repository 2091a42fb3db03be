/* A Dockerfile as instructions. */
#include "format/dockerfile.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "format/dockerfile_lines.h"

#include <ctype.h>
#include <string.h>

struct parser {
	wc_arena *arena;
	const char *name;
	struct wc_diags *faults;
	struct wc_docker_lines lines;
	struct wc_dockerfile file;
	const struct wc_docker_instruction **link; /* where the next one is hung */
};

static const char *const known[] = {"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL",
                                    "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"};
enum { KNOWN = sizeof(known) / sizeof(known[0]) };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static bool
is_one_of(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* A line "# key = value" at the top of the file. */
struct directive {
	const char *key; /* lower case */
	const char *value;
};

/* Reads a directive; false where the line is none, which ends them. */
static bool
take_directive(wc_arena *arena, struct wc_docker_raw line, struct directive *ret_directive)
{
	const char *at = line.text, *end = line.text + line.length;
	while (at < end && is_blank(*at))
		at++;
	if (at == end || *at++ != '#')
		return false;
	while (at < end && is_blank(*at))
		at++;
	const char *key = at;
	while (at < end && isalnum((unsigned char)*at))
		at++;
	size_t key_length = (size_t)(at - key);
	while (at < end && is_blank(*at))
		at++;
	if (key_length == 0 || at == end || *at++ != '=')
		return false;
	while (at < end && is_blank(*at))
		at++;
	while (end > at && is_blank(end[-1]))
		end--;
	char *lower = wc_copy(arena, key, key_length);
	for (char *c = lower; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	*ret_directive = (struct directive){lower, wc_copy(arena, at, (size_t)(end - at))};
	return at < end && (strcmp(lower, "escape") == 0 || strcmp(lower, "syntax") == 0 || strcmp(lower, "check") == 0);
}

static void
take_directives(struct parser *p)
{
	struct wc_docker_lines next = p->lines;
	struct wc_docker_raw line;
	struct directive d;
	while (wc_docker_raw_line(&next, &line) && take_directive(p->arena, line, &d)) {
		if (strcmp(d.key, "syntax") == 0)
			p->file.syntax = d.value;
		if (strcmp(d.key, "escape") == 0 && (strcmp(d.value, "`") == 0 || strcmp(d.value, "\\") == 0))
			p->lines.escape = p->file.escape = *d.value;
		else if (strcmp(d.key, "escape") == 0)
			wc_diag_add(p->faults, p->name, next.line - 1, 1, "the escape character must be ` or \\")->hint = "write # escape=`";
		p->lines.at = next.at;
		p->lines.line = next.line;
	}
}

/* Words of the joined line from `start` on. */
struct words {
	const struct wc_docker_word *word;
	size_t count;
	size_t end; /* where what follows them begins */
};

/* The end of the word that begins at `at`: a blank, with `quotes` one outside of quotes. */
static size_t
word_end(const struct parser *p, size_t at, bool quotes)
{
	const char *text = p->lines.text.bytes;
	char quote = '\0';
	for (; at < p->lines.text.length && (quote || !is_blank(text[at])); at++) {
		if (!quotes)
			continue;
		if (text[at] == p->lines.escape && quote != '\'' && at + 1 < p->lines.text.length)
			at++;
		else if (quote ? text[at] == quote : text[at] == '"' || text[at] == '\'')
			quote = quote ? '\0' : text[at];
	}
	return at;
}

static struct wc_docker_word
word_at(const struct parser *p, size_t start, size_t end)
{
	struct wc_docker_part place = wc_docker_place(&p->lines, start);
	return (struct wc_docker_word){.text = wc_copy(p->arena, p->lines.text.bytes + start, end - start),
	                               .line = place.line,
	                               .column = place.column,
	                               .length = wc_docker_is_whole(&p->lines, start, end) ? end - start : 0};
}

static size_t
skip_blanks(const struct parser *p, size_t at)
{
	while (at < p->lines.text.length && is_blank(p->lines.text.bytes[at]))
		at++;
	return at;
}

/* The words from `at` on; with `flags` only those at the start that begin with "--". */
static struct words
take_words(const struct parser *p, size_t at, bool flags, bool quotes)
{
	struct words words = {.end = skip_blanks(p, at)};
	struct wc_docker_word *list = NULL;
	size_t room = 0;
	while (words.end < p->lines.text.length) {
		size_t end = word_end(p, words.end, quotes);
		if (flags && strncmp(p->lines.text.bytes + words.end, "--", 2) != 0)
			break;
		if (words.count == room) {
			room = room ? room * 2 : 4;
			struct wc_docker_word *more = wc_array(p->arena, struct wc_docker_word, room);
			if (words.count)
				memcpy(more, list, words.count * sizeof(*more));
			list = more;
		}
		list[words.count++] = word_at(p, words.end, end);
		words.end = skip_blanks(p, end);
	}
	words.word = list;
	return words;
}

/* "<<EOF", "<<-EOF", "3<<'EOF'": the word that ends it, and whether tabs before it are taken off. */
struct heredoc {
	const char *end;
	bool chomps;
};

static bool
is_heredoc(wc_arena *arena, const char *word, struct heredoc *ret_heredoc)
{
	word += strspn(word, "0123456789");
	if (strncmp(word, "<<", 2) != 0 || word[2] == '<')
		return false;
	word += 2;
	bool chomps = *word == '-';
	word += chomps;
	size_t length = strlen(word);
	bool quoted = length >= 2 && (*word == '"' || *word == '\'') && word[length - 1] == *word;
	const char *end = wc_copy(arena, word + quoted, length - 2 * (size_t)quoted);
	*ret_heredoc = (struct heredoc){end, chomps};
	return *end && !strpbrk(end, "<\"'");
}

static bool
ends_heredoc(const struct heredoc *heredoc, struct wc_docker_raw line)
{
	while (heredoc->chomps && line.length && *line.text == '\t') {
		line.text++;
		line.length--;
	}
	return line.length == strlen(heredoc->end) && memcmp(line.text, heredoc->end, line.length) == 0;
}

/* Goes over the heredocs that the words from `at` on begin. */
static void
skip_heredocs(struct parser *p, size_t at, size_t line)
{
	char shown[WC_SHOWN];
	struct heredoc heredoc;
	struct wc_docker_raw raw;
	if (p->lines.text.bytes[at] == '[' || !strstr(p->lines.text.bytes + at, "<<"))
		return;
	struct words words = take_words(p, at, false, true);
	for (size_t i = 0; i < words.count; i++) {
		bool ended = !is_heredoc(p->arena, words.word[i].text, &heredoc);
		while (!ended && wc_docker_raw_line(&p->lines, &raw))
			ended = ends_heredoc(&heredoc, raw);
		if (!ended)
			wc_diag_add(p->faults, p->name, line, 1, "the heredoc \"%s\" has no end", wc_show(shown, heredoc.end, strlen(heredoc.end)))
			    ->hint = "write its word alone on a line behind its text";
	}
}

static void
fault_unknown(struct parser *p, const struct wc_docker_instruction *made)
{
	char shown[WC_SHOWN];
	struct wc_diag *diag = wc_diag_add(p->faults, p->name, made->line, made->column, "no instruction is called \"%s\"",
	                                   wc_show(shown, made->name, strlen(made->name)));
	const char *near = wc_nearest(made->name, known, KNOWN);
	diag->hint = near ? wc_printf(p->faults->arena, "did you mean %s?", near)
	                  : "an instruction that goes on in the next line ends with the escape character";
}

/* What stands from `at` on in the joined line, with its flags and words as far as they are of use. */
static void
take_instruction(struct parser *p, size_t at, bool is_onbuild)
{
	static const char *const flagged[] = {"FROM", "COPY", "ADD", "RUN"}, *const heredocs[] = {"COPY", "ADD", "RUN"};
	struct wc_docker_instruction *made = wc_alloc(p->arena, sizeof(*made));
	size_t end = word_end(p, at, false);
	struct wc_docker_part place = wc_docker_place(&p->lines, at);
	char *name = wc_copy(p->arena, p->lines.text.bytes + at, end - at);
	for (char *c = name; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	*made = (struct wc_docker_instruction){.name = name, .line = place.line, .column = place.column, .is_onbuild = is_onbuild};
	end = skip_blanks(p, end);
	if (!is_one_of(name, known, KNOWN))
		fault_unknown(p, made);
	if (strcmp(name, "ONBUILD") == 0 && !is_onbuild && end < p->lines.text.length) {
		take_instruction(p, end, true);
		return;
	}
	struct words flags = {.end = end}, words = {0};
	if (is_one_of(name, flagged, sizeof(flagged) / sizeof(flagged[0])))
		flags = take_words(p, end, true, true);
	if (strcmp(name, "FROM") == 0 || strcmp(name, "ARG") == 0)
		words = take_words(p, flags.end, false, strcmp(name, "ARG") == 0);
	made->flags = flags.word;
	made->flag_count = flags.count;
	made->words = words.word;
	made->word_count = words.count;
	*p->link = made;
	p->link = &made->next;
	if (is_one_of(name, heredocs, sizeof(heredocs) / sizeof(heredocs[0])))
		skip_heredocs(p, flags.end, place.line);
}

static void
start(struct parser *p, wc_arena *arena, const char *name, const char *text, size_t length, struct wc_diags *faults)
{
	*p = (struct parser){
		.arena = arena,
		.name = name,
		.faults = faults,
		.file = {.escape = '\\'},
		.lines = {.at = text, .end = text + length, .line = 1, .escape = '\\', .text = {.arena = arena}},
	};
	p->link = &p->file.first;
	take_directives(p);
}

struct wc_dockerfile
wc_dockerfile_parse(wc_arena *arena, const char *name, const char *text, size_t length, struct wc_diags *faults)
{
	struct parser p;
	start(&p, arena, name, text, length, faults);
	while (wc_docker_next(&p.lines) && faults->count < WC_LIMIT_DOCKER_FAULTS)
		take_instruction(&p, 0, false);
	return p.file;
}

static bool
is_word(const char *text, const char *upper)
{
	while (*text && toupper((unsigned char)*text) == *upper) {
		text++;
		upper++;
	}
	return !*text && !*upper;
}

/* Is this what stands behind FROM: one word that may be an image, and no more than "AS name"? */
static bool
is_from(const struct wc_docker_instruction *from)
{
	if (from->word_count != 1 && !(from->word_count == 3 && is_word(from->words[1].text, "AS")))
		return false;
	for (const char *c = from->words[0].text; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("._-/:@${}+", *c))
			return false;
	return true;
}

/* The first instruction that is no ARG, or NULL. */
static const struct wc_docker_instruction *
first_of_all(struct parser *p)
{
	const struct wc_docker_instruction **link = &p->file.first;
	while (p->faults->count == 0 && wc_docker_next(&p->lines)) {
		take_instruction(p, 0, false);
		if (*link && strcmp((*link)->name, "ARG") != 0)
			return *link;
		link = p->link;
	}
	return NULL;
}

bool
wc_dockerfile_recognise(const char *text, size_t length)
{
	wc_arena *arena = wc_arena_new();
	struct wc_diags faults = {.arena = arena};
	struct parser p;
	start(&p, arena, "", text, length, &faults);
	const struct wc_docker_instruction *first = first_of_all(&p);
	bool is_one = first && strcmp(first->name, "FROM") == 0 && is_from(first);
	wc_arena_free(arena);
	return is_one;
}
