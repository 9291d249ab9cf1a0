/* org.c — duban org import and duban org export: the organisation as a sheet, from the machine
 * itself.
 *
 * The rules are those of org/roster.h; the file is opened in the jailed reader. */
#include "cli/base.h"
#include "org/roster.h"
#include "paper/read.h"
#include "sys/file.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { FILE_MAX = 64 << 20, JSON_MAX = 64 << 20, SHOWN = 20 };

/* ---- what came of it ---- */

static void json_counts(struct json *j, const struct roster_sum *s)
{
	static const struct str names[ROSTER_TABLES] = {{"units", 5}, {"groups", 6}, {"members", 7},
		{"persons", 7}, {"appointments", 12}, {"pairings", 8}, {"accounts", 8}};
	json_key(j, S("tables"));
	json_obj(j);
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++) {
		json_key(j, names[t]);
		json_obj(j);
		for (enum roster_change c = 0; c < ROSTER_CHANGES; c++) {
			json_key(j, str_of(roster_change_code(c)));
			json_int(j, s->n[t][c]);
		}
		json_end_obj(j);
	}
	json_end_obj(j);
}

static void json_marks(struct json *j, const struct book *book, const struct roster_sum *s)
{
	json_key(j, S("marks"));
	json_arr(j);
	for (size_t i = 0; i < s->n_marks; i++) {
		const struct annotate_mark *m = &s->marks[i];
		json_obj(j);
		json_kv_text(j, "sheet",
			m->sheet < book->n_sheets ? book->sheets[m->sheet].name : STR_NONE);
		json_kv_int(j, "row", m->row + 1);
		json_kv_int(j, "column", m->col + 1);
		json_kv_bool(j, "warning", m->warning);
		json_kv_text(j, "text", m->message);
		json_end_obj(j);
	}
	json_end_arr(j);
}

static void say_json(
	struct cli *cli, const struct book *book, const struct roster_sum *s, bool written)
{
	struct buf b = buf_in(cli->a, JSON_MAX);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_bool(&j, "ok", s->n_wrong == 0);
	json_kv_bool(&j, "written", written);
	json_kv_int(&j, "changes", s->changes);
	json_counts(&j, s);
	json_marks(&j, book, s);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static void say_marks(struct cli *cli, const struct book *book, const struct roster_sum *s)
{
	for (size_t i = 0; i < s->n_marks && i < SHOWN; i++) {
		const struct annotate_mark *m = &s->marks[i];
		struct str sheet = m->sheet < book->n_sheets ? book->sheets[m->sheet].name
							     : STR_NONE;
		fprintf(cli->err,
			L(cli, "  %.*s 第 %u 行第 %u 列：%.*s\n",
				"  %.*s row %u column %u: %.*s\n"),
			STR_ARG(sheet), m->row + 1, m->col + 1, STR_ARG(m->message));
	}
	if (s->n_marks > SHOWN)
		fprintf(cli->err, L(cli, "  还有 %zu 处\n", "  and %zu more\n"),
			s->n_marks - SHOWN);
}

static void say_counts(struct cli *cli, const struct roster_sum *s)
{
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++) {
		int64_t all = 0;
		for (enum roster_change c = 0; c < ROSTER_CHANGES; c++)
			all += s->n[t][c];
		if (all) {
			struct str table = roster_table_name(t);
			cli_out(cli,
				L(cli, "%.*s：新增 %lld，变更 %lld，结束 %lld，不变 %lld\n",
					"%.*s: %lld new, %lld changed, %lld ended, %lld same\n"),
				STR_ARG(table), (long long)s->n[t][ROSTER_NEW],
				(long long)s->n[t][ROSTER_CHANGED],
				(long long)s->n[t][ROSTER_ENDED], (long long)s->n[t][ROSTER_SAME]);
		}
	}
}

/* ---- import ---- */

/* What `fd` holds becomes the file at `to`; closes fd. Where no sheet came out `fd` is -1 and errno
 * says why. False after cli_fail(). */
