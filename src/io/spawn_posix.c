/* Running another program by posix_spawn, in a process group of its own. */
#include "io/spawn.h"

#include "base/text.h"
#include "io/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { IN, OUT, TALK, STREAMS, CHUNK = 4096 };

/* A child and our ends of its three streams; -1: closed. */
struct child {
	const struct wc_spawn *spawn;
	pid_t pid;
	int fd[STREAMS];
	size_t written;
	struct wc_text text[STREAMS];
};

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The pipes: ours in child->fd, the child's in `theirs`. None survives in any other program that we start. */
static bool
open_pipes(struct child *child, int theirs[STREAMS])
{
	for (int i = 0; i < STREAMS; i++) {
		int ends[2];
		if (pipe2(ends, O_CLOEXEC) != 0)
			return false;
		child->fd[i] = ends[i == IN];
		theirs[i] = ends[i != IN];
		fcntl(child->fd[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

static int
start(struct child *child, const int theirs[STREAMS])
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, defaults;
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < STREAMS; i++)
		posix_spawn_file_actions_adddup2(&actions, theirs[i], i);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	/* posix_spawn takes pointers to what it does not write. */
	char *const *argv = (char *const *)(const void *)child->spawn->argv;
	int why = posix_spawnp(&child->pid, argv[0], &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return why;
}

/* A child that does not read what it is given must not end us: the signal of a broken pipe is held back meanwhile. */
static void
feed(struct child *child)
{
	const struct wc_spawn *spawn = child->spawn;
	sigset_t broken, before;
	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &broken, &before);
	ssize_t n = spawn->input_length > child->written
	                ? write(child->fd[IN], spawn->input + child->written, spawn->input_length - child->written)
	                : 0;
	int why = errno;
	if (n < 0 && why == EPIPE)
		sigtimedwait(&broken, NULL, &(struct timespec){0});
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	child->written += n > 0 ? (size_t)n : 0;
	if ((n < 0 && why != EAGAIN && why != EINTR) || child->written == spawn->input_length)
		shut(&child->fd[IN]);
}

static void
drain(struct child *child, int i)
{
	char chunk[CHUNK];
	ssize_t n = read(child->fd[i], chunk, sizeof(chunk));
	if (n > 0)
		wc_text_add(&child->text[i], chunk, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		shut(&child->fd[i]);
}

/* Moves bytes until both outputs are closed. Returns NULL, or what went wrong. */
static const char *
talk(struct child *child, int64_t until)
{
	while (child->fd[OUT] >= 0 || child->fd[TALK] >= 0) {
		int64_t left = until - wc_clock_ms();
		struct pollfd polls[STREAMS];
		for (int i = 0; i < STREAMS; i++)
			polls[i] = (struct pollfd){.fd = child->fd[i], .events = i == IN ? POLLOUT : POLLIN};
		if (left <= 0)
			return "takes too long";
		if (poll(polls, STREAMS, (int)left) < 0 && errno != EINTR)
			return "cannot be waited for";
		if (child->fd[IN] >= 0 && polls[IN].revents)
			feed(child);
		for (int i = OUT; i < STREAMS; i++) {
			if (child->fd[i] >= 0 && polls[i].revents)
				drain(child, i);
			if (child->text[i].length > child->spawn->most)
				return "writes too much";
		}
	}
	return NULL;
}

/* Waits for its end until then; false where it goes on. */
static bool
reap(const struct child *child, int64_t until, int *ret_code)
{
	int status;
	pid_t got;
	while ((got = waitpid(child->pid, &status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
		if (wc_clock_ms() >= until)
			return false;
		poll(NULL, 0, 2);
	}
	*ret_code = got < 0 ? 127 : WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return true;
}

static bool
finish(struct child *child, const char *problem, int64_t until, struct wc_spawned *ret_spawned, struct wc_err *err)
{
	int code = 0;
	if (!problem && !reap(child, until, &code))
		problem = "takes too long";
	for (int i = 0; i < STREAMS; i++)
		shut(&child->fd[i]);
	if (problem) {
		kill(-child->pid, SIGKILL);
		while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
			;
		return wc_fail(err, WC_FAULT_SYSTEM, "%.200s %s", child->spawn->argv[0], problem);
	}
	*ret_spawned = (struct wc_spawned){
		.code = code,
		.out = wc_text_string(&child->text[OUT]),
		.out_length = child->text[OUT].length,
		.talk = wc_text_string(&child->text[TALK]),
		.talk_length = child->text[TALK].length,
	};
	return true;
}

bool
wc_spawn_run(wc_arena *arena, const struct wc_spawn *spawn, struct wc_spawned *ret_spawned, struct wc_err *err)
{
	struct child child = {.spawn = spawn, .fd = {-1, -1, -1}};
	int theirs[STREAMS] = {-1, -1, -1};
	int64_t until = wc_clock_ms() + spawn->timeout_ms;
	for (int i = 0; i < STREAMS; i++)
		child.text[i].arena = arena;
	int why = open_pipes(&child, theirs) ? start(&child, theirs) : errno;
	for (int i = 0; i < STREAMS; i++)
		shut(&theirs[i]);
	if (why == 0)
		return finish(&child, talk(&child, until), until, ret_spawned, err);
	for (int i = 0; i < STREAMS; i++)
		shut(&child.fd[i]);
	return wc_fail(err, WC_FAULT_SYSTEM, "%.200s cannot be run: %s", spawn->argv[0], strerror(why));
}
