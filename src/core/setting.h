/* setting.h — numbers and texts an office decides for itself, as rows (table setting).
 *
 * Shipped in data/settings.tsv with a default, a unit and a label; changed by administrators, and
 * every change is sealed. How the program runs (addresses, workers) is sys/conf.h instead. */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "core/ctx.h"

/* The value; aborts where no such setting was shipped or it is not a number. */
int64_t setting_int(struct ctx *cx, struct str code);
struct str setting_text(struct ctx *cx, struct str code);

#endif
