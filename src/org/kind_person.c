/* kind_person.c — persons and what ties them to units over time: posts, pairings, leave (ORG-06…14,
 * 28, 31). Dated rows are ended, never deleted, so that past accountability still points to the
 * person then in post. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/token.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/handover.h"
#include "org/org.h"
#include "store/sql.h"

static const char *const unit_scope[] = {"unit", NULL};
static const char *const ends[] = {"until_day", NULL};

static void check_period(struct ctx *cx, struct day from, struct day until)
{
	if (day_is_set(from) && day_is_set(until) && until.n < from.n)
		err_field(cx->errs, S("until_day"), "结束日期不能早于开始日期");
}

static enum flow_code end_is_given(struct ctx *cx, struct day until)
{
	if (!day_is_set(until))
		err_field(cx->errs, S("until_day"), "请填写结束日期");
	return FLOW_OK;
}

/* ---- person ---- */

static const struct field person_fields[] = {
	{FIELD(struct person_row, name), .label = "姓名", .type = F_TEXT, .max = 40,
		.flags = F_REQUIRED | F_IN_LIST | F_SEARCH},
	{FIELD(struct person_row, staff_no), .label = "警号或工号", .type = F_TEXT, .max = 10,
		.flags = F_IN_LIST | F_UNIQUE},
	{FIELD(struct person_row, title), .label = "职务", .type = F_TEXT, .max = 60,
		.flags = F_IN_LIST},
	{FIELD(struct person_row, phone), .label = "办公电话", .type = F_TEXT, .max = 30},
	{FIELD(struct person_row, from_day), .label = "到岗日期", .type = F_DAY},
	{FIELD(struct person_row, until_day), .label = "离岗日期", .type = F_DAY},
};

static const struct state person_states[] = {{"active", "在岗"}, {"left", "离岗"}};
static const char *const person_edits[] = {"name", "staff_no", "title", "phone", "from_day", NULL};

static void person_check(struct ctx *cx, const void *row)
{
	const struct person_row *p = row;
	check_period(cx, p->from_day, p->until_day);
	for (size_t i = 0; i < p->staff_no.n; i++) {
		char c = p->staff_no.p[i];
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			continue;
		err_field(cx->errs, S("staff_no"), "警号或工号只能有数字和字母");
		return;
	}
}

/* Nobody goes with something still in hand (ORG-28). */
static enum flow_code person_leaves(struct ctx *cx, const void *before, const void *after)
{
	const struct person_row *p = after;
	(void)before;
	if (!day_is_set(p->until_day))
		return end_is_given(cx, p->until_day);
	int open = handover_open(cx, p->head.id, day_add(p->until_day, 1));
	if (open)
		err_field(cx->errs, S("until_day"), "手上还有 %d 项没有交接，请在“交接”里办理离岗",
			open);
	return FLOW_OK;
}

/* Who has left is signed out and locked at once (SEC-07); where the day lies ahead the account ends
 * with it (core/actor.c). */
static enum flow_code person_left(struct ctx *cx, const void *before, void *after)
{
	const struct person_row *p = after;
	struct stmt *s = db_prep(
		cx->db, "SELECT id FROM account WHERE person = ? AND state = 'open' ORDER BY id");
	(void)before;
	db_rid(s, 1, p->head.id);
	rid id = {db_one_int(s, 0)};
	if (id.n == 0 || p->until_day.n >= cx->today.n)
		return FLOW_OK;
	const struct account_row *open = rec_load(cx, &account_kind, id);
	struct account_row locked = *open;
	locked.head.state = ACCOUNT_LOCKED;
	enum flow_code code = rec_update(cx, &account_kind, &locked);
	if (code == FLOW_OK)
		code = token_session_drop_all(cx, id);
	return code == FLOW_OK ? flow_seal(cx, &account_kind, open, &locked, "lock", S("离岗"))
			       : code;
}

static const struct step person_steps[] = {
	{.name = "new",
		.label = "新增人员",
		.to = 0,
		.perm = "org.edit",
		.fields = person_edits,
		.flags = STEP_NEW},
	{.name = "edit",
		.label = "修改",
		.from = STATE_BIT(0),
		.to = -1,
		.perm = "org.edit",
		.fields = person_edits},
	{.name = "leave",
		.label = "离岗",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.fields = ends,
		.flags = STEP_REASON,
		.guard = person_leaves,
		.after = person_left},
};

