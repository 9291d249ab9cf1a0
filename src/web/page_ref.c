/* page_ref.c — see page_ref.h. The line's name says what to look for: find.KIND.UNIT.FIELD. */
#include "web/page_ref.h"
#include "base/num.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "web/page_int.h"

enum { MOST = 300, SHOWN = 12, TELLING = 3 };

static struct str id_text(struct page *pg, const void *row)
{
	const struct rec_head *head = row;
	return str_fmt(pg->cx->a, "%lld", (long long)head->id.n);
}

static struct str title_of(struct page *pg, const struct kind *k, const void *row)
{
	return k->title ? k->title(pg->cx, row) : val_show(pg->cx, &k->fields[0], row);
}

static struct query query_of(const struct kind *k, rid under, bool open, int most)
{
	struct query q = {.kind = k, .under = under, .per_page = most};
	if (open && kind_state(k, S("active")) >= 0)
		q.filters[q.n_filters++] = (struct query_filter){.text = S("active")};
	return q;
}

/* ---- what was written ---- */

/* The only one that has exactly this in a field without doubles (警号). */
static void *by_number(struct page *pg, const struct query *all, struct str words)
{
	const struct kind *k = all->kind;
	for (int i = 0; i < k->n_fields; i++) {
		const struct field *f = &k->fields[i];
		struct query q = *all;
		void **rows;
		if (!(f->flags & F_UNIQUE) || f->type != F_TEXT || (f->flags & F_HIDDEN))
			continue;
		q.filters[q.n_filters++] = (struct query_filter){.field = f, .text = words};
		if (query_rows(pg->cx, &q, &rows) == 1)
			return rows[0];
	}
	return NULL;
}

/* Of several the one whose title is exactly this, if it is one; the number of those left. */
static int narrow(struct page *pg, const struct kind *k, struct str words, void **rows, int n)
{
	int exact = 0, at = 0;
	for (int i = 0; i < n; i++)
		if (str_eq(title_of(pg, k, rows[i]), words)) {
			exact++;
			at = i;
		}
	if (exact != 1)
		return n;
	rows[0] = rows[at];
	return 1;
}

/* What fits: SHOWN at most, one more where there are more. */
static int candidates(
	struct page *pg, const struct kind *k, rid under, struct str words, void ***out)
{
	struct query q = query_of(k, under, true, SHOWN);
	void *one = by_number(pg, &q, words);
	if (one) {
		*out = arena_array(pg->cx->a, 1, sizeof **out);
		(*out)[0] = one;
		return 1;
	}
	q.search = words;
	int n = query_rows(pg->cx, &q, out);
	return narrow(pg, k, words, *out, n);
}

static const struct http_pair *found_field(const struct http_pairs *at, struct str name)
{
	for (size_t i = 0; i < at->n; i++)
		if (str_eq(at->at[i].name, name))
			return &at->at[i];
	return NULL;
}

struct asked {
	const struct kind *kind;
	rid under;
	struct str field, words;
};

static bool parse(struct page *pg, const struct http_pair *p, struct asked *out)
{
	struct str rest = p->name;
	str_cut(&rest, S("."));
	struct str kind = str_cut(&rest, S(".")), under = str_cut(&rest, S("."));
	out->kind = kind_find(pg->cx->kinds, kind);
	out->under = RID_NONE;
	out->field = rest;
	out->words = str_trim(p->value);
	return out->kind && rest.n &&
	       (str_eq(under, S("0")) || num_int(under, 1, INT64_MAX, &out->under.n));
}

/* The number of what was written; empty, with the field's error, where it is not one. */
static struct str resolve(struct page *pg, const struct asked *w)
{
	void **rows;
	int n = candidates(pg, w->kind, w->under, w->words, &rows);
	if (n == 1)
		return id_text(pg, rows[0]);
	if (n == 0)
		err_field(pg->cx->errs, w->field,
			"没有找到“%.*s”，请写编号（警号）或名称里连着的几个字", STR_ARG(w->words));
	else if (n > SHOWN)
		err_field(pg->cx->errs, w->field, "“%.*s”符合的太多，请写得更全，或从下面选一个",
			STR_ARG(w->words));
	else
		err_field(pg->cx->errs, w->field, "“%.*s”有 %d 个符合，请从下面选一个",
			STR_ARG(w->words), n);
	return STR_NONE;
}

