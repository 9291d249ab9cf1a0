/* quiet.h — when nobody is to be disturbed: the evening and night hours the office has set, and
 * days on which nobody works (TIME-29). Reminders keep to it; people who act at night do not. */
#ifndef CORE_QUIET_H
#define CORE_QUIET_H

#include "core/ctx.h"

/* Between remind.quiet_from and remind.quiet_until, which may lie across midnight. A setting that
 * is no time of day, or both the same, means no quiet hours. */
bool quiet_now(struct ctx *cx);
/* On a working day and outside the quiet hours. */
bool quiet_may_send(struct ctx *cx);

#endif
