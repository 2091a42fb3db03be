/* Checking: request, answers, exit code. */
#include "cli/checking.h"

#include "base/text.h"
#include "cli/journal.h"
#include "cli/registries.h"
#include "cli/request.h"
#include "cli/say.h"
#include "cli/step_summary.h"
#include "io/digest.h"

#include <string.h>

/* Reads every --label NAME=VALUE. False and `err` where one has no "=", or a name stands twice. */
static bool
read_labels(wc_arena *arena, const struct wc_given *given, struct wc_request *request, struct wc_err *err)
{
	struct wc_label *labels = wc_array(arena, struct wc_label, given->count + 1);
	for (size_t i = 0; i < given->count; i++) {
		const char *equals = strchr(given->item[i], '=');
		if (!equals || equals == given->item[i]) {
			wc_fail(err, WC_FAULT_INPUT, "--label '%.200s' is not NAME=VALUE", given->item[i]);
			return wc_hint(err, "write --label team=payments");
		}
		labels[i] = (struct wc_label){wc_copy(arena, given->item[i], (size_t)(equals - given->item[i])), equals + 1};
		for (size_t k = 0; k < i; k++)
			if (strcmp(labels[k].name, labels[i].name) == 0)
				return wc_fail(err, WC_FAULT_INPUT, "--label %.200s is given twice", labels[i].name);
	}
	request->labels = labels;
	request->label_count = given->count;
	return true;
}

/* The facts that policies ask about. */
static bool
read_request(wc_arena *arena, const struct wc_args *args, struct wc_request *request, struct wc_err *err)
{
	bool labelled = wc_opt_find(args->options, args->option_count, "label") < args->option_count;
	request->name_space = wc_opt_text(args, "namespace");
	request->user = wc_opt_text_if_any(args, "user");
	return !labelled || read_labels(arena, wc_opt_all(args, "label"), request, err); /* of `run`, both are docker's own flags */
}

bool
wc_check_asked(wc_arena *arena, const struct wc_args *args, const struct wc_program *program, struct wc_check *ret_check, struct wc_err *err)
{
	const struct wc_given *hosts = wc_opt_all(args, "host");
	struct wc_check check = {
		.how = {.program = program, .offline = wc_opt_flag(args, "offline"), .infer = wc_opt_flag(args, "infer")},
		.hosts = {hosts->item, hosts->count},
		.images = {args->operand, args->operand_count},
		.edition = wc_opt_text(args, "matrix"),
		.request = wc_request_asked(args),
	};
	if (!wc_days_asked(args, &check.as_of, &check.request.today, err) || !read_request(arena, args, &check.request, err))
		return false;
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

static struct wc_present_options
how_to_present(const struct wc_args *args, const struct wc_check *check, const struct wc_checked *checked)
{
	return (struct wc_present_options){
		.program = check->how.program,
		.edition = checked->edition,
		.request = check->request,
		.version = WC_VERSION,
		.sha256 = wc_sha256,
		.colour = wc_say_in_colour(wc_opt_flag(args, "no-color")),
		.explain = check->explain,
	};
}

/* --log: what is answered is written down first. False where that fails and is required. */
static bool
journal_answers(wc_arena *arena, const struct wc_args *args, const struct wc_check *check, const struct wc_checked *checked)
{
	struct wc_present_options options = how_to_present(args, check, checked);
	struct wc_journal_asked asked = {.command = "check", .options = &options, .as_of = check->as_of};
	return wc_journal_check(arena, args, &asked, checked->answers, checked->count);
}

static void
present(wc_arena *arena, const struct wc_args *args, const struct wc_check *check, const struct wc_checked *checked,
        struct wc_text *out)
{
	struct wc_present_options options = how_to_present(args, check, checked);
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
	if (!journal_answers(arena, args, check, &checked))
		return WC_EXIT_WRONG;
	present(arena, args, check, &checked, &out);
	return wc_say_answer(&out, nothing_decided ? WC_EXIT_WRONG : exit_code(&checked.counts, wc_opt_text(args, "fail-on")));
}
