/* Reading one rule or one waiver of a policy. */
#include "policy/site/loading.h"

#include "model/date.h"

#include <stdarg.h>
#include <string.h>

#define VOCABULARY_ITEM(value, word) word,
static const char *const effect_list[] = {WC_EFFECT_WORDS(VOCABULARY_ITEM)};
const struct wc_words wc_effect_words = {"an effect", effect_list, sizeof(effect_list) / sizeof(effect_list[0])};
static const char *const lacking_list[] = {WC_LACKING_WORDS(VOCABULARY_ITEM)};
const struct wc_words wc_lacking_words = {"what to do without a fact", lacking_list, sizeof(lacking_list) / sizeof(lacking_list[0])};

#define TEXT(record, key, member, flags) {key, #member, WC_FIELD_TEXT, flags, offsetof(struct record, member), 0, NULL}
#define FIELD(record, key, type, member, flags, words) {key, #member, WC_FIELD_##type, flags, offsetof(struct record, member), 0, words}
#define READ_HERE(key) {key, NULL, WC_FIELD_ANY, 0, 0, 0, NULL} /* by this file, not by the table */

static const struct wc_field rule_fields[] = {
	TEXT(wc_rule, "id", id, WC_REQUIRED),
	TEXT(wc_rule, "title", title, 0),
	FIELD(wc_rule, "since", DATE, known_from, 0, NULL),
	FIELD(wc_rule, "source", TEXTS, source, WC_INHERITED, NULL),
	TEXT(wc_rule, "note", note, 0),
	READ_HERE("when"), READ_HERE("effect"), READ_HERE("why"), READ_HERE("remedy"), READ_HERE("examples"), READ_HERE("override"),
};
static const struct wc_field site_fields[] = {
	FIELD(wc_site_rule, "without-fact", WORD, lacking, 0, &wc_lacking_words),
};
static const struct wc_field waiver_fields[] = {
	TEXT(wc_rule, "id", id, WC_REQUIRED),
	TEXT(wc_rule, "reason", text, WC_REQUIRED),
	READ_HERE("rules"), READ_HERE("when"),
};
static const struct wc_field waiver_site_fields[] = {
	TEXT(wc_site_rule, "owner", owner, WC_REQUIRED),
	FIELD(wc_site_rule, "expires", DATE, expires, WC_REQUIRED, NULL),
};
static const struct wc_field waived_fields[] = {
	{"rules", "waives", WC_FIELD_TEXTS, WC_REQUIRED, offsetof(struct wc_read_rule, waives), 0, NULL},
};
static const struct wc_field example_fields[] = {
	TEXT(wc_example, "host", host, WC_REQUIRED),
	TEXT(wc_example, "image", image, WC_REQUIRED),
	TEXT(wc_example, "isolation", isolation, 0),
	TEXT(wc_example, "purpose", purpose, 0),
	TEXT(wc_example, "namespace", name_space, 0),
	TEXT(wc_example, "user", user, 0),
	TEXT(wc_example, "today", today, 0),
	TEXT(wc_example, "expect", expect, WC_REQUIRED),
	READ_HERE("labels"),
};

#define SCHEMA(what, fields) {what, fields, sizeof(fields) / sizeof(fields[0])}
static const struct wc_schema rule_schema = SCHEMA("a rule", rule_fields), site_schema = SCHEMA("a rule", site_fields),
                              waiver_schema = SCHEMA("a waiver", waiver_fields), waiver_site_schema = SCHEMA("a waiver", waiver_site_fields),
                              waived_schema = SCHEMA("a waiver", waived_fields), example_schema = SCHEMA("an example", example_fields);

void
wc_site_fault(struct wc_site_loading *l, const struct wc_read_rule *rule, const char *key, const char *format, ...)
{
	const struct wc_node *at = key ? wc_get(rule->node, key) : NULL;
	at = at ? at : rule->node;
	va_list args;
	va_start(args, format);
	const char *text = wc_vprintf(l->reader.arena, format, args);
	va_end(args);
	wc_diag_add(l->reader.diags, rule->file, at->line, at->column, "%s", text);
}

/* Room for one more rule. */
static struct wc_read_rule *
add_rule(struct wc_site_loading *l, const struct wc_node *node)
{
	if ((l->count & (l->count - 1)) == 0) {
		struct wc_read_rule *more = wc_array(l->reader.arena, struct wc_read_rule, l->count ? l->count * 2 : 1);
		if (l->count)
			memcpy(more, l->rule, l->count * sizeof(*more));
		l->rule = more;
	}
	struct wc_read_rule *rule = &l->rule[l->count++];
	*rule = (struct wc_read_rule){.node = node, .file = l->reader.file};
	rule->text.evidence = WC_POLICY;
	rule->rule = (struct wc_site_rule){.file = l->reader.file, .line = node->line, .column = node->column};
	return rule;
}

