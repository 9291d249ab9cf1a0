/* access.c — see access.h. */
#include "org/access.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/actor.h"

#include <sodium.h>

enum { SECRET_BYTES = 24 };
#define SECRET_HEAD "dbn_"

static const struct schema_col access_cols[] = {
	{"id", COL_RID, COL_KEY, NULL},
	{"account", COL_RID, COL_NOT_NULL | COL_INDEX, NULL},
	{"name", COL_TEXT, COL_NOT_NULL, NULL},
	{"scope", COL_TEXT, COL_NOT_NULL, NULL},
	{"hash", COL_TEXT, COL_NOT_NULL | COL_UNIQUE, NULL},
	{"made", COL_STAMP, COL_NOT_NULL, NULL},
	{"until_day", COL_DAY, 0, NULL},
	{"last_day", COL_DAY, 0, NULL},
	{"ended", COL_STAMP, 0, NULL},
};
static const struct schema_table tables[] = {
	{.name = "access_token", .cols = access_cols, .n_cols = NELEM(access_cols)},
};
const struct schema_part access_part = {
	.name = "access", .tables = tables, .n_tables = NELEM(tables)};

static const char *const scopes[ACCESS_SCOPES] = {
	[ACCESS_READ] = "read",
	[ACCESS_WRITE] = "write",
	[ACCESS_CALENDAR] = "calendar",
};

/* ---- the secret ---- */

static struct str hex(struct arena *a, const unsigned char *p, size_t n)
{
	char *out = arena_get(a, n * 2 + 1);
	sodium_bin2hex(out, n * 2 + 1, p, n);
	return str_n(out, n * 2);
}

static struct str new_secret(struct arena *a)
{
	unsigned char bytes[SECRET_BYTES];
	randombytes_buf(bytes, sizeof bytes);
	return str_cat(a, S(SECRET_HEAD), hex(a, bytes, sizeof bytes));
}

/* Of a secret with 192 bits of chance nothing slower is needed. */
static struct str hash_of(struct arena *a, struct str secret)
{
	unsigned char out[crypto_generichash_BYTES];
	crypto_generichash(out, sizeof out, (const unsigned char *)secret.p, secret.n, NULL, 0);
	return hex(a, out, sizeof out);
}

/* ---- making and ending ---- */

static int64_t living(struct ctx *cx)
{
	struct stmt *s = db_prep(cx->db, "SELECT count(*) FROM access_token WHERE account = ? AND "
					 "ended IS NULL AND (until_day IS NULL OR until_day >= ?)");
	db_rid(s, 1, cx->who->account);
	db_day(s, 2, cx->today);
	return db_one_int(s, 0);
}

static void check(struct ctx *cx, const struct access_in *in)
{
	struct str name = str_trim(in->name);
	bool calendar = in->scope == ACCESS_CALENDAR;
	if (name.n == 0 || !utf8_is_valid(name) || utf8_count(name) > ACCESS_NAME_MAX)
		err_field(cx->errs, S("name"), "请写明给谁用，最多 %d 字", ACCESS_NAME_MAX);
	if (in->scope < 0 || in->scope >= ACCESS_SCOPES)
		err_field(cx->errs, S("scope"), "请选择只读或读写");
	if (in->days > ACCESS_DAYS || in->days < (calendar ? 0 : 1))
		err_field(cx->errs, S("days"), "有效期要在 1 到 %d 天之间", ACCESS_DAYS);
	if (living(cx) >= ACCESS_MOST)
		err_field(cx->errs, S("name"), "最多同时有 %d 个，请先收回不用的", ACCESS_MOST);
}

static enum flow_code note(struct ctx *cx, rid id, const char *verb, struct str what)
{
	struct seal_in in = {
		.kind = "access_token", .record = id, .version = 1, .verb = verb, .payload = what};
	return flow_note(cx, &in);
}

struct make_job {
	const struct access_in *in;
	struct str *secret;
};

