/* The use case `diagnose`: the errors that a text holds, and whether versions are their cause. */
#ifndef WC_APP_DIAGNOSE_H
#define WC_APP_DIAGNOSE_H

#include "app/gather.h"
#include "present/diagnosis.h"

/* What is asked. */
struct wc_diagnose {
	struct wc_gather how;
	const char *path;       /* of the text; "-" is standard input */
	struct wc_names hosts;  /* SPECs; where none is named, the build that the text names */
	struct wc_names images; /* where none is named, the image or version that the text names: never asked of a registry */
	uint8_t isolation;      /* enum wc_mode: that was asked of the engine; WC_MODE_NONE: as the error has it */
};

/* Reads the text, finds its errors, and checks what is known of host and image. Owned by `arena`. False and `err` where text, host or data cannot be read. */
bool wc_diagnose_run(wc_arena *arena, const struct wc_diagnose *diagnose, struct wc_diagnosis *ret_diagnosis, struct wc_err *err);

#endif
