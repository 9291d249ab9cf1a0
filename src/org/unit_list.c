/* unit_list.c — see unit_list.h. A handful of statements whatever the number of units. */
#include "org/unit_list.h"
#include "base/vec.h"
#include "core/actor.h"
#include "store/sql.h"

struct lines {
	struct unit_line *at;
	size_t n, room;
};

static void load(struct ctx *cx, struct lines *v)
{
	static const char *const cols[] = {"unit", NULL};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT u.id, u.parent, u.name, u.short_name, u.kind, c.label, (SELECT count(*) "
		   "FROM person p WHERE p.unit = u.id AND p.state = 'active') FROM unit u "
		   "LEFT JOIN code c ON c.code_set = 'unit_kind' AND c.code = u.kind "
		   "WHERE u.state = 'active' AND u.id IN (SELECT id FROM unit WHERE ");
	actor_scope(cx, q, "org.read", cols);
	sql_lit(q, ") ORDER BY u.sort, u.id");
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, v) = (struct unit_line){.id = db_col_rid(s, 0),
			.parent = db_col_rid(s, 1),
			.name = str_dup(cx->a, db_col_text(s, 2)),
			.short_name = str_dup(cx->a, db_col_text(s, 3)),
			.outside = str_eq(db_col_text(s, 4), S("external")),
			.kind = str_dup(cx->a, db_col_text(s, 5)),
			.persons = db_col_int(s, 6)};
	db_done(s);
}

static struct unit_line *line_of(struct lines *v, rid unit)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->at[i].id.n == unit.n)
			return &v->at[i];
	return NULL;
}

/* Heads by the order of head_post: the first one found stays. */
static void load_heads(struct ctx *cx, struct lines *v)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT a.unit, p.name, a.post FROM appointment a JOIN person p ON p.id = a.person "
		"LEFT JOIN code c ON c.code_set = 'head_post' AND c.code = a.post "
		"WHERE (c.code IS NOT NULL OR a.post = 'liaison') AND a.from_day <= ? AND "
		"(a.until_day IS NULL OR a.until_day >= ?) ORDER BY c.sort, a.id");
	db_day(s, 1, cx->today);
	db_day(s, 2, cx->today);
	while (db_step(s) == DB_ROW) {
		struct unit_line *l = line_of(v, db_col_rid(s, 0));
		bool liaison = str_eq(db_col_text(s, 2), S("liaison"));
		if (l && liaison)
			l->liaison = str_dup(cx->a, db_col_text(s, 1));
		else if (l && l->head.n == 0)
			l->head = str_dup(cx->a, db_col_text(s, 1));
	}
	db_done(s);
}

static void load_paired(struct ctx *cx, struct lines *v)
{
	struct unit_pairing *at;
	int n = unit_list_pairings(cx, RID_NONE, &at);
	for (int i = 0; i < n; i++) {
		struct unit_line *l = line_of(v, at[i].unit);
		if (l)
			l->paired = true;
	}
}

/* Appends the unit and what is below it, depth first. */
static void add_below(
	struct ctx *cx, struct lines *from, struct lines *to, const struct unit_line *u, int depth)
{
	struct unit_line line = *u;
	line.depth = depth;
	*vec_add(cx->a, to) = line;
	for (size_t i = 0; i < from->n; i++)
		if (from->at[i].parent.n == u->id.n)
			add_below(cx, from, to, &from->at[i], depth + 1);
}

int unit_list(struct ctx *cx, struct unit_line **out)
{
	struct lines all = {0}, tree = {0};
	load(cx, &all);
	load_heads(cx, &all);
	load_paired(cx, &all);
	for (size_t i = 0; i < all.n; i++)
		if (line_of(&all, all.at[i].parent) == NULL)
			add_below(cx, &all, &tree, &all.at[i], 0);
	*out = tree.at;
	return (int)tree.n;
}

int unit_list_posts(struct ctx *cx, rid unit, struct unit_post **out)
{
	VEC(struct unit_post) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT a.person, p.name, c.label, a.from_day FROM appointment a "
		"JOIN person p ON p.id = a.person LEFT JOIN code c ON c.code_set = 'post' AND "
		"c.code = a.post WHERE a.unit = ? AND a.from_day <= ? AND "
		"(a.until_day IS NULL OR a.until_day >= ?) ORDER BY c.sort, a.id");
	db_rid(s, 1, unit);
	db_day(s, 2, cx->today);
	db_day(s, 3, cx->today);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct unit_post){db_col_rid(s, 0),
			str_dup(cx->a, db_col_text(s, 1)), str_dup(cx->a, db_col_text(s, 2)),
			db_col_day(s, 3)};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

int unit_list_pairings(struct ctx *cx, rid unit, struct unit_pairing **out)
{
	VEC(struct unit_pairing) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT x.leader, x.unit, p.name, u.name, c.label, x.from_day, x.skips_level "
		"FROM pairing x JOIN person p ON p.id = x.leader JOIN unit u ON u.id = x.unit "
		"LEFT JOIN code c ON c.code_set = 'pairing_kind' AND c.code = x.kind "
		"WHERE (? = 0 OR x.unit = ?) AND x.from_day <= ? AND "
		"(x.until_day IS NULL OR x.until_day >= ?) "
		"ORDER BY p.staff_no, p.id, u.sort, x.id");
	db_int(s, 1, unit.n);
	db_int(s, 2, unit.n);
	db_day(s, 3, cx->today);
	db_day(s, 4, cx->today);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct unit_pairing){db_col_rid(s, 0), db_col_rid(s, 1),
			str_dup(cx->a, db_col_text(s, 2)), str_dup(cx->a, db_col_text(s, 3)),
			str_dup(cx->a, db_col_text(s, 4)), db_col_day(s, 5), db_col_int(s, 6) != 0};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}
