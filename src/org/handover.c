/* handover.c — see handover.h. */
#include "org/handover.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"

/* ---- the kind: the receipt ---- */

static const struct choice whys[] = {
	{"post", "换岗"}, {"move", "调动"}, {"leave", "离岗"}, {NULL, NULL}};

static const struct field fields[] = {
	{FIELD(struct handover_row, person), .label = "移交人", .type = F_REF, .ref = "person",
		.flags = F_COMPUTED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct handover_row, successor), .label = "接任人", .type = F_REF, .ref = "person",
		.flags = F_COMPUTED | F_IN_LIST | F_FILTER | F_INDEXED},
	{FIELD(struct handover_row, day), .label = "交接日期", .type = F_DAY,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct handover_row, why), .label = "原因", .type = F_ENUM, .choices = whys,
		.flags = F_COMPUTED | F_IN_LIST | F_FILTER},
	{FIELD(struct handover_row, to_unit), .label = "调往单位", .type = F_REF, .ref = "unit",
		.flags = F_COMPUTED},
	{FIELD(struct handover_row, n_items), .label = "事项数", .type = F_INT,
		.flags = F_COMPUTED | F_IN_LIST},
	{FIELD(struct handover_row, note), .label = "说明", .type = F_LONG, .max = 500,
		.flags = F_COMPUTED},
};

static const struct state states[] = {{"done", "已交接"}};
static const char *const unit_scope[] = {"unit", "to_unit", NULL};

static struct str title(struct ctx *cx, const void *row)
{
	const struct handover_row *h = row;
	struct str from = tree_person_name(cx, h->person);
	struct str to = h->successor.n ? tree_person_name(cx, h->successor) : S("—");
	return str_fmt(cx->a, "%.*s → %.*s", STR_ARG(from), STR_ARG(to));
}

const struct kind handover_kind = {
	.name = "handover",
	.label = "交接",
	.table = "handover",
	.row_size = sizeof(struct handover_row),
	.fields = fields,
	.n_fields = NELEM(fields),
	.states = states,
	.n_states = NELEM(states),
	.read_perm = "org.read",
	.scope_units = unit_scope,
	.order = "-made",
	.title = title,
};

/* ---- what somebody holds ---- */

struct str handover_key(struct arena *a, const struct handover_item *i)
{
	return str_fmt(a, "%s-%lld", i->source->code, (long long)i->rec.n);
}

enum handover_do handover_usual(const struct handover_item *i, enum handover_why why)
{
	if (!i->own)
		return HANDOVER_GIVE;
	return why == HANDOVER_POST ? HANDOVER_KEEP : HANDOVER_END;
}

int handover_list(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	VEC(struct handover_item) v = {0};
	for (const struct handover_source *const *s = cx->kinds->handover; s && *s; s++) {
		struct handover_item *at;
		int n = (*s)->list(cx, person, day, &at);
		for (int i = 0; i < n; i++) {
			at[i].source = *s;
			*vec_add(cx->a, &v) = at[i];
		}
	}
	*out = v.at;
	return (int)v.n;
}

int handover_open(struct ctx *cx, rid person, struct day day)
{
	struct handover_item *at;
	return handover_list(cx, person, day, &at);
}

/* ---- handing over ---- */

struct job {
	const struct handover_in *in;
	struct handover_out *out;
	struct person_row *person;
	bool dry;
};

static void check_successor(struct ctx *cx, const struct handover_in *in)
{
	const struct person_row *to = rec_load(cx, &person_kind, in->successor);
	if (in->successor.n == 0)
		return;
	if (to == NULL || to->head.state != 0)
		err_field(cx->errs, S("successor"), "接任人不在岗，请另选");
	else if (in->successor.n == in->person.n)
		err_field(cx->errs, S("successor"), "接任人不能是移交人本人");
}

