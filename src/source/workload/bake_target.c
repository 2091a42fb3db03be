/* A target of a bake file: the Dockerfile that it builds with its arguments, and the images that it names as contexts. */
#include "source/workload/bake.h"

#include "base/limits.h"
#include "source/workload/docker_stages.h"
#include "source/workload/scalar.h"

#include <string.h>

enum { INHERIT_DEPTH = 8 };

/* A target with the values of one row of its matrix. */
struct target {
	struct wc_bake *b;
	const char *subject;
	const struct wc_node *body;
	const struct wc_row *row;
};

/* The value of `key` of a target: its own, else of those that it inherits, of which the last one wins. */
static const struct wc_node *
find(struct wc_bake *b, const struct wc_node *body, const char *key, unsigned depth)
{
	if (!body || depth == INHERIT_DEPTH || (b->looked += body->count + 1) > WC_LIMIT_INHERITED)
		return NULL;
	const struct wc_node *own = wc_get(body, key), *found = NULL, *list = wc_get(body, "inherits");
	if (own && own->kind != WC_NULL)
		return own;
	for (const struct wc_node *name = list && list->kind == WC_LIST ? list->child : NULL; name; name = name->next) {
		const struct wc_node *later =
			name->text ? find(b, wc_index_find(&b->targets, name->text), key, depth + 1) : NULL;
		if (later)
			found = later;
	}
	return found;
}

static const char *
fill(const struct target *t, const struct wc_node *node)
{
	const char *text, *why;
	if (!node || !node->text)
		return NULL;
	if (wc_bake_fill(t->b, t->row, node->text, &text, &why))
		return text;
	wc_scalar_unresolved(t->b->file, t->b->found, node, NULL, why);
	return NULL;
}

/* Adds the arguments that a body inherits, then its own: what stands later wins in a Dockerfile's build. */
static void
add_args(const struct target *t, const struct wc_node *body, struct wc_docker_build *build, struct wc_setting *args, unsigned depth)
{
	if (!body || depth == INHERIT_DEPTH || (t->b->looked += body->count + 1) > WC_LIMIT_INHERITED)
		return;
	const struct wc_node *list = wc_get(body, "inherits"), *own = wc_get(body, "args");
	for (const struct wc_node *name = list && list->kind == WC_LIST ? list->child : NULL; name; name = name->next)
		if (name->text)
			add_args(t, wc_index_find(&t->b->targets, name->text), build, args, depth + 1);
	for (const struct wc_node *arg = own && own->kind == WC_MAP ? own->child : NULL; arg; arg = arg->next) {
		const char *text, *why;
		if (!arg->text || build->arg_count == WC_LIMIT_BAKE_ARGS)
			continue;
		/* What bake computes stays as it stands: where a FROM uses it, that is seen by its ${. */
		if (!wc_bake_fill(t->b, t->row, arg->text, &text, &why))
			text = arg->text;
		args[build->arg_count++] = (struct wc_setting){arg->key, text};
	}
}

/* "windows/amd64" where that is among the platforms, else the only one. */
static const char *
platform_of(const struct target *t)
{
	const struct wc_node *list = wc_bake_node(t->b, t->row, find(t->b, t->body, "platforms", 0));
	for (const struct wc_node *item = list && list->kind == WC_LIST ? list->child : NULL; item; item = item->next)
		if (item->text && strncmp(item->text, "windows", 7) == 0)
			return item->text;
	return list && list->kind == WC_LIST && list->count == 1 ? list->child->text : NULL;
}

static uint8_t
os_of(const struct target *t)
{
	const char *platform = platform_of(t);
	return platform ? wc_docker_platform_os(platform) : WC_OS_UNKNOWN;
}

static const char scheme[] = "docker-image://";
enum { SCHEME_LENGTH = sizeof(scheme) - 1 };

/* What a target calls a name in its contexts; FROM of that name is no image. */
static const struct wc_node *
contexts_of(const struct target *t)
{
	const struct wc_node *contexts = wc_bake_node(t->b, t->row, find(t->b, t->body, "contexts", 0));
	return contexts && contexts->kind == WC_MAP ? contexts : NULL;
}

/* `docker-image://IMAGE` in place of a stage or a base; of a variable its value is what can be edited. */
static void
read_context(const struct target *t, const struct wc_node *context)
{
	const struct wc_node *node = wc_bake_node(t->b, t->row, context);
	bool may_be_image = node->text && (strncmp(node->text, scheme, SCHEME_LENGTH) == 0 || strncmp(node->text, "${", 2) == 0);
	const char *text = may_be_image ? fill(t, node) : NULL;
	if (!text || strncmp(text, scheme, SCHEME_LENGTH) != 0 || !text[SCHEME_LENGTH])
		return;
	bool is_plain = strncmp(node->text, scheme, SCHEME_LENGTH) == 0;
	struct wc_stretch at = wc_stretch_of(t->b->file, node);
	if (is_plain && at.length > SCHEME_LENGTH) {
		at.column += SCHEME_LENGTH;
		at.length -= SCHEME_LENGTH;
	}
	wc_found_use(t->b->found, &(struct wc_use){.at = at, .written = node->text + (is_plain ? SCHEME_LENGTH : 0),
	                                           .reference = text + SCHEME_LENGTH, .role = WC_USE_BUILD, .os = os_of(t),
	                                           .subject = wc_printf(t->b->file->arena, "%s, context %s", t->subject, context->key)});
}

