/* paper_fields.h — what `duban paper` takes from the command line: a wording and the values of its
 * fields. */
#ifndef CLI_PAPER_FIELDS_H
#define CLI_PAPER_FIELDS_H

#include "cli/cli.h"
#include "paper/wording.h"

/* The wording shipped under the code `name`, or the file `name` where it has a slash or a dot. NULL
 * after cli_fail(). */
const struct wording *paper_fields_wording(struct cli *cli, struct str name);
/* The values in a JSON object: text, list of texts (a line each), or list of rows. False after
 * cli_fail(). */
bool paper_fields_read(struct cli *cli, struct str json, struct wording_value **out, int *n);
/* Everything that is wrong with a wording or its values. Returns CLI_REFUSED. */
int paper_fields_fail(struct cli *cli, const char *what, const struct wording_errs *errs);

#endif
