/* kind_test.c — what must hold for every record kind, because the engine derives it from the kind's
 * tables: values go in as text and come out the same, through a form and through the database; wrong
 * values are refused by field and change nothing. A new kind is tested here without a new line. */
#include "core/flow.h"
#include "core/val.h"
#include "store/sql.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct test_world t;

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	test_close(&t);
	return 0;
}

static const char long_rule[] = "RECUR{every:month,content:[动态进展,工作成效],until:11-end}";

/* A good value as a user types it, or NULL where only a row of another table would do. */
static const char *good(const struct field *f)
{
	switch (f->type) {
	case F_TEXT:
		return f->max == 0 || f->max >= 4 ? "督办·甲" : "督";
	case F_LONG:
		return "第一行\n第二行";
	case F_INT:
		return "1";
	case F_BOOL:
		return "1";
	case F_DAY:
		return "2026-02-28";
	case F_STAMP:
		return "2026-09-18T17:00:00+08:00";
	case F_ENUM:
		return f->choices[f->choices[0].code && f->choices[1].code ? 1 : 0].code;
	case F_RULE:
		return long_rule;
	case F_LENGTH:
		return "5wd";
	case F_CODE:
	case F_REF:
	case F_TYPES:
		break;
	}
	return NULL;
}

static const char *bad(const struct field *f)
{
	switch (f->type) {
	case F_TEXT:
		return "两\n行";
	case F_LONG:
		return "\x01";
	case F_INT:
		return "-1";
	case F_BOOL:
		return "也许";
	case F_DAY:
		return "2026-02-30";
	case F_STAMP:
		return "2026-09-18 17:00";
	case F_ENUM:
	case F_CODE:
	case F_REF:
		return "没有这一项";
	case F_RULE:
		return "每月";
	case F_LENGTH:
		return "很久";
	case F_TYPES:
		break;
	}
	return NULL;
}

static void fill(struct ctx *cx, const struct kind *k, void *row)
{
	for (int i = 0; i < k->n_fields; i++) {
		const char *text = good(&k->fields[i]);
		if (text)
			assert_true(val_parse(cx, &k->fields[i], str_of(text), row));
	}
}

static void text_comes_back(void **state)
{
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	assert_true(all->n >= 10);
	for (int n = 0; n < all->n; n++) {
		const struct kind *k = all->at[n];
		struct ctx *cx = test_now(&t);
		void *row = kind_row(k, cx->a), *again = kind_row(k, cx->a);
		fill(cx, k, row);
		for (int i = 0; i < k->n_fields; i++) {
			const struct field *f = &k->fields[i];
			struct str text = val_text(cx, f, row);
			assert_true(good(f) == NULL || text.n > 0);
			assert_true(val_parse(cx, f, text, again));
			assert_true(val_same(f, row, again));
			assert_true(str_eq(val_text(cx, f, again), text));
		}
		assert_int_equal(cx->errs->n, 0);
	}
}

static void wrong_values_are_refused(void **state)
{
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	for (int n = 0; n < all->n; n++) {
		const struct kind *k = all->at[n];
		for (int i = 0; i < k->n_fields; i++) {
			const struct field *f = &k->fields[i];
			struct ctx *cx = test_now(&t);
			void *row = kind_row(k, cx->a), *before = kind_row(k, cx->a);
			assert_false(val_parse(cx, f, str_of(bad(f)), row));
			assert_int_equal(cx->errs->n, 1);
			assert_true(err_of(cx->errs, str_of(f->name)).n > 0);
			assert_true(val_same(f, row, before));
			if (f->flags & F_REQUIRED && val_is_empty(f, before))
				assert_false(val_require(cx, f, before));
		}
	}
}

static void over_long_text_is_refused(void **state)
{
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	int tried = 0;
	for (int n = 0; n < all->n; n++) {
		const struct kind *k = all->at[n];
		for (int i = 0; i < k->n_fields; i++) {
			const struct field *f = &k->fields[i];
			if ((f->type != F_TEXT && f->type != F_LONG) || f->max == 0)
				continue;
			struct ctx *cx = test_now(&t);
			void *row = kind_row(k, cx->a);
			struct buf b = buf_in(cx->a, (size_t)f->max * 3 + 3);
			for (int c = 0; c < f->max; c++)
				buf_lit(&b, "督");
			assert_true(val_parse(cx, f, buf_view(&b), row));
			buf_lit(&b, "督");
			assert_false(val_parse(cx, f, buf_view(&b), row));
			tried++;
		}
	}
	assert_true(tried > 10);
}

struct insert {
	const struct kind *k;
	void *row;
};

static enum flow_code insert(struct ctx *cx, void *arg)
{
	struct insert *in = arg;
	((struct rec_head *)in->row)->unit = tree_top(cx);
	return rec_insert(cx, in->k, in->row);
}

