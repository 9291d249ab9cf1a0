/* text.c — foreign bytes through the byte layer: mended text is valid and stays as it is, and every
 * text written as JSON reads back. */
#include "fuzz/fuzz.h"

#include "base/json.h"
#include "base/num.h"
#include "base/utf8.h"

#include <jansson.h>

static void json_reads_back(struct arena *a, struct str s)
{
	struct buf out = buf_in(a, s.n * 6 + 16);
	struct json j = json_to(&out);
	json_arr(&j);
	json_text(&j, s);
	json_end_arr(&j);
	json_t *v = json_loadb(out.p, out.n, JSON_ALLOW_NUL, NULL);
	AN(v);
	json_t *t = json_array_get(v, 0);
	AN(str_eq(str_n(json_string_value(t), json_string_length(t)), utf8_mend(a, s)));
	json_decref(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct str s = str_n((const char *)p, n);
	struct str good = utf8_mend(a, s);
	int64_t v = -1;

	AN(utf8_is_valid(good));
	AN(utf8_count(good) == utf8_count(s));
	AN(str_eq(utf8_mend(a, good), good));
	AN(utf8_is_valid(utf8_narrow_text(a, s)));
	AN(str_eq(str_trim(str_trim(s)), str_trim(s)));
	if (num_zh(s, &v))
		AN(v >= 0 && v <= 99999999);
	json_reads_back(a, s);
	arena_close(a);
	return 0;
}
