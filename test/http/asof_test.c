/* asof_test.c — every page that can show a past day is drawn day by day while things happen, then
 * asked again for those days: on the morning after, and months later when everything has changed.
 * What the page says of a day must be what it said on that day, and must never change (N7).
 *
 * limit: 240 s. */
#include "lib/app_fixture.h"

#include "base/map.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/setting.h"
#include "core/tree.h"
#include "duty/change.h"
#include "duty/claim.h"
#include "duty/consent.h"
#include "duty/cover.h"
#include "duty/doer.h"
#include "duty/entry.h"
#include "duty/inclusion.h"
#include "duty/list.h"
#include "duty/part.h"
#include "duty/pause.h"
#include "duty/task.h"
#include "duty/urge.h"
#include "paper/read.h"
#include "run/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAYS = 5, PAGES = 120, TEXT = 4 << 20 };

static struct app_fixture f;

/* The items and records of the story. */
static struct {
	rid sent, moved, paused, cancelled, counted, covered; /* due items */
	rid measure, part, change, wide, task[3], claim, target, entry, unit, consent;
} it;

static void at(int day, int hour, int minute)
{
	f.clock.frozen.ms = stamp_of_day(day_add(day_of(2026, 4, 20), day)).ms +
			    ((int64_t)hour * 60 + minute) * 60000;
}

#define ONE(sql) ((rid){db_one_int(db_prep(f.db, sql), 0)})

