/* party.c — see party.h. */
#include "campaign/party.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/val.h"
#include "store/sql.h"

static const char *const codes[PARTY_LEVELS] = {"committee", "organ", "branch", "member"};

static void add(struct ctx *cx, struct party_lines *l, struct stmt *s, int from)
{
	struct party_line *p = vec_add(cx->a, l);
	*p = (struct party_line){.measure = db_col_rid(s, 0),
		.path = str_dup(cx->a, db_col_text(s, 1)),
		.heading = str_dup(cx->a, db_col_text(s, 2)),
		.words = str_dup(cx->a, db_col_text(s, 3)),
		.units = db_col_int(s, from),
		.unit = db_col_rid(s, from + 1),
		.all = db_col_int(s, from + 2),
		.done = db_col_int(s, from + 3),
		.late = db_col_int(s, from + 4)};
	l->all += p->all;
	l->done += p->done;
	l->late += p->late;
}

static void add_of_goal(struct ctx *cx, struct sql *q, rid campaign, rid goal)
{
	sql_lit(q, " AND campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND measure IN (SELECT id FROM measure WHERE goal = ");
	sql_rid(q, goal);
	sql_lit(q, ") AND ");
	actor_scope(cx, q, "due.read", due_kind.scope_units);
	sql_lit(q, ") d JOIN measure m ON m.id = d.measure ");
}

/* A party committee of no said trait counts as the organ's; every other unit has its own
 * organisation. */
static void load_dues(struct ctx *cx, rid campaign, rid goal, struct party_lines out[PARTY_LEVELS])
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT m.id, m.path, m.heading, min(d.content), l.lv, count(DISTINCT d.unit), "
		   "min(d.unit), count(*), sum(CASE WHEN d.state = 'accepted' THEN 1 ELSE 0 END), "
		   "sum(CASE WHEN d.state IN ('open', 'returned') AND d.due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " THEN 1 ELSE 0 END) FROM (SELECT measure, unit, state, content, due_day FROM "
		   "due WHERE state NOT IN ('cancelled', 'before')");
	add_of_goal(cx, q, campaign, goal);
	sql_lit(q, "JOIN (SELECT u.id, CASE WHEN EXISTS (SELECT 1 FROM unit_trait t WHERE t.unit = "
		   "u.id AND t.trait = 'party_committee') THEN 0 WHEN u.kind = 'party' THEN 1 ELSE "
		   "2 END AS lv FROM unit u) l ON l.id = d.unit GROUP BY m.id, m.path, m.heading, "
		   "m.seq, l.lv ORDER BY m.seq, m.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		add(cx, &out[db_col_int(s, 4)], s, 5);
	db_done(s);
}

/* Approved steps of own plans, each of which names a person. */
static void load_steps(struct ctx *cx, rid campaign, rid goal, struct party_lines *out)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT m.id, m.path, m.heading, '', count(DISTINCT d.unit), min(d.unit), "
		   "count(*), sum(CASE WHEN d.state = 'done' THEN 1 ELSE 0 END), sum(CASE WHEN "
		   "d.state = 'open' AND d.due_day < ");
	sql_day(q, cx->today);
	sql_lit(q, " THEN 1 ELSE 0 END) FROM (SELECT measure, unit, state, due_day FROM task WHERE "
		   "state IN ('open', 'done')");
	add_of_goal(cx, q, campaign, goal);
	sql_lit(q, "GROUP BY m.id, m.path, m.heading, m.seq ORDER BY m.seq, m.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		add(cx, out, s, 4);
	db_done(s);
}

void party_load(struct ctx *cx, rid campaign, rid goal, struct party_lines out[PARTY_LEVELS])
{
	for (int i = 0; i < PARTY_LEVELS; i++)
		out[i] = (struct party_lines){
			.label = val_code_label(cx, S("party_level"), str_of(codes[i]))};
	load_dues(cx, campaign, goal, out);
	load_steps(cx, campaign, goal, &out[PARTY_MEMBERS]);
}
