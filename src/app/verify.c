/* Verifying: the container's id from the file that the engine writes, then the engine's word and the host's processes. */
#include "app/verify.h"

#include "app/observe.h"
#include "io/file.h"
#include "present/wording.h"

#include <string.h>

enum { ID = 64, MOST_ID_FILE = 4096, STARTING_STEPS = 250 };

struct wc_verify {
	wc_arena *arena;
	const struct wc_gather *how;
	const struct wc_plan *plan;
	wc_verify_say *say;
	void *context;
	unsigned steps; /* since the id was known: it is created before it runs */
	bool is_over;
};

struct wc_verify *
wc_verify_new(wc_arena *arena, const struct wc_gather *how, const struct wc_plan *plan, wc_verify_say *say, void *context)
{
	struct wc_verify *verify = wc_alloc(arena, sizeof(*verify));
	*verify = (struct wc_verify){.arena = arena, .how = how, .plan = plan, .say = say, .context = context};
	return verify;
}

static void
conclude(struct wc_verify *verify, const struct wc_err *word)
{
	verify->is_over = true;
	verify->say(verify->context, word);
}

/* The id in the file; NULL while it is not whole. */
static const char *
read_id(struct wc_verify *verify)
{
	char *text;
	size_t length;
	if (!verify->plan->cidfile || wc_path_kind(verify->plan->cidfile) != WC_PATH_FILE ||
	    !wc_file_read(verify->arena, verify->plan->cidfile, MOST_ID_FILE, &text, &length, NULL))
		return NULL;
	size_t digits = strspn(text, "0123456789abcdef");
	return digits == ID ? wc_copy(verify->arena, text, digits) : NULL;
}

static const char *
mode_name(unsigned mode)
{
	return mode == WC_MODE_NONE ? "an isolation that is not known" : wc_mode_title(mode);
}

static void
tell(struct wc_verify *verify, const struct wc_proof *proof)
{
	struct wc_err word = {0};
	const char *by = proof->proven == WC_PROVEN ? "the engine says so, and the host's processes show it" : "the engine says so";
	if (proof->mode == verify->plan->mode && proof->proven != WC_CONTRADICTED) {
		wc_fail(&word, WC_FAULT_NONE, "verified: container %.12s has %s: %s", proof->container->id, mode_name(proof->mode), by);
	} else {
		wc_fail(&word, WC_FAULT_NONE, "WARNING: container %.12s was launched with %s, and has %s", proof->container->id,
		        mode_name(verify->plan->mode), mode_name(proof->mode));
		wc_hint(&word, "wincompat observe %.12s shows what says so; stop it if that matters", proof->container->id);
	}
	conclude(verify, &word);
}

/* Asks, and tells where the container runs, or `at_last`: what has ended still has an isolation, unless it was removed. */
static bool
look(struct wc_verify *verify, bool at_last)
{
	struct wc_err err;
	struct wc_proof proof;
	const char *id = verify->is_over ? NULL : read_id(verify);
	if (!id)
		return !verify->is_over;
	if (!wc_observe(verify->arena, verify->how, id, NULL, &proof, &err)) {
		wc_while(&err, "the isolation could not be verified");
		conclude(verify, &err);
		return false;
	}
	if (proof.container->is_running || at_last || ++verify->steps > STARTING_STEPS)
		tell(verify, &proof);
	return !verify->is_over;
}

bool
wc_verify_step(struct wc_verify *verify)
{
	return look(verify, false);
}

void
wc_verify_end(struct wc_verify *verify, bool ran)
{
	struct wc_err word = {0};
	if (!ran || !look(verify, true))
		return;
	wc_fail(&word, WC_FAULT_NONE, "the isolation could not be verified: no container was made");
	conclude(verify, &word);
}
