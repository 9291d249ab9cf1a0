/* account.h — passwords, sign-in, lock-out, one-time codes (SEC-07). */
#ifndef ORG_ACCOUNT_H
#define ORG_ACCOUNT_H

#include "core/ctx.h"

enum sign_in {
	SIGN_IN_OK,
	SIGN_IN_WRONG,
	SIGN_IN_LOCKED,
	SIGN_IN_NEED_CODE,
	SIGN_IN_STALE, /* what account_half() gave is no longer good, or never was */
	SIGN_IN_WORLD
};

/* Checks login, password and, where the account has one, the six-digit code. Counts failures and
 * locks the account for a while (settings login.max_failed, login.lock_minutes). An unknown login
 * takes as long as a wrong password and gets the same answer. */
enum sign_in account_sign_in(
	struct ctx *cx, struct str login, struct str password, struct str code, rid *account);
/* After SIGN_IN_NEED_CODE: says for five minutes that the password was right, so that only the code
 * is left to be asked for; and the sign-in with it. Failures count as above. */
struct str account_half(struct ctx *cx, struct str login);
enum sign_in account_sign_in_half(struct ctx *cx, struct str half, struct str code, rid *account);
/* Sets a password; err_field("password") where it is too weak or one of the last five.
 * `must_change`: only good for the next sign-in. Ends every session of the account. */
enum flow_code account_set_password(
	struct ctx *cx, rid account, struct str password, bool must_change);
/* A password nobody has seen, easy to read out: four groups of four. */
struct str account_new_password(struct ctx *cx);
/* False in a new database, until its first account is opened. */
bool account_exists(struct ctx *cx);
/* The account of that login; RID_NONE where there is none. */
rid account_find(struct ctx *cx, struct str login);
/* The person's name behind an account, its login where there is none; 系统 for RID_NONE. */
struct str account_name(struct ctx *cx, rid account);
/* The person with that staff number (警号); RID_NONE where none or several have it. */
rid account_person(struct ctx *cx, struct str staff_no);
/* How pages look to the actor: light, dark or large; zh or en. err_field for anything else. */
enum flow_code account_set_taste(struct ctx *cx, struct str look, struct str lang);
/* An administrator's acts, for anybody but himself (account.admin): a one-time password that was
 * never seen before; an end to a lock-out. FLOW_STATE where there is nothing to do. account_reset()
 * outside of ctx_write(), because the hash takes long. */
enum flow_code account_reset(struct ctx *cx, rid account, struct str *password);
enum flow_code account_forgive(struct ctx *cx, rid account);
/* True where `password` is the account's. */
bool account_password_fits(struct ctx *cx, rid account, struct str password);

#endif
