/* A baseline: the findings of an earlier scan, which are known and excused. */
#include "app/scan_excuse.h"

#include "base/limits.h"
#include "format/tree.h"
#include "io/file.h"

#include <stdlib.h>
#include <string.h>

/* A finding as a text: file, reference, host, decision and rule. `count`: how often it is still to be excused. */
struct known {
	const char *key;
	size_t count;
};

struct baseline {
	struct known *item;
	size_t count;
};

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->key, ((const struct known *)b)->key);
}

static const char *
key_of(wc_arena *arena, const char *file, const char *reference, const char *host, const char *decision, const char *rule)
{
	while (strncmp(file, "./", 2) == 0)
		file += 2;
	return wc_printf(arena, "%s\x1f%s\x1f%s\x1f%s\x1f%s", file, reference, host, decision, rule);
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

static const char *
answer_key(wc_arena *arena, const struct wc_answer *answer)
{
	const struct wc_verdict *v = answer->verdict;
	const struct wc_use *use = answer->finding->use;
	const char *decision = wc_word(&wc_decision_words, v ? v->decision : WC_DECISION_UNKNOWN);
	const char *rule = v && v->reason_count ? v->program->rules[v->reasons[0].rule].id : "";
	return key_of(arena, use->at.file, use->reference, or_empty(answer->host->name ? answer->host->name : answer->host->spec), decision, v ? rule : "IMAGE-UNREADABLE");
}

static const char *
node_key(wc_arena *arena, const struct wc_node *finding)
{
	const struct wc_node *verdict = wc_get(finding, "verdict"), *reasons = wc_get(verdict, "reasons");
	return key_of(arena, or_empty(wc_get_text(finding, "file")), or_empty(wc_get_text(finding, "reference")),
	              or_empty(wc_get_text(finding, "host")), or_empty(wc_get_text(verdict, "decision")),
	              or_empty(wc_get_text(reasons ? reasons->child : NULL, "rule")));
}

static bool
read_report(wc_arena *arena, const char *path, const struct wc_node **ret_findings, struct wc_err *err)
{
	char *bytes;
	size_t length;
	const struct wc_node *root;
	if (!wc_file_read(arena, path, WC_LIMIT_TEXT_BYTES, &bytes, &length, err) || !wc_json_read(arena, path, bytes, length, &root, err))
		return wc_while(err, "reading the baseline");
	const char *kind = wc_get_text(root, "kind");
	*ret_findings = wc_get(root, "findings");
	if (kind && strcmp(kind, "Report") == 0 && *ret_findings && (*ret_findings)->kind == WC_LIST)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%s is no Report", path);
	return wc_hint(err, "`wincompat scan -o json PATH > FILE` writes one");
}

static struct baseline
sorted(wc_arena *arena, const struct wc_node *findings)
{
	struct baseline all = {wc_array(arena, struct known, findings->count + 1), 0};
	for (const struct wc_node *finding = findings->child; finding; finding = finding->next)
		all.item[all.count++] = (struct known){node_key(arena, finding), 1};
	size_t kept = 0;
	if (all.count)
		qsort(all.item, all.count, sizeof(*all.item), by_key);
	for (size_t i = 0; i < all.count; i++) {
		if (kept && strcmp(all.item[kept - 1].key, all.item[i].key) == 0)
			all.item[kept - 1].count++;
		else
			all.item[kept++] = all.item[i];
	}
	all.count = kept;
	return all;
}

bool
wc_scan_baseline(wc_arena *arena, const char *path, struct wc_answer *answers, size_t count, struct wc_err *err)
{
	const struct wc_node *findings = NULL;
	if (!read_report(arena, path, &findings, err))
		return false;
	struct baseline all = sorted(arena, findings);
	for (size_t i = 0; i < count; i++) {
		struct known wanted = {answer_key(arena, &answers[i]), 0};
		struct known *known = bsearch(&wanted, all.item, all.count, sizeof(wanted), by_key);
		if (!known || known->count == 0 || answers[i].finding->excuse)
			continue;
		known->count--;
		struct wc_finding *finding = wc_alloc(arena, sizeof(*finding));
		*finding = *answers[i].finding;
		finding->excuse = WC_IN_BASELINE;
		finding->excuse_why = path;
		answers[i].finding = finding;
	}
	return true;
}
