/* Patterns: PCRE2 with limits, and the compiled ones of this process. */
#include "source/pattern.h"

#include "base/limits.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct wc_pattern {
	struct wc_pattern *next;
	char *text; /* its own copy: the program that it came from may be gone */
	const struct wc_groups *groups;
	pcre2_code *code;
	uint8_t meaning[WC_LIMIT_PATTERN_GROUPS]; /* by number: 1 + the index of its name; 0: it has none */
};

struct wc_scratch {
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

/* Chains by the address of the text, which is steady for one program; the text itself is compared, so a stale one is never met. */
enum { BUCKETS = 128 };
static _Atomic(struct wc_pattern *) bucket[BUCKETS];

static _Atomic(struct wc_pattern *) *
bucket_of(const char *text)
{
	uintptr_t address = (uintptr_t)text;
	return &bucket[(address ^ address >> 7 ^ address >> 14) % BUCKETS];
}

struct wc_scratch *
wc_scratch_new(void)
{
	struct wc_scratch *scratch = malloc(sizeof(*scratch));
	if (!scratch)
		return NULL;
	scratch->data = pcre2_match_data_create(WC_LIMIT_PATTERN_GROUPS, NULL);
	scratch->limits = pcre2_match_context_create(NULL);
	if (!scratch->data || !scratch->limits) {
		wc_scratch_free(scratch);
		return NULL;
	}
	pcre2_set_depth_limit(scratch->limits, WC_LIMIT_PATTERN_DEPTH);
	return scratch;
}

void
wc_scratch_free(struct wc_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_match_context_free(scratch->limits);
	pcre2_match_data_free(scratch->data);
	free(scratch);
}

static void
pattern_free(struct wc_pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	free(pattern->text);
	free(pattern);
}

/* 1 + the index of the group called `name`, or 0. */
static uint8_t
meaning_of(const struct wc_groups *groups, const char *name)
{
	for (size_t i = 0; i < groups->count; i++)
		if (strcmp(groups->name[i], name) == 0)
			return (uint8_t)(i + 1);
	return 0;
}

/* Finds what each group means; false where the pattern has another one, or too many. */
static bool
name_groups(struct wc_pattern *pattern)
{
	uint32_t names = 0, groups = 0, size = 0;
	const char *table = NULL;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &names);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups >= WC_LIMIT_PATTERN_GROUPS)
		return false;
	for (uint32_t i = 0; i < names; i++, table += size) { /* an entry: the number in two bytes, then the name */
		uint8_t meaning = meaning_of(pattern->groups, table + 2);
		pattern->meaning[(unsigned char)table[0] << 8 | (unsigned char)table[1]] = meaning;
		if (!meaning)
			return false;
	}
	return true;
}

/* Fills in `code`; false and `err` where the text is no pattern or has groups that nobody knows. */
static bool
compile_code(struct wc_pattern *pattern, struct wc_err *err)
{
	int code;
	PCRE2_SIZE offset;
	char why[128] = "";
	pattern->code = pcre2_compile((PCRE2_SPTR)pattern->text, PCRE2_ZERO_TERMINATED, PCRE2_CASELESS | PCRE2_DOLLAR_ENDONLY | PCRE2_DUPNAMES,
	                              &code, &offset, NULL);
	if (!pattern->code) {
		pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof(why));
		return wc_fail(err, WC_FAULT_INPUT, "'%.200s' is not a pattern: %s at byte %zu", pattern->text, why, (size_t)offset);
	}
	if (!name_groups(pattern)) {
		wc_fail(err, WC_FAULT_INPUT, "'%.200s' has a named group that means nothing, or too many groups", pattern->text);
		return wc_hint(err, "%s", pattern->groups->hint);
	}
	if (pattern->groups->often)
		pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* where it cannot, matching is merely slower */
	return true;
}

static struct wc_pattern *
compile(const struct wc_groups *groups, const char *text, struct wc_err *err)
{
	struct wc_pattern *pattern = calloc(1, sizeof(*pattern));
	if (pattern) {
		pattern->groups = groups;
		pattern->text = strdup(text);
	}
	bool ok = pattern && pattern->text;
	if (!ok)
		wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	if (ok && compile_code(pattern, err))
		return pattern;
	pattern_free(pattern);
	return NULL;
}

const struct wc_pattern *
wc_pattern_of(const struct wc_groups *groups, const char *text, struct wc_err *err)
{
	_Atomic(struct wc_pattern *) *chain = bucket_of(text);
	struct wc_pattern *head = atomic_load(chain);
	for (struct wc_pattern *p = head; p; p = p->next)
		if (p->groups == groups && strcmp(p->text, text) == 0)
			return p;
	struct wc_pattern *made = compile(groups, text, err);
	if (!made)
		return NULL;
	/* Two threads may both have made it: then it stands twice in the chain, which harms nobody. */
	do
		made->next = head;
	while (!atomic_compare_exchange_weak(chain, &head, made));
	return made;
}

bool
wc_pattern_search(const struct wc_pattern *pattern, struct wc_scratch *scratch, const char *text, size_t length, size_t from,
                  struct wc_slice *ret_whole, struct wc_slice *ret_group)
{
	pcre2_set_match_limit(scratch->limits, pattern->groups->steps);
	int found = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, from, 0, scratch->data, scratch->limits);
	if (found < 0)
		return false;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(scratch->data);
	for (size_t i = 0; i < pattern->groups->count; i++)
		ret_group[i] = (struct wc_slice){SIZE_MAX, 0};
	for (int n = 1; n < found; n++)
		if (pattern->meaning[n] && at[2 * n] != PCRE2_UNSET)
			ret_group[pattern->meaning[n] - 1] = (struct wc_slice){at[2 * n], at[2 * n + 1] - at[2 * n]};
	*ret_whole = (struct wc_slice){at[0], at[1] - at[0]};
	return true;
}
