/* node.c — see node.h. */
#include "duty/node.h"

static bool is_leaf(const struct rule *r)
{
	return r->kind != RULE_SEQ && r->kind != RULE_AND;
}

int node_count(const struct rule *r)
{
	int n = 0;
	if (is_leaf(r))
		return 1;
	for (size_t i = 0; i < r->n_parts; i++)
		n += node_count(&r->parts[i]);
	return n;
}

const struct rule *node_leaf(const struct rule *r, int64_t node)
{
	if (is_leaf(r))
		return node == 0 ? r : NULL;
	for (size_t i = 0; i < r->n_parts; i++) {
		int n = node_count(&r->parts[i]);
		if (node < n)
			return node_leaf(&r->parts[i], node);
		node -= n;
	}
	return NULL;
}

int node_part(const struct rule *r, int64_t node)
{
	if (r->kind != RULE_SEQ)
		return 0;
	for (size_t i = 0; i < r->n_parts; i++) {
		int n = node_count(&r->parts[i]);
		if (node < n)
			return (int)i;
		node -= n;
	}
	return (int)r->n_parts - 1;
}

struct str node_text(const struct duty_row *d)
{
	return d->now_text.n ? d->now_text : d->text;
}
