/* input.h — the body of a request: a JSON object as the inputs that forms give too.
 *
 *	{"unit": 12, "version": 3, "reason": "…", "values": {"name": "…", "pilot": true}}
 *
 * Numbers and booleans become the text a person would have typed; null empties a field. What may
 * bring files takes multipart/form-data as well: version, reason and each value as a field of its
 * own, and any number of files under "files". */
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
#define INPUT_FILES S("files")

/* What is asked for takes these values. */
struct input_want {
	bool (*knows)(const void *arg, struct str name);
	const void *arg;
	bool files;
};
/* False where it is not to be understood: the answer is made already. An empty body gives nothing.
 * Values under names that are not known are refused by name, all of them together. Files are left
 * in the request. */
bool input_read(struct page *pg, const struct input_want *want, struct input_body *out);

#endif
