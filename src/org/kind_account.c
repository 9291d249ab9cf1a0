/* kind_account.c — accounts and the roles people hold (ORG-12, ORG-29, SEC-07, SEC-08; the three
 * administrators: domain 9.3).
 *
 * An administrator role carries no business permission, and nobody holds two of them or one of them
 * beside a business role: whoever could change the rights and the log, or the rights and the data,
 * would be a super-user. Passwords never pass through the generated forms: account.c sets them. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "core/token.h"
#include "org/account.h"
#include "org/org.h"

static const char *const unit_scope[] = {"unit", NULL};
static const char *const ends[] = {"until_day", NULL};

/* ---- account ---- */

static const struct field account_fields[] = {
	{FIELD(struct account_row, login), .label = "登录名", .type = F_TEXT, .max = 40,
		.flags = F_REQUIRED | F_IN_LIST | F_UNIQUE},
	{FIELD(struct account_row, person), .label = "人员", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct account_row, hash), .label = "口令摘要", .type = F_TEXT, .max = 200,
		.flags = F_COMPUTED | F_HIDDEN},
	{FIELD(struct account_row, lang), .label = "语言", .type = F_TEXT, .max = 5,
		.flags = F_COMPUTED},
	{FIELD(struct account_row, look), .label = "外观", .type = F_TEXT, .max = 10,
		.flags = F_COMPUTED},
	{FIELD(struct account_row, totp), .label = "动态口令密钥", .type = F_TEXT, .max = 64,
		.flags = F_COMPUTED | F_HIDDEN},
	{FIELD(struct account_row, totp_new), .label = "待确认的动态口令密钥", .type = F_TEXT,
		.max = 64, .flags = F_COMPUTED | F_HIDDEN},
	{FIELD(struct account_row, totp_step), .label = "动态口令步数", .type = F_INT,
		.flags = F_COMPUTED | F_HIDDEN},
	{FIELD(struct account_row, password_at), .label = "口令设定时间", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct account_row, failed), .label = "连续失败次数", .type = F_INT,
		.flags = F_COMPUTED},
	{FIELD(struct account_row, locked_until), .label = "锁定到", .type = F_STAMP,
		.flags = F_COMPUTED},
	{FIELD(struct account_row, must_change), .label = "须改口令", .type = F_BOOL,
		.flags = F_COMPUTED},
};

static const struct state account_states[] = {
	{"open", "启用"},
	{"locked", "停用"},
	{"closed", "注销"},
};

static const char *const account_new[] = {"login", "person", NULL};

static struct str account_title(struct ctx *cx, const void *row)
{
	(void)cx;
	return ((const struct account_row *)row)->login;
}

static void account_check(struct ctx *cx, const void *row)
{
	const struct account_row *a = row;
	for (size_t i = 0; i < a->login.n; i++) {
		unsigned char c = (unsigned char)a->login.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
			c == '-')
			continue;
		err_field(cx->errs, S("login"), "登录名只能用小写字母、数字、点、横线和下划线");
		return;
	}
}

/* Somebody who is locked out, has left or moved on is signed out at once. */
static enum flow_code account_out(struct ctx *cx, const void *before, void *after)
{
	(void)before;
	return token_session_drop_all(cx, ((struct account_row *)after)->head.id);
}

static const struct step account_steps[] = {
	{.name = "new",
		.label = "开通账号",
		.to = ACCOUNT_OPEN,
		.perm = "account.admin",
		.fields = account_new,
		.flags = STEP_NEW},
	{.name = "lock",
		.label = "停用",
		.from = STATE_BIT(ACCOUNT_OPEN),
		.to = ACCOUNT_LOCKED,
		.perm = "account.admin",
		.flags = STEP_REASON,
		.after = account_out},
	{.name = "unlock",
		.label = "恢复",
		.from = STATE_BIT(ACCOUNT_LOCKED),
		.to = ACCOUNT_OPEN,
		.perm = "account.admin",
		.flags = STEP_REASON},
	{.name = "close",
		.label = "注销",
		.from = STATE_BIT(ACCOUNT_OPEN) | STATE_BIT(ACCOUNT_LOCKED),
		.to = ACCOUNT_CLOSED,
		.perm = "account.admin",
		.flags = STEP_REASON,
		.after = account_out},
};

const struct kind account_kind = {
	.name = "account",
	.label = "账号",
	.table = "account",
	.level = LEVEL_GUARDED,
	.row_size = sizeof(struct account_row),
	.fields = account_fields,
	.n_fields = NELEM(account_fields),
	.states = account_states,
	.n_states = NELEM(account_states),
	.steps = account_steps,
	.n_steps = NELEM(account_steps),
	.read_perm = "account.admin",
	.scope_units = unit_scope,
	.order = "login",
	.title = account_title,
	.check = account_check,
};

/* ---- role ---- */

static const struct field grant_fields[] = {
	{FIELD(struct role_grant_row, person), .label = "人员", .type = F_REF, .ref = "person",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct role_grant_row, role), .label = "角色", .type = F_CODE, .set = "role",
		.flags = F_REQUIRED | F_IN_LIST | F_FILTER},
	{FIELD(struct role_grant_row, from_day), .label = "开始日期", .type = F_DAY,
		.flags = F_REQUIRED | F_IN_LIST},
	{FIELD(struct role_grant_row, until_day), .label = "结束日期", .type = F_DAY,
		.flags = F_IN_LIST},
};

