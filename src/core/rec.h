/* rec.h — one record: load, insert, update. The SQL is made from the kind's tables.
 *
 * No permission is looked at here: flow.c and query.c do that. */
#ifndef CORE_REC_H
#define CORE_REC_H

#include "core/kind.h"

/* The row, or NULL. In the context's arena. As it stood then where a past day is looked at. */
void *rec_load(struct ctx *cx, const struct kind *k, rid id);
/* The row of a record that is surely there. Where the database fails it is an empty one: nobody
 * trips over it, and what was under way is undone or refused (db_failed). */
void *rec_need(struct ctx *cx, const struct kind *k, rid id);
bool rec_exists(struct ctx *cx, const struct kind *k, rid id);
/* The record's title (the kind's hook, else its first field), or the empty view. */
struct str rec_title(struct ctx *cx, const struct kind *k, rid id);

/* Inserts a row; sets id (unless given), version 1, made, changed, by. Inside ctx_write(). */
enum flow_code rec_insert(struct ctx *cx, const struct kind *k, void *row);
/* Writes every field where the stored version is still row's; version + 1. FLOW_CONFLICT otherwise.
 */
enum flow_code rec_update(struct ctx *cx, const struct kind *k, void *row);

/* Appends "id, unit, state, …" in the order rec_read() takes them. */
void rec_columns(struct sql *q, const struct kind *k);
/* The current row of a statement over rec_columns(). */
void rec_read(struct ctx *cx, struct stmt *s, const struct kind *k, void *row);

#endif
