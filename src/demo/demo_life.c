/* demo_life.c — what the units of the demo do with what they owe, day by day.
 *
 * First every act is planned from the due items as issued: who, when, what; then they are carried
 * out in the order of time, one transaction a day. An act that has become impossible (an item that
 * still waits for another) is left out, as in life. */
#include "base/bug.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/expand.h"
#include "calendar/work.h"
#include "core/rec.h"
#include "core/tree.h"
#include "demo/demo_int.h"
#include "duty/cover.h"
#include "duty/judge.h"
#include "duty/task.h"
#include "store/blob.h"
#include "sys/data.h"
#include "sys/file.h"

#include <stdlib.h>
#include <unistd.h>

enum { MINUTE = 60 * 1000, REDO_DAYS = 5, TEXTS = 64, SITES = 6, NEVER = 99 };

enum act_kind { ACT_ENTRY, ACT_REPORT, ACT_RETURN, ACT_ACCEPT, ACT_CARRY, ACT_STEP };
struct act {
	int64_t ms;
	enum act_kind kind;
	rid due, measure, unit, to, person, squad;
	uint32_t luck;
	int entries; /* how many occurrences the item asks for */
};

/* The words for a measure, and who speaks for a unit. */
struct words {
	struct str heading, progress, effect;
};
struct voice {
	rid unit;
	const struct actor *reports, *receives;
};

struct life {
	const struct demo_in *in;
	VEC(struct act) acts;
	VEC(struct voice) voices;
	struct words words[TEXTS];
	int n_words;
	size_t next; /* the first act of the day at hand */
	int64_t done, refused;
	struct evidence_in paper; /* what reports bring, where they bring anything */
	int follow;               /* how far the story beside the reports has come */
};

/* ---- chance, the same every time ---- */

static uint32_t mix(int64_t n)
{
	uint64_t x = (uint64_t)n * 0x9E3779B97F4A7C15u;
	x ^= x >> 29;
	x *= 0xBF58476D1CE4E5B9u;
	return (uint32_t)(x >> 32);
}

/* A working day `back` or more days before `d`. */
static struct day working_before(struct ctx *cx, struct day d, int back)
{
	d = day_add(d, -back);
	while (!work_is_day(cx->cal, d))
		d = day_add(d, -1);
	return d;
}

static struct day working_after(struct ctx *cx, struct day d, int on)
{
	d = day_add(d, on);
	while (!work_is_day(cx->cal, d))
		d = day_add(d, 1);
	return d;
}

static int64_t moment(struct day d, int minute)
{
	return stamp_of_day(d).ms + (int64_t)minute * MINUTE;
}

/* ---- planning ---- */

static void plan_act(
	struct ctx *cx, struct life *l, const struct act *like, enum act_kind kind, int64_t ms)
{
	struct act a = *like;
	a.kind = kind;
	a.ms = ms;
	if (ms <= l->in->until.ms)
		*vec_add(cx->a, &l->acts) = a;
}

/* Two stations are worse than the others, so that a ranking has something to tell. */
static int care_of(struct ctx *cx, rid unit)
{
	struct str name = tree_unit_name(cx, unit);
	if (str_starts(name, S("柳河")) || str_starts(name, S("青禾")))
		return 82;
	return str_starts(name, S("北坪")) ? 90 : 98;
}

/* Occurrences of a quota, targets of coverage: spread over the time until it is handed in. */
static void plan_entries(
	struct ctx *cx, struct life *l, const struct act *like, struct day from, struct day last)
{
	bool short_ = like->luck % 100 >= 90;
	int n = like->entries - (short_ ? 1 : 0), span = day_diff(from, last);
	for (int i = 1; i <= n && span > 0; i++) {
		struct day day = day_add(from, span * i / (n + 1));
		if (like->squad.n == 0) /* teams are out on any day */
			day = working_before(cx, day, 0);
		if (day.n >= from.n)
			plan_act(cx, l, like, ACT_ENTRY, moment(day, 15 * 60 + i));
	}
}

static void plan_due(
	struct ctx *cx, struct life *l, const struct act *like, struct day from, struct day due)
{
	uint32_t h = like->luck;
	int care = care_of(cx, like->unit), fate = (int)(h % 100);
	int minute = 9 * 60 + (int)(h / 100 % 440), ahead = 1 + (int)(h / 7 % 5);
	struct day sent = working_before(cx, due, ahead);
	plan_entries(cx, l, like, from, sent);
	if (fate >= care) /* never */
		return;
	if (fate >= care - 7)
		sent = working_after(cx, due, 1 + (int)(h % 3));
	if (sent.n < from.n)
		sent = working_after(cx, from, 0);
	plan_act(cx, l, like, ACT_REPORT, moment(sent, minute));
	struct day seen = working_after(cx, sent, 1 + (int)(h / 11 % 3));
	if (h / 13 % 100 >= 8) {
		plan_act(cx, l, like, ACT_ACCEPT, moment(seen, 10 * 60 + (int)(h % 90)));
		return;
	}
	plan_act(cx, l, like, ACT_RETURN, moment(seen, 9 * 60 + (int)(h % 60)));
	if (h / 17 % 5 == 0) /* not handed in again */
		return;
	struct day again = working_after(cx, seen, 2);
	plan_act(cx, l, like, ACT_REPORT, moment(again, minute));
	plan_act(cx, l, like, ACT_ACCEPT, moment(working_after(cx, again, 1), 11 * 60));
}

