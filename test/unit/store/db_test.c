/* db_test.c — statements, transactions, ids and errors; with DB=pg on TEST_PG_URL. */
#include "lib/store_fixture.h"

#include "base/bug.h"
#include "store/sql.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const struct schema_col thing_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"name", COL_TEXT, COL_NOT_NULL | COL_UNIQUE, NULL},
	{"due", COL_DAY, 0, NULL},
	{"made", COL_STAMP, 0, NULL},
	{"over", COL_RID, COL_INDEX, "thing"},
	{"bytes", COL_BLOB, 0, NULL},
};
static const struct schema_table things[] = {
	{.name = "thing", .cols = thing_cols, .n_cols = NELEM(thing_cols)},
};
static const struct schema_part thing_part = {
	.name = "thing", .tables = things, .n_tables = NELEM(things)};
static const struct schema_part *const parts[] = {&store_part, &thing_part};
static const struct schema schema = {.parts = parts, .n_parts = NELEM(parts)};

struct thing {
	struct str name;
	rid over, id;
	enum db_code then;
};

static enum db_code add_thing(struct db *w, void *arg)
{
	struct thing *t = arg;
	assert_true(db_may_write(w));
	t->id = db_new_id(w);
	struct stmt *s = db_prep(w,
		"INSERT INTO thing (id, name, due, made, over, bytes) VALUES (?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, t->id);
	db_text(s, 2, t->name);
	db_day(s, 3, day_of(2026, 9, 18));
	db_stamp(s, 4, (struct stamp){1789722000123});
	db_rid(s, 5, t->over);
	db_blob(s, 6, str_n("\0\1\xff?", 4));
	enum db_code c = db_run(s);
	return c ? c : t->then;
}

static int64_t count(struct db *db)
{
	return db_one_int(db_prep(db, "SELECT count(*) FROM thing"), -1);
}

static void a_row_comes_back_as_it_went_in(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct thing t = {.name = S("监督'检查?")};
	assert_int_equal(db_tx(f.db, add_thing, &t), DB_OK);
	struct stmt *s = db_prep(f.db, "SELECT id, name, due, made, over, bytes FROM thing WHERE "
				       "name = ? AND name <> '?'");
	db_text(s, 1, t.name);
	assert_int_equal(db_step(s), DB_ROW);
	assert_int_equal(db_col_rid(s, 0).n, t.id.n);
	assert_true(str_eq(db_col_text(s, 1), t.name));
	assert_int_equal(db_col_day(s, 2).n, day_of(2026, 9, 18).n);
	assert_int_equal(db_col_stamp(s, 3).ms, 1789722000123);
	assert_true(db_col_is_null(s, 4));
	assert_int_equal(db_col_rid(s, 4).n, 0);
	assert_true(str_eq(db_col_blob(s, 5), str_n("\0\1\xff?", 4)));
	assert_int_equal(db_step(s), DB_OK);
	fixture_close(&f);
}

static void empty_text_is_null(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct thing t = {.name = S("")};
	assert_int_equal(db_tx(f.db, add_thing, &t), DB_CONSTRAINT);
	assert_int_equal(count(f.db), 0);
	fixture_close(&f);
}

static void readers_cannot_write(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct stmt *s = db_prep(f.db, "DELETE FROM thing");
	assert_int_equal(db_run(s), DB_READONLY);
	assert_false(db_may_write(f.db));
	fixture_close(&f);
}

static void a_failed_job_leaves_nothing(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct thing t = {.name = S("a"), .then = DB_ABORT};
	assert_int_equal(db_tx(f.db, add_thing, &t), DB_ABORT);
	assert_int_equal(count(f.db), 0);
	struct thing orphan = {.name = S("b"), .over = {999}};
	assert_int_equal(db_tx(f.db, add_thing, &orphan), DB_CONSTRAINT);
	struct thing ok = {.name = S("c")}, twice = {.name = S("c")};
	assert_int_equal(db_tx(f.db, add_thing, &ok), DB_OK);
	assert_int_equal(db_tx(f.db, add_thing, &twice), DB_CONSTRAINT);
	assert_int_equal(count(f.db), 1);
	fixture_close(&f);
}

static enum db_code hide_failure(struct db *w, void *arg)
{
	add_thing(w, arg);
	return DB_OK;
}

static void a_job_cannot_hide_a_failure(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct thing t = {.name = S("a")};
	assert_int_equal(db_tx(f.db, add_thing, &t), DB_OK);
	assert_int_equal(db_tx(f.db, hide_failure, &t), DB_CONSTRAINT);
	fixture_close(&f);
}

enum { THREADS = 8, EACH = 50 };

struct load {
	struct store *store;
	int n, ok;
};

static void *insert_many(void *arg)
{
	struct load *l = arg;
	struct db *db = store_reader(l->store);
	for (int i = 0; i < EACH; i++) {
		char name[32];
		snprintf(name, sizeof name, "t%d-%d", l->n, i);
		/* Every fifth fails, in the same batch as others. */
		struct thing t = {.name = str_of(name), .then = i % 5 == 4 ? DB_ABORT : DB_OK};
		l->ok += db_tx(db, add_thing, &t) == DB_OK;
	}
	db_close(db);
	return NULL;
}

static void jobs_of_many_threads_do_not_disturb_each_other(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	pthread_t th[THREADS];
	struct load l[THREADS];
	int ok = 0;
	for (int i = 0; i < THREADS; i++) {
		l[i] = (struct load){f.store, i, 0};
		pthread_create(&th[i], NULL, insert_many, &l[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(th[i], NULL);
		ok += l[i].ok;
	}
	assert_int_equal(ok, THREADS * EACH * 4 / 5);
	assert_int_equal(count(f.db), ok);
	fixture_close(&f);
}

static enum db_code take_ids(struct db *w, void *arg)
{
	int64_t *v = arg;
	v[0] = db_new_ids(w, 1000).n;
	v[1] = db_new_id(w).n;
	return v[2] ? DB_ABORT : DB_OK;
}

static void ids_are_never_handed_out_twice(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	int64_t high = 0;
	for (int i = 0; i < 20; i++) {
		int64_t v[3] = {0, 0, i % 3 == 1};
		db_tx(f.db, take_ids, v);
		assert_true(v[0] > high);
		assert_true(v[1] >= v[0] + 1000);
		high = v[1];
		if (i == 11) { /* a restart skips, it does not repeat */
			fixture_shut(&f);
			assert_true(fixture_reopen(&f, 0));
		}
	}
	fixture_close(&f);
}

static enum db_code take_one(struct db *w, void *arg)
{
	int64_t *v = arg;
	v[0] = db_new_id(w).n;
	return v[1] ? DB_ABORT : DB_OK;
}

/* The block of ids was taken by a job that was undone: the database does not know of it, so what
 * is left of it must not be handed out, or a later process would do so again. */
static void an_undone_block_of_ids_is_not_used(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	int64_t undone[2] = {0, 1}, kept[2] = {0}, later[2] = {0};
	fixture_shut(&f);
	assert_true(fixture_reopen(&f, 0));
	assert_int_equal(db_tx(f.db, take_one, undone), DB_ABORT);
	assert_int_equal(db_tx(f.db, take_one, kept), DB_OK);
	fixture_shut(&f);
	assert_true(fixture_reopen(&f, 0));
	assert_int_equal(db_tx(f.db, take_one, later), DB_OK);
	assert_true(kept[0] > undone[0] && later[0] > kept[0]);
	fixture_close(&f);
}

static void a_read_section_sees_one_state(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct db *other = store_reader(f.store);
	struct thing t = {.name = S("a")};
	assert_int_equal(db_read_begin(f.db), DB_OK);
	assert_int_equal(count(f.db), 0);
	assert_int_equal(db_tx(other, add_thing, &t), DB_OK);
	assert_int_equal(count(f.db), 0);
	assert_int_equal(count(other), 1);
	db_read_end(f.db);
	assert_int_equal(count(f.db), 1);
	db_close(other);
	fixture_close(&f);
}

static void more_shapes_than_the_cache_holds(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct stmt *kept = db_prep(f.db, "SELECT ? + 1");
	db_int(kept, 1, 41);
	for (int i = 0; i < 400; i++) {
		struct sql *q = sql_new(f.a);
		sql_lit(q, "SELECT CAST(");
		sql_int(q, i);
		sql_lit(q, " AS bigint)");
		for (int k = 0; k < i; k++)
			sql_lit(q, " + 0");
		assert_int_equal(db_one_int(db_prep_sql(f.db, q), -1), i);
	}
	assert_int_equal(db_one_int(kept, 0), 42);
	db_int(kept, 1, 1); /* dropped meanwhile or not: it works again */
	assert_int_equal(db_one_int(kept, 0), 2);
	fixture_close(&f);
}

/* More statements than are kept, so that others give way. */
static enum db_code many_shapes(struct db *w, int from)
{
	struct arena *a = arena_open((size_t)64 << 20);
	for (int i = 0; i < 200; i++) {
		struct sql *q = sql_new(a);
		sql_lit(q, "SELECT 1 AS ");
		sql_name(q, arena_fmt(a, "x%d", from + i));
		db_one_int(db_prep_sql(w, q), -1);
	}
	arena_close(a);
	return DB_OK;
}

static enum db_code shapes_job(struct db *w, void *arg)
{
	return many_shapes(w, *(int *)arg);
}

static enum db_code shapes_after_failure(struct db *w, void *arg)
{
	struct stmt *s = db_prep(w, "INSERT INTO thing (id, name) VALUES (1, NULL)");
	assert_int_equal(db_run(s), DB_CONSTRAINT);
	return many_shapes(w, *(int *)arg);
}

/* A server in a failed transaction does not even forget a statement it is told to forget. */
static void statements_given_up_in_a_failed_job_are_in_nobodys_way(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	for (int round = 0; round < 3; round++) {
		int from = round * 600;
		assert_int_equal(db_tx(f.db, shapes_job, &from), DB_OK);
		from += 200;
		assert_int_equal(db_tx(f.db, shapes_after_failure, &from), DB_CONSTRAINT);
		from += 200;
		assert_int_equal(db_tx(f.db, shapes_job, &from), DB_OK);
	}
	fixture_close(&f);
}

static void the_builder_binds_what_it_is_given(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&schema);
	struct thing t = {.name = S("x")};
	assert_int_equal(db_tx(f.db, add_thing, &t), DB_OK);
	struct sql *q = sql_new(f.a);
	sql_lit(q, "SELECT count(*) FROM ");
	sql_name(q, "thing");
	sql_lit(q, " WHERE name = ");
	sql_text(q, S("x"));
	sql_lit(q, " AND due <= ");
	sql_day(q, day_of(2026, 9, 18));
	sql_lit(q, " AND made >= ");
	sql_stamp(q, (struct stamp){5});
	sql_lit(q, " AND id = ");
	sql_rid(q, t.id);
	assert_int_equal(db_one_int(db_prep_sql(f.db, q), -1), 1);
	assert_false(sql_is_name(S("a b")));
	assert_false(sql_is_name(S("1a")));
	assert_false(sql_is_name(S("")));
	assert_true(sql_is_name(S("due_item2")));
	fixture_close(&f);
}

static enum db_code end_others(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
				 "WHERE datname = current_database() AND pid <> pg_backend_pid()"));
}

