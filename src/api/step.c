/* step.c — see step.h. */
#include "api/step.h"
#include "api/answer.h"
#include "api/auth.h"
#include "api/input.h"
#include "api/list.h"
#include "api/same.h"
#include "api/verb.h"
#include "api/view.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/token.h"
#include "core/val.h"
#include "duty/upload.h"
#include "org/org.h"
#include "seal/seal.h"

/* One request on its way. */
struct call {
	struct page *pg;
	const struct kind *kind;
	const struct step *step; /* one of the two */
	const struct verb *verb;
	struct input_body body;
	rid id; /* RID_NONE: a new record */
	bool if_match;
	struct str key, digest; /* of the request, where it has an Idempotency-Key */
	struct evidence_in *evidence;
	int n_evidence;
	/* Set anew each time the transaction is tried: */
	int64_t repeats; /* log number of the first time; -1: it is the first time */
	bool key_used;   /* … for something else */
	struct flow_out out;
};

static const struct step *new_step(const struct kind *k)
{
	for (int i = 0; i < k->n_steps; i++)
		if (k->steps[i].flags & STEP_NEW)
			return &k->steps[i];
	return NULL;
}

static bool step_knows(const struct step *st, struct str name)
{
	for (int i = 0; st->fields && st->fields[i]; i++)
		if (str_eq(name, str_of(st->fields[i])))
			return true;
	return false;
}

static bool verb_knows(const struct verb *v, struct str name)
{
	for (int i = 0; i < VERB_FIELDS && v->fields[i].name; i++)
		if (str_eq(name, str_of(v->fields[i].name)))
			return true;
	return false;
}

static bool knows(const void *arg, struct str name)
{
	const struct call *c = arg;
	return c->step ? step_knows(c->step, name) : verb_knows(c->verb, name);
}

/* ---- before: version, unit, key ---- */

static bool take_version(struct call *c)
{
	struct page *pg = c->pg;
	struct str tag = http_header(pg->q, S("if-match"));
	int64_t n = 0;
	if (tag.n) {
		bool quoted = tag.n > 2 && tag.p[0] == '"' && tag.p[tag.n - 1] == '"';
		if (!quoted || !num_int(str_n(tag.p + 1, tag.n - 2), 1, INT64_MAX, &n) ||
			(c->body.version && c->body.version != n)) {
			answer_error(pg, ANSWER_VERSION);
			return false;
		}
		c->body.version = n;
	}
	if (c->id.n && c->body.version == 0) {
		answer_error(pg, ANSWER_VERSION);
		return false;
	}
	return true;
}

static bool take_unit(struct call *c)
{
	struct ctx *cx = c->pg->cx;
	if (c->id.n)
		return true;
	/* To somebody who sees a part only, a unit elsewhere and one that is not there are both
	 * refused for want of the permission. */
	if (c->body.unit.n &&
		(actor_reach(cx, "org.read") >= 0 || rec_exists(cx, &unit_kind, c->body.unit)))
		return true;
	err_field(cx->errs, S("unit"), "请写明所属单位的编号 unit");
	answer_error(c->pg, ANSWER_INVALID);
	return false;
}

static bool take_key(struct call *c)
{
	struct page *pg = c->pg;
	struct str key = http_header(pg->q, S("idempotency-key"));
	if (key.n == 0)
		return true;
	c->key = same_key(pg, key);
	if (c->key.n && same_digest(pg, &c->digest))
		return true;
	err_field(
		pg->cx->errs, S("Idempotency-Key"), "Idempotency-Key 最多 %d 个字符", SAME_KEY_MAX);
	answer_error(pg, ANSWER_REQUEST);
	return false;
}

