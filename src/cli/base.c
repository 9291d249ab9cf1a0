/* base.c — see base.h. */
#include "cli/base.h"
#include "core/actor.h"
#include "org/account.h"

bool base_open(struct cli *cli, enum world_mode mode, struct base *out)
{
	struct str why = STR_NONE;
	const char *url = str_c(cli->a, conf_text(cli->conf, CONF_DB));
	*out = (struct base){.world = world_open(cli->a, cli->parts, cli->clock, url, mode, &why)};
	if (out->world && (out->db = store_reader(out->world->store)))
		out->cx = world_ctx(out->world, cli->a, out->db);
	if (out->cx)
		return true;
	cli_fail(cli, CLI_WORLD,
		L(cli, "请核对 --db；新库先用 duban init 建立",
			"check --db; a new database is made by duban init"),
		"%s: %.*s", url, STR_ARG(why));
	base_close(out);
	return false;
}

void base_close(struct base *b)
{
	if (b->db)
		db_close(b->db);
	world_close(b->world);
}

static const char *what(struct cli *cli, enum flow_code code)
{
	static const char *const zh[] = {
		[FLOW_OK] = "已完成",
		[FLOW_INVALID] = "内容要改",
		[FLOW_ABSENT] = "没有这条记录",
		[FLOW_DENIED] = "不允许这样做",
		[FLOW_STATE] = "现在的状态不能这样做",
		[FLOW_CONFLICT] = "刚被别人改过，请重新看一遍再做",
		[FLOW_WORLD] = "数据库出错",
	};
	static const char *const en[] = {
		[FLOW_OK] = "done",
		[FLOW_INVALID] = "something must be corrected",
		[FLOW_ABSENT] = "there is no such record",
		[FLOW_DENIED] = "not permitted",
		[FLOW_STATE] = "its state does not allow this now",
		[FLOW_CONFLICT] = "somebody changed it meanwhile: look again",
		[FLOW_WORLD] = "the database failed",
	};
	return L(cli, zh[code], en[code]);
}

int base_code(struct cli *cli, const struct base *b, enum flow_code code)
{
	if (code == FLOW_OK)
		return CLI_OK;
	for (size_t i = 0; i < b->cx->errs->n; i++)
		fprintf(cli->err, "  %.*s\n", STR_ARG(b->cx->errs->at[i].text));
	return cli_fail(cli, code == FLOW_WORLD ? CLI_WORLD : CLI_REFUSED,
		code == FLOW_WORLD ? L(cli, "请看上面的日志", "see the log above")
				   : L(cli, "没有写入任何内容；请改正后再试",
					     "nothing was written; correct it and try again"),
		"%s", what(cli, code));
}

bool base_act_as(struct cli *cli, struct ctx *cx)
{
	struct str login = opt_text(cli->opt, "as");
	if (login.n == 0)
		return true;
	cx->who = actor_load(cx, account_find(cx, login));
	if (cx->who)
		return true;
	cli_fail(cli, CLI_REFUSED,
		L(cli, "全部登录名：duban user list", "all logins: duban user list"),
		L(cli, "没有登录名“%.*s”，或已停用", "no login \"%.*s\", or it is locked"),
		STR_ARG(login));
	return false;
}
