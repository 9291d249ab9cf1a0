/* quiet.c — see quiet.h. */
#include "core/quiet.h"
#include "calendar/work.h"
#include "core/setting.h"

bool quiet_now(struct ctx *cx)
{
	int from, until, now = stamp_minute(cx->now);
	if (!day_minute(setting_text(cx, S("remind.quiet_from")), &from) ||
		!day_minute(setting_text(cx, S("remind.quiet_until")), &until) || from == until)
		return false;
	return from < until ? now >= from && now < until : now >= from || now < until;
}

bool quiet_may_send(struct ctx *cx)
{
	return work_is_day(cx->cal, cx->today) && !quiet_now(cx);
}
