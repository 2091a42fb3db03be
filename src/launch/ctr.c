/* The ctr launcher: containerd's own command, by the shim runhcs. Source: containerd cmd/ctr/commands/run/run_windows.go. */
#include "launch/command.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SIZE_DIGITS = 12 };

/* What docker does when asked for them, ctr does always, or can't and need not. */
static const char *const left_out[] = {"interactive", "sig-proxy", "quiet", "isolation", "name", "cidfile"};

static bool
is_left_out(const char *name)
{
	for (size_t i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
		if (strcmp(name, left_out[i]) == 0)
			return true;
	return false;
}

static bool
ready(const struct wc_order *order, struct wc_err *err)
{
	(void)order;
	(void)err;
	return true;
}

static bool
refuse(const char *name, const char *instead, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "ctr has nothing for --%s", name);
	return wc_hint(err, "%s", instead);
}

/* "512m" as bytes, as go-units reads it; 0 where it is none. */
static uint64_t
bytes_of(const char *text)
{
	static const char units[] = "bkmgt";
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > MOST_SIZE_DIGITS)
		return 0;
	uint64_t size = strtoull(text, NULL, 10);
	const char *unit = text + digits, *found = *unit ? strchr(units, *unit | ('a' ^ 'A')) : units;
	bool ends = !*unit || !unit[1] || (found != units && (unit[1] == 'b' || unit[1] == 'B') && !unit[2]);
	return found && *found && ends ? size << 10 * (found - units) : 0;
}

static bool
add_memory(const struct wc_order *order, struct wc_command_words *words, const char *value, struct wc_err *err)
{
	uint64_t bytes = bytes_of(value);
	if (bytes == 0) {
		wc_fail(err, WC_FAULT_INPUT, "--memory: '%.40s' is no size that ctr could be told", value);
		return wc_hint(err, "write a whole number, and b, k, m or g behind it: --memory 512m");
	}
	wc_command_add(words, wc_printf(order->arena, "--memory-limit=%" PRIu64, bytes));
	return true;
}

/* Flags that need more than another name. *ret_done: it was one of them. */
static bool
add_special(const struct wc_order *order, struct wc_command_words *words, const struct wc_line_flag *flag, bool *ret_done,
            struct wc_err *err)
{
	const char *name = flag->known->name, *value = flag->value ? flag->value : "";
	*ret_done = true;
	if (is_left_out(name) || (strcmp(name, "pull") == 0 && strcmp(value, "always") != 0))
		return true;
	if (strcmp(name, "pull") == 0)
		return refuse(name, "pull it first: ctr images pull IMAGE", err);
	if (strcmp(name, "memory") == 0)
		return add_memory(order, words, value, err);
	if (strcmp(name, "env") == 0 && !strchr(value, '='))
		return refuse("env NAME", "write --env NAME=VALUE: ctr reads no value out of its own environment", err);
	if (strcmp(name, "volume") == 0)
		return refuse(name, "write --mount type=bind,src=FOLDER,dst=FOLDER", err);
	*ret_done = false;
	return true;
}

static bool
add_flag(const struct wc_order *order, struct wc_command_words *words, const struct wc_line_flag *flag, struct wc_err *err)
{
	bool done;
	if (!flag->known) { /* passed on as it is, as to any engine */
		wc_command_add(words, flag->value ? wc_printf(order->arena, "%s=%s", flag->written, flag->value) : flag->written);
		return true;
	}
	if (!add_special(order, words, flag, &done, err))
		return false;
	if (done)
		return true;
	if (!flag->known->ctr)
		return refuse(flag->known->name, "leave it out, or use --engine nerdctl or docker", err);
	wc_command_add(words, flag->value ? wc_printf(order->arena, "--%s=%s", flag->known->ctr, flag->value)
	                                  : wc_printf(order->arena, "--%s", flag->known->ctr));
	return true;
}

static bool
plan(const struct wc_order *order, struct wc_plan *ret_plan, struct wc_err *err)
{
	const struct wc_docker_line *line = order->line;
	const char *name = wc_docker_line_value(line, "name");
	struct wc_command_words words = wc_command_begin(order, "ctr", 8);
	wc_command_add(&words, "run");
	wc_command_add(&words, "--runtime=io.containerd.runhcs.v1");
	if (order->mode == WC_HYPERV)
		wc_command_add(&words, "--isolated");
	for (size_t i = 0; i < line->flag_count; i++)
		if (!add_flag(order, &words, &line->flags[i], err))
			return false;
	wc_command_add(&words, order->reference);
	wc_command_add(&words, name ? name : order->id);
	wc_command_finish(&words, order, ret_plan);
	ret_plan->cidfile = NULL;
	ret_plan->note = wc_printf(order->arena, "ctr pulls nothing: `ctr images pull %s` must have been run before", order->reference);
	return true;
}

const struct wc_launcher wc_launcher_ctr = {
	.name = "ctr",
	.title = "ctr, containerd's own command",
	.kind = WC_CONTAINERD,
	.ready = ready,
	.plan = plan,
};
