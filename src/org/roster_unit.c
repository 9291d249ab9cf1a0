/* roster_unit.c — rows of the table of units: parents first, then what hangs on a unit beside its
 * record: traits and other names. */
#include "base/bug.h"
#include "base/utf8.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/roster_int.h"
#include "org/unit.h"

int roster_words(struct roster *r, struct str s, bool lists, struct str out[static ROSTER_WORDS])
{
	static const struct str marks[] = {
		{"；", 3}, {";", 1}, {"\n", 1}, {"、", 3}, {"，", 3}, {",", 1}};
	int n = 0;
	for (size_t i = 0; i < (lists ? NELEM(marks) : 3); i++)
		s = str_replace(r->cx->a, s, marks[i], S("|"));
	while (s.n && n < ROSTER_WORDS) {
		struct str w = str_trim(str_cut(&s, S("|")));
		if (w.n)
			out[n++] = w;
	}
	return n;
}

/* ---- units ---- */

/* The unit a row speaks of: by its code, else by its name below its parent, else by its name alone
 * where nobody else has it. */
static rid unit_of_row(struct roster *r, const struct roster_row *row, rid parent)
{
	struct str code = roster_cell(row, "code"), name = roster_cell(row, "name");
	rid id = RID_NONE;
	if (code.n) {
		struct stmt *s = db_prep(
			r->cx->db, "SELECT id FROM unit WHERE code = ? ORDER BY id");
		db_text(s, 1, code);
		id.n = db_one_int(s, 0);
		if (id.n)
			return id;
	}
	int named = roster_ref_named(r, name, parent, &id), rows = 0;
	if (id.n)
		return id;
	for (size_t i = 0; i < r->rows[ROSTER_UNIT].n; i++)
		rows += str_eq(roster_cell(&r->rows[ROSTER_UNIT].at[i], "name"), name);
	if (named == 1 && rows == 1 && roster_ref_find(r, name, &id) == 1)
		return id;
	return RID_NONE;
}

static bool word_is_in(const struct str *at, int n, struct str word)
{
	for (int i = 0; i < n; i++)
		if (str_eq(at[i], word))
			return true;
	return false;
}

void roster_note_change(struct roster_do *d, const char *what, struct str now)
{
	if (d->text->n)
		buf_lit(d->text, "；");
	buf_fmt(d->text, "%s：%.*s", what, STR_ARG(now));
	if (d->change == ROSTER_SAME)
		d->change = ROSTER_CHANGED;
}

void roster_side_failed(struct roster *r, struct roster_do *d, int col, enum flow_code code)
{
	for (size_t i = 0; i < r->cx->errs->n; i++)
		roster_wrong(r, d->row, col, "%.*s", STR_ARG(r->cx->errs->at[i].text));
	errs_clear(r->cx->errs);
	if (code == FLOW_DENIED)
		roster_wrong(r, d->row, col, "您没有维护这一项的权限，请由管这个单位的人导入");
	r->world |= code == FLOW_WORLD;
	d->failed = true;
}

static void take_traits(struct roster *r, struct roster_do *d)
{
	int col = roster_col(ROSTER_UNIT, "特征");
	struct str words[ROSTER_WORDS], codes[ROSTER_WORDS], *old, all;
	bool none = str_eq(d->row->cell[col], S("无"));
	int n = none ? 0 : roster_words(r, d->row->cell[col], true, words), n_old, new = 0;
	if (n == 0 && !none)
		return;
	for (int i = 0; i < n; i++) {
		codes[i] = roster_ref_code(r, "unit_trait", words[i], &all);
		if (codes[i].n == 0) {
			roster_wrong(r, d->row, col, "没有“%.*s”这种特征，可以填：%.*s",
				STR_ARG(words[i]), STR_ARG(all));
			d->failed = true;
			return;
		}
	}
	n_old = unit_traits(r->cx, d->made, &old);
	for (int i = 0; i < n; i++)
		new += !word_is_in(old, n_old, codes[i]) && !word_is_in(codes, i, codes[i]);
	if (new == 0 && n == n_old)
		return;
	enum flow_code code = unit_set_traits(r->cx, d->made, codes, n);
	if (code != FLOW_OK)
		roster_side_failed(r, d, col, code);
	else if (d->id.n)
		roster_note_change(d, "特征", d->row->cell[col]);
}

