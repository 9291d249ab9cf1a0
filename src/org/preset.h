/* preset.h — what a new database starts with: code sets, settings, roles, calendars, and a bureau.
 *
 * From the tables under data/ that travel in the program (sys/data.h). ORG-27: every unit of the
 * preset can be renamed or replaced afterwards. */
#ifndef ORG_PRESET_H
#define ORG_PRESET_H

#include "core/ctx.h"

/* Whether preset_base() has been here: the database is in use. */
bool preset_is_there(struct ctx *cx);
/* Rows every database needs: code sets, settings, roles, working-day calendars. Inside ctx_write();
 * on an empty database. */
enum flow_code preset_base(struct ctx *cx);
/* Brings a database that is in use the rows this program ships and it has not been offered; what
 * the office changed or removed stays as it is. Nothing where there is nothing new. */
enum flow_code preset_offer(struct ctx *cx);
/* The units, groups, persons, posts, pairings and roles of a preset ("county"). Accounts are made
 * with the logins of its signins table and the staff numbers of everybody else, without a password:
 * account_set_password() gives one. Inside ctx_write(). */
enum flow_code preset_bureau(struct ctx *cx, const char *name);

#endif
