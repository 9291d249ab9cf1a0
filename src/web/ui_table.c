/* ui_table.c — see ui_table.h. */
#include "web/ui_table.h"
#include "base/bug.h"
#include "web/ui_icon.h"

struct str ui_query_get(const struct ui_query *q, struct str key)
{
	for (int i = 0; i < q->n; i++)
		if (str_eq(q->params[i].key, key))
			return q->params[i].value;
	return STR_NONE;
}

static void put_param(struct html *h, bool *any, struct str key, struct str value)
{
	if (value.n == 0)
		return;
	buf_ch(h->out, *any ? '&' : '?');
	*any = true;
	h_url(h, key);
	buf_ch(h->out, '=');
	h_url(h, value);
}

struct str ui_query_with(
	struct arena *a, const struct ui_query *q, struct str key, struct str value)
{
	struct buf b = buf_in(a, 16384);
	struct html h = html_to(&b, LANG_ZH, DAY_NONE);
	bool any = false, done = false;
	buf_str(&b, q->path);
	for (int i = 0; i < q->n; i++) {
		const struct ui_param *p = &q->params[i];
		bool it = str_eq(p->key, key);
		if (!it && str_eq(p->key, S("page")))
			continue;
		put_param(&h, &any, p->key, it ? value : p->value);
		done = done || it;
	}
	if (!done)
		put_param(&h, &any, key, value);
	return buf_view(&b);
}

/* href, and with script the part of the page that changes. */
static void link_to(struct html *h, const struct ui_query *q, struct str url)
{
	h_href(h, url);
	if (q->swap.n == 0)
		return;
	struct str target = str_cat(html_arena(h), S("#"), q->swap);
	h_at_url(h, "hx-get", url);
	h_at(h, "hx-target", target);
	h_at(h, "hx-select", target);
	h_lit(h, " hx-swap=\"outerHTML\" hx-push-url=\"true\"");
}

static void head_sort(struct html *h, const struct ui_table *t, const struct ui_col *c)
{
	struct str now = ui_query_get(t->query, S("sort"));
	bool up = str_eq(now, c->sort);
	bool down = str_starts(now, S("-")) && str_eq(str_from(now, 1), c->sort);
	struct str next = up ? str_cat(html_arena(h), S("-"), c->sort) : c->sort;
	if (up)
		h_lit(h, " aria-sort=\"ascending\"");
	if (down)
		h_lit(h, " aria-sort=\"descending\"");
	h_lit(h, "><a class=\"sort\"");
	link_to(h, t->query, ui_query_with(html_arena(h), t->query, S("sort"), next));
	h_lit(h, ">");
	h_text(h, c->text);
	if (up)
		h_lit(h, "<span aria-hidden=\"true\"> ↑</span>");
	if (down)
		h_lit(h, "<span aria-hidden=\"true\"> ↓</span>");
	h_lit(h, "</a></th>");
}

static void head_cell(struct html *h, const struct ui_table *t, const struct ui_col *c)
{
	h_lit(h, "<th scope=\"col\"");
	if (c->right && c->hide_small)
		h_lit(h, " class=\"rt hide-m\"");
	else if (c->right)
		h_lit(h, " class=\"rt\"");
	else if (c->hide_small)
		h_lit(h, " class=\"hide-m\"");
	if (c->sort.n && t->query) {
		head_sort(h, t, c);
		return;
	}
	h_lit(h, ">");
	if (c->text_hidden)
		h_elc(h, "span", "vh", c->text);
	else
		h_text(h, c->text);
	h_lit(h, "</th>");
}

void ui_table_begin(struct html *h, const struct ui_table *t)
{
	h_lit(h, "<div class=\"tscroll\" tabindex=\"0\" role=\"group\"");
	h_at(h, "aria-label", t->label);
	h_lit(h, "><table class=\"table");
	if (t->hover)
		h_lit(h, " table-hi");
	if (t->dense)
		h_lit(h, " dense");
	if (t->class_.n) {
		h_lit(h, " ");
		h_attr(h, t->class_);
	}
	h_lit(h, "\"><thead><tr>");
	for (int i = 0; i < t->n_cols; i++)
		head_cell(h, t, &t->cols[i]);
	h_lit(h, "</tr></thead><tbody>");
}

void ui_table_end(struct html *h)
{
	h_lit(h, "</tbody></table></div>");
}

void ui_tr_begin(struct html *h, bool selected)
{
	if (selected)
		h_lit(h, "<tr class=\"sel\" aria-current=\"true\">");
	else
		h_lit(h, "<tr>");
}

void ui_td_int(struct html *h, int64_t n)
{
	h_lit(h, "<td class=\"rt\">");
	h_int(h, n);
	h_lit(h, "</td>");
}

void ui_td_link(struct html *h, struct str url, struct str text)
{
	h_lit(h, "<td class=\"el\"><a class=\"tt\"");
	h_href(h, url);
	h_lit(h, ">");
	h_text(h, text);
	h_lit(h, "</a></td>");
}

