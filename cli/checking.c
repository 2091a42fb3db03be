/* Checking: request, answers, exit code. */
#include "cli/checking.h"

#include "base/text.h"
#include "cli/registries.h"
#include "cli/say.h"
#include "cli/step_summary.h"
#include "io/digest.h"
#include "model/date.h"

#include <string.h>

bool
wc_check_asked(const struct wc_args *args, const struct wc_program *program, struct wc_check *ret_check, struct wc_err *err)
{
	const struct wc_given *hosts = wc_opt_all(args, "host");
	const char *day = wc_opt_text(args, "as-of");
	unsigned isolation = WC_ISOLATION_DEFAULT, purpose = WC_PURPOSE_UNSPECIFIED;
	struct wc_check check = {
		.how = {.program = program, .offline = wc_opt_flag(args, "offline"), .infer = wc_opt_flag(args, "infer")},
		.hosts = {hosts->item, hosts->count},
		.images = {args->operand, args->operand_count},
		.edition = wc_opt_text(args, "matrix"),
		.explain = wc_opt_flag(args, "explain"),
	};
	wc_word_find(&wc_isolation_words, wc_opt_text(args, "isolation"), &isolation);
	wc_word_find(&wc_purpose_words, wc_opt_text(args, "purpose"), &purpose);
	check.request = (struct wc_request){.isolation = (uint8_t)isolation, .purpose = (uint8_t)purpose};
	if (day && !wc_date_parse(day, &check.as_of, err))
		return wc_while(err, "--as-of");
	*ret_check = check;
	return true;
}

struct wc_names
wc_names_both(wc_arena *arena, struct wc_names one, struct wc_names other)
{
	const char **all = wc_array(arena, const char *, one.count + other.count + 1);
	if (one.count)
		memcpy(all, one.item, one.count * sizeof(*all));
	if (other.count)
		memcpy(all + one.count, other.item, other.count * sizeof(*all));
	return (struct wc_names){all, one.count + other.count};
}

bool
wc_names_listed(wc_arena *arena, const char *list, struct wc_names *names, struct wc_err *err)
{
	struct wc_names more;
	if (!list)
		return true;
	if (!wc_gather_list(arena, list, &more, err))
		return false;
	if (names->count + more.count == 0) {
		wc_fail(err, WC_FAULT_INPUT, "%s names no image", list);
		return wc_hint(err, "write one reference a line");
	}
	*names = wc_names_both(arena, *names, more);
	return true;
}

/* How many of the names are `spelling`, alone or with more facts behind a comma. */
static size_t
readers(struct wc_names names, const char *spelling)
{
	size_t n = 0, length = strlen(spelling);
	for (size_t i = 0; i < names.count; i++) {
		const char *name = names.item[i];
		n += strncmp(name, spelling, length) == 0 && (name[length] == '\0' || name[length] == ',');
	}
	return n;
}

bool
wc_one_reader(struct wc_names hosts, struct wc_names images, const char *list, struct wc_err *err)
{
	size_t n = readers(hosts, "@-") + readers(images, "json:-") + (list && strcmp(list, "-") == 0);
	if (n < 2)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "standard input is named %zu times and can be read only once", n);
	return wc_hint(err, "put all but one into files");
}

/* Contract 6: 1 before 4 before 3; --fail-on says from which level on a code other than 0 is returned. */
static enum wc_exit
exit_code(const struct wc_check_counts *n, const char *fail_on)
{
	if (strcmp(fail_on, "never") == 0)
		return WC_EXIT_OK;
	if (n->refuse || (n->warned && strcmp(fail_on, "warn") == 0))
		return WC_EXIT_REFUSED;
	if (strcmp(fail_on, "refuse") == 0)
		return WC_EXIT_OK;
	if (n->unreachable)
		return WC_EXIT_UNREACHABLE;
	return n->unknown ? WC_EXIT_UNKNOWN : WC_EXIT_OK;
}

/* Says why images could not be read, each once. */
static void
say_errors(const struct wc_checked *checked, size_t images)
{
	for (size_t i = 0; i < images; i++) {
		if (checked->answers[i].error)
			wc_say_error(checked->answers[i].error);
	}
}

static void
present(wc_arena *arena, const struct wc_args *args, const struct wc_check *check, const struct wc_checked *checked,
        struct wc_text *out)
{
	struct wc_present_options options = {
		.program = check->how.program,
		.edition = checked->edition,
		.request = check->request,
		.version = WC_VERSION,
		.sha256 = wc_sha256,
		.colour = wc_say_in_colour(wc_opt_flag(args, "no-color")),
		.explain = check->explain,
	};
	const struct wc_presenter *presenter = wc_presenter_find(wc_opt_text(args, "output"));
	if (wc_opt_flag(args, "quiet")) {
		wc_present_quiet(out, arena, checked->answers, checked->count, &options);
		return;
	}
	presenter->list(out, arena, checked->answers, checked->count, &options);
	wc_step_summary(arena, presenter, checked->answers, checked->count, &options);
}

enum wc_exit
wc_check_answer(wc_arena *arena, const struct wc_args *args, const struct wc_check *check)
{
	struct wc_err err;
	struct wc_checked checked;
	struct wc_text out = {.arena = arena};
	if (!wc_check_run(arena, check, &checked, &err))
		return wc_say_failed(&err);
	wc_say_inferred(checked.images, check->images.count);
	bool in_text = !wc_opt_flag(args, "quiet") && strcmp(wc_opt_text(args, "output"), "text") == 0;
	bool nothing_decided = checked.counts.wrong == checked.count;
	if (nothing_decided || !in_text)
		say_errors(&checked, check->images.count);
	if (nothing_decided && (in_text || check->images.count == 1))
		return WC_EXIT_WRONG;
	present(arena, args, check, &checked, &out);
	return wc_say_answer(&out, nothing_decided ? WC_EXIT_WRONG : exit_code(&checked.counts, wc_opt_text(args, "fail-on")));
}
