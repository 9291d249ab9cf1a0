/* check.h — what backup and restore share: progress, and looking at a copy before it is trusted. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/cli.h"

struct check_watch {
	struct cli *cli;
	const char *what;
	struct progress p;
	bool began;
};

/* For backup_opt.progress, with a struct check_watch. */
void check_progress(void *watch, int64_t done, int64_t total);
void check_end(struct check_watch *w);
/* True for postgres://… */
bool check_is_server(const char *url);
/* Pages, trees and the whole seal of the file `path`. Prints `done` with size and entries where all
 * is well (NULL: nothing); else cli_fail(). */
int check_copy(struct cli *cli, const char *path, const char *done);

#endif
