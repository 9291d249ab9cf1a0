/* unit.h — what hangs on a unit beside its own record: traits (ORG-02) and other names with the
 * days they were used, so that an old document finds the unit it meant (ORG-28).
 *
 * Every change needs org.edit at the unit and stands in the log under the unit's number. Texts
 * live in the context's arena. */
#ifndef ORG_UNIT_H
#define ORG_UNIT_H

#include "core/ctx.h"

/* Codes of the set unit_trait, in its order; their number. */
int unit_traits(struct ctx *cx, rid unit, struct str **out);
/* Exactly these from now on. */
enum flow_code unit_set_traits(struct ctx *cx, rid unit, const struct str *at, int n);

struct unit_alias {
	rid id;
	struct str name;
	struct day from, until; /* DAY_NONE: open */
};
int unit_aliases(struct ctx *cx, rid unit, struct unit_alias **out);
/* A new name, or other days of one the unit has. err_field("until_day") where the end is first. */
enum flow_code unit_put_alias(struct ctx *cx, rid unit, const struct unit_alias *alias);
enum flow_code unit_drop_alias(struct ctx *cx, rid unit, rid alias);
/* 政治处（至2022-06-30） */
struct str unit_alias_text(struct arena *a, const struct unit_alias *alias);

/* Words joined by 、. */
struct str unit_words(struct arena *a, const struct str *at, int n);

#endif
