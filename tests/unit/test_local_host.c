/* This machine as a host: what its readings mean, also where they are missing, wrong or contradict themselves. */
#include "host_world.h"
#include "source/host/local.h"

#include <criterion/criterion.h>
#include <string.h>

enum { WORKSTATION = 1, CONTROLLER = 2, SERVER = 3 };

static struct wc_machine_text
text(const char *value)
{
	return value ? (struct wc_machine_text){value, NULL} : (struct wc_machine_text){NULL, "the registry has no such value"};
}

/* A Server 2019 Datacenter with Hyper-V and Containers, running on its own hypervisor. */
static struct wc_machine
server_2019(void)
{
	return (struct wc_machine){
		.name = "BUILD-01", .major = 10, .build = 17763, .product_type = SERVER, .suite = 0x190, .architecture = "amd64",
		.revision = {6775, NULL}, .build_text = text("17763"), .edition_id = text("ServerDatacenter"),
		.installation_type = text("Server"), .product_name = text("Windows Server 2019 Datacenter"),
		.display_version = text(NULL), .build_lab = text("17763.1.amd64fre.rs5_release.180914-1434"),
		.hypervisor = {.present = true, .vendor = "Microsoft Hv", .says_privileges = true, .privileges = 0x1001},
		.vmcompute = {WC_SERVICE_RUNNING, NULL}, .hns = {WC_SERVICE_STOPPED, NULL}, .vmms = {WC_SERVICE_RUNNING, NULL}};
}

static struct wc_machine
windows_10(void)
{
	struct wc_machine m = server_2019();
	m.build = 18363;
	m.build_text = text("18363");
	m.product_type = WORKSTATION;
	m.suite = 0x100;
	m.edition_id = text("Professional");
	m.installation_type = text("Client");
	m.product_name = text("Windows 10 Pro");
	return m;
}

static struct wc_host
host_from(const struct wc_reading *r, const struct wc_machine *m)
{
	struct wc_host host = wc_host_of_machine(r, m);
	wc_host_settle(r->program, &host);
	return host;
}

/* Does a remark on `fact` hold `part`? */
static bool
remarked(const struct wc_host *host, enum wc_fact fact, const char *part)
{
	for (size_t i = 0; i < host->remark_count; i++) {
		if (host->remarks[i].fact == fact && strstr(host->remarks[i].text, part))
			return true;
	}
	return false;
}

Test(local_host, server_2019)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = server_2019();
	struct wc_host host = host_from(&r, &m);
	cr_assert_str_eq(host.name, "BUILD-01");
	cr_assert_eq(host.os, WC_OS_WINDOWS);
	cr_assert_str_eq(version_of(&r, &host), "10.0.17763.6775");
	cr_assert_eq(FROM(host, OS_VERSION), WC_FROM_MACHINE);
	cr_assert_eq(FROM(host, REVISION), WC_FROM_REGISTRY);
	cr_assert_eq(host.product, WC_SERVER);
	cr_assert_eq(FROM(host, PRODUCT), WC_FROM_MACHINE);
	cr_assert_eq(host.edition, WC_DATACENTER);
	cr_assert_eq(FROM(host, EDITION), WC_FROM_REGISTRY);
	cr_assert_eq(host.installation, WC_INSTALLED_SERVER);
	cr_assert_eq(host.arch, WC_AMD64);
	cr_assert_eq(host.hyperv, WC_YES);
	cr_assert_eq(host.containers, WC_YES);
	cr_assert(remarked(&host, WC_HOST_OS_VERSION, "BuildLabEx is '17763.1.amd64fre"));
	host_world_end(&r);
}

Test(local_host, a_domain_controller_is_a_server)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = server_2019();
	m.product_type = CONTROLLER;
	cr_assert_eq(host_from(&r, &m).product, WC_SERVER);
	host_world_end(&r);
}

