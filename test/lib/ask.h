/* ask.h — questions to the JSON interface of an app_fixture, and what is wrong with the answers. */
#ifndef TEST_LIB_ASK_H
#define TEST_LIB_ASK_H

#include "lib/app_fixture.h"

#include <jansson.h>

/* The body as JSON; the test fails where it is none. The caller's to free. */
json_t *ask_parsed(const struct app_reply *r);
/* One request whose answer must have that status. */
json_t *ask_json(struct app_fixture *f, const char *verb, const char *path, const char *token,
	const char *body, int want);
/* A member that must be there and be of that type. */
int64_t ask_number(const json_t *j, const char *key);
const char *ask_text(const json_t *j, const char *key);
/* The answer is an error of that status and code in both languages and names `field` (NULL: any).
 */
void ask_is_error(const struct app_reply *r, int status, const char *code, const char *field);

/* One part of a form; `file` NULL: a plain value. */
struct ask_part {
	const char *name, *file;
	struct str value;
};
/* A form with a boundary of its own choice, as bytes; ends with a NULL name. */
struct app_reply ask_form(struct app_fixture *f, const char *path, const char *headers,
	const char *boundary, const struct ask_part *parts);

#endif
