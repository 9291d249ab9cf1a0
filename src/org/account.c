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

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

/* 2 passes over 19 MiB: about 20 ms. A stronger setting is one row away in libsodium's own string,
 * and old hashes are made anew at the next sign-in. */
enum { HASH_OPS = 2, HASH_MEM = 19 << 20, PASSWORD_MAX = 200, TOTP_STEP = 30, TOTP_BYTES = 40 };

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

/* ---- one-time codes ---- */

static int base32_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

static size_t base32(struct str s, unsigned char out[static TOTP_BYTES])
{
	uint32_t bits = 0;
	int held = 0;
	size_t n = 0;
	for (size_t i = 0; i < s.n && n < TOTP_BYTES; i++) {
		int v = base32_value(s.p[i]);
		if (v < 0)
			return 0;
		bits = bits << 5 | (uint32_t)v;
		held += 5;
		if (held >= 8) {
			held -= 8;
			out[n++] = (unsigned char)(bits >> held);
		}
	}
	return n;
}

/* RFC 4226 truncation of HMAC-SHA-1 over the counter. */
static int64_t code_at(const unsigned char *key, size_t n, uint64_t counter)
{
	unsigned char in[8], out[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	for (int i = 7; i >= 0; i--, counter >>= 8)
		in[i] = (unsigned char)counter;
	if (HMAC(EVP_sha1(), key, (int)n, in, sizeof in, out, &len) == NULL || len < 20)
		return -1;
	size_t at = out[len - 1] & 0x0F;
	uint32_t v = (uint32_t)(out[at] & 0x7F) << 24 | (uint32_t)out[at + 1] << 16 |
		     (uint32_t)out[at + 2] << 8 | out[at + 3];
	return v % 1000000;
}

/* True where `code` is the secret's code now or one step before or after (RFC 6238, 30 s). */
static bool account_code_fits(struct str secret_base32, struct str code, struct stamp now)
{
	unsigned char key[TOTP_BYTES];
	size_t n = base32(secret_base32, key);
	int64_t typed;
	if (n == 0 || code.n != 6 || !num_int(code, 0, 999999, &typed))
		return false;
	int64_t step = now.ms / 1000 / TOTP_STEP;
	for (int64_t d = -1; d <= 1; d++)
		if (code_at(key, n, (uint64_t)(step + d)) == typed)
			return true;
	return false;
}

/* ---- sign-in ---- */

rid account_find(struct ctx *cx, struct str login)
{
	struct stmt *s = db_prep(cx->db, "SELECT id FROM account WHERE login = ?");
	db_text(s, 1, login);
	return (rid){db_one_int(s, 0)};
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
	struct stmt *s = db_prep(
		cx->db, "UPDATE account SET failed = 0, locked_until = NULL WHERE id = ?");
	db_rid(s, 1, a->head.id);
	enum flow_code code = flow_of_db(db_run(s));
	return code == FLOW_OK ? seal_of(cx, a, "sign_in") : code;
}

static enum sign_in failed(struct ctx *cx, struct account_row *a)
{
	if (a && ctx_write(cx, count_failure, a) != FLOW_OK)
		return SIGN_IN_WORLD;
	return SIGN_IN_WRONG;
}

enum sign_in account_sign_in(
	struct ctx *cx, struct str login, struct str password, struct str code, rid *account)
{
	struct account_row *a = by_login(cx, login);
	bool fits = password.n <= PASSWORD_MAX && hash_fits(a ? a->hash : STR_NONE, password);
	if (a && cx->now.ms < a->locked_until.ms)
		return SIGN_IN_LOCKED;
	if (!fits)
		return failed(cx, a);
	if (a->head.state != ACCOUNT_OPEN)
		return SIGN_IN_LOCKED;
	if (a->totp.n && code.n == 0)
		return SIGN_IN_NEED_CODE;
	if (a->totp.n && !account_code_fits(a->totp, code, cx->now))
		return failed(cx, a);
	*account = a->head.id;
	return ctx_write(cx, forget_failures, a) == FLOW_OK ? SIGN_IN_OK : SIGN_IN_WORLD;
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

static enum flow_code store_password(struct ctx *cx, void *arg)
{
	struct new_password *n = arg;
	struct stmt *s = db_prep(cx->db,
		"UPDATE account SET hash = ?, must_change = ?, failed = 0, locked_until = NULL "
		"WHERE id = ?");
	db_text(s, 1, n->hash);
	db_int(s, 2, n->must_change);
	db_rid(s, 3, n->account);
	enum flow_code code = flow_of_db(db_run(s));
	if (code != FLOW_OK)
		return code;
	code = token_session_drop_all(cx, n->account);
	const struct account_row *a = rec_load(cx, &account_kind, n->account);
	return code == FLOW_OK && a ? seal_of(cx, a, "password") : code;
}

enum flow_code account_set_password(
	struct ctx *cx, rid account, struct str password, bool must_change)
{
	check_strength(cx, password);
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
