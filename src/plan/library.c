/* library.c — see library.h. */
#include "plan/library.h"
#include "base/map.h"
#include "core/rec.h"

struct docs {
	struct library_doc *at;
	size_t n, room;
};

static struct library_doc *doc_of(
	struct ctx *cx, struct docs *docs, const struct library_doc *like, struct map *by_key)
{
	struct str key = like->target.n
				 ? str_fmt(cx->a, "%d %lld", (int)like->kind,
					   (long long)like->target.n)
				 : str_fmt(cx->a, "%d %.*s", (int)like->kind, STR_ARG(like->title));
	size_t *at = map_get(by_key, key);
	if (at)
		return &docs->at[*at];
	at = arena_new(cx->a, size_t);
	*at = docs->n;
	map_set(by_key, key, at);
	struct library_doc *d = vec_add(cx->a, docs);
	*d = *like;
	return d;
}

int library_docs(struct ctx *cx, struct library_doc **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT l.id, l.plan, l.kind, l.target, l.title, g.number, g.issued_day FROM "
		"plan_link l LEFT JOIN govdoc g ON l.kind = 'document' AND g.id = l.target "
		"ORDER BY l.kind DESC, l.title, l.id");
	struct docs docs = {0};
	struct map by_key = map_in(cx->a);
	VEC(struct library_doc) rows = {0};
	while (db_step(s) == DB_ROW) {
		struct library_doc d = {.first_link = db_col_rid(s, 0),
			.kind = str_eq(db_col_text(s, 2), S("superior")) ? LINK_SUPERIOR
									 : LINK_DOCUMENT,
			.target = db_col_rid(s, 3),
			.title = str_dup(cx->a, db_col_text(s, 4)),
			.number = str_dup(cx->a, db_col_text(s, 5)),
			.issued = db_col_day(s, 6)};
		*vec_add(cx->a, &d.plans) = db_col_rid(s, 1);
		*vec_add(cx->a, &rows) = d;
	}
	db_done(s);
	for (size_t i = 0; i < rows.n; i++) {
		struct library_doc row = rows.at[i];
		rid plan = row.plans.at[0];
		if (!flow_may_see(cx, &plan_kind, plan))
			continue;
		row.plans.n = 0;
		struct library_doc *d = doc_of(cx, &docs, &row, &by_key);
		*vec_add(cx->a, &d->links) = rows.at[i].first_link;
		*vec_add(cx->a, &d->plans) = plan;
	}
	*out = docs.at;
	return (int)docs.n;
}

int library_answers(struct ctx *cx, const struct library_doc *d, struct library_answer **out)
{
	VEC(struct library_answer) rows = {0};
	for (size_t i = 0; i < d->links.n; i++) {
		struct stmt *s = db_prep(cx->db,
			"SELECT c.clause, c.measure, m.plan FROM measure_clause c JOIN measure m "
			"ON m.id = c.measure WHERE c.link = ? AND m.state NOT IN ('cancelled', "
			"'superseded') ORDER BY c.clause, m.seq, c.id");
		db_rid(s, 1, d->links.at[i]);
		while (db_step(s) == DB_ROW)
			*vec_add(cx->a, &rows) = (struct library_answer){
				str_dup(cx->a, db_col_text(s, 0)), db_col_rid(s, 2),
				db_col_rid(s, 1)};
		db_done(s);
	}
	*out = rows.at;
	return (int)rows.n;
}

static bool names(struct ctx *cx, struct str clause, const struct measure_row *m)
{
	struct str path = plan_short_path(cx->a, m->path);
	return (path.n && str_has(clause, path)) || str_has(clause, m->heading);
}

int library_gaps(struct ctx *cx, const struct library_doc *d, const struct library_answer *answers,
	int n_answers, struct measure_row ***out)
{
	VEC(struct measure_row *) gaps = {0};
	struct measure_row **m;
	bool ours = d->kind == LINK_SUPERIOR && d->target.n &&
		    flow_may_see(cx, &plan_kind, d->target);
	int n = ours ? plan_measures(cx, d->target, &m) : 0;
	for (int i = 0; i < n; i++) {
		bool answered = !m[i]->assigned || m[i]->head.state == MEASURE_CANCELLED;
		for (int k = 0; k < n_answers && !answered; k++)
			answered = names(cx, answers[k].clause, m[i]);
		if (!answered)
			*vec_add(cx->a, &gaps) = m[i];
	}
	*out = gaps.at;
	return (int)gaps.n;
}