static int by_time(const void *x, const void *y)
{
	const struct act *a = x, *b = y;
	if (a->ms != b->ms)
		return a->ms < b->ms ? -1 : 1;
	return a->due.n < b->due.n ? -1 : a->due.n > b->due.n;
}

/* Units' own steps: closed on their day, some carried over first, some left. */
static void plan_steps(struct ctx *cx, struct life *l)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, unit, due_day, measure FROM task WHERE state = 'open' ORDER BY id");
	int i = 0;
	while (db_step(s) == DB_ROW) {
		struct act like = {.due = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.measure = db_col_rid(s, 3)};
		struct day day = db_col_day(s, 2);
		bool carry = ++i % 3 == 2;
		if (carry)
			plan_act(cx, l, &like, ACT_CARRY, moment(day, 17 * 60));
		if (i % 5 != 0)
			plan_act(cx, l, &like, ACT_STEP,
				moment(day_add(day, carry ? 7 : 0), 17 * 60 + 20));
	}
	db_done(s);
}

static int entries_of(struct str kind, int need)
{
	if (str_eq(kind, S("cover")))
		return SITES;
	return str_eq(kind, S("quota")) ? need : 0;
}

/* One report the liaison who can be tried out has not sent, whatever else the year brings. */
static rid left_open(struct ctx *cx)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT min(id) FROM due WHERE unit = ? AND period = '2026-07'");
	db_rid(s, 1, tree_find(cx, S("城关派出所"), cx->today));
	return (rid){db_one_int(s, 0)};
}

static void plan_all(struct ctx *cx, struct life *l)
{
	struct day last = day_add(stamp_day(l->in->until), 10);
	rid left = left_open(cx);
	struct stmt *s = db_prep(cx->db, "SELECT d.id, d.measure, d.unit, d.to_unit, "
					 "d.from_day, d.due_day, d.kind, d.need, y.person, "
					 "y.squad "
					 "FROM due d JOIN duty y ON y.id = d.duty "
					 "WHERE d.due_day IS NOT NULL AND (d.due_day <= ? OR "
					 "d.kind = 'quota') AND d.state <> 'before' "
					 "ORDER BY d.id");
	VEC(struct act) like = {0};
	VEC(struct day) days = {0};
	db_day(s, 1, last);
	while (db_step(s) == DB_ROW) {
		*vec_add(cx->a, &like) = (struct act){.due = db_col_rid(s, 0),
			.measure = db_col_rid(s, 1),
			.unit = db_col_rid(s, 2),
			.to = db_col_rid(s, 3),
			.person = db_col_rid(s, 8),
			.squad = db_col_rid(s, 9),
			.luck = mix(db_col_int(s, 0)),
			.entries = entries_of(db_col_text(s, 6), (int)db_col_int(s, 7))};
		*vec_add(cx->a, &days) = db_col_day(s, 4);
		*vec_add(cx->a, &days) = db_col_day(s, 5);
	}
	db_done(s);
	struct day issued = day_of(2026, 3, 11);
	for (size_t i = 0; i < like.n; i++) {
		if (like.at[i].due.n == left.n)
			like.at[i].luck = NEVER;
		struct day from = days.at[2 * i], due = days.at[2 * i + 1];
		if (!day_is_set(from) || from.n < issued.n)
			from = issued;
		plan_due(cx, l, &like.at[i], from, due);
	}
	plan_steps(cx, l);
	qsort(l->acts.at, l->acts.n, sizeof *l->acts.at, by_time);
}

/* ---- who ---- */

/* The account of whoever has the role at that very unit; the system where nobody has. */
static const struct actor *holder(struct ctx *cx, rid unit, struct str role)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT a.login FROM role_grant g JOIN account a ON a.person = g.person "
		"WHERE g.unit = ? AND g.role = ? AND g.state = 'active' ORDER BY a.id LIMIT 1");
	db_rid(s, 1, unit);
	db_text(s, 2, role);
	struct str login = db_step(s) == DB_ROW ? str_dup(cx->a, db_col_text(s, 0)) : STR_NONE;
	db_done(s);
	return login.n ? demo_actor(cx, login) : actor_system();
}

