/* roster_row.c — one row of a sheet becomes steps of one record: nothing where it says what is
 * stored, "new", "edit" or the step that ends it otherwise. */
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/org.h"
#include "org/roster_int.h"

#include <stdio.h>

enum { LINES = 20000, LINE_TEXT = 600 };

/* ---- a cell as the field takes it ---- */

/* 2026-09-18 10:00, 2026/9/18, 2026.9.18, 2026年9月18日, 20260918 */
static bool read_day(struct str s, struct day *out)
{
	int64_t part[3] = {0};
	int n = 0, digits = 0;
	for (size_t i = 0; i < s.n && s.p[i] != ' '; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9') {
			if (n > 2 || ++digits > 8)
				return false;
			part[n] = part[n] * 10 + (s.p[i] - '0');
		} else if (digits) {
			n++;
			digits = 0;
		}
	}
	if (n == 0 && digits == 8) {
		part[2] = part[0] % 100;
		part[1] = part[0] / 100 % 100;
		part[0] /= 10000;
	} else if (n + (digits > 0) != 3) {
		return false;
	}
	if (!day_exists((int)part[0], (int)part[1], (int)part[2]))
		return false;
	*out = day_of((int)part[0], (int)part[1], (int)part[2]);
	return true;
}

static bool value_day(struct roster *r, const struct roster_row *row, int col, struct str *out)
{
	struct day d;
	char text[DAY_TEXT];
	if (!read_day(utf8_narrow_text(r->cx->a, *out), &d)) {
		roster_wrong(r, row, col, "“%.*s”不是日期，请写成 2026-09-18 这样", STR_ARG(*out));
		return false;
	}
	*out = str_dup(r->cx->a, str_of(day_text(d, text)));
	return true;
}

static bool value_code(struct roster *r, const struct roster_row *row, int col, struct str *out)
{
	const struct roster_col *c = &roster_def(row->block->table)->cols[col];
	struct str all = STR_NONE, code = roster_ref_code(r, c->set, *out, &all);
	if (code.n == 0) {
		struct str choices = str_first(all, 700);
		roster_wrong(r, row, col, "没有“%.*s”这一项，可以填：%.*s", STR_ARG(*out),
			STR_ARG(choices));
		return false;
	}
	*out = code;
	return true;
}

static bool value_unit(struct roster *r, const struct roster_row *row, int col, struct str *out)
{
	rid id;
	int n = roster_ref_find(r, utf8_narrow_text(r->cx->a, *out), &id);
	if (n == 0)
		roster_wrong(r, row, col, "没有叫“%.*s”的单位，请核对名称，或先在“单位”表里加上",
			STR_ARG(*out));
	if (n > 1)
		roster_wrong(
			r, row, col, "有 %d 个单位都叫“%.*s”，请写成 上级/名称", n, STR_ARG(*out));
	*out = str_fmt(r->cx->a, "%lld", (long long)id.n);
	return n == 1 && id.n; /* a unit whose own row is wrong is marked there */
}

static bool value_person(struct roster *r, const struct roster_row *row, int col, struct str *out)
{
	rid id;
	bool known = roster_ref_staff(r, *out, &id);
	if (!known)
		roster_wrong(
			r, row, col, "没有警号“%.*s”，请核对，或先在“人员”表里加上", STR_ARG(*out));
	*out = str_fmt(r->cx->a, "%lld", (long long)id.n);
	return known && id.n; /* a person whose own row is wrong is marked there */
}

static bool value_bool(struct roster *r, const struct roster_row *row, int col, struct str *out)
{
	bool yes = str_eq(*out, S("是")) || str_eq(*out, S("1"));
	if (!yes && !str_eq(*out, S("否")) && !str_eq(*out, S("0"))) {
		roster_wrong(r, row, col, "这里填“是”或“否”");
		return false;
	}
	*out = yes ? S("1") : S("0");
	return true;
}

bool roster_row_value(
	struct roster *r, const struct roster_row *row, int col, struct str *out, bool *given)
{
	*out = row->cell[col];
	*given = out->n > 0;
	if (!*given)
		return true;
	if (str_eq(*out, S("无"))) {
		*out = STR_NONE;
		return true;
	}
	switch (roster_def(row->block->table)->cols[col].how) {
	case HOW_TEXT:
	case HOW_INT:
		return true;
	case HOW_DAY:
		return value_day(r, row, col, out);
	case HOW_BOOL:
		return value_bool(r, row, col, out);
	case HOW_CODE:
		return value_code(r, row, col, out);
	case HOW_UNIT:
		return value_unit(r, row, col, out);
	case HOW_PERSON:
		return value_person(r, row, col, out);
	}
	BUG("kind of column");
}

/* ---- mistakes ---- */

static int col_of_field(const struct roster_def *d, struct str field)
{
	for (int i = 0; i < d->n_cols; i++)
		if (d->cols[i].field && str_eq(str_of(d->cols[i].field), field))
			return i;
	return 0;
}

