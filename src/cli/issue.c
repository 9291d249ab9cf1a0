/* issue.c — duban plan import and duban plan issue: a document becomes a plan of a campaign, and
 * a checked plan becomes what everybody owes.
 *
 * Both act as the system, or with --as as somebody with that person's rights. Whoever read a
 * plan in does not issue it (SEC-08), so a script needs two names. */
#include "base/num.h"
#include "campaign/issue.h"
#include "cli/base.h"
#include "cli/docfile.h"
#include "cli/edition.h"
#include "core/rec.h"
#include "duty/duty.h"
#include "plan/hurdle.h"
#include "plan/plan.h"

enum { CEILING = 4 << 20 };

/* ---- what still stands against issuing ---- */

static void hurdles_json(struct cli *cli, rid plan, const struct plan_hurdle *h, int n)
{
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_int(&j, "plan", plan.n);
	json_key(&j, S("hurdles"));
	json_arr(&j);
	for (int i = 0; i < n; i++)
		json_text(&j, h[i].text);
	json_end_arr(&j);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

/* Lists them; CLI_FOUND where there is one. */
static int say_hurdles(struct cli *cli, struct ctx *cx, rid plan)
{
	struct plan_hurdle *h;
	int n = plan_hurdles(cx, plan, &h);
	if (cli->json) {
		hurdles_json(cli, plan, h, n);
		return n ? CLI_FOUND : CLI_OK;
	}
	cli_out(cli,
		L(cli, "方案 %lld：还有 %d 处要在“方案导入”里答完才能签发\n",
			"plan %lld: %d points to be settled on the screen before "
			"it can be issued\n"),
		(long long)plan.n, n);
	for (int i = 0; i < n; i++)
		cli_out(cli, "  %.*s\n", STR_ARG(h[i].text));
	return n ? CLI_FOUND : CLI_OK;
}

/* ---- import ---- */

static int import_into(struct cli *cli, struct base *b)
{
	const char *path = cli_operand(cli, 0), *slash = strrchr(path, '/');
	struct doc doc;
	struct day issue = opt_day(cli->opt, "issue-day");
	struct plan_import in = {.campaign = {opt_int(cli->opt, "campaign", 0)},
		.doc = &doc,
		.source_name = str_of(slash ? slash + 1 : path),
		.issue_day = day_is_set(issue) ? issue : b->cx->today,
		.supersedes = {opt_int(cli->opt, "supersedes", 0)}};
	if (in.campaign.n == 0)
		return cli_fail(cli, CLI_USAGE,
			L(cli, "先在“专项活动”里建活动，再写 --campaign 编号",
				"make the campaign on the screen, then give --campaign NUMBER"),
			"%s", L(cli, "要写明属于哪个专项活动", "which campaign is it for?"));
	if (!base_act_as(cli, b->cx) || !docfile_open(cli, cli->a, 0, &doc))
		return CLI_REFUSED;
	int code = base_code(cli, b, plan_import(b->cx, &in));
	return code == CLI_OK ? say_hurdles(cli, b->cx, in.plan) : code;
}

static int run_import(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = import_into(cli, &b);
	base_close(&b);
	return code;
}

/* ---- issue ---- */

static void show(void *arg, int64_t done, int64_t total)
{
	struct progress *p = arg;
	p->total = total;
	progress_at(p, done);
}

static void say_issued(struct cli *cli, const struct issue_sum *s, bool dry)
{
	char first[DAY_TEXT], last[DAY_TEXT];
	if (cli->json)
		cli_out(cli,
			"{\"dry\":%s,\"measures\":%lld,\"duties\":%lld,\"dues\":%lld,"
			"\"units\":%lld,\"past\":%lld}\n",
			dry ? "true" : "false", (long long)s->measures, (long long)s->duties,
			(long long)s->dues, (long long)s->units, (long long)s->gone.dues);
	else
		cli_out(cli,
			L(cli, "%s：%lld 条措施，%lld 个单位，%lld 项责任事项，%lld 项应报，%s 至 %s\n",
				"%s: %lld measures, %lld units, %lld duties, %lld due items, %s to "
				"%s\n"),
			dry ? L(cli, "将签发", "would issue") : L(cli, "已签发", "issued"),
			(long long)s->measures, (long long)s->units, (long long)s->duties,
			(long long)s->dues, day_text(s->first_due, first),
			day_text(s->last_due, last));
	if (dry && s->gone.dues && !cli->json)
		cli_out(cli,
			L(cli, "其中 %lld 项已经到期：签发时用 --past 和 --why 说明怎么记\n",
				"%lld of them are past: say --past and --why when issuing\n"),
			(long long)s->gone.dues);
}

static int issue(struct cli *cli, struct base *b)
{
	struct str past = opt_text(cli->opt, "past");
	struct issue_in in = {.dry = opt_has(cli->opt, "dry-run"),
		.past = str_eq(past, S("skip"))     ? PAST_SKIP
			: str_eq(past, S("before")) ? PAST_BEFORE
						    : PAST_OPEN,
		.why = opt_text(cli->opt, "why"),
		.silent = opt_text(cli->opt, "unanswered")};
	struct issue_sum sum = {0};
	if (!num_int(cli->opt->operands[0], 1, INT64_MAX, &in.plan.n))
		return cli_fail(cli, CLI_USAGE,
			L(cli, "编号由 duban plan import 给出",
				"duban plan import prints the number"),
			L(cli, "“%s”不是编号", "\"%s\" is no number"), cli_operand(cli, 0));
	if (!base_act_as(cli, b->cx))
		return CLI_REFUSED;
	const struct plan_row *plan = rec_load(b->cx, &plan_kind, in.plan);
	if (in.dry && plan && plan->supersedes.n) {
		int code = edition_print(cli, b, in.plan);
		return code == CLI_FOUND ? CLI_OK : code;
	}
	struct progress p = cli_progress(cli, L(cli, "签发", "issuing"), 1);
	in.tick = show;
	in.tick_arg = &p;
	enum flow_code code = issue_plan(b->cx, &in, &sum);
	progress_end(&p);
	if (code == FLOW_OK)
		say_issued(cli, &sum, in.dry);
	return base_code(cli, b, code);
}

static int run_issue(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = issue(cli, &b);
	base_close(&b);
	return code;
}

/* ---- tables ---- */

static const struct opt import_opts[] = {
	OPT_SETTING(DB),
	OPT_NUMBER("campaign", 1, INT64_MAX, "专项活动的编号", "number of the campaign"),
	OPT_DATE("issue-day", "印发日期，默认今天", "day of issue, today where not given"),
	OPT_NUMBER("supersedes", 1, INT64_MAX, "代替哪一版方案", "the earlier edition it replaces"),
	OPT_VALUE("as", "LOGIN", "以这个人的名义和权限", "in this person's name and rights"),
	OPT_END,
};

const struct command cmd_plan_import = {
	.name = "plan import",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "把方案读进专项活动，等人核对",
	.en = "read a plan into a campaign, to be checked by people",
	.more_zh = "读出的措施、单位、时限和问题存入数据库，由专项活动办公室在“方案导入”里核对。"
		   "列出签发前还要答的问题；有问题时退出码为 1。",
	.more_en = "Stores measures, units, times and questions, to be checked on the screen. "
		   "Lists what must be settled before it can be issued; the exit code is then 1.",
	.opts = import_opts,
	.run = run_import,
	.examples = "duban plan import 方案.docx --campaign 12 --as xuwenxi",
};

static const struct opt issue_opts[] = {
	OPT_SETTING(DB),
	OPT_FLAG("dry-run", "只算不签发；以后各版列出与上一版的差别",
		"only count; of a later edition, list what differs"),
	OPT_VALUE("past", "HOW", "签发前已到期的：skip 不记，before 作为系统启用前的事项带入",
		"what was due before: skip it, or take it over as from before the system"),
	OPT_VALUE("why", "TEXT", "这样处理的理由，记入存证", "the reason for that, sealed"),
	OPT_VALUE("unanswered", "TEXT", "有单位到期没有答复，仍然签发的理由，记入存证",
		"why it is issued although a unit did not answer in time, sealed"),
	OPT_VALUE("as", "LOGIN", "以这个人的名义和权限", "in this person's name and rights"),
	OPT_END,
};

const struct command cmd_plan_issue = {
	.name = "plan issue",
	.operands = "PLAN",
	.min = 1,
	.max = 1,
	.zh = "签发复核过的方案，产生全部应报事项",
	.en = "issue a reviewed plan: everything owed is made",
	.more_zh = "有问题没有答完、还没有送复核，或由读入方案的人自己签发时，不签发并说明原因。"
		   "以后各版改变了哪个单位应报的事项，先用 duban plan ask 征求它的意见；"
		   "有异议没有处理、期限没有到的，也不签发。",
	.more_en = "Refused while a question is open, before review, and to the person who "
		   "read it in. Where a later edition changes what a unit owes, the unit is asked "
		   "first (duban plan ask); an objection nobody has ruled on and a day that is not "
		   "over yet stop the issue too.",
	.opts = issue_opts,
	.run = run_issue,
	.examples = "duban plan issue 1234 --dry-run\nduban plan issue 1234 --as 990014",
};