static enum flow_code make(struct ctx *cx, void *arg)
{
	const struct make_job *j = arg;
	if (cx->who->account.n == 0)
		return FLOW_DENIED;
	check(cx, j->in);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct str name = str_trim(j->in->name), secret = new_secret(cx->a);
	struct buf what = buf_in(cx->a, 1024);
	rid id = db_new_id(cx->db);
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO access_token (id, account, name, scope, hash, made, until_day) "
		"VALUES (?, ?, ?, ?, ?, ?, ?)");
	db_rid(s, 1, id);
	db_rid(s, 2, cx->who->account);
	db_text(s, 3, name);
	db_text(s, 4, str_of(scopes[j->in->scope]));
	db_text(s, 5, hash_of(cx->a, secret));
	db_stamp(s, 6, cx->now);
	db_day(s, 7, j->in->days ? day_add(cx->today, j->in->days) : DAY_NONE);
	if (db_run(s) != DB_OK)
		return FLOW_WORLD;
	seal_field(&what, "name", STR_NONE, name);
	seal_field(&what, "scope", STR_NONE, str_of(scopes[j->in->scope]));
	*j->secret = secret;
	return note(cx, id, "make", buf_view(&what));
}

enum flow_code access_make(struct ctx *cx, const struct access_in *in, struct str *secret)
{
	struct make_job j = {in, secret};
	*secret = STR_NONE;
	return ctx_write(cx, make, &j);
}

static enum flow_code end(struct ctx *cx, void *arg)
{
	rid id = *(rid *)arg;
	struct stmt *s = db_prep(
		cx->db, "SELECT ended IS NOT NULL FROM access_token WHERE id = ? AND account = ?");
	db_rid(s, 1, id);
	db_rid(s, 2, cx->who->account);
	int64_t over = db_one_int(s, -1);
	if (over)
		return over < 0 ? FLOW_ABSENT : FLOW_STATE;
	s = db_prep(cx->db, "UPDATE access_token SET ended = ? WHERE id = ?");
	db_stamp(s, 1, cx->now);
	db_rid(s, 2, id);
	return db_run(s) == DB_OK ? note(cx, id, "end", STR_NONE) : FLOW_WORLD;
}

enum flow_code access_end(struct ctx *cx, rid id)
{
	return ctx_write(cx, end, &id);
}

/* ---- reading ---- */

static int scope_of(struct str code)
{
	for (int i = 0; i < ACCESS_SCOPES; i++)
		if (str_eq(code, str_of(scopes[i])))
			return i;
	BUG("unknown scope of a token");
}

static struct access read_row(struct ctx *cx, struct stmt *s)
{
	return (struct access){.id = db_col_rid(s, 0),
		.account = db_col_rid(s, 1),
		.name = str_dup(cx->a, db_col_text(s, 2)),
		.scope = scope_of(db_col_text(s, 3)),
		.made = db_col_stamp(s, 4),
		.until_day = db_col_day(s, 5),
		.last_day = db_col_day(s, 6),
		.ended = db_col_stamp(s, 7)};
}

int access_list(struct ctx *cx, struct access **out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id, account, name, scope, made, until_day, last_day, ended FROM "
		"access_token WHERE account = ? AND ended IS NULL ORDER BY id DESC");
	VEC(struct access) rows = {0};
	db_rid(s, 1, cx->who->account);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &rows) = read_row(cx, s);
	db_done(s);
	*out = rows.at;
	return (int)rows.n;
}

bool access_find(struct ctx *cx, struct str secret, struct access *out)
{
	if (secret.n != ACCESS_SECRET || !str_starts(secret, S(SECRET_HEAD)))
		return false;
	struct stmt *s = db_prep(cx->db,
		"SELECT id, account, name, scope, made, until_day, last_day, ended FROM "
		"access_token WHERE hash = ? AND ended IS NULL "
		"AND (until_day IS NULL OR until_day >= ?)");
	db_text(s, 1, hash_of(cx->a, secret));
	db_day(s, 2, cx->today);
	bool found = db_step(s) == DB_ROW;
	if (found)
		*out = read_row(cx, s);
	db_done(s);
	return found;
}

static enum flow_code used(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db, "UPDATE access_token SET last_day = ? WHERE id = ?");
	db_day(s, 1, cx->today);
	db_rid(s, 2, *(rid *)arg);
	return flow_of_db(db_run(s));
}

enum flow_code access_used(struct ctx *cx, rid id, struct day last)
{
	return last.n == cx->today.n ? FLOW_OK : ctx_write(cx, used, &id);
}