/* The account of one person. */
static const struct actor *person_actor(struct ctx *cx, rid person)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM account WHERE person = ?");
	db_rid(s, 1, person);
	const struct actor *who = actor_load(cx, (rid){db_one_int(s, 0)});
	return who ? who : actor_system();
}

static struct voice *voice_of(struct ctx *cx, struct life *l, rid unit)
{
	for (size_t i = 0; i < l->voices.n; i++)
		if (l->voices.at[i].unit.n == unit.n)
			return &l->voices.at[i];
	struct voice *v = vec_add(cx->a, &l->voices);
	v->unit = unit;
	v->reports = holder(cx, unit, S("liaison"));
	v->receives = holder(cx, unit, S("lead_staff"));
	if (v->receives->is_system)
		v->receives = demo_actor(cx, S(DEMO_SECOND));
	return v;
}

/* ---- what ---- */

static void load_words(struct ctx *cx, struct life *l)
{
	static const char *const cols[] = {"heading", "progress", "effect", NULL};
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("preset/county/reports.tsv"), cols));
	while (tsv_next(&t)) {
		AN(l->n_words < TEXTS);
		l->words[l->n_words++] = (struct words){
			tsv_cell(&t, 0), tsv_cell(&t, 1), tsv_cell(&t, 2)};
	}
	AN(l->n_words);
}

/* The row for the measure; several rows for one measure take turns. The last row fits all. */
static const struct words *words_of(struct ctx *cx, const struct life *l, const struct act *a)
{
	const struct measure_row *m = rec_load(cx, &measure_kind, a->measure);
	const struct words *fit[TEXTS];
	int n = 0;
	for (int i = 0; m && i < l->n_words; i++)
		if (str_has(m->heading, l->words[i].heading) ||
			str_has(m->text, l->words[i].heading))
			fit[n++] = &l->words[i];
	return n ? fit[a->luck % (uint32_t)n] : &l->words[l->n_words - 1];
}

static struct str fill(struct ctx *cx, const struct act *a, struct str s)
{
	struct str month = str_fmt(cx->a, "%d月", day_ymd(cx->today).m);
	s = str_replace(cx->a, s, S("{单位}"), tree_unit_name(cx, a->unit));
	s = str_replace(cx->a, s, S("{月}"), month);
	return str_replace(
		cx->a, s, S("{数}"), str_fmt(cx->a, "%u", (unsigned)(a->luck / 19 % 7 + 2)));
}

/* ---- doing ---- */

static rid last_report(struct ctx *cx, rid due)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM report WHERE due = ? AND state = 'sent' ORDER BY seq DESC LIMIT 1");
	db_rid(s, 1, due);
	return (rid){db_one_int(s, 0)};
}

/* Six invented places, told apart by the unit's name. */
static enum flow_code list_sites(struct ctx *cx, const struct act *a)
{
	static const char *const names[SITES] = {
		"纺织厂", "食品厂", "纸业公司", "建材市场", "农机合作社", "物流园"};
	struct buf b = buf_in(cx->a, 1024);
	struct str unit = utf8_first(tree_unit_name(cx, a->unit), 2);
	for (int i = 0; i < SITES; i++)
		buf_fmt(&b, "%.*s%s\n", STR_ARG(unit), names[i]);
	return cover_add(cx, a->due, buf_view(&b));
}

static enum flow_code enter(struct ctx *cx, struct life *l, const struct act *a)
{
	struct due_row *d = rec_load(cx, &due_kind, a->due);
	struct entry_in in = {.due = a->due,
		.day = cx->today,
		.what = S("到所现场办公，听取汇报，会商解决 1 个具体问题。")};
	cx->who = a->person.n ? person_actor(cx, a->person) : voice_of(cx, l, a->unit)->reports;
	if (d->kind != EXPAND_COVER) {
		if (a->squad.n)
			in.what = S("到两个单位督导，问题当面反馈，限期整改。");
		else if (a->person.n == 0)
			in.what = S("组织开展 1 次，情况已通报有关单位。");
		return entry_add(cx, &in);
	}
	enum flow_code code = d->whole ? FLOW_OK : list_sites(cx, a);
	struct cover c = cover_load(cx, d);
	in.target = c.n ? c.at[0].name : STR_NONE;
	in.what = S("走访座谈，征求对窗口服务和执法的意见。");
	return code == FLOW_OK ? entry_add(cx, &in) : code;
}

static enum flow_code step(struct ctx *cx, struct life *l, const struct act *a)
{
	cx->who = voice_of(cx, l, a->unit)->reports;
	if (a->kind == ACT_CARRY)
		return task_carry(cx, a->due, day_add(cx->today, 7),
			S("当天有突发警情，主办人出警未能完成。"));
	return task_done(cx, a->due, S("已完成，材料存内勤。"));
}

