/* fts.c — makes the pairs of bigram.c known to FTS5 as the tokenizer "duban". Every connection
 * needs it, also the one of a backup. */
#include "store/sqlite_int.h"

#include "store/bigram.h"

#include <stdio.h>

struct call {
	int (*token)(void *ctx, int flags, const char *p, int n, int from, int to);
	void *ctx;
};

static int create(void *ctx, const char **args, int n, Fts5Tokenizer **out)
{
	static const char nothing; /* the tokenizer has no state, FTS5 wants an address */
	(void)ctx;
	(void)args;
	(void)n;
	*out = (Fts5Tokenizer *)(uintptr_t)&nothing;
	return SQLITE_OK;
}

static void forget(Fts5Tokenizer *t)
{
	(void)t;
}

static int forward(void *arg, const char *word, int n, int from, int to)
{
	const struct call *c = arg;
	return c->token(c->ctx, 0, word, n, from, to);
}

static int tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *p, int n,
	int (*token)(void *, int, const char *, int, int, int))
{
	struct call c = {token, ctx};
	(void)t;
	return bigram_each(str_n(p, p ? (size_t)n : 0), flags & FTS5_TOKENIZE_QUERY, forward, &c);
}

enum db_code fts_register(struct db *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *s = NULL;
	fts5_tokenizer t = {create, forget, tokenize};
	int rc = sqlite3_prepare_v2(db->h, "SELECT fts5(?1)", -1, &s, NULL);
	if (!rc)
		rc = sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
	if (!rc)
		sqlite3_step(s);
	sqlite3_finalize(s);
	if (!rc)
		rc = api ? api->xCreateTokenizer(api, "duban", NULL, &t, NULL) : SQLITE_ERROR;
	if (rc)
		snprintf(db->message, sizeof db->message, "fts5: %s", sqlite3_errmsg(db->h));
	return sqlite_code(db->h, rc);
}
