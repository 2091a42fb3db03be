/* Unit tests: what a Docker Engine asks a plug-in, read as the engine itself reads it, or refused. */
#include "base/limits.h"
#include "format/base64.h"
#include "format/go_json.h"
#include "source/authz/authz.h"

#include <criterion/criterion.h>
#include <string.h>

static wc_arena *arena;

static void
start(void)
{
	arena = wc_arena_new();
}

static void
stop(void)
{
	wc_arena_free(arena);
}

TestSuite(authz, .init = start, .fini = stop);

static enum wc_authz_kind
kind_of(const char *method, const char *uri)
{
	struct wc_authz_route route;
	struct wc_err err = {0};
	cr_assert(wc_authz_route_find(arena, method, uri, &route, &err), "%s: %s", uri, err.text);
	return route.kind;
}

Test(authz, routes)
{
	static const struct {
		const char *uri;
		enum wc_authz_kind kind;
	} table[] = {
		{"/containers/create", WC_AUTHZ_CREATE},
		{"/v1.43/containers/create", WC_AUTHZ_CREATE},
		{"/v1.43/containers/create?name=a&platform=windows%2Famd64", WC_AUTHZ_CREATE},
		{"/v1.43/containers%2Fcreate", WC_AUTHZ_CREATE},
		{"/v1.43/%63ontainers/cr%65ate", WC_AUTHZ_CREATE},
		{"/%761.43/containers/create", WC_AUTHZ_CREATE},
		{"//v1.43//containers///create/", WC_AUTHZ_CREATE},
		{"/images/../v1.43/./containers/create", WC_AUTHZ_CREATE},
		{"/../../containers/create", WC_AUTHZ_CREATE},
		{"/a/b/c/d/e/f/g/h/i/../../../../../../../../../containers/create", WC_AUTHZ_CREATE},
		{"http://docker/v1.43/containers/create?x", WC_AUTHZ_CREATE},
		{"http:/containers/create", WC_AUTHZ_CREATE},
		{"/v1.43/containers/create%3Fname=a", WC_AUTHZ_OTHER},
		{"/v1.43/containers/%2563reate", WC_AUTHZ_OTHER}, /* decoded once */
		{"/v1.43/v1.43/containers/create", WC_AUTHZ_OTHER},
		{"/vx/containers/create", WC_AUTHZ_OTHER},
		{"/v1.43/containers/json", WC_AUTHZ_OTHER},
		{"/v1.43/containers/create/x", WC_AUTHZ_OTHER},
		{"/v1.22/containers/abc/start", WC_AUTHZ_START},
		{"/v1.43/services/create", WC_AUTHZ_SERVICE},
		{"/v1.43/services/abc/update?version=3", WC_AUTHZ_SERVICE},
		{"/v1.43/build?isolation=hyperv", WC_AUTHZ_BUILD},
		{"/v1.43/grpc", WC_AUTHZ_BUILD},
		{"/v1.43/build/prune", WC_AUTHZ_OTHER},
		{"/v1.43/containers/abc/update", WC_AUTHZ_OTHER},
		{"/v1.43/containers/abc/exec", WC_AUTHZ_OTHER},
		{"/v1.43/exec/abc/start", WC_AUTHZ_OTHER},
		{"/v1.43/swarm/init", WC_AUTHZ_OTHER},
		{"/", WC_AUTHZ_OTHER},
		{"", WC_AUTHZ_OTHER},
		{"?x", WC_AUTHZ_OTHER},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		cr_expect_eq(kind_of("POST", table[i].uri), table[i].kind, "%s", table[i].uri);
	cr_assert_eq(kind_of("GET", "/containers/create"), WC_AUTHZ_OTHER);
	cr_assert_eq(kind_of("post", "/containers/create"), WC_AUTHZ_CREATE);
}

Test(authz, paths_that_cannot_be_decoded)
{
	static const char *const uris[] = {"/containers/create%", "/containers/create%4", "/containers/%zz", "/containers/create%00"};
	for (size_t i = 0; i < sizeof(uris) / sizeof(*uris); i++) {
		struct wc_authz_route route;
		struct wc_err err = {0};
		cr_assert_not(wc_authz_route_find(arena, "POST", uris[i], &route, &err), "%s", uris[i]);
		cr_assert(err.text[0] && err.hint[0]);
	}
}

static bool
launch_of(enum wc_authz_kind kind, const char *body, struct wc_authz_launch *ret_launch, struct wc_err *err)
{
	struct wc_authz_request request = {.body = body, .body_length = body ? strlen(body) : 0};
	*err = (struct wc_err){0};
	return wc_authz_launch_read(arena, &request, &(struct wc_authz_route){.kind = kind, .query = ""}, ret_launch, err);
}

/* What Go puts into the same structure, found by running it (1.19), where the text can be read in one way only. */
Test(authz, create_as_go_reads_it)
{
	static const struct {
		const char *body, *image;
		enum wc_isolation isolation;
	} table[] = {
		{"{\"Image\":\"a\"}", "a", WC_ISOLATION_DEFAULT},
		{"{\"Image\":\"a\",\"HostConfig\":null}", "a", WC_ISOLATION_DEFAULT},
		{"{\"Image\":\"a\",\"HostConfig\":{}}", "a", WC_ISOLATION_DEFAULT},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":null}}", "a", WC_ISOLATION_DEFAULT},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"\"}}", "a", WC_ISOLATION_DEFAULT},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"Default\"}}", "a", WC_ISOLATION_DEFAULT},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"HyperV\"}}", "a", WC_ISOLATION_HYPERV},
		{"{\"IMAGE\":\"a\",\"hostconfig\":{\"ISOLATION\":\"process\"}}", "a", WC_ISOLATION_PROCESS},
		{"{\"image\":\"a\",\"HostConfig\":{\"i\xc5\xbfolation\":\"process\"}}", "a", WC_ISOLATION_PROCESS},
		{"{\"image\":\"a\",\"Ho\\u017ftConfig\":{\"I\\u017Folation\":\"process\"}}", "a", WC_ISOLATION_PROCESS},
		{"{\"\\u0049mage\":\"\\u0061\\/b\",\"HostConfig\":{\"Isolation\":\"\\u0070rocess\"}}", "a/b", WC_ISOLATION_PROCESS},
		{"{\"Imag\xc3\xa9\":\"b\",\"Image\":\"a\",\"Images\":3}", "a", WC_ISOLATION_DEFAULT},
		{" \t\r\n{\"Image\":\"a\"}\n ", "a", WC_ISOLATION_DEFAULT},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct wc_authz_launch launch;
		struct wc_err err;
		cr_assert(launch_of(WC_AUTHZ_CREATE, table[i].body, &launch, &err), "%s: %s", table[i].body, err.text);
		cr_expect_str_eq(launch.image, table[i].image, "%s", table[i].body);
		cr_expect_eq(launch.isolation, table[i].isolation, "%s", table[i].body);
	}
}

