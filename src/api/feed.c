/* feed.c — see feed.h. The scope is the one of the list 待报; provisional dates say so (N6). */
#include "api/feed.h"
#include "api/auth.h"
#include "core/actor.h"
#include "core/tree.h"
#include "duty/list.h"
#include "org/access.h"
#include "paper/ics.h"
#include "sys/clock.h"
#include "web/page.h"
#include "web/rate.h"

enum { MOST = 2000 };

static void refuse(struct page *pg, int status, struct str zh)
{
	pg->r->status = status;
	pg->r->type = HTTP_TEXT;
	pg->r->body.n = 0;
	buf_str(&pg->r->body, zh);
	buf_lit(&pg->r->body, "\n");
}

/* "dbn_….ics" */
static struct str secret_of(struct page *pg)
{
	struct str s = pg->q->args[0];
	return str_ends(s, S(".ics")) ? str_first(s, s.n - 4) : STR_NONE;
}

/* Whose feed it is; false after the answer. */
static bool enter(struct page *pg)
{
	struct access t;
	const struct actor *who = NULL;
	if (access_find(pg->cx, secret_of(pg), &t) && t.scope == ACCESS_CALENDAR)
		who = actor_load(pg->cx, t.account);
	if (who == NULL) {
		refuse(pg, 404, S("没有这个日历地址，可能已经收回。请在“我的设置”里重新生成。"));
		return false;
	}
	if (rate_take(pg->app->rate, t.id.n, clock_ticks())) {
		refuse(pg, 429, S("取得太频繁，请稍后再试。"));
		return false;
	}
	pg->cx->who = who;
	pg->cx->lang = locale_of_tag(who->lang);
	pg->token = t.id;
	pg->token_day = t.last_day;
	return true;
}

static void put(struct page *pg, const struct due_line *l, struct str base)
{
	struct arena *a = pg->cx->a;
	const struct due_row *d = &l->d;
	bool back = d->head.state == DUE_RETURNED;
	struct str title = str_cat(
		a, back ? tr(pg->cx->lang, "重报：") : STR_NONE, due_name(a, l->heading, d));
	ics_put(&pg->r->body,
		&(struct ics_event){
			.uid = str_fmt(a, "due-%lld@duban", (long long)d->head.id.n),
			.title = title,
			.text = trf(a, pg->cx->lang, "%.*s 报送给 %.*s", STR_ARG(l->unit_name),
				STR_ARG(l->to_name)),
			.url = str_fmt(a, "%.*s/due/%lld", STR_ARG(base), (long long)d->head.id.n),
			.day = d->due_day,
			.minute = (int)d->due_min,
			.provisional = d->provisional,
			.sequence = d->head.version,
			.now = pg->cx->now,
		});
}

static void feed(struct page *pg)
{
	struct due_line *at;
	if (!enter(pg))
		return;
	struct due_filter f = {.perm = "due.report",
		.col = "unit",
		.states = STATE_OWED,
		.from = DAY_NONE,
		.until = DAY_NONE,
		.per_page = MOST};
	struct light_rules rules = light_load(pg->cx);
	int n = due_list(pg->cx, &f, &rules, &at);
	struct str base = page_base_url(pg);
	pg->r->type = S("text/calendar; charset=utf-8");
	struct str unit = tree_unit_name(pg->cx, pg->cx->who->unit);
	ics_begin(&pg->r->body, trf(pg->cx->a, pg->cx->lang, "督办 %.*s", STR_ARG(unit)));
	for (int i = 0; i < n && i < MOST; i++)
		if (day_is_set(at[i].d.due_day))
			put(pg, &at[i], base);
	ics_end(&pg->r->body);
}

static const struct page_def feed_def = {
	.fn = feed, .flags = PAGE_PLAIN, .fail = refuse, .then = auth_used};

const struct route feed_routes[] = {
	{.verb = VERB_GET, .pattern = "/ics/:token", .fn = page_serve, .more = &feed_def},
	{0},
};
