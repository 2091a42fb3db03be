/* Tests of json:…: manifests, indexes, configs and inspections, and what is none of them. */
#include "image_world.h"

#include <criterion/criterion.h>
#include <string.h>

#define DOCKER_MANIFEST "application/vnd.docker.distribution.manifest.v2+json"
#define OCI_INDEX "application/vnd.oci.image.index.v1+json"

static void
expect_fault(const char *json, const char *words, const char *hint)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err = {0};
	cr_expect_not(world_read(&reading, json, &image, &err), "%s was read", json);
	cr_expect_eq(err.fault, WC_FAULT_INPUT);
	cr_expect(strstr(err.text, words), "%s: says '%s'", json, err.text);
	cr_expect(strstr(err.hint, hint), "%s: hints '%s'", json, err.hint);
	world_end(&reading);
}

/* An index of one entry with the given platform, and nothing else said. */
#define INDEX_OF(platform) \
	"{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" DOCKER_MANIFEST "\",\"digest\":\"" APP_LAYER \
	"\",\"size\":5,\"platform\":" platform "}]}"

Test(image_json, index_entries)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(world_read(&reading,
	                     INDEX_OF("{\"os\":\"windows\",\"os.version\":\"10.0.17763.5696\",\"architecture\":\"x86_64\","
	                              "\"os.features\":[\"win32k\"]}"),
	                     &image, &err));
	cr_assert_eq(image.entry_count, 1);
	cr_expect(image.entries[0].judgeable);
	cr_expect_eq(image.entries[0].version.revision, 5696);
	cr_expect_eq(image.entries[0].version_from, WC_FROM_INDEX);
	cr_expect_eq(image.entries[0].arch, WC_AMD64);
	cr_expect_str_eq(image.entries[0].architecture, "x86_64");
	cr_expect_eq(image.entries[0].win32k, WC_YES);
	cr_expect_str_eq(image.digest, APP_LAYER);
	cr_expect_eq(image.version.build, 17763);
	world_end(&reading);
}

Test(image_json, entries_that_are_no_images)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(world_read(
	    &reading,
	    "{\"manifests\":["
	    "{\"mediaType\":\"" DOCKER_MANIFEST "\",\"digest\":\"" APP_LAYER "\",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}},"
	    "{\"mediaType\":\"" DOCKER_MANIFEST "\",\"digest\":\"" APP_LAYER "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"},"
	    "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}},"
	    "{\"mediaType\":\"" OCI_INDEX "\",\"digest\":\"" APP_LAYER "\"},"
	    "{\"mediaType\":\"application/vnd.example+json\",\"digest\":\"" APP_LAYER "\"},"
	    "{\"mediaType\":\"application/vnd.docker.distribution.manifest.v1+prettyjws\",\"digest\":\"" APP_LAYER "\"},"
	    "{\"digest\":\"" APP_LAYER "\",\"platform\":{\"os\":\"windows\",\"architecture\":\"amd64\"}}]}",
	    &image, &err));
	cr_assert_eq(image.entry_count, 6);
	for (size_t i = 0; i < 5; i++)
		cr_expect_not(image.entries[i].judgeable, "entry %zu", i);
	cr_expect(image.entries[5].judgeable);
	cr_expect_eq(image.os, WC_OS_WINDOWS);
	cr_expect_eq(image.version.build, 0);
	world_end(&reading);
}

Test(image_json, an_os_version_that_is_none_is_kept_as_text)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(world_read(&reading, "{\"os\":\"windows\",\"architecture\":\"amd64\",\"os.version\":\"10.0.17763.x\"}", &image, &err));
	cr_expect_eq(image.version.build, 0);
	cr_expect_str_eq(image.os_version_text, "10.0.17763.x");
	cr_expect_eq(image.from.of[WC_IMAGE_OS_VERSION], WC_FROM_NOWHERE);
	world_end(&reading);
}

Test(image_json, config)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(world_read(&reading, "{\"os\":\"windows\",\"architecture\":\"arm64\",\"variant\":\"v8\",\"os.version\":\"10.0.26100.1742\"}",
	                     &image, &err));
	cr_expect_eq(image.arch, WC_ARM64);
	cr_expect_eq(image.version.build, 26100);
	cr_expect_eq(image.from.of[WC_IMAGE_OS_VERSION], WC_FROM_CONFIG);
	cr_assert(world_read(&reading, "{\"os\":\"freebsd\",\"architecture\":\"riscv64\",\"os.version\":\"14.1\"}", &image, &err));
	cr_expect_eq(image.os, WC_OS_OTHER);
	cr_expect_str_eq(image.os_text, "freebsd");
	cr_expect_eq(image.arch, WC_ARCH_OTHER);
	cr_assert(world_read(&reading, "{\"os\":\"linux\",\"architecture\":\"amd64\"}", &image, &err));
	cr_expect_eq(image.os, WC_OS_LINUX);
	world_end(&reading);
}

Test(image_json, inspection)
{
	struct wc_reading reading = world_begin();
	struct wc_image image;
	struct wc_err err;
	cr_assert(world_read(&reading,
	                     "[{\"Id\":\"" APP_LAYER "\",\"RepoTags\":[\"example/app:1\"],\"RepoDigests\":[\"example/app@" BASE_LAYER "\"],"
	                     "\"Os\":\"windows\",\"OsVersion\":\"10.0.20348.2340\",\"Architecture\":\"amd64\",\"Variant\":\"\"}]",
	                     &image, &err));
	cr_expect_eq(image.version.build, 20348);
	cr_expect_eq(image.from.of[WC_IMAGE_OS_VERSION], WC_FROM_ENGINE);
	cr_expect_str_eq(image.digest, BASE_LAYER);
	cr_expect_str_eq(image.repository, "docker.io/example/app");
	cr_expect_str_eq(image.tag, "1");
	world_end(&reading);
}

