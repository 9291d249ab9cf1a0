/* roster.c — see roster.h: the order in which the rows of a sheet are taken, and what is special
 * about groups, persons, posts, pairings and accounts.
 *
 * Units come first, parents before their children; then groups, persons, what ties persons to
 * units, accounts; and last what ends: persons, and units from below, because neither may go while
 * something still hangs on it. In a check every row is really taken, in a transaction that is then
 * undone: a preview cannot promise what the import would refuse. */
#include "base/bug.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/group.h"
#include "org/org.h"
#include "org/roster_int.h"

#include <sodium.h>

enum { ROW_BYTES = 64 << 20, TEXT_MAX = 16 * 1024, RULES = 400 };

struct roster_do roster_do(struct roster *r, const struct roster_row *row)
{
	struct buf *text = arena_new(r->cx->a, struct buf);
	*text = buf_in(r->cx->a, TEXT_MAX);
	return (struct roster_do){.row = row, .text = text};
}

struct str roster_cell(const struct roster_row *row, const char *col)
{
	return row->cell[roster_col(row->block->table, col)];
}

/* The cell of a column as a record's number; false where it is wrong, marked, or empty. */
static bool ref_cell(struct roster *r, const struct roster_row *row, const char *col, rid *id)
{
	struct str text;
	bool given;
	int c = roster_col(row->block->table, col);
	*id = RID_NONE;
	if (!roster_row_value(r, row, c, &text, &given))
		return false;
	for (size_t i = 0; i < text.n; i++)
		id->n = id->n * 10 + (text.p[i] - '0');
	if (id->n == 0 && row->block->at[c] >= 0)
		roster_wrong(r, row, c, "这里不能空");
	return id->n != 0;
}

/* ---- groups ---- */

static void take_names(struct roster *r, struct roster_do *d)
{
	int col = roster_col(ROSTER_GROUP, "同义写法");
	struct str words[ROSTER_WORDS];
	int n = str_eq(d->row->cell[col], S("无"))
			? 0
			: roster_words(r, d->row->cell[col], false, words);
	for (int i = 0; i < n && !d->failed; i++) {
		if (org_group_find(r->cx, words[i]).n == d->made.n)
			continue;
		enum flow_code code = group_add_name(r->cx, d->made, words[i]);
		if (code != FLOW_OK)
			roster_side_failed(r, d, col, code);
		else if (d->id.n)
			roster_note_change(d, "同义写法", words[i]);
	}
}

static void take_group(struct roster *r, struct roster_row *row)
{
	struct roster_do d = roster_do(r, row);
	d.name = roster_cell(row, "name");
	d.id = org_group_find(r->cx, d.name);
	d.unit = tree_top(r->cx);
	roster_row_apply(r, &d);
	if (!d.failed)
		take_names(r, &d);
	roster_row_count(r, &d);
}

static bool member_value(struct roster *r, const struct roster_row *row, struct group_rule *out)
{
	int by = roster_col(ROSTER_MEMBER, "依据"), what = roster_col(ROSTER_MEMBER, "对象");
	struct str all = STR_NONE;
	rid unit;
	if (str_eq(row->cell[by], S("单位"))) {
		out->by = S("unit");
		int n = roster_ref_find(r, row->cell[what], &unit);
		out->value = str_fmt(r->cx->a, "%lld", (long long)unit.n);
		if (n != 1)
			roster_wrong(r, row, what, "“%.*s”找到 %d 个单位，请写准一个",
				STR_ARG(row->cell[what]), n);
		return n == 1;
	}
	bool kind = str_eq(row->cell[by], S("类别"));
	if (!kind && !str_eq(row->cell[by], S("特征"))) {
		roster_wrong(r, row, by, "这里填 类别、特征 或 单位");
		return false;
	}
	out->by = kind ? S("kind") : S("trait");
	out->value = roster_ref_code(r, kind ? "unit_kind" : "unit_trait", row->cell[what], &all);
	if (out->value.n == 0)
		roster_wrong(r, row, what, "没有“%.*s”这一项，可以填：%.*s",
			STR_ARG(row->cell[what]), STR_ARG(all));
	return out->value.n > 0;
}

