/* The images of a review: asked for, waited for, inferred from their tags, and how old they are. */
#include "serve/admission_private.h"

#include "app/scan_judge.h"

static void
go_on(void *context)
{
	struct wc_admission *a = context;
	wc_exchange_resume(a->exchange);
}

bool
wc_admission_images_ask(struct wc_admission *a)
{
	wc_arena *arena = a->exchange->arena;
	size_t count = a->pod.image_count;
	a->references = wc_array(arena, const char *, count + 1);
	a->images = wc_array(arena, struct wc_gathered, count + 1);
	for (size_t i = 0; i < count; i++)
		a->references[i] = a->pod.images[i].reference->text;
	if (wc_lookups_find(arena, a->service->lookups, a->references, count, a->images))
		return true;
	a->wait = (struct wc_lookup_wait){.wake = go_on, .context = a, .references = a->references, .count = count};
	wc_exchange_pause(a->exchange);
	if (!wc_lookups_wait(a->service->lookups, &a->wait))
		wc_exchange_resume(a->exchange); /* they came meanwhile */
	return false;
}

void
wc_admission_images_infer(struct wc_admission *a)
{
	wc_arena *arena = a->exchange->arena;
	struct wc_gather how = {.program = a->world->admit.program, .offline = true};
	for (size_t i = 0; i < a->pod.image_count; i++)
		if (a->images[i].error)
			a->images[i] = *wc_gather_references(arena, &how, (struct wc_names){&a->references[i], 1});
}

const char *
wc_admission_age(const struct wc_admission *a)
{
	int64_t oldest = 0;
	for (size_t i = 0; i < a->pod.image_count; i++)
		if (!a->images[i].error && a->images[i].age > oldest)
			oldest = a->images[i].age;
	return oldest ? wc_printf(a->exchange->arena, "%llds", (long long)oldest) : NULL;
}
