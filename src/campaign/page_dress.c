/* page_dress.c — what duty/ puts into the top bar: the campaigns, and the sentence about today. */
#include "campaign/page.h"
#include "core/actor.h"
#include "core/cal.h"
#include "duty/reach.h"

enum { SWITCHER = 12, IRREGULAR_DAYS = 7 };

static void dress_campaigns(struct page *pg, struct ui_frame *frame)
{
	struct campaign_row **rows;
	if (!actor_may(pg->cx, "campaign.read", RID_NONE))
		return;
	int n = reach_campaigns(pg->cx, SWITCHER, &rows);
	struct ui_link *at = arena_array(pg->cx->a, (size_t)n + 1, sizeof *at);
	for (int i = 0; i < n; i++) {
		const struct campaign_row *c = rows[i];
		at[i] = (struct ui_link){
			str_fmt(pg->cx->a, "/campaign/%lld", (long long)c->head.id.n), c->name};
	}
	frame->campaign = n ? tr(pg->h->lang, "全部事项") : STR_NONE;
	frame->campaigns = at;
	frame->n_campaigns = n;
}

/* 本月第 14 个工作日; on a day off its name. */
static struct str day_count(struct page *pg)
{
	struct work_look look = work_look(pg->cx->cal, pg->cx->today);
	if (!look.works)
		return work_say(&look, pg->cx->today);
	return trf(pg->cx->a, pg->h->lang, "本月第 %d 个工作日",
		work_count(pg->cx->cal, day_month_start(pg->cx->today), pg->cx->today));
}

/* The next irregular day within a week: 周日 9月20日调休上班. */
static struct str irregular(struct page *pg)
{
	for (int i = 1; i <= IRREGULAR_DAYS; i++) {
		struct day d = day_add(pg->cx->today, i);
		struct work_look look = work_look(pg->cx->cal, d);
		if (look.kind != WORK_MAKEUP && look.kind != WORK_HOLIDAY)
			continue;
		struct str when = locale_weekday(pg->cx->a, pg->h->lang, d, pg->cx->today);
		struct str note = work_say(&look, d);
		return str_fmt(pg->cx->a, "%.*s%.*s", STR_ARG(when), STR_ARG(note));
	}
	return STR_NONE;
}

void campaign_dress(struct page *pg, struct ui_frame *frame)
{
	dress_campaigns(pg, frame);
	frame->day_count = day_count(pg);
	frame->day_next = irregular(pg);
}
