/* What `reg query` and `reg export` print of HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion. */
#include "source/host/readers.h"

#include "base/limits.h"
#include "source/host/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The values that matter; NULL where absent. UBR is the host's revision, the one inside BuildLabEx is the branch's. */
struct values {
	const char *CurrentMajorVersionNumber, *CurrentMinorVersionNumber, *CurrentBuild, *CurrentBuildNumber, *UBR;
	const char *EditionID, *InstallationType, *ProductName, *BuildLabEx;
};

static const struct {
	const char *name;
	size_t offset;
} names[] = {
#define VALUE(name) {#name, offsetof(struct values, name)}
	VALUE(CurrentMajorVersionNumber), VALUE(CurrentMinorVersionNumber), VALUE(CurrentBuild), VALUE(CurrentBuildNumber),
	VALUE(UBR), VALUE(EditionID), VALUE(InstallationType), VALUE(ProductName), VALUE(BuildLabEx),
#undef VALUE
};

/* Splits "    UBR    REG_DWORD    0x417" or "\"UBR\"=dword:00000417" to a name and a value (a number as "0x…"). */
static bool
split(wc_arena *arena, const struct wc_line *line, struct wc_part *ret_name, const char **ret_value)
{
	struct wc_part rest = line->all, word;
	if (rest.length && *rest.at == '"') {
		const char *end = rest.at + rest.length, *quote = memchr(rest.at + 1, '"', rest.length - 1);
		if (!quote || end - quote < 3 || quote[1] != '=')
			return false;
		*ret_name = (struct wc_part){rest.at + 1, (size_t)(quote - rest.at - 1)};
		struct wc_part value = {quote + 2, (size_t)(end - quote - 2)};
		if (wc_part_starts(value, "dword:"))
			*ret_value = wc_printf(arena, "0x%.*s", (int)(value.length > 24 ? 24 : value.length) - 6, value.at + 6);
		else if (value.length >= 2 && *value.at == '"' && value.at[value.length - 1] == '"')
			*ret_value = wc_copy(arena, value.at + 1, value.length - 2);
		else
			return false;
		return true;
	}
	if (!wc_word_next(&rest, ret_name) || !wc_word_next(&rest, &word) || !wc_part_starts(word, "REG_"))
		return false;
	while (rest.length && (*rest.at == ' ' || *rest.at == '\t'))
		rest = (struct wc_part){rest.at + 1, rest.length - 1};
	*ret_value = wc_copy(arena, rest.at, rest.length);
	return true;
}

/* Is `line` the head of a key: of ours (`ret_ours`) or of another? */
static bool
is_key(struct wc_part line, bool *ret_ours)
{
	static const char ours[] = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
	if (line.length && *line.at == '[')
		line = (struct wc_part){line.at + 1, line.length - 1 - (line.at[line.length - 1] == ']')};
	if (!wc_part_starts(line, "HKEY_") && !wc_part_starts(line, "HKLM\\"))
		return false;
	const char *path = memchr(line.at, '\\', line.length);
	size_t length = path ? line.length - (size_t)(++path - line.at) : 0;
	*ret_ours = length == sizeof(ours) - 1 && strncasecmp(path, ours, length) == 0;
	return true;
}

static bool
recognises(const char *text)
{
	struct wc_line line;
	struct wc_part name, rest, type;
	bool ours;
	while (wc_line_next(&text, &line)) {
		if (is_key(line.all, &ours))
			return true;
		rest = line.all;
		if (wc_word_next(&rest, &name) && wc_word_next(&rest, &type) && wc_part_starts(type, "REG_") &&
		    wc_part_starts(name, "CurrentBuild"))
			return true;
	}
	return false;
}

static bool
twice(const struct wc_host_file *file, const char *name, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: %s stands there twice with different values", file->name, name);
	return wc_hint(err, "give the output for one machine, and name each machine's file with --host @FILE");
}

static bool
collect(const struct wc_host_file *file, const char *text, struct values *values, struct wc_err *err)
{
	struct wc_line line;
	bool ours = true; /* a filtered output has no heads of keys */
	while (wc_line_next(&text, &line)) {
		struct wc_part name;
		const char *value;
		if (is_key(line.all, &ours) || !ours || !split(file->reading->arena, &line, &name, &value))
			continue;
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			const char **slot = (const char **)(void *)((char *)values + names[i].offset);
			if (name.length != strlen(names[i].name) || strncasecmp(name.at, names[i].name, name.length) != 0)
				continue;
			if (*slot && strcmp(*slot, value) != 0)
				return twice(file, names[i].name, err);
			*slot = value;
		}
	}
	return true;
}

