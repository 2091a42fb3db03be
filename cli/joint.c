/* What is said and recorded of images that are judged together. */
#include "cli/joint.h"

#include "base/text.h"
#include "cli/journal.h"
#include "cli/say.h"
#include "format/json_write.h"
#include "io/console.h"
#include "present/answers.h"

#include <string.h>

struct wc_joints
wc_joints_new(wc_arena *arena, const struct wc_args *args, const char *command, const struct wc_program *program,
              const struct wc_matrix_edition *edition, const struct wc_request *request, wc_date as_of)
{
	return (struct wc_joints){
		.arena = arena,
		.args = args,
		.command = command,
		.how = {.program = program, .edition = edition, .request = *request},
		.as_of = as_of,
	};
}

static void
say(const char *text, const char *hint)
{
	struct wc_err said = {0};
	wc_fail(&said, WC_FAULT_NONE, "%s", text);
	if (hint)
		wc_hint(&said, "%s", hint);
	wc_say_error(&said);
}

/* "service web (compose.yaml:4:12)" */
static const char *
place_of(wc_arena *arena, const struct wc_use *use)
{
	return wc_printf(arena, "%.150s (%.200s:%zu:%zu)", use->subject, use->at.file, use->at.line, use->at.column);
}

static void
say_answer(struct wc_joints *all, const struct wc_use *use, const struct wc_answer *answer)
{
	struct wc_verdict unread;
	const struct wc_verdict *v = wc_answer_verdict(answer, &all->how, &unread);
	const char *place = place_of(all->arena, use);
	struct wc_text text = {.arena = all->arena};
	if (v->decision == WC_ALLOW) {
		if (!use->is_copied)
			say(wc_printf(all->arena, "%s: %s%s", place, wc_answer_summary(all->arena, answer, v),
			              v->warning_count ? " (with warnings, which `wincompat check` shows)" : ""), NULL);
		return;
	}
	all->refused += v->decision == WC_REFUSE;
	all->unreachable += answer->error && answer->error->fault == WC_FAULT_UNREACHABLE;
	all->unknown += v->decision != WC_REFUSE;
	say(wc_printf(all->arena, "%s: %.300s", place, use->reference), NULL);
	wc_present_one(&text, all->arena, answer, &all->how);
	wc_console_talk(wc_text_string(&text), text.length);
}

void
wc_joints_say(struct wc_joints *all, const struct wc_joint *joint)
{
	for (size_t i = 0; i < joint->count; i++)
		say_answer(all, joint->uses[i], joint->answers[i]);
	if (!joint->is_split)
		return;
	all->refused++;
	say(wc_printf(all->arena, "%s: each of its images may run, but no isolation does for all of them", place_of(all->arena, joint->uses[0])),
	    "build its stages on images of one Windows release");
}

void
wc_joints_say_rest(struct wc_joints *all, const struct wc_unresolved *unresolved, size_t count, const struct wc_diag *faults)
{
	for (; faults; faults = faults->next)
		wc_say_fault(faults);
	for (size_t i = 0; i < count; i++)
		say(wc_printf(all->arena, "%.200s:%zu:%zu: %.200s: %.300s", unresolved[i].at.file, unresolved[i].at.line, unresolved[i].at.column,
		              unresolved[i].text, unresolved[i].why), NULL);
	all->unknown += count;
}

/* Where the image is named, for the journal. */
static const char *
more_of(wc_arena *arena, const struct wc_use *use)
{
	struct wc_text text = {.arena = arena};
	struct wc_json_out out = {.text = &text};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "file", use->at.file);
	wc_json_number(&out, "line", (int64_t)use->at.line);
	wc_json_text(&out, "subject", use->subject);
	wc_json_end(&out);
	return wc_text_string(&text);
}

static bool
record_one(struct wc_joints *all, const struct wc_use *use, const struct wc_answer *answer)
{
	struct wc_err err;
	struct wc_present_options how = all->how;
	struct wc_journal_asked asked = {.command = all->command, .options = &how, .as_of = all->as_of, .more = more_of(all->arena, use)};
	int64_t entry;
	if (answer->verdict)
		how.request = answer->verdict->request;
	if (!wc_journal_answers(all->journal, &asked, answer, 1, &entry, &err))
		return wc_journal_lost(all->args, &err);
	all->entries[all->entry_count++] = entry;
	return true;
}

bool
wc_joints_record(struct wc_joints *all, const struct wc_joint *joint)
{
	struct wc_err err;
	if (wc_opt_flag(all->args, "no-journal") || joint->count == 0)
		return true;
	if (!all->journal && !wc_journal_named(all->arena, all->args, wc_opt_flag(all->args, "require-log"), &all->journal, &err))
		return wc_journal_lost(all->args, &err);
	int64_t *more = wc_array(all->arena, int64_t, all->entry_count + joint->count);
	if (all->entry_count)
		memcpy(more, all->entries, all->entry_count * sizeof(*more));
	all->entries = more;
	for (size_t i = 0; i < joint->count; i++)
		if (!record_one(all, joint->uses[i], joint->answers[i]))
			return false;
	return true;
}

void
wc_joints_outcome(struct wc_joints *all, unsigned word, int64_t code, const char *detail)
{
	struct wc_err err;
	for (size_t i = 0; i < all->entry_count; i++) {
		struct wc_journal_outcome outcome = {.about = all->entries[i], .word = (uint8_t)word, .code = code, .detail = detail};
		if (wc_journal_write_outcome(all->journal, &outcome, &err))
			continue;
		wc_while(&err, "WARNING: what came of it is NOT in the journal");
		wc_say_error(&err);
		return;
	}
}

void
wc_joints_done(struct wc_joints *all)
{
	wc_journal_done(all->journal);
}

enum wc_exit
wc_joints_exit(const struct wc_joints *all)
{
	if (all->refused)
		return WC_EXIT_REFUSED;
	if (all->unreachable)
		return WC_EXIT_UNREACHABLE;
	return all->unknown ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}
