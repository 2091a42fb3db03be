/* policy diff against the plain way: for random pairs of policies every situation of a small world is decided under both. Prints TAP. */
#include "random_policy.h"
#include "situations.h"

#include "app/program.h"
#include "format/tree.h"
#include "policy/decide.h"
#include "policy/site/diff.h"
#include "policy/site/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLASSES = 100000, SHOWN = 3 };

static const struct wc_program *
load(wc_arena *arena, const struct wc_text *text)
{
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	const struct wc_node *documents;
	const struct wc_program *program;
	if (!wc_yaml_read(arena, "policy", text->bytes, text->length, &documents, &err)) {
		fprintf(stderr, "%s\n%s\n", err.text, text->bytes);
		exit(2);
	}
	struct wc_policy_file file = {"policy", "sha256:0", documents->child};
	if (!wc_site_load(arena, wc_program_builtin(), &file, 1, "en", &program, &diags)) {
		fprintf(stderr, "%s\n%s\n", diags.first->text, text->bytes);
		exit(2);
	}
	return program;
}

static const struct wc_view *
view_of(wc_arena *arena, const struct wc_program *program)
{
	const struct wc_view *view;
	struct wc_err err;
	if (!wc_view_make(arena, program, NULL, 0, &view, &err))
		exit(2);
	return view;
}

static const char *
word_of(const struct wc_verdict *v)
{
	return v->decision == WC_ALLOW ? wc_word(&wc_mode_words, v->isolation) : v->decision == WC_REFUSE ? "refuse" : "unknown";
}

/* The class that says so of the situation, or NULL. */
static const struct wc_policy_class *
find_class(const struct wc_policy_classes *classes, const struct situation *s, const char *before, const char *after, const char *policies)
{
	for (size_t i = 0; i < classes->count; i++)
		if (!classes->item[i].remark && strcmp(classes->item[i].before, before) == 0 && strcmp(classes->item[i].after, after) == 0 && class_holds(&classes->item[i], s, policies))
			return &classes->item[i];
	return NULL;
}

/* Any class of the decision that holds the situation. */
static const struct wc_policy_class *
any_class(const struct wc_policy_classes *classes, const struct situation *s, const char *policies)
{
	for (size_t i = 0; i < classes->count; i++)
		if (!classes->item[i].remark && class_holds(&classes->item[i], s, policies))
			return &classes->item[i];
	return NULL;
}

static void
show(unsigned number, const struct situation *s, const char *before, const char *after, const char *what)
{
	printf("# situation %u: host %u.%d %s, image %u.%d %s, namespace %s, isolation %s, hyperv %s, edition %s, purpose %s, today %d: %s -> %s: %s\n", number,
	       s->host.version.build, s->host.version.revision, wc_word(&wc_product_words, s->host.product), s->image.version.build, s->image.version.revision,
	       wc_word(&wc_family_words, s->image.family), s->request.name_space ? s->request.name_space : "-", wc_word(&wc_isolation_words, s->request.isolation),
	       wc_word(&wc_tri_words, s->host.hyperv), wc_word(&wc_windows_edition_words, s->host.edition), wc_word(&wc_purpose_words, s->request.purpose),
	       (int)s->request.today, before, after, what);
}

/* Compares every `step`-th situation; returns how many are wrong. */
static unsigned
compare(const struct wc_view *before, const struct wc_view *after, const struct wc_policy_classes *classes, const char *policies,
        unsigned first, unsigned step)
{
	unsigned wrong = 0;
	for (unsigned n = first; n < SITUATIONS; n += step) {
		struct situation s;
		struct wc_verdict old, new;
		situation_make(n, &s);
		wc_decide(before, &s.host, &s.image, &s.request, &old);
		wc_decide(after, &s.host, &s.image, &s.request, &new);
		bool same = strcmp(word_of(&old), word_of(&new)) == 0;
		if (same ? any_class(classes, &s, policies) != NULL : find_class(classes, &s, word_of(&old), word_of(&new), policies) == NULL) {
			if (wrong++ < SHOWN)
				show(n, &s, word_of(&old), word_of(&new), same ? "a class holds it" : "no class holds it");
		}
	}
	return wrong;
}

static bool
test_pair(uint64_t seed)
{
	wc_arena *arena = wc_arena_new();
	struct wc_text old_text = {.arena = arena}, new_text = {.arena = arena};
	uint64_t state = seed * 0x9e3779b97f4a7c15u + 1, kept = state, changes = seed + 7777777;
	unsigned rules = 1 + next_below(&changes, 4);
	random_policy(&old_text, &state, rules, "R");
	changed_policy(&new_text, kept, &changes, rules, "R");
	const struct wc_program *old = load(arena, &old_text), *new = load(arena, &new_text);
	const struct wc_view *data;
	struct wc_policy_classes classes;
	struct wc_err err;
	if (!wc_view_make_tabulated(arena, wc_program_builtin(), NULL, 0, &data, &err) ||
	    !wc_policy_diff(arena, data, old, new, MOST_CLASSES, &classes, &err)) {
		printf("# %s\n", err.text);
		exit(2);
	}
	unsigned wrong = classes.count < classes.all ? 1 : compare(view_of(arena, old), view_of(arena, new), &classes, wc_printf(arena, "%s%s", old_text.bytes, new_text.bytes),
	                   (unsigned)(seed % 17), 17 + (unsigned)classes.count);
	if (wrong)
		printf("# seed %llu: %u situations are wrong, of %zu classes\n# OLD\n# %s\n# NEW\n# %s\n", (unsigned long long)seed, wrong, classes.all, old_text.bytes, new_text.bytes);
	wc_arena_free(arena);
	return wrong == 0;
}

int
main(int argc, char **argv)
{
	unsigned pairs = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 40, first = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1, failed = 0;
	printf("1..%u\n", pairs);
	for (unsigned i = 0; i < pairs; i++) {
		bool ok = test_pair(first + i);
		failed += !ok;
		printf("%s %u - random pair %u\n", ok ? "ok" : "not ok", i + 1, first + i);
		fflush(stdout);
	}
	return failed > 0;
}
