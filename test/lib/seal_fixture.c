/* seal_fixture.c — see seal_fixture.h. */
#include "lib/seal_fixture.h"

#include "base/bug.h"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>

static const struct schema_col thing_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"unit", COL_RID, COL_NOT_NULL, NULL},
	{"due", COL_DAY, 0, NULL},
	{"state", COL_INT, COL_NOT_NULL, NULL},
};
static const struct schema_table things[] = {
	{.name = "thing", .cols = thing_cols, .n_cols = NELEM(thing_cols)},
};
static const struct schema_part thing_part = {
	.name = "thing", .tables = things, .n_tables = NELEM(things)};
static const struct schema_part *const parts[] = {&store_part, &seal_part, &thing_part};
const struct schema seal_fixture_schema = {.parts = parts, .n_parts = NELEM(parts)};

static enum db_code append(struct db *w, void *arg)
{
	int64_t i = *(int *)arg;
	char payload[64];
	struct arena *a = arena_open(1 << 16);
	struct buf b = buf_in(a, 1024);
	snprintf(payload, sizeof payload, "值%lld", (long long)i);
	seal_field(&b, "title", STR_NONE, str_of(payload));
	struct seal_in in = {.at = {1789722000000 + i * 1000},
		.actor = {7},
		.kind = "thing",
		.record = {i},
		.version = 1,
		.verb = "create",
		.reason = i % 2 ? S("按方案建立") : STR_NONE,
		.payload = buf_view(&b)};
	enum db_code c = seal_append(w, &in, NULL);
	arena_close(a);
	return c;
}

void seal_fixture_fill(struct db *db, int n)
{
	for (int i = 1; i <= n; i++)
		AZ(db_tx(db, append, &i));
}

static void tamper_pg(struct fixture *f, const char *sql)
{
	PGconn *c = PQconnectdb(fixture_url(f));
	PGresult *r = PQexec(c, "SET session_replication_role = replica"); /* no triggers */
	AN(PQresultStatus(r) == PGRES_COMMAND_OK);
	PQclear(r);
	r = PQexec(c, sql);
	AN(PQresultStatus(r) == PGRES_COMMAND_OK);
	PQclear(r);
	PQfinish(c);
}

void seal_fixture_tamper(struct fixture *f, const char *sql)
{
	if (fixture_is_pg()) {
		tamper_pg(f, sql);
		return;
	}
	sqlite3 *h;
	AZ(sqlite3_open(f->path, &h));
	AZ(sqlite3_exec(h,
		"DROP TRIGGER IF EXISTS seal_entry_no_UPDATE;"
		"DROP TRIGGER IF EXISTS seal_entry_no_DELETE;"
		"DROP TRIGGER IF EXISTS seal_node_no_UPDATE;"
		"DROP TRIGGER IF EXISTS seal_head_no_UPDATE;"
		"DROP TRIGGER IF EXISTS seal_tombstone_no_DELETE;",
		NULL, NULL, NULL));
	AZ(sqlite3_exec(h, sql, NULL, NULL, NULL));
	AZ(sqlite3_close(h));
}
