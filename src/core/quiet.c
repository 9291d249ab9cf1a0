/* quiet.c — see quiet.h. */
#include "core/quiet.h"
#include "base/num.h"
#include "calendar/work.h"
#include "core/setting.h"

/* "HH:MM" as minutes of the day; -1 where it is not one. */
static int minute_of(struct str s)
{
	int64_t h, m;
	struct str hour = str_cut(&s, S(":"));
	if (!num_int(hour, 0, 23, &h) || !num_int(s, 0, 59, &m))
		return -1;
	return (int)(h * 60 + m);
}

bool quiet_now(struct ctx *cx)
{
	int from = minute_of(setting_text(cx, S("remind.quiet_from")));
	int until = minute_of(setting_text(cx, S("remind.quiet_until")));
	int now = stamp_minute(cx->now);
	if (from < 0 || until < 0 || from == until)
		return false;
	return from < until ? now >= from && now < until : now >= from || now < until;
}

bool quiet_may_send(struct ctx *cx)
{
	return work_is_day(cx->cal, cx->today) && !quiet_now(cx);
}
