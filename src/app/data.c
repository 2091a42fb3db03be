/* Data files at run time: folder to files, files to trees, trees to a program. */
#include "app/data.h"

#include "base/limits.h"
#include "format/tree.h"
#include "io/file.h"
#include "io/listing.h"
#include "policy/load.h"
#include "source/sources.h"

#include <string.h>

struct files {
	struct wc_data_file *file;
	size_t count;
};

static bool
read_file(wc_arena *arena, const char *path, struct wc_data_file *ret_file, struct wc_err *err)
{
	char *text;
	size_t length;
	const struct wc_node *documents;
	if (!wc_file_read(arena, path, WC_LIMIT_MANIFEST_BYTES, &text, &length, err) ||
	    !wc_yaml_read(arena, path, text, length, &documents, err))
		return false;
	if (documents->count != 1)
		return wc_fail(err, WC_FAULT_INPUT, "%s: a data file is one YAML document, this has %zu", path, documents->count);
	*ret_file = (struct wc_data_file){path, documents->child};
	return true;
}

/* Adds the files of one folder. */
static bool
add_folder(wc_arena *arena, const char *folder, struct files *files, struct wc_err *err)
{
	const char **names;
	size_t count;
	if (!wc_listing_read(arena, folder, ".yaml", &names, &count, err))
		return false;
	struct wc_data_file *all = wc_array(arena, struct wc_data_file, files->count + count + 1);
	if (files->count)
		memcpy(all, files->file, files->count * sizeof(*all));
	for (size_t i = 0; i < count; i++) {
		if (!read_file(arena, wc_printf(arena, "%s/%s", folder, names[i]), &all[files->count + i], err))
			return false;
	}
	*files = (struct files){all, files->count + count};
	return true;
}

bool
wc_data_load(wc_arena *arena, const char *folder, const struct wc_program **ret_program, struct wc_diags *diags,
             struct wc_err *err)
{
	struct files files = {0};
	if (!add_folder(arena, folder, &files, err) || !add_folder(arena, wc_printf(arena, "%s/matrix", folder), &files, err))
		return wc_while(err, "reading data files");
	const struct wc_program *program;
	if (wc_program_load(arena, files.file, files.count, &program, diags)) {
		if (!wc_tag_patterns_check(program, err) || !wc_error_patterns_check(program, err))
			return wc_while(err, "reading data files");
		*ret_program = program;
		return true;
	}
	wc_fail(err, WC_FAULT_INPUT, "the data in %.400s has %zu %s", folder, diags->count, diags->count == 1 ? "fault" : "faults");
	return wc_hint(err, "mend the files, or leave --data out: the program has data built in");
}
