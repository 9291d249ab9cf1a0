/* org.h — units, persons, posts, roles and accounts: what other capabilities may use of them.
 *
 * Reading the tree and who is who is core/tree.h. ORG-01…14, 27, 28, 31; SEC-07, SEC-08. */
#ifndef ORG_ORG_H
#define ORG_ORG_H

#include "core/flow.h"
#include "core/kind.h"
#include "store/schema.h"

extern const struct kind unit_kind, unit_group_kind, person_kind, appointment_kind, pairing_kind,
	proxy_kind, role_grant_kind, account_kind;
/* unit_trait, unit_alias, unit_group_name, unit_group_rule. */
extern const struct schema_part org_part;

struct unit_row {
	struct rec_head head; /* head.unit is the unit itself */
	struct str name, short_name, code, level, kind, block;
	rid parent;
	int64_t sort;
	struct day from_day, until_day;
	bool pilot;
};

struct unit_group_row {
	struct rec_head head;
	struct str name, note;
};

struct person_row {
	struct rec_head head; /* head.unit: where the person belongs */
	struct str name, staff_no, title, phone;
	struct day from_day, until_day;
};

struct appointment_row {
	struct rec_head head; /* head.unit: where */
	rid person;
	struct str post;
	struct day from_day, until_day;
};

struct pairing_row {
	struct rec_head head; /* head.unit: the paired unit */
	rid leader;
	struct str kind;
	struct day from_day, until_day;
	bool skips_level; /* ORG-14 */
};

struct proxy_row {
	struct rec_head head;
	rid person, deputy;
	struct day from_day, until_day;
	struct str why;
};

enum grant_state { GRANT_ACTIVE, GRANT_ENDED, GRANT_ASKED };
struct role_grant_row {
	struct rec_head head; /* head.unit: where the role reaches from */
	rid person;
	struct str role;
	struct day from_day, until_day;
};

enum account_state { ACCOUNT_OPEN, ACCOUNT_LOCKED, ACCOUNT_CLOSED };
struct account_row {
	struct rec_head head;
	rid person;
	struct str login, hash, lang, look;
	struct str totp, totp_new; /* in use; waiting for its first code */
	int64_t totp_step;         /* the last one a code was taken for */
	int64_t failed;
	struct stamp locked_until, password_at;
	bool must_change;
};

/* Rebuilds unit_up for the subtree of `unit` after its parent changed, or for a new unit. */
enum flow_code org_link_unit(struct ctx *cx, rid unit);
/* The members of a group on that day, units that are closed left out, in the order of the tree;
 * their number (ORG-03). At most `max`. */
int org_group_members(struct ctx *cx, rid group, struct day day, rid *out, int max);
/* The group of that name; RID_NONE where there is none. */
rid org_group_find(struct ctx *cx, struct str name);

#endif
