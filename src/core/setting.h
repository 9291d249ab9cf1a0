/* setting.h — numbers and texts an office decides for itself, as rows (table setting).
 *
 * Shipped in data/settings.tsv with a default, a unit, bounds and a label; changed by
 * administrators, every change sealed and the old value kept (core/was.h). One that came with a
 * newer program and is not in the database yet has its shipped value; one that no program reads any
 * more stays in the database and is not shown. How the program runs (addresses, workers) is
 * sys/conf.h instead. */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "core/ctx.h"

/* The value; aborts where no such setting is shipped, or it is not a number. */
int64_t setting_int(struct ctx *cx, struct str code);
struct str setting_text(struct ctx *cx, struct str code);

struct setting {
	struct str code, value, label, unit, basis;
	struct str group;    /* the heading it stands under */
	struct str shipped;  /* the value it came with */
	int64_t least, most; /* of a number, both included */
	bool is_number;
};
/* All that are shipped, in the order of the file, with the values in force; returns how many. */
int setting_all(struct ctx *cx, struct setting **out);

/* Sets one: checked by its unit and bounds (errors under "value"), reason required ("reason").
 * Permission setting.edit. FLOW_ABSENT where there is none of that code. */
struct setting_in {
	struct str code, value, reason;
	struct str seen; /* the value the person saw; FLOW_CONFLICT where it is another by now */
};
enum flow_code setting_set(struct ctx *cx, const struct setting_in *in);

#endif
