/* pg_fixture.h — where a test's database is: a file, or with DB=pg a database of its own on the
 * server of TEST_PG_URL (test/pg.sh), so that tests do not meet. */
#ifndef TEST_LIB_PG_FIXTURE_H
#define TEST_LIB_PG_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>

bool pg_fixture_on(void);
/* Leaves `url` (the path of a file) as it is, or makes a new database and puts its address there. */
void pg_fixture_take(char *url, size_t room);
/* Drops that database; nothing for a file. */
void pg_fixture_drop(const char *url);

/* Ends every other connection to the database at `url`, as a server that is started anew does; how
 * many there were. */
int pg_fixture_end_others(const char *url);

/* Somebody else's connection to it. */
struct pg_fixture_other;
struct pg_fixture_other *pg_fixture_connect(const char *url);
/* Runs one statement; false where the server refuses it. */
bool pg_fixture_run(struct pg_fixture_other *o, const char *sql);
void pg_fixture_leave(struct pg_fixture_other *o);

#endif
