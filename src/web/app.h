/* app.h — what is the same for all requests: the world, the routes, the navigation, and what the
 * rooms above web/ put in. Made once by run/, constant afterwards. */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "core/world.h"
#include "web/route.h"
#include "web/ui_frame.h"

struct page;  /* web/page.h */
struct query; /* core/query.h */
struct rate;  /* web/rate.h */

/* An entry of the left navigation. Shown where the actor has one of the words of `perm` (NULL:
 * everybody). */
struct nav_entry {
	enum ui_group group;
	enum icon icon;
	const char *label, *href;
	const char *bar; /* short name in the bottom bar of small screens; NULL: not there */
	const char *perm;
	/* What waits for this person, and whether any of it is late; may be NULL. */
	int64_t (*count)(struct ctx *cx, bool *late);
};

struct app {
	const struct world *world;
	const struct conf *conf;
	const struct route_set *routes;
	struct str bureau_name; /* for pages before sign-in */
	const struct nav_entry *nav;
	int n_nav;
	/* What capabilities put into the top bar: campaigns, the sentence about today. */
	void (*dress)(struct page *pg, struct ui_frame *frame);
	/* What capabilities add to the page of a unit: cards of the right column. */
	void (*unit_cards)(struct page *pg, rid unit);
	/* Answers a generated list as a sheet; web/ itself knows no paper. */
	void (*sheet)(struct page *pg, const struct query *q);
	/* How often each token may ask. */
	struct rate *rate;
	int access_log; /* file of web/access_log.h; -1: none */
};

#endif
