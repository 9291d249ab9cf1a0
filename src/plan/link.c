/* link.c — see link.h. */
#include "plan/link.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"

enum { TITLE_MAX = 200 };
static const char *const codes[LINKS] = {"superior", "document"};

static enum flow_code may(struct ctx *cx, rid plan)
{
	const struct plan_row *p = rec_load(cx, &plan_kind, plan);
	if (p == NULL || !flow_may_see(cx, &plan_kind, plan))
		return FLOW_ABSENT;
	return actor_may(cx, "plan.edit", p->head.unit) ? FLOW_OK : FLOW_DENIED;
}

static enum flow_code say(
	struct ctx *cx, const char *kind, rid rec, const char *verb, struct str was, struct str is)
{
	struct buf b = buf_in(cx->a, 4096);
	seal_field(&b, verb, was, is);
	return flow_note(
		cx, &(struct seal_in){
			    .kind = kind, .record = rec, .verb = verb, .payload = buf_view(&b)});
}

/* ---- of a plan ---- */

int link_list(struct ctx *cx, rid plan, struct plan_link **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT l.id, l.kind, l.target, l.title, g.number, g.issued_day FROM plan_link l "
		"LEFT JOIN govdoc g ON l.kind = 'document' AND g.id = l.target WHERE l.plan = ? "
		"ORDER BY l.kind DESC, l.id");
	VEC(struct plan_link) rows = {0};
	db_rid(s, 1, plan);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct plan_link){.id = db_col_rid(s, 0),
			.kind = str_eq(db_col_text(s, 1), S("superior")) ? LINK_SUPERIOR
									 : LINK_DOCUMENT,
			.target = db_col_rid(s, 2),
			.title = str_dup(cx->a, db_col_text(s, 3)),
			.number = str_dup(cx->a, db_col_text(s, 4)),
			.issued = db_col_day(s, 5)};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

