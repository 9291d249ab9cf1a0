/* feed.h — /ics/TOKEN.ics: what a person's units still owe, as a calendar that programs fetch by
 * its secret address. Made and revoked on /me/access; it shows this and nothing more. */
#ifndef API_FEED_H
#define API_FEED_H

#include "web/route.h"

extern const struct route feed_routes[];

#endif
