/* correct.c — see answer.h: units and times of a measure put right by hand, and what answers use of
 * it (correct_int.h).
 *
 * What a correction settles is no longer asked: the question is closed in the name of who
 * corrected, so that an answer given later cannot fall on another time of the measure (N2). */
#include "plan/correct_int.h"
#include "base/bug.h"
#include "base/vec.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/setting.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/answer.h"
#include "plan/persons.h"
#include "plan/subject.h"
#include "plan/timing.h"

/* The plan behind a measure, if the actor may correct it now. */
static enum flow_code may_correct(struct ctx *cx, rid measure, struct plan_row **plan)
{
	const struct measure_row *m = rec_load(cx, &measure_kind, measure);
	if (m == NULL || !flow_may_see(cx, &measure_kind, measure))
		return FLOW_ABSENT;
	*plan = rec_need(cx, &plan_kind, m->plan);
	if (!actor_may(cx, "plan.edit", (*plan)->head.unit))
		return FLOW_DENIED;
	return (*plan)->head.state == PLAN_READING ? FLOW_OK : FLOW_STATE;
}

static enum flow_code seal_correction(struct ctx *cx, rid measure, const char *verb,
	const char *field, struct str was, struct str is)
{
	struct buf b = buf_in(cx->a, 64 * 1024);
	seal_field(&b, field, was, is);
	return flow_note(cx, &(struct seal_in){.kind = "measure",
				     .record = measure,
				     .verb = verb,
				     .payload = buf_view(&b)});
}

bool correct_read_rule(struct ctx *cx, const struct plan_row *p, struct str text, struct rule *out)
{
	struct timing_usual usual = timing_usual(cx);
	if (timing_typed(cx->a, text, (int)p->year, &usual, out))
		return true;
	err_field(cx->errs, S("answer"),
		"读不懂“%.*s”，请写成“6月30日前”“每季度一次”“全年不少于2次”这样", STR_ARG(text));
	return false;
}

enum flow_code correct_insert_rule(
	struct ctx *cx, rid measure, struct str phrase, struct span span, const struct rule *r)
{
	struct stmt *s = db_prep(cx->db, "INSERT INTO measure_rule (id, measure, sort, phrase, "
					 "span_at, span_n, rule, source) "
					 "VALUES (?, ?, (SELECT coalesce(max(sort), 0) + 1 FROM "
					 "measure_rule WHERE measure = ?), "
					 "?, ?, ?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_rid(s, 3, measure);
	db_text(s, 4, phrase);
	db_int(s, 5, span.at);
	db_int(s, 6, span.n);
	db_text(s, 7, rule_print(cx->a, r));
	db_text(s, 8, timing_is_whole(phrase, r) ? S(TIMING_WHOLE) : S("hand"));
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? seal_correction(cx, measure, "add_rule", "rule", STR_NONE,
					 rule_print(cx->a, r))
			       : code;
}

enum flow_code correct_update_rule(
	struct ctx *cx, const struct measure_rule *mr, const struct rule *r)
{
	struct stmt *s = db_prep(cx->db, "UPDATE measure_rule SET rule = ? WHERE id = ?");
	db_text(s, 1, rule_print(cx->a, r));
	db_rid(s, 2, mr->id);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? seal_correction(cx, mr->measure, "set_rule", "rule", mr->rule,
					 rule_print(cx->a, r))
			       : code;
}

static bool load_rule(struct ctx *cx, rid id, struct measure_rule *out)
{
	struct measure_rule *all;
	struct stmt *s = db_prep(cx->db, "SELECT measure FROM measure_rule WHERE id = ?");
	db_rid(s, 1, id);
	rid measure = {db_one_int(s, 0)};
	int n = measure.n ? plan_rules(cx, measure, &all) : 0;
	for (int i = 0; i < n; i++)
		if (all[i].id.n == id.n) {
			*out = all[i];
			return true;
		}
	return false;
}

/* ---- what is settled by it ---- */

#define ABOUT_TIME                                                                                 \
	" review-period blank-deadline time-unknown event-date impossible-date edge-date "         \
	"no-trigger immediate vague-frequency vague-speed cover-targets outcome stage-order "      \
	"before-issue same-day longest-gap find-to-act "
#define ABOUT_UNIT " same-as-above unit-open unit-collective person-nobody open-list "

static bool is_about(struct ctx *cx, const struct question_row *q, const char *codes)
{
	return str_has(str_of(codes), str_fmt(cx->a, " %.*s ", STR_ARG(q->code)));
}

static enum flow_code close_question(struct ctx *cx, struct question_row *q, struct str said)
{
	struct question_row before = *q;
	q->answer = said;
	q->basis = S("核对时改正");
	q->answered_by = cx->who->person;
	q->head.state = 1;
	enum flow_code code = rec_update(cx, &question_kind, q);
	return code == FLOW_OK ? flow_seal(cx, &question_kind, &before, q, "answer", STR_NONE)
			       : code;
}

/* Closes the open questions of the measure with one of these codes; `words` empty: all of them,
 * otherwise those about these words. */
static enum flow_code settle(
	struct ctx *cx, rid measure, const char *codes, struct span words, struct str said)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT id FROM question WHERE measure = ? AND state = 'open' ORDER BY id");
	VEC(rid) open = {0};
	enum flow_code code = FLOW_OK;
	db_rid(s, 1, measure);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &open) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < open.n && code == FLOW_OK; i++) {
		struct question_row *q = rec_load(cx, &question_kind, open.at[i]);
		if (is_about(cx, q, codes) && (words.n == 0 || correct_overlaps(words, q)))
			code = close_question(cx, q, said);
	}
	return code;
}

