/* setup_start.c — see setup.h: who leads a campaign, and what must be done before it runs. The list
 * itself is data/startup.tsv; what follows from the records is not ticked but looked up. */
#include "base/bug.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/setup_int.h"
#include "sys/data.h"

enum { NOTE_MAX = 200, UNITS_MAX = 4096, NAMED = 8 };

struct job {
	rid campaign, id;
	const struct setup_member *member;
	struct str code, note;
	struct day day;
};

/* ---- leading group ---- */

int setup_group(struct ctx *cx, rid campaign, struct setup_member **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, person, person_name, post, role, from_day, until_day FROM "
		"leading_group WHERE campaign = ? ORDER BY CASE WHEN until_day IS NULL THEN 0 "
		"ELSE 1 END, CASE role WHEN 'head' THEN 0 WHEN 'vice' THEN 1 WHEN 'member' THEN 2 "
		"ELSE 3 END, sort, id");
	VEC(struct setup_member) rows = {0};
	db_rid(s, 1, campaign);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct setup_member){.id = db_col_rid(s, 0),
			.person = db_col_rid(s, 1),
			.name = str_dup(cx->a, db_col_text(s, 2)),
			.post = str_dup(cx->a, db_col_text(s, 3)),
			.role = str_dup(cx->a, db_col_text(s, 4)),
			.from = db_col_day(s, 5),
			.until = db_col_day(s, 6)};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

/* One of ours where the name fits exactly one person. */
static rid person_of(struct ctx *cx, struct str name)
{
	struct stmt *s = db_prep(cx->db, "SELECT CASE WHEN count(*) = 1 THEN max(id) ELSE 0 END "
					 "FROM person WHERE name = ? AND until_day IS NULL");
	db_text(s, 1, name);
	return (rid){db_one_int(s, 0)};
}

static void check_member(struct ctx *cx, const struct setup_member *m)
{
	static const char *const roles[] = {"head", "vice", "member", "office"};
	bool known = false;
	for (size_t i = 0; i < NELEM(roles); i++)
		known |= str_eq(m->role, str_of(roles[i]));
	if (m->name.n == 0)
		err_field(cx->errs, S("name"), "请填写姓名");
	if (utf8_count(m->name) > NOTE_MAX || utf8_count(m->post) > NOTE_MAX)
		err_field(cx->errs, S("name"), "姓名和职务最多 %d 字", NOTE_MAX);
	if (!known)
		err_field(cx->errs, S("role"), "请选组长、副组长、成员或办公室成员");
	if (!day_is_set(m->from))
		err_field(cx->errs, S("from"), "请填写开始日期");
}