Test(local_host, multi_session_is_a_client)
{
	struct wc_reading r = host_world_begin();
	static const struct {
		const char *edition_id, *installation;
		uint32_t build;
	} cases[] = {{"ServerRdsh", "Client", 19045}, {"ServerRdsh", NULL, 18363}, {NULL, "Client", 18363}, {"Enterprise", "Client", 19045}};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wc_machine m = server_2019();
		m.build = cases[i].build;
		m.edition_id = text(cases[i].edition_id);
		m.installation_type = text(cases[i].installation);
		m.product_name = text(NULL);
		struct wc_host host = host_from(&r, &m);
		cr_assert_eq(host.product, WC_CLIENT, "case %zu", i);
		cr_assert_eq(host.edition, WC_MULTI_SESSION, "case %zu", i);
		cr_assert(remarked(&host, WC_HOST_PRODUCT, "multi-session"), "case %zu", i);
	}
	host_world_end(&r);
}

Test(local_host, a_server_of_a_client_build_with_nothing_else_said_is_multi_session)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = {.major = 10, .build = 19045, .product_type = SERVER, .suite = 0x110, .revision = {0, "none"}};
	struct wc_host host = host_from(&r, &m);
	cr_assert_eq(host.product, WC_CLIENT);
	cr_assert_eq(host.edition, WC_MULTI_SESSION);
	cr_assert_eq(FROM(host, EDITION), WC_FROM_ASSUMED);
	host_world_end(&r);
}

Test(local_host, editions)
{
	struct wc_reading r = host_world_begin();
	static const struct {
		const char *edition_id, *product_name;
		unsigned suite, edition;
	} cases[] = {
		{"Core", NULL, 0x300, WC_HOME},
		{"CoreSingleLanguage", NULL, 0, WC_HOME},
		{"ProfessionalN", NULL, 0, WC_PRO},
		{"EnterpriseS", NULL, 0, WC_ENTERPRISE},
		{NULL, NULL, 0x300, WC_HOME},
		{NULL, "Windows 10 Education", 0x100, WC_EDUCATION},
		{NULL, NULL, 0x100, WC_EDITION_UNKNOWN},
		{"ServerDatacenter", NULL, 0, WC_EDITION_UNKNOWN}, /* a server's, and the type says client */
		{"\x1b[31mNonsense", "Windows 10 Home", 0x300, WC_EDITION_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wc_machine m = windows_10();
		m.edition_id = text(cases[i].edition_id);
		m.product_name = text(cases[i].product_name);
		m.suite = cases[i].suite;
		struct wc_host host = host_from(&r, &m);
		cr_assert_eq(host.edition, cases[i].edition, "case %zu: %u", i, host.edition);
		cr_assert_eq(host.product, WC_CLIENT, "case %zu", i);
		cr_assert(host.edition || host.remark_count, "case %zu", i);
	}
	host_world_end(&r);
}

Test(local_host, a_datacenter_by_its_suite)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = server_2019();
	m.edition_id = m.product_name = text(NULL);
	struct wc_host host = host_from(&r, &m);
	cr_assert_eq(host.edition, WC_DATACENTER);
	cr_assert_eq(FROM(host, EDITION), WC_FROM_MACHINE);
	host_world_end(&r);
}

Test(local_host, a_revision_that_is_missing_or_of_another_build_is_not_known)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = server_2019();
	m.revision = (struct wc_machine_number){0, "the registry has no UBR"};
	struct wc_host host = host_from(&r, &m);
	cr_assert_str_eq(version_of(&r, &host), "10.0.17763");
	cr_assert(remarked(&host, WC_HOST_REVISION, "no UBR"));
	cr_assert_eq(FROM(host, REVISION), WC_FROM_NOWHERE);
	m = server_2019();
	m.build_text = text("9600");
	host = host_from(&r, &m);
	cr_assert_str_eq(version_of(&r, &host), "10.0.17763");
	cr_assert(remarked(&host, WC_HOST_REVISION, "of the build '9600'"));
	m = server_2019();
	m.revision.value = UINT32_MAX;
	host = host_from(&r, &m);
	cr_assert_str_eq(version_of(&r, &host), "10.0.17763");
	m = server_2019();
	m.build_text = text(NULL);
	host = host_from(&r, &m);
	cr_assert_str_eq(version_of(&r, &host), "10.0.17763.6775");
	host_world_end(&r);
}

