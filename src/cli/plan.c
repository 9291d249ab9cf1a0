/* plan.c — duban plan …: plans from the command line. The reading itself is plan/read.h. */
#include "cli/docfile.h"
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

static int run_diff(struct cli *cli)
{
	struct arena *a = arena_open(MOST_MEMORY);
	int code = diff_into(cli, a);
	arena_close(a);
	return code;
}

const struct command cmd_plan_diff = {
	.name = "plan diff",
	.operands = "OLD NEW",
	.min = 2,
	.max = 2,
	.zh = "比较方案的两个版本：哪些任务、单位、时限变了",
	.en = "compare two editions of a plan: which tasks, units and times differ",
	.more_zh = "按读出的内容比较，不比较排版。没有不同时退出码为 0，有不同时为 1。",
	.more_en = "Compares what was read, not how it looks. The exit code is 0 where nothing "
		   "differs and "
		   "1 where something does.",
	.run = run_diff,
	.examples = "duban plan diff examples/plan-2026.txt examples/plan-2026-v2.txt",
};
