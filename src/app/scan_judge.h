/* Judging the uses of a scan: every reference is read once, every pair of image and host is judged once. */
#ifndef WC_APP_SCAN_JUDGE_H
#define WC_APP_SCAN_JUDGE_H

#include "app/answer.h"
#include "model/workload.h"

/* The references of all uses, sorted, and the image behind each. */
struct wc_references {
	struct wc_names names;
	const struct wc_gathered *images;
};

/* Reads every image that uses for Windows name, all at once. Owned by `arena`. */
struct wc_references wc_references_read(wc_arena *arena, const struct wc_gather *how, const struct wc_use *uses, size_t count);

/* The same as docker takes them: what the Docker Engine has comes before registries, which are asked for the rest. */
struct wc_references wc_references_read_as_docker(wc_arena *arena, const struct wc_gather *how, const struct wc_use *uses, size_t count);

/*
 * The images of `names`, of registries only: a file of somebody else's must not make us read files here ("json:/etc/passwd"), and
 * an image may well be called "oci". As wc_gather_images.
 */
struct wc_gathered *wc_gather_references(wc_arena *arena, const struct wc_gather *how, struct wc_names names);

/* The image of a reference that was read. */
const struct wc_gathered *wc_references_find(const struct wc_references *references, const char *reference);

/* Is it an image for other systems than Windows, as far as that is known? */
bool wc_image_is_elsewhere(const struct wc_image *image);

/* Is it an image for Windows, and no entry of it for another system? */
bool wc_image_is_for_windows(const struct wc_image *image);

/* Answers that were given before. */
struct wc_judge {
	struct wc_answering asked;
	struct wc_request request;
	bool asks_situation; /* a policy may ask for what files say of the request: namespace and labels */
	struct wc_answer **table; /* by a hash; a power of two */
	size_t size, count;
};

/* A judge for some `expected` answers. */
struct wc_judge wc_judge_new(struct wc_answering asked, struct wc_request request, size_t expected);

/* The answer for the use of `image` on `host`, made or remembered. */
const struct wc_answer *wc_judge_answer(struct wc_judge *judge, const struct wc_use *use, const struct wc_gathered *image,
                                        const struct wc_host *host);

#endif
