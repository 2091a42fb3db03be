/* The closed vocabularies: one word per idea, as written in data files, on the command line and in JSON. */
#ifndef WC_MODEL_WORDS_H
#define WC_MODEL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* A vocabulary: word i stands for the enumeration value i. Value 0 is always "not known" or "none given". */
struct wc_words {
	const char *what;        /* what the words name, for messages: "a product" */
	const char *const *word; /* `count` words */
	size_t count;
};

/* The word for `value`, or "?" where it is out of range. */
const char *wc_word(const struct wc_words *words, unsigned value);

/* Finds `text` (exact, lower case as printed); true and the value in `ret_value`, or false. */
bool wc_word_find(const struct wc_words *words, const char *text, unsigned *ret_value);

#define WC_ENUM_ITEM(prefix_name, word) prefix_name,

#define WC_OS_WORDS(X) X(WC_OS_UNKNOWN, "unknown") X(WC_OS_WINDOWS, "windows") X(WC_OS_LINUX, "linux") X(WC_OS_OTHER, "other")
enum wc_os { WC_OS_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_os_words;

#define WC_PRODUCT_WORDS(X) X(WC_PRODUCT_UNKNOWN, "unknown") X(WC_SERVER, "server") X(WC_CLIENT, "client")
enum wc_product { WC_PRODUCT_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_product_words;

#define WC_EDITION_WORDS(X) \
	X(WC_EDITION_UNKNOWN, "unknown") X(WC_HOME, "home") X(WC_PRO, "pro") X(WC_ENTERPRISE, "enterprise") \
	X(WC_EDUCATION, "education") X(WC_IOT, "iot") X(WC_MULTI_SESSION, "multi-session") \
	X(WC_STANDARD, "standard") X(WC_DATACENTER, "datacenter")
enum wc_windows_edition { WC_EDITION_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_windows_edition_words;

#define WC_INSTALLATION_WORDS(X) \
	X(WC_INSTALLATION_UNKNOWN, "unknown") X(WC_INSTALLED_SERVER, "server") X(WC_INSTALLED_CORE, "core") \
	X(WC_INSTALLED_NANO, "nano") X(WC_INSTALLED_CLIENT, "client")
enum wc_installation { WC_INSTALLATION_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_installation_words;

#define WC_ARCH_WORDS(X) \
	X(WC_ARCH_UNKNOWN, "unknown") X(WC_AMD64, "amd64") X(WC_ARM64, "arm64") X(WC_ARM, "arm") X(WC_386, "386") \
	X(WC_ARCH_OTHER, "other")
enum wc_arch { WC_ARCH_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_arch_words;

#define WC_TRI_WORDS(X) X(WC_TRI_UNKNOWN, "unknown") X(WC_NO, "no") X(WC_YES, "yes")
enum wc_tri { WC_TRI_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_tri_words;

/* The base image a container image stands on. `hostprocess` images have no Windows of their own. */
#define WC_FAMILY_WORDS(X) \
	X(WC_FAMILY_UNKNOWN, "unknown") X(WC_SERVERCORE, "servercore") X(WC_NANOSERVER, "nanoserver") \
	X(WC_FAMILY_WINDOWS, "windows") X(WC_FAMILY_SERVER, "server") X(WC_HOSTPROCESS, "hostprocess")
enum wc_family { WC_FAMILY_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_family_words;

#define WC_ENGINE_WORDS(X) \
	X(WC_ENGINE_UNKNOWN, "unknown") X(WC_MOBY, "docker") X(WC_CONTAINERD, "containerd") X(WC_BUILDKIT, "buildkit") \
	X(WC_NOMAD, "nomad") X(WC_PODMAN, "podman") X(WC_HCSSHIM, "hcsshim") X(WC_GITLAB_RUNNER, "gitlab-runner") \
	X(WC_REGCTL, "regctl") X(WC_ENGINE_OTHER, "other")
enum wc_engine_kind { WC_ENGINE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_engine_words;

#define WC_STORE_WORDS(X) X(WC_STORE_UNKNOWN, "unknown") X(WC_GRAPHDRIVER, "graphdriver") X(WC_STORE_CONTAINERD, "containerd")
enum wc_store { WC_STORE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_store_words;

/* How an engine decides which entries of an index fit a host (data/engines.yaml, selectors). */
#define WC_MATCHING_WORDS(X) \
	X(WC_MATCHING_NONE, "none") X(WC_MATCH_GRAPHDRIVER, "graphdriver") X(WC_MATCH_PREFIX, "prefix") \
	X(WC_MATCH_STABLE_ABI, "stable-abi") X(WC_MATCH_EQUAL_BUILD, "equal-build") X(WC_MATCH_VARIANT, "variant")
enum wc_matching { WC_MATCHING_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_matching_words;

/* Which of the entries that fit it takes. */
#define WC_ORDERING_WORDS(X) \
	X(WC_ORDERING_NONE, "none") X(WC_AS_LISTED, "as-listed") X(WC_SAME_BUILD_FIRST, "same-build-first") \
	X(WC_BY_REVISION, "revision") X(WC_BY_TEXT, "text") X(WC_EXACT_THEN_NUMBER, "exact-then-number")
enum wc_ordering { WC_ORDERING_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_ordering_words;

/* Which of its floors a stable-abi matcher takes for a host. */
#define WC_FLOOR_WORDS(X) X(WC_FLOOR_NONE, "none") X(WC_FLOOR_BELOW_HOST, "below-host") X(WC_FLOOR_ONE_BEFORE, "one-before")
enum wc_floor { WC_FLOOR_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_floor_words;

/* The two isolations; WC_MODE_NONE where no mode was chosen. */
#define WC_MODE_WORDS(X) X(WC_MODE_NONE, "none") X(WC_PROCESS, "process") X(WC_HYPERV, "hyperv")
enum wc_mode { WC_MODE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_mode_words;

/* What is asked for: --isolation. */
#define WC_ISOLATION_WORDS(X) \
	X(WC_ISOLATION_DEFAULT, "default") X(WC_ISOLATION_PROCESS, "process") X(WC_ISOLATION_HYPERV, "hyperv") \
	X(WC_ISOLATION_AUTO, "auto")
enum wc_isolation { WC_ISOLATION_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_isolation_words;

#define WC_PURPOSE_WORDS(X) \
	X(WC_PURPOSE_UNSPECIFIED, "unspecified") X(WC_DEVELOPMENT, "development") X(WC_TEST, "test") X(WC_PRODUCTION, "production")
enum wc_purpose { WC_PURPOSE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_purpose_words;

/* Where a fact came from (contract 4). `assumed`: taken because the build allows it and nobody said otherwise. */
#define WC_ORIGIN_WORDS(X) \
	X(WC_FROM_NOWHERE, "none") X(WC_FROM_GIVEN, "given") X(WC_FROM_CONFIG, "config") X(WC_FROM_INDEX, "index") \
	X(WC_FROM_BASE_LAYER, "base-layer") X(WC_FROM_ENGINE, "engine") X(WC_FROM_TAG, "tag") X(WC_FROM_RELEASE, "release") \
	X(WC_FROM_NODE, "node") X(WC_FROM_SYSTEMINFO, "systeminfo") X(WC_FROM_REGISTRY_QUERY, "reg-query") \
	X(WC_FROM_MACHINE, "machine") X(WC_FROM_REGISTRY, "registry") X(WC_FROM_ASSUMED, "assumed")
enum wc_origin { WC_ORIGIN_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_origin_words;

/* What the edition of the matrix in force prints (says.vendor). */
#define WC_VENDOR_WORDS(X) X(WC_VENDOR_UNLISTED, "unlisted") X(WC_VENDOR_NO, "no") X(WC_VENDOR_PREVIEW, "preview") X(WC_VENDOR_YES, "yes")
enum wc_vendor { WC_VENDOR_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_vendor_words;

/* What Microsoft's other pages say (says.prose). */
#define WC_PROSE_WORDS(X) X(WC_PROSE_NONE, "none") X(WC_PROSE_NO, "no") X(WC_PROSE_YES, "yes")
enum wc_prose { WC_PROSE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_prose_words;

/* What the host's compute layer does (says.host). */
#define WC_COMPUTE_WORDS(X) X(WC_COMPUTE_UNKNOWN, "unknown") X(WC_FAILS, "fails") X(WC_STARTS, "starts")
enum wc_compute { WC_COMPUTE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_compute_words;

/* What the engine's matcher does (says.engine). */
#define WC_MATCHER_WORDS(X) \
	X(WC_MATCHER_UNKNOWN, "unknown") X(WC_SELECTS, "selects") X(WC_OTHER_ENTRY, "other-entry") X(WC_MATCHER_REFUSES, "refuses")
enum wc_matcher { WC_MATCHER_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_matcher_words;

/* The status lattice, worst first: a rule can only move a status towards the front (design, "Data and rules"). */
#define WC_STATUS_WORDS(X) \
	X(WC_STATUS_NONE, "none") X(WC_UNSUPPORTED, "unsupported") X(WC_STATUS_UNKNOWN, "unknown") X(WC_RELAXED, "relaxed") \
	X(WC_SUPPORTED, "supported")
enum wc_status { WC_STATUS_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_status_words;

#define WC_DECISION_WORDS(X) X(WC_DECISION_UNKNOWN, "unknown") X(WC_REFUSE, "refuse") X(WC_ALLOW, "allow")
enum wc_decision { WC_DECISION_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_decision_words;

#define WC_LAUNCH_WORDS(X) \
	X(WC_LAUNCH_UNKNOWN, "unknown") X(WC_LAUNCH_AS_IS, "as-is") X(WC_LAUNCH_NEEDS_FLAG, "needs-flag") \
	X(WC_LAUNCH_IMPOSSIBLE, "impossible")
enum wc_launch { WC_LAUNCH_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_launch_words;

#define WC_EVIDENCE_WORDS(X) \
	X(WC_EVIDENCE_NONE, "none") X(WC_DOCUMENTED, "documented") X(WC_ANNOUNCED, "announced") X(WC_IMPLEMENTED, "implemented") \
	X(WC_OBSERVED, "observed") X(WC_LICENCE, "licence") X(WC_POLICY, "policy")
enum wc_evidence { WC_EVIDENCE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_evidence_words;

#define WC_ACTION_WORDS(X) \
	X(WC_ACTION_NONE, "none") X(WC_USE_ISOLATION, "use-isolation") X(WC_USE_TAG, "use-tag") X(WC_USE_DIGEST, "use-digest") \
	X(WC_UPDATE_HOST, "update-host") X(WC_UPDATE_IMAGE, "update-image") X(WC_UPDATE_ENGINE, "update-engine") \
	X(WC_ENABLE_HYPERV, "enable-hyperv") X(WC_DECLARE_PURPOSE, "declare-purpose") X(WC_GIVE_FACT, "give-fact")
enum wc_action { WC_ACTION_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_action_words;

/* Which voice a clause of a rule speaks with (data/FORMAT.md). */
#define WC_VOICE_WORDS(X) \
	X(WC_VOICE_NONE, "none") X(WC_VOICE_PROSE, "prose") X(WC_VOICE_HOST, "host") X(WC_VOICE_REQUIREMENT, "requirement") \
	X(WC_VOICE_ENGINE, "engine") X(WC_VOICE_LICENCE, "licence") X(WC_VOICE_CAUTION, "caution") X(WC_VOICE_NOTE, "note")
enum wc_voice { WC_VOICE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_voice_words;

/* What a clause says; which words fit depends on its voice. */
#define WC_SAYS_WORDS(X) \
	X(WC_SAYS_NOTHING, "nothing") X(WC_SAYS_NO, "no") X(WC_SAYS_YES, "yes") X(WC_SAYS_FAILS, "fails") X(WC_SAYS_STARTS, "starts") \
	X(WC_SAYS_REFUSE, "refuse") X(WC_SAYS_RELAXED, "relaxed") X(WC_SAYS_WARN, "warn") X(WC_SAYS_NOTE, "note")
enum wc_says { WC_SAYS_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_says_words;

/* How the image's build stands to the host's. */
#define WC_COMPARE_WORDS(X) \
	X(WC_COMPARE_ANY, "any") X(WC_EQUAL, "equal") X(WC_DIFFERS, "differs") X(WC_LOWER, "lower") \
	X(WC_LOWER_OR_EQUAL, "lower-or-equal") X(WC_HIGHER, "higher")
enum wc_compare { WC_COMPARE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_compare_words;

/* How the image's revision stands to the host's; both must be known. */
#define WC_REVISIONS_WORDS(X) X(WC_REVISIONS_ANY, "any") X(WC_REVISIONS_EQUAL, "equal") X(WC_REVISIONS_DIFFER, "differ")
enum wc_revisions { WC_REVISIONS_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_revisions_words;

/* On which side of a revision border it matters. */
#define WC_DIRECTION_WORDS(X) X(WC_DIRECTION_EITHER, "either") X(WC_DIRECTION_IMAGE_NEWER, "image-newer")
enum wc_direction { WC_DIRECTION_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_direction_words;

#define WC_CHANNEL_WORDS(X) \
	X(WC_CHANNEL_NONE, "none") X(WC_LTSC, "ltsc") X(WC_SAC, "sac") X(WC_AC, "ac") X(WC_CHANNEL_CLIENT, "client") X(WC_PREVIEW, "preview")
enum wc_channel { WC_CHANNEL_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_channel_words;

/* What a refusal of serve comes to. */
#define WC_SERVE_MODE_WORDS(X) X(WC_SERVE_AUDIT, "audit") X(WC_SERVE_WARN, "warn") X(WC_SERVE_ENFORCE, "enforce")
enum wc_serve_mode { WC_SERVE_MODE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_serve_mode_words;

/* What comes there of what nobody knows. */
#define WC_ON_UNKNOWN_WORDS(X) X(WC_ON_UNKNOWN_REFUSE, "refuse") X(WC_ON_UNKNOWN_WARN, "warn") X(WC_ON_UNKNOWN_INFER, "infer")
enum wc_on_unknown { WC_ON_UNKNOWN_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_on_unknown_words;

/* How a container tag names its build (data/tags.yaml). */
#define WC_LAYER_ROLE_WORDS(X) X(WC_LAYER_NONE, "none") X(WC_LAYER_BASE, "base") X(WC_LAYER_UPDATE, "update") X(WC_LAYER_UPDATE_LIKELY, "update-likely")
enum wc_layer_role { WC_LAYER_ROLE_WORDS(WC_ENUM_ITEM) };
extern const struct wc_words wc_layer_role_words;

#endif
