/* THE table of readers of files that name images, and the choice among them. */
#include "source/workloads.h"

#include <string.h>

/* The first that recognises a file reads it: what is sure by its name or a mark of its own stands first. */
const struct wc_workload_reader *const wc_workload_readers[] = {
	&wc_workload_dockerfile,
	&wc_workload_compose,
	&wc_workload_github,
	&wc_workload_gitlab,
	&wc_workload_azure,
	&wc_workload_devcontainer,
	&wc_workload_bake,
	&wc_workload_bake_hcl,
	&wc_workload_kubernetes,
	&wc_workload_ecs,
	&wc_workload_nomad,
};

enum { READER_COUNT = sizeof(wc_workload_readers) / sizeof(wc_workload_readers[0]) };
const size_t wc_workload_reader_count = READER_COUNT;

/* Standard input, and a file that the user named, have whatever format their content shows. */
static enum wc_claim
claim_of(const struct wc_workload_reader *reader, const struct wc_workload_file *file)
{
	if (strcmp(file->name, "-") == 0)
		return WC_CLAIM_MAYBE;
	enum wc_claim claim = reader->claims(file->name);
	return claim == WC_CLAIM_NONE && file->is_asked ? WC_CLAIM_MAYBE : claim;
}

enum wc_claim
wc_workload_claim(const char *name)
{
	enum wc_claim best = WC_CLAIM_NONE;
	for (size_t i = 0; i < READER_COUNT && best != WC_CLAIM_SURE; i++) {
		enum wc_claim claim = wc_workload_readers[i]->claims(name);
		best = claim > best ? claim : best;
	}
	return best;
}

bool
wc_workload_may(const char *name)
{
	return wc_workload_claim(name) != WC_CLAIM_NONE;
}

static bool
has_sign(const struct wc_workload_reader *reader, const struct wc_workload_file *file)
{
	if (!reader->signs)
		return true;
	for (size_t i = 0; reader->signs[i]; i++)
		if (strstr(file->bytes, reader->signs[i]))
			return true;
	return false;
}

/* Does it look like JSON: by its name, or where that says nothing by how it begins? */
static bool
is_json(const struct wc_workload_file *file)
{
	const char *name = file->name;
	if (wc_path_ends(name, "*.json") || wc_path_ends(name, "*.jsonc"))
		return true;
	if (wc_path_ends(name, "*.yaml") || wc_path_ends(name, "*.yml"))
		return false;
	return file->bytes[strspn(file->bytes, " \t\r\n")] == '{';
}

static bool
may_have_comments(const char *name)
{
	return wc_path_ends(name, "*.jsonc") || wc_path_ends(name, "devcontainer.json") || wc_path_ends(name, ".devcontainer.json");
}

/* The file as one list of documents. */
static bool
parse(const struct wc_workload_file *file, const struct wc_node **ret_documents, struct wc_err *err)
{
	if (!is_json(file))
		return wc_yaml_read_foreign(file->arena, file->name, file->bytes, file->length, ret_documents, err);
	bool has_comments = may_have_comments(file->name);
	if (!has_comments && wc_json_read_many(file->arena, file->name, file->bytes, file->length, ret_documents, err))
		return true;
	/* Settings of other tools hold comments, too, under the plain name: they are no broken files. */
	return wc_json_read_commented(file->arena, file->name, file->bytes, file->length, ret_documents, has_comments ? err : NULL);
}

/* Somebody's template is no fault: it becomes YAML when it is rendered, and until then nobody can say what it names. */
static bool
is_template(const struct wc_workload_file *file, struct wc_found *found)
{
	const char *open = strstr(file->bytes, "{{"), *line = file->bytes;
	open = open ? open : strstr(file->bytes, "{%");
	struct wc_stretch at = {.file = file->name, .line = 1};
	if (!open)
		return false;
	for (const char *c = file->bytes; c < open; c++) {
		at.line += *c == '\n';
		line = *c == '\n' ? c + 1 : line;
	}
	at.column = (size_t)(open - line) + 1;
	size_t length = strcspn(open, "\r\n");
	wc_found_unresolved(found, at, wc_copy(file->arena, open, length < 60 ? length : 60),
	                    "the file is a template; scan what it renders to: helm template CHART | wincompat scan -");
	return true;
}

/* What is known of a file while a reader is looked for. */
struct looking {
	struct wc_workload_file file;
	bool is_parsed, is_broken;
	struct wc_err broken; /* why it is no tree */
};

static bool
tree_is_there(struct looking *looking)
{
	if (!looking->is_parsed)
		looking->is_broken = !parse(&looking->file, &looking->file.documents, &looking->broken);
	looking->is_parsed = true;
	return !looking->is_broken;
}

static bool
read_it(const struct wc_workload_reader *reader, struct looking *looking, struct wc_found *found, struct wc_err *err)
{
	struct wc_workload_file file = looking->file;
	found->reader = reader;
	if (!reader->is_tree)
		file.documents = NULL;
	return reader->read(&file, found, err);
}

static bool
recognises(const struct wc_workload_reader *reader, const struct looking *looking)
{
	struct wc_workload_file file = looking->file;
	if (!reader->is_tree)
		file.documents = NULL;
	return reader->recognises(&file);
}

bool
wc_workload_read(const struct wc_workload_file *file, struct wc_found *found, struct wc_err *err)
{
	struct wc_lines lines = {.arena = file->arena};
	struct looking looking = {.file = *file};
	looking.file.documents = NULL;
	found->reader = NULL;
	looking.file.lines = &lines;
	for (size_t i = 0; i < READER_COUNT; i++) {
		const struct wc_workload_reader *reader = wc_workload_readers[i];
		enum wc_claim claim = claim_of(reader, file);
		if (claim == WC_CLAIM_NONE || !has_sign(reader, file) || (reader->is_tree && !tree_is_there(&looking)))
			continue;
		if (claim == WC_CLAIM_SURE || recognises(reader, &looking))
			return read_it(reader, &looking, found, err);
	}
	if (!looking.is_broken || is_template(file, found))
		return true;
	*err = looking.broken;
	return false;
}
