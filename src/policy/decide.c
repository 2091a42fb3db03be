/* THE decision: which mode is taken, or why none (contract 8); and the questions that are not about versions. */
#include "policy/judge.h"
#include "policy/select.h"

static unsigned
engine_default(const struct wc_program *p, const struct wc_host *host)
{
	unsigned kind = host->engine.kind == WC_ENGINE_UNKNOWN ? WC_MOBY : host->engine.kind;
	if (host->engine.default_isolation != WC_MODE_NONE)
		return host->engine.default_isolation;
	for (size_t i = 0; i < p->engine_count; i++) {
		const struct wc_engine *e = &p->engines[i];
		if (e->kind != kind)
			continue;
		if (host->engine.is_cri && e->default_cri)
			return e->default_cri;
		if (host->edition == WC_MULTI_SESSION && e->default_multi_session)
			return e->default_multi_session;
		return host->product == WC_CLIENT ? e->default_client : e->default_server;
	}
	return host->product == WC_CLIENT ? WC_HYPERV : WC_PROCESS;
}

/* What a status comes to, by what is accepted: contract 8, and the site's `accept`. */
static unsigned
outcome_of_status(const struct wc_judgement *j, unsigned status, bool doubt)
{
	bool unknown = status == WC_STATUS_UNKNOWN || doubt;
	if (status == WC_UNSUPPORTED || (j->accept == WC_SUPPORTED && (unknown || status == WC_RELAXED)))
		return WC_CANNOT;
	if (unknown)
		return j->accept == WC_STATUS_UNKNOWN && !j->accept_doubt ? WC_CAN_RELAXED : WC_UNDETERMINED;
	if (status == WC_RELAXED)
		return j->accept_doubt ? WC_UNDETERMINED : WC_CAN_RELAXED;
	return WC_CAN;
}

static unsigned
outcome_of(const struct wc_judgement *j, const struct wc_verdict *v, unsigned index)
{
	bool blocked = v->host->containers == WC_NO || (j->engine_blocks >> index & 1) || v->choice.says == WC_MATCHER_REFUSES ||
	               (index == 1 && v->host->hyperv == WC_NO);
	unsigned outcome = outcome_of_status(j, v->modes[index].status, index == 1 && v->host->engine.is_cri && !wc_sandbox_fits(v));
	if (blocked)
		return WC_CANNOT;
	return outcome > WC_UNDETERMINED && (j->site_doubts >> index & 1) ? WC_UNDETERMINED : outcome;
}

/* The mode that --isolation auto takes: the preferred one, then the other, supported before relaxed; or none. */
static unsigned
choose_auto(const struct wc_judgement *j, unsigned default_mode)
{
	unsigned own = default_mode ? default_mode : WC_PROCESS; /* of an engine without a mode of its own */
	unsigned first = j->prefer == 1 ? WC_PROCESS : j->prefer == 2 ? WC_HYPERV : own;
	unsigned other = first == WC_PROCESS ? WC_HYPERV : WC_PROCESS;
	for (unsigned good = WC_CAN; good >= WC_CAN_RELAXED; good--) {
		if (j->outcome[wc_mode_index(first)] == good)
			return first;
		if (j->outcome[wc_mode_index(other)] == good)
			return other;
	}
	return WC_MODE_NONE;
}

static void
decide_auto(const struct wc_judgement *j, struct wc_verdict *v)
{
	unsigned chosen = choose_auto(j, v->default_mode);
	bool undetermined = j->outcome[0] == WC_UNDETERMINED || j->outcome[1] == WC_UNDETERMINED;
	v->decision = chosen ? WC_ALLOW : undetermined ? WC_DECISION_UNKNOWN : WC_REFUSE;
	v->judged = (uint8_t)(chosen ? chosen : v->default_mode ? v->default_mode : WC_PROCESS);
	if (!chosen && undetermined && j->outcome[wc_mode_index(v->judged)] != WC_UNDETERMINED)
		v->judged = v->judged == WC_PROCESS ? WC_HYPERV : WC_PROCESS;
	v->launch = chosen ? (chosen == v->default_mode ? WC_LAUNCH_AS_IS : WC_LAUNCH_NEEDS_FLAG)
	                   : undetermined ? WC_LAUNCH_UNKNOWN : WC_LAUNCH_IMPOSSIBLE;
}

