/* Policies: names to files, what they include, trees to a program. */
#include "app/policy.h"

#include "base/limits.h"
#include "base/text.h"
#include "format/tree.h"
#include "io/digest.h"
#include "io/file.h"
#include "io/listing.h"
#include "policy/site/load.h"
#include "policy/site/site.h"
#include "present/wording.h"

#include <string.h>

/* A file that is being read, and which one includes it. */
struct opened {
	const struct opened *by;
	const char *path, *digest;
};

struct reading_policies {
	wc_arena *arena;
	struct wc_policy_file *document; /* of all files */
	size_t count;
	struct {
		const char *path, *text, *digest;
		bool includes;     /* it includes others, which are meant from where it stands */
		const char **line; /* where each line starts, once a fault asks for one */
		size_t line_count;
	} file[WC_LIMIT_POLICY_FILES];
	size_t file_count;
	struct wc_diags *diags;
	struct wc_stamps *stamps; /* of what is looked at, or NULL */
};

static bool read_named(struct reading_policies *r, const char *name, const struct opened *by, struct wc_err *err);

static const struct wc_ready_policy *
ready(const char *name)
{
	for (size_t i = 0; i < wc_ready_policy_count; i++)
		if (strcmp(wc_ready_policies[i].name, name) == 0)
			return &wc_ready_policies[i];
	return NULL;
}

/* What is included is meant from the folder of the file that includes it; a ready-made policy stands in none. */
static const char *
beside(wc_arena *arena, const char *path, const char *name)
{
	size_t folder = strlen(path);
	while (folder && path[folder - 1] != '/' && path[folder - 1] != '\\')
		folder--;
	bool absolute = name[0] == '/' || name[0] == '\\' || (name[0] && name[1] == ':');
	return folder == 0 || absolute ? name : wc_printf(arena, "%.*s%s", (int)folder, path, name);
}

static bool
includes_itself(const struct opened *file, const char *digest)
{
	for (; file; file = file->by)
		if (strcmp(file->digest, digest) == 0)
			return true;
	return false;
}

static bool
read_include(struct reading_policies *r, const struct opened *file, const struct wc_node *node, struct wc_err *err)
{
	if (node->kind != WC_STRING || node->length == 0) {
		wc_diag_add(r->diags, file->path, node->line, node->column, "include names a file, a folder or a ready-made policy");
		return true;
	}
	const char *name = beside(r->arena, file->path, node->text);
	size_t faults = r->diags->count;
	if (!read_named(r, wc_path_kind(name) == WC_PATH_NONE && ready(node->text) ? node->text : name, file, err))
		return wc_while(err, "%s:%zu:%zu: including '%s'", file->path, node->line, node->column, node->text);
	for (struct wc_diag *d = r->diags->first; d && r->diags->count > faults; d = d->next) {
		if (d->line == 0 && strcmp(d->file, file->path) == 0) {
			d->line = node->line;
			d->column = node->column;
		}
	}
	return true;
}

static bool
read_includes(struct reading_policies *r, const struct opened *file, const struct wc_node *root, struct wc_err *err)
{
	const struct wc_node *include = wc_get(root, "include");
	bool list = include && include->kind == WC_LIST;
	for (const struct wc_node *item = list ? include->child : include; item; item = list ? item->next : NULL)
		if (!read_include(r, file, item, err))
			return false;
	return true;
}

static void
add_document(struct reading_policies *r, const struct opened *file, const struct wc_node *root)
{
	if ((r->count & (r->count - 1)) == 0) {
		struct wc_policy_file *more = wc_array(r->arena, struct wc_policy_file, r->count ? r->count * 2 : 1);
		if (r->count)
			memcpy(more, r->document, r->count * sizeof(*more));
		r->document = more;
	}
	r->document[r->count++] = (struct wc_policy_file){file->path, file->digest, root};
}

/* Two files may include one. The same bytes elsewhere are another file only where they include others from there. */
static bool
was_read(const struct reading_policies *r, const char *path, const char *digest)
{
	for (size_t i = 0; i < r->file_count; i++)
		if (strcmp(r->file[i].digest, digest) == 0 && (!r->file[i].includes || strcmp(r->file[i].path, path) == 0))
			return true;
	return false;
}

/* Reads one text, unless it was read already. */
static bool
read_text(struct reading_policies *r, const char *path, const char *text, size_t length, const struct opened *by, struct wc_err *err)
{
	uint8_t sum[WC_SHA256_BYTES];
	char digest[WC_DIGEST_TEXT];
	const struct wc_node *documents;
	wc_sha256(text, length, sum);
	wc_digest_print(sum, digest);
	if (includes_itself(by, digest)) {
		wc_diag_add(r->diags, by->path, 0, 0, "%s includes itself%s", path, strcmp(by->path, path) == 0 ? "" : wc_printf(r->arena, " by way of %s", by->path));
		return true;
	}
	if (was_read(r, path, digest))
		return true;
	if (r->file_count == WC_LIMIT_POLICY_FILES)
		return wc_fail(err, WC_FAULT_INPUT, "more than %d policy files", WC_LIMIT_POLICY_FILES);
	if (!wc_yaml_read(r->arena, path, text, length, &documents, err))
		return false;
	struct opened file = {by, path, wc_copyz(r->arena, digest)};
	r->file[r->file_count].path = path;
	r->file[r->file_count].text = text;
	r->file[r->file_count].digest = file.digest;
	for (const struct wc_node *root = documents->child; root; root = root->next)
		r->file[r->file_count].includes |= wc_get(root, "include") != NULL;
	r->file_count++;
	if (documents->count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s: the policy is empty", path);
		return wc_hint(err, "write `format: %d` and `rules:`; docs/policy.md shows how", WC_POLICY_FORMAT);
	}
	for (const struct wc_node *root = documents->child; root; root = root->next) {
		add_document(r, &file, root);
		if (!read_includes(r, &file, root, err))
			return false;
	}
	return true;
}

