/* Taking the line of a build apart. */
#include "launch/build_line.h"

#include <ctype.h>
#include <string.h>

/* A flag, by its long name; `letter` is 0 where it has none. */
struct flag {
	const char *name;
	char letter;
	bool takes_value;
};

/* Those of docker itself, which stand before "build". Source: docker/cli cli/flags/options.go. */
static const struct flag of_docker[] = {
	{"config", 0, true},  {"context", 'c', true},  {"debug", 'D', false}, {"host", 'H', true},   {"log-level", 'l', true}, {"tls", 0, false},
	{"tlscacert", 0, true}, {"tlscert", 0, true},  {"tlskey", 0, true},   {"tlsverify", 0, false},
};

/* Those of nerdctl. Source: containerd/nerdctl docs/command-reference.md, "Global flags". */
static const struct flag of_nerdctl[] = {
	{"address", 'a', true}, {"host", 'H', true}, {"namespace", 'n', true}, {"snapshotter", 0, true}, {"storage-driver", 0, true}, {"cni-path", 0, true},
	{"cni-netconfpath", 0, true}, {"data-root", 0, true}, {"cgroup-manager", 0, true}, {"insecure-registry", 0, false}, {"hosts-dir", 0, true},
	{"experimental", 0, false}, {"debug", 0, false}, {"debug-full", 0, false},
};

/* Those of the classic builder, of buildx and of nerdctl build. Source: docker/cli cli/command/image/build.go, docker/buildx commands/build.go. */
static const struct flag of_build[] = {
	{"add-host", 0, true}, {"allow", 0, true}, {"annotation", 0, true}, {"attest", 0, true}, {"build-arg", 0, true}, {"build-context", 0, true},
	{"builder", 0, true}, {"buildkit-host", 0, true}, {"cache-from", 0, true}, {"cache-to", 0, true}, {"call", 0, true}, {"cgroup-parent", 0, true},
	{"check", 0, false}, {"compress", 0, false}, {"cpu-period", 0, true}, {"cpu-quota", 0, true}, {"cpu-shares", 'c', true}, {"cpuset-cpus", 0, true},
	{"cpuset-mems", 0, true}, {"debug", 'D', false}, {"disable-content-trust", 0, false}, {"file", 'f', true}, {"force-rm", 0, false}, {"help", 'h', false},
	{"iidfile", 0, true}, {"ipfs", 0, false}, {"isolation", 0, true}, {"label", 0, true}, {"load", 0, false}, {"memory", 'm', true}, {"memory-swap", 0, true},
	{"metadata-file", 0, true}, {"network", 0, true}, {"no-cache", 0, false}, {"no-cache-filter", 0, true}, {"output", 'o', true}, {"platform", 0, true},
	{"policy", 0, true}, {"print", 0, true}, {"progress", 0, true}, {"provenance", 0, true}, {"pull", 0, false}, {"push", 0, false}, {"quiet", 'q', false},
	{"rm", 0, false}, {"sbom", 0, true}, {"secret", 0, true}, {"security-opt", 0, true}, {"shm-size", 0, true}, {"squash", 0, false}, {"ssh", 0, true},
	{"stream", 0, false}, {"tag", 't', true}, {"target", 0, true}, {"ulimit", 0, true},
};

struct table {
	const struct flag *flags;
	size_t count;
	const char *of; /* for messages */
};

#define WC_TABLE(flags, of) {flags, sizeof(flags) / sizeof((flags)[0]), of}
static const struct table docker_table = WC_TABLE(of_docker, "docker"), nerdctl_table = WC_TABLE(of_nerdctl, "nerdctl"), build_table = WC_TABLE(of_build, "build");

/* A walk along the words. */
struct walk {
	wc_arena *arena;
	const char *const *words;
	size_t count, at;
	struct wc_build_flag *flags;
	size_t flag_count;
	struct wc_err *err;
};

static const struct flag *
find(const struct table *table, const char *name, size_t length, char letter)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct flag *f = &table->flags[i];
		if (letter ? f->letter == letter : strlen(f->name) == length && strncmp(f->name, name, length) == 0)
			return f;
	}
	return NULL;
}

static bool
unknown(struct walk *w, const struct table *table)
{
	wc_fail(w->err, WC_FAULT_INPUT, "%.80s is no flag of %s that we know: whether it takes a value decides which word is the context", w->words[w->at], table->of);
	return wc_hint(w->err, "leave it out, or run the command without wincompat after a `wincompat scan`");
}

/* The value of a flag: behind its '=', or the next word. */
static bool
take_value(struct walk *w, const struct flag *flag, const char *written)
{
	const char *value = written;
	if (!value && flag->takes_value) {
		if (w->at + 1 == w->count)
			return wc_fail(w->err, WC_FAULT_INPUT, "--%s needs a value", flag->name);
		value = w->words[++w->at];
	}
	w->flags[w->flag_count++] = (struct wc_build_flag){flag->name, value};
	return true;
}

