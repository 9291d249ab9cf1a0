/* val.c — see val.h. */
#include "core/val.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/length.h"
#include "calendar/rule.h"
#include "core/query.h"
#include "core/rec.h"

/* Where the member of `f` lies in `row`. */
static void *val_at(const struct field *f, void *row)
{
	return (char *)row + f->offset;
}

const void *val_of(const struct field *f, const void *row)
{
	return (const char *)row + f->offset;
}

#define AS(type, p)  (*(type *)(p))
#define ASC(type, p) (*(const type *)(p))

/* ---- text ---- */

static bool has_control(struct str s, bool lines)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == 0x7F || (c < 0x20 && !(lines && (c == '\n' || c == '\t'))))
			return true;
	}
	return false;
}

static bool parse_text(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	bool lines = f->type == F_LONG || f->type == F_RULE;
	text = str_replace(cx->a, text, S("\r\n"), S("\n"));
	if (!utf8_is_valid(text) || has_control(text, lines)) {
		err_field(
			cx->errs, str_of(f->name), "“%s”里有无法识别的字符，请重新输入", f->label);
		return false;
	}
	size_t n = utf8_count(text);
	if (f->max && n > (size_t)f->max) {
		err_field(cx->errs, str_of(f->name), "“%s”最多 %d 字，现在有 %zu 字", f->label,
			f->max, n);
		return false;
	}
	AS(struct str, p) = str_dup(cx->a, text);
	return true;
}

static bool empty_text(const void *p)
{
	return ASC(struct str, p).n == 0;
}

static bool same_text(const void *x, const void *y)
{
	return str_eq(ASC(struct str, x), ASC(struct str, y));
}

static struct str text_text(struct ctx *cx, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	return ASC(struct str, p);
}

static void bind_text(struct stmt *s, int i, const struct field *f, const void *p)
{
	(void)f;
	db_text(s, i, ASC(struct str, p));
}

static void read_text(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)f;
	AS(struct str, p) = str_dup(cx->a, db_col_text(s, i));
}

static void json_of_text(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	if (empty_text(p))
		json_nothing(j);
	else
		json_text(j, ASC(struct str, p));
}

/* ---- integers ---- */

static bool parse_int(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	int64_t max = f->max ? f->max : INT64_MAX, v;
	text = str_trim(utf8_narrow_text(cx->a, text));
	if (text.n == 0) {
		AS(int64_t, p) = 0;
		return true;
	}
	if (!num_int(text, 0, max, &v)) {
		err_field(cx->errs, str_of(f->name), "“%s”要填 0 到 %lld 的整数", f->label,
			(long long)max);
		return false;
	}
	AS(int64_t, p) = v;
	return true;
}

static bool empty_int(const void *p)
{
	return ASC(int64_t, p) == 0;
}

static bool same_int(const void *x, const void *y)
{
	return ASC(int64_t, x) == ASC(int64_t, y);
}

static struct str text_int(struct ctx *cx, const struct field *f, const void *p)
{
	(void)f;
	return str_fmt(cx->a, "%lld", (long long)ASC(int64_t, p));
}

static void bind_int(struct stmt *s, int i, const struct field *f, const void *p)
{
	(void)f;
	db_int(s, i, ASC(int64_t, p));
}

static void read_int(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)cx;
	(void)f;
	AS(int64_t, p) = db_col_int(s, i);
}

static void json_of_int(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	json_int(j, ASC(int64_t, p));
}

/* ---- yes or no ---- */

static bool parse_bool(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	static const struct str yes[] = {{"1", 1}, {"on", 2}, {"true", 4}, {"是", 3}};
	static const struct str no[] = {{"", 0}, {"0", 1}, {"off", 3}, {"false", 5}, {"否", 3}};
	for (size_t i = 0; i < NELEM(yes); i++)
		if (str_eq(text, yes[i])) {
			AS(bool, p) = true;
			return true;
		}
	for (size_t i = 0; i < NELEM(no); i++)
		if (str_eq(text, no[i])) {
			AS(bool, p) = false;
			return true;
		}
	err_field(cx->errs, str_of(f->name), "“%s”只能填“是”或“否”", f->label);
	return false;
}

static bool never_empty(const void *p)
{
	(void)p;
	return false;
}

static bool same_bool(const void *x, const void *y)
{
	return ASC(bool, x) == ASC(bool, y);
}

static struct str text_bool(struct ctx *cx, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	return ASC(bool, p) ? S("1") : S("0");
}

static struct str show_bool(struct ctx *cx, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	return ASC(bool, p) ? S("是") : S("否");
}

