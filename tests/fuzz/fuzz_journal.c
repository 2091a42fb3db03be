/* Fuzz target: the file of a journal. It is read and verified to the end; one that is sound gives back all its entries. */
#include "fuzz.h"

#include "store/journal.h"

#include <stdio.h>
#include <unistd.h>

struct seen {
	int64_t count, last;
};

static bool
look(void *context, const struct wc_journal_entry *entry)
{
	struct seen *seen = context;
	PROMISE(entry->sequence > seen->last);
	seen->last = entry->sequence;
	seen->count++;
	return true;
}

static void
check(struct wc_journal *journal, wc_arena *arena)
{
	struct wc_err err = {0};
	struct seen seen = {0, INT64_MIN};
	struct wc_journal_check found;
	if (!wc_journal_verify(journal, arena, NULL, &found, &err)) {
		PROMISE(err.fault == WC_FAULT_SYSTEM && *err.text);
		return;
	}
	if (found.fault_count) {
		PROMISE(*found.faults[0]);
		return;
	}
	struct wc_journal_filter all = {.first = INT64_MIN, .texts = true};
	PROMISE(wc_journal_read(journal, &all, look, &seen, &err));
	PROMISE(seen.count == found.entries && (seen.count == 0 || seen.last == found.last));
	PROMISE(found.entries == found.last - found.pruned);
}

/* SQLite takes no file in memory, so it is one on the disk, of this process alone. */
static void
make_file(const char *path, const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "wb");
	PROMISE(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

static void
remove_files(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
	char name[128];
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		unlink(name);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	snprintf(path, sizeof(path), "/tmp/wincompat-fuzz-%ld.db", (long)getpid());
	make_file(path, data, size);
	wc_arena *arena = wc_arena_new();
	struct wc_journal *journal = wc_journal_new(arena, &(struct wc_journal_options){.path = path, .required = true});
	check(journal, arena);
	wc_journal_close(journal);
	wc_arena_free(arena);
	remove_files(path);
	return 0;
}
