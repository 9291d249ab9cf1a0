/* startup.c — see setup.h: the start-up list of a campaign. It begins as data/startup.tsv has it
 * for the type of campaign and is then the campaign's own records (kind_startup.c); what follows
 * from other records is looked up. */
#include "base/bug.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/setup_int.h"
#include "sys/data.h"

#include <stdio.h>

enum { UNITS_MAX = 4096, NAMED = 8 };

bool startup_is_automatic(struct str code)
{
	return str_eq(code, S("plan")) || str_eq(code, S("group")) || str_eq(code, S("heads")) ||
	       str_eq(code, S("liaisons"));
}

/* ---- what follows from the records ---- */

static void look_plan(struct ctx *cx, const struct campaign_row *c, struct setup_item *it)
{
	const struct plan_row *p = rec_load(cx, &plan_kind, plan_current(cx, c->head.id));
	it->done = p != NULL;
	it->day = p ? p->issue_day : DAY_NONE;
	it->note = p ? p->title : S("还没有签发的方案");
}

static void look_group(struct ctx *cx, const struct campaign_row *c, struct setup_item *it)
{
	struct setup_member *m;
	int n = setup_group(cx, c->head.id, &m), heads = 0, others = 0;
	for (int i = 0; i < n; i++) {
		if (day_is_set(m[i].until))
			continue;
		heads += str_eq(m[i].role, S("head"));
		others += !str_eq(m[i].role, S("head"));
		if (str_eq(m[i].role, S("head")))
			it->day = m[i].from;
	}
	it->done = heads && others;
	if (!heads)
		it->note = S("还没有组长");
	else if (!others)
		it->note = S("还没有副组长和成员");
}

/* Every unit that leads or is responsible in the plan, once; their number. */
static int owners(struct ctx *cx, rid plan, struct day day, rid *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT u.unit, u.grp FROM measure_unit u JOIN measure m ON m.id = "
		"u.measure WHERE m.plan = ? AND u.role <> 'coop' AND m.state <> 'cancelled'");
	rid *members = arena_array(cx->a, UNITS_MAX, sizeof *members);
	VEC(rid) groups = {0};
	int n = 0;
	db_rid(s, 1, plan);
	while (db_step(s) == DB_ROW) {
		if (db_col_rid(s, 1).n)
			*vec_add(cx->a, &groups) = db_col_rid(s, 1);
		else if (db_col_rid(s, 0).n && n < UNITS_MAX)
			out[n++] = db_col_rid(s, 0);
	}
	db_done(s);
	for (size_t g = 0; g < groups.n; g++) {
		int k = org_group_members(cx, groups.at[g], day, members, UNITS_MAX);
		for (int i = 0; i < k && n < UNITS_MAX; i++) {
			bool seen = false;
			for (int x = 0; x < n; x++)
				seen |= out[x].n == members[i].n;
			if (!seen)
				out[n++] = members[i];
		}
	}
	return n;
}

/* Units of the plan in which nobody holds the post (ORG-07, ORG-09). */
static void look_posts(
	struct ctx *cx, const struct campaign_row *c, bool head, struct setup_item *it)
{
	rid plan = plan_current(cx, c->head.id);
	rid *units = arena_array(cx->a, UNITS_MAX, sizeof *units);
	int n = plan.n ? owners(cx, plan, cx->today, units) : 0, missing = 0;
	struct buf b = buf_in(cx->a, 2000);
	for (int i = 0; i < n; i++) {
		rid who = head ? tree_head(cx, units[i], cx->today)
			       : tree_post_holder(cx, units[i], S("liaison"), cx->today);
		if (who.n || missing++ >= NAMED)
			continue;
		buf_str(&b, missing > 1 ? S("、") : S("空缺："));
		buf_str(&b, tree_unit_name(cx, units[i]));
	}
	struct str named = buf_view(&b);
	it->done = n && missing == 0;
	it->note = n == 0            ? S("签发方案后按责任单位核对")
		   : missing > NAMED ? str_fmt(cx->a, "%.*s等 %d 个单位", STR_ARG(named), missing)
				     : named;
}

