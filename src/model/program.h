/* The program: everything that is true, compiled and immutable. Rows are those of data/ (see data/FORMAT.md). */
#ifndef WC_MODEL_PROGRAM_H
#define WC_MODEL_PROGRAM_H

#include "model/version.h"
#include "model/words.h"

#include <stddef.h>
#include <stdint.h>

/* A calendar day as YYYYMMDD; 0 is "not said". A month alone ("2019-12") is its last day. */
typedef int32_t wc_date;

/* Sets of words of one vocabulary as bits: bit i is the word i; 0 means "any". */
typedef uint16_t wc_mask;

/* Does the set `mask` hold the value `v`, or is it "any"? */
static inline bool
wc_mask_has(wc_mask mask, unsigned v)
{
	return mask == 0 || (mask >> v & 1u);
}

struct wc_strings {
	const char *const *item;
	size_t count;
};

/* Builds from `low` to `high`, both included; `high` UINT32_MAX is open ("22000+"). */
struct wc_builds {
	uint32_t low, high;
};

static inline bool
wc_builds_have(struct wc_builds b, uint32_t build)
{
	return b.low <= build && build <= b.high;
}

/* data/releases.yaml: one Windows release of one product. Sorted by build, servers first. */
struct wc_release {
	uint32_t build;
	uint32_t servicing_base; /* the build whose binaries this one is serviced with; often its own */
	const char *version;     /* "21H2" */
	const char *title;       /* "Windows Server 2022" */
	const char *codename;    /* or NULL */
	struct wc_strings aliases; /* spellings of --host, lower case; the first is the one that answers suggest */
	struct wc_strings tags;    /* words that image tags use for this build; the first is the one that remedies suggest */
	wc_mask families;          /* base images published for it; 0: none */
	wc_mask architectures;     /* of hosts */
	uint8_t product, channel;
	uint8_t base_image;        /* enum wc_tri: was a base image of this build published */
	wc_date available, mainstream_end, extended_end;
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* data/matrix/ID.yaml: one published edition of the compatibility table. In order of publication. */
struct wc_matrix_edition {
	const char *id;
	const char *change;  /* what it changed against the one before */
	const char *never;   /* why it was never published, or NULL; then it has no cells */
	wc_date published, superseded; /* superseded 0: in force */
	uint8_t by_name; /* enum wc_tri: in force only where it is named, never by a date (TP4) */
	size_t first_cell, cell_count; /* its cells in wc_program.cells */
	struct wc_strings source;
	wc_date checked;
};

/* One printed cell pair: what the edition prints for one host row and one image column. */
struct wc_matrix_cell {
	const char *host_label, *image_label; /* as printed */
	const struct wc_builds *host_builds;  /* `host_build_count` intervals; low == high is a row for that very release */
	size_t host_build_count;
	uint32_t image_build;
	wc_mask products;      /* of the host row */
	wc_mask installations; /* TP4 only */
	wc_mask families;      /* TP4 only */
	uint8_t process, hyperv; /* enum wc_vendor */
	const char *footnote;  /* or NULL */
	const char *misprint;  /* why the print is known to be wrong, or NULL: a warning, never another value */
};

/* A rule: a statement with its evidence. Its clauses say when it speaks. */
struct wc_rule {
	const char *id;    /* stable: "PROC-BUILD" */
	const char *title; /* one line, for lists */
	const char *text;  /* the reason as a sentence, with {placeholders} (data/FORMAT.md) */
	uint8_t evidence;  /* enum wc_evidence */
	wc_date known_from, known_to; /* when it became known, and ceased to be held; 0: open */
	wc_date valid_from, valid_to; /* when the thing was true */
	struct wc_strings source;
	wc_date checked;
	const char *note; /* what contradicts it, or NULL */
	const char *remedy_value, *remedy_text; /* of a site's rule: what it says to do instead, or NULL */
	uint8_t remedy;                         /* enum wc_action; WC_ACTION_NONE: nothing */
};

/* One condition of a rule and what it says then. Every field is "any" where not given. */
struct wc_clause {
	uint16_t rule;   /* index into wc_program.rules */
	uint8_t voice;   /* enum wc_voice */
	uint8_t says;    /* enum wc_says */
	uint8_t compare; /* enum wc_compare: the image's build against the host's */
	uint8_t rank;    /* among clauses of one voice the highest rank speaks (data/FORMAT.md) */
	uint8_t engine;  /* enum wc_engine_kind; 0: any */
	uint8_t hyperv;  /* enum wc_tri: what is known of Hyper-V on the host; 0: any */
	uint8_t revisions; /* enum wc_revisions: the image's revision against the host's; 0: any */
	wc_mask modes, products, families, editions, installations, purposes, not_editions;
	struct wc_builds host_builds, image_builds;
	int32_t host_revision, image_revision; /* exactly this revision; WC_REVISION_UNKNOWN: any */
	struct wc_engine_version engine_from, engine_below; /* from <= version < below */
};

/* data/advisories.yaml: a revision border of one build. */
struct wc_border {
	uint16_t rule;
	uint8_t direction; /* enum wc_direction */
	uint8_t evidence;  /* documented makes `unsupported`, observed a warning */
	uint32_t build;
	const char *baseline; /* borders of one baseline are compared with each other: "2B-2020-02" */
	/* A revision up to *_before lies before the border, from *_from on behind it; WC_REVISION_UNKNOWN: not named. */
	int32_t image_before, image_from, host_before, host_from;
};

/* data/observations.yaml: a report. Those that count also have a rule and a clause of the same id. */
struct wc_observation {
	const char *id, *title, *outcome, *stage, *engine, *error, *reporter, *trust;
	const char *silent; /* why it does not count, or NULL */
	struct wc_strings source;
	wc_date known;
	uint16_t rule; /* UINT16_MAX where silent */
};

/* data/engines.yaml: an engine's own default mode. */
struct wc_engine {
	uint8_t kind;                            /* enum wc_engine_kind */
	uint8_t default_server, default_client, default_multi_session, default_cri; /* enum wc_mode; _cri: asked through CRI, or none */
	const char *title;
	struct wc_strings names; /* spellings in engine=NAME:VERSION */
	struct wc_strings source;
	wc_date checked;
};

/* data/engines.yaml: how one engine, in a range of its versions and with one store, takes an entry of an index. */
struct wc_selector {
	const char *id, *title; /* "the containerd store, second stable-ABI form" */
	const char *text;       /* the rule in a sentence */
	const char *refusal;    /* what its user reads where nothing fits, or NULL */
	uint8_t engine;         /* enum wc_engine_kind */
	uint8_t store;          /* enum wc_store; 0: the engine has no choice of stores */
	struct wc_engine_version engine_from, engine_below; /* from <= version < below */
	uint8_t matching;       /* enum wc_matching */
	uint8_t ordering;       /* enum wc_ordering */
	uint8_t floor;          /* enum wc_floor: of stable-abi */
	const struct wc_builds *floors; /* `floor_count` single builds, ascending; hosts below the first need their own build */
	size_t floor_count;
	uint8_t no_version; /* enum wc_tri: an entry without os.version fits every host */
	uint8_t by_digest;  /* enum wc_tri: a manifest that is named by its own digest is not matched */
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* data/engines.yaml: the one image build that an engine takes for each of some host builds. */
struct wc_variant {
	const char *title;  /* what the engine calls it: "21H2" */
	uint8_t engine;     /* enum wc_engine_kind */
	const struct wc_builds *host_builds;
	size_t host_build_count;
	uint32_t image_build;
	struct wc_strings source;
	wc_date checked;
};

/* data/tags.yaml: one sign by which a reference tells what is in the image. In the order they are tried. */
struct wc_tag_pattern {
	const char *id;
	const char *repository; /* PCRE2 on domain/path, or NULL for any */
	const char *pattern;    /* PCRE2 on the tag, or NULL for any tag and none; its named groups: data/FORMAT.md */
	uint8_t os;             /* enum wc_os; 0: this sign does not say it, and so below */
	uint8_t family;         /* enum wc_family */
	uint8_t arch;           /* enum wc_arch */
	uint32_t build;
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/*
 * data/errors.yaml: a text by which an engine says that something failed. A clue is the same without an error: it only tells
 * details. In the order they are tried.
 */
struct wc_error_text {
	const char *id, *title;
	struct wc_strings stems; /* one of them stands in every text that fits */
	const char *pattern;     /* PCRE2; its named groups are details (model/diagnosis.h) */
	const char *code;        /* "0xc0370101", where the text itself need not print it; or NULL */
	const char *means;       /* what it says, in a sentence */
	uint8_t confidence;      /* enum wc_confidence */
	uint8_t versions;        /* enum wc_blame: are versions the cause */
	uint8_t mode;            /* enum wc_mode: the isolation under which it appears; WC_MODE_NONE: either */
	uint8_t subject;         /* enum wc_subject */
	uint16_t rule;           /* that it belongs to; UINT16_MAX: none */
	struct wc_strings causes; /* ids of other known causes */
	struct wc_strings next;  /* commands to type; {host} and {image} stand in them */
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* data/errors.yaml: something that makes errors of this kind and has nothing to do with versions. */
struct wc_cause {
	const char *id;
	const char *text;       /* a sentence */
	struct wc_strings next; /* commands that tell, or cure it */
	struct wc_strings source;
	wc_date checked;
};

/*
 * data/runners.yaml: what a label of a build machine or a platform means (runs-on, vmImage, operatingSystemFamily), from a day
 * on. Rows of one label stand in the order of their days.
 */
struct wc_runner {
	struct wc_strings labels;
	const char *title;
	uint8_t os;      /* enum wc_os */
	uint8_t product; /* enum wc_product */
	uint8_t arch;    /* enum wc_arch */
	uint32_t build;  /* 0 where it is no Windows */
	wc_date from;    /* 0: ever since */
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* data/node-profiles.yaml: what the Windows nodes of a managed Kubernetes have by themselves, for each Windows that it offers. */
struct wc_platform {
	const char *platform;
	struct wc_strings skus; /* what the platform calls this Windows; each names it */
	const char *title;
	uint8_t product;          /* enum wc_product */
	uint32_t build;
	const char *sign;         /* a label that all its nodes have, or NULL */
	struct wc_strings labels; /* "NAME=VALUE" */
	struct wc_strings taints; /* "KEY=VALUE:EFFECT", which keep pods away */
	struct wc_strings tolerated; /* the same, which the platform lets every Windows pod tolerate; goes with `sign` */
	uint8_t hyperv;           /* enum wc_tri: may its nodes have Hyper-V isolation? */
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* data/isolation-costs.yaml: what an engine sets aside for a container with Hyper-V isolation, where nobody says how much. */
struct wc_isolation_cost {
	uint8_t engine;      /* enum wc_engine_kind */
	uint32_t memory;     /* MB; 0: not published */
	uint32_t processors; /* likewise */
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* data/base-layers.yaml: a layer of a base image, by the SHA-256 of its blob (not its diff-id). Sorted by digest. */
struct wc_base_layer {
	uint8_t digest[32];
	uint8_t role, family; /* enum wc_layer_role, enum wc_family */
	struct wc_version version;
	const char *source;
};

/* data/docker-flags.yaml: one flag of `docker run`. Sorted by name. */
struct wc_docker_flag {
	const char *name;   /* without dashes */
	const char *letter; /* "e", or NULL */
	const char *ctr;    /* the flag of `ctr run` that takes the same value, or NULL */
	uint8_t value;      /* enum wc_tri: it takes a value; a flag that takes none may still be written --name=false */
	uint8_t repeats;    /* enum wc_tri: each occurrence counts, not only the last one */
	uint8_t hidden;     /* enum wc_tri: an older spelling, which docker's help leaves out */
	uint8_t windows;    /* enum wc_tri: only engines on Windows take it, and docker's help shows it only with them */
	uint8_t nerdctl;    /* enum wc_tri: no: nerdctl does not know it */
	uint8_t engine;     /* enum wc_tri: yes: the docker command refuses it where the engine is older than `since`, too */
	struct wc_engine_version since; /* the release of Docker that introduced it; 1.12 or before is 1.12 */
	struct wc_strings source;
	wc_date checked;
	const char *note;
};

/* The rules that the code itself refers to: each has exactly one row in data/roles.yaml. ROLE(id, word). */
#define WC_ROLE_WORDS(X) \
	X(WC_ROLE_NONE, "none") \
	/* the verdict of an edition */ \
	X(WC_ROLE_MATRIX_YES, "matrix-yes") X(WC_ROLE_MATRIX_PREVIEW, "matrix-preview") X(WC_ROLE_MATRIX_NO, "matrix-no") \
	X(WC_ROLE_MATRIX_OTHER_MODE, "matrix-other-mode") X(WC_ROLE_MATRIX_MISPRINT, "matrix-misprint") \
	X(WC_ROLE_MATRIX_OVERRULED, "matrix-overruled") X(WC_ROLE_AUTHORITIES_DIFFER, "authorities-differ") \
	/* builds */ \
	X(WC_ROLE_UPLEVEL, "uplevel") X(WC_ROLE_HOST_TOO_NEW, "host-too-new") X(WC_ROLE_HOST_BUILD_UNKNOWN, "host-build-unknown") \
	X(WC_ROLE_IMAGE_BUILD_UNKNOWN, "image-build-unknown") X(WC_ROLE_HOST_VERSION_MISSING, "host-version-missing") \
	X(WC_ROLE_IMAGE_VERSION_MISSING, "image-version-missing") X(WC_ROLE_NO_BASE_IMAGE, "no-base-image") \
	X(WC_ROLE_NOTHING_KNOWN, "nothing-known") X(WC_ROLE_FACT_DECIDES, "fact-decides") \
	/* other systems and architectures */ \
	X(WC_ROLE_LINUX_IMAGE, "linux-image") X(WC_ROLE_LINUX_HOST, "linux-host") X(WC_ROLE_OTHER_OS, "other-os") \
	X(WC_ROLE_ARCHITECTURE, "architecture") X(WC_ROLE_HOSTPROCESS, "hostprocess") \
	/* what a host has */ \
	X(WC_ROLE_HYPERV_ABSENT, "hyperv-absent") X(WC_ROLE_HYPERV_UNKNOWN, "hyperv-unknown") \
	X(WC_ROLE_CONTAINERS_ABSENT, "containers-absent") X(WC_ROLE_SANDBOX_UNKNOWN, "sandbox-unknown") \
	X(WC_ROLE_SANDBOX_DIFFERS, "sandbox-differs") \
	/* how the decision was taken */ \
	X(WC_ROLE_RELAXED, "relaxed") X(WC_ROLE_OBSERVED_FAILURE, "observed-failure") \
	X(WC_ROLE_PRODUCT_ASSUMED, "product-assumed") X(WC_ROLE_TAG_INFERRED, "tag-inferred") \
	X(WC_ROLE_UNREADABLE, "unreadable") \
	/* what a scan could not judge */ \
	X(WC_ROLE_UNRESOLVED, "unresolved") X(WC_ROLE_FILE_UNREADABLE, "file-unreadable") \
	/* what a scan warns of */ \
	X(WC_ROLE_SUPPORT_ENDED, "support-ended") X(WC_ROLE_SUPPORT_ENDS, "support-ends") \
	X(WC_ROLE_LOCK_GONE, "lock-gone") X(WC_ROLE_LOCK_PASSED, "lock-passed") \
	/* what the engine would pick */ \
	X(WC_ROLE_ENGINE_REFUSES, "engine-refuses") X(WC_ROLE_ENGINE_OTHER_ENTRY, "engine-other-entry") \
	X(WC_ROLE_ENGINE_OPEN, "engine-open") \
	/* what is wrong with an index */ \
	X(WC_ROLE_LINT_NO_VERSION, "lint-no-version") X(WC_ROLE_LINT_CONFIG_DIFFERS, "lint-config-differs") \
	X(WC_ROLE_LINT_VERSION_FORM, "lint-version-form") X(WC_ROLE_LINT_THREE_PARTS, "lint-three-parts") \
	X(WC_ROLE_LINT_ORDER, "lint-order") X(WC_ROLE_LINT_NEVER, "lint-never") X(WC_ROLE_LINT_GRAPHICS, "lint-graphics") \
	X(WC_ROLE_LINT_NOT_COVERED, "lint-not-covered")
enum wc_role { WC_ROLE_WORDS(WC_ENUM_ITEM) WC_ROLE_COUNT };
extern const struct wc_words wc_role_words;

/* A policy file that was read. */
struct wc_policy_source {
	const char *path, *digest; /* "sha256:…" of its bytes */
};

struct wc_site; /* policy/site/site.h */

struct wc_program {
	const struct wc_release *releases;
	const struct wc_matrix_edition *editions;
	const struct wc_matrix_cell *cells;
	const struct wc_rule *rules;
	const struct wc_clause *clauses; /* grouped by voice, see clause_start */
	const struct wc_border *borders;
	const struct wc_observation *observations;
	const struct wc_engine *engines;
	const struct wc_selector *selectors;
	const struct wc_variant *variants;
	const struct wc_tag_pattern *tags;
	const struct wc_base_layer *base_layers;
	const struct wc_docker_flag *docker_flags;
	const struct wc_error_text *errors, *clues;
	const struct wc_cause *causes;
	const struct wc_runner *runners;
	const struct wc_isolation_cost *isolation_costs;
	const struct wc_platform *platforms;
	size_t release_count, edition_count, cell_count, rule_count, clause_count, border_count, observation_count, engine_count,
	    selector_count, variant_count, tag_count, base_layer_count, docker_flag_count, error_count, clue_count, cause_count, runner_count,
	    isolation_cost_count, platform_count;
	uint16_t role[WC_ROLE_COUNT]; /* the rule of each role; role[WC_ROLE_NONE] is unused */
	const struct wc_policy_source *policies; /* the `policy_count` files of those rules */
	size_t policy_count;
	const struct wc_site *site;   /* a site's own rules, whose texts stand behind those of data/ in `rules`; NULL: none */
};

#endif
