/* wc_err: why the tool could not do its work, with what it was doing. */
#ifndef WC_BASE_ERR_H
#define WC_BASE_ERR_H

#include <stdbool.h>

/* What kind of failure it is; the front door maps it to an exit code (cli/exit.h). */
enum wc_fault {
	WC_FAULT_NONE,
	WC_FAULT_INPUT,       /* the user's text, file or command line is wrong */
	WC_FAULT_UNREACHABLE, /* a registry, an engine or a cluster could not be asked */
	WC_FAULT_SYSTEM,      /* the machine refused: no such library, no memory, no permission */
};

/* One failure. `text` says what and where; `hint` says what to do, or is empty. No ownership: plain bytes. */
struct wc_err {
	enum wc_fault fault;
	char text[1024];
	char hint[384];
};

/* Fills `err` (NULL is allowed) and returns false, so that a function can `return wc_fail(err, …);`. */
__attribute__((format(printf, 3, 4))) bool wc_fail(struct wc_err *err, enum wc_fault fault, const char *format, ...);

/* Adds what to do about it; returns false. */
__attribute__((format(printf, 2, 3))) bool wc_hint(struct wc_err *err, const char *format, ...);

/* Puts "<what was being done>: " in front of the text on its way up; returns false. */
__attribute__((format(printf, 2, 3))) bool wc_while(struct wc_err *err, const char *format, ...);

#endif
