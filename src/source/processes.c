/* Processes of a Windows host, as `Get-CimInstance Win32_Process | ConvertTo-Json` prints them. */
#include "source/container.h"

#include "base/limits.h"
#include "format/moment.h"
#include "format/tree.h"
#include "io/file.h"

#include <stdlib.h>
#include <string.h>

static bool
wrong(const char *path, const struct wc_node *node, const char *why, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%.400s:%zu:%zu: %s", path, node->line, node->column, why);
	return wc_hint(err, "make it with: Get-CimInstance Win32_Process | Select-Object ProcessId, ParentProcessId, Name, WorkingSetSize, "
	                    "CreationDate | ConvertTo-Json");
}

/* A number, or a text that is one: both are printed, by version. -1 where it is neither. */
static int64_t
number_of(const struct wc_node *node)
{
	if (!node || (node->kind != WC_NUMBER && node->kind != WC_STRING) || node->length == 0 || strspn(node->text, "0123456789") != node->length)
		return -1;
	return strtoll(node->text, NULL, 10);
}

/* A text; PowerShell 5 wraps it in an object whose `value` it is. */
static int64_t
moment_of(const struct wc_node *node)
{
	int64_t ms;
	const char *text = node && node->kind == WC_STRING ? node->text : wc_get_text(node, "value");
	return text && wc_moment_parse(text, &ms) ? ms : 0;
}

static bool
take(const char *path, const struct wc_node *node, struct wc_process *ret_process, struct wc_err *err)
{
	int64_t id = number_of(wc_get(node, "ProcessId")), parent = number_of(wc_get(node, "ParentProcessId"));
	const char *name = wc_get_text(node, "Name");
	if (id < 0 || id > UINT32_MAX || !name)
		return wrong(path, node, "a process has a ProcessId and a Name", err);
	*ret_process = (struct wc_process){
		.id = (uint32_t)id,
		.parent = parent > 0 && parent <= UINT32_MAX ? (uint32_t)parent : 0,
		.name = name,
		.memory = number_of(wc_get(node, "WorkingSetSize")),
		.started_ms = moment_of(wc_get(node, "CreationDate")),
	};
	return true;
}

bool
wc_processes_read_file(const struct wc_reading *reading, const char *path, struct wc_processes *ret_processes, struct wc_err *err)
{
	char *bytes;
	size_t length, n = 0;
	const struct wc_node *root;
	if (!wc_file_read(reading->arena, path, WC_LIMIT_MANIFEST_BYTES, &bytes, &length, err) ||
	    !wc_json_read(reading->arena, path, bytes, length, &root, err))
		return wc_while(err, "reading the list of processes");
	if (root->kind != WC_LIST || root->count == 0 || root->count > WC_LIMIT_PROCESSES)
		return wrong(path, root, root->kind == WC_LIST && root->count ? "the list is too long" : "this is no list of processes", err);
	struct wc_process *all = wc_array(reading->arena, struct wc_process, root->count);
	for (const struct wc_node *node = root->child; node; node = node->next)
		if (!take(path, node, &all[n++], err))
			return false;
	*ret_processes = (struct wc_processes){all, n};
	return true;
}
