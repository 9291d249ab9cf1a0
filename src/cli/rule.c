/* rule.c — `duban rule explain`: a phrase or a rule becomes dates, each with its derivation (N4).
 */
#include "base/fold.h"
#include "base/num.h"
#include "calendar/expand.h"
#include "calendar/phrase_rule.h"
#include "calendar/rule_field.h"
#include "calendar/say.h"
#include "cli/cli.h"
#include "cli/shipped.h"

enum { OUT = 8 << 20, FIRST_YEAR = 1950, LAST_YEAR = 2150 };

struct task {
	struct cli *cli;
	struct expand_env env;
	struct rule rule;
	struct expansion found;
	struct why *event; /* with --trigger */
};

/* A rule's text form begins with a kind in capitals and a bracket. */
static bool is_text_form(struct str s)
{
	size_t i = 0;
	s = str_trim(s);
	while (i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z')
		i++;
	struct str rest = str_trim(str_from(s, i));
	return i > 1 && rest.n && (rest.p[0] == '{' || rest.p[0] == '[');
}

static int read_phrase(struct task *t, struct str text)
{
	struct arena *a = t->cli->a;
	struct phrase_rule_env env = {.year = t->env.year};
	struct fold folded = fold_text(a, text);
	struct phrases found = phrase_scan(a, folded.s, PHRASE_FIELD, t->env.year);
	if (phrase_rule(a, &found, &env, &t->rule))
		return CLI_OK;
	return cli_fail(t->cli, CLI_REFUSED,
		L(t->cli, "换一种写法，例如 每月25日前；或写规则 RECUR{every:month,due:25}",
			"write it another way, such as 每月25日前, or as a rule: "
			"RECUR{every:month,due:25}"),
		L(t->cli, "没有从“%.*s”读出时限", "no time rule in \"%.*s\""), STR_ARG(text));
}

static int read_rule(struct task *t)
{
	struct rule_error err = {0};
	struct str text = str_of(cli_operand(t->cli, 0));
	if (!is_text_form(text))
		return read_phrase(t, text);
	if (rule_parse(t->cli->a, text, &t->rule, &err))
		return CLI_OK;
	return cli_fail(t->cli, CLI_REFUSED, L(t->cli, "见 docs/RULES.md", "see docs/RULES.md"),
		L(t->cli, "规则第%zu个字节：%.*s", "byte %zu of the rule: %.*s"), err.at + 1,
		STR_ARG(err.what));
}

/* --set name=value;name=value */
static int answer(struct task *t)
{
	struct str rest = opt_text(t->cli->opt, "set");
	while (rest.n) {
		struct rule_error err;
		struct str value = str_cut(&rest, S(";")), name = str_cut(&value, S("="));
		if (!rule_set_param(t->cli->a, &t->rule, str_trim(name), str_trim(value), &err))
			return cli_fail(t->cli, CLI_REFUSED,
				L(t->cli, "--set 名称=值，名称见“待定”一行",
					"--set NAME=VALUE with a name of the open list"),
				"--set %.*s: %.*s", STR_ARG(name), STR_ARG(err.what));
	}
	return CLI_OK;
}

static struct day given_day(struct task *t, const char *name, struct day otherwise)
{
	struct day d = opt_day(t->cli->opt, name);
	return day_is_set(d) ? d : otherwise;
}

static int read_env(struct task *t)
{
	struct cli *cli = t->cli;
	int now = day_ymd(stamp_day(clock_now(cli->clock))).y;
	int year = (int)opt_int(cli->opt, "year", now);
	t->env = (struct expand_env){.work = shipped_calendar(cli->a, NULL), .year = year};
	t->env.start = given_day(t, "from", day_of(year, 1, 1));
	t->env.end = given_day(t, "until", day_of(year, 12, 31));
	t->env.issue = given_day(t, "issue", t->env.start);
	t->env.roll_back = opt_has(cli->opt, "roll-back");
	t->env.with_partial = opt_has(cli->opt, "partial");
	if (t->env.end.n < t->env.start.n)
		return cli_fail(cli, CLI_USAGE, NULL, "%s",
			L(cli, "--until 早于 --from", "--until is before --from"));
	return CLI_OK;
}

static const struct rule *first_event(const struct rule *r)
{
	if (r->kind == RULE_EVENT)
		return r;
	for (size_t i = 0; i < r->n_parts; i++)
		if (first_event(&r->parts[i]))
			return first_event(&r->parts[i]);
	return NULL;
}

/* --trigger 2026-09-18T09:10: when the rule's event happened. */
static int follow_event(struct task *t)
{
	struct cli *cli = t->cli;
	struct str text = opt_text(cli->opt, "trigger");
	struct stamp when;
	struct day due;
	int minute;
	if (!text.n)
		return CLI_OK;
	const struct rule *event = first_event(&t->rule);
	const char *tail = text.n == 10 ? "T00:00:00+08:00" : ":00+08:00";
	if (!stamp_parse(str_cat(cli->a, text, str_of(tail)), &when) || !event)
		return cli_fail(cli, CLI_USAGE,
			L(cli, "--trigger 2026-09-18T09:10，用于 EVENT 规则",
				"--trigger 2026-09-18T09:10, for rules of kind EVENT"),
			"--trigger %.*s", STR_ARG(text));
	t->event = why_open(cli->a);
	if (!expand_event(event, &t->env, when, &due, &minute, t->event))
		return cli_fail(cli, CLI_REFUSED, "--set within=5wd", "%s",
			L(cli, "期限待定，不能算", "the limit is open, nothing to count"));
	return CLI_OK;
}

/* ---- for people ---- */

static void show_due(struct task *t, const struct occur *o)
{
	char due[DAY_TEXT], from[DAY_TEXT];
	struct cli *cli = t->cli;
	struct str kind = cli->en ? expand_kind_name(o->kind) : expand_kind_label(o->kind);
	struct str label = o->label.n ? o->label : kind;
	if (day_is_set(o->due)) {
		struct str weekday = work_weekday_name(o->due);
		cli_out(cli, "%.*s  %s %.*s %02d:%02d%s\n", STR_ARG(label), day_text(o->due, due),
			STR_ARG(weekday), o->minute / 60, o->minute % 60,
			o->provisional ? L(cli, "（暂定）", " (provisional)") : "");
	} else if (o->kind == EXPAND_RANGE) {
		cli_out(cli, "%.*s  %s — %s\n", STR_ARG(label), day_text(o->from, from),
			day_text(o->until, due));
	} else {
		cli_out(cli, "%.*s  —\n", STR_ARG(label));
	}
	if (o->kind != EXPAND_RANGE) {
		struct str why = why_sentence(cli->a, expand_why(cli->a, o, &t->env));
		cli_out(cli, "    %.*s\n", STR_ARG(why));
	}
}

static void show_open(struct task *t)
{
	struct cli *cli = t->cli;
	struct rule_opens open = rule_open_params(cli->a, &t->rule);
	for (size_t i = 0; i < open.n; i++) {
		const struct rule_open *o = &open.at[i];
		struct str field = rule_field_label(o->field);
		cli_out(cli, L(cli, "待定  %.*s（%.*s）%s%.*s\n", "open  %.*s (%.*s) %s%.*s\n"),
			STR_ARG(o->name), STR_ARG(field),
			o->proposal.n ? L(cli, "，建议 ", "proposed ") : "", STR_ARG(o->proposal));
	}
}

static void show(struct task *t)
{
	struct cli *cli = t->cli;
	char a[DAY_TEXT], b[DAY_TEXT], c[DAY_TEXT];
	struct str text = rule_print(cli->a, &t->rule);
	cli_out(cli, L(cli, "规则  %.*s\n", "rule  %.*s\n"), STR_ARG(text));
	struct str words = say_rule(cli->a, &t->rule);
	cli_out(cli, L(cli, "读作  %.*s\n", "reads %.*s\n"), STR_ARG(words));
	cli_out(cli, L(cli, "活动  %s 至 %s，印发 %s\n", "from  %s to %s, issued %s\n"),
		day_text(t->env.start, a), day_text(t->env.end, b), day_text(t->env.issue, c));
	show_open(t);
	cli_out(cli, "\n");
	for (size_t i = 0; i < t->found.items.n; i++)
		show_due(t, &t->found.items.at[i]);
	if (!t->found.items.n)
		cli_out(cli, "%s\n", L(cli, "没有期次", "no occurrences"));
	if (t->event) {
		struct str why = why_sentence(cli->a, t->event);
		cli_out(cli, "\n%.*s\n", STR_ARG(why));
	}
	for (size_t i = 0; i < t->found.problems.n; i++)
		cli_out(cli, L(cli, "注意  %.*s\n", "note  %.*s\n"),
			STR_ARG(t->found.problems.at[i]));
	if (t->found.cut)
		cli_out(cli, L(cli, "只列出前 %d 期\n", "only the first %d\n"), EXPAND_MAX);
}

/* ---- for programs ---- */

static void occur_json(struct json *j, struct task *t, const struct occur *o)
{
	json_obj(j);
	json_kv_text(j, "kind", expand_kind_name(o->kind));
	json_kv_text(j, "label", o->label);
	json_kv_day(j, "from", o->from);
	json_kv_day(j, "until", o->until);
	json_kv_day(j, "due", o->due);
	json_kv_int(j, "minute", o->minute);
	json_kv_bool(j, "provisional", o->provisional);
	json_kv_bool(j, "waits", o->waits);
	json_key(j, S("why"));
	why_json(j, expand_why(t->cli->a, o, &t->env));
	json_end_obj(j);
}

static void open_json(struct json *j, struct task *t)
{
	struct rule_opens open = rule_open_params(t->cli->a, &t->rule);
	json_key(j, S("open"));
	json_arr(j);
	for (size_t i = 0; i < open.n; i++) {
		json_obj(j);
		json_kv_text(j, "name", open.at[i].name);
		json_kv_text(j, "field", open.at[i].field);
		json_kv_text(j, "label", rule_field_label(open.at[i].field));
		json_kv_text(j, "proposal", open.at[i].proposal);
		json_end_obj(j);
	}
	json_end_arr(j);
}

static void put_json(struct task *t)
{
	struct buf b = buf_in(t->cli->a, OUT);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_text(&j, "rule", rule_print(t->cli->a, &t->rule));
	json_kv_text(&j, "said", say_rule(t->cli->a, &t->rule));
	open_json(&j, t);
	json_key(&j, S("occurrences"));
	json_arr(&j);
	for (size_t i = 0; i < t->found.items.n; i++)
		occur_json(&j, t, &t->found.items.at[i]);
	json_end_arr(&j);
	if (t->event) {
		json_key(&j, S("event"));
		why_json(&j, t->event);
	}
	json_key(&j, S("problems"));
	json_arr(&j);
	for (size_t i = 0; i < t->found.problems.n; i++)
		json_text(&j, t->found.problems.at[i]);
	json_end_arr(&j);
	json_kv_bool(&j, "cut", t->found.cut);
	json_end_obj(&j);
	cli_put(t->cli, buf_view(&b));
}

static int run(struct cli *cli)
{
	struct task t = {.cli = cli};
	int (*const steps[])(struct task *) = {read_env, read_rule, answer, follow_event};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int code = steps[i](&t);
		if (code != CLI_OK)
			return code;
	}
	if (cli->json)
		t.env.most = 500; /* each carries its derivation */
	expand_rule(cli->a, &t.rule, &t.env, &t.found);
	if (cli->json)
		put_json(&t);
	else
		show(&t);
	return rule_open_params(cli->a, &t.rule).n ? CLI_FOUND : CLI_OK;
}

