/* What `ver` prints: "Microsoft Windows [Version 10.0.17763.1039]", the word in the brackets translated. */
#include "source/host/readers.h"

#include "source/host/text.h"

#include <string.h>

/* The version in the brackets of a banner line; false where `line` is none. */
static bool
is_banner(struct wc_part line, char ret_text[WC_VERSION_TEXT])
{
	struct wc_part word, last = {NULL, 0};
	if (!wc_part_starts(line, "Microsoft Windows [") || !wc_part_ends(line, "]"))
		return false;
	while (wc_word_next(&line, &word))
		last = word;
	if (*last.at == '[')
		last = (struct wc_part){last.at + 1, last.length - 1};
	size_t length = last.length - 1; /* without the bracket behind it */
	if (length >= WC_VERSION_TEXT || !memchr(last.at, '.', length))
		return false;
	memcpy(ret_text, last.at, length);
	ret_text[length] = '\0';
	return true;
}

static bool
recognises(const char *text)
{
	char version[WC_VERSION_TEXT];
	struct wc_line line;
	while (wc_line_next(&text, &line)) {
		if (is_banner(line.all, version))
			return true;
	}
	return false;
}

static bool
read(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err)
{
	struct wc_host host = wc_host_unknown();
	struct wc_version version;
	struct wc_line line;
	char found[WC_VERSION_TEXT];
	while (wc_line_next(&text, &line)) {
		if (!is_banner(line.all, found))
			continue;
		if (!wc_version_parse(found, &version, err))
			return wc_while(err, "%s", file->name);
		if (host.version.build && wc_version_compare(version, host.version) != 0) {
			wc_fail(err, WC_FAULT_INPUT, "%s: it holds the versions of more than one machine", file->name);
			return wc_hint(err, "give each its own file, and name each with --host @FILE");
		}
		wc_host_set_os(&host, "windows", WC_FROM_MACHINE);
		wc_host_set_version(&host, version, WC_FROM_MACHINE);
	}
	*ret_host = host;
	return true;
}

const struct wc_host_listing wc_host_ver_listing = {"`ver`", recognises, read};
