/* limit.c — `duban rule limit`: until when, by a limit of law or of the bureau, with every step of
 * the way (N4, N32). The page /calendar/deadline counts the same. */
#include "base/bug.h"
#include "cli/base.h"
#include "cli/shipped.h"
#include "dates/deadline.h"
#include "org/limit.h"
#include "sys/data.h"

enum { OUT = 1 << 20 };

struct task {
	struct cli *cli;
	struct deadline_in in;
	const struct work *work;
	const struct limit *limit;
	struct limit typed;
	struct errs *errs;
};

/* --at 2026-09-18 or 2026-09-18T09:10; today by default. */
static int read_moment(struct task *t)
{
	struct cli *cli = t->cli;
	char today[DAY_TEXT];
	struct str at = opt_text(cli->opt, "at");
	if (at.n == 0)
		at = str_of(day_text(stamp_day(clock_now(cli->clock)), today));
	t->in.has_time = at.n > 10;
	const char *tail = t->in.has_time ? ":00+08:00" : "T00:00:00+08:00";
	if (stamp_parse(str_cat(cli->a, at, str_of(tail)), &t->in.trigger))
		return CLI_OK;
	return cli_fail(cli, CLI_USAGE,
		L(cli, "--at 2026-09-18 或 --at 2026-09-18T09:10",
			"--at 2026-09-18 or --at 2026-09-18T09:10"),
		"--at %.*s", STR_ARG(at));
}

/* The shipped rows, or those of --db, which the bureau may have revised. */
static void find_row(struct task *t, struct ctx *cx, struct str code)
{
	struct limits all;
	struct str why;
	struct day day = stamp_day(t->in.trigger);
	if (cx) {
		t->limit = limit_get(cx, code, day, NULL);
		t->work = cx->cal;
		return;
	}
	AN(limit_read(t->cli->a, data_get("limits.tsv"), &all, &why));
	t->limit = limit_find(&all, code, day);
	t->work = shipped_calendar(t->cli->a, NULL);
}

static int find(struct task *t, struct ctx *cx)
{
	struct cli *cli = t->cli;
	struct str asked = str_of(cli_operand(cli, 0));
	find_row(t, cx, asked);
	if (t->limit)
		return CLI_OK;
	if (deadline_text(cli->a, asked, opt_has(cli->opt, "roll"), &t->typed)) {
		t->limit = &t->typed;
		return CLI_OK;
	}
	return cli_fail(cli, CLI_REFUSED,
		L(cli, "写时限的代码，如 XF-DECIDE，或者 5个工作日",
			"a code such as XF-DECIDE, or 5个工作日"),
		L(cli, "起算那天没有时限“%.*s”，也没有读出多长",
			"no limit \"%.*s\" in force that day, and no length in it"),
		STR_ARG(asked));
}

/* ---- the answer ---- */

static void show(struct task *t, const struct deadline *d)
{
	struct cli *cli = t->cli;
	char day[DAY_TEXT];
	struct str basis = limit_basis(cli->a, d->limit);
	struct str weekday = work_weekday_name(d->due);
	cli_out(cli, "%s %.*s %02d:%02d%s\n", day_text(d->due, day), STR_ARG(weekday),
		d->minute / 60, d->minute % 60,
		d->why->provisional ? L(cli, "（暂定）", " (provisional)") : "");
	if (basis.n)
		cli_out(cli, L(cli, "依据  %.*s\n", "basis %.*s\n"), STR_ARG(basis));
	struct str why = why_sentence(cli->a, d->why);
	cli_out(cli, "%.*s\n", STR_ARG(why));
}

static void put_json(struct task *t, const struct deadline *d)
{
	struct cli *cli = t->cli;
	struct buf b = buf_in(cli->a, OUT), length = buf_in(cli->a, 32);
	struct json j = json_to(&b);
	length_print(&length, d->limit->length);
	json_obj(&j);
	json_kv_text(&j, "code", d->limit->code);
	json_kv_text(&j, "name", d->limit->name);
	json_kv_text(&j, "length", buf_view(&length));
	json_kv_text(&j, "basis", limit_basis(cli->a, d->limit));
	json_kv_day(&j, "due", d->due);
	json_kv_int(&j, "minute", d->minute);
	json_kv_bool(&j, "provisional", d->why->provisional);
	json_key(&j, S("why"));
	why_json(&j, d->why);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

static int count(struct task *t)
{
	struct cli *cli = t->cli;
	struct deadline d;
	t->in.extend = opt_text(cli->opt, "extend");
	t->in.pause_from = opt_day(cli->opt, "pause-from");
	t->in.pause_until = opt_day(cli->opt, "pause-until");
	if (!deadline_count(t->errs, t->limit, t->work, &t->in, &d))
		return cli_fail(cli, CLI_REFUSED, NULL, "%.*s", STR_ARG(t->errs->at[0].text));
	if (cli->json)
		put_json(t, &d);
	else
		show(t, &d);
	return CLI_OK;
}

static int run(struct cli *cli)
{
	struct task t = {.cli = cli, .errs = errs_new(cli->a)};
	struct base b = {0};
	int code = read_moment(&t);
	if (code != CLI_OK)
		return code;
	if (cli->conf->at[CONF_DB].from != CONF_DEFAULT && !base_open(cli, WORLD_USE, &b))
		return CLI_WORLD;
	code = find(&t, b.cx);
	if (t.work == NULL)
		t.work = shipped_calendar(cli->a, NULL);
	if (code == CLI_OK)
		code = count(&t);
	if (b.cx)
		base_close(&b);
	return code;
}

static const struct opt opts[] = {
	OPT_SETTING(DB),
	OPT_VALUE("at", "TIME", "从什么时候算起，如 2026-09-18 或 2026-09-18T09:10；默认今天",
		"when it began, as 2026-09-18 or 2026-09-18T09:10; today by default"),
	OPT_VALUE("extend", "LENGTH", "批准延长多久，如 30日", "extension granted, such as 30d"),
	OPT_DATE("pause-from", "从这一天起不计", "not counted from this day"),
	OPT_DATE("pause-until", "到这一天止不计，含这一天", "until this day, included"),
	OPT_FLAG("roll", "自己写的时限：最后一天逢休息日顺延",
		"of a length in words: move a last day off to the next working day"),
	OPT_END,
};

const struct command cmd_rule_limit = {
	.name = "rule limit",
	.operands = "LIMIT",
	.min = 1,
	.max = 1,
	.zh = "按一项办理时限算到哪天，并说明由来",
	.en = "count a limit of law or of the bureau to its end, and say why",
	.more_zh = "LIMIT 是时限的代码（见页面“办理时限”），或者 5个工作日 这样的话。给了 --db "
		   "时用库里的时限和日历，否则用随程序附带的。",
	.more_en = "LIMIT is the code of a limit (page 办理时限) or words such as 5个工作日. With "
		   "--db the limits and the calendar of that database are used, otherwise the "
		   "shipped ones.",
	.examples = "duban rule limit XF-DECIDE --at 2026-08-03\n"
		    "duban rule limit 5个工作日 --at 2026-09-18 --json",
	.opts = opts,
	.run = run,
};
