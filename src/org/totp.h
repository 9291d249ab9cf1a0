/* totp.h — the second factor: six digits from an authenticator app (RFC 6238, SHA-1, 30 s; SEC-07).
 *
 * A secret counts only after its owner has shown that the app gives the right code. A code is good
 * once: the step it was used for is remembered. */
#ifndef ORG_TOTP_H
#define ORG_TOTP_H

#include "core/ctx.h"

/* The step whose code of the secret (base32) this is, now or one step before or after, and later
 * than `last`; 0 where there is none. */
int64_t totp_step(struct str secret, struct str code, struct stamp now, int64_t last);

/* A new secret for the actor's own account, not yet in use. The one begun before is forgotten. */
enum flow_code totp_begin(struct ctx *cx);
/* The secret that waits for its first code; empty where none does. */
struct str totp_waiting(struct ctx *cx);
bool totp_is_on(struct ctx *cx);
/* Puts the waiting secret into use; err_field("code") where the code is wrong. Inside ctx_write(),
 * as are the following. */
enum flow_code totp_confirm(struct ctx *cx, struct str code);
/* Switches the actor's own off; the caller has checked the password. */
enum flow_code totp_off(struct ctx *cx);
/* An administrator switches it off for somebody who lost the device (account.admin). */
enum flow_code totp_reset(struct ctx *cx, rid account);

/* otpauth://totp/…, as apps read it from a QR code. */
struct str totp_uri(struct arena *a, struct str issuer, struct str login, struct str secret);

#endif
