/* Texts: the errors and clues of the data, made ready to be found in lines. */
#ifndef WC_SOURCE_LOG_TEXTS_H
#define WC_SOURCE_LOG_TEXTS_H

#include "base/arena.h"
#include "model/diagnosis.h"

#include <stdbool.h>
#include <stddef.h>

struct wc_texts;

/* All of them, owned by `arena`; NULL where memory is out. End with wc_texts_free. */
struct wc_texts *wc_texts_make(wc_arena *arena, const struct wc_program *program);
void wc_texts_free(struct wc_texts *texts);

/* The first place in bytes[from…length-1] where a stem stands, or SIZE_MAX. Its texts are asked from then on, until wc_texts_forget. */
size_t wc_texts_find(struct wc_texts *texts, const char *bytes, size_t length, size_t from);
void wc_texts_forget(struct wc_texts *texts);

/* A line, or a part of one, on line `number` of the log; a hit begins before `before` and ends behind `behind`, both offsets in it. */
struct wc_shown {
	const char *text;
	size_t length;
	uint64_t number;
	size_t before, behind;
	size_t turn; /* where the next line of the log begins, if two are shown as one; SIZE_MAX: they are not */
};

/* Shows a line to every text that is asked, and collects what fits; true where anything did, with how far the longest hit reaches. */
bool wc_texts_show(struct wc_texts *texts, const struct wc_shown *shown, struct wc_error_matches *all, size_t *ret_end);

#endif
