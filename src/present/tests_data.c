/* `policy test` for programs: JUnit and JSON. */
#include "present/tests.h"

#include "base/utf8.h"
#include "present/facts_json.h"

#include <string.h>

/* XML's own signs as entities; what XML 1.0 cannot hold at all becomes U+FFFD. */
static void
add_xml(struct wc_text *out, const char *text)
{
	for (size_t left = strlen(text), n; left; text += n, left -= n) {
		n = wc_utf8_length(text, left);
		if (n == 0 || (n == 1 && (unsigned char)*text < ' ' && !strchr("\t\n\r", *text))) {
			wc_text_addz(out, "\xef\xbf\xbd");
			n = 1;
		} else if (n == 1 && strchr("&<>\"\n\r\t", *text)) {
			wc_text_printf(out, "&#%d;", *text);
		} else {
			wc_text_add(out, text, n);
		}
	}
}

static void
add_attribute(struct wc_text *out, const char *name, const char *value)
{
	wc_text_printf(out, " %s=\"", name);
	add_xml(out, value);
	wc_text_addz(out, "\"");
}

static void
add_case(struct wc_text *out, const struct wc_test_result *r)
{
	wc_text_addz(out, "    <testcase");
	add_attribute(out, "classname", r->file);
	add_attribute(out, "name", r->name);
	add_attribute(out, "file", r->file);
	wc_text_printf(out, " line=\"%zu\"", r->line);
	if (r->faults.count == 0) {
		wc_text_addz(out, "/>\n");
		return;
	}
	wc_text_addz(out, ">\n      <failure");
	add_attribute(out, "message", r->faults.first->text);
	wc_text_addz(out, ">");
	for (const struct wc_diag *d = r->faults.first; d; d = d->next) {
		add_xml(out, d->text);
		wc_text_addz(out, "\n");
	}
	wc_text_addz(out, "</failure>\n    </testcase>\n");
}

/* The results of one file stand together, but those of an included one may come again: a suite is a run of one file. */
static size_t
suite_end(const struct wc_tested *t, size_t from, size_t *ret_failed)
{
	size_t i = from;
	*ret_failed = 0;
	for (; i < t->count && strcmp(t->result[i].file, t->result[from].file) == 0; i++)
		*ret_failed += t->result[i].faults.count > 0;
	return i;
}

void
wc_present_tests_junit(struct wc_text *out, const struct wc_tested *t)
{
	wc_text_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"wincompat policy test\" tests=\"%zu\" failures=\"%zu\">\n", t->count, t->failed);
	for (size_t i = 0, end, failed; i < t->count; i = end) {
		end = suite_end(t, i, &failed);
		wc_text_addz(out, "  <testsuite");
		add_attribute(out, "name", t->result[i].file);
		wc_text_printf(out, " tests=\"%zu\" failures=\"%zu\">\n", end - i, failed);
		for (size_t k = i; k < end; k++)
			add_case(out, &t->result[k]);
		wc_text_addz(out, "  </testsuite>\n");
	}
	wc_text_addz(out, "</testsuites>\n");
}

static void
result_object(struct wc_json_out *out, const struct wc_test_result *r)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "file", r->file);
	wc_json_number(out, "line", (int64_t)r->line);
	wc_json_text(out, "name", r->name);
	wc_json_bool(out, "passed", r->faults.count == 0);
	wc_json_list(out, "faults");
	for (const struct wc_diag *d = r->faults.first; d; d = d->next)
		wc_json_text(out, NULL, d->text);
	wc_json_end(out);
	wc_json_end(out);
}

void
wc_present_tests_json(struct wc_text *text, const struct wc_tested *t)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_head(&out, "PolicyTest");
	wc_json_number(&out, "passed", (int64_t)(t->count - t->failed));
	wc_json_number(&out, "failed", (int64_t)t->failed);
	wc_json_list(&out, "results");
	for (size_t i = 0; i < t->count; i++)
		result_object(&out, &t->result[i]);
	wc_json_end(&out);
	wc_json_list(&out, "rules");
	for (size_t i = 0; i < t->rule_count; i++) {
		wc_json_map(&out, NULL);
		wc_json_text(&out, "rule", t->rule[i].id);
		wc_json_text(&out, "file", t->rule[i].file);
		wc_json_number(&out, "line", (int64_t)t->rule[i].line);
		wc_json_number(&out, "ways", (int64_t)t->rule[i].ways);
		wc_json_number(&out, "reached", (int64_t)t->rule[i].reached);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
