/* What an engine would take of an index: its matcher as data (data/engines.yaml), its algorithms as code. Internal to policy/. */
#ifndef WC_POLICY_SELECT_H
#define WC_POLICY_SELECT_H

#include "model/facts.h"
#include "model/program.h"
#include "model/selection.h"

/* Does an entry fit by a selector? Those up to WC_FITS_LAST are kept. */
enum wc_fit {
	WC_FITS,
	WC_FITS_WITHOUT_VERSION, /* it has no os.version, and the matcher takes that for any */
	WC_FITS_UNREAD,          /* its os.version is no version, which the matcher lets pass */
	WC_FITS_NAMED,           /* it is named by its own digest, and is not matched at all */
	WC_FITS_LAST = WC_FITS_NAMED,
	WC_NO_IMAGE,
	WC_NO_SYSTEM, /* names no operating system */
	WC_OTHER_SYSTEM,
	WC_OTHER_ARCHITECTURE,
	WC_ABOVE_HOST,
	WC_BELOW_FLOOR,
	WC_OTHER_BUILD,
	WC_OTHER_PREFIX,
	WC_VERSION_ABSENT,
	WC_VERSION_UNREAD, /* counts as 0.0.0 */
	WC_HOST_NOT_LISTED,
	WC_OTHER_VARIANT,
	WC_FIT_COUNT,
};

/* select_fate.c: does the entry fit this host? Both must be of Windows for a yes. */
enum wc_fit wc_selector_fit(const struct wc_program *program, const struct wc_selector *selector, const struct wc_host *host,
                            const struct wc_image_entry *entry);

/* The lowest build that a stable-ABI matcher keeps on a host of `build`. */
uint32_t wc_selector_floor(const struct wc_selector *selector, uint32_t build);

/* The variant of the selector's engine for a host build, or NULL. */
const struct wc_variant *wc_selector_variant(const struct wc_program *program, const struct wc_selector *selector, uint32_t build);

/* Of two entries that fit, does the matcher put `a` before `b`, which is listed earlier? */
bool wc_selector_prefers(const struct wc_selector *selector, const struct wc_host *host, const struct wc_image_entry *a,
                         const struct wc_image_entry *b);

/* The entry that the selector takes, or SIZE_MAX. */
size_t wc_selector_take(const struct wc_program *program, const struct wc_selector *selector, const struct wc_host *host,
                        const struct wc_image_entry *entries, size_t count);

/* What the host's engine does with an index; better is not set. Without an engine or a host version: nothing. */
struct wc_choice wc_choose(const struct wc_program *program, const struct wc_host *host, const struct wc_image_entry *entries,
                           size_t count);

/* The same for an image that is one manifest. */
struct wc_choice wc_choose_manifest(const struct wc_program *program, const struct wc_host *host, const struct wc_image *image);

/* The image as an entry; `text` keeps its os.version. */
struct wc_image_entry wc_manifest_as_entry(const struct wc_host *host, const struct wc_image *image, char text[WC_VERSION_TEXT]);

/* Is the image named by the digest of this very manifest? */
bool wc_is_named_by_digest(const struct wc_image *image);

/* The selector of a later version of the same engine and store that takes the image, or NULL. */
const struct wc_selector *wc_later_selector(const struct wc_program *program, const struct wc_host *host, const struct wc_image *image);

/* select_version.c: versions as the engines read them. */

enum { WC_PREFIX_TEXT = 40 };

/* "MAJOR.MINOR.BUILD" of the host: what containerd and moby compare texts with. Returns `buffer`. */
const char *wc_host_prefix(const struct wc_host *host, char buffer[WC_PREFIX_TEXT]);

/* The third field as moby reads it; false where there are fewer, or it is no number: then moby lets it pass. */
bool wc_third_field(const char *os_version, int64_t *ret_build);

/* The fourth field as containerd reads it; 0 where it is absent or no number. */
int64_t wc_fourth_field(const char *os_version);

/* Major, minor and build as containerd reads them: three numbers of 8, 8 and 16 bits at least; false: it counts as 0.0.0. */
bool wc_three_fields(const char *os_version, uint32_t ret_part[3]);

/* Orders two dotted versions field by field as numbers: below 0, 0 or above 0. */
int wc_compare_fields(const char *a, const char *b);

#endif
