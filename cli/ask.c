/* Interactive queries. */
#include "cli/ask.h"

#include "base/limits.h"
#include "cli/checking.h"
#include "cli/say.h"
#include "io/console.h"

#include <string.h>

/* One line without the blanks around it, or NULL at the end of input. What a line has too much is passed over. */
static char *
ask_line(const char *question, char *buffer, size_t size)
{
	wc_console_talk(question, strlen(question));
	if (!wc_console_line(buffer, size))
		return NULL;
	size_t n = strlen(buffer);
	while (n && strchr(" \t\r\n", buffer[n - 1]))
		buffer[--n] = '\0';
	return buffer + strspn(buffer, " \t");
}

/* Which of two codes counts more, in the order of contract 6: 1, then 4, then 3; a wrong line (2) least, for it was said. */
static enum wc_exit
graver(enum wc_exit a, enum wc_exit b)
{
	static const int weight[] = {
		[WC_EXIT_OK] = 0, [WC_EXIT_WRONG] = 1, [WC_EXIT_UNKNOWN] = 2, [WC_EXIT_UNREACHABLE] = 3, [WC_EXIT_REFUSED] = 4};
	return weight[a] >= weight[b] ? a : b;
}

/* Is the host one that can be read? Says why not. */
static bool
host_is_known(wc_arena *arena, const struct wc_check *check, struct wc_names hosts)
{
	struct wc_err err;
	struct wc_host *list;
	size_t count;
	if (wc_gather_hosts(arena, &check->how, hosts, &list, &count, &err))
		return true;
	wc_say_error(&err);
	return false;
}

/* This machine, if it runs Windows: then nobody need be asked (contract 3). */
static bool
take_local(wc_arena *arena, const struct wc_check *check, struct wc_names *ret_hosts)
{
	static const char *local = "local";
	struct wc_err err;
	struct wc_host *list;
	size_t count;
	if (!wc_gather_hosts(arena, &check->how, (struct wc_names){&local, 1}, &list, &count, &err))
		return false;
	wc_console_talk("host: local\n", strlen("host: local\n"));
	*ret_hosts = (struct wc_names){&local, 1};
	return true;
}

/* Asks for a host until it can be read; false at the end of input. */
static bool
ask_host(wc_arena *arena, const struct wc_check *check, struct wc_names *ret_hosts)
{
	static char buffer[WC_LIMIT_REFERENCE + 2];
	const char **item = wc_array(arena, const char *, 1);
	for (char *line; (line = ask_line("host: ", buffer, sizeof(buffer)));) {
		item[0] = wc_copyz(arena, line);
		if (*line && host_is_known(arena, check, (struct wc_names){item, 1})) {
			*ret_hosts = (struct wc_names){item, 1};
			return true;
		}
	}
	return false;
}

enum wc_exit
wc_ask(wc_arena *arena, const struct wc_args *args, const struct wc_check *check)
{
	static char buffer[WC_LIMIT_REFERENCE + 2];
	struct wc_check asked = *check;
	enum wc_exit code = WC_EXIT_OK;
	bool more = asked.hosts.count || take_local(arena, check, &asked.hosts) || ask_host(arena, check, &asked.hosts);
	while (more) {
		char *line = ask_line("image (empty: another host): ", buffer, sizeof(buffer));
		if (!line)
			break;
		if (*line == '\0') {
			more = ask_host(arena, check, &asked.hosts);
			continue;
		}
		wc_arena *scratch = wc_arena_new();
		const char *image = line;
		asked.images = (struct wc_names){&image, 1};
		code = graver(wc_check_answer(scratch, args, &asked), code);
		wc_arena_free(scratch);
	}
	wc_console_talk("\n", 1);
	return code;
}