static void
expect_refused(enum wc_authz_kind kind, const char *body, const char *says)
{
	struct wc_authz_launch launch;
	struct wc_err err;
	cr_assert_not(launch_of(kind, body, &launch, &err), "taken: %s", body);
	cr_expect(strstr(err.text, says), "%s: %s", body, err.text);
	cr_expect(err.hint[0], "%s: no hint", body);
}

/* Behind each what Go does with it: what another reader may do otherwise is refused. */
Test(authz, create_that_could_be_read_two_ways)
{
	static const struct {
		const char *body, *says;
	} table[] = {
		{"{\"Image\":\"a\",\"Image\":\"b\"}", "twice"},                                  /* the last */
		{"{\"Image\":\"a\",\"image\":\"b\"}", "Image is there twice"},                   /* the last */
		{"{\"Image\":\"a\",\"Image\":null}", "twice"},                                   /* null leaves the string */
		{"{\"Image\":\"a\",\"image\":null}", "twice"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"process\"},\"HostConfig\":{}}", "twice"},            /* merged */
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"process\"},\"hostConfig\":{}}", "HostConfig is there twice"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"process\"},\"hostconfig\":null}", "HostConfig is there twice"}, /* cleared */
		{"{\"Image\":\"a\",\"HostConfig\":{},\"Ho\xc5\xbftConfig\":{\"Isolation\":\"process\"}}", "HostConfig is there twice"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"hyperv\",\"I\xc5\xbfolation\":\"process\"}}", "HostConfig.Isolation is there twice"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"hyperv\",\"isolation\":\"process\"}}", "HostConfig.Isolation is there twice"},
		{"{\"Image\":\"a\",\"Isolation\":\"process\"}", "beside HostConfig"},            /* by the engine's system */
		{"{\"Image\":\"a\",\"i\xc5\xbfolation\":\"process\"}", "beside HostConfig"},
		{"{\"Image\":\"a\"}{\"Image\":\"b\"}", "the end of the text"},                   /* refused */
		{"{\"Image\":\"a\"} x", "the end of the text"},
		{"{\"Image\":\"a\xff\"}", "UTF-8"},                                             /* U+FFFD */
		{"{\"Image\":\"a\\ud800\"}", "surrogate"},                                      /* U+FFFD */
		{"{\"Image\":\"a\\udc00\\ud800\"}", "surrogate"},
		{"{\"Image\":\"a\\u0000b\"}", "NUL"},
		{"\xef\xbb\xbf{\"Image\":\"a\"}", "byte order mark"},                           /* refused */
		{"{\"Image\":\"a\",}", "}"},
		{"{\"Image\":\"a\"", "ends inside"},
		{"{\"Image\":3}", "Image is a number"},                                         /* refused */
		{"{\"Image\":[\"a\"]}", "Image is a list"},
		{"{\"Image\":\"a\",\"HostConfig\":[]}", "HostConfig is a list"},
		{"{\"Image\":\"a\",\"HostConfig\":\"x\"}", "HostConfig is a string"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":true}}", "HostConfig.Isolation is true or false"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"process \"}}", "no isolation"},
		{"{\"Image\":\"a\",\"HostConfig\":{\"Isolation\":\"auto\"}}", "no isolation"},
		{"{\"Image\":\"a\",\"Labels\":{\"x\":1}}", "a label is a number"},
		{"{\"Image\":\"\"}", "Image is missing"},
		{"{\"Image\":null}", "Image is missing"},
		{"{}", "Image is missing"},
		{"[]", "no JSON object"},
		{"null", "no JSON object"},
		{"", "empty"},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		expect_refused(WC_AUTHZ_CREATE, table[i].body, table[i].says);
	expect_refused(WC_AUTHZ_CREATE, NULL, "does not show the body");
	expect_refused(WC_AUTHZ_SERVICE, NULL, "does not show the body");
}

