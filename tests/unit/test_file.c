/* Unit tests: files read whole under a cap, and written in one step. */
#include "io/file.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { CAP = 1000 };

static wc_arena *arena;
static struct wc_err err;
static char folder[64], *bytes;
static size_t length;

static void
start(void)
{
	arena = wc_arena_new();
	strcpy(folder, "/tmp/wincompat-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	cr_assert_eq(chdir(folder), 0);
}

static void
stop(void)
{
	static const char *const names[] = {"f", "large", "pipe", "socket", "link"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(names[i]);
	rmdir(folder);
	wc_arena_free(arena);
}

TestSuite(file, .init = start, .fini = stop, .timeout = 20);

static bool
read_path(const char *path)
{
	err = (struct wc_err){0};
	return wc_file_read(arena, path, CAP, &bytes, &length, &err);
}

static void
refused(const char *path, const char *message)
{
	cr_assert_not(read_path(path), "%s", path);
	cr_assert_str_eq(err.text, message);
	cr_assert_neq(err.hint[0], '\0');
}

Test(file, reads_what_was_written)
{
	cr_assert(wc_file_write("f", "a\0b", 3, &err), "%s", err.text);
	cr_assert(read_path("f"));
	cr_assert_eq(length, 3);
	cr_assert_eq(memcmp(bytes, "a\0b", 4), 0);
	cr_assert(wc_file_write("f", "", 0, &err));
	cr_assert(read_path("f"));
	cr_assert_eq(length, 0);
	cr_assert_str_eq(bytes, "");
}

Test(file, takes_the_cap_and_not_a_byte_more)
{
	char fill[CAP + 1];
	memset(fill, 'x', sizeof(fill));
	cr_assert(wc_file_write("f", fill, CAP, &err));
	cr_assert(read_path("f"));
	cr_assert_eq(length, CAP);
	cr_assert(wc_file_write("f", fill, CAP + 1, &err));
	refused("f", "f holds more than 1000 bytes");
}

Test(file, refuses_a_huge_sparse_file_unread)
{
	int fd = open("large", O_CREAT | O_WRONLY, 0600);
	cr_assert_eq(ftruncate(fd, (off_t)1 << 30), 0);
	close(fd);
	refused("large", "large holds more than 1000 bytes");
}

Test(file, refuses_what_is_no_file)
{
	refused("absent", "cannot read absent: No such file or directory");
	refused("f/absent", "cannot read f/absent: No such file or directory");
	refused("", "the file name is empty");
	refused(folder, wc_printf(arena, "%s is a directory, not a file", folder));
	refused("/dev/zero", "/dev/zero is a device, not a file");
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	refused("socket", "socket is a socket, not a file");
	close(fd);
}

Test(file, reads_the_null_device_and_files_without_a_size)
{
	cr_assert(read_path("/dev/null"));
	cr_assert_eq(length, 0);
	cr_assert(read_path("/proc/self/statm"));
	cr_assert_gt(length, 0);
}

/* Puts a pipe in the place of standard input; what is written first must fit into it. */
static void
pipe_input(const char *text, size_t size)
{
	int ends[2];
	cr_assert_eq(pipe(ends), 0);
	cr_assert_eq(write(ends[1], text, size), (ssize_t)size);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
}

Test(file, reads_standard_input_to_its_end)
{
	char fill[CAP + 1];
	memset(fill, 'x', sizeof(fill));
	pipe_input("hello", 5);
	cr_assert(read_path("-"));
	cr_assert_str_eq(bytes, "hello");
	pipe_input(fill, sizeof(fill));
	refused("-", "standard input holds more than 1000 bytes");
	dup2(open("/", O_RDONLY), STDIN_FILENO);
	refused("-", "standard input is a directory, not a file");
	dup2(open("/dev/zero", O_RDONLY), STDIN_FILENO);
	refused("-", "standard input is a device, not a file");
}

Test(file, a_writer_without_end_is_cut_off)
{
	cr_assert_eq(mkfifo("pipe", 0600), 0);
	pid_t child = fork();
	if (child == 0) {
		int fd = open("pipe", O_WRONLY);
		while (write(fd, "xxxxxxxx", 8) == 8)
			;
		_exit(0);
	}
	refused("pipe", "pipe holds more than 1000 bytes");
}

Test(file, knows_what_stands_at_a_path)
{
	cr_assert(wc_file_write("f", "x", 1, &err));
	cr_assert_eq(wc_path_kind("f"), WC_PATH_FILE);
	cr_assert_eq(wc_path_kind("."), WC_PATH_DIRECTORY);
	cr_assert_eq(wc_path_kind("absent"), WC_PATH_NONE);
	cr_assert_eq(wc_path_kind("/dev/null"), WC_PATH_OTHER);
}

Test(file, writing_keeps_permissions_and_says_why_it_cannot)
{
	struct stat st;
	cr_assert(wc_file_write("f", "x", 1, &err));
	cr_assert_eq(chmod("f", 0640), 0);
	cr_assert(wc_file_write("f", "y", 1, &err));
	cr_assert_eq(stat("f", &st), 0);
	cr_assert_eq(st.st_mode & 07777, 0640);
	cr_assert_not(wc_file_write("no/such", "x", 1, &err));
	cr_assert_str_eq(err.text, "cannot write no/such: No such file or directory");
	cr_assert_not(wc_file_write("/dev/null/x", "x", 1, &err));
	cr_assert_eq(err.fault, WC_FAULT_SYSTEM);
}
