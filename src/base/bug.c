/* bug.c — see bug.h. */
#include "base/bug.h"

#include <stdio.h>
#include <stdlib.h>

void bug_at(const char *file, int line, const char *what)
{
	fprintf(stderr, "duban: bug at %s:%d: %s\n", file, line, what);
	abort();
}
