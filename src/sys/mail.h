/* mail.h — sends one message to the mail server of the office (TIME-29).
 *
 * Optional: off unless `smtp` is set. Blocks for up to 20 seconds, so only jobs call it, never a
 * request. What is sent is a reminder with a link; the content of a record stays inside. */
#ifndef SYS_MAIL_H
#define SYS_MAIL_H

#include "base/day.h"
#include "sys/conf.h"
#include "sys/curl.h"

struct mail {
	struct str to;      /* one address */
	struct str subject; /* one line, any language */
	struct str text;    /* UTF-8 */
	struct str id; /* unique and the same for every attempt, so that a double is recognised */
	struct stamp date;
};

/* Sends it. `why` (in `a`) is for the log, in English. A line break in address or subject is
 * refused before anything is sent. */
enum send_code mail_send(
	const struct conf *conf, struct arena *a, const struct mail *m, struct str *why);
/* The message as it goes over the wire (RFC 5322), for tests. */
struct str mail_text(struct arena *a, struct str from, const struct mail *m);

#endif