static void mark_errors(struct roster *r, const struct roster_row *row)
{
	const struct roster_def *d = roster_def(row->block->table);
	for (size_t i = 0; i < r->cx->errs->n; i++) {
		const struct err_item *e = &r->cx->errs->at[i];
		roster_wrong(r, row, col_of_field(d, e->field), "%.*s", STR_ARG(e->text));
	}
	errs_clear(r->cx->errs);
}

static void say_refused(struct roster *r, const struct roster_row *row, enum flow_code code)
{
	switch (code) {
	case FLOW_DENIED:
	case FLOW_ABSENT:
		roster_wrong(r, row, 0, "您没有维护这一项的权限，请由管这个单位的人导入");
		return;
	case FLOW_STATE:
		roster_wrong(r, row, 0, "这一项已经结束，不能再改");
		return;
	case FLOW_OK:
	case FLOW_INVALID:
	case FLOW_CONFLICT:
	case FLOW_WORLD:
		break;
	}
	r->world |= code == FLOW_WORLD;
}

/* ---- steps ---- */

struct values {
	struct input at[ROSTER_COLS + 16];
	size_t n;
	bool bad[ROSTER_COLS];
	struct str end; /* the day it ends; empty: not said */
};

static void add_value(struct values *v, const char *field, struct str text)
{
	v->at[v->n++] = (struct input){str_of(field), text};
}

/* The cells that are fields; `stored` fills the empty ones, so that nothing unsaid is emptied. */
static void take_values(
	struct roster *r, const struct roster_do *d, const void *stored, struct values *v)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	for (int i = 0; i < def->n_cols; i++) {
		const struct roster_col *c = &def->cols[i];
		struct str text;
		bool given;
		if (c->field == NULL)
			continue;
		v->bad[i] = !roster_row_value(r, d->row, i, &text, &given);
		if ((c->flags & COL_END) && given && !v->bad[i])
			v->end = text;
		const struct field *f = kind_field(def->kind, str_of(c->field));
		if (v->bad[i] || !given)
			text = stored ? val_text(r->cx, f, stored) : STR_NONE;
		add_value(v, c->field, text);
	}
}

/* Fields of the step that the sheet has no column for keep what is stored. */
static void add_rest(struct roster *r, const struct kind *k, const struct step *st,
	const void *stored, struct values *v)
{
	for (int i = 0; st->fields && st->fields[i]; i++) {
		bool there = false;
		for (size_t n = 0; n < v->n; n++)
			there |= str_eq(v->at[n].name, str_of(st->fields[i]));
		if (!there)
			add_value(v, st->fields[i],
				val_text(r->cx, kind_field(k, str_of(st->fields[i])), stored));
	}
}

/* An empty field where a wrong cell is marked already needs no second mark. */
static void drop_marked(struct roster *r, const struct roster_def *def, const struct values *v)
{
	struct errs *e = r->cx->errs;
	size_t kept = 0;
	for (size_t i = 0; i < e->n; i++) {
		bool marked = false;
		for (int c = 0; c < def->n_cols; c++)
			marked |= v->bad[c] && str_eq(str_of(def->cols[c].field), e->at[i].field);
		if (!marked)
			e->at[kept++] = e->at[i];
	}
	e->n = kept;
}

static bool take_step(struct roster *r, struct roster_do *d, const char *name, struct values *v)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	struct flow_in in = {.kind = def->kind,
		.step = kind_step(def->kind, str_of(name)),
		.id = d->made.n ? d->made : d->id,
		.unit = d->unit,
		.values = {v->at, v->n},
		.reason = str_fmt(r->cx->a, "导入：%.*s", STR_ARG(r->source))};
	struct flow_out out;
	AN(in.step);
	errs_clear(r->cx->errs);
	enum flow_code code = flow_apply(r->cx, &in, &out);
	drop_marked(r, def, v);
	mark_errors(r, d->row);
	say_refused(r, d->row, code);
	d->failed |= code != FLOW_OK;
	if (code == FLOW_OK)
		d->made = out.id;
	return code == FLOW_OK;
}

static void end_it(struct roster *r, struct roster_do *d, struct str day)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	struct values v = {0};
	add_value(&v, "until_day", day);
	take_step(r, d, def->end_step, &v);
}

static void make(struct roster *r, struct roster_do *d)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	struct values v = {0};
	struct day end;
	take_values(r, d, NULL, &v);
	d->change = ROSTER_NEW;
	if (take_step(r, d, "new", &v) && def->end_step && day_parse(v.end, &end) &&
		(end.n < r->cx->today.n || def->edits))
		end_it(r, d, v.end);
}

static struct str shown(struct roster *r, const struct field *f, const void *row)
{
	struct str text = val_show(r->cx, f, row);
	return text.n ? text : S("—");
}

