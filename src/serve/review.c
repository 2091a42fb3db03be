/* Reading and writing reviews. */
#include "serve/review.h"

#include "base/limits.h"
#include "format/base64.h"
#include "format/json_write.h"

#include <string.h>

static const char v1[] = "admission.k8s.io/v1", v1beta1[] = "admission.k8s.io/v1beta1";

/* The end of the string that begins at `at` (a quote), or NULL. */
static const char *
string_end(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		at += *at == '\\' && at + 1 < end;
	return at < end ? at : NULL;
}

/*
 * The uid of a text that is no JSON as a whole, as far as it goes: the string "uid" of the map "request" of the first level, by counting
 * brackets. NULL where it is not there.
 */
static const char *
find_uid(wc_arena *arena, const char *text, size_t length)
{
	const char *at = text, *end = text + length, *key = NULL;
	size_t depth = 0, key_length = 0;
	bool in_request = false, is_value = false;
	for (; at < end; at++) {
		if (*at == '{' || *at == '[') {
			in_request = ++depth == 2 && *at == '{' && is_value && key_length == 7 && memcmp(key, "request", 7) == 0 ? true : in_request;
			is_value = false;
		} else if (*at == '}' || *at == ']') {
			if (depth == 0 || --depth == 1)
				in_request = false;
		} else if (*at == ':') {
			is_value = true;
		} else if (*at == ',') {
			is_value = false;
		} else if (*at == '"') {
			const char *stop = string_end(at, end);
			if (!stop)
				return NULL;
			size_t size = (size_t)(stop - at - 1);
			bool is_uid = in_request && depth == 2 && is_value && key_length == 3 && memcmp(key, "uid", 3) == 0;
			if (is_uid && size > 0 && size <= 256 && !memchr(at, '\\', size + 1))
				return wc_copy(arena, at + 1, size);
			if (!is_value) {
				key = at + 1;
				key_length = size;
			}
			at = stop;
		}
	}
	return NULL;
}

static const struct wc_node *
map_of(const struct wc_node *request, const char *key)
{
	const struct wc_node *node = wc_get(request, key);
	return node && node->kind == WC_MAP ? node : NULL;
}

/* What an API server always says and this request does not. */
static const char *
problem_of(wc_arena *arena, const struct wc_node *root, const struct wc_review *r)
{
	const char *kind = wc_get_text(root, "kind");
	if (!kind || strcmp(kind, "AdmissionReview") != 0)
		return wc_printf(arena, "its kind is %s%.60s, not AdmissionReview", kind ? "" : "not given", kind ? kind : "");
	if (strcmp(r->api_version, v1) != 0 && strcmp(r->api_version, v1beta1) != 0)
		return wc_printf(arena, "its apiVersion is %.80s; understood are %s and %s", r->api_version, v1, v1beta1);
	if (!r->operation)
		return "request.operation is not given";
	return r->kind ? NULL : "request.kind.kind is not given";
}

static void
read_kind(wc_arena *arena, const struct wc_node *request, struct wc_review *r)
{
	const struct wc_node *kind = map_of(request, "kind");
	const char *group = wc_get_text(kind, "group"), *version = wc_get_text(kind, "version");
	r->kind = wc_get_text(kind, "kind");
	r->kind_version = wc_printf(arena, "%s%s%s", group ? group : "", group && *group ? "/" : "", version ? version : "");
}

bool
wc_review_read(wc_arena *arena, const char *body, size_t length, struct wc_review *ret_review, struct wc_err *err)
{
	const struct wc_node *root;
	struct wc_review r = {.api_version = v1};
	if (!wc_json_read(arena, "the review", body, length, &root, err)) {
		r.uid = find_uid(arena, body, length);
		r.problem = wc_copyz(arena, err->text);
		*ret_review = r;
		return r.uid != NULL;
	}
	const struct wc_node *request = map_of(root, "request");
	const char *api_version = wc_get_text(root, "apiVersion"), *dry;
	r.api_version = api_version ? api_version : v1;
	r.uid = wc_get_text(request, "uid");
	if (!r.uid || !*r.uid) {
		wc_fail(err, WC_FAULT_INPUT, "the review has no request.uid");
		return wc_hint(err, "send an AdmissionReview of admission.k8s.io/v1");
	}
	r.operation = wc_get_text(request, "operation");
	read_kind(arena, request, &r);
	r.sub_resource = wc_get_text(request, "subResource");
	r.name = wc_get_text(request, "name");
	r.name_space = wc_get_text(request, "namespace");
	r.user = wc_get_text(wc_get(request, "userInfo"), "username");
	dry = wc_get(request, "dryRun") ? wc_get(request, "dryRun")->text : NULL;
	r.is_dry = dry && strcmp(dry, "true") == 0;
	r.object = map_of(request, "object");
	r.old_object = map_of(request, "oldObject");
	r.problem = problem_of(arena, root, &r);
	*ret_review = r;
	return true;
}

