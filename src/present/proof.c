/* Proofs for people and for programs. */
#include "present/proof.h"

#include "format/json_write.h"
#include "present/facts_json.h"
#include "present/line.h"
#include "present/wording.h"

#include <inttypes.h>

enum { NAME_WIDTH = 26 };

static const char *
bytes_text(wc_arena *arena, int64_t bytes)
{
	if (bytes < 0)
		return "";
	if (bytes >= INT64_C(1) << 30)
		return wc_printf(arena, "%.1f GB", (double)bytes / (1 << 30));
	return wc_printf(arena, "%.0f MB", (double)bytes / (1 << 20));
}

static const char *
process_text(wc_arena *arena, const struct wc_process *process)
{
	return wc_printf(arena, "%.80s (%" PRIu32 ")", process->name, process->id);
}

/* Why nothing is shown. */
static const char *
why_nothing(const struct wc_proof *proof)
{
	const struct wc_container *container = proof->container;
	if (!container->is_running)
		return "the container does not run, so it has no processes";
	if (!proof->looked)
		return "its host's processes cannot be seen from here (--snapshot FILE gives a list of them)";
	if (container->processes.count == 0)
		return "the engine lists no processes of the container";
	return "its processes are neither among the host's, nor does a virtual machine of vmcompute.exe run: is this the engine's host?";
}

static const char *
why_hyperv(wc_arena *arena, const struct wc_proof *proof)
{
	const char *others = proof->workers < 2 ? "" : wc_printf(arena, " (of %zu, the one that started nearest to the container)", proof->workers);
	const char *chance = proof->by_chance == 0 ? "" : wc_printf(arena, " (%zu %s by chance the id and name of another)", proof->by_chance,
	                                                            proof->by_chance == 1 ? "has" : "have");
	return wc_printf(arena, "%s under %s is its virtual machine%s, and none of its %zu processes is one of the host's%s",
	                 process_text(arena, proof->worker), process_text(arena, proof->service), others, proof->container->processes.count, chance);
}

static const char *
why_process(wc_arena *arena, const struct wc_proof *proof)
{
	const char *agent = proof->agent ? wc_printf(arena, ", %s among them", process_text(arena, proof->agent)) : "";
	return wc_printf(arena, "%zu of its %zu processes are processes of the host%s", proof->seen_count, proof->container->processes.count, agent);
}

static const char *
why(wc_arena *arena, const struct wc_proof *proof)
{
	if (proof->shown == WC_HYPERV)
		return why_hyperv(arena, proof);
	return proof->shown == WC_PROCESS ? why_process(arena, proof) : why_nothing(proof);
}

static const char *
engine_word(wc_arena *arena, const struct wc_proof *proof)
{
	const char *text = proof->container->isolation_text;
	if (proof->engine)
		return wc_mode_title(proof->engine);
	return text ? wc_printf(arena, "'%.40s'", text) : "nothing";
}

/* Processors: what was asked for, and in whose hands it is. */
static const char *
processors_text(wc_arena *arena, const struct wc_proof *proof)
{
	const struct wc_container *c = proof->container;
	double asked = c->cpu_count ? (double)c->cpu_count : (double)c->nano_cpus / 1e9;
	if (proof->mode == WC_HYPERV)
		return asked > 0 ? wc_printf(arena, "%g of its virtual machine's own", asked) : "its virtual machine's own, as many as the engine gives by default";
	return asked > 0 ? wc_printf(arena, "at most %g of the host's", asked) : "the host's, shared with everything else on it";
}

static const char *
memory_text(wc_arena *arena, const struct wc_proof *proof)
{
	const char *limit = proof->container->memory > 0 ? wc_printf(arena, " (limit %s)", bytes_text(arena, proof->container->memory)) : "";
	if (proof->memory < 0)
		return wc_printf(arena, "not known%s", limit);
	const char *whose = proof->shown == WC_HYPERV ? "of its virtual machine" : "of its processes";
	return wc_printf(arena, "%s %s%s", bytes_text(arena, proof->memory), whose, limit);
}

static void
tree_line(struct wc_text *out, const char *label, unsigned depth, const struct wc_process *process, const char *remark)
{
	wc_text_printf(out, "%-*s%*s", WC_LABEL_WIDTH, label, (int)depth * 2, "");
	wc_add_cell(out, process_text(out->arena, process), NAME_WIDTH - depth * 2);
	wc_text_printf(out, "  %s", remark);
	wc_end_line(out);
}

