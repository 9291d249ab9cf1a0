/* schema.c — see schema.h. */
#include "api/schema.h"
#include "api/answer.h"
#include "api/verb.h"
#include "api/view.h"
#include "web/locale.h"

/* ---- small pieces ---- */

void schema_kv(struct json *j, const char *key, const char *text)
{
	json_key(j, str_of(key));
	json_text(j, str_of(text));
}

void schema_key(struct json *j, const char *k)
{
	json_key(j, str_of(k));
}

void schema_ref(struct json *j, const char *where, const char *name, const char *tail)
{
	struct buf *out = j->out;
	json_obj(j);
	json_key(j, S("$ref"));
	json_text(j, str_fmt(out->a, "#/components/%s/%s%s", where, name, tail));
	json_end_obj(j);
}

/* "单位 / Unit"; `en` NULL: from the dictionary. */
static void title(struct json *j, const char *name, const char *zh, const char *en)
{
	struct str word = en ? str_of(en) : locale_find(LANG_EN, str_of(zh));
	json_key(j, str_of(name));
	json_text(j, str_fmt(j->out->a, "%s / %.*s", zh, STR_ARG(word)));
}

static void type(struct json *j, const char *name, bool or_null)
{
	json_key(j, S("type"));
	if (!or_null) {
		json_text(j, str_of(name));
		return;
	}
	json_arr(j);
	json_text(j, str_of(name));
	json_text(j, S("null"));
	json_end_arr(j);
}

/* ---- a field ---- */

static const struct {
	const char *type, *format;
	bool or_null;
} shapes[F_TYPES] = {
	[F_TEXT] = {"string", NULL, true},
	[F_LONG] = {"string", NULL, true},
	[F_INT] = {"integer", NULL, false},
	[F_BOOL] = {"boolean", NULL, false},
	[F_DAY] = {"string", "date", true},
	[F_STAMP] = {"string", "date-time", true},
	[F_ENUM] = {"string", NULL, false},
	[F_CODE] = {"string", NULL, true},
	[F_REF] = {"integer", NULL, true},
	[F_RULE] = {"string", NULL, true},
	[F_LENGTH] = {"string", NULL, true},
};

void schema_field(struct json *j, const struct field *f)
{
	json_obj(j);
	type(j, shapes[f->type].type, shapes[f->type].or_null);
	if (shapes[f->type].format)
		schema_kv(j, "format", shapes[f->type].format);
	title(j, "title", f->label, NULL);
	if (f->hint)
		schema_kv(j, "description", f->hint);
	if (f->type == F_INT) {
		json_kv_int(j, "minimum", 0);
		if (f->max)
			json_kv_int(j, "maximum", f->max);
	} else if (f->max) {
		json_kv_int(j, "maxLength", f->max);
	}
	if (f->choices) {
		schema_key(j, "enum");
		json_arr(j);
		for (const struct choice *c = f->choices; c->code; c++)
			json_text(j, str_of(c->code));
		json_end_arr(j);
	}
	if (f->ref)
		schema_kv(j, "x-kind", f->ref);
	if (f->set)
		schema_kv(j, "x-code-set", f->set);
	if (f->flags & F_COMPUTED)
		json_kv_bool(j, "readOnly", true);
	json_end_obj(j);
}

/* ---- schemas ---- */

static void required(struct json *j, const char *const *names)
{
	schema_key(j, "required");
	json_arr(j);
	for (; *names; names++)
		json_text(j, str_of(*names));
	json_end_arr(j);
}

void schema_plain(struct json *j, const char *name, const char *of, const char *format, bool null)
{
	schema_key(j, name);
	json_obj(j);
	type(j, of, null);
	if (format)
		schema_kv(j, "format", format);
	json_end_obj(j);
}

static void states(struct json *j, const struct kind *k)
{
	schema_key(j, "state");
	json_obj(j);
	schema_kv(j, "type", "string");
	schema_key(j, "enum");
	json_arr(j);
	for (int i = 0; i < k->n_states; i++)
		json_text(j, str_of(k->states[i].code));
	json_end_arr(j);
	json_end_obj(j);
}

static void schema_record(struct json *j, const struct kind *k)
{
	static const char *const all[] = {"kind", "id", "title", "unit", "state", "version", "made",
		"changed", "made_by", "values", NULL};
	json_key(j, str_of(k->name));
	json_obj(j);
	schema_kv(j, "type", "object");
	title(j, "title", k->label, NULL);
	required(j, all);
	schema_key(j, "properties");
	json_obj(j);
	schema_key(j, "kind");
	json_obj(j);
	schema_kv(j, "const", k->name);
	json_end_obj(j);
	schema_plain(j, "id", "integer", NULL, false);
	schema_plain(j, "title", "string", NULL, false);
	schema_plain(j, "unit", "integer", NULL, true);
	states(j, k);
	schema_plain(j, "version", "integer", NULL, false);
	schema_plain(j, "made", "string", "date-time", false);
	schema_plain(j, "changed", "string", "date-time", false);
	schema_plain(j, "made_by", "integer", NULL, true);
	schema_key(j, "values");
	json_obj(j);
	schema_kv(j, "type", "object");
	schema_key(j, "properties");
	json_obj(j);
	for (int i = 0; i < k->n_fields; i++) {
		if (k->fields[i].flags & F_HIDDEN)
			continue;
		json_key(j, str_of(k->fields[i].name));
		schema_field(j, &k->fields[i]);
	}
	json_end_obj(j);
	json_end_obj(j);
	json_end_obj(j);
	json_end_obj(j);
}

