/* The question of an engine: who asks for what, and the body as far as it is shown. */
#include "source/authz/authz.h"

#include "format/base64.h"
#include "format/go_json.h"

#include <string.h>

/* The text of the string under `field`, NULL where there is none. */
static bool
text_of(const struct wc_node *root, const char *where, const char *field, const char **ret_text, struct wc_err *err)
{
	const struct wc_node *node;
	if (!wc_go_get_kind(root, where, field, WC_STRING, &node, err))
		return false;
	*ret_text = node ? node->text : NULL;
	return true;
}

/* moby writes RequestHeaders; its documents have RequestHeader. */
static bool
read_headers(const struct wc_node *root, struct wc_authz_request *request, struct wc_err *err)
{
	const struct wc_node *headers, *header;
	if (!wc_go_get_kind(root, "", "RequestHeaders", WC_MAP, &headers, err) || !wc_go_get_kind(root, "", "RequestHeader", WC_MAP, &header, err))
		return false;
	headers = headers ? headers : header;
	return !headers || (text_of(headers, "RequestHeaders.", "Content-Type", &request->content_type, err) &&
	                    text_of(headers, "RequestHeaders.", "Content-Length", &request->content_length, err));
}

static bool
read_body(wc_arena *arena, const struct wc_node *root, struct wc_authz_request *request, struct wc_err *err)
{
	const char *encoded;
	if (!text_of(root, "", "RequestBody", &encoded, err))
		return false;
	if (!encoded || !*encoded)
		return true;
	request->body = wc_base64_read(arena, encoded, &request->body_length);
	if (request->body)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "RequestBody is no Base64");
	return wc_hint(err, "an engine writes it so: what asked is none");
}

bool
wc_authz_request_read(wc_arena *arena, const char *text, size_t length, struct wc_authz_request *ret_request, struct wc_err *err)
{
	const struct wc_node *root;
	struct wc_authz_request request = {0};
	if (!wc_json_read(arena, "the engine's question", text, length, &root, err))
		return false;
	if (root->kind != WC_MAP) {
		wc_fail(err, WC_FAULT_INPUT, "the engine's question is %s, and must be a map", wc_node_kind_name(root));
		return wc_hint(err, "this is for engines: see docs/authz.md");
	}
	if (!text_of(root, "", "User", &request.user, err) || !text_of(root, "", "RequestMethod", &request.method, err) ||
	    !text_of(root, "", "RequestUri", &request.uri, err) || !read_headers(root, &request, err) || !read_body(arena, root, &request, err))
		return wc_while(err, "reading the engine's question");
	if (!request.method || !request.uri) {
		wc_fail(err, WC_FAULT_INPUT, "the engine's question has no %s", request.method ? "RequestUri" : "RequestMethod");
		return wc_hint(err, "this is for engines: see docs/authz.md");
	}
	*ret_request = request;
	return true;
}