static void say_change(struct roster *r, struct roster_do *d, const struct field *f,
	const void *before, const void *after)
{
	struct str old = shown(r, f, before), now = shown(r, f, after);
	if (d->text->n)
		buf_lit(d->text, "；");
	buf_fmt(d->text, "%s：%.*s → %.*s", f->label, STR_ARG(old), STR_ARG(now));
}

/* True where a cell says something else than what is stored, or cannot be read. */
static bool differs(
	struct roster *r, struct roster_do *d, const void *stored, const struct values *v)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	void *row = arena_copy(r->cx->a, stored, def->kind->row_size);
	bool any = false;
	errs_clear(r->cx->errs);
	for (size_t i = 0; i < v->n; i++) {
		const struct field *f = kind_field(def->kind, v->at[i].name);
		if (str_eq(v->at[i].name, S("until_day")))
			continue;
		bool same = val_parse(r->cx, f, v->at[i].text, row) && val_same(f, stored, row);
		if (!same && r->cx->errs->n == 0)
			say_change(r, d, f, stored, row);
		any |= !same;
	}
	errs_clear(r->cx->errs);
	return any;
}

static struct day stored_end(const struct kind *k, const void *row)
{
	return *(const struct day *)val_of(kind_field(k, S("until_day")), row);
}

/* The end of a record that is there: a new one ends it, the same one is nothing. */
static void compare_end(struct roster *r, struct roster_do *d, const void *stored, struct str end)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	int col = roster_col(d->row->block->table, "until_day");
	struct day was = stored_end(def->kind, stored), is = DAY_NONE;
	char text[DAY_TEXT];
	day_parse(end, &is);
	if (is.n == was.n || (end.n == 0 && !day_is_set(was)))
		return;
	if (end.n == 0 && ((const struct rec_head *)stored)->state == 0)
		return; /* an end that lies ahead stays when the cell is empty */
	if (day_is_set(was) && ((const struct rec_head *)stored)->state != 0) {
		roster_wrong(r, d->row, col, "已在 %s 结束，不能改；如果重新开始，请另起一行",
			day_text(was, text));
		d->failed = true;
		return;
	}
	d->change = ROSTER_ENDED;
	if (d->text->n)
		buf_lit(d->text, "；");
	buf_fmt(d->text, "结束：%.*s", STR_ARG(end));
	if (d->row->block->table == ROSTER_UNIT || d->row->block->table == ROSTER_PERSON)
		*vec_add(r->keep, &r->ends) = (struct roster_end){
			d->row, d->id, str_dup(r->keep, end)};
	else
		end_it(r, d, end);
}

static int64_t depth_of(struct roster *r, const struct roster_end *e)
{
	struct stmt *s = db_prep(r->cx->db, "SELECT count(*) FROM unit_up WHERE unit = ?");
	db_rid(s, 1, e->id);
	return e->row->block->table == ROSTER_PERSON ? INT64_MAX : db_one_int(s, 0);
}

void roster_row_ends(struct roster *r)
{
	for (size_t done = 0; done < r->ends.n; done++) {
		size_t deepest = done;
		for (size_t i = done + 1; i < r->ends.n; i++)
			if (depth_of(r, &r->ends.at[i]) > depth_of(r, &r->ends.at[deepest]))
				deepest = i;
		struct roster_end e = r->ends.at[deepest];
		r->ends.at[deepest] = r->ends.at[done];
		struct roster_do d = {.row = e.row, .id = e.id};
		end_it(r, &d, e.day);
		arena_reset(r->cx->a);
	}
}

static void compare(struct roster *r, struct roster_do *d)
{
	const struct roster_def *def = roster_def(d->row->block->table);
	void *stored = rec_need(r->cx, def->kind, d->id);
	struct values v = {0};
	take_values(r, d, stored, &v);
	d->made = d->id;
	d->change = ROSTER_SAME;
	if (def->edits && differs(r, d, stored, &v)) {
		add_rest(r, def->kind, kind_step(def->kind, S("edit")), stored, &v);
		d->change = ROSTER_CHANGED;
		take_step(r, d, "edit", &v);
	}
	if (def->end_step)
		compare_end(r, d, stored, v.end);
}

void roster_row_apply(struct roster *r, struct roster_do *d)
{
	if (d->id.n)
		compare(r, d);
	else
		make(r, d);
}

void roster_row_count(struct roster *r, const struct roster_do *d)
{
	enum roster_table t = d->row->block->table;
	if (d->failed)
		return;
	r->sum->n[t][d->change]++;
	if (d->change == ROSTER_SAME)
		return;
	r->sum->changes++;
	if (r->lines.n >= LINES)
		return;
	*vec_add(r->keep, &r->lines) = (struct roster_line){.table = t,
		.change = d->change,
		.row = d->row->row,
		.name = str_dup(r->keep, d->name),
		.text = str_dup(
			r->keep, utf8_mend(r->keep, str_first(buf_view(d->text), LINE_TEXT)))};
}