Test(local_host, a_version_that_is_none)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = server_2019();
	m.build = UINT32_MAX;
	struct wc_host host = host_from(&r, &m);
	cr_assert_eq(host.version.build, 0);
	cr_assert(remarked(&host, WC_HOST_OS_VERSION, "no version of Windows"));
	host_world_end(&r);
}

Test(local_host, architecture)
{
	struct wc_reading r = host_world_begin();
	struct wc_machine m = windows_10();
	m.architecture = "arm64";
	m.is_emulated = true;
	struct wc_host host = host_from(&r, &m);
	cr_assert_eq(host.arch, WC_ARM64);
	cr_assert(remarked(&host, WC_HOST_ARCHITECTURE, "emulated"));
	m.architecture = "0x5064";
	cr_assert_eq(host_from(&r, &m).arch, WC_ARCH_OTHER);
	m.architecture = NULL;
	cr_assert_eq(host_from(&r, &m).arch, WC_ARCH_UNKNOWN);
	host_world_end(&r);
}

/* The hypervisors of the truth table: none, its own, that of somebody else, not known. */
static const struct wc_machine_hypervisor none = {0}, unknown = {.why = "cannot be asked"},
	own = {.present = true, .vendor = "Microsoft Hv", .says_privileges = true, .privileges = 1},
	nested = {.present = true, .vendor = "Microsoft Hv", .says_privileges = true, .privileges = 0x1001, .nested = true},
	guest = {.present = true, .vendor = "Microsoft Hv", .says_privileges = true, .privileges = 0x22},
	vmware = {.present = true, .vendor = "VMwareVMware"}, shy = {.present = true, .vendor = "Microsoft Hv"};

enum { UNASKED = WC_SERVICE_UNKNOWN, ABSENT = WC_SERVICE_ABSENT, THERE = WC_SERVICE_THERE, DISABLED = WC_SERVICE_DISABLED,
       STOPPED = WC_SERVICE_STOPPED, RUNNING = WC_SERVICE_RUNNING };

Test(local_host, hyperv)
{
	struct wc_reading r = host_world_begin();
	static const struct {
		const struct wc_machine_hypervisor *hypervisor;
		unsigned vmms, vmcompute, hyperv;
	} rows[] = {
		{&none, RUNNING, RUNNING, WC_NO},   {&none, UNASKED, UNASKED, WC_NO},   {&none, ABSENT, ABSENT, WC_NO},
		{&guest, STOPPED, RUNNING, WC_NO},  {&vmware, RUNNING, RUNNING, WC_NO}, {&guest, ABSENT, RUNNING, WC_NO},
		{&own, RUNNING, RUNNING, WC_YES},   {&own, STOPPED, STOPPED, WC_YES},   {&own, THERE, UNASKED, WC_YES},
		{&nested, RUNNING, STOPPED, WC_YES},
		{&own, ABSENT, ABSENT, WC_NO},      {&own, ABSENT, RUNNING, 0},         {&own, ABSENT, UNASKED, 0},
		{&own, UNASKED, UNASKED, 0},        {&own, UNASKED, ABSENT, 0},         {&unknown, ABSENT, ABSENT, WC_NO},
		{&unknown, RUNNING, RUNNING, 0},    {&shy, RUNNING, RUNNING, 0},        {&shy, ABSENT, ABSENT, WC_NO},
		{&unknown, UNASKED, ABSENT, 0},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wc_machine m = server_2019();
		m.hypervisor = *rows[i].hypervisor;
		m.vmms = (struct wc_machine_service){rows[i].vmms, NULL};
		m.vmcompute = (struct wc_machine_service){rows[i].vmcompute, NULL};
		struct wc_host host = host_from(&r, &m);
		cr_assert_eq(host.hyperv, rows[i].hyperv, "row %zu: %s", i, wc_word(&wc_tri_words, host.hyperv));
		cr_assert_eq(FROM(host, HYPERV), rows[i].hyperv ? WC_FROM_MACHINE : WC_FROM_NOWHERE, "row %zu", i);
		cr_assert(remarked(&host, WC_HOST_HYPERV, ""), "row %zu says nothing", i);
		m.is_wine = true;
		cr_assert_eq(host_from(&r, &m).hyperv, WC_TRI_UNKNOWN, "row %zu under Wine", i);
	}
	host_world_end(&r);
}

