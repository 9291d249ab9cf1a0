/* rule_field.h — the fields of struct rule as a table: text name, place, type, and the kinds that
 * may and must carry each. For rule.c and for screens that edit a rule field by field. */
#ifndef CALENDAR_RULE_FIELD_H
#define CALENDAR_RULE_FIELD_H

#include "calendar/rule.h"
#include "calendar/rule_type.h"

struct rule_field {
	const char *name;
	size_t at;         /* offset in struct rule */
	const char *label; /* Chinese */
	const struct rule_type *type;
	unsigned may, must; /* bit 1 << enum rule_kind */
};
/* In the order of the text form. */
extern const struct rule_field rule_fields[];
extern const size_t rule_field_count;

/* NULL where there is none. */
const struct rule_field *rule_field_named(struct str name);
/* 完成日期 for "by"; the name itself where there is no such field. */
struct str rule_field_label(struct str name);
const void *rule_field_place(const struct rule *r, const struct rule_field *f);
/* The open parameter that stands in the field's place, or NULL. */
const struct rule_open *rule_field_open(const struct rule *r, const struct rule_field *f);
/* The field has a value or is an open parameter. */
bool rule_field_is_said(const struct rule *r, const struct rule_field *f);
/* What is wrong with one node that is no combination, in Chinese; empty when nothing is. */
struct str rule_field_wrong(struct arena *a, const struct rule *r);

#endif
