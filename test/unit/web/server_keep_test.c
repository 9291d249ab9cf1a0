/* server_keep_test.c — children that die are started again, and all end together. */
#include "web/server_keep.h"
#include "base/bug.h"
#include "sys/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Seen by the test and by every process below it. */
struct board {
	_Atomic int starts, serving, asked;
	_Atomic pid_t child;
	_Atomic int64_t died_at, back_after;
};

static struct board *board_new(void)
{
	struct board *b = mmap(
		NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	AN(b != MAP_FAILED);
	return b;
}

static void stop_reading(int sig)
{
	(void)sig;
}

/* Says it is there, then waits for SIGTERM. */
static int serve(void *arg)
{
	struct board *b = arg;
	struct sigaction sa = {.sa_handler = stop_reading};
	sigset_t term, before;
	sigaction(SIGTERM, &sa, NULL);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, &before);
	if (atomic_load(&b->died_at))
		atomic_store(&b->back_after, clock_ticks() - atomic_load(&b->died_at));
	atomic_store(&b->child, getpid());
	atomic_fetch_add(&b->starts, 1);
	atomic_store(&b->serving, 1);
	sigsuspend(&before);
	atomic_fetch_add(&b->asked, 1);
	return 0;
}

static int deaf(void *arg)
{
	struct board *b = arg;
	signal(SIGTERM, SIG_IGN);
	atomic_fetch_add(&b->starts, 1);
	while (pause() < 0)
		;
	return 0;
}

static int fails(void *arg)
{
	struct board *b = arg;
	if (atomic_fetch_add(&b->starts, 1) < 3)
		raise(SIGKILL);
	return 7;
}

static pid_t keep(int (*run)(void *), struct board *b, int drain_ms)
{
	struct server_child child = {.name = "test", .run = run, .arg = b, .main = true};
	pid_t pid = fork();
	if (pid == 0)
		_exit(server_keep(&child, 1, drain_ms) & 0xff);
	AN(pid > 0);
	return pid;
}

static void wait_for(_Atomic int *what, int value)
{
	for (int i = 0; i < 10000 && atomic_load(what) < value; i++)
		usleep(1000);
	assert_int_equal(atomic_load(what), value);
}

static int end_of(pid_t pid)
{
	int status;
	AN(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void the_dead_come_back(void **state)
{
	struct board *b = board_new();
	pid_t parent = keep(serve, b, 5000);
	(void)state;
	wait_for(&b->starts, 1);
	for (int i = 2; i <= 3; i++) {
		wait_for(&b->serving, 1);
		atomic_store(&b->serving, 0);
		atomic_store(&b->died_at, clock_ticks());
		kill(atomic_load(&b->child), SIGKILL);
		wait_for(&b->starts, i);
		wait_for(&b->serving, 1);
		assert_in_range(atomic_load(&b->back_after), 40, 1000);
	}
	kill(parent, SIGTERM);
	assert_int_equal(end_of(parent), 0);
	assert_int_equal(atomic_load(&b->asked), 1);
}

static void an_answer_is_an_end(void **state)
{
	struct board *b = board_new();
	(void)state;
	assert_int_equal(end_of(keep(fails, b, 1000)), 7);
	assert_int_equal(atomic_load(&b->starts), 4);
}

static void who_does_not_listen_is_killed(void **state)
{
	struct board *b = board_new();
	pid_t parent = keep(deaf, b, 200);
	(void)state;
	wait_for(&b->starts, 1);
	int64_t began = clock_ticks();
	kill(parent, SIGINT);
	assert_int_equal(end_of(parent), 255);
	assert_in_range(clock_ticks() - began, 190, 3000);
}

static void children_die_with_the_parent(void **state)
{
	struct board *b = board_new();
	pid_t parent = keep(serve, b, 1000);
	(void)state;
	wait_for(&b->serving, 1);
	kill(parent, SIGKILL);
	end_of(parent);
	wait_for(&b->asked, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_dead_come_back),
		cmocka_unit_test(an_answer_is_an_end),
		cmocka_unit_test(who_does_not_listen_is_killed),
		cmocka_unit_test(children_die_with_the_parent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
