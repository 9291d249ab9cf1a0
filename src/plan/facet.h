/* facet.h — 目标、内容、措施、标准、要求 of a measure: what each item of a long-term mechanism has
 * (PLAN-30). Read from the labels in its words, put right by hand with the rest of the measure. */
#ifndef PLAN_FACET_H
#define PLAN_FACET_H

#include "base/str.h"

enum facet { FACET_AIM, FACET_CONTENT, FACET_ACTION, FACET_STANDARD, FACET_DEMAND, FACETS };

/* What follows 工作目标：, 内容：, 具体措施：, 标准：, 要求： at the beginning of a line or behind a full
 * stop, up to the next label; empty where there is none. Views of `text`. */
void facet_read(struct str text, struct str out[static FACETS]);
/* 目标, 内容 … */
const char *facet_name(enum facet f);

#endif
