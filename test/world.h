/* world.h — for tests: a real database in a temporary folder, with the shipped rows and the county
 * bureau, and a clock the test moves. */
#ifndef TEST_WORLD_H
#define TEST_WORLD_H

#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/world.h"
#include "duty/preset.h"
#include "lib/pg_fixture.h"
#include "org/preset.h"
#include "run/registry.h"
#include "sys/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct test_world {
	struct arena *a;
	char dir[64], clock_path[96], url[192];
	struct clock clock;
	struct world *w;
	struct db *db;
	struct ctx *cx; /* acts as the system */
};

static inline void test_time(struct test_world *t, const char *iso)
{
	FILE *f = fopen(t->clock_path, "w");
	if (f == NULL || fprintf(f, "%s\n", iso) < 0 || fclose(f))
		abort();
}

/* A new unit of work at the clock's present time, acting as the system. */
static inline struct ctx *test_now(struct test_world *t)
{
	return t->cx = world_ctx(t->w, t->a, t->db);
}

/* A new unit of work in the name of a sign-in of the preset. */
static inline struct ctx *test_as(struct test_world *t, const char *login)
{
	struct ctx *cx = world_ctx(t->w, t->a, t->db);
	struct stmt *s = db_prep(t->db, "SELECT id FROM account WHERE login = ?");
	db_text(s, 1, str_of(login));
	cx->who = actor_load(cx, (rid){db_one_int(s, 0)});
	if (cx->who == NULL)
		abort();
	return cx;
}

static inline enum flow_code test_fill(struct ctx *cx, void *arg)
{
	(void)arg;
	enum flow_code code = preset_base(cx);
	if (code == FLOW_OK)
		code = duty_preset(cx);
	return code == FLOW_OK ? preset_bureau(cx, "county") : code;
}

static inline void test_open(struct test_world *t, const char *iso)
{
	struct str why;
	memset(t, 0, sizeof *t);
	t->a = arena_open(512u << 20);
	snprintf(t->dir, sizeof t->dir, "/tmp/duban-test-XXXXXX");
	if (mkdtemp(t->dir) == NULL)
		abort();
	snprintf(t->clock_path, sizeof t->clock_path, "%s/clock", t->dir);
	test_time(t, iso);
	char at[100];
	snprintf(at, sizeof at, "@%s", t->clock_path);
	setenv("DUBAN_TEST", "1", 1);
	setenv("DUBAN_CLOCK", at, 1);
	if (!clock_init(&t->clock, t->a, &why))
		abort();
	snprintf(t->url, sizeof t->url, "%s/test.db", t->dir);
	pg_fixture_take(t->url, sizeof t->url);
	t->w = world_open(t->a, registry_parts(), &t->clock, t->url, WORLD_MAKE, &why);
	if (t->w == NULL)
		abort();
	t->db = store_reader(t->w->store);
	if (ctx_write(test_now(t), test_fill, NULL) != FLOW_OK)
		abort();
	/* The calendar was loaded before its rows were there: open again, as a new process would. */
	db_close(t->db);
	world_close(t->w);
	t->w = world_open(t->a, registry_parts(), &t->clock, t->url, WORLD_USE, &why);
	if (t->w == NULL)
		abort();
	t->db = store_reader(t->w->store);
	test_now(t);
}

static inline void test_close(struct test_world *t)
{
	db_close(t->db);
	world_close(t->w);
	pg_fixture_drop(t->url);
	const char *const files[] = {"test.db", "test.db-wal", "test.db-shm", "clock"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s/%s", t->dir, files[i]);
		unlink(path);
	}
	rmdir(t->dir);
	arena_close(t->a);
}

static inline rid test_unit(struct test_world *t, const char *name)
{
	rid id = tree_find(t->cx, str_of(name), t->cx->today);
	if (id.n == 0)
		abort();
	return id;
}

#endif
