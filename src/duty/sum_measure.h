/* sum_measure.h — how many due items of each measure stand where, kept: what a campaign's progress
 * asks of a province of two million items is read from a few thousand rows.
 *
 * Changes are counted by triggers on the table `due`; new items by sum_add() (sum.h). Derived, so
 * it is not sealed. PLAN-24, PLAN-39. */
#ifndef DUTY_SUM_MEASURE_H
#define DUTY_SUM_MEASURE_H

#include "core/flow.h"

/* The table due_measure: campaign, measure, to_unit, state, due_day, due_min, from_day, handed (in,
 * 0 or 1), n. A day that is not set is far ahead for due_day and long ago for from_day. */
extern const struct schema_part sum_measure_part;

/* Counts new due items `first` to `last` in; only sum_add() calls it. */
enum flow_code sum_measure_add(struct ctx *cx, rid first, rid last);

#endif
