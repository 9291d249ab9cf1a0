/* json.h — writes JSON as it goes: commas, quoting and nesting are kept right, nothing is built up.
 * Reading is jansson's work (web/ and cli/). */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/day.h"

enum { JSON_DEPTH = 32 };

struct json {
	struct buf *out;
	int depth;
	bool first[JSON_DEPTH], after_key;
};

struct json json_to(struct buf *out);
void json_obj(struct json *j);     /* {  */
void json_end_obj(struct json *j); /* }  */
void json_arr(struct json *j);     /* [  */
void json_end_arr(struct json *j); /* ]  */
void json_key(struct json *j, struct str key);
void json_text(struct json *j, struct str s); /* invalid UTF-8 becomes U+FFFD */
void json_int(struct json *j, int64_t n);
void json_bool(struct json *j, bool b);
/* JSON null. Named apart from a function of jansson, which web/ and cli/ link too. */
void json_nothing(struct json *j);
/* "YYYY-MM-DD", or null for DAY_NONE. */
void json_day(struct json *j, struct day d);
/* key and value at once; the key is a literal. */
#define json_kv_text(j, k, s) (json_key((j), S(k)), json_text((j), (s)))
#define json_kv_int(j, k, n)  (json_key((j), S(k)), json_int((j), (n)))
#define json_kv_bool(j, k, b) (json_key((j), S(k)), json_bool((j), (b)))
#define json_kv_day(j, k, d)  (json_key((j), S(k)), json_day((j), (d)))

#endif
