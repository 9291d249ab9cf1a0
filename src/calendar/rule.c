/* rule.c — see rule.h. The text form, read and written over the table of fields (rule_field.h). */
#include "calendar/rule.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/rule_field.h"
#include "calendar/rule_text.h"

static bool is_tree(enum rule_kind k)
{
	return k == RULE_SEQ || k == RULE_AND;
}

/* ---- writing ---- */

static void print_open(struct buf *out, const struct rule_open *o)
{
	buf_lit(out, "param:");
	rule_text_print(out, o->name);
	if (!o->proposal.n)
		return;
	buf_ch(out, '(');
	buf_str(out, o->proposal);
	buf_ch(out, ')');
}

static void print_node(struct buf *out, const struct rule *r);

static void print_parts(struct buf *out, const struct rule *r)
{
	buf_ch(out, '[');
	for (size_t i = 0; i < r->n_parts; i++) {
		if (i)
			buf_ch(out, ',');
		print_node(out, &r->parts[i]);
	}
	buf_ch(out, ']');
}

static void print_fields(struct buf *out, const struct rule *r)
{
	char before = '{';
	for (size_t i = 0; i < rule_field_count; i++) {
		const struct rule_field *f = &rule_fields[i];
		const struct rule_open *o = rule_field_open(r, f);
		if (!rule_field_is_said(r, f))
			continue;
		buf_ch(out, before);
		before = ',';
		buf_str(out, str_of(f->name));
		buf_ch(out, ':');
		if (o)
			print_open(out, o);
		else
			f->type->print(out, rule_field_place(r, f));
	}
	if (before == '{')
		buf_ch(out, '{');
	buf_ch(out, '}');
}

static void print_node(struct buf *out, const struct rule *r)
{
	buf_str(out, rule_kind_name(r->kind));
	if (is_tree(r->kind))
		print_parts(out, r);
	else
		print_fields(out, r);
}

struct str rule_print(struct arena *a, const struct rule *r)
{
	struct buf out = buf_in(a, RULE_TEXT_MAX);
	print_node(&out, r);
	return buf_view(&out);
}

/* ---- reading ---- */

struct reader {
	struct arena *a;
	struct str s;
	size_t at;
	int nodes;
	struct rule_error *err;
};

static bool fail(struct reader *rd, size_t at, struct str what)
{
	*rd->err = (struct rule_error){at, what};
	return false;
}

static void skip_blanks(struct reader *rd)
{
	while (rd->at < rd->s.n && strchr(" \t\r\n", rd->s.p[rd->at]) && rd->s.p[rd->at])
		rd->at++;
}

static bool take(struct reader *rd, char c)
{
	skip_blanks(rd);
	if (rd->at >= rd->s.n || rd->s.p[rd->at] != c)
		return false;
	rd->at++;
	return true;
}

static struct str take_name(struct reader *rd)
{
	skip_blanks(rd);
	size_t from = rd->at;
	while (rd->at < rd->s.n) {
		char c = rd->s.p[rd->at];
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_')
			break;
		rd->at++;
	}
	return str_n(rd->s.p + from, rd->at - from);
}

static enum rule_kind kind_named(struct str s)
{
	for (int k = RULE_NONE + 1; k < RULE_KIND_END; k++)
		if (str_eq(rule_kind_name((enum rule_kind)k), s))
			return (enum rule_kind)k;
	return RULE_NONE;
}

/* LO..HI of a time; both ends inside are allowed values. */
static bool time_range(struct str s, int *lo, int *hi)
{
	struct str from = str_cut(&s, S(".."));
	return rule_type_read_time(from, lo) && rule_type_read_time(s, hi) && *lo < *hi;
}

/* A value's bytes rewritten the one way they are printed; false where it is none. */
static bool normal_value(struct arena *a, const struct rule_field *f, struct str s, struct str *out)
{
	void *v = arena_get(a, f->type->size);
	struct buf b = buf_in(a, RULE_TEXT_MAX);
	if (!f->type->parse(a, s, v))
		return false;
	f->type->print(&b, v);
	*out = buf_view(&b);
	return true;
}

