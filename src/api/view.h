/* view.h — what can be looked at beside a record: its attachments, what an act would do. One table
 * from which it is served and described.
 *
 *	GET /api/v1/KIND/ID/VIEW        {"…": …, "items": [{…}]}
 *	GET /api/v1/evidence/ID         one attachment, as a download */
#ifndef API_VIEW_H
#define API_VIEW_H

#include "base/json.h"
#include "web/page.h"

struct view_field {
	const char *name, *type, *format, *what; /* as in JSON Schema */
};
enum { VIEW_FIELDS = 10 };

struct view {
	const char *kind, *name, *zh, *en;
	/* Of the object, and of each line under "items"; end with a NULL name, unless full. */
	struct view_field fields[VIEW_FIELDS], items[VIEW_FIELDS];
	/* Writes the object's members. The record is seen by the actor. */
	enum flow_code (*say)(struct page *pg, rid id, struct json *j);
};

const struct view *view_find(const char *kind, struct str name);
/* All of them, in order; NULL past the end. */
const struct view *view_at(int i);
/* The whole object of a view; what it came to. */
enum flow_code view_say(struct page *pg, const struct view *v, rid id, struct json *j);

void view_serve(struct page *pg);
void view_evidence(struct page *pg);

#endif
