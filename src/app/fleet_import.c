/* fleet import: files, their forms, and what is put into the inventory. */
#include "app/fleet_import.h"

#include "app/scan_judge.h"
#include "base/limits.h"
#include "base/text.h"
#include "format/reference.h"
#include "io/absolute.h"
#include "io/digest.h"
#include "io/file.h"
#include "present/facts_json.h"
#include "present/image.h"

#include <stdlib.h>
#include <string.h>

void
wc_import_fault(struct wc_importing *i, size_t line, const char *text, const char *hint)
{
	if (i->imported->bad++ >= WC_LIMIT_IMPORT_FAULTS)
		return;
	size_t named = strlen(i->file); /* readers of files say whose text it is; so does the fault */
	if (strncmp(text, i->file, named) == 0 && strncmp(text + named, ": ", 2) == 0)
		text += named + 2;
	struct wc_diag *diag = wc_diag_add(&i->imported->faults, i->file, line, line > 0, "%s", text);
	diag->hint = wc_copyz(i->arena, hint);
}

enum { MOST_SEEN = 65536, LONGEST_SEEN = 4096 };

int64_t *
wc_import_seen(struct wc_importing *i, const char *text, size_t length)
{
	if (length > LONGEST_SEEN || i->seen.count >= MOST_SEEN)
		return NULL;
	if (!i->seen_number)
		i->seen_number = wc_array(i->arena, int64_t, MOST_SEEN);
	return &i->seen_number[wc_key_number(&i->seen, text, length)];
}

bool
wc_import_host(struct wc_importing *i, wc_arena *scratch, const struct wc_host *host, struct wc_err *err)
{
	struct wc_text facts = {.arena = scratch};
	struct wc_json_out out = {.text = &facts};
	struct wc_host nameless = *host;
	nameless.name = nameless.spec = NULL;
	nameless.remark_count = 0;
	wc_json_head(&out, "Host");
	wc_json_host(&out, &nameless);
	wc_json_end(&out);
	struct wc_inventory_row row = {.name = host->name, .facts = wc_text_string(&facts), .facts_length = facts.length};
	bool good = wc_inventory_put(i->inventory, &row, err);
	i->last_number = row.number;
	return good;
}

/* What the facts of an image are without its name: a digest that its reference pins stays, because engines ask whether it is that. */
static struct wc_image
without_name(const char *name, const struct wc_image *image)
{
	struct wc_image nameless = *image;
	nameless.reference = nameless.repository = nameless.tag = nameless.index_digest = nameless.id = NULL;
	nameless.tag_start = nameless.tag_length = 0;
	if (!strchr(name, '@'))
		nameless.digest = NULL;
	return nameless;
}

bool
wc_import_image(struct wc_importing *i, wc_arena *scratch, const char *name, const struct wc_image *image, int64_t uses, struct wc_err *err)
{
	struct wc_text facts = {.arena = scratch};
	struct wc_json_out out = {.text = &facts};
	struct wc_image nameless = without_name(name, image);
	wc_json_head(&out, "Image");
	wc_json_image_answer(&out, &(struct wc_image_answer){&nameless, NULL});
	wc_json_end(&out);
	struct wc_inventory_row row = {.name = name, .facts = wc_text_string(&facts), .facts_length = facts.length, .uses = uses};
	bool good = wc_inventory_put(i->inventory, &row, err);
	i->last_number = row.number;
	return good;
}

enum { PASSED_MOST = 4096 };

bool
wc_import_is_reference(struct wc_importing *i, size_t line, const char *reference)
{
	struct wc_reference parsed;
	struct wc_err why = {0};
	if (!i->passing || ++i->passed > PASSED_MOST) {
		wc_arena_free(i->passing);
		i->passing = wc_arena_new();
		i->passed = 0;
	}
	if (wc_reference_parse(i->passing, reference, &parsed, &why))
		return true;
	wc_import_fault(i, line, why.text, why.hint);
	return false;
}

