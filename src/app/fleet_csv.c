/* fleet import: CSV with named columns, and plain lists of references. */
#include "app/fleet_import.h"

#include "base/limits.h"
#include "base/text.h"
#include "format/csv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What a column is for. FACT: `key` is one of `--host SPEC,key=…` or `os:VERSION,key=…`. */
enum role { ROLE_NONE, ROLE_NAME, ROLE_HEAD, ROLE_OS, ROLE_USES, ROLE_FACT };

/* The columns that there are: by their name without case, blanks and hyphens. */
static const struct column {
	const char *name, *key;
	uint8_t kinds; /* bit 1: of hosts, bit 2: of images */
	uint8_t role;
} columns[] = {
	{"name", NULL, 1, ROLE_NAME}, {"host", NULL, 1, ROLE_NAME}, {"hostname", NULL, 1, ROLE_NAME}, {"computername", NULL, 1, ROLE_NAME},
	{"reference", NULL, 2, ROLE_NAME}, {"image", NULL, 2, ROLE_NAME},
	{"version", NULL, 3, ROLE_HEAD}, {"osversion", NULL, 3, ROLE_HEAD}, {"release", NULL, 1, ROLE_HEAD}, {"spec", NULL, 1, ROLE_HEAD},
	{"os", NULL, 3, ROLE_OS}, {"uses", NULL, 2, ROLE_USES}, {"workloads", NULL, 2, ROLE_USES},
	{"edition", "edition", 1, ROLE_FACT}, {"installation", "installation", 1, ROLE_FACT}, {"arch", "arch", 3, ROLE_FACT},
	{"architecture", "arch", 3, ROLE_FACT}, {"hyperv", "hyperv", 1, ROLE_FACT}, {"containers", "containers", 1, ROLE_FACT},
	{"revision", "revision", 1, ROLE_FACT}, {"engine", "engine", 1, ROLE_FACT}, {"store", "store", 1, ROLE_FACT},
	{"defaultisolation", "default-isolation", 1, ROLE_FACT}, {"sandbox", "sandbox", 1, ROLE_FACT},
	{"family", "family", 2, ROLE_FACT}, {"features", "features", 2, ROLE_FACT},
};

/* A table: what each of its columns is. */
struct table {
	const struct column *column[WC_LIMIT_CSV_FIELDS]; /* NULL: passed over */
	size_t count;
};

static bool
same_name(const char *text, const char *name)
{
	for (; *text; text++) {
		if (strchr(" _-.", *text))
			continue;
		if (!*name || strncasecmp(text, name, 1) != 0)
			return false;
		name++;
	}
	return !*name;
}

static const struct column *
find_column(const char *text, enum wc_inventory_kind kind)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if ((columns[i].kinds & kind) && same_name(text, columns[i].name))
			return &columns[i];
	return NULL;
}

static bool
has_role(const struct table *table, enum role role)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->column[i] && table->column[i]->role == role)
			return true;
	return false;
}

/* The first record names the columns; a fleet needs names, and of hosts versions. */
static bool
read_head(const struct wc_importing *i, const struct wc_csv_record *record, struct table *table, struct wc_err *err)
{
	bool hosts = i->import->kind == WC_INVENTORY_HOST;
	table->count = record->count;
	for (size_t k = 0; k < record->count; k++)
		table->column[k] = find_column(record->field[k], i->import->kind);
	if (!record->fault && has_role(table, ROLE_NAME) && (!hosts || has_role(table, ROLE_HEAD)))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "%s:%zu: the first line must name the columns%s%s", i->file, record->line, record->fault ? ": " : "", record->fault ? record->fault : "");
	return wc_hint(err, hosts ? "hosts need name and version (or release); os, edition, installation, arch, hyperv, containers, revision, engine, store, default-isolation, sandbox may follow"
	                          : "images need reference; version, os, family, arch, features, uses may follow");
}

/* The field of that role, "" where there is none. */
static const char *
field_of(const struct table *table, const struct wc_csv_record *record, enum role role)
{
	for (size_t i = 0; i < table->count && i < record->count; i++)
		if (table->column[i] && table->column[i]->role == role && *record->field[i])
			return record->field[i];
	return "";
}

/* "HEAD,key=value,…": the facts of the record as a SPEC says them; NULL where a value cannot stand in one. */
static const char *
spec_of(wc_arena *arena, const struct table *table, const struct wc_csv_record *record, const char *head)
{
	struct wc_text spec = {.arena = arena};
	if (strpbrk(head, ",="))
		return NULL;
	wc_text_addz(&spec, head);
	for (size_t i = 0; i < table->count && i < record->count; i++) {
		const struct column *column = table->column[i];
		if (!column || column->role != ROLE_FACT || !*record->field[i])
			continue;
		if (strpbrk(record->field[i], ",="))
			return NULL;
		wc_text_printf(&spec, ",%s=%s", column->key, record->field[i]);
	}
	return wc_text_string(&spec);
}

static bool
is_other_system(const char *os)
{
	return *os && strcasecmp(os, "windows") != 0;
}

