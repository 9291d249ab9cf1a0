/* edition.h — prints what a later edition of a plan changes, for plan diff and plan issue. */
#ifndef CLI_EDITION_H
#define CLI_EDITION_H

#include "cli/base.h"

/* Prints the difference that issuing `plan` would make; CLI_FOUND where there is one, CLI_OK where
 * there is none or the plan replaces none, else after cli_fail(). */
int edition_print(struct cli *cli, const struct base *b, rid plan);

#endif
