/* Wording: placeholders, remedies, and that every placeholder of the built-in program is known. */
#include "present_world.h"

#include "policy/builtin.h"
#include "present/wording.h"

#include <criterion/criterion.h>
#include <string.h>

static struct world *w;

static void
start(void)
{
	w = world_new();
}

static void
end(void)
{
	world_end(w);
}

TestSuite(wording, .init = start, .fini = end);

Test(wording, an_unknown_placeholder_stands)
{
	struct wc_reason reason = {.rule = RULE_HYPERV_UNKNOWN, .mode = WC_HYPERV};
	cr_assert_str_eq(wc_wording(w->arena, &w->verdict, &reason), "{nobody.knows} Hyper-V isolation {");
}

Test(wording, the_engine_with_its_version)
{
	struct wc_reason reason = {.rule = RULE_ENGINE};
	w->host.engine.kind = WC_MOBY;
	w->host.engine.version_text = "18.09.0";
	cr_assert_str_eq(wc_wording(w->arena, &w->verdict, &reason), "this one is docker 18.09.0");
}

static void
expect_remedy(struct wc_remedy remedy, const char *value, const char *text)
{
	cr_expect_str_eq(wc_remedy_value(w->arena, &w->verdict, &remedy), value);
	cr_expect_str_eq(wc_remedy_text(w->arena, &w->verdict, &remedy), text);
}

Test(wording, remedies)
{
	w->verdict.reasons[0].rule = RULE_ENGINE;
	expect_remedy((struct wc_remedy){WC_USE_ISOLATION, WC_PROCESS, 0, WC_NO_RELEASE, 0}, "process", "--isolation=process");
	expect_remedy((struct wc_remedy){WC_USE_TAG, WC_HYPERV, 0, RELEASE_2022, 0},
	              "mcr.microsoft.com/windows/servercore:ltsc2022", "servercore:ltsc2022 with --isolation=hyperv");
	expect_remedy((struct wc_remedy){WC_UPDATE_IMAGE, WC_PROCESS, 0, RELEASE_2022, 0}, "10.0.20348",
	              "an image built for Windows Server 2022 (10.0.20348)");
	expect_remedy((struct wc_remedy){WC_UPDATE_IMAGE, WC_PROCESS, 0, RELEASE_2019, 0}, "10.0.17763",
	              "a current image of Windows Server 2019 (10.0.17763)");
	expect_remedy((struct wc_remedy){WC_UPDATE_HOST, WC_PROCESS, 0, RELEASE_2019, 0}, "ws2019", "a Windows Server 2019 host");
	expect_remedy((struct wc_remedy){WC_UPDATE_HOST, WC_PROCESS, 0, RELEASE_2022, 0}, "ws2022",
	              "update the host to a current revision of Windows Server 2022");
	expect_remedy((struct wc_remedy){WC_UPDATE_ENGINE, WC_PROCESS, 0, WC_NO_RELEASE, 0}, "18.09.1",
	              "the container engine 18.09.1 or later");
	expect_remedy((struct wc_remedy){WC_ENABLE_HYPERV, WC_HYPERV, 0, WC_NO_RELEASE, 0}, "hyperv", "enable Hyper-V on the host");
}

Test(wording, a_tag_keeps_what_surrounds_its_version)
{
	w->image.repository = "docker.io/library/golang";
	w->image.tag = "1.22-windowsservercore-ltsc2019-x";
	w->image.tag_start = 23;
	w->image.tag_length = 8;
	expect_remedy((struct wc_remedy){WC_USE_TAG, WC_PROCESS, 0, RELEASE_2022, 0},
	              "docker.io/library/golang:1.22-windowsservercore-ltsc2022-x", "golang:1.22-windowsservercore-ltsc2022-x");
	w->image.tag_start = 60;
	expect_remedy((struct wc_remedy){WC_USE_TAG, WC_PROCESS, 0, RELEASE_2022, 0}, "10.0.20348",
	              "an image built for Windows Server 2022 (10.0.20348)");
}

Test(wording, every_fact_can_be_given)
{
	for (unsigned fact = 0; fact < WC_FACT_COUNT; fact++) {
		struct wc_remedy remedy = {WC_GIVE_FACT, 0, (uint8_t)fact, WC_NO_RELEASE, 0};
		cr_expect_str_eq(wc_remedy_value(w->arena, &w->verdict, &remedy), wc_fact_name((enum wc_fact)fact));
		cr_expect_neq(strcmp(wc_remedy_text(w->arena, &w->verdict, &remedy) + 4, wc_fact_name((enum wc_fact)fact)), 0,
		              "nobody says how to give %s", wc_fact_name((enum wc_fact)fact));
	}
}

Test(wording, about)
{
	w->verdict.request.isolation = WC_ISOLATION_AUTO;
	cr_expect_str_eq(wc_about(w->arena, &w->verdict), "either isolation (Windows Server 2022)");
	w->verdict.decision = WC_ALLOW;
	w->verdict.isolation = w->verdict.judged = WC_HYPERV;
	cr_expect_str_eq(wc_about(w->arena, &w->verdict), "Hyper-V isolation, chosen automatically (Windows Server 2022)");
	w->verdict.request.isolation = WC_ISOLATION_HYPERV;
	cr_expect_str_eq(wc_about(w->arena, &w->verdict), "Hyper-V isolation, as asked for (Windows Server 2022)");
	w->image.os = WC_OS_LINUX;
	cr_expect_str_eq(wc_about(w->arena, &w->verdict), "a Linux image on Windows Server 2022");
}

/* Every {name} in the sentences of the data is one that can be filled in. */
Test(wording, the_data_uses_known_placeholders_only)
{
	for (size_t i = 0; i < wc_builtin_program.rule_count; i++) {
		const struct wc_rule *rule = &wc_builtin_program.rules[i];
		for (const char *open = strchr(rule->text, '{'); open; open = strchr(open + 1, '{')) {
			const char *name = wc_copy(w->arena, open + 1, strcspn(open + 1, "}"));
			cr_expect(wc_placeholder_known(name), "%s: '{%s}' is no placeholder", rule->id, name);
		}
	}
}