void page_ref_take(struct page *pg)
{
	struct http_pairs *f = &pg->q->fields;
	struct http_pair *kept = arena_array(pg->cx->a, 2 * f->n + 1, sizeof *kept);
	struct http_pairs left = {.at = kept, .room = 2 * f->n + 1};
	pg->finds.at = arena_array(pg->cx->a, f->n + 1, sizeof *kept);
	for (size_t i = 0; i < f->n; i++)
		if (str_starts(f->at[i].name, S("find.")))
			pg->finds.at[pg->finds.n++] = f->at[i];
		else
			kept[left.n++] = f->at[i];
	for (size_t i = 0; i < pg->finds.n; i++) {
		struct asked w;
		const struct http_pair *chosen;
		if (!parse(pg, &pg->finds.at[i], &w) || w.words.n == 0)
			continue;
		chosen = found_field(&left, w.field);
		if (chosen && chosen->value.n)
			continue;
		struct http_pair to = {.name = w.field, .value = resolve(pg, &w)};
		kept[chosen ? (size_t)(chosen - kept) : left.n++] = to;
	}
	*f = left;
}

/* ---- the input ---- */

/* What tells two of the same name apart: number, post, unit. */
static struct str telling(struct page *pg, const struct kind *k, const void *row)
{
	const struct rec_head *head = row;
	struct str t = title_of(pg, k, row), unit = tree_unit_name(pg->cx, head->unit);
	int told = 0;
	for (int i = 1; i < k->n_fields && told < TELLING; i++) {
		const struct field *f = &k->fields[i];
		if (f->type != F_TEXT || !(f->flags & F_IN_LIST) || val_is_empty(f, row))
			continue;
		struct str value = val_show(pg->cx, f, row);
		t = str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(t), STR_ARG(value));
		told++;
	}
	return unit.n && !str_eq(unit, title_of(pg, k, row))
		       ? str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(t), STR_ARG(unit))
		       : t;
}

static void draw_choice(
	struct page *pg, const struct page_ref *ref, void **rows, int n, struct ui_field *f)
{
	struct ui_option *o = arena_array(pg->cx->a, (size_t)n + 1, sizeof *o);
	rid chosen = RID_NONE;
	bool found = false;
	for (int i = 0; i < n; i++) {
		struct str id = id_text(pg, rows[i]);
		o[i] = (struct ui_option){.value = id,
			.text = ref->text ? ref->text(pg, rows[i])
					  : title_of(pg, ref->kind, rows[i]),
			.on = str_eq(id, ref->chosen)};
		found |= o[i].on;
	}
	/* One that is out of use by now, or elsewhere, stays the record's own. */
	if (!found && num_int(ref->chosen, 1, INT64_MAX, &chosen.n) &&
		query_sees(pg->cx, ref->kind, chosen))
		o[n++] = (struct ui_option){.value = ref->chosen,
			.text = title_of(pg, ref->kind, rec_load(pg->cx, ref->kind, chosen)),
			.on = true};
	f->input = UI_SELECT;
	f->options = o;
	f->n_options = n;
}

static void draw_find(struct page *pg, const struct page_ref *ref, struct ui_field *f)
{
	struct arena *a = pg->cx->a;
	struct ui_option *o = arena_array(a, SHOWN + 1, sizeof *o);
	rid chosen = RID_NONE;
	void **rows;
	f->input = UI_FIND;
	f->find = str_fmt(
		a, "find.%s.%lld.%.*s", ref->kind->name, (long long)ref->under.n, STR_ARG(f->name));
	const struct http_pair *sent = found_field(&pg->finds, f->find);
	f->value = sent ? str_trim(sent->value) : STR_NONE;
	f->options = o;
	f->none = tr(pg->h->lang, "都不是，按上面写的另找");
	f->placeholder = tr(pg->h->lang, "编号（警号）或名称");
	f->n_options = 0;
	if (num_int(ref->chosen, 1, INT64_MAX, &chosen.n) && query_sees(pg->cx, ref->kind, chosen))
		o[f->n_options++] = (struct ui_option){.value = ref->chosen,
			.text = telling(pg, ref->kind, rec_load(pg->cx, ref->kind, chosen)),
			.on = true};
	else if (f->value.n) {
		int n = candidates(pg, ref->kind, ref->under, f->value, &rows);
		for (int i = 0; i < n && i < SHOWN; i++)
			o[f->n_options++] = (struct ui_option){.value = id_text(pg, rows[i]),
				.text = telling(pg, ref->kind, rows[i])};
	}
}

void page_ref_field(struct page *pg, const struct page_ref *ref, struct ui_field *f)
{
	struct query q = query_of(ref->kind, ref->under, ref->open, MOST);
	void **rows;
	int n = query_rows(pg->cx, &q, &rows);
	if (n <= MOST)
		draw_choice(pg, ref, rows, n, f);
	else
		draw_find(pg, ref, f);
}
