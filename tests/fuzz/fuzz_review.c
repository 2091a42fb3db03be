/* Fuzz target: an AdmissionReview, and the pod in it, decided on two nodes and patched. The first byte says how many nodes. */
#include "fuzz.h"

#include "app/admit.h"
#include "app/program.h"
#include "format/tree.h"
#include "serve/patch.h"
#include "serve/review.h"

#include <string.h>

static const char cluster[] =
	"{\"kind\":\"List\",\"items\":[{\"kind\":\"Node\",\"metadata\":{\"name\":\"a\",\"labels\":{\"pool\":\"x\",\"kubernetes.io/hostname\":\"a\"}},"
	"\"spec\":{\"taints\":[{\"key\":\"os\",\"value\":\"windows\",\"effect\":\"NoSchedule\"}]},\"status\":{\"nodeInfo\":{\"operatingSystem\":"
	"\"windows\",\"architecture\":\"amd64\",\"kernelVersion\":\"10.0.1.5\",\"containerRuntimeVersion\":\"containerd://1.7.1\"}}},"
	"{\"kind\":\"Node\",\"metadata\":{\"name\":\"b\"},\"status\":{\"nodeInfo\":{\"operatingSystem\":\"windows\",\"kernelVersion\":\"10.0.2.7\"}}},"
	"{\"kind\":\"RuntimeClass\",\"metadata\":{\"name\":\"h\"},\"handler\":\"runhcs-wcow-hyperv\"}]}";

/* The answer is JSON again, with the uid of the review, and every warning is as short as it must be. */
static void
check_answer(wc_arena *arena, const struct wc_review *review, const struct wc_review_answer *answer)
{
	struct wc_err err;
	const struct wc_node *root;
	struct wc_text text = {.arena = arena};
	wc_review_write(&text, review, answer);
	PROMISE(wc_json_read(arena, "answer", wc_text_string(&text), text.length, &root, &err));
	const struct wc_node *response = wc_get(root, "response"), *warnings = wc_get(response, "warnings");
	PROMISE(wc_get_text(response, "uid") && wc_get_text(root, "apiVersion"));
	for (const struct wc_node *w = warnings ? warnings->child : NULL; w; w = w->next) {
		PROMISE(w->length > 0 && w->length <= 3 * 120); /* malformed UTF-8 grows while it is written */
		for (size_t i = 0; i < w->length; i++)
			PROMISE((unsigned char)w->text[i] >= ' ');
	}
}

/* With tolerations and pins; what comes is a list of operations below `root`. The name of the review is read as a taint. */
static const char *
make_patch(wc_arena *arena, const struct wc_review *review, const struct wc_tolerate *t)
{
	struct wc_toleration taints[2] = {{"os", "windows", WC_NO_SCHEDULE, false}}, needed[2];
	struct wc_admitted with = *t->admitted;
	struct wc_err err;
	const struct wc_node *list;
	size_t count = 1 + (review->name && wc_toleration_read(arena, review->name, &taints[1], &err));
	struct wc_patch patch = {.spec = t->pod->spec, .root = "/spec", .is_new = !review->old_object, .place = t->place, .admitted = &with,
	                         .tolerations = needed, .pins = {t->pod->images, t->images, t->pod->image_count}};
	patch.toleration_count = wc_tolerations_needed(arena, t, taints, count, needed, &with);
	PROMISE(patch.toleration_count == 0 || with.nodes.able > t->admitted->nodes.able);
	const char *text = wc_patch_make(arena, &patch);
	PROMISE(!text || (wc_json_read(arena, "patch", text, strlen(text), &list, &err) && list->count > 0));
	for (const struct wc_node *item = text ? list->child : NULL; item; item = item->next)
		PROMISE(strncmp(wc_get_text(item, "path"), "/spec/", 6) == 0);
	return text;
}

static void
decide(wc_arena *arena, const struct wc_review *review, bool nodes)
{
	struct wc_err err;
	struct wc_cluster read;
	struct wc_admit admit = {.program = wc_program_builtin()};
	struct wc_reading reading = {.arena = arena, .program = admit.program, .offline = true};
	struct wc_admit_pod pod = {.spec = wc_get(review->object, "spec"), .labels = wc_get(wc_get(review->object, "metadata"), "labels"),
	                           .name_space = review->name_space, .user = review->user, .today = 20261125};
	struct wc_admitted admitted;
	PROMISE(wc_view_make(arena, admit.program, NULL, 0, &admit.view, &err));
	PROMISE(wc_cluster_nodes_read_bytes(&reading, "nodes", cluster, sizeof(cluster) - 1, &read, &err));
	if (nodes)
		admit.pools = wc_pools_make(arena, &read);
	pod.images = wc_pod_images(arena, pod.spec, &pod.image_count);
	struct wc_gathered *images = wc_array(arena, struct wc_gathered, pod.image_count + 1);
	for (size_t i = 0; i < pod.image_count; i++)
		images[i].image = (struct wc_image){.reference = pod.images[i].reference->text, .os = WC_OS_WINDOWS, .arch = WC_AMD64,
		                                    .index_digest = "sha256:5e", .seen = i % 2,
		                                    .version = {10, 0, (uint32_t)(i % 3 + 1), WC_REVISION_UNKNOWN}};
	struct wc_admit_place place = wc_admit_place(arena, &admit, pod.spec);
	wc_admit_decide(arena, &admit, &pod, &place, images, &admitted);
	PROMISE(!admitted.is_windows || admitted.decision == WC_ALLOW || (admitted.message && admitted.headline));
	PROMISE(admitted.nodes.able + admitted.nodes.unable + admitted.nodes.undetermined == admitted.nodes.eligible);
	check_answer(arena, review, &(struct wc_review_answer){.message = admitted.message, .warnings = admitted.warnings, .warning_count = admitted.warning_count,
	                                                       .decision = "allow", .rule = admitted.rule,
	                                                       .patch = make_patch(arena, review, &(struct wc_tolerate){&admit, &pod, &place, images, &admitted})});
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wc_arena *arena = wc_arena_new();
	struct wc_review review;
	struct wc_err err = {0};
	char *text = size ? wc_copy(arena, (const char *)data + 1, size - 1) : NULL;
	if (!text || !wc_review_read(arena, text, size - 1, &review, &err)) {
		PROMISE(!text || err.text[0]);
		wc_arena_free(arena);
		return 0;
	}
	PROMISE(review.uid && review.api_version && (review.problem || (review.kind && review.operation)));
	const char *warning = review.problem ? review.problem : review.uid;
	check_answer(arena, &review, &(struct wc_review_answer){.message = review.problem, .warnings = &warning, .warning_count = 1});
	if (!review.problem)
		decide(arena, &review, data[0] & 1);
	wc_arena_free(arena);
	return 0;
}
