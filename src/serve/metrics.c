/* Metrics: counting, and the text format 0.0.4 of Prometheus. */
#include "serve/metrics.h"

#include "app/program.h"
#include "base/hash.h"
#include "present/wording.h"
#include "serve/service.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Upper bounds of the histogram in microseconds: a decision takes some 20, a registry up to a second. */
static const unsigned bound[WC_METRIC_BUCKETS] = {25, 50, 100, 250, 500, 1000, 2500, 10000, 50000, 250000, 1000000, 2500000};

static const char *const outcome_words[WC_REVIEWED_COUNT] = {
#define WORD(name, word) word,
	WC_REVIEWED_WORDS(WORD)
#undef WORD
};

void
wc_metrics_begin(struct wc_metrics *metrics)
{
	memset(metrics, 0, sizeof(*metrics));
	metrics->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
}

/* Rules are few; one that finds no place is counted under "other". */
static void
count_rule(struct wc_metrics *metrics, const char *rule)
{
	size_t hash = wc_hash(WC_HASH_SEED, rule);
	pthread_mutex_lock(&metrics->lock);
	for (size_t i = 0; i < WC_METRIC_RULES; i++) {
		size_t at = (hash + i) % WC_METRIC_RULES;
		if (!*metrics->rule[at].id)
			snprintf(metrics->rule[at].id, sizeof(metrics->rule[at].id), "%.64s", rule);
		if (strncmp(metrics->rule[at].id, rule, sizeof(metrics->rule[at].id) - 1) == 0) {
			metrics->rule[at].count++;
			break;
		}
	}
	pthread_mutex_unlock(&metrics->lock);
}

void
wc_metrics_review(struct wc_metrics *metrics, enum wc_reviewed outcome, const char *rule, int64_t microseconds)
{
	size_t i = 0;
	while (i < WC_METRIC_BUCKETS && microseconds > bound[i])
		i++;
	atomic_fetch_add_explicit(&metrics->reviewed[outcome], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&metrics->bucket[i], 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&metrics->microseconds, (uint64_t)microseconds, memory_order_relaxed);
	if (rule)
		count_rule(metrics, rule);
}

static void
head(struct wc_text *text, const char *name, const char *type, const char *help)
{
	wc_text_printf(text, "# HELP wincompat_%s %s\n# TYPE wincompat_%s %s\n", name, help, name, type);
}

static void
one(struct wc_text *text, const char *name, const char *type, const char *help, uint64_t value)
{
	head(text, name, type, help);
	wc_text_printf(text, "wincompat_%s %" PRIu64 "\n", name, value);
}

static void
print_reviews(const struct wc_metrics *m, struct wc_text *text)
{
	uint64_t sum = 0;
	head(text, "reviews_total", "counter", "Admission reviews by what was decided.");
	for (size_t i = 0; i < WC_REVIEWED_COUNT; i++)
		wc_text_printf(text, "wincompat_reviews_total{outcome=\"%s\"} %" PRIu64 "\n", outcome_words[i], (uint64_t)atomic_load(&m->reviewed[i]));
	head(text, "review_duration_seconds", "histogram", "From the last byte of a review to its answer.");
	for (size_t i = 0; i < WC_METRIC_BUCKETS; i++) {
		sum += atomic_load(&m->bucket[i]);
		wc_text_printf(text, "wincompat_review_duration_seconds_bucket{le=\"%g\"} %" PRIu64 "\n", bound[i] / 1e6, sum);
	}
	sum += atomic_load(&m->bucket[WC_METRIC_BUCKETS]);
	wc_text_printf(text, "wincompat_review_duration_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", sum);
	wc_text_printf(text, "wincompat_review_duration_seconds_sum %.6f\n", (double)atomic_load(&m->microseconds) / 1e6);
	wc_text_printf(text, "wincompat_review_duration_seconds_count %" PRIu64 "\n", sum);
}

static void
print_rules(struct wc_metrics *m, struct wc_text *text)
{
	head(text, "rules_total", "counter", "Decisions by the rule that made them.");
	pthread_mutex_lock(&m->lock);
	for (size_t i = 0; i < WC_METRIC_RULES; i++)
		if (m->rule[i].count)
			wc_text_printf(text, "wincompat_rules_total{rule=\"%s\"} %" PRIu64 "\n", m->rule[i].id, m->rule[i].count);
	pthread_mutex_unlock(&m->lock);
}

static void
print_images(struct wc_service *service, struct wc_text *text)
{
	struct wc_lookups_counts n = wc_lookups_count(service->lookups);
	one(text, "images_found_total", "counter", "Images whose facts were in memory when a review asked.", n.found);
	one(text, "images_missed_total", "counter", "Images whose facts were not.", n.missed);
	one(text, "images_read_total", "counter", "Images that were read.", n.read);
	one(text, "images_failed_total", "counter", "Images that could not be read.", n.failed);
	one(text, "images_late_total", "counter", "Reviews that waited for an image in vain.", n.late);
	one(text, "images_aged_total", "counter", "Old facts that were used because a registry did not answer.", n.aged);
	one(text, "images_turned_away_total", "counter", "Images that were not asked for because too many were under way.", n.turned_away);
	one(text, "images_known", "gauge", "Images in memory.", n.known);
	one(text, "images_wanted", "gauge", "Images that are being read, or wait for it.", n.wanted);
}

