/* openapi.c — see openapi.h: paths and operations. */
#include "api/openapi.h"
#include "api/answer.h"
#include "api/list.h"
#include "api/schema.h"
#include "api/verb.h"
#include "api/view.h"

#define ROOT "/api/v1"

/* ---- operations ---- */

static void response(
	struct json *j, int status, const char *what, const char *schema, const char *tail)
{
	json_key(j, str_fmt(j->out->a, "%d", status));
	json_obj(j);
	schema_kv(j, "description", what);
	schema_key(j, "content");
	json_obj(j);
	schema_key(j, "application/json");
	json_obj(j);
	schema_key(j, "schema");
	if (schema)
		schema_ref(j, "schemas", schema, tail);
	else
		json_obj(j), json_end_obj(j);
	json_end_obj(j);
	json_end_obj(j);
	json_end_obj(j);
}

/* One line for each status; several errors may share it. */
static void errors(struct json *j, bool writes)
{
	static const int reading[] = {400, 401, 403, 404, 429, 503, 0},
			 writing[] = {400, 401, 403, 404, 409, 413, 415, 422, 428, 429, 503, 0};
	for (const int *s = writes ? writing : reading; *s; s++) {
		struct buf what = buf_in(j->out->a, 1024);
		for (int i = 0; i < ANSWER_N; i++) {
			struct answer_word w = answer_word((enum answer_error)i);
			if (w.status == *s)
				buf_fmt(&what, "%s%s: %s", what.n ? "; " : "", w.code, w.en);
		}
		struct str text = buf_view(&what);
		response(j, *s, str_c(j->out->a, text), "error", "");
	}
}

static void parameter(struct json *j, const char *name, const char *in, const char *what)
{
	json_obj(j);
	schema_kv(j, "name", name);
	schema_kv(j, "in", in);
	schema_kv(j, "description", what);
	json_kv_bool(j, "required", strcmp(in, "path") == 0);
	schema_key(j, "schema");
	json_obj(j);
	schema_kv(j, "type", strcmp(name, "id") == 0 ? "integer" : "string");
	json_end_obj(j);
	json_end_obj(j);
}

static void begin_op(
	struct json *j, const char *verb, const struct kind *k, const char *id, struct str summary)
{
	schema_key(j, verb);
	json_obj(j);
	json_key(j, S("operationId"));
	json_text(j, str_fmt(j->out->a, "%s_%s", k->name, id));
	json_kv_text(j, "summary", summary);
	schema_key(j, "tags");
	json_arr(j);
	json_text(j, str_of(k->name));
	json_end_arr(j);
	schema_key(j, "parameters");
	json_arr(j);
}

static void end_op(struct json *j, const struct kind *k, int status, const char *tail, bool writes)
{
	schema_key(j, "responses");
	json_obj(j);
	response(j, status, "OK", k->name, tail);
	errors(j, writes);
	json_end_obj(j);
	json_end_obj(j);
}

static struct str filter_words(struct arena *a, const struct field *f, const char *tail)
{
	return str_fmt(a, "%s%s", f->label,
		strcmp(tail, "_from") == 0    ? "，从这天起"
		: strcmp(tail, "_until") == 0 ? "，到这天止"
					      : "");
}

static void filters(struct json *j, const struct kind *k)
{
	static const char *const tails[] = {"", "_from", "_until"};
	struct arena *a = j->out->a;
	parameter(j, "state", "query", "状态 / state");
	for (int i = 0; i < k->n_fields; i++) {
		const struct field *f = &k->fields[i];
		if (!(f->flags & F_FILTER) || (f->flags & F_HIDDEN))
			continue;
		for (int t = 0; t < (f->type == F_DAY ? 3 : 1); t++)
			parameter(j, arena_fmt(a, "%s%s", f->name, tails[t]), "query",
				str_c(a, filter_words(a, f, tails[t])));
	}
	parameter(j, "under", "query", "只看这个单位和它以下 / only this unit and those below");
	parameter(j, "q", "query", "全文检索 / full text");
	parameter(j, "sort", "query", "排序的字段，前面加 - 为倒序 / a field; -field descends");
	parameter(j, "limit", "query",
		arena_fmt(a, "每页条数，1—%d，默认 %d / rows of a page", LIST_MOST, LIST_LIMIT));
	parameter(j, "cursor", "query", "上一页给出的 next / `next` of the page before");
	parameter(j, "count", "query", "写 1 时另给总数 / 1: also the number of all");
}

