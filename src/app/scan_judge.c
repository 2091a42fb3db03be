/* Judging the uses of a scan. */
#include "app/scan_judge.h"

#include "app/host_process.h"

#include <stdlib.h>
#include <string.h>

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct wc_gathered *
wc_gather_references(wc_arena *arena, const struct wc_gather *how, struct wc_names names)
{
	const char **marked = wc_array(arena, const char *, names.count + 1);
	for (size_t i = 0; i < names.count; i++)
		marked[i] = wc_printf(arena, "docker://%s", names.item[i]);
	struct wc_gathered *images = wc_gather_images(arena, how, (struct wc_names){marked, names.count});
	for (size_t i = 0; i < names.count; i++)
		images[i].image.reference = names.item[i];
	return images;
}

/* The references of uses that may be for Windows, sorted, each once. */
static struct wc_names
names_of(wc_arena *arena, const struct wc_use *uses, size_t count)
{
	const char **names = wc_array(arena, const char *, count + 1);
	size_t n = 0, kept = 0;
	for (size_t i = 0; i < count; i++)
		if (uses[i].os == WC_OS_UNKNOWN || uses[i].os == WC_OS_WINDOWS)
			names[n++] = uses[i].reference;
	if (n)
		qsort(names, n, sizeof(*names), by_text);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	return (struct wc_names){names, kept};
}

struct wc_references
wc_references_read(wc_arena *arena, const struct wc_gather *how, const struct wc_use *uses, size_t count)
{
	struct wc_references read = {.names = names_of(arena, uses, count)};
	if (read.names.count)
		read.images = wc_gather_references(arena, how, read.names);
	return read;
}

/* What the Docker Engine has of the names, in their order; those that it lacks have an error. */
static struct wc_gathered *
gather_of_engine(wc_arena *arena, const struct wc_gather *how, struct wc_names names)
{
	struct wc_gather local = *how;
	const char **marked = wc_array(arena, const char *, names.count + 1);
	local.offline = true;
	for (size_t i = 0; i < names.count; i++)
		marked[i] = wc_printf(arena, "docker-daemon:%s", names.item[i]);
	return wc_gather_images(arena, &local, (struct wc_names){marked, names.count});
}

struct wc_references
wc_references_read_as_docker(wc_arena *arena, const struct wc_gather *how, const struct wc_use *uses, size_t count)
{
	struct wc_references read = {.names = names_of(arena, uses, count)};
	if (read.names.count == 0)
		return read;
	struct wc_gathered *images = gather_of_engine(arena, how, read.names);
	const char **lacking = wc_array(arena, const char *, read.names.count + 1);
	size_t n = 0, next = 0;
	for (size_t i = 0; i < read.names.count; i++) {
		images[i].image.reference = read.names.item[i];
		if (images[i].error)
			lacking[n++] = read.names.item[i];
	}
	struct wc_gathered *rest = n ? wc_gather_references(arena, how, (struct wc_names){lacking, n}) : NULL;
	for (size_t i = 0; i < read.names.count; i++)
		if (images[i].error)
			images[i] = rest[next++];
	read.images = images;
	return read;
}

const struct wc_gathered *
wc_references_find(const struct wc_references *references, const char *reference)
{
	const char *const *found = bsearch(&reference, references->names.item, references->names.count, sizeof(*found), by_text);
	return &references->images[found - references->names.item];
}

bool
wc_image_is_for_windows(const struct wc_image *image)
{
	size_t windows = 0;
	if (image->entry_count == 0)
		return image->os == WC_OS_WINDOWS;
	for (size_t i = 0; i < image->entry_count; i++) {
		if (image->entries[i].judgeable && image->entries[i].os != WC_OS_WINDOWS)
			return false;
		windows += image->entries[i].judgeable;
	}
	return windows > 0;
}

bool
wc_image_is_elsewhere(const struct wc_image *image)
{
	bool knows_other = image->os == WC_OS_LINUX || image->os == WC_OS_OTHER;
	if (image->entry_count == 0)
		return knows_other;
	knows_other = false;
	for (size_t i = 0; i < image->entry_count; i++) {
		if (!image->entries[i].judgeable)
			continue;
		if (image->entries[i].os == WC_OS_WINDOWS || image->entries[i].os == WC_OS_UNKNOWN)
			return false;
		knows_other = true;
	}
	return knows_other;
}

