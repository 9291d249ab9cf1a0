/* file_test.c — whole files under a ceiling, replaced atomically. */
#include "sys/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct place {
	struct arena *a;
	char dir[32];
};

static const char *in(struct place *p, const char *name)
{
	return arena_fmt(p->a, "%s/%s", p->dir, name);
}

static int count_files(const struct place *p)
{
	int n = 0;
	DIR *d = opendir(p->dir);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void what_is_written_is_read(void **state)
{
	struct place *p = *state;
	struct str s;
	assert_int_equal(file_write(in(p, "a"), S("one"), 0640), FILE_OK);
	assert_int_equal(file_write(in(p, "a"), S("two two"), 0600), FILE_OK);
	assert_int_equal(file_read(p->a, in(p, "a"), 7, &s), FILE_OK);
	assert_true(str_eq(s, S("two two")));
	assert_int_equal(s.p[s.n], '\0');
	struct stat st;
	assert_int_equal(stat(in(p, "a"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(count_files(p), 1);
	assert_int_equal(file_write(in(p, "a"), STR_NONE, 0600), FILE_OK);
	assert_int_equal(file_read(p->a, in(p, "a"), 7, &s), FILE_OK);
	assert_int_equal(s.n, 0);
}

static void a_new_file_takes_nobodys_place(void **state)
{
	struct place *p = *state;
	struct file_new f;
	struct str s;
	assert_int_equal(file_write_new(in(p, "n"), S("one"), 0600), FILE_OK);
	assert_int_equal(file_write_new(in(p, "n"), S("two"), 0600), FILE_EXISTS);
	/* Somebody was quicker after it was begun. */
	assert_int_equal(file_new_begin(&f, p->a, in(p, "m"), true), FILE_OK);
	assert_int_equal(file_put(f.fd, S("late")), FILE_OK);
	assert_int_equal(file_write(in(p, "m"), S("quick"), 0600), FILE_OK);
	assert_int_equal(file_new_commit(&f), FILE_EXISTS);
	assert_int_equal(file_read(p->a, in(p, "m"), 9, &s), FILE_OK);
	assert_true(str_eq(s, S("quick")));
	assert_int_equal(count_files(p), 2);
	unlink(in(p, "n"));
	unlink(in(p, "m"));
}

static void ring(int signal)
{
	(void)signal;
}

/* A byte comes into the pipe only after a signal has interrupted the wait for it. */
static void a_signal_does_not_end_reading(void **state)
{
	(void)state;
	int ends[2];
	char c = 0;
	assert_int_equal(pipe(ends), 0);
	struct sigaction act = {.sa_handler = ring}, was;
	assert_int_equal(sigaction(SIGUSR1, &act, &was), 0);
	pid_t reader = getpid(), pid = fork();
	if (pid == 0) {
		for (int i = 0; i < 10; i++) {
			usleep(10000);
			kill(reader, SIGUSR1);
		}
		_exit(write(ends[1], "x", 1) != 1);
	}
	assert_int_equal(file_get(ends[0], &c, 1), 1);
	assert_int_equal(c, 'x');
	int code;
	assert_int_equal(waitpid(pid, &code, 0), pid);
	assert_int_equal(code, 0);
	sigaction(SIGUSR1, &was, NULL);
	close(ends[0]);
	close(ends[1]);
}

static void the_ceiling_holds(void **state)
{
	struct place *p = *state;
	struct str s;
	assert_int_equal(file_write(in(p, "a"), S("12345678"), 0600), FILE_OK);
	assert_int_equal(file_read(p->a, in(p, "a"), 8, &s), FILE_OK);
	assert_int_equal(file_read(p->a, in(p, "a"), 7, &s), FILE_TOO_BIG);
	assert_int_equal(file_read(p->a, "/dev/zero", 100000, &s), FILE_TOO_BIG);
}

static void refusals_have_names(void **state)
{
	struct place *p = *state;
	struct str s;
	struct file_new f;
	assert_int_equal(file_read(p->a, in(p, "none"), 9, &s), FILE_MISSING);
	assert_int_equal(file_read(p->a, p->dir, 9, &s), FILE_IS_DIR);
	assert_int_equal(file_write(in(p, "no/such"), S("x"), 0600), FILE_MISSING);
	assert_int_equal(file_write("/dev/full/x", S("x"), 0600), FILE_MISSING);
	assert_int_equal(file_write(in(p, "b"), S("x"), 0600), FILE_OK);
	assert_int_equal(file_new_begin(&f, p->a, in(p, "b"), true), FILE_EXISTS);
	int full = open("/dev/full", O_WRONLY);
	assert_int_equal(file_put(full, S("x")), FILE_FULL);
	close(full);
	for (int c = FILE_OK; c <= FILE_IO; c++) {
		assert_true(strlen(file_why((enum file_code)c, true)) > 3);
		assert_true(strlen(file_why((enum file_code)c, false)) > 3);
	}
}

static void a_dropped_file_leaves_the_old_one(void **state)
{
	struct place *p = *state;
	struct file_new f;
	struct str s;
	assert_int_equal(file_write(in(p, "a"), S("old"), 0600), FILE_OK);
	assert_int_equal(file_new_begin(&f, p->a, in(p, "a"), false), FILE_OK);
	assert_int_equal(file_put(f.fd, S("new but")), FILE_OK);
	file_new_drop(&f);
	file_new_drop(&f);
	assert_int_equal(file_read(p->a, in(p, "a"), 9, &s), FILE_OK);
	assert_true(str_eq(s, S("old")));
	assert_int_equal(count_files(p), 1);
}

static void temporary_files_have_no_name(void **state)
{
	struct place *p = *state;
	int fd = file_temp(p->dir);
	assert_true(fd >= 0);
	assert_int_equal(file_put(fd, S("x")), FILE_OK);
	assert_int_equal(count_files(p), 0);
	close(fd);
	assert_true(file_room(in(p, "x")) > 0);
	assert_int_equal(file_room(in(p, "no/x")), -1);
}

static int make_place(void **state)
{
	struct place *p = calloc(1, sizeof *p);
	p->a = arena_open(1 << 22);
	strcpy(p->dir, "/tmp/duban-file-XXXXXX");
	*state = p;
	return mkdtemp(p->dir) ? 0 : -1;
}

static int drop_place(void **state)
{
	struct place *p = *state;
	unlink(in(p, "a"));
	unlink(in(p, "b"));
	int rc = rmdir(p->dir);
	arena_close(p->a);
	free(p);
	return rc;
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_is_written_is_read),
		CASE(a_new_file_takes_nobodys_place),
		CASE(a_signal_does_not_end_reading),
		CASE(the_ceiling_holds),
		CASE(refusals_have_names),
		CASE(a_dropped_file_leaves_the_old_one),
		CASE(temporary_files_have_no_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
