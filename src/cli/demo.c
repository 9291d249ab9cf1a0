/* demo.c — `duban demo`: an invented county bureau to look at and to try. */
#include "base/tsv.h"
#include "cli/base.h"
#include "demo/demo.h"
#include "duty/preset.h"
#include "org/account.h"
#include "org/preset.h"
#include "sys/data.h"

/* Public on purpose: it is printed by this command and shown on the sign-in page of a demo. */
#define DEMO_PASSWORD S("anlan-2026-demo")

static bool open_sign_ins(struct cli *cli, struct tsv *t)
{
	static const char *const cols[] = {"login", "label", "role", NULL};
	return tsv_open(t, cli->a, data_get("preset/county/signins.tsv"), cols);
}

static enum flow_code fill(struct ctx *cx, void *arg)
{
	(void)arg;
	enum flow_code code = preset_base(cx);
	if (code == FLOW_OK)
		code = duty_preset(cx);
	return code == FLOW_OK ? preset_bureau(cx, "county") : code;
}

/* At the end, so that they are as old as the demo is. One transaction each: hashing takes long,
 * and nobody should wait for all of it. */
static enum flow_code give_passwords(struct cli *cli, struct ctx *cx)
{
	struct tsv t;
	enum flow_code code = FLOW_OK;
	if (!open_sign_ins(cli, &t))
		return FLOW_WORLD;
	while (code == FLOW_OK && tsv_next(&t))
		code = account_set_password(
			cx, account_find(cx, tsv_cell(&t, 0)), DEMO_PASSWORD, false);
	return code;
}

/* The bureau was there before its campaign, or the log would run backwards. */
static enum flow_code make_bureau(struct ctx *cx)
{
	struct stamp began = stamp_of_day(day_of(2026, 2, 9));
	cx->now = began.ms < cx->now.ms ? began : cx->now;
	cx->today = stamp_day(cx->now);
	return ctx_write(cx, fill, NULL);
}

static void list_sign_ins(struct cli *cli)
{
	struct tsv t;
	cli_out(cli, L(cli, "演示登录名（口令都是 %.*s）：\n", "demo sign-ins (password %.*s):\n"),
		STR_ARG(DEMO_PASSWORD));
	open_sign_ins(cli, &t);
	while (tsv_next(&t)) {
		struct str login = tsv_cell(&t, 0);
		struct str role = tsv_cell(&t, 1);
		cli_out(cli, "  %-14.*s %.*s\n", STR_ARG(login), STR_ARG(role));
	}
}

static void show(void *arg, int64_t done, int64_t total)
{
	struct progress *p = arg;
	p->total = total;
	progress_at(p, done);
}

/* Through a database opened anew: the calendar is read when it is opened. */
static int live(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	struct progress p = cli_progress(cli, L(cli, "演示数据", "demo data"), 1);
	struct demo_in in = {.until = clock_now(cli->clock), .tick = show, .tick_arg = &p};
	int code = base_code(cli, &b, demo_campaign(b.cx, &in));
	progress_end(&p);
	b.cx->now = in.until;
	b.cx->today = stamp_day(in.until);
	if (code == CLI_OK)
		code = base_code(cli, &b, give_passwords(cli, b.cx));
	base_close(&b);
	return code;
}

static int run(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_MAKE, &b))
		return CLI_WORLD;
	bool fresh = !preset_is_there(b.cx);
	int code = fresh ? base_code(cli, &b, make_bureau(b.cx)) : CLI_OK;
	base_close(&b);
	if (code == CLI_OK && fresh)
		code = live(cli);
	if (code == CLI_OK)
		list_sign_ins(cli);
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