static const struct state running[] = {
	{"active", "有效"}, {"ended", "已收回"}, {"asked", "待授权"}};
static const char *const grant_new[] = {"person", "role", "from_day", "until_day", NULL};

static struct str grant_title(struct ctx *cx, const void *row)
{
	const struct role_grant_row *g = row;
	struct str person = tree_person_name(cx, g->person);
	struct str role = val_code_label(cx, S("role"), g->role);
	return str_fmt(cx->a, "%.*s · %.*s", STR_ARG(person), STR_ARG(role));
}

static int64_t is_admin_role(struct ctx *cx, struct str role)
{
	struct stmt *s = db_prep(cx->db, "SELECT admin FROM role WHERE code = ?");
	db_text(s, 1, role);
	return db_one_int(s, 0);
}

static void grant_check(struct ctx *cx, const void *row)
{
	const struct role_grant_row *g = row;
	if (!day_is_set(g->from_day) || g->person.n == 0)
		return;
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM role_grant g JOIN role r ON r.code = g.role "
		"WHERE g.person = ? AND g.id <> ? AND g.role <> ? "
		"AND g.state <> 'ended' AND (r.admin = 1 OR ? = 1) "
		"AND (g.until_day IS NULL OR g.until_day >= ?)");
	db_rid(s, 1, g->person);
	db_int(s, 2, g->head.id.n);
	db_text(s, 3, g->role);
	db_int(s, 4, is_admin_role(cx, g->role));
	db_day(s, 5, g->from_day);
	bool clash = db_one_int(s, 0) > 0;
	/* Nor may an administrator stand in for somebody with a business role. */
	s = db_prep(cx->db, "SELECT count(*) FROM proxy WHERE deputy = ? AND ? = 1 AND "
			    "state = 'active' AND until_day >= ?");
	db_rid(s, 1, g->person);
	db_int(s, 2, is_admin_role(cx, g->role));
	db_day(s, 3, g->from_day);
	clash |= db_one_int(s, 0) > 0;
	if (clash)
		err_field(cx->errs, S("role"),
			"系统、安全、审计三类管理员不能由一人兼任，也不能再有业务角色，请另选人员");
}

/* Nobody gives a role to himself (SEC-08). */
static enum flow_code grant_to_other(struct ctx *cx, const void *before, const void *after)
{
	const struct role_grant_row *g = after;
	(void)before;
	if (g->person.n == cx->who->person.n && !cx->who->is_system)
		err_field(cx->errs, S("person"), "不能给自己授权，请由另一名安全管理员办理");
	return FLOW_OK;
}

static enum flow_code grant_ends(struct ctx *cx, const void *before, const void *after)
{
	(void)before;
	if (!day_is_set(((const struct role_grant_row *)after)->until_day))
		err_field(cx->errs, S("until_day"), "请填写结束日期");
	return FLOW_OK;
}

/* What a handover asks for begins when it is granted, not before. */
static enum flow_code grant_begins(struct ctx *cx, const void *before, void *after)
{
	struct role_grant_row *g = after;
	(void)before;
	if (g->from_day.n >= cx->today.n)
		return FLOW_OK;
	g->from_day = cx->today;
	struct stmt *s = db_prep(cx->db, "UPDATE role_grant SET from_day = ? WHERE id = ?");
	db_day(s, 1, g->from_day);
	db_rid(s, 2, g->head.id);
	return flow_of_db(db_run(s));
}

static const struct step grant_steps[] = {
	{.name = "new",
		.label = "授权",
		.to = 0,
		.perm = "grant.admin",
		.fields = grant_new,
		.flags = STEP_NEW,
		.guard = grant_to_other},
	{.name = "end",
		.label = "收回",
		.from = STATE_BIT(0),
		.to = 1,
		.perm = "grant.admin",
		.fields = ends,
		.flags = STEP_REASON,
		.guard = grant_ends},
	{.name = "approve",
		.label = "同意授权",
		.from = STATE_BIT(GRANT_ASKED),
		.to = GRANT_ACTIVE,
		.perm = "grant.admin",
		.flags = STEP_OTHER,
		.guard = grant_to_other,
		.after = grant_begins},
	{.name = "refuse",
		.label = "不予授权",
		.from = STATE_BIT(GRANT_ASKED),
		.to = GRANT_ENDED,
		.perm = "grant.admin",
		.flags = STEP_REASON},
};

const struct kind role_grant_kind = {
	.name = "role_grant",
	.label = "授权",
	.table = "role_grant",
	.row_size = sizeof(struct role_grant_row),
	.fields = grant_fields,
	.n_fields = NELEM(grant_fields),
	.states = running,
	.n_states = NELEM(running),
	.steps = grant_steps,
	.n_steps = NELEM(grant_steps),
	.read_perm = "grant.admin",
	.scope_units = unit_scope,
	.order = "-from_day",
	.title = grant_title,
	.check = grant_check,
};