static enum flow_code update(struct ctx *cx, void *arg)
{
	struct insert *in = arg;
	return rec_update(cx, in->k, in->row);
}

static void rows_come_back_from_the_database(void **state)
{
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	for (int n = 0; n < all->n; n++) {
		const struct kind *k = all->at[n];
		struct ctx *cx = test_now(&t);
		struct insert in = {k, kind_row(k, cx->a)};
		fill(cx, k, in.row);
		assert_int_equal(ctx_write(cx, insert, &in), FLOW_OK);
		struct rec_head *head = in.row;
		assert_true(head->id.n > 0);
		assert_int_equal(head->version, 1);
		const struct rec_head *got = rec_load(test_now(&t), k, head->id);
		assert_non_null(got);
		assert_int_equal(got->unit.n, head->unit.n);
		for (int i = 0; i < k->n_fields; i++)
			assert_true(val_same(&k->fields[i], in.row, got));
	}
}

/* Two people open the same record; the second to save is told, and nothing is lost. */
static void a_stale_version_is_a_conflict(void **state)
{
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	for (int n = 0; n < all->n; n++) {
		const struct kind *k = all->at[n];
		struct ctx *cx = test_now(&t);
		struct sql *q = sql_new(cx->a);
		sql_lit(q, "SELECT max(id) FROM ");
		sql_name(q, k->table);
		struct stmt *s = db_prep_sql(t.db, q);
		rid id = {db_one_int(s, 0)};
		struct insert first = {k, rec_load(cx, k, id)}, second = {k, rec_load(cx, k, id)};
		assert_non_null(first.row);
		assert_int_equal(ctx_write(cx, update, &first), FLOW_OK);
		assert_int_equal(ctx_write(cx, update, &second), FLOW_CONFLICT);
		const struct rec_head *now = rec_load(test_now(&t), k, id);
		assert_int_equal(now->version, ((struct rec_head *)first.row)->version);
	}
}

/* A row in a state from which the step can be taken; RID_NONE for a step that makes one. */
static rid stand_for(const struct kind *k, const struct step *st)
{
	struct ctx *cx = test_now(&t);
	struct sql *q = sql_new(cx->a);
	if (st->flags & STEP_NEW)
		return RID_NONE;
	sql_lit(q, "SELECT max(id) FROM ");
	sql_name(q, k->table);
	struct insert in = {k, rec_load(cx, k, (rid){db_one_int(db_prep_sql(t.db, q), 0)})};
	struct rec_head *head = in.row;
	assert_non_null(head);
	while (!(st->from & STATE_BIT(head->state)))
		head->state = (head->state + 1) % k->n_states;
	assert_int_equal(ctx_write(cx, update, &in), FLOW_OK);
	return head->id;
}

static int times_named(const struct ctx *cx, struct str field)
{
	int n = 0;
	for (size_t i = 0; i < cx->errs->n; i++)
		n += str_eq(cx->errs->at[i].field, field);
	return n;
}

/* All at once and by field: what the guard finds does not wait for what the fields are, says
 * nothing twice and nothing that only follows from a wrong field. */
static void every_wrong_field_of_a_step_is_named_once(void **state)
{
	int guarded = 0;
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	for (int n = 0; n < all->n; n++)
		for (int i = 0; i < all->at[n]->n_steps; i++) {
			const struct kind *k = all->at[n];
			const struct step *st = &k->steps[i];
			struct input v[32];
			size_t n_v = 0;
			for (; st->fields && st->fields[n_v]; n_v++)
				v[n_v] = (struct input){str_of(st->fields[n_v]),
					str_of(bad(kind_field(k, str_of(st->fields[n_v]))))};
			if (n_v == 0)
				continue;
			struct flow_out out;
			struct flow_in in = {.kind = k,
				.step = st,
				.id = stand_for(k, st),
				.unit = tree_top(test_now(&t)),
				.values = {v, n_v}};
			struct ctx *cx = test_now(&t);
			assert_int_equal(flow_apply(cx, &in, &out), FLOW_INVALID);
			for (size_t f = 0; f < n_v; f++)
				assert_int_equal(times_named(cx, v[f].name), 1);
			assert_int_equal(times_named(cx, S("")), 0);
			assert_int_equal(
				times_named(cx, S("reason")), st->flags & STEP_REASON ? 1 : 0);
			guarded += st->guard != NULL;
		}
	assert_true(guarded > 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_comes_back),
		cmocka_unit_test(wrong_values_are_refused),
		cmocka_unit_test(over_long_text_is_refused),
		cmocka_unit_test(rows_come_back_from_the_database),
		cmocka_unit_test(a_stale_version_is_a_conflict),
		cmocka_unit_test(every_wrong_field_of_a_step_is_named_once),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