#define ITEM(where, nth)                                                                            \
	ONE("SELECT d.id FROM due d JOIN unit u ON u.id = d.unit WHERE u.name = '城关派出所' " \
	    "AND d.state = 'open' AND " where " ORDER BY d.due_day, d.id LIMIT 1 OFFSET " #nth)

static struct ctx *as(const char *login)
{
	return app_fixture_cx(&f, login);
}

static struct str num(rid id)
{
	return str_fmt(f.a, "%lld", (long long)id.n);
}

static rid take(const char *login, const struct kind *k, const char *step, rid id, rid unit,
	const struct input *v, size_t n)
{
	struct flow_out out;
	struct flow_in in = {.kind = k,
		.step = kind_step(k, str_of(step)),
		.id = id,
		.unit = unit,
		.values = {v, n}};
	struct ctx *cx = as(login);
	enum flow_code code = flow_apply(cx, &in, &out);
	if (code != FLOW_OK)
		fail_msg("%s %s: %s %s", k->name, step, flow_code_name(code),
			cx->errs->n ? str_c(f.a, cx->errs->at[0].text) : "");
	return out.id;
}

static rid propose(const char *what, rid due, struct str new_day, struct str from, struct str until)
{
	const struct due_row *d = rec_load(as(NULL), &due_kind, due);
	const struct input v[] = {{S("reach"), S("item")}, {S("due"), num(due)},
		{S("what"), str_of(what)}, {S("new_day"), new_day}, {S("from_day"), from},
		{S("until_day"), until}, {S("why"), S("抗洪抢险")}, {S("basis"), S("党委会纪要")}};
	return take("xuwenxi", &change_kind, "new", RID_NONE, d->head.unit, v, 8);
}

static void approve(rid change)
{
	const struct input v[] = {{S("answer"), S("同意")}};
	take("lujinghe", &change_kind, "approve", change, RID_NONE, v, 1);
}

static rid report(rid due, const char *text)
{
	struct report_out out;
	struct report_in in = {.due = due, .progress = str_of(text), .effect = str_of("成效明显")};
	assert_int_equal(due_report(as("linzhiyuan"), &in, &out), FLOW_OK);
	return out.report;
}

static void enter(rid due, int day, struct str target)
{
	struct entry_in in = {.due = due,
		.day = day_add(day_of(2026, 4, 20), day),
		.what = S("走访"),
		.target = target};
	assert_int_equal(entry_add(as("linzhiyuan"), &in), FLOW_OK);
}

static void include(bool in)
{
	const struct inclusion_in i = {
		.measure = it.measure, .unit = it.unit, .place = IN_POINTS, .in = in};
	assert_int_equal(inclusion_set(as("linzhiyuan"), &i), FLOW_OK);
}

/* Another person of the unit than the one who is named, the nth. */
static rid other(int nth)
{
	struct stmt *s = db_prep(f.db, "SELECT id FROM person WHERE unit = ? AND id <> ? AND "
				       "state = 'active' ORDER BY id LIMIT 1 OFFSET ?");
	db_rid(s, 1, it.unit);
	db_rid(s, 2, as("linzhiyuan")->who->person);
	db_int(s, 3, nth);
	rid id = {db_one_int(s, 0)};
	assert_true(id.n);
	return id;
}

static void name_doer(rid due, rid person)
{
	const struct doer_in in = {.due = due, .person = person};
	assert_int_equal(doer_set(as("linzhiyuan"), &in), FLOW_OK);
}

/* The unit's or the office's words to a later edition. */
static void say(const char *login, const char *step, const char *words)
{
	const struct input v[] = {{S("words"), str_of(words)}, {S("ruling"), str_of(words)}};
	take(login, &consent_kind, step, it.consent, RID_NONE, v, 2);
}

static void fix_person(rid person)
{
	const struct input v[] = {{S("person"), num(person)}};
	take("guchangning", &claim_kind, "fix", it.claim, RID_NONE, v, 1);
}

/* ---- the story ---- */

static void choose(void)
{
	it.sent = ITEM("d.kind = 'periodic' AND d.due_day > '2026-04-26'", 0);
	it.moved = ITEM("d.kind = 'periodic' AND d.due_day > '2026-04-26'", 1);
	it.paused = ITEM("d.kind = 'periodic' AND d.due_day > '2026-05-10'", 2);
	it.cancelled = ITEM("d.kind = 'periodic' AND d.due_day > '2026-05-10'", 4);
	it.covered = ITEM("d.kind = 'cover' AND d.due_day > '2026-05-10'", 0);
	it.measure = ONE("SELECT measure FROM task ORDER BY id LIMIT 1");
	it.unit = tree_find(as(NULL), S("城关派出所"), as(NULL)->today);
	it.consent = ONE("SELECT c.id FROM consent c JOIN unit u ON u.id = c.unit WHERE u.name = "
			 "'城关派出所' AND c.state = 'asked'");
	assert_true(it.sent.n && it.moved.n && it.paused.n && it.cancelled.n && it.covered.n);
	assert_true(it.consent.n);
}

static void first_day(void)
{
	struct part_in part = {
		.measure = it.measure, .what = S("提供数据"), .day = day_of(2026, 5, 8)};
	struct task_in step = {.measure = it.measure, .day = day_of(2026, 5, 6)};
	struct ctx *cx = as(NULL);
	at(1, 9, 0);
	part.unit = tree_find(cx, S("情指中心"), cx->today);
	step.unit = tree_find(cx, S("城关派出所"), cx->today);
	step.person = as("linzhiyuan")->who->person;
	report(it.sent, "四月第一次");
	it.change = propose("later", it.moved, S("2026-06-12"), STR_NONE, STR_NONE);
	assert_int_equal(part_agree(as("xuwenxi"), &part, &it.part), FLOW_OK);
	for (int i = 0; i < 3; i++) {
		step.what = str_fmt(f.a, "新的第 %d 步", i + 1);
		assert_int_equal(task_add(as("linzhiyuan"), &step), FLOW_OK);
	}
	it.task[0] = ONE("SELECT max(id) - 2 FROM task");
	for (int i = 0; i < 3; i++)
		it.task[i] = (rid){it.task[0].n + i};
	assert_int_equal(
		cover_add(as("linzhiyuan"), it.covered, S("老机械厂\n东关市场\n车站\n")), FLOW_OK);
}

static void second_day(void)
{
	struct ctx *cx = as(NULL);
	at(2, 9, 0);
	rid sent = ONE("SELECT max(id) FROM report");
	assert_int_equal(
		report_return(cx, sent, S("补数字"), day_of(2026, 4, 29), 17 * 60), FLOW_OK);
	approve(it.change);
	assert_int_equal(task_drop(as("linzhiyuan"), it.task[2]), FLOW_OK);
	assert_int_equal(
		task_send(as("linzhiyuan"), it.measure, tree_find(cx, S("城关派出所"), cx->today)),
		FLOW_OK);
	enter(it.covered, 2, S("老机械厂"));
	enter(it.covered, 2, S("车站"));
	it.entry = ONE("SELECT max(id) FROM entry");
	struct setting_in days = {.code = S("due.return_days"),
		.value = S("6"),
		.seen = S("5"),
		.reason = S("本局决定")};
	assert_int_equal(setting_set(as("sysadmin"), &days), FLOW_OK);
	include(true);
	say("linzhiyuan", "object", "人手不够");
	name_doer(it.moved, other(0));
	it.change = propose("pause", it.paused, STR_NONE, S("2026-04-23"), S("2026-04-30"));
}

static void third_day(void)
{
	struct ctx *cx = as(NULL);
	const struct input claim[] = {{S("measure"), num(it.measure)}, {S("matter"), S("东关难题")},
		{S("person"), num(as("linzhiyuan")->who->person)}, {S("goal"), S("目标")},
		{S("task"), S("任务")}, {S("steps"), S("措施")}, {S("due_day"), S("2026-11-30")}};
	at(3, 9, 0);
	approve(it.change);
	it.change = propose("cancel", it.cancelled, STR_NONE, STR_NONE, STR_NONE);
	assert_int_equal(task_review(as("xuwenxi"), it.measure,
				 tree_find(cx, S("城关派出所"), cx->today), true, S("同意")),
		FLOW_OK);
	it.claim = take("guchangning", &claim_kind, "new", RID_NONE,
		tree_find(cx, S("城关派出所"), cx->today), claim, 7);
	assert_int_equal(entry_withdraw(as("linzhiyuan"), it.entry, S("记错了")), FLOW_OK);
	it.target = ONE("SELECT id FROM cover_target WHERE name = '东关市场'");
	assert_int_equal(cover_drop(as("linzhiyuan"), it.covered, it.target, S("已拆除")), FLOW_OK);
	at(3, 15, 0);
	report(it.sent, "四月第二次");
}

static void fourth_day(void)
{
	at(4, 9, 0);
	say("990014", "overrule", "已经增派两人");
	assert_int_equal(
		report_accept(as(NULL), ONE("SELECT max(id) FROM report"), S("可以")), FLOW_OK);
	approve(it.change);
	it.change = propose("later", it.moved, S("2026-07-10"), STR_NONE, STR_NONE);
	take("guchangning", &claim_kind, "begin", it.claim, RID_NONE, NULL, 0);
	include(false);
	name_doer(it.moved, RID_NONE);
	assert_int_equal(task_done(as("linzhiyuan"), it.task[0], S("完成")), FLOW_OK);
	assert_int_equal(
		task_carry(as("linzhiyuan"), it.task[1], day_of(2026, 5, 20), S("出警")), FLOW_OK);
}

static void fifth_day(void)
{
	struct flow_in back = {.kind = &change_kind,
		.step = kind_step(&change_kind, S("withdraw")),
		.id = it.change};
	struct flow_out out;
	at(5, 9, 0);
	assert_int_equal(flow_apply(as("xuwenxi"), &back, &out), FLOW_OK);
	fix_person(other(0));
}

/* Two months later: late items are pressed on, the pause is over, the part is handed in. */
static void later_on(void)
{
	struct report_in in = {.due = it.part, .progress = S("数据已提供")};
	struct report_out out;
	bool more = true;
	at(70, 9, 0);
	while (more)
		assert_int_equal(pause_run(as(NULL), &more), FLOW_OK);
	include(true);
	name_doer(it.moved, other(1));
	fix_person(other(1));
	assert_int_equal(task_done(as("linzhiyuan"), it.task[1], S("完成")), FLOW_OK);
	assert_int_equal(urge_send(as("xuwenxi"), it.moved, S("请尽快")), FLOW_OK);
	assert_int_equal(due_report(as(NULL), &in, &out), FLOW_OK);
}

/* ---- pages ---- */

struct shown {
	const char *login, *path;
	struct str text; /* what stands in <main>, a line for every piece of text */
};

static struct str inside(struct str page)
{
	ptrdiff_t from = str_find(page, S("<main"), 0), to = str_find(page, S("</main>"), 0);
	assert_true(from >= 0 && to > from);
	return str_first(str_from(page, (size_t)from), (size_t)(to - from));
}

/* What can be done, and the way to and from a past day, is not what the page says of that day. */
static bool is_act(struct str tag)
{
	return str_starts(tag, S("<form")) || str_starts(tag, S("<details class=\"mt2")) ||
	       str_starts(tag, S("<details class=\"fold")) ||
	       str_starts(tag, S("<details class=\"past\""));
}

static void skip_to(struct str *rest, struct str end)
{
	ptrdiff_t at = str_find(*rest, end, 0);
	assert_true(at >= 0);
	*rest = str_from(*rest, (size_t)at + end.n);
}

static struct str text_of(struct str page)
{
	struct buf out = buf_in(f.a, TEXT);
	for (struct str rest = inside(page); rest.n;) {
		struct str text = str_trim(str_cut(&rest, S("<")));
		if (text.n) {
			buf_str(&out, text);
			buf_ch(&out, '\n');
		}
		struct str tag = str_fmt(f.a, "<%.*s", (int)(rest.n < 40 ? rest.n : 40), rest.p);
		if (is_act(tag))
			skip_to(&rest,
				str_starts(tag, S("<form")) ? S("</form>") : S("</details>"));
		else if (rest.n)
			skip_to(&rest, S(">"));
	}
	return buf_view(&out);
}

static bool is_sheet(const char *path)
{
	return strstr(path, ".xlsx") != NULL;
}

/* A line for every row of every sheet. */
static struct str rows_of(struct str bytes)
{
	static const struct paper_hint hint;
	struct book b;
	struct str error;
	struct buf out = buf_in(f.a, TEXT);
	if (!paper_read_book(f.a, bytes, &hint, &b, &error))
		fail_msg("%.*s", STR_ARG(error));
	for (uint32_t k = 0; k < b.n_sheets; k++)
		for (uint32_t i = 0; i < b.sheets[k].n_cells; i++) {
			const struct cell *c = &b.sheets[k].cells[i];
			bool ends = i + 1 == b.sheets[k].n_cells || c[1].row != c->row;
			for (size_t n = 0; n < c->text.n; n++)
				buf_ch(&out, c->text.p[n] == '\n' ? ' ' : c->text.p[n]);
			buf_ch(&out, ends ? '\n' : '|');
		}
	return buf_view(&out);
}

static struct str see(const char *login, const char *path, const char *as_of)
{
	const char *mark = strchr(path, '?') ? "&" : "?";
	struct app_reply r = app_fixture_ask(&f, "GET",
		as_of ? arena_fmt(f.a, "%s%sas_of=%s", path, mark, as_of) : path,
		app_fixture_cookie(&f, login), NULL);
	if (r.status == 404)
		return S("(404)\n");
	assert_int_equal(r.status, 200);
	return is_sheet(path) ? rows_of(r.body) : text_of(r.body);
}

/* ---- the comparison ---- */

static struct {
	const char *login, *path;
	struct str live, soon; /* on the evening itself; the morning after */
} book[DAYS][PAGES];
static int pages;

static void watch(const char *login, const char *path)
{
	assert_true(pages < PAGES);
	for (int d = 0; d < DAYS; d++) {
		book[d][pages].login = login;
		book[d][pages].path = path;
	}
	pages++;
}

static void watch_all(void)
{
	static const char *const logins[] = {"linzhiyuan", "guchangning", "xuwenxi", "lujinghe"};
	static const char *const views[] = {"owed", "open", "review", "sent", "late", "all"};
	const rid dues[] = {it.sent, it.moved, it.paused, it.cancelled, it.covered};
	const struct measure_row *m = rec_load(as(NULL), &measure_kind, it.measure);
	for (size_t i = 0; i < sizeof logins / sizeof *logins; i++) {
		watch(logins[i], "/");
		watch(logins[i], arena_fmt(f.a, "/campaign/%lld", (long long)m->campaign.n));
		watch(logins[i],
			arena_fmt(f.a, "/campaign/%lld/calendar", (long long)m->campaign.n));
		watch(logins[i], arena_fmt(f.a, "/campaign/%lld/measure/%lld",
					 (long long)m->campaign.n, (long long)m->head.id.n));
		for (size_t k = 0; k < sizeof dues / sizeof *dues; k++)
			watch(logins[i], arena_fmt(f.a, "/due/%lld", (long long)dues[k].n));
		watch(logins[i], arena_fmt(f.a, "/consent/%lld", (long long)it.consent.n));
	}
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		watch("linzhiyuan", arena_fmt(f.a, "/due?view=%s", views[i]));
		watch("xuwenxi", arena_fmt(f.a, "/due?view=%s&measure=%lld", views[i],
					 (long long)m->head.id.n));
	}
}

