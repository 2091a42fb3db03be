/* Containers: what the engine answers to inspect and top. */
#include "source/container.h"

#include "base/limits.h"
#include "format/moment.h"
#include "source/host/daemon.h"
#include "source/host/field.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { HTTP_OK = 200, HTTP_NOT_FOUND = 404, LONGEST_NAME = 255 };

/* Names as moby takes them; a slash may stand in front. */
static bool
check_name(const char *name, struct wc_err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
	size_t length = strspn(name, letters);
	if (length && length <= LONGEST_NAME && name[length] == '\0' && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "'%.80s' is no name of a container", name);
	return wc_hint(err, "`docker ps` lists them");
}

/* The whole number under `key`; 0 where it is absent, null or no whole number. */
static int64_t
number_of(const struct wc_node *map, const char *key)
{
	const struct wc_node *node = wc_get(map, key);
	return node && node->kind == WC_NUMBER ? strtoll(node->text, NULL, 10) : 0;
}

static unsigned
mode_of(const char *text)
{
	unsigned mode;
	char word[16] = "";
	for (size_t i = 0; text && text[i] && i + 1 < sizeof(word); i++)
		word[i] = (char)tolower((unsigned char)text[i]);
	return wc_word_find(&wc_mode_words, word, &mode) ? mode : WC_MODE_NONE;
}

static bool
take_inspection(wc_arena *arena, const char *from, const struct wc_node *root, struct wc_container *container, struct wc_err *err)
{
	struct wc_object top = {arena, from, "", root}, state, config;
	const char *started;
	if (!wc_field_text(&top, "Id", &container->id, err) || !wc_field_text(&top, "Name", &container->name, err) ||
	    !wc_field_text(&top, "Image", &container->image, err) || !wc_field_object(&top, "State", &state, err) ||
	    !wc_field_object(&top, "HostConfig", &config, err) || !wc_field_text(&state, "StartedAt", &started, err) ||
	    !wc_field_text(&config, "Isolation", &container->isolation_text, err))
		return false;
	if (!container->id)
		return wc_field_wrong(&top, "Id", err, "it is missing");
	const struct wc_node *running = wc_get(state.node, "Running");
	container->is_running = running && running->kind == WC_BOOL && strcmp(running->text, "true") == 0;
	if (!started || !wc_moment_parse(started, &container->started_ms))
		container->started_ms = 0;
	container->isolation = (uint8_t)mode_of(container->isolation_text);
	container->cpu_count = number_of(config.node, "CpuCount");
	container->nano_cpus = number_of(config.node, "NanoCpus");
	container->memory = number_of(config.node, "Memory");
	return true;
}

/* The index of the column `title`, whatever its case; -1 where there is none. */
static int
column_of(const struct wc_node *titles, const char *title)
{
	int i = 0;
	for (const struct wc_node *node = titles ? titles->child : NULL; node; node = node->next, i++) {
		if (node->kind == WC_STRING && node->length == strlen(title)) {
			size_t k = 0;
			while (k < node->length && tolower((unsigned char)node->text[k]) == title[k])
				k++;
			if (k == node->length)
				return i;
		}
	}
	return -1;
}

static const char *
cell_of(const struct wc_node *row, int column)
{
	const struct wc_node *node = row->kind == WC_LIST && column >= 0 ? row->child : NULL;
	for (; node && column > 0; column--)
		node = node->next;
	return node && node->kind == WC_STRING ? node->text : NULL;
}

/* Rows of another shape are passed over: an engine on Linux has other columns. */
static void
take_top(wc_arena *arena, const struct wc_node *root, struct wc_container *container)
{
	const struct wc_node *titles = wc_get(root, "Titles"), *rows = wc_get(root, "Processes");
	int id = column_of(titles, "pid"), name = column_of(titles, "name");
	size_t count = rows && rows->kind == WC_LIST ? rows->count : 0, n = 0;
	struct wc_process *all = wc_array(arena, struct wc_process, count + 1);
	for (const struct wc_node *row = count ? rows->child : NULL; row; row = row->next) {
		const char *number = cell_of(row, id), *called = cell_of(row, name < 0 ? column_of(titles, "cmd") : name);
		if (number && called)
			all[n++] = (struct wc_process){.id = (uint32_t)strtoul(number, NULL, 10), .name = called, .memory = -1};
	}
	container->processes = (struct wc_processes){all, n};
}

static bool
absent(const struct wc_daemon *daemon, const struct wc_daemon_answer *answer, const char *name, struct wc_err *err)
{
	if (answer->status == HTTP_NOT_FOUND) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%s has no container %.80s", wc_daemon_name(daemon), name);
		return wc_hint(err, "`docker ps -a` lists them");
	}
	return wc_fail(err, WC_FAULT_UNREACHABLE, "%s did not say what container %.80s is: %.300s", wc_daemon_name(daemon), name,
	               wc_daemon_words(daemon, answer));
}

static bool
ask(const struct wc_reading *reading, struct wc_daemon *daemon, const char *name, struct wc_container *container, struct wc_err *err)
{
	wc_arena *arena = reading->arena;
	struct wc_daemon_answer answer;
	const struct wc_node *root;
	const char *from = wc_printf(arena, "the answer of %s", wc_daemon_name(daemon));
	if (!wc_daemon_get(daemon, wc_printf(arena, "/containers/%s/json", name), NULL, &answer, err))
		return false;
	if (answer.status != HTTP_OK)
		return absent(daemon, &answer, name, err);
	if (!wc_json_read(arena, from, answer.body, answer.length, &root, err) || !take_inspection(arena, from, root, container, err)) {
		err->fault = WC_FAULT_UNREACHABLE;
		return wc_hint(err, "is it a Docker Engine that listens there? DOCKER_HOST or a context names another");
	}
	/* A container that has ended has no processes, and the engine says so by an error. */
	if (!container->is_running || !wc_daemon_get(daemon, wc_printf(arena, "/containers/%s/top", name), NULL, &answer, NULL) ||
	    answer.status != HTTP_OK || !wc_json_read(arena, from, answer.body, answer.length, &root, NULL))
		return true;
	take_top(arena, root, container);
	return true;
}

bool
wc_container_read(const struct wc_reading *reading, const char *name, struct wc_container *ret_container, struct wc_err *err)
{
	struct wc_daemon *daemon;
	struct wc_container container = {0};
	struct wc_err ignored;
	err = err ? err : &ignored;
	if (!check_name(name, err) || !wc_daemon_open(reading, &daemon, err))
		return false;
	bool read = ask(reading, daemon, name, &container, err);
	wc_daemon_close(daemon);
	if (read)
		*ret_container = container;
	return read;
}
