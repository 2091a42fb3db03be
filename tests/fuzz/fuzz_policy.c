/* Fuzz target: the text of a policy. What is taken says the same once it is printed and loaded again; what is not has faults with their places. */
#include "fuzz.h"

#include "base/text.h"
#include "format/tree.h"
#include "policy/builtin.h"
#include "policy/card.h"
#include "policy/site/load.h"
#include "policy/site/print.h"
#include "policy/site/site.h"

#include <string.h>

static bool
load(wc_arena *arena, const char *text, size_t length, const struct wc_program **ret_program)
{
	const struct wc_node *documents;
	struct wc_err err;
	struct wc_diags diags = {.arena = arena};
	if (!wc_yaml_read(arena, "policy", text, length, &documents, &err))
		return false;
	struct wc_policy_file *files = wc_array(arena, struct wc_policy_file, documents->count + 1);
	size_t count = 0;
	for (const struct wc_node *root = documents->child; root; root = root->next)
		files[count++] = (struct wc_policy_file){"policy", "", root};
	bool loaded = wc_site_load(arena, &wc_builtin_program, files, count, "ja", ret_program, &diags);
	PROMISE(loaded == (diags.count == 0));
	for (const struct wc_diag *d = diags.first; d; d = d->next)
		PROMISE(d->text[0] && d->line > 0);
	return loaded;
}

/* Every rule in words, and all of them as a policy again. */
static void
print_again(wc_arena *arena, const struct wc_program *program)
{
	const struct wc_program *again;
	struct wc_text text = {.arena = arena};
	const struct wc_site *site = program->site;
	wc_site_print_head(&text);
	for (size_t i = 0; i < site->rule_count; i++) {
		struct wc_rule_card card = wc_card_of(arena, program, site->rules[i].rule);
		PROMISE(card.id && card.text && card.way_count == site->rules[i].arm_count);
		wc_site_print_rule(&text, program, i);
	}
	if (site->arm_count > 64 || site->rule_count == 0) /* printed case by case, a large one may unfold to more than may be */
		return;
	PROMISE(load(arena, wc_text_string(&text), text.length, &again));
	PROMISE(again->site->rule_count == site->rule_count && again->site->arm_count == site->arm_count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	const struct wc_program *program;
	if (size < 64 * 1024 && load(arena, wc_copy(arena, (const char *)data, size), size, &program))
		print_again(arena, program);
	wc_arena_free(arena);
	return 0;
}
