/* contact.c — see contact.h; the kind is kind_contact.c. */
#include "plan/contact.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "plan/subject.h"
#include "sys/data.h"

#include <stdio.h>

/* ---- reading ---- */

static const struct person_row *person(struct ctx *cx, rid id)
{
	return id.n ? rec_load(cx, &person_kind, id) : NULL;
}

static const struct contact_row *paper_of(struct ctx *cx, rid campaign, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM contact WHERE campaign = ? AND unit = ? AND state = 'arrived' "
		"ORDER BY id DESC LIMIT 1");
	db_rid(s, 1, campaign);
	db_rid(s, 2, unit);
	rid id = {db_one_int(s, 0)};
	return id.n ? rec_load(cx, &contact_kind, id) : NULL;
}

static struct contact_form form_of(struct ctx *cx, rid campaign, rid unit)
{
	rid chief = tree_head(cx, unit, cx->today);
	rid liaison = tree_post_holder(cx, unit, S("liaison"), cx->today);
	struct contact_form f = {.unit = unit,
		.name = tree_unit_name(cx, unit),
		.chief = person(cx, chief),
		.liaison = person(cx, liaison),
		.paper = paper_of(cx, campaign, unit)};
	f.changed = f.paper && (f.paper->chief.n != chief.n || f.paper->liaison.n != liaison.n);
	return f;
}

static int leads(struct ctx *cx, rid campaign, rid *out)
{
	const struct measure_unit all = {.phrase = S("各牵头单位")};
	rid plan = plan_current(cx, campaign);
	return plan.n ? subject_units(cx, plan, &all, cx->today, out) : 0;
}

int contact_list(struct ctx *cx, rid campaign, struct contact_form **out)
{
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	int all = leads(cx, campaign, units), n = 0;
	struct contact_form *at = arena_array(cx->a, all ? (size_t)all : 1, sizeof *at);
	for (int i = 0; i < all; i++)
		if (actor_may(cx, "org.read", units[i]))
			at[n++] = form_of(cx, campaign, units[i]);
	*out = at;
	return n;
}

bool contact_load(struct ctx *cx, rid campaign, rid unit, struct contact_form *out)
{
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	int n = actor_may(cx, "org.read", unit) ? leads(cx, campaign, units) : 0;
	for (int i = 0; i < n; i++) {
		if (units[i].n != unit.n)
			continue;
		*out = form_of(cx, campaign, unit);
		return true;
	}
	return false;
}

struct day contact_due(struct ctx *cx, rid campaign)
{
	struct day due = DAY_NONE;
	struct stmt *s = db_prep(cx->db,
		"SELECT due_day FROM startup_item WHERE campaign = ? AND code = 'liaisons' AND "
		"state <> 'dropped' ORDER BY id LIMIT 1");
	db_rid(s, 1, campaign);
	if (db_step(s) == DB_ROW)
		due = db_col_day(s, 0);
	db_done(s);
	return due;
}

static bool is_asked(struct ctx *cx, rid campaign, struct day due)
{
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM contact WHERE campaign = ? LIMIT 1");
	db_rid(s, 1, campaign);
	return db_one_int(s, 0) != 0 || day_is_set(due);
}

int contact_of(struct ctx *cx, rid unit, struct contact_of_unit **out)
{
	VEC(struct contact_of_unit) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT c.id, c.name FROM measure_unit u JOIN measure m ON m.id = "
		"u.measure JOIN plan p ON p.id = m.plan JOIN campaign c ON c.id = p.campaign "
		"WHERE u.unit = ? AND u.role = 'lead' AND m.state <> 'cancelled' AND p.state = "
		"'issued' AND c.state IN ('planning', 'started', 'running') ORDER BY c.id");
	db_rid(s, 1, unit);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct contact_of_unit){.campaign = db_col_rid(s, 0),
			.campaign_name = str_dup(cx->a, db_col_text(s, 1))};
	db_done(s);
	for (size_t i = 0; i < v.n; i++) {
		struct contact_of_unit *of = &v.at[i];
		of->form = form_of(cx, of->campaign, unit);
		of->due = contact_due(cx, of->campaign);
		of->asked = is_asked(cx, of->campaign, of->due);
	}
	*out = v.at;
	return (int)v.n;
}

/* ---- the letter ---- */

enum { COLUMNS = 5, ROWS = 2 };

static void fill(struct str *cells, struct str what, const struct person_row *p)
{
	cells[0] = what;
	cells[1] = p ? p->name : STR_NONE;
	cells[2] = p ? p->title : STR_NONE;
	cells[3] = p ? p->phone : STR_NONE;
	cells[4] = STR_NONE; /* private numbers are not kept: written by hand */
}

bool contact_letter(struct ctx *cx, struct str campaign, const struct contact_form *f,
	struct letter *out, struct wording_errs *errs)
{
	struct str *cells = arena_array(cx->a, (size_t)ROWS * COLUMNS, sizeof *cells);
	char today[DAY_TEXT];
	const struct wording *w = wording_read(
		cx->a, data_get("letters/contact.txt"), NULL, 0, errs);
	fill(cells, S("第一责任人"), f->chief);
	fill(cells + COLUMNS, S("联络员"), f->liaison);
	struct str day = str_dup(cx->a, str_of(day_text(cx->today, today)));
	struct wording_value *v = arena_array(cx->a, 4, sizeof *v);
	v[0] = (struct wording_value){.name = S("专项工作"), .text = campaign};
	v[1] = (struct wording_value){.name = S("单位"), .text = f->name};
	v[2] = (struct wording_value){
		.name = S("人员"), .cells = cells, .n_rows = ROWS, .n_cols = COLUMNS};
	v[3] = (struct wording_value){.name = S("填表日期"), .text = day};
	return w && wording_fill(cx->a, w, v, 4, out, errs);
}

/* ---- taking in ---- */

enum flow_code contact_take(struct ctx *cx, rid campaign, rid unit, struct str day, struct str note)
{
	char id[24];
	snprintf(id, sizeof id, "%lld", (long long)campaign.n);
	struct input values[] = {
		{S("campaign"), str_of(id)}, {S("arrived_day"), day}, {S("note"), note}};
	struct flow_in in = {.kind = &contact_kind,
		.step = kind_step(&contact_kind, S("new")),
		.unit = unit,
		.values = {values, 3}};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}
