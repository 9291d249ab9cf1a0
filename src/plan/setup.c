/* setup.c — see setup.h: phases and goals. The leading group is setup_group.c, the checklist
 * startup.c. */
#include "plan/setup.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "plan/setup_int.h"
#include "sys/data.h"

enum { NAME_MAX = 100 };

enum flow_code setup_may(struct ctx *cx, rid campaign)
{
	const struct campaign_row *c = rec_load(cx, &campaign_kind, campaign);
	if (c == NULL || !flow_may_see(cx, &campaign_kind, campaign))
		return FLOW_ABSENT;
	if (!actor_may(cx, "campaign.edit", c->head.unit))
		return FLOW_DENIED;
	return c->head.state == CAMPAIGN_DONE || c->head.state == CAMPAIGN_CANCELLED ? FLOW_STATE
										     : FLOW_OK;
}

enum flow_code setup_say(
	struct ctx *cx, rid campaign, const char *verb, struct str was, struct str is)
{
	struct buf b = buf_in(cx->a, 4096);
	seal_field(&b, verb, was, is);
	return flow_note(cx, &(struct seal_in){.kind = "campaign",
				     .record = campaign,
				     .verb = verb,
				     .payload = buf_view(&b)});
}

static void need_name(struct ctx *cx, struct str name)
{
	if (str_trim(name).n == 0)
		err_field(cx->errs, S("name"), "请填写名称");
	else if (utf8_count(name) > NAME_MAX)
		err_field(cx->errs, S("name"), "名称最多 %d 字", NAME_MAX);
}

static int64_t next_sort(struct ctx *cx, struct stmt *s, rid campaign)
{
	(void)cx;
	db_rid(s, 1, campaign);
	return db_one_int(s, 0) + 10;
}

/* ---- phases ---- */

int setup_phases(struct ctx *cx, rid campaign, struct setup_phase **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, name, from_day, until_day, (SELECT count(*) FROM measure m WHERE "
		"m.phase = p.id) FROM phase p WHERE campaign = ? ORDER BY sort, id");
	VEC(struct setup_phase) rows = {0};
	db_rid(s, 1, campaign);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct setup_phase){.id = db_col_rid(s, 0),
			.name = str_dup(cx->a, db_col_text(s, 1)),
			.from = db_col_day(s, 2),
			.until = db_col_day(s, 3),
			.measures = db_col_int(s, 4)};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

static enum flow_code insert_phase(
	struct ctx *cx, rid campaign, const struct setup_phase *p, int64_t sort)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO phase (id, campaign, name, from_day, "
					 "until_day, sort) VALUES (?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, campaign);
	db_text(s, 3, p->name);
	db_day(s, 4, p->from);
	db_day(s, 5, p->until);
	db_int(s, 6, sort);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? setup_say(cx, campaign, "add_phase", STR_NONE, p->name) : code;
}

/* The day before the same day `months` later. */
static struct day months_on(struct day from, int months)
{
	struct ymd y = day_ymd(from);
	int m = y.m - 1 + months;
	int year = y.y + m / 12, month = m % 12 + 1;
	struct day first = day_of(year, month, 1),
		   next = day_of(year + month / 12, month % 12 + 1, 1);
	int last = day_diff(first, next), d = y.d < last ? y.d : last;
	struct day same = day_add(first, d - 1);
	return day_add(same, -1);
}

enum flow_code setup_template(struct ctx *cx, const struct campaign_row *c)
{
	static const char *const cols[] = {"type", "sort", "name", "months", NULL};
	struct tsv t;
	struct day from = c->from_day;
	enum flow_code code = FLOW_OK;
	AN(tsv_open(&t, cx->a, data_get("campaign_phases.tsv"), cols));
	while (code == FLOW_OK && tsv_next(&t)) {
		int64_t sort, months;
		if (!str_eq(tsv_cell(&t, 0), c->type))
			continue;
		AN(num_int(tsv_cell(&t, 1), 0, 10000, &sort));
		AN(num_int(tsv_cell(&t, 3), 1, 120, &months));
		if (day_is_set(c->until_day) && from.n > c->until_day.n)
			break;
		struct setup_phase p = {.name = tsv_cell(&t, 2),
			.from = from,
			.until = months_on(from, (int)months)};
		if (day_is_set(c->until_day) && p.until.n > c->until_day.n)
			p.until = c->until_day;
		code = insert_phase(cx, c->head.id, &p, sort);
		from = day_add(p.until, 1);
	}
	return code;
}

struct job {
	rid campaign, id, goal_id, phase_id;
	const struct setup_phase *phase;
	struct str text;
	bool goal;
};

static void check_days(struct ctx *cx, rid campaign, const struct setup_phase *p)
{
	const struct campaign_row *c = rec_load(cx, &campaign_kind, campaign);
	if (!day_is_set(p->from))
		err_field(cx->errs, S("from"), "请填写开始日期");
	if (day_is_set(p->from) && day_is_set(p->until) && p->until.n < p->from.n)
		err_field(cx->errs, S("until"), "结束日期不能早于开始日期");
	if (day_is_set(p->from) && p->from.n < c->from_day.n)
		err_field(cx->errs, S("from"), "阶段不能早于活动的开始日期");
	if (day_is_set(p->until) && day_is_set(c->until_day) && p->until.n > c->until_day.n)
		err_field(cx->errs, S("until"), "阶段不能晚于活动的结束日期");
}