static bool read_open(struct reader *rd, const struct rule_field *f, struct str s, struct rule *r)
{
	struct rule_open *o = vec_add(rd->a, &r->open);
	size_t paren = s.n && s.p[0] == '"' ? rule_text_behind_quote(s, 0) : 0;
	int lo, hi;
	while (paren < s.n && s.p[paren] != '(')
		paren++;
	o->field = str_of(f->name);
	if (!rule_text_read(rd->a, str_trim(str_first(s, paren)), &o->name))
		return false;
	if (paren == s.n)
		return true;
	struct str in = str_from(s, paren + 1);
	if (!in.n || in.p[in.n - 1] != ')')
		return false;
	in = str_trim(str_first(in, in.n - 1));
	if (f->type == &rule_type_time && time_range(in, &lo, &hi)) {
		o->proposal = str_dup(rd->a, in);
		return true;
	}
	return normal_value(rd->a, f, in, &o->proposal);
}

static bool read_field(struct reader *rd, struct rule *r)
{
	skip_blanks(rd);
	size_t at = rd->at;
	struct str name = take_name(rd);
	const struct rule_field *f = rule_field_named(name);
	if (!f)
		return fail(rd, at, S("不认识的字段名"));
	if (!take(rd, ':'))
		return fail(rd, rd->at, S("字段名后面应为英文冒号"));
	if (rule_field_is_said(r, f))
		return fail(rd, at, S("字段重复"));
	skip_blanks(rd);
	at = rd->at;
	struct str value = rule_text_span(rd->s, &rd->at);
	if (str_starts(value, S("param:")))
		return read_open(rd, f, str_from(value, 6), r) ||
		       fail(rd, at, S("参数写作 param:名称 或 param:名称(建议值)"));
	return f->type->parse(rd->a, value, (char *)r + f->at) ||
	       fail(rd, at, str_fmt(rd->a, "%s 应为 %s", f->name, f->type->expects));
}

static bool read_fields(struct reader *rd, struct rule *r)
{
	size_t at = rd->at;
	if (!take(rd, '{'))
		return fail(rd, rd->at, S("种类后面应为 {"));
	if (!take(rd, '}')) {
		do {
			if (!read_field(rd, r))
				return false;
		} while (take(rd, ','));
		if (!take(rd, '}'))
			return fail(rd, rd->at, S("应为英文逗号或 }"));
	}
	struct str wrong = rule_field_wrong(rd->a, r);
	return !wrong.n || fail(rd, at, wrong);
}

static bool read_node(struct reader *rd, int depth, struct rule *r);

static bool read_parts(struct reader *rd, int depth, struct rule *r)
{
	VEC(struct rule) parts = {0};
	if (depth >= RULE_DEPTH_MAX)
		return fail(rd, rd->at, S("嵌套过深"));
	if (!take(rd, '['))
		return fail(rd, rd->at, S("SEQ 和 AND 后面应为 ["));
	do {
		struct rule part;
		if (!read_node(rd, depth + 1, &part))
			return false;
		*vec_add(rd->a, &parts) = part;
	} while (take(rd, ','));
	if (!take(rd, ']'))
		return fail(rd, rd->at, S("应为英文逗号或 ]"));
	if (parts.n < 2)
		return fail(rd, rd->at, S("SEQ 和 AND 至少要两条规则"));
	r->parts = parts.at;
	r->n_parts = parts.n;
	return true;
}

static bool read_node(struct reader *rd, int depth, struct rule *r)
{
	skip_blanks(rd);
	size_t at = rd->at;
	*r = (struct rule){.kind = kind_named(take_name(rd))};
	if (r->kind == RULE_NONE)
		return fail(rd, at, S("应为规则种类，如 RECUR、MILESTONE、SEQ、AND"));
	if (++rd->nodes > RULE_NODES_MAX)
		return fail(rd, at, S("规则太多"));
	return is_tree(r->kind) ? read_parts(rd, depth, r) : read_fields(rd, r);
}