/* The files of the request, ahead of the change itself, and only for a record the actor sees. */
static bool take_files(struct call *c)
{
	struct page *pg = c->pg;
	struct day day = DAY_NONE;
	if (pg->q->files.n == 0)
		return true;
	if (!flow_may_see(pg->cx, c->kind, c->id)) {
		answer_error(pg, ANSWER_ABSENT);
		return false;
	}
	struct verb_in in = {.values = &c->body.values};
	day_parse(verb_value(&in, c->verb->files_day), &day);
	c->evidence = arena_array(pg->cx->a, UPLOAD_FILES, sizeof *c->evidence);
	enum flow_code code = upload_keep(pg, INPUT_FILES, day, c->evidence, &c->n_evidence);
	if (code != FLOW_OK)
		answer_error(pg, code == FLOW_INVALID ? ANSWER_SIZE : ANSWER_WORLD);
	return code == FLOW_OK;
}

/* ---- the change ---- */

/* A form leaves out a box that is not ticked; a program that leaves out a yes-or-no field means
 * that it stays as it is. */
static struct inputs with_boxes(struct ctx *cx, const struct call *c, const void *row)
{
	VEC(struct input) all = {0};
	for (size_t i = 0; i < c->body.values.n; i++)
		*vec_add(cx->a, &all) = c->body.values.at[i];
	for (int i = 0; row && c->step->fields && c->step->fields[i]; i++) {
		const struct field *f = kind_field(c->kind, str_of(c->step->fields[i]));
		bool sent = false;
		for (size_t k = 0; k < c->body.values.n; k++)
			sent |= str_eq(c->body.values.at[k].name, str_of(f->name));
		if (f->type == F_BOOL && !sent)
			*vec_add(cx->a, &all) = (struct input){
				str_of(f->name), val_text(cx, f, row)};
	}
	return (struct inputs){all.at, all.n};
}

static enum flow_code take_step(struct ctx *cx, struct call *c)
{
	const void *row = c->id.n ? rec_load(cx, c->kind, c->id) : NULL;
	struct flow_in in = {.kind = c->kind,
		.step = c->step,
		.id = c->id,
		.unit = c->body.unit,
		.version = c->body.version,
		.values = with_boxes(cx, c, row),
		.reason = c->body.reason};
	return flow_apply(cx, &in, &c->out);
}

static enum flow_code take_verb(struct ctx *cx, struct call *c)
{
	const struct rec_head *row = flow_may_see(cx, c->kind, c->id) ? rec_load(cx, c->kind, c->id)
								      : NULL;
	if (row == NULL)
		return FLOW_ABSENT;
	if (row->version != c->body.version)
		return FLOW_CONFLICT;
	struct verb_in in = {.id = c->id,
		.values = &c->body.values,
		.reason = c->body.reason,
		.evidence = c->evidence,
		.n_evidence = c->n_evidence};
	return c->verb->run(cx, &in);
}

static enum flow_code take(struct ctx *cx, void *arg)
{
	struct call *c = arg;
	c->pg->sealed = 0;
	c->repeats = c->key.n ? token_spent(cx, c->key) : -1;
	if (c->repeats >= 0) {
		c->key_used = !str_eq(token_spent_on(cx, c->key), c->digest);
		return c->key_used ? FLOW_CONFLICT : FLOW_OK;
	}
	enum flow_code code = c->step ? take_step(cx, c) : take_verb(cx, c);
	if (code != FLOW_OK || c->key.n == 0)
		return code;
	return token_spend_on(cx, c->key, c->digest, c->pg->sealed);
}

/* ---- the answer ---- */

static rid id_of(const struct call *c)
{
	size_t n;
	if (c->id.n)
		return c->id;
	if (c->repeats < 0)
		return c->out.id;
	/* The record the first request made stands in the log. */
	const struct seal_entry *e = seal_latest(
		c->pg->cx->db, c->repeats + 1, 1, c->pg->cx->a, &n);
	return n ? e->record : RID_NONE;
}