/* A sentence: a text, or a map from a language to one. NULL and a fault where it is neither. */
static const char *
read_sentence(struct wc_site_loading *l, const struct wc_node *node)
{
	static const char *const languages[] = {"en", "ja"};
	if (node->kind == WC_STRING && node->length)
		return node->text;
	for (const struct wc_node *child = node->kind == WC_MAP ? node->child : NULL; child; child = child->next)
		if (strcmp(child->key, "en") != 0 && strcmp(child->key, "ja") != 0)
			wc_reader_unknown(&l->reader, child, true, child->key, "a language", languages, 2);
	const char *own = wc_get_text(node, l->language), *english = wc_get_text(node, "en");
	if (!english)
		wc_reader_fault(&l->reader, node, "%s is a sentence, or a map with one under 'en'", node->key);
	return own ? own : english;
}

/* `effect: WORD`, or `effect: {WORD: VALUE}` where it needs one. */
static bool
read_effect(struct wc_site_loading *l, struct wc_read_rule *rule, const struct wc_node *node)
{
	const struct wc_node *at = node->kind == WC_MAP && node->count == 1 ? node->child : node;
	const char *word = at == node ? node->text : at->key, *value = at == node ? NULL : at->text;
	unsigned effect, chosen = 0;
	if (!word || !wc_word_find(&wc_effect_words, word, &effect) || effect == WC_EFFECT_NONE)
		return wc_reader_unknown(&l->reader, at, at != node, word ? word : wc_node_kind_name(node), wc_effect_words.what, effect_list + 1,
		                         wc_effect_words.count - 1);
	rule->rule.effect = (uint8_t)effect;
	bool by_mode = effect == WC_EFFECT_REQUIRE || effect == WC_EFFECT_PREFER, by_status = effect == WC_EFFECT_ACCEPT;
	if (!by_mode && !by_status)
		return at == node || wc_reader_fault(&l->reader, at, "the effect '%s' takes no value", word);
	const struct wc_words *words = by_mode ? &wc_mode_words : &wc_status_words;
	if (!value)
		return wc_reader_fault(&l->reader, at, "the effect '%s' needs a value: {%s: %s}", word, word, by_mode ? "hyperv" : "supported");
	if (!wc_word_find(words, value, &chosen) || chosen == 0 || (by_status && chosen == WC_UNSUPPORTED)) {
		static const char *const statuses[] = {"supported", "relaxed", "unknown"};
		return wc_reader_unknown(&l->reader, at, false, value, words->what, by_mode ? wc_mode_words.word + 1 : statuses, by_mode ? 2 : 3);
	}
	*(by_mode ? &rule->rule.mode : &rule->rule.accept) = (uint8_t)chosen;
	return true;
}

static bool
read_remedy(struct wc_site_loading *l, struct wc_read_rule *rule, const struct wc_node *node)
{
	static const char *const keys[] = {"action", "value", "text"};
	const char *action = wc_get_text(node, "action");
	const struct wc_node *text = wc_get(node, "text");
	unsigned found = 0;
	if (node->kind != WC_MAP || !action)
		return wc_reader_fault(&l->reader, node, "a remedy is a map with 'action', and 'value' or 'text'");
	for (const struct wc_node *child = node->child; child; child = child->next)
		if (strcmp(child->key, keys[0]) != 0 && strcmp(child->key, keys[1]) != 0 && strcmp(child->key, keys[2]) != 0)
			wc_reader_unknown(&l->reader, child, true, child->key, "a key of a remedy", keys, 3);
	if (!wc_word_find(&wc_action_words, action, &found) || found == WC_ACTION_NONE)
		return wc_reader_unknown(&l->reader, wc_get(node, "action"), false, action, wc_action_words.what, wc_action_words.word + 1,
		                         wc_action_words.count - 1);
	rule->text.remedy = (uint8_t)found;
	rule->text.remedy_value = wc_get_text(node, "value");
	rule->text.remedy_text = text ? read_sentence(l, text) : NULL;
	if (!rule->text.remedy_value && !rule->text.remedy_text)
		return wc_reader_fault(&l->reader, node, "a remedy without 'value' and 'text' says nothing");
	return true;
}

static void
read_labels(struct wc_site_loading *l, const struct wc_node *node, struct wc_example *example)
{
	struct wc_label *labels = wc_array(l->reader.arena, struct wc_label, node->count + 1);
	if (node->kind != WC_MAP) {
		wc_reader_fault(&l->reader, node, "labels is a map from names to values");
		return;
	}
	for (const struct wc_node *child = node->child; child; child = child->next) {
		if (child->kind == WC_STRING)
			labels[example->label_count++] = (struct wc_label){child->key, child->text};
		else
			wc_reader_fault(&l->reader, child, "the value of a label is text, this is %s", wc_node_kind_name(child));
	}
	example->labels = labels;
}

