/* wc_builder: nodes under construction, duplicate keys, caps. */
#include "format/build.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
wc_build_fail(const struct wc_builder *b, struct wc_place place, const char *format, ...)
{
	char what[768];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	return wc_fail(b->err, WC_FAULT_INPUT, "%s:%zu:%zu: %s", b->name, place.line, place.column, what);
}

static bool
refuse_utf16(const struct wc_builder *b)
{
	wc_fail(b->err, WC_FAULT_INPUT, "%s is UTF-16 text, not UTF-8", b->name);
	return wc_hint(b->err, "save it as UTF-8; Windows PowerShell's \">\" writes UTF-16: use `| Out-File -Encoding utf8`");
}

struct wc_place
wc_build_place(const char *text, size_t offset)
{
	struct wc_place place = {1, 1};
	for (size_t i = 0; i < offset; i++) {
		place.column = text[i] == '\n' ? 1 : place.column + ((text[i] & 0xc0) != 0x80);
		place.line += text[i] == '\n';
	}
	return place;
}

bool
wc_build_start(struct wc_builder *b, wc_arena *arena, const char *name, const char **text, size_t *length, bool many,
               struct wc_err *err)
{
	if (*length > WC_LIMIT_TEXT_BYTES) {
		wc_fail(err, WC_FAULT_INPUT, "%s is larger than %d MB", name, WC_LIMIT_TEXT_BYTES >> 20);
		return wc_hint(err, "split it; no more is read of one text");
	}
	return wc_build_start_pieces(b, arena, name, text, length, many, err);
}

bool
wc_build_start_pieces(struct wc_builder *b, wc_arena *arena, const char *name, const char **text, size_t *length, bool many,
                      struct wc_err *err)
{
	/* The list of documents, where there is one, is no level of the text. */
	*b = (struct wc_builder){.arena = arena, .name = name, .err = err, .deepest = WC_LIMIT_NESTING + (size_t)many};
	if (*length >= 2 && (memcmp(*text, "\xff\xfe", 2) == 0 || memcmp(*text, "\xfe\xff", 2) == 0))
		return refuse_utf16(b);
	if (*length >= 3 && memcmp(*text, "\xef\xbb\xbf", 3) == 0) {
		*text += 3;
		*length -= 3;
	}
	const char *nul = *length ? memchr(*text, '\0', *length) : NULL;
	if (nul && nul - *text < 2 && *length % 2 == 0)
		return refuse_utf16(b);
	if (nul) {
		wc_build_fail(b, wc_build_place(*text, (size_t)(nul - *text)), "a NUL byte");
		return wc_hint(err, "this is no text file, or a damaged one");
	}
	return !many || wc_build_open(b, WC_LIST, (struct wc_place){1, 1});
}

/* A new node at the end of what is open. */
static struct wc_node *
add_node(struct wc_builder *b, enum wc_node_kind kind, struct wc_place place)
{
	if (++b->nodes > WC_LIMIT_NODES) {
		wc_build_fail(b, place, "more than %d values", WC_LIMIT_NODES);
		wc_hint(b->err, "split the file");
		return NULL;
	}
	struct wc_node *node = wc_alloc(b->arena, sizeof(*node));
	*node = (struct wc_node){.kind = kind, .line = place.line, .column = place.column, .key = b->key};
	if (b->key) {
		node->key_line = b->key_place.line;
		node->key_column = b->key_place.column;
	}
	b->key = NULL;
	b->newest = node;
	if (b->depth == 0) {
		b->root = node;
		return node;
	}
	struct wc_node *parent = b->open[b->depth - 1], **last = &b->last[b->depth - 1];
	if (*last)
		(*last)->next = node;
	else
		parent->child = node;
	*last = node;
	parent->count++;
	return node;
}

static bool
has_nul(const struct wc_builder *b, struct wc_place place, const char *text, size_t length)
{
	if (length == 0 || !memchr(text, '\0', length))
		return false;
	wc_build_fail(b, place, "this string holds a NUL character");
	wc_hint(b->err, "no name, version or tag has one: take it out");
	return true;
}

