/* Real indexes from public registries: entries, versions and, where the bytes are the registry's own, the digest. */
#include "image_world.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_NAME, REFERENCE, DATE, BYTES, DIGEST, ENTRIES, VERSIONS, SOURCE, COLUMNS };

/* Cuts a line of tests/fixtures/manifests/list.csv into its columns; none of them holds a comma. */
static bool
cut(char *line, char *column[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++) {
		column[i] = strsep(&line, ",");
		if (!column[i])
			return false;
	}
	column[SOURCE][strcspn(column[SOURCE], "\n")] = '\0';
	return true;
}

/* The versions of the Windows entries, as the list has them. */
static const char *
versions_of(const struct wc_reading *reading, const struct wc_image *image)
{
	const char *list = "";
	for (size_t i = 0; i < image->entry_count; i++) {
		char text[WC_VERSION_TEXT];
		if (image->entries[i].os == WC_OS_WINDOWS)
			list = wc_printf(reading->arena, "%s%s%s", list, *list ? ";" : "", wc_version_print(image->entries[i].version, text));
	}
	return list;
}

static void
check(const struct wc_reading *reading, const char *folder, char *column[COLUMNS])
{
	struct wc_image image;
	struct wc_err err;
	const char *text = wc_printf(reading->arena, "json:%s/%s", folder, column[FILE_NAME]);
	cr_assert(wc_image_read(reading, text, &image, &err), "%s: %s", column[FILE_NAME], err.text);
	cr_expect_eq(image.entry_count, strtoul(column[ENTRIES], NULL, 10), "%s: %zu entries", column[FILE_NAME], image.entry_count);
	cr_expect_str_eq(versions_of(reading, &image), column[VERSIONS], "%s", column[FILE_NAME]);
	if (strcmp(column[BYTES], "exact") == 0)
		cr_expect_str_eq(image.index_digest, column[DIGEST], "%s", column[FILE_NAME]);
}

Test(image_manifests, real_indexes)
{
	struct wc_reading reading = world_begin();
	const char *folder = WC_TEST_FIXTURES "/manifests";
	char *column[COLUMNS], line[1024];
	int count = 0;
	FILE *list = fopen(wc_printf(reading.arena, "%s/list.csv", folder), "r");
	cr_assert_not_null(list);
	cr_assert(fgets(line, sizeof(line), list));
	for (; fgets(line, sizeof(line), list); count++) {
		cr_assert(cut(line, column), "list.csv: %s", line);
		check(&reading, folder, column);
	}
	fclose(list);
	cr_expect_eq(count, 15);
	world_end(&reading);
}