/* Leaders are named by the units they look after, and belong to none of these. */
static bool person_known(struct ctx *cx, rid id)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT 1 FROM pairing WHERE state = 'active' AND leader = ");
	sql_rid(q, id);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "org.read", unit_scope);
	sql_lit(q, " LIMIT 1");
	return db_one_int(db_prep_sql(cx->db, q), 0) != 0;
}

const struct kind person_kind = {
	.name = "person",
	.label = "人员",
	.table = "person",
	.row_size = sizeof(struct person_row),
	.fields = person_fields,
	.n_fields = NELEM(person_fields),
	.states = person_states,
	.n_states = NELEM(person_states),
	.steps = person_steps,
	.n_steps = NELEM(person_steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "name",
	.known = person_known,
	.check = person_check,
};

/* ---- appointment ---- */

static const struct field appointment_fields[] = {
	{FIELD(struct appointment_row, person), .label = "人员", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct appointment_row, post), .label = "岗位", .type = F_CODE, .set = "post",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER},
	{FIELD(struct appointment_row, from_day), .label = "任职日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct appointment_row, until_day), .label = "免职日期", .type = F_DAY,
		.flags = F_IN_LIST},
};

static const struct state running[] = {{"active", "有效"}, {"ended", "已结束"}};
static const char *const appointment_edits[] = {"person", "post", "from_day", "until_day", NULL};

static struct str appointment_title(struct ctx *cx, const void *row)
{
	const struct appointment_row *a = row;
	struct str person = tree_person_name(cx, a->person);
	struct str post = val_code_label(cx, S("post"), a->post);
	return str_fmt(cx->a, "%.*s · %.*s", STR_ARG(person), STR_ARG(post));
}

static bool is_head_post(struct ctx *cx, struct str post)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT 1 FROM code WHERE code_set = 'head_post' AND code = ?");
	db_text(s, 1, post);
	return db_one_int(s, 0) != 0;
}

/* One principal head per unit at a time, so that "who answers" has one answer (ORG-07). */
static void appointment_check(struct ctx *cx, const void *row)
{
	const struct appointment_row *a = row;
	check_period(cx, a->from_day, a->until_day);
	if (!day_is_set(a->from_day) || !is_head_post(cx, a->post))
		return;
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM appointment a JOIN code c ON c.code_set = 'head_post' AND "
		"c.code = a.post WHERE a.unit = ? AND a.id <> ? "
		"AND (a.until_day IS NULL OR a.until_day >= ?) AND a.from_day <= ?");
	db_rid(s, 1, a->head.unit);
	db_int(s, 2, a->head.id.n);
	db_day(s, 3, a->from_day);
	db_day(s, 4, day_is_set(a->until_day) ? a->until_day : day_of(2199, 12, 31));
	if (db_one_int(s, 0))
		err_field(cx->errs, S("post"),
			"这个单位在这一天已有主要负责人，请先填写前任的免职日期");
}

static enum flow_code appointment_ends(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return end_is_given(cx, ((const struct appointment_row *)after)->until_day);
}

static const struct step appointment_steps[] = {
	{.name = "new",
		.label = "任职",
		.to = 0,
		.perm = "org.edit",
		.fields = appointment_edits,
		.flags = STEP_NEW},
	{.name = "end",
		.label = "免职",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.fields = ends,
		.flags = STEP_REASON,
		.guard = appointment_ends},
};

const struct kind appointment_kind = {
	.name = "appointment",
	.label = "任职",
	.table = "appointment",
	.row_size = sizeof(struct appointment_row),
	.fields = appointment_fields,
	.n_fields = NELEM(appointment_fields),
	.states = running,
	.n_states = NELEM(running),
	.steps = appointment_steps,
	.n_steps = NELEM(appointment_steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "-from_day",
	.title = appointment_title,
	.check = appointment_check,
};

/* ---- pairing of a leader with a unit ---- */

static const struct field pairing_fields[] = {
	{FIELD(struct pairing_row, leader), .label = "包联领导", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct pairing_row, kind), .label = "方式", .type = F_CODE, .set = "pairing_kind",
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct pairing_row, from_day), .label = "开始日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct pairing_row, until_day), .label = "结束日期", .type = F_DAY,
		.flags = F_IN_LIST},
	{FIELD(struct pairing_row, skips_level), .label = "跨级", .type = F_BOOL,
		.flags = F_IN_LIST | F_COMPUTED},
};

static const char *const pairing_edits[] = {"leader", "kind", "from_day", "until_day", NULL};

static struct str pairing_title(struct ctx *cx, const void *row)
{
	const struct pairing_row *p = row;
	struct str leader = tree_person_name(cx, p->leader);
	struct str unit = tree_unit_name(cx, p->head.unit);
	return str_fmt(cx->a, "%.*s 包联 %.*s", STR_ARG(leader), STR_ARG(unit));
}

