/* convert.h — lets an installed program turn a file into another one.
 *
 * The program is foreign code that reads foreign bytes, so it runs behind the fence of sys/jail.h:
 * a folder of its own that vanishes afterwards, no network, the machine's other files at most
 * readable, a deadline for the whole process group. Which program with which words is the caller's
 * affair: its `work` becomes the program through convert_become(). */
#ifndef SYS_CONVERT_H
#define SYS_CONVERT_H

#include "sys/jail.h"

enum convert_end {
	CONVERT_DONE,
	CONVERT_MISSING, /* the program is not installed */
	CONVERT_FAILED,  /* it left no result */
	CONVERT_LATE,
};

/* Runs `job` (its `program` is set) in a new folder on the file `in`. `result` is the path below
 * the folder where the program leaves its result; `out` becomes an open descriptor of it, the
 * caller's to close. `arg` is handed to `work`. */
enum convert_end convert_run(struct arena *a, const struct jail_job *job, int in, struct str arg,
	const char *result, int *out);

/* For `work`: copies the input to the file `name` in the folder and becomes `program`, a path or a
 * name on the usual path, with these words and HOME in the folder. Ends the process. */
_Noreturn void convert_become(
	struct str in, const char *name, const char *program, char *const *argv);

#endif
