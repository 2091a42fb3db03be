/* What all presenters of verdicts share: counting, and the stand-in for what could not be read. */
#include "present/answers.h"

#include "present/wording.h"

struct wc_counts
wc_count(const struct wc_answer *answers, size_t count)
{
	struct wc_counts n = {0};
	for (size_t i = 0; i < count; i++) {
		const struct wc_verdict *v = answers[i].verdict;
		if (!v || answers[i].error)
			n.error++;
		else if (v->decision == WC_ALLOW)
			n.allow++;
		else if (v->decision == WC_REFUSE)
			n.refuse++;
		else
			n.unknown++;
	}
	return n;
}

const struct wc_verdict *
wc_answer_verdict(const struct wc_answer *answer, const struct wc_present_options *options, struct wc_verdict *stand_in)
{
	if (answer->verdict)
		return answer->verdict;
	*stand_in = (struct wc_verdict){
		.program = options->program,
		.edition = options->edition,
		.host = answer->host,
		.image = answer->image,
		.request = options->request,
		.modes = {{.status = WC_STATUS_UNKNOWN}, {.status = WC_STATUS_UNKNOWN}},
		.reason_count = 1,
		.reasons = {{.rule = options->program->role[WC_ROLE_UNREADABLE]}},
		.host_release = WC_NO_RELEASE,
		.image_release = WC_NO_RELEASE,
	};
	return stand_in;
}

const char *
wc_answer_summary(wc_arena *arena, const struct wc_answer *answer, const struct wc_verdict *verdict)
{
	if (answer->verdict)
		return wc_summary(arena, verdict);
	return wc_printf(arena, "unknown: the image could not be read; %s", answer->error ? answer->error->text : "no reason is known");
}

const char *
wc_answer_word(const struct wc_answer *answer)
{
	const struct wc_verdict *v = answer->verdict;
	if (v && v->decision == WC_ALLOW)
		return wc_word(&wc_mode_words, v->isolation);
	return v && v->decision == WC_REFUSE ? "refuse" : "unknown";
}

void
wc_present_quiet(struct wc_text *out, wc_arena *arena, const struct wc_answer *answers, size_t count,
                 const struct wc_present_options *options)
{
	(void)arena;
	(void)options;
	for (size_t i = 0; i < count; i++)
		wc_text_printf(out, "%s\n", wc_answer_word(&answers[i]));
}
