/* Classes of a fleet, for its presenters. */
#ifndef WC_PRESENT_FLEET_CLASS_H
#define WC_PRESENT_FLEET_CLASS_H

#include "format/json_write.h"
#include "present/fleet.h"

/* "10.0.20348.2340 server, containerd 1.7.13 (node-7, …)", "10.0.17763 servercore (shop/web:1.0, …)". Owned by `arena`. */
const char *wc_fleet_class_title(wc_arena *arena, const struct wc_fleet_class *class);

/* A host in a few words: version, product, architecture, engine; its system where it is not Windows. */
const char *wc_host_kind(wc_arena *arena, const struct wc_host *host);

/* A class as a value of the open list; several under `key`. */
void wc_json_fleet_class(struct wc_json_out *out, const struct wc_fleet_class *class);
void wc_json_fleet_classes(struct wc_json_out *out, const char *key, const struct wc_fleet_class *classes, size_t count);

#endif