static enum flow_code update_phase(struct ctx *cx, rid campaign, const struct setup_phase *p)
{
	struct setup_phase *all;
	char was[2 * DAY_TEXT], is[2 * DAY_TEXT];
	int n = setup_phases(cx, campaign, &all);
	for (int i = 0; i < n; i++) {
		if (all[i].id.n != p->id.n)
			continue;
		struct stmt *s = db_prep(cx->db, "UPDATE phase SET name = ?, from_day = ?, "
						 "until_day = ? WHERE id = ?");
		db_text(s, 1, p->name);
		db_day(s, 2, p->from);
		db_day(s, 3, p->until);
		db_rid(s, 4, p->id);
		enum flow_code code = flow_of_db(db_run(s));
		struct str old = str_fmt(cx->a, "%.*s %s %s", STR_ARG(all[i].name),
			day_text(all[i].from, was), day_text(all[i].until, was + DAY_TEXT));
		struct str new = str_fmt(cx->a, "%.*s %s %s", STR_ARG(p->name),
			day_text(p->from, is), day_text(p->until, is + DAY_TEXT));
		return code == FLOW_OK ? setup_say(cx, campaign, "set_phase", old, new) : code;
	}
	return FLOW_ABSENT;
}

static enum flow_code put_phase(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	enum flow_code code = setup_may(cx, j->campaign);
	if (code != FLOW_OK)
		return code;
	need_name(cx, j->phase->name);
	check_days(cx, j->campaign, j->phase);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct stmt *s = db_prep(cx->db, "SELECT max(sort) FROM phase WHERE campaign = ?");
	return j->phase->id.n
		       ? update_phase(cx, j->campaign, j->phase)
		       : insert_phase(cx, j->campaign, j->phase, next_sort(cx, s, j->campaign));
}

enum flow_code setup_put_phase(struct ctx *cx, rid campaign, const struct setup_phase *in)
{
	return ctx_write(cx, put_phase, &(struct job){.campaign = campaign, .phase = in});
}

/* ---- goals ---- */

int setup_goals(struct ctx *cx, rid campaign, struct setup_goal **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, name, (SELECT count(*) FROM measure m WHERE m.goal = g.id) "
		"FROM goal g WHERE campaign = ? ORDER BY sort, id");
	VEC(struct setup_goal) rows = {0};
	db_rid(s, 1, campaign);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct setup_goal){
			db_col_rid(s, 0), str_dup(cx->a, db_col_text(s, 1)), db_col_int(s, 2)};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

static enum flow_code add_goal(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	enum flow_code code = setup_may(cx, j->campaign);
	if (code != FLOW_OK)
		return code;
	need_name(cx, j->text);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct stmt *max = db_prep(cx->db, "SELECT max(sort) FROM goal WHERE campaign = ?");
	int64_t sort = next_sort(cx, max, j->campaign);
	struct stmt *s = db_prep(
		cx->db, "INSERT INTO goal (id, campaign, name, sort) VALUES (?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, j->campaign);
	db_text(s, 3, str_trim(j->text));
	db_int(s, 4, sort);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? setup_say(cx, j->campaign, "add_goal", STR_NONE, j->text) : code;
}

enum flow_code setup_add_goal(struct ctx *cx, rid campaign, struct str name)
{
	return ctx_write(cx, add_goal, &(struct job){.campaign = campaign, .text = name});
}

static struct str name_of(struct ctx *cx, const struct job *j)
{
	struct stmt *s = j->goal ? db_prep(cx->db, "SELECT name FROM goal WHERE id = ? AND "
						   "campaign = ?")
				 : db_prep(cx->db, "SELECT name FROM phase WHERE id = ? AND "
						   "campaign = ?");
	struct str name = STR_NONE;
	db_rid(s, 1, j->id);
	db_rid(s, 2, j->campaign);
	if (db_step(s) == DB_ROW)
		name = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return name;
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	enum flow_code code = setup_may(cx, j->campaign);
	struct str name = code == FLOW_OK ? name_of(cx, j) : STR_NONE;
	if (code != FLOW_OK || name.n == 0)
		return code == FLOW_OK ? FLOW_ABSENT : code;
	struct stmt *used = j->goal ? db_prep(cx->db, "SELECT count(*) FROM measure WHERE goal = ?")
				    : db_prep(cx->db,
					      "SELECT count(*) FROM measure WHERE phase = ?");
	db_rid(used, 1, j->id);
	if (db_one_int(used, 0))
		return FLOW_STATE;
	struct stmt *s = j->goal ? db_prep(cx->db, "DELETE FROM goal WHERE id = ?")
				 : db_prep(cx->db, "DELETE FROM phase WHERE id = ?");
	db_rid(s, 1, j->id);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? setup_say(cx, j->campaign, j->goal ? "drop_goal" : "drop_phase",
					 name, STR_NONE)
			       : code;
}

enum flow_code setup_drop(struct ctx *cx, rid campaign, bool goal, rid id)
{
	return ctx_write(cx, drop, &(struct job){.campaign = campaign, .id = id, .goal = goal});
}

static enum flow_code attach(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	struct measure_row *m = rec_load(cx, &measure_kind, j->id), before;
	enum flow_code code = m ? setup_may(cx, m->campaign) : FLOW_ABSENT;
	if (code != FLOW_OK)
		return code;
	struct job goal = {.campaign = m->campaign, .id = j->goal_id, .goal = true};
	struct job phase = {.campaign = m->campaign, .id = j->phase_id};
	if ((goal.id.n && name_of(cx, &goal).n == 0) || (phase.id.n && name_of(cx, &phase).n == 0))
		return FLOW_ABSENT;
	before = *m;
	m->goal = goal.id;
	m->phase = phase.id;
	code = rec_update(cx, &measure_kind, m);
	return code == FLOW_OK ? flow_seal(cx, &measure_kind, &before, m, "attach", STR_NONE)
			       : code;
}

enum flow_code setup_attach(struct ctx *cx, rid measure, rid goal, rid phase)
{
	return ctx_write(
		cx, attach, &(struct job){.id = measure, .goal_id = goal, .phase_id = phase});
}
