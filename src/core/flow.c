/* flow.c — see flow.h. */
#include "core/flow.h"
#include "base/bug.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "core/val.h"
#include "store/sql.h"
#include "seal/seal.h"

enum { REASON_MAX = 500, DIFF_MAX = 512 * 1024 };

/* The text of that input; false where it was not sent. */
static bool inputs_get(const struct inputs *in, struct str name, struct str *text)
{
	for (size_t i = 0; i < in->n; i++)
		if (str_eq(in->at[i].name, name)) {
			*text = in->at[i].text;
			return true;
		}
	return false;
}

bool flow_may(struct ctx *cx, const struct kind *k, const struct step *step, const void *row)
{
	const struct rec_head *h = row;
	(void)k;
	if (!(step->flags & STEP_NEW) && !(step->from & STATE_BIT(h->state)))
		return false;
	if ((step->flags & STEP_OTHER) && h->by.n && h->by.n == cx->who->person.n)
		return false;
	return actor_may(cx, step->perm, h->unit);
}

bool flow_may_see(struct ctx *cx, const struct kind *k, rid id)
{
	return query_sees(cx, k, id);
}

/* Only the fields the step edits; a field that was not sent keeps its value, except a box that
 * was left unticked. */
static void take_values(struct ctx *cx, const struct flow_in *in, void *row)
{
	for (int i = 0; in->step->fields && in->step->fields[i]; i++) {
		const struct field *f = kind_field(in->kind, str_of(in->step->fields[i]));
		struct str text = STR_NONE;
		bool sent = inputs_get(&in->values, str_of(f->name), &text);
		if ((sent || f->type == F_BOOL) && !val_take(cx, f, text, row))
			continue;
		val_require(cx, f, row);
	}
}

static void take_reason(struct ctx *cx, const struct flow_in *in)
{
	struct str r = str_trim(in->reason);
	if ((in->step->flags & STEP_REASON) && r.n == 0)
		err_field(cx->errs, S("reason"), "“%s”要写明理由", in->step->label);
	if (r.n > REASON_MAX * 3)
		err_field(cx->errs, S("reason"), "理由最多 %d 字", REASON_MAX);
}

/* The differences in the order of the kind's table; a hidden value is only said to have changed. */
static struct str diff(struct ctx *cx, const struct kind *k, const void *before, const void *after)
{
	const struct rec_head *b = before, *h = after;
	struct buf out = buf_in(cx->a, DIFF_MAX);
	if (b == NULL || b->state != h->state)
		seal_field(&out, "state", b ? str_of(k->states[b->state].code) : STR_NONE,
			str_of(k->states[h->state].code));
	if (b && b->unit.n != h->unit.n)
		seal_field(&out, "unit", str_fmt(cx->a, "%lld", (long long)b->unit.n),
			str_fmt(cx->a, "%lld", (long long)h->unit.n));
	for (int i = 0; i < k->n_fields; i++) {
		const struct field *f = &k->fields[i];
		if (before ? val_same(f, before, after) : val_is_empty(f, after))
			continue;
		if (f->flags & F_HIDDEN)
			seal_field(&out, f->name, STR_NONE, S("***"));
		else
			seal_field(&out, f->name, before ? val_text(cx, f, before) : STR_NONE,
				val_text(cx, f, after));
	}
	AZ(out.full);
	return buf_view(&out);
}

enum flow_code flow_seal(struct ctx *cx, const struct kind *k, const void *before,
	const void *after, const char *verb, struct str reason)
{
	const struct rec_head *h = after;
	struct seal_in in = {
		.kind = k->name,
		.record = h->id,
		.version = h->version,
		.verb = verb,
		.reason = str_trim(reason),
		.payload = diff(cx, k, before, after),
	};
	return flow_note(cx, &in);
}

enum flow_code flow_note(struct ctx *cx, struct seal_in *in)
{
	int64_t seq = 0;
	in->at = cx->now;
	in->actor = cx->who->account;
	enum flow_code code = flow_of_db(seal_append(cx->db, in, &seq));
	if (code == FLOW_OK && cx->sealed)
		*cx->sealed = seq;
	return code;
}

/* No second record with the same value of a F_UNIQUE field: said here, so that the index is only
 * the last line of defence. */
