/* Loading data: a small good program, and every kind of fault with its place and hint. */
#include "base/text.h"
#include "format/tree.h"
#include "policy/builtin.h"
#include "policy/load.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

#define HEAD "checked: 2026-11-22\nsource: [a page]\n"
#define RELEASES                                                                                                          \
	HEAD "releases:\n"                                                                                                \
	"- {build: 200, version: B, product: client, title: Client B, channel: client, base-image: no, aliases: [cb],\n"  \
	"   architectures: [amd64, arm64], servicing-base: 100}\n"                                                        \
	"- {build: 200, version: B, product: server, title: Server B, channel: ltsc, base-image: yes, families: nanoserver,\n" \
	"   architectures: amd64, aliases: [sb, b], tags: [ltscb], available: 2020-02, mainstream-end: 2021-01-31}\n"     \
	"- {build: 100, version: A, product: server, title: Server A, channel: ltsc, base-image: yes, families: servercore,\n" \
	"   architectures: amd64, aliases: [sa, a], tags: [ltsca, A]}\n"
#define EDITION                                                                                     \
	"edition: E01\npublished: 2020-03-01\nsource: [a page]\nchecked: 2026-11-22\nhosts:\n"      \
	"- host: Server B\n  product: server\n  builds: [100, 200]\n  images:\n"                    \
	"  - {image: Server A, build: 100, process: no, hyperv: yes}\n"                             \
	"  - {image: Server B, build: 200, process: preview, hyperv: yes, misprint: wrong}\n"
#define RULES                                                                                                        \
	HEAD "rules:\n- id: R1\n  title: T\n  evidence: documented\n  text: t\n  clauses:\n"                         \
	"  - {voice: note, says: note, engine: docker, engine-from: 18.09.1, engine-below: 23.0}\n"                  \
	"  - {voice: prose, says: no, modes: process, host-build: 100+, image-build: 100-199, compare: differs}\n"   \
	"  - {voice: host, says: fails, families: nanoserver, host-revision: 7}\n"
#define OBSERVATIONS                                                                                                            \
	HEAD "observations:\n"                                                                                                  \
	"- {id: O1, date: 2019-12, title: nano on B, host-build: 200, image-build: 100, modes: process, families: nanoserver,\n" \
	"   outcome: hangs, trust: high}\n"                                                                                     \
	"- {id: O2, date: 2019-11-30, title: few facts, outcome: works, trust: low, silent: no build named}\n"
#define ADVISORIES                                                                                                             \
	HEAD "rules:\n- {id: REV, title: T, evidence: documented, text: t}\nborders:\n"                                        \
	"- {baseline: X, rule: REV, build: 100, evidence: documented, direction: either, image-before: 1, host-from: 2}\n"

enum { MOST_FILES = 16 };

/* Some data files, read and loaded. */
struct world {
	wc_arena *arena;
	struct wc_data_file file[MOST_FILES];
	size_t count;
	struct wc_diags diags;
	const struct wc_program *program;
	bool ok;
};

static void
add_file(struct world *w, const char *path, const char *text)
{
	const struct wc_node *documents = NULL;
	struct wc_err err = {0};
	cr_assert(wc_yaml_read(w->arena, path, text, strlen(text), &documents, &err), "%s: %s", path, err.text);
	w->file[w->count++] = (struct wc_data_file){path, documents->child};
}

static void
add_roles(struct world *w)
{
	struct wc_text text = {.arena = w->arena};
	wc_text_addz(&text, HEAD "rules:\n");
	for (size_t i = 1; i < WC_ROLE_COUNT; i++)
		wc_text_printf(&text, "- {id: ROLE-%zu, role: %s, title: T, evidence: documented, text: t}\n", i, wc_role_words.word[i]);
	add_file(w, "data/roles.yaml", wc_text_string(&text));
}

static struct world
start(void)
{
	struct world w = {.arena = wc_arena_new()};
	w.diags.arena = w.arena;
	return w;
}

static void
load(struct world *w)
{
	w->ok = wc_program_load(w->arena, w->file, w->count, &w->program, &w->diags);
}

