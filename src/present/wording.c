/* The sentences of a verdict as a whole: what it is about, and its summary. */
#include "present/wording.h"

#include <stdio.h>

const char *
wc_mode_title(unsigned mode)
{
	static const char *const titles[] = {"", "process isolation", "Hyper-V isolation"};
	return titles[mode <= WC_HYPERV ? mode : WC_MODE_NONE];
}

const char *
wc_decision_title(unsigned decision)
{
	static const char *const titles[] = {[WC_DECISION_UNKNOWN] = "unknown", [WC_REFUSE] = "refused", [WC_ALLOW] = "allowed"};
	return titles[decision <= WC_ALLOW ? decision : WC_DECISION_UNKNOWN];
}

const struct wc_release *
wc_release_at(const struct wc_program *program, unsigned index)
{
	return program && index < program->release_count ? &program->releases[index] : NULL;
}

const char *
wc_date_print(wc_date date, char buffer[WC_DATE_TEXT])
{
	buffer[0] = '\0';
	if (date > 0)
		snprintf(buffer, WC_DATE_TEXT, "%04u-%02u-%02u", (unsigned)date / 10000 % 10000, (unsigned)date / 100 % 100,
		         (unsigned)date % 100);
	return buffer;
}

const char *
wc_host_title(wc_arena *arena, const struct wc_verdict *v)
{
	char version[WC_VERSION_TEXT];
	const struct wc_release *release = v->host_build_known ? wc_release_at(v->program, v->host_release) : NULL;
	if (v->host->os == WC_OS_LINUX || v->host->os == WC_OS_OTHER)
		return v->host->os == WC_OS_LINUX ? "Linux" : "a system that is not Windows";
	if (release)
		return release->title;
	if (v->host->version.build == 0)
		return "Windows of an unknown version";
	return wc_printf(arena, "Windows %s", wc_version_print(v->host->version, version));
}

/* Is it one of the rules that speak for the edition in force? */
static bool
cites_edition(const struct wc_verdict *v, unsigned rule)
{
	static const uint8_t roles[] = {WC_ROLE_MATRIX_YES,      WC_ROLE_MATRIX_PREVIEW,  WC_ROLE_MATRIX_NO,
	                                WC_ROLE_MATRIX_OTHER_MODE, WC_ROLE_MATRIX_MISPRINT, WC_ROLE_MATRIX_OVERRULED,
	                                WC_ROLE_AUTHORITIES_DIFFER};
	for (size_t i = 0; v->edition && i < sizeof(roles); i++) {
		if (v->program->role[roles[i]] == rule)
			return true;
	}
	return false;
}

/* What an engine does is cited from the form of its matcher, the first where there are several. */
static bool
cites_selector(const struct wc_verdict *v, unsigned rule)
{
	const uint16_t *role = v->program->role;
	return v->choice.outcome_count && (rule == role[WC_ROLE_ENGINE_REFUSES] || rule == role[WC_ROLE_ENGINE_OTHER_ENTRY]);
}

struct wc_strings
wc_rule_source(const struct wc_verdict *v, unsigned rule)
{
	if (cites_selector(v, rule))
		return v->program->selectors[v->choice.outcome[0].selector].source;
	return cites_edition(v, rule) ? v->edition->source : v->program->rules[rule].source;
}

wc_date
wc_rule_known(const struct wc_verdict *v, unsigned rule)
{
	return cites_edition(v, rule) ? v->edition->published : v->program->rules[rule].known_from;
}

/* Who wants the mode that is judged. */
static const char *
who_asked(const struct wc_verdict *v)
{
	switch (v->request.isolation) {
	case WC_ISOLATION_PROCESS:
	case WC_ISOLATION_HYPERV:
		return "as asked for";
	case WC_ISOLATION_AUTO:
		return v->judged == v->default_mode ? "this host's default" : "chosen automatically";
	default:
		return "which this host uses by default";
	}
}

/* A refusal or doubt under `auto` is about both modes, for neither would do. */
static bool
about_both(const struct wc_verdict *v)
{
	return v->request.isolation == WC_ISOLATION_AUTO && v->decision != WC_ALLOW;
}

static bool
is_windows_question(const struct wc_verdict *v)
{
	bool image = v->image->os == WC_OS_WINDOWS || v->image->os == WC_OS_UNKNOWN;
	return image && (v->host->os == WC_OS_WINDOWS || v->host->os == WC_OS_UNKNOWN);
}

const char *
wc_about(wc_arena *arena, const struct wc_verdict *v)
{
	const char *host = wc_host_title(arena, v);
	const char *other = v->image->os == WC_OS_LINUX ? "Linux" : v->image->os == WC_OS_OTHER ? v->image->os_text : "Windows";
	unsigned mode = v->decision == WC_ALLOW ? v->isolation : v->judged;
	if (!is_windows_question(v))
		return wc_printf(arena, "a %s image on %s", other ? other : "foreign", host);
	if (about_both(v))
		return wc_printf(arena, "either isolation (%s)", host);
	if (mode == WC_MODE_NONE)
		return wc_printf(arena, "the image on %s", host);
	return wc_printf(arena, "%s, %s (%s)", wc_mode_title(mode), who_asked(v), host);
}

const char *
wc_summary(wc_arena *arena, const struct wc_verdict *v)
{
	const char *about = wc_about(arena, v), *decision = wc_decision_title(v->decision);
	if (v->reason_count == 0)
		return wc_printf(arena, "%s: %s", decision, about);
	return wc_printf(arena, "%s: %s; %s", decision, about, wc_wording(arena, v, &v->reasons[0]));
}
