/* ask.c — see ask.h. */
#include "lib/ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FORM_MAX = 8 << 20 };

json_t *ask_parsed(const struct app_reply *r)
{
	json_error_t why;
	json_t *j = json_loadb(r->body.p, r->body.n, JSON_REJECT_DUPLICATES, &why);
	if (j == NULL) {
		struct str start = str_first(r->body, 500);
		fail_msg("%d: %.*s", r->status, STR_ARG(start));
	}
	assert_true(str_eq(app_fixture_header(r, "content-type"), S("application/json")));
	return j;
}

json_t *ask_json(struct app_fixture *f, const char *verb, const char *path, const char *token,
	const char *body, int want)
{
	struct app_reply r = app_fixture_api(f, verb, path, token, body);
	if (r.status != want) {
		struct str start = str_first(r.body, 500);
		fail_msg("%s %s: %d, wanted %d: %.*s", verb, path, r.status, want, STR_ARG(start));
	}
	return ask_parsed(&r);
}

int64_t ask_number(const json_t *j, const char *key)
{
	if (!json_is_integer(json_object_get(j, key)))
		fail_msg("no number %s", key);
	return json_integer_value(json_object_get(j, key));
}

const char *ask_text(const json_t *j, const char *key)
{
	if (!json_is_string(json_object_get(j, key)))
		fail_msg("no text %s", key);
	return json_string_value(json_object_get(j, key));
}

void ask_is_error(const struct app_reply *r, int status, const char *code, const char *field)
{
	if (r->status != status) {
		struct str start = str_first(r->body, 500);
		fail_msg("%d, wanted %d: %.*s", r->status, status, STR_ARG(start));
	}
	json_t *j = ask_parsed(r), *e = json_object_get(j, "error"), *one;
	size_t i;
	bool named = field == NULL;
	assert_int_equal(ask_number(e, "status"), status);
	assert_string_equal(ask_text(e, "code"), code);
	assert_true(ask_text(e, "zh")[0] && ask_text(e, "en")[0]);
	json_array_foreach(json_object_get(e, "fields"), i, one)
	{
		named |= field && strcmp(ask_text(one, "field"), field) == 0;
		assert_true(ask_text(one, "zh")[0] != 0);
	}
	if (!named) {
		struct str start = str_first(r->body, 500);
		fail_msg("%s is not named: %.*s", field, STR_ARG(start));
	}
	json_decref(j);
}

struct app_reply ask_form(struct app_fixture *f, const char *path, const char *headers,
	const char *boundary, const struct ask_part *parts)
{
	struct buf b = buf_in(f->a, FORM_MAX);
	for (const struct ask_part *p = parts; p->name; p++) {
		buf_fmt(&b, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", boundary,
			p->name);
		if (p->file)
			buf_fmt(&b, "; filename=\"%s\"\r\nContent-Type: application/pdf", p->file);
		buf_lit(&b, "\r\n\r\n");
		buf_str(&b, p->value);
		buf_lit(&b, "\r\n");
	}
	buf_fmt(&b, "--%s--\r\n", boundary);
	assert_false(b.full);
	return app_fixture_send(f, "POST", path,
		arena_fmt(f->a, "%sContent-Type: multipart/form-data; boundary=%s\r\n", headers,
			boundary),
		buf_view(&b));
}
