/* input.c — see input.h. jansson reads; duplicate keys are refused. */
#include "api/input.h"
#include "api/answer.h"
#include "base/num.h"
#include "base/vec.h"
#include "web/form.h"

#include <jansson.h>

struct reading {
	struct page *pg;
	const struct input_want *want;
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

static bool knows(struct reading *r, struct str name)
{
	if (r->want->knows(r->want->arg, name))
		return true;
	err_field(r->pg->cx->errs, name, "这一步没有“%.*s”这个字段", STR_ARG(name));
	return false;
}

static void take_value(struct reading *r, struct str name, const json_t *v)
{
	struct errs *errs = r->pg->cx->errs;
	name = str_dup(r->pg->cx->a, name);
	if (!knows(r, name))
		return;
	if (json_is_object(v) || json_is_array(v) || json_is_real(v))
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

static struct str type_of(const struct http_req *q)
{
	struct str rest = http_header(q, S("content-type"));
	return str_trim(str_cut(&rest, S(";")));
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

/* False after the answer. */
static bool read_json(struct reading *r)
{
	if (r->pg->q->body.size > INPUT_BODY_MAX) {
		answer_error(r->pg, ANSWER_SIZE);
		return false;
	}
	json_t *j = parse(r->pg);
	if (j == NULL) {
		answer_error(r->pg, ANSWER_BAD_JSON);
		return false;
	}
	for (void *at = json_object_iter(j); at; at = json_object_iter_next(j, at))
		take_top(r, json_object_iter_key(at), json_object_iter_value(at));
	json_decref(j);
	return true;
}

/* ---- with files ---- */

static void take_field(struct reading *r, const struct http_pair *f)
{
	struct errs *errs = r->pg->cx->errs;
	struct str first;
	http_nth(&r->pg->q->fields, f->name, 0, &first);
	if (first.p != f->value.p)
		err_field(errs, f->name, "“%.*s”写了不止一次", STR_ARG(f->name));
	else if (str_eq(f->name, S("version")) &&
		 !num_int(f->value, 1, INT64_MAX, &r->out->version))
		err_field(errs, f->name, "version 要是正整数");
	else if (str_eq(f->name, S("reason")) && !r->want->knows(r->want->arg, f->name))
		r->out->reason = f->value;
	else if (!str_eq(f->name, S("version")) && knows(r, f->name))
		*vec_add(r->pg->cx->a, &r->values) = (struct input){f->name, f->value};
}

static bool read_form(struct reading *r)
{
	struct http_req *q = r->pg->q;
	enum form_err e = form_read(q);
	if (e != FORM_OK) {
		struct str why = form_err_text(e);
		err_field(r->pg->cx->errs, STR_NONE, "%.*s", STR_ARG(why));
		answer_error(r->pg, ANSWER_REQUEST);
		return false;
	}
	for (size_t i = 0; i < q->fields.n; i++)
		take_field(r, &q->fields.at[i]);
	for (size_t i = 0; i < q->files.n; i++)
		if (!str_eq(q->files.at[i].field, INPUT_FILES))
			err_field(
				r->pg->cx->errs, q->files.at[i].field, "文件要放在“files”这一项里");
	return true;
}

bool input_read(struct page *pg, const struct input_want *want, struct input_body *out)
{
	struct reading r = {.pg = pg, .want = want, .out = out};
	struct str type = type_of(pg->q);
	bool json = str_eq(type, S("application/json")), form = want->files;
	*out = (struct input_body){0};
	if (pg->q->body.size == 0)
		return true;
	form = form && str_eq(type, S("multipart/form-data"));
	if (!json && !form) {
		answer_error(pg, ANSWER_TYPE);
		return false;
	}
	if (!(form ? read_form(&r) : read_json(&r)))
		return false;
	out->values = (struct inputs){r.values.at, r.values.n};
	if (pg->cx->errs->n == 0)
		return true;
	answer_error(pg, ANSWER_UNKNOWN);
	return false;
}
