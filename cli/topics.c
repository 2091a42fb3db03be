/* Topics of the help. Their examples of releases come from the data. */
#include "cli/topics.h"

#include "app/program.h"
#include "cli/command.h"
#include "cli/defaults.h"
#include "cli/usage.h"
#include "present/presenters.h"

#include <string.h>

enum { ROW_COLUMN = 28, FORMAT_COLUMN = 16 };

static const struct wc_topic_row hosts[] = {
	{"RELEASE", "a Windows release, by one of its aliases: `wincompat help hosts` lists them"},
	{"10.0.BUILD[.REVISION]", "a version; where a build has both products, server is assumed and the answer says so"},
	{"server:..., client:...", "a version or a build number of that product"},
	{"local", "this machine, where it runs Windows; there it is taken where no host is named"},
	{"docker", "the host of the Docker Engine that DOCKER_HOST or the docker context names; its own facts"},
	{"@FILE", "what `docker info --format json`, `docker version`, `nerdctl info --format json`, `kubectl get nodes -o json`, systeminfo, `reg query` or "
	          "`wincompat host -o json` printed; it may describe many hosts; @- is standard input"},
	{"SPEC,key=value,...", "more facts, of these:"},
	{"  edition=", "home, pro, enterprise, education, iot, multi-session, standard or datacenter"},
	{"  installation=", "server, core, nano or client"},
	{"  arch=", "amd64 or arm64"},
	{"  hyperv=, containers=", "yes or no: has the host this feature"},
	{"  revision=", "the revision, the version's fourth part"},
	{"  engine=", "the container engine, with its version behind a colon"},
	{"  store=", "the engine's image store: graphdriver or containerd"},
	{"  default-isolation=", "what the engine is set to take: process or hyperv"},
	{"  sandbox=", "the build of a Kubernetes node's pause image"},
	{"  name=", "what answers call the host"},
};

static const struct wc_topic_row images[] = {
	{"REF, docker://REF", "a reference: its registry is asked; --offline asks the cache, then its tag; --infer does so where the registry cannot answer"},
	{"oci:DIR[:REF]", "an OCI layout in a folder"},
	{"oci-archive:FILE[:REF]", "the same in a tar archive, compressed or not"},
	{"docker-daemon:REF", "an image that the Docker Engine has, or that it would pull; also docker-daemon:sha256:ID"},
	{"docker-archive:FILE[:REF]", "what `docker save` wrote, compressed or not"},
	{"json:FILE", "a manifest, an index, an image config, or what `docker image inspect` printed; json:- is standard input"},
	{"os:10.0.BUILD[.REVISION]", "facts given by hand, with more of them behind commas:"},
	{"  arch=", "amd64 or arm64"},
	{"  family=", "the base image: servercore, nanoserver, windows or server"},
	{"  features=", "the os.features of the image, such as win32k"},
};

static const struct wc_topic_row configuration[] = {
	{"/etc/wincompat/config.yaml",
	 "the system's file (on Windows %ProgramData%\\wincompat\\config.yaml): keys are the long names of options, "
	 "`isolation: auto`; an option that may be repeated takes a list, a flag yes or no"},
	{"$XDG_CONFIG_HOME/wincompat/config.yaml",
	 "the person's own file (~/.config where the variable is not set; on Windows %APPDATA%\\wincompat\\config.yaml); its keys "
	 "replace those of the system's file"},
	{"WINCOMPAT_...",
	 "variables replace both: WINCOMPAT_HOST, WINCOMPAT_FAIL_ON; values of an option that may be repeated are parted by "
	 "blanks"},
	{"--option", "what is typed replaces all of them"},
	{"NO_COLOR", "set to anything: no colours"},
};

static void
more_hosts(struct wc_text *out)
{
	const struct wc_program *p = wc_program_builtin();
	wc_text_addz(out, "\nReleases and their aliases:\n");
	for (size_t i = 0; i < p->release_count; i++) {
		const struct wc_release *r = &p->releases[i];
		struct wc_text aliases = {.arena = out->arena};
		for (size_t j = 0; j < r->aliases.count; j++)
			wc_text_printf(&aliases, "%s%s", j ? " " : "", r->aliases.item[j]);
		const char *left = wc_printf(out->arena, "%s (build %u)", r->title, (unsigned)r->build);
		wc_usage_row(out, left, ROW_COLUMN + 20, wc_text_string(&aliases));
	}
}

static void
more_configuration(struct wc_text *out)
{
	wc_text_addz(out, "\nKeys and variables:\n");
	for (size_t i = 0; i < wc_command_count; i++) {
		const struct wc_command *c = wc_commands[i];
		for (size_t j = 0; j < c->option_count; j++) {
			bool earlier = c->options[j].typed;
			for (size_t k = 0; k < i && !earlier; k++)
				earlier = wc_opt_find(wc_commands[k]->options, wc_commands[k]->option_count, c->options[j].name) <
				          wc_commands[k]->option_count;
			if (!earlier)
				wc_usage_row(out, c->options[j].name, ROW_COLUMN, wc_defaults_variable(out->arena, &c->options[j]));
		}
	}
}

static void
more_outputs(struct wc_text *out)
{
	for (size_t i = 0; i < wc_presenter_count; i++)
		wc_usage_row(out, wc_presenters[i].name, FORMAT_COLUMN, wc_presenters[i].title);
}

static void
more_exits(struct wc_text *out)
{
	wc_usage_exits(out);
}

#define ROWS(list) list, sizeof(list) / sizeof(list[0])

const struct wc_topic wc_topics[] = {
	{"hosts", "what --host takes", "A host is named by a SPEC:", ROWS(hosts), more_hosts},
	{"images", "how an image is named", "An image is named by one of:", ROWS(images), NULL},
	{"configuration", "defaults from files and the environment",
	 "What is not typed comes from here, each replacing what stands above it:", ROWS(configuration), more_configuration},
	{"outputs", "the formats of --output",
	 "Answers are written as one of these; docs/outputs.md says what each makes of refused and unknown:", NULL, 0, more_outputs},
	{"exit-codes", "what the exit codes mean", "Where several hold: 1, then 4, then 3.", NULL, 0, more_exits},
};
const size_t wc_topic_count = sizeof(wc_topics) / sizeof(wc_topics[0]);

const struct wc_topic *
wc_topic_find(const char *name)
{
	for (size_t i = 0; i < wc_topic_count; i++) {
		if (strcmp(wc_topics[i].name, name) == 0)
			return &wc_topics[i];
	}
	return NULL;
}

void
wc_usage_topic(struct wc_text *out, const struct wc_topic *topic)
{
	if (topic->about) {
		wc_usage_paragraph(out, 0, topic->about);
		wc_text_addz(out, "\n");
	}
	for (size_t i = 0; i < topic->row_count; i++)
		wc_usage_row(out, topic->rows[i].term, ROW_COLUMN, topic->rows[i].text);
	if (topic->more)
		topic->more(out);
}