static void look_up(struct ctx *cx, const struct campaign_row *c, struct setup_item *it)
{
	it->automatic = startup_is_automatic(it->code);
	if (str_eq(it->code, S("plan")))
		look_plan(cx, c, it);
	else if (str_eq(it->code, S("group")))
		look_group(cx, c, it);
	else if (str_eq(it->code, S("heads")))
		look_posts(cx, c, true, it);
	else if (str_eq(it->code, S("liaisons")))
		look_posts(cx, c, false, it);
}

/* ---- the list ---- */

/* What was ticked before the list became the campaign's own. */
static void look_tick(struct ctx *cx, rid campaign, struct setup_item *it)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT done_day, done_by, note FROM startup WHERE campaign = ? AND item = ?");
	db_rid(s, 1, campaign);
	db_text(s, 2, it->code);
	if (db_step(s) == DB_ROW) {
		it->day = db_col_day(s, 0);
		it->by = db_col_rid(s, 1);
		it->note = str_dup(cx->a, db_col_text(s, 2));
		it->done = day_is_set(it->day);
	}
	db_done(s);
}

struct items {
	struct setup_item *at;
	size_t n, room;
};

/* Of every type, or of this one among others (PLAN-04). */
static bool is_for(struct str types, struct str type)
{
	for (struct str rest = types; rest.n;)
		if (str_eq(str_cut(&rest, S(" ")), type))
			return true;
	return types.n == 0;
}

static void proposed(struct ctx *cx, const struct campaign_row *c, struct items *out)
{
	static const char *const cols[] = {
		"code", "label", "sort", "required", "note", "types", NULL};
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("startup.tsv"), cols));
	while (tsv_next(&t)) {
		if (!is_for(tsv_cell(&t, 5), c->type))
			continue;
		struct setup_item *it = vec_add(cx->a, out);
		*it = (struct setup_item){.code = tsv_cell(&t, 0),
			.label = tsv_cell(&t, 1),
			.required = str_eq(tsv_cell(&t, 3), S("yes")),
			.hint = tsv_cell(&t, 4),
			.day = DAY_NONE,
			.due = DAY_NONE};
		AN(num_int(tsv_cell(&t, 2), 0, 100000, &it->sort));
		if (!startup_is_automatic(it->code))
			look_tick(cx, c->head.id, it);
	}
}

static void kept(struct ctx *cx, const struct campaign_row *c, struct items *out)
{
	struct stmt *s = db_prep(
		cx->db, "SELECT id FROM startup_item WHERE campaign = ? ORDER BY sort, id");
	VEC(rid) ids = {0};
	db_rid(s, 1, c->head.id);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &ids) = db_col_rid(s, 0);
	db_done(s);
	for (size_t i = 0; i < ids.n; i++) {
		const struct startup_row *r = rec_load(cx, &startup_kind, ids.at[i]);
		*vec_add(cx->a, out) = (struct setup_item){.id = r->head.id,
			.code = r->code,
			.label = r->label,
			.hint = r->hint,
			.required = r->required,
			.owner = r->owner,
			.due = r->due_day,
			.done = r->head.state == STARTUP_DONE,
			.dropped = r->head.state == STARTUP_DROPPED,
			.day = r->done_day,
			.by = r->done_by,
			.note = r->note,
			.sort = r->sort};
	}
}

int setup_items(struct ctx *cx, const struct campaign_row *c, struct setup_item **out)
{
	struct items items = {0};
	kept(cx, c, &items);
	if (items.n == 0)
		proposed(cx, c, &items);
	for (size_t i = 0; i < items.n; i++)
		if (!items.at[i].dropped)
			look_up(cx, c, &items.at[i]);
	*out = items.at;
	return (int)items.n;
}

/* ---- keeping it ---- */

static enum flow_code keep(
	struct ctx *cx, const struct campaign_row *c, const struct setup_item *it)
{
	struct startup_row *r = kind_row(&startup_kind, cx->a);
	r->head.unit = c->head.unit;
	r->head.state = it->done ? STARTUP_DONE : STARTUP_OPEN;
	r->campaign = c->head.id;
	r->code = it->code;
	r->label = it->label;
	r->hint = it->hint;
	r->required = it->required;
	r->done_day = it->day;
	r->done_by = it->by;
	r->note = it->note;
	r->sort = it->sort;
	enum flow_code code = rec_insert(cx, &startup_kind, r);
	return code == FLOW_OK ? flow_seal(cx, &startup_kind, NULL, r, "new", STR_NONE) : code;
}

