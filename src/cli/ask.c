/* ask.c — duban plan ask: the units a later edition affects are asked before it is issued. */
#include "base/num.h"
#include "campaign/consult.h"
#include "cli/base.h"

static int ask(struct cli *cli, struct base *b)
{
	rid plan;
	int64_t asked = 0;
	if (!num_int(cli->opt->operands[0], 1, INT64_MAX, &plan.n))
		return cli_fail(cli, CLI_USAGE,
			L(cli, "编号由 duban plan import 给出",
				"duban plan import prints the number"),
			L(cli, "“%s”不是编号", "\"%s\" is no number"), cli_operand(cli, 0));
	if (!base_act_as(cli, b->cx))
		return CLI_REFUSED;
	int code = base_code(cli, b, consult_ask(b->cx, plan, opt_day(cli->opt, "until"), &asked));
	if (code == CLI_OK && cli->json)
		cli_out(cli, "{\"asked\":%lld}\n", (long long)asked);
	else if (code == CLI_OK)
		cli_out(cli, L(cli, "已征求 %lld 个单位的意见\n", "asked %lld units\n"),
			(long long)asked);
	return code;
}

static int run(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = ask(cli, &b);
	base_close(&b);
	return code;
}

static const struct opt opts[] = {
	OPT_SETTING(DB),
	OPT_DATE("until", "请各单位在哪天以前答复", "the day by which units are to answer"),
	OPT_VALUE("as", "LOGIN", "以这个人的名义和权限", "in this person's name and rights"),
	OPT_END,
};

const struct command cmd_plan_ask = {
	.name = "plan ask",
	.operands = "PLAN",
	.min = 1,
	.max = 1,
	.zh = "就新一版方案征求受影响单位的意见",
	.en = "ask the units a later edition affects",
	.more_zh =
		"应报事项有新增、取消、改期或换单位的，每个单位收到自己的变化，在工作台上答复同意，"
		"或者写明异议。问过而没有变的不再问。答得怎样，用 duban plan diff 看。",
	.more_en = "Every unit whose due items come, go, move or change hands gets its own "
		   "differences and agrees or objects on its desk. Who was asked about the same is "
		   "not asked again. duban plan diff says how they answered.",
	.opts = opts,
	.run = run,
	.examples = "duban plan ask 1234 --until 2026-09-30 --as xuwenxi",
};