static void answer_done(struct call *c)
{
	struct page *pg = c->pg;
	rid id = id_of(c);
	bool again = c->repeats >= 0;
	if (c->id.n == 0 && !again)
		http_set(pg->r, S("Location"),
			str_fmt(pg->cx->a, "/api/v1/%s/%lld", c->kind->name, (long long)id.n));
	const struct rec_head *row = flow_may_see(pg->cx, c->kind, id)
					     ? rec_load(pg->cx, c->kind, id)
					     : NULL;
	if (row)
		http_set(pg->r, S("ETag"), str_fmt(pg->cx->a, "\"%lld\"", (long long)row->version));
	struct json j = answer_open(pg, c->id.n || again ? 200 : 201);
	json_obj(&j);
	json_kv_int(&j, "id", id.n);
	json_kv_int(&j, "log", again ? c->repeats : pg->sealed);
	json_kv_bool(&j, "repeated", again);
	json_key(&j, S("record"));
	if (row)
		answer_row(pg->cx, &j, c->kind, row);
	else
		json_nothing(&j);
	json_end_obj(&j);
}

/* What is stored now, and what was sent. */
static void answer_conflict(struct call *c)
{
	struct page *pg = c->pg;
	struct json j = answer_error_open(pg, ANSWER_CONFLICT);
	const void *row = flow_may_see(pg->cx, c->kind, c->id) ? rec_load(pg->cx, c->kind, c->id)
							       : NULL;
	json_key(&j, S("stored"));
	if (row)
		answer_row(pg->cx, &j, c->kind, row);
	else
		json_nothing(&j);
	json_key(&j, S("sent"));
	json_obj(&j);
	json_kv_int(&j, "version", c->body.version);
	json_key(&j, S("values"));
	json_obj(&j);
	for (size_t i = 0; i < c->body.values.n; i++) {
		json_key(&j, c->body.values.at[i].name);
		json_text(&j, c->body.values.at[i].text);
	}
	json_end_obj(&j);
	json_end_obj(&j);
	json_end_obj(&j);
}

/* A verb that can be looked at beforehand says what that look says: what stands against it, each
 * with its number. */
static void answer_invalid(struct call *c)
{
	const struct view *v = view_find(c->kind->name, str_of(c->verb->name));
	struct json j = answer_error_open(c->pg, ANSWER_INVALID);
	if (v) {
		json_key(&j, S("look"));
		view_say(c->pg, v, c->id, &j);
	}
	json_end_obj(&j);
}

static void call_answer(struct call *c, enum flow_code code)
{
	if (code == FLOW_OK)
		answer_done(c);
	else if (code == FLOW_CONFLICT && c->key_used)
		answer_error(c->pg, ANSWER_KEY_USED);
	else if (code == FLOW_CONFLICT)
		answer_conflict(c);
	else if (code == FLOW_INVALID && c->verb)
		answer_invalid(c);
	else
		answer_flow(c->pg, code);
}

static void go(struct call *c)
{
	if (c->step == NULL && c->verb == NULL) {
		answer_error(c->pg, ANSWER_ABSENT);
		return;
	}
	struct input_want want = {knows, c, c->verb && c->verb->files_day};
	if (!input_read(c->pg, &want, &c->body) || !take_version(c) || !take_unit(c) ||
		!take_key(c) || !take_files(c))
		return;
	call_answer(c, ctx_write(c->pg->cx, take, c));
}

void step_new(struct page *pg)
{
	struct call c = {.pg = pg};
	if (!auth_in(pg, true) || (c.kind = list_asked(pg)) == NULL)
		return;
	c.step = new_step(c.kind);
	if (c.step == NULL)
		answer_error(pg, ANSWER_METHOD);
	else
		go(&c);
}

void step_take(struct page *pg)
{
	struct call c = {.pg = pg};
	if (!auth_in(pg, true) || (c.kind = list_asked(pg)) == NULL)
		return;
	http_arg_id(pg->q, 1, &c.id.n);
	c.step = kind_step(c.kind, pg->q->args[2]);
	if (c.step && (c.step->flags & STEP_NEW))
		c.step = NULL;
	c.verb = c.step ? NULL : verb_find(c.kind->name, pg->q->args[2]);
	go(&c);
}
