/* plan.c — duban plan …: plans from the command line. The reading itself is plan/read.h. */
#include "cli/cli.h"
#include "paper/read.h"
#include "plan/read.h"

enum { MOST_FILE = 64 << 20, MOST_OUTPUT = 256 << 20 };
#define MOST_MEMORY ((size_t)1 << 30)

static int read_into(struct cli *cli, struct arena *a)
{
	const char *path = cli_operand(cli, 0), *slash = strrchr(path, '/');
	struct str bytes, error;
	struct doc doc;
	if (!cli_read_file(cli, path, MOST_FILE, &bytes))
		return CLI_REFUSED;
	const struct paper_hint hint = {
		.name = str_of(slash ? slash + 1 : path),
		.office = conf_text(cli->conf, CONF_SOFFICE),
	};
	if (!paper_read(a, bytes, &hint, &doc, &error))
		return cli_fail(cli, CLI_REFUSED,
			L(cli, "换一个文件，或另存为 .docx 后再试",
				"try another file, or save it as .docx"),
			"%s: %.*s", path, STR_ARG(error));
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
