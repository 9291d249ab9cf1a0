/* demo.c — `duban demo`: an invented county bureau to look at and to try. */
#include "cli/base.h"
#include "base/tsv.h"
#include "core/cal.h"
#include "duty/demo.h"
#include "duty/preset.h"
#include "org/account.h"
#include "org/preset.h"
#include "sys/data.h"

/* Public on purpose: it is printed by this command and shown on the sign-in page of a demo. */
#define DEMO_PASSWORD S("anlan-2026-demo")

static enum flow_code give_password(struct ctx *cx, struct str login)
{
	return account_set_password(cx, account_find(cx, login), DEMO_PASSWORD, false);
}

static bool open_sign_ins(struct cli *cli, struct tsv *t)
{
	static const char *const cols[] = {"login", "label", "role", NULL};
	return tsv_open(t, cli->a, data_get("preset/county/signins.tsv"), cols);
}

/* The rows and the bureau are there a fortnight before the plan is issued. */
static enum flow_code fill(struct ctx *cx, void *arg)
{
	struct cli *cli = arg;
	struct tsv t;
	struct stamp now = cx->now;
	cx->today = day_add(demo_issue_day(), -14);
	cx->now.ms = stamp_of_day(cx->today).ms + 9 * 3600 * 1000;
	enum flow_code code = preset_base(cx);
	if (code == FLOW_OK)
		code = duty_preset(cx);
	if (code == FLOW_OK)
		code = preset_bureau(cx, "county");
	if (!open_sign_ins(cli, &t))
		return FLOW_WORLD;
	while (code == FLOW_OK && tsv_next(&t))
		code = give_password(cx, tsv_cell(&t, 0));
	cx->cal = cal_load(cx);
	cx->now = now;
	return code == FLOW_OK ? demo_campaign(cx) : code;
}

static void list_sign_ins(struct cli *cli)
{
	struct tsv t;
	cli_out(cli, L(cli, "演示登录名（口令都是 %.*s）：\n", "demo sign-ins (password %.*s):\n"),
		STR_ARG(DEMO_PASSWORD));
	open_sign_ins(cli, &t);
	while (tsv_next(&t))
		cli_out(cli, "  %-14.*s %.*s\n", STR_ARG(tsv_cell(&t, 0)),
			STR_ARG(tsv_cell(&t, 1)));
}

static int run(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_MAKE, &b))
		return CLI_WORLD;
	int code = CLI_OK;
	if (!preset_is_there(b.cx))
		code = base_code(cli, &b, ctx_write(b.cx, fill, cli));
	if (code == CLI_OK)
		list_sign_ins(cli);
	base_close(&b);
	return code;
}

static const struct opt opts[] = {OPT_SETTING(DB), OPT_END};

const struct command cmd_demo = {
	.name = "demo",
	.zh = "建立演示用的县局",
	.en = "make a demo bureau",
	.opts = opts,
	.run = run,
	.examples = "duban demo --db var/demo.db",
};
