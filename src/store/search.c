/* search.c — see search.h. The text is kept folded (full-width and case) in search_doc, which the
 * index refers to, so that changing or erasing a record takes its words out of the index again.
 * FTS5 writes a piece of its index for every savepoint that touched it, and each job of the writer
 * is one; so the jobs only note what changed (search_todo, a table in the writer's memory that is
 * rolled back with them), and the words go in once, before the commit. */
#include "store/search.h"

#include "store/bigram.h"
#include "store/db_int.h"

#include "base/bug.h"
#include "base/utf8.h"

#include <ctype.h>

enum { GRAMS_MAX = 8 << 20, QUERY_MAX = 4096 };

/* Folds as the tokenizer does, so that text and query can also be compared as they stand. */
static struct str fold(struct arena *a, struct str text)
{
	struct buf b = buf_in(a, SEARCH_TEXT + 8);
	for (size_t at = 0; at < text.n && b.n < SEARCH_TEXT;) {
		uint32_t c = utf8_narrow(utf8_next(text, &at));
		if (c)
			utf8_put(&b, c < 0x80 ? (uint32_t)tolower((int)c) : c);
	}
	return buf_view(&b);
}

/* An element of a PostgreSQL array, or a word of a tsquery: quoted, `quote` doubled or escaped. */
static void put_quoted(struct buf *b, struct str s, char quote)
{
	buf_ch(b, quote);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' || s.p[i] == quote)
			buf_ch(b, quote == '"' ? '\\' : s.p[i]);
		buf_ch(b, s.p[i]);
	}
	buf_ch(b, quote);
}

static int put_gram(void *arg, const char *word, int n, int from, int to)
{
	struct buf *b = arg;
	(void)from;
	(void)to;
	if (b->n > 1)
		buf_ch(b, ',');
	put_quoted(b, str_n(word, (size_t)n), '"');
	return b->full;
}

static enum db_code put_doc(struct db *w, const char *kind, rid id, struct str text)
{
	struct arena *a = arena_open(GRAMS_MAX * 4);
	struct buf grams = buf_in(a, GRAMS_MAX);
	struct stmt *s;
	if (db_is_pg(w)) {
		buf_ch(&grams, '{');
		bigram_each(text, false, put_gram, &grams);
		buf_ch(&grams, '}');
		AZ(grams.full);
		s = db_prep(w, "INSERT INTO search_doc (id, kind, body, grams) "
			       "VALUES (?, ?, ?, array_to_tsvector(CAST(? AS text[])))");
		db_text(s, 4, buf_view(&grams));
	} else {
		s = db_prep(w, "INSERT INTO search_doc (id, kind, body) VALUES (?, ?, ?)");
	}
	db_rid(s, 1, id);
	db_text(s, 2, str_of(kind));
	db_text(s, 3, text);
	enum db_code c = db_run(s);
	arena_close(a);
	return c;
}

static enum db_code drop_doc(struct db *w, rid id)
{
	struct stmt *s = db_prep(w, "DELETE FROM search_doc WHERE id = ?");
	db_rid(s, 1, id);
	return db_run(s);
}

/* Notes, once for each commit, that the words of a record are others now, and what FTS5 knows of
 * it: it must be told the old text to take its words out. */
static enum db_code note_change(struct db *w, rid id)
{
	if (db_is_pg(w))
		return DB_OK;
	struct stmt *s = db_prep(w, "INSERT OR IGNORE INTO search_todo (id, was) "
				    "VALUES (?1, (SELECT body FROM search_doc WHERE id = ?1))");
	db_rid(s, 1, id);
	w->words = true;
	return db_run(s);
}

enum db_code search_flush(struct db *w)
{
	if (!w->words)
		return DB_OK;
	w->words = false;
	enum db_code c = db_run(
		db_prep(w, "INSERT INTO search_word (search_word, rowid, body) "
			   "SELECT 'delete', id, was FROM search_todo WHERE was IS NOT NULL"));
	if (!c)
		c = db_run(db_prep(w, "INSERT INTO search_word (rowid, body) SELECT d.id, d.body "
				      "FROM search_todo t JOIN search_doc d ON d.id = t.id"));
	return c ? c : db_run(db_prep(w, "DELETE FROM search_todo"));
}

/* Whether `folded` is what stands there: most changes of a record leave its words alone. */
static bool is_same(struct db *w, rid id, struct str folded)
{
	struct stmt *s = db_prep(w, "SELECT body FROM search_doc WHERE id = ?");
	db_rid(s, 1, id);
	bool same = db_step(s) == DB_ROW ? str_eq(db_col_text(s, 0), folded) : folded.n == 0;
	db_done(s);
	return same;
}