static void check_in(struct ctx *cx, const struct job *j)
{
	const struct handover_in *in = j->in;
	const struct unit_row *to = rec_load(cx, &unit_kind, in->to_unit);
	if (!day_is_set(in->day))
		err_field(cx->errs, S("day"), "请填写交接日期");
	else if (in->why == HANDOVER_MOVE && in->day.n > cx->today.n)
		err_field(cx->errs, S("day"), "调动请在到新单位那天或以后办理");
	if (j->person->head.state != 0)
		err_field(cx->errs, S("person"), "这个人已经离岗");
	if (in->why == HANDOVER_MOVE && (to == NULL || to->head.state != 0))
		err_field(cx->errs, S("to_unit"), "请填写调往的单位");
	else if (in->why == HANDOVER_MOVE && in->to_unit.n == j->person->head.unit.n)
		err_field(cx->errs, S("to_unit"), "已经在这个单位，请选“换岗”");
	if (str_trim(in->note).n == 0)
		err_field(cx->errs, S("note"), "请写明依据，如任免文号");
	check_successor(cx, in);
}

static void choose(const struct handover_in *in, struct arena *a, struct handover_item *i)
{
	struct str key = handover_key(a, i);
	i->what = handover_usual(i, in->why);
	for (int n = 0; n < in->n_choices; n++)
		if (str_eq(in->choices[n].key, key))
			i->what = in->choices[n].what;
}

static void check_item(struct ctx *cx, const struct handover_in *in, const struct handover_item *i)
{
	if (i->what == HANDOVER_GIVE && in->successor.n == 0)
		err_field(cx->errs, S("successor"), "有要移交的事项，请填写接任人");
	if (i->what == HANDOVER_KEEP && in->why == HANDOVER_LEAVE)
		err_field(cx->errs, S(""), "“%.*s”不能保留：人要离岗", STR_ARG(i->title));
	if (i->what != HANDOVER_KEEP && day_is_set(i->from) && i->from.n >= in->day.n)
		err_field(cx->errs, S("day"), "“%.*s”从交接日或以后才开始，请改交接日期",
			STR_ARG(i->title));
}

static enum flow_code act_all(struct ctx *cx, const struct job *j)
{
	enum flow_code code = FLOW_OK;
	for (int i = 0; i < j->out->n; i++) {
		choose(j->in, cx->a, &j->out->items[i]);
		check_item(cx, j->in, &j->out->items[i]);
	}
	if (cx->errs->n)
		return FLOW_INVALID;
	for (int i = 0; i < j->out->n && code == FLOW_OK; i++) {
		struct handover_item *it = &j->out->items[i];
		if (it->what == HANDOVER_KEEP)
			it->result = S("保留");
		else
			code = it->source->act(cx, j->in, it);
		if (code == FLOW_INVALID)
			err_field(cx->errs, S(""), "卡在“%.*s”，全部没有写入", STR_ARG(it->title));
	}
	return code;
}

/* An account is administered where its person is. */
static enum flow_code follow_account(struct ctx *cx, const struct job *j)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM account WHERE person = ? AND state <> 'closed' "
		"ORDER BY id");
	db_rid(s, 1, j->in->person);
	rid id = {db_one_int(s, 0)};
	const struct account_row *before = id.n ? rec_load(cx, &account_kind, id) : NULL;
	if (before == NULL)
		return FLOW_OK;
	struct account_row after = *before;
	after.head.unit = j->in->to_unit;
	enum flow_code code = rec_update(cx, &account_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &account_kind, before, &after, "move", j->in->note)
			       : code;
}

static enum flow_code move_person(struct ctx *cx, const struct job *j)
{
	struct person_row after = *j->person;
	after.head.unit = j->in->to_unit;
	enum flow_code code = rec_update(cx, &person_kind, &after);
	if (code == FLOW_OK)
		code = flow_seal(cx, &person_kind, j->person, &after, "move", j->in->note);
	return code == FLOW_OK ? follow_account(cx, j) : code;
}

static enum flow_code leave_person(struct ctx *cx, const struct job *j)
{
	char text[DAY_TEXT];
	struct input v[] = {{S("until_day"), str_of(day_text(day_add(j->in->day, -1), text))}};
	struct flow_in in = {.kind = &person_kind,
		.step = kind_step(&person_kind, S("leave")),
		.id = j->in->person,
		.values = {v, NELEM(v)},
		.reason = j->in->note};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

static enum flow_code write_item(
	struct ctx *cx, rid handover, int seq, const struct handover_item *i)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO handover_item (handover, seq, what, title, result) "
		"VALUES (?, ?, ?, ?, ?)");
	db_rid(s, 1, handover);
	db_int(s, 2, seq);
	db_text(s, 3, str_of(i->source->label));
	db_text(s, 4, i->title);
	db_text(s, 5, i->result);
	return flow_of_db(db_run(s));
}

