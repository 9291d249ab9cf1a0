/* paper.c — duban paper …: letters from texts with fields, without a database. */
#include "base/bug.h"
#include "base/utf8.h"
#include "cli/paper_fields.h"
#include "paper/letter_docx.h"
#include "paper/letter_html.h"
#include "paper/letter_pdf.h"
#include "sys/data.h"
#include "sys/file.h"

enum { MOST_FIELDS = 4 << 20, MOST_OUTPUT = 1 << 20 };
#define FOLDER "letters/"

/* ---- list ---- */

static int run_list(struct cli *cli)
{
	struct buf b = buf_in(cli->a, MOST_OUTPUT);
	struct json j = json_to(&b);
	json_arr(&j);
	for (const struct data_file *f = data_all(); f->path; f++) {
		struct str path = str_of(f->path), code;
		if (!str_starts(path, S(FOLDER)))
			continue;
		code = str_from(path, sizeof FOLDER - 1);
		code = str_first(code, code.n - (sizeof ".txt" - 1));
		const struct wording *w = paper_fields_wording(cli, code);
		if (w == NULL)
			return CLI_REFUSED;
		json_obj(&j);
		json_kv_text(&j, "code", code);
		json_kv_text(&j, "name", w->name);
		json_end_obj(&j);
		if (!cli->json)
			cli_out(cli, "%-16.*s%.*s\n", STR_ARG(code), STR_ARG(w->name));
	}
	json_end_arr(&j);
	if (cli->json)
		cli_put(cli, buf_view(&b));
	return CLI_OK;
}

const struct command cmd_paper_list = {
	.name = "paper list",
	.zh = "列出随系统的文书文字",
	.en = "list the letters that come with the program",
	.run = run_list,
	.examples = "duban paper list",
};

/* ---- show ---- */

static const char *type_code(enum wording_type t)
{
	static const char *const CODES[] = {"text", "lines", "day", "table"};
	return CODES[t];
}