/* The container's own processes, each with whether the host has it, too. */
static void
inside_lines(struct wc_text *out, const struct wc_proof *proof, const char *label, unsigned depth)
{
	const struct wc_processes *inside = &proof->container->processes;
	for (size_t i = 0; i < inside->count; i++, label = "") {
		const struct wc_process *seen = proof->seen[i];
		const char *remark = !proof->looked ? "" : seen ? wc_printf(out->arena, "on the host  %s", bytes_text(out->arena, seen->memory)) : "in the container only";
		tree_line(out, label, depth, &inside->item[i], remark);
	}
}

static void
tree_lines(struct wc_text *out, const struct wc_proof *proof)
{
	bool machine = proof->shown == WC_HYPERV;
	if (machine) {
		tree_line(out, "tree", 0, proof->service, "on the host");
		tree_line(out, "", 1, proof->worker, wc_printf(out->arena, "on the host  %s", bytes_text(out->arena, proof->worker->memory)));
		if (proof->vm)
			tree_line(out, "", 1, proof->vm, wc_printf(out->arena, "on the host  %s", bytes_text(out->arena, proof->vm->memory)));
	}
	inside_lines(out, proof, machine ? "" : "tree", machine ? 2 : 0);
}

void
wc_present_proof_text(struct wc_text *out, const struct wc_proof *proof, bool colour)
{
	static const struct {
		const char *word;
		enum wc_colour colour;
	} heads[] = {
		[WC_PROVEN_UNKNOWN] = {"UNKNOWN", WC_YELLOW},
		[WC_PROVEN] = {"PROVEN", WC_GREEN},
		[WC_CONTRADICTED] = {"DIFFERS", WC_RED},
		[WC_ENGINE_ONLY] = {"SAID", WC_YELLOW},
	};
	wc_arena *arena = out->arena;
	enum wc_colour label = colour ? WC_DIM : WC_PLAIN;
	const char *mode = proof->mode ? wc_mode_title(proof->mode) : "the isolation of the container is not known";
	const char *said = wc_printf(arena, "%s; the engine says %s", mode, engine_word(arena, proof));
	wc_add_line(out, colour ? heads[proof->proven].colour : WC_PLAIN, heads[proof->proven].word, said);
	wc_add_line(out, label, "because", why(arena, proof));
	wc_add_line(out, label, "memory", memory_text(arena, proof));
	wc_add_line(out, label, "processor", processors_text(arena, proof));
	tree_lines(out, proof);
}

/* A size, or null. */
static void
bytes_member(struct wc_json_out *out, const char *key, int64_t bytes)
{
	if (bytes < 0)
		wc_json_null(out, key);
	else
		wc_json_number(out, key, bytes);
}

static void
process_member(struct wc_json_out *out, const char *key, const struct wc_process *process)
{
	if (!process) {
		wc_json_null(out, key);
		return;
	}
	wc_json_map(out, key);
	wc_json_number(out, "id", process->id);
	wc_json_text(out, "name", process->name);
	bytes_member(out, "memory", process->memory);
	wc_json_end(out);
}

static void
container_member(struct wc_json_out *out, const struct wc_container *container)
{
	wc_json_map(out, "container");
	wc_json_text(out, "id", container->id);
	wc_json_text(out, "name", container->name);
	wc_json_text(out, "image", container->image);
	wc_json_bool(out, "running", container->is_running);
	wc_json_end(out);
}

static void
processes_member(struct wc_json_out *out, const struct wc_proof *proof)
{
	wc_json_list(out, "processes");
	for (size_t i = 0; i < proof->container->processes.count; i++) {
		const struct wc_process *inside = &proof->container->processes.item[i];
		wc_json_map(out, NULL);
		wc_json_number(out, "id", inside->id);
		wc_json_text(out, "name", inside->name);
		if (proof->looked)
			wc_json_bool(out, "onHost", proof->seen[i] != NULL);
		else
			wc_json_null(out, "onHost");
		wc_json_end(out);
	}
	wc_json_end(out);
}

void
wc_present_proof_json(struct wc_text *text, const struct wc_proof *proof)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "Observation");
	container_member(&out, proof->container);
	wc_json_text(&out, "result", wc_word(&wc_proven_words, proof->proven));
	wc_json_word(&out, "isolation", &wc_mode_words, proof->mode);
	wc_json_word(&out, "engine", &wc_mode_words, proof->engine);
	wc_json_word(&out, "shown", &wc_mode_words, proof->shown);
	wc_json_text(&out, "why", why(text->arena, proof));
	wc_json_map(&out, "host");
	process_member(&out, "service", proof->shown == WC_HYPERV ? proof->service : NULL);
	process_member(&out, "worker", proof->worker);
	process_member(&out, "memory", proof->vm);
	process_member(&out, "agent", proof->agent);
	wc_json_end(&out);
	processes_member(&out, proof);
	wc_json_map(&out, "cost");
	bytes_member(&out, "memory", proof->memory);
	wc_json_text(&out, "processors", processors_text(text->arena, proof));
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
