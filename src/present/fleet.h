/* A fleet as bytes: classes, the matrix of hosts and images, and plans. For `wincompat fleet`. */
#ifndef WC_PRESENT_FLEET_H
#define WC_PRESENT_FLEET_H

#include "present/presenters.h"

/* Hosts, or images, that nothing tells apart. */
struct wc_fleet_class {
	const struct wc_host *host;   /* facts of its first member; of an image class NULL */
	const struct wc_image *image; /* likewise */
	const char *example;          /* the name of its first member */
	size_t members;
	int64_t uses; /* of its images, by all that wait for them */
	size_t uncounted; /* images of which nobody said how many wait for them */
};

/* What becomes of an image on a host. */
#define WC_LOT_WORDS(X) X(WC_LOT_UNKNOWN, "unknown") X(WC_LOT_PROCESS, "process") X(WC_LOT_HYPERV, "hyperv") X(WC_LOT_REFUSE, "refuse")
enum wc_lot { WC_LOT_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_lot_words;

/* Why: what is said of a cell, which many share. */
struct wc_telling {
	const char *why, *remedy;   /* remedy: "" where nothing has to be done */
	const struct wc_rule *rule; /* that decided it, or NULL */
};

struct wc_fleet_matrix {
	const struct wc_fleet_class *hosts, *images;
	size_t host_count, image_count; /* classes */
	size_t host_members, image_members;
	const uint8_t *lot; /* enum wc_lot, [host class × image_count + image class] */
	const uint32_t *told; /* why, likewise: index into `telling`; NULL: nobody asked */
	const struct wc_telling *telling;
	size_t telling_count;
};

/* What a plan does to a pair. */
#define WC_CHANGE_WORDS(X) \
	X(WC_CHANGE_STOPS, "stops") X(WC_CHANGE_UNKNOWN, "unknown") X(WC_CHANGE_MODE, "mode") X(WC_CHANGE_STARTS, "starts") \
	X(WC_CHANGE_KEEPS, "keeps") X(WC_CHANGE_NEVER, "never")
enum wc_change { WC_CHANGE_WORDS(WC_ENUM_ITEM) WC_CHANGE_COUNT };
extern const struct wc_words wc_change_words;

/* A cell that changes. */
struct wc_plan_cell {
	uint32_t host, image; /* classes */
	uint8_t before, after; /* enum wc_lot */
	uint8_t change;        /* enum wc_change */
};

/* An image class that has to be built anew, or runs nowhere any more. */
struct wc_plan_image {
	uint32_t image;
	size_t hosts;             /* on which it stops, members of all classes */
	bool nowhere;             /* it runs on no host of the fleet any more */
	struct wc_answer answer;  /* on the first host on which it stops */
};

/* What Hyper-V isolation costs on the hosts of one engine. */
struct wc_plan_engine {
	uint8_t kind; /* enum wc_engine_kind */
	size_t hosts; /* on which an image changes to it */
	const struct wc_isolation_cost *each; /* or NULL: not known */
};

enum { WC_PLAN_ENGINES = 16 };

/* What it costs that images change from process to Hyper-V isolation. */
struct wc_plan_cost {
	size_t images;     /* that change to it on some host */
	size_t uncounted;  /* of these, those of which nobody said how many workloads wait for them */
	int64_t workloads; /* that wait for the others */
	struct wc_plan_engine engine[WC_PLAN_ENGINES];
	size_t engine_count;
};

/* A release whose support ends: of hosts as they will be, or of the bases of images. */
struct wc_plan_end {
	const struct wc_release *release;
	wc_date end;
	size_t hosts, images; /* members */
};

struct wc_fleet_plan {
	struct wc_fleet_matrix before, after; /* of the same classes */
	const struct wc_fleet_class *hosts_after; /* by class: the host as it will be */
	uint64_t pairs[WC_CHANGE_COUNT];
	const struct wc_plan_cell *cells; /* those that change, most pairs first */
	const struct wc_plan_image *rebuild; /* most uses, then most images first */
	const struct wc_plan_end *ends;      /* the nearest first */
	size_t cell_count, rebuild_count, end_count;
	struct wc_plan_cost cost;
	wc_date ends_before;
	const char *title; /* what is planned, for people */
};

/* The classes of both sides: text, one FleetClasses object, or CSV. */
typedef void wc_present_fleet(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *matrix);
wc_present_fleet wc_present_fleet_classes_text, wc_present_fleet_classes_json, wc_present_fleet_classes_csv;

/* The matrix: text, one FleetMatrix object, or CSV. */
wc_present_fleet wc_present_matrix_text, wc_present_matrix_json, wc_present_matrix_csv;

/* The plan: text, one FleetPlan object, or CSV of the cells that change. */
typedef void wc_present_plan(struct wc_text *out, wc_arena *arena, const struct wc_fleet_plan *plan, const struct wc_present_options *options);
wc_present_plan wc_present_plan_text, wc_present_plan_json, wc_present_plan_csv;

/* One HTML page that needs nothing else: the grid of a matrix, or of a plan before and after. */
void wc_present_matrix_html(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *matrix, const struct wc_present_options *options);
wc_present_plan wc_present_plan_html;

#endif
