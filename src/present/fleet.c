/* Classes and the matrix of a fleet. */
#include "present/fleet.h"

#include "format/json_write.h"
#include "present/csv.h"
#include "present/facts_json.h"
#include "present/fleet_class.h"
#include "present/safe.h"

#include <inttypes.h>
#include <string.h>

#define WC_WORD_ITEM(name, word) word,
static const char *const lot_words[] = {WC_LOT_WORDS(WC_WORD_ITEM)};
static const char *const change_words[] = {WC_CHANGE_WORDS(WC_WORD_ITEM)};
const struct wc_words wc_lot_words = {"what becomes of an image", lot_words, sizeof(lot_words) / sizeof(lot_words[0])};
const struct wc_words wc_change_words = {"what a plan does", change_words, sizeof(change_words) / sizeof(change_words[0])};

static void
class_lines(struct wc_text *out, wc_arena *arena, const struct wc_fleet_class *classes, size_t count, size_t members, const char *what)
{
	wc_text_printf(out, "%zu %s%s of %zu class%s\n", members, what, members == 1 ? "" : "s", count, count == 1 ? "" : "es");
	for (size_t i = 0; i < count; i++) {
		wc_text_printf(out, "%8zu  ", classes[i].members);
		wc_add_safe(out, wc_fleet_class_title(arena, &classes[i]));
		wc_text_addz(out, "\n");
	}
}

void
wc_present_fleet_classes_text(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *m)
{
	class_lines(out, arena, m->hosts, m->host_count, m->host_members, "host");
	wc_text_addz(out, "\n");
	class_lines(out, arena, m->images, m->image_count, m->image_members, "image");
}

void
wc_json_fleet_class(struct wc_json_out *out, const struct wc_fleet_class *class)
{
	wc_json_map(out, NULL);
	wc_json_text(out, "example", class->example);
	wc_json_number(out, "members", (int64_t)class->members);
	if (class->image)
		wc_json_number(out, "uses", class->uses);
	wc_json_map(out, class->host ? "host" : "image");
	if (class->host)
		wc_json_host(out, class->host);
	else
		wc_json_image(out, class->image);
	wc_json_end(out);
	wc_json_end(out);
}

void
wc_json_fleet_classes(struct wc_json_out *out, const char *key, const struct wc_fleet_class *classes, size_t count)
{
	wc_json_list(out, key);
	for (size_t i = 0; i < count; i++)
		wc_json_fleet_class(out, &classes[i]);
	wc_json_end(out);
}

void
wc_present_fleet_classes_json(struct wc_text *text, wc_arena *arena, const struct wc_fleet_matrix *m)
{
	struct wc_json_out out = {.text = text, .pretty = true};
	(void)arena;
	wc_json_head(&out, "FleetClasses");
	wc_json_fleet_classes(&out, "hostClasses", m->hosts, m->host_count);
	wc_json_fleet_classes(&out, "imageClasses", m->images, m->image_count);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

static void
class_records(struct wc_text *out, wc_arena *arena, const struct wc_fleet_class *classes, size_t count, const char *what)
{
	for (size_t i = 0; i < count; i++) {
		const char *const fields[] = {what, wc_printf(arena, "%zu", classes[i].members), wc_printf(arena, "%" PRId64, classes[i].uses), classes[i].example,
		                              wc_fleet_class_title(arena, &classes[i])};
		wc_csv_line(out, fields, sizeof(fields) / sizeof(fields[0]));
	}
}

void
wc_present_fleet_classes_csv(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *m)
{
	wc_text_addz(out, "of,members,uses,example,class\r\n");
	class_records(out, arena, m->hosts, m->host_count, "host");
	class_records(out, arena, m->images, m->image_count, "image");
}

/* Hosts by rows; what becomes of images is counted over a row, and each class of images is a line where there are few. */
void
wc_present_matrix_text(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *m)
{
	wc_text_printf(out, "%zu host%s × %zu image%s, by %zu × %zu classes\n\n%8s %9s %9s %9s %9s  HOST CLASS\n", m->host_members, m->host_members == 1 ? "" : "s",
	               m->image_members, m->image_members == 1 ? "" : "s", m->host_count, m->image_count, "HOSTS", "PROCESS", "HYPERV", "REFUSE", "UNKNOWN");
	for (size_t h = 0; h < m->host_count; h++) {
		size_t counted[4] = {0};
		for (size_t i = 0; i < m->image_count; i++)
			counted[m->lot[h * m->image_count + i]] += m->images[i].members;
		wc_text_printf(out, "%8zu %9zu %9zu %9zu %9zu  ", m->hosts[h].members, counted[WC_LOT_PROCESS], counted[WC_LOT_HYPERV], counted[WC_LOT_REFUSE],
		               counted[WC_LOT_UNKNOWN]);
		wc_add_safe(out, wc_fleet_class_title(arena, &m->hosts[h]));
		wc_text_addz(out, "\n");
	}
	wc_text_printf(out, "\n%8s %9s %9s %9s %9s  IMAGE CLASS\n", "IMAGES", "PROCESS", "HYPERV", "REFUSE", "UNKNOWN");
	for (size_t i = 0; i < m->image_count; i++) {
		size_t counted[4] = {0};
		for (size_t h = 0; h < m->host_count; h++)
			counted[m->lot[h * m->image_count + i]] += m->hosts[h].members;
		wc_text_printf(out, "%8zu %9zu %9zu %9zu %9zu  ", m->images[i].members, counted[WC_LOT_PROCESS], counted[WC_LOT_HYPERV], counted[WC_LOT_REFUSE],
		               counted[WC_LOT_UNKNOWN]);
		wc_add_safe(out, wc_fleet_class_title(arena, &m->images[i]));
		wc_text_addz(out, "\n");
	}
}

void
wc_present_matrix_json(struct wc_text *text, wc_arena *arena, const struct wc_fleet_matrix *m)
{
	struct wc_json_out out = {.text = text};
	(void)arena;
	wc_json_head(&out, "FleetMatrix");
	wc_json_number(&out, "hosts", (int64_t)m->host_members);
	wc_json_number(&out, "images", (int64_t)m->image_members);
	wc_json_fleet_classes(&out, "hostClasses", m->hosts, m->host_count);
	wc_json_fleet_classes(&out, "imageClasses", m->images, m->image_count);
	wc_json_list(&out, "fate");
	for (size_t h = 0; h < m->host_count; h++) {
		wc_json_list(&out, NULL);
		for (size_t i = 0; i < m->image_count; i++)
			wc_json_text(&out, NULL, wc_word(&wc_lot_words, m->lot[h * m->image_count + i]));
		wc_json_end(&out);
	}
	wc_json_end(&out);
	wc_json_end(&out);
	wc_text_addz(text, "\n");
}

void
wc_present_matrix_csv(struct wc_text *out, wc_arena *arena, const struct wc_fleet_matrix *m)
{
	wc_text_addz(out, "host,hosts,image,images,fate\r\n");
	for (size_t h = 0; h < m->host_count; h++) {
		const char *host = wc_fleet_class_title(arena, &m->hosts[h]), *hosts = wc_printf(arena, "%zu", m->hosts[h].members);
		for (size_t i = 0; i < m->image_count; i++) {
			const char *const fields[] = {host, hosts, wc_fleet_class_title(arena, &m->images[i]), wc_printf(arena, "%zu", m->images[i].members),
			                              wc_word(&wc_lot_words, m->lot[h * m->image_count + i])};
			wc_csv_line(out, fields, 5);
		}
	}
}