void
wc_import_reference(struct wc_importing *i, size_t line, const char *reference, int64_t uses)
{
	if (!wc_import_is_reference(i, line, reference))
		return;
	if (i->count == i->room) {
		size_t room = i->room ? i->room * 2 : 256;
		i->reference = wc_grow(i->arena, i->reference, i->room * sizeof(*i->reference), room * sizeof(*i->reference));
		i->uses = wc_grow(i->arena, i->uses, i->room * sizeof(*i->uses), room * sizeof(*i->uses));
		i->room = room;
	}
	i->reference[i->count] = wc_copyz(i->arena, reference);
	i->uses[i->count++] = uses;
}

/* A reference with its uses, to be put in order. */
struct used {
	const char *reference;
	int64_t uses;
};

static int
by_reference(const void *a, const void *b)
{
	return strcmp(((const struct used *)a)->reference, ((const struct used *)b)->reference);
}

/* The references, each once; uses of one add up. */
static struct used *
list_used(struct wc_importing *i, size_t *ret_count)
{
	struct used *all = wc_array(i->arena, struct used, i->count + 1);
	size_t kept = 0;
	for (size_t k = 0; k < i->count; k++)
		all[k] = (struct used){i->reference[k], i->uses[k]};
	if (i->count)
		qsort(all, i->count, sizeof(*all), by_reference);
	for (size_t k = 0; k < i->count; k++) {
		if (kept && strcmp(all[kept - 1].reference, all[k].reference) == 0)
			all[kept - 1].uses += all[k].uses;
		else
			all[kept++] = all[k];
	}
	*ret_count = kept;
	return all;
}

/* Reads what was named alone, all at once, and puts it in; of what cannot be read nothing is known. */
static bool
put_references(struct wc_importing *i, struct wc_err *err)
{
	size_t count;
	struct used *used = list_used(i, &count);
	const char **names = wc_array(i->arena, const char *, count + 1);
	for (size_t k = 0; k < count; k++)
		names[k] = used[k].reference;
	struct wc_gathered *images = count ? wc_gather_references(i->arena, &i->import->how, (struct wc_names){names, count}) : NULL;
	for (size_t k = 0; k < count; k++) {
		i->imported->unresolved += images[k].error != NULL;
		if (!wc_import_image(i, i->arena, names[k], &images[k].image, used[k].uses, err))
			return false;
	}
	i->count = 0;
	return true;
}

