/* THE table of axes, and the value of each in a situation. */
#include "policy/site/axis.h"

#include "model/date.h"
#include "policy/decide.h"

#include <string.h>

const struct wc_axis wc_axes[WC_AXIS_COUNT] = {
#define AXIS(id, name, kind, form, words, fact) [WC_AXIS_##id] = {name, WC_AXIS_##kind, WC_FORM_##form, WC_##fact, words},
#include "policy/site/axes.def"
#undef AXIS
};

#define WORD_ITEM(value, word) word,
static const char *const order_list[] = {WC_ORDER_WORDS(WORD_ITEM)};
const struct wc_words wc_order_words = {"how two numbers stand", order_list, sizeof(order_list) / sizeof(order_list[0])};

enum { HIGHEST_NUMBER = INT32_MAX, FIRST_DAY = 10101, LAST_DAY = 99991231 }; /* the days that can be written */

/* Words of these axes are always known: the first one is an answer, too. */
static bool
zero_is_known(enum wc_axis_id axis)
{
	return axis == WC_AXIS_REQUEST_ISOLATION || axis == WC_AXIS_REQUEST_PURPOSE;
}

int64_t
wc_axis_lowest(enum wc_axis_id axis)
{
	const struct wc_axis *a = &wc_axes[axis];
	if (a->kind == WC_AXIS_WORDS)
		return zero_is_known(axis) ? 0 : 1;
	if (a->form == WC_FORM_DATE)
		return wc_date_days(FIRST_DAY);
	return a->form == WC_FORM_DAYS ? -(int64_t)HIGHEST_NUMBER : a->form == WC_FORM_BUILD ? 1 : 0;
}

int64_t
wc_axis_highest(enum wc_axis_id axis)
{
	const struct wc_axis *a = &wc_axes[axis];
	if (a->kind == WC_AXIS_WORDS)
		return (int64_t)a->words->count - 1;
	if (a->form == WC_FORM_DATE)
		return wc_date_days(LAST_DAY);
	return a->form == WC_FORM_ENGINE_VERSION ? INT64_MAX - 1 : HIGHEST_NUMBER;
}

int64_t
wc_support_days(const struct wc_program *program, uint32_t build, unsigned product, wc_date today)
{
	uint16_t at = wc_release_find(program, build, product);
	if (at == WC_NO_RELEASE || today == 0)
		return WC_VALUE_UNKNOWN;
	const struct wc_release *r = &program->releases[at];
	wc_date end = r->extended_end ? r->extended_end : r->mainstream_end;
	return end ? (int64_t)wc_date_days(end) - wc_date_days(today) : WC_VALUE_UNKNOWN;
}

static int64_t
order_of(int64_t image, int64_t host)
{
	if (image == WC_VALUE_UNKNOWN || host == WC_VALUE_UNKNOWN)
		return WC_VALUE_UNKNOWN;
	return image < host ? WC_ORDER_LOWER : image == host ? WC_ORDER_EQUAL : WC_ORDER_HIGHER;
}

static int64_t
build_of(struct wc_version v)
{
	return v.build ? (int64_t)v.build : WC_VALUE_UNKNOWN;
}

static int64_t
revision_of(struct wc_version v)
{
	return v.build && v.revision != WC_REVISION_UNKNOWN ? v.revision : WC_VALUE_UNKNOWN;
}

static int64_t
engine_version_of(const struct wc_host *host)
{
	const struct wc_engine_version *v = &host->engine.version;
	return v->known ? wc_engine_version_number(*v) : WC_VALUE_UNKNOWN;
}

static int64_t
word_of(unsigned value)
{
	return value ? (int64_t)value : WC_VALUE_UNKNOWN;
}