static void
read_contexts(const struct target *t)
{
	const struct wc_node *contexts = contexts_of(t);
	for (const struct wc_node *node = contexts ? contexts->child : NULL; node; node = node->next)
		read_context(t, node);
}

/* Is the image a name that the target's contexts give another meaning? */
static bool
is_context(const struct wc_node *contexts, const char *reference)
{
	size_t length = strcspn(reference, ":");
	for (const struct wc_node *node = contexts ? contexts->child : NULL; node; node = node->next)
		if (strcmp(node->key, reference) == 0 ||
		    (strcmp(reference + length, ":latest") == 0 && strlen(node->key) == length && strncmp(node->key, reference, length) == 0))
			return true;
	return false;
}

/*
 * Goes over what was found in the Dockerfile: images that hold what bake computes become unresolved, at the line that uses it, and
 * contexts are no images.
 */
static void
take_back(const struct target *t, size_t before)
{
	struct wc_found *found = t->b->found;
	const struct wc_node *contexts = contexts_of(t);
	size_t kept = before;
	for (size_t i = before; i < found->use_count; i++) {
		const struct wc_use *use = &found->uses[i];
		if (strstr(use->reference, "${"))
			wc_found_unresolved(found, use->at, use->written, "a build argument that bake computes");
		else if (!is_context(contexts, use->reference))
			found->uses[kept++] = *use;
	}
	found->use_count = kept;
}

static void
read_dockerfile(const struct target *t)
{
	const struct wc_node *file = find(t->b, t->body, "dockerfile", 0), *context = find(t->b, t->body, "context", 0);
	const struct wc_node *stage = find(t->b, t->body, "target", 0), *at = file ? file : context;
	const char *name = file ? fill(t, file) : "Dockerfile", *folder = context ? fill(t, context) : ".";
	if (!at || !name || !folder)
		return;
	if (strstr(folder, "://") || strchr(folder, ':')) {
		wc_scalar_unresolved(t->b->file, t->b->found, context, NULL, "a context that lies elsewhere, which is not read here");
		return;
	}
	struct wc_docker_build build = {.subject = t->subject, .target = stage ? fill(t, stage) : NULL, .platform = platform_of(t)};
	struct wc_setting *args = wc_array(t->b->file->arena, struct wc_setting, WC_LIMIT_BAKE_ARGS);
	size_t before = t->b->found->use_count;
	add_args(t, t->body, &build, args, 0);
	build.args = args;
	const char *path = strcmp(folder, ".") == 0 ? name : wc_printf(t->b->file->arena, "%s/%s", folder, name);
	wc_dockerfile_read_near(t->b->file, path, wc_stretch_of(t->b->file, at), at->text, &build, t->b->found);
	take_back(t, before);
}

/* Reads a target; returns how many rows it had. In memory of its own: each row reads a Dockerfile. */
static size_t
read_target(struct wc_bake *bake, const struct wc_index_entry *entry, size_t most)
{
	struct wc_workload_file file = *bake->file;
	struct wc_bake b = *bake;
	const struct wc_node *matrix = wc_get(entry->node, "matrix");
	struct wc_node one = matrix ? *matrix : (struct wc_node){0}, list = {.kind = WC_LIST, .child = matrix ? &one : NULL};
	one.next = NULL;
	b.file = &file;
	file.arena = wc_arena_new();
	struct target t = {.b = &b, .subject = wc_printf(file.arena, "target %s", entry->name), .body = entry->node};
	struct wc_rows rows = wc_matrix_lists(file.arena, &list);
	for (size_t i = 0; i < rows.count && i < most; i++) {
		t.row = &rows.row[i];
		read_contexts(&t);
		read_dockerfile(&t);
	}
	bake->looked = b.looked;
	wc_arena_free(file.arena);
	return rows.count;
}

void
wc_bake_targets(struct wc_bake *b)
{
	size_t rows = 0;
	for (size_t i = 0; i < b->targets.count && rows < WC_LIMIT_BAKE_ROWS; i++)
		rows += read_target(b, &b->targets.entry[i], WC_LIMIT_BAKE_ROWS - rows);
	if (rows >= WC_LIMIT_BAKE_ROWS || b->looked > WC_LIMIT_INHERITED)
		wc_found_unresolved(b->found, (struct wc_stretch){.file = b->file->name, .line = 1, .column = 1}, "target",
		                    "there are more targets than are followed: images may be missing here");
}