static void
read_examples(struct wc_site_loading *l, struct wc_read_rule *rule, const struct wc_node *node)
{
	struct wc_example *examples = wc_array(l->reader.arena, struct wc_example, node->count + 1);
	if (node->kind != WC_LIST) {
		wc_reader_fault(&l->reader, node, "examples is a list, this is %s", wc_node_kind_name(node));
		return;
	}
	for (const struct wc_node *item = node->child; item; item = item->next) {
		struct wc_example *e = &examples[rule->rule.example_count++];
		e->line = item->line;
		if (wc_record_read(&l->reader, item, &(struct wc_part){&example_schema, e}, 1) && wc_get(item, "labels"))
			read_labels(l, wc_get(item, "labels"), e);
	}
	rule->rule.examples = examples;
}

/* An id is what waivers, logs and inline comments name: one word. */
static void
check_id(struct wc_site_loading *l, const struct wc_read_rule *rule)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
	const char *id = rule->text.id;
	if (!id)
		return;
	if (id[strspn(id, letters)] || strlen(id) > 64)
		wc_site_fault(l, rule, "id", "the id '%.80s' is not one word of letters, digits, '-', '_' and '.', or is longer than 64", id);
	for (size_t i = 0; i < l->base->rule_count; i++)
		if (strcmp(l->base->rules[i].id, id) == 0)
			wc_site_fault(l, rule, "id", "the id '%s' is that of a built-in rule: choose another, which begins with your own prefix", id);
}

static bool
says_true(struct wc_site_loading *l, const struct wc_node *node)
{
	static const char *const words[] = {"true", "false"};
	if (!node)
		return false;
	if (node->text && (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0))
		return strcmp(node->text, "true") == 0;
	wc_reader_unknown(&l->reader, node, false, node->text ? node->text : wc_node_kind_name(node), "true or false", words, 2);
	return false;
}

void
wc_site_rule_read(struct wc_site_loading *l, const struct wc_node *node)
{
	struct wc_read_rule *rule = add_rule(l, node);
	const struct wc_part parts[] = {{&rule_schema, &rule->text}, {&site_schema, &rule->rule}};
	size_t faults = l->reader.diags->count;
	if (!wc_record_read(&l->reader, node, parts, 2) && node->kind != WC_MAP)
		return;
	const struct wc_node *when = wc_get(node, "when"), *effect = wc_get(node, "effect"), *why = wc_get(node, "why");
	const struct wc_node *remedy = wc_get(node, "remedy"), *examples = wc_get(node, "examples");
	if (!effect || !why)
		wc_reader_fault(&l->reader, node, "a rule without '%s'", effect ? "why" : "effect");
	if (effect)
		read_effect(l, rule, effect);
	if (why)
		rule->text.text = read_sentence(l, why);
	if (remedy)
		read_remedy(l, rule, remedy);
	if (examples)
		read_examples(l, rule, examples);
	struct wc_expression *always = wc_expression_of(l->reader.arena, WC_EXPRESSION_ALL, NULL, NULL);
	struct wc_expression *condition = when ? wc_condition_read(&l->condition, when) : always;
	rule->overrides = says_true(l, wc_get(node, "override"));
	rule->rule.id = rule->text.id;
	rule->text.title = rule->text.title ? rule->text.title : rule->text.text;
	check_id(l, rule);
	rule->when = l->reader.diags->count == faults ? condition : NULL;
}

void
wc_site_waiver_read(struct wc_site_loading *l, const struct wc_node *node)
{
	struct wc_read_rule *rule = add_rule(l, node);
	const struct wc_part parts[] = {{&waiver_schema, &rule->text}, {&waiver_site_schema, &rule->rule}, {&waived_schema, rule}};
	size_t faults = l->reader.diags->count;
	rule->is_waiver = true;
	if (!wc_record_read(&l->reader, node, parts, 3))
		return;
	const struct wc_node *when = wc_get(node, "when");
	struct wc_expression *condition = when ? wc_condition_read(&l->condition, when) : wc_expression_of(l->reader.arena, WC_EXPRESSION_ALL, NULL, NULL);
	check_id(l, rule);
	rule->rule.id = rule->text.id;
	rule->rule.effect = WC_EFFECT_ANNOTATE;
	rule->text.title = "a waiver";
	for (size_t i = 0; i < rule->waives.count; i++)
		rule->rule.waived = i ? wc_printf(l->reader.arena, "%s, %s", rule->rule.waived, rule->waives.item[i]) : rule->waives.item[i];
	rule->text.text = wc_printf(l->reader.arena, "%s: waived for %s up to %04d-%02d-%02d: %s", rule->rule.waived, rule->rule.owner,
	                            rule->rule.expires / 10000, rule->rule.expires / 100 % 100, rule->rule.expires % 100, rule->text.text);
	rule->when = l->reader.diags->count == faults ? condition : NULL;
}