/* The good program, and `text` instead of or in addition to its files. */
static struct world
load_with(const char *path, const char *text)
{
	static const char *const files[][2] = {{"releases.yaml", RELEASES},         {"matrix/E01.yaml", EDITION},
	                                       {"prose.yaml", RULES},               {"observations.yaml", OBSERVATIONS},
	                                       {"advisories.yaml", ADVISORIES}};
	struct world w = start();
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (!path || strcmp(path, files[i][0]) != 0)
			add_file(&w, files[i][0], files[i][1]);
	add_roles(&w);
	if (path)
		add_file(&w, path, text);
	load(&w);
	return w;
}

/* Expects that `text` at `path` makes exactly one fault, with this place, text and hint (NULL: any). */
static void
expect_fault(const char *path, const char *text, size_t line, size_t column, const char *message, const char *hint)
{
	struct world w = load_with(path, text);
	cr_expect_not(w.ok, "%s", message);
	cr_expect(eq(sz, w.diags.count, 1), "%s", message);
	const struct wc_diag *diag = w.diags.first;
	cr_assert_not_null(diag, "%s", message);
	cr_expect_str_eq(diag->file, path);
	cr_expect_str_eq(diag->text, message);
	cr_expect(eq(sz, diag->line, line), "%s", message);
	cr_expect(eq(sz, diag->column, column), "%s", message);
	if (hint)
		cr_expect_str_eq(diag->hint ? diag->hint : "no hint", hint);
	wc_arena_free(w.arena);
}

Test(load, good_program)
{
	struct world w = load_with(NULL, NULL);
	for (const struct wc_diag *d = w.diags.first; d; d = d->next)
		cr_log_error("%s:%zu:%zu %s", d->file, d->line, d->column, d->text);
	cr_assert(w.ok);
	const struct wc_program *p = w.program;
	cr_expect(eq(sz, p->release_count, 3));
	cr_expect(eq(u32, p->releases[0].build, 100));
	cr_expect(eq(int, p->releases[1].product, WC_SERVER), "servers first");
	cr_expect(eq(u32, p->releases[0].servicing_base, 100), "its own by default");
	cr_expect(eq(u32, p->releases[2].servicing_base, 100));
	cr_expect(eq(int, p->releases[1].available, 20200229), "a month is its last day");
	cr_expect(eq(int, p->releases[2].architectures, 1 << WC_AMD64 | 1 << WC_ARM64));
	cr_expect_str_eq(p->releases[1].source.item[0], "a page", "inherited from the head of the file");
	wc_arena_free(w.arena);
}

Test(load, good_cells)
{
	struct world w = load_with(NULL, NULL);
	const struct wc_matrix_cell *cell = w.program->cells;
	cr_assert(eq(sz, w.program->cell_count, 2));
	cr_expect(eq(sz, w.program->editions[0].cell_count, 2));
	cr_expect(eq(sz, cell[0].host_build_count, 2));
	cr_expect(eq(u32, cell[1].host_builds[1].low, 200));
	cr_expect(eq(int, cell[0].process, WC_VENDOR_NO));
	cr_expect(eq(int, cell[1].process, WC_VENDOR_PREVIEW));
	cr_expect_str_eq(cell[1].misprint, "wrong");
	wc_arena_free(w.arena);
}

Test(load, good_clauses_stand_by_voice)
{
	struct world w = load_with(NULL, NULL);
	const struct wc_clause *c = w.program->clauses;
	cr_assert(eq(sz, w.program->clause_count, 4));
	cr_expect(eq(int, c[0].voice, WC_VOICE_PROSE));
	cr_expect(eq(u32, c[0].host_builds.high, UINT32_MAX));
	cr_expect(eq(int, c[0].host_revision, WC_REVISION_UNKNOWN));
	cr_expect(eq(int, c[0].rank, 10));
	cr_expect(eq(int, c[1].rank, 25), "documented, by family and revision");
	cr_expect(eq(int, c[2].rank, 35), "observed, by family");
	cr_expect(eq(int, c[2].says, WC_SAYS_FAILS));
	cr_expect(eq(int, c[3].voice, WC_VOICE_NOTE));
	cr_expect(eq(u32, c[3].engine_below.major, 23));
	wc_arena_free(w.arena);
}

