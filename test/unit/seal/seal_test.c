/* seal_test.c — entries, bulk entries, erasure and what the database refuses; with DB=pg on
 * TEST_PG_URL. */
#include "lib/seal_fixture.h"

#include "seal/seal_int.h"
#include "seal/seal_verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct seal_report verify(struct fixture *f)
{
	struct seal_report r;
	struct seal_verify_opt o = {0};
	assert_int_equal(seal_verify(f->db, &o, f->a, &r), DB_OK);
	return r;
}

static void a_log_reads_back_and_verifies(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	struct seal_report r = verify(&f);
	assert_int_equal(r.entries, 0);
	assert_int_equal(r.bad, 0);
	seal_fixture_fill(f.db, 40);
	assert_int_equal(seal_size(f.db), 40);
	assert_int_equal(seal_newest(f.db).ms, 1789722040000);
	size_t n;
	struct seal_entry *e = seal_history(f.db, (rid){3}, 10, f.a, &n);
	assert_int_equal(n, 1);
	assert_int_equal(e->seq, 3);
	assert_true(str_eq(e->reason, S("按方案建立")));
	struct seal_change c;
	assert_true(seal_next_field(&e->payload, &c));
	assert_true(str_eq(c.name, S("title")) && str_eq(c.now, S("值3")) && !c.old.n);
	assert_false(seal_next_field(&e->payload, &c));
	e = seal_latest(f.db, 0, 5, f.a, &n);
	assert_int_equal(n, 5);
	assert_int_equal(e[0].seq, 40);
	r = verify(&f);
	assert_int_equal(r.entries, 40);
	assert_int_equal(r.bad, 0);
	assert_int_equal(r.back, 0);
	fixture_close(&f);
}

static enum db_code change_entry(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE seal_entry SET reason = 'x' WHERE seq = 2"));
}

static enum db_code empty_entry(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE seal_entry SET reason = NULL, payload = NULL, "
				 "salt = NULL WHERE seq = 2"));
}

static enum db_code remove_entry(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "DELETE FROM seal_entry WHERE seq = 2"));
}

static enum db_code change_node(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "UPDATE seal_node SET pos = 7"));
}

static void the_database_refuses_changes(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 17);
	assert_int_equal(db_tx(f.db, change_entry, NULL), DB_CONSTRAINT);
	assert_int_equal(db_tx(f.db, empty_entry, NULL), DB_CONSTRAINT);
	assert_int_equal(db_tx(f.db, remove_entry, NULL), DB_CONSTRAINT);
	assert_int_equal(db_tx(f.db, change_node, NULL), DB_CONSTRAINT);
	assert_int_equal(verify(&f).bad, 0);
	fixture_close(&f);
}

struct tamper {
	const char *sql, *word;
	int64_t bad;
};

static const struct tamper tampers[] = {
	{"UPDATE seal_entry SET reason = 'x' WHERE seq = 5", "内容被改动", 5},
	{"UPDATE seal_entry SET actor = 8 WHERE seq = 6", "与自身摘要不符", 6},
	{"UPDATE seal_entry SET made = made + 1 WHERE seq = 1", "与自身摘要不符", 1},
	{"UPDATE seal_entry SET verb = 'edit' WHERE seq = 20", "与自身摘要不符", 20},
	{"UPDATE seal_entry SET hash = content WHERE seq = 7", "与自身摘要不符", 7},
	{"UPDATE seal_entry SET prev = content WHERE seq = 8", "接不上", 8},
	{"UPDATE seal_entry SET reason = NULL, payload = NULL, salt = NULL WHERE seq = 9",
		"没有依法销毁的记录", 9},
	{"UPDATE seal_entry SET reason = NULL, salt = NULL WHERE seq = 9", "一部分", 9},
	{"DELETE FROM seal_entry WHERE seq = 10", "缺失", 10},
	{"DELETE FROM seal_entry WHERE seq = 1", "缺失", 1},
	{"UPDATE seal_node SET hash = (SELECT hash FROM seal_entry WHERE seq = 1)", "树节点", 16},
	{"UPDATE seal_entry SET alg = 2 WHERE seq = 11", "算法", 11},
};

static void every_tampering_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tampers / sizeof *tampers; i++) {
		struct fixture f = fixture_open(&seal_fixture_schema);
		seal_fixture_fill(f.db, 33);
		seal_fixture_tamper(&f, tampers[i].sql);
		struct seal_report r = verify(&f);
		assert_int_equal(r.bad, tampers[i].bad);
		assert_true(str_has(r.what, str_of(tampers[i].word)));
		fixture_close(&f);
	}
}

static enum db_code erase_four(struct db *w, void *arg)
{
	struct seal_in in = {.at = {1789723000000},
		.actor = {9},
		.kind = "thing",
		.record = {4},
		.reason = S("保留期满，依法销毁")};
	return seal_erase(w, *(int64_t *)arg, &in);
}

static void erasure_leaves_a_tombstone(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	int64_t four = 4, none = 99;
	seal_fixture_fill(f.db, 20);
	assert_int_equal(db_tx(f.db, erase_four, &none), DB_CONSTRAINT);
	assert_int_equal(db_tx(f.db, erase_four, &four), DB_OK);
	assert_int_equal(db_tx(f.db, erase_four, &four), DB_CONSTRAINT);
	size_t n;
	struct seal_entry *e = seal_history(f.db, (rid){4}, 10, f.a, &n);
	assert_int_equal(n, 2);
	assert_true(str_eq(e[0].verb, S("erase")));
	assert_true(e[1].erased && !e[1].payload.n);
	e = seal_history(f.db, (rid){4}, 1, f.a, &n); /* too many: the newest are shown */
	assert_int_equal(n, 1);
	assert_true(str_eq(e[0].verb, S("erase")));
	struct seal_report r = verify(&f);
	assert_int_equal(r.bad, 0);
	assert_int_equal(r.erased, 1);
	seal_fixture_tamper(&f, "DELETE FROM seal_tombstone WHERE seq = 4");
	assert_int_equal(verify(&f).bad, 4);
	fixture_close(&f);
}

