/* seal_fixture.h — a database with the seal's tables, and short ways to write entries. */
#ifndef LIB_SEAL_FIXTURE_H
#define LIB_SEAL_FIXTURE_H

#include "lib/store_fixture.h"
#include "seal/seal.h"

extern const struct schema seal_fixture_schema;

/* Appends `n` entries of kind "thing", records 1 … n, one transaction each. */
void seal_fixture_fill(struct db *db, int n);
/* Takes the triggers of the seal away and runs `sql` (one statement of ours) behind its back. */
void seal_fixture_tamper(struct fixture *f, const char *sql);

#endif
