/* The readers of host files: one for each form, all of one shape. */
#ifndef WC_SOURCE_HOST_READERS_H
#define WC_SOURCE_HOST_READERS_H

#include "source/host/field.h"
#include "source/host/host.h"

/* A form of a JSON or YAML document. */
struct wc_host_document {
	const char *title; /* for the list of what is recognised */
	bool (*recognises)(const struct wc_node *node);
	bool (*read)(struct wc_host_file *file, const struct wc_object *object, struct wc_err *err); /* adds its hosts */
};

/* A form of plain text; it describes one machine. */
struct wc_host_listing {
	const char *title;
	bool (*recognises)(const char *text);
	bool (*read)(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err);
};

/* Reads one Kubernetes Node. False and `err` where it is none. */
bool wc_host_read_kube_node(const struct wc_program *program, const struct wc_object *object, struct wc_host *ret_host,
                            struct wc_err *err);

extern const struct wc_host_document wc_host_own_document, wc_host_kube_document, wc_host_docker_info_document,
    wc_host_docker_version_document;
extern const struct wc_host_listing wc_host_reg_query_listing, wc_host_systeminfo_listing, wc_host_docker_info_listing,
    wc_host_docker_version_listing, wc_host_ctr_version_listing, wc_host_ver_listing;

#endif
