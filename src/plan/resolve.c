/* resolve.c — see resolve.h. */
#include "plan/resolve.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "org/org.h"
#include "plan/persons.h"
#include "plan/subject.h"

enum { NAMES = 200 };

/* Words that stand in exactly one unit's name: 法制大队 in 督察法制大队. */
static struct str guess(struct ctx *cx, struct str phrase)
{
	struct stmt *s = db_prep(cx->db, "SELECT name FROM unit WHERE state = 'active' AND "
					 "name LIKE '%' || ? || '%' ORDER BY id LIMIT 2");
	struct str name = STR_NONE;
	int n = 0;
	db_text(s, 1, phrase);
	while (db_step(s) == DB_ROW)
		if (n++ == 0)
			name = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return n == 1 ? name : STR_NONE;
}

int resolve_open(struct ctx *cx, rid plan, struct resolve_name **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT u.phrase, count(*) FROM measure_unit u JOIN measure m ON m.id = u.measure "
		"WHERE m.plan = ? AND m.assigned <> 0 AND m.state <> 'cancelled' AND "
		"u.unit IS NULL AND u.grp IS NULL GROUP BY u.phrase ORDER BY 2 DESC, 1 LIMIT ?");
	VEC(struct resolve_name) rows = {0};
	db_rid(s, 1, plan);
	db_int(s, 2, NAMES);
	while (db_step(s) == DB_ROW)
		if (!subject_is_of_plan(db_col_text(s, 0)) && !persons_named(db_col_text(s, 0)))
			*vec_add(cx->a, &rows) = (struct resolve_name){
				.phrase = str_dup(cx->a, db_col_text(s, 0)), .n = db_col_int(s, 1)};
	db_done(s);
	for (size_t i = 0; i < rows.n; i++)
		rows.at[i].guess = guess(cx, rows.at[i].phrase);
	*out = rows.at;
	return (int)rows.n;
}

struct job {
	rid plan;
	struct str phrase, name;
};

static enum flow_code store(struct ctx *cx, const struct job *j, rid unit, rid grp)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE measure_unit SET unit = ?, grp = ? WHERE phrase = ? AND unit IS NULL AND "
		"grp IS NULL AND measure IN (SELECT id FROM measure WHERE plan = ?)");
	struct buf b = buf_in(cx->a, 4096);
	db_rid(s, 1, unit);
	db_rid(s, 2, grp);
	db_text(s, 3, j->phrase);
	db_rid(s, 4, j->plan);
	enum flow_code code = flow_of_db(db_run(s));
	seal_field(&b, "unit", j->phrase, j->name);
	return code == FLOW_OK ? flow_note(cx, &(struct seal_in){.kind = "plan",
						       .record = j->plan,
						       .verb = "resolve",
						       .payload = buf_view(&b)})
			       : code;
}

static enum flow_code put(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	const struct plan_row *p = rec_load(cx, &plan_kind, j->plan);
	if (p == NULL || !flow_may_see(cx, &plan_kind, j->plan))
		return FLOW_ABSENT;
	if (!actor_may(cx, "plan.edit", p->head.unit))
		return FLOW_DENIED;
	if (p->head.state != PLAN_READING)
		return FLOW_STATE;
	struct day day = day_is_set(p->issue_day) ? p->issue_day : cx->today;
	rid grp = org_group_find(cx, j->name);
	rid unit = grp.n ? RID_NONE : plan_find_unit(cx, j->name, day, p->campaign);
	if (grp.n || unit.n)
		return store(cx, j, unit, grp);
	err_field(cx->errs, S("name"), "没有找到单位“%.*s”，请写单位树里的名称或单位组名",
		STR_ARG(j->name));
	return FLOW_INVALID;
}

enum flow_code resolve_put(struct ctx *cx, rid plan, struct str phrase, struct str name)
{
	return ctx_write(cx, put, &(struct job){plan, phrase, str_trim(name)});
}