static void show_json(struct cli *cli, const struct wording *w)
{
	struct buf b = buf_in(cli->a, MOST_OUTPUT);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_text(&j, "name", w->name);
	json_key(&j, S("fields"));
	json_arr(&j);
	for (int i = 0; i < w->n_fields; i++) {
		json_obj(&j);
		json_kv_text(&j, "name", w->fields[i].name);
		json_kv_text(&j, "type", str_of(type_code(w->fields[i].type)));
		json_kv_bool(&j, "required", w->fields[i].must);
		json_kv_text(&j, "help", w->fields[i].help);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static int run_show(struct cli *cli)
{
	const struct wording *w = paper_fields_wording(cli, str_of(cli_operand(cli, 0)));
	if (w == NULL)
		return CLI_REFUSED;
	if (cli->json) {
		show_json(cli, w);
		return CLI_OK;
	}
	cli_out(cli, "%.*s\n", STR_ARG(w->name));
	for (int i = 0; i < w->n_fields; i++) {
		const struct wording_field *f = &w->fields[i];
		struct str type = wording_type_name(f->type);
		cli_out(cli, L(cli, "  %.*s（%.*s，%s）%.*s\n", "  %.*s (%.*s, %s) %.*s\n"),
			STR_ARG(f->name), STR_ARG(type),
			f->must ? L(cli, "必填", "required") : L(cli, "选填", "optional"),
			STR_ARG(f->help));
	}
	return CLI_OK;
}

const struct command cmd_paper_show = {
	.name = "paper show",
	.operands = "TEMPLATE",
	.min = 1,
	.max = 1,
	.zh = "查看一份文书文字的字段；自己写的文件先用它检查",
	.en = "show the fields of a letter; checks a file of your own first",
	.more_zh = "TEMPLATE 是 duban paper list 里的代码，或者一个文件的路径。文字里用了没有声明的"
		   "字段、大括号不成对、缺少标题等，全部列出，写明第几行。",
	.more_en = "TEMPLATE is a code of duban paper list, or the path of a file. A field that is "
		   "not declared, an unpaired brace, a missing title: everything is listed with "
		   "its line.",
	.run = run_show,
	.examples = "duban paper show circular\nduban paper show ./通报.txt --json",
};

/* ---- render ---- */

struct result {
	struct str bytes;
	const char *format;
	struct letter_pdf pdf; /* of a PDF: pages, fonts */
};

static bool write_letter(struct cli *cli, const struct letter *l, struct result *r, struct str *why)
{
	const struct docx_fonts fonts = docx_fonts_of(cli->conf);
	if (strcmp(r->format, "docx") == 0)
		return letter_docx(cli->a, l, &fonts, &r->bytes, why);
	if (strcmp(r->format, "html") == 0)
		return letter_html(cli->a, l, &fonts, &r->bytes, why);
	bool ok = letter_pdf(cli->a, l, &fonts, &r->pdf, why);
	r->bytes = r->pdf.bytes;
	return ok;
}

static const char *format_of(struct str path)
{
	static const char *const FORMATS[] = {"docx", "pdf", "html"};
	for (size_t i = 0; i < NELEM(FORMATS); i++) {
		size_t n = strlen(FORMATS[i]);
		if (path.n > n + 1 && path.p[path.n - n - 1] == '.' &&
			memcmp(path.p + path.n - n, FORMATS[i], n) == 0)
			return FORMATS[i];
	}
	return NULL;
}

static void say_json(
	struct cli *cli, const struct wording *w, struct str path, const struct result *r)
{
	struct buf b = buf_in(cli->a, MOST_OUTPUT);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_text(&j, "name", w->name);
	json_kv_text(&j, "out", path);
	json_kv_text(&j, "format", str_of(r->format));
	json_kv_int(&j, "bytes", (int64_t)r->bytes.n);
	if (r->pdf.pages)
		json_kv_int(&j, "pages", r->pdf.pages);
	json_key(&j, S("substitutes"));
	json_arr(&j);
	for (int i = 0; i < r->pdf.n_subs; i++) {
		json_obj(&j);
		json_kv_text(&j, "role", faces_role_name(r->pdf.subs[i].role));
		json_kv_text(&j, "wanted", r->pdf.subs[i].wanted);
		json_kv_text(&j, "used", r->pdf.subs[i].used);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_kv_text(&j, "missing", r->pdf.missing);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

/* Never silently: which font stands in for which, and what no font has. */
static void say_fonts(struct cli *cli, const struct letter_pdf *p)
{
	for (int i = 0; i < p->n_subs; i++) {
		struct str role = faces_role_name(p->subs[i].role);
		cli_out(cli,
			L(cli, "  %.*s：没有“%.*s”，用“%.*s”代替\n",
				"  %.*s: no \"%.*s\", \"%.*s\" stands in\n"),
			STR_ARG(role), STR_ARG(p->subs[i].wanted), STR_ARG(p->subs[i].used));
	}
	if (p->missing.n)
		cli_out(cli,
			L(cli, "  没有字体能显示：%.*s（印成空白）\n",
				"  no font has %.*s (printed as blanks)\n"),
			STR_ARG(p->missing));
}

static int keep(struct cli *cli, const struct wording *w, struct str path, const struct result *r)
{
	enum file_code c = file_write(str_c(cli->a, path), r->bytes, 0640);
	if (c != FILE_OK)
		return cli_fail(cli, CLI_WORLD, file_why(c, cli->en),
			L(cli, "写不了 %.*s", "cannot write %.*s"), STR_ARG(path));
	if (cli->json) {
		say_json(cli, w, path, r);
		return CLI_OK;
	}
	if (!cli->quiet) {
		cli_out(cli,
			L(cli, "%.*s 已写入 %.*s，%zu 字节", "%.*s written to %.*s, %zu bytes"),
			STR_ARG(w->name), STR_ARG(path), r->bytes.n);
		cli_out(cli, r->pdf.pages ? L(cli, "，%d 页\n", ", %d pages\n") : "%.0d\n",
			r->pdf.pages);
		say_fonts(cli, &r->pdf);
	}
	return CLI_OK;
}

static int render(struct cli *cli, const struct wording *w, struct str path)
{
	struct wording_errs errs = {0};
	struct wording_value *values;
	struct result r = {.format = format_of(path)};
	struct letter letter;
	struct str json, why;
	int n;
	if (r.format == NULL)
		return cli_fail(cli, CLI_USAGE, NULL, "%s",
			L(cli, "--out 的文件名要以 .docx、.pdf 或 .html 结尾",
				"--out must end with .docx, .pdf or .html"));
	if (!cli_read_file(cli, str_c(cli->a, opt_text(cli->opt, "fields")), MOST_FIELDS, &json) ||
		!paper_fields_read(cli, json, &values, &n))
		return CLI_REFUSED;
	if (!wording_fill(cli->a, w, values, n, &letter, &errs))
		return paper_fields_fail(
			cli, L(cli, "字段填得不对", "the fields are not right"), &errs);
	if (!write_letter(cli, &letter, &r, &why))
		return cli_fail(cli, CLI_REFUSED, NULL, "%.*s", STR_ARG(why));
	return keep(cli, w, path, &r);
}

static int run_render(struct cli *cli)
{
	static const char *const NEEDED[] = {"template", "fields", "out"};
	for (size_t i = 0; i < NELEM(NEEDED); i++)
		if (opt_text(cli->opt, NEEDED[i]).n == 0)
			return cli_fail(cli, CLI_USAGE, NULL, L(cli, "要写 --%s", "--%s is needed"),
				NEEDED[i]);
	const struct wording *w = paper_fields_wording(cli, opt_text(cli->opt, "template"));
	return w ? render(cli, w, opt_text(cli->opt, "out")) : CLI_REFUSED;
}

static const struct opt render_opts[] = {
	OPT_VALUE("template", "TEMPLATE", "文书的代码或文件路径", "code of a letter, or a file"),
	OPT_VALUE("fields", "FILE", "各字段的值，JSON；- 是标准输入",
		"values as JSON; - is standard input"),
	OPT_VALUE(
		"out", "FILE", "写到哪里：.docx、.pdf 或 .html", "where to: .docx, .pdf or .html"),
	OPT_SETTING(FONT_TITLE),
	OPT_SETTING(FONT_BODY),
	OPT_SETTING(FONT_KAI),
	OPT_SETTING(FONT_HEI),
	OPT_END,
};

const struct command cmd_paper_render = {
	.name = "paper render",
	.zh = "把文书文字和字段排成公文：Word、PDF 或网页",
	.en = "set a letter from its text and fields: Word, PDF or a web page",
	.more_zh =
		"按 GB/T 9704—2012 的版式排：A4，版心 156×225 毫米，每页 22 行、每行 28 字。"
		"字段文件是一个 JSON 对象：文字写成 \"…\"，多段写成列表，表格写成行的列表，日期写成 "
		"2026-03-05。缺字段、多字段、日期不对都不排，全部列出。同样的内容每次得到同样的字节。"
		"本机没有公文字体时用替代字体，并逐个写明；不用数据库，不联网。",
	.more_en =
		"Lays out as GB/T 9704-2012 prescribes: A4, text area of 156 by 225 mm, 22 lines "
		"of 28 characters. The fields are one JSON object: text as \"…\", several "
		"paragraphs as a list, a table as a list of rows, a day as 2026-03-05. Missing or "
		"unknown fields and impossible days are all listed and nothing is written. The "
		"same input gives the same bytes. Where the standard's fonts are not installed "
		"others stand in and are named. No database, no network.",
	.opts = render_opts,
	.run = run_render,
	.examples =
		"duban paper show inspect_notice\n"
		"duban paper render --template inspect_notice --fields 字段.json --out 通知书.docx\n"
		"duban paper render --template ./通报.txt --fields 字段.json --out 通报.pdf --json",
};
