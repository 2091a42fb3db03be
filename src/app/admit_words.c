/* The words of an admission: what first, then why for each build of nodes, then what to do. */
#include "app/admit_words.h"

#include "app/answer.h"
#include "base/text.h"
#include "present/answers.h"
#include "present/wording.h"

#include <string.h>

/* So many builds are told apart in a message, and so many warnings of rules are passed on. */
enum { MOST_BUILDS = 6, MOST_RULE_WARNINGS = 4 };

static const char *
nodes(wc_arena *arena, size_t count)
{
	return wc_printf(arena, "%zu node%s", count, count == 1 ? "" : "s");
}

/* The image of which a pool says the worst, judged there. */
static const struct wc_answer *
judge(wc_arena *arena, const struct wc_admit_scene *s, const struct wc_tried *tried)
{
	struct wc_answer *answer = wc_alloc(arena, sizeof(*answer));
	struct wc_answering asked = {.arena = arena, .view = s->admit->view};
	wc_answer_make(&asked, tried->host, s->images[tried->image], &s->request, answer);
	return answer;
}

static const char *
reason_of(wc_arena *arena, const struct wc_admit_scene *s, const struct wc_answer *answer)
{
	const struct wc_verdict *v = answer->verdict;
	if (!v)
		return answer->error ? answer->error->text : "the image could not be read";
	if (v->reason_count == 0)
		return wc_summary(arena, v);
	return wc_printf(arena, "%s [%s]", wc_wording(arena, v, &v->reasons[0]), s->admit->program->rules[v->reasons[0].rule].id);
}

static bool
same_build(const struct wc_tried *a, const struct wc_tried *b)
{
	return !a->pool && !b->pool && a->decision == b->decision && a->image == b->image && a->host->version.build == b->host->version.build;
}

/* Was the pool told already, with an earlier one of its build? */
static bool
is_told(const struct wc_admit_scene *s, size_t i)
{
	if (s->tried[i].pool)
		return false;
	for (size_t k = 0; k < i; k++)
		if (same_build(&s->tried[k], &s->tried[i]))
			return true;
	return false;
}

static size_t
nodes_alike(const struct wc_admit_scene *s, size_t i)
{
	size_t count = 0;
	for (size_t k = i; k < s->tried_count; k++)
		count += same_build(&s->tried[k], &s->tried[i]) ? s->tried[k].nodes : 0;
	return count;
}

/* "3 nodes", or the pool that has none. */
static const char *
who(wc_arena *arena, const struct wc_admit_scene *s, size_t i)
{
	const char *pool = s->tried[i].pool;
	return pool ? wc_printf(arena, "the pool %s, which has no node now,", pool) : nodes(arena, nodes_alike(s, i));
}

/* What keeps it from the nodes that it may not land on: one of these may well be the one that could run it. */
static void
tell_others(struct wc_text *text, wc_arena *arena, const struct wc_admit_counts *n)
{
	const char *others = wc_pod_misses_text(arena, n->misses);
	if (n->eligible && *others)
		wc_text_printf(text, "\n  of the other Windows nodes %s", others);
}

/* A line for each build of nodes that cannot run it, or of which that is not known; then what to do. */
static void
tell_builds(struct wc_text *text, wc_arena *arena, const struct wc_admit_scene *s, const struct wc_admit_counts *n, unsigned decision)
{
	size_t told = 0;
	const char *remedies = "";
	for (size_t i = 0; i < s->tried_count && told < MOST_BUILDS; i++) {
		const struct wc_tried *t = &s->tried[i];
		if (t->decision != decision || is_told(s, i))
			continue;
		const struct wc_answer *answer = judge(arena, s, t);
		char version[WC_VERSION_TEXT];
		wc_text_printf(text, "\n  %s of %s: %s: %s", who(arena, s, i), wc_version_print(t->host->version, version),
		               s->images[t->image]->image.reference, reason_of(arena, s, answer));
		if (!*remedies && answer->verdict)
			remedies = wc_remedies_text(arena, answer->verdict);
		told++;
	}
	tell_others(text, arena, n);
	if (*remedies)
		wc_text_printf(text, "\n  do: %s", remedies);
}

/* "5 eligible nodes", and how many of them are to come. */
static const char *
eligible(wc_arena *arena, const struct wc_admit_counts *n)
{
	if (n->empty == 0)
		return wc_printf(arena, "%zu eligible nodes", n->eligible);
	return wc_printf(arena, "%zu eligible nodes (%zu of them %s no node now)", n->eligible, n->empty, n->empty == 1 ? "a pool that has" : "pools that have");
}

static const char *
refusal(wc_arena *arena, const struct wc_admit_scene *s, const struct wc_admitted *admitted)
{
	const struct wc_admit_counts *n = &admitted->nodes;
	if (n->eligible == 0)
		return wc_printf(arena, "refused: none of the %s may take this pod: %s", wc_windows_nodes_text(arena, s->admit->pools.nodes, s->admit->pools.empty), wc_pod_misses_text(arena, n->misses));
	if (n->unable == 1 && n->eligible == 1 && s->admit->pools.windows_count)
		return n->empty ? "refused: the only eligible pool, which has no node now, cannot run this pod" : "refused: the only eligible node cannot run this pod";
	const char *what = s->admit->pools.windows_count ? eligible(arena, n) : wc_printf(arena, "%zu builds that it asks for", n->eligible);
	if (n->unable == n->eligible)
		return wc_printf(arena, "refused: none of %s can run this pod", what);
	return wc_printf(arena, "refused: %zu of %s cannot run this pod%s", n->unable, what,
	                 s->pod->every_node ? ", and a DaemonSet runs on all of them" : " (--strict)");
}

