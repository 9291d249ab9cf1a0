/* past.c — see past.h. */
#include "core/past.h"
#include "base/num.h"
#include "core/val.h"
#include "seal/seal.h"

enum { ENTRIES = 500 };

/* One difference: the state, the unit, or a field. What the log only says to have changed stays. */
static void undo_field(
	struct ctx *cx, const struct kind *k, const struct seal_change *c, struct rec_head *h)
{
	const struct field *f = kind_field(k, c->name);
	int state = str_eq(c->name, S("state")) ? kind_state(k, c->old) : -1;
	int64_t unit;
	if (state >= 0)
		h->state = state;
	else if (str_eq(c->name, S("unit")) && num_int(c->old, 1, INT64_MAX, &unit))
		h->unit = (rid){unit};
	else if (f && !(f->flags & F_HIDDEN))
		val_parse(cx, f, c->old, h);
}

bool past_turn(struct ctx *cx, const struct kind *k, void *row)
{
	struct rec_head *h = row;
	size_t n;
	if (!cx->past || h->changed.ms <= cx->now.ms)
		return true;
	if (h->made.ms > cx->now.ms)
		return false;
	struct seal_entry *e = seal_since(cx->db, h->id, cx->now, ENTRIES, cx->a, &n);
	/* A value that would be refused today was right then; nobody is told of it. */
	struct ctx quiet = *cx;
	quiet.errs = errs_new(cx->a);
	for (size_t i = 0; i < n; i++) {
		struct seal_change c;
		while (str_eq(e[i].kind, str_of(k->name)) && seal_next_field(&e[i].payload, &c))
			undo_field(&quiet, k, &c, h);
	}
	h->changed = cx->now;
	return true;
}
