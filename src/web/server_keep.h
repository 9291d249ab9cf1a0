/* server_keep.h — the parent: starts the children, starts again what dies.
 *
 * It holds no thread, no database and no request; all it does is wait, so it has nothing to die of.
 * Listening sockets are opened before and inherited, so a connection made while a child is down
 * waits in the kernel instead of being refused. A child that dies is started again after 50 ms, one
 * that keeps dying soon after its start after 800 ms at the most. SIGTERM and SIGINT are passed on
 * and end the parent when every child has ended; SIGHUP is passed on. Children get SIGTERM when the
 * parent dies. */
#ifndef WEB_SERVER_KEEP_H
#define WEB_SERVER_KEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { SERVER_CHILDREN = 16, SERVER_STARTED = -1 };

/* `run` is called in the child; its result is the exit status. A child that ends is started again,
 * except `main`: when that one exits by itself it has said why, and everything ends. */
struct server_child {
	const char *name;
	int (*run)(void *arg);
	void *arg;
	bool main;
	int slow_ms; /* the longest wait before it is started again; 0 means 800 */
	/* Told, in the parent, of every start (SERVER_STARTED) and end (as of waitpid()). */
	void (*note)(const struct server_child *child, pid_t pid, int status);
};

/* Runs up to SERVER_CHILDREN children; who has not ended `drain_ms` after the stop began is killed.
 * Returns the exit status of the `main` child (0 without one), or -1 where one had to be killed.
 * Call it from a process without threads. */
int server_keep(const struct server_child *children, size_t n, int drain_ms);

#endif