static void op_list(struct json *j, const struct kind *k)
{
	begin_op(j, "get", k, "list", str_fmt(j->out->a, "列出%s", k->label));
	filters(j, k);
	json_end_arr(j);
	end_op(j, k, 200, "_list", false);
}

static void header_key(struct json *j)
{
	parameter(j, "Idempotency-Key", "header",
		"同一请求重发时不重复办理 / a request sent again changes nothing");
	json_end_arr(j);
	schema_key(j, "requestBody");
	json_obj(j);
	schema_key(j, "content");
	json_obj(j);
}

/* An object of these properties and no others, up to where they begin. */
static void begin_object(struct json *j, const char *key)
{
	schema_key(j, key);
	json_obj(j);
	schema_kv(j, "type", "object");
	json_kv_bool(j, "additionalProperties", false);
	schema_key(j, "properties");
	json_obj(j);
}

static void begin_body(struct json *j)
{
	header_key(j);
	schema_key(j, "application/json");
	json_obj(j);
	begin_object(j, "schema");
	schema_plain(j, "unit", "integer", NULL, false);
	schema_plain(j, "version", "integer", NULL, false);
	schema_plain(j, "reason", "string", NULL, false);
	begin_object(j, "values");
}

/* values, its properties, properties, schema, media type */
static void end_json(struct json *j)
{
	for (int i = 0; i < 5; i++)
		json_end_obj(j);
}

/* content, body */
static void end_body(struct json *j)
{
	json_end_obj(j);
	json_end_obj(j);
}

static void op_step(struct json *j, const struct kind *k, const struct step *s)
{
	bool is_new = s->flags & STEP_NEW;
	begin_op(j, "post", k, s->name, str_fmt(j->out->a, "%s：%s", k->label, s->label));
	if (!is_new) {
		parameter(j, "id", "path", "编号 / id");
		parameter(j, "If-Match", "header", "看到的版本，例如 \"3\" / the version seen");
	}
	begin_body(j);
	for (int i = 0; s->fields && s->fields[i]; i++) {
		const struct field *f = kind_field(k, str_of(s->fields[i]));
		schema_key(j, f->name);
		schema_field(j, f);
	}
	end_json(j);
	end_body(j);
	end_op(j, k, is_new ? 201 : 200, "_done", true);
}

/* The same values as parts of a form, and the files. */
static void verb_form(struct json *j, const struct verb *v)
{
	schema_key(j, "multipart/form-data");
	json_obj(j);
	begin_object(j, "schema");
	schema_plain(j, "version", "integer", NULL, false);
	schema_plain(j, "reason", "string", NULL, false);
	schema_verb(j, v);
	schema_key(j, "files");
	json_obj(j);
	schema_kv(j, "type", "array");
	schema_key(j, "items");
	json_obj(j);
	schema_kv(j, "type", "string");
	schema_kv(j, "contentMediaType", "application/octet-stream");
	for (int i = 0; i < 5; i++)
		json_end_obj(j);
}

static void op_verb(struct json *j, const struct kind *k, const struct verb *v)
{
	begin_op(j, "post", k, v->name, str_fmt(j->out->a, "%s / %s", v->zh, v->en));
	parameter(j, "id", "path", "编号 / id");
	parameter(j, "If-Match", "header", "看到的版本，例如 \"3\" / the version seen");
	begin_body(j);
	schema_verb(j, v);
	end_json(j);
	if (v->files_day)
		verb_form(j, v);
	end_body(j);
	end_op(j, k, 200, "_done", true);
}

static void op_view(struct json *j, const struct kind *k, const struct view *v)
{
	begin_op(j, "get", k, arena_fmt(j->out->a, "look_%s", v->name),
		str_fmt(j->out->a, "%s / %s", v->zh, v->en));
	parameter(j, "id", "path", "编号 / id");
	json_end_arr(j);
	end_op(j, k, 200, arena_fmt(j->out->a, "_look_%s", v->name), false);
}

/* ---- paths ---- */

static void path(struct json *j, const struct kind *k, const char *tail)
{
	json_key(j, str_fmt(j->out->a, ROOT "/%s%s", k->name, tail));
	json_obj(j);
}

