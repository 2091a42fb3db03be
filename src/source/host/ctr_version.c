/* What `ctr version` prints: which containerd it is, and nothing of the machine. */
#include "source/host/readers.h"

#include "source/host/text.h"

#include <string.h>

/* Is there a line `key` behind the line that begins the Server section? Its value in *ret_value, NULL where it is empty. */
static bool
server_line(wc_arena *arena, const char *text, const char *key, const char **ret_value)
{
	struct wc_line line;
	bool server = false;
	while (wc_line_next(&text, &line)) {
		if (!line.indented && line.key.length)
			server = wc_part_is(line.key, "Server");
		if (!server || !line.indented || !wc_part_is(line.key, key))
			continue;
		*ret_value = line.value.length && arena ? wc_copy(arena, line.value.at, line.value.length) : NULL;
		return true;
	}
	return false;
}

static bool
recognises(const char *text)
{
	const char *value;
	return server_line(NULL, text, "Revision", &value) && server_line(NULL, text, "UUID", &value);
}

static bool
read(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_host host = wc_host_unknown();
	const char *version = NULL;
	(void)err;
	server_line(file->reading->arena, text, "Version", &version);
	wc_host_set_engine(file->reading->program, &host, "containerd", version, WC_FROM_ENGINE);
	*ret_host = host;
	return true;
}

const struct wc_host_listing wc_host_ctr_version_listing = {"`ctr version`", recognises, read};
