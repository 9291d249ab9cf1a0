/* input.c — see input.h. jansson reads; duplicate keys are refused. */
#include "api/input.h"
#include "api/answer.h"
#include "base/vec.h"

#include <jansson.h>

struct reading {
	struct page *pg;
	bool (*knows)(const void *arg, struct str name);
	const void *arg;
	VEC(struct input) values;
	struct input_body *out;
};

static struct str text_of(struct page *pg, const json_t *v)
{
	if (json_is_string(v))
		return str_dup(pg->cx->a, str_n(json_string_value(v), json_string_length(v)));
	if (json_is_integer(v))
		return str_fmt(pg->cx->a, "%lld", (long long)json_integer_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? S("1") : S("0");
	return STR_NONE;
}

static void take_value(struct reading *r, struct str name, const json_t *v)
{
	struct errs *errs = r->pg->cx->errs;
	name = str_dup(r->pg->cx->a, name);
	if (!r->knows(r->arg, name))
		err_field(errs, name, "这一步没有“%.*s”这个字段", STR_ARG(name));
	else if (json_is_object(v) || json_is_array(v) || json_is_real(v))
		err_field(errs, name, "“%.*s”只能是文字、整数、true、false 或 null", STR_ARG(name));
	else
		*vec_add(r->pg->cx->a, &r->values) = (struct input){name, text_of(r->pg, v)};
}

static void take_values(struct reading *r, json_t *values)
{
	if (!json_is_object(values)) {
		err_field(r->pg->cx->errs, S("values"), "values 要是一个对象");
		return;
	}
	for (void *at = json_object_iter(values); at; at = json_object_iter_next(values, at))
		take_value(r, str_of(json_object_iter_key(at)), json_object_iter_value(at));
}

static bool take_int(struct reading *r, const char *key, const json_t *v, int64_t *out)
{
	if (json_is_integer(v) && json_integer_value(v) > 0) {
		*out = json_integer_value(v);
		return true;
	}
	err_field(r->pg->cx->errs, str_of(key), "%s 要是正整数", key);
	return false;
}

static void take_top(struct reading *r, const char *key, json_t *v)
{
	struct input_body *out = r->out;
	if (strcmp(key, "values") == 0)
		take_values(r, v);
	else if (strcmp(key, "unit") == 0)
		take_int(r, key, v, &out->unit.n);
	else if (strcmp(key, "version") == 0)
		take_int(r, key, v, &out->version);
	else if (strcmp(key, "reason") == 0 && (json_is_string(v) || json_is_null(v)))
		out->reason = text_of(r->pg, v);
	else
		err_field(r->pg->cx->errs, str_dup(r->pg->cx->a, str_of(key)),
			"不认识“%s”；这里可以写 unit、version、reason（文字）、values", key);
}

static bool is_json(const struct http_req *q)
{
	struct str rest = http_header(q, S("content-type"));
	return str_eq(str_trim(str_cut(&rest, S(";"))), S("application/json"));
}

static json_t *parse(struct page *pg)
{
	struct str body;
	json_error_t why;
	if (!bytes_all(&pg->q->body, pg->cx->a, INPUT_BODY_MAX, &body))
		return NULL;
	json_t *j = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &why);
	if (j == NULL)
		err_field(pg->cx->errs, STR_NONE, "第 %d 行第 %d 列：%s", why.line, why.column,
			why.text);
	if (json_is_object(j))
		return j;
	json_decref(j);
	return NULL;
}

bool input_read(struct page *pg, bool (*knows)(const void *arg, struct str name), const void *arg,
	struct input_body *out)
{
	struct reading r = {.pg = pg, .knows = knows, .arg = arg, .out = out};
	*out = (struct input_body){0};
	if (pg->q->body.size == 0)
		return true;
	if (!is_json(pg->q)) {
		answer_error(pg, ANSWER_TYPE);
		return false;
	}
	json_t *j = parse(pg);
	if (j == NULL) {
		answer_error(pg, ANSWER_BAD_JSON);
		return false;
	}
	for (void *at = json_object_iter(j); at; at = json_object_iter_next(j, at))
		take_top(&r, json_object_iter_key(at), json_object_iter_value(at));
	json_decref(j);
	out->values = (struct inputs){r.values.at, r.values.n};
	if (pg->cx->errs->n == 0)
		return true;
	answer_error(pg, ANSWER_UNKNOWN);
	return false;
}
