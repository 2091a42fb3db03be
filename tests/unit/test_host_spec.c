/* Naming a host by hand: aliases, versions, and key=value facts (contract 3). */
#include "host_world.h"

#include <criterion/criterion.h>
#include <string.h>

static struct wc_reading r;

static void
start(void)
{
	r = host_world_begin();
}

static void
end(void)
{
	host_world_end(&r);
}

TestSuite(host_spec, .init = start, .fini = end);

#define IS(spec, version_text, product_value, origin) \
	do { \
		struct wc_host h_ = host_of(&r, (spec)); \
		cr_assert_str_eq(version_of(&r, &h_), (version_text), "%s", (spec)); \
		cr_assert_eq(h_.product, (product_value), "%s: product %d", (spec), h_.product); \
		cr_assert_eq(FROM(h_, PRODUCT), (origin), "%s: origin %d", (spec), FROM(h_, PRODUCT)); \
		cr_assert_eq(h_.os, WC_OS_WINDOWS); \
	} while (0)

Test(host_spec, aliases)
{
	IS("ws2019", "10.0.17763", WC_SERVER, WC_FROM_RELEASE);
	IS("LTSC2022", "10.0.20348", WC_SERVER, WC_FROM_RELEASE);
	IS("win10-22h2", "10.0.19045", WC_CLIENT, WC_FROM_RELEASE);
	IS("2019", "10.0.17763", WC_SERVER, WC_FROM_RELEASE);
}

Test(host_spec, a_version_alone_assumes_server)
{
	IS("1909", "10.0.18363", WC_SERVER, WC_FROM_ASSUMED);
	IS("1809", "10.0.17763", WC_SERVER, WC_FROM_ASSUMED);
	IS("2009", "10.0.19042", WC_SERVER, WC_FROM_ASSUMED);
	IS("21h1", "10.0.19043", WC_CLIENT, WC_FROM_RELEASE);
	IS("client:1909", "10.0.18363", WC_CLIENT, WC_FROM_GIVEN);
	IS("client:2009", "10.0.19042", WC_CLIENT, WC_FROM_GIVEN);
	IS("server:1909", "10.0.18363", WC_SERVER, WC_FROM_GIVEN);
}

Test(host_spec, versions)
{
	IS("10.0.17763.1039", "10.0.17763.1039", WC_SERVER, WC_FROM_ASSUMED);
	IS("10.0.20348", "10.0.20348", WC_SERVER, WC_FROM_RELEASE);
	IS("10.0.19045.3803", "10.0.19045.3803", WC_CLIENT, WC_FROM_RELEASE);
	IS("17763", "10.0.17763", WC_SERVER, WC_FROM_ASSUMED);
	IS("server:17763", "10.0.17763", WC_SERVER, WC_FROM_GIVEN);
	IS("Client:10.0.19045.3803", "10.0.19045.3803", WC_CLIENT, WC_FROM_GIVEN);
	IS("10.0.17000", "10.0.17000", WC_SERVER, WC_FROM_ASSUMED);
}

Test(host_spec, what_was_not_said_is_assumed_and_says_so)
{
	struct wc_host host = host_of(&r, "ws2022");
	cr_assert_eq(host.arch, WC_AMD64);
	cr_assert_eq(FROM(host, ARCHITECTURE), WC_FROM_ASSUMED);
	cr_assert_eq(FROM(host, OS_VERSION), WC_FROM_RELEASE);
	cr_assert_eq(FROM(host, REVISION), WC_FROM_NOWHERE);
	cr_assert_eq(FROM(host, HYPERV), WC_FROM_NOWHERE);
	cr_assert_str_eq(host.name, "ws2022");
	cr_assert_str_eq(host.spec, "ws2022");
}

Test(host_spec, every_key)
{
	struct wc_host h = host_of(&r, "ws2022,edition=datacenter,installation=core,arch=arm64,hyperv=yes,containers=no,"
	                               "revision=2340,engine=docker:28.0.1,store=containerd,default-isolation=hyperv,"
	                               "sandbox=10.0.17763.5,name=box 1");
	cr_assert_str_eq(version_of(&r, &h), "10.0.20348.2340");
	cr_assert(h.edition == WC_DATACENTER && h.installation == WC_INSTALLED_CORE && h.arch == WC_ARM64);
	cr_assert(h.hyperv == WC_YES && h.containers == WC_NO);
	cr_assert(h.engine.kind == WC_MOBY && h.engine.version.major == 28 && h.engine.store == WC_STORE_CONTAINERD);
	cr_assert_str_eq(h.engine.version_text, "28.0.1");
	cr_assert_eq(h.engine.default_isolation, WC_HYPERV);
	cr_assert(h.sandbox.build == 17763 && h.sandbox.revision == 5);
	cr_assert_str_eq(h.name, "box 1");
	for (int fact = WC_HOST_EDITION; fact <= WC_HOST_SANDBOX; fact++)
		cr_assert_eq(h.from.of[fact], WC_FROM_GIVEN, "%s", wc_fact_name((enum wc_fact)fact));
}

