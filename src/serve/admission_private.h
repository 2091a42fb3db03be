/* A review under way, between its answer, what is said of it, and its images. Private to the files of admission. */
#ifndef WC_SERVE_ADMISSION_PRIVATE_H
#define WC_SERVE_ADMISSION_PRIVATE_H

#include "serve/review.h"
#include "serve/service.h"

/* What is kept of it while its images are waited for. Lives in the arena of its exchange, which owns all that is made here. */
struct wc_admission {
	struct wc_service *service;
	struct wc_exchange *exchange;
	struct wc_world *world;
	struct wc_review review;
	bool mutates;
	bool is_advice; /* a workload: its pods will be asked about */
	const char *root; /* where the pod's spec stands in the object */
	struct wc_admit_pod pod;
	struct wc_admit_place place;
	const char **references;
	struct wc_gathered *images;
	struct wc_lookup_wait wait;
};

/* Writes it into the journal, unless it is a dry run, which has no side effects. False where it must be written and could not. */
bool wc_admission_record(const struct wc_admission *a, const struct wc_admitted *admitted);

/* Writes the line of the log that tells what was decided, and why. */
void wc_admission_log(const struct wc_admission *a, const struct wc_admitted *admitted, bool is_allowed);

/* Sets the warnings of an answer: the lines of a message that does not refuse (`with_message`), then what else is to be said. */
void wc_admission_warn(const struct wc_admission *a, const struct wc_admitted *admitted, bool with_message, struct wc_review_answer *ret_answer);

/* Asks for the facts of all images; true where they are there, so far as they can be had. False: the exchange pauses, and is handled again. */
bool wc_admission_images_ask(struct wc_admission *a);

/* What could not be asked in time is inferred from its tag, for where that is wanted. */
void wc_admission_images_infer(struct wc_admission *a);

/* How old the oldest facts are that were used for want of newer ones, as Kubernetes writes a duration: "10800s"; NULL where all are new. */
const char *wc_admission_age(const struct wc_admission *a);

#endif
