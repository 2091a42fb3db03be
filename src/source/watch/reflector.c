/* The reflector: pages of a list, lines of a watch, and what to do when one fails. */
#include "source/watch/reflector.h"

#include <string.h>

enum {
	PAGE = 500,             /* objects of one page of a list: client-go's */
	LIST_SECONDS = 300,     /* a server that lists from its memory sends all pages as one */
	WATCH_SECONDS = 300,    /* the shortest watch; the longest is twice as long, so that not all end together: client-go's */
	GRACE_SECONDS = 30,     /* after which a server that should have ended a watch is taken for dead */
	FIRST_WAIT_MS = 250,
	LONGEST_WAIT_MS = 30000,
	FORBIDDEN_WAIT_MS = 5000, /* somebody has to change a role first */
	SHORT_WATCH_MS = 1000,  /* a watch that ends sooner and says nothing is a failure, or it would be asked for again and again */
	MOST_DOUBLINGS = 10,
	PATIENCE = 3,           /* failures in a row after which a watch is given up for a list */
};

/* `value` is at most WC_LIMIT_CURSOR_BYTES long. */
static void
set(char *text, const char *value)
{
	memcpy(text, value, strlen(value) + 1);
}

void
wc_reflector_begin(struct wc_reflector *r, const struct wc_watched_kind *kind, struct wc_objects *objects)
{
	*r = (struct wc_reflector){.kind = kind, .objects = objects};
	set(r->version, "0"); /* whatever the server has in memory: a start of many replicas costs it nothing */
	set(r->rest, "");
}

static void
add_escaped(struct wc_text *text, const char *value)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	for (; *value; value++)
		wc_text_printf(text, strchr(plain, *value) ? "%c" : "%%%02X", (unsigned char)*value);
}

static bool take_item(void *context, const char *bytes, size_t length, struct wc_err *err);
static bool take_event(void *context, const char *bytes, size_t length, struct wc_err *err);

const char *
wc_reflector_ask(struct wc_reflector *r, wc_arena *arena, unsigned random, unsigned *ret_seconds)
{
	struct wc_text text = {.arena = arena};
	unsigned seconds = WATCH_SECONDS + random % WATCH_SECONDS;
	r->arena = arena;
	r->split = (struct wc_split){.piece = r->watches ? take_event : take_item, .context = r, .now = {.arena = arena}, .head = {.arena = arena}};
	r->refusal = (struct wc_text){.arena = arena};
	r->err = (struct wc_err){0};
	r->is_broken = r->is_gone = false;
	r->events = 0;
	(r->watches ? &r->counts.watches : &r->counts.lists)[0] += *r->rest == '\0';
	if (!r->watches && !*r->rest)
		wc_objects_list_begin(r->objects);
	wc_text_addz(&text, r->kind->path);
	if (r->watches)
		wc_text_printf(&text, "?watch=1&allowWatchBookmarks=true&timeoutSeconds=%u", seconds);
	else
		wc_text_printf(&text, "?limit=%d", PAGE);
	wc_text_addz(&text, *r->rest ? "&continue=" : "&resourceVersion=");
	add_escaped(&text, *r->rest ? r->rest : r->version);
	*ret_seconds = r->watches ? seconds + GRACE_SECONDS : LIST_SECONDS;
	return wc_text_string(&text);
}

/* What the object is called, with its namespace where it has one; NULL where it has no name. */
static const char *
name_of(wc_arena *arena, const struct wc_node *object)
{
	const struct wc_node *metadata = wc_get(object, "metadata");
	const char *name = wc_get_text(metadata, "name"), *space = wc_get_text(metadata, "namespace");
	return name && *name && space ? wc_printf(arena, "%s/%s", space, name) : name && *name ? name : NULL;
}

static bool
keep(struct wc_reflector *r, wc_arena *arena, const struct wc_node *object, bool is_there, struct wc_err *err)
{
	const char *name = name_of(arena, object), *text = is_there ? r->kind->reduce(arena, object) : NULL;
	if (!name)
		return wc_fail(err, WC_FAULT_UNREACHABLE, "it sends an object without a name");
	if (!text)
		wc_objects_remove(r->objects, name);
	else if (!wc_objects_put(r->objects, name, text))
		return wc_fail(err, WC_FAULT_UNREACHABLE, "it has more than %d of them, or memory is out", WC_LIMIT_WATCHED);
	return true;
}

