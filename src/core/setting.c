/* setting.c — see setting.h. */
#include "core/setting.h"
#include "base/bug.h"
#include "base/num.h"

struct str setting_text(struct ctx *cx, struct str code)
{
	struct stmt *s = db_prep(cx->db, "SELECT value FROM setting WHERE code = ?");
	db_text(s, 1, code);
	if (db_step(s) != DB_ROW)
		BUG("a setting is missing: run `duban doctor`");
	struct str v = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return v;
}

int64_t setting_int(struct ctx *cx, struct str code)
{
	int64_t n;
	AN(num_int(setting_text(cx, code), INT64_MIN / 2, INT64_MAX / 2, &n));
	return n;
}