static void pairing_check(struct ctx *cx, const void *row)
{
	const struct pairing_row *p = row;
	check_period(cx, p->from_day, p->until_day);
}

static enum flow_code pairing_ends(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	return end_is_given(cx, ((const struct pairing_row *)after)->until_day);
}

/* 下盯一级: a pairing with a unit that is not directly below the leader's own is marked (ORG-14). */
static enum flow_code pairing_made(struct ctx *cx, const void *before, void *after)
{
	struct pairing_row *p = after;
	(void)before;
	const struct person_row *leader = rec_load(cx, &person_kind, p->leader);
	rid above = tree_parent(cx, p->head.unit);
	p->skips_level = leader && above.n != leader->head.unit.n;
	struct stmt *s = db_prep(cx->db, "UPDATE pairing SET skips_level = ? WHERE id = ?");
	db_int(s, 1, p->skips_level);
	db_rid(s, 2, p->head.id);
	return flow_of_db(db_run(s));
}

static const struct step pairing_steps[] = {
	{.name = "new",
		.label = "确定包联",
		.to = 0,
		.perm = "org.edit",
		.fields = pairing_edits,
		.flags = STEP_NEW,
		.after = pairing_made},
	{.name = "end",
		.label = "结束包联",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.fields = ends,
		.flags = STEP_REASON,
		.guard = pairing_ends},
};

const struct kind pairing_kind = {
	.name = "pairing",
	.label = "包联",
	.table = "pairing",
	.row_size = sizeof(struct pairing_row),
	.fields = pairing_fields,
	.n_fields = NELEM(pairing_fields),
	.states = running,
	.n_states = NELEM(running),
	.steps = pairing_steps,
	.n_steps = NELEM(pairing_steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "-from_day",
	.title = pairing_title,
	.check = pairing_check,
};

/* ---- leave and who stands in ---- */

static const struct field proxy_fields[] = {
	{FIELD(struct proxy_row, person), .label = "请假人", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct proxy_row, deputy), .label = "代理人", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_INDEXED},
	{FIELD(struct proxy_row, from_day), .label = "开始日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct proxy_row, until_day), .label = "结束日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct proxy_row, why), .label = "事由", .type = F_TEXT, .max = 100,
		.flags = F_REQUIRED | F_IN_LIST},
};

static const char *const proxy_edits[] = {
	"person",
	"deputy",
	"from_day",
	"until_day",
	"why",
	NULL,
};

static bool is_admin(struct ctx *cx, rid person, struct day from)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM role_grant g JOIN role r ON r.code = g.role WHERE "
		"g.person = ? AND r.admin = 1 AND g.state <> 'ended' AND "
		"(g.until_day IS NULL OR g.until_day >= ?)");
	db_rid(s, 1, person);
	db_day(s, 2, from);
	return db_one_int(s, 0) > 0;
}

/* Standing in hands over roles: it must not bring together what grants keep apart (domain 9.3). */
static void proxy_check(struct ctx *cx, const void *row)
{
	const struct proxy_row *p = row;
	check_period(cx, p->from_day, p->until_day);
	if (!day_is_set(p->from_day))
		return;
	if (p->deputy.n && is_admin(cx, p->deputy, p->from_day))
		err_field(cx->errs, S("deputy"), "三类管理员不能代理业务工作，请另选代理人");
	if (p->person.n && is_admin(cx, p->person, p->from_day))
		err_field(cx->errs, S("person"),
			"管理员的权限不能由别人代理，请由另一名同类管理员办理");
	if (p->person.n && p->person.n == p->deputy.n)
		err_field(cx->errs, S("deputy"), "代理人不能是请假人本人");
}

static const struct step proxy_steps[] = {
	{.name = "new",
		.label = "登记请假代理",
		.to = 0,
		.perm = "org.edit",
		.fields = proxy_edits,
		.flags = STEP_NEW},
	{.name = "end",
		.label = "提前销假",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "org.edit",
		.fields = ends},
};

const struct kind proxy_kind = {
	.name = "proxy",
	.label = "请假代理",
	.table = "proxy",
	.row_size = sizeof(struct proxy_row),
	.fields = proxy_fields,
	.n_fields = NELEM(proxy_fields),
	.states = running,
	.n_states = NELEM(running),
	.steps = proxy_steps,
	.n_steps = NELEM(proxy_steps),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "-from_day",
	.check = proxy_check,
};