/* A verb and the look at what it would do stand under one path. */
static void paths_verbs(struct json *j, const struct kind *k)
{
	const struct verb *v;
	const struct view *w;
	for (int i = 0; (v = verb_at(i)); i++) {
		if (strcmp(v->kind, k->name) != 0)
			continue;
		path(j, k, arena_fmt(j->out->a, "/{id}/%s", v->name));
		op_verb(j, k, v);
		if ((w = view_find(k->name, str_of(v->name))))
			op_view(j, k, w);
		json_end_obj(j);
	}
	for (int i = 0; (w = view_at(i)); i++) {
		if (strcmp(w->kind, k->name) != 0 || verb_find(k->name, str_of(w->name)))
			continue;
		path(j, k, arena_fmt(j->out->a, "/{id}/%s", w->name));
		op_view(j, k, w);
		json_end_obj(j);
	}
}

static void path_evidence(struct json *j)
{
	schema_key(j, ROOT "/evidence/{id}");
	json_obj(j);
	schema_key(j, "get");
	json_obj(j);
	schema_kv(j, "operationId", "evidence_get");
	schema_kv(j, "summary", "下载一个佐证 / download an attachment");
	schema_key(j, "parameters");
	json_arr(j);
	parameter(j, "id", "path", "编号 / id");
	json_end_arr(j);
	schema_key(j, "responses");
	json_obj(j);
	schema_key(j, "200");
	json_obj(j);
	schema_kv(j, "description", "OK");
	schema_key(j, "content");
	json_obj(j);
	schema_key(j, "application/octet-stream");
	json_obj(j);
	for (int i = 0; i < 3; i++)
		json_end_obj(j);
	errors(j, false);
	for (int i = 0; i < 3; i++)
		json_end_obj(j);
}

static void paths_of(struct json *j, const struct kind *k)
{
	path(j, k, "");
	op_list(j, k);
	for (int i = 0; i < k->n_steps; i++)
		if (k->steps[i].flags & STEP_NEW)
			op_step(j, k, &k->steps[i]);
	json_end_obj(j);
	path(j, k, "/{id}");
	begin_op(j, "get", k, "get", str_fmt(j->out->a, "一条%s", k->label));
	parameter(j, "id", "path", "编号 / id");
	json_end_arr(j);
	end_op(j, k, 200, "", false);
	json_end_obj(j);
	for (int i = 0; i < k->n_steps; i++) {
		if (k->steps[i].flags & STEP_NEW)
			continue;
		path(j, k, arena_fmt(j->out->a, "/{id}/%s", k->steps[i].name));
		op_step(j, k, &k->steps[i]);
		json_end_obj(j);
	}
	paths_verbs(j, k);
}

static void path_root(struct json *j)
{
	schema_key(j, ROOT);
	json_obj(j);
	schema_key(j, "get");
	json_obj(j);
	schema_kv(j, "operationId", "who");
	schema_kv(j, "summary",
		"以谁的名义，能读哪些记录 / who is asking, and the kinds he may read");
	schema_key(j, "responses");
	json_obj(j);
	response(j, 200, "OK", NULL, "");
	errors(j, false);
	json_end_obj(j);
	json_end_obj(j);
	json_end_obj(j);
}

void openapi_print(const struct kinds *kinds, struct buf *out)
{
	struct json j = json_to(out);
	json_obj(&j);
	schema_kv(&j, "openapi", "3.1.0");
	schema_key(&j, "info");
	json_obj(&j);
	schema_kv(&j, "title", "督办 duban");
	schema_kv(&j, "version", "1");
	schema_kv(&j, "description",
		"日期写作 2026-09-18，时刻写作 2026-09-18T17:00:00+08:00。令牌在“我的设置”里生成，"
		"权限不超过本人。/ Days are 2026-09-18, instants 2026-09-18T17:00:00+08:00. A person "
		"makes a token on the settings page; it may do what the person may.");
	json_end_obj(&j);
	schema_key(&j, "security");
	json_arr(&j);
	json_obj(&j);
	schema_key(&j, "token");
	json_arr(&j);
	json_end_arr(&j);
	json_end_obj(&j);
	json_end_arr(&j);
	schema_key(&j, "paths");
	json_obj(&j);
	path_root(&j);
	path_evidence(&j);
	for (int i = 0; i < kinds->n; i++)
		paths_of(&j, kinds->at[i]);
	json_end_obj(&j);
	schema_key(&j, "components");
	json_obj(&j);
	schema_key(&j, "securitySchemes");
	json_obj(&j);
	schema_key(&j, "token");
	json_obj(&j);
	schema_kv(&j, "type", "http");
	schema_kv(&j, "scheme", "bearer");
	json_end_obj(&j);
	json_end_obj(&j);
	schema_key(&j, "schemas");
	schema_all(&j, kinds);
	json_end_obj(&j);
	json_end_obj(&j);
}
