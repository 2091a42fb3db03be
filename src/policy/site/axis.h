/* Axes: what a condition of a site's rule can ask of one situation (host, image, request), as a number or a text. */
#ifndef WC_POLICY_SITE_AXIS_H
#define WC_POLICY_SITE_AXIS_H

#include "model/facts.h"
#include "model/program.h"

#include <stdbool.h>
#include <stdint.h>

enum wc_axis_id {
#define AXIS(id, name, kind, form, words, fact) WC_AXIS_##id,
#include "policy/site/axes.def"
#undef AXIS
	WC_AXIS_COUNT
};

/* What its values are: words of a vocabulary (as their numbers), numbers, or texts. */
enum wc_axis_kind { WC_AXIS_WORDS, WC_AXIS_NUMBERS, WC_AXIS_TEXTS };

/* How numbers are written in a policy. */
enum wc_number_form {
	WC_FORM_NONE,
	WC_FORM_BUILD,          /* a number, or a release by any alias */
	WC_FORM_REVISION,       /* the last number of a version */
	WC_FORM_ENGINE_VERSION, /* 28.0.1 */
	WC_FORM_DATE,           /* 2026-10-13; counted in days since 1970-01-01 */
	WC_FORM_DAYS,           /* 90, or -30: days from today to the end of support */
};

struct wc_axis {
	const char *name; /* as a condition writes it */
	uint8_t kind, form, fact;
	const struct wc_words *words;
};

extern const struct wc_axis wc_axes[WC_AXIS_COUNT];

/* How the image's build or revision stands to the host's. */
#define WC_ORDER_WORDS(X) X(WC_ORDER_UNKNOWN, "unknown") X(WC_ORDER_LOWER, "lower") X(WC_ORDER_EQUAL, "equal") X(WC_ORDER_HIGHER, "higher")
enum wc_order { WC_ORDER_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_order_words;

/* The facts of one question. */
struct wc_situation {
	const struct wc_program *program; /* for support ends */
	const struct wc_host *host;
	const struct wc_image *image;
	const struct wc_request *request;
};

/* What is not known. Above every number there is, so that it is no neighbour of any. */
#define WC_VALUE_UNKNOWN INT64_MAX

/* The lowest and highest known value of an axis of words or numbers. */
int64_t wc_axis_lowest(enum wc_axis_id axis);
int64_t wc_axis_highest(enum wc_axis_id axis);

/* The value of an axis of words or numbers, or WC_VALUE_UNKNOWN. */
int64_t wc_axis_number(enum wc_axis_id axis, const struct wc_situation *situation);

/* A text. `bytes` NULL: there is none, which is a fact where it is `known` (no label of that name) and no pattern matches it. */
struct wc_axis_text {
	const char *bytes;
	size_t length;
	bool known;
};

/* The value of an axis of texts; `label`: the name of a WC_AXIS_REQUEST_LABEL. */
struct wc_axis_text wc_axis_text(enum wc_axis_id axis, const char *label, const struct wc_situation *situation);

/* Days from `today` to the end of support of the release of `build` and `product`, or WC_VALUE_UNKNOWN. */
int64_t wc_support_days(const struct wc_program *program, uint32_t build, unsigned product, wc_date today);

#endif
