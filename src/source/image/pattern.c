/* Patterns: PCRE2 with limits, and the compiled ones of this process. */
#include "source/image/pattern.h"

#include "base/limits.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const group_name[WC_GROUP_COUNT] = {"release", "year", "version", "build", "insider", "span"};

struct wc_pattern {
	struct wc_pattern *next;
	char *text; /* its own copy: the program that it came from may be gone */
	pcre2_code *code;
	int group[WC_GROUP_COUNT]; /* its number, or -1 */
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
	pcre2_set_match_limit(scratch->limits, WC_LIMIT_PATTERN_STEPS);
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

/* Finds the numbers of the groups; false where the pattern has another one, or too many. */
static bool
number_groups(struct wc_pattern *pattern)
{
	uint32_t names = 0, groups = 0, known = 0;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &names);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	for (int i = 0; i < WC_GROUP_COUNT; i++) {
		int number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)group_name[i]);
		pattern->group[i] = number > 0 ? number : -1;
		known += number > 0;
	}
	return known == names && groups < WC_LIMIT_PATTERN_GROUPS;
}

/* Fills in `code`; false and `err` where the text is no pattern or has groups that nobody knows. */
static bool
compile_code(struct wc_pattern *pattern, struct wc_err *err)
{
	int code;
	PCRE2_SIZE offset;
	char why[128] = "";
	pattern->code = pcre2_compile((PCRE2_SPTR)pattern->text, PCRE2_ZERO_TERMINATED, PCRE2_CASELESS | PCRE2_DOLLAR_ENDONLY, &code,
	                              &offset, NULL);
	if (!pattern->code) {
		pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof(why));
		return wc_fail(err, WC_FAULT_INPUT, "'%.200s' is not a pattern: %s at byte %zu", pattern->text, why, (size_t)offset);
	}
	if (!number_groups(pattern)) {
		wc_fail(err, WC_FAULT_INPUT, "'%.200s' has a named group that means nothing, or too many groups", pattern->text);
		return wc_hint(err, "use the groups release, year, version, build, insider and span, and (?:…) for others");
	}
	return true;
}

static struct wc_pattern *
compile(const char *text, struct wc_err *err)
{
	struct wc_pattern *pattern = calloc(1, sizeof(*pattern));
	if (pattern)
		pattern->text = strdup(text);
	bool ok = pattern && pattern->text;
	if (!ok)
		wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
	if (ok && compile_code(pattern, err))
		return pattern;
	pattern_free(pattern);
	return NULL;
}

const struct wc_pattern *
wc_pattern_of(const char *text, struct wc_err *err)
{
	_Atomic(struct wc_pattern *) *chain = bucket_of(text);
	struct wc_pattern *head = atomic_load(chain);
	for (struct wc_pattern *p = head; p; p = p->next)
		if (strcmp(p->text, text) == 0)
			return p;
	struct wc_pattern *made = compile(text, err);
	if (!made)
		return NULL;
	/* Two threads may both have made it: then it stands twice in the chain, which harms nobody. */
	do
		made->next = head;
	while (!atomic_compare_exchange_weak(chain, &head, made));
	return made;
}

bool
wc_pattern_search(const struct wc_pattern *pattern, struct wc_scratch *scratch, const char *text, size_t from, size_t *ret_start,
                  struct wc_slice ret_group[WC_GROUP_COUNT])
{
	int found = pcre2_match(pattern->code, (PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, from, 0, scratch->data, scratch->limits);
	if (found < 0)
		return false;
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(scratch->data);
	for (int i = 0; i < WC_GROUP_COUNT; i++) {
		int n = pattern->group[i];
		bool took_part = n > 0 && n < found && at[2 * n] != PCRE2_UNSET;
		ret_group[i] = took_part ? (struct wc_slice){at[2 * n], at[2 * n + 1] - at[2 * n]} : (struct wc_slice){SIZE_MAX, 0};
	}
	*ret_start = at[0];
	return true;
}
