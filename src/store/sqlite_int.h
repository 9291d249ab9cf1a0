/* sqlite_int.h — what the SQLite files of store/ share. Not for other folders. */
#ifndef STORE_SQLITE_INT_H
#define STORE_SQLITE_INT_H

#include "store/db_int.h"

#include <sqlite3.h>

/* The code of a result; `h` (may be NULL) tells a full disk from a failing one. */
enum db_code sqlite_code(sqlite3 *h, int rc);

/* fts.c: makes the tokenizer "duban" known to the connection. */
enum db_code fts_register(struct db *db);

#endif
