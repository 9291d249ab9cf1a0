/* pg.c — PostgreSQL and its wire-compatible relatives, over libpq with prepared statements.
 *
 * SQL comes with `?` and is numbered here. Values travel as text (bytes as they are), so the server
 * decides on types and one statement serves both engines. Writers are serial through an advisory
 * lock of the transaction: every change continues one chain of hashes (seal/). Reading connections
 * are read-only by their session. A whole result is fetched at once, so callers walk long tables in
 * pages by key.
 *
 * Invariant: after an error inside a transaction the server takes nothing but the way back; such
 * statements give DB_ABORT here and the writer undoes the job. */
#include "store/db_int.h"

#include "base/bug.h"
#include "base/num.h"
#include "store/libpq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER = 24, BLOBS = 8, NAME = 24 };

struct pg {
	PGconn *c;
	struct libpq q;
	uint64_t named; /* statements prepared so far: each has a name of its own */
};

struct pg_arg {
	const char *p;
	char *copy;       /* a terminated copy of text that is longer than a number */
	char num[NUMBER]; /* a number or a day */
	int n, binary;
};

struct pg_stmt {
	char name[NAME];
	struct pg_arg *args;
	const char **values;
	int *lengths, *formats;
	int n_args;
	PGresult *res;
	int row;
	unsigned char *bytes[BLOBS]; /* decoded blobs of the row that stands */
	int n_bytes;
};

struct state {
	const char *prefix;
	enum db_code code;
};
static const struct state states[] = {
	{"23", DB_CONSTRAINT},
	{"P0001", DB_CONSTRAINT},
	{"40", DB_BUSY},
	{"55P03", DB_BUSY},
	{"57014", DB_BUSY}, /* an administrator or a time limit ended the statement */
	{"53100", DB_FULL},
	{"53", DB_IO},
	{"25006", DB_READONLY},
	{"42501", DB_READONLY},
	{"25P02", DB_ABORT},
	{"08", DB_LOST},
	{"57P", DB_LOST},
	{"58", DB_IO},
	{"XX00", DB_CORRUPT},
};

static const struct libpq *q(const struct db *db)
{
	return &((const struct pg *)db->h)->q;
}

static PGconn *conn(const struct db *db)
{
	return ((const struct pg *)db->h)->c;
}

static enum db_code code_of_state(const char *state)
{
	for (size_t i = 0; state && i < NELEM(states); i++)
		if (strncmp(state, states[i].prefix, strlen(states[i].prefix)) == 0)
			return states[i].code;
	return DB_ERROR;
}

static enum db_code result(struct db *db, const PGresult *res)
{
	switch (q(db)->PQresultStatus(res)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
	case PGRES_EMPTY_QUERY:
		return DB_OK;
	case PGRES_BAD_RESPONSE:
	case PGRES_NONFATAL_ERROR:
	case PGRES_FATAL_ERROR:
	case PGRES_COPY_OUT:
	case PGRES_COPY_IN:
	case PGRES_COPY_BOTH:
	case PGRES_SINGLE_TUPLE:
	case PGRES_PIPELINE_SYNC:
	case PGRES_PIPELINE_ABORTED:
	default:
		break;
	}
	snprintf(db->message, sizeof db->message, "%s", q(db)->PQerrorMessage(conn(db)));
	db->message[strcspn(db->message, "\n")] = 0;
	if (q(db)->PQstatus(conn(db)) != CONNECTION_OK)
		return DB_LOST;
	return code_of_state(q(db)->PQresultErrorField(res, PG_DIAG_SQLSTATE));
}

static enum db_code script(struct db *db, const char *sql)
{
	PGresult *res = q(db)->PQexec(conn(db), sql);
	enum db_code c = result(db, res);
	q(db)->PQclear(res);
	return c;
}

