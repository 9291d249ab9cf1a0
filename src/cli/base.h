/* base.h — a command's way into the database. */
#ifndef CLI_BASE_H
#define CLI_BASE_H

#include "cli/cli.h"
#include "core/world.h"

/* The database of --db with one connection and one unit of work, acting as the system. NULL after
 * cli_fail(). The context's `world` is closed by base_close(). */
struct base {
	struct world *world;
	struct db *db;
	struct ctx *cx;
};
bool base_open(struct cli *cli, enum world_mode mode, struct base *out);
void base_close(struct base *b);
/* From now on the context acts as the sign-in of --as, with its rights; where that is not given, as
 * the system. False after cli_fail(). */
bool base_act_as(struct cli *cli, struct ctx *cx);
/* What a verb came to, as an exit code; prints what must be corrected. */
int base_code(struct cli *cli, const struct base *b, enum flow_code code);

#endif