static const char *
doubt(wc_arena *arena, const struct wc_admit_scene *s, const struct wc_admitted *admitted)
{
	if (s->admit->lacks_nodes)
		return "undetermined: the cluster's nodes are not known yet";
	if (s->place->unknown_class)
		return wc_printf(arena, "undetermined: the RuntimeClass %s is not known here, and so not the isolation", s->place->unknown_class);
	if (admitted->nodes.eligible == 0)
		return "undetermined: no Windows node is known, and the pod asks for no build";
	return wc_printf(arena, "undetermined: of %zu of %s it is not known whether they can run this pod", admitted->nodes.undetermined,
	                 eligible(arena, &admitted->nodes));
}

/* Rules' warnings about what is allowed, each once. */
static size_t
rule_warnings(wc_arena *arena, const struct wc_admitted *admitted, const char **warnings, size_t count)
{
	size_t first = count;
	for (size_t i = 0; i < admitted->answer_count; i++) {
		const struct wc_verdict *v = admitted->answers[i].verdict;
		for (size_t k = 0; v && k < v->warning_count && count - first < MOST_RULE_WARNINGS; k++) {
			const char *text = wc_wording(arena, v, &v->warnings[k]);
			bool known = false;
			for (size_t w = first; w < count; w++)
				known |= strcmp(warnings[w], text) == 0;
			if (!known)
				warnings[count++] = text;
		}
	}
	return count;
}

/* What the deciding build says, for a warning beside an allowed pod. */
static const char *
first_unable(wc_arena *arena, const struct wc_admit_scene *s)
{
	for (size_t i = 0; i < s->tried_count; i++) {
		if (s->tried[i].decision != WC_REFUSE)
			continue;
		char version[WC_VERSION_TEXT];
		const struct wc_tried *t = &s->tried[i];
		return wc_printf(arena, "%s%s%s: %s: %s", t->pool ? "the pool " : "", t->pool ? wc_printf(arena, "%s, ", t->pool) : "",
		                 wc_version_print(t->host->version, version), s->images[t->image]->image.reference,
		                 reason_of(arena, s, judge(arena, s, t)));
	}
	return NULL;
}

/* Where only pools without a node can run it: it waits until one has some. */
static size_t
add_only_pool(wc_arena *arena, const struct wc_admit_scene *s, const char **warnings, size_t count)
{
	const char *pool = NULL;
	for (size_t i = 0; i < s->tried_count; i++) {
		if (s->tried[i].decision != WC_ALLOW)
			continue;
		if (!s->tried[i].pool)
			return count;
		pool = s->tried[i].pool;
	}
	if (pool)
		warnings[count++] = wc_printf(arena, "no node can run it now; the pool %s can, which has none", pool);
	return count;
}

static void
warn(wc_arena *arena, const struct wc_admit_scene *s, struct wc_admitted *admitted)
{
	const char **warnings = wc_array(arena, const char *, MOST_RULE_WARNINGS + 7);
	size_t count = 0;
	if (admitted->decision == WC_ALLOW && admitted->nodes.unable) {
		warnings[count++] = wc_printf(arena, "%zu of %s cannot run it", admitted->nodes.unable, eligible(arena, &admitted->nodes));
		warnings[count++] = first_unable(arena, s);
	}
	if (admitted->decision == WC_ALLOW)
		count = add_only_pool(arena, s, warnings, count);
	if (admitted->decision != WC_REFUSE && admitted->nodes.linux_too)
		warnings[count++] = wc_linux_too_text(arena, admitted->nodes.linux_too);
	if (admitted->decision != WC_REFUSE && admitted->nodes.misses[WC_MISSES_HANDLER])
		warnings[count++] = wc_no_handler_text(arena, admitted->nodes.misses[WC_MISSES_HANDLER], s->place->placement.runtime_class);
	if (admitted->decision == WC_ALLOW)
		count = rule_warnings(arena, admitted, warnings, count);
	admitted->warnings = warnings;
	admitted->warning_count = count;
}

void
wc_admit_say(wc_arena *arena, const struct wc_admit_scene *s, struct wc_admitted *admitted)
{
	warn(arena, s, admitted);
	if (admitted->decision == WC_ALLOW)
		return;
	struct wc_text text = {.arena = arena};
	admitted->headline = admitted->decision == WC_REFUSE ? refusal(arena, s, admitted) : doubt(arena, s, admitted);
	wc_text_addz(&text, admitted->headline);
	tell_builds(&text, arena, s, &admitted->nodes, admitted->decision == WC_REFUSE ? WC_REFUSE : WC_DECISION_UNKNOWN);
	if (s->admit->lacks_nodes)
		wc_text_addz(&text, "\n  do: ask again in a second; the log of wincompat serve says what keeps it from listing them");
	else if (s->place->unknown_class)
		wc_text_addz(&text, "\n  do: add the RuntimeClasses to the file of nodes: kubectl get nodes,runtimeclasses -o json");
	else if (admitted->nodes.eligible == 0 && admitted->decision == WC_DECISION_UNKNOWN)
		wc_text_addz(&text, "\n  do: start wincompat serve with --nodes FILE, written by kubectl get nodes,runtimeclasses -o json");
	admitted->message = wc_text_string(&text);
}
