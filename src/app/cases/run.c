/* Running cases. */
#include "app/cases/run.h"

#include "app/cases/expect.h"
#include "app/cases/index.h"
#include "app/policy.h"
#include "model/date.h"
#include "policy/decide.h"
#include "policy/site/site.h"
#include "source/sources.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 64 };

/* The data with some policies, and which of their arms held so far. */
struct loaded {
	struct loaded *next;
	const char *policies; /* their names, with blanks between; "" for those of the runner */
	const struct wc_program *program;
	wc_bits *reached; /* NULL where there is no site */
};

struct made {
	struct made *next;
	const struct wc_program *program;
	const char *edition;
	wc_date as_of;
	const struct wc_view *view;
};

struct wc_case_runner {
	wc_arena *arena;
	const struct wc_program *base;
	struct wc_names policies;
	struct loaded *loaded;
	struct made *made;
};

struct wc_case_runner *
wc_case_runner_new(wc_arena *arena, const struct wc_program *program, struct wc_names policies)
{
	struct wc_case_runner *r = wc_alloc(arena, sizeof(*r));
	*r = (struct wc_case_runner){.arena = arena, .base = program, .policies = policies};
	return r;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* The words of `text`, behind those of the runner. */
static struct wc_names
names_of(const struct wc_case_runner *r, const char *text)
{
	const char **item = wc_array(r->arena, const char *, r->policies.count + MOST_NAMES);
	size_t count = r->policies.count;
	char *rest = NULL, *words = wc_copyz(r->arena, text);
	if (count)
		memcpy(item, r->policies.item, count * sizeof(*item));
	for (char *word = strtok_r(words, " \t", &rest); word && count < r->policies.count + MOST_NAMES; word = strtok_r(NULL, " \t", &rest))
		item[count++] = word;
	return (struct wc_names){item, count};
}

static bool
load(struct wc_case_runner *r, const char *policies, struct loaded **ret_loaded, struct wc_diags *diags, struct wc_err *err)
{
	for (struct loaded *l = r->loaded; l; l = l->next) {
		if (strcmp(l->policies, policies) == 0) {
			*ret_loaded = l;
			return true;
		}
	}
	struct loaded *l = wc_alloc(r->arena, sizeof(*l));
	l->policies = wc_copyz(r->arena, policies);
	if (!wc_policy_load(r->arena, r->base, names_of(r, policies), "en", NULL, &l->program, diags, err))
		return false;
	if (l->program->site)
		l->reached = wc_array(r->arena, wc_bits, l->program->site->words + 1);
	l->next = r->loaded;
	*ret_loaded = r->loaded = l;
	return true;
}

bool
wc_case_load(struct wc_case_runner *r, const char *policies, const struct wc_program **ret_program, struct wc_diags *diags, struct wc_err *err)
{
	struct loaded *l;
	if (!load(r, policies, &l, diags, err))
		return false;
	*ret_program = l->program;
	return true;
}

static bool
view_for(struct wc_case_runner *r, const struct wc_program *program, const char *edition, wc_date as_of, const struct wc_view **ret_view, struct wc_err *err)
{
	for (struct made *m = r->made; m; m = m->next) {
		if (m->program == program && m->as_of == as_of && same_text(m->edition, edition)) {
			*ret_view = m->view;
			return true;
		}
	}
	struct made *m = wc_alloc(r->arena, sizeof(*m));
	*m = (struct made){r->made, program, edition ? wc_copyz(r->arena, edition) : NULL, as_of, NULL};
	if (!wc_view_make(r->arena, program, edition, as_of, &m->view, err))
		return false;
	r->made = m;
	*ret_view = m->view;
	return true;
}

static bool
read_word(const struct wc_words *words, const char *text, uint8_t *ret_value, struct wc_err *err)
{
	unsigned value = *ret_value;
	if (text && !wc_word_find(words, text, &value))
		return wc_fail(err, WC_FAULT_INPUT, "not %s: %s", words->what, text);
	*ret_value = (uint8_t)value;
	return true;
}

/* "team=payments app=web" */
static bool
read_labels(wc_arena *arena, const struct wc_case *c, struct wc_request *request, struct wc_err *err)
{
	struct wc_label *labels = wc_array(arena, struct wc_label, MOST_NAMES + c->label_count);
	const char *text = c->setting[WC_CASE_LABEL];
	char *rest = NULL, *words = wc_copyz(arena, text ? text : "");
	if (c->label_count)
		memcpy(labels, c->labels, c->label_count * sizeof(*labels));
	request->label_count = c->label_count;
	for (char *word = strtok_r(words, " \t", &rest); word && request->label_count < MOST_NAMES + c->label_count; word = strtok_r(NULL, " \t", &rest)) {
		char *value = strchr(word, '=');
		if (!value)
			return wc_fail(err, WC_FAULT_INPUT, "a label is NAME=VALUE, this is '%s'", word);
		*value++ = '\0';
		labels[request->label_count++] = (struct wc_label){word, value};
	}
	request->labels = labels;
	return true;
}

/* Everything that a verdict borrows, read from the settings of one case. */
struct situation {
	struct loaded *loaded;
	const struct wc_view *view;
	struct wc_hosts hosts;
	struct wc_image image;
	struct wc_request request;
};

static bool
read_request(wc_arena *arena, const struct wc_case *c, struct wc_request *request, struct wc_err *err)
{
	const char *today = c->setting[WC_CASE_TODAY] ? c->setting[WC_CASE_TODAY] : c->setting[WC_CASE_AS_OF];
	request->name_space = c->setting[WC_CASE_NAMESPACE];
	request->user = c->setting[WC_CASE_USER];
	return read_word(&wc_isolation_words, c->setting[WC_CASE_ISOLATION], &request->isolation, err) &&
	       read_word(&wc_purpose_words, c->setting[WC_CASE_PURPOSE], &request->purpose, err) &&
	       (!today || wc_date_parse(today, &request->today, err)) && read_labels(arena, c, request, err);
}

static bool
read_facts(wc_arena *arena, const struct wc_program *program, const struct wc_case *c, struct situation *ret, struct wc_err *err)
{
	struct wc_reading reading = {.arena = arena, .program = program, .offline = true, .infer = true};
	if (!wc_hosts_read(&reading, c->setting[WC_CASE_HOST], &ret->hosts, err) ||
	    (!wc_case_index(arena, c->setting[WC_CASE_IMAGE], &ret->image) && !wc_image_read(&reading, c->setting[WC_CASE_IMAGE], &ret->image, err)))
		return false;
	return ret->hosts.count == 1 ||
	       wc_fail(err, WC_FAULT_INPUT, "%s names %zu hosts, a case takes one", c->setting[WC_CASE_HOST], ret->hosts.count);
}

static bool
read_situation(struct wc_case_runner *r, wc_arena *arena, const struct wc_case *c, struct situation *ret, struct wc_err *err)
{
	struct wc_diags faults = {.arena = arena};
	const char *policies = c->setting[WC_CASE_POLICY] ? c->setting[WC_CASE_POLICY] : "";
	wc_date as_of = 0;
	size_t picked;
	if (c->setting[WC_CASE_AS_OF] && !wc_date_parse(c->setting[WC_CASE_AS_OF], &as_of, err))
		return false;
	if (!load(r, policies, &ret->loaded, &faults, err))
		return faults.first ? wc_fail(err, WC_FAULT_INPUT, "%s:%zu: %s", faults.first->file, faults.first->line, faults.first->text) : false;
	const struct wc_program *program = ret->loaded->program;
	if (!view_for(r, program, c->setting[WC_CASE_MATRIX], as_of, &ret->view, err) || !read_request(arena, c, &ret->request, err) ||
	    !read_facts(arena, program, c, ret, err))
		return false;
	ret->image = wc_image_pick(ret->view, &ret->hosts.host[0], &ret->image, &picked);
	return true;
}

/* A situation that could not be read: as expected, or a fault. */
static void
compare_failure(const struct wc_case *c, const struct wc_err *err, struct wc_diags *diags)
{
	const char *expected = wc_case_error(c);
	if (!expected)
		wc_diag_add(diags, c->file, c->line, 1, "%s", err->text);
	else if (!strstr(err->text, expected) && !strstr(err->hint, expected))
		wc_diag_add(diags, c->file, c->line, 1, "the message is \"%s\" (%s), expected \"%s\" in it", err->text, err->hint, expected);
}

/* Remembers the arms that hold here. */
static void
cover(wc_arena *arena, const struct situation *s)
{
	const struct wc_site *site = s->loaded->program->site;
	if (!site)
		return;
	wc_bits *sets = wc_array(arena, wc_bits, 3 * site->words + 1);
	struct wc_site_answer answer = {.yes = sets, .maybe = sets + site->words, .skipped = sets + 2 * site->words};
	struct wc_situation asked = {s->loaded->program, &s->hosts.host[0], &s->image, &s->request};
	wc_site_ask(site, &asked, site->every, &answer);
	for (size_t w = 0; w < site->words; w++)
		s->loaded->reached[w] |= answer.yes[w];
}

void
wc_case_run(struct wc_case_runner *r, const struct wc_case *c, struct wc_diags *diags)
{
	struct situation situation = {.request = {.isolation = WC_ISOLATION_DEFAULT}};
	struct wc_verdict verdict;
	struct wc_err err = {0};
	if (!read_situation(r, diags->arena, c, &situation, &err)) {
		compare_failure(c, &err, diags);
		return;
	}
	if (wc_case_error(c)) {
		wc_diag_add(diags, c->file, c->line, 1, "it was read, but an error was expected");
		return;
	}
	wc_decide(situation.view, &situation.hosts.host[0], &situation.image, &situation.request, &verdict);
	cover(diags->arena, &situation);
	wc_case_compare(c, &verdict, diags);
}

static size_t
reached_of(const struct loaded *l, const struct wc_site_rule *rule)
{
	size_t n = 0;
	for (size_t a = rule->first_arm; a < (size_t)rule->first_arm + rule->arm_count; a++)
		n += l->reached[a / WC_BITS] >> a % WC_BITS & 1;
	return n;
}

static int
by_place(const void *a, const void *b)
{
	const struct wc_rule_coverage *x = a, *y = b;
	int order = strcmp(x->id, y->id);
	order = order ? order : strcmp(x->file, y->file);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Adds the rules of one runner's policies to `all`, unless that is NULL; how many there are. */
static size_t
list_rules(const struct wc_case_runner *r, struct wc_rule_coverage *all)
{
	size_t count = 0;
	for (const struct loaded *l = r->loaded; l; l = l->next) {
		size_t rules = l->program->site ? l->program->site->rule_count : 0;
		for (size_t i = 0; all && i < rules; i++) {
			const struct wc_site_rule *rule = &l->program->site->rules[i];
			all[count + i] = (struct wc_rule_coverage){rule->id, rule->file, rule->line, rule->arm_count, reached_of(l, rule)};
		}
		count += rules;
	}
	return count;
}

struct wc_rule_coverage *
wc_case_coverage(wc_arena *arena, struct wc_case_runner *const *runner, size_t runners, size_t *ret_count)
{
	size_t count = 0, kept = 0;
	for (size_t i = 0; i < runners; i++)
		count += list_rules(runner[i], NULL);
	struct wc_rule_coverage *all = wc_array(arena, struct wc_rule_coverage, count + 1);
	count = 0;
	for (size_t i = 0; i < runners; i++)
		count += list_rules(runner[i], all + count);
	qsort(all, count, sizeof(*all), by_place);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || by_place(&all[kept - 1], &all[i]) != 0)
			all[kept++] = all[i];
		else if (all[i].reached > all[kept - 1].reached) /* the same rule beside other policies */
			all[kept - 1] = all[i];
	}
	*ret_count = kept;
	return all;
}
