/* pg_fixture.c — see pg_fixture.h. */
#include "lib/pg_fixture.h"

#include "base/bug.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool pg_fixture_on(void)
{
	const char *db = getenv("DB");
	return db && strcmp(db, "pg") == 0;
}

static void command(const char *sql)
{
	PGconn *c = PQconnectdb(getenv("TEST_PG_URL"));
	PGresult *r = PQexec(c, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		fprintf(stderr, "%s: %s\n", sql, PQerrorMessage(c));
	AN(PQresultStatus(r) == PGRES_COMMAND_OK);
	PQclear(r);
	PQfinish(c);
}

void pg_fixture_take(char *url, size_t room)
{
	static int made;
	const char *server = getenv("TEST_PG_URL"), *tail;
	char sql[128];
	if (!pg_fixture_on())
		return;
	AN(server);
	AN(tail = strchr(server, '?'));
	snprintf(sql, sizeof sql, "CREATE DATABASE t%d_%d", (int)getpid(), made);
	command(sql);
	AN((size_t)snprintf(
		   url, room, "postgresql://duban@/t%d_%d%s", (int)getpid(), made++, tail) < room);
}

void pg_fixture_drop(const char *url)
{
	char name[64], sql[128];
	if (!pg_fixture_on() || sscanf(url, "postgresql://duban@/%63[^?]", name) != 1)
		return;
	snprintf(sql, sizeof sql, "DROP DATABASE %s WITH (FORCE)", name);
	command(sql);
}

int pg_fixture_end_others(const char *url)
{
	PGconn *c = PQconnectdb(url);
	PGresult *r = PQexec(c, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
				"WHERE datname = current_database() AND pid <> pg_backend_pid()");
	AN(PQresultStatus(r) == PGRES_TUPLES_OK);
	int n = PQntuples(r);
	PQclear(r);
	PQfinish(c);
	return n;
}

/* A PGconn under another name: no test needs more of libpq. */
struct pg_fixture_other *pg_fixture_connect(const char *url)
{
	PGconn *c = PQconnectdb(url);
	AN(PQstatus(c) == CONNECTION_OK);
	return (struct pg_fixture_other *)c;
}

bool pg_fixture_run(struct pg_fixture_other *o, const char *sql)
{
	PGresult *r = PQexec((PGconn *)o, sql);
	bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
	PQclear(r);
	return ok;
}

void pg_fixture_leave(struct pg_fixture_other *o)
{
	PQfinish((PGconn *)o);
}
