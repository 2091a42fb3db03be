/* Policies to a program: documents to rules, rules to arms and columns, their texts behind those of data/. */
#include "policy/site/load.h"

#include "base/limits.h"
#include "policy/site/loading.h"

#include <stdlib.h>
#include <string.h>

static const char *const top_keys[] = {"format", "policy", "title", "source", "include", "rules", "waivers"};
enum { TOP_KEYS = sizeof(top_keys) / sizeof(top_keys[0]) };

static void
check_format(struct wc_site_loading *l, const struct wc_node *root)
{
	const struct wc_node *format = wc_get(root, "format");
	const char *text = format ? format->text : NULL;
	char *end;
	long number = text ? strtol(text, &end, 10) : 0;
	if (!format)
		wc_reader_fault(&l->reader, root, "the policy does not say its format: write `format: %d` at its head", WC_POLICY_FORMAT);
	else if (!text || *end || number < 1)
		wc_reader_fault(&l->reader, format, "format is a number, %d today", WC_POLICY_FORMAT);
	else if (number > WC_POLICY_FORMAT)
		wc_reader_fault(&l->reader, format, "format %ld is newer than this program reads (%d to %d): a newer wincompat is needed", number,
		                WC_POLICY_OLDEST, WC_POLICY_FORMAT);
}

static void
read_list(struct wc_site_loading *l, const struct wc_node *list, void (*read)(struct wc_site_loading *, const struct wc_node *))
{
	if (list->kind != WC_LIST)
		wc_reader_fault(&l->reader, list, "%s is %s, not a list", list->key, wc_node_kind_name(list));
	for (const struct wc_node *item = list->kind == WC_LIST ? list->child : NULL; item; item = item->next)
		read(l, item);
}

static void
read_file(struct wc_site_loading *l, const struct wc_policy_file *file)
{
	l->reader.file = file->path;
	l->reader.head = file->root;
	memset(l->reader.wrong_head, 0, sizeof(l->reader.wrong_head));
	if (file->root->kind != WC_MAP) {
		wc_reader_fault(&l->reader, file->root, "a policy is a map with 'format' and 'rules', this is %s", wc_node_kind_name(file->root));
		return;
	}
	check_format(l, file->root);
	for (const struct wc_node *child = file->root->child; child; child = child->next) {
		size_t i = 0;
		while (i < TOP_KEYS && strcmp(top_keys[i], child->key) != 0)
			i++;
		if (i == TOP_KEYS)
			wc_reader_unknown(&l->reader, child, true, child->key, "a key of a policy", top_keys, TOP_KEYS);
		else if ((strcmp(child->key, "policy") == 0 || strcmp(child->key, "title") == 0) && child->kind != WC_STRING)
			wc_reader_fault(&l->reader, child, "%s is text, this is %s", child->key, wc_node_kind_name(child));
		else if (strcmp(child->key, "rules") == 0)
			read_list(l, child, wc_site_rule_read);
		else if (strcmp(child->key, "waivers") == 0)
			read_list(l, child, wc_site_waiver_read);
	}
}

static void
list_sources(wc_arena *arena, struct wc_program *program, const struct wc_policy_file *files, size_t count)
{
	struct wc_policy_source *sources = wc_array(arena, struct wc_policy_source, count + 1);
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < program->policy_count && sources[k].path != files[i].path) /* another document of the same file */
			k++;
		if (k == program->policy_count)
			sources[program->policy_count++] = (struct wc_policy_source){files[i].path, files[i].digest};
	}
	program->policies = sources;
}

/* A copy of the base program with the rules' texts behind its own. */
static const struct wc_program *
extend(struct wc_site_loading *l, const struct wc_site *site, struct wc_site_rule *rules, const struct wc_policy_file *files, size_t count)
{
	size_t first = l->base->rule_count, n = 0;
	struct wc_rule *texts = wc_array(l->reader.arena, struct wc_rule, first + site->rule_count + 1);
	struct wc_program *program = wc_alloc(l->reader.arena, sizeof(*program));
	memcpy(texts, l->base->rules, first * sizeof(*texts));
	for (size_t i = 0; i < l->count; i++) {
		if (l->rule[i].replaced)
			continue;
		texts[first + n] = l->rule[i].text;
		rules[n].rule = (uint16_t)(first + n);
		n++;
	}
	*program = *l->base;
	program->rules = texts;
	program->rule_count = first + n;
	program->site = site;
	list_sources(l->reader.arena, program, files, count);
	return program;
}

bool
wc_site_load(wc_arena *arena, const struct wc_program *base, const struct wc_policy_file *files, size_t count, const char *language,
             const struct wc_program **ret_program, struct wc_diags *diags)
{
	struct wc_site_loading l = {.reader = {.arena = arena, .diags = diags}, .language = language, .base = base};
	size_t faults = diags->count;
	l.condition = (struct wc_condition_reader){&l.reader, base, &l.axes};
	for (size_t i = 0; i < count; i++)
		read_file(&l, &files[i]);
	if (base->rule_count + l.count > WC_LIMIT_ROWS)
		wc_site_fault(&l, &l.rule[WC_LIMIT_ROWS - base->rule_count], NULL, "more than %zu rules", WC_LIMIT_ROWS - base->rule_count);
	wc_site_link(&l);
	const struct wc_site *site = diags->count == faults ? wc_site_compile(&l) : NULL;
	if (!site)
		return false;
	*ret_program = extend(&l, site, (struct wc_site_rule *)(uintptr_t)site->rules, files, count);
	return true;
}