Test(load, a_report_that_counts_has_a_rule)
{
	struct world w = load_with(NULL, NULL);
	const struct wc_program *p = w.program;
	cr_assert(eq(sz, p->observation_count, 2));
	const struct wc_rule *rule = &p->rules[p->observations[0].rule];
	cr_expect_str_eq(rule->id, "O1");
	cr_expect_str_eq(rule->text, "nano on B: seen to hang");
	cr_expect(eq(int, rule->known_from, 20191231));
	cr_expect(eq(int, rule->checked, 20261122));
	cr_expect(eq(int, p->observations[1].rule, UINT16_MAX));
	cr_expect_str_eq(p->rules[p->borders[0].rule].id, "REV");
	cr_expect_str_eq(p->rules[p->role[WC_ROLE_NONE + 1]].id, "ROLE-1");
	wc_arena_free(w.arena);
}

Test(load, unknown_keys_and_words)
{
	expect_fault("x.yaml", "relases: []\nrules: []\n", 1, 1, "'relases' is not a key of a data file", "did you mean 'releases'?");
	expect_fault("x.yaml", HEAD "engines:\n- {kind: docker, title: T, nams: [a], names: [b]}\n", 4, 28,
	             "'nams' is not a key of an engine", "did you mean 'names'?");
	expect_fault("x.yaml", HEAD "engines:\n- {kind: dcoker, title: T, names: [b]}\n", 4, 10, "'dcoker' is not an engine",
	             "did you mean 'docker'?");
	expect_fault("x.yaml", HEAD "engines:\n- {kind: docker, title: T, names: [b], default-cri: vm}\n", 4, 53, "'vm' is not a mode",
	             "one of: process, hyperv");
	expect_fault("x.yaml", HEAD "engines:\n- {kind: unknown, title: T, names: [b]}\n", 4, 10, "'unknown' is not an engine", NULL);
}

Test(load, missing_fields_and_wrong_kinds)
{
	expect_fault("x.yaml", "source: [a]\nengines:\n- {kind: docker, title: T, names: [b]}\n", 3, 3, "an engine without 'checked'", NULL);
	expect_fault("x.yaml", "checked: 2020-01-01\nengines:\n- {kind: docker, title: T, names: [b]}\n", 3, 3,
	             "an engine without 'source'", NULL);
	expect_fault("x.yaml", HEAD "engines:\n- {kind: docker, title: [T], names: [b]}\n", 4, 25, "title is a list, not a string", NULL);
	expect_fault("x.yaml", HEAD "engines:\n- {kind: docker, title: T, names: []}\n", 4, 35, "names is an empty list", NULL);
	expect_fault("x.yaml", HEAD "engines:\n- {kind: docker, title: \"\", names: [b]}\n", 4, 25, "title is empty", NULL);
	expect_fault("x.yaml", HEAD "engines: nothing\n", 3, 10, "engines is a string, not a list", NULL);
	expect_fault("x.yaml", HEAD "engines:\n- docker\n", 4, 3, "an engine is a map, this is a string", NULL);
	expect_fault("x.yaml", "- a\n", 1, 1, "a data file is a map, this is a list", NULL);
	expect_fault("x.yaml", HEAD "engines:\n- {kind: docker, title: \"a\\eb\", names: [b]}\n", 4, 25,
	             "title holds a line break or a control character", NULL);
}

Test(load, days_and_numbers)
{
#define RULE(more) HEAD "rules:\n- {id: X, title: T, evidence: announced, text: t, clauses: [{voice: note, says: note" more "}\n"
	expect_fault("x.yaml", RULE("}], known-from: 2019-02-29"), 4, 101, "known-from: '2019-02-29' is not in the calendar", NULL);
	expect_fault("x.yaml", RULE("}], known-from: 12.3.2019"), 4, 101,
	             "known-from: '12.3.2019' is not a day (YYYY-MM-DD) or a month (YYYY-MM)", NULL);
	expect_fault("x.yaml", RULE("}], known-from: 2019-02, known-to: 2019-01-31"), 4, 120, "known-to is a day before the one it began",
	             NULL);
	expect_fault("x.yaml", RULE(", host-build: 20348-17763}]"), 4, 99, "host-build: '20348-17763' holds no build", NULL);
	expect_fault("x.yaml", RULE(", host-build: [1, 2]}]"), 4, 99, "host-build is one interval here; write a clause for each", NULL);
	expect_fault("x.yaml", RULE(", host-build: 17763x}]"), 4, 99,
	             "host-build: '17763x' is not a build (BUILD), an interval (LOW-HIGH) or an open one (LOW+)", NULL);
	expect_fault("x.yaml", RULE(", rank: 256}]"), 4, 93, "rank: '256' is not a number from 1 to 255", NULL);
	expect_fault("x.yaml", RULE(", modes: [process, process]}]"), 4, 104, "modes: 'process' stands there twice", NULL);
}