static bool member_rule(struct roster *r, const struct roster_row *row, struct group_rule *out)
{
	int sign = roster_col(ROSTER_MEMBER, "加减");
	const char *const days[] = {"开始日期", "结束日期"};
	struct day *to[] = {&out->from, &out->until};
	bool ok = member_value(r, row, out), given;
	bool plus = str_eq(row->cell[sign], S("加")) || str_eq(row->cell[sign], S("+"));
	if (!plus && !str_eq(row->cell[sign], S("减")) && !str_eq(row->cell[sign], S("-"))) {
		roster_wrong(r, row, sign, "这里填 加 或 减");
		ok = false;
	}
	out->sign = plus ? S("+") : S("-");
	for (int i = 0; i < 2; i++) {
		struct str text;
		*to[i] = DAY_NONE;
		ok &= roster_row_value(r, row, roster_col(ROSTER_MEMBER, days[i]), &text, &given);
		day_parse(text, to[i]);
	}
	return ok;
}

/* All rows of one group are its rules, in their order. */
static void take_members(struct roster *r, struct roster_row *first)
{
	struct roster_do d = roster_do(r, first);
	struct group_rule *rules = arena_array(r->cx->a, RULES, sizeof *rules), *old;
	int n = 0, col = roster_col(ROSTER_MEMBER, "单位组");
	d.name = first->cell[col];
	d.made = org_group_find(r->cx, d.name);
	for (size_t i = 0; i < r->rows[ROSTER_MEMBER].n; i++) {
		struct roster_row *row = &r->rows[ROSTER_MEMBER].at[i];
		if (!str_eq(row->cell[col], d.name))
			continue;
		row->state = ROW_DONE;
		if (d.made.n == 0)
			roster_wrong(r, row, col, "没有“%.*s”这个单位组，请先在“单位组”表里加上",
				STR_ARG(d.name));
		d.failed |= d.made.n == 0 || n == RULES || !member_rule(r, row, &rules[n]);
		n += n < RULES;
	}
	if (d.failed)
		return;
	d.change = ROSTER_SAME;
	int n_old = group_rules(r->cx, d.made, &old);
	if (!group_rules_same(old, n_old, rules, n)) {
		d.change = n_old ? ROSTER_CHANGED : ROSTER_NEW;
		buf_fmt(d.text, "成员规则 %d 条 → %d 条", n_old, n);
		enum flow_code code = group_set_rules(r->cx, d.made, rules, n);
		if (code != FLOW_OK)
			roster_side_failed(r, &d, col, code);
	}
	roster_row_count(r, &d);
}

/* ---- persons ---- */

static void check_moves(struct roster *r, struct roster_do *d)
{
	const struct person_row *p = rec_load(r->cx, &person_kind, d->id);
	int col = roster_col(ROSTER_PERSON, "所属单位");
	if (p->head.unit.n == d->unit.n || d->row->cell[col].n == 0)
		return;
	struct str now = tree_unit_name(r->cx, p->head.unit);
	roster_wrong(r, d->row, col, "现在在“%.*s”。调动要移交手上的工作，请在“交接”里办理",
		STR_ARG(now));
	d->failed = true;
}

static void take_person(struct roster *r, struct roster_row *row)
{
	struct roster_do d = roster_do(r, row);
	struct str no = roster_cell(row, "staff_no");
	if (no.n == 0)
		roster_wrong(r, row, roster_col(ROSTER_PERSON, "staff_no"), "请填写警号或工号");
	roster_ref_staff(r, no, &d.id);
	bool unit = row->cell[roster_col(ROSTER_PERSON, "所属单位")].n || d.id.n == 0
			    ? ref_cell(r, row, "所属单位", &d.unit)
			    : true;
	if (!unit)
		d.unit = tree_top(r->cx); /* marked; the other cells are still looked at */
	struct str name = roster_cell(row, "name");
	if (name.n == 0)
		name = tree_person_name(r->cx, d.id);
	d.name = str_fmt(r->cx->a, "%.*s %.*s", STR_ARG(name), STR_ARG(no));
	if (unit && d.id.n)
		check_moves(r, &d);
	roster_row_apply(r, &d);
	roster_ref_person(r, no, d.made);
	roster_row_count(r, &d);
}

/* A name beside the number must be that person's: a mistyped number is caught. */
static void check_name(struct roster *r, struct roster_do *d, rid person)
{
	int col = roster_col(d->row->block->table, "姓名");
	struct str said = d->row->cell[col], is = tree_person_name(r->cx, person);
	if (said.n == 0 || str_eq(said, is))
		return;
	roster_wrong(
		r, d->row, col, "这个警号是%.*s，不是%.*s，请核对", STR_ARG(is), STR_ARG(said));
	d->failed = true;
}

/* ---- posts and pairings ---- */

static rid find_post(struct roster *r, rid person, rid unit, struct str post, struct str from)
{
	struct stmt *s = db_prep(r->cx->db,
		"SELECT id FROM appointment WHERE person = ? AND unit = ? "
		"AND post = ? AND from_day = ? ORDER BY id");
	db_rid(s, 1, person);
	db_rid(s, 2, unit);
	db_text(s, 3, post);
	db_text(s, 4, from);
	return (rid){db_one_int(s, 0)};
}

