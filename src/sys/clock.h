/* clock.h — what time it is, for one process.
 *
 * Time that decides about a right or a lateness is taken once per unit of work from the server's
 * wall clock (TIME-02, TIME-36). A clock never goes backwards: if the machine's clock is set back,
 * clock_now() stands still until the machine has caught up and clock_behind() says by how much, so
 * that nothing is sealed before something that is already sealed.
 *
 * Tests may replace the machine's clock, but only where DUBAN_TEST=1 stands in the environment too;
 * then DUBAN_CLOCK is an instant (frozen) or "@FILE", a file that holds the instant and can be
 * rewritten while the process runs. In any other process DUBAN_CLOCK is an error, not ignored.
 *
 * One object per process, shared by its threads. */
#ifndef SYS_CLOCK_H
#define SYS_CLOCK_H

#include "base/arena.h"
#include "base/day.h"

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_PATH = 256 };

struct clock {
	_Atomic int64_t floor; /* the latest instant handed out or sealed */
	struct stamp frozen;   /* test mode: this instant … */
	char path[CLOCK_PATH]; /* … or the one in this file */
};

/* Reads DUBAN_TEST and DUBAN_CLOCK. False with `why` (in `a`) where they cannot be obeyed. */
bool clock_init(struct clock *c, struct arena *a, struct str *why);
/* True where the machine's clock is not used. */
bool clock_is_test(const struct clock *c);
/* Now; never earlier than any instant returned before or given to clock_raise(). */
struct stamp clock_now(struct clock *c);
/* Something already recorded happened at `t` (the newest seal entry, at start). */
void clock_raise(struct clock *c, struct stamp t);
/* Milliseconds by which the machine's clock is behind what was handed out; 0 where it is not. */
int64_t clock_behind(struct clock *c);
/* Milliseconds that only rise, for measuring how long something took. Not a time of day. */
int64_t clock_ticks(void);
/* The same clock in microseconds. */
int64_t clock_micros(void);

#endif
