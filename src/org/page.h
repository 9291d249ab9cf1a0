/* page.h — the screens of org/: sign-in and one's own settings. */
#ifndef ORG_PAGE_H
#define ORG_PAGE_H

#include "web/route.h"

/* /login, /logout. */
extern const struct route sign_routes[];
/* /org. */
extern const struct route org_routes[];

/* /me, /notes. */
extern const struct route me_routes[];
/* /me/access. */
extern const struct route access_routes[];
/* /me/password, /me/totp, /me/sessions. */
extern const struct route secure_routes[];
/* /org/account. */
extern const struct route account_routes[];
/* /org/unit, /org/person, /org/group. */
extern const struct route person_routes[];
/* /org/team, /org/chain. */
extern const struct route team_routes[];
/* /org/leave. */
extern const struct route leave_routes[];
/* /org/handover. */
extern const struct route handover_routes[];
/* /org/import, /org/export. */
extern const struct route roster_routes[];
/* /limit. */
extern const struct route limit_routes[];
/* /seal. */
extern const struct route seal_routes[];

#endif
