/* years.c — see years.h. */
#include "campaign/years.h"
#include "base/bug.h"
#include "base/num.h"

enum { MOST = 30 };

struct years years_of(const struct campaign_row *c, struct day today)
{
	struct years y;
	y.first = day_ymd(day_is_set(c->from_day) ? c->from_day : today).y;
	y.last = day_ymd(day_is_set(c->until_day) ? c->until_day : today).y;
	if (y.last < y.first)
		y.last = y.first;
	if (y.last > y.first + MOST)
		y.last = y.first + MOST;
	return y;
}

int years_asked(struct page *pg, const struct campaign_row *c)
{
	struct years y = years_of(c, pg->cx->today);
	int64_t year = 0;
	if (y.first == y.last || !num_int(http_param(pg->q, S("year")), y.first, y.last, &year))
		return 0;
	return (int)year;
}

int years_filter(struct page *pg, const struct campaign_row *c, struct ui_filter *out)
{
	struct years y = years_of(c, pg->cx->today);
	struct ui_choice *at = arena_array(pg->cx->a, (size_t)(y.last - y.first) + 1, sizeof *at);
	if (y.first == y.last)
		return 0;
	*out = (struct ui_filter){S("year"), tr(pg->h->lang, "年度"), at, 0};
	for (int i = y.first; i <= y.last; i++)
		at[out->n++] = (struct ui_choice){
			str_fmt(pg->cx->a, "%d", i), trf(pg->cx->a, pg->h->lang, "%d 年", i), -1};
	return 1;
}

void years_bar(struct page *pg, const struct campaign_row *c, const char *tail)
{
	struct ui_param asked[] = {{S("year"), http_param(pg->q, S("year"))}};
	struct ui_query q = {
		.path = str_fmt(pg->cx->a, "/campaign/%lld%s", (long long)c->head.id.n, tail),
		.params = asked,
		.n = NELEM(asked)};
	struct ui_filter f;
	if (years_filter(pg, c, &f))
		ui_filters_alone(pg->h, &q, &f, 1);
}
