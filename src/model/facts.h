/* The facts a verdict is made of: what is known of a host, of an image and of the request, each with its origin. */
#ifndef WC_MODEL_FACTS_H
#define WC_MODEL_FACTS_H

#include "model/program.h"
#include "model/version.h"
#include "model/words.h"

#include <stddef.h>
#include <stdint.h>

enum wc_fact {
#define FACT(id, name) WC_##id,
#include "model/facts.def"
#undef FACT
	WC_FACT_COUNT
};

/* The fact's name as answers print it: "host.revision". */
const char *wc_fact_name(enum wc_fact fact);

/* Origins by fact; WC_FROM_NOWHERE where the fact is not known. */
struct wc_origins {
	uint8_t of[WC_FACT_COUNT]; /* enum wc_origin */
};

/* What a source adds to a fact: on what it rests, or why it is not known. For people; nothing is decided by it. */
struct wc_remark {
	uint8_t fact; /* enum wc_fact */
	const char *text;
};

/* A host. Enumerations are 0 where not known. Strings are borrowed from the arena of the source that read them. */
struct wc_host {
	const char *name; /* what answers call it: name=…, a node's name, or the SPEC as given */
	const char *spec; /* the --host text, or "FILE#N" for the N-th host of a file */
	const char *display; /* a display string the source gave ("Windows Server 2019 Datacenter"), or NULL */
	const char *problem; /* why this host of a file could not be read (its facts are then not known), or NULL */
	struct wc_version version;
	struct wc_version sandbox; /* the build of a node's pause image */
	struct {
		uint8_t kind;              /* enum wc_engine_kind */
		uint8_t store;             /* enum wc_store */
		uint8_t default_isolation; /* enum wc_mode; WC_MODE_NONE where not said */
		bool is_cri;               /* asked through the Container Runtime Interface (a Kubernetes node) */
		const char *version_text;  /* as the engine prints it, or NULL */
		struct wc_engine_version version;
	} engine;
	uint8_t os;           /* enum wc_os */
	uint8_t product;      /* enum wc_product; multi-session is WC_CLIENT (contract 3) */
	uint8_t edition;      /* enum wc_windows_edition */
	uint8_t installation; /* enum wc_installation */
	uint8_t arch;         /* enum wc_arch */
	uint8_t hyperv;       /* enum wc_tri */
	uint8_t containers;   /* enum wc_tri: the Containers feature */
	const struct wc_remark *remarks; /* `remark_count` of them; a fact may have several */
	size_t remark_count;
	struct wc_origins from;
};

/* One entry of an index, or the only manifest. */
struct wc_image_entry {
	const char *digest;       /* "sha256:…", or NULL */
	const char *media_type;   /* or NULL */
	const char *architecture; /* as written, or NULL */
	const char *variant;      /* as written, or NULL */
	struct wc_version version;
	const char *os_version; /* as written (it may be no version at all), or NULL */
	const char *config_version; /* the same text as its config has it, or NULL; the very pointer of os_version where only that has one */
	uint8_t os, arch;       /* enum wc_os, enum wc_arch */
	uint8_t family;         /* enum wc_family */
	uint8_t win32k;         /* enum wc_tri: os.features names win32k */
	bool judgeable;         /* false for artifacts, attestations and unknown media types */
	const char *os_text;    /* as written where os is WC_OS_OTHER, or NULL */
	uint8_t version_from, family_from; /* enum wc_origin: an index leaves out what the config or the layers say */
	const char *remark; /* what its base layers say of the version and os.version does not, or NULL */
};

enum { WC_MOST_OUTCOMES = 8 };

/*
 * What the engine of a host does with an image or an index: one outcome for each form of its matcher that it may have, by
 * what is known of its version and store. Zeroed: no engine is named.
 */
struct wc_choice {
	uint8_t says;          /* enum wc_matcher */
	uint8_t outcome_count; /* 0: nothing is known of the engine's matcher */
	bool split;            /* the outcomes differ */
	uint8_t missing;       /* enum wc_fact: what would have to be known of the engine; 0: nothing */
	uint32_t better;       /* 1 + the entry that serves the host better than the one that is taken; 0: none does */
	struct {
		uint16_t selector; /* index into wc_program.selectors */
		uint32_t taken;    /* 1 + the entry; 0: none, the engine refuses */
	} outcome[WC_MOST_OUTCOMES];
};

/*
 * An image. With `entry_count` above 0 the entries come from an index and the fields below are those of the entry that
 * is judged (wc_image_pick sets them for one host). Strings are borrowed from the arena of the source.
 */
struct wc_image {
	const char *reference;  /* as given */
	const char *repository; /* "mcr.microsoft.com/windows/servercore", or NULL where there is no reference */
	const char *tag;        /* or NULL */
	size_t tag_start, tag_length; /* the part of `tag` that names the Windows version (0 and 0: none); remedies replace it */
	const char *digest;     /* of the entry that is judged, or NULL */
	const char *index_digest;
	const char *id;           /* under which an engine has it, "sha256:…", or NULL */
	const char *architecture; /* as written, or NULL */
	const char *os_text;      /* as written where os is WC_OS_OTHER, or NULL */
	const char *os_version_text; /* as written where it is no version, or NULL */
	struct wc_version version;
	uint8_t os;     /* enum wc_os */
	uint8_t arch;   /* enum wc_arch */
	uint8_t family; /* enum wc_family */
	uint8_t win32k; /* enum wc_tri */
	const char *remark; /* what its base layers say of the version and os.version does not, or NULL */
	struct wc_image_entry *entries;
	size_t entry_count;
	struct wc_choice choice; /* among the entries, by the host's engine: set by wc_image_pick, too */
	int64_t seen;            /* when a registry last said what its tag stands for, in seconds since 1970; 0: none did, or a digest is named */
	struct wc_origins from;
};

/* One label of what is to run: a Kubernetes label, or what --label said. */
struct wc_label {
	const char *name, *value;
};

/* What is asked. Strings are borrowed; NULL where nobody said so. */
struct wc_request {
	uint8_t isolation; /* enum wc_isolation */
	uint8_t purpose;   /* enum wc_purpose */
	wc_date today;     /* the day for which it is asked; 0: not said. A fact like any other, so that a decision can be replayed */
	const char *name_space; /* of Kubernetes */
	const char *user;
	const struct wc_label *labels; /* `label_count`, no name twice */
	size_t label_count;
};

#endif