static enum db_code promise_to_erase_thirty(struct db *w, void *arg)
{
	(void)arg;
	struct seal_in in = {.at = {1789723000000},
		.actor = {9},
		.kind = "thing",
		.verb = "erase",
		.payload = S("3:seq,0:,2:30,")};
	return seal_append(w, &in, NULL);
}

/* An entry is emptied lawfully only by a later one: one made in advance excuses nothing. */
static void an_erasure_said_in_advance_does_not_count(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 20);
	assert_int_equal(db_tx(f.db, promise_to_erase_thirty, NULL), DB_OK);
	seal_fixture_fill(f.db, 20);
	seal_fixture_tamper(&f, "INSERT INTO seal_tombstone (seq, entry) VALUES (30, 21)");
	assert_int_equal(verify(&f).bad, 0);
	seal_fixture_tamper(&f,
		"UPDATE seal_entry SET reason = NULL, payload = NULL, salt = NULL WHERE seq = 30");
	assert_int_equal(verify(&f).bad, 30);
	fixture_close(&f);
}

static const char *const thing_cols[] = {"unit", "due", NULL};

static enum db_code issue(struct db *w, void *arg)
{
	int n = *(int *)arg;
	rid first = db_new_ids(w, n);
	for (int i = 0; i < n; i++) {
		struct stmt *s = db_prep(
			w, "INSERT INTO thing (id, unit, due, state) VALUES (?, ?, ?, 0)");
		db_int(s, 1, first.n + i);
		db_int(s, 2, i % 15 + 1);
		db_day(s, 3, i % 7 ? day_add(day_of(2026, 1, 31), i % 300) : DAY_NONE);
		if (db_run(s))
			return DB_ERROR;
	}
	struct seal_in in = {.at = {1789722000000}, .actor = {7}, .kind = "thing", .verb = "issue"};
	struct seal_rows rows = {"thing", thing_cols, first, {first.n + n - 1}};
	return seal_append_bulk(w, &in, &rows, NULL);
}

static void bulk_rows_are_recomputed(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	int n = 12000;
	assert_int_equal(db_tx(f.db, issue, &n), DB_OK);
	struct seal_report r = verify(&f);
	assert_int_equal(r.bad, 0);
	assert_int_equal(r.rows, n);
	assert_int_equal(r.entries, 1);
	/* What may change does not disturb it; what may not does. */
	seal_fixture_tamper(&f, "UPDATE thing SET state = 3 WHERE unit = 4");
	assert_int_equal(verify(&f).bad, 0);
	seal_fixture_tamper(&f, "UPDATE thing SET due = '2026-12-31' WHERE unit = 4");
	r = verify(&f);
	assert_int_equal(r.bad, 1);
	assert_true(str_has(r.what, S("有记录被改动")));
	seal_fixture_tamper(&f, "DELETE FROM thing WHERE unit = 5");
	assert_true(str_has(verify(&f).what, S("增删")));
	fixture_close(&f);
}

static enum db_code start_sm3(struct db *w, void *arg)
{
	(void)arg;
	return seal_start(w, HASH_SM3);
}

static void a_log_may_use_sm3(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	assert_int_equal(db_tx(f.db, start_sm3, NULL), DB_OK);
	assert_int_equal(db_tx(f.db, start_sm3, NULL), DB_CONSTRAINT);
	seal_fixture_fill(f.db, 20);
	struct seal_report r = verify(&f);
	assert_int_equal(r.bad, 0);
	assert_int_equal(r.entries, 20);
	assert_int_equal(seal_log_alg(f.db, NULL), HASH_SM3);
	fixture_close(&f);
}

static void an_undone_change_leaves_no_entry(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 3);
	int64_t gone = 99;
	db_tx(f.db, erase_four, &gone);
	assert_int_equal(seal_size(f.db), 3);
	seal_fixture_fill(f.db, 1);
	assert_int_equal(verify(&f).entries, 4);
	fixture_close(&f);
}

/* Two processes of one database, and the clock was set back under one of them. */
static void time_never_runs_backwards(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&seal_fixture_schema);
	seal_fixture_fill(f.db, 5);
	int64_t newest = seal_newest(f.db).ms;
	seal_fixture_fill(f.db, 1); /* its hour is that of the first */
	assert_int_equal(seal_newest(f.db).ms, newest);
	struct seal_report r = verify(&f);
	assert_int_equal(r.entries, 6);
	assert_int_equal(r.bad, 0);
	assert_int_equal(r.back, 0);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_reads_back_and_verifies),
		cmocka_unit_test(the_database_refuses_changes),
		cmocka_unit_test(every_tampering_is_named),
		cmocka_unit_test(erasure_leaves_a_tombstone),
		cmocka_unit_test(an_erasure_said_in_advance_does_not_count),
		cmocka_unit_test(bulk_rows_are_recomputed),
		cmocka_unit_test(a_log_may_use_sm3),
		cmocka_unit_test(an_undone_change_leaves_no_entry),
		cmocka_unit_test(time_never_runs_backwards),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
