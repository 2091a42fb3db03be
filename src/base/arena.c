/* Arena: a chain of zeroed blocks, each twice the last, freed whole. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 8 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(ALIGN) unsigned char bytes[];
};

struct wc_arena {
	struct block *newest;
	size_t next_size;
};

static void *
must(void *p)
{
	if (!p) {
		fputs("wincompat: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

wc_arena *
wc_arena_new(void)
{
	wc_arena *arena = must(calloc(1, sizeof(*arena)));
	arena->next_size = FIRST_BLOCK;
	return arena;
}

void
wc_arena_free(wc_arena *arena)
{
	if (!arena)
		return;
	for (struct block *b = arena->newest, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(arena);
}

void
wc_arena_join(wc_arena *arena, wc_arena *other)
{
	struct block **end = &arena->newest;
	while (*end)
		end = &(*end)->next;
	*end = other->newest;
	free(other);
}

static struct block *
add_block(wc_arena *arena, size_t least)
{
	size_t size = arena->next_size > least ? arena->next_size : least;
	struct block *b = must(calloc(1, sizeof(*b) + size));
	b->size = size;
	b->next = arena->newest;
	arena->newest = b;
	if (arena->next_size < LARGEST_BLOCK)
		arena->next_size *= 2;
	return b;
}

void *
wc_alloc(wc_arena *arena, size_t size)
{
	if (size > (size_t)-1 - ALIGN)
		must(NULL);
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	struct block *b = arena->newest;
	if (!b || b->size - b->used < size)
		b = add_block(arena, size);
	void *p = b->bytes + b->used;
	b->used += size;
	return p;
}

/* The link to the block that holds `object`, of `size` bytes, and nothing else; NULL where it shares one. */
static struct block **
block_of(wc_arena *arena, const void *object, size_t size)
{
	for (struct block **link = &arena->newest; *link; link = &(*link)->next)
		if ((*link)->bytes == object)
			return (*link)->used == size && (*link)->size == size ? link : NULL;
	return NULL;
}

void *
wc_grow(wc_arena *arena, void *old, size_t old_size, size_t size)
{
	struct block **link = old_size >= LARGEST_BLOCK ? block_of(arena, old, old_size) : NULL;
	if (!link || size % ALIGN) {
		void *copy = wc_alloc(arena, size);
		if (old_size)
			memcpy(copy, old, old_size);
		return copy;
	}
	*link = must(realloc(*link, sizeof(**link) + size));
	(*link)->used = (*link)->size = size;
	return (*link)->bytes;
}

char *
wc_copy(wc_arena *arena, const char *text, size_t length)
{
	char *copy = wc_alloc(arena, length + 1);
	if (length)
		memcpy(copy, text, length);
	return copy;
}

char *
wc_copyz(wc_arena *arena, const char *text)
{
	return text ? wc_copy(arena, text, strlen(text)) : NULL;
}

char *
wc_vprintf(wc_arena *arena, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	char *text = wc_alloc(arena, n < 0 ? 1 : (size_t)n + 1);
	if (n >= 0)
		vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	return text;
}

char *
wc_printf(wc_arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = wc_vprintf(arena, format, args);
	va_end(args);
	return text;
}