Test(load, what_clauses_may_say)
{
	expect_fault("x.yaml", RULE("}, {voice: prose, says: starts}]"), 4, 109, "'starts' is nothing that a clause of voice 'prose' can say",
	             NULL);
	expect_fault("x.yaml", RULE("}, {voice: host, says: refuse}]"), 4, 108, "'refuse' is nothing that a clause of voice 'host' can say",
	             NULL);
	expect_fault("x.yaml", RULE("}, {voice: engine, says: refuse}]"), 4, 88,
	             "the clause speaks of an engine and does not name it: 'engine' is missing", NULL);
	expect_fault("x.yaml", RULE(", engine: docker, engine-from: 2.0, engine-below: 1.0}]"), 4, 135,
	             "engine-below is not above engine-from: the clause never applies", NULL);
	expect_fault("x.yaml", HEAD "rules:\n- {id: X, title: T, evidence: announced, text: t}\n", 4, 3,
	             "the rule says nothing: it has no clause, no role and no border", NULL);
}

Test(load, names_stand_once)
{
	expect_fault("x.yaml", RULE("}]") "- {id: R1, title: T, evidence: licence, text: t, clauses: [{voice: note, says: note}]}\n", 5, 3,
	             "the rule 'R1' stands twice, first at prose.yaml:4", NULL);
	expect_fault("x.yaml",
	             HEAD "releases:\n- {build: 300, version: C, product: server, title: C, channel: ac, base-image: no, architectures: amd64,\n"
	                  "   aliases: [c, a]}\n",
	             5, 17, "the alias 'a' stands twice, first at releases.yaml:9", NULL);
	expect_fault("x.yaml",
	             HEAD "releases:\n- {build: 300, version: C, product: server, title: C, channel: ac, base-image: no, architectures: amd64,\n"
	                  "   aliases: [c], tags: ltsca}\n",
	             5, 24, "the tag word 'ltsca' stands twice, first at releases.yaml:9", NULL);
	expect_fault("x.yaml",
	             HEAD "releases:\n- {build: 300, version: C, product: server, title: C, channel: ac, base-image: no, architectures: amd64,\n"
	                  "   aliases: [C]}\n",
	             5, 14, "the alias 'C' holds an upper-case letter, a blank or one of ,:@=", NULL);
	expect_fault("x.yaml", RULE("}], role: uplevel"), 4, 95, "the role 'uplevel' has a rule already, at data/roles.yaml:11", NULL);
}

Test(load, borders)
{
#define BORDER(more) HEAD "rules: [{id: REV, title: T, evidence: documented, text: t}]\nborders:\n- {baseline: X, rule: " more "}\n"
	expect_fault("advisories.yaml", BORDER("REF, build: 100, evidence: observed, direction: image-newer, image-from: 2, host-before: 1")
	             "- {baseline: X, rule: REV, build: 100, evidence: observed, direction: image-newer, image-from: 2, host-before: 1}\n",
	             5, 23, "there is no rule 'REF'", NULL);
	expect_fault("advisories.yaml", BORDER("REV, build: 111, evidence: observed, direction: image-newer, image-from: 2, host-before: 1"), 5,
	             35, "no release has the build 111", NULL);
	expect_fault("advisories.yaml", BORDER("REV, build: 100, evidence: observed, direction: image-newer, image-before: 2, host-from: 1"), 5,
	             3, "the border can never speak: a revision on one of its sides is missing", NULL);
	expect_fault("advisories.yaml",
	             BORDER("REV, build: 100, evidence: announced, direction: either, image-before: 2, host-from: 1"), 5, 50,
	             "a border is documented or observed", NULL);
}

