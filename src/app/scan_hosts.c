/* The hosts that the lines of files mean: labels of build machines by the data, versions as they stand, else who was named. */
#include "app/scan_hosts.h"

#include "app/runner.h"

#include <string.h>

const struct wc_host wc_no_host = {.name = "(unnamed)"};

static bool
gather(wc_arena *arena, const struct wc_gather *how, struct wc_names specs, struct wc_host_list *ret_list, struct wc_err *err)
{
	struct wc_host *hosts;
	*ret_list = (struct wc_host_list){0};
	if (specs.count == 0)
		return true;
	if (!wc_gather_hosts(arena, how, specs, &hosts, &ret_list->count, err))
		return false;
	ret_list->item = hosts;
	return true;
}

bool
wc_scan_hosts_start(wc_arena *arena, const struct wc_gather *how, struct wc_names run, struct wc_names build, wc_date day,
                    struct wc_scan_hosts *ret_hosts, struct wc_err *err)
{
	*ret_hosts = (struct wc_scan_hosts){.arena = arena, .how = how, .day = day};
	if (!gather(arena, how, run, &ret_hosts->run, err))
		return false;
	ret_hosts->build = ret_hosts->run;
	return build.count == 0 || gather(arena, how, build, &ret_hosts->build, err);
}

/* Is the label a --host SPEC that a reader made of a version ("10.0.20348", "server:17763")? */
static bool
is_spec(const char *label)
{
	return (*label >= '0' && *label <= '9') || strncmp(label, "server:", 7) == 0 || strncmp(label, "client:", 7) == 0;
}

static struct wc_meant_label
look_up(struct wc_scan_hosts *hosts, const char *text)
{
	struct wc_meant_label label = {.text = wc_copyz(hosts->arena, text)};
	const struct wc_runner *runner = wc_runner_find(hosts->how->program, text, hosts->day);
	const char *spec = runner ? wc_runner_spec(hosts->arena, runner, label.text) : is_spec(text) ? label.text : NULL;
	label.is_elsewhere = runner && runner->os != WC_OS_WINDOWS;
	if (spec && !label.is_elsewhere && !gather(hosts->arena, hosts->how, (struct wc_names){&spec, 1}, &label.hosts, NULL))
		label.hosts = (struct wc_host_list){0};
	return label;
}

/* The pointer is valid until another label is looked up. */
static const struct wc_meant_label *
label_of(struct wc_scan_hosts *hosts, const char *text)
{
	for (size_t i = 0; i < hosts->label_count; i++)
		if (strcmp(hosts->labels[i].text, text) == 0)
			return &hosts->labels[i];
	if (hosts->label_count == hosts->label_room) {
		hosts->label_room = hosts->label_room ? hosts->label_room * 2 : 16;
		struct wc_meant_label *more = wc_array(hosts->arena, struct wc_meant_label, hosts->label_room);
		if (hosts->label_count)
			memcpy(more, hosts->labels, hosts->label_count * sizeof(*more));
		hosts->labels = more;
	}
	hosts->labels[hosts->label_count] = look_up(hosts, text);
	return &hosts->labels[hosts->label_count++];
}

struct wc_meant
wc_scan_hosts_of(struct wc_scan_hosts *hosts, const struct wc_use *use)
{
	static const struct wc_host_list nobody = {&wc_no_host, 1};
	struct wc_meant meant = {.lists = wc_array(hosts->arena, struct wc_host_list, use->host_count + 1)};
	for (size_t i = 0; i < use->host_count; i++) {
		const struct wc_meant_label *label = label_of(hosts, use->hosts[i]);
		meant.is_elsewhere |= label->is_elsewhere;
		if (label->hosts.count)
			meant.lists[meant.count++] = label->hosts;
	}
	meant.is_stated = meant.count > 0;
	meant.is_elsewhere &= !meant.is_stated;
	if (meant.is_stated || meant.is_elsewhere)
		return meant;
	struct wc_host_list named = use->role == WC_USE_BUILD ? hosts->build : hosts->run;
	meant.lists[meant.count++] = named.count ? named : nobody;
	return meant;
}
