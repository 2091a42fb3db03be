/* The use case `audit`: reads a cluster's objects, classes of nodes and images, and has rows made of them. */
#include "app/audit_private.h"

#include "base/limits.h"
#include "io/clock.h"
#include "io/file.h"

#include <string.h>

static bool
read_files(struct wc_names files, struct wc_cluster_reading *cluster, struct wc_err *err)
{
	bool good = true;
	for (size_t i = 0; good && i < files.count; i++) {
		char *bytes;
		size_t length;
		wc_arena *own = wc_arena_new();
		const char *name = strcmp(files.item[i], "-") == 0 ? "standard input" : files.item[i];
		good = wc_file_read(own, files.item[i], WC_LIMIT_CLUSTER_BYTES, &bytes, &length, err) && wc_cluster_add(cluster, name, bytes, length, err);
		wc_arena_free(own);
	}
	return good;
}

static bool
read_cluster(wc_arena *arena, const struct wc_audit_asked *asked, struct wc_cluster *ret_cluster, struct wc_audit_gaps *ret_gaps, struct wc_err *err)
{
	struct wc_reading reading = wc_gather_reading(arena, &asked->how);
	struct wc_cluster_reading *c = wc_cluster_start(&reading, WC_CLUSTER_WHOLE);
	bool with_nodes = asked->nodes.count == 0;
	if (asked->files.count == 0 && !wc_kubectl_read(arena, &asked->kubectl, with_nodes, asked->how.timeout_seconds, c, ret_gaps, err))
		return false;
	if (!read_files(asked->nodes, c, err) || !read_files(asked->files, c, err))
		return false;
	*ret_cluster = wc_cluster_end(c);
	if (!wc_node_profiles_tell(&reading, &asked->profiles, ret_cluster, err))
		return false;
	if (ret_cluster->node_count)
		return true;
	wc_fail(err, WC_FAULT_INPUT, "there is no Node among the %zu objects", ret_cluster->workload_count + ret_cluster->class_count + ret_cluster->skipped);
	return wc_hint(err, "write it with `kubectl get nodes,runtimeclasses,deployments,daemonsets,statefulsets,jobs,cronjobs,pods -A -o json`");
}

bool
wc_audit_run(wc_arena *arena, const struct wc_audit_asked *asked, struct wc_audit *ret_audit, const struct wc_gathered **ret_images,
             size_t *ret_image_count, const struct wc_matrix_edition **ret_edition, struct wc_err *err)
{
	struct wc_auditing a = {.arena = arena, .asked = asked, .started = wc_clock_now()};
	struct wc_audit_gaps gaps = {0};
	if (!wc_view_make_tabulated(arena, asked->how.program, asked->edition, asked->as_of, &a.view, err) || !read_cluster(arena, asked, &a.cluster, &gaps, err))
		return false;
	bool *may_matter = wc_array(arena, bool, a.cluster.workload_count + 1);
	wc_audit_images_read(&a, may_matter);
	wc_audit_sandboxes_set(&a);
	a.classes = wc_node_classes_make(arena, a.view, &a.cluster);
	a.stands = wc_stands_make(arena, &a.cluster, &a.classes);
	a.class = wc_array(arena, struct wc_audit_class, a.classes.count + 1);
	a.landing = wc_array(arena, size_t, a.classes.count + 1);
	for (size_t i = 0; i < a.classes.count; i++)
		a.class[i] = (struct wc_audit_class){.host = a.classes.item[i].host, .pool = a.classes.item[i].pool, .nodes = a.classes.item[i].nodes};
	a.judge = wc_judge_new((struct wc_answering){arena, a.view, asked->explain}, asked->request, a.images.names.count * a.classes.count);
	*ret_audit = wc_audit_rows_make(&a, may_matter);
	ret_audit->remarks = wc_node_profiles_idle(arena, &asked->profiles, &a.cluster, &ret_audit->remark_count);
	ret_audit->gaps = gaps.item;
	ret_audit->gap_count = gaps.count;
	ret_audit->name_space = asked->kubectl.name_space;
	*ret_images = a.images.images;
	*ret_image_count = a.images.names.count;
	*ret_edition = wc_view_edition(a.view);
	return true;
}
