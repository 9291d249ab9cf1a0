/* rec.c — see rec.h. */
#include "core/rec.h"
#include "base/bug.h"
#include "core/actor.h"
#include "core/past.h"
#include "core/val.h"
#include "store/search.h"
#include "store/sql.h"

enum { HEAD_COLUMNS = 7 };

void rec_columns(struct sql *q, const struct kind *k)
{
	sql_lit(q, "id, unit, state, version, made, changed, made_by");
	for (int i = 0; i < k->n_fields; i++) {
		sql_lit(q, ", ");
		sql_name(q, k->fields[i].name);
	}
}

void rec_read(struct ctx *cx, struct stmt *s, const struct kind *k, void *row)
{
	struct rec_head *h = row;
	h->id = db_col_rid(s, 0);
	h->unit = db_col_rid(s, 1);
	h->state = kind_state(k, db_col_text(s, 2));
	AN(h->state >= 0);
	h->version = db_col_int(s, 3);
	h->made = db_col_stamp(s, 4);
	h->changed = db_col_stamp(s, 5);
	h->by = db_col_rid(s, 6);
	for (int i = 0; i < k->n_fields; i++)
		val_read(cx, s, HEAD_COLUMNS + i, &k->fields[i], row);
}

static struct sql *select_one(struct ctx *cx, const struct kind *k, rid id)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT ");
	rec_columns(q, k);
	sql_lit(q, " FROM ");
	sql_name(q, k->table);
	sql_lit(q, " WHERE id = ");
	sql_rid(q, id);
	return q;
}

/* What stands in the table, whatever day is looked at. */
static void *stored(struct ctx *cx, const struct kind *k, rid id)
{
	struct stmt *s = db_prep_sql(cx->db, select_one(cx, k, id));
	void *row = NULL;
	if (db_step(s) == DB_ROW) {
		row = kind_row(k, cx->a);
		rec_read(cx, s, k, row);
	}
	db_done(s);
	return row;
}

void *rec_load(struct ctx *cx, const struct kind *k, rid id)
{
	void *row = stored(cx, k, id);
	return row && past_turn(cx, k, row) ? row : NULL;
}

void *rec_need(struct ctx *cx, const struct kind *k, rid id)
{
	void *row = rec_load(cx, k, id);
	AN(row || db_failed(cx->db) != DB_OK);
	return row ? row : kind_row(k, cx->a);
}

bool rec_exists(struct ctx *cx, const struct kind *k, rid id)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT 1 FROM ");
	sql_name(q, k->table);
	sql_lit(q, " WHERE id = ");
	sql_rid(q, id);
	return db_one_int(db_prep_sql(cx->db, q), 0) != 0;
}

struct str rec_title(struct ctx *cx, const struct kind *k, rid id)
{
	void *row = rec_load(cx, k, id);
	if (row == NULL)
		return STR_NONE;
	return k->title ? k->title(cx, row) : val_text(cx, &k->fields[0], row);
}

/* Values in the order of rec_columns(), bound from parameter 1. */
static int bind_row(struct stmt *s, const struct kind *k, const void *row)
{
	const struct rec_head *h = row;
	db_rid(s, 1, h->id);
	db_rid(s, 2, h->unit);
	db_text(s, 3, str_of(k->states[h->state].code));
	db_int(s, 4, h->version);
	db_stamp(s, 5, h->made);
	db_stamp(s, 6, h->changed);
	db_rid(s, 7, h->by);
	for (int i = 0; i < k->n_fields; i++)
		val_bind(s, HEAD_COLUMNS + 1 + i, &k->fields[i], row);
	return HEAD_COLUMNS + k->n_fields;
}

/* A record is found by the words of its fields marked F_SEARCH. */
static enum flow_code index_words(struct ctx *cx, const struct kind *k, const void *row)
{
	const struct rec_head *h = row;
	struct buf words = buf_in(cx->a, SEARCH_TEXT);
	bool any = false;
	for (int i = 0; i < k->n_fields; i++) {
		if (!(k->fields[i].flags & F_SEARCH))
			continue;
		any = true;
		buf_str(&words, val_text(cx, &k->fields[i], row));
		buf_ch(&words, '\n'); /* no word reaches from one field into the next */
	}
	return any ? flow_of_db(search_index(cx->db, k->name, h->id, buf_view(&words))) : FLOW_OK;
}

enum flow_code rec_insert(struct ctx *cx, const struct kind *k, void *row)
{
	struct rec_head *h = row;
	if (h->id.n == 0)
		h->id = db_new_id(cx->db);
	h->version = 1;
	h->made = h->changed = cx->now;
	h->by = cx->who->person;
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "INSERT INTO ");
	sql_name(q, k->table);
	sql_lit(q, " (");
	rec_columns(q, k);
	sql_lit(q, ") VALUES (?");
	for (int i = 1; i < HEAD_COLUMNS + k->n_fields; i++)
		sql_lit(q, ",?");
	sql_lit(q, ")");
	struct stmt *s = db_prep_sql(cx->db, q);
	bind_row(s, k, row);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? index_words(cx, k, row) : code;
}

/* Which fields differ, by place in the kind's table; whether a searched one is among them. */
static bool *changed_fields(
	struct ctx *cx, const struct kind *k, const void *was, const void *is, bool *words)
{
	bool *out = arena_array(cx->a, (size_t)k->n_fields + 1, sizeof *out);
	*words = false;
	for (int i = 0; i < k->n_fields; i++) {
		out[i] = !val_same(&k->fields[i], was, is);
		*words |= out[i] && k->fields[i].flags & F_SEARCH;
	}
	return out;
}

static struct sql *update_of(struct ctx *cx, const struct kind *k, const struct rec_head *was,
	const struct rec_head *is, const bool *changed)
{
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "UPDATE ");
	sql_name(q, k->table);
	sql_lit(q, " SET version = ?, changed = ?");
	if (was->unit.n != is->unit.n)
		sql_lit(q, ", unit = ?");
	if (was->state != is->state)
		sql_lit(q, ", state = ?");
	for (int i = 0; i < k->n_fields; i++) {
		if (!changed[i])
			continue;
		sql_lit(q, ", ");
		sql_name(q, k->fields[i].name);
		sql_lit(q, " = ?");
	}
	sql_lit(q, " WHERE id = ? AND version = ?");
	return q;
}

/* Only what differs is set: an index of a column that is set is written, changed or not. */
enum flow_code rec_update(struct ctx *cx, const struct kind *k, void *row)
{
	struct rec_head *h = row;
	const struct rec_head *was = stored(cx, k, h->id);
	bool words;
	int n = 0;
	if (was == NULL || was->version != h->version)
		return FLOW_CONFLICT;
	const bool *changed = changed_fields(cx, k, was, row, &words);
	struct stmt *s = db_prep_sql(cx->db, update_of(cx, k, was, h, changed));
	h->version = was->version + 1;
	h->changed = cx->now;
	db_int(s, ++n, h->version);
	db_stamp(s, ++n, h->changed);
	if (was->unit.n != h->unit.n)
		db_rid(s, ++n, h->unit);
	if (was->state != h->state)
		db_text(s, ++n, str_of(k->states[h->state].code));
	for (int i = 0; i < k->n_fields; i++)
		if (changed[i])
			val_bind(s, ++n, &k->fields[i], row);
	db_rid(s, ++n, h->id);
	db_int(s, ++n, was->version);
	enum flow_code code = flow_of_db(db_run(s));
	if (code != FLOW_OK)
		return code;
	if (db_changes(cx->db) != 1)
		return FLOW_CONFLICT;
	return words ? index_words(cx, k, row) : FLOW_OK;
}
