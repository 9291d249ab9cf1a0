/* account.c — see account.h. argon2id by libsodium; the hash is made before the transaction, so
 * that the one writer never waits for it. */
#include "org/account.h"
#include "base/num.h"
#include "base/utf8.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/rec.h"
#include "core/setting.h"
#include "core/token.h"
#include "org/org.h"
#include "org/totp.h"

#include <sodium.h>

/* 2 passes over 19 MiB: about 20 ms. A stronger setting is one row away in libsodium's own string,
 * and old hashes are made anew at the next sign-in. */
enum { HASH_OPS = 2, HASH_MEM = 19 << 20, PASSWORD_MAX = 200, OLD_PASSWORDS = 5 };
/* How long one may look for the phone before the password is asked for again. */
enum { HALF_MS = 5 * 60 * 1000 };

static struct str hash_password(struct ctx *cx, struct str password)
{
	char out[crypto_pwhash_STRBYTES];
	if (crypto_pwhash_str(out, password.p, password.n, HASH_OPS, HASH_MEM))
		return STR_NONE;
	return str_dup(cx->a, str_of(out));
}

static bool hash_fits(struct str hash, struct str password)
{
	/* Of no password: an unknown login costs as much time as a known one. */
	static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$"
				     "Vfr4cCZbI8yzZVuDiBHhZUxzRHVpDVWkSBFOcoVwVZs";
	char text[crypto_pwhash_STRBYTES] = {0};
	struct str h = hash.n && hash.n < sizeof text ? hash : str_of(nobody);
	memcpy(text, h.p, h.n);
	bool fits = crypto_pwhash_str_verify(text, password.p ? password.p : "", password.n) == 0;
	return fits && hash.n;
}

/* ---- sign-in ---- */

rid account_find(struct ctx *cx, struct str login)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM account WHERE login = ?");
	db_text(s, 1, login);
	return (rid){db_one_int(s, 0)};
}

bool account_exists(struct ctx *cx)
{
	return db_one_int(db_prep(cx->db, "SELECT 1 FROM account LIMIT 1"), 0) != 0;
}

static struct account_row *by_login(struct ctx *cx, struct str login)
{
	rid id = account_find(cx, login);
	return id.n ? rec_load(cx, &account_kind, id) : NULL;
}

static enum flow_code seal_of(struct ctx *cx, const struct account_row *a, const char *verb)
{
	struct seal_in in = {
		.kind = "account",
		.record = a->head.id,
		.version = a->head.version,
		.verb = verb,
	};
	return flow_note(cx, &in);
}

/* Who has just shown that he is. */
static enum flow_code seal_sign_in(struct ctx *cx, const struct account_row *a)
{
	struct actor self = *cx->who;
	struct ctx inner = *cx;
	self.account = a->head.id;
	inner.who = &self;
	return seal_of(&inner, a, "sign_in");
}

static enum flow_code count_failure(struct ctx *cx, void *arg)
{
	struct account_row *a = arg;
	int64_t most = setting_int(cx, S("login.max_failed"));
	int64_t minutes = setting_int(cx, S("login.lock_minutes"));
	struct stmt *s = db_prep(cx->db,
		"UPDATE account SET failed = failed + 1, locked_until = "
		"CASE WHEN failed + 1 >= ? THEN ? ELSE locked_until END WHERE id = ?");
	db_int(s, 1, most);
	db_int(s, 2, cx->now.ms + minutes * 60 * 1000);
	db_rid(s, 3, a->head.id);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK && a->failed + 1 >= most ? seal_of(cx, a, "lockout") : code;
}

