/* The program's side of the comparison with the oracle: a fact set a line in (key=value words), an answer a line out. */
#include "app/cases/index.h"
#include "app/policy.h"
#include "base/text.h"
#include "format/tree.h"
#include "policy/builtin.h"
#include "policy/decide.h"
#include "policy/site/load.h"
#include "policy/site/print.h"
#include "policy/site/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINE = 4096, MOST_VIEWS = 2048 };

enum { MOST_LABELS = 8 };

/* One line as it was read. */
struct question {
	struct wc_host host;
	struct wc_image image;
	struct wc_request request;
	char edition[16]; /* "" where none is named */
	wc_date as_of;
	wc_arena *index_arena; /* of the entries, or NULL where the image is no index */
	const char *policy;    /* the file of a policy, or NULL */
	struct wc_label labels[MOST_LABELS];
};

/* The views made so far: making one costs more than a decision. */
struct views {
	wc_arena *arena;
	struct {
		char edition[16];
		wc_date as_of;
		const struct wc_view *view;
	} made[MOST_VIEWS];
	size_t count;
};

static _Noreturn void
stop(const char *what, const char *which)
{
	fprintf(stderr, "driver: %s: %s\n", what, which);
	exit(2);
}

static uint8_t
word(const struct wc_words *words, const char *text)
{
	unsigned value;

	if (!wc_word_find(words, text, &value))
		stop(words->what, text);
	return (uint8_t)value;
}

static long
number(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (*end != '\0' || end == text)
		stop("not a number", text);
	return value;
}

static void
set_version(struct wc_version *version, const char *text)
{
	version->major = 10;
	version->build = (uint32_t)number(text);
}

/* Facts of the host that are words. False where `key` is none of them. */
static bool
set_host_word(struct wc_host *host, const char *key, const char *text)
{
	const struct {
		const char *key;
		const struct wc_words *words;
		uint8_t *place;
	} facts[] = {
		{"hos", &wc_os_words, &host->os},
		{"product", &wc_product_words, &host->product},
		{"edition", &wc_windows_edition_words, &host->edition},
		{"installation", &wc_installation_words, &host->installation},
		{"harch", &wc_arch_words, &host->arch},
		{"hyperv", &wc_tri_words, &host->hyperv},
		{"containers", &wc_tri_words, &host->containers},
		{"engine", &wc_engine_words, &host->engine.kind},
		{"store", &wc_store_words, &host->engine.store},
		{"defiso", &wc_mode_words, &host->engine.default_isolation},
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		if (strcmp(facts[i].key, key) == 0) {
			*facts[i].place = word(facts[i].words, text);
			return true;
		}
	}
	return false;
}

static bool
set_host(struct wc_host *host, const char *key, const char *text)
{
	if (strcmp(key, "hbuild") == 0)
		set_version(&host->version, text);
	else if (strcmp(key, "hrev") == 0)
		host->version.revision = (int32_t)number(text);
	else if (strcmp(key, "sandbox") == 0)
		set_version(&host->sandbox, text);
	else if (strcmp(key, "cri") == 0)
		host->engine.is_cri = true;
	else if (strcmp(key, "engver") == 0)
		wc_engine_version_parse(text, &host->engine.version);
	else
		return set_host_word(host, key, text);
	return true;
}

static bool
set_image(struct wc_image *image, const char *key, const char *text)
{
	if (strcmp(key, "ios") == 0)
		image->os = word(&wc_os_words, text);
	else if (strcmp(key, "ibuild") == 0)
		set_version(&image->version, text);
	else if (strcmp(key, "irev") == 0)
		image->version.revision = (int32_t)number(text);
	else if (strcmp(key, "family") == 0)
		image->family = word(&wc_family_words, text);
	else if (strcmp(key, "iarch") == 0)
		image->arch = word(&wc_arch_words, text);
	else if (strcmp(key, "win32k") == 0)
		image->win32k = word(&wc_tri_words, text);
	else if (strcmp(key, "digest") == 0)
		image->digest = text;
	else
		return false;
	return true;
}

/* "reference=registry.example/app:1" */
static void
set_reference(struct wc_image *image, char *text)
{
	char *colon = strchr(text, ':');

	image->reference = text;
	image->repository = text;
	if (colon != NULL) {
		static char copy[MOST_LINE];
		snprintf(copy, sizeof(copy), "%s", text);
		copy[colon - text] = '\0';
		image->repository = copy;
		image->tag = colon + 1;
	}
}

/* The facts that only policies ask about. */
static bool
set_asked(struct question *q, const char *key, char *text)
{
	if (strncmp(key, "label.", 6) == 0 && q->request.label_count < MOST_LABELS)
		q->labels[q->request.label_count++] = (struct wc_label){key + 6, text};
	else if (strcmp(key, "user") == 0)
		q->request.user = text;
	else if (strcmp(key, "namespace") == 0)
		q->request.name_space = text;
	else if (strcmp(key, "today") == 0)
		q->request.today = (wc_date)number(text);
	else if (strcmp(key, "hname") == 0)
		q->host.name = text;
	else if (strcmp(key, "reference") == 0)
		set_reference(&q->image, text);
	else if (strcmp(key, "policy") == 0)
		q->policy = text;
	else
		return false;
	return true;
}

