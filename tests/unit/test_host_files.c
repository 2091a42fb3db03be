/* Host files: every form is recognised by its content, and the traps in it are avoided. */
#include "host_world.h"

#include "base/text.h"

#include <criterion/criterion.h>
#include <stdio.h>
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

TestSuite(host_files, .init = start, .fini = end);

#define IS(host, version_text, product_value, edition_value, arch_value) \
	do { \
		cr_assert_str_eq(version_of(&r, &(host)), (version_text), "%s", (host).name); \
		cr_assert_eq((host).product, (product_value), "%s: product %d", (host).name, (host).product); \
		cr_assert_eq((host).edition, (edition_value), "%s: edition %d", (host).name, (host).edition); \
		cr_assert_eq((host).arch, (arch_value), "%s: architecture %d", (host).name, (host).arch); \
	} while (0)

Test(host_files, docker_info)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("docker-info-2019.json"));
	IS(h, "10.0.17763.1039", WC_SERVER, WC_DATACENTER, WC_AMD64);
	cr_assert_str_eq(h.name, "BUILD-01");
	cr_assert_str_eq(h.engine.version_text, "19.03.5");
	cr_assert(h.engine.kind == WC_MOBY && h.engine.store == WC_GRAPHDRIVER && h.engine.default_isolation == WC_PROCESS);
	cr_assert(h.containers == WC_YES && h.hyperv == WC_TRI_UNKNOWN && !h.engine.is_cri);
	cr_assert_eq(FROM(h, REVISION), WC_FROM_ENGINE);
	h = host_of(&r, "@" FIXTURE("docker-info-containerd-store.json"));
	IS(h, "10.0.26100.4061", WC_SERVER, WC_EDITION_UNKNOWN, WC_AMD64);
	cr_assert_eq(h.engine.store, WC_STORE_CONTAINERD);
	h = host_of(&r, "@" FIXTURE("docker-info-win10.json"));
	IS(h, "10.0.19042.928", WC_CLIENT, WC_PRO, WC_AMD64);
	cr_assert_eq(h.engine.default_isolation, WC_HYPERV);
	h = host_of(&r, "@" FIXTURE("docker-info.txt"));
	IS(h, "10.0.20348.2340", WC_SERVER, WC_EDITION_UNKNOWN, WC_AMD64);
	cr_assert_str_eq(h.name, "web-2");
}

Test(host_files, docker_info_of_a_multi_session_client_says_server)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("docker-info-multi-session.json"));
	IS(h, "10.0.19045.5487", WC_CLIENT, WC_MULTI_SESSION, WC_AMD64);
	cr_assert_eq(FROM(h, EDITION), WC_FROM_ASSUMED);
}

Test(host_files, docker_info_elsewhere)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("docker-info-linux.json"));
	cr_assert(h.os == WC_OS_LINUX && h.version.build == 0 && h.product == WC_PRODUCT_UNKNOWN);
	refused(&r, "@" FIXTURE("docker-info-unreachable.json"), "did not reach an engine: Cannot connect", "again where the engine");
}

Test(host_files, the_kernel_version_holds_the_branch_revision)
{
	struct wc_hosts hosts = hosts_in(&r, "{\"OSType\":\"windows\",\"OperatingSystem\":\"Windows Server 2019 Standard\","
	                                     "\"KernelVersion\":\"10.0 17763 (17763.9999.amd64fre.rs5)\"}");
	wc_host_settle(r.program, &hosts.host[0]);
	IS(hosts.host[0], "10.0.17763", WC_SERVER, WC_STANDARD, WC_ARCH_UNKNOWN);
	hosts = hosts_in(&r, "{\"OSType\":\"windows\",\"OSVersion\":\"10.0.17763\",\"OperatingSystem\":\"X (OS Build 20348.1)\"}");
	cr_assert_eq(hosts.host[0].version.revision, WC_REVISION_UNKNOWN, "a display string of another build was believed");
}

Test(host_files, docker_version)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("docker-version.json"));
	IS(h, "10.0.20348", WC_SERVER, WC_EDITION_UNKNOWN, WC_AMD64);
	cr_assert_str_eq(h.engine.version_text, "28.0.1");
	h = host_of(&r, "@" FIXTURE("docker-version-api.json"));
	IS(h, "10.0.20348", WC_SERVER, WC_EDITION_UNKNOWN, WC_AMD64);
	h = host_of(&r, "@" FIXTURE("docker-version.txt"));
	IS(h, "unknown", WC_PRODUCT_UNKNOWN, WC_EDITION_UNKNOWN, WC_AMD64);
	cr_assert_str_eq(h.engine.version_text, "27.3.1");
	refused(&r, "@" FIXTURE("docker-version-client-only.json"), "no Server section", "Client section");
	refused(&r, "@" FIXTURE("docker-version-client-only.txt"), "no Server section", "Client section");
}