static void schema_list(struct json *j, const struct kind *k)
{
	static const char *const all[] = {"items", "next", NULL};
	json_key(j, str_fmt(j->out->a, "%s_list", k->name));
	json_obj(j);
	schema_kv(j, "type", "object");
	required(j, all);
	schema_key(j, "properties");
	json_obj(j);
	schema_key(j, "items");
	json_obj(j);
	schema_kv(j, "type", "array");
	schema_key(j, "items");
	schema_ref(j, "schemas", k->name, "");
	json_end_obj(j);
	schema_plain(j, "next", "string", NULL, true);
	schema_plain(j, "count", "integer", NULL, false);
	json_end_obj(j);
	json_end_obj(j);
}

static void schema_done(struct json *j, const struct kind *k)
{
	static const char *const all[] = {"id", "log", "repeated", "record", NULL};
	json_key(j, str_fmt(j->out->a, "%s_done", k->name));
	json_obj(j);
	schema_kv(j, "type", "object");
	required(j, all);
	schema_key(j, "properties");
	json_obj(j);
	schema_plain(j, "id", "integer", NULL, false);
	schema_plain(j, "log", "integer", NULL, false);
	schema_plain(j, "repeated", "boolean", NULL, false);
	schema_key(j, "record");
	json_obj(j);
	schema_key(j, "anyOf");
	json_arr(j);
	schema_ref(j, "schemas", k->name, "");
	json_obj(j);
	schema_kv(j, "type", "null");
	json_end_obj(j);
	json_end_arr(j);
	json_end_obj(j);
	json_end_obj(j);
	json_end_obj(j);
}

/* A list of objects, up to where their properties begin; three ends close it. */
static void begin_rows(struct json *j, const char *key)
{
	schema_key(j, key);
	json_obj(j);
	schema_kv(j, "type", "array");
	schema_key(j, "items");
	json_obj(j);
	schema_kv(j, "type", "object");
	schema_key(j, "properties");
	json_obj(j);
}

static void schema_error(struct json *j)
{
	static const char *const outer[] = {"error", NULL}, *const inner[] = {"status", "code",
								    "zh", "en", "fields", NULL};
	schema_key(j, "error");
	json_obj(j);
	schema_kv(j, "type", "object");
	required(j, outer);
	schema_key(j, "properties");
	json_obj(j);
	schema_key(j, "error");
	json_obj(j);
	schema_kv(j, "type", "object");
	required(j, inner);
	schema_key(j, "properties");
	json_obj(j);
	schema_plain(j, "status", "integer", NULL, false);
	schema_key(j, "code");
	json_obj(j);
	schema_kv(j, "type", "string");
	schema_key(j, "enum");
	json_arr(j);
	for (int i = 0; i < ANSWER_N; i++)
		json_text(j, str_of(answer_word((enum answer_error)i).code));
	json_end_arr(j);
	json_end_obj(j);
	schema_plain(j, "zh", "string", NULL, false);
	schema_plain(j, "en", "string", NULL, false);
	begin_rows(j, "fields");
	schema_plain(j, "field", "string", NULL, false);
	schema_plain(j, "zh", "string", NULL, false);
	for (int i = 0; i < 7; i++)
		json_end_obj(j);
}

void schema_verb(struct json *j, const struct verb *v)
{
	for (int i = 0; i < VERB_FIELDS && v->fields[i].name; i++) {
		const struct verb_field *f = &v->fields[i];
		schema_key(j, f->name);
		json_obj(j);
		schema_kv(j, "type", shapes[f->type].type);
		if (shapes[f->type].format)
			schema_kv(j, "format", shapes[f->type].format);
		title(j, "title", f->zh, f->en);
		json_end_obj(j);
	}
}

static void view_properties(struct json *j, const struct view_field *f)
{
	for (int i = 0; i < VIEW_FIELDS && f[i].name; i++) {
		schema_key(j, f[i].name);
		json_obj(j);
		type(j, f[i].type, true);
		if (f[i].format)
			schema_kv(j, "format", f[i].format);
		schema_kv(j, "title", f[i].what);
		json_end_obj(j);
	}
}

static void schema_view(struct json *j, const struct view *v)
{
	json_key(j, str_fmt(j->out->a, "%s_look_%s", v->kind, v->name));
	json_obj(j);
	schema_kv(j, "type", "object");
	schema_key(j, "properties");
	json_obj(j);
	view_properties(j, v->fields);
	begin_rows(j, "items");
	view_properties(j, v->items);
	for (int i = 0; i < 5; i++)
		json_end_obj(j);
}

void schema_all(struct json *j, const struct kinds *kinds)
{
	const struct view *v;
	json_obj(j);
	schema_error(j);
	for (int i = 0; i < kinds->n; i++) {
		schema_record(j, kinds->at[i]);
		schema_list(j, kinds->at[i]);
		schema_done(j, kinds->at[i]);
	}
	for (int i = 0; (v = view_at(i)); i++)
		schema_view(j, v);
	json_end_obj(j);
}
