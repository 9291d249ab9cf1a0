/* tables.h — the tables behind core/, and the table of a kind made from its fields. */
#ifndef CORE_TABLES_H
#define CORE_TABLES_H

#include "core/kind.h"
#include "store/schema.h"

/* unit_up, code, setting, note, session, once, role, work_year, work_day. */
extern const struct schema_part core_part;

/* The tables of these kinds as one part of the schema, in `a`. */
const struct schema_part *tables_of_kinds(struct arena *a, const struct kinds *kinds);

#endif
