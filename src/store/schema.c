/* schema.c — DDL for both engines out of table descriptions; bringing a database up to date.
 *
 * Not here: which tables there are (each layer says its own), and how a kind becomes a table
 * (core/). Invariant: schema_version() rises by one per step, in the step's own transaction. */
#include "store/schema.h"

#include "store/db_int.h"

#include "base/bug.h"
#include "sys/log.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>

enum { DDL_MAX = 4 << 20 };

/* Names come from constant tables; anything odd is a bug. */
static const char *name(const char *s)
{
	AN(sql_is_name(str_of(s)));
	return s;
}

static const char *type_name(enum col_type t, bool pg)
{
	static const char *const names[][2] = {
		[COL_INT] = {"INTEGER", "bigint"},
		[COL_TEXT] = {"TEXT", "text COLLATE \"C\""},
		[COL_DAY] = {"TEXT", "text COLLATE \"C\""},
		[COL_STAMP] = {"INTEGER", "bigint"},
		[COL_RID] = {"INTEGER", "bigint"},
		[COL_BLOB] = {"BLOB", "bytea"},
	};
	return names[t][pg];
}

static int n_keys(const struct schema_table *t)
{
	int n = 0;
	for (size_t i = 0; i < t->n_cols; i++)
		n += (t->cols[i].flags & COL_KEY) != 0;
	return n;
}

static void put_col(struct buf *b, const struct schema_col *c, bool sole_key, bool pg)
{
	buf_fmt(b, "\t%s %s", name(c->name), type_name(c->type, pg));
	if (c->flags & COL_KEY && sole_key)
		buf_lit(b, " PRIMARY KEY");
	if (c->flags & (COL_KEY | COL_NOT_NULL))
		buf_lit(b, " NOT NULL");
	if (c->type == COL_TEXT)
		buf_fmt(b, " CHECK (%s <> '')", c->name);
	else if (c->type == COL_DAY)
		buf_fmt(b, " CHECK (length(%s) = 10)", c->name);
	/* PostgreSQL wants the other table first: its references follow the tables. */
	if (c->refs && !pg)
		buf_fmt(b, " REFERENCES %s(id)", name(c->refs));
}

static void put_keys(struct buf *b, const struct schema_table *t)
{
	buf_lit(b, ",\n\tPRIMARY KEY (");
	bool first = true;
	for (size_t i = 0; i < t->n_cols; i++) {
		if (!(t->cols[i].flags & COL_KEY))
			continue;
		buf_fmt(b, "%s%s", first ? "" : ", ", t->cols[i].name);
		first = false;
	}
	buf_lit(b, ")");
}

static void put_index(struct buf *b, const char *table, const struct schema_index *x)
{
	buf_fmt(b, "CREATE %sINDEX %s", x->unique ? "UNIQUE " : "", table);
	for (int i = 0; i < SCHEMA_INDEX_COLS && x->cols[i]; i++)
		buf_fmt(b, "__%s", name(x->cols[i]));
	buf_fmt(b, " ON %s (", table);
	for (int i = 0; i < SCHEMA_INDEX_COLS && x->cols[i]; i++)
		buf_fmt(b, "%s%s", i ? ", " : "", x->cols[i]);
	buf_lit(b, ")");
	if (x->given)
		buf_fmt(b, " WHERE %s IS NOT NULL", x->cols[0]);
	buf_lit(b, ";\n");
}

void schema_print_table(const struct schema_table *t, bool pg, struct buf *out)
{
	int keys = n_keys(t);
	buf_fmt(out, "CREATE TABLE %s (\n", name(t->name));
	for (size_t i = 0; i < t->n_cols; i++) {
		if (i)
			buf_lit(out, ",\n");
		put_col(out, &t->cols[i], keys == 1, pg);
	}
	if (keys > 1)
		put_keys(out, t);
	buf_fmt(out, "\n)%s;\n", t->clustered && !pg ? " WITHOUT ROWID" : "");
	for (size_t i = 0; i < t->n_cols; i++) {
		const struct schema_col *c = &t->cols[i];
		struct schema_index one = {
			.cols = {c->name}, .unique = (c->flags & COL_UNIQUE) != 0};
		if (c->flags & (COL_UNIQUE | COL_INDEX))
			put_index(out, t->name, &one);
	}
	for (size_t i = 0; i < t->n_index; i++)
		put_index(out, t->name, &t->index[i]);
}

