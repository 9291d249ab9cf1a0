/* rule_type.h — what the text form of each type of field can do: one row of functions per type.
 *
 * For rule.c, which is a table of fields over these types, and for who edits one value on a screen.
 */
#ifndef CALENDAR_RULE_TYPE_H
#define CALENDAR_RULE_TYPE_H

#include "base/buf.h"
#include "calendar/rule_value.h"

/* The type of a field of struct rule, with what its text form can do. */
struct rule_type {
	size_t size;
	bool (*is_set)(const void *v);
	/* `s` is the whole value without blanks around it. Texts are copied into the arena. */
	bool (*parse)(struct arena *a, struct str s, void *out);
	void (*print)(struct buf *out, const void *v);
	const char *expects; /* Chinese: what to write instead of a wrong value */
};
extern const struct rule_type rule_type_every, rule_type_unit, rule_type_subject,
	rule_type_direction, rule_type_count, rule_type_share, rule_type_rate, rule_type_due,
	rule_type_time, rule_type_date, rule_type_length, rule_type_texts, rule_type_text,
	rule_type_hours, rule_type_ranges, rule_type_notice;

/* "10:30" to 630; 00:01 to 24:00. */
bool rule_type_read_time(struct str s, int *out);

#endif
