/* A filter of system calls by libseccomp, which is opened at first use: few processes want one. */
#include "io/confine.h"

#include "io/library.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define FUNCTIONS(X) \
	X(seccomp_init) X(seccomp_release) X(seccomp_load) X(seccomp_attr_set) X(seccomp_rule_add_array) X(seccomp_syscall_resolve_name)

static struct {
#define POINTER(name) __typeof__(name) *name;
	FUNCTIONS(POINTER)
#undef POINTER
} functions;

static const char library[] = "libseccomp.so.2";

/* What a server calls, whatever its arguments. A name that a kernel or an architecture does not have is passed over. */
static const char *const allowed[] = {
	/* files: of the cache and the journal (SQLite), those that are read anew, libraries that are opened at first use */
	"access", "chmod", "close", "dup", "dup2", "dup3", "faccessat", "faccessat2", "fadvise64", "fallocate", "fchmod", "fchmodat", "fchown", "fcntl",
	"fdatasync", "flock", "fstat", "fstatfs", "fsync", "ftruncate", "getcwd", "getdents64", "link", "linkat", "lseek", "lstat", "mkdir", "mkdirat",
	"newfstatat", "open", "openat", "pread64", "pwrite64", "pwritev", "read", "readlink", "readlinkat", "readv", "rename", "renameat", "renameat2",
	"rmdir", "stat", "statfs", "statx", "umask", "unlink", "unlinkat", "utimensat", "write", "writev",
	/* memory and threads */
	"brk", "exit", "exit_group", "futex", "get_robust_list", "getrandom", "gettid", "madvise", "membarrier", "mmap", "mprotect", "mremap", "munmap",
	"restart_syscall", "rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "sched_getaffinity", "sched_yield",
	"set_robust_list", "sigaltstack",
	/* clocks, waiting and what the process is */
	"clock_getres", "clock_gettime", "clock_nanosleep", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "eventfd2",
	"getegid", "geteuid", "getgid", "getpid", "getppid", "getrusage", "gettimeofday", "getuid", "nanosleep", "pipe", "pipe2", "poll", "ppoll",
	"pselect6", "select", "sysinfo", "time", "uname",
	/* sockets; and many messages in one call */
	"io_destroy", "io_getevents", "io_setup", "io_submit",
	"accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt", "listen", "recvfrom", "recvmmsg", "recvmsg", "sendmmsg",
	"sendmsg", "sendto", "setsockopt", "shutdown", "socketpair",
};

/* Which argument of clone its flags are. */
#ifdef __s390__
enum { FLAGS_OF_CLONE = 1 };
#else
enum { FLAGS_OF_CLONE = 0 };
#endif

/* What it calls in some ways only: by the number of an argument and what that has to be. A mask comes before its value. */
static const struct partly {
	const char *name;
	struct scmp_arg_cmp when;
} partly[] = {
	{"clone", {FLAGS_OF_CLONE, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD}}, /* a thread, no process */
	{"prctl", {0, SCMP_CMP_EQ, PR_SET_NAME, 0}},
	{"prlimit64", {2, SCMP_CMP_EQ, 0, 0}}, /* asks for a limit, and sets none */
	{"ioctl", {1, SCMP_CMP_EQ, FIONBIO, 0}},
	{"ioctl", {1, SCMP_CMP_EQ, FIONREAD, 0}},
	{"ioctl", {1, SCMP_CMP_EQ, TCGETS, 0}}, /* "is it a terminal?" */
	{"socket", {0, SCMP_CMP_EQ, AF_UNIX, 0}},
	{"socket", {0, SCMP_CMP_EQ, AF_INET, 0}},
	{"socket", {0, SCMP_CMP_EQ, AF_INET6, 0}},
	{"socket", {0, SCMP_CMP_EQ, AF_NETLINK, 0}}, /* getaddrinfo asks which addresses this machine has */
};

static int
allow(scmp_filter_ctx filter, const char *name, unsigned count, const struct scmp_arg_cmp *when)
{
	int number = functions.seccomp_syscall_resolve_name(name);
	return number == __NR_SCMP_ERROR ? 0 : functions.seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, count, when);
}

/* abort() sends a signal to the thread itself. */
static int
allow_own_signals(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp when = {0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0};
	return allow(filter, "tgkill", 1, &when);
}

static int
add_rules(scmp_filter_ctx filter)
{
	int why = allow_own_signals(filter);
	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed) && why == 0; i++)
		why = allow(filter, allowed[i], 0, NULL);
	for (size_t i = 0; i < sizeof(partly) / sizeof(*partly) && why == 0; i++)
		why = allow(filter, partly[i].name, 1, &partly[i].when);
	return why;
}

/* ENOSYS and no signal: a C library that tries a new call first falls back on it, and a hook that was killed would answer nobody. */
static int
load(void)
{
	scmp_filter_ctx filter = functions.seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	if (!filter)
		return -ENOMEM;
	functions.seccomp_attr_set(filter, SCMP_FLTATR_CTL_LOG, 1); /* in the kernel's log; older kernels have no such thing */
	functions.seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	functions.seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1); /* nobody else's code runs here, and kernels before 5.16 would slow ours down */
	int why = functions.seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	why = why ? why : add_rules(filter);
	why = why ? why : functions.seccomp_load(filter);
	functions.seccomp_release(filter);
	return why;
}

bool
wc_confine(struct wc_err *err)
{
	static const struct wc_library_function table[] = {
#define ROW(name) {#name, offsetof(__typeof__(functions), name)},
		FUNCTIONS(ROW)
#undef ROW
	};
	if (sizeof(void *) < 8) { /* whose calls with 64-bit times are not on the list */
		wc_fail(err, WC_FAULT_SYSTEM, "--harden is for 64-bit systems");
		return wc_hint(err, "leave it out");
	}
	const char *missing = wc_library_open(library, table, sizeof(table) / sizeof(*table), &functions);
	if (missing) {
		wc_fail(err, WC_FAULT_SYSTEM, "--harden: system calls cannot be filtered: %s is not there", missing);
		return wc_hint(err, "install it (on Debian: apt install libseccomp2), or leave --harden out");
	}
	int why = load();
	if (why == 0)
		return true;
	wc_fail(err, WC_FAULT_SYSTEM, "--harden: this kernel takes no filter of system calls: %s", strerror(-why));
	return wc_hint(err, "leave --harden out, or run it on Linux 3.17 or later with seccomp");
}