static void bind_bool(struct stmt *s, int i, const struct field *f, const void *p)
{
	(void)f;
	db_int(s, i, ASC(bool, p));
}

static void read_bool(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)cx;
	(void)f;
	AS(bool, p) = db_col_int(s, i) != 0;
}

static void json_of_bool(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	json_bool(j, ASC(bool, p));
}

/* ---- days and instants ---- */

static bool parse_day(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	text = str_trim(utf8_narrow_text(cx->a, text));
	if (text.n == 0) {
		AS(struct day, p) = DAY_NONE;
		return true;
	}
	if (!day_parse(text, p)) {
		err_field(cx->errs, str_of(f->name), "“%s”要写成 2026-09-18 这样的日期", f->label);
		return false;
	}
	return true;
}

static bool empty_day(const void *p)
{
	return !day_is_set(ASC(struct day, p));
}

static bool same_day(const void *x, const void *y)
{
	return ASC(struct day, x).n == ASC(struct day, y).n;
}

static struct str text_day(struct ctx *cx, const struct field *f, const void *p)
{
	char t[DAY_TEXT];
	(void)f;
	return str_dup(cx->a, str_of(day_text(ASC(struct day, p), t)));
}

static void bind_day(struct stmt *s, int i, const struct field *f, const void *p)
{
	(void)f;
	db_day(s, i, ASC(struct day, p));
}

static void read_day(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)cx;
	(void)f;
	AS(struct day, p) = db_col_day(s, i);
}

static void json_of_day(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	json_day(j, ASC(struct day, p));
}

static bool parse_stamp(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	if (text.n == 0) {
		AS(struct stamp, p) = STAMP_NONE;
		return true;
	}
	if (!stamp_parse(text, p)) {
		err_field(cx->errs, str_of(f->name), "“%s”要写成 2026-09-18T17:00:00+08:00",
			f->label);
		return false;
	}
	return true;
}

static bool empty_stamp(const void *p)
{
	return ASC(struct stamp, p).ms == 0;
}

static bool same_stamp(const void *x, const void *y)
{
	return ASC(struct stamp, x).ms == ASC(struct stamp, y).ms;
}

static struct str text_stamp(struct ctx *cx, const struct field *f, const void *p)
{
	char t[STAMP_TEXT];
	(void)f;
	return empty_stamp(p) ? STR_NONE
			      : str_dup(cx->a, str_of(stamp_text(ASC(struct stamp, p), t)));
}

static void bind_stamp(struct stmt *s, int i, const struct field *f, const void *p)
{
	(void)f;
	db_stamp(s, i, ASC(struct stamp, p));
}

static void read_stamp(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)cx;
	(void)f;
	AS(struct stamp, p) = db_col_stamp(s, i);
}

static void json_of_stamp(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	if (empty_stamp(p))
		json_nothing(j);
	else
		json_text(j, text_stamp(cx, f, p));
}

/* ---- one of a compiled list; the first choice is index 0 ---- */

static int choice_of(const struct field *f, struct str code)
{
	for (int i = 0; f->choices[i].code; i++)
		if (str_eq(str_of(f->choices[i].code), code) ||
			str_eq(str_of(f->choices[i].label), code))
			return i;
	return -1;
}

static bool parse_enum(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	int i = text.n ? choice_of(f, str_trim(text)) : 0;
	if (i < 0) {
		struct str start = utf8_first(text, 40);
		err_field(cx->errs, str_of(f->name), "“%s”没有“%.*s”这一项，请从列出的选项中选",
			f->label, STR_ARG(start));
		return false;
	}
	AS(int, p) = i;
	return true;
}

static bool same_enum(const void *x, const void *y)
{
	return ASC(int, x) == ASC(int, y);
}

static struct str text_enum(struct ctx *cx, const struct field *f, const void *p)
{
	(void)cx;
	return str_of(f->choices[ASC(int, p)].code);
}

static struct str show_enum(struct ctx *cx, const struct field *f, const void *p)
{
	(void)cx;
	return str_of(f->choices[ASC(int, p)].label);
}

static void bind_enum(struct stmt *s, int i, const struct field *f, const void *p)
{
	db_text(s, i, str_of(f->choices[ASC(int, p)].code));
}

static void read_enum(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)cx;
	int n = choice_of(f, db_col_text(s, i));
	AS(int, p) = n < 0 ? 0 : n;
}

static void json_of_enum(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	json_text(j, text_enum(cx, f, p));
}

/* ---- a code of a set kept as rows ---- */

