/* shipped.c — see shipped.h. */
#include "core/shipped.h"

static struct str full_key(struct ctx *cx, struct str file, struct str key)
{
	return str_fmt(cx->a, "%.*s\t%.*s", STR_ARG(file), STR_ARG(key));
}

struct shipped shipped_load(struct ctx *cx)
{
	struct shipped out = {.seen = map_in(cx->a), .empty = true};
	struct stmt *s = db_prep(cx->db, "SELECT file, code FROM shipped");
	while (db_step(s) == DB_ROW) {
		map_set(&out.seen, full_key(cx, db_col_text(s, 0), db_col_text(s, 1)), cx);
		out.empty = false;
	}
	db_done(s);
	return out;
}

bool shipped_has(struct ctx *cx, const struct shipped *s, const char *file, struct str key)
{
	return map_get(&s->seen, full_key(cx, str_of(file), key)) != NULL;
}

enum flow_code shipped_mark(struct ctx *cx, const char *file, struct str key)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO shipped (file, code) VALUES (?, ?)");
	db_text(s, 1, str_of(file));
	db_text(s, 2, key);
	return flow_of_db(db_run(s));
}
