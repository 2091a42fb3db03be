/* Classes and findings as JSON. */
#include "present/policy_change.h"

#include "format/json_write.h"
#include "model/date.h"

/* {"host.build": ["17763", …], …} */
static void
facts(struct wc_json_out *out, const char *key, const struct wc_fact_values *list, size_t count)
{
	wc_json_map(out, key);
	for (size_t i = 0; i < count; i++)
		wc_json_texts(out, list[i].fact, list[i].value, list[i].count);
	wc_json_end(out);
}

/* {"host.build": "17763", …} */
static void
situation(struct wc_json_out *out, const char *key, const struct wc_fact_values *list, size_t count)
{
	wc_json_map(out, key);
	for (size_t i = 0; i < count; i++)
		wc_json_text(out, list[i].fact, list[i].value[0]);
	wc_json_end(out);
}

static void
past_members(struct wc_json_out *out, const struct wc_policy_past *past)
{
	char moment[WC_MOMENT_TEXT];
	wc_json_number(out, "pastSeen", (int64_t)past->seen);
	wc_json_number(out, "pastUnread", (int64_t)past->unread);
	wc_json_list(out, "past");
	for (size_t i = 0; i < past->count; i++) {
		const struct wc_past_decision *d = &past->item[i];
		wc_json_map(out, NULL);
		wc_json_number(out, "sequence", d->sequence);
		wc_json_text(out, "time", wc_moment_print(d->milliseconds, moment));
		wc_json_text(out, "host", d->host);
		wc_json_text(out, "image", d->image);
		wc_json_text(out, "recorded", d->recorded);
		wc_json_text(out, "old", d->before);
		wc_json_text(out, "new", d->after);
		wc_json_end(out);
	}
	wc_json_end(out);
}

void
wc_present_classes_json(struct wc_text *text, const struct wc_policy_classes *classes, const struct wc_policy_past *past)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "apiVersion", "wincompat/v1");
	wc_json_text(&out, "kind", "PolicyDiff");
	wc_json_number(&out, "count", (int64_t)classes->all);
	if (past)
		past_members(&out, past);
	wc_json_list(&out, "classes");
	for (size_t i = 0; i < classes->count; i++) {
		const struct wc_policy_class *c = &classes->item[i];
		wc_json_map(&out, NULL);
		facts(&out, "when", c->when, c->when_count);
		wc_json_text(&out, "old", c->before);
		wc_json_text(&out, "new", c->after);
		if (c->remark)
			wc_json_text(&out, "remark", c->remark);
		situation(&out, "witness", c->witness, c->witness_count);
		wc_json_texts(&out, "rules", c->rules, c->rule_count);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_findings_json(struct wc_text *text, const struct wc_policy_findings *findings)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	wc_json_map(&out, NULL);
	wc_json_text(&out, "apiVersion", "wincompat/v1");
	wc_json_text(&out, "kind", "PolicyLint");
	wc_json_list(&out, "findings");
	for (size_t i = 0; i < findings->count; i++) {
		const struct wc_policy_finding *f = &findings->item[i];
		wc_json_map(&out, NULL);
		wc_json_text(&out, "what", f->what);
		wc_json_text(&out, "file", f->file);
		wc_json_number(&out, "line", (int64_t)f->line);
		wc_json_number(&out, "column", (int64_t)f->column);
		wc_json_text(&out, "rule", f->rule);
		if (f->other)
			wc_json_text(&out, "other", f->other);
		wc_json_text(&out, "text", f->text);
		situation(&out, "witness", f->witness, f->witness_count);
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}
