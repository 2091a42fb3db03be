/* One image: its tag or digest, its manifest, and as much below that as its index leaves open. */
#include "source/image/registry_image.h"

#include "base/limits.h"
#include "format/reference.h"
#include "io/clock.h"
#include "io/digest.h"
#include "source/image/cache.h"
#include "source/image/named.h"
#include "source/image/registry_faults.h"
#include "source/image/walk.h"

#include <string.h>

/* A tag that was looked up so lately is not asked for again: a check in a pipeline is run several times in a row. */
enum { TAG_SECONDS = 300 };

/* An image on its way. Lives in its own arena, which goes when the image is done. */
struct job {
	struct wc_reading reading; /* with the job's arena */
	wc_arena *kept;            /* owns what is handed over */
	struct wc_registry *registry;
	struct wc_registry_item *item;
	wc_registry_image_done *done;
	void *context;
	struct wc_reference reference;
	const char *tag, *tag_name; /* tag_name: "docker.io/library/golang:1.22"; both NULL where a digest is named */
	struct wc_cached_tag cached;
	bool has_cached;
	int64_t seen; /* when the registry last said what the tag stands for; 0 where a digest is named */
	struct wc_question question; /* about the root */
	struct wc_blobs *blobs;
	struct wc_files *files;
	struct wc_blob *root;
	bool root_is_index;
	unsigned pending;
	bool has_failed;
};

/* A blob on its way. */
struct fetch {
	struct job *job;
	struct wc_blob *blob;
	struct wc_question question;
};

static void
end(struct job *job)
{
	struct wc_registry_item *item = job->item;
	wc_registry_image_done *done = job->done;
	void *context = job->context;
	wc_arena_free(job->reading.arena);
	done(context, item);
}

/* Ends without an image, when nothing is under way any more; the first failure counts. */
static void
fail(struct job *job, const struct wc_err *err)
{
	if (!job->has_failed)
		job->item->err = *err;
	job->has_failed = true;
	if (job->pending == 0)
		end(job);
}

/* Where the content is JSON but no image, the fault is its maker's; the message begins with the image's name. */
static bool
root_find(struct job *job, struct wc_err *err)
{
	struct wc_document document;
	enum wc_content content;
	if (!wc_files_blob(job->files, job->root->digest, -1, false, &document, err) || !wc_content_find(&document, &content, err))
		return false;
	if (content != WC_CONTENT_INDEX && content != WC_CONTENT_MANIFEST)
		return wc_document_fail(&document, document.root, err, "is neither a manifest nor an index");
	job->root_is_index = content == WC_CONTENT_INDEX;
	return true;
}

static void advance(struct job *job);

static void
finish(struct job *job, struct wc_image *image)
{
	image->reference = job->item->name;
	image->seen = job->seen;
	wc_name_complete(&job->reading, job->item->name, image);
	job->item->image = wc_image_copy(job->kept, image);
	job->item->is_read = true;
	end(job);
}

/* One less to wait for. */
static void
arrived(struct job *job)
{
	if (--job->pending > 0)
		return;
	if (job->has_failed)
		end(job);
	else
		advance(job);
}

static void
fetched(void *context, const struct wc_reply *reply)
{
	struct fetch *fetch = context;
	struct job *job = fetch->job;
	/* Copies of an index often leave out what their maker did not need; but an image without its config is none. */
	bool may_lack = reply->is_absent && job->root_is_index;
	fetch->blob->state = may_lack ? WC_BLOB_ABSENT : WC_BLOB_HERE;
	if (reply->err && !may_lack) {
		job->item->is_silent |= reply->is_silent;
		fail(job, reply->err);
	} else if (!reply->err) {
		fetch->blob->bytes = reply->answer->body;
		fetch->blob->length = reply->answer->length;
		if (job->reading.cache)
			job->reading.cache->put(job->reading.cache->context, fetch->blob->digest, fetch->blob->bytes, fetch->blob->length);
	}
	arrived(job);
}

static bool
from_cache(struct job *job, struct wc_blob *blob)
{
	const struct wc_blob_cache *cache = job->reading.cache;
	if (!cache || !cache->get(cache->context, job->reading.arena, blob->digest, &blob->bytes, &blob->length))
		return false;
	blob->state = WC_BLOB_HERE;
	return true;
}

/* Brings a blob: from the cache at once, or by a request. */
static void
fetch_blob(struct job *job, struct wc_blob *blob)
{
	struct fetch *fetch = wc_alloc(job->reading.arena, sizeof(*fetch));
	if (from_cache(job, blob))
		return;
	if (job->reading.offline || !wc_digest_parse(blob->digest, NULL)) {
		blob->state = WC_BLOB_ABSENT;
		return;
	}
	*fetch = (struct fetch){job, blob, job->question};
	fetch->question.rest = wc_printf(job->reading.arena, "/%s/%s", blob->is_config ? "blobs" : "manifests", blob->digest);
	fetch->question.what = blob->is_config ? "its config" : "a manifest of its index";
	fetch->question.method = "GET";
	fetch->question.digest = blob->digest;
	fetch->question.is_by_digest = true;
	job->pending++;
	wc_registry_ask(job->registry, job->reading.arena, &fetch->question, fetched, fetch);
}

