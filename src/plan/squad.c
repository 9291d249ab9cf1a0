/* squad.c — see squad.h: reading and handing over; the kind is kind_squad.c. */
#include "plan/squad.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "store/sql.h"

int squad_list(struct ctx *cx, rid campaign, struct squad_row ***out)
{
	VEC(struct squad_row *) rows = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, &squad_kind);
	sql_lit(q, " FROM squad WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " ORDER BY CASE state WHEN 'active' THEN 0 ELSE 1 END, from_day, id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW) {
		struct squad_row *r = kind_row(&squad_kind, cx->a);
		rec_read(cx, s, &squad_kind, r);
		*vec_add(cx->a, &rows) = r;
	}
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

int64_t squad_count(struct ctx *cx, rid campaign, struct day day)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM squad WHERE campaign = ? AND "
					 "from_day <= ? AND (until_day IS NULL OR until_day >= ?)");
	db_rid(s, 1, campaign);
	db_day(s, 2, day);
	db_day(s, 3, day);
	return db_one_int(s, 0);
}

/* ---- handing over ---- */

static int list_led(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	VEC(struct handover_item) v = {0};
	struct stmt *s = db_prep(cx->db, "SELECT id, unit, name, from_day FROM squad WHERE "
					 "leader = ? AND state = 'active' ORDER BY id");
	(void)day;
	db_rid(s, 1, person);
	while (db_step(s) == DB_ROW) {
		struct str name = db_col_text(s, 2);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = db_col_day(s, 3),
			.title = str_fmt(cx->a, "%.*s · 组长", STR_ARG(name))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

/* A team without a leader would owe without anybody who knows: it ends the day before. */
static enum flow_code act_led(struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct squad_row *before = rec_load(cx, &squad_kind, i->rec);
	if (before == NULL)
		return FLOW_WORLD;
	struct squad_row after = *before;
	bool give = i->what == HANDOVER_GIVE;
	struct str name = tree_person_name(cx, in->successor);
	i->result = give ? str_fmt(cx->a, "改由%.*s任组长", STR_ARG(name))
			 : S("没有接任的组长，督导组结束");
	if (give) {
		after.leader = in->successor;
	} else {
		after.head.state = SQUAD_ENDED;
		after.until_day = day_add(in->day, -1);
	}
	enum flow_code code = rec_update(cx, &squad_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &squad_kind, before, &after, "handover", in->note)
			       : code;
}

const struct handover_source squad_handover = {
	.code = "squad", .label = "督导组", .list = list_led, .act = act_led};