static bool write_file(struct cli *cli, int fd, const char *to)
{
	char part[64 * 1024];
	struct file_new f;
	enum file_code code = fd < 0 ? file_code_of(errno) : file_new_begin(&f, cli->a, to, false);
	ssize_t n = 0;
	if (code == FILE_OK) {
		while (code == FILE_OK && (n = file_get(fd, part, sizeof part)) > 0)
			code = file_put(f.fd, str_n(part, (size_t)n));
		if (code == FILE_OK && n < 0)
			code = FILE_IO;
		if (code == FILE_OK)
			code = file_new_commit(&f);
		else
			file_new_drop(&f);
	}
	if (fd >= 0)
		close(fd);
	if (code != FILE_OK)
		cli_fail(cli, CLI_WORLD, file_why(code, cli->en), "%s", to);
	return code == FILE_OK;
}

/* The sheet with its marks, to --out. */
static bool give_back(struct cli *cli, const struct book *book, const struct roster_sum *s)
{
	struct str to = opt_text(cli->opt, "out");
	if (to.n == 0 || s->n_marks == 0)
		return true;
	int fd = annotate_write(cli->a, book, s->marks, s->n_marks);
	return write_file(cli, fd, str_c(cli->a, to));
}

static int say_refused(struct cli *cli, const struct book *book, const struct roster_sum *s)
{
	if (cli->json)
		say_json(cli, book, s, false);
	else
		say_marks(cli, book, s);
	if (!give_back(cli, book, s))
		return CLI_WORLD;
	if (cli->json)
		return CLI_REFUSED;
	return cli_fail(cli, CLI_REFUSED,
		L(cli, "请改正后再导入；--out FILE 得到标好错误的原表",
			"correct it and import again; --out FILE gives the sheet with its marks"),
		L(cli, "有 %zu 处要改，没有写入任何内容",
			"%zu places must be corrected; nothing was written"),
		s->n_wrong);
}

static int take_in(struct cli *cli, struct base *b, const struct book *book)
{
	struct roster_sum s;
	struct str name = str_of(cli_operand(cli, 0)), rest = name;
	bool dry = opt_has(cli->opt, "dry-run");
	while (str_has(rest, S("/")))
		str_cut(&rest, S("/"));
	enum flow_code code = roster_check(b->cx, book, rest, &s);
	if (code == FLOW_OK && s.n_wrong)
		return say_refused(cli, book, &s);
	if (code == FLOW_OK && !dry && s.changes)
		code = roster_load(b->cx, book, rest, &s);
	if (code != FLOW_OK)
		return base_code(cli, b, code);
	if (!give_back(cli, book, &s))
		return CLI_WORLD;
	if (cli->json) {
		say_json(cli, book, &s, !dry && s.changes);
		return CLI_OK;
	}
	say_marks(cli, book, &s);
	say_counts(cli, &s);
	cli_out(cli, "%s\n",
		s.changes == 0 ? L(cli, "没有变化", "nothing changes")
		: dry ? L(cli, "只是试算，没有写入", "only tried, nothing was written")
		      : L(cli, "已导入", "imported"));
	return CLI_OK;
}

static bool read_book(struct cli *cli, struct book *book)
{
	struct str bytes, error = STR_NONE;
	struct paper_hint hint = {
		.name = str_of(cli_operand(cli, 0)), .office = conf_text(cli->conf, CONF_SOFFICE)};
	if (!cli_read_file(cli, cli_operand(cli, 0), FILE_MAX, &bytes))
		return false;
	if (paper_read_book(cli->a, bytes, &hint, book, &error))
		return true;
	cli_fail(cli, CLI_REFUSED,
		L(cli, "请用 xlsx 或 csv；模板：duban org export --template FILE.xlsx",
			"use xlsx or csv; a template: duban org export --template FILE.xlsx"),
		"%.*s", STR_ARG(error));
	return false;
}

