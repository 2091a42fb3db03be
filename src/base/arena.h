/* Memory that lives and dies together: the arena you pass owns what you get. */
#ifndef WC_BASE_ARENA_H
#define WC_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct wc_arena wc_arena;

/* A new, empty arena; the process ends with a message where memory is out. Free it with wc_arena_free. */
wc_arena *wc_arena_new(void);

/* Gives back everything that was ever allocated in `arena`. NULL is allowed. */
void wc_arena_free(wc_arena *arena);

/* Gives all that `other` owns to `arena`; `other` is gone. For what threads made, each in an arena of its own. */
void wc_arena_join(wc_arena *arena, wc_arena *other);

/* `size` zeroed bytes, aligned for any object; never NULL (out of memory ends the process with a message). */
void *wc_alloc(wc_arena *arena, size_t size);

/*
 * `old`, of `old_size` bytes, with room for `size` of them: where it was, moved by the system where it had a block for itself
 * (which large ones have), else as a copy. What is new is not zeroed.
 */
void *wc_grow(wc_arena *arena, void *old, size_t old_size, size_t size);

/* A NUL-terminated copy of the `length` bytes at `text`. */
char *wc_copy(wc_arena *arena, const char *text, size_t length);

/* A NUL-terminated copy of `text`; NULL stays NULL. */
char *wc_copyz(wc_arena *arena, const char *text);

/* The formatted text, owned by `arena`. */
__attribute__((format(printf, 2, 3))) char *wc_printf(wc_arena *arena, const char *format, ...);
char *wc_vprintf(wc_arena *arena, const char *format, va_list args);

/* An array of `count` zeroed objects of `type`. */
#define wc_array(arena, type, count) ((type *)wc_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