/* "index=10.0.20348.1;-;linux": the entries of an index (app/cases/index.h). */
static void
set_index(struct question *q, char *text)
{
	for (char *c = text; *c != '\0'; c++)
		if (*c == ';')
			*c = ' ';
	q->index_arena = wc_arena_new();
	wc_case_index(q->index_arena, wc_printf(q->index_arena, "index:%s", text), &q->image);
}

static bool
set_request(struct question *q, const char *key, const char *text)
{
	if (strcmp(key, "isolation") == 0)
		q->request.isolation = word(&wc_isolation_words, text);
	else if (strcmp(key, "purpose") == 0)
		q->request.purpose = word(&wc_purpose_words, text);
	else if (strcmp(key, "matrix") == 0)
		snprintf(q->edition, sizeof(q->edition), "%s", text);
	else if (strcmp(key, "as-of") == 0)
		q->as_of = (wc_date)number(text);
	else
		return false;
	return true;
}

static struct question
read_question(char *line)
{
	struct question q = {
		.host = {.name = "host", .spec = "host", .os = WC_OS_WINDOWS, .version = WC_VERSION_UNKNOWN, .sandbox = WC_VERSION_UNKNOWN},
		.image = {.reference = "image", .os = WC_OS_WINDOWS, .version = WC_VERSION_UNKNOWN},
		.request = {.isolation = WC_ISOLATION_DEFAULT},
	};
	char *rest = NULL;

	for (char *key = strtok_r(line, " \n", &rest); key != NULL; key = strtok_r(NULL, " \n", &rest)) {
		char *text = strchr(key, '=');
		if (text == NULL)
			stop("no key=value", key);
		*text++ = '\0';
		if (strcmp(key, "index") == 0)
			set_index(&q, text);
		else if (!set_host(&q.host, key, text) && !set_image(&q.image, key, text) && !set_request(&q, key, text) && !set_asked(&q, key, text))
			stop("no such fact", key);
	}
	return q;
}

static const struct wc_view *
view_for(struct views *views, const struct wc_program *program, const struct question *q)
{
	struct wc_err err = {0};

	for (size_t i = 0; i < views->count; i++) {
		if (views->made[i].as_of == q->as_of && strcmp(views->made[i].edition, q->edition) == 0)
			return views->made[i].view;
	}
	if (views->count == MOST_VIEWS)
		stop("too many views", q->edition);
	memcpy(views->made[views->count].edition, q->edition, sizeof(q->edition));
	views->made[views->count].as_of = q->as_of;
	if (!wc_view_make(views->arena, program, q->edition[0] ? q->edition : NULL, q->as_of,
	                  &views->made[views->count].view, &err))
		stop(q->edition, err.text);
	return views->made[views->count++].view;
}

static void
print_mode(const struct wc_verdict *verdict, unsigned mode)
{
	const struct wc_mode_verdict *m = &verdict->modes[wc_mode_index(mode)];
	const char *name = wc_word(&wc_mode_words, mode);

	printf("%s.vendor=%s %s.prose=%s %s.host=%s %s.status=%s ", name, wc_word(&wc_vendor_words, m->vendor), name,
	       wc_word(&wc_prose_words, m->prose), name, wc_word(&wc_compute_words, m->host), name,
	       wc_word(&wc_status_words, m->status));
}

static void
print_answer(const struct wc_verdict *verdict)
{
	const char *comma = "";

	print_mode(verdict, WC_PROCESS);
	print_mode(verdict, WC_HYPERV);
	printf("edition=%s decision=%s isolation=%s default=%s launch=%s missing=",
	       verdict->edition ? verdict->edition->id : "none", wc_word(&wc_decision_words, verdict->decision),
	       wc_word(&wc_mode_words, verdict->isolation), wc_word(&wc_mode_words, verdict->default_mode),
	       wc_word(&wc_launch_words, verdict->launch));
	for (unsigned i = 0; i < WC_FACT_COUNT; i++) {
		if (verdict->missing >> i & 1u) {
			printf("%s%s", comma, wc_fact_name((enum wc_fact)i));
			comma = ",";
		}
	}
}

/* What the engine takes of an index, as the selection's oracle reads it. */
static void
print_choice(const struct wc_verdict *verdict)
{
	const struct wc_choice *c = &verdict->choice;

	printf(" says=%s outcomes=", wc_word(&wc_matcher_words, c->says));
	for (unsigned i = 0; i < c->outcome_count; i++) {
		printf("%s%s:", i ? "," : "", verdict->program->selectors[c->outcome[i].selector].id);
		if (c->outcome[i].taken)
			printf("%u", (unsigned)c->outcome[i].taken);
		else
			putchar('-');
	}
}