static int run_import(struct cli *cli)
{
	struct base b;
	struct book book;
	if (!read_book(cli, &book))
		return CLI_REFUSED;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = base_act_as(cli, b.cx) ? take_in(cli, &b, &book) : CLI_REFUSED;
	base_close(&b);
	return code;
}

/* ---- export ---- */

static int give_out(struct cli *cli, struct base *b)
{
	const char *to = cli_operand(cli, 0);
	bool template = opt_has(cli->opt, "template");
	if (!template && str_ends(str_of(to), S(".csv"))) {
		enum file_code code = file_write(to, roster_csv(b->cx), 0600);
		if (code != FILE_OK)
			return cli_fail(cli, CLI_WORLD, file_why(code, cli->en), "%s", to);
		return CLI_OK;
	}
	int fd = template ? roster_template(b->cx) : roster_xlsx(b->cx);
	return write_file(cli, fd, to) ? CLI_OK : CLI_WORLD;
}

static int run_export(struct cli *cli)
{
	struct base b;
	struct str to = str_of(cli_operand(cli, 0));
	if (!str_ends(to, S(".xlsx")) && !str_ends(to, S(".csv")))
		return cli_fail(cli, CLI_USAGE,
			L(cli, "文件名以 .xlsx 或 .csv 结尾", "end the name in .xlsx or .csv"),
			"%s", cli_operand(cli, 0));
	if (!base_open(cli, WORLD_LOOK, &b))
		return CLI_WORLD;
	int code = base_act_as(cli, b.cx) ? give_out(cli, &b) : CLI_REFUSED;
	base_close(&b);
	if (code == CLI_OK)
		cli_out(cli, cli->json ? "{\"ok\":true}\n" : "%s\n", cli_operand(cli, 0));
	return code;
}

static const struct opt import_opts[] = {
	OPT_SETTING(DB),
	OPT_FLAG("dry-run", "只看会改什么，不写入", "only say what would change"),
	OPT_VALUE("out", "FILE", "有错时，把标好错误的原表写到这里（xlsx）",
		"where to put the sheet with its mistakes marked (xlsx)"),
	OPT_VALUE("as", "LOGIN", "以这个人的名义和权限导入", "in this person's name and rights"),
	OPT_END,
};

const struct command cmd_org_import = {
	.name = "org import",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "导入单位、单位组、人员、任职、包联和账号",
	.en = "import units, groups, persons, appointments, pairings and accounts",
	.more_zh = "FILE 是 xlsx 或 csv，列名见 duban org export --template 的模板。"
		   "有一处错误就什么都不写，所有错误一次列出。同一张表导入两次不会有变化。"
		   "空着的格子不改动原有内容。"
		   "examples/org.xlsx 是一个小公安局，只供新建的空数据库试用；"
		   "导入演示县局会列出每一处不合。",
	.more_en =
		"FILE is xlsx or csv with the headings of the template that duban org export "
		"--template writes. One mistake and nothing is written; all mistakes are told at "
		"once. Importing the same sheet twice changes nothing. An empty cell leaves what "
		"is stored. examples/org.xlsx is a small bureau for a new, empty database; the "
		"demo bureau answers with every cell that does not fit.",
	.opts = import_opts,
	.run = run_import,
	.examples = "duban org import examples/org.csv --dry-run\nduban org import org.xlsx --out "
		    "org-checked.xlsx",
};

static const struct opt export_opts[] = {
	OPT_SETTING(DB),
	OPT_FLAG("template", "只要空表和填写说明", "only empty sheets and how to fill them"),
	OPT_VALUE("as", "LOGIN", "以这个人的权限导出", "with this person's rights"),
	OPT_END,
};

const struct command cmd_org_export = {
	.name = "org export",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "导出组织，格式可以原样导回",
	.en = "export the organisation in the form that imports again",
	.opts = export_opts,
	.run = run_export,
	.examples = "duban org export org.xlsx\nduban org export --template template.xlsx",
};
