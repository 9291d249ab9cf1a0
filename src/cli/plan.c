/* plan.c — duban plan …: plans from the command line. The reading itself is plan/read.h. */
#include "base/num.h"
#include "cli/docfile.h"
#include "cli/edition.h"
#include "plan/diff.h"
#include "plan/read.h"

enum { MOST_OUTPUT = 256 << 20 };
#define MOST_MEMORY ((size_t)1 << 30)

static int read_into(struct cli *cli, struct arena *a)
{
	struct doc doc;
	if (!docfile_open(cli, a, 0, &doc))
		return CLI_REFUSED;
	struct reading *r = read_plan(a, &doc);
	struct buf out = buf_in(a, MOST_OUTPUT);
	if (cli->json)
		read_json(r, &out);
	else
		read_text(r, &out);
	cli_put(cli, buf_view(&out));
	return CLI_OK;
}

static int run_read(struct cli *cli)
{
	struct arena *a = arena_open(MOST_MEMORY);
	int code = read_into(cli, a);
	arena_close(a);
	return code;
}

static const struct opt read_opts[] = {
	OPT_FLAG("text", "给人看的文字（默认）", "text for people (default)"), OPT_END};

const struct command cmd_plan_read = {
	.name = "plan read",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "读一份方案：任务、单位、时限和待确认的问题",
	.en = "read a plan: measures, units, times and open questions",
	.more_zh = "读 .txt、.docx、.xlsx、.pdf（有文字层）。同一份文件读出的结果总是相同，"
		   "不联网，不改动任何东西。拿不准的地方不猜，列为问题，写明原文位置和建议。",
	.more_en =
		"Reads .txt, .docx, .xlsx and .pdf with a text layer. The same file always gives "
		"the same reading; nothing is changed and no network is used. What is not "
		"certain is not guessed but listed as a question, with its place in the text "
		"and a proposal.",
	.opts = read_opts,
	.run = run_read,
	.examples = "duban plan read 方案.docx\nduban plan read 方案.docx --json",
};

/* ---- diff ---- */

static struct str node_name(struct arena *a, const struct read_node *n)
{
	return str_fmt(a, "%.*s %.*s", STR_ARG(n->path), STR_ARG(n->heading));
}

static void diff_text(struct cli *cli, struct arena *a, const struct diff_line *l, size_t n)
{
	const struct read_node *last = NULL;
	for (; n; l++, n--) {
		const struct read_node *node = l->is ? l->is : l->was;
		struct str name = node_name(a, node);
		if (l->what == DIFF_ADDED || l->what == DIFF_REMOVED) {
			cli_out(cli, "%s %.*s\n", l->what == DIFF_ADDED ? "+" : "-", STR_ARG(name));
			continue;
		}
		if (node != last)
			cli_out(cli, "~ %.*s\n", STR_ARG(name));
		last = node;
		cli_out(cli, "    %s: %.*s → %.*s\n",
			L(cli, diff_label(l->what), diff_code(l->what)), STR_ARG(l->old),
			STR_ARG(l->now));
	}
}

static void diff_json(struct cli *cli, struct arena *a, const struct diff_line *l, size_t n)
{
	struct buf b = buf_in(a, MOST_OUTPUT);
	struct json j = json_to(&b);
	json_obj(&j);
	json_key(&j, S("differences"));
	json_arr(&j);
	for (; n; l++, n--) {
		json_obj(&j);
		json_kv_text(&j, "what", str_of(diff_code(l->what)));
		json_kv_text(&j, "path", l->is ? l->is->path : l->was->path);
		json_kv_text(&j, "heading", l->is ? l->is->heading : l->was->heading);
		json_kv_text(&j, "old", l->old);
		json_kv_text(&j, "new", l->now);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static int diff_into(struct cli *cli, struct arena *a)
{
	struct doc was, is;
	struct diff_line *l;
	if (!docfile_open(cli, a, 0, &was) || !docfile_open(cli, a, 1, &is))
		return CLI_REFUSED;
	size_t n = plan_diff(a, read_plan(a, &was), read_plan(a, &is), &l);
	if (cli->json)
		diff_json(cli, a, l, n);
	else
		diff_text(cli, a, l, n);
	if (n == 0 && !cli->json)
		cli_out(cli, "%s\n",
			L(cli, "任务、单位和时限没有不同", "no task, unit or time differs"));
	return n ? CLI_FOUND : CLI_OK;
}

/* One number: a plan that is being checked, against the edition it replaces, as duties. */
static int diff_stored(struct cli *cli)
{
	struct base b;
	rid plan;
	if (!num_int(cli->opt->operands[0], 1, INT64_MAX, &plan.n))
		return cli_fail(cli, CLI_USAGE,
			L(cli, "写两个文件，或一个方案的编号",
				"give two files, or the number of one plan"),
			L(cli, "“%s”不是编号", "\"%s\" is no number"), cli_operand(cli, 0));
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = base_act_as(cli, b.cx) ? edition_print(cli, &b, plan) : CLI_REFUSED;
	base_close(&b);
	return code;
}

static int run_diff(struct cli *cli)
{
	if (cli->opt->n_operands == 1)
		return diff_stored(cli);
	struct arena *a = arena_open(MOST_MEMORY);
	int code = diff_into(cli, a);
	arena_close(a);
	return code;
}

static const struct opt diff_opts[] = {
	OPT_SETTING(DB),
	OPT_VALUE("as", "LOGIN", "以这个人的名义和权限", "in this person's name and rights"),
	OPT_END,
};

const struct command cmd_plan_diff = {
	.name = "plan diff",
	.operands = "OLD|PLAN [NEW]",
	.min = 1,
	.max = 2,
	.zh = "比较方案的两个版本：哪些任务、单位、时限变了",
	.en = "compare two editions of a plan: which tasks, units and times differ",
	.more_zh = "按读出的内容比较，不比较排版。只写一个编号时，比较库里这一版和它代替的一版："
		   "哪些责任不变、改期、换单位、新增、取消。没有不同时退出码为 0，有不同时为 1。",
	.more_en =
		"Compares what was read, not how it looks. With the number of one plan, compares "
		"it in the database with the edition it replaces: which duties stay, move, change "
		"unit, come and go. The exit code is 0 where nothing differs and 1 where something "
		"does.",
	.opts = diff_opts,
	.run = run_diff,
	.examples = "duban plan diff examples/plan-2026.txt examples/plan-2026-v2.txt\n"
		    "duban plan diff 1234",
};
