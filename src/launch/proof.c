/* Proofs: the container's processes among the host's, or a virtual machine in their place. */
#include "launch/proof.h"

#include <stdlib.h>
#include <strings.h>
#include <string.h>

/* The name without its ".exe": engines list it with or without. */
static size_t
stem(const char *name)
{
	size_t length = strlen(name);
	return length > 4 && strcasecmp(name + length - 4, ".exe") == 0 ? length - 4 : length;
}

static bool
is_called(const struct wc_process *process, const char *name)
{
	size_t length = stem(name);
	return stem(process->name) == length && strncasecmp(process->name, name, length) == 0;
}

/* "vmmem", "vmmemWSL": one process for the memory of each virtual machine, in some releases with the machine's name behind it. */
static bool
is_vm_memory(const struct wc_process *process)
{
	return strncasecmp(process->name, "vmmem", strlen("vmmem")) == 0;
}

static const struct wc_process *
find_called(const struct wc_processes *host, const char *name)
{
	for (size_t i = 0; i < host->count; i++)
		if (is_called(&host->item[i], name))
			return &host->item[i];
	return NULL;
}

/* The host's process of the same id and name, or NULL. Ids alone are nothing: a virtual machine counts its own. */
static const struct wc_process *
find_same(const struct wc_processes *host, const struct wc_process *process)
{
	for (size_t i = 0; i < host->count; i++)
		if (host->item[i].id == process->id && is_called(&host->item[i], process->name))
			return &host->item[i];
	return NULL;
}

static void
look_for_processes(wc_arena *arena, const struct wc_processes *host, struct wc_proof *proof)
{
	const struct wc_processes *inside = &proof->container->processes;
	proof->seen = wc_array(arena, const struct wc_process *, inside->count + 1);
	for (size_t i = 0; i < inside->count; i++) {
		proof->seen[i] = find_same(host, &inside->item[i]);
		proof->seen_count += proof->seen[i] != NULL;
		if (proof->seen[i] && is_called(proof->seen[i], "CExecSvc.exe"))
			proof->agent = proof->seen[i];
	}
}

/* How far apart two starts are; far where one is not known. */
static int64_t
apart(int64_t a, int64_t b)
{
	return a && b ? llabs(a - b) : INT64_MAX;
}

static const struct wc_process *
nearer(const struct wc_process *best, const struct wc_process *process, int64_t moment)
{
	return !best || apart(process->started_ms, moment) < apart(best->started_ms, moment) ? process : best;
}

/* Virtual machines of containers are vmcompute's; those that a person made are vmms.exe's. */
static void
look_for_machine(const struct wc_processes *host, struct wc_proof *proof)
{
	proof->service = find_called(host, "vmcompute.exe");
	for (size_t i = 0; proof->service && i < host->count; i++) {
		const struct wc_process *process = &host->item[i];
		if (!is_called(process, "vmwp.exe") || process->parent != proof->service->id)
			continue;
		proof->workers++;
		proof->worker = nearer(proof->worker, process, proof->container->started_ms);
	}
	for (size_t i = 0; proof->worker && i < host->count; i++)
		if (is_vm_memory(&host->item[i]))
			proof->vm = nearer(proof->vm, &host->item[i], proof->worker->started_ms);
}

/* Most of them must be there: some may have ended between the two looks. A name and an id may also be equal by chance. */
static unsigned
shown_by(const struct wc_proof *proof)
{
	size_t count = proof->container->processes.count;
	if (count == 0)
		return WC_MODE_NONE;
	if (proof->seen_count * 2 > count)
		return WC_PROCESS;
	return proof->worker && proof->seen_count * 4 <= count ? WC_HYPERV : WC_MODE_NONE;
}

/* A virtual machine counts ids of its own: what is equal there is so by chance. */
static void
settle(struct wc_proof *proof)
{
	if (proof->shown == WC_PROCESS)
		proof->worker = proof->vm = NULL; /* other containers' */
	if (proof->shown != WC_HYPERV)
		return;
	proof->by_chance = proof->seen_count;
	proof->seen_count = 0;
	proof->agent = NULL;
	for (size_t i = 0; i < proof->container->processes.count; i++)
		proof->seen[i] = NULL;
}

static unsigned
proven_by(const struct wc_proof *proof)
{
	if (proof->shown == WC_MODE_NONE)
		return proof->engine == WC_MODE_NONE ? WC_PROVEN_UNKNOWN : WC_ENGINE_ONLY;
	return proof->engine == WC_MODE_NONE || proof->engine == proof->shown ? WC_PROVEN : WC_CONTRADICTED;
}

static int64_t
memory_of(const struct wc_process *process)
{
	return process && process->memory > 0 ? process->memory : 0;
}

/* What the host gives: to the virtual machine, or to the processes themselves. */
static int64_t
memory_by(const struct wc_proof *proof)
{
	int64_t sum = 0;
	if (proof->shown == WC_HYPERV)
		sum = memory_of(proof->worker) + memory_of(proof->vm);
	for (size_t i = 0; proof->shown == WC_PROCESS && i < proof->container->processes.count; i++)
		sum += memory_of(proof->seen[i]);
	return sum ? sum : -1;
}

struct wc_proof
wc_proof_make(wc_arena *arena, const struct wc_container *container, const struct wc_processes *host)
{
	static const struct wc_processes none = {0};
	struct wc_proof proof = {.container = container, .engine = container->isolation, .looked = host != NULL};
	host = host ? host : &none;
	look_for_processes(arena, host, &proof);
	look_for_machine(host, &proof);
	proof.shown = (uint8_t)shown_by(&proof);
	settle(&proof);
	proof.mode = proof.shown ? proof.shown : proof.engine;
	proof.proven = (uint8_t)proven_by(&proof);
	proof.memory = memory_by(&proof);
	return proof;
}
