/* Diagnoses as bytes: what an error text says, whether versions are the cause, and what to do. */
#ifndef WC_PRESENT_DIAGNOSIS_H
#define WC_PRESENT_DIAGNOSIS_H

#include "model/diagnosis.h"
#include "present/presenters.h"

/* What the check says of one image on one host, seen from an error. Borrowed. */
struct wc_tried {
	const struct wc_answer *answer;
	uint8_t versions;               /* enum wc_blame; WC_BLAME_NONE where the image could not be read */
	const struct wc_reason *warning; /* of the verdict: what `versions` rests on; NULL: on its statuses */
};

/* One finding, and the check of what is known of its host and image. */
struct wc_diagnosed {
	const struct wc_error_match *finding; /* NULL: nothing was recognized, the check alone is shown */
	const char *host, *image;         /* for commands of this program: as named by user or text; NULL where neither does */
	const char *reference;            /* for commands of others: the image, or NULL where what is known is no reference */
	struct wc_tried *tried;           /* `tried_count` of them: every image on every host */
	size_t tried_count;
	uint8_t versions;                 /* enum wc_blame: are they the cause, by the check where there was one */
};

/* The diagnosis of one text. */
struct wc_diagnosis {
	const struct wc_program *program;
	const struct wc_error_matches *findings;
	struct wc_diagnosed *item; /* one for each finding, or the one of the check alone; `count` of them */
	size_t count;
	uint8_t versions; /* enum wc_blame: the worst of all; WC_BLAME_NONE where nothing is known */
};

/* The command with {host} and {image} filled in; what is not known, or could mean something to a shell, stays HOST and IMAGE. Owned by `arena`. */
const char *wc_next_command(wc_arena *arena, const char *command, const struct wc_diagnosed *item);

/* The cause called `id`, or NULL. */
const struct wc_cause *wc_cause_find(const struct wc_program *program, const char *id);

/* Of each finding: what it is, why, what to do; whether versions are the cause, and which other causes are known. */
void wc_present_diagnosis_text(struct wc_text *out, wc_arena *arena, const struct wc_diagnosis *diagnosis, bool colour);

/* One Diagnosis object (contract 9). */
void wc_present_diagnosis_json(struct wc_text *out, wc_arena *arena, const struct wc_diagnosis *diagnosis);

#endif
