/* handover.c — see handover.h. A duty that names a person goes on under the successor's name with
 * all its open due items; what was reported before keeps who reported it. A draft is nobody's
 * record yet: the successor finds it where it was left. */
#include "duty/handover.h"
#include "base/vec.h"
#include "calendar/period.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/doer.h"

struct items {
	struct handover_item *at;
	size_t n, room;
};

/* ---- duties ---- */

static int list_duties(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT d.id, d.unit, m.path, m.heading, (SELECT count(*) FROM due x WHERE "
		"x.duty = d.id AND x.state NOT IN ('accepted', 'cancelled', 'before')) FROM duty d "
		"JOIN measure m ON m.id = d.measure WHERE d.person = ? "
		"AND d.state IN ('active', 'standing') ORDER BY d.id");
	(void)day;
	db_rid(s, 1, person);
	while (db_step(s) == DB_ROW) {
		struct str path = db_col_text(s, 2);
		struct str heading = db_col_text(s, 3);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = DAY_NONE,
			.title = str_fmt(cx->a, "%.*s %.*s（未办结 %lld 期）", STR_ARG(path),
				STR_ARG(heading), (long long)db_col_int(s, 4))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static enum flow_code act_duty(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct duty_row *before = rec_load(cx, &duty_kind, i->rec);
	struct duty_row after = *before;
	bool give = i->what == HANDOVER_GIVE;
	after.person = give ? in->successor : RID_NONE;
	struct str successor = tree_person_name(cx, in->successor);
	i->result = give ? str_fmt(cx->a, "改由%.*s负责", STR_ARG(successor))
			 : S("不再指定责任人，由单位负责");
	enum flow_code code = rec_update(cx, &duty_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &duty_kind, before, &after, "handover", in->note)
			       : code;
}

const struct handover_source duty_handover_duties = {
	.code = "duty", .label = "责任事项", .list = list_duties, .act = act_duty};

/* ---- drafts of reports ---- */

static int list_drafts(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT d.due, x.unit, m.heading, x.period FROM draft d JOIN due x ON x.id = d.due "
		"JOIN measure m ON m.id = x.measure WHERE d.person = ? ORDER BY x.due_day, d.due");
	(void)day;
	db_rid(s, 1, person);
	while (db_step(s) == DB_ROW) {
		struct str heading = db_col_text(s, 2);
		struct str period = period_words(cx->a, db_col_text(s, 3));
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = DAY_NONE,
			.title = str_fmt(cx->a, "%.*s %.*s", STR_ARG(heading), STR_ARG(period))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static enum flow_code give_draft(struct ctx *cx, const struct handover_in *in, rid due)
{
	struct stmt *s = db_prep(cx->db,
		"UPDATE draft SET person = ? WHERE due = ? AND person = ? AND NOT EXISTS "
		"(SELECT 1 FROM draft x WHERE x.due = ? AND x.person = ?)");
	db_rid(s, 1, in->successor);
	db_rid(s, 2, due);
	db_rid(s, 3, in->person);
	db_rid(s, 4, due);
	db_rid(s, 5, in->successor);
	return flow_of_db(db_run(s));
}

static enum flow_code act_draft(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	enum flow_code code = FLOW_OK;
	i->result = S("草稿删去");
	if (i->what == HANDOVER_GIVE) {
		code = give_draft(cx, in, i->rec);
		bool moved = code == FLOW_OK && db_changes(cx->db) == 1;
		struct str successor = tree_person_name(cx, in->successor);
		i->result = moved ? str_fmt(cx->a, "草稿转给%.*s", STR_ARG(successor))
				  : S("接任人自己已有草稿，这份删去");
	}
	struct stmt *s = db_prep(cx->db, "DELETE FROM draft WHERE due = ? AND person = ?");
	db_rid(s, 1, i->rec);
	db_rid(s, 2, in->person);
	return code == FLOW_OK ? flow_of_db(db_run(s)) : code;
}

const struct handover_source duty_handover_drafts = {
	.code = "draft", .label = "报送草稿", .list = list_drafts, .act = act_draft};

/* ---- items done for the unit ---- */

static int list_doer(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT d.duty, d.unit, m.path, m.heading, count(*) FROM due d "
		"JOIN measure m ON m.id = d.measure WHERE d.doer = ? "
		"AND d.state NOT IN ('accepted', 'cancelled') "
		"GROUP BY d.duty, d.unit, m.path, m.heading ORDER BY d.duty");
	(void)day;
	db_rid(s, 1, person);
	while (db_step(s) == DB_ROW) {
		struct str path = db_col_text(s, 2);
		struct str heading = db_col_text(s, 3);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = DAY_NONE,
			.title = str_fmt(cx->a, "承办 %.*s %.*s（未办结 %lld 期）", STR_ARG(path),
				STR_ARG(heading), (long long)db_col_int(s, 4))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static enum flow_code act_doer(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	bool give = i->what == HANDOVER_GIVE;
	struct str successor = tree_person_name(cx, in->successor);
	i->result = give ? str_fmt(cx->a, "改由%.*s承办", STR_ARG(successor))
			 : S("不再指定承办人，由单位负责");
	return doer_pass(cx, i->rec, in->person, give ? in->successor : RID_NONE, in->note);
}

const struct handover_source duty_handover_doer = {
	.code = "doer", .label = "承办的应报", .list = list_doer, .act = act_doer};

/* ---- steps of units' own plans, claims: each always has a person ---- */

/* Who is given it; where nobody is, the unit's first responsible person (ORG-07). */
static rid heir(struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	rid to = i->what == HANDOVER_GIVE ? in->successor : tree_head(cx, i->unit, in->day);
	if (to.n == 0 || to.n == in->person.n)
		err_field(cx->errs, S("successor"), "“%.*s”要有责任人：请选“移交”，填写接任人",
			STR_ARG(i->title));
	struct str successor = tree_person_name(cx, to);
	i->result = str_fmt(cx->a, "改由%.*s负责", STR_ARG(successor));
	return to;
}

static int list_rows(struct ctx *cx, struct stmt *s, rid person, struct handover_item **out)
{
	struct items v = {0};
	db_rid(s, 1, person);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = DAY_NONE,
			.title = str_dup(cx->a, db_col_text(s, 2))};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static int list_tasks(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	(void)day;
	return list_rows(cx,
		db_prep(cx->db, "SELECT id, unit, what FROM task WHERE person = ? AND state NOT IN "
				"('done', 'dropped') ORDER BY due_day, id"),
		person, out);
}

static enum flow_code act_task(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct task_row *before = rec_load(cx, &task_kind, i->rec);
	rid to = heir(cx, in, i);
	if (cx->errs->n || before == NULL)
		return FLOW_INVALID;
	struct task_row after = *before;
	after.person = to;
	enum flow_code code = rec_update(cx, &task_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &task_kind, before, &after, "handover", in->note)
			       : code;
}

const struct handover_source duty_handover_tasks = {
	.code = "task", .label = "本单位举措", .list = list_tasks, .act = act_task};

static int list_claims(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	(void)day;
	return list_rows(cx,
		db_prep(cx->db, "SELECT c.id, c.unit, coalesce(c.matter, m.heading) FROM claim c "
				"JOIN measure m ON m.id = c.measure WHERE c.person = ? AND "
				"c.state IN ('open', 'active') ORDER BY c.id"),
		person, out);
}

static enum flow_code act_claim(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct claim_row *before = rec_load(cx, &claim_kind, i->rec);
	rid to = heir(cx, in, i);
	if (cx->errs->n || before == NULL)
		return FLOW_INVALID;
	struct claim_row after = *before;
	after.person = to;
	enum flow_code code = rec_update(cx, &claim_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &claim_kind, before, &after, "handover", in->note)
			       : code;
}

const struct handover_source duty_handover_claims = {
	.code = "claim", .label = "认领与五定", .list = list_claims, .act = act_claim};
