/* Fingerprints of cases. */
#include "present/fingerprint.h"

#include "base/text.h"
#include "present/uri.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_BYTES = 16, HASH_TEXT = 2 * SHOWN_BYTES + 1 };

struct marked {
	char hash[HASH_TEXT];
	size_t line, column, place;
};

/* The parts are parted by a byte that stands in none of them. */
static void
hash_case(wc_arena *arena, const struct wc_report *report, const struct wc_case *c, char ret_hash[HASH_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t digest[32];
	struct wc_text text = {.arena = arena};
	const char *parts[] = {c->at ? wc_path_plain(c->at->file) : "", c->image, c->host, c->rule->id};
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		wc_text_add(&text, parts[i], strlen(parts[i]) + 1);
	report->options->sha256(text.bytes, text.length, digest);
	for (size_t i = 0; i < SHOWN_BYTES; i++) {
		ret_hash[2 * i] = hex[digest[i] >> 4];
		ret_hash[2 * i + 1] = hex[digest[i] & 15];
	}
	ret_hash[2 * SHOWN_BYTES] = '\0';
}

static int
by_size(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int
compare(const void *left, const void *right)
{
	const struct marked *a = left, *b = right;
	int by = strcmp(a->hash, b->hash);
	by = by ? by : by_size(a->line, b->line);
	by = by ? by : by_size(a->column, b->column);
	return by ? by : by_size(a->place, b->place);
}

const char **
wc_fingerprints(wc_arena *arena, const struct wc_report *report)
{
	const char **prints = wc_array(arena, const char *, report->count + 1);
	struct marked *all = wc_array(arena, struct marked, report->count + 1);
	for (size_t i = 0; i < report->count; i++) {
		const struct wc_stretch *at = report->cases[i].at;
		all[i] = (struct marked){.line = at ? at->line : 0, .column = at ? at->column : 0, .place = i};
		hash_case(arena, report, &report->cases[i], all[i].hash);
	}
	qsort(all, report->count, sizeof(*all), compare);
	for (size_t i = 0, nth = 1; i < report->count; i++) {
		nth = i > 0 && strcmp(all[i].hash, all[i - 1].hash) == 0 ? nth + 1 : 1;
		prints[all[i].place] = wc_printf(arena, "%s:%zu", all[i].hash, nth);
	}
	return prints;
}
