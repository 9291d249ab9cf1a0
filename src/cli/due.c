/* due.c — duban due list and duban report: what is owed, and handing it in, from the command line.
 *
 * Both act as the system, or with --as as somebody with that person's rights; the rules are those
 * of duty/. Times are the server's: a report cannot be dated back (TIME-30). */
#include "base/num.h"
#include "cli/base.h"
#include "core/tree.h"
#include "duty/list.h"

enum { CEILING = 64 * 1024 * 1024, PAGE = 500, TEXT_CEILING = 64 * 1024 };

static const char *const light_names[LIGHTS] = {
	[LIGHT_NONE] = "none",
	[LIGHT_BLUE] = "blue",
	[LIGHT_GREEN] = "green",
	[LIGHT_GREY] = "grey",
	[LIGHT_YELLOW] = "yellow",
	[LIGHT_RED] = "red",
};

/* ---- list ---- */

/* --unit and --state into the filter; false after cli_fail(). */
static bool fill_filter(struct cli *cli, struct ctx *cx, struct due_filter *f)
{
	struct str unit = opt_text(cli->opt, "unit");
	*f = (struct due_filter){.perm = "due.read",
		.states = opt_has(cli->opt, "all") ? 0 : STATE_OWED,
		.from = opt_day(cli->opt, "from"),
		.until = opt_day(cli->opt, "until"),
		.page = (int)opt_int(cli->opt, "page", 1) - 1,
		.per_page = PAGE};
	if (opt_has(cli->opt, "late"))
		f->until = day_add(cx->today, -1);
	if (unit.n == 0)
		return true;
	f->unit = tree_find(cx, unit, cx->today);
	if (f->unit.n)
		return true;
	cli_fail(cli, CLI_REFUSED,
		L(cli, "请写单位的全称、简称或别名", "give a name, short name or alias"),
		L(cli, "没有单位“%.*s”", "no unit \"%.*s\""), STR_ARG(unit));
	return false;
}

static void list_json(struct cli *cli, const struct due_line *l, int n, bool more)
{
	struct buf b = buf_in(cli->a, CEILING);
	struct json j = json_to(&b);
	json_obj(&j);
	json_key(&j, S("due"));
	json_arr(&j);
	for (int i = 0; i < n; i++) {
		json_obj(&j);
		json_kv_int(&j, "id", l[i].d.head.id.n);
		json_kv_day(&j, "day", l[i].d.due_day);
		json_kv_int(&j, "minute", l[i].d.due_min);
		json_kv_text(&j, "unit", l[i].unit_name);
		json_kv_text(&j, "to", l[i].to_name);
		json_kv_text(&j, "path", l[i].path);
		json_kv_text(&j, "heading", l[i].heading);
		json_kv_text(&j, "period", l[i].d.period);
		json_kv_text(&j, "state", str_of(due_kind.states[l[i].d.head.state].code));
		json_kv_text(&j, "light", str_of(light_names[l[i].light.light]));
		json_kv_int(&j, "days", l[i].light.days);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_kv_bool(&j, "more", more);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static void list_text(struct cli *cli, const struct due_line *l, int n, bool more)
{
	static const char *const zh[LIGHTS] = {"—", "蓝", "绿", "灰", "黄", "红"};
	char day[DAY_TEXT];
	for (int i = 0; i < n; i++)
		cli_out(cli, "%lld  %s  %s  %.*s  %.*s %.*s  %s\n", (long long)l[i].d.head.id.n,
			day_text(l[i].d.due_day, day),
			L(cli, zh[l[i].light.light], light_names[l[i].light.light]),
			STR_ARG(l[i].unit_name), STR_ARG(l[i].heading), STR_ARG(l[i].d.period),
			due_kind.states[l[i].d.head.state].label);
	cli_out(cli, L(cli, "%d 项%s\n", "%d items%s\n"), n,
		more ? L(cli, "，后面还有：--page", ", more with --page") : "");
}

static int list(struct cli *cli, struct ctx *cx)
{
	struct due_filter f;
	struct due_line *l;
	if (!base_act_as(cli, cx) || !fill_filter(cli, cx, &f))
		return CLI_REFUSED;
	struct light_rules rules = light_load(cx);
	int n = due_list(cx, &f, &rules, &l);
	bool more = n > PAGE;
	if (more)
		n = PAGE;
	if (cli->json)
		list_json(cli, l, n, more);
	else
		list_text(cli, l, n, more);
	return CLI_OK;
}

static int run_list(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_LOOK, &b))
		return CLI_WORLD;
	int code = list(cli, b.cx);
	base_close(&b);
	return code;
}