/* What a campaign shows beside its overview, what is asked of a day, and all that can be taken away
 * as a sheet. */
static void watch_campaign(const char *login)
{
	static const char *const tails[] = {"/measures", "/measures?by=theme", "/hold",
		"/hold?view=points", "/own", "/lists", "/goals", "/measures.xlsx", "/hold.xlsx",
		"/matrix.xlsx", "/lists.xlsx"};
	const struct measure_row *m = rec_load(as(NULL), &measure_kind, it.measure);
	long long c = (long long)m->campaign.n;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		watch(login, arena_fmt(f.a, "/campaign/%lld%s", c, tails[i]));
	watch(login, arena_fmt(f.a, "/campaign/%lld/measure/%lld/own/%lld", c,
			     (long long)it.measure.n, (long long)it.unit.n));
	watch(login, "/campaign");
	watch(login, "/clear");
	watch(login, "/clear?day=2026-05-20");
	watch(login, "/clear?day=2026-04-24");
	watch(login, arena_fmt(f.a, "/due.xlsx?view=all&measure=%lld", (long long)m->head.id.n));
}

/* Rows that administrators change, each list and one row. */
static void watch_sheets(void)
{
	watch("sysadmin", "/setting");
	watch("sysadmin", "/setting/edit?key=due.return_days");
	watch("sysadmin", "/code");
	watch("sysadmin", "/code/edit?key=campaign_type%20special");
	watch("sysadmin", "/light");
	watch("sysadmin", "/light/edit?key=near");
	watch("secadmin", "/role");
	watch("secadmin", "/role/edit?key=leader");
}