/* Goes through what is here; what turns out to be missing is fetched, and then it is gone through again. */
static void
advance(struct job *job)
{
	struct wc_err err;
	struct wc_image image = {.version = WC_VERSION_UNKNOWN};
	struct wc_descriptor top = {.entry = {.digest = job->root->digest, .version = WC_VERSION_UNKNOWN, .judgeable = true},
	                            .is_index = job->root_is_index, .size = -1};
	const struct wc_descriptor *item = &top;
	if (!wc_walk(&job->reading, job->files, &item, 1, &image, &err)) {
		fail(job, &err);
		return;
	}
	struct wc_blob *wanted = wc_blobs_take_wanted(job->blobs);
	if (!wanted) {
		finish(job, &image);
		return;
	}
	job->pending++;
	for (; wanted; wanted = wanted->next_wanted)
		fetch_blob(job, wanted);
	arrived(job);
}

/* The root is here. */
static void
begin(struct job *job)
{
	struct wc_err err;
	if (root_find(job, &err))
		advance(job);
	else
		fail(job, &err);
}

/* The media types by which a registry says that it sends an index, or a manifest. */
static bool
type_fits(const struct job *job, const struct wc_http_answer *answer)
{
	const char *type = wc_http_header(answer, "Content-Type");
	bool says_index = type && (strstr(type, "image.index.v1+json") || strstr(type, "manifest.list.v2+json"));
	bool says_manifest = type && (strstr(type, "image.manifest.v1+json") || strstr(type, "distribution.manifest.v2+json"));
	return !(says_index && !job->root_is_index) && !(says_manifest && job->root_is_index);
}

/* What was sent is no manifest at all, or not what the registry says that it sends. */
static bool
answer_is_fit(struct job *job, const struct wc_reply *reply, const char *digest, struct wc_err *err)
{
	const struct wc_http_answer *answer = reply->answer;
	const char *promised = wc_http_header(answer, "Docker-Content-Digest");
	const char *name = job->item->name, *type = wc_http_header(answer, "Content-Type");
	if (wc_answer_is_page(answer) || answer->body[strspn(answer->body, " \t\r\n")] != '{') {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%.300s: asking %s for its manifest: what comes is no JSON object (Content-Type %.80s)",
		        name, reply->host, type ? type : "not given");
		return wc_hint(err, "is that address a registry? A portal, proxy or login page may have answered instead");
	}
	if (promised && wc_digest_parse(promised, NULL) && strcmp(promised, digest) != 0) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%.300s: asking %s for its manifest: what it sends hashes to %s, not to %s as it says",
		        name, reply->host, digest, promised);
		return wc_hint(err, "it was altered or damaged on its way; try again without proxy and mirror");
	}
	return true;
}

static void
root_keep(struct job *job, const struct wc_http_answer *answer, const char *digest)
{
	const struct wc_blob_cache *cache = job->reading.cache;
	job->root = wc_blobs_find(job->blobs, digest, false);
	wc_blobs_take_wanted(job->blobs);
	job->root->state = WC_BLOB_HERE;
	job->root->bytes = answer->body;
	job->root->length = answer->length;
	job->seen = job->tag ? wc_clock_now() : 0;
	if (!cache)
		return;
	cache->put(cache->context, digest, answer->body, answer->length);
	struct wc_cached_tag tag = {.digest = digest, .etag = wc_http_header(answer, "ETag")};
	if (job->tag_name)
		cache->put_tag(cache->context, job->tag_name, &tag, TAG_SECONDS);
}

static void
suggested(void *context)
{
	struct job *job = context;
	job->pending--;
	end(job);
}

/* The root cannot be had; a tag that is not there may be misspelt. */
static void
root_missing(struct job *job, const struct wc_reply *reply)
{
	job->item->is_silent = reply->is_silent;
	if (!reply->is_absent && job->reading.infer && job->has_cached && job->root) {
		job->item->err = *reply->err; /* what the cache knew of the tag tells more than its name */
		begin(job);
		return;
	}
	if (!reply->is_absent || !job->tag) {
		fail(job, reply->err);
		return;
	}
	job->item->err = *reply->err;
	job->has_failed = true;
	job->pending++;
	wc_registry_suggest(job->registry, job->reading.arena, &job->question, job->tag, &job->item->err, suggested, job);
}

