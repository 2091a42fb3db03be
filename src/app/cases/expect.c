/* Compares a verdict with the words of an expectation. */
#include "app/cases/expect.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* What one word of the expectation is compared with. */
struct check {
	const struct wc_case *c;
	const struct wc_verdict *verdict;
	struct wc_diags *diags;
};

/* A list of rules of the verdict, by the name that an expectation uses. */
struct rule_list {
	const struct wc_reason *reason;
	size_t count;
};

static void
differs(const struct check *k, const char *what, const char *is, const char *expected)
{
	wc_diag_add(k->diags, k->c->file, k->c->line, 1, "%s is %s, expected %s", what, is, expected);
}

static void
same(const struct check *k, const char *what, const char *is, const char *expected)
{
	if (strcmp(is, expected) != 0)
		differs(k, what, is, expected);
}

/* "none" of a mode is written "-". */
static const char *
mode_word(unsigned mode)
{
	return mode == WC_MODE_NONE ? "-" : wc_word(&wc_mode_words, mode);
}

static const char *
rule_id(const struct wc_verdict *v, unsigned rule)
{
	return v->program->rules[rule].id;
}

/* "process=supported", "hyperv.vendor=no": false where `key` is none of a mode's fields. */
static bool
check_mode(const struct check *k, const char *key, const char *expected)
{
	unsigned mode = strncmp(key, "process", 7) == 0 ? WC_PROCESS : strncmp(key, "hyperv", 6) == 0 ? WC_HYPERV : WC_MODE_NONE;
	const struct wc_mode_verdict *m = &k->verdict->modes[wc_mode_index(mode)];
	const char *field = strchr(key, '.') ? strchr(key, '.') : "";
	const struct {
		const char *field;
		const struct wc_words *words;
		unsigned value;
	} fields[] = {
		{"", &wc_status_words, m->status},
		{".vendor", &wc_vendor_words, m->vendor},
		{".prose", &wc_prose_words, m->prose},
		{".host", &wc_compute_words, m->host},
		{".engine", &wc_matcher_words, m->engine},
	};

	for (size_t i = 0; mode != WC_MODE_NONE && i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (strcmp(fields[i].field, field) == 0) {
			same(k, key, wc_word(fields[i].words, fields[i].value), expected);
			return true;
		}
	}
	return false;
}

/* "missing=image.family,host.sandbox" is the whole set; "-" is the empty one. */
static void
check_missing(const struct check *k, const char *expected)
{
	struct wc_text is = {.arena = k->diags->arena};

	for (unsigned i = 0; i < WC_FACT_COUNT; i++) {
		if (k->verdict->missing >> i & 1u)
			wc_text_printf(&is, "%s%s", is.length ? "," : "", wc_fact_name((enum wc_fact)i));
	}
	same(k, "missing", is.length ? wc_text_string(&is) : "-", expected);
}

static bool
release_answers_to(const struct wc_release *release, const char *name)
{
	for (size_t i = 0; i < release->aliases.count; i++) {
		if (strcmp(release->aliases.item[i], name) == 0)
			return true;
	}
	for (size_t i = 0; i < release->tags.count; i++) {
		if (strcmp(release->tags.item[i], name) == 0)
			return true;
	}
	return false;
}

static bool
same_value(const char *value, const char *text)
{
	return value && strcmp(value, text) == 0;
}

/* Is the remedy the one written "use-isolation:hyperv", "use-tag:ltsc2022", "give-fact:image.family" or "enable-hyperv"? */
static bool
remedy_is(const struct wc_verdict *v, const struct wc_remedy *remedy, const char *text)
{
	const char *action = wc_word(&wc_action_words, remedy->action);
	size_t length = strlen(action);

	if (strncmp(text, action, length) != 0)
		return false;
	if (text[length] == '\0')
		return true;
	if (text[length] != ':')
		return false;
	text += length + 1;
	if (remedy->site_rule)
		return same_value(v->program->rules[remedy->site_rule - 1].remedy_value, text);
	if (remedy->action == WC_GIVE_FACT)
		return strcmp(wc_fact_name((enum wc_fact)remedy->fact), text) == 0;
	if (remedy->action == WC_USE_ISOLATION)
		return strcmp(wc_word(&wc_mode_words, remedy->mode), text) == 0;
	return remedy->release != WC_NO_RELEASE && release_answers_to(&v->program->releases[remedy->release], text);
}

static bool
has_remedy(const struct wc_verdict *v, const char *text)
{
	for (size_t i = 0; i < v->remedy_count; i++) {
		if (remedy_is(v, &v->remedies[i], text))
			return true;
	}
	return false;
}

static bool
has_rule(const struct wc_verdict *v, const struct rule_list *list, const char *id)
{
	size_t length = strcspn(id, ":"); /* "REV-2B:host.revision" names the fact, too */

	for (size_t i = 0; i < list->count; i++) {
		const char *is = rule_id(v, list->reason[i].rule);
		if (strlen(is) == length && strncmp(is, id, length) == 0 &&
		    (id[length] == '\0' || strcmp(wc_fact_name((enum wc_fact)list->reason[i].fact), id + length + 1) == 0))
			return true;
	}
	return false;
}

static bool
rule_exists(const struct wc_program *program, const char *id)
{
	for (size_t i = 0; i < program->rule_count; i++) {
		if (strlen(program->rules[i].id) == strcspn(id, ":") && strncmp(program->rules[i].id, id, strcspn(id, ":")) == 0)
			return true;
	}
	return false;
}