static enum flow_code forget_failures(struct ctx *cx, void *arg)
{
	struct account_row *a = arg;
	const struct account_row *now = rec_load(cx, &account_kind, a->head.id);
	/* Another sign-in may have been faster: with the same code, or the one failure too many. */
	if (now == NULL || cx->now.ms < now->locked_until.ms ||
		(a->totp.n && now->totp_step >= a->totp_step))
		return FLOW_STATE;
	/* A password from before its day was kept begins to age at its next use. */
	struct stmt *s = db_prep(cx->db,
		"UPDATE account SET failed = 0, locked_until = NULL, totp_step = ?, "
		"password_at = coalesce(password_at, ?) WHERE id = ?");
	db_int(s, 1, a->totp_step);
	db_stamp(s, 2, cx->now);
	db_rid(s, 3, a->head.id);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? seal_sign_in(cx, a) : code;
}

static enum sign_in failed(struct ctx *cx, struct account_row *a)
{
	if (a && ctx_write(cx, count_failure, a) != FLOW_OK)
		return SIGN_IN_WORLD;
	return SIGN_IN_WRONG;
}

/* What stands behind the password: the account's state, the second factor, the log. */
static enum sign_in finish(struct ctx *cx, struct account_row *a, struct str code, rid *account)
{
	if (a->head.state != ACCOUNT_OPEN)
		return SIGN_IN_LOCKED;
	if (a->totp.n && code.n == 0)
		return SIGN_IN_NEED_CODE;
	int64_t step = a->totp.n ? totp_step(a->totp, code, cx->now, a->totp_step) : 0;
	if (a->totp.n && step == 0)
		return failed(cx, a);
	a->totp_step = step;
	*account = a->head.id;
	enum flow_code done = ctx_write(cx, forget_failures, a);
	if (done == FLOW_STATE)
		return SIGN_IN_WRONG;
	return done == FLOW_OK ? SIGN_IN_OK : SIGN_IN_WORLD;
}

enum sign_in account_sign_in(
	struct ctx *cx, struct str login, struct str password, struct str code, rid *account)
{
	struct account_row *a = by_login(cx, login);
	bool fits = password.n <= PASSWORD_MAX && hash_fits(a ? a->hash : STR_NONE, password);
	if (a && cx->now.ms < a->locked_until.ms)
		return SIGN_IN_LOCKED;
	if (!fits || a == NULL)
		return failed(cx, a);
	return finish(cx, a, code, account);
}

/* Keyed with the password's hash: a new password ends it, and nobody else can make one. */
static struct str half_mac(struct ctx *cx, const struct account_row *a, struct str what)
{
	unsigned char key[crypto_generichash_KEYBYTES], out[crypto_generichash_BYTES];
	char *hex = arena_get(cx->a, sizeof out * 2 + 1);
	crypto_generichash(key, sizeof key, (const unsigned char *)a->hash.p, a->hash.n, NULL, 0);
	crypto_generichash(out, sizeof out, (const unsigned char *)what.p, what.n, key, sizeof key);
	sodium_bin2hex(hex, sizeof out * 2 + 1, out, sizeof out);
	return str_of(hex);
}

struct str account_half(struct ctx *cx, struct str login)
{
	const struct account_row *a = by_login(cx, login);
	if (a == NULL)
		return STR_NONE;
	struct str what = str_fmt(
		cx->a, "%lld.%lld", (long long)a->head.id.n, (long long)cx->now.ms);
	struct str mac = half_mac(cx, a, what);
	return str_fmt(cx->a, "%.*s.%.*s", STR_ARG(what), STR_ARG(mac));
}

static struct account_row *by_half(struct ctx *cx, struct str half)
{
	struct str rest = half, id = str_cut(&rest, S(".")), ms = str_cut(&rest, S("."));
	rid account;
	int64_t at;
	if (!num_int(id, 1, INT64_MAX, &account.n) || !num_int(ms, 0, INT64_MAX, &at))
		return NULL;
	struct account_row *a = rec_load(cx, &account_kind, account);
	struct str mac = a ? half_mac(cx, a, str_first(half, id.n + 1 + ms.n)) : STR_NONE;
	bool ours = mac.n && mac.n == rest.n && sodium_memcmp(mac.p, rest.p, mac.n) == 0;
	return ours && cx->now.ms >= at && cx->now.ms - at <= HALF_MS ? a : NULL;
}

