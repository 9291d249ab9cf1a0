/* read_print.c — a reading as JSON (the schema of the development corpus, with spans and questions)
 * and as Chinese text for people. */
#include "base/bug.h"
#include "base/json.h"
#include "plan/read.h"

static void text_or_null(struct json *j, struct str s)
{
	if (s.n)
		json_text(j, s);
	else
		json_nothing(j);
}

static void int_or_null(struct json *j, int n)
{
	if (n)
		json_int(j, n);
	else
		json_nothing(j);
}

static void put_span(struct json *j, struct span s)
{
	json_arr(j);
	json_int(j, s.at);
	json_int(j, s.n);
	json_end_arr(j);
}

static void put_timing(struct json *j, const struct read_timing *t)
{
	json_obj(j);
	json_kv_text(j, "text", t->text);
	json_kv_text(j, "kind", read_kind_name(t->kind));
	json_key(j, S("date"));
	text_or_null(j, t->date);
	json_key(j, S("recurrence"));
	text_or_null(j, t->recurrence);
	json_key(j, S("day_of_period"));
	int_or_null(j, t->day_of_period);
	json_key(j, S("count"));
	int_or_null(j, t->count);
	json_key(j, S("note"));
	text_or_null(j, t->note);
	json_kv_text(j, "source", t->prose ? S("prose") : S("field"));
	json_key(j, S("rule"));
	text_or_null(j, t->rule);
	json_key(j, S("span"));
	put_span(j, t->span);
	json_end_obj(j);
}

static void put_names(struct json *j, const struct read_names *names)
{
	json_arr(j);
	for (size_t k = 0; k < names->n; k++) {
		const struct read_name *n = &names->at[k];
		json_text(j, str_has(n->text, S("\n")) ? n->full : n->text);
	}
	json_end_arr(j);
}

static void put_item_spans(struct json *j, const struct read_node *n)
{
	json_obj(j);
	json_key(j, S("item"));
	put_span(j, n->span);
	json_key(j, S("heading"));
	put_span(j, n->heading_span);
	for (int role = 0; role < READ_ROLES; role++) {
		json_key(j, read_role_name((enum read_role)role));
		json_arr(j);
		for (size_t k = 0; k < n->names[role].n; k++)
			put_span(j, n->names[role].at[k].span);
		json_end_arr(j);
	}
	json_end_obj(j);
}

static void put_item(struct json *j, const struct read_node *n)
{
	json_obj(j);
	json_kv_text(j, "path", n->path);
	json_kv_text(j, "heading", n->heading);
	json_kv_bool(j, "attached", n->attached);
	json_kv_text(j, "source", read_source_name(n->source));
	for (int role = 0; role < READ_ROLES; role++) {
		json_key(j, read_role_name((enum read_role)role));
		put_names(j, &n->names[role]);
	}
	json_key(j, S("timing"));
	json_arr(j);
	for (size_t k = 0; k < n->timings.n; k++)
		put_timing(j, &n->timings.at[k]);
	json_end_arr(j);
	json_key(j, S("spans"));
	put_item_spans(j, n);
	json_end_obj(j);
}

static void put_sections(struct json *j, const struct reading *r)
{
	json_arr(j);
	for (int k = 0; k < r->n_nodes; k++) {
		const struct read_node *n = &r->nodes[k];
		if (n->item || !n->token.n)
			continue;
		json_obj(j);
		json_kv_text(j, "path", n->path);
		json_kv_text(j, "heading", n->heading);
		json_key(j, S("span"));
		put_span(j, n->heading_span);
		json_end_obj(j);
	}
	json_end_arr(j);
}

static void put_questions(struct json *j, const struct reading *r)
{
	json_arr(j);
	for (int k = 0; k < r->n_questions; k++) {
		const struct read_question *q = &r->questions[k];
		json_obj(j);
		json_kv_text(j, "code", q->code);
		json_key(j, S("path"));
		text_or_null(j, q->node >= 0 ? r->nodes[q->node].path : STR_NONE);
		json_kv_text(j, "ask", q->ask);
		json_key(j, S("propose"));
		text_or_null(j, q->propose);
		json_kv_text(j, "why", q->why);
		json_key(j, S("span"));
		put_span(j, q->span);
		json_end_obj(j);
	}
	json_end_arr(j);
}

void read_json(const struct reading *r, struct buf *out)
{
	struct json j = json_to(out);
	json_obj(&j);
	json_key(&j, S("title"));
	text_or_null(&j, r->title);
	json_key(&j, S("issuer"));
	text_or_null(&j, r->issuer);
	json_key(&j, S("campaign_year"));
	int_or_null(&j, r->year);
	json_key(&j, S("number"));
	text_or_null(&j, r->number);
	json_key(&j, S("issued"));
	text_or_null(&j, r->issued);
	json_key(&j, S("sections"));
	put_sections(&j, r);
	json_key(&j, S("items"));
	json_arr(&j);
	for (int k = 0; k < r->n_nodes; k++)
		if (r->nodes[k].item)
			put_item(&j, &r->nodes[k]);
	json_end_arr(&j);
	json_key(&j, S("questions"));
	put_questions(&j, r);
	json_end_obj(&j);
}

void read_text(const struct reading *r, struct buf *out)
{
	static const struct str labels[READ_ROLES] = {
		{"牵头", 6}, {"责任", 6}, {"配合", 6}, {"领导", 6}};
	buf_fmt(out, "%.*s\n", STR_ARG(r->title));
	for (int k = 0; k < r->n_nodes; k++) {
		const struct read_node *n = &r->nodes[k];
		if (!n->item)
			continue;
		buf_fmt(out, "\n%.*s  %.*s\n", STR_ARG(n->path), STR_ARG(n->heading));
		for (int role = 0; role < READ_ROLES; role++) {
			if (!n->names[role].n)
				continue;
			buf_fmt(out, "  %.*s：", STR_ARG(labels[role]));
			for (size_t i = 0; i < n->names[role].n; i++)
				buf_fmt(out, "%s%.*s", i ? "、" : "",
					STR_ARG(n->names[role].at[i].text));
			buf_ch(out, '\n');
		}
		for (size_t i = 0; i < n->timings.n; i++) {
			const struct read_timing *t = &n->timings.at[i];
			buf_fmt(out, "  时限：%.*s", STR_ARG(t->text));
			if (t->date.n)
				buf_fmt(out, "（%.*s）", STR_ARG(t->date));
			buf_ch(out, '\n');
		}
	}
	buf_fmt(out, "\n待确认 %d 处\n", r->n_questions);
	for (int k = 0; k < r->n_questions; k++) {
		const struct read_question *q = &r->questions[k];
		buf_fmt(out, "%d. [%.*s] %.*s", k + 1, STR_ARG(q->code), STR_ARG(q->ask));
		if (q->propose.n)
			buf_fmt(out, " 建议：%.*s。", STR_ARG(q->propose));
		buf_ch(out, '\n');
	}
}
