/* auth.h — who comes with a token, and how often. */
#ifndef API_AUTH_H
#define API_AUTH_H

#include "web/page.h"

/* Makes the page that of the token's person. False where there is no valid token, the account is
 * closed, a read-only token would write, or it asks too often: the answer is made already. */
bool auth_in(struct page *pg, bool writes);
/* For page_def.then: remembers the day of the token's last use. */
void auth_used(struct page *pg);

#endif
