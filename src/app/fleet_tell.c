/* Fleets: why, for every pair of classes; what many pairs share is kept once. */
#include "app/fleet.h"

#include "app/answer.h"
#include "app/key_set.h"
#include "base/text.h"
#include "present/answers.h"
#include "present/wording.h"

#include <string.h>

/* What was said so far, each once. */
struct telling {
	wc_arena *arena;
	struct wc_key_set keys;
	struct wc_text key;
	struct wc_telling *item;
	size_t room;
};

static uint32_t
number_of(struct telling *t, const struct wc_telling *said)
{
	uint32_t before = t->keys.count;
	t->key.length = 0;
	wc_text_add(&t->key, said->why, strlen(said->why) + 1);
	wc_text_add(&t->key, said->remedy, strlen(said->remedy) + 1);
	wc_text_add(&t->key, (const char *)&said->rule, sizeof(said->rule));
	uint32_t number = wc_key_number(&t->keys, t->key.bytes, t->key.length);
	if (t->keys.count == before)
		return number;
	if (number == t->room) {
		size_t room = t->room ? t->room * 2 : 256;
		t->item = wc_grow(t->arena, t->item, t->room * sizeof(*t->item), room * sizeof(*t->item));
		t->room = room;
	}
	t->item[number] = (struct wc_telling){wc_copyz(t->arena, said->why), wc_copyz(t->arena, said->remedy), said->rule};
	return number;
}

static uint32_t
tell(struct telling *t, const struct wc_answering *how, const struct wc_host *host, const struct wc_image *image, const struct wc_request *request)
{
	struct wc_gathered given = {.image = *image};
	struct wc_answer answer;
	wc_answer_make(how, host, &given, request, &answer);
	const struct wc_verdict *v = answer.verdict;
	struct wc_telling said = {.why = wc_answer_summary(how->arena, &answer, v), .remedy = v->decision == WC_ALLOW ? "" : wc_remedies_text(how->arena, v)};
	said.rule = v->reason_count ? &v->program->rules[v->reasons[0].rule] : NULL;
	return number_of(t, &said);
}

void
wc_fleet_tell(wc_arena *arena, const struct wc_view *view, const struct wc_request *request, const struct wc_fleet_upgrade *upgrade,
              struct wc_fleet_matrix *matrix)
{
	struct telling t = {.arena = arena, .keys.arena = arena, .key.arena = arena};
	uint32_t *told = wc_array(arena, uint32_t, matrix->host_count * matrix->image_count + 1);
	for (size_t h = 0; h < matrix->host_count; h++) {
		wc_arena *scratch = wc_arena_new();
		struct wc_answering how = {scratch, view, false};
		struct wc_host host = wc_fleet_upgraded(upgrade, matrix->hosts[h].host);
		for (size_t i = 0; i < matrix->image_count; i++)
			told[h * matrix->image_count + i] = tell(&t, &how, &host, matrix->images[i].image, request);
		wc_arena_free(scratch);
	}
	matrix->told = told;
	matrix->telling = t.item;
	matrix->telling_count = t.keys.count;
}
