/* page_setup.c — setting a campaign up (PLAN-04, 27, 37, 39; ORG-05): what its three screens share,
 * and the acts they send. The screens: page_startup.c, page_group.c, page_goals.c. */
#include "base/bug.h"
#include "base/num.h"
#include "campaign/page_setup_int.h"
#include "core/actor.h"

struct str page_setup_url(struct page *pg, const struct campaign_row *c, const char *tail)
{
	return str_fmt(pg->cx->a, "/campaign/%lld%s", (long long)c->head.id.n, tail);
}

struct str page_setup_number(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "%lld", (long long)id.n);
}

bool page_setup_edits(struct page *pg, const struct campaign_row *c)
{
	return c->head.state != CAMPAIGN_DONE && c->head.state != CAMPAIGN_CANCELLED &&
	       actor_may(pg->cx, "campaign.edit", c->head.unit);
}

struct str page_setup_day(struct page *pg, struct day d)
{
	return locale_day(pg->cx->a, pg->h->lang, d, pg->h->today);
}

void page_setup_begin(struct page *pg, const struct campaign_row *c, const char *what)
{
	ui_form_begin(pg->h, &(struct ui_form){.action = page_setup_url(pg, c, "/setup")});
	page_tokens(pg);
	ui_hidden(pg->h, S("what"), str_of(what));
}

void page_setup_end(struct page *pg, const char *label)
{
	ui_buttons_begin(pg->h);
	ui_button(pg->h, &(struct ui_button){
				 .text = locale_find(pg->h->lang, str_of(label)), .small = true});
	ui_buttons_end(pg->h);
	ui_form_end(pg->h);
}

/* What was typed, where this act was sent. */
struct str page_setup_typed(struct page *pg, const char *what, const char *field)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what)) ? http_field(pg->q, str_of(field))
								  : STR_NONE;
}

struct str page_setup_wrong(struct page *pg, const char *what, const char *field)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what))
		       ? err_of(pg->cx->errs, str_of(field))
		       : STR_NONE;
}

/* This act on this row was sent and is shown again. */
bool page_setup_asked(struct page *pg, const char *what, rid id)
{
	return str_eq(http_field(pg->q, S("what")), str_of(what)) &&
	       str_eq(http_field(pg->q, S("id")), page_setup_number(pg, id));
}

/* ---- pages and acts ---- */

void page_startup(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c)
		page_startup_draw(pg, c);
}

void page_group(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c)
		page_group_draw(pg, c);
}

void page_goals(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	if (c)
		page_goals_draw(pg, c);
}

struct act {
	struct page *pg;
	rid campaign, id;
};

static rid id_field(struct page *pg, struct str name)
{
	rid id = RID_NONE;
	num_int(http_field(pg->q, name), 1, INT64_MAX, &id.n);
	return id;
}

static struct day day_field(struct page *pg, struct str name)
{
	struct day d;
	return day_parse(http_field(pg->q, name), &d) ? d : DAY_NONE;
}

static enum flow_code do_member(struct ctx *cx, const struct act *a)
{
	struct setup_member m = {.name = http_field(a->pg->q, S("name")),
		.post = http_field(a->pg->q, S("post")),
		.role = http_field(a->pg->q, S("role")),
		.from = day_field(a->pg, S("from"))};
	return setup_join(cx, a->campaign, &m);
}

static enum flow_code do_phase(struct ctx *cx, const struct act *a)
{
	struct setup_phase p = {.id = a->id,
		.name = str_trim(http_field(a->pg->q, S("name"))),
		.from = day_field(a->pg, S("from")),
		.until = day_field(a->pg, S("until"))};
	return setup_put_phase(cx, a->campaign, &p);
}

static enum flow_code do_item(struct ctx *cx, const struct act *a)
{
	struct setup_item it = {.label = str_trim(http_field(a->pg->q, S("name"))),
		.required = http_field(a->pg->q, S("required")).n > 0,
		.owner = id_field(a->pg, S("owner")),
		.due = day_field(a->pg, S("until"))};
	return setup_add_item(cx, a->campaign, &it);
}

static enum flow_code do_act(struct ctx *cx, void *arg)
{
	const struct act *a = arg;
	struct http_req *q = a->pg->q;
	struct str what = http_field(q, S("what"));
	if (str_eq(what, S("adopt")))
		return setup_adopt(cx, a->campaign);
	if (str_eq(what, S("add")))
		return do_item(cx, a);
	if (str_eq(what, S("tick")))
		return setup_tick(cx, a->campaign, http_field(q, S("item")),
			day_field(a->pg, S("day")), http_field(q, S("note")));
	if (str_eq(what, S("join")))
		return do_member(cx, a);
	if (str_eq(what, S("leave")))
		return setup_leave(cx, a->campaign, a->id, day_field(a->pg, S("until")));
	if (str_eq(what, S("phase")))
		return do_phase(cx, a);
	if (str_eq(what, S("goal")))
		return setup_add_goal(cx, a->campaign, http_field(q, S("name")));
	if (str_eq(what, S("drop_goal")) || str_eq(what, S("drop_phase")))
		return setup_drop(cx, a->campaign, str_eq(what, S("drop_goal")), a->id);
	if (str_eq(what, S("attach")))
		return setup_attach(
			cx, a->id, id_field(a->pg, S("goal")), id_field(a->pg, S("phase")));
	return FLOW_ABSENT;
}

void page_setup_act(struct page *pg)
{
	struct campaign_row *c = page_campaign_asked(pg);
	struct str what = http_field(pg->q, S("what"));
	if (c == NULL)
		return;
	bool group = str_eq(what, S("join")) || str_eq(what, S("leave"));
	bool list = str_eq(what, S("tick")) || str_eq(what, S("add")) || str_eq(what, S("adopt"));
	struct act a = {pg, c->head.id, id_field(pg, S("id"))};
	enum flow_code code = page_write(pg, do_act, &a);
	if (code == FLOW_OK) {
		page_done(pg, page_setup_url(pg, c,
				      group  ? "/group"
				      : list ? "/startup"
					     : "/goals"));
	} else if (code != FLOW_INVALID) {
		page_refuse(pg, code);
	} else {
		pg->r->status = 422;
		if (group)
			page_group_draw(pg, c);
		else if (list)
			page_startup_draw(pg, c);
		else
			page_goals_draw(pg, c);
	}
}