static void quiet(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

/* A server or a network that is gone is noticed within half a minute; what the address says itself
 * goes before. */
static PGconn *connect(const struct libpq *q, const char *url)
{
	static const char *const names[] = {"application_name", "connect_timeout",
		"keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
		"dbname", NULL};
	const char *const values[] = {"duban", "10", "15", "5", "3", "30000", url, NULL};
	return q->PQconnectdbParams(names, values, 1);
}

static enum db_code open_db(struct db *db)
{
	struct pg *pg = calloc(1, sizeof *pg);
	AN(pg);
	db->h = pg;
	if (!libpq_open(&pg->q)) {
		snprintf(db->message, sizeof db->message, "libpq is not installed");
		free(pg);
		db->h = NULL;
		return DB_LOST;
	}
	pg->c = connect(&pg->q, db->store->url);
	AN(pg->c);
	if (q(db)->PQstatus(conn(db)) != CONNECTION_OK) {
		snprintf(db->message, sizeof db->message, "%s", q(db)->PQerrorMessage(conn(db)));
		db->message[strcspn(db->message, "\n")] = 0;
		return DB_LOST;
	}
	q(db)->PQsetNoticeProcessor(conn(db), quiet, NULL);
	char timeout[64];
	snprintf(timeout, sizeof timeout, "SET lock_timeout = %d", DB_BUSY_MS);
	enum db_code c = script(db, "SET client_encoding TO 'UTF8'; SET synchronous_commit TO on; "
				    "SET standard_conforming_strings TO on; "
				    "SET bytea_output TO 'hex'");
	if (!c)
		c = script(db, timeout);
	if (!c && !db->writable)
		c = script(db, "SET default_transaction_read_only TO on");
	return c;
}

static void close_db(struct db *db)
{
	if (db->h == NULL)
		return; /* no libpq */
	q(db)->PQfinish(conn(db));
	free(db->h);
	db->h = NULL;
}

/* `?` outside of quotes becomes $1, $2 … The text is the caller's to free. */
static char *number(const char *sql, int *n_args)
{
	size_t room = strlen(sql) * 4 + 1, n = 0;
	char *out = malloc(room), quote = 0;
	AN(out);
	*n_args = 0;
	for (const char *p = sql; *p; p++) {
		if (*p == quote)
			quote = 0;
		else if (!quote && (*p == '\'' || *p == '"'))
			quote = *p;
		if (*p == '?' && !quote)
			n += (size_t)snprintf(out + n, room - n, "$%d", ++*n_args);
		else
			out[n++] = *p;
	}
	out[n] = 0;
	return out;
}

static void free_stmt(struct pg_stmt *p)
{
	for (int i = 0; i < p->n_args; i++)
		free(p->args[i].copy);
	free(p->args);
	free(p->values);
	free(p->lengths);
	free(p->formats);
	free(p);
}

static enum db_code prep(struct stmt *s)
{
	struct pg_stmt *p = calloc(1, sizeof *p);
	AN(p);
	char *sql = number(s->sql, &p->n_args);
	size_t room = p->n_args ? (size_t)p->n_args : 1;
	p->args = calloc(room, sizeof *p->args);
	p->values = calloc(room, sizeof *p->values);
	p->lengths = calloc(room, sizeof *p->lengths);
	p->formats = calloc(room, sizeof *p->formats);
	AN(p->args && p->values && p->lengths && p->formats);
	/* Never a name again: in a failed transaction the server does not forget what it is told
	 * to. */
	snprintf(p->name, sizeof p->name, "s%llu",
		(unsigned long long)++((struct pg *)s->db->h)->named);
	PGresult *res = q(s->db)->PQprepare(conn(s->db), p->name, sql, 0, NULL);
	enum db_code c = result(s->db, res);
	q(s->db)->PQclear(res);
	free(sql);
	if (c)
		free_stmt(p);
	else
		s->h = p;
	return c;
}

static void clear_row(struct stmt *s)
{
	struct pg_stmt *p = s->h;
	for (int i = 0; i < p->n_bytes; i++)
		q(s->db)->PQfreemem(p->bytes[i]);
	p->n_bytes = 0;
}

static void reset(struct stmt *s)
{
	struct pg_stmt *p = s->h;
	clear_row(s);
	q(s->db)->PQclear(p->res);
	p->res = NULL;
	p->row = 0;
}

static void drop(struct stmt *s)
{
	struct pg_stmt *p = s->h;
	char sql[NAME + 16];
	reset(s);
	snprintf(sql, sizeof sql, "DEALLOCATE \"%s\"", p->name);
	q(s->db)->PQclear(q(s->db)->PQexec(conn(s->db), sql));
	free_stmt(p);
}

static struct pg_arg *arg(struct stmt *s, int i)
{
	struct pg_stmt *p = s->h;
	AN(i >= 1 && i <= p->n_args);
	return &p->args[i - 1];
}

static void bind_int(struct stmt *s, int i, int64_t v)
{
	struct pg_arg *a = arg(s, i);
	snprintf(a->num, sizeof a->num, "%lld", (long long)v);
	a->p = a->num;
	a->binary = 0;
}

static void bind_text(struct stmt *s, int i, struct str v, bool copy)
{
	struct pg_arg *a = arg(s, i);
	(void)copy; /* the protocol wants a terminated string: always a copy */
	free(a->copy);
	a->copy = v.p ? malloc(v.n + 1) : NULL;
	a->p = a->copy;
	a->binary = 0;
	if (!v.p)
		return;
	AN(a->copy);
	memcpy(a->copy, v.p, v.n);
	a->copy[v.n] = 0;
}

static void bind_blob(struct stmt *s, int i, struct str v)
{
	struct pg_arg *a = arg(s, i);
	AN(v.n <= INT32_MAX);
	a->p = v.p;
	a->n = (int)v.n;
	a->binary = 1;
}

static void unbind(struct stmt *s)
{
	struct pg_stmt *p = s->h;
	for (int i = 0; i < p->n_args; i++)
		p->args[i].p = NULL;
}

static enum db_code execute(struct stmt *s)
{
	struct pg_stmt *p = s->h;
	for (int i = 0; i < p->n_args; i++) {
		p->values[i] = p->args[i].p;
		p->lengths[i] = p->args[i].n;
		p->formats[i] = p->args[i].binary;
	}
	p->res = q(s->db)->PQexecPrepared(
		conn(s->db), p->name, p->n_args, p->values, p->lengths, p->formats, 0);
	enum db_code c = result(s->db, p->res);
	if (c)
		return c;
	/* The server answers ROLLBACK, without an error, to COMMIT in a failed transaction. */
	if (strcmp(q(s->db)->PQcmdStatus(p->res), "ROLLBACK") == 0 && strcmp(s->sql, "COMMIT") == 0)
		return DB_ABORT;
	int64_t n;
	if (q(s->db)->PQresultStatus(p->res) == PGRES_COMMAND_OK &&
		num_int(str_of(q(s->db)->PQcmdTuples(p->res)), 0, INT64_MAX, &n))
		s->db->changes = n;
	return DB_OK;
}

static enum db_code step(struct stmt *s)
{
	struct pg_stmt *p = s->h;
	clear_row(s);
	if (!p->res) {
		enum db_code c = execute(s);
		if (c)
			return c;
		p->row = -1;
	}
	return ++p->row < q(s->db)->PQntuples(p->res) ? DB_ROW : DB_OK;
}

static bool col_null(struct stmt *s, int i)
{
	const struct pg_stmt *p = s->h;
	return q(s->db)->PQgetisnull(p->res, p->row, i);
}

static int64_t col_int(struct stmt *s, int i)
{
	const struct pg_stmt *p = s->h;
	const char *v = q(s->db)->PQgetvalue(p->res, p->row, i);
	AN(v);
	return v[0] == 't' ? 1 : strtoll(v, NULL, 10); /* a condition comes as t or f */
}

static struct str col_text(struct stmt *s, int i)
{
	const struct pg_stmt *p = s->h;
	AN(i < q(s->db)->PQnfields(p->res));
	return str_n(q(s->db)->PQgetvalue(p->res, p->row, i),
		(size_t)q(s->db)->PQgetlength(p->res, p->row, i));
}

static struct str col_blob(struct stmt *s, int i)
{
	struct pg_stmt *p = s->h;
	size_t n;
	AN(i < q(s->db)->PQnfields(p->res) && p->n_bytes < BLOBS);
	if (q(s->db)->PQgetisnull(p->res, p->row, i))
		return STR_NONE;
	unsigned char *b = q(s->db)->PQunescapeBytea(
		(const unsigned char *)q(s->db)->PQgetvalue(p->res, p->row, i), &n);
	AN(b);
	p->bytes[p->n_bytes++] = b;
	return str_n((const char *)b, n);
}

static enum db_code begin(struct db *db, bool write)
{
	if (!write)
		return script(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
	/* Statements take their own snapshots, so what is read after the lock is the newest. The
	 * number spells "duban". */
	enum db_code c = script(db, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
				    "SELECT pg_advisory_xact_lock(430745051502)");
	if (c && q(db)->PQstatus(conn(db)) == CONNECTION_OK)
		script(db, "ROLLBACK");
	return c;
}

static bool in_tx(struct db *db)
{
	PGTransactionStatusType t = q(db)->PQtransactionStatus(conn(db));
	return t != PQTRANS_IDLE && t != PQTRANS_UNKNOWN;
}

static void wide(struct db *db, bool on)
{
	(void)db; /* the server has its own cache */
	(void)on;
}

const struct driver pg_driver = {
	.name = "pg",
	.open = open_db,
	.close = close_db,
	.prep = prep,
	.drop = drop,
	.bind_int = bind_int,
	.bind_text = bind_text,
	.bind_blob = bind_blob,
	.step = step,
	.reset = reset,
	.unbind = unbind,
	.col_null = col_null,
	.col_int = col_int,
	.col_text = col_text,
	.col_blob = col_blob,
	.begin = begin,
	.in_tx = in_tx,
	.wide = wide,
	.script = script,
};
