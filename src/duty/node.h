/* node.h — places in a duty's rule: which leaf an occurrence comes from, and in which part of a
 * sequence it stands. Leaves are numbered depth first from 0, as calendar/expand.h numbers them. */
#ifndef DUTY_NODE_H
#define DUTY_NODE_H

#include "duty/duty.h"
#include "calendar/rule.h"

/* The rule of a duty as it stands now: a later edition's, or the one it was issued with. */
struct str node_text(const struct duty_row *d);
/* How many leaves a rule has. */
int node_count(const struct rule *r);
/* The leaf with that number, or NULL. */
const struct rule *node_leaf(const struct rule *r, int64_t node);
/* The part of the outermost SEQ in which the leaf stands, from 0; 0 where the rule is no SEQ. */
int node_part(const struct rule *r, int64_t node);

#endif