static bool
is_utf16(const char *bytes, size_t length)
{
	return length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

/* Text of another kind: of hosts what `--host @FILE` reads, else a CSV. */
static bool
import_text(struct wc_importing *i, const char *bytes, size_t length, struct wc_err *err)
{
	size_t line = 0;
	while (line < length && bytes[line] != '\n' && bytes[line] != '\r')
		line++;
	bool table = memchr(bytes, ',', line) || memchr(bytes, ';', line) || i->import->kind == WC_INVENTORY_IMAGE || !memchr(bytes, ' ', line);
	struct wc_hosts hosts;
	struct wc_reading reading = wc_gather_reading(i->arena, &i->import->how);
	if (table && !is_utf16(bytes, length))
		return wc_import_csv(i, bytes, length, err);
	if (i->import->kind == WC_INVENTORY_IMAGE || (is_utf16(bytes, length) && !wc_hosts_read_bytes(&reading, i->file, bytes, length, &hosts, err))) {
		wc_fail(err, WC_FAULT_INPUT, "%s is UTF-16 text, not UTF-8", i->file);
		return wc_hint(err, "save it as UTF-8 (Excel calls it \"CSV UTF-8\")");
	}
	if (!wc_hosts_read_bytes(&reading, i->file, bytes, length, &hosts, err))
		return false;
	for (size_t k = 0; k < hosts.count; k++)
		if (!wc_import_host(i, i->arena, &hosts.host[k], err))
			return false;
	return true;
}

static bool
import_bytes(struct wc_importing *i, const char *bytes, size_t length, struct wc_err *err)
{
	size_t blanks = strspn(bytes, "\xef\xbb\xbf \t\r\n");
	if (blanks == length) {
		wc_fail(err, WC_FAULT_INPUT, "%s: it is empty", i->file);
		return wc_hint(err, "`wincompat help fleet` lists what can be imported");
	}
	return bytes[blanks] == '{' || bytes[blanks] == '[' ? wc_import_json(i, bytes + blanks, length - blanks, err) : import_text(i, bytes, length, err);
}

/* Of the bytes and of who reads them: the same again come to the same. */
static void
digest_of(const struct wc_importing *i, const char *bytes, size_t length, uint8_t digest[WC_SHA256_BYTES])
{
	struct wc_text all = {.arena = i->arena};
	wc_sha256(bytes, length, digest);
	wc_text_add(&all, (const char *)digest, WC_SHA256_BYTES);
	wc_text_addz(&all, i->import->reader);
	wc_sha256(all.bytes, all.length, digest);
}

/* Ends a source. Standard input without a name, or what has faults, does not say all there is. */
static bool
end_source(struct wc_importing *i, const char *source, bool is_whole, bool keep_digest, size_t bad_before, struct wc_err *err)
{
	struct wc_fleet_imported *imported = i->imported;
	struct wc_inventory_tally tally, *all = &imported->tally;
	bool is_sound = imported->bad == bad_before;
	if (!wc_inventory_end(i->inventory, is_whole && is_sound, keep_digest && is_sound, &tally, err))
		return false;
	all->added += tally.added;
	all->changed += tally.changed;
	all->unchanged += tally.unchanged;
	all->twice += tally.twice;
	if (tally.gone + tally.left)
		imported->gone[imported->gone_count++] = (struct wc_fleet_gone){wc_copyz(i->arena, source), tally.gone, tally.left};
	return true;
}

/* A file that is a source of its own, or (with a name for all) a part of one that was begun. */
static bool
import_file(struct wc_importing *i, const char *path, struct wc_err *err)
{
	char *bytes;
	size_t length, bad_before = i->imported->bad;
	uint8_t digest[WC_SHA256_BYTES];
	bool is_input = strcmp(path, "-") == 0, is_own = !i->import->source, has_digest = is_own && !is_input && i->import->reader, is_same = false;
	wc_arena *own = wc_arena_new();
	i->file = is_input ? "standard input" : path;
	bool good = wc_file_read(own, path, WC_LIMIT_INVENTORY_BYTES, &bytes, &length, err);
	const char *source = !good || is_input ? i->file : wc_absolute(own, path);
	if (good && has_digest)
		digest_of(i, bytes, length, digest);
	good = good && (!is_own || wc_inventory_begin(i->inventory, i->import->kind, source, has_digest ? digest : NULL, &is_same, err));
	good = good && (is_same || import_bytes(i, bytes, length, err));
	bool is_settled = i->count == 0; /* else registries were asked, which may answer otherwise tomorrow */
	good = good && put_references(i, err) && (!is_own || end_source(i, i->file, !is_input, is_settled, bad_before, err));
	wc_arena_free(own);
	return good;
}

static bool
nothing_imported(const struct wc_fleet_imported *imported, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%zu line%s or object%s cannot be read: nothing was imported", imported->bad, imported->bad == 1 ? "" : "s", imported->bad == 1 ? "" : "s");
	return wc_hint(err, "correct them, or add --keep-going to import the others");
}

static bool
import_files(struct wc_importing *i, struct wc_err *err)
{
	const struct wc_fleet_import *import = i->import;
	bool is_same, good = !import->source || wc_inventory_begin(i->inventory, import->kind, import->source, NULL, &is_same, err);
	for (size_t k = 0; good && k < import->files.count; k++)
		good = import_file(i, import->files.item[k], err);
	return good && (!import->source || end_source(i, import->source, true, false, 0, err));
}

bool
wc_fleet_import_run(wc_arena *arena, const struct wc_fleet_import *import, struct wc_inventory *inventory, struct wc_fleet_imported *imported,
                    struct wc_err *err)
{
	*imported = (struct wc_fleet_imported){.faults = {.arena = arena}, .gone = wc_array(arena, struct wc_fleet_gone, import->files.count + 1)};
	struct wc_importing i = {.arena = arena, .import = import, .inventory = inventory, .imported = imported, .seen.arena = arena};
	bool good = import_files(&i, err);
	wc_arena_free(i.passing);
	if (good && imported->bad && !import->keep_going)
		good = nothing_imported(imported, err);
	if (good && wc_inventory_commit(inventory, err))
		return true;
	wc_inventory_rollback(inventory);
	return false;
}
