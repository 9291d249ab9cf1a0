/* schema.h — the shapes of the JSON interface as JSON Schema: records, lists, answers, errors, what
 * verbs take and views show; and the small pieces from which they and the paths are written. */
#ifndef API_SCHEMA_H
#define API_SCHEMA_H

#include "base/json.h"
#include "core/kind.h"

struct verb; /* api/verb.h */

/* Every schema, as an object by name: KIND, KIND_list, KIND_done, KIND_look_VIEW, error. */
void schema_all(struct json *j, const struct kinds *kinds);

/* The shape of one field of a kind, as an object. */
void schema_field(struct json *j, const struct field *f);
/* What a verb takes, as members of the open object. */
void schema_verb(struct json *j, const struct verb *v);

void schema_key(struct json *j, const char *k);
void schema_kv(struct json *j, const char *key, const char *text);
/* {"$ref": "#/components/WHERE/NAMETAIL"} */
void schema_ref(struct json *j, const char *where, const char *name, const char *tail);
/* "NAME": {"type": OF, "format": FORMAT}; `format` may be NULL. */
void schema_plain(struct json *j, const char *name, const char *of, const char *format, bool null);

#endif