static void
decide_one_mode(const struct wc_judgement *j, struct wc_verdict *v, unsigned mode)
{
	unsigned outcome = j->outcome[wc_mode_index(mode)], other = j->outcome[!wc_mode_index(mode)];
	v->judged = (uint8_t)mode;
	if (outcome >= WC_CAN_RELAXED) {
		v->decision = WC_ALLOW;
		v->launch = mode == v->default_mode ? WC_LAUNCH_AS_IS : WC_LAUNCH_NEEDS_FLAG;
	} else if (outcome == WC_UNDETERMINED) {
		v->decision = WC_DECISION_UNKNOWN;
		v->launch = WC_LAUNCH_UNKNOWN;
	} else {
		v->decision = WC_REFUSE;
		v->launch = other >= WC_CAN_RELAXED ? WC_LAUNCH_NEEDS_FLAG : other == WC_UNDETERMINED ? WC_LAUNCH_UNKNOWN : WC_LAUNCH_IMPOSSIBLE;
	}
}

/* Hyper-V isolation is undetermined for no other reason than the pause image. */
static bool
waits_for_sandbox(const struct wc_judgement *j, const struct wc_verdict *v)
{
	return j->outcome[1] == WC_UNDETERMINED && v->modes[1].status != WC_STATUS_UNKNOWN && v->host->engine.is_cri && !wc_sandbox_fits(v);
}

static void
choose(struct wc_judgement *j, struct wc_verdict *v)
{
	v->default_mode = (uint8_t)engine_default(v->program, v->host);
	for (unsigned i = 0; i < WC_MODES; i++)
		j->outcome[i] = (uint8_t)(j->licence_refuses ? WC_CANNOT : outcome_of(j, v, i));
	switch (v->request.isolation) {
	case WC_ISOLATION_AUTO:
		decide_auto(j, v);
		break;
	case WC_ISOLATION_PROCESS:
		decide_one_mode(j, v, WC_PROCESS);
		break;
	case WC_ISOLATION_HYPERV:
		decide_one_mode(j, v, WC_HYPERV);
		break;
	default:
		decide_one_mode(j, v, v->default_mode);
	}
	v->isolation = v->decision == WC_ALLOW ? v->judged : WC_MODE_NONE;
	bool hyperv_counts = v->judged == WC_HYPERV || v->request.isolation == WC_ISOLATION_AUTO;
	if (v->decision == WC_DECISION_UNKNOWN && hyperv_counts && waits_for_sandbox(j, v) && v->host->sandbox.build == 0)
		wc_add_missing(v, WC_HOST_SANDBOX);
}

/* An answer that both modes share and that one rule gives. */
static void
answer_outright(struct wc_verdict *v, unsigned decision, enum wc_role r, enum wc_fact fact)
{
	unsigned status = decision == WC_REFUSE ? WC_UNSUPPORTED : WC_STATUS_UNKNOWN;
	v->default_mode = (uint8_t)engine_default(v->program, v->host);
	v->judged = (uint8_t)(v->request.isolation == WC_ISOLATION_PROCESS  ? WC_PROCESS
	                      : v->request.isolation == WC_ISOLATION_HYPERV ? WC_HYPERV
	                                                                    : v->default_mode);
	v->decision = (uint8_t)decision;
	v->launch = decision == WC_REFUSE ? WC_LAUNCH_IMPOSSIBLE : WC_LAUNCH_UNKNOWN;
	v->host_release = wc_release_find(v->program, v->host->version.build, v->host->product);
	v->host_build_known = v->host_release != WC_NO_RELEASE;
	v->image_release = wc_release_find(v->program, v->image->version.build, WC_PRODUCT_UNKNOWN);
	v->image_build_known = v->image_release != WC_NO_RELEASE;
	for (unsigned i = 0; i < WC_MODES; i++) {
		v->modes[i] = (struct wc_mode_verdict){.status = (uint8_t)status};
		wc_mode_spoke(&v->modes[i], wc_role_rule(v, r));
	}
	wc_add_reason(v, wc_role_rule(v, r), decision == WC_REFUSE ? WC_SAYS_REFUSE : WC_SAYS_NOTHING, WC_MODE_NONE, fact);
}

static bool
is_windows(unsigned os)
{
	return os == WC_OS_WINDOWS || os == WC_OS_UNKNOWN;
}

