/* What is read for a run: the line, the host, the engine, the image. */
#include "app/run_job.h"

#include "app/engine_host.h"
#include "app/program.h"

#include <ctype.h>
#include <string.h>

void
wc_run_remark(struct wc_run_job *job, const char *sentence)
{
	struct wc_run_ready *ready = job->ready;
	const char **more = wc_array(job->arena, const char *, ready->remark_count + 1);
	if (ready->remark_count)
		memcpy(more, ready->remarks, ready->remark_count * sizeof(*more));
	more[ready->remark_count++] = sentence;
	ready->remarks = more;
}

/* What is odd about the line, though docker may take it. */
static void
remark_line(struct wc_run_job *job)
{
	const struct wc_docker_line *line = &job->ready->line;
	for (size_t i = 0; i < line->flag_count; i++) {
		const struct wc_line_flag *flag = &line->flags[i];
		if (!flag->known)
			wc_run_remark(job, wc_printf(job->arena, "%.80s is no flag that we know: it is passed on, %s", flag->written,
			                      flag->value ? "with its value" : "as one without a value (one that has a value is written with =)"));
	}
	if (line->strayed)
		wc_run_remark(job, wc_printf(job->arena, "%.80s stands behind the image, where it is part of the container's command and sets "
		                      "no isolation: write it before the image", line->strayed));
}

/* Docker takes the word in any case, and "" for its default. */
static bool
take_isolation(struct wc_run_job *job, struct wc_err *err)
{
	const char *given = job->ready->line.isolation;
	unsigned isolation = WC_ISOLATION_DEFAULT;
	job->ready->request = job->run->request;
	if (!given)
		return true;
	char *word = wc_copyz(job->arena, given);
	for (char *p = word; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (*word && !wc_word_find(&wc_isolation_words, word, &isolation)) {
		wc_fail(err, WC_FAULT_INPUT, "--isolation: '%.40s' is no isolation", given);
		return wc_hint(err, "it takes default, process or hyperv, as docker does, or auto");
	}
	job->ready->request.isolation = (uint8_t)isolation;
	return true;
}

/* A flag of docker's that says which system the container is for. */
static bool
check_platform(const struct wc_docker_line *line, struct wc_err *err)
{
	const char *platform = wc_docker_line_value(line, "platform");
	size_t system = platform ? strcspn(platform, "/(") : 0;
	if (!platform || !*platform || strcmp(platform, "amd64") == 0 || strcmp(platform, "arm64") == 0 ||
	    (system == strlen("windows") && strncmp(platform, "windows", system) == 0))
		return true;
	wc_fail(err, WC_FAULT_INPUT, "--platform %.40s: this launches Windows containers only", platform);
	return wc_hint(err, "leave it out, or use docker itself");
}

bool
wc_run_take_line(struct wc_run_job *job, struct wc_err *err)
{
	const struct wc_run *run = job->run;
	struct wc_docker_line *line = &job->ready->line;
	if (!wc_docker_line_parse(job->arena, wc_program_builtin(), run->words, run->word_count, NULL, NULL, line, err))
		return false;
	if (!line->image) {
		wc_fail(err, WC_FAULT_INPUT, "run needs an image");
		return wc_hint(err, "write wincompat run [OPTIONS] IMAGE [COMMAND [ARG...]], the options as docker run takes them");
	}
	remark_line(job);
	return take_isolation(job, err) && check_platform(line, err);
}

bool
wc_run_take_host(struct wc_run_job *job, struct wc_err *err)
{
	const struct wc_run *run = job->run;
	struct wc_engine_asked asked = {&run->how, run->hosts, run->launcher->name, run->launcher->is_docker};
	return wc_engine_host_find(job->arena, &asked, &job->host, &job->engine, err);
}

static bool
ask_engine(const struct wc_run_job *job, struct wc_host **ret_engine)
{
	static const char *docker = "docker";
	struct wc_err ignored;
	size_t count;
	return wc_gather_hosts(job->arena, &job->run->how, (struct wc_names){&docker, 1}, ret_engine, &count, &ignored);
}

/* Asks the engine that will launch, where that was not done for its host, and whether it can launch at all. */
bool
wc_run_check_engine(struct wc_run_job *job, struct wc_err *err)
{
	const struct wc_launcher *launcher = job->run->launcher;
	struct wc_host *engine;
	if (launcher->is_docker && !job->engine && !job->run->is_dry && ask_engine(job, &engine))
		job->engine = engine;
	return launcher->ready(&(struct wc_order){.arena = job->arena, .engine = job->engine}, err);
}

struct wc_gathered *
wc_run_gather_image(struct wc_run_job *job, const char *name, bool offline)
{
	struct wc_gather how = job->run->how;
	how.offline |= offline;
	return wc_gather_images(job->arena, &how, (struct wc_names){&name, 1});
}

/* Docker takes what the engine has before it asks a registry, unless --pull=always says otherwise. */
static bool
read_of_engine(struct wc_run_job *job, const char *pull, bool is_only, struct wc_err *err)
{
	bool never = pull && strcmp(pull, "never") == 0;
	if ((!job->engine && !is_only) || (pull && strcmp(pull, "always") == 0 && !is_only))
		return false;
	struct wc_gathered *read = wc_run_gather_image(job, wc_printf(job->arena, "docker-daemon:%s", job->named), true);
	if (!read->error) {
		job->image = read;
		return true;
	}
	if (never || is_only)
		*err = *read->error;
	return false;
}

bool
wc_run_take_image(struct wc_run_job *job, struct wc_err *err)
{
	const char *image = job->ready->line.image, *prefix = wc_image_prefix(image);
	const char *pull = wc_docker_line_value(&job->ready->line, "pull");
	bool of_engine = prefix && strcmp(prefix, "docker-daemon:") == 0, of_registry = prefix && strcmp(prefix, "docker://") == 0;
	if (prefix && !of_engine && !of_registry) {
		wc_fail(err, WC_FAULT_INPUT, "'%.200s' cannot be launched: no engine knows what %s names", image, prefix);
		return wc_hint(err, "load it into the engine (docker load), and name it as the engine does");
	}
	job->named = image + (prefix ? strlen(prefix) : 0);
	err->fault = WC_FAULT_NONE;
	if (job->run->launcher->is_docker && !of_registry && read_of_engine(job, pull, of_engine, err))
		return true;
	if (err->fault != WC_FAULT_NONE)
		return false;
	job->image = wc_run_gather_image(job, job->named, false);
	return true;
}
