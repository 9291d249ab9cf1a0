/* registry.h — the lists that tie the program together: commands, kinds, tables, routes,
 * navigation. Only run/ and tests look at them. */
#ifndef RUN_REGISTRY_H
#define RUN_REGISTRY_H

#include "cli/cli.h"
#include "core/world.h"
#include "job/job.h"
#include "web/page.h"

/* Every command, NULL at the end. */
const struct command *const *registry_commands(void);
/* Commands and parts together, for cli_main(). */
const struct program *registry_program(void);
/* Kinds and tables. */
const struct parts *registry_parts(void);
/* Scheduled work, NULL at the end. */
const struct job *const *registry_jobs(void);
/* Route tables, each ended by an empty row; their number in *n. */
const struct route *const *registry_routes(size_t *n);
/* The left navigation, in order. */
const struct nav_entry *registry_nav(int *n);
/* What capabilities put into the top bar. */
void registry_dress(struct page *pg, struct ui_frame *frame);

#endif