/* True where the operating systems settle it: Linux and others are no question of versions. */
static bool
decide_by_os(struct wc_verdict *v)
{
	bool image = is_windows(v->image->os), host = is_windows(v->host->os);
	if (image && host)
		return false;
	if (image)
		answer_outright(v, WC_REFUSE, WC_ROLE_LINUX_HOST, WC_HOST_OS);
	else if (host && v->image->os == WC_OS_LINUX)
		answer_outright(v, WC_REFUSE, WC_ROLE_LINUX_IMAGE, WC_IMAGE_OS);
	else
		answer_outright(v, host ? WC_REFUSE : WC_DECISION_UNKNOWN, WC_ROLE_OTHER_OS, WC_IMAGE_OS);
	return true;
}

/* Where a version is missing, nothing is guessed; what forbids it whatever the version still does. */
static bool
lacks_version(struct wc_judgement *j, struct wc_verdict *v)
{
	bool host = v->host->version.build == 0, image = v->image->version.build == 0 && v->image->family != WC_HOSTPROCESS;
	if (!host && !image)
		return false;
	enum wc_fact fact = host ? WC_HOST_OS_VERSION : WC_IMAGE_OS_VERSION;
	answer_outright(v, WC_DECISION_UNKNOWN, host ? WC_ROLE_HOST_VERSION_MISSING : WC_ROLE_IMAGE_VERSION_MISSING, fact);
	wc_add_missing(v, fact);
	if (image)
		wc_add_missing(v, WC_IMAGE_OS_VERSION);
	struct wc_reason why = v->reasons[0];
	v->reason_count = 0;
	wc_narrow_statuses(j, v);
	choose(j, v);
	wc_say_why_without_version(j, v, why);
	return true;
}

/* What a verdict is before anything was looked at. */
static void
begin(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, const struct wc_request *request,
      struct wc_verdict *v)
{
	v->program = view->program;
	v->edition = view->edition;
	v->host = host;
	v->image = image;
	v->request = *request;
	v->cell = NULL;
	v->missing = 0;
	v->isolation = WC_MODE_NONE;
	v->reason_count = v->warning_count = v->note_count = v->remedy_count = v->not_evaluated_count = 0;
	v->host_release = v->image_release = WC_NO_RELEASE;
	v->host_build_known = v->image_build_known = false;
	v->choice.says = WC_MATCHER_UNKNOWN;
	v->choice.outcome_count = 0;
	v->choice.split = false;
	v->choice.missing = 0;
	v->choice.better = 0;
	if (host->engine.kind)
		v->choice = image->entry_count ? image->choice : wc_choose_manifest(view->program, host, image);
}

/* Decides, and says why; false where the operating systems settled it, so that there is no remedy. */
static bool
judge(struct wc_judgement *j, struct wc_pair *scratch, struct wc_verdict *v)
{
	bool settled = decide_by_os(v);
	if (!settled) {
		j->pair = wc_pair_of(j->view, &j->asked, scratch);
		if (!lacks_version(j, v)) {
			wc_take_pair(j, v);
			wc_narrow_statuses(j, v);
			choose(j, v);
			wc_say_why(j, v);
		}
		if (!v->host_build_known && v->host->version.build)
			v->host_release = wc_release_nearest(v->program, v->host->version.build);
		if (!v->image_build_known && v->image->version.build)
			v->image_release = wc_release_nearest(v->program, v->image->version.build);
	}
	v->modes[0].engine = v->modes[1].engine = v->choice.says;
	return !settled;
}

/* Nothing is known yet; of the statuses, `relaxed` is accepted (contract 8). */
static struct wc_judgement
start(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, const struct wc_request *request)
{
	return (struct wc_judgement){.view = view, .asked = wc_asked_of(host, image, request), .accept = WC_RELAXED, .accept_rule = WC_NO_RULE};
}

void
wc_decide(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image, const struct wc_request *request,
          struct wc_verdict *v)
{
	struct wc_pair scratch;
	struct wc_judgement j = start(view, host, image, request);
	begin(view, host, image, request, v);
	if (judge(&j, &scratch, v))
		wc_remedies(&j, v);
}

void
wc_decide_without_remedies(const struct wc_view *view, const struct wc_host *host, const struct wc_image *image,
                           const struct wc_request *request, const struct wc_site_sum *sum, struct wc_verdict *v)
{
	struct wc_pair scratch;
	struct wc_judgement j = start(view, host, image, request);
	j.sum = sum;
	begin(view, host, image, request, v);
	judge(&j, &scratch, v);
}
