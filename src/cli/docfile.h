/* docfile.h — a document named on the command line. */
#ifndef CLI_DOCFILE_H
#define CLI_DOCFILE_H

#include "cli/cli.h"
#include "paper/doc.h"

/* Reads the i-th operand in the jailed child, into `a`. False after cli_fail(). */
bool docfile_open(struct cli *cli, struct arena *a, int i, struct doc *doc);

#endif
