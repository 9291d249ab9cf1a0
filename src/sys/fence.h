/* fence.h — what a process may still do once it has shut its own doors.
 *
 * Used by sys/jail.c in a fresh child, before a foreign byte is looked at. Doors once shut stay
 * shut: for the process, its threads and everything it starts. Linux only: Landlock for files,
 * seccomp for system calls, rlimits for memory, time and open files. Requirement:
 * docs/ARCHITECTURE.md, decision 9. */
#ifndef SYS_FENCE_H
#define SYS_FENCE_H

#include <stdbool.h>
#include <stddef.h>

/* What the kernel offers. */
struct fence_kernel {
	int landlock; /* ABI version, 0 where missing */
	bool seccomp;
};
struct fence_kernel fence_kernel(void);

/* How much is allowed: `memory` bytes of address space (0: no limit), `cpu_s` seconds, files of at
 * most `file` bytes. */
struct fence_room {
	size_t memory, file;
	int cpu_s;
};
/* Sets the rlimits, gives up new privileges and core dumps, and dies with the parent. */
void fence_room(const struct fence_room *room);

enum fence_open {
	FENCE_READ,   /* files below may be read and run */
	FENCE_WRITE,  /* … and written, made, removed */
	FENCE_SOCKET, /* sockets may be made, files removed (a service has its own /tmp) */
};
/* A path that stays open under Landlock, with what is below it. Missing paths are skipped. */
struct fence_path {
	const char *path;
	enum fence_open open;
};
/* Everything but `paths` (ended by a NULL path; may be NULL) and the folder `own` (may be NULL),
 * which stays writable, becomes unreachable. False where the kernel has no Landlock. */
bool fence_files(const struct fence_path *paths, const char *own);

/* Only computing, memory and the open descriptors are left; files may be opened for reading where
 * `may_open`. False where the kernel has no seccomp. */
bool fence_compute_only(bool may_open);
/* No network of any family but AF_UNIX, no tracing; for a foreign program that must run. */
bool fence_no_network(void);

#endif
