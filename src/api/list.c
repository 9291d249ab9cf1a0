/* list.c — see list.h. Scope, filters and order are core/query.h's. */
#include "api/list.h"
#include "api/answer.h"
#include "api/auth.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/query.h"
#include "core/rec.h"

/* ---- who asks ---- */

void list_root(struct page *pg)
{
	if (!auth_in(pg, false))
		return;
	const struct actor *who = pg->cx->who;
	struct json j = answer_open(pg, 200);
	json_obj(&j);
	json_kv_text(&j, "login", who->login);
	json_kv_text(&j, "name", who->name);
	json_kv_int(&j, "person", who->person.n);
	json_kv_int(&j, "unit", who->unit.n);
	json_kv_day(&j, "today", pg->cx->today);
	json_key(&j, S("kinds"));
	json_arr(&j);
	for (int i = 0; i < pg->cx->kinds->n; i++) {
		const struct kind *k = pg->cx->kinds->at[i];
		if (!actor_may(pg->cx, k->read_perm, RID_NONE))
			continue;
		json_obj(&j);
		json_kv_text(&j, "name", str_of(k->name));
		json_kv_text(&j, "label", str_of(k->label));
		json_kv_text(&j, "url", str_fmt(pg->cx->a, "/api/v1/%s", k->name));
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_end_obj(&j);
}

const struct kind *list_asked(struct page *pg)
{
	const struct kind *k = kind_find(pg->cx->kinds, pg->q->args[0]);
	if (k && actor_may(pg->cx, k->read_perm, RID_NONE))
		return k;
	answer_error(pg, k ? ANSWER_DENIED : ANSWER_ABSENT);
	return NULL;
}

/* ---- a list ---- */

struct asked {
	struct query q;
	struct str cursor;
	bool count;
};

static bool take_limit(struct page *pg, struct str value, struct query *q)
{
	int64_t n;
	if (!num_int(value, 1, LIST_MOST, &n)) {
		err_field(pg->cx->errs, S("limit"), "limit 要在 1 到 %d 之间", LIST_MOST);
		return false;
	}
	q->per_page = (int)n;
	return true;
}

static void take_param(struct page *pg, struct asked *a, const struct http_pair *p)
{
	struct str name = p->name, value = p->value, first;
	http_nth(&pg->q->params, name, 0, &first);
	if (first.p != value.p)
		err_field(pg->cx->errs, name, "“%.*s”写了不止一次", STR_ARG(name));
	else if (value.n == 0)
		err_field(pg->cx->errs, name, "“%.*s”是空的", STR_ARG(name));
	else if (str_eq(name, S("q")))
		a->q.search = value;
	else if (str_eq(name, S("sort")))
		query_sort(pg->cx, &a->q, value);
	else if (str_eq(name, S("limit")))
		take_limit(pg, value, &a->q);
	else if (str_eq(name, S("cursor")))
		a->cursor = value;
	else if (str_eq(name, S("under")) && num_int(value, 1, INT64_MAX, &a->q.under.n))
		return;
	else if (str_eq(name, S("count")) && str_eq(value, S("1")))
		a->count = true;
	else
		query_filter(pg->cx, &a->q, name, value);
}

/* False after the answer where a parameter is not known or wrong. */
static bool take_params(struct page *pg, struct asked *a)
{
	for (size_t i = 0; i < pg->q->params.n; i++)
		take_param(pg, a, &pg->q->params.at[i]);
	/* A place is one of this order, wherever in the address the order stands. */
	if (a->cursor.n)
		query_go_on(pg->cx, &a->q, a->cursor);
	if (pg->cx->errs->n)
		answer_error(pg, ANSWER_UNKNOWN);
	return pg->cx->errs->n == 0;
}

void list_kind(struct page *pg)
{
	const struct kind *k;
	void **rows;
	if (!auth_in(pg, false) || (k = list_asked(pg)) == NULL)
		return;
	struct asked a = {.q = {.kind = k, .per_page = LIST_LIMIT}};
	if (!take_params(pg, &a))
		return;
	int n = query_rows(pg->cx, &a.q, &rows);
	bool more = n > a.q.per_page;
	page_look(pg,
		&(struct look){
			.kind = k, .way = LOOK_FEED, .rows = n > a.q.per_page ? a.q.per_page : n});
	struct json j = answer_open(pg, 200);
	json_obj(&j);
	json_key(&j, S("items"));
	json_arr(&j);
	for (int i = 0; i < n && i < a.q.per_page; i++)
		answer_row(pg->cx, &j, k, rows[i]);
	json_end_arr(&j);
	json_key(&j, S("next"));
	if (more)
		json_text(&j, query_cursor(pg->cx, &a.q, rows[a.q.per_page - 1]));
	else
		json_nothing(&j);
	a.q.behind = false;
	if (a.count)
		json_kv_int(&j, "count", query_count(pg->cx, &a.q));
	json_end_obj(&j);
	if (pg->r->body.full) {
		err_field(pg->cx->errs, S("limit"), "一页装不下，请减小 limit");
		answer_error(pg, ANSWER_SIZE);
	}
}

/* ---- one record ---- */

void list_record(struct page *pg)
{
	const struct kind *k;
	int64_t id;
	if (!auth_in(pg, false) || (k = list_asked(pg)) == NULL)
		return;
	if (!http_arg_id(pg->q, 1, &id) || !flow_may_see(pg->cx, k, (rid){id})) {
		answer_error(pg, ANSWER_ABSENT);
		return;
	}
	const struct rec_head *row = rec_load(pg->cx, k, (rid){id});
	if (row == NULL) {
		answer_error(pg, ANSWER_ABSENT);
		return;
	}
	struct str tag = str_fmt(pg->cx->a, "\"%lld\"", (long long)row->version);
	http_set(pg->r, S("ETag"), tag);
	if (str_eq(http_header(pg->q, S("if-none-match")), tag)) {
		pg->r->status = 304;
		pg->r->type = STR_NONE;
		return;
	}
	page_look(pg, &(struct look){.kind = k, .way = LOOK_FEED, .record = {id}});
	struct json j = answer_open(pg, 200);
	answer_row(pg->cx, &j, k, row);
}
