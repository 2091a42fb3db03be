/* What a request would launch: the bodies of create, start and services, and the query of a build. */
#include "source/authz/authz.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "format/go_json.h"
#include "format/reference.h"
#include "source/image/platform.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A launch that is being read. */
struct reading {
	wc_arena *arena;
	const struct wc_authz_request *request;
	struct wc_authz_launch launch;
	struct wc_err *err;
};

/* The engine compares the word in lower case; "" is its default. */
static bool
take_isolation(struct reading *r, const char *text)
{
	if (!text || !*text)
		return true;
	for (unsigned i = WC_ISOLATION_DEFAULT; i <= WC_ISOLATION_HYPERV; i++) {
		if (strcasecmp(text, wc_word(&wc_isolation_words, i)) == 0)
			return r->launch.isolation = (uint8_t)i, true;
	}
	char shown[WC_SHOWN];
	wc_fail(r->err, WC_FAULT_INPUT, "'%s' is no isolation", wc_show(shown, text, strlen(text)));
	return wc_hint(r->err, "it is default, process or hyperv");
}

/* Reads the member `Isolation` of `object`. */
static bool
read_isolation(struct reading *r, const struct wc_node *object, const char *where)
{
	const struct wc_node *value;
	return wc_go_get_kind(object, where, "Isolation", WC_STRING, &value, r->err) && take_isolation(r, value ? value->text : NULL);
}

static bool
is_id(const char *image)
{
	static const char prefix[] = "sha256:", digits[] = "0123456789abcdef";
	image += strncmp(image, prefix, sizeof(prefix) - 1) == 0 ? sizeof(prefix) - 1 : 0;
	return image[strspn(image, digits)] == '\0';
}

/* What is no reference to us is none to the engine; should the two ever differ, nothing gets through between them. */
static bool
take_image(struct reading *r, const char *text)
{
	struct wc_reference reference;
	r->launch.image = text;
	r->launch.by_id = is_id(text);
	return r->launch.by_id || wc_reference_parse(r->arena, text, &reference, r->err);
}

static bool
read_image(struct reading *r, const struct wc_node *object, const char *where)
{
	const struct wc_node *value;
	if (!wc_go_get_kind(object, where, "Image", WC_STRING, &value, r->err))
		return false;
	if (!value || !*value->text) {
		wc_fail(r->err, WC_FAULT_INPUT, "%sImage is missing: nothing says what would run", where);
		return wc_hint(r->err, "name an image");
	}
	if (value->length > WC_LIMIT_REFERENCE) {
		wc_fail(r->err, WC_FAULT_INPUT, "%sImage is longer than %d bytes", where, (int)WC_LIMIT_REFERENCE);
		return wc_hint(r->err, "no image has such a name");
	}
	return take_image(r, value->text);
}

/* Labels are a map of Go's: their names count as they are written. */
static bool
read_labels(struct reading *r, const struct wc_node *object, const char *where)
{
	const struct wc_node *map;
	if (!wc_go_get_kind(object, where, "Labels", WC_MAP, &map, r->err))
		return false;
	struct wc_label *labels = wc_array(r->arena, struct wc_label, map ? map->count : 0);
	for (const struct wc_node *child = map ? map->child : NULL; child; child = child->next) {
		if (child->kind != WC_STRING && child->kind != WC_NULL) {
			wc_fail(r->err, WC_FAULT_INPUT, "%sLabels: a label is %s, and must be a string", where, wc_node_kind_name(child));
			return wc_hint(r->err, "put its value into quotes");
		}
		labels[r->launch.label_count++] = (struct wc_label){child->key, child->text ? child->text : ""};
	}
	r->launch.labels = labels;
	return true;
}

static bool
hidden(struct reading *r, const char *why, const char *hint)
{
	wc_fail(r->err, WC_FAULT_INPUT, "the engine does not show the body of the request: %s", why);
	return wc_hint(r->err, "%s", hint);
}

/* Engines have passed bodies by their plug-ins: with a length of 0 (CVE-2024-41110), and longer than their limit (CVE-2026-34040). */
static bool
check_body(struct reading *r)
{
	const struct wc_authz_request *request = r->request;
	const char *said = request->content_length;
	if (request->body_length > WC_LIMIT_AUTHZ_BODY)
		return hidden(r, "it is longer than engines pass on", "make the request smaller");
	if (!request->body)
		return hidden(r, "it is empty, too long, or not sent as application/json",
		              "send it as application/json with its length; update an engine that passes bodies by (CVE-2024-41110, CVE-2026-34040)");
	if (said && (said[strspn(said, "0123456789")] || strtoull(said, NULL, 10) != request->body_length))
		return hidden(r, "what is shown is not as long as the request says", "send it with its true length");
	return true;
}