/* A host; what is wrong with its facts is a fault of the line. */
static bool
put_host(struct wc_importing *i, wc_arena *scratch, const struct table *table, const struct wc_csv_record *record, struct wc_err *err)
{
	struct wc_err why = {0};
	struct wc_hosts hosts;
	struct wc_reading reading = wc_gather_reading(scratch, &i->import->how);
	const char *name = field_of(table, record, ROLE_NAME), *spec = spec_of(scratch, table, record, field_of(table, record, ROLE_HEAD));
	const char *os = field_of(table, record, ROLE_OS);
	if (is_other_system(os)) {
		struct wc_host other = {.name = name, .os = strcasecmp(os, "linux") == 0 ? WC_OS_LINUX : WC_OS_OTHER, .version = WC_VERSION_UNKNOWN, .sandbox = WC_VERSION_UNKNOWN};
		other.from.of[WC_HOST_OS] = WC_FROM_GIVEN;
		return wc_import_host(i, scratch, &other, err);
	}
	if (!spec || *spec == '@' || strncmp(spec, "local", 5) == 0 || strncmp(spec, "docker", 6) == 0) {
		wc_import_fault(i, record->line, "a fact holds a comma or an equals sign, or the version is none", "a version has three or four numbers; `wincompat help hosts` lists the releases");
		return true;
	}
	int64_t *seen = wc_import_seen(i, spec, strlen(spec));
	if (seen && *seen > 0)
		return wc_inventory_put(i->inventory, &(struct wc_inventory_row){.name = name, .number = *seen}, err);
	/* The first faults are shown; to say why of a million more of them would take its time. */
	bool is_known_bad = seen && *seen == WC_IMPORT_BAD && i->imported->bad > WC_LIMIT_IMPORT_FAULTS;
	if (is_known_bad || !wc_hosts_read(&reading, spec, &hosts, &why)) {
		wc_import_fault(i, record->line, why.text, why.hint);
		if (seen)
			*seen = WC_IMPORT_BAD;
		return true;
	}
	hosts.host[0].name = name;
	if (!wc_import_host(i, scratch, &hosts.host[0], err))
		return false;
	if (seen)
		*seen = i->last_number;
	return true;
}

static bool
put_image(struct wc_importing *i, wc_arena *scratch, const struct table *table, const struct wc_csv_record *record, struct wc_err *err)
{
	struct wc_err why = {0};
	struct wc_image image;
	struct wc_reading reading = wc_gather_reading(scratch, &i->import->how);
	const char *name = field_of(table, record, ROLE_NAME), *head = field_of(table, record, ROLE_HEAD), *uses = field_of(table, record, ROLE_USES);
	const char *os = field_of(table, record, ROLE_OS), *spec = spec_of(scratch, table, record, head);
	int64_t count = strtoll(uses, NULL, 10);
	if (!wc_import_is_reference(i, record->line, name))
		return true;
	if (uses[strspn(uses, "0123456789")] || count < 0 || strlen(uses) > 12) {
		wc_import_fault(i, record->line, "the number of uses is none", "write a whole number, or leave it empty");
		return true;
	}
	if (is_other_system(os)) {
		struct wc_image other = {.os = strcasecmp(os, "linux") == 0 ? WC_OS_LINUX : WC_OS_OTHER, .version = WC_VERSION_UNKNOWN};
		other.from.of[WC_IMAGE_OS] = WC_FROM_GIVEN;
		return wc_import_image(i, scratch, name, &other, count, err);
	}
	if (!*head) {
		wc_import_reference(i, record->line, name, count);
		return true;
	}
	if (!spec || !wc_image_read(&reading, wc_printf(scratch, "os:%s", spec), &image, &why)) {
		wc_import_fault(i, record->line, spec ? why.text : "a fact holds a comma or an equals sign", spec ? why.hint : NULL);
		return true;
	}
	return wc_import_image(i, scratch, name, &image, count, err);
}

/* A row of the table, which stands or is a fault of its line. */
static bool
put_record(struct wc_importing *i, wc_arena *scratch, const struct table *table, const struct wc_csv_record *record, struct wc_err *err)
{
	if (record->fault || !*field_of(table, record, ROLE_NAME)) {
		wc_import_fault(i, record->line, record->fault ? record->fault : "the name is empty", NULL);
		return true;
	}
	return i->import->kind == WC_INVENTORY_HOST ? put_host(i, scratch, table, record, err) : put_image(i, scratch, table, record, err);
}

/* A reference a line, as `check -f` takes them; # begins a comment. */
static bool
put_listed(struct wc_importing *i, wc_arena *scratch, const struct table *table, const struct wc_csv_record *record, struct wc_err *err)
{
	return (!record->fault && *record->field[0] == '#') || put_record(i, scratch, table, record, err);
}

/* Is the text a list of references and no table? Its first line is one field that names no column. */
static bool
is_list(const struct wc_importing *i, const struct wc_csv_record *first)
{
	return i->import->kind == WC_INVENTORY_IMAGE && !first->fault && first->count == 1 && !find_column(first->field[0], i->import->kind);
}

bool
wc_import_csv(struct wc_importing *i, const char *bytes, size_t length, struct wc_err *err)
{
	struct wc_csv csv = wc_csv_start(bytes, length);
	struct wc_csv_record record;
	struct table table = {.column = {find_column("reference", WC_INVENTORY_IMAGE)}, .count = 1};
	wc_arena *scratch = wc_arena_new();
	bool has_any = wc_csv_next(&csv, scratch, &record), is_plain = has_any && is_list(i, &record);
	bool good = has_any && (is_plain ? put_listed(i, scratch, &table, &record, err) : read_head(i, &record, &table, err));
	while (good && wc_csv_next(&csv, scratch, &record)) {
		good = is_plain ? put_listed(i, scratch, &table, &record, err) : put_record(i, scratch, &table, &record, err);
		wc_arena_free(scratch);
		scratch = wc_arena_new();
	}
	wc_arena_free(scratch);
	return good;
}