static void
root_came(void *context, const struct wc_reply *reply)
{
	struct job *job = context;
	struct wc_err err;
	uint8_t hash[WC_SHA256_BYTES];
	char digest[WC_DIGEST_TEXT];
	if (reply->err) {
		root_missing(job, reply);
		return;
	}
	wc_sha256(reply->answer->body, reply->answer->length, hash);
	wc_digest_print(hash, digest);
	if (!answer_is_fit(job, reply, digest, &err)) {
		fail(job, &err);
		return;
	}
	root_keep(job, reply->answer, digest);
	if (!root_find(job, &err)) {
		fail(job, &err);
	} else if (!type_fits(job, reply->answer)) {
		wc_fail(&err, WC_FAULT_INPUT, "%.300s: %s sends %s and calls it %.100s", job->item->name, reply->host,
		        job->root_is_index ? "an index" : "a manifest", wc_http_header(reply->answer, "Content-Type"));
		wc_hint(&err, "engines would disagree on what it is; ask whoever made the image for a proper one");
		fail(job, &err);
	} else {
		advance(job);
	}
}

/* Asks for the whole manifest, which the cache may have in an older form. */
static void
root_ask(struct job *job)
{
	job->question.method = "GET";
	wc_registry_ask(job->registry, job->reading.arena, &job->question, root_came, job);
}

/* Is the tag what it was? A HEAD costs no pull. Where it tells no digest, the whole manifest is asked for. */
static void
revalidated(void *context, const struct wc_reply *reply)
{
	struct job *job = context;
	const char *digest = reply->err ? NULL : wc_http_header(reply->answer, "Docker-Content-Digest");
	if (!digest || strcmp(digest, job->cached.digest) != 0) {
		root_ask(job);
		return;
	}
	job->cached.etag = wc_http_header(reply->answer, "ETag");
	job->seen = wc_clock_now();
	job->reading.cache->put_tag(job->reading.cache->context, job->tag_name, &job->cached, TAG_SECONDS);
	begin(job);
}

static bool
root_from_cache(struct job *job, const char *digest)
{
	job->root = wc_blobs_find(job->blobs, digest, false);
	wc_blobs_take_wanted(job->blobs);
	return from_cache(job, job->root);
}

static void
root_bring(struct job *job)
{
	const struct wc_blob_cache *cache = job->reading.cache;
	struct wc_err err;
	if (job->tag_name && cache)
		job->has_cached = cache->get_tag(cache->context, job->reading.arena, job->tag_name, &job->cached);
	const char *digest = job->reference.digest ? job->reference.digest : job->has_cached ? job->cached.digest : NULL;
	bool is_here = digest && root_from_cache(job, digest);
	if (!is_here)
		job->root = NULL;
	if (job->has_cached)
		job->seen = wc_clock_now() - job->cached.age;
	if (is_here && (job->reference.digest || job->cached.is_fresh || job->reading.offline)) {
		begin(job);
	} else if (job->reading.offline) {
		wc_fail(&err, WC_FAULT_UNREACHABLE, "%.300s: its registry is not asked (--offline), and it is not in the cache", job->item->name);
		fail(job, &err);
	} else if (is_here) {
		job->question.method = "HEAD";
		wc_registry_ask(job->registry, job->reading.arena, &job->question, revalidated, job);
	} else {
		root_ask(job);
	}
}

static bool
prepare(struct job *job, struct wc_err *err)
{
	wc_arena *arena = job->reading.arena;
	struct wc_reference *r = &job->reference;
	if (!wc_reference_parse(arena, job->item->name, r, err))
		return false;
	if (r->digest && !wc_digest_parse(r->digest, NULL)) {
		wc_fail(err, WC_FAULT_INPUT, "%.300s: the digest cannot be verified: only sha256 is known here", job->item->name);
		return wc_hint(err, "name the image by its tag or by a sha256 digest");
	}
	if (!job->reading.offline && !job->registry) {
		wc_fail(err, WC_FAULT_UNREACHABLE, "%.300s: its registry was not asked: none can be asked here", job->item->name);
		return wc_hint(err, "--offline takes the version from the tag; oci:DIR, docker-archive:FILE or json:FILE read a copy");
	}
	job->tag = r->digest ? NULL : r->tag ? r->tag : "latest";
	job->tag_name = job->tag ? wc_printf(arena, "%s/%s:%s", r->domain, r->path, job->tag) : NULL;
	job->question = (struct wc_question){
		.name = job->item->name, .domain = r->domain, .path = r->path, .what = "its manifest", .method = "GET",
		.rest = wc_printf(arena, "/manifests/%s", r->digest ? r->digest : job->tag), .digest = r->digest,
		.is_by_digest = r->digest != NULL, .most = WC_LIMIT_MANIFEST_BYTES};
	job->blobs = wc_blobs_new(arena);
	job->files = wc_files_of_blobs(arena, job->item->name, job->blobs);
	return true;
}

void
wc_registry_image_start(const struct wc_reading *reading, struct wc_registry_item *item, wc_registry_image_done *done, void *context)
{
	wc_arena *arena = wc_arena_new();
	struct wc_err err;
	struct job *job = wc_alloc(arena, sizeof(*job));
	*job = (struct job){.reading = *reading, .kept = reading->arena, .registry = reading->registry, .item = item, .done = done, .context = context};
	job->reading.arena = arena;
	if (prepare(job, &err))
		root_bring(job);
	else
		fail(job, &err);
}
