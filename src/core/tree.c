/* tree.c — see tree.h. */
#include "core/tree.h"

bool tree_unit(struct ctx *cx, rid id, struct unit_info *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, parent, name, short_name, code, level, kind FROM unit WHERE id = ?");
	db_rid(s, 1, id);
	if (db_step(s) != DB_ROW) {
		db_done(s);
		return false;
	}
	out->id = db_col_rid(s, 0);
	out->parent = db_col_rid(s, 1);
	struct str *texts[] = {
		&out->name,
		&out->short_name,
		&out->code,
		&out->level,
		&out->kind,
	};
	for (int i = 0; i < 5; i++)
		*texts[i] = str_dup(cx->a, db_col_text(s, i + 2));
	db_done(s);
	return true;
}

bool tree_is_under(struct ctx *cx, rid unit, rid anc)
{
	if (unit.n == anc.n)
		return true;
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM unit_up WHERE unit = ? AND anc = ?");
	db_rid(s, 1, unit);
	db_rid(s, 2, anc);
	return db_one_int(s, 0) != 0;
}

static rid one_rid(struct stmt *s)
{
	return (rid){db_one_int(s, 0)};
}

rid tree_top(struct ctx *cx)
{
	return one_rid(
		db_prep(cx->db, "SELECT id FROM unit WHERE parent IS NULL AND kind <> 'external' "
				"ORDER BY id LIMIT 1"));
}

rid tree_parent(struct ctx *cx, rid unit)
{
	struct stmt *s = db_prep(cx->db, "SELECT parent FROM unit WHERE id = ?");
	db_rid(s, 1, unit);
	return one_rid(s);
}

rid tree_find(struct ctx *cx, struct str name, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT id FROM (SELECT id FROM unit WHERE name = ? OR short_name = ? "
		"UNION ALL SELECT unit AS id FROM unit_alias WHERE name = ? AND "
		"(from_day IS NULL OR from_day <= ?) AND (until_day IS NULL OR until_day >= ?)) x "
		"LIMIT 2");
	for (int i = 1; i <= 3; i++)
		db_text(s, i, name);
	db_day(s, 4, day);
	db_day(s, 5, day);
	rid found = RID_NONE;
	if (db_step(s) == DB_ROW)
		found = db_col_rid(s, 0);
	if (found.n && db_step(s) == DB_ROW)
		found = RID_NONE;
	db_done(s);
	return found;
}

rid tree_post_holder(struct ctx *cx, rid unit, struct str post, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT person FROM appointment WHERE unit = ? AND post = ? AND from_day <= ? AND "
		"(until_day IS NULL OR until_day >= ?) ORDER BY from_day DESC, id DESC LIMIT 1");
	db_rid(s, 1, unit);
	db_text(s, 2, post);
	db_day(s, 3, day);
	db_day(s, 4, day);
	return one_rid(s);
}

rid tree_head(struct ctx *cx, rid unit, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT a.person FROM appointment a JOIN code c ON c.code_set = 'head_post' AND "
		"c.code = a.post WHERE a.unit = ? AND a.from_day <= ? AND "
		"(a.until_day IS NULL OR a.until_day >= ?) ORDER BY c.sort, a.id LIMIT 1");
	db_rid(s, 1, unit);
	db_day(s, 2, day);
	db_day(s, 3, day);
	return one_rid(s);
}

rid tree_acting_for(struct ctx *cx, rid person, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT deputy FROM proxy WHERE person = ? AND from_day <= ? AND until_day >= ? "
		"ORDER BY id DESC LIMIT 1");
	db_rid(s, 1, person);
	db_day(s, 2, day);
	db_day(s, 3, day);
	rid deputy = one_rid(s);
	return deputy.n ? deputy : person;
}

static struct str one_text(struct ctx *cx, struct stmt *s)
{
	struct str out = STR_NONE;
	if (db_step(s) == DB_ROW)
		out = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return out;
}

struct str tree_person_name(struct ctx *cx, rid person)
{
	struct stmt *s = db_prep(cx->db, "SELECT name FROM person WHERE id = ?");
	db_rid(s, 1, person);
	return one_text(cx, s);
}

struct str tree_unit_name(struct ctx *cx, rid unit)
{
	struct stmt *s = db_prep(cx->db, "SELECT name FROM unit WHERE id = ?");
	db_rid(s, 1, unit);
	return one_text(cx, s);
}
