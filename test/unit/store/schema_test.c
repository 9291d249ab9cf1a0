/* schema_test.c — DDL from descriptions, steps of old databases; with DB=pg on TEST_PG_URL. */
#include "lib/store_fixture.h"

#include "base/bug.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct schema_col unit_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"name", COL_TEXT, COL_NOT_NULL | COL_UNIQUE, NULL},
	{"since", COL_DAY, 0, NULL},
	{"over", COL_RID, COL_INDEX, "unit"},
};
static const struct schema_col pair_cols[] = {
	{"x", COL_RID, COL_KEY, "unit"},
	{"y", COL_RID, COL_KEY, "unit"},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
};
static const struct schema_index pair_index[] = {{.cols = {"y", "made"}, .unique = true}};
static const struct schema_table tables[] = {
	{.name = "pair",
		.cols = pair_cols,
		.n_cols = NELEM(pair_cols),
		.index = pair_index,
		.n_index = 1,
		.clustered = true},
	{.name = "unit", .cols = unit_cols, .n_cols = NELEM(unit_cols)},
};
static const struct schema_part part = {.name = "t", .tables = tables, .n_tables = 2};
static const struct schema_part *const parts[] = {&store_part, &part};

static const struct schema_col more_cols[] = {
	{"id", COL_RID, COL_KEY, NULL}, {"name", COL_TEXT, COL_NOT_NULL | COL_UNIQUE, NULL},
	{"since", COL_DAY, 0, NULL}, {"over", COL_RID, COL_INDEX, "unit"},
	{"phone", COL_TEXT, 0, NULL},
	{"seat", COL_RID, 0, "seat"}, /* of a table that comes after this one */
};
static const struct schema_col seat_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"unit", COL_RID, 0, "unit"},
};
static const struct schema_table more_tables[] = {
	{.name = "pair",
		.cols = pair_cols,
		.n_cols = NELEM(pair_cols),
		.index = pair_index,
		.n_index = 1,
		.clustered = true},
	{.name = "unit", .cols = more_cols, .n_cols = NELEM(more_cols)},
	{.name = "seat", .cols = seat_cols, .n_cols = NELEM(seat_cols)},
};
static const struct schema_part more_part = {.name = "t", .tables = more_tables, .n_tables = 3};
static const struct schema_part *const more_parts[] = {&store_part, &more_part};
#define STEP "ALTER TABLE unit ADD COLUMN phone text"
static const struct schema_step steps[] = {
	{1, "telephone", STEP " CHECK (phone <> '');", STEP " COLLATE \"C\" CHECK (phone <> '');"},
	{2, "an index", "CREATE INDEX unit__phone ON unit (phone);",
		"CREATE INDEX unit__phone ON unit (phone);"},
	{3, "and away again", "DROP INDEX unit__phone;", "DROP INDEX unit__phone;"},
};
static const struct schema v0 = {.parts = parts, .n_parts = 2};
static const struct schema v3 = {
	.parts = more_parts, .n_parts = 2, .steps = steps, .n_steps = NELEM(steps)};