/* How many bytes of `text` one warning takes: up to a blank near the limit, and never half of a character. */
static size_t
piece(const char *text, size_t most)
{
	size_t length = strlen(text), at = most;
	if (length <= most)
		return length;
	while (at > most / 2 && text[at] != ' ')
		at--;
	if (at > most / 2)
		return at;
	for (at = most; at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80; at--)
		;
	return at;
}

/* A control character makes a warning vanish without a word. */
static char *
without_controls(wc_arena *arena, const char *text)
{
	char *clean = wc_copyz(arena, text);
	for (char *c = clean; *c; c++)
		*c = (unsigned char)*c < ' ' || *c == 0x7f ? ' ' : *c;
	return clean;
}

/* Each at most WC_LIMIT_WARNING bytes with its prefix, all together at most WC_LIMIT_WARNINGS. */
static void
write_warnings(struct wc_json_out *out, const struct wc_review_answer *answer)
{
	static const char first[] = "wincompat: ", more[] = "… ";
	size_t all = 0;
	wc_arena *arena = wc_arena_new();
	wc_json_list(out, "warnings");
	for (size_t i = 0; i < answer->warning_count; i++) {
		const char *text = without_controls(arena, answer->warnings[i]), *prefix = first;
		while (*text && all < WC_LIMIT_WARNINGS - WC_LIMIT_WARNING) {
			size_t length = piece(text, WC_LIMIT_WARNING - strlen(prefix));
			wc_json_text(out, NULL, wc_printf(arena, "%s%.*s", prefix, (int)length, text));
			all += strlen(prefix) + length;
			text += length + strspn(text + length, " ");
			prefix = more;
		}
	}
	wc_json_end(out);
	wc_arena_free(arena);
}

static void
write_annotations(struct wc_json_out *out, const struct wc_review_answer *answer)
{
	const char *const row[][2] = {{"decision", answer->decision}, {"rule", answer->rule}, {"mode", answer->mode}, {"edition", answer->edition},
	                               {"image-age", answer->image_age}};
	wc_json_map(out, "auditAnnotations");
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		if (row[i][1])
			wc_json_text(out, row[i][0], row[i][1]);
	wc_json_end(out);
}

/* Code 403 and a message and nothing else: with a reason or details kubectl hides the message. */
static void
write_status(struct wc_json_out *out, const char *message)
{
	wc_json_map(out, "status");
	wc_json_number(out, "code", 403);
	wc_json_text(out, "message", message);
	wc_json_end(out);
}

void
wc_review_write(struct wc_text *text, const struct wc_review *review, const struct wc_review_answer *answer)
{
	struct wc_json_out out = {.text = text};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "kind", "AdmissionReview");
	wc_json_text(&out, "apiVersion", review->api_version);
	wc_json_map(&out, "response");
	wc_json_text(&out, "uid", review->uid);
	wc_json_bool(&out, "allowed", answer->is_allowed);
	if (!answer->is_allowed)
		write_status(&out, answer->message ? answer->message : "refused");
	if (answer->patch) {
		wc_json_text(&out, "patchType", "JSONPatch");
		wc_json_text(&out, "patch", wc_base64_write(text->arena, answer->patch, strlen(answer->patch)));
	}
	if (answer->warning_count)
		write_warnings(&out, answer);
	if (answer->decision)
		write_annotations(&out, answer);
	wc_json_end(&out);
	wc_json_end(&out);
}
