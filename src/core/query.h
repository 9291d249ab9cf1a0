/* query.h — lists of a kind: filters, order, pages, and always the scope.
 *
 * The same query serves the screen, the count, JSON and XLSX, so a record outside the actor's scope
 * appears in none of them. */
#ifndef CORE_QUERY_H
#define CORE_QUERY_H

#include "core/kind.h"

enum query_op { Q_IS, Q_FROM, Q_UNTIL };

struct query_filter {
	const struct field *field; /* NULL: the state */
	enum query_op op;
	struct str text; /* as typed */
};

enum { QUERY_FILTERS = 12, QUERY_PAGE = 50, QUERY_DEEPEST = 10000 };

struct query {
	const struct kind *kind;
	struct query_filter filters[QUERY_FILTERS];
	int n_filters;
	struct str search;  /* words; empty for all */
	rid under;          /* only this unit and what is below it */
	const char *order;  /* column, "-column"; NULL: the kind's own; empty ones come last */
	int page, per_page; /* from 0 */
	bool behind;        /* only what comes behind this place in the order: */
	rid place_id;
	struct str place; /* text of the order's column there; empty: it is empty */
};

/* Adds a filter from a list's address ("state", a field marked F_FILTER, or name_from / name_until
 * of a day). False and err_field for anything else. */
bool query_filter(struct ctx *cx, struct query *q, struct str name, struct str text);

/* Sets the order from a list's address: "due_day", "-due_day"; id, made, changed and every field
 * that stands in the list or narrows it. False and err_field for anything else. */
bool query_sort(struct ctx *cx, struct query *q, struct str text);
/* The place of a row in the list's order, for going on behind it later whatever was added or
 * removed meanwhile; and going on there. False and err_field for what query_cursor() never printed
 * for this order. */
struct str query_cursor(struct ctx *cx, const struct query *q, const void *row);
bool query_go_on(struct ctx *cx, struct query *q, struct str cursor);

/* Calls `each` for every row of the page, in order; stops when it returns false. The row and all
 * that is allocated in the context handed to `each` are gone after it, so a list of any length
 * takes the memory of one row. */
enum flow_code query_each(struct ctx *cx, const struct query *q,
	bool (*each)(struct ctx *cx, void *arg, const void *row), void *arg);
/* The page's rows in an array of pointers; one more than per_page when there is a next page. */
int query_rows(struct ctx *cx, const struct query *q, void ***rows);
int64_t query_count(struct ctx *cx, const struct query *q);
/* The same, but no further than `most`: of a million nobody waits for the exact number. */
int64_t query_count_to(struct ctx *cx, const struct query *q, int64_t most);
/* True where the record is in the actor's scope. */
bool query_sees(struct ctx *cx, const struct kind *k, rid id);

#endif
