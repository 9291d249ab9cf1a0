/* gen.h — the generated screens of every record kind: list, detail, form of each step.
 *
 * From the kind's tables alone (core/kind.h): a new kind has these screens without a line of code.
 * Screens people look at all day are written by hand in their capability and do not come here. */
#ifndef WEB_GEN_H
#define WEB_GEN_H

#include "web/page.h"

/* /k/KIND, /k/KIND/ID, /k/KIND/new, /k/KIND/ID/STEP. */
extern const struct route gen_routes[];

#endif
