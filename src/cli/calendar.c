/* calendar.c — `duban calendar import`: what a year's notice or table says, and what it would move
 * (N5). */
#include "calendar/notice.h"
#include "cli/base.h"
#include "cli/shipped.h"
#include "core/cal.h"

enum { OUT = 1 << 20, DIFFERENCES = 120 };

struct task {
	struct cli *cli;
	struct notice notice;
	const struct work *was, *is;
	struct day moved[DIFFERENCES];
	size_t n_moved;
};

static void show_part(struct cli *cli, const struct notice_part *p)
{
	char from[DAY_TEXT], until[DAY_TEXT];
	cli_out(cli,
		L(cli, "  %.*s  %s 至 %s，放假 %d 天，调休上班 %d 天\n",
			"  %.*s  %s to %s, %d days off, %d worked instead\n"),
		STR_ARG(p->name), day_text(p->from, from), day_text(p->until, until), p->days_off,
		p->days_worked);
}

static void show_moved(struct task *t)
{
	struct cli *cli = t->cli;
	cli_out(cli,
		L(cli, "\n与现有日历不同的 %zu 天\n", "\n%zu days differ from the calendar now\n"),
		t->n_moved);
	for (size_t i = 0; i < t->n_moved && i < DIFFERENCES; i++) {
		char day[DAY_TEXT];
		struct work_look was = work_look(t->was, t->moved[i]);
		struct work_look is = work_look(t->is, t->moved[i]);
		struct str before = work_say(&was, t->moved[i]), now = work_say(&is, t->moved[i]);
		cli_out(cli, "  %s %.*s  %.*s → %.*s\n", day_text(t->moved[i], day),
			STR_ARG(work_weekday_name(t->moved[i])), STR_ARG(before), STR_ARG(now));
	}
}

static void show_problems(struct task *t)
{
	struct cli *cli = t->cli;
	for (size_t i = 0; i < t->notice.problems.n; i++) {
		const struct notice_problem *p = &t->notice.problems.at[i];
		cli_out(cli, "%s  %.*s\n",
			p->grave ? L(cli, "不行", "bad ") : L(cli, "注意", "note"),
			STR_ARG(p->what));
	}
}

static int days_worked(const struct task *t, int month)
{
	struct day first = day_of(t->notice.year.year, month, 1);
	return work_count(t->is, first, day_month_end(first));
}

static void show(struct task *t)
{
	struct cli *cli = t->cli;
	const struct work_year *y = &t->notice.year;
	show_problems(t);
	if (t->notice.grave)
		return;
	cli_out(cli, L(cli, "%d年  %.*s\n", "%d  %.*s\n"), y->year, STR_ARG(y->cite));
	for (size_t i = 0; i < t->notice.parts.n; i++)
		show_part(cli, &t->notice.parts.at[i]);
	cli_out(cli, "%s", L(cli, "\n每月工作日", "\nworking days by month"));
	for (int m = 1; m <= 12; m++)
		cli_out(cli, " %d", days_worked(t, m));
	cli_out(cli, "\n");
	show_moved(t);
	cli_out(cli, "\n%s\n",
		opt_has(cli->opt, "dry-run")
			? L(cli, "只是预览，没有改动", "preview only, nothing was changed")
			: L(cli, "已写入，已算出的期限没有改动",
				  "written; dates already computed were not changed"));
}

static void days_json(struct json *j, const struct task *t)
{
	json_key(j, S("days"));
	json_arr(j);
	for (size_t i = 0; i < t->notice.year.n; i++) {
		const struct work_row *r = &t->notice.year.rows[i];
		json_obj(j);
		json_kv_day(j, "day", r->day);
		json_kv_bool(j, "works", r->works);
		json_kv_text(j, "name", r->name);
		json_end_obj(j);
	}
	json_end_arr(j);
}

static void put_json(struct task *t)
{
	struct buf b = buf_in(t->cli->a, OUT);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_int(&j, "year", t->notice.year.year);
	json_kv_text(&j, "cite", t->notice.year.cite);
	json_kv_bool(&j, "refused", t->notice.grave);
	days_json(&j, t);
	json_key(&j, S("moved"));
	json_arr(&j);
	for (size_t i = 0; i < t->n_moved && i < DIFFERENCES; i++)
		json_day(&j, t->moved[i]);
	json_end_arr(&j);
	json_key(&j, S("problems"));
	json_arr(&j);
	for (size_t i = 0; i < t->notice.problems.n; i++) {
		json_obj(&j);
		json_kv_bool(&j, "grave", t->notice.problems.at[i].grave);
		json_kv_text(&j, "text", t->notice.problems.at[i].what);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_end_obj(&j);
	cli_put(t->cli, buf_view(&b));
}

static enum flow_code write_year(struct ctx *cx, void *arg)
{
	return cal_store(cx, arg, 0);
}

static int store(struct task *t)
{
	struct base b;
	if (!base_open(t->cli, WORLD_USE, &b))
		return CLI_WORLD;
	int code = base_code(t->cli, &b, ctx_write(b.cx, write_year, &t->notice.year));
	base_close(&b);
	return code;
}

static int run(struct cli *cli)
{
	struct task t = {.cli = cli};
	struct str bytes;
	if (!cli_read_file(cli, cli_operand(cli, 0), NOTICE_MAX, &bytes))
		return CLI_REFUSED;
	notice_read(cli->a, bytes, (int)opt_int(cli->opt, "year", 0), &t.notice);
	if (!t.notice.grave) {
		t.was = shipped_calendar(cli->a, NULL);
		t.is = shipped_calendar(cli->a, &t.notice.year);
		t.n_moved = notice_differences(
			t.was, t.is, t.notice.year.year, t.moved, DIFFERENCES);
	}
	bool only_look = opt_has(cli->opt, "dry-run") || t.notice.grave;
	int code = only_look ? CLI_OK : store(&t);
	if (code != CLI_OK)
		return code;
	if (cli->json)
		put_json(&t);
	else
		show(&t);
	return t.notice.grave ? CLI_REFUSED : CLI_OK;
}

static const struct opt opts[] = {
	OPT_NUMBER("year", 1950, 2150, "应是哪一年的安排，默认按原文",
		"the year it must be for, by default as the text says"),
	OPT_SETTING(DB),
	OPT_FLAG("dry-run", "只预览，不写入", "preview only"),
	OPT_END,
};

const struct command cmd_calendar_import = {
	.name = "calendar import",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "读国务院办公厅的放假通知或日历表，预览会变的日子，写入数据库",
	.en = "read a holiday notice or a table, preview the days that change, store it",
	.more_zh = "文件是通知的文字，或每行“日期、放假或上班、节日名称”的表（制表符或逗号分隔），"
		   "UTF-8。天数、星期与原文不符的不能导入。",
	.more_en = "The file is the text of the notice, or a table of day, 放假 or 上班, and name, "
		   "separated by tabs or commas, in UTF-8. What disagrees with itself is refused.",
	.examples = "duban calendar import 2027.txt --dry-run\n"
		    "duban calendar import 2027.csv --year 2027 --db /var/lib/duban/duban.db",
	.opts = opts,
	.run = run,
};
