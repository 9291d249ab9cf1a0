/* progress.h — how far long work is, on standard error.
 *
 * On a terminal one line that is redrawn at most ten times a second and wiped at the end; elsewhere
 * a line at every tenth of the way; nothing where `quiet` (--quiet, --json). Work of less than half
 * a second shows nothing at all. */
#ifndef SYS_PROGRESS_H
#define SYS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
	FILE *to; /* NULL: silent */
	const char *what;
	int64_t total, done, began, drawn;
	int tenths;
	bool terminal;
};

/* `what` is shown before the figures and must outlive the work. `total` is at least 1. */
struct progress progress_begin(const char *what, int64_t total, bool quiet);
/* The same to a stream that is not standard error; treated as no terminal. */
struct progress progress_begin_to(FILE *to, const char *what, int64_t total);
/* `done` units are done in all. */
void progress_at(struct progress *p, int64_t done);
void progress_end(struct progress *p);

#endif