/* ---- times ---- */

struct correction {
	rid id;
	struct str text;
	enum plan_role role;
};

static enum flow_code add_rule(struct ctx *cx, void *arg)
{
	const struct correction *c = arg;
	struct plan_row *p;
	struct rule r;
	enum flow_code code = may_correct(cx, c->id, &p);
	if (code != FLOW_OK)
		return code;
	if (!correct_read_rule(cx, p, c->text, &r))
		return FLOW_INVALID;
	/* A rule in text form is shown to everybody later: in words. */
	struct str words = str_has(c->text, S("{")) ? say_rule(cx->a, &r) : c->text;
	code = correct_insert_rule(cx, c->id, words, (struct span){0}, &r);
	return code == FLOW_OK ? settle(cx, c->id, " no-deadline ", (struct span){0}, words) : code;
}

static enum flow_code drop_rule(struct ctx *cx, void *arg)
{
	const struct correction *c = arg;
	struct measure_rule mr;
	struct plan_row *p;
	if (!load_rule(cx, c->id, &mr))
		return FLOW_ABSENT;
	enum flow_code code = may_correct(cx, mr.measure, &p);
	if (code != FLOW_OK)
		return code;
	struct stmt *s = db_prep(cx->db, "DELETE FROM measure_rule WHERE id = ?");
	db_rid(s, 1, mr.id);
	code = flow_of_db(db_run(s));
	if (code == FLOW_OK)
		code = seal_correction(cx, mr.measure, "drop_rule", "rule", mr.rule, STR_NONE);
	return code == FLOW_OK && mr.span.n
		       ? settle(cx, mr.measure, ABOUT_TIME, mr.span,
				 str_fmt(cx->a, "删去时限“%.*s”", STR_ARG(mr.phrase)))
		       : code;
}

enum flow_code answer_add_rule(struct ctx *cx, rid measure, struct str rule)
{
	return ctx_write(cx, add_rule, &(struct correction){.id = measure, .text = str_trim(rule)});
}

enum flow_code answer_drop_rule(struct ctx *cx, rid id)
{
	return ctx_write(cx, drop_rule, &(struct correction){.id = id});
}

/* ---- units ---- */

static bool has_unit(struct ctx *cx, rid measure, const struct measure_unit *like)
{
	struct measure_unit *u;
	int n = plan_units(cx, measure, &u);
	for (int i = 0; i < n; i++)
		if (u[i].role == like->role && u[i].unit.n == like->unit.n &&
			u[i].grp.n == like->grp.n &&
			(like->unit.n || like->grp.n || str_eq(u[i].phrase, like->phrase)))
			return true;
	return false;
}

