/* jail.h — runs a piece of work on foreign bytes where it can do no harm.
 *
 * A child process gets the bytes on descriptor 0 and may write its answer to descriptor 1. Before
 * it looks at them it gives up files (Landlock), all other system calls (seccomp), memory and time
 * beyond its limits (rlimits), every other descriptor and the environment. The parent reads the
 * answer under a ceiling and a deadline and kills what is late. A crash, an abort or a limit in the
 * child is an answer like any other: `enum jail_end`. What the child wrote is foreign too; the
 * caller checks it.
 *
 * How the child comes to be. In a process with threads (the server) fork() would copy locks that
 * nobody will ever release, and the memory of a process that holds keys and personal data, so the
 * program starts itself anew: `duban --jail-read ARG` by posix_spawn, which lands in jail_main(). A
 * process with one thread (commands, tests) forks, which spares the start of 10 ms and gives away
 * only its own memory, on its own user's file. Both meet in the same function behind the same
 * fence.
 *
 * Not for: trusted work that is merely long (use a thread). */
#ifndef SYS_JAIL_H
#define SYS_JAIL_H

#include "base/buf.h"
#include "sys/fence.h"

#include <stdint.h>

struct jail_job {
	const char *verb; /* argv[1] of the program when it starts itself anew: "--jail-read" */
	/* Before the doors close: open libraries and tables that `in` will need. May be NULL. It
	 * must not parse: at most look at the first bytes. */
	void (*warm)(struct str in);
	/* Behind the fence. `arg` is the caller's word (at most JAIL_ARG bytes). */
	void (*work)(struct arena *a, struct str in, struct str arg, struct buf *out);
	const struct fence_path *paths; /* folders that stay readable; ended by a NULL path */
	/* `work` becomes a foreign program (sys/convert.h). The first line of `arg` is a folder: it
	 * goes there and may write there; `paths` stay readable; there is no network, other system
	 * calls are free. */
	bool program;
	size_t memory; /* bytes of address space; 0: no limit */
	size_t arena;  /* bytes for `work`'s arena */
	size_t output; /* bytes of the answer */
	size_t file;   /* bytes of a file it may write (programs) */
	int cpu_s;     /* seconds of CPU */
	int wall_ms;   /* milliseconds until it is killed */
};

enum {
	JAIL_ARG = 512,
	JAIL_EXIT_MISSING = 92, /* exit code of a child whose program is not installed */
};

enum jail_end {
	JAIL_DONE,       /* `out` is the whole answer; check it */
	JAIL_CRASH,      /* the child crashed or did something forbidden */
	JAIL_MEMORY,     /* it ran out of memory or wrote more than it may */
	JAIL_TIME,       /* CPU or wall-clock time was used up */
	JAIL_START,      /* no child could be started: the world failed */
	JAIL_NO_PROGRAM, /* the program is not installed (sys/convert.h) */
};

/* Runs `job` on the file `in` (a regular file or memfd, read from its start; stays the caller's).
 * The answer lies in `a`. */
enum jail_end jail_run(
	struct arena *a, const struct jail_job *job, int in, struct str arg, struct str *out);
/* A file in memory that holds `bytes`, to be given to jail_run(); the caller closes it. -1 where
 * the system has no room. */
int jail_file(struct str bytes);
/* The child's side of a program started anew: call it first in main() when argv[1] is job->verb.
 * Ends the process. */
_Noreturn void jail_main(const struct jail_job *job, const char *arg);

/* What this machine lacks for a full fence, in Chinese, for the start-up log; empty where nothing
 * is missing. */
struct str jail_missing(struct arena *a);

#endif
