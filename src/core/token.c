/* token.c — see token.h. */
#include "core/token.h"
#include "base/vec.h"
#include "core/actor.h"
#include "store/db.h"

bool token_session(struct ctx *cx, struct str token_hash, struct session *out)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT account, secret, until FROM session WHERE token_hash = ?");
	db_text(s, 1, token_hash);
	if (db_step(s) != DB_ROW) {
		db_done(s);
		return false;
	}
	*out = (struct session){
		.account = db_col_rid(s, 0),
		.token_hash = token_hash,
		.secret = str_dup(cx->a, db_col_text(s, 1)),
		.until = db_col_stamp(s, 2),
	};
	db_done(s);
	return true;
}

enum flow_code token_session_add(struct ctx *cx, const struct session *s)
{
	struct stmt *st = db_prep(cx->db,
		"INSERT INTO session (token_hash, account, secret, made, until, https) "
		"VALUES (?, ?, ?, ?, ?, ?)");
	db_text(st, 1, s->token_hash);
	db_rid(st, 2, s->account);
	db_text(st, 3, s->secret);
	db_stamp(st, 4, cx->now);
	db_stamp(st, 5, s->until);
	db_int(st, 6, s->https);
	return flow_of_db(db_run(st));
}

enum flow_code token_session_drop(struct ctx *cx, struct str token_hash)
{
	struct stmt *st = db_prep(cx->db, "DELETE FROM session WHERE token_hash = ?");
	db_text(st, 1, token_hash);
	return flow_of_db(db_run(st));
}

enum flow_code token_session_drop_all(struct ctx *cx, rid account)
{
	struct stmt *st = db_prep(cx->db, "DELETE FROM session WHERE account = ?");
	db_rid(st, 1, account);
	return flow_of_db(db_run(st));
}

enum flow_code token_session_drop_others(struct ctx *cx, rid account, struct str token_hash)
{
	struct stmt *st = db_prep(
		cx->db, "DELETE FROM session WHERE account = ? AND token_hash <> ?");
	db_rid(st, 1, account);
	db_text(st, 2, token_hash);
	return flow_of_db(db_run(st));
}

int token_sessions(struct ctx *cx, rid account, struct session_line **out)
{
	VEC(struct session_line) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT token_hash, made, until FROM session WHERE "
		"account = ? AND until > ? ORDER BY made DESC, token_hash");
	db_rid(s, 1, account);
	db_stamp(s, 2, cx->now);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct session_line){
			str_dup(cx->a, db_col_text(s, 0)), db_col_stamp(s, 1), db_col_stamp(s, 2)};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

int64_t token_session_count(struct ctx *cx, int64_t *https)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT count(*), coalesce(sum(https), 0) FROM session WHERE until > ?");
	int64_t n = 0;
	*https = 0;
	db_stamp(s, 1, cx->now);
	if (db_step(s) == DB_ROW) {
		n = db_col_int(s, 0);
		*https = db_col_int(s, 1);
	}
	db_done(s);
	return n;
}

int64_t token_spent(struct ctx *cx, struct str token)
{
	struct stmt *s = db_prep(cx->db, "SELECT coalesce(seal_no, 0) FROM once WHERE token = ?");
	db_text(s, 1, token);
	return db_one_int(s, -1);
}

enum flow_code token_spend_on(struct ctx *cx, struct str token, struct str what, int64_t seal_no)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO once (token, account, made, seal_no, what) VALUES (?, ?, ?, ?, ?)");
	db_text(s, 1, token);
	db_rid(s, 2, cx->who->account);
	db_stamp(s, 3, cx->now);
	db_int(s, 4, seal_no);
	db_text(s, 5, what);
	return flow_of_db(db_run(s));
}

enum flow_code token_spend(struct ctx *cx, struct str token, int64_t seal_no)
{
	return token_spend_on(cx, token, STR_NONE, seal_no);
}

struct str token_spent_on(struct ctx *cx, struct str token)
{
	struct stmt *s = db_prep(cx->db, "SELECT what FROM once WHERE token = ?");
	struct str what = STR_NONE;
	db_text(s, 1, token);
	if (db_step(s) == DB_ROW)
		what = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return what;
}
