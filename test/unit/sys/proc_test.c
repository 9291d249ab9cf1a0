/* proc_test.c — children end, or are ended. */
#include "sys/proc.h"

#include <sys/resource.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

static pid_t start(void (*what)(void))
{
	pid_t pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		what();
		_exit(7);
	}
	return pid;
}

static void end_at_once(void)
{
}
static void be_terminated(void)
{
	raise(SIGTERM);
}
static void sleep_long(void)
{
	sleep(60);
}

static void ends_are_told(void **state)
{
	(void)state;
	struct proc_end e = proc_wait(start(end_at_once), proc_now_ms() + 5000);
	assert_int_equal(e.code, 7);
	assert_false(e.late);
	e = proc_wait(start(be_terminated), proc_now_ms() + 5000);
	assert_int_equal(e.code, -1);
	assert_int_equal(e.signal, SIGTERM);
	assert_false(e.late);
}

static void the_late_are_killed(void **state)
{
	(void)state;
	int64_t begin = proc_now_ms();
	struct proc_end e = proc_wait(start(sleep_long), begin + 100);
	assert_true(e.late);
	assert_int_equal(e.signal, SIGKILL);
	assert_in_range(proc_now_ms() - begin, 100, 5000);
}

static void lose_std(void)
{
	close(STDIN_FILENO);
	close(STDERR_FILENO);
	proc_keep_std();
	_exit(dup(STDOUT_FILENO) > STDERR_FILENO ? 0 : 1);
}

static void closed_descriptors_are_filled(void **state)
{
	(void)state;
	assert_int_equal(proc_wait(start(lose_std), proc_now_ms() + 5000).code, 0);
}

static void time_left_is_clamped(void **state)
{
	(void)state;
	assert_int_equal(proc_left_ms(0), 0);
	assert_int_equal(proc_left_ms(INT64_MAX), 0x7fffffff);
}

static void give_way(void)
{
	int was = getpriority(PRIO_PROCESS, 0);
	proc_give_way();
	_exit(getpriority(PRIO_PROCESS, 0) > was || was == 19 ? 0 : 1);
}

static void who_gives_way_is_served_later(void **state)
{
	(void)state;
	assert_int_equal(proc_wait(start(give_way), proc_now_ms() + 5000).code, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_are_told),
		cmocka_unit_test(the_late_are_killed),
		cmocka_unit_test(closed_descriptors_are_filled),
		cmocka_unit_test(time_left_is_clamped),
		cmocka_unit_test(who_gives_way_is_served_later),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
