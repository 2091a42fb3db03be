/* The vocabularies of options. */
#include "cli/words.h"

#include "app/policy.h"
#include "app/program.h"
#include "model/words.h"
#include "present/presenters.h"

static const char *
word_of(const struct wc_words *words, size_t i)
{
	return i < words->count ? words->word[i] : NULL;
}

const char *
wc_isolation_word(size_t i)
{
	return word_of(&wc_isolation_words, i);
}

const char *
wc_purpose_word(size_t i)
{
	return word_of(&wc_purpose_words, i);
}

const char *
wc_presenter_word(size_t i)
{
	return i < wc_presenter_count ? wc_presenters[i].name : NULL;
}

const char *
wc_object_word(size_t i)
{
	static const char *const list[] = {"text", "json"};
	return i < 2 ? list[i] : NULL;
}

const char *
wc_stream_word(size_t i)
{
	static const char *const list[] = {"text", "json", "ndjson"};
	return i < 3 ? list[i] : NULL;
}

const char *
wc_bool_word(size_t i)
{
	static const char *const list[] = {"true", "false", "yes", "no"};
	return i < 4 ? list[i] : NULL;
}

const char *
wc_fail_on_word(size_t i)
{
	static const char *const list[] = {"warn", "unknown", "refuse", "never"};
	return i < sizeof(list) / sizeof(list[0]) ? list[i] : NULL;
}

const char *
wc_language_word(size_t i)
{
	static const char *const list[] = {"en", "ja"};
	return i < 2 ? list[i] : NULL;
}

const char *
wc_policy_word(size_t i)
{
	return i < wc_ready_policy_count ? wc_ready_policies[i].name : NULL;
}

const char *
wc_host_word(size_t i)
{
	const struct wc_program *p = wc_program_builtin();
	if (i >= p->release_count)
		return NULL;
	return p->releases[i].aliases.count ? p->releases[i].aliases.item[0] : p->releases[i].version;
}

const char *
wc_edition_word(size_t i)
{
	const struct wc_program *p = wc_program_builtin();
	for (size_t j = 0; j < p->edition_count; j++) {
		if (!p->editions[j].never && i-- == 0)
			return p->editions[j].id;
	}
	return NULL;
}