enum db_code search_index(struct db *w, const char *kind, rid id, struct str text)
{
	AN(db_may_write(w) && id.n);
	struct arena *a = arena_open(4 * SEARCH_TEXT);
	struct str folded = str_trim(fold(a, text));
	enum db_code c = DB_OK;
	if (!is_same(w, id, folded)) {
		c = note_change(w, id);
		if (!c)
			c = drop_doc(w, id);
		if (!c && folded.n)
			c = put_doc(w, kind, id, folded);
	}
	arena_close(a);
	return c;
}

static int count_word(void *arg, const char *word, int n, int from, int to)
{
	(void)word;
	(void)n;
	(void)from;
	(void)to;
	++*(int *)arg;
	return 0;
}

/* Words parted by blanks that hold at least one letter or character. */
static int split(struct arena *a, struct str text, struct str out[static SEARCH_WORDS])
{
	int n = 0;
	struct str rest = fold(a, text);
	while (rest.n && n < SEARCH_WORDS) {
		struct str w = str_trim(str_cut(&rest, S(" ")));
		int grams = 0;
		bigram_each(w, true, count_word, &grams);
		if (grams)
			out[n++] = w;
	}
	return n;
}

/* "word" "other"*: FTS5 joins by AND; a phrase keeps the pairs of a word in order. */
static struct str fts_query(struct arena *a, const struct str *words, int n)
{
	struct buf b = buf_in(a, QUERY_MAX * 4);
	for (int i = 0; i < n; i++) {
		if (i)
			buf_ch(&b, ' ');
		buf_ch(&b, '"');
		buf_str(&b, str_replace(a, words[i], S("\""), S("\"\"")));
		buf_ch(&b, '"');
		if (bigram_ends_alone(words[i]))
			buf_ch(&b, '*');
	}
	return buf_view(&b);
}

static int put_lexeme(void *arg, const char *word, int n, int from, int to)
{
	struct buf *b = arg;
	(void)from;
	(void)to;
	if (b->n)
		buf_lit(b, " & ");
	put_quoted(b, str_n(word, (size_t)n), '\'');
	return b->full;
}

/* The same as a tsquery. It knows no order, so the body is compared as well. */
static struct str ts_query(struct arena *a, const struct str *words, int n)
{
	struct buf b = buf_in(a, QUERY_MAX * 8);
	for (int i = 0; i < n; i++) {
		bigram_each(words[i], true, put_lexeme, &b);
		if (bigram_ends_alone(words[i]))
			buf_lit(&b, ":*");
	}
	return buf_view(&b);
}

static void pg_ids(struct sql *q, const char *kind, const struct str *words, int n)
{
	struct arena *a = q->text.a;
	sql_lit(q, "SELECT id FROM search_doc WHERE grams @@ CAST(");
	sql_text(q, ts_query(a, words, n));
	sql_lit(q, " AS tsquery)");
	for (int i = 0; i < n; i++) {
		sql_lit(q, " AND strpos(body, ");
		sql_text(q, words[i]);
		sql_lit(q, ") > 0");
	}
	if (kind) {
		sql_lit(q, " AND kind = ");
		sql_text(q, str_of(kind));
	}
}

static void lite_ids(struct sql *q, const char *kind, const struct str *words, int n)
{
	if (kind)
		sql_lit(q, "SELECT w.rowid AS id FROM search_word w JOIN search_doc d ON "
			   "d.id = w.rowid WHERE w.search_word MATCH ");
	else
		sql_lit(q, "SELECT w.rowid AS id FROM search_word w WHERE w.search_word MATCH ");
	sql_text(q, fts_query(q->text.a, words, n));
	if (kind) {
		sql_lit(q, " AND d.kind = ");
		sql_text(q, str_of(kind));
	}
}

bool search_ids(struct sql *q, bool pg, const char *kind, struct str text)
{
	struct str words[SEARCH_WORDS];
	int n = split(q->text.a, str_first(text, QUERY_MAX), words);
	if (!n)
		return false;
	if (pg)
		pg_ids(q, kind, words, n);
	else
		lite_ids(q, kind, words, n);
	return true;
}

struct tidy {
	int pages;    /* negative: begin to merge everything into one */
	bool changed; /* FTS5 says so by counting two changes */
};

static enum db_code tidy_job(struct db *w, void *arg)
{
	struct tidy *t = arg;
	struct stmt *s = db_prep(w, "SELECT total_changes()");
	int64_t before = db_one_int(s, 0);
	s = db_prep(w, "INSERT INTO search_word (search_word, rank) VALUES ('merge', ?)");
	db_int(s, 1, t->pages);
	enum db_code c = db_run(s);
	t->changed = db_one_int(db_prep(w, "SELECT total_changes()"), 0) - before >= 2;
	return c;
}

enum db_code search_tidy(struct db *db)
{
	enum { PAGES = 500 };
	struct tidy t = {.pages = -PAGES};
	enum db_code c = DB_OK;
	if (db_is_pg(db))
		return DB_OK; /* its vacuum does this */
	do {
		c = db_tx(db, tidy_job, &t);
		t.pages = PAGES;
	} while (!c && t.changed);
	return c;
}
