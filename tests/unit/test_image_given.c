/* Tests of os:… and of what has no prefix or the wrong one. */
#include "image_world.h"

#include <criterion/criterion.h>
#include <string.h>

static void
expect_fault(const char *text, enum wc_fault fault, const char *words, const char *hint)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err = {0};
	cr_expect_not(wc_image_read(&reading, text, &image, &err), "%s was read", text);
	cr_expect_eq(err.fault, fault, "%s: fault %d", text, err.fault);
	cr_expect(strstr(err.text, words), "%s: says '%s'", text, err.text);
	cr_expect(strstr(err.hint, hint), "%s: hints '%s'", text, err.hint);
	world_end(&reading);
}

Test(image_given, all_facts)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(wc_image_read(&reading, "os:10.0.17763.6775,arch=amd64,family=servercore,features=win32k", &image, &err));
	cr_expect_eq(image.version.build, 17763);
	cr_expect_eq(image.version.revision, 6775);
	cr_expect_eq(image.os, WC_OS_WINDOWS);
	cr_expect_eq(image.arch, WC_AMD64);
	cr_expect_str_eq(image.architecture, "amd64");
	cr_expect_eq(image.family, WC_SERVERCORE);
	cr_expect_eq(image.win32k, WC_YES);
	cr_expect_eq(image.from.of[WC_IMAGE_FAMILY], WC_FROM_GIVEN);
	cr_expect_eq(image.from.of[WC_IMAGE_REVISION], WC_FROM_GIVEN);
	cr_expect_str_eq(image.reference, "os:10.0.17763.6775,arch=amd64,family=servercore,features=win32k");
	world_end(&reading);
}

Test(image_given, what_is_not_said_is_not_known)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(wc_image_read(&reading, "os:10.0.17763", &image, &err));
	cr_expect_eq(image.version.revision, WC_REVISION_UNKNOWN);
	cr_expect_eq(image.arch, WC_ARCH_UNKNOWN);
	cr_expect_eq(image.family, WC_FAMILY_UNKNOWN);
	cr_expect_eq(image.from.of[WC_IMAGE_REVISION], WC_FROM_NOWHERE);
	world_end(&reading);
}

Test(image_given, faults)
{
	expect_fault("os:10.0", WC_FAULT_INPUT, "fewer than three parts", "MAJOR.MINOR.BUILD");
	expect_fault("os:10.0.17763.x", WC_FAULT_INPUT, "not a decimal number", "MAJOR");
	expect_fault("os:10.0.99999999999.1", WC_FAULT_INPUT, "too large", "MAJOR");
	expect_fault("os:-1", WC_FAULT_INPUT, "'-1'", "MAJOR");
	expect_fault("os:", WC_FAULT_INPUT, "nothing stands behind", "os:VERSION");
	expect_fault("os:10.0.17763,", WC_FAULT_INPUT, "key=value", "os:VERSION");
	expect_fault("os:10.0.17763,famly=nanoserver", WC_FAULT_INPUT, "'famly'", "did you mean 'family='");
	expect_fault("os:10.0.17763,family=servcore", WC_FAULT_INPUT, "'servcore'", "did you mean 'servercore'");
	expect_fault("os:10.0.17763,family=unknown", WC_FAULT_INPUT, "'unknown'", "write one of servercore");
	expect_fault("os:10.0.17763,arch=other", WC_FAULT_INPUT, "'other'", "write one of amd64");
	expect_fault("os:10.0.17763,features=gpu", WC_FAULT_INPUT, "'gpu'", "win32k");
	expect_fault("os:10.0.17763,arch=amd64,arch=amd64", WC_FAULT_INPUT, "twice", "once");
}

Test(image_names, prefixes_of_others)
{
	expect_fault("", WC_FAULT_INPUT, "is empty", "REF");
	expect_fault("oci-dir:x", WC_FAULT_INPUT, "oci-dir:", "oci:DIR");
	expect_fault("containers-storage:x", WC_FAULT_INPUT, "containers-storage:", "docker-archive:FILE");
	expect_fault("dir:/x", WC_FAULT_INPUT, "dir:", "skopeo copy");
	expect_fault("https://mcr.microsoft.com/x", WC_FAULT_INPUT, "https:", "without https://");
	expect_fault("docker-archiv:x.tar", WC_FAULT_INPUT, "no such prefix", "docker-archive:");
	expect_fault("docker:mcr.microsoft.com/x:y", WC_FAULT_INPUT, "docker:mcr.microsoft.com", "docker://REF");
	expect_fault("oci:", WC_FAULT_INPUT, "nothing stands behind", "oci:DIR[:REF]");
	expect_fault("oci:x:", WC_FAULT_INPUT, "ends with a colon", "leave the colon out");
	expect_fault("UPPER/Case:tag:tag", WC_FAULT_INPUT, "UPPER/Case:tag:tag", "");
}

Test(image_names, registries_are_not_asked)
{
	expect_fault("mcr.microsoft.com/windows/servercore:ltsc2019", WC_FAULT_UNREACHABLE, "not asked", "--offline");
	expect_fault("docker:dind", WC_FAULT_UNREACHABLE, "not asked", "--offline");
	expect_fault("docker://golang:1.22", WC_FAULT_UNREACHABLE, "not asked", "--offline");
	expect_fault("docker-daemon:UPPER:1", WC_FAULT_INPUT, "UPPER", "");
}

Test(image_names, a_digest_alone_says_nothing)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	reading.offline = true;
	cr_assert(wc_image_read(&reading, "golang@" APP_LAYER, &image, &err));
	cr_expect_eq(image.os, WC_OS_UNKNOWN);
	cr_expect_eq(image.version.build, 0);
	cr_expect_null(image.tag);
	cr_expect_str_eq(image.repository, "docker.io/library/golang");
	cr_expect_str_eq(image.digest, APP_LAYER);
	world_end(&reading);
}

Test(image_names, longer_than_any_name)
{
	char text[5000];
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	expect_fault(text, WC_FAULT_INPUT, "at most 4096 bytes", "shorten");
}