static void the_statements_are_these(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 20);
	struct buf lite = buf_in(a, 1 << 16), pg = buf_in(a, 1 << 16);
	schema_print_table(&tables[0], false, &lite);
	schema_print_table(&tables[1], false, &lite);
	assert_true(
		str_eq(buf_view(&lite), S("CREATE TABLE pair (\n"
					  "\tx INTEGER NOT NULL REFERENCES unit(id),\n"
					  "\ty INTEGER NOT NULL REFERENCES unit(id),\n"
					  "\tmade INTEGER NOT NULL,\n"
					  "\tPRIMARY KEY (x, y)\n"
					  ") WITHOUT ROWID;\n"
					  "CREATE UNIQUE INDEX pair__y__made ON pair (y, made);\n"
					  "CREATE TABLE unit (\n"
					  "\tid INTEGER PRIMARY KEY NOT NULL,\n"
					  "\tname TEXT NOT NULL CHECK (name <> ''),\n"
					  "\tsince TEXT CHECK (length(since) = 10),\n"
					  "\tover INTEGER REFERENCES unit(id)\n"
					  ");\n"
					  "CREATE UNIQUE INDEX unit__name ON unit (name);\n"
					  "CREATE INDEX unit__over ON unit (over);\n")));
	static const struct schema_index given[] = {{.cols = {"since", "id"}, .given = true}};
	struct schema_table sparse = {
		.name = "unit", .cols = unit_cols, .n_cols = 3, .index = given, .n_index = 1};
	schema_print_table(&sparse, false, &lite);
	assert_true(str_ends(buf_view(&lite),
		S("CREATE INDEX unit__since__id ON unit (since, id) WHERE since IS NOT NULL;\n")));
	schema_print(&v0, true, &pg);
	struct str s = buf_view(&pg);
	assert_true(str_has(s, S("\tsince text COLLATE \"C\" CHECK (length(since) = 10),\n")));
	assert_true(str_has(s, S("ALTER TABLE pair ADD FOREIGN KEY (x) REFERENCES unit(id);\n")));
	assert_false(str_has(s, S("WITHOUT ROWID")));
	arena_close(a);
}

static void a_new_database_is_at_the_last_step(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&v3);
	struct str why;
	assert_int_equal(schema_version(f.db), 3);
	assert_true(schema_apply(f.db, &v3, f.a, &why));
	assert_int_equal(schema_version(f.db), 3);
	fixture_close(&f);
}

/* What the engine itself says about the columns of `unit`, in the order of their names. */
static struct str columns(struct fixture *f)
{
	struct buf b = buf_in(f->a, 4096);
	struct stmt *s =
		db_is_pg(f->db)
			? db_prep(f->db,
				  "SELECT column_name, data_type, is_nullable, collation_name FROM "
				  "information_schema.columns WHERE table_name = 'unit' "
				  "AND table_schema = current_schema() ORDER BY column_name")
			: db_prep(f->db, "SELECT name, lower(type), \"notnull\", pk FROM "
					 "pragma_table_info('unit') ORDER BY name");
	while (db_step(s) == DB_ROW)
		for (int i = 0; i < 4; i++) {
			buf_str(&b, db_col_text(s, i));
			buf_ch(&b, ' ');
		}
	return buf_view(&b);
}

/* What refers to what, by the engine. */
static struct str references(struct fixture *f)
{
	struct buf b = buf_in(f->a, 4096);
	struct stmt *s =
		db_is_pg(f->db)
			? db_prep(f->db,
				  "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM "
				  "pg_constraint WHERE contype = 'f' AND conrelid::regclass::text IN "
				  "('unit', 'pair', 'seat', 'extra') ORDER BY 1, 2")
			: db_prep(f->db,
				  "SELECT m.name, k.\"from\" || k.\"table\" FROM sqlite_schema m, "
				  "pragma_foreign_key_list(m.name) k WHERE m.name IN "
				  "('unit', 'pair', 'seat', 'extra') ORDER BY 1, 2");
	while (db_step(s) == DB_ROW) {
		buf_str(&b, db_col_text(s, 0));
		buf_ch(&b, ' ');
		buf_str(&b, db_col_text(s, 1));
		buf_ch(&b, '\n');
	}
	return buf_view(&b);
}

static void fresh_equals_old_with_all_steps(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&v3);
	struct arena *a = arena_open(1 << 16);
	struct str fresh = str_dup(a, columns(&f)), why;
	fixture_close(&f);
	f = fixture_open(&v0);
	assert_int_equal(schema_version(f.db), 0);
	assert_true(schema_apply(f.db, &v3, f.a, &why));
	assert_int_equal(schema_version(f.db), 3);
	assert_true(str_has(fresh, S("phone")));
	assert_true(str_eq(columns(&f), fresh));
	fixture_close(&f);
	arena_close(a);
}

