/* server_keep.c — see server_keep.h. */
#include "web/server_keep.h"
#include "base/bug.h"
#include "sys/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DELAY_MIN = 50, DELAY_MAX = 800, LIVED_LONG = 5000 };

struct kept {
	const struct server_child *child;
	pid_t pid; /* 0 while it does not run */
	int64_t started, again_at;
	int delay;
	bool ended; /* for good */
};

struct keeper {
	struct kept at[SERVER_CHILDREN];
	size_t n;
	sigset_t before, ours;
	bool stopping, killed;
	int code; /* of the main child */
	int64_t kill_at;
	int drain_ms;
};

static void note(const struct kept *k, pid_t pid, int status)
{
	if (k->child->note)
		k->child->note(k->child, pid, status);
}

_Noreturn static void be_child(const struct keeper *all, const struct kept *k, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent) /* it died before we asked */
		_exit(1);
	AZ(sigprocmask(SIG_SETMASK, &all->before, NULL));
	int code = k->child->run(k->child->arg);
	fflush(NULL);
	_exit(code); /* what the parent registered with atexit() is the parent's */
}

static void start(struct keeper *all, struct kept *k)
{
	pid_t parent = getpid(), pid = fork();
	k->started = clock_ticks();
	if (pid == 0)
		be_child(all, k, parent);
	if (pid < 0) { /* no processes left: try again like after a death */
		k->again_at = k->started + DELAY_MAX;
		return;
	}
	k->pid = pid;
	note(k, pid, SERVER_STARTED);
}

static void send_all(const struct keeper *all, int sig)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].pid)
			kill(all->at[i].pid, sig);
}

static void begin_stop(struct keeper *all)
{
	if (!all->stopping)
		all->kill_at = clock_ticks() + all->drain_ms;
	all->stopping = true;
	for (size_t i = 0; i < all->n; i++)
		all->at[i].ended = all->at[i].pid == 0;
	send_all(all, SIGTERM);
}

static void ended(struct keeper *all, struct kept *k, int status)
{
	int64_t now = clock_ticks();
	pid_t pid = k->pid;
	k->pid = 0;
	note(k, pid, status);
	bool said_why = k->child->main && WIFEXITED(status);
	if (said_why)
		all->code = WEXITSTATUS(status);
	if (said_why && !all->stopping)
		begin_stop(all);
	k->ended = all->stopping;
	if (now - k->started > LIVED_LONG)
		k->delay = 0;
	k->again_at = now + (k->delay ? k->delay : DELAY_MIN);
	k->delay = k->delay == 0 ? DELAY_MIN * 2 : k->delay * 2;
	int most = k->child->slow_ms ? k->child->slow_ms : DELAY_MAX;
	k->delay = k->delay > most ? most : k->delay;
}

static void reap(struct keeper *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct kept *k = &all->at[i];
		int status;
		if (k->pid && waitpid(k->pid, &status, WNOHANG) == k->pid)
			ended(all, k, status);
	}
}

/* Starts what is due. Returns the milliseconds until something else is. */
static int64_t start_due(struct keeper *all)
{
	int64_t now = clock_ticks(), next = now + 60000;
	for (size_t i = 0; i < all->n; i++) {
		struct kept *k = &all->at[i];
		if (k->pid || k->ended)
			continue;
		if (now >= k->again_at)
			start(all, k);
		else if (k->again_at < next)
			next = k->again_at;
	}
	if (all->stopping && all->kill_at < next)
		next = all->kill_at;
	return next > now ? next - now : 0;
}

static bool is_over(const struct keeper *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].pid || !all->at[i].ended)
			return false;
	return true;
}

static void wait_signal(struct keeper *all, int64_t ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	int sig = sigtimedwait(&all->ours, NULL, &t);
	if (sig == SIGTERM || sig == SIGINT)
		begin_stop(all);
	else if (sig == SIGHUP)
		send_all(all, SIGHUP);
	if (all->stopping && clock_ticks() >= all->kill_at) {
		all->killed = true;
		all->kill_at = INT64_MAX;
		send_all(all, SIGKILL);
	}
}

int server_keep(const struct server_child *children, size_t n, int drain_ms)
{
	struct keeper all = {.n = n, .drain_ms = drain_ms};
	AN(n > 0 && n <= SERVER_CHILDREN);
	sigemptyset(&all.ours);
	sigaddset(&all.ours, SIGTERM);
	sigaddset(&all.ours, SIGINT);
	sigaddset(&all.ours, SIGHUP);
	sigaddset(&all.ours, SIGCHLD);
	AZ(sigprocmask(SIG_BLOCK, &all.ours, &all.before));
	for (size_t i = 0; i < n; i++)
		all.at[i].child = &children[i];
	for (;;) {
		int64_t ms = start_due(&all);
		wait_signal(&all, ms);
		reap(&all);
		if (is_over(&all))
			break;
	}
	AZ(sigprocmask(SIG_SETMASK, &all.before, NULL));
	return all.killed ? -1 : all.code;
}
