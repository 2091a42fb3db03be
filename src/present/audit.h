/* The audit of a cluster: what of its workloads runs on which of its nodes. For `wincompat audit`. */
#ifndef WC_PRESENT_AUDIT_H
#define WC_PRESENT_AUDIT_H

#include "model/cluster.h"
#include "present/presenters.h"

/* What becomes of a workload, the worst first. */
#define WC_RUNS_WORDS(X) \
	X(WC_RUNS_NOWHERE, "nowhere") X(WC_RUNS_SOMEWHERE, "some") X(WC_RUNS_UNKNOWN, "unknown") X(WC_RUNS_EVERYWHERE, "everywhere")
enum wc_runs { WC_RUNS_WORDS(WC_ENUM_ITEM) WC_RUNS_COUNT };
extern const struct wc_words wc_runs_words;

/* A class of nodes on which a workload may land, and what becomes of it there. */
struct wc_audit_cell {
	uint32_t class;
	size_t nodes;                        /* of the class, on which it may land */
	const struct wc_cluster_image *image; /* its worst image there */
	struct wc_answer answer;             /* for that image */
	uint8_t decision;                    /* enum wc_decision */
};

struct wc_audit_row {
	const struct wc_cluster_workload *workload;
	uint8_t runs;                /* enum wc_runs */
	const char *why;             /* why it lands on no node, or cannot be judged at all; or NULL: its cells say */
	const struct wc_audit_cell *cells; /* `cell_count` */
	size_t cell_count;
	size_t nodes, refused;       /* on which it may land, and is refused */
	const char *remark;          /* what is to be said of it besides, or NULL */
	const char *select_label, *select_value; /* the node selector that keeps it where it runs, or NULL */
};

struct wc_audit_class {
	const struct wc_host *host; /* of its first node */
	const char *pool;           /* it is the pool of this profile, which has no node now; or NULL */
	size_t nodes;
	size_t allow, refuse, unknown; /* workloads that may land there */
};

/*
 * How an image became known: its registry was asked just now, the cache knew what the registry had said (lately, or the last that is known
 * where it does not answer), it is named by a digest (which says the same everywhere), its tag alone tells, or it could not be read.
 */
#define WC_AUDIT_BY_WORDS(X) \
	X(WC_BY_REGISTRY, "registry") X(WC_BY_CACHE, "cache") X(WC_BY_DIGEST, "digest") X(WC_BY_TAG, "tag") X(WC_BY_NOTHING, "nothing")
enum wc_audit_by { WC_AUDIT_BY_WORDS(WC_ENUM_ITEM) WC_AUDIT_BY_COUNT };
extern const struct wc_words wc_audit_by_words;

struct wc_audit_known {
	uint8_t by;  /* enum wc_audit_by */
	int64_t age; /* seconds since its registry said so; 0: just now, or nobody knows */
};

/* How many images became known how. */
struct wc_audit_images {
	size_t by[WC_AUDIT_BY_COUNT];
	int64_t oldest;     /* age of the oldest that is from the cache */
	size_t unreachable; /* of those that could not be read: their registry could not be asked */
};

/* A kind of objects that kubectl may not list. */
struct wc_audit_gap {
	const char *resource, *why;
};

struct wc_audit {
	const struct wc_audit_class *classes;
	size_t class_count, node_count;
	const struct wc_audit_row *rows; /* workloads for Windows, the worst first */
	size_t row_count;
	size_t counted[WC_RUNS_COUNT];
	size_t elsewhere; /* workloads for other systems, or that nothing shows to be for Windows */
	struct wc_audit_images images;
	const char *const *remarks; /* `remark_count` sentences about what was told of nodes in vain */
	size_t remark_count;
	const struct wc_audit_gap *gaps; /* `gap_count` kinds that are missing in all of this */
	size_t gap_count;
	const char *name_space; /* the only one that was asked for, or NULL */
	int64_t started;        /* seconds since 1970 */
	bool is_offline;        /* no registry was asked */
};

/* How the image became known. */
struct wc_audit_known wc_audit_known_of(const struct wc_audit *audit, const struct wc_image *image, const struct wc_err *error);

/* "", or " (from the cache, read 3 hours ago)", " (inferred from its tag)". Owned by `arena`. */
const char *wc_audit_known_text(wc_arena *arena, struct wc_audit_known known);

/* For people: the counts, the classes of nodes, and the workloads that do not run everywhere; all of them with options->explain. */
void wc_present_audit_text(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options);

/* One HTML page that needs nothing else: the grid of classes of nodes and workloads. options->sha256 is needed. */
void wc_present_audit_html(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options);

/* One Audit object. */
void wc_present_audit_json(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options);

/* A line for each workload and class of nodes; the first line names the columns (RFC 4180). */
void wc_present_audit_csv(struct wc_text *out, wc_arena *arena, const struct wc_audit *audit, const struct wc_present_options *options);

#endif