/* Places of the table at most; when it is half full no more is remembered. */
enum { MOST_REMEMBERED = 1 << 19 };

struct wc_judge
wc_judge_new(struct wc_answering asked, struct wc_request request, size_t expected)
{
	struct wc_judge judge = {.asked = asked, .request = request, .asks_situation = wc_view_program(asked.view)->site, .size = 64};
	while (judge.size < 2 * expected && judge.size < MOST_REMEMBERED)
		judge.size *= 2;
	judge.table = wc_array(asked.arena, struct wc_answer *, judge.size);
	return judge;
}

/* What is asked about the use: the isolation that its file wants; of an image that is never run either one would do. */
static struct wc_request
request_of(const struct wc_judge *judge, const struct wc_use *use)
{
	struct wc_request request = judge->request;
	if (use->isolation)
		request.isolation = use->isolation;
	if (use->is_copied)
		request.isolation = WC_ISOLATION_AUTO;
	if (!judge->asks_situation)
		return request;
	request.name_space = use->name_space ? use->name_space : request.name_space;
	request.labels = use->labels;
	request.label_count = use->label_count;
	return request;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Do policies see no difference? */
static bool
same_situation(const struct wc_request *a, const struct wc_request *b)
{
	if (!same_text(a->name_space, b->name_space) || a->label_count != b->label_count)
		return false;
	for (size_t i = 0; i < a->label_count; i++)
		if (strcmp(a->labels[i].name, b->labels[i].name) != 0 || strcmp(a->labels[i].value, b->labels[i].value) != 0)
			return false;
	return true;
}

static size_t
hash(const void *pointer)
{
	uint64_t bits = (uint64_t)(uintptr_t)pointer;
	return (size_t)((bits >> 4) * 0x9e3779b97f4a7c15u >> 20);
}

/* What was remembered for one pair and one request; `image` is the one that was read. */
struct remembered {
	struct wc_answer answer; /* first, so that a pointer to it is one to the whole */
	const struct wc_gathered *image;
	struct wc_request request;
	bool host_process, is_copied;
};

static bool
is_same(const struct remembered *known, const struct wc_request *request, const struct wc_use *use)
{
	return known->request.isolation == request->isolation && known->host_process == use->host_process && known->is_copied == use->is_copied &&
	       same_situation(&known->request, request);
}

/* Of an image that is never run nothing is said about how it would run. */
static void
silence(wc_arena *arena, struct wc_answer *answer)
{
	if (!answer->verdict || answer->verdict->decision != WC_ALLOW)
		return;
	struct wc_verdict *quiet = wc_alloc(arena, sizeof(*quiet));
	*quiet = *answer->verdict;
	quiet->warning_count = quiet->note_count = quiet->remedy_count = 0;
	answer->verdict = quiet;
}

const struct wc_answer *
wc_judge_answer(struct wc_judge *judge, const struct wc_use *use, const struct wc_gathered *image, const struct wc_host *host)
{
	struct wc_request request = request_of(judge, use);
	size_t at = hash(image) ^ hash(host) ^ request.isolation ^ (size_t)use->host_process << 4 ^ (size_t)use->is_copied << 5;
	for (;; at++) {
		struct remembered *known = (struct remembered *)judge->table[at & (judge->size - 1)];
		if (!known)
			break;
		if (known->image == image && known->answer.host == host && is_same(known, &request, use))
			return &known->answer;
	}
	struct remembered *made = wc_alloc(judge->asked.arena, sizeof(*made));
	*made = (struct remembered){.image = image, .request = request, .host_process = use->host_process, .is_copied = use->is_copied};
	const struct wc_gathered *given = use->host_process && !image->error ? wc_as_host_process(judge->asked.arena, image) : image;
	wc_answer_make(&judge->asked, host, given, &request, &made->answer);
	if (use->is_copied)
		silence(judge->asked.arena, &made->answer);
	if (judge->count < judge->size / 2) {
		judge->table[at & (judge->size - 1)] = &made->answer;
		judge->count++;
	}
	return &made->answer;
}