static bool watched(const char *pattern)
{
	for (int i = 0; i < pages; i++) {
		struct str rest = str_of(book[0][i].path), path = str_cut(&rest, S("?"));
		struct str want = str_of(pattern);
		bool same = true;
		while (same && (want.n || path.n)) {
			struct str w = str_cut(&want, S("/")), p = str_cut(&path, S("/"));
			same = str_starts(w, S("#")) ? p.n > 0 : str_eq(w, p);
		}
		if (same)
			return true;
	}
	return false;
}

/* A new page that can show a past day must be watched here. */
static void every_page_with_a_past_is_watched(void)
{
	size_t n;
	const struct route *const *tables = registry_routes(&n);
	for (size_t i = 0; i < n; i++)
		for (const struct route *r = tables[i]; r->pattern; r++) {
			const struct page_def *def = r->more;
			if (r->fn == page_serve && (def->flags & PAGE_AS_OF) &&
				!watched(r->pattern))
				fail_msg("%s can show a past day and is not watched", r->pattern);
		}
}

static const char *iso(int day)
{
	char text[DAY_TEXT];
	return arena_fmt(f.a, "%s", day_text(day_add(day_of(2026, 4, 20), day), text));
}

static void live_until(int day)
{
	at(day, 23, 59);
	for (int i = 0; i < pages; i++)
		book[day - 1][i].live = see(book[0][i].login, book[0][i].path, NULL);
	at(day + 1, 0, 1);
	for (int i = 0; i < pages; i++)
		book[day - 1][i].soon = see(book[0][i].login, book[0][i].path, iso(day));
}