int link_below(struct ctx *cx, rid plan, rid **out)
{
	struct stmt *s = db_prep(cx->db, "SELECT DISTINCT plan FROM plan_link WHERE kind = "
					 "'superior' AND target = ? ORDER BY plan");
	VEC(rid) rows = {0};
	db_rid(s, 1, plan);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = db_col_rid(s, 0);
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

struct job {
	rid plan, id, measure;
	const struct link_in *in;
	struct str clause;
};

/* The document of that title in the library, entered where it is not there yet. */
static enum flow_code library(struct ctx *cx, const struct link_in *in, rid *id)
{
	struct stmt *find = db_prep(cx->db, "SELECT id FROM govdoc WHERE title = ?");
	db_text(find, 1, in->title);
	*id = (rid){db_one_int(find, 0)};
	if (id->n)
		return FLOW_OK;
	*id = db_new_id(cx->db);
	struct stmt *s = db_prep(
		cx->db, "INSERT INTO govdoc (id, title, number, issued_day) VALUES (?, ?, ?, ?)");
	db_rid(s, 1, *id);
	db_text(s, 2, in->title);
	db_text(s, 3, in->number);
	db_day(s, 4, in->issued);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? say(cx, "govdoc", *id, "new", STR_NONE, in->title) : code;
}

/* A plan is not its own superior, not even round a corner. */
static bool is_above(struct ctx *cx, rid plan, rid above, int depth)
{
	struct plan_link *l;
	int n = depth ? link_list(cx, plan, &l) : 0;
	for (int i = 0; i < n; i++)
		if (l[i].kind == LINK_SUPERIOR && l[i].target.n &&
			(l[i].target.n == above.n || is_above(cx, l[i].target, above, depth - 1)))
			return true;
	return false;
}

static void check(struct ctx *cx, rid plan, struct link_in *in)
{
	enum { DEPTH = 8 };
	const struct plan_row *up = NULL;
	if (in->kind == LINK_SUPERIOR && in->target.n) {
		up = flow_may_see(cx, &plan_kind, in->target) ? rec_load(cx, &plan_kind, in->target)
							      : NULL;
		if (up == NULL || in->target.n == plan.n || is_above(cx, in->target, plan, DEPTH))
			err_field(
				cx->errs, S("target"), "上级方案不能是本方案，也不能由本方案派生");
		else
			in->title = up->title;
		return;
	}
	in->target = RID_NONE;
	if (in->title.n == 0)
		err_field(cx->errs, S("title"), "请填写文件名称");
	else if (utf8_count(in->title) > TITLE_MAX)
		err_field(cx->errs, S("title"), "名称最多 %d 字", TITLE_MAX);
}

static enum flow_code add(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	struct link_in in = *j->in;
	enum flow_code code = may(cx, j->plan);
	if (code != FLOW_OK)
		return code;
	in.title = str_trim(in.title);
	check(cx, j->plan, &in);
	if (cx->errs->n)
		return FLOW_INVALID;
	if (in.kind == LINK_DOCUMENT && (code = library(cx, &in, &in.target)) != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db, "INSERT INTO plan_link (id, plan, kind, target, title) "
					 "VALUES (?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, j->plan);
	db_text(s, 3, str_of(codes[in.kind]));
	db_rid(s, 4, in.target);
	db_text(s, 5, in.title);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? say(cx, "plan", j->plan, "link", STR_NONE, in.title) : code;
}

enum flow_code link_add(struct ctx *cx, rid plan, const struct link_in *in)
{
	return ctx_write(cx, add, &(struct job){.plan = plan, .in = in});
}

static const struct plan_link *find(struct ctx *cx, rid plan, rid link)
{
	struct plan_link *l;
	int n = link_list(cx, plan, &l);
	for (int i = 0; i < n; i++)
		if (l[i].id.n == link.n)
			return &l[i];
	return NULL;
}

static enum flow_code drop(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	enum flow_code code = may(cx, j->plan);
	if (code != FLOW_OK)
		return code;
	const struct plan_link *l = find(cx, j->plan, j->id);
	if (l == NULL)
		return FLOW_ABSENT;
	struct stmt *used = db_prep(cx->db, "SELECT count(*) FROM measure_clause WHERE link = ?");
	db_rid(used, 1, j->id);
	if (db_one_int(used, 0))
		return FLOW_STATE;
	struct stmt *s = db_prep(cx->db, "DELETE FROM plan_link WHERE id = ?");
	db_rid(s, 1, j->id);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK ? say(cx, "plan", j->plan, "unlink", l->title, STR_NONE) : code;
}

enum flow_code link_drop(struct ctx *cx, rid plan, rid link)
{
	return ctx_write(cx, drop, &(struct job){.plan = plan, .id = link});
}

/* ---- of a measure ---- */

int link_clauses(struct ctx *cx, rid measure, struct measure_clause **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT c.id, c.link, l.title, c.clause FROM measure_clause c JOIN plan_link l ON "
		"l.id = c.link WHERE c.measure = ? ORDER BY c.id");
	VEC(struct measure_clause) rows = {0};
	db_rid(s, 1, measure);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = (struct measure_clause){db_col_rid(s, 0), db_col_rid(s, 1),
			str_dup(cx->a, db_col_text(s, 2)), str_dup(cx->a, db_col_text(s, 3))};
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

static enum flow_code answer(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	const struct measure_row *m = rec_load(cx, &measure_kind, j->measure);
	enum flow_code code = m ? may(cx, m->plan) : FLOW_ABSENT;
	if (code != FLOW_OK)
		return code;
	const struct plan_link *l = find(cx, m->plan, j->id);
	if (l == NULL)
		err_field(cx->errs, S("link"), "请选本方案关联的文件");
	if (j->clause.n == 0 || utf8_count(j->clause) > TITLE_MAX)
		err_field(cx->errs, S("clause"), "请写明是哪一条，最多 %d 字", TITLE_MAX);
	if (l == NULL || cx->errs->n)
		return FLOW_INVALID;
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_clause (id, measure, link, clause) "
					 "VALUES (?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, j->measure);
	db_rid(s, 3, j->id);
	db_text(s, 4, j->clause);
	code = flow_of_db(db_run(s));
	return code == FLOW_OK
		       ? say(cx, "measure", j->measure, "clause", STR_NONE,
				 str_fmt(cx->a, "%.*s %.*s", STR_ARG(l->title), STR_ARG(j->clause)))
		       : code;
}

enum flow_code link_answer(struct ctx *cx, rid measure, rid link, struct str clause)
{
	return ctx_write(cx, answer,
		&(struct job){.measure = measure, .id = link, .clause = str_trim(clause)});
}

static enum flow_code unanswer(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	const struct measure_row *m = rec_load(cx, &measure_kind, j->measure);
	struct measure_clause *c;
	enum flow_code code = m ? may(cx, m->plan) : FLOW_ABSENT;
	int n = code == FLOW_OK ? link_clauses(cx, j->measure, &c) : 0;
	for (int i = 0; i < n; i++) {
		if (c[i].id.n != j->id.n)
			continue;
		struct stmt *s = db_prep(cx->db, "DELETE FROM measure_clause WHERE id = ?");
		db_rid(s, 1, j->id);
		code = flow_of_db(db_run(s));
		return code == FLOW_OK ? say(cx, "measure", j->measure, "drop_clause", c[i].clause,
						 STR_NONE)
				       : code;
	}
	return code == FLOW_OK ? FLOW_ABSENT : code;
}

enum flow_code link_unanswer(struct ctx *cx, rid measure, rid clause)
{
	return ctx_write(cx, unanswer, &(struct job){.measure = measure, .id = clause});
}
