/* What a review is about: the pod in its object, and which of its images are new. */
#include "serve/subject.h"

#include "base/limits.h"

#include <string.h>

static bool
is_text(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

/* Where the pod's spec and labels stand in an object of this kind; false where it holds none. */
static bool
find_pod(const struct wc_pod_kind *kind, wc_arena *arena, const struct wc_node *object, const struct wc_node **ret_spec,
         const struct wc_node **ret_labels)
{
	const struct wc_node *at = object;
	for (const char *path = kind->path; at && *path;) {
		size_t length = strcspn(path, ".");
		at = wc_get(at, wc_copy(arena, path, length));
		path += length + (path[length] == '.');
	}
	*ret_spec = wc_get(at, "spec");
	*ret_labels = wc_get(wc_get(at, "metadata"), "labels");
	return *ret_spec && (*ret_spec)->kind == WC_MAP;
}

static bool
names_image(const struct wc_pod_image *images, size_t count, const struct wc_pod_image *image)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(images[i].reference->text, image->reference->text) == 0 && images[i].host_process == image->host_process &&
		    (images[i].part == WC_POD_VOLUME) == (image->part == WC_POD_VOLUME))
			return true;
	return false;
}

/* The images of the pod; of an update only those that were not there before. */
static void
find_images(wc_arena *arena, struct wc_admit_pod *pod, const struct wc_node *spec, const struct wc_node *old_spec)
{
	size_t count, old_count = 0, kept = 0;
	const struct wc_pod_image *all = wc_pod_images(arena, spec, &count), *old = NULL;
	struct wc_pod_image *images = wc_array(arena, struct wc_pod_image, count + 1);
	if (old_spec)
		old = wc_pod_images(arena, old_spec, &old_count);
	old_count = old_count <= WC_LIMIT_POD_IMAGES ? old_count : 0;
	pod->image_count = count;
	if (count > WC_LIMIT_POD_IMAGES)
		return; /* it will be refused: nothing is compared */
	for (size_t i = 0; i < count; i++)
		if (*all[i].reference->text && !names_image(old, old_count, &all[i]))
			images[kept++] = all[i];
	pod->images = images;
	pod->image_count = kept;
}

/* The pod that the review is about. 1.20 sends ephemeral containers as an object of their own, without the rest of the pod. */
static enum wc_review_found
find(wc_arena *arena, struct wc_review *r, struct wc_review_subject *subject)
{
	static const struct wc_pod_kind ephemeral = {"EphemeralContainers", "", ""};
	const struct wc_node *spec, *labels, *old_spec = NULL, *old_labels;
	bool is_update = is_text(r->operation, "UPDATE"), is_ephemeral = is_text(r->kind, ephemeral.kind);
	const struct wc_pod_kind *kind = is_ephemeral ? &ephemeral : wc_pod_kind_find(r->kind_version, r->kind);
	bool is_sub = r->sub_resource && *r->sub_resource && strcmp(r->sub_resource, "ephemeralcontainers") != 0;
	if (!kind || is_sub || is_text(r->operation, "DELETE") || is_text(r->operation, "CONNECT"))
		return WC_REVIEW_NOTHING;
	if (!is_update && !is_text(r->operation, "CREATE")) {
		r->problem = "request.operation is none of CREATE, UPDATE, DELETE and CONNECT";
		return WC_REVIEW_FAULT;
	}
	subject->is_advice = *kind->path != '\0';
	if (is_ephemeral ? (spec = r->object, labels = NULL, !spec) : !find_pod(kind, arena, r->object, &spec, &labels)) {
		r->problem = "request.object has no pod spec";
		return subject->is_advice && r->object ? WC_REVIEW_NOTHING : WC_REVIEW_FAULT;
	}
	if (is_update && is_ephemeral)
		old_spec = r->old_object;
	else if (is_update && r->old_object && !find_pod(kind, arena, r->old_object, &old_spec, &old_labels))
		old_spec = NULL;
	subject->root = is_ephemeral ? "" : "/spec";
	subject->pod.spec = spec;
	subject->pod.labels = labels;
	subject->pod.every_node = is_text(r->kind, "DaemonSet");
	find_images(arena, &subject->pod, spec, old_spec);
	return subject->pod.image_count ? WC_REVIEW_POD : WC_REVIEW_NOTHING;
}

static size_t
values_in(const struct wc_node *node)
{
	size_t count = node != NULL;
	for (const struct wc_node *child = node ? node->child : NULL; child; child = child->next)
		count += values_in(child);
	return count;
}

/* How much the pod asks of nodes: each of it is asked of each class, or of each node. */
static size_t
asked_of_nodes(const struct wc_node *spec)
{
	return values_in(wc_get(spec, "nodeSelector")) + values_in(wc_get(wc_get(spec, "affinity"), "nodeAffinity")) +
	       values_in(wc_get(spec, "tolerations"));
}

enum wc_review_found
wc_review_find(wc_arena *arena, struct wc_review *review, struct wc_review_subject *ret_subject)
{
	struct wc_review_subject subject = {0};
	enum wc_review_found found = review->problem ? WC_REVIEW_FAULT : find(arena, review, &subject);
	*ret_subject = subject;
	if (found != WC_REVIEW_POD || (subject.pod.image_count <= WC_LIMIT_POD_IMAGES && asked_of_nodes(subject.pod.spec) <= WC_LIMIT_POD_TERMS))
		return found;
	review->problem = "the pod names too many images, or asks too much of its nodes";
	return WC_REVIEW_FAULT;
}