static const struct opt opts[] = {
	OPT_NUMBER("year", FIRST_YEAR, LAST_YEAR, "方案年度，默认今年",
		"the plan's year, this one by default"),
	OPT_DATE("from", "活动开始，默认1月1日", "the campaign's first day, 1 January by default"),
	OPT_DATE("until", "活动结束，默认12月31日", "its last day, 31 December by default"),
	OPT_DATE("issue", "方案印发日，默认活动开始", "the day of issue, the first day by default"),
	OPT_FLAG("roll-back", "遇休息日提前到上一个工作日",
		"move a day off to the working day before"),
	OPT_FLAG("partial", "印发时所在的一期也要报", "the period running at issue is owed too"),
	OPT_VALUE("set", "NAME=VALUE", "填写待定的值，多个用英文分号隔开",
		"answer open values, several with ;"),
	OPT_VALUE("trigger", "TIME", "事件发生的时刻，如 2026-09-18T09:10",
		"when the event happened, as 2026-09-18T09:10"),
	OPT_END,
};

const struct command cmd_rule_explain = {
	.name = "rule explain",
	.operands = "RULE",
	.min = 1,
	.max = 1,
	.zh = "把时限用语或规则展开成日期，并说明每个日期的由来",
	.en = "turn a time phrase or a rule into dates, and say why each",
	.more_zh = "用随程序附带的工作日历，不读数据库。规则的写法见 "
		   "docs/RULES.md。有待定的值时退出码为 1。",
	.more_en =
		"Uses the calendars inside the program, reads no database. docs/RULES.md describes "
		"rules. The exit code is 1 where a value is open.",
	.examples = "duban rule explain 每月25日前 --year 2026\n"
		    "duban rule explain 'RECUR{every:month,due:22,time:17:00}' --roll-back --json",
	.opts = opts,
	.run = run,
};
