/* proc.c — see proc.h. */
#include "sys/proc.h"

#include "base/bug.h"
#include "sys/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void proc_keep_std(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int64_t proc_now_ms(void)
{
	struct timespec t;
	AZ(clock_gettime(CLOCK_MONOTONIC, &t));
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int proc_left_ms(int64_t deadline)
{
	int64_t left = deadline - proc_now_ms();
	return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* True when `pid` has ended before the deadline. Without pidfd (kernels before 5.3) it looks every
 * few milliseconds. */
static bool ended_in_time(pid_t pid, int64_t deadline)
{
	int fd = pidfd_open(pid, 0);
	if (fd >= 0) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int n;
		do
			n = poll(&p, 1, proc_left_ms(deadline));
		while (n < 0 && errno == EINTR);
		close(fd);
		return n > 0;
	}
	for (;;) {
		siginfo_t info = {0};
		if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid)
			return true;
		if (proc_left_ms(deadline) == 0)
			return false;
		poll(NULL, 0, 2);
	}
}

struct proc_end proc_wait(pid_t pid, int64_t deadline)
{
	struct proc_end end = {.code = -1};
	if (!ended_in_time(pid, deadline)) {
		end.late = true;
		kill(pid, SIGKILL);
	}
	/* The leader is not reaped yet, so its id still names this group and no other. */
	kill(-pid, SIGKILL);
	int status = 0;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return end;
	if (WIFEXITED(status))
		end.code = WEXITSTATUS(status);
	else
		end.signal = WTERMSIG(status);
	return end;
}

void proc_give_way(void)
{
	enum { LATER = 10 }; /* of 19 */
	errno = 0;
	if (nice(LATER) == -1 && errno)
		log_warn("proc", "the priority could not be lowered: %s", strerror(errno));
}
