/* Records: one field table per record type drives the reader and the build's emitter, so a new field is one line. */
#ifndef WC_POLICY_RECORD_H
#define WC_POLICY_RECORD_H

#include "base/arena.h"
#include "base/diag.h"
#include "format/tree.h"
#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>

/* What a field holds: how it is written in YAML, and the C type of the member. */
enum wc_field_type {
	WC_FIELD_ANY,            /* nothing: the key is allowed, code reads it */
	WC_FIELD_TEXT,           /* const char *: one string; one of `words` where those are given */
	WC_FIELD_TEXTS,          /* struct wc_strings: a string or a list of them */
	WC_FIELD_JOINED,         /* const char *: the same, joined with "; " */
	WC_FIELD_NUMBER,         /* uint32_t: a decimal number above 0 */
	WC_FIELD_RANK,           /* uint8_t: 1 to 255; 0 where not written */
	WC_FIELD_DATE,           /* wc_date */
	WC_FIELD_WORD,           /* uint8_t: a word of `words` */
	WC_FIELD_MASK,           /* wc_mask: a word of `words`, or a list of them */
	WC_FIELD_BUILDS,         /* struct wc_builds: one interval; every build where not written */
	WC_FIELD_BUILD_LIST,     /* const struct wc_builds *: an interval or a list of them; the count stands at `count_offset` */
	WC_FIELD_REVISION,       /* int32_t: a number; WC_REVISION_UNKNOWN where not written */
	WC_FIELD_VERSION,        /* struct wc_version */
	WC_FIELD_ENGINE_VERSION, /* struct wc_engine_version */
	WC_FIELD_DIGEST,         /* uint8_t[32]: "sha256:" and 64 hex digits */
	WC_FIELD_RULE,           /* uint16_t: the id of a rule; its index is filled in when all rules are known */
	WC_FIELD_SIZE,           /* size_t: never written, always computed */
	WC_FIELD_TYPES
};

enum wc_field_flag {
	WC_REQUIRED = 1,  /* the record must have it */
	WC_INHERITED = 2, /* it may stand once at the head of the file, for all its records */
	WC_ANY_WORD = 4,  /* the first word of `words` may be written too (elsewhere it means "not said") */
};

/* One field. Without `key` it is computed and never read; without `member` it is read, checked and not stored. */
struct wc_field {
	const char *key, *member;
	enum wc_field_type type;
	unsigned flags;
	size_t offset, count_offset;
	const struct wc_words *words;
};

/* A record type: the fields of one struct. */
struct wc_schema {
	const char *what; /* "a release", for messages */
	const struct wc_field *field;
	size_t count;
};

/* Where a record is read from. `head` is the map at the top of the file, which holds what records inherit. */
struct wc_reader {
	wc_arena *arena;
	struct wc_diags *diags;
	const char *file;
	const struct wc_node *head;
	const struct wc_node *wrong_head[2]; /* what is wrong at the head (source, checked), said once and not at every record */
};

/* The fields of one schema, to be filled into one zeroed struct. */
struct wc_part {
	const struct wc_schema *schema;
	void *record;
};

/*
 * Fills the structs of all parts from the map `node`; together their keys are the keys that the map may have. Every fault
 * (unknown key, wrong kind, missing field, unknown word) goes to reader->diags with its place; true where there was none.
 */
bool wc_record_read(struct wc_reader *reader, const struct wc_node *node, const struct wc_part *parts, size_t part_count);

/* Reads the value of one field into `slot`, the member, and its count into `count_slot` where it has one; false and faults where it is wrong. */
bool wc_field_read(struct wc_reader *reader, const struct wc_field *field, const struct wc_node *node, void *slot,
                   void *count_slot);

/* Sets `slot` to what the field is where nothing is written; zeroed memory is right for most types. */
void wc_field_default(const struct wc_field *field, void *slot);

/* Adds a fault at `node`; returns false. */
__attribute__((format(printf, 3, 4))) bool wc_reader_fault(struct wc_reader *reader, const struct wc_node *node,
                                                           const char *format, ...);

/* Adds a fault at `node` about the word `text` that is none of `candidates`, with the nearest one as a hint; returns false. */
bool wc_reader_unknown(struct wc_reader *reader, const struct wc_node *node, bool at_key, const char *text, const char *what,
                       const char *const *candidates, size_t count);

#endif
