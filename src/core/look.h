/* look.h — looks at data as entries of the log, as far as a kind's level asks for them (SEC-01).
 *
 * A look is sealed before anything of it leaves the house: a screen, a sheet, a file or a list in
 * JSON that could not be entered is not sent. It belongs to no record's history (seal_history()
 * leaves it out); the auditor finds it in the log. */
#ifndef CORE_LOOK_H
#define CORE_LOOK_H

#include "core/kind.h"

enum look_way {
	LOOK_SEE,  /* on a screen */
	LOOK_TAKE, /* a sheet, a file: leaves the house */
	LOOK_FEED  /* a program's list or record */
};

struct look {
	const struct kind *kind; /* NULL: nothing was looked at */
	enum look_way way;
	rid record;        /* RID_NONE: a list */
	struct str filter; /* what the list was narrowed to, or a file's name; may be empty */
	int64_t rows;      /* 0: not counted */
};

/* Whether the kind's level asks for an entry. */
bool look_asked(const struct look *l);
/* Seals it. Of an inner kind a program's looks are one entry for each account, kind and day, since
 * programs ask all day. Outside of a transaction and of db_read_begin(). */
enum flow_code look_seal(struct ctx *cx, const struct look *l);

#endif
