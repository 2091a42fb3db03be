/* Handing over by posix_spawn or execvp. */
#include "io/handover.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What is sent on. Signals that stop a process do so to us, and the terminal's go to the child anyhow. */
static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGCONT, SIGWINCH};
enum { SIGNALS = sizeof(signals) / sizeof(signals[0]) };

/* The child, for the handler; 0: none. A handler has no context of its own. */
static volatile pid_t child;

/* What the kernel sends for a terminal goes to its whole foreground group, the child among it: that is not sent twice. */
static void
send_on(int signal, siginfo_t *info, void *unused)
{
	int before = errno;
	(void)unused;
	if (info->si_code <= 0 && child > 0)
		kill(child, signal);
	errno = before;
}

static sigset_t
signal_set(void)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < SIGNALS; i++)
		sigaddset(&set, signals[i]);
	return set;
}

/* A signal that was ignored when we began (nohup) stays so, for the child, too. */
static void
take_signals(struct sigaction before[SIGNALS])
{
	struct sigaction action = {.sa_sigaction = send_on, .sa_flags = SA_SIGINFO | SA_RESTART};
	action.sa_mask = signal_set();
	for (size_t i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void
give_back_signals(const struct sigaction before[SIGNALS])
{
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &before[i], NULL);
}

/* Ours, and `more`. */
static char **
environment(wc_arena *arena, const char *const *more)
{
	size_t count = 0, n = 0;
	if (!more || !*more)
		return environ;
	while (environ[count])
		count++;
	for (const char *const *p = more; *p; p++)
		count++;
	char **all = wc_array(arena, char *, count + 1);
	for (char **p = environ; *p; p++) {
		bool is_replaced = false;
		for (const char *const *m = more; *m; m++)
			is_replaced |= strncmp(*p, *m, strcspn(*m, "=") + 1) == 0;
		if (!is_replaced)
			all[n++] = *p;
	}
	for (; *more; more++)
		all[n++] = wc_copyz(arena, *more);
	return all;
}

/* posix_spawn and exec take pointers to what they do not write. */
static char *const *
words(const char *const *argv)
{
	return (char *const *)(const void *)argv;
}

static bool
refuse(const struct wc_handover *handover, int why, struct wc_err *err)
{
	wc_fail(err, WC_FAULT_SYSTEM, "%.200s cannot be run: %s", handover->argv[0], strerror(why));
	return why == ENOENT ? wc_hint(err, "is it installed, and its folder in PATH?") : false;
}

/* Starts it; `mask` is what it is to have blocked. */
static int
start(wc_arena *arena, const struct wc_handover *handover, const sigset_t *mask, pid_t *ret_pid)
{
	posix_spawnattr_t attributes;
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attributes, mask);
	int why = posix_spawnp(ret_pid, handover->argv[0], NULL, &attributes, words(handover->argv), environment(arena, handover->env));
	posix_spawnattr_destroy(&attributes);
	return why;
}

/* Waits for its end, with a step now and then. */
static int
await(const struct wc_handover *handover, pid_t pid)
{
	int status = 0;
	bool steps = handover->step != NULL;
	for (;;) {
		pid_t got = waitpid(pid, &status, steps ? WNOHANG : 0);
		if (got == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		if (got < 0 && errno != EINTR)
			return 127;
		if (steps && got == 0) {
			poll(NULL, 0, WC_HANDOVER_STEP_MS);
			steps = handover->step(handover->context);
		}
	}
}

bool
wc_handover_run(wc_arena *arena, const struct wc_handover *handover, int *ret_code, struct wc_err *err)
{
	struct sigaction before[SIGNALS];
	sigset_t ours = signal_set(), mask;
	pid_t pid = 0;
	/* Nothing may arrive between the handlers' being there and the child's being known. */
	sigprocmask(SIG_BLOCK, &ours, &mask);
	take_signals(before);
	int why = start(arena, handover, &mask, &pid);
	child = why == 0 ? pid : 0;
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (why == 0)
		*ret_code = await(handover, pid);
	child = 0;
	give_back_signals(before);
	return why == 0 || refuse(handover, why, err);
}

bool
wc_handover_become(wc_arena *arena, const struct wc_handover *handover, int *ret_code, struct wc_err *err)
{
	(void)ret_code;
	environ = environment(arena, handover->env);
	execvp(handover->argv[0], words(handover->argv));
	return refuse(handover, errno, err);
}
