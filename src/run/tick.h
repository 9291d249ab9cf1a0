/* tick.h — the process that does the scheduled work (job/job.h). */
#ifndef RUN_TICK_H
#define RUN_TICK_H

#include "cli/cli.h"

/* Opens the database and works until SIGTERM or SIGINT; with `once` until nothing is due. Returns
 * an exit code. */
int tick_work(struct cli *cli, bool once);

#endif
