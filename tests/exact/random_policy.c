/* Random small policies: conditions over the facts that the situations of this test vary. */
#include "random_policy.h"

unsigned
next_below(uint64_t *state, unsigned below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (unsigned)(*state >> 33) % below;
}

#define PICK(state, list) (list)[next_below((state), sizeof(list) / sizeof((list)[0]))]

static const char *const effects[] = {"refuse", "{require: hyperv}", "{require: process}", "{prefer: hyperv}", "{prefer: process}",
                                      "{accept: supported}", "{accept: relaxed}", "{accept: unknown}", "warn", "annotate"};
static const char *const builds[] = {"17763", "18363", "20348", "26100", "'< 18363'", "'>= 20348'", "'< image.build'", "'= image.build'", "'!= 20348'"};
static const char *const image_builds[] = {"17763", "20348", "'< 20348'", "'< host.build'", "'>= host.build'", "{not: 26100}"};
static const char *const families[] = {"nanoserver", "servercore", "hostprocess", "{not: nanoserver}", "[servercore, nanoserver]"};
static const char *const spaces[] = {"shop", "bank", "'s*'", "{not: shop}", "{matches: '^b.*k$'}"};
static const char *const words[][2] = {
	{"request.purpose", "production"}, {"request.purpose", "{not: test}"}, {"request.isolation", "auto"}, {"request.isolation", "[process, hyperv]"},
	{"host.product", "client"}, {"host.edition", "home"}, {"host.edition", "{not: [home, pro]}"}, {"host.hyperv", "'no'"}, {"host.hyperv", "'yes'"},
	{"host.revision", "'< 500'"}, {"image.revision", "'> host.revision'"}, {"image.revision", "'<= host.revision'"}, {"image.supportDays", "'< 900'"},
	{"host.supportDays", "'>= 0'"}, {"host.installation", "core"}, {"today", "'< 2027-01-01'"},
};

/* One fact and what it must be, for a map in braces. */
static void
add_fact(struct wc_text *out, uint64_t *state)
{
	unsigned kind = next_below(state, 8);
	if (kind < 2)
		wc_text_printf(out, "host.build: %s", PICK(state, builds));
	else if (kind < 4)
		wc_text_printf(out, "image.build: %s", PICK(state, image_builds));
	else if (kind == 4)
		wc_text_printf(out, "image.family: %s", PICK(state, families));
	else if (kind == 5)
		wc_text_printf(out, "request.namespace: %s", PICK(state, spaces));
	else {
		unsigned w = next_below(state, sizeof(words) / sizeof(words[0]));
		wc_text_printf(out, "%s: %s", words[w][0], words[w][1]);
	}
}

static void
add_condition(struct wc_text *out, uint64_t *state, unsigned depth)
{
	unsigned kind = depth ? next_below(state, 6) : 5;
	if (kind < 2) {
		wc_text_addz(out, kind ? "{any: [" : "{all: [");
		for (unsigned i = 0, n = 1 + next_below(state, 3); i < n; i++) {
			wc_text_addz(out, i ? ", " : "");
			add_condition(out, state, depth - 1);
		}
		wc_text_addz(out, "]}");
	} else if (kind == 2) {
		wc_text_addz(out, "{not: ");
		add_condition(out, state, depth - 1);
		wc_text_addz(out, "}");
	} else {
		wc_text_addz(out, "{");
		add_fact(out, state);
		wc_text_addz(out, "}");
	}
}

static void
add_rule(struct wc_text *out, uint64_t *state, const char *prefix, unsigned number)
{
	static const char *const lacking[] = {"", "", "\n    without-fact: skip", "\n    without-fact: unknown"};
	wc_text_printf(out, "  - id: %s%u\n    effect: %s\n    why: rule %u%s\n    when: {all: [", prefix, number, PICK(state, effects), number, PICK(state, lacking));
	for (unsigned i = 0, n = 1 + next_below(state, 3); i < n; i++) {
		wc_text_addz(out, i ? ", " : "");
		add_condition(out, state, 2);
	}
	wc_text_addz(out, "]}\n");
}

void
random_policy(struct wc_text *out, uint64_t *state, unsigned rules, const char *prefix)
{
	wc_text_addz(out, "format: 1\nrules:\n");
	for (unsigned i = 0; i < rules; i++)
		add_rule(out, state, prefix, i);
}

void
changed_policy(struct wc_text *out, uint64_t seed, uint64_t *state, unsigned rules, const char *prefix)
{
	uint64_t same = seed;
	wc_text_addz(out, "format: 1\nrules:\n");
	for (unsigned i = 0; i < rules; i++) {
		struct wc_text kept = {.arena = out->arena};
		add_rule(&kept, &same, prefix, i);
		if (next_below(state, 3))
			wc_text_addz(out, wc_text_string(&kept));
		else
			add_rule(out, state, prefix, i);
	}
}
