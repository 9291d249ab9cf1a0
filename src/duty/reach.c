/* reach.c — see reach.h. */
#include "duty/reach.h"
#include "core/actor.h"
#include "core/query.h"
#include "core/rec.h"
#include "store/sql.h"

bool reach_campaign(struct ctx *cx, rid campaign)
{
	if (flow_may_see(cx, &campaign_kind, campaign))
		return true;
	if (!actor_may(cx, "campaign.read", RID_NONE))
		return false;
	struct sql *q = sql_new(cx->a);
	sql_lit(q, "SELECT 1 FROM duty WHERE campaign = ");
	sql_rid(q, campaign);
	sql_lit(q, " AND ");
	actor_scope(cx, q, "campaign.read", duty_kind.scope_units);
	sql_lit(q, " LIMIT 1");
	return db_one_int(db_prep_sql(cx->db, q), 0) != 0;
}

int reach_campaigns(struct ctx *cx, int max, struct campaign_row ***out)
{
	struct sql *q = sql_new(cx->a);
	struct campaign_row **at = arena_array(cx->a, (size_t)max, sizeof *at);
	rid *ids = arena_array(cx->a, (size_t)max, sizeof *ids);
	int all = 0, n = 0;
	/* Campaigns are few: each is asked about by itself, newest first. */
	sql_lit(q, "SELECT id FROM campaign ORDER BY id DESC LIMIT ");
	sql_int(q, max);
	struct stmt *s = db_prep_sql(cx->db, q);
	while (all < max && db_step(s) == DB_ROW)
		ids[all++] = db_col_rid(s, 0);
	db_done(s);
	for (int i = 0; i < all; i++) {
		if (!reach_campaign(cx, ids[i]))
			continue;
		at[n] = rec_load(cx, &campaign_kind, ids[i]);
		n += at[n] != NULL; /* a read that fails gives none */
	}
	*out = at;
	return n;
}