enum flow_code correct_insert_unit(
	struct ctx *cx, rid measure, enum plan_role role, struct str name, const struct plan_row *p)
{
	rid grp = org_group_find(cx, name);
	rid unit = grp.n ? RID_NONE : subject_find(cx, p, name);
	if (grp.n == 0 && unit.n == 0 && !subject_is_of_plan(name) && !persons_named(name)) {
		err_field(cx->errs, S("answer"), "没有找到单位“%.*s”，请写单位树里的名称或单位组名",
			STR_ARG(name));
		return FLOW_INVALID;
	}
	struct measure_unit like = {.role = role, .unit = unit, .grp = grp, .phrase = name};
	if (has_unit(cx, measure, &like))
		return FLOW_OK; /* said twice is said */
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO measure_unit (id, measure, role, sort, phrase, unit, grp) VALUES "
		"(?, ?, ?, (SELECT coalesce(max(sort), 0) + 1 FROM measure_unit WHERE measure = "
		"?), "
		"?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, measure);
	db_text(s, 3, str_of(plan_role_code(role)));
	db_rid(s, 4, measure);
	db_text(s, 5, name);
	db_rid(s, 6, unit);
	db_rid(s, 7, grp);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? seal_correction(cx, measure, "add_unit", plan_role_code(role),
					 STR_NONE, name)
			       : code;
}

enum flow_code correct_delete_unit(struct ctx *cx, rid measure, const struct measure_unit *u)
{
	struct stmt *s = db_prep(cx->db, "DELETE FROM measure_unit WHERE id = ?");
	db_rid(s, 1, u->id);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? seal_correction(cx, measure, "drop_unit", plan_role_code(u->role),
					 u->phrase, STR_NONE)
			       : code;
}

static enum flow_code add_unit(struct ctx *cx, void *arg)
{
	const struct correction *c = arg;
	struct plan_row *p;
	enum flow_code code = may_correct(cx, c->id, &p);
	if (code == FLOW_OK)
		code = correct_insert_unit(cx, c->id, c->role, c->text, p);
	if (code != FLOW_OK || c->role == ROLE_COOP)
		return code;
	return settle(cx, c->id, c->role == ROLE_LEAD ? " no-lead no-unit " : " no-unit ",
		(struct span){0}, c->text);
}

static enum flow_code take_unit(struct ctx *cx, rid measure, const struct measure_unit *u)
{
	enum flow_code code = correct_delete_unit(cx, measure, u);
	return code == FLOW_OK && u->span.n
		       ? settle(cx, measure, ABOUT_UNIT, u->span,
				 str_fmt(cx->a, "删去“%.*s”", STR_ARG(u->phrase)))
		       : code;
}

static enum flow_code drop_unit(struct ctx *cx, void *arg)
{
	const struct correction *c = arg;
	struct plan_row *p;
	struct measure_unit *all;
	struct stmt *s = db_prep(cx->db, "SELECT measure FROM measure_unit WHERE id = ?");
	db_rid(s, 1, c->id);
	rid measure = {db_one_int(s, 0)};
	enum flow_code code = measure.n ? may_correct(cx, measure, &p) : FLOW_ABSENT;
	if (code != FLOW_OK)
		return code;
	int n = plan_units(cx, measure, &all);
	for (int i = 0; i < n; i++)
		if (all[i].id.n == c->id.n)
			return take_unit(cx, measure, &all[i]);
	return FLOW_ABSENT;
}

enum flow_code answer_add_unit(struct ctx *cx, rid measure, enum plan_role role, struct str name)
{
	return ctx_write(cx, add_unit,
		&(struct correction){.id = measure, .role = role, .text = str_trim(name)});
}

enum flow_code answer_drop_unit(struct ctx *cx, rid id)
{
	return ctx_write(cx, drop_unit, &(struct correction){.id = id});
}
