/* person.c — see person.h. */
#include "org/person.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/val.h"
#include "store/sql.h"

/* The only one a statement gives, and how many there are. */
static int only(struct stmt *s, rid *id)
{
	int n = 0;
	while (db_step(s) == DB_ROW) {
		*id = db_col_rid(s, 0);
		n++;
	}
	db_done(s);
	return n;
}

int person_find(struct ctx *cx, struct str words, rid *id)
{
	struct str w = str_trim(utf8_narrow_text(cx->a, words));
	struct stmt *s = db_prep(
		cx->db, "SELECT id FROM person WHERE staff_no = ? AND state = 'active' LIMIT 2");
	*id = RID_NONE;
	db_text(s, 1, w);
	int n = only(s, id);
	if (n)
		return n;
	s = db_prep(cx->db, "SELECT id FROM person WHERE name = ? AND state = 'active' LIMIT 2");
	db_text(s, 1, w);
	return only(s, id);
}

rid person_asked(struct ctx *cx, struct str field, struct str words)
{
	rid id;
	if (str_trim(words).n == 0)
		return RID_NONE;
	int n = person_find(cx, words, &id);
	if (n == 1)
		return id;
	if (n == 0)
		err_field(cx->errs, field, "没有在岗的“%.*s”，请写警号或全名", STR_ARG(words));
	else
		err_field(cx->errs, field, "有几个人叫“%.*s”，请写警号", STR_ARG(words));
	return RID_NONE;
}

/* ---- the list ---- */

static struct str pattern(struct ctx *cx, struct str words)
{
	struct str w = str_replace(cx->a, str_trim(words), S("\\"), S("\\\\"));
	w = str_replace(cx->a, w, S("%"), S("\\%"));
	w = str_replace(cx->a, w, S("_"), S("\\_"));
	return str_fmt(cx->a, "%%%.*s%%", STR_ARG(w));
}

static void where(struct ctx *cx, struct sql *q, const struct person_filter *f)
{
	static const char *const cols[] = {"unit", NULL};
	sql_lit(q, " FROM person p JOIN unit u ON u.id = p.unit WHERE p.id IN "
		   "(SELECT id FROM person WHERE ");
	actor_scope(cx, q, "org.read", cols);
	sql_lit(q, ")");
	if (!f->left)
		sql_lit(q, " AND p.state = 'active'");
	if (f->under.n) {
		sql_lit(q, " AND p.unit IN (SELECT unit FROM unit_up WHERE anc = ");
		sql_rid(q, f->under);
		sql_lit(q, ")");
	}
	if (f->words.n == 0)
		return;
	struct str like = pattern(cx, f->words);
	sql_lit(q, " AND (p.name LIKE ");
	sql_text(q, like);
	sql_lit(q, " ESCAPE '\\' OR p.staff_no LIKE ");
	sql_text(q, like);
	sql_lit(q, " ESCAPE '\\' OR p.title LIKE ");
	sql_text(q, like);
	sql_lit(q, " ESCAPE '\\')");
}

static struct str posts_of(struct ctx *cx, rid person)
{
	struct buf b = buf_in(cx->a, 1000);
	struct stmt *s = db_prep(cx->db,
		"SELECT c.label FROM appointment a JOIN code c ON c.code_set = 'post' AND "
		"c.code = a.post WHERE a.person = ? AND a.from_day <= ? AND "
		"(a.until_day IS NULL OR a.until_day >= ?) ORDER BY c.sort");
	db_rid(s, 1, person);
	db_day(s, 2, cx->today);
	db_day(s, 3, cx->today);
	while (db_step(s) == DB_ROW) {
		if (b.n)
			buf_lit(&b, "、");
		buf_str(&b, db_col_text(s, 0));
	}
	db_done(s);
	return buf_view(&b);
}

static int64_t count(struct ctx *cx, const struct person_filter *f)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT count(*)");
	where(cx, q, f);
	return db_one_int(db_prep_sql(cx->db, q), 0);
}

int person_list(
	struct ctx *cx, const struct person_filter *f, struct person_line **out, int64_t *total)
{
	VEC(struct person_line) v = {0};
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT p.id, p.unit, p.name, p.staff_no, p.title, u.name, p.state");
	where(cx, q, f);
	sql_lit(q, " ORDER BY u.sort, u.id, p.staff_no, p.id LIMIT ");
	sql_int(q, f->per_page);
	sql_lit(q, " OFFSET ");
	sql_int(q, (int64_t)f->page * f->per_page);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct person_line){.id = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.name = str_dup(cx->a, db_col_text(s, 2)),
			.staff_no = str_dup(cx->a, db_col_text(s, 3)),
			.title = str_dup(cx->a, db_col_text(s, 4)),
			.unit_name = str_dup(cx->a, db_col_text(s, 5)),
			.left = !str_eq(db_col_text(s, 6), S("active"))};
	db_done(s);
	for (size_t i = 0; i < v.n; i++)
		v.at[i].posts = posts_of(cx, v.at[i].id);
	*total = count(cx, f);
	*out = v.at;
	return (int)v.n;
}