/* 政治处（2010-01-01至2022-06-30） */
static bool read_alias(struct roster *r, struct str s, struct unit_alias *out)
{
	struct str rest = utf8_narrow_text(r->cx->a, s);
	*out = (struct unit_alias){
		.name = str_trim(str_cut(&rest, S("("))), .from = DAY_NONE, .until = DAY_NONE};
	if (rest.n == 0)
		return out->name.n > 0;
	struct str days = str_trim(rest);
	if (!str_ends(days, S(")")))
		return false;
	days.n--;
	if (str_ends(days, S("起")))
		days = str_first(days, days.n - strlen("起"));
	struct str until = days, from = str_cut(&until, S("至"));
	bool ok = str_trim(from).n == 0 || day_parse(str_trim(from), &out->from);
	return ok && (str_trim(until).n == 0 || day_parse(str_trim(until), &out->until)) &&
	       out->name.n > 0;
}

static bool alias_is_there(struct roster *r, rid unit, const struct unit_alias *a)
{
	struct unit_alias *old;
	int n = unit_aliases(r->cx, unit, &old);
	for (int i = 0; i < n; i++)
		if (str_eq(old[i].name, a->name) && old[i].from.n == a->from.n &&
			old[i].until.n == a->until.n)
			return true;
	return false;
}

static void take_aliases(struct roster *r, struct roster_do *d)
{
	int col = roster_col(ROSTER_UNIT, "别名");
	struct str words[ROSTER_WORDS];
	int n = str_eq(d->row->cell[col], S("无"))
			? 0
			: roster_words(r, d->row->cell[col], true, words);
	for (int i = 0; i < n && !d->failed; i++) {
		struct unit_alias a;
		enum flow_code code = FLOW_OK;
		if (!read_alias(r, words[i], &a)) {
			roster_wrong(r, d->row, col,
				"“%.*s”看不明白；旧名请写成 政治处（2010-01-01至2022-06-30）",
				STR_ARG(words[i]));
			d->failed = true;
		} else if (!alias_is_there(r, d->made, &a)) {
			code = unit_put_alias(r->cx, d->made, &a);
		} else {
			continue;
		}
		if (code != FLOW_OK)
			roster_side_failed(r, d, col, code);
		else if (d->id.n)
			roster_note_change(d, "别名", words[i]);
		if (!d->failed && !day_is_set(a.until))
			roster_ref_alias(r, a.name, d->made);
	}
}

/* A parent that stands further down in the sheet is taken first. */
static void take_parent_first(struct roster *r, const struct roster_row *row)
{
	struct str parent = roster_cell(row, "parent");
	ptrdiff_t at = -1, next;
	while ((next = str_find(parent, S("/"), (size_t)(at + 1))) >= 0)
		at = next;
	parent = str_trim(str_from(parent, (size_t)(at + 1)));
	for (size_t i = 0; parent.n && i < r->rows[ROSTER_UNIT].n; i++) {
		struct roster_row *up = &r->rows[ROSTER_UNIT].at[i];
		bool named = str_eq(roster_cell(up, "name"), parent) ||
			     str_eq(roster_cell(up, "short_name"), parent);
		if (named && up != row && up->state == ROW_NEW)
			roster_take_unit(r, up);
	}
}

void roster_take_unit(struct roster *r, struct roster_row *row)
{
	int col = roster_col(ROSTER_UNIT, "parent");
	rid up = RID_NONE;
	row->state = ROW_BUSY;
	take_parent_first(r, row);
	struct roster_do d = roster_do(r, row);
	d.name = roster_cell(row, "name");
	if (row->cell[col].n && roster_ref_find(r, row->cell[col], &up) != 1)
		up = RID_NONE; /* marked below */
	d.id = unit_of_row(r, row, up);
	roster_row_apply(r, &d);
	if (!d.failed) {
		take_traits(r, &d);
		take_aliases(r, &d);
	}
	if (d.made.n)
		roster_ref_unit(r, d.made, tree_parent(r->cx, d.made), d.name,
			roster_cell(row, "short_name"));
	else
		roster_ref_failed(r, d.name, roster_cell(row, "short_name"));
	row->state = ROW_DONE;
	roster_row_count(r, &d);
}