Test(host_spec, an_edition_settles_an_open_product)
{
	IS("1909,edition=pro", "10.0.18363", WC_CLIENT, WC_FROM_GIVEN);
	IS("10.0.17763,edition=standard", "10.0.17763", WC_SERVER, WC_FROM_GIVEN);
	IS("10.0.17763,installation=client", "10.0.17763", WC_CLIENT, WC_FROM_GIVEN);
	IS("10.0.17763,installation=nano", "10.0.17763", WC_SERVER, WC_FROM_GIVEN);
	IS("10.0.19044,edition=iot", "10.0.19044", WC_CLIENT, WC_FROM_GIVEN);
	IS("ws2022,edition=iot", "10.0.20348", WC_SERVER, WC_FROM_RELEASE);
	IS("server:19045,edition=multi-session", "10.0.19045", WC_CLIENT, WC_FROM_GIVEN);
	IS("win10-22h2,edition=multi-session", "10.0.19045", WC_CLIENT, WC_FROM_RELEASE);
}

Test(host_spec, contradictions_are_refused)
{
	refused(&r, "ws2019,edition=pro", "edition=pro is a client's, and the host is a server", "leave one");
	refused(&r, "client:17763,edition=datacenter", "edition=datacenter is a server's", "leave one");
	refused(&r, "win10-22h2,installation=core", "installation=core is a server's", "leave one");
	refused(&r, "10.0.17763,edition=pro,installation=core", "installation=core is a server's", "leave one");
	refused(&r, "ws2019,edition=multi-session", "multi-session is a client's", "leave one");
	refused(&r, "10.0.20348,edition=pro", "build 20348 was only released as a server", "client:10.0.20348");
	refused(&r, "10.0.17763.1,revision=2", "revision=2 contradicts", "leave one");
	cr_assert_eq(host_of(&r, "10.0.17763.1,revision=1").version.revision, 1);
}

Test(host_spec, unknown_words_are_explained)
{
	refused(&r, "ws2091", "no host is called 'ws2091'", "did you mean 'ws20");
	refused(&r, "wss2022", "no host is called", "did you mean 'ws2022'");
	refused(&r, "zzz", "no host is called 'zzz'", "name a release (ws2025, win11-24h2)");
	refused(&r, "2023", "no host is called '2023'", "did you mean");
	refused(&r, "21h2", "names several releases", "win10-21h2, ws2022");
	refused(&r, "server:win10-22h2", "is a client release", "win10-22h2 alone");
	refused(&r, "ws2022,hyprv=yes", "no fact is called 'hyprv'", "did you mean 'hyperv'");
	refused(&r, "ws2022,hyperv=maybe", "is not yes or no", "no or yes");
	refused(&r, "ws2022,edition=datacentre", "not an edition", "did you mean 'datacenter'");
	refused(&r, "ws2022,arch=mips", "not an architecture", "amd64, arm64, arm or 386");
	refused(&r, "ws2022,engine=dokcer:1", "no engine is called 'dokcer'", "did you mean 'docker'");
	refused(&r, "ws2022,engine=docker:new", "not an engine's version", "MAJOR.MINOR.PATCH");
	refused(&r, "ws2022,store=x", "not an image store", "graphdriver or containerd");
	refused(&r, "ws2022,default-isolation=none", "not a mode", "process or hyperv");
	refused(&r, "ws2022,sandbox=10.0", "sandbox=10.0", "MAJOR.MINOR.BUILD");
}

Test(host_spec, malformed_specs)
{
	refused(&r, "", "the host is empty", "name a release");
	refused(&r, "server:", "the host is empty", "name a release");
	refused(&r, "-1", "no host is called '-1'", "name a release");
	refused(&r, "10.0", "fewer than three parts", "MAJOR");
	refused(&r, "10.0.17763.x", "not a decimal number", "MAJOR");
	refused(&r, "10.0.99999999999.1", "too large", "MAJOR");
	refused(&r, "10.0.17763.1.1", "more than four", "MAJOR");
	refused(&r, "99999999", "is not a Windows build", "five digits");
	refused(&r, "ws2022,", "'' is no fact", "keys are");
	refused(&r, "ws2022,hyperv", "'hyperv' is no fact", "keys are");
	refused(&r, "ws2022,hyperv=", "hyperv= has no value", "hyperv=VALUE");
	refused(&r, "ws2022,hyperv=yes,hyperv=yes", "hyperv= is given twice", "leave one");
	refused(&r, "ws2022,revision=-1", "a revision is a decimal number", "`ver`");
	refused(&r, "ws2022,revision=99999999", "a revision is a decimal number", "`ver`");
	refused(&r, "@", "names no file", "@FILE");
	refused(&r, "@/no/such/file", "/no/such/file", "");
}

Test(host_spec, a_spec_has_a_largest_length)
{
	char *spec = wc_alloc(r.arena, 9001);
	memset(spec, 'x', 9000);
	refused(&r, spec, "longer than", "@FILE");
	memset(spec, ',', 4000);
	spec[4000] = '\0';
	refused(&r, spec, "the host is empty", "name a release");
}

Test(host_spec, naming_a_pause_image_says_node)
{
	cr_assert(host_of(&r, "ws2022,engine=containerd:1.7.2,sandbox=20348").engine.is_cri);
	cr_assert(host_of(&r, "ws2022,engine=cri:1.7.2").engine.is_cri);
	cr_assert_not(host_of(&r, "ws2022,engine=containerd:1.7.2").engine.is_cri);
	cr_assert_not(host_of(&r, "ws2022,engine=docker,sandbox=20348").engine.is_cri);
}