/* ---- report ---- */

/* The text of --NAME, or of the file in --NAME-file. */
static bool text_of(struct cli *cli, const char *name, const char *file, struct str *out)
{
	struct str path = opt_text(cli->opt, file);
	*out = opt_text(cli->opt, name);
	return path.n == 0 || cli_read_file(cli, str_c(cli->a, path), TEXT_CEILING, out);
}

static int hand_in(struct cli *cli, struct base *b)
{
	struct report_in in = {.unchanged = opt_has(cli->opt, "unchanged")};
	struct report_out out;
	if (!num_int(cli->opt->operands[0], 1, INT64_MAX, &in.due.n))
		return cli_fail(cli, CLI_USAGE,
			L(cli, "编号见 duban due list", "see duban due list"),
			L(cli, "“%s”不是编号", "\"%s\" is no number"), cli_operand(cli, 0));
	if (!base_act_as(cli, b->cx) || !text_of(cli, "progress", "progress-file", &in.progress) ||
		!text_of(cli, "effect", "effect-file", &in.effect))
		return CLI_REFUSED;
	int code = base_code(cli, b, due_report(b->cx, &in, &out));
	if (code != CLI_OK)
		return code;
	if (cli->json)
		cli_out(cli, "{\"report\":%lld,\"late_minutes\":%lld}\n", (long long)out.report.n,
			(long long)out.late_min);
	else if (out.late_min)
		cli_out(cli, L(cli, "已报送，逾期 %lld 分钟\n", "handed in, %lld minutes late\n"),
			(long long)out.late_min);
	else
		cli_out(cli, "%s\n", L(cli, "已按时报送", "handed in, on time"));
	return CLI_OK;
}

static int run_report(struct cli *cli)
{
	struct base b;
	if (!base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = hand_in(cli, &b);
	base_close(&b);
	return code;
}

static const struct opt list_opts[] = {
	OPT_SETTING(DB),
	OPT_VALUE("unit", "NAME", "只看这个单位", "only this unit"),
	OPT_FLAG("late", "只看已过期未办结的", "only what is past its day"),
	OPT_FLAG("all", "也看已报送、已接收的", "also what is handed in or accepted"),
	OPT_DATE("from", "到期日从这天起", "due from this day"),
	OPT_DATE("until", "到期日到这天止", "due until this day"),
	OPT_NUMBER("page", 1, 100000, "第几页（每页 500 项）", "which page, of 500"),
	OPT_VALUE("as", "LOGIN", "以这个人的权限看", "with this person's rights"),
	OPT_END,
};

const struct command cmd_due_list = {
	.name = "due list",
	.zh = "列出应报事项和灯",
	.en = "list what is owed, with its lights",
	.opts = list_opts,
	.run = run_list,
	.examples = "duban due list --unit 城关派出所\nduban due list --late --json",
};

static const struct opt report_opts[] = {
	OPT_SETTING(DB),
	OPT_VALUE("progress", "TEXT", "动态进展", "what was done"),
	OPT_VALUE("progress-file", "FILE", "动态进展在这个文件里（- 为标准输入）",
		"what was done, from a file (-: standard input)"),
	OPT_VALUE("effect", "TEXT", "工作成效", "what it achieved"),
	OPT_VALUE("effect-file", "FILE", "工作成效在这个文件里", "what it achieved, from a file"),
	OPT_FLAG("unchanged", "与上期无变化", "nothing changed since the last period"),
	OPT_VALUE("as", "LOGIN", "以这个人的名义和权限报送", "in this person's name and rights"),
	OPT_END,
};

const struct command cmd_report = {
	.name = "report",
	.operands = "DUE",
	.min = 1,
	.max = 1,
	.zh = "报送一个应报事项",
	.en = "hand in a report",
	.more_zh = "DUE 是 duban due list 第一列的编号。时间以服务器为准，不能填以前的日期。",
	.more_en = "DUE is the number in the first column of duban due list. The time is "
		   "the server's.",
	.opts = report_opts,
	.run = run_report,
	.examples = "duban report 4711 --progress \"清理报表 3 张\" --as linzhiyuan",
};