static bool
take_item(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	struct wc_reflector *r = context;
	const struct wc_node *item;
	wc_arena *arena = wc_arena_new();
	bool good = wc_json_read(arena, "an object", bytes, length, &item, err) && keep(r, arena, item, true, err);
	wc_arena_free(arena);
	return good;
}

static bool
take_version(struct wc_reflector *r, const struct wc_node *object, struct wc_err *err)
{
	const char *version = wc_get_text(wc_get(object, "metadata"), "resourceVersion");
	if (!version || !*version || strlen(version) > WC_LIMIT_CURSOR_BYTES)
		return wc_fail(err, WC_FAULT_UNREACHABLE, "it sends no resourceVersion");
	set(r->version, version);
	return true;
}

/* A Status in place of an object: 410 says that the server no longer knows as far back as the watch began. */
static bool
take_status(struct wc_reflector *r, const struct wc_node *status, struct wc_err *err)
{
	const struct wc_node *code = wc_get(status, "code");
	const char *number = code && code->kind == WC_NUMBER ? code->text : "0", *message = wc_get_text(status, "message");
	r->is_gone = strcmp(number, "410") == 0;
	return wc_fail(err, WC_FAULT_UNREACHABLE, "it ended the watch with %.10s: %.300s", number, message ? message : "without saying why");
}

static bool
read_event(struct wc_reflector *r, wc_arena *arena, const struct wc_node *event, struct wc_err *err)
{
	const char *type = wc_get_text(event, "type");
	const struct wc_node *object = wc_get(event, "object");
	if (type && strcmp(type, "ERROR") == 0)
		return take_status(r, object, err);
	bool is_mark = type && strcmp(type, "BOOKMARK") == 0, is_gone = type && strcmp(type, "DELETED") == 0;
	if (!is_mark && !is_gone && (!type || (strcmp(type, "ADDED") != 0 && strcmp(type, "MODIFIED") != 0)))
		return wc_fail(err, WC_FAULT_UNREACHABLE, "it sends a line that is no event of a watch");
	return (is_mark || keep(r, arena, object, !is_gone, err)) && take_version(r, object, err);
}

static bool
take_event(void *context, const char *bytes, size_t length, struct wc_err *err)
{
	struct wc_reflector *r = context;
	const struct wc_node *event;
	wc_arena *arena = wc_arena_new();
	bool good = wc_json_read(arena, "an event", bytes, length, &event, err) && read_event(r, arena, event, err);
	wc_arena_free(arena);
	if (good) {
		r->failures = 0;
		r->events++;
		r->counts.events++;
	}
	return good;
}

bool
wc_reflector_take(struct wc_reflector *r, unsigned status, const char *bytes, size_t length)
{
	if (status != 200) {
		wc_text_add(&r->refusal, bytes, length);
		return r->refusal.length < WC_LIMIT_STATUS_BYTES;
	}
	r->is_broken = r->is_broken || !(r->watches ? wc_split_lines : wc_split_list)(&r->split, bytes, length, &r->err);
	return !r->is_broken;
}

/* The end of a page: there is another one, or the list is complete. */
static bool
read_head(struct wc_reflector *r, struct wc_err *err)
{
	const struct wc_node *head;
	if (!wc_json_read(r->arena, "the list", wc_text_string(&r->split.head), r->split.head.length, &head, err))
		return false;
	const struct wc_node *items = wc_get(head, "items"), *metadata = wc_get(head, "metadata");
	const char *rest = wc_get_text(metadata, "continue");
	if (!metadata || !items || items->count || (items->kind != WC_LIST && items->kind != WC_NULL) || (rest && strlen(rest) > WC_LIMIT_CURSOR_BYTES))
		return wc_fail(err, WC_FAULT_UNREACHABLE, "what it sends is no list of Kubernetes");
	if (rest && *rest) {
		set(r->rest, rest);
		return true;
	}
	if (!take_version(r, head, err))
		return false;
	set(r->rest, "");
	wc_objects_list_end(r->objects);
	r->is_known = r->watches = true;
	return true;
}

