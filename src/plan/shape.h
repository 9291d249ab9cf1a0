/* shape.h — correcting the tree of a reading by hand while it is checked: moving, splitting,
 * merging, adding, taking out (PLAN-05, PLAN-09).
 *
 * Permission plan.edit at the plan, state reading. Each act is one transaction and one log entry.
 * Spans stay true: a part that was split off points to its own bytes of the text, a merged measure
 * to all of them, an added one to none. */
#ifndef PLAN_SHAPE_H
#define PLAN_SHAPE_H

#include "plan/plan.h"

/* One place up or down among its siblings; FLOW_STATE where it is the first or the last. */
enum flow_code shape_move(struct ctx *cx, rid measure, bool down);
/* Below another measure of the plan, as its last; RID_NONE: to the top level. */
enum flow_code shape_under(struct ctx *cx, rid measure, rid parent);
/* Parts the text before byte `at`; `out` is the second part. Units and times go with their words;
 * a part that would be left without any has them too. */
enum flow_code shape_split(struct ctx *cx, rid measure, size_t at, rid *out);
/* Into the sibling before it: text, units, times, questions and what stands below. */
enum flow_code shape_merge(struct ctx *cx, rid measure);
/* A new measure behind `after`, on its level. */
enum flow_code shape_add(struct ctx *cx, rid after, struct str heading, struct str text, rid *out);
/* Takes it out, with a reason; not while others stand below it. */
enum flow_code shape_drop(struct ctx *cx, rid measure, struct str reason);
/* Whether it carries an obligation or is only a heading. */
enum flow_code shape_assign(struct ctx *cx, rid measure, bool assigned);

/* Where a text can be parted: the byte of every sentence but the first, fields (牵头单位：…) left out;
 * their number. */
int shape_sentences(struct ctx *cx, struct str text, size_t **out);

#endif
