/* answer.c — see answer.h. */
#include "api/answer.h"
#include "base/bug.h"
#include "core/val.h"

struct answer_word answer_word(enum answer_error e)
{
	static const struct answer_word words[ANSWER_N] = {
#define ANSWER_WORD(id, status, code, zh, en) [ANSWER_##id] = {status, code, zh, en},
		ANSWER_ERRORS(ANSWER_WORD)
#undef ANSWER_WORD
	};
	AN(e < ANSWER_N);
	return words[e];
}

struct json answer_open(struct page *pg, int status)
{
	pg->r->status = status;
	pg->r->type = HTTP_JSON;
	pg->r->body.n = 0;
	return json_to(&pg->r->body);
}

static void put_stamp(struct json *j, struct stamp t)
{
	char text[STAMP_TEXT];
	json_text(j, str_of(stamp_text(t, text)));
}

static void put_rid(struct json *j, rid id)
{
	if (id.n)
		json_int(j, id.n);
	else
		json_nothing(j);
}

static struct str title_of(struct ctx *cx, const struct kind *k, const void *row)
{
	return k->title ? k->title(cx, row) : val_show(cx, &k->fields[0], row);
}

void answer_row(struct ctx *cx, struct json *j, const struct kind *k, const void *row)
{
	const struct rec_head *head = row;
	json_obj(j);
	json_kv_text(j, "kind", str_of(k->name));
	json_kv_int(j, "id", head->id.n);
	json_kv_text(j, "title", title_of(cx, k, row));
	json_key(j, S("unit"));
	put_rid(j, head->unit);
	json_kv_text(j, "state", str_of(k->states[head->state].code));
	json_kv_int(j, "version", head->version);
	json_key(j, S("made"));
	put_stamp(j, head->made);
	json_key(j, S("changed"));
	put_stamp(j, head->changed);
	json_key(j, S("made_by"));
	put_rid(j, head->by);
	json_key(j, S("values"));
	json_obj(j);
	for (int i = 0; i < k->n_fields; i++) {
		const struct field *f = &k->fields[i];
		if (f->flags & F_HIDDEN)
			continue;
		json_key(j, str_of(f->name));
		val_json(cx, j, f, row);
	}
	json_end_obj(j);
	json_end_obj(j);
}

struct json answer_error_open(struct page *pg, enum answer_error e)
{
	struct answer_word w = answer_word(e);
	struct json j = answer_open(pg, w.status);
	const struct errs *errs = pg->cx->errs;
	if (e == ANSWER_TOKEN)
		http_set(pg->r, S("WWW-Authenticate"), S("Bearer"));
	json_obj(&j);
	json_key(&j, S("error"));
	json_obj(&j);
	json_kv_int(&j, "status", w.status);
	json_kv_text(&j, "code", str_of(w.code));
	json_kv_text(&j, "zh", str_of(w.zh));
	json_kv_text(&j, "en", str_of(w.en));
	json_key(&j, S("fields"));
	json_arr(&j);
	for (size_t i = 0; i < errs->n; i++) {
		json_obj(&j);
		json_kv_text(&j, "field", errs->at[i].field);
		json_kv_text(&j, "zh", errs->at[i].text);
		json_end_obj(&j);
	}
	json_end_arr(&j);
	json_end_obj(&j);
	return j;
}

void answer_error(struct page *pg, enum answer_error e)
{
	struct json j = answer_error_open(pg, e);
	json_end_obj(&j);
}

void answer_flow(struct page *pg, enum flow_code code)
{
	switch (code) {
	case FLOW_INVALID:
		answer_error(pg, ANSWER_INVALID);
		return;
	case FLOW_ABSENT:
		answer_error(pg, ANSWER_ABSENT);
		return;
	case FLOW_DENIED:
		answer_error(pg, ANSWER_DENIED);
		return;
	case FLOW_STATE:
		answer_error(pg, ANSWER_STATE);
		return;
	case FLOW_CONFLICT:
		answer_error(pg, ANSWER_CONFLICT);
		return;
	case FLOW_WORLD:
		answer_error(pg, ANSWER_WORLD);
		return;
	case FLOW_OK:
		break;
	}
	BUG("no error");
}

void answer_fail(struct page *pg, int status, struct str zh)
{
	for (int i = 0; i < ANSWER_N; i++)
		if (answer_word((enum answer_error)i).status == status && status != 400) {
			answer_error(pg, (enum answer_error)i);
			return;
		}
	err_field(pg->cx->errs, STR_NONE, "%.*s", STR_ARG(zh));
	answer_error(pg, ANSWER_REQUEST);
}
