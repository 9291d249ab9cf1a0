/* bug.h — the third family of errors: we are wrong.
 *
 * For conditions that cannot happen unless the program itself is broken. They are never compiled
 * out: the process writes one line and aborts, the parent restarts it, and nothing acknowledged is
 * lost because nothing is acknowledged before it is durable (docs/ARCHITECTURE.md, decision 10).
 * Not for bad input (core/err.h) and not for a failing world (return codes).
 */
#ifndef BASE_BUG_H
#define BASE_BUG_H

/* Writes "file:line: what" to standard error and aborts. */
_Noreturn void bug_at(const char *file, int line, const char *what);

#define BUG(what) bug_at(__FILE__, __LINE__, (what))
/* Assert non-zero / zero. The expression is always evaluated exactly once. */
#define AN(x)                                                                                      \
	do {                                                                                       \
		if (!(x))                                                                          \
			bug_at(__FILE__, __LINE__, "AN(" #x ")");                                  \
	} while (0)
#define AZ(x)                                                                                      \
	do {                                                                                       \
		if (x)                                                                             \
			bug_at(__FILE__, __LINE__, "AZ(" #x ")");                                  \
	} while (0)

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

#endif