/* Reads "0x417" or "1047", at most WC_LIMIT_VERSION_PART. */
static bool
number(const struct wc_host_file *file, const char *name, const char *text, uint32_t *ret_value, struct wc_err *err)
{
	int base = strncasecmp(text, "0x", 2) == 0 ? 16 : 10;
	const char *digits = base == 16 ? text + 2 : text;
	char *end;
	unsigned long value = strtoul(digits, &end, base);
	bool signed_or_blank = strspn(digits, "0123456789abcdefABCDEF") == 0;
	if (signed_or_blank || *end || value > WC_LIMIT_VERSION_PART) {
		wc_fail(err, WC_FAULT_INPUT, "%s: %s is '%.40s', which is not a version's number", file->name, name, text);
		return wc_hint(err, "give the output of reg query as it was printed");
	}
	*ret_value = (uint32_t)value;
	return true;
}

static bool
missing(const struct wc_host_file *file, const char *name, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: the value %s is missing", file->name, name);
	return wc_hint(err, "give all that reg query prints of HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
}

/* Major and minor: where the output was filtered, a build that some release has is a 10.0. */
static bool
read_major(const struct wc_host_file *file, const struct values *v, struct wc_version *version, struct wc_err *err)
{
	const struct wc_program *program = file->reading->program;
	if (v->CurrentMajorVersionNumber && v->CurrentMinorVersionNumber)
		return number(file, "CurrentMajorVersionNumber", v->CurrentMajorVersionNumber, &version->major, err) &&
		       number(file, "CurrentMinorVersionNumber", v->CurrentMinorVersionNumber, &version->minor, err);
	if (!wc_host_build_has(program, version->build, WC_SERVER) && !wc_host_build_has(program, version->build, WC_CLIENT))
		return missing(file, v->CurrentMajorVersionNumber ? "CurrentMinorVersionNumber" : "CurrentMajorVersionNumber", err);
	version->major = 10;
	version->minor = 0;
	return true;
}

static bool
differ(const struct wc_host_file *file, const struct values *v, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_INPUT, "%s: CurrentBuild (%.20s) and CurrentBuildNumber (%.20s) differ", file->name, v->CurrentBuild,
	        v->CurrentBuildNumber);
	return wc_hint(err, "give the output of reg query for one machine, as it was printed");
}

static bool
read_version(const struct wc_host_file *file, const struct values *v, struct wc_version *ret_version, struct wc_err *err)
{
	struct wc_version version = WC_VERSION_UNKNOWN;
	const char *build = v->CurrentBuildNumber ? v->CurrentBuildNumber : v->CurrentBuild;
	uint32_t revision;
	if (!build)
		return missing(file, "CurrentBuildNumber", err);
	if (v->CurrentBuild && strcmp(v->CurrentBuild, build) != 0)
		return differ(file, v, err);
	if (!number(file, "CurrentBuildNumber", build, &version.build, err) || !read_major(file, v, &version, err))
		return false;
	if (version.build == 0)
		return missing(file, "CurrentBuildNumber", err);
	if (v->UBR) {
		if (!number(file, "UBR", v->UBR, &revision, err))
			return false;
		version.revision = (int32_t)revision;
	}
	*ret_version = version;
	return true;
}

/* The third part of "17763.1.amd64fre.rs5_release.180914-1434" is the architecture that Windows was built for. */
static void
set_arch(struct wc_host *host, const char *lab)
{
	static const char *const arches[] = {"amd64", "arm64", "x86", "arm"};
	const char *dot = lab ? strchr(lab, '.') : NULL;
	dot = dot ? strchr(dot + 1, '.') : NULL;
	for (size_t i = 0; dot && i < sizeof(arches) / sizeof(arches[0]); i++) {
		size_t n = strlen(arches[i]);
		if (strncmp(dot + 1, arches[i], n) != 0 || strncmp(dot + 1 + n, "fre.", 4) != 0)
			continue;
		wc_host_set_arch(host, arches[i], WC_FROM_REGISTRY_QUERY);
	}
}

static bool
read(struct wc_host_file *file, const char *text, struct wc_host *ret_host, struct wc_err *err)
{
	struct values v = {0};
	struct wc_host host = wc_host_unknown();
	struct wc_version version;
	if (!collect(file, text, &v, err) || !read_version(file, &v, &version, err))
		return false;
	wc_host_set_os(&host, "windows", WC_FROM_REGISTRY_QUERY);
	wc_host_set_version(&host, version, WC_FROM_REGISTRY_QUERY);
	wc_host_set_display(&host, v.ProductName, WC_FROM_REGISTRY_QUERY);
	wc_host_set_edition_id(&host, v.EditionID, WC_FROM_REGISTRY_QUERY);
	wc_host_set_installation_type(&host, v.InstallationType, WC_FROM_REGISTRY_QUERY);
	set_arch(&host, v.BuildLabEx);
	*ret_host = host;
	return true;
}

const struct wc_host_listing wc_host_reg_query_listing = {"`reg query` of the CurrentVersion key", recognises, read};
