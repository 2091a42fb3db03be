/* Sources: where host and image facts are read from, each fact with its origin. Nothing is judged here. */
#ifndef WC_SOURCE_SOURCES_H
#define WC_SOURCE_SOURCES_H

#include "base/arena.h"
#include "base/err.h"
#include "model/diagnosis.h"
#include "model/facts.h"
#include "model/program.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The value of an environment variable, in UTF-8, or NULL where it is not set. */
typedef const char *wc_environment(wc_arena *arena, const char *name);

struct wc_blob_cache;
struct wc_registry;

/* What every source may use. */
struct wc_reading {
	wc_arena *arena; /* owns what is read */
	const struct wc_program *program;
	bool offline; /* no network: references are read from the cache or inferred from their tag */
	bool infer;   /* inference allowed where a registry cannot answer */
	bool thorough; /* read every config, also where the index says enough */
	int64_t deadline; /* the moment (wc_clock_ms) after which no registry or engine is waited for; 0: there is none */
	wc_environment *environment;       /* NULL: no variable is set */
	struct wc_registry *registry;      /* registries are asked through it; NULL: they cannot be asked */
	const struct wc_blob_cache *cache; /* what was read from registries before, or NULL */
};

struct wc_hosts {
	struct wc_host *host;
	size_t count;
};

/* Reads the host or hosts that one --host SPEC names (contract 3). False and `err` where nothing could be read. */
bool wc_hosts_read(const struct wc_reading *reading, const char *spec, struct wc_hosts *ret_hosts, struct wc_err *err);

/* The same of `length` bytes at hand, of any form that --host @FILE takes; `name` is for messages, and for hosts without a name. */
bool wc_hosts_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length, struct wc_hosts *ret_hosts,
                         struct wc_err *err);

/* Reads an Image object as `wincompat image -o json` writes it. False and `err`. */
bool wc_image_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length, struct wc_image *ret_image,
                         struct wc_err *err);

/* Reads the facts of the image that `text` names (contract 4). False and `err`; err->fault says which exit code it is. */
bool wc_image_read(const struct wc_reading *reading, const char *text, struct wc_image *ret_image, struct wc_err *err);

/* The prefix that says where `text` is read from ("docker-daemon:", "os:"), or NULL: it is an image's name alone. */
const char *wc_image_prefix(const char *text);

/* The reference that the image `text` is, without docker://; NULL where it names a file, a folder, an engine's image or facts. Borrowed. */
const char *wc_image_reference_part(const char *text);

/* One image of several. */
struct wc_read_image {
	struct wc_image image; /* where `is_read` */
	bool is_read;
	struct wc_err err;     /* else: why not; with is_read: why it was inferred from its tag; fault WC_FAULT_NONE: neither */
	bool is_silent;        /* not read because its registry did not answer; else it did, or was not asked */
};

/* Reads many: registries are asked for all of theirs at once. `ret_images` has room for `count`. */
void wc_images_read(const struct wc_reading *reading, const char *const *texts, size_t count, struct wc_read_image *ret_images);

/*
 * Fills in what `image->repository` and `image->tag` (NULL: none) say and is not known yet: os, version, family, architecture,
 * each with the origin `tag`; and tag_start and tag_length. A shared tag that stands for several builds says no version. Pure
 * (data/tags.yaml); a record whose pattern cannot be compiled is passed over: see wc_tag_patterns_check.
 */
void wc_infer_from_tag(const struct wc_reading *reading, struct wc_image *image);

/* Can every pattern of data/tags.yaml be compiled? False and `err`, which names the record. For data given at run time. */
bool wc_tag_patterns_check(const struct wc_program *program, struct wc_err *err);

/*
 * Reads the log at `path` ("-": standard input) of any size, line length and encoding, and finds the errors of data/errors.yaml
 * in it. False and `err` where it cannot be read, or the data has a pattern that is none.
 */
bool wc_log_read(const struct wc_reading *reading, const char *path, struct wc_error_matches *ret_findings, struct wc_err *err);

/* The same for `length` bytes in memory. */
bool wc_log_read_bytes(const struct wc_reading *reading, const char *bytes, size_t length, struct wc_error_matches *ret_findings,
                       struct wc_err *err);

/* Can every pattern of data/errors.yaml be compiled? False and `err`, which names the record. */
bool wc_error_patterns_check(const struct wc_program *program, struct wc_err *err);

/* What a layer's blob digest says of the base image under it (data/base-layers.yaml), or NULL. */
const struct wc_base_layer *wc_base_layer_find(const struct wc_program *program, const uint8_t digest[32]);

#endif