bool
wc_build_scalar(struct wc_builder *b, enum wc_node_kind kind, struct wc_place place, const char *text, size_t length)
{
	if (has_nul(b, place, text, length))
		return false;
	struct wc_node *node = add_node(b, kind, place);
	if (!node)
		return false;
	if (kind != WC_NULL) {
		node->text = wc_copy(b->arena, text, length);
		node->length = length;
	}
	return true;
}

bool
wc_build_key(struct wc_builder *b, struct wc_place place, const char *text, size_t length)
{
	if (has_nul(b, place, text, length))
		return false;
	b->key = wc_copy(b->arena, text, length);
	b->key_place = place;
	return true;
}

bool
wc_build_open(struct wc_builder *b, enum wc_node_kind kind, struct wc_place place)
{
	if (b->depth == b->deepest) {
		wc_build_fail(b, place, "nested more than %d levels deep", WC_LIMIT_NESTING);
		return wc_hint(b->err, "no manifest or policy is: this looks damaged or hostile");
	}
	struct wc_node *node = add_node(b, kind, place);
	if (!node)
		return false;
	b->last[b->depth] = NULL;
	b->open[b->depth++] = node;
	return true;
}

/* Orders nodes by key, equal keys by place. */
static int
by_key(const void *a, const void *b)
{
	const struct wc_node *m = *(const struct wc_node *const *)a, *n = *(const struct wc_node *const *)b;
	int order = strcmp(m->key, n->key);
	if (order == 0)
		order = (m->key_line > n->key_line) - (m->key_line < n->key_line);
	return order ? order : (m->key_column > n->key_column) - (m->key_column < n->key_column);
}

static bool
refuse_twice(const struct wc_builder *b, const struct wc_node *first, const struct wc_node *second)
{
	char shown[WC_SHOWN];
	wc_build_fail(b, (struct wc_place){second->key_line, second->key_column},
	              "the key \"%s\" stands twice (first at %zu:%zu)", wc_show(shown, first->key, strlen(first->key)),
	              first->key_line, first->key_column);
	return wc_hint(b->err, "keep one of the two");
}

/* Have the keys of a small map different hashes? Then they differ, and nothing need be sorted; most maps have under ten. */
static bool
hashes_differ(const struct wc_node *map)
{
	enum { MOST = 32, WORDS = 16 };
	uint64_t seen[WORDS] = {0};
	if (map->count > MOST)
		return false;
	for (const struct wc_node *child = map->child; child; child = child->next) {
		uint32_t hash = 2166136261u;
		for (const char *c = child->key; *c; c++)
			hash = (hash ^ (unsigned char)*c) * 16777619u;
		hash ^= hash >> 16;
		uint64_t bit = UINT64_C(1) << (hash & 63), *word = &seen[hash >> 6 & (WORDS - 1)];
		if (*word & bit)
			return false;
		*word |= bit;
	}
	return true;
}

/* Sorted, so that a hostile map of a million keys costs no more than its size. */
static bool
keys_differ(const struct wc_builder *b, const struct wc_node *map)
{
	if (map->count < 2 || hashes_differ(map))
		return true;
	const struct wc_node **sorted = malloc(map->count * sizeof(*sorted));
	if (!sorted)
		return wc_fail(b->err, WC_FAULT_SYSTEM, "%s: out of memory", b->name);
	size_t n = 0, twice = 0;
	for (const struct wc_node *child = map->child; child; child = child->next)
		sorted[n++] = child;
	qsort(sorted, n, sizeof(*sorted), by_key);
	for (size_t i = 1; i < n && !twice; i++) {
		bool merge = b->merges && strcmp(sorted[i]->key, "<<") == 0; /* Psych, which GitLab uses, takes several */
		if (!merge && strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			twice = i;
	}
	if (twice)
		refuse_twice(b, sorted[twice - 1], sorted[twice]);
	free(sorted);
	return !twice;
}

bool
wc_build_close(struct wc_builder *b)
{
	struct wc_node *node = b->open[--b->depth];
	if (node->kind != WC_MAP)
		return true;
	return keys_differ(b, node) && (!b->merges || wc_build_merge(b, node));
}