Test(load, editions)
{
#define CELLS(id, days, row) "edition: " id "\n" days "source: [a page]\nchecked: 2026-11-22\nhosts:\n" row
#define ROW "- {host: H, product: server, builds: 100, images: [{image: I, build: 100, process: yes, hyperv: no}]}\n"
	expect_fault("x.yaml", CELLS("E02", "", ROW), 1, 1, "an edition without 'published' (or `never: why`)", NULL);
	expect_fault("x.yaml", CELLS("E01", "published: 2021-01-01\n", ROW), 1, 1, "the edition 'E01' stands twice, first at matrix/E01.yaml:1",
	             NULL);
	expect_fault("x.yaml", CELLS("E02", "published: 2021-01-01\nsuperseded: 2020-01-01\n", ROW), 3, 13,
	             "superseded before it was published", NULL);
	expect_fault("x.yaml", CELLS("E02", "published: 2021-01-01\nholes: some\n", ROW), 3, 8, "the edition declares holes and has none", NULL);
	expect_fault("x.yaml",
	             CELLS("E02", "published: 2021-01-01\n",
	                   ROW "- {host: G, product: server, builds: 100+, images: [{image: J, build: 200, process: yes, hyperv: no}]}\n"),
	             1, 1, "2 of 4 host × image pairs have no cell: add them, or say `holes: why`", NULL);
	expect_fault("x.yaml",
	             CELLS("E02", "published: 2021-01-01\n",
	                   "- {host: H, product: client, builds: 100, images: [{image: I, build: 100, process: yes, hyperv: no}]}\n"),
	             6, 52, "its host row: no such release has the build 100", NULL);
	expect_fault("x.yaml",
	             CELLS("E02", "published: 2021-01-01\n",
	                   "- {host: H, product: server, builds: 100, images: [{image: I, build: 111, process: yes, hyperv: no}]}\n"),
	             6, 70, "no release has the build 111", NULL);
	expect_fault("x.yaml",
	             CELLS("E02", "published: 2021-01-01\n",
	                   "- {host: H, product: server, builds: 100, images: [{image: I, build: 100, process: unlisted, hyperv: no}]}\n"),
	             6, 84, "'unlisted' is not a cell", "one of: no, preview, yes");
	expect_fault("x.yaml", "edition: E02\nnever: a draft\npublished: 2020-01-01\nsource: [a]\nchecked: 2020-01-01\n", 2, 8,
	             "an edition that was never published has no day and no rows", NULL);
}

Test(load, editions_in_order_of_publication)
{
	struct world w = load_with(NULL, NULL);
	add_file(&w, "E03.yaml", CELLS("E03", "published: 2020-04-01\n", ROW));
	add_file(&w, "E02.yaml", "edition: E02\nnever: a draft\nsource: [a]\nchecked: 2020-01-01\n");
	add_file(&w, "TP4.yaml", CELLS("TP4", "published: 2015-11-27\n", ROW));
	load(&w);
	cr_assert(w.ok);
	static const char *const order[] = {"TP4", "E01", "E02", "E03"};
	for (size_t i = 0; i < 4; i++)
		cr_expect_str_eq(w.program->editions[i].id, order[i]);
	cr_expect(eq(sz, w.program->editions[2].cell_count, 0));
	cr_expect(eq(int, w.program->editions[2].published, 0));
	wc_arena_free(w.arena);
}

Test(load, base_layers)
{
#define DIGEST(c) "sha256:" c c c c c c c c
	expect_fault("x.yaml", HEAD "base-layers:\n- {digest: " DIGEST("0123456") ", role: base, family: nanoserver, version: 10.0.100}\n", 4,
	             12, "digest: '" DIGEST("0123456") "' is not \"sha256:\" and 64 hex digits", NULL);
	expect_fault("x.yaml", HEAD "base-layers:\n- {digest: " DIGEST("0123456G") ", role: base, family: nanoserver, version: 10.0.100}\n",
	             4, 12, "digest: '" DIGEST("0123456G") "' holds something else than the digits 0-9 and a-f", NULL);
	expect_fault("x.yaml",
	             HEAD "base-layers:\n- {digest: " DIGEST("0123abcd") ", role: base, family: nanoserver, version: 10.0.100}\n"
	                  "- {digest: " DIGEST("0123abcd") ", role: update, family: nanoserver, version: 10.0.100.7}\n",
	             5, 12, "this digest stands twice, first at x.yaml:4", NULL);
	expect_fault("x.yaml", HEAD "base-layers:\n- {digest: " DIGEST("0123abcd") ", role: base, family: nanoserver, version: 10.0}\n", 4, 126,
	             "version: '10.0' is not a Windows version: it has fewer than three parts", NULL);
}

