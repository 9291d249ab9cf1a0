/* office.h — has LibreOffice turn old formats (doc, wps, rtf, xls, et) into docx or xlsx, which the
 * jailed reader then reads. Where it is not installed, the user is told how to save as the new
 * format. */
#ifndef PAPER_OFFICE_H
#define PAPER_OFFICE_H

#include "base/str.h"

#include <stdbool.h>

enum office_end { OFFICE_DONE, OFFICE_MISSING, OFFICE_FAILED, OFFICE_LATE };

/* Converts the file `in` to `type`, "docx" or "xlsx", with `program` (a path or name). `out` is an
 * open descriptor, the caller's to close. */
enum office_end office_convert(
	struct arena *a, int in, struct str program, struct str type, int *out);
/* As paper_child(): for the process that becomes LibreOffice. */
void office_child(int argc, char **argv);

#endif