/* U+0130 and U+0131 look like letters of "Image" and fold to none of them. */
Test(authz, folding)
{
	cr_assert(wc_go_same("\xe2\x84\xaa" "eY", "Key") && wc_go_same("\xc5\xbf", "S") && wc_go_same("", ""));
	cr_assert_not(wc_go_same("\xc4\xb0mage", "Image"));
	cr_assert_not(wc_go_same("\xc4\xb1mage", "Image"));
	cr_assert_not(wc_go_same("Imag", "Image") || wc_go_same("Images", "Image") || wc_go_same("\xc5", "S") || wc_go_same("\xe2\x84", "K"));
}

Test(authz, nesting_and_length)
{
	struct wc_authz_launch launch;
	struct wc_err err;
	char *deep = wc_alloc(arena, 20000);
	strcpy(deep, "{\"Image\":\"a\",\"x\":");
	memset(deep + strlen(deep), '[', 10000);
	cr_assert_not(launch_of(WC_AUTHZ_CREATE, deep, &launch, &err));
	struct wc_authz_request request = {.body = "", .body_length = WC_LIMIT_AUTHZ_BODY + 1};
	cr_assert_not(wc_authz_launch_read(arena, &request, &(struct wc_authz_route){.kind = WC_AUTHZ_CREATE, .query = ""}, &launch, &err));
	cr_assert(strstr(err.text, "longer than engines pass on"), "%s", err.text);
	request = (struct wc_authz_request){.body = "{\"Image\":\"a\"}", .body_length = 13, .content_length = "5000000"};
	cr_assert_not(wc_authz_launch_read(arena, &request, &(struct wc_authz_route){.kind = WC_AUTHZ_CREATE, .query = ""}, &launch, &err));
	request.content_length = "13";
	cr_assert(wc_authz_launch_read(arena, &request, &(struct wc_authz_route){.kind = WC_AUTHZ_CREATE, .query = ""}, &launch, &err));
}

