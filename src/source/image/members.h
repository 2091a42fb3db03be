/* The manifests and configs of an image archive, which may hold gigabytes of layers beside them. */
#ifndef WC_SOURCE_IMAGE_MEMBERS_H
#define WC_SOURCE_IMAGE_MEMBERS_H

#include "io/archive.h"

struct wc_members;

/* Goes through the archive once and keeps what may be a manifest or a config. False and `err` where it is no archive. */
bool wc_members_open(wc_arena *arena, const char *path, struct wc_members **ret_members, struct wc_err *err);

/*
 * The member `name`; where there is none: true, and ret_member->bytes is NULL. A member above 1 MB was not kept and costs
 * another way through the archive, which is granted a few times only. False and `err`.
 */
bool wc_members_find(struct wc_members *members, const char *name, struct wc_member *ret_member, struct wc_err *err);

#endif