enum flow_code startup_adopt(struct ctx *cx, const struct campaign_row *c)
{
	struct items items = {0};
	enum flow_code code = FLOW_OK;
	kept(cx, c, &items);
	if (items.n)
		return FLOW_OK;
	proposed(cx, c, &items);
	for (size_t i = 0; i < items.n && code == FLOW_OK; i++)
		code = keep(cx, c, &items.at[i]);
	return code;
}

struct job {
	rid campaign, item;
	const struct setup_item *add;
	struct str code, note;
	struct day day;
};

static enum flow_code adopt(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	enum flow_code code = setup_may(cx, j->campaign);
	return code == FLOW_OK ? startup_adopt(cx, rec_load(cx, &campaign_kind, j->campaign))
			       : code;
}

enum flow_code setup_adopt(struct ctx *cx, rid campaign)
{
	return ctx_write(cx, adopt, &(struct job){.campaign = campaign});
}

static enum flow_code add(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	char due[DAY_TEXT], owner[24], campaign[24];
	enum flow_code code = adopt(cx, arg);
	if (code != FLOW_OK)
		return code;
	snprintf(owner, sizeof owner, "%lld", (long long)j->add->owner.n);
	snprintf(campaign, sizeof campaign, "%lld", (long long)j->campaign.n);
	struct input values[] = {{S("campaign"), str_of(campaign)}, {S("label"), j->add->label},
		{S("required"), j->add->required ? S("1") : STR_NONE},
		{S("due_day"),
			day_is_set(j->add->due) ? str_of(day_text(j->add->due, due)) : STR_NONE},
		{S("owner"), j->add->owner.n ? str_of(owner) : STR_NONE}};
	const struct campaign_row *c = rec_load(cx, &campaign_kind, j->campaign);
	struct flow_in in = {.kind = &startup_kind,
		.step = kind_step(&startup_kind, S("new")),
		.unit = c->head.unit,
		.values = {values, NELEM(values)}};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

enum flow_code setup_add_item(struct ctx *cx, rid campaign, const struct setup_item *in)
{
	return ctx_write(cx, add, &(struct job){.campaign = campaign, .add = in});
}

static enum flow_code tick(struct ctx *cx, void *arg)
{
	const struct job *j = arg;
	char day[DAY_TEXT];
	struct setup_item *it;
	rid id = RID_NONE;
	enum flow_code code = adopt(cx, arg);
	if (code != FLOW_OK)
		return code;
	int n = setup_items(cx, rec_load(cx, &campaign_kind, j->campaign), &it);
	for (int i = 0; i < n; i++)
		if (j->item.n ? it[i].id.n == j->item.n : str_eq(it[i].code, j->code))
			id = it[i].automatic ? RID_NONE : it[i].id;
	if (id.n == 0)
		return FLOW_ABSENT;
	bool done = day_is_set(j->day);
	struct input values[] = {{S("done_day"), done ? str_of(day_text(j->day, day)) : STR_NONE},
		{S("note"), j->note}};
	struct flow_in in = {.kind = &startup_kind,
		.step = kind_step(&startup_kind, done ? S("tick") : S("untick")),
		.id = id,
		.values = {values, done ? NELEM(values) : 0}};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

enum flow_code setup_tick(
	struct ctx *cx, rid campaign, struct str code, struct day day, struct str note)
{
	struct job j = {.campaign = campaign, .code = code, .day = day, .note = str_trim(note)};
	num_int(code, 1, INT64_MAX, &j.item.n);
	return ctx_write(cx, tick, &j);
}

int setup_refuse(struct ctx *cx, const struct campaign_row *c)
{
	struct setup_item *it;
	int n = setup_items(cx, c, &it), open = 0;
	for (int i = 0; i < n; i++) {
		if (!it[i].required || it[i].done || it[i].dropped)
			continue;
		open++;
		struct str note = it[i].automatic ? it[i].note : STR_NONE;
		err_field(cx->errs, S(""), "启动清单还没有完成：%.*s%s%.*s", STR_ARG(it[i].label),
			it[i].automatic && it[i].note.n ? "，" : "", STR_ARG(note));
	}
	return open;
}
