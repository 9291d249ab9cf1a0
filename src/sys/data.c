/* data.c — see data.h. The table is build/gen/data.c, written by tools/data.mjs. */
#include "sys/data.h"

#include <string.h>

extern const struct data_file data_files[];

const struct data_file *data_all(void)
{
	return data_files;
}

struct str data_get(const char *path)
{
	for (const struct data_file *f = data_files; f->path; f++)
		if (strcmp(f->path, path) == 0)
			return str_n((const char *)f->bytes, f->n);
	return STR_NONE;
}
