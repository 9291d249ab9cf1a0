/* kind.h — a record kind: a plain C struct and the constant tables that describe it.
 *
 * From the tables come the DDL, form, list, filters, detail page, JSON, XLSX, data dictionary,
 * permission words and a large set of tests (ARCHITECTURE section 4). What is not a table is
 * ordinary C in seven hooks. Field types ≤ 12, attributes ≤ 12; nothing here is defined at run
 * time, and nothing here is an expression. Every row struct starts with struct rec_head. */
#ifndef CORE_KIND_H
#define CORE_KIND_H

#include "core/ctx.h"
#include "store/schema.h"

#include <stddef.h>

struct sql;

struct rec_head {
	rid id;
	rid unit;  /* whose record it is: scope is computed from it */
	int state; /* index into kind.states */
	int64_t version;
	struct stamp made, changed;
	rid by; /* person who made it; RID_NONE for the system */
};

/* The C type each field type has in the row struct stands behind it. */
enum field_type {
	F_TEXT,   /* struct str, one line */
	F_LONG,   /* struct str, several lines */
	F_INT,    /* int64_t */
	F_BOOL,   /* bool */
	F_DAY,    /* struct day */
	F_STAMP,  /* struct stamp */
	F_ENUM,   /* int: index into field.choices; stored and sent as its code */
	F_CODE,   /* struct str: a code of the code set field.set (rows) */
	F_REF,    /* rid of a record of the kind field.ref */
	F_RULE,   /* struct str: a time rule in text form (calendar/rule.h) */
	F_LENGTH, /* struct str: how long, in the short form of calendar/length.h */
	F_TYPES
};

enum field_flag {
	F_REQUIRED = 1 << 0,
	F_IN_LIST = 1 << 1,  /* a column of the list, the sheet and the printed list */
	F_FILTER = 1 << 2,   /* lists can be narrowed by it */
	F_SEARCH = 1 << 3,   /* full text */
	F_COMPUTED = 1 << 4, /* set by code, never by a form */
	F_UNIQUE = 1 << 5,   /* no two records have the same */
	F_INDEXED = 1 << 6,
	F_HIDDEN = 1 << 7, /* never leaves the server */
};

struct choice {
	const char *code, *label;
};

struct field {
	const char *name, *label;
	enum field_type type;
	unsigned flags;
	size_t offset;
	int max;                      /* characters of a text; largest integer */
	const struct choice *choices; /* F_ENUM, ends with {NULL, NULL} */
	const char *set;              /* F_CODE */
	const char *ref;              /* F_REF: kind name */
	const char *hint;
};

struct state {
	const char *code, *label;
};

enum step_flag {
	STEP_REASON = 1 << 0, /* a reason must be given and stands in the log */
	STEP_OTHER = 1 << 1,  /* not by the person who made the record (SEC-08) */
	STEP_NEW = 1 << 2,    /* makes the record */
};

#define STATE_BIT(i) (1u << (i))
#define STATE_ANY    (~0u)

/* One transition. `from` is a set of STATE_BIT; `to` -1 leaves the state as it is. */
struct step {
	const char *name, *label;
	unsigned from;
	int to;
	const char *perm;          /* permission word, looked up at the record's unit */
	const char *const *fields; /* names of the fields it edits, NULL-terminated; NULL: none */
	unsigned flags;
	/* Refuses with err_field or a code. Sees the row as it would become; where fields are wrong
	 * too, they hold what they had before, or nothing. */
	enum flow_code (*guard)(struct ctx *cx, const void *before, const void *after);
	/* What else must happen in the same transaction. */
	enum flow_code (*after)(struct ctx *cx, const void *before, void *after);
};

/* Which looks at its records stand in the log (core/look.h, SEC-01). */
enum kind_level {
	LEVEL_INNER,   /* what leaves the house: sheets, files, what programs read */
	LEVEL_OPEN,    /* none */
	LEVEL_GUARDED, /* every one, on a screen too */
};

struct kind {
	const char *name, *label, *table;
	enum kind_level level;
	size_t row_size;
	const struct field *fields;
	int n_fields;
	const struct state *states;
	int n_states;
	const struct step *steps;
	int n_steps;
	const char *read_perm;          /* to see it in lists and by address */
	const char *const *scope_units; /* columns of the units that may see it, NULL at the end */
	const char *order;              /* column the list is sorted by; "-name" for descending */
	const struct schema_index *index; /* over several columns */
	size_t n_index;
	/* Hooks; each may be NULL. */
	struct str (*title)(struct ctx *cx, const void *row);
	void (*check)(struct ctx *cx, const void *row); /* rules over several fields */
	void (*scope)(struct ctx *cx, struct sql *q);   /* appends " AND …": may only narrow */
	/* The address of a hand-written screen about this record, and the word for it. */
	struct str (*door)(struct ctx *cx, const void *row, const char **label);
	bool (*known)(struct ctx *cx, rid id); /* out of scope, but may be referred to */
};

struct handover_source; /* org/handover.h; core/ only carries them to those who ask */

struct kinds {
	const struct kind *const *at;
	int n;
	const struct handover_source *const *handover; /* NULL at the end */
};

/* The kind of that name, or NULL. */
const struct kind *kind_find(const struct kinds *k, struct str name);
const struct field *kind_field(const struct kind *k, struct str name);
const struct step *kind_step(const struct kind *k, struct str name);
/* Index of the state with that code, or -1. */
int kind_state(const struct kind *k, struct str code);
/* A zeroed row (days are DAY_NONE) in the arena. */
void *kind_row(const struct kind *k, struct arena *a);
/* Aborts where a table contradicts itself: names, offsets, states out of range, unknown step
 * fields. */
void kind_audit(const struct kinds *all);

#define FIELD(row, member) .name = #member, .offset = offsetof(row, member)

#endif
