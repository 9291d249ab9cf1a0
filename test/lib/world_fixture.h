/* world_fixture.h — a whole database of the program with a frozen clock, for tests above core/. With
 * DB=pg on the server of TEST_PG_URL. */
#ifndef LIB_WORLD_FIXTURE_H
#define LIB_WORLD_FIXTURE_H

#include "core/world.h"
#include "sys/clock.h"

struct world_fixture {
	struct arena *a;
	struct clock clock;
	struct world *world;
	struct db *db;  /* a reader */
	struct ctx *cx; /* acts as the system, at the instant it was made */
	char path[192];
};

/* A new database at this local instant ("2026-09-18T10:00:00+08:00") with the shipped rows, and the
 * county preset where `bureau`. */
struct world_fixture *world_fixture_open(const char *at, bool bureau);
/* Moves the clock and makes a new `cx`. */
void world_fixture_at(struct world_fixture *f, const char *at);
void world_fixture_close(struct world_fixture *f);

#endif
