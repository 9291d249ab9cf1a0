/* group.h — what hangs on a group of units: the names plans use for it and the rules of membership
 * (ORG-03, ORG-21). Who is in it on a day is org_group_members() in org/org.h.
 *
 * Rules are taken in order: each adds (+) or takes away (-) units by kind, by trait or one by one,
 * from a day to a day; the last one that fits a unit decides. Changes need org.edit at the group's
 * unit and stand in the log under the group's number. */
#ifndef ORG_GROUP_H
#define ORG_GROUP_H

#include "core/ctx.h"

struct group_rule {
	struct str sign, by, value; /* + or -; kind, trait, unit; code, or the unit's id */
	struct day from, until;     /* DAY_NONE: open */
};

/* Every name, the group's own among them. */
int group_names(struct ctx *cx, rid group, struct str **out);
/* err_field("names") where another group has it. */
enum flow_code group_add_name(struct ctx *cx, rid group, struct str name);

int group_rules(struct ctx *cx, rid group, struct group_rule **out);
enum flow_code group_set_rules(struct ctx *cx, rid group, const struct group_rule *at, int n);
bool group_rules_same(const struct group_rule *x, int n_x, const struct group_rule *y, int n_y);
/* 派出所, 窗口单位, 情指中心 */
struct str group_rule_value(struct ctx *cx, const struct group_rule *r);
/* +类别：派出所（2026-01-01—） */
struct str group_rule_text(struct ctx *cx, const struct group_rule *r);

#endif