static void put_reference(const char *table, const struct schema_col *c, struct buf *out)
{
	if (c->refs)
		buf_fmt(out, "ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s(id);\n", table,
			c->name, name(c->refs));
}

static void put_references(const struct schema_table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_cols; i++)
		put_reference(t->name, &t->cols[i], out);
}

void schema_print(const struct schema *s, bool pg, struct buf *out)
{
	for (size_t i = 0; i < s->n_parts; i++)
		for (size_t k = 0; k < s->parts[i]->n_tables; k++)
			schema_print_table(&s->parts[i]->tables[k], pg, out);
	for (size_t i = 0; pg && i < s->n_parts; i++)
		for (size_t k = 0; k < s->parts[i]->n_tables; k++)
			put_references(&s->parts[i]->tables[k], out);
	for (size_t i = 0; i < s->n_parts; i++) {
		const char *more = pg ? s->parts[i]->pg : s->parts[i]->sqlite;
		buf_str(out, str_of(more));
	}
}

int schema_version(struct db *db)
{
	struct stmt *s = db_is_pg(db)
				 ? db_prep(db,
					   "SELECT count(*) FROM information_schema.tables WHERE "
					   "table_schema = current_schema() AND table_name = "
					   "'store_version'")
				 : db_prep(db, "SELECT count(*) FROM sqlite_schema WHERE name = "
					       "'store_version'");
	if (db_one_int(s, 0) == 0)
		return -1;
	return (int)db_one_int(db_prep(db, "SELECT number FROM store_version"), -1);
}

struct change {
	const char *sql;
	int from, to;
};

static enum db_code change_job(struct db *w, void *arg)
{
	const struct change *c = arg;
	if (schema_version(w) != c->from)
		return DB_OK; /* another process was quicker */
	enum db_code code = db_script(w, c->sql);
	if (code)
		return code;
	struct stmt *s = c->from < 0 ? db_prep(w, "INSERT INTO store_version (number) VALUES (?)")
				     : db_prep(w, "UPDATE store_version SET number = ?");
	db_int(s, 1, c->to);
	return db_run(s);
}

static bool change(struct db *db, struct change c, struct arena *a, struct str *why)
{
	enum db_code code = db_tx(db, change_job, &c);
	if (code)
		*why = str_fmt(a,
			"数据库结构从第%d版升到第%d版时出错（%s），未作任何改动，请查看日志",
			c.from, c.to, db_code_name(code));
	return code == DB_OK;
}

/* ---- what the descriptions have and an existing database has not ---- */

static bool has_row(struct db *db, struct stmt *lite, struct stmt *pg, struct str a, struct str b)
{
	struct stmt *s = db_is_pg(db) ? pg : lite;
	db_text(s, 1, a);
	if (b.n)
		db_text(s, 2, b);
	return db_one_int(s, 0) > 0;
}

#define PG_HAS(what, more)                                                                         \
	"SELECT count(*) FROM information_schema." what " WHERE table_schema = current_schema() "  \
	"AND " more
#define EITHER(db, lite, pg)                                                                       \
	db_is_pg(db) ? NULL : db_prep(db, lite), db_is_pg(db) ? db_prep(db, pg) : NULL

static bool has_table(struct db *db, const char *table)
{
	return has_row(db,
		EITHER(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?",
			PG_HAS("tables", "table_name = ?")),
		str_of(table), STR_NONE);
}

static bool has_col(struct db *db, const char *table, const char *col)
{
	return has_row(db,
		EITHER(db, "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?",
			PG_HAS("columns", "table_name = ? AND column_name = ?")),
		str_of(table), str_of(col));
}

