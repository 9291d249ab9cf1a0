/* server_keep.h — the parent: owns the listening sockets, starts the children, starts again what
 * dies.
 *
 * It holds no thread, no database and no request; all it does is wait. A child that dies is started
 * again after 50 ms, one that keeps dying within a second of its start after 800 ms at the most.
 * SIGTERM and SIGINT are passed on and end it when every child has ended; SIGHUP is passed on. */
#ifndef WEB_SERVER_KEEP_H
#define WEB_SERVER_KEEP_H

#include <stddef.h>
#include <sys/types.h>

/* One child: `run` is called in the child with default signals and its result is the exit status. A
 * child that exits with 0 is not started again; `once` is for work that must end with the parent
 * alive. */
struct server_child {
	const char *name;
	int (*run)(void *arg);
	void *arg;
};

/* Runs all children until told to stop. `note` (may be NULL) is told of every start, end and signal
 * death: `status` as of waitpid(), -1 for a start. `drain_ms` after the signal what is left is
 * killed. Returns 0, or 1 when a child had to be killed. */
int server_keep(const struct server_child *children, size_t n, int drain_ms,
	void (*note)(const char *name, pid_t pid, int status));

#endif
