/* doctor_int.h — between doctor.c (runs and prints) and doctor_checks.c, doctor_data.c (look). */
#ifndef CLI_DOCTOR_INT_H
#define CLI_DOCTOR_INT_H

#include "cli/cli.h"

enum doctor_state { DOCTOR_OK, DOCTOR_WARN, DOCTOR_BAD };

struct doctor {
	struct cli *cli;
	struct json *json;
	const char *check;
	enum doctor_state worst;
};

struct doctor_check {
	const char *name;
	void (*run)(struct doctor *d);
};

/* Of doctor_data.c. */
void doctor_jail(struct doctor *d);
void doctor_key(struct doctor *d);
void doctor_backup(struct doctor *d);
void doctor_content(struct doctor *d);

/* All checks, ended by one without a name. */
const struct doctor_check *doctor_checks(void);
/* One result; `next` says what to do, NULL where nothing is to be done. */
void doctor_say(struct doctor *d, enum doctor_state state, const char *next, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

#endif