Test(host_files, kubernetes_node)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("node.json"));
	IS(h, "10.0.17763.6775", WC_SERVER, WC_DATACENTER, WC_AMD64);
	cr_assert_str_eq(h.name, "win-1");
	cr_assert(h.engine.kind == WC_CONTAINERD && h.engine.is_cri && h.engine.version.minor == 7);
	cr_assert_eq(FROM(h, OS_VERSION), WC_FROM_NODE);
}

Test(host_files, kubernetes_lists)
{
	struct wc_hosts hosts = hosts_of(&r, "@" FIXTURE("nodes.json"));
	cr_assert_eq(hosts.count, 4);
	IS(hosts.host[1], "10.0.20348.2340", WC_SERVER, WC_STANDARD, WC_AMD64);
	cr_assert(hosts.host[1].engine.kind == WC_MOBY && !hosts.host[1].engine.is_cri);
	cr_assert(hosts.host[2].os == WC_OS_LINUX && hosts.host[2].engine.kind == WC_ENGINE_OTHER);
	IS(hosts.host[3], "10.0.22631.5335", WC_CLIENT, WC_ENTERPRISE, WC_AMD64);
	cr_assert_str_eq(hosts.host[3].spec, FIXTURE("nodes.json") "#4");
	hosts = hosts_of(&r, "@" FIXTURE("nodes.yaml"));
	cr_assert_eq(hosts.count, 2, "the pod is no host");
	IS(hosts.host[1], "10.0.26100", WC_SERVER, WC_EDITION_UNKNOWN, WC_AMD64);
	hosts = hosts_of(&r, "@" FIXTURE("nodes-documents.yaml"));
	IS(hosts.host[0], "10.0.26100.4061", WC_SERVER, WC_DATACENTER, WC_ARM64);
	IS(hosts.host[1], "10.0.19045.5487", WC_CLIENT, WC_MULTI_SESSION, WC_AMD64);
	refused(&r, "@" FIXTURE("pods.json"), "holds no node", "kubectl get nodes");
}

Test(host_files, a_broken_node_hides_no_other)
{
	struct wc_hosts hosts = hosts_of(&r, "@" FIXTURE("nodes-broken.json"));
	cr_assert_eq(hosts.count, 4);
	cr_assert_null(hosts.host[0].problem);
	cr_assert_str_eq(hosts.host[1].name, "broken-1");
	cr_assert(strstr(hosts.host[1].problem, "items[1].status.nodeInfo"));
	cr_assert(strstr(hosts.host[2].problem, "kernelVersion"));
	for (size_t i = 1; i < 4; i++)
		cr_assert(hosts.host[i].os == WC_OS_UNKNOWN && hosts.host[i].version.build == 0);
	refused(&r, "@" FIXTURE("nodes-all-broken.json"), "items[0].status.nodeInfo (line 11", "as the command wrote it");
}

Test(host_files, systeminfo)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("systeminfo-en.txt"));
	IS(h, "10.0.17763", WC_SERVER, WC_DATACENTER, WC_AMD64);
	cr_assert_str_eq(h.name, "BUILD-07");
	cr_assert_eq(h.hyperv, WC_TRI_UNKNOWN, "a detected hypervisor may be the one below");
	h = host_of(&r, "@" FIXTURE("systeminfo-no-virtualization.txt"));
	cr_assert(h.hyperv == WC_NO && FROM(h, HYPERV) == WC_FROM_SYSTEMINFO);
	h = host_of(&r, "@" FIXTURE("systeminfo-requirements-met.txt"));
	cr_assert_eq(h.hyperv, WC_TRI_UNKNOWN, "what the processor can do is not what is installed");
	h = host_of(&r, "@" FIXTURE("systeminfo-multi-session-utf16.txt"));
	IS(h, "10.0.19045", WC_CLIENT, WC_MULTI_SESSION, WC_AMD64);
	refused(&r, "@" FIXTURE("systeminfo-two.txt"), "more than one machine", "its own file");
}

Test(host_files, systeminfo_in_other_languages)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("systeminfo-ja.txt"));
	IS(h, "10.0.20348", WC_SERVER, WC_STANDARD, WC_AMD64);
	cr_assert_str_eq(h.name, "WIN-KAISHA");
	cr_assert_eq(h.hyperv, WC_TRI_UNKNOWN);
	h = host_of(&r, "@" FIXTURE("systeminfo-ja-cp932.txt"));
	IS(h, "10.0.20348", WC_SERVER, WC_STANDARD, WC_AMD64);
	cr_assert_eq(h.hyperv, WC_NO);
	h = host_of(&r, "@" FIXTURE("systeminfo-de-cp850.txt"));
	IS(h, "10.0.19045", WC_CLIENT, WC_PRO, WC_AMD64);
}

