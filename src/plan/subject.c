/* subject.c — see subject.h. */
#include "plan/subject.h"
#include "base/bug.h"
#include "base/scan.h"
#include "base/vec.h"
#include "core/rec.h"
#include "org/org.h"

/* 各牵头单位 asks the leads, 各责任单位 everybody who leads or is responsible. */
static bool says(struct str name, const struct str *words, size_t n)
{
	if (str_starts(name, S("各")))
		name = str_from(name, S("各").n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, words[i]))
			return true;
	return false;
}

static bool says_leads(struct str name)
{
	static const struct str words[] = {SCAN_W("牵头单位"), SCAN_W("牵头部门"),
		SCAN_W("牵头科室"), SCAN_W("主办单位"), SCAN_W("主办部门")};
	return says(name, words, NELEM(words));
}

static bool says_owners(struct str name)
{
	static const struct str words[] = {SCAN_W("责任单位"), SCAN_W("责任部门"),
		SCAN_W("责任科室"), SCAN_W("承办单位"), SCAN_W("承办部门")};
	return says(name, words, NELEM(words));
}

rid subject_find(struct ctx *cx, const struct plan_row *p, struct str name)
{
	struct day day = day_is_set(p->issue_day) ? p->issue_day : cx->today;
	rid unit = plan_find_unit(cx, name, day, p->campaign);
	if (unit.n)
		return unit;
	struct stmt *s = db_prep(cx->db,
		"SELECT max(u.unit) FROM measure_unit u JOIN measure m ON m.id = u.measure WHERE "
		"m.plan = ? AND u.phrase = ? AND u.unit IS NOT NULL");
	db_rid(s, 1, p->head.id);
	db_text(s, 2, name);
	return (rid){db_one_int(s, 0)};
}

bool subject_is_of_plan(struct str name)
{
	return says_leads(name) || says_owners(name);
}

/* A name that somebody settled as the group of that name says it too. */
static struct str name_of(struct ctx *cx, const struct measure_unit *u)
{
	const struct unit_group_row *g = u->grp.n ? rec_load(cx, &unit_group_kind, u->grp) : NULL;
	return g && !subject_is_of_plan(u->phrase) ? g->name : u->phrase;
}

static int add(rid *out, int n, rid unit)
{
	for (int i = 0; i < n; i++)
		if (out[i].n == unit.n)
			return n;
	if (n < SUBJECT_UNITS)
		out[n++] = unit;
	return n;
}

/* What the measures of the plan name: units, and groups that have members of their own. */
static int of_plan(struct ctx *cx, rid plan, bool leads, struct day day, rid *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT u.unit, u.grp, t.sort FROM measure_unit u JOIN measure m ON m.id "
		"= u.measure LEFT JOIN unit t ON t.id = u.unit WHERE m.plan = ? AND m.state <> "
		"'cancelled' AND (u.role = 'lead' OR u.role = ?) ORDER BY t.sort, u.unit, u.grp");
	rid *members = arena_array(cx->a, SUBJECT_UNITS, sizeof *members);
	VEC(rid) groups = {0};
	int n = 0;
	db_rid(s, 1, plan);
	db_text(s, 2, leads ? S("lead") : S("resp"));
	while (db_step(s) == DB_ROW) {
		if (db_col_rid(s, 0).n)
			n = add(out, n, db_col_rid(s, 0));
		else if (db_col_rid(s, 1).n)
			*vec_add(cx->a, &groups) = db_col_rid(s, 1);
	}
	db_done(s);
	for (size_t g = 0; g < groups.n; g++) {
		int k = org_group_members(cx, groups.at[g], day, members, SUBJECT_UNITS);
		for (int i = 0; i < k; i++)
			n = add(out, n, members[i]);
	}
	return n;
}

int subject_units(struct ctx *cx, rid plan, const struct measure_unit *u, struct day day,
	rid out[static SUBJECT_UNITS])
{
	if (u->unit.n) {
		out[0] = u->unit;
		return 1;
	}
	int n = u->grp.n ? org_group_members(cx, u->grp, day, out, SUBJECT_UNITS) : 0;
	if (n)
		return n;
	struct str name = name_of(cx, u);
	return subject_is_of_plan(name) ? of_plan(cx, plan, says_leads(name), day, out) : 0;
}
