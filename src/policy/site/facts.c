/* The facts that a point of the world stands for. */
#include "policy/site/basis.h"

#include "model/date.h"

#include <stdio.h>
#include <string.h>

static const struct wc_atom *
chosen(const struct wc_world *w, const struct wc_point *p, enum wc_axis_id id)
{
	int at = p->atom[w->at[id]];
	return at == WC_NOT_CHOSEN ? NULL : &w->axes[w->at[id]].atoms[at];
}

/* The value of the atom, or `open` where none was chosen. */
static int64_t
value(const struct wc_world *w, const struct wc_point *p, enum wc_axis_id id, int64_t open)
{
	const struct wc_atom *atom = chosen(w, p, id);
	return atom ? atom->low : open;
}

static uint8_t
word(const struct wc_world *w, const struct wc_point *p, enum wc_axis_id id, unsigned open)
{
	int64_t v = value(w, p, id, open);
	return (uint8_t)(v == WC_VALUE_UNKNOWN ? 0 : v);
}

/* Two numbers of their atoms that stand as the third axis says; only where both lie in one atom can they be moved. */
static void
pair_of(const struct wc_world *w, const struct wc_point *p, enum wc_axis_id host, enum wc_axis_id image, enum wc_axis_id order, int64_t *ret_host,
        int64_t *ret_image)
{
	const struct wc_atom *h = chosen(w, p, host), *i = chosen(w, p, image);
	int64_t stands = value(w, p, order, WC_ORDER_EQUAL);
	*ret_host = h ? h->low : WC_VALUE_UNKNOWN;
	*ret_image = i ? i->low : WC_VALUE_UNKNOWN;
	if (!h || !i || h->low != i->low || h->low == WC_VALUE_UNKNOWN)
		return;
	*ret_host += stands == WC_ORDER_LOWER;
	*ret_image += stands == WC_ORDER_HIGHER;
}

static struct wc_version
version_of(int64_t build, int64_t revision)
{
	if (build == WC_VALUE_UNKNOWN)
		return WC_VERSION_UNKNOWN;
	return (struct wc_version){10, 0, (uint32_t)build, revision == WC_VALUE_UNKNOWN ? WC_REVISION_UNKNOWN : (int32_t)revision};
}

static void
host_facts(const struct wc_world *w, const struct wc_point *p, struct wc_world_facts *f)
{
	struct wc_host *h = &f->host;
	int64_t build, other, revision, engine = value(w, p, WC_AXIS_HOST_ENGINE_VERSION, WC_VALUE_UNKNOWN);
	pair_of(w, p, WC_AXIS_HOST_BUILD, WC_AXIS_IMAGE_BUILD, WC_AXIS_BUILDS, &build, &other);
	pair_of(w, p, WC_AXIS_HOST_REVISION, WC_AXIS_IMAGE_REVISION, WC_AXIS_REVISIONS, &revision, &other);
	h->version = version_of(build, revision);
	h->sandbox = version_of(value(w, p, WC_AXIS_HOST_SANDBOX, WC_VALUE_UNKNOWN), WC_VALUE_UNKNOWN);
	h->os = word(w, p, WC_AXIS_HOST_OS, WC_OS_WINDOWS);
	h->product = word(w, p, WC_AXIS_HOST_PRODUCT, WC_SERVER);
	h->edition = word(w, p, WC_AXIS_HOST_EDITION, 0);
	h->installation = word(w, p, WC_AXIS_HOST_INSTALLATION, 0);
	h->arch = word(w, p, WC_AXIS_HOST_ARCHITECTURE, WC_AMD64);
	h->hyperv = word(w, p, WC_AXIS_HOST_HYPERV, WC_YES);
	h->containers = word(w, p, WC_AXIS_HOST_CONTAINERS, WC_YES);
	h->engine.kind = word(w, p, WC_AXIS_HOST_ENGINE, 0);
	h->engine.store = word(w, p, WC_AXIS_HOST_STORE, 0);
	h->engine.default_isolation = word(w, p, WC_AXIS_HOST_DEFAULT_ISOLATION, 0);
	if (engine != WC_VALUE_UNKNOWN) {
		snprintf(f->version, sizeof(f->version), "%u.%u.%u", (unsigned)(engine >> 40), (unsigned)(engine >> 20 & 0xfffff), (unsigned)(engine & 0xfffff));
		h->engine.version = (struct wc_engine_version){(uint32_t)(engine >> 40), (uint32_t)(engine >> 20 & 0xfffff), (uint32_t)(engine & 0xfffff), true};
		h->engine.version_text = f->version;
	}
	const struct wc_atom *name = chosen(w, p, WC_AXIS_HOST_NAME);
	h->name = name && name->text.bytes ? name->text.bytes : "host";
	h->spec = h->name;
}

