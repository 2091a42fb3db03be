/* Hyper-V and the Containers feature of this machine: yes, no or not known, by what its processor and services say. */
#include "source/host/local.h"

#include "base/utf8.h"

#include <string.h>

/* Privileges of a partition (Hypervisor Top-Level Functional Specification, HV_PARTITION_PRIVILEGE_MASK, upper half). */
enum { MAY_CREATE_PARTITIONS = 1 << 0, MAY_MANAGE_CPUS = 1 << 12 };

/* Whose hypervisor this Windows runs on. Only on its own can it start the utility VM of a container. */
enum hypervisor { NOT_KNOWN, NONE, OWN, OUTER };

/*
 * Windows runs on its own hypervisor where it is the partition that may create others; another partition of Hyper-V may not,
 * and on anybody else's hypervisor it is a guest. Some products call themselves Hyper-V and hide the leaf that would tell.
 */
static enum hypervisor
hypervisor_of(const struct wc_machine_hypervisor *h)
{
	if (h->why)
		return NOT_KNOWN;
	if (!h->present)
		return NONE;
	if (h->says_privileges)
		return h->privileges & (MAY_CREATE_PARTITIONS | MAY_MANAGE_CPUS) ? OWN : OUTER;
	return h->vendor[0] && strcmp(h->vendor, "Microsoft Hv") != 0 ? OUTER : NOT_KNOWN;
}

static void
remark_hypervisor(wc_arena *arena, const struct wc_machine *m, enum hypervisor kind, struct wc_host *host)
{
	char shown[WC_SHOWN];
	const struct wc_machine_hypervisor *h = &m->hypervisor;
	const char *vendor = wc_show(shown, h->vendor, strlen(h->vendor));
	if (h->why)
		wc_host_remark(arena, host, WC_HOST_HYPERV, "%s", h->why);
	else if (kind == NONE)
		wc_host_remark(arena, host, WC_HOST_HYPERV, "no hypervisor runs on this machine");
	else if (kind == OWN)
		wc_host_remark(arena, host, WC_HOST_HYPERV, "this Windows runs on its own hypervisor%s",
		               h->nested ? ", inside a virtual machine" : "");
	else if (kind == OUTER)
		wc_host_remark(arena, host, WC_HOST_HYPERV, "this machine is a guest of '%s' and runs no hypervisor of its own", vendor);
	else
		wc_host_remark(arena, host, WC_HOST_HYPERV, "a hypervisor '%s' runs, and it does not say whose it is", vendor);
}

static bool
is_there(const struct wc_machine_service *service)
{
	return service->state != WC_SERVICE_UNKNOWN && service->state != WC_SERVICE_ABSENT;
}

static void
remark_service(wc_arena *arena, struct wc_host *host, enum wc_fact fact, const char *name, const struct wc_machine_service *s)
{
	static const char *const says[] = {
		[WC_SERVICE_ABSENT] = "is not installed", [WC_SERVICE_THERE] = "is installed",
		[WC_SERVICE_DISABLED] = "is disabled",    [WC_SERVICE_STOPPED] = "is installed and stopped",
		[WC_SERVICE_RUNNING] = "is running",
	};
	if (s->state != WC_SERVICE_UNKNOWN)
		wc_host_remark(arena, host, fact, "the service %s %s%s%s", name, says[s->state], s->why ? ": " : "", s->why ? s->why : "");
	else
		wc_host_remark(arena, host, fact, "the service %s: %s", name, s->why ? s->why : "it was not asked");
}

/*
 * Can a container get a utility VM here? Columns: whose hypervisor, vmms (comes with the Hyper-V role or feature), vmcompute
 * (comes with Hyper-V, with Containers and with the Virtual Machine Platform).
 *
 *   hypervisor  vmms     vmcompute  Hyper-V
 *   none        any      any        no       nothing here can run a VM: no feature, switched off, or a restart is due
 *   outer       any      any        no       a guest whose own hypervisor does not run (no nested virtualization)
 *   own         there    any        yes      feature and hypervisor; vmms itself need not run, containers go by vmcompute
 *   own         absent   absent     no       the hypervisor only guards Windows (virtualization-based security)
 *   own         absent   else       unknown  Virtual Machine Platform or VBS with Containers: nobody documents what that can do
 *   own         unknown  any        unknown
 *   unknown     absent   absent     no       no service that could start a VM
 *   unknown     else     else       unknown
 *
 * Under Wine everything is unknown: the processor is that of the machine under it, and the services are Wine's.
 */
static enum wc_tri
hyperv_of(const struct wc_machine *m, enum hypervisor kind)
{
	if (m->is_wine)
		return WC_TRI_UNKNOWN;
	if (kind == NONE || kind == OUTER)
		return WC_NO;
	if (kind == OWN && is_there(&m->vmms))
		return WC_YES;
	return m->vmms.state == WC_SERVICE_ABSENT && m->vmcompute.state == WC_SERVICE_ABSENT ? WC_NO : WC_TRI_UNKNOWN;
}

static bool
can_start(const struct wc_machine_service *service)
{
	return service->state == WC_SERVICE_STOPPED || service->state == WC_SERVICE_RUNNING;
}

/* The engine asks for these two services before it starts (moby, daemon start on Windows); one that is disabled is no answer. */
static enum wc_tri
containers_of(const struct wc_machine *m)
{
	if (m->is_wine)
		return WC_TRI_UNKNOWN;
	if (m->vmcompute.state == WC_SERVICE_ABSENT || m->hns.state == WC_SERVICE_ABSENT)
		return WC_NO;
	return can_start(&m->vmcompute) && can_start(&m->hns) ? WC_YES : WC_TRI_UNKNOWN;
}

static void
set(struct wc_host *host, enum wc_fact fact, uint8_t *value, enum wc_tri known)
{
	*value = (uint8_t)known;
	host->from.of[fact] = known ? WC_FROM_MACHINE : WC_FROM_NOWHERE;
}

void
wc_host_set_features(const struct wc_reading *reading, const struct wc_machine *m, struct wc_host *host)
{
	wc_arena *arena = reading->arena;
	enum hypervisor kind = hypervisor_of(&m->hypervisor);
	set(host, WC_HOST_HYPERV, &host->hyperv, hyperv_of(m, kind));
	set(host, WC_HOST_CONTAINERS, &host->containers, containers_of(m));
	if (m->is_wine) {
		wc_host_remark(arena, host, WC_HOST_HYPERV, "Wine has no Hyper-V, and does not know that of the machine under it");
		wc_host_remark(arena, host, WC_HOST_CONTAINERS, "Wine has no Containers feature");
		return;
	}
	remark_hypervisor(arena, m, kind, host);
	remark_service(arena, host, WC_HOST_HYPERV, "vmms", &m->vmms);
	remark_service(arena, host, WC_HOST_CONTAINERS, "vmcompute", &m->vmcompute);
	remark_service(arena, host, WC_HOST_CONTAINERS, "hns", &m->hns);
}