/* A manifest on the given layers. */
#define MANIFEST_ON(layers) \
	"{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"digest\":\"" APP_LAYER \
	"\",\"size\":3},\"layers\":[" layers "]}"
#define LAYER(digest) "{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\",\"digest\":\"" digest "\",\"size\":3}"
#define FOREIGN(digest) "{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"digest\":\"" digest "\"}"

static struct wc_image
manifest(const struct wc_reading *reading, const char *json)
{
	struct wc_image image;
	struct wc_err err;
	cr_assert(world_read(reading, json, &image, &err), "%s", err.text);
	return image;
}

Test(image_json, manifest_and_its_base)
{
	struct wc_reading reading = world_begin();
	struct wc_image image = manifest(&reading, MANIFEST_ON(LAYER(BASE_LAYER) "," LAYER(UPDATE_LAYER) "," LAYER(APP_LAYER)));
	cr_expect_eq(image.family, WC_SERVERCORE);
	cr_expect_eq(image.version.revision, 5576);
	cr_expect_eq(image.from.of[WC_IMAGE_OS_VERSION], WC_FROM_BASE_LAYER);
	cr_expect_eq(image.os, WC_OS_WINDOWS);
	/* What lies on the base may be an update that is not known: the build is, the revision is not. */
	image = manifest(&reading, MANIFEST_ON(LAYER(BASE_LAYER) "," LAYER(APP_LAYER)));
	cr_expect_eq(image.version.build, 17763);
	cr_expect_eq(image.version.revision, WC_REVISION_UNKNOWN);
	image = manifest(&reading, MANIFEST_ON(LAYER(NANO_LAYER)));
	cr_expect_eq(image.family, WC_NANOSERVER);
	cr_expect_eq(image.version.revision, 3653);
	image = manifest(&reading, MANIFEST_ON(FOREIGN(APP_LAYER)));
	cr_expect_eq(image.os, WC_OS_WINDOWS);
	cr_expect_eq(image.version.build, 0);
	image = manifest(&reading, MANIFEST_ON(LAYER(APP_LAYER)));
	cr_expect_eq(image.os, WC_OS_UNKNOWN);
	world_end(&reading);
}

Test(image_json, wrong_types_are_named_by_their_path)
{
	expect_fault(INDEX_OF("{\"os\":3}"), "manifests[0].platform.os is a number, not a string", "as a registry");
	expect_fault(INDEX_OF("[]"), "manifests[0].platform is a list", "");
	expect_fault(INDEX_OF("{\"os\":\"windows\",\"os.features\":\"win32k\"}"), "manifests[0].platform.os.features is a string", "");
	expect_fault(INDEX_OF("{\"os\":\"windows\",\"os.features\":[true]}"), "os.features[0] is true or false", "");
	expect_fault("{\"manifests\":{}}", "manifests is a map", "");
	expect_fault("{\"manifests\":[]}", "lists no image", "again");
	expect_fault("{\"manifests\":[7]}", "manifests[0] is a number", "");
	expect_fault("{\"manifests\":[{}]}", "manifests[0] has no digest", "");
	expect_fault("{\"manifests\":[{\"digest\":\"sha256:xyz\"}]}", "manifests[0].digest is no digest", "");
	expect_fault("{\"manifests\":[{\"digest\":\"" APP_LAYER "\",\"size\":-1}]}", "manifests[0].size is no size", "");
	expect_fault("{\"manifests\":[{\"digest\":\"" APP_LAYER "\",\"size\":99999999999999999999}]}", "is no size", "");
	expect_fault("{\"os\":\"windows\",\"architecture\":[]}", "test.json:1:32: architecture is a list", "");
	expect_fault(MANIFEST_ON("3"), "layers[0] is a number", "");
	expect_fault("[{\"Os\":\"windows\",\"RepoTags\":[1]}]", "[0].RepoTags[0] is a number", "");
}

Test(image_json, what_is_something_else_is_named)
{
	expect_fault("{\"schemaVersion\":1,\"fsLayers\":[]}", "schema 1", "os:");
	expect_fault("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v1+prettyjws\"}", "schema 1", "os:");
	expect_fault("[]", "empty list", "docker image inspect");
	expect_fault("[{\"Config\":\"a.json\",\"RepoTags\":[],\"Layers\":[]}]", "docker save", "docker-archive:");
	expect_fault("[{\"Os\":\"linux\"},{\"Os\":\"linux\"}]", "2 images", "one image at a time");
	expect_fault("[{\"State\":{}}]", "container", "docker image inspect");
	expect_fault("{\"imageLayoutVersion\":\"1.0.0\"}", "OCI layout", "oci:DIR");
	expect_fault("{\"ServerVersion\":\"28.0.1\"}", "docker info", "--host @FILE");
	expect_fault("{}", "is no manifest", "skopeo inspect");
	expect_fault("3", "is no manifest", "skopeo inspect");
	expect_fault("{\"manifests\":[],\"config\":{},\"layers\":[]}", "at once", "");
	expect_fault("{\"mediaType\":\"" OCI_INDEX "\",\"config\":{},\"layers\":[]}", "at once", "");
	expect_fault("{\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\"" APP_LAYER "\"},\"layers\":[]}",
	             "artifact", "name the image");
}

Test(image_json, texts_that_are_no_json)
{
	expect_fault("", "test.json", "");
	expect_fault("{\"os\":", "test.json", "");
	expect_fault("{\"os\":\"windows\",\"os\":\"linux\"}", "test.json:1:", "");
}
