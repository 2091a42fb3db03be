/* Recordings: a table of decisions as the journal takes them; a slot keeps what came last. */
#include "serve/recording.h"

#include "base/hash.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/*
 * What was recorded, and all that its texts are made of: the host by its address (the world has it), the image by its reference and digest
 * (what one digest stands for never changes; without a digest the reference tells all), and the verdict with its addresses blanked.
 */
struct wc_recording {
	wc_arena *arena;
	size_t holders;
	const struct wc_host *host;
	const char *reference, *digest;
	uint8_t family;
	struct wc_verdict verdict;
	struct wc_journal_decision decision;
};

/* How many were made, in all worlds: each has a number, by which the journal knows what recurs. */
static atomic_uint_fast64_t made;

struct wc_recordings *
wc_recordings_new(wc_arena *arena)
{
	struct wc_recordings *recordings = wc_alloc(arena, sizeof(*recordings));
	recordings->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
	return recordings;
}

static void
release(struct wc_recordings *recordings, struct wc_recording *r)
{
	pthread_mutex_lock(&recordings->lock);
	bool is_last = r && --r->holders == 0;
	pthread_mutex_unlock(&recordings->lock);
	if (is_last)
		wc_arena_free(r->arena);
}

void
wc_recordings_free(struct wc_recordings *recordings)
{
	for (size_t i = 0; i < WC_RECORDINGS; i++)
		release(recordings, recordings->slot[i]);
}

/* The verdict as bytes that can be compared: addresses and labels of the request belong to one review, padding to nobody. */
static void
blank(const struct wc_verdict *v, struct wc_verdict *ret_blank)
{
	memcpy(ret_blank, v, sizeof(*v));
	ret_blank->host = NULL;
	ret_blank->image = NULL;
	memset(&ret_blank->request, 0, sizeof(ret_blank->request));
	ret_blank->request.isolation = v->request.isolation;
	ret_blank->request.purpose = v->request.purpose;
}

static const char *
digest_of(const struct wc_image *image)
{
	return image->index_digest ? image->index_digest : image->digest ? image->digest : "";
}

static bool
is_same(const struct wc_recording *r, const struct wc_answer *answer, const struct wc_verdict *verdict)
{
	const struct wc_image *image = answer->image;
	return r->host == answer->host && r->family == image->family && strcmp(r->reference, image->reference) == 0 &&
	       strcmp(r->digest, digest_of(image)) == 0 && memcmp(&r->verdict, verdict, sizeof(*verdict)) == 0;
}

static struct wc_recording *
make(const struct wc_journal_asked *asked, const struct wc_answer *answer, const struct wc_verdict *verdict)
{
	wc_arena *arena = wc_arena_new();
	struct wc_recording *r = wc_alloc(arena, sizeof(*r));
	*r = (struct wc_recording){.arena = arena, .holders = 2, .host = answer->host, .reference = wc_copyz(arena, answer->image->reference),
	                           .digest = wc_copyz(arena, digest_of(answer->image)), .family = answer->image->family};
	memcpy(&r->verdict, verdict, sizeof(*verdict));
	r->decision = wc_journal_decision_of(arena, asked, answer);
	r->decision.alike = atomic_fetch_add(&made, 1) + 1;
	r->decision.column[WC_JOURNAL_IMAGE] = r->reference;
	r->decision.column[WC_JOURNAL_IMAGE_DIGEST] = wc_copyz(arena, r->decision.column[WC_JOURNAL_IMAGE_DIGEST]);
	return r;
}

static size_t
slot_of(const struct wc_answer *answer, const struct wc_verdict *verdict)
{
	size_t hash = wc_hash((size_t)(uintptr_t)answer->host / sizeof(void *) + verdict->decision, answer->image->reference);
	return (hash ^ hash >> 10) % WC_RECORDINGS;
}

/* The recording of that answer, held; made and put into its slot where there was none. */
static struct wc_recording *
hold(struct wc_recordings *recordings, const struct wc_journal_asked *asked, const struct wc_answer *answer)
{
	struct wc_verdict verdict;
	blank(answer->verdict, &verdict);
	struct wc_recording **slot = &recordings->slot[slot_of(answer, &verdict)];
	pthread_mutex_lock(&recordings->lock);
	struct wc_recording *r = *slot;
	if (r && is_same(r, answer, &verdict)) {
		r->holders++;
		pthread_mutex_unlock(&recordings->lock);
		return r;
	}
	pthread_mutex_unlock(&recordings->lock);
	r = make(asked, answer, &verdict);
	pthread_mutex_lock(&recordings->lock);
	struct wc_recording *before = *slot;
	*slot = r;
	pthread_mutex_unlock(&recordings->lock);
	release(recordings, before);
	return r;
}

bool
wc_recordings_add(wc_arena *scratch, struct wc_recordings *recordings, struct wc_journal_group *group, const struct wc_journal_asked *asked,
                  const struct wc_answer *answer, bool wait, struct wc_err *err)
{
	if (!answer->verdict)
		return wc_journal_answer_in_group(group, asked, answer, wait, NULL, err);
	struct wc_recording *r = hold(recordings, asked, answer);
	struct wc_journal_decision decision = r->decision;
	decision.text[WC_JOURNAL_TEXT_REQUEST] = wc_journal_request_of(scratch, asked);
	bool added = wc_journal_group_add(group, &decision, wait, NULL, err);
	release(recordings, r);
	return added;
}
