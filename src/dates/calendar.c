/* calendar.c — see calendar.h. */
#include "base/utf8.h"
#include "core/actor.h"
#include "core/cal.h"
#include "core/tree.h"
#include "dates/calendar.h"
#include "paper/read.h"

enum { REASON_MAX = 200 };

/* ---- reading ---- */

/* Rows of the first sheet with something in it, cells parted by tabs. */
static struct str sheet_text(struct arena *a, const struct book *b)
{
	struct buf out = buf_in(a, NOTICE_MAX + 1);
	for (uint32_t i = 0; i < b->n_sheets && out.n == 0; i++) {
		const struct sheet *s = &b->sheets[i];
		for (uint32_t k = 0; k < s->n_cells; k++) {
			bool first = k == 0 || s->cells[k].row != s->cells[k - 1].row;
			if (k)
				buf_ch(&out, first ? '\n' : '\t');
			buf_str(&out, s->cells[k].text);
		}
	}
	return buf_view(&out);
}

static bool is_table(struct str name)
{
	static const char *const ends[] = {".xlsx", ".xls", ".et", ".csv"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(name, str_of(ends[i])))
			return true;
	return false;
}

bool calendar_text(struct arena *a, struct str bytes, const struct paper_hint *hint,
	struct str *out, struct str *error)
{
	struct book book;
	struct doc doc;
	if (is_table(hint->name)) {
		if (!paper_read_book(a, bytes, hint, &book, error))
			return false;
		*out = sheet_text(a, &book);
		return true;
	}
	if (!paper_read(a, bytes, hint, &doc, error))
		return false;
	*out = doc.text;
	return true;
}

/* ---- proposals ---- */

static bool may_edit(struct ctx *cx)
{
	return actor_may(cx, "calendar.edit", tree_top(cx));
}

static enum flow_code keep(struct ctx *cx, void *arg)
{
	return cal_store(cx, arg, CAL_PROPOSED);
}

enum flow_code calendar_propose(struct ctx *cx, const struct notice *n)
{
	if (!may_edit(cx))
		return FLOW_DENIED;
	for (size_t i = 0; i < n->problems.n && n->grave; i++)
		if (n->problems.at[i].grave)
			err_field(cx->errs, S("text"), "%.*s", STR_ARG(n->problems.at[i].what));
	if (n->grave)
		return FLOW_INVALID;
	struct work_year y = n->year;
	char today[DAY_TEXT];
	if (y.cite.n == 0)
		y.cite = str_fmt(cx->a, "%d年放假安排（导入的表格）", y.year);
	if (y.source.n == 0) {
		struct str by = cx->who->name.n ? cx->who->name : S("系统");
		y.source = str_fmt(
			cx->a, "%.*s 于 %s 导入", STR_ARG(by), day_text(cx->today, today));
	}
	return ctx_write(cx, keep, &y);
}

/* The exceptions as they are, without this day. */
static struct work_year *own_without(struct ctx *cx, struct day d)
{
	struct work_year *own = cal_year(cx, 0, CAL_OWN), *out = arena_new(cx->a, struct work_year);
	size_t n = own ? own->n : 0;
	out->rows = arena_array(cx->a, n + 1, sizeof *out->rows);
	for (size_t i = 0; i < n; i++)
		if (own->rows[i].day.n != d.n)
			out->rows[out->n++] = own->rows[i];
	return out;
}

static void check_day(struct ctx *cx, const struct calendar_day *d)
{
	size_t n = utf8_count(d->reason);
	if (!day_is_set(d->day))
		err_field(cx->errs, S("day"), "请填写日期，如 2026-09-18");
	else if (d->day.n < cx->today.n)
		err_field(cx->errs, S("day"), "已经过去的日子不能改");
	if (n == 0)
		err_field(cx->errs, S("reason"), "请写明理由，理由会记入存证");
	else if (n > REASON_MAX)
		err_field(cx->errs, S("reason"), "理由最多 %d 字，现在有 %zu 字", REASON_MAX, n);
}

