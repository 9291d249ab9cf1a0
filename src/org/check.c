/* check.c — see check.h. */
#include "org/check.h"
#include "base/bug.h"
#include "core/actor.h"
#include "org/account.h"
#include "sys/clock.h"

static const struct schema_col check_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"at", COL_STAMP, COL_NOT_NULL, NULL},
	{"ms", COL_INT, COL_NOT_NULL, NULL},
	{"entries", COL_INT, COL_NOT_NULL, NULL},
	{"rows_made", COL_INT, COL_NOT_NULL, NULL},
	{"heads", COL_INT, COL_NOT_NULL, NULL},
	{"bad", COL_INT, COL_NOT_NULL, NULL},
	{"what", COL_TEXT, 0, NULL},
	{"account", COL_RID, 0, NULL},
};
static const struct schema_table tables[] = {
	{.name = "seal_check", .cols = check_cols, .n_cols = NELEM(check_cols)},
};
const struct schema_part check_part = {.name = "check", .tables = tables, .n_tables = 1};

struct done {
	const struct seal_report *report;
	int64_t ms;
};

static enum flow_code keep(struct ctx *cx, void *arg)
{
	const struct done *d = arg;
	const struct seal_report *r = d->report;
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO seal_check (id, at, ms, entries, rows_made, heads, bad, what, "
		"account) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_stamp(s, 2, cx->now);
	db_int(s, 3, d->ms);
	db_int(s, 4, r->entries);
	db_int(s, 5, r->rows);
	db_int(s, 6, r->heads);
	db_int(s, 7, r->bad);
	db_text(s, 8, r->what);
	db_rid(s, 9, cx->who->account);
	return flow_of_db(db_run(s));
}

enum flow_code check_run(struct ctx *cx, struct seal_report *out)
{
	struct seal_verify_opt opt = {0};
	int64_t began = clock_ticks();
	if (seal_verify(cx->db, &opt, cx->a, out) != DB_OK)
		return FLOW_WORLD;
	struct done d = {out, clock_ticks() - began};
	return ctx_write(cx, keep, &d);
}

int check_list(struct ctx *cx, int max, struct check *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT at, ms, entries, rows_made, heads, bad, what, account FROM seal_check "
		"ORDER BY id DESC LIMIT ?");
	rid by[32];
	int n = 0;
	db_int(s, 1, max);
	while (n < max && n < (int)NELEM(by) && db_step(s) == DB_ROW) {
		by[n] = db_col_rid(s, 7);
		out[n++] = (struct check){.at = db_col_stamp(s, 0),
			.ms = db_col_int(s, 1),
			.entries = db_col_int(s, 2),
			.rows = db_col_int(s, 3),
			.heads = db_col_int(s, 4),
			.bad = db_col_int(s, 5),
			.what = str_dup(cx->a, db_col_text(s, 6))};
	}
	db_done(s);
	for (int i = 0; i < n; i++)
		out[i].by = by[i].n ? account_name(cx, by[i]) : STR_NONE;
	return n;
}
