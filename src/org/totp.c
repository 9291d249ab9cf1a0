/* totp.c — see totp.h. */
#include "org/totp.h"
#include "base/num.h"
#include "core/actor.h"
#include "core/flow.h"
#include "core/rec.h"
#include "org/org.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

enum { TOTP_STEP = 30, TOTP_BYTES = 40, SECRET_CHARS = 32 };

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

int64_t totp_step(struct str secret, struct str code, struct stamp now, int64_t last)
{
	unsigned char key[TOTP_BYTES];
	size_t n = base32(secret, key);
	int64_t typed;
	if (n == 0 || code.n != 6 || !num_int(code, 0, 999999, &typed))
		return 0;
	int64_t step = now.ms / 1000 / TOTP_STEP;
	for (int64_t d = -1; d <= 1; d++)
		if (step + d > last && code_at(key, n, (uint64_t)(step + d)) == typed)
			return step + d;
	return 0;
}

/* ---- one's own account ---- */

static const struct account_row *own(struct ctx *cx)
{
	return cx->who->account.n ? rec_load(cx, &account_kind, cx->who->account) : NULL;
}

static enum flow_code change(struct ctx *cx, const struct account_row *before,
	struct account_row *after, const char *verb)
{
	enum flow_code code = rec_update(cx, &account_kind, after);
	return code == FLOW_OK ? flow_seal(cx, &account_kind, before, after, verb, STR_NONE) : code;
}

/* 160 bits, as RFC 4226 asks for. */
static struct str new_secret(struct ctx *cx)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = arena_get(cx->a, SECRET_CHARS + 1);
	for (int i = 0; i < SECRET_CHARS; i++)
		out[i] = set[randombytes_uniform(sizeof set - 1)];
	return str_n(out, SECRET_CHARS);
}

enum flow_code totp_begin(struct ctx *cx)
{
	const struct account_row *before = own(cx);
	if (before == NULL)
		return FLOW_DENIED;
	struct account_row after = *before;
	after.totp_new = new_secret(cx);
	return change(cx, before, &after, "totp_begin");
}

struct str totp_waiting(struct ctx *cx)
{
	const struct account_row *a = own(cx);
	return a ? a->totp_new : STR_NONE;
}

bool totp_is_on(struct ctx *cx)
{
	const struct account_row *a = own(cx);
	return a && a->totp.n > 0;
}

enum flow_code totp_confirm(struct ctx *cx, struct str code)
{
	const struct account_row *before = own(cx);
	if (before == NULL || before->totp_new.n == 0)
		return FLOW_STATE;
	int64_t step = totp_step(before->totp_new, str_trim(code), cx->now, 0);
	if (step == 0) {
		err_field(cx->errs, S("code"),
			"六位数字不对。请核对手机时间是否准确，再输入新的一组");
		return FLOW_INVALID;
	}
	struct account_row after = *before;
	after.totp = before->totp_new;
	after.totp_new = STR_NONE;
	after.totp_step = step;
	return change(cx, before, &after, "totp_on");
}

static enum flow_code switch_off(struct ctx *cx, rid account, const char *verb)
{
	const struct account_row *before = rec_load(cx, &account_kind, account);
	if (before == NULL)
		return FLOW_ABSENT;
	if (before->totp.n == 0 && before->totp_new.n == 0)
		return FLOW_STATE;
	struct account_row after = *before;
	after.totp = after.totp_new = STR_NONE;
	after.totp_step = 0;
	return change(cx, before, &after, verb);
}

enum flow_code totp_off(struct ctx *cx)
{
	return switch_off(cx, cx->who->account, "totp_off");
}

enum flow_code totp_reset(struct ctx *cx, rid account)
{
	const struct account_row *a = rec_load(cx, &account_kind, account);
	if (a == NULL || !flow_may_see(cx, &account_kind, account))
		return FLOW_ABSENT;
	if (!actor_may(cx, "account.admin", a->head.unit))
		return FLOW_DENIED;
	return switch_off(cx, account, "totp_reset");
}

struct str totp_uri(struct arena *a, struct str issuer, struct str login, struct str secret)
{
	struct buf b = buf_in(a, 2048);
	buf_lit(&b, "otpauth://totp/");
	buf_url(&b, issuer);
	buf_lit(&b, ":");
	buf_url(&b, login);
	buf_lit(&b, "?secret=");
	buf_url(&b, secret);
	buf_lit(&b, "&issuer=");
	buf_url(&b, issuer);
	buf_lit(&b, "&algorithm=SHA1&digits=6&period=30");
	return buf_view(&b);
}
