/* say.h — a time rule in Chinese, for people who check how a phrase was read. */
#ifndef CALENDAR_SAY_H
#define CALENDAR_SAY_H

#include "base/buf.h"
#include "calendar/rule.h"

/* 每月, 每季度, 每两周; empty for none. */
struct str say_every(enum rule_every e);
/* 每月22日17:00前, 次月5日前, 每季度末; `time` 0 is the day's end. */
void say_due(struct buf *out, enum rule_every e, const struct rule_due *due, int time);
/* The whole rule: 每月报动态进展，每月底前，至12月底；同时，12月底前完成. Open parameters are said
 * as （待定：…）. */
struct str say_rule(struct arena *a, const struct rule *r);

#endif
