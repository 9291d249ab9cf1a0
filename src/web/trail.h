/* trail.h — what stands in the log, in words for people: the one place that prints an entry's kind,
 * verb and differences. The log itself keeps the codes of the tables (docs/FORMAT.md); here they
 * become labels, references become titles of what the reader may see, days and instants stay as
 * they were written. SEC-01. */
#ifndef WEB_TRAIL_H
#define WEB_TRAIL_H

#include "core/ctx.h"
#include "seal/seal.h"
#include "web/ui_doc.h"

/* 应报事项 of "due"; also of what has no kind of its own (setting, calendar, role …). A word nobody
 * has given stays as it is. */
struct str trail_kind(struct ctx *cx, enum lang lang, struct str kind);
/* 报送 of "report": the label of the kind's step, else the word of the verb. */
struct str trail_verb(struct ctx *cx, enum lang lang, struct str kind, struct str verb);
/* The label of a difference, and one of its two values. */
struct str trail_name(struct ctx *cx, enum lang lang, struct str kind, struct str name);
struct str trail_value(struct ctx *cx, enum lang lang, struct str kind, const struct seal_change *c,
	struct str value);

/* The differences of an entry, at most `max`; their number. 0: none, or a payload of another shape
 * (bulk, shipped rows). */
int trail_changes(
	struct ctx *cx, enum lang lang, const struct seal_entry *e, struct ui_change *out, int max);
/* The same as one line: 职务：所长 → 教导员；… */
struct str trail_line(struct ctx *cx, enum lang lang, const struct seal_entry *e);

/* Kinds without a table of fields of their own, for a filter: code and Chinese word. */
struct trail_word {
	const char *code;
	struct str zh;
};
int trail_other_kinds(const struct trail_word **out);

#endif
