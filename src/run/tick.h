/* tick.h — the process that does the scheduled work (job/job.h). */
#ifndef RUN_TICK_H
#define RUN_TICK_H

#include "cli/cli.h"
#include "job/job.h"

/* Opens the database and works until SIGTERM or SIGINT; with `once` until nothing is due. Returns
 * an exit code. */
int tick_work(struct cli *cli, bool once);

/* For a process that does something else beside it: `t` over an open world; one round of what is
 * due, returning the milliseconds until the next (a server's turn). False where the database gives
 * no second reader. */
bool tick_open(struct tick *t, const struct world *w, const struct conf *conf);
int64_t tick_turn(void *t);
void tick_close(struct tick *t);

#endif