static bool
read_path(struct reading_policies *r, const char *path, const struct opened *by, struct wc_err *err)
{
	char *text;
	size_t length;
	wc_stamps_add(r->stamps, path);
	return wc_file_read(r->arena, path, WC_LIMIT_YAML_BYTES, &text, &length, err) && read_text(r, path, text, length, by, err);
}

static bool
read_folder(struct reading_policies *r, const char *path, const struct opened *by, struct wc_err *err)
{
	const char **names;
	size_t count;
	wc_stamps_add(r->stamps, path);
	if (!wc_listing_read(r->arena, path, ".yaml", &names, &count, err))
		return false;
	if (count == 0)
		return wc_fail(err, WC_FAULT_INPUT, "%s: no *.yaml file is in this folder", path);
	for (size_t i = 0; i < count; i++)
		if (!read_path(r, wc_printf(r->arena, "%s/%s", path, names[i]), by, err))
			return false;
	return true;
}

static bool
no_such_policy(wc_arena *arena, const char *name, struct wc_err *err)
{
	struct wc_text names = {.arena = arena};
	const char **list = wc_array(arena, const char *, wc_ready_policy_count + 1);
	for (size_t i = 0; i < wc_ready_policy_count; i++) {
		list[i] = wc_ready_policies[i].name;
		wc_text_printf(&names, "%s%s", i ? ", " : "", list[i]);
	}
	const char *nearest = wc_nearest(name, list, wc_ready_policy_count);
	wc_fail(err, WC_FAULT_INPUT, "'%.400s' is no file, no folder and no ready-made policy", name);
	return nearest ? wc_hint(err, "did you mean '%s'?", nearest) : wc_hint(err, "the ready-made ones are %s", wc_text_string(&names));
}

static bool
read_named(struct reading_policies *r, const char *name, const struct opened *by, struct wc_err *err)
{
	switch (wc_path_kind(name)) {
	case WC_PATH_DIRECTORY:
		return read_folder(r, name, by, err);
	case WC_PATH_NONE:
		if (strcmp(name, "-") != 0) {
			wc_stamps_add(r->stamps, name); /* a file of that name may come */
			const struct wc_ready_policy *policy = ready(name);
			return policy ? read_text(r, wc_printf(r->arena, "rules/%s.yaml", name), policy->text, policy->length, by, err)
			              : no_such_policy(r->arena, name, err);
		}
		return read_path(r, name, by, err);
	default:
		return read_path(r, name, by, err);
	}
}

static void
find_lines(struct reading_policies *r, size_t file)
{
	size_t count = 1;
	for (const char *p = r->file[file].text; (p = strchr(p, '\n')); p++)
		count++;
	const char **line = wc_array(r->arena, const char *, count);
	line[0] = r->file[file].text;
	for (size_t i = 1; i < count; i++)
		line[i] = strchr(line[i - 1], '\n') + 1;
	r->file[file].line = line;
	r->file[file].line_count = count;
}

/* The line of each fault, as it stands. There may be as many faults as lines: none is searched for from the start. */
static void
add_excerpts(struct reading_policies *r)
{
	for (struct wc_diag *d = r->diags->first; d; d = d->next) {
		size_t i = 0;
		while (i < r->file_count && strcmp(r->file[i].path, d->file) != 0)
			i++;
		if (i == r->file_count || d->line == 0 || d->excerpt)
			continue;
		if (!r->file[i].line)
			find_lines(r, i);
		if (d->line <= r->file[i].line_count)
			d->excerpt = wc_diag_line(r->arena, r->file[i].line[d->line - 1], 1);
	}
}

/* Sentences name facts of the verdict in braces: those that nobody fills in are faults of the policy. */
static void
check_sentences(struct reading_policies *r, const struct wc_program *base, const struct wc_program *program)
{
	for (size_t i = 0; i < program->site->rule_count; i++) {
		const struct wc_site_rule *rule = &program->site->rules[i];
		const char *open = program->rules[base->rule_count + i].text, *close;
		for (; (open = strchr(open, '{')) && (close = strchr(open, '}')); open = close) {
			const char *name = wc_copy(r->arena, open + 1, (size_t)(close - open - 1));
			if (!wc_placeholder_known(name))
				wc_diag_add(r->diags, rule->file, rule->line, rule->column, "%s: {%s} in the sentence stands for nothing", rule->id, name)->hint =
					"data/FORMAT.md lists what may stand in braces";
		}
	}
}

bool
wc_policy_load(wc_arena *arena, const struct wc_program *base, struct wc_names names, const char *language, struct wc_stamps *stamps,
               const struct wc_program **ret_program, struct wc_diags *diags, struct wc_err *err)
{
	struct reading_policies *r = wc_alloc(arena, sizeof(*r));
	r->arena = arena;
	r->diags = diags;
	r->stamps = stamps;
	for (size_t i = 0; i < names.count; i++)
		if (!read_named(r, names.item[i], NULL, err))
			return wc_while(err, "reading policies");
	const struct wc_program *program = base;
	if (names.count && wc_site_load(arena, base, r->document, r->count, language, &program, diags))
		check_sentences(r, base, program);
	if (diags->count == 0) {
		*ret_program = program;
		return true;
	}
	add_excerpts(r);
	wc_fail(err, WC_FAULT_INPUT, "the policy has %zu %s", diags->count, diags->count == 1 ? "fault" : "faults");
	return wc_hint(err, "mend the places above; nothing of it was used");
}