enum flow_code calendar_propose_day(struct ctx *cx, const struct calendar_day *d)
{
	if (!may_edit(cx))
		return FLOW_DENIED;
	check_day(cx, d);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct work_year *y = own_without(cx, d->day);
	if (d->kind != CALENDAR_AS_NOTICE)
		y->rows[y->n++] = (struct work_row){d->day, d->kind == CALENDAR_WORKED, d->reason};
	y->cite = str_fmt(cx->a, "本局调整：%.*s", STR_ARG(d->reason));
	y->source = cx->who->name;
	return ctx_write(cx, keep, y);
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	return cal_drop(cx, *(int *)arg);
}

enum flow_code calendar_drop(struct ctx *cx, int year)
{
	if (!may_edit(cx))
		return FLOW_DENIED;
	if (cal_year(cx, year, CAL_PROPOSED) == NULL)
		return FLOW_ABSENT;
	return ctx_write(cx, drop, &year);
}

/* ---- what it would change ---- */

static enum cal_sort sort_of(int year)
{
	return year ? CAL_NOTICE : CAL_OWN;
}

/* Open dates of that year that were computed without its notice. */
static int64_t provisional(struct ctx *cx, int year)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM due WHERE provisional = 1 "
					 "AND due_day BETWEEN ? AND ?");
	db_day(s, 1, day_of(year, 1, 1));
	db_day(s, 2, day_of(year, 12, 31));
	return db_one_int(s, 0);
}

void calendar_look(struct ctx *cx, const struct work_year *year, struct calendar_preview *out)
{
	*out = (struct calendar_preview){
		.year = year, .was = cal_load(cx), .is = cal_with(cx, year, sort_of(year->year))};
	moves_between(cx, out->was, out->is, &out->moves);
	out->settled = year->year ? provisional(cx, year->year) : 0;
}

bool calendar_preview(struct ctx *cx, int year, struct calendar_preview *out)
{
	const struct work_year *y = cal_year(cx, year, CAL_PROPOSED);
	if (y)
		calendar_look(cx, y, out);
	return y != NULL;
}

/* ---- in force ---- */

static enum flow_code settle(struct ctx *cx, int year)
{
	struct stmt *s = db_prep(cx->db, "UPDATE due SET provisional = 0 WHERE provisional = 1 "
					 "AND due_day BETWEEN ? AND ?");
	if (year == 0)
		return FLOW_OK;
	db_day(s, 1, day_of(year, 1, 1));
	db_day(s, 2, day_of(year, 12, 31));
	return flow_of_db(db_run(s));
}

static enum flow_code apply(struct ctx *cx, void *arg)
{
	struct calendar_apply *in = arg;
	struct calendar_preview p;
	if (!calendar_preview(cx, in->year, &p))
		return FLOW_ABSENT;
	if (in->seen >= 0 && in->seen != p.moves.items) {
		err_field(cx->errs, S(""),
			"看过预览之后又有变化：现在会改变 %lld 项期限，请再看一遍",
			(long long)p.moves.items);
		return FLOW_INVALID;
	}
	if (in->gains && in->seen_gained >= 0 && in->seen_gained != p.moves.gained) {
		err_field(cx->errs, S(""),
			"看过预览之后又有变化：现在会新增 %lld 项应报，请再看一遍",
			(long long)p.moves.gained);
		return FLOW_INVALID;
	}
	in->moved = p.moves.items;
	in->made = in->gains ? p.moves.gained : 0;
	enum flow_code code = cal_drop(cx, in->year);
	if (code == FLOW_OK)
		code = cal_store(cx, p.year, sort_of(in->year));
	if (code == FLOW_OK)
		code = moves_apply(cx, &p.moves, in->gains, p.year->cite);
	return code == FLOW_OK ? settle(cx, in->year) : code;
}

enum flow_code calendar_apply(struct ctx *cx, struct calendar_apply *in)
{
	return may_edit(cx) ? ctx_write(cx, apply, in) : FLOW_DENIED;
}