static void check_unique(struct ctx *cx, const struct kind *k, const void *row)
{
	for (int i = 0; i < k->n_fields; i++) {
		const struct field *f = &k->fields[i];
		if (!(f->flags & F_UNIQUE) || val_is_empty(f, row))
			continue;
		struct sql *q = sql_new(cx->a);
		sql_lit(q, "SELECT 1 FROM ");
		sql_name(q, k->table);
		sql_lit(q, " WHERE id <> ");
		sql_int(q, ((const struct rec_head *)row)->id.n); /* 0, not NULL, for a new one */
		sql_lit(q, " AND ");
		sql_name(q, f->name);
		sql_lit(q, " = ");
		struct str value = val_text(cx, f, row);
		sql_text(q, value);
		if (db_one_int(db_prep_sql(cx->db, q), 0))
			err_field(cx->errs, str_of(f->name), "%s“%.*s”已经有了，请换一个", f->label,
				STR_ARG(value));
	}
}

struct apply {
	const struct flow_in *in;
	struct flow_out *out;
};

static void *copy_row(struct ctx *cx, const struct kind *k, const void *row)
{
	return arena_copy(cx->a, row, k->row_size);
}

static enum flow_code start_row(struct ctx *cx, const struct flow_in *in, void **before, void **row)
{
	if (in->step->flags & STEP_NEW) {
		*before = NULL;
		*row = kind_row(in->kind, cx->a);
		struct rec_head *h = *row;
		h->unit = in->unit;
		h->state = in->step->to;
		return FLOW_OK;
	}
	*before = rec_load(cx, in->kind, in->id);
	if (*before == NULL || !flow_may_see(cx, in->kind, in->id))
		return FLOW_ABSENT;
	*row = copy_row(cx, in->kind, *before);
	return FLOW_OK;
}

static enum flow_code allowed(struct ctx *cx, const struct flow_in *in, const void *row)
{
	const struct rec_head *h = row;
	if (!(in->step->flags & STEP_NEW)) {
		if (in->version && in->version != h->version)
			return FLOW_CONFLICT;
		if (!(in->step->from & STATE_BIT(h->state)))
			return FLOW_STATE;
	}
	return flow_may(cx, in->kind, in->step, row) ? FLOW_OK : FLOW_DENIED;
}

/* The kind's rules and the guard look at the row as it would become, also where fields are wrong,
 * so that everything is said at once: such a field keeps the value it had, or none. */
static void check(struct ctx *cx, const struct kind *k, const void *row)
{
	size_t wrong = cx->errs->n;
	if (k->check)
		k->check(cx, row);
	check_unique(cx, k, row);
	if (wrong)
		errs_join(cx->errs, wrong);
}

static enum flow_code judge(struct ctx *cx, const struct flow_in *in, const void *before, void *row)
{
	size_t wrong = cx->errs->n;
	if (in->step->to >= 0)
		((struct rec_head *)row)->state = in->step->to;
	enum flow_code code = in->step->guard ? in->step->guard(cx, before, row) : FLOW_OK;
	if (wrong) {
		errs_join(cx->errs, wrong);
		return FLOW_INVALID;
	}
	if (code != FLOW_OK)
		return code;
	return cx->errs->n ? FLOW_INVALID : FLOW_OK;
}

static enum flow_code store_row(struct ctx *cx, const struct flow_in *in, void *before, void *row)
{
	enum flow_code code = before ? rec_update(cx, in->kind, row)
				     : rec_insert(cx, in->kind, row);
	if (code == FLOW_OK && in->step->after)
		code = in->step->after(cx, before, row);
	return code;
}

static enum flow_code apply(struct ctx *cx, void *arg)
{
	struct apply *ap = arg;
	const struct flow_in *in = ap->in;
	void *before, *row;
	enum flow_code code = start_row(cx, in, &before, &row);
	if (code != FLOW_OK)
		return code;
	ap->out->row = row;
	if ((code = allowed(cx, in, row)) != FLOW_OK)
		return code;
	take_values(cx, in, row);
	take_reason(cx, in);
	check(cx, in->kind, row);
	if ((code = judge(cx, in, before, row)) != FLOW_OK)
		return code;
	if ((code = store_row(cx, in, before, row)) != FLOW_OK)
		return code;
	ap->out->id = ((struct rec_head *)row)->id;
	return flow_seal(cx, in->kind, before, row, in->step->name, in->reason);
}

enum flow_code flow_apply(struct ctx *cx, const struct flow_in *in, struct flow_out *out)
{
	struct apply ap = {in, out};
	*out = (struct flow_out){0};
	return ctx_write(cx, apply, &ap);
}