/* One item of a list: "ID" must be there, "!ID" must not. */
static void
check_item(const struct check *k, const char *key, const char *item)
{
	const struct wc_verdict *v = k->verdict;
	const struct rule_list lists[] = {{v->reasons, v->reason_count}, {v->warnings, v->warning_count},
	                                  {v->notes, v->note_count}, {v->not_evaluated, v->not_evaluated_count}};
	bool wanted = *item != '!', remedies = strcmp(key, "remedies") == 0, found;
	size_t which = strcmp(key, "reasons") == 0 ? 0 : strcmp(key, "warnings") == 0 ? 1 : strcmp(key, "notes") == 0 ? 2 : 3;

	item += !wanted;
	if (!remedies && !rule_exists(v->program, item)) {
		wc_diag_add(k->diags, k->c->file, k->c->line, 1, "no rule is called %s", item);
		return;
	}
	found = remedies ? has_remedy(v, item) : has_rule(v, &lists[which], item);
	if (found != wanted)
		wc_diag_add(k->diags, k->c->file, k->c->line, 1, "%s %s %s", key, wanted ? "lack" : "hold", item);
}

/* "warnings=A,!B", "remedies=use-isolation:hyperv", "notes=-" (none at all); false where `key` names no list. */
static bool
check_list(const struct check *k, const char *key, char *items)
{
	const struct wc_verdict *v = k->verdict;
	const char *const keys[] = {"reasons", "warnings", "notes", "not-evaluated", "remedies"};
	const size_t counts[] = {v->reason_count, v->warning_count, v->note_count, v->not_evaluated_count, v->remedy_count};
	size_t which = 0;
	char *rest = NULL;

	while (which < 5 && strcmp(keys[which], key) != 0)
		which++;
	if (which == 5)
		return false;
	if (strcmp(items, "-") == 0) {
		if (counts[which] > 0)
			differs(k, key, "not empty", "empty");
		return true;
	}
	for (char *item = strtok_r(items, ",", &rest); item != NULL; item = strtok_r(NULL, ",", &rest))
		check_item(k, key, item);
	return true;
}

/* What one form of the engine's matcher takes: the number of the entry from 1, or "-" where it refuses. */
static const char *
taken_text(char buffer[16], uint32_t taken)
{
	snprintf(buffer, 16, "%u", (unsigned)taken);
	return taken ? buffer : "-";
}

/* "pick=2": what all forms take; "split" where they differ, "?" where nothing is known of the engine. */
static void
check_pick(const struct check *k, const char *expected)
{
	const struct wc_choice *c = &k->verdict->choice;
	char buffer[16];

	same(k, "pick", c->outcome_count == 0 ? "?" : c->split ? "split" : taken_text(buffer, c->outcome[0].taken), expected);
}

/* "outcomes=MOBY-GRAPHDRIVER:2,MOBY-SECOND-ABI:-" is the whole list, in the order of the data. */
static void
check_outcomes(const struct check *k, const char *expected)
{
	const struct wc_choice *c = &k->verdict->choice;
	struct wc_text is = {.arena = k->diags->arena};
	char buffer[16];

	for (unsigned i = 0; i < c->outcome_count; i++)
		wc_text_printf(&is, "%s%s:%s", i ? "," : "", k->verdict->program->selectors[c->outcome[i].selector].id,
		               taken_text(buffer, c->outcome[i].taken));
	same(k, "outcomes", is.length ? wc_text_string(&is) : "-", expected);
}

static void
check_pair(const struct check *k, const char *key, char *value)
{
	const struct wc_verdict *v = k->verdict;

	if (strcmp(key, "isolation") == 0)
		same(k, key, mode_word(v->isolation), value);
	else if (strcmp(key, "default") == 0)
		same(k, key, mode_word(v->default_mode), value);
	else if (strcmp(key, "launch") == 0)
		same(k, key, wc_word(&wc_launch_words, v->launch), value);
	else if (strcmp(key, "edition") == 0)
		same(k, key, v->edition ? v->edition->id : "-", value);
	else if (strcmp(key, "pick") == 0)
		check_pick(k, value);
	else if (strcmp(key, "outcomes") == 0)
		check_outcomes(k, value);
	else if (strcmp(key, "missing") == 0)
		check_missing(k, value);
	else if (strcmp(key, "because") == 0)
		same(k, key, v->reason_count ? rule_id(v, v->reasons[0].rule) : "-", value);
	else if (!check_list(k, key, value) && !check_mode(k, key, value))
		wc_diag_add(k->diags, k->c->file, k->c->line, 1, "nothing is called %s in an expectation", key);
}

void
wc_case_compare(const struct wc_case *c, const struct wc_verdict *verdict, struct wc_diags *diags)
{
	struct check k = {c, verdict, diags};
	char *rest = NULL, *text = wc_copyz(diags->arena, c->setting[WC_CASE_EXPECT]);

	for (char *word = strtok_r(text, " \t", &rest); word != NULL; word = strtok_r(NULL, " \t", &rest)) {
		char *value = strchr(word, '=');
		if (value == NULL) {
			same(&k, "decision", wc_word(&wc_decision_words, verdict->decision), word);
			continue;
		}
		*value++ = '\0';
		check_pair(&k, word, value);
	}
}

const char *
wc_case_error(const struct wc_case *c)
{
	const char *text = c->setting[WC_CASE_EXPECT];

	if (strncmp(text, "error", 5) != 0 || (text[5] != '\0' && text[5] != ' '))
		return NULL;
	return text + 5 + strspn(text + 5, " ");
}
