/* input.h — the body of a request: a JSON object as the inputs that forms give too.
 *
 *	{"unit": 12, "version": 3, "reason": "…", "values": {"name": "…", "pilot": true}}
 *
 * Numbers and booleans become the text a person would have typed; null empties a field. */
#ifndef API_INPUT_H
#define API_INPUT_H

#include "core/flow.h"
#include "web/page.h"

enum { INPUT_BODY_MAX = 256 * 1024 };

struct input_body {
	rid unit;
	int64_t version; /* 0: not given */
	struct str reason;
	struct inputs values;
};

/* False where it is not to be understood: the answer is made already. An empty body gives nothing.
 * Values under names for which `knows` is false are refused by name, all of them together. */
bool input_read(struct page *pg, bool (*knows)(const void *arg, struct str name), const void *arg,
	struct input_body *out);

#endif