bool rule_parse(struct arena *a, struct str text, struct rule *out, struct rule_error *err)
{
	struct reader rd = {.a = a, .s = text, .err = err};
	*out = (struct rule){0};
	if (text.n > RULE_TEXT_MAX)
		return fail(&rd, RULE_TEXT_MAX, S("规则文字太长"));
	if (!utf8_is_valid(text))
		return fail(&rd, 0, S("不是有效的 UTF-8 文字"));
	if (!read_node(&rd, 0, out))
		return false;
	skip_blanks(&rd);
	return rd.at == text.n || fail(&rd, rd.at, S("规则后面有多余的文字"));
}

/* A combination carries nothing of its own; its text form would drop it silently. */
static bool trees_are_bare(const struct rule *r)
{
	for (size_t i = 0; is_tree(r->kind) && i < rule_field_count; i++)
		if (rule_field_is_said(r, &rule_fields[i]))
			return false;
	for (size_t i = 0; i < r->n_parts; i++)
		if (!trees_are_bare(&r->parts[i]))
			return false;
	return true;
}

bool rule_check(struct arena *a, const struct rule *r, struct rule_error *err)
{
	struct rule again;
	struct str text = rule_print(a, r);
	if (!rule_parse(a, text, &again, err))
		return false;
	*err = (struct rule_error){0, S("规则写成文字后不能原样读回")};
	return trees_are_bare(r) && str_eq(rule_print(a, &again), text);
}

/* ---- open parameters ---- */

void rule_leave_open(struct arena *a, struct rule *r, struct rule_open o)
{
	const struct rule_field *f = rule_field_named(o.field);
	AN(f);
	if (rule_field_open(r, f))
		return;
	o.name = o.name.n ? o.name : o.field;
	memset((char *)r + f->at, 0, f->type->size);
	*vec_add(a, &r->open) = o;
}

static bool has_name(const struct rule_opens *list, struct str name)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->at[i].name, name))
			return true;
	return false;
}

static void collect(struct arena *a, const struct rule *r, struct rule_opens *out)
{
	for (size_t i = 0; i < rule_field_count; i++) {
		const struct rule_open *o = rule_field_open(r, &rule_fields[i]);
		if (o && !has_name(out, o->name))
			*vec_add(a, out) = *o;
	}
	for (size_t i = 0; i < r->n_parts; i++)
		collect(a, &r->parts[i], out);
}

struct rule_opens rule_open_params(struct arena *a, const struct rule *r)
{
	struct rule_opens out = {0};
	collect(a, r, &out);
	return out;
}

static void close_open(struct rule *r, size_t i)
{
	for (; i + 1 < r->open.n; i++)
		r->open.at[i] = r->open.at[i + 1];
	r->open.n--;
}

static bool in_time_range(const struct rule *r, const struct rule_open *o)
{
	int lo, hi;
	return !time_range(o->proposal, &lo, &hi) || (r->time >= lo && r->time <= hi);
}

/* Answers the parameter in one node; `*found` counts. */
static bool answer(struct arena *a, struct rule *r, struct str name, struct str value, int *found)
{
	for (size_t i = r->open.n; i-- > 0;) {
		struct rule_open o = r->open.at[i];
		const struct rule_field *f = rule_field_named(o.field);
		if (!str_eq(o.name, name))
			continue;
		++*found;
		if (!f->type->parse(a, value, (char *)r + f->at) || !in_time_range(r, &o))
			return false;
		close_open(r, i);
	}
	for (size_t i = 0; i < r->n_parts; i++)
		if (!answer(a, &r->parts[i], name, value, found))
			return false;
	return true;
}

bool rule_set_param(
	struct arena *a, struct rule *r, struct str name, struct str value, struct rule_error *err)
{
	struct rule trial;
	int found = 0;
	if (!rule_parse(a, rule_print(a, r), &trial, err))
		return false;
	bool ok = answer(a, &trial, name, value, &found);
	*err = (struct rule_error){0, found ? S("参数的值不合要求") : S("没有这个待定参数")};
	if (!ok || !found || !rule_check(a, &trial, err))
		return false;
	*r = trial;
	return true;
}

struct rule rule_join(enum rule_kind kind, struct rule *parts, size_t n)
{
	AN(n > 0 && is_tree(kind));
	return n == 1 ? parts[0] : (struct rule){.kind = kind, .parts = parts, .n_parts = n};
}
