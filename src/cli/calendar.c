/* calendar.c — `duban calendar import`: what a year's notice or table says, which open dates it
 * moves, and putting it in force (N5). */
#include "cli/base.h"
#include "cli/shipped.h"
#include "dates/calendar.h"
#include "paper/read.h"

enum { OUT = 8 << 20, DIFFERENCES = 120, MOST_FILE = 8 << 20 };

struct task {
	struct cli *cli;
	struct notice notice;
	bool with_db;
	struct calendar_preview p; /* moves only with a database */
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
		struct work_look was = work_look(t->p.was, t->moved[i]);
		struct work_look is = work_look(t->p.is, t->moved[i]);
		struct str before = work_say(&was, t->moved[i]), now = work_say(&is, t->moved[i]);
		struct str weekday = work_weekday_name(t->moved[i]);
		cli_out(cli, "  %s %.*s  %.*s → %.*s\n", day_text(t->moved[i], day),
			STR_ARG(weekday), STR_ARG(before), STR_ARG(now));
	}
}

static void show_moves(struct task *t)
{
	struct cli *cli = t->cli;
	if (!t->with_db)
		return;
	cli_out(cli,
		L(cli, "\n会改变 %lld 项没有报送的期限，%lld 项暂定的期限成为确定\n",
			"\n%lld open deadlines move, %lld provisional ones become firm\n"),
		(long long)t->p.moves.items, (long long)t->p.settled);
	for (size_t i = 0; i < t->p.moves.at.n; i++) {
		const struct move *m = &t->p.moves.at.at[i];
		char was[DAY_TEXT], now[DAY_TEXT];
		cli_out(cli, "  %s → %s  %.*s %.*s  × %lld\n", day_text(m->was, was),
			day_is_set(m->now)
				? day_text(m->now, now)
				: L(cli, "当天放假，不再应报", "a day off: owed no more"),
			STR_ARG(m->heading), STR_ARG(m->period), (long long)m->n);
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
	return work_count(t->p.is, first, day_month_end(first));
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
	show_moves(t);
	cli_out(cli, "\n%s\n",
		opt_has(cli->opt, "dry-run")
			? L(cli, "只是预览，没有改动", "preview only, nothing was changed")
			: L(cli, "已经生效，期限已随之调整",
				  "in force now, and the deadlines have moved with it"));
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

static void problems_json(struct json *j, const struct task *t)
{
	json_key(j, S("problems"));
	json_arr(j);
	for (size_t i = 0; i < t->notice.problems.n; i++) {
		json_obj(j);
		json_kv_bool(j, "grave", t->notice.problems.at[i].grave);
		json_kv_text(j, "text", t->notice.problems.at[i].what);
		json_end_obj(j);
	}
	json_end_arr(j);
}

static void moves_json(struct json *j, const struct task *t)
{
	json_key(j, S("deadlines"));
	json_arr(j);
	for (size_t i = 0; i < t->p.moves.at.n; i++) {
		const struct move *m = &t->p.moves.at.at[i];
		json_obj(j);
		json_kv_int(j, "measure", m->measure.n);
		json_kv_text(j, "heading", m->heading);
		json_kv_text(j, "period", m->period);
		json_kv_day(j, "was", m->was);
		json_kv_day(j, "now", m->now);
		json_kv_int(j, "items", m->n);
		json_end_obj(j);
	}
	json_end_arr(j);
	json_kv_int(j, "deadlines_moved", t->p.moves.items);
	json_kv_int(j, "deadlines_settled", t->p.settled);
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
	if (t->with_db)
		moves_json(&j, t);
	problems_json(&j, t);
	json_end_obj(&j);
	cli_put(t->cli, buf_view(&b));
}

struct write_in {
	const struct notice *notice;
	struct calendar_apply apply;
};

static enum flow_code write_year(struct ctx *cx, void *arg)
{
	struct write_in *in = arg;
	enum flow_code code = calendar_propose(cx, in->notice);
	return code == FLOW_OK ? calendar_apply(cx, &in->apply) : code;
}

/* What the database's own calendar and due items say; written unless it is only looked at. */
static int with_database(struct task *t, bool dry)
{
	struct base b;
	if (!base_open(t->cli, dry ? WORLD_LOOK : WORLD_USE, &b))
		return CLI_WORLD;
	struct write_in in = {&t->notice, {.year = t->notice.year.year,
						  .seen = -1,
						  .gains = !opt_has(t->cli->opt, "no-new-items"),
						  .seen_gained = -1}};
	calendar_look(b.cx, &t->notice.year, &t->p);
	int code = dry ? CLI_OK : base_code(t->cli, &b, ctx_write(b.cx, write_year, &in));
	t->with_db = true;
	base_close(&b);
	return code;
}

static bool read_source(struct task *t)
{
	struct cli *cli = t->cli;
	const char *path = cli_operand(cli, 0);
	struct str bytes, text, error;
	struct paper_hint hint = {
		.name = str_of(path), .office = conf_text(cli->conf, CONF_SOFFICE)};
	if (!cli_read_file(cli, path, MOST_FILE, &bytes))
		return false;
	if (!calendar_text(cli->a, bytes, &hint, &text, &error)) {
		cli_fail(cli, CLI_REFUSED,
			L(cli, "换一个文件，或另存为文本后再试",
				"try another file, or save it as text"),
			"%s: %.*s", path, STR_ARG(error));
		return false;
	}
	notice_read(cli->a, text, (int)opt_int(cli->opt, "year", 0), &t->notice);
	return true;
}

static int run(struct cli *cli)
{
	struct task t = {.cli = cli};
	bool dry = opt_has(cli->opt, "dry-run");
	int code = CLI_OK;
	if (!read_source(&t))
		return CLI_REFUSED;
	if (!t.notice.grave && (!dry || cli->conf->at[CONF_DB].from != CONF_DEFAULT))
		code = with_database(&t, dry);
	if (code != CLI_OK)
		return code;
	if (!t.notice.grave && !t.with_db) {
		t.p.was = shipped_calendar(cli->a, NULL);
		t.p.is = shipped_calendar(cli->a, &t.notice.year);
	}
	if (!t.notice.grave)
		t.n_moved = notice_differences(
			t.p.was, t.p.is, t.notice.year.year, t.moved, DIFFERENCES);
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
	OPT_FLAG("no-new-items", "不生成调休上班日多出的应报",
		"do not make what is owed on days that are now worked"),
	OPT_FLAG("dry-run", "只预览，不写入", "preview only"),
	OPT_END,
};

const struct command cmd_calendar_import = {
	.name = "calendar import",
	.operands = "FILE",
	.min = 1,
	.max = 1,
	.zh = "读国务院办公厅的放假通知或日历表，列出会变的日子和期限，生效并调整期限",
	.en = "read a holiday notice or a table, list the days and deadlines that move, apply it",
	.more_zh =
		"文件是通知（txt、docx、pdf），或每行“日期、放假或上班、节日名称”的表（txt、csv、"
		"xlsx）。天数、星期与原文不符的不能导入。没有报送的期限随日历调整，原期限留着，"
		"在同一事务里存证；--dry-run 写明 --db 时列出会变的期限。",
	.more_en = "The file is the notice (txt, docx, pdf), or a table of day, 放假 or 上班, and "
		   "name (txt, csv, xlsx). What disagrees with itself is refused. Open deadlines "
		   "move with the calendar, the first date is kept, all in one sealed transaction; "
		   "--dry-run with --db lists the deadlines that would move.",
	.examples = "duban calendar import 2027.txt --dry-run\n"
		    "duban calendar import 2027.csv --year 2027 --db /var/lib/duban/duban.db",
	.opts = opts,
	.run = run,
};