static void
print_journal(struct wc_service *service, struct wc_text *text)
{
	struct wc_journal_group_counts n = {0};
	if (!service->journal)
		return;
	wc_journal_group_count(service->journal, &n);
	one(text, "journal_written_total", "counter", "Decisions in the journal.", (uint64_t)n.written);
	one(text, "journal_lost_total", "counter", "Decisions that are not.", (uint64_t)n.lost);
}

/* Which program with which data answers: to be joined with the others. */
static void
print_info(const struct wc_service *service, const struct wc_world *world, struct wc_text *text)
{
	char checked[WC_DATE_TEXT];
	head(text, "info", "gauge", "Always 1; its labels say what decides.");
	wc_text_printf(text, "wincompat_info{version=\"%s\",data=\"%s\",edition=\"%s\",mode=\"%s\"} 1\n", service->options->version,
	               wc_date_print(wc_program_checked(world->admit.program), checked), world->edition ? world->edition->id : "",
	               wc_word(&wc_serve_mode_words, service->options->mode));
}

static size_t
open_connections(const struct wc_service *service)
{
	size_t connections = service->server ? wc_server_count(service->server).connections : 0;
	return connections + (service->docker_server ? wc_server_count(service->docker_server).connections : 0);
}

/* One metric, a line for each resource that is watched. */
static void
each(struct wc_text *text, const struct wc_watching_counts *rows, size_t count, size_t offset, const char *name, const char *type, const char *help)
{
	head(text, name, type, help);
	for (size_t i = 0; i < count; i++)
		wc_text_printf(text, "wincompat_%s{resource=\"%s\"} %" PRIu64 "\n", name, rows[i].resource, *(const uint64_t *)((const char *)&rows[i] + offset));
}

static void
print_cluster(struct wc_service *service, struct wc_text *text)
{
	struct wc_watching_counts rows[WC_WATCHING_ROWS];
	size_t n = service->watching ? wc_watching_count(service->watching, rows) : 0;
	if (!n)
		return;
	one(text, "cluster_node_changes_total", "counter", "How often decisions got other nodes of the cluster to rest on.", atomic_load(&service->node_changes));
	each(text, rows, n, offsetof(struct wc_watching_counts, objects), "cluster_objects", "gauge", "Objects of the cluster that are known.");
	each(text, rows, n, offsetof(struct wc_watching_counts, lists), "cluster_lists_total", "counter", "Lists that were begun.");
	each(text, rows, n, offsetof(struct wc_watching_counts, watches), "cluster_watches_total", "counter", "Watches that were begun.");
	each(text, rows, n, offsetof(struct wc_watching_counts, events), "cluster_events_total", "counter", "Events of watches.");
	each(text, rows, n, offsetof(struct wc_watching_counts, list_errors), "cluster_list_errors_total", "counter", "Lists that failed.");
	each(text, rows, n, offsetof(struct wc_watching_counts, watch_errors), "cluster_watch_errors_total", "counter", "Watches that failed.");
	head(text, "cluster_silent_seconds", "gauge", "Since the API server last said something of them; -1 if it never did.");
	for (size_t i = 0; i < n; i++)
		wc_text_printf(text, "wincompat_cluster_silent_seconds{resource=\"%s\"} %.3f\n", rows[i].resource, rows[i].silent_ms < 0 ? -1.0 : (double)rows[i].silent_ms / 1000);
}

void
wc_metrics_print(struct wc_service *service, struct wc_text *text)
{
	struct wc_metrics *m = &service->metrics;
	struct wc_world *world = wc_world_hold(service);
	int64_t ends = atomic_load(&service->certificate_ends);
	print_info(service, world, text);
	print_reviews(m, text);
	print_cluster(service, text);
	print_rules(m, text);
	print_images(service, text);
	print_journal(service, text);
	one(text, "nodes", "gauge", "Windows nodes that are known.", world->admit.pools.nodes);
	one(text, "node_classes", "gauge", "Groups of Windows nodes that are alike.", world->admit.pools.windows_count);
	one(text, "reloads_total", "counter", "Times that files had changed and were read anew.", atomic_load(&m->reloads));
	one(text, "failed_reloads_total", "counter", "Times that they were wrong, and what was known before stayed.", atomic_load(&m->failed_reloads));
	one(text, "connections", "gauge", "Open connections.", open_connections(service));
	if (ends > 0)
		one(text, "certificate_expiry_timestamp_seconds", "gauge", "When the certificate that is shown ends.", (uint64_t)ends);
	wc_world_release(service, world);
}
