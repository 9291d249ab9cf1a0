/* gzip.h — compressing an answer for clients that accept it. */
#ifndef WEB_GZIP_H
#define WEB_GZIP_H

#include "web/http.h"

/* True where Accept-Encoding names gzip with a weight above nought. */
bool gzip_accepted(const struct http_req *q);
/* Level 1 into `out`; false where it did not get smaller or memory ran out (then `out` is as it
 * was). */
bool gzip_pack(struct str in, struct buf *out);

#endif