/* One more column, index, table and part than `v0`, without a step; what the part brings looks at
 * the column that comes with another part after it. */
static const struct schema_col extra_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"unit", COL_RID, COL_INDEX, "unit"},
};
static const struct schema_table extra_tables[] = {
	{.name = "extra", .cols = extra_cols, .n_cols = NELEM(extra_cols)}};
#define FIRST_ROW                                                                                  \
	"INSERT INTO extra (id) SELECT 7 WHERE NOT EXISTS "                                        \
	"(SELECT 1 FROM unit WHERE phone = '0');"
static const struct schema_part extra_part = {
	.name = "x", .tables = extra_tables, .n_tables = 1, .sqlite = FIRST_ROW, .pg = FIRST_ROW};
static const struct schema_part *const added_parts[] = {&store_part, &extra_part, &more_part};
static const struct schema added = {.parts = added_parts, .n_parts = 3};

static enum db_code put_unit(struct db *w, void *arg)
{
	(void)arg;
	return db_run(db_prep(w, "INSERT INTO unit (id, name) VALUES (5, 'kept')"));
}

static void what_is_lacking_is_added_and_rows_stay(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&added);
	struct arena *a = arena_open(1 << 16);
	struct str fresh = str_dup(a, columns(&f)), tied = str_dup(a, references(&f)), why;
	fixture_close(&f);
	f = fixture_open(&v0);
	assert_int_equal(db_tx(f.db, put_unit, NULL), DB_OK);
	assert_true(schema_fits(f.db, &v0, f.a));
	assert_false(schema_fits(f.db, &added, f.a));
	assert_true(schema_apply(f.db, &added, f.a, &why));
	assert_true(schema_fits(f.db, &added, f.a));
	/* It has all that the older program asks for. */
	assert_true(schema_fits(f.db, &v0, f.a));
	assert_true(str_eq(columns(&f), fresh));
	assert_true(str_has(fresh, S("phone")));
	assert_string_equal(str_c(a, references(&f)), str_c(a, tied));
	assert_true(str_has(tied, S("seat")));
	assert_int_equal(
		db_one_int(db_prep(f.db, "SELECT id FROM unit WHERE name = 'kept'"), 0), 5);
	assert_int_equal(db_one_int(db_prep(f.db, "SELECT id FROM extra"), 0), 7);
	/* A second time there is nothing to add, and the first rows do not come again. */
	assert_true(schema_apply(f.db, &added, f.a, &why));
	assert_int_equal(db_one_int(db_prep(f.db, "SELECT count(*) FROM extra"), 0), 1);
	fixture_close(&f);
	arena_close(a);
}

static void a_newer_database_is_refused(void **state)
{
	(void)state;
	struct fixture f = fixture_open(&v3);
	struct str why;
	assert_false(schema_apply(f.db, &v0, f.a, &why));
	assert_true(str_has(why, S("请升级程序")));
	fixture_close(&f);
}

static void a_failing_step_changes_nothing(void **state)
{
	(void)state;
	static const struct schema_step bad[] = {
		{1, "half", STEP "; ALTER TABLE nowhere ADD COLUMN x text;",
			STEP "; ALTER TABLE nowhere ADD COLUMN x text;"}};
	static const struct schema broken = {
		.parts = more_parts, .n_parts = 2, .steps = bad, .n_steps = 1};
	struct fixture f = fixture_open(&v0);
	struct str why;
	assert_false(schema_apply(f.db, &broken, f.a, &why));
	assert_int_equal(schema_version(f.db), 0);
	assert_false(str_has(columns(&f), S("phone")));
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_statements_are_these),
		cmocka_unit_test(a_new_database_is_at_the_last_step),
		cmocka_unit_test(fresh_equals_old_with_all_steps),
		cmocka_unit_test(what_is_lacking_is_added_and_rows_stay),
		cmocka_unit_test(a_newer_database_is_refused),
		cmocka_unit_test(a_failing_step_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