/* The policy that is in force, and the same printed and loaded again: lines of one policy stand together. */
struct policies {
	wc_arena *arena;
	char path[MOST_LINE];
	const struct wc_program *program, *again;
	struct views views, views_again;
};

static void
reprint(struct policies *p)
{
	struct wc_text text = {.arena = p->arena};
	struct wc_diags diags = {.arena = p->arena};
	const struct wc_node *documents;
	struct wc_err err = {0};

	wc_site_print_head(&text);
	for (size_t i = 0; i < p->program->site->rule_count; i++)
		wc_site_print_rule(&text, p->program, i);
	if (!wc_yaml_read(p->arena, "again", wc_text_string(&text), text.length, &documents, &err))
		stop(err.text, wc_text_string(&text));
	struct wc_policy_file file = {"again", "", documents->child};
	if (!wc_site_load(p->arena, &wc_builtin_program, &file, 1, "en", &p->again, &diags))
		stop(diags.first->text, wc_text_string(&text));
}

static void
take_policy(struct policies *p, const char *path)
{
	struct wc_err err = {0};

	if (p->arena != NULL && strcmp(p->path, path) == 0)
		return;
	wc_arena_free(p->arena);
	p->arena = wc_arena_new();
	struct wc_diags diags = {.arena = p->arena};
	p->views = p->views_again = (struct views){.arena = p->arena};
	snprintf(p->path, sizeof(p->path), "%s", path);
	if (!wc_policy_load(p->arena, &wc_builtin_program, (struct wc_names){&path, 1}, "en", NULL, &p->program, &diags, &err))
		stop(path, diags.first ? diags.first->text : err.text);
	reprint(p);
}

static void
print_rules(const char *name, const struct wc_verdict *v, const struct wc_reason *list, unsigned count)
{
	size_t built = wc_builtin_program.rule_count;
	const char *comma = "";

	printf(" %s=", name);
	for (unsigned i = 0; i < count; i++) {
		if (list[i].rule < built)
			continue;
		printf("%s%s", comma, v->program->rules[list[i].rule].id);
		comma = ",";
	}
}

static void
print_site(const struct wc_verdict *v)
{
	print_rules("warnings", v, v->warnings, v->warning_count);
	print_rules("notes", v, v->notes, v->note_count);
	print_rules("skipped", v, v->not_evaluated, v->not_evaluated_count);
}

/* Do both say the same? Rules have the same numbers, for they stand in the order of their ids. */
static bool
same_verdict(const struct wc_verdict *a, const struct wc_verdict *b)
{
	bool same = a->decision == b->decision && a->isolation == b->isolation && a->launch == b->launch && a->missing == b->missing &&
	            a->warning_count == b->warning_count && a->note_count == b->note_count && a->not_evaluated_count == b->not_evaluated_count &&
	            a->reason_count == b->reason_count && a->modes[0].status == b->modes[0].status && a->modes[1].status == b->modes[1].status;

	for (unsigned i = 0; same && i < a->reason_count; i++)
		same = a->reasons[i].rule == b->reasons[i].rule && a->reasons[i].fact == b->reasons[i].fact;
	for (unsigned i = 0; same && i < a->warning_count; i++)
		same = a->warnings[i].rule == b->warnings[i].rule;
	return same;
}

/* Decides under the policy, and under the one that was printed. */
static void
decide_with_policy(struct policies *p, const struct question *q)
{
	struct wc_verdict verdict, again;

	take_policy(p, q->policy);
	wc_decide(view_for(&p->views, p->program, q), &q->host, &q->image, &q->request, &verdict);
	wc_decide(view_for(&p->views_again, p->again, q), &q->host, &q->image, &q->request, &again);
	print_answer(&verdict);
	print_site(&verdict);
	printf(" again=%s", same_verdict(&verdict, &again) ? "same" : "differs");
}

int
main(void)
{
	static struct views views;
	static struct policies policies;
	char line[MOST_LINE];

	views.arena = wc_arena_new();
	while (fgets(line, sizeof(line), stdin) != NULL) {
		struct question q = read_question(line);
		struct wc_verdict verdict;
		size_t picked;

		q.request.labels = q.labels;
		if (q.policy != NULL) {
			decide_with_policy(&policies, &q);
			putchar('\n');
			continue;
		}
		if (q.index_arena != NULL)
			q.image = wc_image_pick(view_for(&views, &wc_builtin_program, &q), &q.host, &q.image, &picked);
		wc_decide(view_for(&views, &wc_builtin_program, &q), &q.host, &q.image, &q.request, &verdict);
		print_answer(&verdict);
		if (q.index_arena != NULL) {
			print_choice(&verdict);
			wc_arena_free(q.index_arena);
		}
		putchar('\n');
	}
	wc_arena_free(policies.arena);
	wc_arena_free(views.arena);
	return 0;
}
