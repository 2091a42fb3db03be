/* Host sources: what the readers of this folder share. Private to source/host and source/hosts.c. */
#ifndef WC_SOURCE_HOST_HOST_H
#define WC_SOURCE_HOST_HOST_H

#include "source/sources.h"

#include <stdbool.h>
#include <stddef.h>

/* The most remarks that a host has: this machine makes about 15. */
enum { WC_HOST_REMARKS = 32 };

/* A host of which nothing is known yet. */
struct wc_host wc_host_unknown(void);

/* The host or hosts of one file, while they are read. `name` is what messages call the file. */
struct wc_host_file {
	const struct wc_reading *reading;
	const char *name;
	struct wc_hosts hosts;
	size_t capacity;
	size_t broken;       /* hosts that could not be read */
	struct wc_err fault; /* of the first of them */
};

/* Appends a copy of `host`; false and `err` where the file names more than WC_LIMIT_HOSTS. */
bool wc_host_add(struct wc_host_file *file, const struct wc_host *host, struct wc_err *err);

/*
 * Appends a host of which nothing is known, called `name` (or NULL): one broken item of a list must not hide the others, so
 * it stays among them, with the reason in `problem`, and every verdict on it is `unknown` (contract 6).
 */
bool wc_host_add_broken(struct wc_host_file *file, const char *name, const struct wc_err *why, struct wc_err *err);

/* Setting one fact and its origin. A fact that is not known leaves the host as it is. */
void wc_host_set_os(struct wc_host *host, const char *word, enum wc_origin origin);
void wc_host_set_version(struct wc_host *host, struct wc_version version, enum wc_origin origin);
void wc_host_set_arch(struct wc_host *host, const char *word, enum wc_origin origin);
void wc_host_set_product(struct wc_host *host, unsigned product, enum wc_origin origin);
void wc_host_set_edition(struct wc_host *host, unsigned edition, enum wc_origin origin);
void wc_host_set_installation(struct wc_host *host, unsigned installation, enum wc_origin origin);
void wc_host_set_default_isolation(struct wc_host *host, const char *word, enum wc_origin origin);

/* The engine that the program calls `name` (an unknown name is WC_ENGINE_OTHER), and its version text (or NULL). */
void wc_host_set_engine(const struct wc_program *program, struct wc_host *host, const char *name, const char *version,
                        enum wc_origin origin);

/* Product and edition as a display string tells them ("Windows Server 2019 Datacenter"); keeps the string, too. */
void wc_host_set_display(struct wc_host *host, const char *display, enum wc_origin origin);

/* Product, edition and installation as the registry's EditionID and InstallationType tell them. */
void wc_host_set_edition_id(struct wc_host *host, const char *edition_id, enum wc_origin origin);
void wc_host_set_installation_type(struct wc_host *host, const char *type, enum wc_origin origin);

/*
 * Takes the revision out of a display string that carries the full build ("… (OS Build 17763.107)"), but only where its
 * build is the host's: otherwise it speaks of something else.
 */
void wc_host_set_revision_of_display(struct wc_host *host, const char *display, enum wc_origin origin);

/* The build of `text` such as "10.0 17763 (17763.1.amd64fre…)"; what stands in parentheses is the branch's, not the host's. */
bool wc_host_kernel_version(const char *text, struct wc_version *ret_version);

/*
 * Fills in the product where nobody said it: the only one of the build, or server (origin `assumed`) where the build has
 * both or none. Source: contract 3.
 */
void wc_host_settle(const struct wc_program *program, struct wc_host *host);

/* Does some release of `build` belong to `product`? */
bool wc_host_build_has(const struct wc_program *program, uint32_t build, unsigned product);

/* Reads the first part of a SPEC, a release's alias or a version. `head` holds no comma. */
bool wc_host_read_release(const struct wc_reading *reading, const char *head, struct wc_host *ret_host, struct wc_err *err);

/* Adds the facts "key=value,key=value" (never empty) to each of `count` hosts. */
bool wc_host_read_given(const struct wc_reading *reading, const char *facts, struct wc_host *hosts, size_t count,
                        struct wc_err *err);

/*
 * Reads the host of the Docker Engine that the environment names (contract 3: `docker`). False and `err`, WC_FAULT_UNREACHABLE
 * where it could not be asked.
 */
bool wc_host_read_daemon(const struct wc_reading *reading, struct wc_host *ret_host, struct wc_err *err);

/* Reads the file at `path` ("-" is standard input), recognising what it holds. */
bool wc_host_read_file(const struct wc_reading *reading, const char *path, struct wc_hosts *ret_hosts, struct wc_err *err);

/* The same for `length` bytes at hand; `name` is for messages. */
bool wc_host_read_bytes(const struct wc_reading *reading, const char *name, const char *bytes, size_t length,
                        struct wc_hosts *ret_hosts, struct wc_err *err);

#endif
