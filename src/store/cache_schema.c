/* The tables of the cache, and everything that is asked of them. */
#include "store/cache_schema.h"

/* Few and plain: reading the schema is a good part of what a look into the cache costs. */
static const char schema[] =
	"CREATE TABLE document(digest BLOB PRIMARY KEY NOT NULL CHECK(length(digest) = 32), bytes BLOB NOT NULL,"
	" used INTEGER NOT NULL);"
	"CREATE TABLE name(name TEXT PRIMARY KEY NOT NULL, digest BLOB NOT NULL CHECK(length(digest) = 32), etag TEXT,"
	" asked INTEGER NOT NULL, seconds INTEGER NOT NULL) WITHOUT ROWID;";

static const char *const statements[] = {
	[WC_CACHE_FIND] = "SELECT bytes, used FROM document WHERE digest = ?1",
	[WC_CACHE_FIND_NAME] = "SELECT digest, etag, asked, seconds FROM name WHERE name = ?1",
	[WC_CACHE_KEEP] = "INSERT INTO document VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET used = excluded.used",
	[WC_CACHE_KEEP_NAME] = "INSERT INTO name VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET digest = excluded.digest,"
	                       " etag = excluded.etag, asked = excluded.asked, seconds = excluded.seconds",
	[WC_CACHE_TOUCH] = "UPDATE document SET used = ?2 WHERE digest = ?1",
	[WC_CACHE_FORGET] = "DELETE FROM document WHERE digest = ?1",
	[WC_CACHE_COUNT] = "SELECT count(*), ifnull(sum(length(bytes)), 0), (SELECT count(*) FROM name) FROM document",
	[WC_CACHE_PAGES] = "PRAGMA page_count",
	[WC_CACHE_FREE] = "PRAGMA freelist_count",
	/* A quarter goes, the least recently used: it costs a walk through all, so it should be rare. */
	[WC_CACHE_SHRINK] = "DELETE FROM document WHERE digest IN (SELECT digest FROM document ORDER BY used, rowid"
	                    " LIMIT (SELECT count(*) / 4 + 1 FROM document))",
	[WC_CACHE_SHRINK_NAMES] = "DELETE FROM name WHERE name IN (SELECT name FROM name ORDER BY asked"
	                          " LIMIT (SELECT count(*) / 4 FROM name))",
	[WC_CACHE_STATEMENTS] = NULL,
};

const struct wc_database_kind wc_cache_kind = {
	.name = "the cache",
	.mark = 0x57434d43, /* "WCMC" */
	.edition = 1,
	.schema = schema,
	.statement = statements,
	.aside_hint = "nothing: it fills again; delete the old file when you have no use for it",
	.failed_hint = "is the disk full, or the folder on a network drive? --no-cache goes without",
};