static enum flow_code join(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	enum flow_code code = setup_may(cx, j->campaign);
	if (code != FLOW_OK)
		return code;
	struct setup_member m = *j->member;
	m.name = str_trim(m.name);
	check_member(cx, &m);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct stmt *s = db_prep(cx->db, "INSERT INTO leading_group (id, campaign, person, "
					 "person_name, post, role, from_day, sort) "
					 "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	rid id = db_new_id(cx->db);
	db_rid(s, 1, id);
	db_rid(s, 2, j->campaign);
	db_rid(s, 3, person_of(cx, m.name));
	db_text(s, 4, m.name);
	db_text(s, 5, str_trim(m.post));
	db_text(s, 6, m.role);
	db_day(s, 7, m.from);
	db_int(s, 8, id.n);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? setup_say(cx, j->campaign, "join_group", STR_NONE,
					 str_fmt(cx->a, "%.*s %.*s %.*s", STR_ARG(m.role),
						 STR_ARG(m.name), STR_ARG(m.post)))
			       : code;
}

enum flow_code setup_join(struct ctx *cx, rid campaign, const struct setup_member *in)
{
	return ctx_write(cx, join, &(struct job){.campaign = campaign, .member = in});
}

static enum flow_code leave(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	struct setup_member *all;
	enum flow_code code = setup_may(cx, j->campaign);
	int n = code == FLOW_OK ? setup_group(cx, j->campaign, &all) : 0;
	for (int i = 0; i < n; i++) {
		char text[DAY_TEXT];
		if (all[i].id.n != j->id.n || day_is_set(all[i].until))
			continue;
		if (!day_is_set(j->day) || j->day.n < all[i].from.n) {
			err_field(cx->errs, S("until"), "结束日期不能早于开始日期");
			return FLOW_INVALID;
		}
		struct stmt *s = db_prep(
			cx->db, "UPDATE leading_group SET until_day = ? WHERE id = ?");
		db_day(s, 1, j->day);
		db_rid(s, 2, j->id);
		code = flow_of_db(db_run(s));
		return code == FLOW_OK ? setup_say(cx, j->campaign, "leave_group", all[i].name,
						 str_of(day_text(j->day, text)))
				       : code;
	}
	return code == FLOW_OK ? FLOW_ABSENT : code;
}

enum flow_code setup_leave(struct ctx *cx, rid campaign, rid member, struct day until)
{
	return ctx_write(
		cx, leave, &(struct job){.campaign = campaign, .id = member, .day = until});
}

/* ---- what follows from the records ---- */

static void look_plan(struct ctx *cx, const struct campaign_row *c, struct setup_item *it)
{
	const struct plan_row *p = rec_load(cx, &plan_kind, plan_current(cx, c->head.id));
	it->done = p != NULL;
	it->day = p ? p->issue_day : DAY_NONE;
	it->note = p ? p->title : S("还没有签发的方案");
}

static void look_group(struct ctx *cx, const struct campaign_row *c, struct setup_item *it)
{
	struct setup_member *m;
	int n = setup_group(cx, c->head.id, &m), heads = 0, others = 0;
	for (int i = 0; i < n; i++) {
		if (day_is_set(m[i].until))
			continue;
		heads += str_eq(m[i].role, S("head"));
		others += !str_eq(m[i].role, S("head"));
		if (str_eq(m[i].role, S("head")))
			it->day = m[i].from;
	}
	it->done = heads && others;
	if (!heads)
		it->note = S("还没有组长");
	else if (!others)
		it->note = S("还没有副组长和成员");
}

/* Every unit that leads or is responsible in the plan, once; their number. */
static int owners(struct ctx *cx, rid plan, struct day day, rid *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT u.unit, u.grp FROM measure_unit u JOIN measure m ON m.id = "
		"u.measure WHERE m.plan = ? AND u.role <> 'coop' AND m.state <> 'cancelled'");
	rid *members = arena_array(cx->a, UNITS_MAX, sizeof *members);
	VEC(rid) groups = {0};
	int n = 0;
	db_rid(s, 1, plan);
	while (db_step(s) == DB_ROW) {
		if (db_col_rid(s, 1).n)
			*vec_add(cx->a, &groups) = db_col_rid(s, 1);
		else if (db_col_rid(s, 0).n && n < UNITS_MAX)
			out[n++] = db_col_rid(s, 0);
	}
	db_done(s);
	for (size_t g = 0; g < groups.n; g++) {
		int k = org_group_members(cx, groups.at[g], day, members, UNITS_MAX);
		for (int i = 0; i < k && n < UNITS_MAX; i++) {
			bool seen = false;
			for (int x = 0; x < n; x++)
				seen |= out[x].n == members[i].n;
			if (!seen)
				out[n++] = members[i];
		}
	}
	return n;
}

/* Units of the plan in which nobody holds the post (ORG-07, ORG-09). */
static void look_posts(
	struct ctx *cx, const struct campaign_row *c, bool head, struct setup_item *it)
{
	rid plan = plan_current(cx, c->head.id);
	rid *units = arena_array(cx->a, UNITS_MAX, sizeof *units);
	int n = plan.n ? owners(cx, plan, cx->today, units) : 0, missing = 0;
	struct buf b = buf_in(cx->a, 2000);
	for (int i = 0; i < n; i++) {
		rid who = head ? tree_head(cx, units[i], cx->today)
			       : tree_post_holder(cx, units[i], S("liaison"), cx->today);
		if (who.n || missing++ >= NAMED)
			continue;
		buf_str(&b, missing > 1 ? S("、") : S("空缺："));
		buf_str(&b, tree_unit_name(cx, units[i]));
	}
	it->done = n && missing == 0;
	it->note = n == 0 ? S("签发方案后按责任单位核对")
		   : missing > NAMED
			   ? str_fmt(cx->a, "%.*s等 %d 个单位", STR_ARG(buf_view(&b)), missing)
			   : buf_view(&b);
}

static void look_up(struct ctx *cx, const struct campaign_row *c, struct setup_item *it)
{
	it->automatic = true;
	if (str_eq(it->code, S("plan")))
		look_plan(cx, c, it);
	else if (str_eq(it->code, S("group")))
		look_group(cx, c, it);
	else if (str_eq(it->code, S("heads")))
		look_posts(cx, c, true, it);
	else if (str_eq(it->code, S("liaisons")))
		look_posts(cx, c, false, it);
	else
		it->automatic = false;
}