static bool has_index(struct db *db, struct str index)
{
	return has_row(db,
		EITHER(db, "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = ?",
			"SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() "
			"AND indexname = ?"),
		index, STR_NONE);
}

/* A column added to rows that are there can hold no demand they do not meet: one that must not be
 * empty, a key or a unique one needs a step written by hand. */
static void add_cols(struct db *db, const struct schema_table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_cols; i++) {
		const struct schema_col *c = &t->cols[i];
		if (has_col(db, t->name, c->name))
			continue;
		AZ(c->flags & (COL_KEY | COL_NOT_NULL | COL_UNIQUE));
		buf_fmt(out, "ALTER TABLE %s ADD COLUMN", name(t->name));
		put_col(out, c, false, db_is_pg(db));
		buf_lit(out, ";\n");
	}
}

static void add_index(
	struct db *db, const char *table, const struct schema_index *x, struct buf *out)
{
	char index[128];
	int n = snprintf(index, sizeof index, "%s", table);
	for (int i = 0; i < SCHEMA_INDEX_COLS && x->cols[i]; i++)
		n += snprintf(index + n, sizeof index - (size_t)n, "__%s", x->cols[i]);
	/* PostgreSQL keeps the first 63 bytes of a name. */
	if (!has_index(db, str_first(str_of(index), db_is_pg(db) ? 63 : (size_t)n)))
		put_index(out, table, x);
}

static void add_indexes(struct db *db, const struct schema_table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_cols; i++) {
		const struct schema_col *c = &t->cols[i];
		struct schema_index one = {
			.cols = {c->name}, .unique = (c->flags & COL_UNIQUE) != 0};
		if (c->flags & (COL_UNIQUE | COL_INDEX))
			add_index(db, t->name, &one, out);
	}
	for (size_t i = 0; i < t->n_index; i++)
		add_index(db, t->name, &t->index[i], out);
}

static size_t tables_there(struct db *db, const struct schema_part *p)
{
	size_t there = 0;
	for (size_t i = 0; i < p->n_tables; i++)
		there += has_table(db, p->tables[i].name);
	return there;
}

static void add_tables(struct db *db, const struct schema_part *p, struct buf *out)
{
	for (size_t i = 0; i < p->n_tables; i++) {
		const struct schema_table *t = &p->tables[i];
		if (has_table(db, t->name)) {
			add_cols(db, t, out);
			add_indexes(db, t, out);
			continue;
		}
		schema_print_table(t, db_is_pg(db), out);
	}
}

/* The references of what is added. SQLite has them in the column. */
static void add_references(struct db *db, const struct schema_part *p, struct buf *out)
{
	for (size_t i = 0; i < p->n_tables; i++) {
		const struct schema_table *t = &p->tables[i];
		bool old = has_table(db, t->name);
		for (size_t k = 0; k < t->n_cols; k++)
			if (!old || !has_col(db, t->name, t->cols[k].name))
				put_reference(t->name, &t->cols[k], out);
	}
}

/* A part that is wholly new brings its triggers and first rows with it. */
static void add_more(struct db *db, const struct schema_part *p, struct buf *out)
{
	if (p->n_tables && tables_there(db, p) == 0)
		buf_str(out, str_of(db_is_pg(db) ? p->pg : p->sqlite));
}

struct addition {
	const struct schema *want;
	struct buf *sql;
};

static void lacking(struct db *db, const struct addition *add)
{
	add->sql->n = 0;
	for (size_t i = 0; i < add->want->n_parts; i++)
		add_tables(db, add->want->parts[i], add->sql);
	for (size_t i = 0; db_is_pg(db) && i < add->want->n_parts; i++)
		add_references(db, add->want->parts[i], add->sql);
	/* What counts or watches rows may look at a column of any part. */
	for (size_t i = 0; i < add->want->n_parts; i++)
		add_more(db, add->want->parts[i], add->sql);
	buf_ch(add->sql, 0);
	AZ(add->sql->full);
}