enum sign_in account_sign_in_half(struct ctx *cx, struct str half, struct str code, rid *account)
{
	struct account_row *a = by_half(cx, half);
	if (a == NULL)
		return SIGN_IN_STALE;
	return cx->now.ms < a->locked_until.ms ? SIGN_IN_LOCKED : finish(cx, a, code, account);
}

bool account_password_fits(struct ctx *cx, rid account, struct str password)
{
	const struct account_row *a = rec_load(cx, &account_kind, account);
	return a && password.n <= PASSWORD_MAX && hash_fits(a->hash, password);
}

/* ---- a new password ---- */

static void check_strength(struct ctx *cx, struct str password)
{
	bool letter = false, other = false;
	int64_t least = setting_int(cx, S("login.password_length"));
	for (size_t i = 0; i < password.n; i++) {
		char c = password.p[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		letter |= is_letter;
		other |= !is_letter;
	}
	if (utf8_count(password) < (size_t)least || password.n > PASSWORD_MAX)
		err_field(cx->errs, S("password"), "口令要有 %lld 个字符以上，最多 %d 个",
			(long long)least, PASSWORD_MAX);
	else if (!letter || !other)
		err_field(cx->errs, S("password"), "口令里字母和数字（或符号）都要有");
}

struct new_password {
	rid account;
	struct str hash;
	bool must_change;
};

/* Those before it are kept as long as they may not be used again. */
static enum flow_code keep_old(struct ctx *cx, const struct new_password *n)
{
	struct stmt *s = db_prep(
		cx->db, "INSERT INTO account_password (id, account, hash) VALUES (?, ?, ?)");
	db_rid(s, 1, db_new_id(cx->db));
	db_rid(s, 2, n->account);
	db_text(s, 3, n->hash);
	enum flow_code code = flow_of_db(db_run(s));
	s = db_prep(cx->db,
		"DELETE FROM account_password WHERE account = ? AND id NOT IN (SELECT id FROM "
		"account_password WHERE account = ? ORDER BY id DESC LIMIT ?)");
	db_rid(s, 1, n->account);
	db_rid(s, 2, n->account);
	db_int(s, 3, OLD_PASSWORDS);
	return code == FLOW_OK ? flow_of_db(db_run(s)) : code;
}

static enum flow_code store_password(struct ctx *cx, void *arg)
{
	struct new_password *n = arg;
	struct stmt *s = db_prep(cx->db,
		"UPDATE account SET hash = ?, must_change = ?, failed = 0, locked_until = NULL, "
		"password_at = ? WHERE id = ?");
	db_text(s, 1, n->hash);
	db_int(s, 2, n->must_change);
	db_stamp(s, 3, cx->now);
	db_rid(s, 4, n->account);
	enum flow_code code = flow_of_db(db_run(s));
	if (code == FLOW_OK)
		code = keep_old(cx, n);
	if (code != FLOW_OK)
		return code;
	code = token_session_drop_all(cx, n->account);
	const struct account_row *a = rec_load(cx, &account_kind, n->account);
	return code == FLOW_OK && a ? seal_of(cx, a, "password") : code;
}

/* None of the last five (domain 9.3). Only what people choose: each costs 20 ms to compare. */
static void check_old(struct ctx *cx, rid account, struct str password)
{
	struct str old[OLD_PASSWORDS];
	int n = 0;
	struct stmt *s = db_prep(
		cx->db, "SELECT hash FROM account_password WHERE account = ? ORDER BY id DESC");
	db_rid(s, 1, account);
	while (n < OLD_PASSWORDS && db_step(s) == DB_ROW)
		old[n++] = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	for (int i = 0; i < n; i++)
		if (hash_fits(old[i], password)) {
			err_field(cx->errs, S("password"), "最近 %d 个口令不能再用，请换一个",
				OLD_PASSWORDS);
			return;
		}
}

enum flow_code account_set_password(
	struct ctx *cx, rid account, struct str password, bool must_change)
{
	check_strength(cx, password);
	if (cx->errs->n == 0 && !must_change)
		check_old(cx, account, password);
	if (cx->errs->n)
		return FLOW_INVALID;
	struct new_password n = {account, hash_password(cx, password), must_change};
	return n.hash.n ? ctx_write(cx, store_password, &n) : FLOW_WORLD;
}

struct str account_new_password(struct ctx *cx)
{
	/* Without 0 O 1 l I: 16 characters of 31 are 79 bits. */
	static const char set[] = "23456789abcdefghjkmnpqrstuvwxyz";
	struct buf b = buf_in(cx->a, 32);
	for (int i = 0; i < 16; i++) {
		if (i && i % 4 == 0)
			buf_ch(&b, '-');
		buf_ch(&b, set[randombytes_uniform(sizeof set - 1)]);
	}
	return buf_view(&b);
}

rid account_person(struct ctx *cx, struct str staff_no)
{
	struct stmt *s = db_prep(cx->db, "SELECT CASE WHEN count(*) = 1 THEN max(id) END "
					 "FROM person WHERE staff_no = ? AND state = 'active'");
	db_text(s, 1, staff_no);
	return (rid){db_one_int(s, 0)};
}

static bool is_one_of(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (str_eq(s, str_of(*words)))
			return true;
	return false;
}

enum flow_code account_set_taste(struct ctx *cx, struct str look, struct str lang)
{
	static const char *const looks[] = {"light", "dark", "large", NULL};
	static const char *const langs[] = {"zh", "en", NULL};
	if (!is_one_of(look, looks) || !is_one_of(lang, langs))
		return FLOW_ABSENT;
	struct stmt *s = db_prep(cx->db, "UPDATE account SET look = ?, lang = ? WHERE id = ?");
	db_text(s, 1, look);
	db_text(s, 2, lang);
	db_rid(s, 3, cx->who->account);
	return flow_of_db(db_run(s));
}

struct str account_name(struct ctx *cx, rid account)
{
	struct stmt *s = db_prep(cx->db, "SELECT coalesce(p.name, a.login) FROM account a "
					 "LEFT JOIN person p ON p.id = a.person WHERE a.id = ?");
	struct str out = S("系统");
	db_rid(s, 1, account);
	if (account.n && db_step(s) == DB_ROW)
		out = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return out;
}

/* ---- what an administrator does ---- */

static const struct account_row *administered(struct ctx *cx, rid account, enum flow_code *code)
{
	const struct account_row *a = rec_load(cx, &account_kind, account);
	if (a == NULL || !flow_may_see(cx, &account_kind, account))
		*code = FLOW_ABSENT;
	else if (!actor_may(cx, "account.admin", a->head.unit) ||
		 a->head.id.n == cx->who->account.n)
		*code = FLOW_DENIED;
	else
		*code = FLOW_OK;
	return *code == FLOW_OK ? a : NULL;
}

enum flow_code account_reset(struct ctx *cx, rid account, struct str *password)
{
	enum flow_code code;
	const struct account_row *a = administered(cx, account, &code);
	if (a == NULL)
		return code;
	if (a->head.state != ACCOUNT_OPEN)
		return FLOW_STATE;
	*password = account_new_password(cx);
	return account_set_password(cx, account, *password, true);
}

enum flow_code account_forgive(struct ctx *cx, rid account)
{
	enum flow_code code;
	const struct account_row *before = administered(cx, account, &code);
	if (before == NULL)
		return code;
	if (before->failed == 0 && before->locked_until.ms == 0)
		return FLOW_STATE;
	struct account_row after = *before;
	after.failed = 0;
	after.locked_until = STAMP_NONE;
	code = rec_update(cx, &account_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &account_kind, before, &after, "forgive", STR_NONE)
			       : code;
}