struct str val_code_label(struct ctx *cx, struct str set, struct str code)
{
	struct stmt *s = db_prep(cx->db, "SELECT label FROM code WHERE code_set = ? AND code = ?");
	db_text(s, 1, set);
	db_text(s, 2, code);
	struct str out = code;
	if (db_step(s) == DB_ROW)
		out = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return out;
}

int val_codes(struct ctx *cx, struct str set, struct str **codes, struct str **labels)
{
	struct stmt *s = db_prep(cx->db, "SELECT code, label FROM code WHERE code_set = ? "
					 "AND coalesce(off, 0) = 0 ORDER BY sort, code");
	VEC(struct str) at[2] = {0};
	db_text(s, 1, set);
	while (db_step(s) == DB_ROW)
		for (int i = 0; i < 2; i++)
			*vec_add(cx->a, &at[i]) = str_dup(cx->a, db_col_text(s, i));
	db_done(s);
	*codes = at[0].at;
	*labels = at[1].at;
	return (int)at[0].n;
}

static bool code_exists(struct ctx *cx, struct str set, struct str code)
{
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM code WHERE code_set = ? AND code = ?");
	db_text(s, 1, set);
	db_text(s, 2, code);
	return db_one_int(s, 0) != 0;
}

static bool parse_code(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	text = str_trim(text);
	if (text.n && !code_exists(cx, str_of(f->set), text)) {
		struct str start = utf8_first(text, 40);
		err_field(cx->errs, str_of(f->name), "“%s”没有“%.*s”这一项，请从列出的选项中选",
			f->label, STR_ARG(start));
		return false;
	}
	AS(struct str, p) = str_dup(cx->a, text);
	return true;
}

static struct str show_code(struct ctx *cx, const struct field *f, const void *p)
{
	return empty_text(p) ? STR_NONE : val_code_label(cx, str_of(f->set), ASC(struct str, p));
}

/* ---- another record ---- */

static bool is_absent(struct ctx *cx, const struct field *f, const struct kind *k)
{
	err_field(cx->errs, str_of(f->name), "“%s”选的%s不存在，请重新选择", f->label, k->label);
	return false;
}

static bool parse_ref(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	int64_t id = 0;
	const struct kind *k = kind_find(cx->kinds, str_of(f->ref));
	AN(k);
	if (text.n &&
		(!num_int(str_trim(text), 1, INT64_MAX, &id) || !rec_exists(cx, k, (rid){id})))
		return is_absent(cx, f, k);
	AS(rid, p) = (rid){id};
	return true;
}

static bool empty_ref(const void *p)
{
	return ASC(rid, p).n == 0;
}

static bool same_ref(const void *x, const void *y)
{
	return ASC(rid, x).n == ASC(rid, y).n;
}

static struct str text_ref(struct ctx *cx, const struct field *f, const void *p)
{
	(void)f;
	return empty_ref(p) ? STR_NONE : str_fmt(cx->a, "%lld", (long long)ASC(rid, p).n);
}

static struct str show_ref(struct ctx *cx, const struct field *f, const void *p)
{
	return empty_ref(p) ? STR_NONE
			    : rec_title(cx, kind_find(cx->kinds, str_of(f->ref)), ASC(rid, p));
}

static void bind_ref(struct stmt *s, int i, const struct field *f, const void *p)
{
	(void)f;
	db_rid(s, i, ASC(rid, p));
}

static void read_ref(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p)
{
	(void)cx;
	(void)f;
	AS(rid, p) = db_col_rid(s, i);
}

static void json_of_ref(struct ctx *cx, struct json *j, const struct field *f, const void *p)
{
	(void)cx;
	(void)f;
	if (empty_ref(p))
		json_nothing(j);
	else
		json_int(j, ASC(rid, p).n);
}

/* ---- a time rule in text form ---- */

static bool parse_rule(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	struct rule rule;
	struct rule_error why;
	if (text.n && !rule_parse(cx->a, text, &rule, &why)) {
		err_field(cx->errs, str_of(f->name), "“%s”第 %zu 字节处读不懂：%.*s", f->label,
			why.at, STR_ARG(why.what));
		return false;
	}
	return parse_text(cx, f, text, p);
}

/* ---- how long: the short form is kept, words are shown and taken ---- */

static bool parse_length(struct ctx *cx, const struct field *f, struct str text, void *p)
{
	struct length l;
	struct buf b = buf_in(cx->a, 32);
	if (str_trim(text).n == 0) {
		AS(struct str, p) = STR_NONE;
		return true;
	}
	if (!length_read(cx->a, text, &l)) {
		err_field(cx->errs, str_of(f->name),
			"“%s”写数字和单位，如 30分钟、48小时、15日、5个工作日、2周、3个月、1年",
			f->label);
		return false;
	}
	length_print(&b, l);
	AS(struct str, p) = buf_view(&b);
	return true;
}