static rid find_pairing(struct roster *r, rid leader, rid unit, struct str kind, struct str from)
{
	struct stmt *s = db_prep(r->cx->db, "SELECT id FROM pairing WHERE leader = ? AND unit = ? "
					    "AND kind = ? AND from_day = ? ORDER BY id");
	db_rid(s, 1, leader);
	db_rid(s, 2, unit);
	db_text(s, 3, kind);
	db_text(s, 4, from);
	return (rid){db_one_int(s, 0)};
}

/* False where a cell of the key is wrong; `id` is the record the row speaks of, if it is there. */
static bool find_tie(struct roster *r, struct roster_do *d, rid *person)
{
	enum roster_table t = d->row->block->table;
	bool post = t == ROSTER_POST, given[2];
	struct str what, from;
	bool ok = ref_cell(r, d->row, post ? "person" : "leader", person);
	ok &= ref_cell(r, d->row, post ? "单位" : "包联单位", &d->unit);
	ok &= roster_row_value(r, d->row, roster_col(t, post ? "post" : "kind"), &what, &given[0]);
	ok &= roster_row_value(r, d->row, roster_col(t, "from_day"), &from, &given[1]);
	if (ok && given[0] && given[1])
		d->id = post ? find_post(r, *person, d->unit, what, from)
			     : find_pairing(r, *person, d->unit, what, from);
	return ok;
}

/* First the rows of records that are there, some of which end; then new ones, which may take the
 * place of those. */
static void take_tie(struct roster *r, struct roster_row *row, bool there)
{
	struct roster_do d = roster_do(r, row);
	rid person;
	if (!find_tie(r, &d, &person)) {
		row->state = ROW_DONE;
		return;
	}
	if ((d.id.n != 0) != there)
		return;
	row->state = ROW_DONE;
	struct str who = tree_person_name(r->cx, person);
	struct str unit = tree_unit_name(r->cx, d.unit);
	d.name = str_fmt(r->cx->a, "%.*s · %.*s", STR_ARG(who), STR_ARG(unit));
	buf_str(d.text, roster_cell(row, row->block->table == ROSTER_POST ? "post" : "kind"));
	check_name(r, &d, person);
	roster_row_apply(r, &d);
	roster_row_count(r, &d);
}

/* ---- accounts ---- */

static void check_account(struct roster *r, struct roster_do *d, rid person)
{
	struct stmt *s = db_prep(r->cx->db,
		"SELECT count(*) FROM account WHERE person = ? AND id <> ? AND state <> 'closed'");
	const struct account_row *a = d->id.n ? rec_load(r->cx, &account_kind, d->id) : NULL;
	if (a && a->person.n != person.n) {
		struct str holder = tree_person_name(r->cx, a->person);
		roster_wrong(r, d->row, roster_col(ROSTER_ACCOUNT, "login"),
			"这个登录名是%.*s的，请换一个", STR_ARG(holder));
		d->failed = true;
	}
	db_rid(s, 1, person);
	db_int(s, 2, d->id.n);
	if (db_one_int(s, 0)) {
		roster_wrong(r, d->row, roster_col(ROSTER_ACCOUNT, "person"),
			"这个人已经有一个账号，每人只用一个");
		d->failed = true;
	}
}

static void take_account(struct roster *r, struct roster_row *row)
{
	struct roster_do d = roster_do(r, row);
	rid person;
	d.name = roster_cell(row, "login");
	struct stmt *s = db_prep(r->cx->db, "SELECT id FROM account WHERE login = ?");
	db_text(s, 1, d.name);
	d.id.n = db_one_int(s, 0);
	if (!ref_cell(r, row, "person", &person))
		return;
	const struct person_row *p = rec_load(r->cx, &person_kind, person);
	d.unit = p->head.unit;
	check_name(r, &d, person);
	check_account(r, &d, person);
	roster_row_apply(r, &d);
	roster_row_count(r, &d);
}

/* ---- all of it ---- */

/* The key of a row: the same key twice in a sheet is a mistake. */
static struct str key_of(struct roster *r, const struct roster_row *row)
{
	static const char *const keys[ROSTER_TABLES][4] = {
		[ROSTER_UNIT] = {"name", "parent"},
		[ROSTER_GROUP] = {"name"},
		[ROSTER_PERSON] = {"staff_no"},
		[ROSTER_POST] = {"person", "单位", "post", "from_day"},
		[ROSTER_PAIRING] = {"leader", "包联单位", "kind", "from_day"},
		[ROSTER_ACCOUNT] = {"login"},
	};
	struct buf b = buf_in(r->keep, 4096);
	for (int i = 0; i < 4 && keys[row->block->table][i]; i++) {
		buf_str(&b, roster_cell(row, keys[row->block->table][i]));
		buf_ch(&b, '|');
	}
	return buf_view(&b);
}

