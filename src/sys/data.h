/* data.h — the tables under data/, which travel inside the program.
 *
 * They are what a new database starts with. What counts at run time are the rows of the database,
 * which administrators change; nothing may read these tables to decide about a record. */
#ifndef SYS_DATA_H
#define SYS_DATA_H

#include "base/str.h"

struct data_file {
	const char *path; /* below data/: "roles.tsv", "preset/county/units.tsv" */
	const unsigned char *bytes;
	unsigned n;
};

/* The file, or the empty view where there is none of this name. */
struct str data_get(const char *path);
/* All of them, by path, ended by a NULL path. */
const struct data_file *data_all(void);

#endif
