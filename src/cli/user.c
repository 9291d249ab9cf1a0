/* user.c — duban user …: accounts, from the machine itself (SEC-07).
 *
 * For the first sign-in of the administrators and for emergencies; everyday work is done on the
 * screens. Everything goes through the same steps as there and stands in the log as done by the
 * system. Passwords are never taken from the command line, where other users could see them. */
#include "cli/base.h"
#include "core/flow.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/account.h"
#include "org/org.h"

#include <stdio.h>

enum { CEILING = 16 * 1024 * 1024, PAGE = 10000, PASSWORD = 256 };

/* ---- list ---- */

static void list_json(struct cli *cli, struct ctx *cx, void *const *rows, int n)
{
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	json_key(&j, S("users"));
	json_arr(&j);
	for (int i = 0; i < n; i++) {
		const struct account_row *a = rows[i];
		json_obj(&j);
		json_kv_text(&j, "login", a->login);
		json_kv_text(&j, "name", tree_person_name(cx, a->person));
		json_kv_text(&j, "state", str_of(account_kind.states[a->head.state].code));
		json_kv_bool(&j, "password", a->hash.n > 0);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static void list_text(struct cli *cli, struct ctx *cx, void *const *rows, int n)
{
	for (int i = 0; i < n; i++) {
		const struct account_row *a = rows[i];
		struct str person = tree_person_name(cx, a->person);
		cli_out(cli, "%-16.*s %s %s %.*s\n", STR_ARG(a->login),
			account_kind.states[a->head.state].label,
			a->hash.n ? "  " : L(cli, "无口令", "no password"), STR_ARG(person));
	}
	cli_out(cli, L(cli, "共 %d 个账号\n", "%d accounts\n"), n);
}

static int run_list(struct cli *cli)
{
	struct base b;
	void **rows;
	if (!base_open(cli, WORLD_LOOK, &b))
		return CLI_WORLD;
	struct query q = {.kind = &account_kind, .per_page = PAGE};
	int n = query_rows(b.cx, &q, &rows);
	if (n > PAGE)
		n = PAGE;
	if (cli->json)
		list_json(cli, b.cx, rows, n);
	else
		list_text(cli, b.cx, rows, n);
	base_close(&b);
	return CLI_OK;
}

/* ---- one account ---- */

/* The account named by the first operand, or RID_NONE after cli_fail(). */
static rid named(struct cli *cli, struct ctx *cx)
{
	rid id = account_find(cx, cli->opt->operands[0]);
	if (id.n == 0)
		cli_fail(cli, CLI_REFUSED,
			L(cli, "全部登录名：duban user list", "all logins: duban user list"),
			L(cli, "没有登录名“%s”", "no login \"%s\""), cli_operand(cli, 0));
	return id;
}

static int say_done(struct cli *cli, const char *zh, const char *en)
{
	if (!cli->json)
		cli_out(cli, "%s: %s\n", cli_operand(cli, 0), L(cli, zh, en));
	else
		cli_out(cli, "{\"ok\":true}\n");
	return CLI_OK;
}

static int take_step(struct cli *cli, const char *step)
{
	struct base b;
	struct flow_out out;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	rid id = named(cli, b.cx);
	int code = CLI_REFUSED;
	if (id.n) {
		struct flow_in in = {.kind = &account_kind,
			.step = kind_step(&account_kind, str_of(step)),
			.id = id,
			.reason = opt_text(cli->opt, "reason")};
		code = base_code(cli, &b, flow_apply(b.cx, &in, &out));
	}
	base_close(&b);
	return code;
}

static int run_lock(struct cli *cli)
{
	int code = take_step(cli, "lock");
	return code == CLI_OK ? say_done(cli, "已停用，并已退出登录", "locked and signed out")
			      : code;
}

static int run_unlock(struct cli *cli)
{
	int code = take_step(cli, "unlock");
	return code == CLI_OK ? say_done(cli, "已恢复", "unlocked") : code;
}

static int run_close(struct cli *cli)
{
	int code = take_step(cli, "close");
	return code == CLI_OK ? say_done(cli, "已注销", "closed") : code;
}

/* ---- password ---- */

static bool read_password(struct cli *cli, struct str *out)
{
	if (!cli_read_file(cli, "-", PASSWORD, out))
		return false;
	*out = str_cut(out, S("\n"));
	return true;
}

static int give_password(struct cli *cli, struct base *b, rid account)
{
	struct str password;
	bool typed = opt_has(cli->opt, "stdin");
	if (!typed)
		password = account_new_password(b->cx);
	else if (!read_password(cli, &password))
		return CLI_REFUSED;
	int code = base_code(cli, b, account_set_password(b->cx, account, password, true));
	if (code != CLI_OK || typed)
		return code == CLI_OK ? say_done(cli, "口令已设", "password set") : code;
	struct buf out = buf_in(cli->a, 4096);
	struct json j = json_to(&out);
	json_obj(&j);
	json_kv_text(&j, "login", str_of(cli_operand(cli, 0)));
	json_kv_text(&j, "password", password);
	json_end_obj(&j);
	if (cli->json)
		cli_put(cli, buf_view(&out));
	else
		cli_out(cli,
			L(cli, "%s 的一次性口令：%.*s\n首次登录须改口令；这里不再显示。\n",
				"one-time password of %s: %.*s\nIt must be changed at the first "
				"sign-in and is not shown again.\n"),
			cli_operand(cli, 0), STR_ARG(password));
	return CLI_OK;
}

static int run_password(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	rid id = named(cli, b.cx);
	int code = id.n ? give_password(cli, &b, id) : CLI_REFUSED;
	base_close(&b);
	return code;
}

/* ---- add ---- */

/* A new database has nobody who could grant a role: its first three administrators get theirs here,
 * each while nobody holds it. Everything later is the security administrator's. */
static int may_appoint(struct cli *cli, struct ctx *cx, struct str role)
{
	struct query q = {.kind = &role_grant_kind};
	if (!str_eq(role, S("sysadmin")) && !str_eq(role, S("secadmin")) &&
		!str_eq(role, S("auditor")))
		return cli_fail(cli, CLI_USAGE,
			L(cli, "其他角色由安全管理员在界面上授予",
				"other roles are granted by the security administrator on the "
				"screens"),
			L(cli, "--role 只能是 sysadmin、secadmin 或 auditor",
				"--role is sysadmin, secadmin or auditor"));
	query_filter(cx, &q, S("role"), role);
	query_filter(cx, &q, S("state"), S("active"));
	if (query_count(cx, &q) == 0)
		return CLI_OK;
	struct str name = val_code_label(cx, S("role"), role);
	return cli_fail(cli, CLI_REFUSED,
		L(cli, "请由安全管理员在界面上授予或收回",
			"let the security administrator grant or take back on the screens"),
		L(cli, "已经有%.*s", "there is a %.*s already"), STR_ARG(name));
}

struct add {
	rid person, unit, account;
	struct str login, role; /* role: empty for none */
};

static enum flow_code appoint(struct ctx *cx, const struct add *a)
{
	char today[DAY_TEXT];
	const struct input values[] = {
		{S("person"), str_fmt(cx->a, "%lld", (long long)a->person.n)},
		{S("role"), a->role},
		{S("from_day"), str_of(day_text(cx->today, today))},
	};
	struct flow_in in = {.kind = &role_grant_kind,
		.step = kind_step(&role_grant_kind, S("new")),
		.unit = tree_top(cx),
		.values = {values, 3}};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

/* The account and the role together, or neither. */
static enum flow_code add_both(struct ctx *cx, void *arg)
{
	struct add *a = arg;
	const struct input values[] = {
		{S("login"), a->login},
		{S("person"), str_fmt(cx->a, "%lld", (long long)a->person.n)},
	};
	struct flow_in in = {.kind = &account_kind,
		.step = kind_step(&account_kind, S("new")),
		.unit = a->unit,
		.values = {values, 2}};
	struct flow_out out;
	enum flow_code code = flow_apply(cx, &in, &out);
	a->account = out.id;
	return code == FLOW_OK && a->role.n ? appoint(cx, a) : code;
}

static int add(struct cli *cli, struct base *b)
{
	struct str staff_no = opt_text(cli->opt, "staff-no");
	struct add a = {.person = account_person(b->cx, staff_no),
		.login = cli->opt->operands[0],
		.role = opt_text(cli->opt, "role")};
	if (a.person.n == 0)
		return cli_fail(cli, CLI_REFUSED,
			L(cli, "请核对 --staff-no；人员先导入或在“组织与账号”里登记",
				"check --staff-no; import or register the person first"),
			L(cli, "没有警号“%.*s”", "no staff number \"%.*s\""), STR_ARG(staff_no));
	int code = a.role.n ? may_appoint(cli, b->cx, a.role) : CLI_OK;
	if (code != CLI_OK)
		return code;
	a.unit = ((const struct person_row *)rec_load(b->cx, &person_kind, a.person))->head.unit;
	code = base_code(cli, b, ctx_write(b->cx, add_both, &a));
	return code == CLI_OK ? give_password(cli, b, a.account) : code;
}

static int run_add(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = add(cli, &b);
	base_close(&b);
	return code;
}

/* ---- tables ---- */

static const struct opt list_opts[] = {OPT_SETTING(DB), OPT_END};
static const struct opt step_opts[] = {OPT_SETTING(DB),
	OPT_VALUE("reason", "TEXT", "理由，写进存证", "the reason, kept in the log"), OPT_END};
static const struct opt password_opts[] = {OPT_SETTING(DB),
	OPT_FLAG("stdin", "从标准输入读口令，不自动生成", "read the password from standard input"),
	OPT_END};
static const struct opt add_opts[] = {OPT_SETTING(DB),
	OPT_VALUE("staff-no", "NO", "这个账号属于哪个警号", "the staff number of its owner"),
	OPT_VALUE("role", "ROLE", "首任管理员：sysadmin、secadmin、auditor 之一",
		"a first administrator: sysadmin, secadmin or auditor"),
	OPT_FLAG("stdin", "从标准输入读口令，不自动生成", "read the password from standard input"),
	OPT_END};

const struct command cmd_user_list = {
	.name = "user list",
	.zh = "列出账号",
	.en = "list the accounts",
	.opts = list_opts,
	.run = run_list,
};

const struct command cmd_user_add = {
	.name = "user add",
	.operands = "LOGIN",
	.min = 1,
	.max = 1,
	.zh = "开通账号并给一次性口令",
	.en = "open an account and give it a one-time password",
	.opts = add_opts,
	.run = run_add,
	.more_zh =
		"新建的数据库里没有人能授权：导入单位和人员以后，用 --role 设系统、安全、审计三名"
		"管理员，每种一名，不能一人兼任；其余的账号和角色由他们在界面上办理。",
	.more_en =
		"In a new database nobody can grant a role: when units and persons are imported, "
		"--role makes the system, the security and the audit administrator, three "
		"persons. They do the rest on the screens.",
	.examples = "duban user add linzhiyuan --staff-no 990066\n"
		    "duban user add sysadmin --staff-no 990101 --role sysadmin",
};

const struct command cmd_user_password = {
	.name = "user password",
	.operands = "LOGIN",
	.min = 1,
	.max = 1,
	.zh = "给账号一个一次性口令",
	.en = "give an account a one-time password",
	.more_zh = "用预设建好的数据库里没有口令：先给三类管理员各设一个，其余由他们在界面上办理。",
	.more_en = "A database made with a preset has no passwords: give one to each of the three "
		   "administrators, who do the rest on the screens.",
	.opts = password_opts,
	.run = run_password,
	.examples = "duban user password sysadmin",
};

const struct command cmd_user_lock = {
	.name = "user lock",
	.operands = "LOGIN",
	.min = 1,
	.max = 1,
	.zh = "停用账号，立即退出登录",
	.en = "lock an account and sign it out",
	.opts = step_opts,
	.run = run_lock,
	.examples = "duban user lock linzhiyuan --reason 调离",
};

const struct command cmd_user_unlock = {
	.name = "user unlock",
	.operands = "LOGIN",
	.min = 1,
	.max = 1,
	.zh = "恢复停用的账号",
	.en = "unlock an account",
	.opts = step_opts,
	.run = run_unlock,
};

const struct command cmd_user_close = {
	.name = "user close",
	.operands = "LOGIN",
	.min = 1,
	.max = 1,
	.zh = "注销账号，不能再恢复",
	.en = "close an account for good",
	.opts = step_opts,
	.run = run_close,
};
