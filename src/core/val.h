/* val.h — what each field type can do: one table row per type with its functions.
 *
 * A new field type is one row here; a new surface is one column. `at` points at the field's member
 * inside a row struct. */
#ifndef CORE_VAL_H
#define CORE_VAL_H

#include "base/json.h"
#include "core/kind.h"

const void *val_of(const struct field *f, const void *row);

/* Text as typed by a user → member. Mistakes become err_field(f->name). Empty text empties the
 * member; whether it may be empty is val_require()'s business. Invalid UTF-8, control characters
 * and text over field.max are refused. */
bool val_parse(struct ctx *cx, const struct field *f, struct str text, void *row);
/* The same for what the actor fills in: a reference to a record that is out of his sight is refused
 * in the words for one that does not exist, except where it stands there already. */
bool val_take(struct ctx *cx, const struct field *f, struct str text, void *row);
/* err_field where a required member is empty. */
bool val_require(struct ctx *cx, const struct field *f, const void *row);
bool val_is_empty(const struct field *f, const void *row);
bool val_same(const struct field *f, const void *x, const void *y);

/* As parse takes it: the round trip form for inputs, sheets and the log. */
struct str val_text(struct ctx *cx, const struct field *f, const void *row);
/* For people: labels of choices and codes, titles of references, 9月18日 周五. */
struct str val_show(struct ctx *cx, const struct field *f, const void *row);

void val_bind(struct stmt *s, int i, const struct field *f, const void *row);
void val_read(struct ctx *cx, struct stmt *s, int i, const struct field *f, void *row);
void val_json(struct ctx *cx, struct json *j, const struct field *f, const void *row);

/* The codes of a set with their labels, in order; their number. */
int val_codes(struct ctx *cx, struct str set, struct str **codes, struct str **labels);
/* Label of `code` in the code set valid today, or the code itself. */
struct str val_code_label(struct ctx *cx, struct str set, struct str code);

#endif