/* The receipt, and in the log every line of it. */
static enum flow_code write_receipt(struct ctx *cx, const struct job *j)
{
	struct handover_row *h = kind_row(&handover_kind, cx->a);
	struct buf lines = buf_in(cx->a, 256 * 1024);
	h->head.unit = j->person->head.unit;
	h->person = j->in->person;
	h->successor = j->in->successor;
	h->day = j->in->day;
	h->why = (int)j->in->why;
	h->to_unit = j->in->why == HANDOVER_MOVE ? j->in->to_unit : RID_NONE;
	h->note = str_trim(j->in->note);
	h->n_items = j->out->n;
	enum flow_code code = rec_insert(cx, &handover_kind, h);
	for (int i = 0; i < j->out->n && code == FLOW_OK; i++) {
		const struct handover_item *it = &j->out->items[i];
		code = write_item(cx, h->head.id, i + 1, it);
		seal_field(&lines, it->source->code, it->title, it->result);
	}
	j->out->id = h->head.id;
	if (code != FLOW_OK)
		return code;
	return flow_note(cx, &(struct seal_in){.kind = "handover",
				     .record = h->head.id,
				     .version = 1,
				     .verb = "handover",
				     .reason = h->note,
				     .payload = buf_view(&lines)});
}

static enum flow_code tell_successor(struct ctx *cx, const struct job *j)
{
	int given = 0;
	for (int i = 0; i < j->out->n; i++)
		given += j->out->items[i].what == HANDOVER_GIVE;
	if (given == 0)
		return FLOW_OK;
	return note_send(cx, j->in->successor, S("handover"), j->out->id,
		str_fmt(cx->a, "%.*s的 %d 项工作移交给您，请核对交接单", STR_ARG(j->person->name),
			given),
		STR_NONE);
}

static enum flow_code run(struct ctx *cx, void *arg)
{
	struct job *j = arg;
	struct ctx inner = *cx;
	inner.sealed = j->dry ? NULL : cx->sealed;
	cx = &inner;
	*j->out = (struct handover_out){0};
	j->person = rec_load(cx, &person_kind, j->in->person);
	if (j->person == NULL)
		return FLOW_ABSENT;
	if (!actor_may(cx, "org.edit", j->person->head.unit))
		return FLOW_DENIED;
	check_in(cx, j);
	if (cx->errs->n)
		return FLOW_INVALID;
	j->out->n = handover_list(cx, j->in->person, j->in->day, &j->out->items);
	if (j->out->n == 0 && j->in->why == HANDOVER_POST)
		err_field(cx->errs, S("person"), "这个人手上没有要交接的事项");
	enum flow_code code = cx->errs->n ? FLOW_INVALID : act_all(cx, j);
	if (code == FLOW_OK && j->in->why == HANDOVER_MOVE)
		code = move_person(cx, j);
	if (code == FLOW_OK && j->in->why == HANDOVER_LEAVE)
		code = leave_person(cx, j);
	if (code == FLOW_OK)
		code = write_receipt(cx, j);
	if (code == FLOW_OK)
		code = tell_successor(cx, j);
	return code == FLOW_OK && j->dry ? FLOW_STATE : code;
}

enum flow_code handover_apply(
	struct ctx *cx, const struct handover_in *in, struct handover_out *out)
{
	struct job j = {.in = in, .out = out};
	return ctx_write(cx, run, &j);
}

enum flow_code handover_try(struct ctx *cx, const struct handover_in *in, struct handover_out *out)
{
	struct job j = {.in = in, .out = out, .dry = true};
	AZ(cx->writing);
	enum flow_code code = ctx_write(cx, run, &j);
	/* FLOW_STATE undoes what went well. */
	return code == FLOW_STATE && cx->errs->n == 0 && out->id.n ? FLOW_OK : code;
}

int handover_lines(struct ctx *cx, rid handover, struct handover_line **out)
{
	VEC(struct handover_line) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT what, title, result FROM handover_item WHERE handover = ? ORDER BY seq");
	db_rid(s, 1, handover);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct handover_line){str_dup(cx->a, db_col_text(s, 0)),
			str_dup(cx->a, db_col_text(s, 1)), str_dup(cx->a, db_col_text(s, 2))};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}
