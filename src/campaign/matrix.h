/* matrix.h — responsibility matrix of a campaign: measures × units, the most urgent light of each
 * (PLAN-15, PLAN-42). Many units are shown a page at a time: nothing here reads more than the units
 * it is asked for. */
#ifndef CAMPAIGN_MATRIX_H
#define CAMPAIGN_MATRIX_H

#include "duty/duty.h"
#include "duty/light.h"

struct matrix_unit {
	rid id;
	struct str name, short_name, kind;
};
struct matrix_cell {
	bool owes, lead;
	struct light_out light;
	struct due_row due; /* the one the light is of; head.id 0 where none is near */
};
struct matrix {
	struct measure_row **measures;
	int n_measures;
	struct matrix_unit *units;
	int n_units, all_units, year;
	struct matrix_cell *cells; /* n_measures × n_units */
};
enum { MATRIX_UNITS = 30 };

/* Page `page` (from 0) of the campaign's units, in the order of the tree. Of one year (0: of all):
 * who has anything due in it, blue where all of that is accepted (PLAN-51). */
struct matrix *matrix_load(
	struct ctx *cx, rid campaign, const struct light_rules *rules, int page, int year);

#endif
