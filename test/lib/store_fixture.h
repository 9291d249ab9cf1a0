/* store_fixture.h — a fresh, empty database for a test, on the engine that DB says (sqlite or pg).
 *
 *	struct fixture f = fixture_open(NULL);
 *	…                                      f.db is a reader, f.a an arena
 *	fixture_close(&f);
 *
 * With DB=pg the address of a server for tests stands in TEST_PG_URL: test/run gives it to tests
 * whose source mentions that name, test/pg.sh to a single one. All that is in its schema `public`
 * is dropped first. */
#ifndef LIB_STORE_FIXTURE_H
#define LIB_STORE_FIXTURE_H

#include "store/db.h"
#include "store/schema.h"

struct fixture {
	struct arena *a;
	struct store *store;
	struct db *db;
	char path[256];
};

bool fixture_is_pg(void);
/* The path or address that store_open() takes. */
const char *fixture_url(const struct fixture *f);
/* Opens an empty database with the tables of `want`; NULL: only those of store/. */
struct fixture fixture_open(const struct schema *want);
/* Closes and removes it. */
void fixture_close(struct fixture *f);
/* Closes, keeping the file. */
void fixture_shut(struct fixture *f);
/* Opens it again; false where the world failed (fault_nth, see store_opt). */
bool fixture_reopen(struct fixture *f, int64_t fault_nth);

#endif