/* Leaves out and marks what stands there twice. */
static void mark_twice(struct roster *r, enum roster_table t)
{
	struct map seen = map_in(r->keep);
	for (size_t i = 0; t != ROSTER_MEMBER && i < r->rows[t].n; i++) {
		struct roster_row *row = &r->rows[t].at[i];
		struct str key = key_of(r, row);
		const struct roster_row *before = map_get(&seen, key);
		if (before) {
			roster_wrong(r, row, 0, "与第 %u 行重复，请只留一行", before->row + 1);
			row->state = ROW_DONE;
		} else {
			map_set(&seen, key, row);
		}
	}
}

static void take_rows(struct roster *r, enum roster_table t,
	void (*take)(struct roster *r, struct roster_row *row))
{
	for (size_t i = 0; i < r->rows[t].n && !r->world; i++) {
		if (r->rows[t].at[i].state == ROW_DONE)
			continue;
		take(r, &r->rows[t].at[i]);
		arena_reset(r->cx->a);
	}
}

static void take_there(struct roster *r, struct roster_row *row)
{
	take_tie(r, row, true);
}

static void take_new(struct roster *r, struct roster_row *row)
{
	take_tie(r, row, false);
}

static void take_all(struct roster *r)
{
	for (enum roster_table t = 0; t < ROSTER_TABLES; t++)
		mark_twice(r, t);
	take_rows(r, ROSTER_UNIT, roster_take_unit);
	take_rows(r, ROSTER_GROUP, take_group);
	take_rows(r, ROSTER_MEMBER, take_members);
	take_rows(r, ROSTER_PERSON, take_person);
	for (enum roster_table t = ROSTER_POST; t <= ROSTER_PAIRING; t++) {
		take_rows(r, t, take_there);
		take_rows(r, t, take_new);
	}
	take_rows(r, ROSTER_ACCOUNT, take_account);
	roster_row_ends(r);
}

static struct str digest_of(struct roster *r)
{
	crypto_generichash_state st;
	unsigned char out[16];
	char *hex = arena_get(r->keep, sizeof out * 2 + 1);
	AZ(crypto_generichash_init(&st, NULL, 0, sizeof out));
	for (size_t i = 0; i < r->lines.n; i++) {
		const struct roster_line *l = &r->lines.at[i];
		struct str s = str_fmt(r->cx->a, "%d|%d|%u|%.*s|%.*s\n", (int)l->table,
			(int)l->change, l->row, STR_ARG(l->name), STR_ARG(l->text));
		crypto_generichash_update(&st, (const unsigned char *)s.p, s.n);
	}
	AZ(crypto_generichash_final(&st, out, sizeof out));
	sodium_bin2hex(hex, sizeof out * 2 + 1, out, sizeof out);
	return str_of(hex);
}

struct job {
	const struct book *book;
	struct str source;
	struct roster_sum *sum;
	bool dry;
};

static enum flow_code run(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	struct arena *rows = arena_open(ROW_BYTES);
	struct ctx inner = *cx;
	inner.a = rows;
	inner.sealed = j->dry ? NULL : cx->sealed;
	*j->sum = (struct roster_sum){0};
	struct roster r = {
		.cx = &inner, .keep = cx->a, .book = j->book, .source = j->source, .sum = j->sum};
	roster_read(&r);
	roster_ref_open(&r);
	take_all(&r);
	j->sum->lines = r.lines.at;
	j->sum->n_lines = r.lines.n;
	j->sum->marks = r.marks.at;
	j->sum->n_marks = r.marks.n;
	j->sum->digest = digest_of(&r);
	arena_close(rows);
	errs_clear(cx->errs);
	if (r.world)
		return FLOW_WORLD;
	return j->dry || j->sum->n_wrong ? FLOW_INVALID : FLOW_OK;
}

enum flow_code roster_check(
	struct ctx *cx, const struct book *book, struct str source, struct roster_sum *out)
{
	struct job j = {book, source, out, true};
	AZ(cx->writing);
	enum flow_code code = ctx_write(cx, run, &j);
	return code == FLOW_INVALID ? FLOW_OK : code;
}

enum flow_code roster_load(
	struct ctx *cx, const struct book *book, struct str source, struct roster_sum *out)
{
	struct job j = {book, source, out, false};
	return ctx_write(cx, run, &j);
}
