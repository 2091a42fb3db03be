/* Regular expressions: PCRE2 with JIT where the machine has it, and the step limits of this project. */
#include "policy/site/regex.h"

#include "base/limits.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct wc_regex {
	struct wc_regex *next;
	char *text;
	pcre2_code *code;
};

/* All of this process: policies are few, and read again they ask for the same ones. */
static _Atomic(struct wc_regex *) made;

static struct wc_regex *
find(const char *pattern)
{
	for (struct wc_regex *r = atomic_load(&made); r; r = r->next)
		if (strcmp(r->text, pattern) == 0)
			return r;
	return NULL;
}

static pcre2_code *
compile(const char *pattern, struct wc_err *err)
{
	int code;
	PCRE2_SIZE offset;
	char why[128] = "";
	pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY,
	                                     &code, &offset, NULL);
	if (!compiled) {
		pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof(why));
		wc_fail(err, WC_FAULT_INPUT, "'%.200s' is no pattern: %s at byte %zu", pattern, why, (size_t)offset);
		return NULL;
	}
	pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE); /* where it cannot be had, matching is slower and says the same */
	return compiled;
}

const struct wc_regex *
wc_regex_make(const char *pattern, struct wc_err *err)
{
	struct wc_regex *regex = find(pattern);
	if (regex)
		return regex;
	pcre2_code *code = compile(pattern, err);
	if (!code)
		return NULL;
	regex = calloc(1, sizeof(*regex));
	char *text = strdup(pattern);
	if (!regex || !text) {
		free(regex);
		free(text);
		pcre2_code_free(code);
		wc_fail(err, WC_FAULT_SYSTEM, "out of memory");
		return NULL;
	}
	*regex = (struct wc_regex){atomic_load(&made), text, code};
	while (!atomic_compare_exchange_weak(&made, &regex->next, regex))
		;
	return regex;
}

int
wc_regex_match(const struct wc_regex *regex, const char *text, size_t length)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	int found = PCRE2_ERROR_MATCHLIMIT;
	if (data && limits) {
		pcre2_set_match_limit(limits, WC_LIMIT_PATTERN_STEPS);
		pcre2_set_depth_limit(limits, WC_LIMIT_PATTERN_DEPTH);
		found = pcre2_match(regex->code, (PCRE2_SPTR)text, length, 0, 0, data, limits);
	}
	pcre2_match_context_free(limits);
	pcre2_match_data_free(data);
	return found >= 0 ? 1 : found == PCRE2_ERROR_NOMATCH ? 0 : -1;
}