static enum db_code end_oneself(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "SELECT pg_terminate_backend(pg_backend_pid())"));
}

static void a_lost_server_connection_is_replaced(void **state)
{
	(void)state;
	if (!fixture_is_pg())
		skip();
	struct fixture f = fixture_open(&schema);
	struct thing a = {.name = S("a")}, b = {.name = S("b")};
	assert_int_equal(db_tx(f.db, end_oneself, NULL), DB_LOST);
	assert_int_equal(db_tx(f.db, add_thing, &a), DB_OK);
	assert_int_equal(db_tx(f.db, end_others, NULL), DB_OK); /* the reader */
	assert_int_equal(count(f.db), -1);
	assert_int_equal(db_failed(f.db), DB_LOST);
	db_close(f.db);
	f.db = store_reader(f.store);
	assert_non_null(f.db);
	assert_int_equal(count(f.db), 1);
	assert_int_equal(db_tx(f.db, add_thing, &b), DB_OK);
	fixture_close(&f);
}

static void what_cannot_be_opened_says_why(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct str why;
	struct store_opt o = {.url = "/tmp/duban-test-there-is-none.db"};
	assert_null(store_open(&o, a, &why));
	assert_true(str_has(why, S("找不到数据库文件")));
	char path[256];
	const char *dir = getenv("TEST_TMP");
	snprintf(path, sizeof path, "%s/letter%d.db", dir ? dir : "/tmp", (int)getpid());
	FILE *file = fopen(path, "w");
	for (int i = 0; i < 100; i++)
		fputs("this is a letter, not a database\n", file);
	fclose(file);
	o.url = path;
	assert_null(store_open(&o, a, &why));
	assert_true(str_has(why, S("不是督办数据库")));
	unlink(path);
	arena_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_comes_back_as_it_went_in),
		cmocka_unit_test(empty_text_is_null),
		cmocka_unit_test(readers_cannot_write),
		cmocka_unit_test(a_failed_job_leaves_nothing),
		cmocka_unit_test(a_job_cannot_hide_a_failure),
		cmocka_unit_test(jobs_of_many_threads_do_not_disturb_each_other),
		cmocka_unit_test(ids_are_never_handed_out_twice),
		cmocka_unit_test(an_undone_block_of_ids_is_not_used),
		cmocka_unit_test(a_read_section_sees_one_state),
		cmocka_unit_test(more_shapes_than_the_cache_holds),
		cmocka_unit_test(statements_given_up_in_a_failed_job_are_in_nobodys_way),
		cmocka_unit_test(the_builder_binds_what_it_is_given),
		cmocka_unit_test(a_lost_server_connection_is_replaced),
		cmocka_unit_test(what_cannot_be_opened_says_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