/* Engines look at a platform from an API version on; before that version, and where none is said, they may pass over it. */
Test(authz, platforms)
{
	static const struct {
		const char *uri;
		bool is_foreign;
		enum wc_arch arch;
	} table[] = {
		{"/v1.41/containers/create?platform=linux%2Famd64", true, WC_AMD64},
		{"/v1.43/containers/create?platform=LINUX", true, WC_ARCH_UNKNOWN},
		{"/v1.43/containers/create?platform=windows%2Farm64", false, WC_ARM64},
		{"/v1.43/containers/create?platform=windows/x86_64/v2", false, WC_AMD64},
		{"/v1.43/containers/create?platform=", false, WC_ARCH_UNKNOWN},
		{"/v1.43/containers/create?platform=linuxx", false, WC_ARCH_UNKNOWN},
		{"/v1.43/containers/create?Platform=linux", false, WC_ARCH_UNKNOWN},
		{"/v1.40/containers/create?platform=linux", false, WC_ARCH_UNKNOWN},
		{"/v1.41.1/containers/create?platform=linux", false, WC_ARCH_UNKNOWN},
		{"/v2.41/containers/create?platform=linux", false, WC_ARCH_UNKNOWN},
		{"/v1.9999/containers/create?platform=linux", false, WC_ARCH_UNKNOWN},
		{"/containers/create?platform=linux", false, WC_ARCH_UNKNOWN},
		{"/v1.32/build?platform=linux/amd64", true, WC_AMD64},
		{"/v1.31/build?platform=linux/amd64", false, WC_ARCH_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct wc_authz_request request = {.body = "{\"Image\":\"a\"}", .body_length = 13};
		struct wc_authz_route route;
		struct wc_authz_launch launch;
		struct wc_err err = {0};
		cr_assert(wc_authz_route_find(arena, "POST", table[i].uri, &route, &err) && wc_authz_launch_read(arena, &request, &route, &launch, &err),
		          "%s: %s", table[i].uri, err.text);
		cr_expect_eq(launch.is_foreign, table[i].is_foreign, "%s", table[i].uri);
		cr_expect_eq(launch.arch, table[i].arch, "%s: %u", table[i].uri, launch.arch);
	}
}

Test(authz, labels)
{
	struct wc_authz_launch launch;
	struct wc_err err;
	cr_assert(launch_of(WC_AUTHZ_CREATE, "{\"Image\":\"a\",\"Labels\":{\"x\":\"1\",\"X\":\"2\",\"y\":null}}", &launch, &err));
	cr_assert(launch.label_count == 3 && strcmp(launch.labels[1].name, "X") == 0 && strcmp(launch.labels[1].value, "2") == 0);
	cr_assert_str_eq(launch.labels[2].value, "");
}

Test(authz, services)
{
	struct wc_authz_launch launch;
	struct wc_err err;
	cr_assert(launch_of(WC_AUTHZ_SERVICE,
	                    "{\"Name\":\"s\",\"Labels\":{\"a\":\"b\"},\"tas\xe2\x84\xaatemplate\":{\"ContainerSpec\":{\"Image\":\"i\",\"isolation\":\"hyperv\"}}}",
	                    &launch, &err), "%s", err.text);
	cr_assert_str_eq(launch.image, "i");
	cr_assert(launch.isolation == WC_ISOLATION_HYPERV && launch.label_count == 0);
	expect_refused(WC_AUTHZ_SERVICE, "{\"Name\":\"s\"}", "TaskTemplate.ContainerSpec.Image is missing");
	expect_refused(WC_AUTHZ_SERVICE, "{\"TaskTemplate\":{},\"taskTemplate\":{}}", "TaskTemplate is there twice");
	expect_refused(WC_AUTHZ_SERVICE, "{\"TaskTemplate\":{\"ContainerSpec\":[]}}", "TaskTemplate.ContainerSpec is a list");
}

static bool
build_of(const char *query, const char *type, struct wc_authz_launch *ret_launch, struct wc_err *err)
{
	struct wc_authz_request request = {.content_type = type};
	return wc_authz_launch_read(arena, &request, &(struct wc_authz_route){.kind = WC_AUTHZ_BUILD, .query = query}, ret_launch, err);
}

Test(authz, builds)
{
	struct wc_authz_launch launch;
	struct wc_err err;
	cr_assert(build_of("t=a&isolation=HYPERV&x", "application/x-tar", &launch, &err) && launch.isolation == WC_ISOLATION_HYPERV && !launch.image);
	cr_assert(build_of("t=a%3Bb&i%73olation=hyper%76", NULL, &launch, &err) && launch.isolation == WC_ISOLATION_HYPERV);
	cr_assert(build_of("", NULL, &launch, &err) && launch.isolation == WC_ISOLATION_DEFAULT);
	cr_assert(build_of("isolation", NULL, &launch, &err) && launch.isolation == WC_ISOLATION_DEFAULT);
	cr_assert_not(build_of("isolation=hyperv&isolation=process", NULL, &launch, &err));
	cr_assert_not(build_of("t=a;isolation=process", NULL, &launch, &err));
	cr_assert_not(build_of("isolation=%zz", NULL, &launch, &err));
	cr_assert_not(build_of("isolation=vm", NULL, &launch, &err));
	cr_assert_not(build_of("isolation=hyperv", "application/x-www-form-urlencoded; charset=utf-8", &launch, &err));
	cr_assert_not(build_of("isolation=hyperv", "Multipart/form-data; boundary=x", &launch, &err));
}

Test(authz, starts)
{
	struct wc_authz_launch launch;
	struct wc_err err;
	cr_assert(launch_of(WC_AUTHZ_START, NULL, &launch, &err) && launch_of(WC_AUTHZ_START, "null", &launch, &err));
	expect_refused(WC_AUTHZ_START, "{\"Isolation\":\"process\"}", "has a body");
}

static bool
read_request(const char *text, struct wc_authz_request *ret_request, struct wc_err *err)
{
	*err = (struct wc_err){0};
	return wc_authz_request_read(arena, text, strlen(text), ret_request, err);
}

Test(authz, questions)
{
	struct wc_authz_request request;
	struct wc_err err;
	cr_assert(read_request("{\"User\":\"u\",\"UserAuthNMethod\":\"TLS\",\"RequestMethod\":\"POST\",\"RequestUri\":\"/x\",\"RequestBody\":\"e30=\","
	                       "\"RequestHeaders\":{\"Content-Type\":\"application/json\",\"Content-Length\":\"2\"}}", &request, &err), "%s", err.text);
	cr_assert_str_eq(request.user, "u");
	cr_assert(request.body_length == 2 && memcmp(request.body, "{}", 2) == 0 && strcmp(request.content_length, "2") == 0);
	/* As moby's documents spell it. */
	cr_assert(read_request("{\"requestmethod\":\"GET\",\"RequestURI\":\"/y\",\"RequestBody\":null,\"RequestHeader\":{\"content-type\":\"a\"}}", &request, &err));
	cr_assert(!request.body && strcmp(request.uri, "/y") == 0 && strcmp(request.content_type, "a") == 0);
	static const char *const wrong[] = {
		"", "[]", "{}", "{\"RequestMethod\":\"POST\"}", "{\"RequestUri\":\"/\"}", "{\"RequestMethod\":1,\"RequestUri\":\"/\"}",
		"{\"RequestMethod\":\"POST\",\"RequestUri\":\"/a\",\"RequestURI\":\"/b\"}",
		"{\"RequestMethod\":\"POST\",\"RequestUri\":\"/\",\"RequestBody\":\"e30=\",\"re\xc3\xa9\":1,\"requestBody\":\"\"}",
		"{\"RequestMethod\":\"POST\",\"RequestUri\":\"/\",\"RequestBody\":\"e3*\"}",
		"{\"RequestMethod\":\"POST\",\"RequestUri\":\"/\",\"RequestBody\":{}}",
		"{\"RequestMethod\":\"POST\",\"RequestUri\":\"/\",\"RequestHeaders\":[]}",
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		cr_assert_not(read_request(wrong[i], &request, &err), "taken: %s", wrong[i]);
		cr_assert(err.text[0] && err.hint[0], "%s", wrong[i]);
	}
}