static bool has_line(struct str text, struct str line)
{
	while (text.n)
		if (str_eq(str_cut(&text, S("\n")), line))
			return true;
	return false;
}

/* The banner with its day; a card that is there only because something can be done in it. */
static bool is_about_doing(struct str line)
{
	static const char *const whole[] = {"工作计划", "0 步", "还没有报计划", "打开", "变更",
		"答复", "处理异议", "任务评价", "没有变更", "新增选项", "还没有报送", "报送",
		"正在填写", "草稿", "退回", "补数字", "修改重报", "申请变更", "接收或退回", "催办",
		"过去的状态", "没有", "办结", "办结或结转", "修改", "把措施归入目标和阶段",
		"归类与标记", "报送以后，内容和佐证列在这里。",
		"由责任单位写下步骤、责任人和时限，再报送。"};
	static const char *const starts[] = {
		"这一页是", "终了时的样子，不是现在的", "2026年4月2", "还有 ", "先放着"};
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (str_eq(line, str_of(whole[i])))
			return true;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (str_starts(line, str_of(starts[i])))
			return true;
	return false;
}

static int missing(const char *what, int day, int page, struct str of, struct str in,
	bool (*known)(struct str))
{
	int n = 0;
	for (struct str rest = of; rest.n;) {
		struct str line = str_cut(&rest, S("\n"));
		if (has_line(in, line) || (known && known(line)))
			continue;
		print_message("%s %s day %d, %s: %.*s\n", book[0][page].login, book[0][page].path,
			day, what, STR_ARG(line));
		n++;
	}
	return n;
}