static int64_t
host_number(enum wc_axis_id axis, const struct wc_situation *s)
{
	const struct wc_host *h = s->host;
	switch (axis) {
	case WC_AXIS_HOST_OS: return word_of(h->os);
	case WC_AXIS_HOST_PRODUCT: return word_of(h->product);
	case WC_AXIS_HOST_BUILD: return build_of(h->version);
	case WC_AXIS_HOST_REVISION: return revision_of(h->version);
	case WC_AXIS_HOST_INSTALLATION: return word_of(h->installation);
	case WC_AXIS_HOST_EDITION: return word_of(h->edition);
	case WC_AXIS_HOST_ENGINE: return word_of(h->engine.kind);
	case WC_AXIS_HOST_ENGINE_VERSION: return engine_version_of(h);
	case WC_AXIS_HOST_STORE: return word_of(h->engine.store);
	case WC_AXIS_HOST_DEFAULT_ISOLATION: return word_of(h->engine.default_isolation);
	case WC_AXIS_HOST_SANDBOX: return build_of(h->sandbox);
	case WC_AXIS_HOST_HYPERV: return word_of(h->hyperv);
	case WC_AXIS_HOST_CONTAINERS: return word_of(h->containers);
	case WC_AXIS_HOST_ARCHITECTURE: return word_of(h->arch);
	case WC_AXIS_HOST_SUPPORT: return wc_support_days(s->program, h->version.build, h->product, s->request->today);
	default: return WC_VALUE_UNKNOWN;
	}
}

int64_t
wc_axis_number(enum wc_axis_id axis, const struct wc_situation *s)
{
	const struct wc_image *i = s->image;
	switch (axis) {
	case WC_AXIS_TODAY: return s->request->today ? wc_date_days(s->request->today) : WC_VALUE_UNKNOWN;
	case WC_AXIS_REQUEST_ISOLATION: return s->request->isolation;
	case WC_AXIS_REQUEST_PURPOSE: return s->request->purpose;
	case WC_AXIS_IMAGE_OS: return word_of(i->os);
	case WC_AXIS_IMAGE_BUILD: return build_of(i->version);
	case WC_AXIS_IMAGE_REVISION: return revision_of(i->version);
	case WC_AXIS_IMAGE_FAMILY: return word_of(i->family);
	case WC_AXIS_IMAGE_ARCHITECTURE: return word_of(i->arch);
	case WC_AXIS_IMAGE_WIN32K: return word_of(i->win32k);
	case WC_AXIS_IMAGE_SUPPORT: return wc_support_days(s->program, i->version.build, WC_SERVER, s->request->today);
	case WC_AXIS_BUILDS: return order_of(build_of(i->version), build_of(s->host->version));
	case WC_AXIS_REVISIONS: return order_of(revision_of(i->version), revision_of(s->host->version));
	default: return host_number(axis, s);
	}
}

/* A text that is missing where there is none. */
static struct wc_axis_text
text_or_missing(const char *text)
{
	return (struct wc_axis_text){text, text ? strlen(text) : 0, text != NULL};
}

/* A text that may be absent. */
static struct wc_axis_text
text_or_none(const char *text)
{
	return (struct wc_axis_text){text, text ? strlen(text) : 0, true};
}

/* "mcr.microsoft.com" of "mcr.microsoft.com/windows/servercore": repositories are written with their registry. */
static struct wc_axis_text
registry_of(const char *repository)
{
	struct wc_axis_text text = text_or_missing(repository);
	if (repository)
		text.length = strcspn(repository, "/");
	return text;
}

static struct wc_axis_text
label_of(const struct wc_request *request, const char *name)
{
	for (size_t i = 0; i < request->label_count; i++)
		if (strcmp(request->labels[i].name, name) == 0)
			return text_or_none(request->labels[i].value);
	return text_or_none(NULL);
}

struct wc_axis_text
wc_axis_text(enum wc_axis_id axis, const char *label, const struct wc_situation *s)
{
	const struct wc_image *image = s->image;
	switch (axis) {
	case WC_AXIS_REQUEST_NAMESPACE: return text_or_none(s->request->name_space);
	case WC_AXIS_REQUEST_USER: return text_or_none(s->request->user);
	case WC_AXIS_REQUEST_LABEL: return label_of(s->request, label);
	case WC_AXIS_HOST_NAME: return text_or_none(s->host->name);
	case WC_AXIS_IMAGE_REFERENCE: return text_or_missing(image->repository ? image->reference : NULL);
	case WC_AXIS_IMAGE_REGISTRY: return registry_of(image->repository);
	case WC_AXIS_IMAGE_REPOSITORY: return text_or_missing(image->repository);
	case WC_AXIS_IMAGE_TAG: return image->repository ? text_or_none(image->tag) : text_or_missing(NULL);
	case WC_AXIS_IMAGE_DIGEST: return text_or_missing(image->digest);
	default: return text_or_missing(NULL);
	}
}
