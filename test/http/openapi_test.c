/* openapi_test.c — the description of the JSON interface hangs together, and every path in it is
 * served as it says.
 *
 * limit: 120 s. */
#include "lib/app_fixture.h"

#include "org/access.h"
#include "run/registry.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct app_fixture f;

static int open_bureau(void **state)
{
	(void)state;
	app_fixture_open(&f, "2026-03-20T10:00:00+08:00", false);
	return 0;
}

static int close_bureau(void **state)
{
	(void)state;
	app_fixture_close(&f);
	return 0;
}

static json_t *document(void)
{
	struct app_reply r = app_fixture_ask(&f, "GET", "/api/v1/openapi.json", "", NULL);
	json_error_t why;
	assert_int_equal(r.status, 200);
	json_t *j = json_loadb(r.body.p, r.body.n, JSON_REJECT_DUPLICATES, &why);
	assert_non_null(j);
	return j;
}

static json_t *get(const json_t *j, const char *key)
{
	json_t *v = json_object_get(j, key);
	if (v == NULL)
		fail_msg("no %s", key);
	return v;
}

/* "#/components/schemas/unit" leads somewhere. */
static void resolve(const json_t *doc, const char *to)
{
	assert_memory_equal(to, "#/", 2);
	struct str rest = str_of(to + 2);
	const json_t *at = doc;
	while (rest.n)
		at = get(at, str_c(f.a, str_cut(&rest, S("/"))));
}

static int refs_in(const json_t *doc, const json_t *j)
{
	const char *key;
	json_t *v;
	size_t i;
	int n = 0;
	if (json_is_array(j))
		json_array_foreach(j, i, v) n += refs_in(doc, v);
	if (!json_is_object(j))
		return n;
	json_object_foreach((json_t *)(uintptr_t)j, key, v)
	{
		if (strcmp(key, "$ref") == 0) {
			assert_int_equal(json_object_size(j), 1);
			resolve(doc, json_string_value(v));
			n++;
		} else {
			n += refs_in(doc, v);
		}
	}
	return n;
}

static void check_parameters(const char *path, const json_t *op)
{
	json_t *p, *list = json_object_get(op, "parameters");
	size_t i;
	bool id = false;
	json_array_foreach(list, i, p)
	{
		const char *in = json_string_value(get(p, "in"));
		bool is_path = strcmp(in, "path") == 0;
		assert_true(is_path || strcmp(in, "query") == 0 || strcmp(in, "header") == 0);
		assert_true(json_is_true(get(p, "required")) == is_path);
		get(get(p, "schema"), "type");
		id |= is_path && strcmp(json_string_value(get(p, "name")), "id") == 0;
	}
	/* A part of the path is declared, and nothing else is. */
	assert_true(id == (strstr(path, "{id}") != NULL));
}

static void check_op(const char *path, const json_t *op, json_t *ids)
{
	const char *status, *id = json_string_value(get(op, "operationId"));
	json_t *response;
	bool good = false;
	assert_null(json_object_get(ids, id));
	json_object_set_new(ids, id, json_true());
	assert_true(json_string_value(get(op, "summary"))[0] != 0);
	check_parameters(path, op);
	json_object_foreach(get(op, "responses"), status, response)
	{
		assert_int_equal(strlen(status), 3);
		assert_true(json_string_value(get(response, "description"))[0] != 0);
		json_t *content = get(response, "content");
		/* An attachment is bytes; everything else, also why there is none, is JSON. */
		if (json_object_get(content, "application/octet-stream") == NULL)
			get(get(content, "application/json"), "schema");
		good |= status[0] == '2';
	}
	assert_true(good);
}

static void it_hangs_together(void **state)
{
	(void)state;
	json_t *doc = document(), *ids = json_object(), *item, *op;
	const char *path, *verb;
	int ops = 0;
	assert_string_equal(json_string_value(get(doc, "openapi")), "3.1.0");
	get(get(doc, "info"), "title");
	get(get(doc, "info"), "version");
	json_object_foreach(get(doc, "paths"), path, item)
	{
		assert_memory_equal(path, "/api/v1", 7);
		json_object_foreach(item, verb, op)
		{
			assert_true(strcmp(verb, "get") == 0 || strcmp(verb, "post") == 0);
			check_op(path, op, ids);
			ops++;
		}
	}
	assert_true(ops > 60);
	assert_true(refs_in(doc, doc) > ops);
	json_decref(ids);
	json_decref(doc);
}

static void it_names_every_kind_and_nothing_hidden(void **state)
{
	(void)state;
	json_t *doc = document(), *schemas = get(get(doc, "components"), "schemas");
	const struct kinds *kinds = registry_parts()->kinds;
	int hidden = 0;
	for (int i = 0; i < kinds->n; i++) {
		const struct kind *k = kinds->at[i];
		json_t *record = get(get(schemas, k->name), "properties");
		json_t *values = get(get(record, "values"), "properties");
		for (int n = 0; n < k->n_fields; n++) {
			bool hides = k->fields[n].flags & F_HIDDEN;
			bool there = json_object_get(values, k->fields[n].name) != NULL;
			assert_true(there == !hides);
			hidden += hides;
		}
	}
	assert_true(hidden >= 2);
	json_decref(doc);
}

/* With a name in place of the number, and the token of somebody who may see it or not, the answer
 * is never that there is no such address or method. */
static void every_path_is_served(void **state)
{
	(void)state;
	json_t *doc = document(), *item, *op;
	const char *path, *verb, *token = app_fixture_token(&f, "xuwenxi", ACCESS_WRITE);
	int n = 0;
	json_object_foreach(get(doc, "paths"), path, item) json_object_foreach(item, verb, op)
	{
		bool post = strcmp(verb, "post") == 0;
		const char *url = str_c(
			f.a, str_replace(f.a, str_of(path), S("{id}"), S("999999999")));
		/* One token may not ask for all of it at once. */
		if (++n % 100 == 0)
			token = app_fixture_token(&f, "xuwenxi", ACCESS_WRITE);
		struct app_reply r = app_fixture_api(
			&f, post ? "POST" : "GET", url, token, post ? "{\"version\":1}" : NULL);
		char status[8];
		snprintf(status, sizeof status, "%d", r.status);
		if (json_object_get(get(op, "responses"), status) == NULL)
			fail_msg("%s %s is answered with %d", verb, url, r.status);
		bool known = r.status == 404 ? strstr(url, "999999999") != NULL : true;
		assert_true(known && r.status != 405);
	}
	json_decref(doc);
}

static void the_command_prints_the_same(void **state)
{
	(void)state;
	struct buf b = buf_in(f.a, 16 << 20);
	struct app_reply r = app_fixture_ask(&f, "GET", "/api/v1/openapi.json", "", NULL);
	registry_parts()->openapi(registry_parts()->kinds, &b);
	assert_true(str_eq(buf_view(&b), r.body));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_hangs_together),
		cmocka_unit_test(it_names_every_kind_and_nothing_hidden),
		cmocka_unit_test(every_path_is_served),
		cmocka_unit_test(the_command_prints_the_same),
	};
	return cmocka_run_group_tests(tests, open_bureau, close_bureau);
}
