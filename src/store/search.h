/* search.h — finds records by the words of their text, words of two characters included.
 *
 * One text per record. SQLite: FTS5 with the pairs of bigram.h; PostgreSQL: the same pairs in a GIN
 * index. What a user may see is not known here: the caller joins the ids with his own conditions.
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/db.h"
#include "store/sql.h"

enum { SEARCH_TEXT = 256 * 1024, SEARCH_WORDS = 8 };

/* Sets the text of record `id` of `kind`, in the transaction of the change; empty removes it. Text
 * beyond SEARCH_TEXT bytes is not indexed. */
enum db_code search_index(struct db *w, const char *kind, rid id, struct str text);

/* Appends a query that gives the ids of the records whose text holds every word of `words` (parted
 * by blanks): "SELECT id FROM …", to stand in brackets: `d.id IN (…)`, or `FROM (…) m JOIN t ON
 * t.id = m.id ORDER BY m.id DESC LIMIT 20` for the newest, which stops after twenty. `kind` NULL:
 * any kind. False, and nothing appended, where `words` holds no word at all. */
bool search_ids(struct sql *q, bool pg, const char *kind, struct str words);

/* Merges the index, in short transactions, so that words of removed texts leave the file too. For
 * a job of the night, and after a lawful erasure. Not inside a transaction. */
enum db_code search_tidy(struct db *db);

#endif