/* A list is asked for, from its first page on; `version` is what it may be as old as. */
static void
list_anew(struct wc_reflector *r, const char *version)
{
	r->watches = false;
	set(r->rest, "");
	if (version)
		set(r->version, version);
}

/* What a server says of its refusal, in one line. */
static const char *
message_of(struct wc_reflector *r)
{
	const struct wc_node *status;
	struct wc_err err;
	if (!wc_json_read(r->arena, "a Status", wc_text_string(&r->refusal), r->refusal.length, &status, &err))
		return "without saying why";
	const char *message = wc_get_text(status, "message");
	return message ? message : "without saying why";
}

static void
explain(struct wc_reflector *r, unsigned status)
{
	const char *verb = r->watches ? "watch" : "list";
	wc_fail(&r->err, WC_FAULT_UNREACHABLE, "the API server answers %u: %.300s", status, message_of(r));
	if (status == 403)
		wc_hint(&r->err, "give its service account the verb %s on %s (deploy/kustomize/base/rbac.yaml)", verb, r->kind->resource);
	else if (status == 401)
		wc_hint(&r->err, "its token is not accepted; it is read anew each time");
	else if (status == 404)
		wc_hint(&r->err, "is this the address of a Kubernetes API server of 1.20 or later?");
}

/* Says in r->err what failed, and sets what is asked next. True: nothing failed. */
static bool
judge(struct wc_reflector *r, const struct wc_reflector_answer *a)
{
	bool was_watch = r->watches;
	if (r->is_broken) {
		list_anew(r, r->is_gone ? "" : NULL);
		return false;
	}
	if (a->status && a->status != 200) {
		explain(r, a->status);
		/* 400: it does not understand its own token any more; 504: the version is newer than what it has in memory. */
		if (a->status == 410 || (!was_watch && (a->status == 400 || a->status == 504)))
			list_anew(r, "");
		r->is_gone = a->status == 410;
		return false;
	}
	if (a->problem)
		return wc_fail(&r->err, WC_FAULT_UNREACHABLE, "%s", a->problem);
	if (!was_watch && !read_head(r, &r->err)) {
		list_anew(r, NULL);
		return false;
	}
	if (was_watch && !r->events && a->lasted_ms < SHORT_WATCH_MS)
		return wc_fail(&r->err, WC_FAULT_UNREACHABLE, "it ended a watch at once, without saying why");
	return true;
}

/* Doubles with each failure, and differs from one replica to the next by half. */
static unsigned
wait_of(const struct wc_reflector *r, const struct wc_reflector_answer *a, unsigned random)
{
	unsigned doublings = r->failures - 1 < MOST_DOUBLINGS ? r->failures - 1 : MOST_DOUBLINGS;
	unsigned wait = (a->status == 403 ? FORBIDDEN_WAIT_MS : FIRST_WAIT_MS) << doublings, asked = a->retry_after;
	wait = wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS;
	wait = wait / 2 + random % (wait / 2 + 1);
	asked = asked < LONGEST_WAIT_MS / 1000 ? asked * 1000 : LONGEST_WAIT_MS;
	return wait > asked ? wait : asked;
}

unsigned
wc_reflector_done(struct wc_reflector *r, const struct wc_reflector_answer *a, unsigned random, struct wc_err *ret_err)
{
	bool was_watch = r->watches, had_events = r->events > 0 || (was_watch && a->lasted_ms >= SHORT_WATCH_MS && a->status == 200);
	if (had_events)
		r->failures = 0;
	if (judge(r, a)) {
		*ret_err = (struct wc_err){0};
		return was_watch && a->lasted_ms < SHORT_WATCH_MS ? FIRST_WAIT_MS : 0; /* one that ends again and again, too */
	}
	*ret_err = r->err;
	ret_err->fault = WC_FAULT_UNREACHABLE;
	(was_watch ? &r->counts.watch_errors : &r->counts.list_errors)[0]++;
	if (was_watch && r->failures >= PATIENCE)
		list_anew(r, a->status ? "" : NULL);
	/* What is gone is listed anew at once: that is how it goes in a cluster where much happens. Only again and again it is a failure. */
	return r->failures++ == 0 && r->is_gone ? 0 : wait_of(r, a, random);
}