static void
reference_facts(struct wc_world_facts *f, struct wc_axis_text reference)
{
	if (!reference.bytes)
		return;
	struct wc_axis_text repository = wc_reference_part(WC_AXIS_IMAGE_REPOSITORY, reference), tag = wc_reference_part(WC_AXIS_IMAGE_TAG, reference);
	f->image.reference = reference.bytes;
	snprintf(f->repository, sizeof(f->repository), "%.*s", (int)repository.length, repository.bytes);
	f->image.repository = f->repository;
	if (tag.bytes) {
		snprintf(f->tag, sizeof(f->tag), "%.*s", (int)tag.length, tag.bytes);
		f->image.tag = f->tag;
	}
}

static void
image_facts(const struct wc_world *w, const struct wc_point *p, struct wc_world_facts *f)
{
	int64_t build, revision, other;
	const struct wc_atom *reference = chosen(w, p, WC_AXIS_IMAGE_REFERENCE), *digest = chosen(w, p, WC_AXIS_IMAGE_DIGEST);
	pair_of(w, p, WC_AXIS_HOST_BUILD, WC_AXIS_IMAGE_BUILD, WC_AXIS_BUILDS, &other, &build);
	pair_of(w, p, WC_AXIS_HOST_REVISION, WC_AXIS_IMAGE_REVISION, WC_AXIS_REVISIONS, &other, &revision);
	f->image.version = version_of(build, revision);
	f->image.os = word(w, p, WC_AXIS_IMAGE_OS, WC_OS_WINDOWS);
	f->image.arch = word(w, p, WC_AXIS_IMAGE_ARCHITECTURE, WC_AMD64);
	f->image.family = word(w, p, WC_AXIS_IMAGE_FAMILY, 0);
	f->image.win32k = word(w, p, WC_AXIS_IMAGE_WIN32K, 0);
	f->image.reference = "image";
	f->image.digest = digest ? digest->text.bytes : NULL;
	if (reference)
		reference_facts(f, reference->text);
}

static void
request_facts(const struct wc_world *w, const struct wc_point *p, struct wc_world_facts *f)
{
	int64_t today = value(w, p, WC_AXIS_TODAY, WC_VALUE_UNKNOWN);
	const struct wc_atom *space = chosen(w, p, WC_AXIS_REQUEST_NAMESPACE), *user = chosen(w, p, WC_AXIS_REQUEST_USER);
	f->request.isolation = (uint8_t)value(w, p, WC_AXIS_REQUEST_ISOLATION, WC_ISOLATION_DEFAULT);
	f->request.purpose = (uint8_t)value(w, p, WC_AXIS_REQUEST_PURPOSE, WC_PURPOSE_UNSPECIFIED);
	f->request.today = today == WC_VALUE_UNKNOWN ? 0 : wc_date_of_days((int32_t)today);
	f->request.name_space = space ? space->text.bytes : NULL;
	f->request.user = user ? user->text.bytes : NULL;
	for (size_t i = 0; i < w->axis_count; i++)
		if (w->axes[i].label && p->atom[i] != WC_NOT_CHOSEN && w->axes[i].atoms[p->atom[i]].text.bytes)
			f->labels[f->request.label_count++] = (struct wc_label){w->axes[i].label, w->axes[i].atoms[p->atom[i]].text.bytes};
	f->request.labels = f->labels;
}

void
wc_basis_facts(const struct wc_world *w, const struct wc_point *p, struct wc_world_facts *f)
{
	memset(&f->host, 0, sizeof(f->host));
	memset(&f->image, 0, sizeof(f->image));
	memset(&f->request, 0, sizeof(f->request));
	host_facts(w, p, f);
	image_facts(w, p, f);
	request_facts(w, p, f);
}