static enum db_code add_job(struct db *w, void *arg)
{
	const struct addition *add = arg;
	lacking(w, add); /* another process may have been quicker */
	return add->sql->n > 1 ? db_script(w, add->sql->p) : DB_OK;
}

static bool add_lacking(struct db *db, const struct schema *want, struct arena *a, struct str *why)
{
	struct buf b = buf_in(a, DDL_MAX);
	struct addition add = {want, &b};
	lacking(db, &add);
	enum db_code code = b.n > 1 ? db_tx(db, add_job, &add) : DB_OK;
	if (code)
		*why = str_fmt(a, "给数据库补上新的表和列时出错（%s），未作任何改动，请查看日志",
			db_code_name(code));
	return code == DB_OK;
}

/* ---- the digest that says at a glance that nothing lacks ---- */

enum { SHAPE = SHA256_DIGEST_LENGTH * 2 + 1 };

static void shape_of(const struct schema *want, bool pg, struct arena *a, char out[static SHAPE])
{
	unsigned char sum[SHA256_DIGEST_LENGTH];
	struct buf b = buf_in(a, DDL_MAX);
	schema_print(want, pg, &b);
	AZ(b.full);
	AN(EVP_Digest(b.p, b.n, sum, NULL, EVP_sha256(), NULL));
	for (size_t i = 0; i < sizeof sum; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

static bool has_shape(struct db *db, const char *shape)
{
	if (!has_col(db, "store_version", "shape"))
		return false;
	struct stmt *s = db_prep(db, "SELECT count(*) FROM store_version WHERE shape = ?");
	db_text(s, 1, str_of(shape));
	return db_one_int(s, 0) == 1;
}

static enum db_code shape_job(struct db *w, void *arg)
{
	struct stmt *s = db_prep(w, "UPDATE store_version SET shape = ?");
	db_text(s, 1, str_of(arg));
	return db_run(s);
}

bool schema_fits(struct db *db, const struct schema *want, struct arena *a)
{
	char shape[SHAPE];
	if (schema_version(db) != (int)want->n_steps)
		return false;
	shape_of(want, db_is_pg(db), a, shape);
	if (has_shape(db, shape))
		return true;
	struct buf b = buf_in(a, DDL_MAX);
	struct addition add = {want, &b};
	lacking(db, &add);
	return b.n <= 1;
}

static bool bring_up(struct db *db, const struct schema *want, struct arena *a, struct str *why)
{
	int now = schema_version(db), last = (int)want->n_steps;
	if (now > last) {
		*why = str_fmt(a,
			"数据库是较新版本的程序建立的（结构第%d版，本程序识别到第%d版），"
			"请升级程序",
			now, last);
		return false;
	}
	if (now < 0) {
		struct buf b = buf_in(a, DDL_MAX);
		schema_print(want, db_is_pg(db), &b);
		buf_ch(&b, 0);
		AZ(b.full);
		return change(db, (struct change){b.p, -1, last}, a, why);
	}
	for (int i = now; i < last; i++) {
		const struct schema_step *s = &want->steps[i];
		AN(s->number == i + 1);
		struct change c = {db_is_pg(db) ? s->pg : s->sqlite, i, i + 1};
		if (!change(db, c, a, why))
			return false;
	}
	return add_lacking(db, want, a, why);
}

bool schema_apply(struct db *db, const struct schema *want, struct arena *a, struct str *why)
{
	char shape[SHAPE];
	shape_of(want, db_is_pg(db), a, shape);
	if (schema_version(db) == (int)want->n_steps && has_shape(db, shape))
		return true;
	if (!bring_up(db, want, a, why))
		return false;
	/* Tests describe databases without the tables of store/. */
	if (has_col(db, "store_version", "shape") && db_tx(db, shape_job, shape))
		log_warn("store", "the digest of the tables could not be noted");
	return true;
}