static void page_link(struct html *h, const struct ui_pager *p, int page, struct str words)
{
	struct str to = page == 1 ? STR_NONE : str_fmt(html_arena(h), "%d", page);
	h_lit(h, "<a");
	link_to(h, p->query, ui_query_with(html_arena(h), p->query, S("page"), to));
	h_lit(h, ">");
	h_text(h, words);
	h_lit(h, "</a>");
}

void ui_pager(struct html *h, const struct ui_pager *p)
{
	bool next = p->pages ? p->page < p->pages : p->more;
	if (p->last == 0)
		return;
	h_lit(h, "<nav class=\"card-foot pagef\"");
	h_at_tr(h, "aria-label", "分页");
	h_lit(h, "><span>");
	if (p->total >= 0)
		h_trf(h, "第 %lld—%lld 条，共 %lld 条", (long long)p->first, (long long)p->last,
			(long long)p->total);
	else
		h_trf(h, "第 %lld—%lld 条", (long long)p->first, (long long)p->last);
	h_lit(h, "</span><span class=\"push\">");
	if (p->page > 1)
		page_link(h, p, p->page - 1, tr(h->lang, "上一页"));
	if (p->pages > 1) {
		h_lit(h, "　");
		h_int(h, p->page);
		h_lit(h, " / ");
		h_int(h, p->pages);
		h_lit(h, "　");
	} else {
		h_lit(h, "　");
	}
	if (next)
		page_link(h, p, p->page + 1, tr(h->lang, "下一页"));
	h_lit(h, "</span></nav>");
}

static const struct ui_choice *chosen(const struct ui_filter *f, struct str value)
{
	for (int i = 0; i < f->n; i++)
		if (value.n && str_eq(f->choices[i].value, value))
			return &f->choices[i];
	return NULL;
}

static void filter_open(struct html *h, const struct ui_query *q, const struct ui_filter *f)
{
	h_lit(h, "<details class=\"fd\"><summary class=\"fx\">");
	h_text(h, f->label);
	h_lit(h, "<span class=\"caret\"></span></summary><div class=\"pop\">");
	for (int i = 0; i < f->n; i++) {
		const struct ui_choice *c = &f->choices[i];
		h_lit(h, "<a");
		link_to(h, q, ui_query_with(html_arena(h), q, f->key, c->value));
		h_lit(h, ">");
		h_text(h, c->text);
		if (c->count >= 0) {
			h_lit(h, "<em>");
			h_int(h, c->count);
			h_lit(h, "</em>");
		}
		h_lit(h, "</a>");
	}
	h_lit(h, "</div></details>");
}

static void filter_set(
	struct html *h, const struct ui_query *q, const struct ui_filter *f, struct str text)
{
	h_lit(h, "<a class=\"fx on\"");
	link_to(h, q, ui_query_with(html_arena(h), q, f->key, STR_NONE));
	h_at(h, "aria-label", trf(html_arena(h), h->lang, "取消筛选：%.*s", STR_ARG(text)));
	h_lit(h, ">");
	h_text(h, text);
	h_lit(h, " ×</a>");
}

static void find_box(
	struct html *h, const struct ui_query *q, struct str find, struct str find_label)
{
	h_lit(h, "<label class=\"vh\"");
	h_at(h, "for", str_cat(html_arena(h), S("flt_"), find));
	h_lit(h, ">");
	h_text(h, find_label);
	h_lit(h, "</label><input class=\"form-control fsm\"");
	h_at(h, "id", str_cat(html_arena(h), S("flt_"), find));
	h_at(h, "name", find);
	h_at(h, "placeholder", find_label);
	h_at_opt(h, "value", ui_query_get(q, find));
	h_lit(h, "><button class=\"btn btn-sm\" type=\"submit\">");
	h_tr(h, "找");
	h_lit(h, "</button>");
	for (int i = 0; i < q->n; i++) {
		const struct ui_param *p = &q->params[i];
		if (str_eq(p->key, find) || str_eq(p->key, S("page")) || p->value.n == 0)
			continue;
		h_lit(h, "<input type=\"hidden\"");
		h_at(h, "name", p->key);
		h_at(h, "value", p->value);
		h_lit(h, ">");
	}
}

void ui_filters(struct html *h, const struct ui_query *q, const struct ui_filter *filters, int n,
	struct str find, struct str find_label)
{
	h_lit(h, "<form class=\"filt\" role=\"search\"");
	h_at_tr(h, "aria-label", "筛选");
	h_at_url(h, "action", q->path);
	h_lit(h, ">");
	if (find.n)
		find_box(h, q, find, find_label);
	for (int i = 0; i < n; i++) {
		const struct ui_choice *c = chosen(&filters[i], ui_query_get(q, filters[i].key));
		if (c)
			filter_set(h, q, &filters[i], c->text);
		else
			filter_open(h, q, &filters[i]);
	}
	h_lit(h, "</form>");
}

void ui_filters_alone(
	struct html *h, const struct ui_query *q, const struct ui_filter *filters, int n)
{
	h_lit(h, "<div class=\"card filt-alone\">");
	ui_filters(h, q, filters, n, STR_NONE, STR_NONE);
	h_lit(h, "</div>");
}
