/* rule_list.c — texts, lists of texts and lists of date ranges as fields of a rule (rule_type.h).
 */
#include "base/vec.h"
#include "calendar/rule.h"
#include "calendar/rule_text.h"
#include "calendar/rule_type.h"

static bool is_text_set(const void *v)
{
	return ((const struct str *)v)->n > 0;
}

static bool parse_text(struct arena *a, struct str s, void *out)
{
	return rule_text_read(a, s, out);
}

static void print_text(struct buf *out, const void *v)
{
	rule_text_print(out, *(const struct str *)v);
}

const struct rule_type rule_type_text = {
	sizeof(struct str), is_text_set, parse_text, print_text, "文字，含标点时加英文双引号"};

/* The inside of "[…]". */
static bool inside(struct str s, struct str *out)
{
	if (s.n < 2 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	*out = str_n(s.p + 1, s.n - 2);
	return true;
}

/* The next element of a list's inside; false when the list is over or wrong (`*ok` false). */
static bool next_element(struct str in, size_t *at, struct str *element, bool *ok)
{
	if (*at > in.n)
		return false;
	*element = rule_text_span(in, at);
	*ok = element->n > 0 && (*at == in.n || in.p[*at] == ',');
	(*at)++;
	return *ok;
}

static bool is_texts_set(const void *v)
{
	return ((const struct rule_texts *)v)->n > 0;
}

static bool parse_texts(struct arena *a, struct str s, void *out)
{
	struct rule_texts *list = out;
	VEC(struct str) v = {0};
	struct str in, element;
	bool ok = inside(s, &in);
	for (size_t at = 0; ok && next_element(in, &at, &element, &ok);)
		ok = v.n < RULE_LIST_MAX && rule_text_read(a, element, vec_add(a, &v));
	*list = (struct rule_texts){v.at, v.n};
	return ok && v.n > 0;
}

static void print_texts(struct buf *out, const void *v)
{
	const struct rule_texts *list = v;
	buf_ch(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_ch(out, ',');
		rule_text_print(out, list->at[i]);
	}
	buf_ch(out, ']');
}

const struct rule_type rule_type_texts = {
	sizeof(struct rule_texts), is_texts_set, parse_texts, print_texts, "[文字,文字]，至少一项"};

static bool parse_range(struct arena *a, struct str s, struct rule_range *r)
{
	size_t eq = s.n && s.p[0] == '"' ? rule_text_behind_quote(s, 0) : 0;
	while (eq < s.n && s.p[eq] != '=')
		eq++;
	if (eq >= s.n || !rule_text_read(a, str_first(s, eq), &r->name))
		return false;
	struct str until = str_from(s, eq + 1), from = str_cut(&until, S(".."));
	return rule_type_date.parse(a, from, &r->from) && rule_type_date.parse(a, until, &r->until);
}

static bool parse_ranges(struct arena *a, struct str s, void *out)
{
	struct rule_ranges *list = out;
	VEC(struct rule_range) v = {0};
	struct str in, element;
	bool ok = inside(s, &in);
	for (size_t at = 0; ok && next_element(in, &at, &element, &ok);)
		ok = v.n < RULE_LIST_MAX && parse_range(a, element, vec_add(a, &v));
	*list = (struct rule_ranges){v.at, v.n};
	return ok && v.n > 0;
}

static bool is_ranges_set(const void *v)
{
	return ((const struct rule_ranges *)v)->n > 0;
}

static void print_ranges(struct buf *out, const void *v)
{
	const struct rule_ranges *list = v;
	buf_ch(out, '[');
	for (size_t i = 0; i < list->n; i++) {
		if (i)
			buf_ch(out, ',');
		rule_text_print(out, list->at[i].name);
		buf_ch(out, '=');
		rule_type_date.print(out, &list->at[i].from);
		buf_lit(out, "..");
		rule_type_date.print(out, &list->at[i].until);
	}
	buf_ch(out, ']');
}

const struct rule_type rule_type_ranges = {sizeof(struct rule_ranges), is_ranges_set, parse_ranges,
	print_ranges, "[名称=10-01..10-07]，至少一段"};
