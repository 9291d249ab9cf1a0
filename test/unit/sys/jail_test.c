/* jail_test.c — what goes wrong in the child is an answer in the parent; what is forbidden fails.
 * Every case runs twice: forked (one thread) and started anew (a process with threads). */
#include "sys/jail.h"

#include "base/bug.h"
#include "lib/dies.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/single_threaded.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static void try_memory(struct arena *a)
{
	for (;;)
		arena_get(a, 1 << 20);
}

static void try_output(struct buf *out)
{
	while (!out->full)
		buf_lit(out, "more and more and more and more and more and more");
}

/* What the child could do: one letter each. */
static void report_doors(struct buf *out)
{
	if (open("/etc/passwd", O_RDONLY) >= 0)
		buf_lit(out, "r");
	if (open("/usr/share/zoneinfo/UTC", O_RDONLY) >= 0)
		buf_lit(out, "z");
	if (open("/tmp/duban-jail-test", O_WRONLY | O_CREAT, 0600) >= 0)
		buf_lit(out, "w");
	if (open("/usr/share/zoneinfo/UTC", O_RDWR) >= 0)
		buf_lit(out, "W");
	if (fork() >= 0)
		buf_lit(out, "f");
	if (mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
		MAP_FAILED)
		buf_lit(out, "x");
	for (int fd = 3; fd < 64; fd++)
		if (fcntl(fd, F_GETFD) >= 0 || errno != EPERM)
			buf_lit(out, "d");
	char c;
	for (int fd = 6; fd < 64; fd++)
		if (read(fd, &c, 1) >= 0 || errno != EBADF)
			buf_lit(out, "D");
	buf_lit(out, ".");
}

static void work(struct arena *a, struct str in, struct str arg, struct buf *out)
{
	if (str_eq(arg, S("echo")))
		buf_str(out, in);
	else if (str_eq(arg, S("segv")))
		raise(SIGSEGV);
	else if (str_eq(arg, S("abort")))
		abort();
	else if (str_eq(arg, S("loop")))
		for (volatile int i = 0;; i = i + 1)
			;
	else if (str_eq(arg, S("memory")))
		try_memory(a);
	else if (str_eq(arg, S("output")))
		try_output(out);
	else if (str_eq(arg, S("socket")))
		(void)!socket(AF_INET, SOCK_STREAM, 0);
	else if (str_eq(arg, S("exec")))
		execl("/bin/true", "true", (char *)NULL);
	else if (str_eq(arg, S("kill")))
		kill(getppid(), SIGTERM);
	else
		report_doors(out);
}

static const struct fence_path PATHS[] = {{"/usr/share/zoneinfo", FENCE_READ}, {NULL, FENCE_READ}};
static const struct jail_job JOB = {
	.verb = "--jail-test",
	.work = work,
	.paths = PATHS,
	.memory = (size_t)1 << 30,
	.arena = (size_t)32 << 20,
	.output = 100 * 1000,
	.cpu_s = 5,
	.wall_ms = 20000,
};

static enum jail_end run(const struct jail_job *job, struct str in, struct str arg, char *out)
{
	struct arena *a = arena_open((size_t)8 << 20);
	struct str answer;
	int fd = jail_file(in);
	assert_true(fd >= 0);
	enum jail_end end = jail_run(a, job, fd, arg, &answer);
	close(fd);
	struct str start = str_first(answer, 150);
	snprintf(out, 200, "%.*s", STR_ARG(start));
	arena_close(a);
	return end;
}

static void bytes_go_in_and_come_out(void **state)
{
	(void)state;
	char out[200];
	assert_int_equal(run(&JOB, S("督办"), S("echo"), out), JAIL_DONE);
	assert_string_equal(out, "督办");
	assert_int_equal(run(&JOB, S(""), S("echo"), out), JAIL_DONE);
	assert_string_equal(out, "");
}

static void a_broken_child_is_an_answer(void **state)
{
	(void)state;
	char out[200];
	assert_int_equal(run(&JOB, S("x"), S("segv"), out), JAIL_CRASH);
	assert_int_equal(run(&JOB, S("x"), S("abort"), out), JAIL_MEMORY);
	assert_int_equal(run(&JOB, S("x"), S("memory"), out), JAIL_MEMORY);
	assert_int_equal(run(&JOB, S("x"), S("output"), out), JAIL_MEMORY);
	assert_string_equal(out, "");
}

static void a_late_child_is_killed(void **state)
{
	(void)state;
	char out[200];
	struct jail_job slow = JOB;
	slow.wall_ms = 300;
	assert_int_equal(run(&slow, S("x"), S("loop"), out), JAIL_TIME);
}

static void an_attack_ends_the_child(void **state)
{
	(void)state;
	if (!fence_kernel().seccomp)
		skip();
	char out[200];
	assert_int_equal(run(&JOB, S("x"), S("socket"), out), JAIL_CRASH);
	assert_int_equal(run(&JOB, S("x"), S("exec"), out), JAIL_CRASH);
	assert_int_equal(run(&JOB, S("x"), S("kill"), out), JAIL_CRASH);
}

static void doors_are_shut(void **state)
{
	(void)state;
	if (!fence_kernel().seccomp || !fence_kernel().landlock)
		skip();
	char out[200];
	int extra = open("/etc/passwd", O_RDONLY);
	assert_true(extra >= 0);
	assert_int_equal(run(&JOB, S("x"), S("doors"), out), JAIL_DONE);
	assert_string_equal(out, "z.");
	struct jail_job closed = JOB;
	closed.paths = NULL;
	if (__libc_single_threaded) { /* started anew, it is JOB again */
		assert_int_equal(run(&closed, S("x"), S("doors"), out), JAIL_DONE);
		assert_string_equal(out, ".");
	}
	close(extra);
}

static void what_is_missing_is_said(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct fence_kernel k = fence_kernel();
	assert_int_equal(jail_missing(a).n == 0, k.landlock && k.seccomp);
	arena_close(a);
}

static void *nothing(void *p)
{
	return p;
}

static int become_threaded(void **state)
{
	(void)state;
	pthread_t t;
	AZ(pthread_create(&t, NULL, nothing, NULL));
	AZ(pthread_join(t, NULL));
	return 0;
}

/* As in a program whose main() forgot the reader: it must stop, not start itself for ever. */
static void start_from_inside(void *arg)
{
	struct str answer;
	(void)arg;
	become_threaded(NULL);
	setenv("DUBAN_JAILED", "1", 1);
	struct arena *a = arena_open(1 << 20);
	jail_run(a, &JOB, jail_file(S("x")), S("echo"), &answer);
}

static void the_jail_does_not_start_itself(void **state)
{
	(void)state;
	assert_true(dies(start_from_inside, NULL));
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], JOB.verb) == 0)
		jail_main(&JOB, argv[2]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_go_in_and_come_out),
		cmocka_unit_test(a_broken_child_is_an_answer),
		cmocka_unit_test(a_late_child_is_killed),
		cmocka_unit_test(an_attack_ends_the_child),
		cmocka_unit_test(doors_are_shut),
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(the_jail_does_not_start_itself),
	};
	int failed = cmocka_run_group_tests_name("forked", tests, NULL, NULL);
	return failed + cmocka_run_group_tests_name("started anew", tests, become_threaded, NULL);
}