/* What PowerShell's `>` writes: UTF-16 with a byte order mark. */
Test(host_files, utf16)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("systeminfo-en-utf16.txt"));
	IS(h, "10.0.17763", WC_SERVER, WC_DATACENTER, WC_AMD64);
	h = host_of(&r, "@" FIXTURE("systeminfo-ja-utf16.txt"));
	IS(h, "10.0.20348", WC_SERVER, WC_STANDARD, WC_AMD64);
	cr_assert_str_eq(h.name, "WIN-KAISHA");
	h = host_of(&r, "@" FIXTURE("reg-query-2022-core-utf16.txt"));
	IS(h, "10.0.20348.2340", WC_SERVER, WC_DATACENTER, WC_AMD64);
	h = host_of(&r, "@" FIXTURE("ver-utf16.txt"));
	IS(h, "10.0.17763.1039", WC_SERVER, WC_EDITION_UNKNOWN, WC_ARCH_UNKNOWN);
}

Test(host_files, reg_query)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("reg-query-2022-core.txt"));
	IS(h, "10.0.20348.2340", WC_SERVER, WC_DATACENTER, WC_AMD64);
	cr_assert(h.installation == WC_INSTALLED_CORE && FROM(h, REVISION) == WC_FROM_REGISTRY_QUERY);
	h = host_of(&r, "@" FIXTURE("reg-query-win11-utf16.txt"));
	IS(h, "10.0.22631.5335", WC_CLIENT, WC_PRO, WC_AMD64);
	h = host_of(&r, "@" FIXTURE("reg-query-multi-session.txt"));
	IS(h, "10.0.26100.4061", WC_CLIENT, WC_MULTI_SESSION, WC_ARM64);
	h = host_of(&r, "@" FIXTURE("reg-query-nano.txt"));
	cr_assert_eq(h.installation, WC_INSTALLED_NANO);
	h = host_of(&r, "@" FIXTURE("reg-export-utf16.reg"));
	IS(h, "10.0.17763.1039", WC_SERVER, WC_STANDARD, WC_AMD64);
	refused_text(&r, "    CurrentBuild    REG_SZ    17763\n    CurrentBuild    REG_SZ    20348\n", "twice", "one machine");
	refused_text(&r, "    CurrentBuild    REG_SZ    9600\n", "CurrentMajorVersionNumber is missing", "all that reg query");
	refused_text(&r, "HKEY_LOCAL_MACHINE\\SOFTWARE\\x\n    UBR    REG_DWORD    0x1\n", "CurrentBuildNumber is missing", "all");
	refused_text(&r, "    CurrentBuild    REG_SZ    17763\n    UBR    REG_DWORD    0xffffffffff\n", "UBR is '0xffff", "printed");
}

Test(host_files, ver)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("ver.txt"));
	IS(h, "10.0.17763.1039", WC_SERVER, WC_EDITION_UNKNOWN, WC_ARCH_UNKNOWN);
	cr_assert_eq(FROM(h, PRODUCT), WC_FROM_ASSUMED);
	refused_text(&r, "Microsoft Windows [Version 10.0.x]\n", "not a decimal number", "MAJOR");
}

Test(host_files, several_documents)
{
	struct wc_hosts hosts = hosts_in(&r, "{\"OSType\":\"windows\",\"Name\":\"a\"}\n{\"OSType\":7}\n{\"OSType\":\"linux\"}");
	cr_assert_eq(hosts.count, 3);
	cr_assert(strstr(hosts.host[1].problem, "OSType (line 2"));
	hosts = hosts_in(&r, "[{\"OSType\":\"windows\",\"Name\":\"a\"},{\"OSType\":\"windows\",\"Name\":\"b\"}]");
	cr_assert_eq(hosts.count, 2);
	cr_assert_str_eq(hosts.host[1].name, "b");
}