static enum flow_code report(struct ctx *cx, struct life *l, const struct act *a)
{
	const struct words *w = words_of(cx, l, a);
	struct report_out out;
	struct report_in in = {.due = a->due,
		.progress = fill(cx, a, w->progress),
		.effect = fill(cx, a, w->effect)};
	cx->who = a->person.n ? person_actor(cx, a->person) : voice_of(cx, l, a->unit)->reports;
	if (judge_needed(rec_load(cx, &due_kind, a->due)) || a->luck / 23 % 12 == 0) {
		in.evidence = &l->paper;
		in.n_evidence = 1;
	}
	return due_report(cx, &in, &out);
}

static enum flow_code review(struct ctx *cx, struct life *l, const struct act *a)
{
	static const char *const why[] = {"请补充本月新开展的工作，不要照抄上月内容。",
		"第 2 条只写了“正在推进”，请写明进展和完成时间。",
		"数字与台账不一致，请核对后重报。"};
	rid sent = last_report(cx, a->due);
	if (sent.n == 0)
		return FLOW_STATE;
	cx->who = voice_of(cx, l, a->to)->receives;
	if (a->kind == ACT_ACCEPT)
		return report_accept(cx, sent,
			judge_needed(rec_load(cx, &due_kind, a->due))
				? S("对照标准看了台账和现场，问题已整改，达到要求。")
				: STR_NONE);
	return report_return(cx, sent, str_of(why[a->luck % NELEM(why)]),
		working_after(cx, cx->today, REDO_DAYS), 17 * 60);
}

static enum flow_code act(struct ctx *cx, struct life *l, const struct act *a)
{
	switch (a->kind) {
	case ACT_ENTRY:
		return enter(cx, l, a);
	case ACT_REPORT:
		return report(cx, l, a);
	case ACT_CARRY:
	case ACT_STEP:
		return step(cx, l, a);
	case ACT_RETURN:
	case ACT_ACCEPT:
		break;
	}
	return review(cx, l, a);
}

/* All acts of one day, in one transaction. */
static enum flow_code one_day(struct ctx *cx, void *arg)
{
	struct life *l = arg;
	struct day today = stamp_day((struct stamp){l->acts.at[l->next].ms});
	size_t i = l->next;
	for (; i < l->acts.n && stamp_day((struct stamp){l->acts.at[i].ms}).n == today.n; i++) {
		const struct act *a = &l->acts.at[i];
		cx->now = (struct stamp){a->ms};
		cx->today = today;
		errs_clear(cx->errs);
		enum flow_code code = act(cx, l, a);
		if (code == FLOW_WORLD || code == FLOW_INVALID || code == FLOW_DENIED)
			return demo_told(cx, arena_fmt(cx->a, "act %d", (int)a->kind), code);
	}
	l->done = (int64_t)i;
	return FLOW_OK;
}

/* What reports bring as evidence; the same content is stored once. */
static enum flow_code keep_paper(struct ctx *cx, struct evidence_in *out)
{
	static const char text[] =
		"整改前后对照\n一、问题：办事须知没有上墙。\n"
		"二、整改：已在接待窗口公示，专人解答。\n三、核对：内勤、所长签字。\n";
	struct blob b;
	int fd = file_temp(NULL);
	if (fd < 0)
		return FLOW_WORLD;
	enum db_code rc = file_put(fd, str_of(text)) == FILE_OK
				  ? blob_put(cx->db, fd, (int64_t)sizeof text, cx->now, &b)
				  : DB_IO;
	close(fd);
	if (rc != DB_OK)
		return flow_of_db(rc);
	*out = (struct evidence_in){.blob = b.id, .name = S("整改前后对照.txt"), .size = b.size};
	return FLOW_OK;
}

enum flow_code demo_life(struct ctx *cx, const struct demo_in *in)
{
	struct life *l = arena_new(cx->a, struct life);
	enum flow_code code = FLOW_OK;
	struct day last = stamp_day(in->until);
	l->in = in;
	load_words(cx, l);
	code = keep_paper(cx, &l->paper);
	plan_all(cx, l);
	while (code == FLOW_OK && l->next < l->acts.n) {
		struct day day = stamp_day((struct stamp){l->acts.at[l->next].ms});
		code = demo_follow(cx, in, day, &l->follow);
		if (code != FLOW_OK)
			break;
		code = ctx_write(cx, one_day, l);
		l->next = (size_t)l->done;
		last = day;
		if (in->tick)
			in->tick(in->tick_arg, l->done, (int64_t)l->acts.n);
	}
	for (struct day d = day_add(last, 1); code == FLOW_OK && d.n <= stamp_day(in->until).n;
		d.n++)
		code = demo_follow(cx, in, d, &l->follow);
	return code;
}