static struct str show_length(struct ctx *cx, const struct field *f, const void *p)
{
	struct length l;
	struct buf b = buf_in(cx->a, 64);
	(void)f;
	if (!length_parse(ASC(struct str, p), &l))
		return ASC(struct str, p);
	length_say(&b, l);
	return buf_view(&b);
}

/* ---- the table ---- */

static const struct {
	bool (*parse)(struct ctx *cx, const struct field *f, struct str text, void *p);
	bool (*empty)(const void *p);
	bool (*same)(const void *x, const void *y);
	struct str (*text)(struct ctx *cx, const struct field *f, const void *p);
	struct str (*show)(struct ctx *cx, const struct field *f, const void *p);
	void (*bind)(struct stmt *s, int i, const struct field *f, const void *p);
	void (*read)(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *p);
	void (*json)(struct ctx *cx, struct json *j, const struct field *f, const void *p);
} types[F_TYPES] = {
	[F_TEXT] = {parse_text, empty_text, same_text, text_text, text_text, bind_text, read_text,
		json_of_text},
	[F_LONG] = {parse_text, empty_text, same_text, text_text, text_text, bind_text, read_text,
		json_of_text},
	[F_INT] = {parse_int, empty_int, same_int, text_int, text_int, bind_int, read_int,
		json_of_int},
	[F_BOOL] = {parse_bool, never_empty, same_bool, text_bool, show_bool, bind_bool, read_bool,
		json_of_bool},
	[F_DAY] = {parse_day, empty_day, same_day, text_day, text_day, bind_day, read_day,
		json_of_day},
	[F_STAMP] = {parse_stamp, empty_stamp, same_stamp, text_stamp, text_stamp, bind_stamp,
		read_stamp, json_of_stamp},
	[F_ENUM] = {parse_enum, never_empty, same_enum, text_enum, show_enum, bind_enum, read_enum,
		json_of_enum},
	[F_CODE] = {parse_code, empty_text, same_text, text_text, show_code, bind_text, read_text,
		json_of_text},
	[F_REF] = {parse_ref, empty_ref, same_ref, text_ref, show_ref, bind_ref, read_ref,
		json_of_ref},
	[F_RULE] = {parse_rule, empty_text, same_text, text_text, text_text, bind_text, read_text,
		json_of_text},
	[F_LENGTH] = {parse_length, empty_text, same_text, text_text, show_length, bind_text,
		read_text, json_of_text},
};

bool val_parse(struct ctx *cx, const struct field *f, struct str text, void *row)
{
	return types[f->type].parse(cx, f, text, val_at(f, row));
}

bool val_take(struct ctx *cx, const struct field *f, struct str text, void *row)
{
	void *p = val_at(f, row);
	rid was = f->type == F_REF ? AS(rid, p) : RID_NONE;
	if (!val_parse(cx, f, text, row))
		return false;
	rid now = f->type == F_REF ? AS(rid, p) : RID_NONE;
	if (now.n == was.n)
		return true;
	const struct kind *k = kind_find(cx->kinds, str_of(f->ref));
	if (now.n == 0 || query_sees(cx, k, now) || (k->known && k->known(cx, now)))
		return true;
	AS(rid, p) = was;
	return is_absent(cx, f, k);
}

bool val_is_empty(const struct field *f, const void *row)
{
	return types[f->type].empty(val_of(f, row));
}

bool val_require(struct ctx *cx, const struct field *f, const void *row)
{
	if (!(f->flags & F_REQUIRED) || !val_is_empty(f, row))
		return true;
	err_field(cx->errs, str_of(f->name), "请填写“%s”", f->label);
	return false;
}

bool val_same(const struct field *f, const void *x, const void *y)
{
	return types[f->type].same(val_of(f, x), val_of(f, y));
}

struct str val_text(struct ctx *cx, const struct field *f, const void *row)
{
	return types[f->type].text(cx, f, val_of(f, row));
}

struct str val_show(struct ctx *cx, const struct field *f, const void *row)
{
	return types[f->type].show(cx, f, val_of(f, row));
}

void val_bind(struct stmt *s, int i, const struct field *f, const void *row)
{
	types[f->type].bind(s, i, f, val_of(f, row));
}

void val_read(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *row)
{
	types[f->type].read(cx, s, i, f, val_at(f, row));
}

void val_json(struct ctx *cx, struct json *j, const struct field *f, const void *row)
{
	types[f->type].json(cx, j, f, val_of(f, row));
}