#define ERROR(more) \
	HEAD "errors:\n- {id: E1, title: T, stems: [long enough], pattern: long enough, means: m, confidence: likely, versions: maybe,\n" \
	     "   next: [look], examples: [{text: long enough}]" more "}\n"

Test(load, errors)
{
	expect_fault("x.yaml", ERROR(", rule: R9"), 5, 57, "there is no rule 'R9'", NULL);
	expect_fault("x.yaml", ERROR(", causes: [C9]"), 5, 59, "there is no cause 'C9'", NULL);
	expect_fault("x.yaml", ERROR(", code: '0xC0'"), 5, 57, "'0xC0' is not 0x and lower-case hexadecimal digits", NULL);
	expect_fault("x.yaml", HEAD "clues:\n- {id: C1, stems: [short], pattern: short, examples: [{text: short}]}\n", 4, 19,
	             "the stem 'short' is shorter than 8 bytes", NULL);
	expect_fault("x.yaml", HEAD "causes:\n- {id: A, text: t}\n- {id: A, text: t}\n", 5, 3, "the cause 'A' stands twice, first at x.yaml:4", NULL);
	expect_fault("x.yaml", HEAD "clues:\n- {id: C1, stems: [long enough], pattern: p, examples: [], titel: T}\n", 4, 60,
	             "'titel' is not a key of a clue", NULL);
}

Test(load, reports)
{
	expect_fault("x.yaml", HEAD "observations:\n- {id: O3, date: 2020-01-01, title: T, host-build: 100, modes: process, outcome: works, trust: low}\n",
	             4, 3, "a report without 'image-build' can't count: give it, or say `silent: why`", NULL);
	expect_fault("x.yaml", HEAD "observations:\n- {id: O3, date: 2020-01-01, title: T, outcome: worked, silent: few, trust: low}\n", 4, 49,
	             "'worked' is not an outcome", "did you mean 'works'?");
}

Test(load, the_head_of_a_file_is_blamed_once)
{
	expect_fault("x.yaml",
	             "checked: yesterday\nsource: [a]\nengines:\n- {kind: docker, title: T, names: [b]}\n- {kind: nomad, title: T, names: [c]}\n", 1,
	             10, "checked: 'yesterday' is not a day (YYYY-MM-DD) or a month (YYYY-MM)", NULL);
}

Test(load, every_fault_at_once)
{
	struct world w = start();
	add_file(&w, "x.yaml", HEAD "engines:\n- {kind: dcoker, titel: T, names: [B]}\n- {kind: docker, title: T, names: [b, b]}\n");
	load(&w);
	cr_expect_not(w.ok);
	/* 5 in the file (word, key, missing title, upper case, twice), no releases, and a fault for every role. */
	cr_expect(eq(sz, w.diags.count, 5 + 1 + WC_ROLE_COUNT - 1));
	wc_arena_free(w.arena);
}

Test(load, the_program_that_was_built_in)
{
	const struct wc_program *p = &wc_builtin_program;
	size_t published = 0;
	for (size_t i = 0; i < p->edition_count; i++)
		published += p->editions[i].never == NULL;
	cr_expect(eq(sz, published, 23), "22 editions and the one of Technical Preview 4");
	cr_expect(eq(sz, p->cell_count, 739 + 6));
	for (size_t i = 1; i < p->base_layer_count; i++)
		cr_expect(lt(int, memcmp(p->base_layers[i - 1].digest, p->base_layers[i].digest, 32), 0));
	for (size_t i = 1; i < p->clause_count; i++)
		cr_expect(le(int, p->clauses[i - 1].voice, p->clauses[i].voice));
	for (size_t i = 1; i < WC_ROLE_COUNT; i++)
		cr_expect(lt(int, p->role[i], (int)p->rule_count));
}
