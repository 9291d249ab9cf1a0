/* lib.h — shared libraries that are opened only when they are needed.
 *
 * Linking poppler, pango, libpq and libcurl into the program costs 25 ms of CPU at every start,
 * also for `duban plan read` of a small text. A room that needs such a library declares the
 * functions it uses in a table of its own and opens them here; types still come from the library's
 * header.
 *
 *     struct poppler { __typeof__(poppler_get_version) *poppler_get_version; };
 *     static const struct lib_sym SYMS[] = {LIB_SYM(struct poppler, poppler_get_version)};
 */
#ifndef SYS_LIB_H
#define SYS_LIB_H

#include <stdbool.h>
#include <stddef.h>

struct lib_sym {
	const char *name;
	size_t slot; /* offset of the function pointer in the table */
};
#define LIB_SYM(table, fn)                                                                         \
	{                                                                                          \
#fn, offsetof(table, fn)                                                           \
	}

/* Opens `soname` (it stays open for the life of the process) and fills `table`. False where the
 * library is not installed or lacks one of the functions; the table is then not to be used. */
bool lib_open(const char *soname, const struct lib_sym *syms, size_t n, void *table);

#endif