/* ---- the list ---- */

static void look_tick(struct ctx *cx, rid campaign, struct setup_item *it)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT done_day, done_by, note FROM startup WHERE campaign = ? AND item = ?");
	db_rid(s, 1, campaign);
	db_text(s, 2, it->code);
	if (db_step(s) == DB_ROW) {
		it->day = db_col_day(s, 0);
		it->by = db_col_rid(s, 1);
		it->note = str_dup(cx->a, db_col_text(s, 2));
		it->done = day_is_set(it->day);
	}
	db_done(s);
}

int setup_items(struct ctx *cx, const struct campaign_row *c, struct setup_item **out)
{
	static const char *const cols[] = {"code", "label", "required", "note", NULL};
	VEC(struct setup_item) items = {0};
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("startup.tsv"), cols));
	while (tsv_next(&t)) {
		struct setup_item *it = vec_add(cx->a, &items);
		*it = (struct setup_item){.code = tsv_cell(&t, 0),
			.label = tsv_cell(&t, 1),
			.required = str_eq(tsv_cell(&t, 2), S("yes")),
			.hint = tsv_cell(&t, 3),
			.day = DAY_NONE};
		look_up(cx, c, it);
		if (!it->automatic)
			look_tick(cx, c->head.id, it);
	}
	*out = items.at;
	return (int)items.n;
}

static enum flow_code store_tick(struct ctx *cx, const struct job *j)
{
	struct stmt *gone = db_prep(cx->db, "DELETE FROM startup WHERE campaign = ? AND item = ?");
	db_rid(gone, 1, j->campaign);
	db_text(gone, 2, j->code);
	enum flow_code code = flow_of_db(db_run(gone));
	if (code != FLOW_OK || !day_is_set(j->day))
		return code;
	struct stmt *s = db_prep(cx->db, "INSERT INTO startup (id, campaign, item, done_day, "
					 "done_by, note, sort) VALUES (?, ?, ?, ?, ?, ?, 0)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, j->campaign);
	db_text(s, 3, j->code);
	db_day(s, 4, j->day);
	db_rid(s, 5, cx->who->person);
	db_text(s, 6, j->note);
	return flow_of_db(db_run(s));
}

static enum flow_code tick(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	char text[DAY_TEXT];
	enum flow_code code = setup_may(cx, j->campaign);
	if (code != FLOW_OK)
		return code;
	struct setup_item *items;
	int n = setup_items(cx, rec_load(cx, &campaign_kind, j->campaign), &items), at = -1;
	for (int i = 0; i < n; i++)
		if (str_eq(items[i].code, j->code) && !items[i].automatic)
			at = i;
	if (at < 0)
		return FLOW_ABSENT;
	if (day_is_set(j->day) && j->day.n > cx->today.n)
		err_field(cx->errs, S("day"), "完成日期不能晚于今天");
	if (utf8_count(j->note) > NOTE_MAX)
		err_field(cx->errs, S("note"), "说明最多 %d 字", NOTE_MAX);
	if (cx->errs->n)
		return FLOW_INVALID;
	code = store_tick(cx, j);
	struct str words = str_fmt(cx->a, "%.*s %.*s",
		STR_ARG(day_is_set(j->day) ? str_of(day_text(j->day, text)) : S("未完成")),
		STR_ARG(j->note));
	return code == FLOW_OK ? setup_say(cx, j->campaign, "startup", items[at].label, words)
			       : code;
}

enum flow_code setup_tick(
	struct ctx *cx, rid campaign, struct str code, struct day day, struct str note)
{
	return ctx_write(cx, tick,
		&(struct job){
			.campaign = campaign, .code = code, .day = day, .note = str_trim(note)});
}

int setup_refuse(struct ctx *cx, const struct campaign_row *c)
{
	struct setup_item *it;
	int n = setup_items(cx, c, &it), open = 0;
	for (int i = 0; i < n; i++) {
		if (!it[i].required || it[i].done)
			continue;
		open++;
		err_field(cx->errs, S(""), "启动清单还没有完成：%.*s%s%.*s", STR_ARG(it[i].label),
			it[i].automatic && it[i].note.n ? "，" : "",
			STR_ARG(it[i].automatic ? it[i].note : STR_NONE));
	}
	return open;
}
