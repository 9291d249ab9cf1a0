/* leave.c — see leave.h. */
#include "org/leave.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/rec.h"
#include "org/org.h"
#include "store/sql.h"

static struct str number(struct ctx *cx, rid id)
{
	return id.n ? str_fmt(cx->a, "%lld", (long long)id.n) : STR_NONE;
}

static bool is_own(struct ctx *cx, rid person)
{
	return person.n && person.n == cx->who->person.n;
}

/* The same step as the clerk's, taken in one's own name: only the permission differs. */
static enum flow_code apply(struct ctx *cx, const struct flow_in *in, bool own)
{
	struct flow_out out;
	struct ctx inner = *cx;
	struct actor self = *cx->who;
	struct grant right = {
		.role = S("self"), .perms = S("org.read org.edit"), .unit = cx->who->unit};
	if (own) {
		self.grants = &right;
		self.n_grants = 1;
		inner.who = &self;
	}
	return flow_apply(&inner, in, &out);
}

enum flow_code leave_enter(struct ctx *cx, const struct leave_in *in)
{
	const struct person_row *p = in->person.n ? rec_load(cx, &person_kind, in->person) : NULL;
	struct input v[] = {{S("person"), number(cx, in->person)},
		{S("deputy"), number(cx, in->deputy)}, {S("from_day"), in->from},
		{S("until_day"), in->until}, {S("why"), in->why}};
	return apply(cx,
		&(struct flow_in){.kind = &proxy_kind,
			.step = kind_step(&proxy_kind, S("new")),
			.unit = p ? p->head.unit : cx->who->unit,
			.values = {v, sizeof v / sizeof *v}},
		is_own(cx, in->person));
}

enum flow_code leave_end(struct ctx *cx, rid proxy)
{
	const struct proxy_row *p = rec_load(cx, &proxy_kind, proxy);
	char text[DAY_TEXT];
	if (p == NULL)
		return FLOW_ABSENT;
	/* Today is the first day back; a leave that has not begun ends before it began. */
	struct day last = day_add(cx->today, -1);
	if (last.n < p->from_day.n)
		last = p->from_day;
	struct input v[] = {{S("until_day"), str_of(day_text(last, text))}};
	return apply(cx,
		&(struct flow_in){.kind = &proxy_kind,
			.step = kind_step(&proxy_kind, S("end")),
			.id = proxy,
			.values = {v, 1}},
		is_own(cx, p->person));
}

int leave_list(struct ctx *cx, bool all, struct leave_line **out)
{
	static const char *const cols[] = {"unit", NULL};
	VEC(struct leave_line) v = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT x.id, x.person, p.name, d.name, x.why, x.from_day, x.until_day "
		   "FROM proxy x JOIN person p ON p.id = x.person JOIN person d ON d.id = x.deputy "
		   "WHERE x.state = 'active' AND x.until_day >= ");
	sql_day(q, cx->today);
	sql_lit(q, " AND (x.person = ");
	sql_int(q, cx->who->person.n);
	sql_lit(q, " OR x.deputy = ");
	sql_int(q, cx->who->person.n);
	if (all) {
		sql_lit(q, " OR x.id IN (SELECT id FROM proxy WHERE ");
		actor_scope(cx, q, "org.edit", cols);
		sql_lit(q, ")");
	}
	sql_lit(q, ") ORDER BY x.from_day, x.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct leave_line){db_col_rid(s, 0), db_col_rid(s, 1),
			str_dup(cx->a, db_col_text(s, 2)), str_dup(cx->a, db_col_text(s, 3)),
			str_dup(cx->a, db_col_text(s, 4)), db_col_day(s, 5), db_col_day(s, 6)};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}
