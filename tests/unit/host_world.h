/* What the tests of host sources share: a small program with a few releases and engines, and reading a SPEC or a text. */
#ifndef WC_TEST_HOST_WORLD_H
#define WC_TEST_HOST_WORLD_H

#include "source/host/host.h"

#define FIXTURE(name) WC_TEST_FIXTURES "/hosts/" name

/* A reading with an arena of its own; end it with host_world_end. */
struct wc_reading host_world_begin(void);
void host_world_end(struct wc_reading *reading);

/* The one host that `spec` names; the test fails where there is none or another number. */
struct wc_host host_of(const struct wc_reading *reading, const char *spec);

/* All the hosts that `spec` names; the test fails where it cannot be read. */
struct wc_hosts hosts_of(const struct wc_reading *reading, const char *spec);

/* Fails the test unless `spec` is refused, as input, with `text` in the message and `hint` in the hint. */
void refused(const struct wc_reading *reading, const char *spec, const char *text, const char *hint);

/* The same for the bytes of a file, called "FILE" in messages. */
void refused_text(const struct wc_reading *reading, const char *bytes, const char *text, const char *hint);
void refused_bytes(const struct wc_reading *reading, const char *bytes, size_t length, const char *text, const char *hint);

/* The hosts of the bytes of a file; the test fails where they cannot be read. */
struct wc_hosts hosts_in(const struct wc_reading *reading, const char *bytes);

/* "10.0.17763.1039" of `host`, owned by the arena. */
const char *version_of(const struct wc_reading *reading, const struct wc_host *host);

/* The origin of a fact. */
#define FROM(host, fact) ((enum wc_origin)(host).from.of[WC_HOST_##fact])

#endif