Test(local_host, containers)
{
	struct wc_reading r = host_world_begin();
	static const struct {
		unsigned vmcompute, hns, containers;
	} rows[] = {
		{RUNNING, RUNNING, WC_YES}, {STOPPED, STOPPED, WC_YES}, {ABSENT, RUNNING, WC_NO}, {RUNNING, ABSENT, WC_NO},
		{ABSENT, UNASKED, WC_NO},   {UNASKED, UNASKED, 0},      {THERE, RUNNING, 0},      {DISABLED, RUNNING, 0},
		{RUNNING, DISABLED, 0},     {RUNNING, UNASKED, 0},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct wc_machine m = server_2019();
		m.vmcompute = (struct wc_machine_service){rows[i].vmcompute, "the manager: Access is denied (5)"};
		m.hns = (struct wc_machine_service){rows[i].hns, NULL};
		struct wc_host host = host_from(&r, &m);
		cr_assert_eq(host.containers, rows[i].containers, "row %zu: %s", i, wc_word(&wc_tri_words, host.containers));
		cr_assert(remarked(&host, WC_HOST_CONTAINERS, "Access is denied"), "row %zu", i);
		m.is_wine = true;
		cr_assert_eq(host_from(&r, &m).containers, WC_TRI_UNKNOWN, "row %zu under Wine", i);
	}
	host_world_end(&r);
}

static struct wc_host
with_engine(const struct wc_reading *r, const char *info)
{
	struct wc_machine m = server_2019();
	m.vmcompute.state = WC_SERVICE_UNKNOWN;
	struct wc_host host = host_from(r, &m);
	wc_host_set_engine_info(r, info, strlen(info), &host);
	return host;
}

Test(local_host, engine)
{
	struct wc_reading r = host_world_begin();
	struct wc_host host = with_engine(&r, "{\"OSType\":\"windows\",\"OSVersion\":\"10.0.17763\",\"Driver\":\"windowsfilter\","
	                                      "\"ServerVersion\":\"28.0.1\",\"Isolation\":\"hyperv\",\"Name\":\"other\"}");
	cr_assert_eq(host.engine.kind, WC_MOBY);
	cr_assert_str_eq(host.engine.version_text, "28.0.1");
	cr_assert_eq(FROM(host, ENGINE_VERSION), WC_FROM_ENGINE);
	cr_assert_eq(host.engine.store, WC_GRAPHDRIVER);
	cr_assert_eq(host.engine.default_isolation, WC_HYPERV);
	cr_assert_eq(host.containers, WC_YES);
	cr_assert_eq(FROM(host, CONTAINERS), WC_FROM_ENGINE);
	cr_assert_str_eq(version_of(&r, &host), "10.0.17763.6775");
	cr_assert_eq(FROM(host, OS_VERSION), WC_FROM_MACHINE);
	host_world_end(&r);
}

Test(local_host, an_engine_that_says_nothing_of_use)
{
	struct wc_reading r = host_world_begin();
	static const char *const answers[] = {
		"", "null", "{}", "[]", "<html>", "{\"OSType\":7,\"OperatingSystem\":1,\"Driver\":\"x\"}", "{\"OSType\":\"linux\",\"ServerVersion\":\"28.0.1\"}",
		"{\"ServerErrors\":[\"no daemon\"]}", "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"Host\",\"os\":\"windows\"}",
		"Microsoft Windows [Version 10.0.17763.107]\n",
	};
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct wc_host host = with_engine(&r, answers[i]);
		cr_assert_eq(host.engine.kind, WC_ENGINE_UNKNOWN, "%s", answers[i]);
		cr_assert_eq(host.containers, WC_TRI_UNKNOWN, "%s", answers[i]);
		cr_assert(remarked(&host, WC_HOST_ENGINE, ""), "%s", answers[i]);
	}
	host_world_end(&r);
}