Test(host_files, our_own_json)
{
	struct wc_hosts hosts = hosts_in(&r, "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"Host\",\"name\":\"n\",\"os\":\"windows\","
	                                     "\"osVersion\":\"10.0.17763.5\",\"product\":\"server\",\"edition\":null,\"hyperv\":\"unknown\","
	                                     "\"engine\":{\"kind\":\"docker\",\"version\":\"28.0.1\",\"store\":\"graphdriver\",\"cri\":false},"
	                                     "\"from\":{\"osVersion\":\"systeminfo\",\"product\":\"assumed\"}}");
	struct wc_host h = hosts.host[0];
	IS(h, "10.0.17763.5", WC_SERVER, WC_EDITION_UNKNOWN, WC_ARCH_UNKNOWN);
	cr_assert(FROM(h, OS_VERSION) == WC_FROM_SYSTEMINFO && FROM(h, PRODUCT) == WC_FROM_ASSUMED && FROM(h, OS) == WC_FROM_GIVEN);
	cr_assert(h.engine.store == WC_GRAPHDRIVER && h.hyperv == WC_TRI_UNKNOWN && FROM(h, HYPERV) == WC_FROM_NOWHERE);
	refused_text(&r, "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"Host\",\"product\":\"serverr\"}", "'serverr' is not a product", "");
	refused_text(&r, "{\"apiVersion\":\"wincompat/v2\",\"kind\":\"Host\"}", "wincompat/v2", "");
	refused_text(&r, "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"HostList\",\"hosts\":[]}", "names no host", "");
}

Test(host_files, remarks_of_our_own_json)
{
	static const char head[] = "{\"apiVersion\":\"wincompat/v1\",\"kind\":\"Host\",\"os\":\"windows\",\"remarks\":";
	struct wc_hosts hosts = hosts_in(&r, wc_printf(r.arena, "%s[{\"fact\":\"host.hyperv\",\"text\":\"why\"},"
	                                                        "{\"fact\":\"host.later\",\"text\":\"x\"}]}", head));
	cr_assert_eq(hosts.host[0].remark_count, 1);
	cr_assert_eq(hosts.host[0].remarks[0].fact, WC_HOST_HYPERV);
	cr_assert_str_eq(hosts.host[0].remarks[0].text, "why");
	refused_text(&r, wc_printf(r.arena, "%s7}", head), "must be a list", "as the command wrote it");
	refused_text(&r, wc_printf(r.arena, "%s[7]}", head), "a fact and a text", "as the command wrote it");
	struct wc_text many = {.arena = r.arena};
	wc_text_printf(&many, "%s[", head);
	for (int i = 0; i < 1000; i++)
		wc_text_addz(&many, "{\"fact\":\"host.os\",\"text\":\"x\"},");
	wc_text_addz(&many, "{\"fact\":\"host.os\",\"text\":\"x\"}]}");
	cr_assert_eq(hosts_in(&r, wc_text_string(&many)).host[0].remark_count, WC_HOST_REMARKS);
}

Test(host_files, facts_given_behind_a_file)
{
	struct wc_host h = host_of(&r, "@" FIXTURE("ver.txt") ",hyperv=yes,name=x");
	cr_assert(h.hyperv == WC_YES && strcmp(h.name, "x") == 0);
	refused(&r, "@" FIXTURE("nodes.json") ",name=x", "the file holds 4", "names of their own");
	refused(&r, "@" FIXTURE("node.json") ",edition=pro", "edition=pro is a client's", "leave one");
	struct wc_hosts hosts = hosts_of(&r, "@" FIXTURE("nodes.json") ",hyperv=no");
	cr_assert(hosts.host[0].hyperv == WC_NO && hosts.host[2].hyperv == WC_TRI_UNKNOWN);
}

Test(host_files, what_describes_no_host)
{
	refused_text(&r, "", "FILE: it is empty", "`systeminfo`");
	refused_text(&r, " \r\n", "FILE: it is empty", "`systeminfo`");
	refused_text(&r, "hello world\n", "nothing that describes a host", "`reg query`");
	refused_text(&r, "{}", "describes no host", "`docker info");
	refused_text(&r, "[]", "a list that describes no host", "`docker info");
	refused_text(&r, "{\"kind\":\"Pod\"}", "'Pod'", "Kubernetes Node");
	refused_text(&r, "{\"OSType\":\"windows\",\"OSVers", "FILE:1:28", "cut short");
	refused_text(&r, "{\"OSType\":\"windows\",\"OSVersion\":[1]}", "OSVersion (line 1, column 33): it must be a string", "");
	refused_text(&r, "{\"OSType\":\"windows\",\"OSVersion\":\"10.0.x\"}", "OSVersion (line 1, column 33)", "");
	refused_bytes(&r, "OS\0x", 4, "it is no text", "UTF-8");
}

Test(host_files, a_file_has_a_largest_number_of_hosts)
{
	size_t count = 20001;
	char *text = wc_alloc(r.arena, count * 3 + 64), *end = text + sprintf(text, "{\"kind\":\"List\",\"items\":[{}");
	for (size_t i = 1; i < count; i++)
		end = stpcpy(end, ",{}");
	strcpy(end, "]}");
	refused_text(&r, text, "more than 20000 hosts", "split");
}