/* "-qt NAME", "-tNAME", "-t=NAME". */
static bool
take_letters(struct walk *w, const struct table *table)
{
	for (const char *p = w->words[w->at] + 1; *p; p++) {
		const struct flag *flag = find(table, NULL, 0, *p);
		if (!flag)
			return unknown(w, table);
		if (flag->takes_value || p[1] == '=')
			return take_value(w, flag, p[1] == '=' ? p + 2 : p[1] ? p + 1 : NULL);
		w->flags[w->flag_count++] = (struct wc_build_flag){flag->name, NULL};
	}
	return true;
}

/* The flag at `at`, to its last word. */
static bool
take_flag(struct walk *w, const struct table *table)
{
	const char *word = w->words[w->at], *name = word + 2, *equals = strchr(word, '=');
	if (word[1] != '-') {
		if (!take_letters(w, table))
			return false;
	} else {
		const struct flag *flag = find(table, name, equals ? (size_t)(equals - name) : strlen(name), '\0');
		if (!flag)
			return unknown(w, table);
		if (!take_value(w, flag, equals ? equals + 1 : NULL))
			return false;
	}
	w->at++;
	return true;
}

static bool
is_flag(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

/* The name of a program without its folder and ".exe", in lower case. */
static const char *
program_name(wc_arena *arena, const char *path)
{
	const char *name = path;
	for (const char *p = path; *p; p++)
		name = *p == '/' || *p == '\\' ? p + 1 : name;
	char *lower = wc_copyz(arena, name);
	size_t length = strlen(lower);
	for (char *p = lower; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (length > 4 && strcmp(lower + length - 4, ".exe") == 0)
		lower[length - 4] = '\0';
	return lower;
}

static bool
no_build(struct walk *w)
{
	wc_fail(w->err, WC_FAULT_INPUT, "%.80s%s%.80s is no command that builds by a Dockerfile", w->words[0], w->at < w->count ? " … " : "",
	        w->at < w->count ? w->words[w->at] : "");
	return wc_hint(w->err, "write wincompat build [OPTIONS] -- docker build [ARG...]; docker buildx build and nerdctl build are taken, too");
}

/* Is the word at hand one of those? NULL ends the list. */
static bool
is_word(const struct walk *w, size_t at, const char *a, const char *b)
{
	return at < w->count && (strcmp(w->words[at], a) == 0 || (b && strcmp(w->words[at], b) == 0));
}

/* "docker [FLAGS] build", "… image build", "… builder build", "… buildx build". */
static bool
take_command(struct walk *w, struct wc_build_line *line)
{
	line->program = program_name(w->arena, w->words[0]);
	bool is_docker = strcmp(line->program, "docker") == 0;
	if (!is_docker && strcmp(line->program, "nerdctl") != 0)
		return no_build(w);
	for (w->at = 1; w->at < w->count && is_flag(w->words[w->at]);)
		if (!take_flag(w, is_docker ? &docker_table : &nerdctl_table))
			return false;
	line->is_buildx = !is_docker || is_word(w, w->at, "buildx", NULL);
	w->at += is_word(w, w->at, "buildx", "builder") || is_word(w, w->at, "image", NULL);
	if (!is_word(w, w->at, "build", line->is_buildx && is_docker ? "b" : NULL))
		return no_build(w);
	line->flags_at = ++w->at;
	w->flag_count = 0;
	return true;
}

static bool
take_context(struct walk *w, struct wc_build_line *line)
{
	const char *word = w->words[w->at++];
	if (line->context) {
		wc_fail(w->err, WC_FAULT_INPUT, "both %.80s and %.80s stand where the one context stands", line->context, word);
		return wc_hint(w->err, "a build has one context, such as .");
	}
	line->context = word;
	return true;
}

bool
wc_build_line_parse(wc_arena *arena, const char *const *words, size_t count, struct wc_build_line *ret_line, struct wc_err *err)
{
	struct walk w = {.arena = arena, .words = words, .count = count, .err = err};
	struct wc_build_line line = {0};
	size_t letters = 1;
	bool ended = false;
	for (size_t i = 0; i < count; i++)
		letters += strlen(words[i]) + 1;
	w.flags = wc_array(arena, struct wc_build_flag, letters); /* a word of n letters holds less than n flags */
	if (!take_command(&w, &line))
		return false;
	while (w.at < count) {
		if (!ended && strcmp(words[w.at], "--") == 0) {
			ended = true;
			w.at++;
		} else if (!(!ended && is_flag(words[w.at]) ? take_flag(&w, &build_table) : take_context(&w, &line))) {
			return false;
		}
	}
	line.flags = w.flags;
	line.flag_count = w.flag_count;
	*ret_line = line;
	return true;
}

const char *
wc_build_line_value(const struct wc_build_line *line, const char *name)
{
	for (size_t i = line->flag_count; i-- > 0;)
		if (strcmp(line->flags[i].name, name) == 0)
			return line->flags[i].value ? line->flags[i].value : "";
	return NULL;
}