static bool
read_root(struct reading *r, const struct wc_node **ret_root)
{
	const struct wc_node *root;
	if (!check_body(r) || !wc_json_read(r->arena, "the body of the request", r->request->body, r->request->body_length, &root, r->err))
		return false;
	/* Our reader passes over a byte order mark; Go's does not. */
	if (root->kind != WC_MAP || (unsigned char)r->request->body[0] == 0xef) {
		wc_fail(r->err, WC_FAULT_INPUT, "the body of the request is %s", root->kind == WC_MAP ? "no plain JSON: a byte order mark stands in front"
		                                                                               : "no JSON object");
		return wc_hint(r->err, "send it as the Engine's API has it");
	}
	*ret_root = root;
	return true;
}

/* Engines on Linux also take members of HostConfig that stand at the top, where there is no HostConfig. */
static bool
refuse_stray(struct reading *r, const struct wc_node *root)
{
	for (const struct wc_node *child = root->child; child; child = child->next) {
		if (wc_go_same(child->key, "Isolation")) {
			wc_fail(r->err, WC_FAULT_INPUT, "Isolation stands beside HostConfig, where some engines read it and others do not");
			return wc_hint(r->err, "write it into HostConfig");
		}
	}
	return true;
}

/* Versions of the API from which on engines look at the platform of a create and of a build; before, they pass over it. */
enum { CREATE_HEEDS = 41, BUILD_HEEDS = 32 };

/* "OS", "OS/ARCHITECTURE", "OS/ARCHITECTURE/VARIANT" or "ARCHITECTURE". */
static bool
read_platform(struct reading *r, const struct wc_authz_route *route, unsigned heeds)
{
	static const char other[] = "linux";
	const char *platform;
	if (!wc_authz_query_get(r->arena, route->query, "platform", &platform, r->err))
		return false;
	if (!platform || route->minor < heeds)
		return true;
	size_t os = strcspn(platform, "/");
	r->launch.is_foreign = os == sizeof(other) - 1 && strncasecmp(platform, other, os) == 0;
	if (platform[os] == '/')
		r->launch.arch = (uint8_t)wc_arch_of(wc_copy(r->arena, platform + os + 1, strcspn(platform + os + 1, "/")));
	return true;
}

static bool
read_create(struct reading *r, const struct wc_authz_route *route)
{
	const struct wc_node *root, *host_config;
	if (!read_platform(r, route, CREATE_HEEDS) || !read_root(r, &root) || !refuse_stray(r, root) || !read_image(r, root, "") || !read_labels(r, root, "") ||
	    !wc_go_get_kind(root, "", "HostConfig", WC_MAP, &host_config, r->err))
		return false;
	return !host_config || read_isolation(r, host_config, "HostConfig.");
}

static bool
read_service(struct reading *r)
{
	static const char where[] = "TaskTemplate.ContainerSpec.";
	const struct wc_node *root, *task = NULL, *container = NULL;
	if (!read_root(r, &root) || !wc_go_get_kind(root, "", "TaskTemplate", WC_MAP, &task, r->err) ||
	    (task && !wc_go_get_kind(task, "TaskTemplate.", "ContainerSpec", WC_MAP, &container, r->err)))
		return false;
	const struct wc_node none = {.kind = WC_MAP};
	container = container ? container : &none;
	return read_image(r, container, where) && read_labels(r, container, where) && read_isolation(r, container, where);
}

/* moby takes options of a build from the body, too, where that is a form. */
static bool
read_build(struct reading *r, const struct wc_authz_route *route)
{
	const char *type = r->request->content_type ? r->request->content_type : "", *isolation;
	if (strncasecmp(type, "application/x-www-form-urlencoded", strlen("application/x-www-form-urlencoded")) == 0 ||
	    strncasecmp(type, "multipart/", strlen("multipart/")) == 0) {
		wc_fail(r->err, WC_FAULT_INPUT, "the body of the build is a form, whose options would hide those of the query");
		return wc_hint(r->err, "send the context as application/x-tar");
	}
	return read_platform(r, route, BUILD_HEEDS) && wc_authz_query_get(r->arena, route->query, "isolation", &isolation, r->err) && take_isolation(r, isolation);
}

static bool
read_start(struct reading *r)
{
	/* "A non-nil json object is at least 7 characters": moby looks at nothing shorter. */
	if (r->request->body_length < 7)
		return true;
	wc_fail(r->err, WC_FAULT_INPUT, "the start of a container has a body, by which old engines set its isolation");
	return wc_hint(r->err, "set it when the container is created");
}

bool
wc_authz_launch_read(wc_arena *arena, const struct wc_authz_request *request, const struct wc_authz_route *route,
                     struct wc_authz_launch *ret_launch, struct wc_err *err)
{
	struct reading r = {.arena = arena, .request = request, .err = err};
	bool is_read = route->kind == WC_AUTHZ_CREATE    ? read_create(&r, route)
	               : route->kind == WC_AUTHZ_SERVICE ? read_service(&r)
	               : route->kind == WC_AUTHZ_START   ? read_start(&r)
	                                                 : read_build(&r, route);
	if (is_read)
		*ret_launch = r.launch;
	return is_read;
}