/* Whether a day shows anything that another reading of the page does not, its frame aside. */
static bool differs(struct str then, struct str now)
{
	while (then.n) {
		struct str line = str_cut(&then, S("\n"));
		if (!is_about_doing(line) && !has_line(now, line))
			return true;
	}
	return false;
}

/* The link to the sheet carries all that the page was asked for (PLAN-51). */
static void the_sheet_is_what_the_page_shows(void)
{
	static const char *const parts[] = {
		"by=theme", "mark=key", "year=2026", "as_of=2026-04-22"};
	const struct measure_row *m = rec_load(as(NULL), &measure_kind, it.measure);
	struct app_reply r = app_fixture_ask(&f, "GET",
		arena_fmt(f.a,
			"/campaign/%lld/measures?by=theme&mark=key&year=2026&as_of=2026-04-22",
			(long long)m->campaign.n),
		app_fixture_cookie(&f, "xuwenxi"), NULL);
	ptrdiff_t from = str_find(r.body, S("/measures.xlsx?"), 0);
	assert_true(r.status == 200 && from >= 0);
	struct str rest = str_from(r.body, (size_t)from), link = str_cut(&rest, S("\""));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_true(str_has(link, str_of(parts[i])));
}

/* Whoever takes a sheet of a past day leaves an entry of today, which says what day was taken. */
static void a_look_back_is_noted_when_it_was(void)
{
	const char *path = arena_fmt(
		f.a, "/due.xlsx?view=all&measure=%lld", (long long)it.measure.n);
	int64_t before = ONE("SELECT max(seq) FROM seal_entry").n;
	see("linzhiyuan", path, iso(2));
	struct stmt *s = db_prep(f.db, "SELECT count(*) FROM seal_entry WHERE seq > ? AND verb = "
				       "'export' AND made = ?");
	db_int(s, 1, before);
	db_stamp(s, 2, f.clock.frozen);
	assert_int_equal(db_one_int(s, 0), 1);
}

static void a_past_day_looks_as_it_looked(void **state)
{
	static void (*const days[DAYS])(void) = {
		first_day, second_day, third_day, fourth_day, fifth_day};
	int wrong = 0, changed[PAGES] = {0};
	(void)state;
	choose();
	watch_all();
	watch_campaign("linzhiyuan");
	watch_campaign("xuwenxi");
	watch("linzhiyuan", "/task/1"); /* until the story has made its own */
	int story_pages = pages;
	watch_sheets();
	every_page_with_a_past_is_watched();
	for (int d = 1; d <= DAYS; d++) {
		days[d - 1]();
		book[0][story_pages - 1].path = arena_fmt(
			f.a, "/task/%lld", (long long)it.task[1].n);
		live_until(d);
	}
	later_on();
	for (int d = 1; d <= DAYS; d++)
		for (int i = 0; i < pages; i++) {
			struct str now = see(book[0][i].login, book[0][i].path, iso(d));
			struct str live = book[d - 1][i].live, soon = book[d - 1][i].soon;
			changed[i] += differs(now, see(book[0][i].login, book[0][i].path, NULL));
			/* What is edited is a form today and plain facts in the past. */
			if (!strstr(book[0][i].path, "/edit")) {
				wrong += missing(
					"was not shown then", d, i, now, live, is_about_doing);
				wrong += missing(
					"is not shown any more", d, i, live, now, is_about_doing);
			}
			wrong += missing("came with time", d, i, now, soon, NULL);
			wrong += missing("went with time", d, i, soon, now, NULL);
		}
	assert_int_equal(wrong, 0);
	/* The story has touched every page: today's is another. */
	for (int i = 0; i < story_pages; i++)
		if (changed[i] == 0)
			fail_msg("%s %s never was another than it is now", book[0][i].login,
				book[0][i].path);
	a_look_back_is_noted_when_it_was();
	the_sheet_is_what_the_page_shows();
}

static int open_bureau(void **state)
{
	(void)state;
	app_fixture_open(&f, "2026-04-20T18:00:00+08:00", true);
	return 0;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_past_day_looks_as_it_looked)};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}
