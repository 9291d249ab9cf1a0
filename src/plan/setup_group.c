/* setup_group.c — see setup.h: who leads a campaign (ORG-05). */
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/rec.h"
#include "plan/setup_int.h"

enum { NOTE_MAX = 200 };

struct job {
	rid campaign, id;
	const struct setup_member *member;
	struct day day;
};

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
