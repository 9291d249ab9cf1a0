/* persons.c — see persons.h. */
#include "plan/persons.h"
#include "base/bug.h"
#include "base/scan.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/subject.h"

enum asks { ASKS_NOBODY, ASKS_TEAM, ASKS_CHARGE, ASKS_HEAD };

static const struct {
	struct str word;
	enum asks asks;
} ends[] = {
	{SCAN_W("党委班子成员"), ASKS_TEAM},
	{SCAN_W("领导班子成员"), ASKS_TEAM},
	{SCAN_W("班子成员"), ASKS_TEAM},
	{SCAN_W("党委委员"), ASKS_TEAM},
	{SCAN_W("分管负责同志"), ASKS_CHARGE},
	{SCAN_W("分管负责人"), ASKS_CHARGE},
	{SCAN_W("分管局领导"), ASKS_CHARGE},
	{SCAN_W("分管副局长"), ASKS_CHARGE},
	{SCAN_W("分管领导"), ASKS_CHARGE},
	{SCAN_W("主要负责同志"), ASKS_HEAD},
	{SCAN_W("主要负责人"), ASKS_HEAD},
	{SCAN_W("主要领导"), ASKS_HEAD},
	{SCAN_W("一把手"), ASKS_HEAD},
	{SCAN_W("负责人"), ASKS_HEAD},
};

/* What is asked, and of whom: 各单位 of 各单位主要负责人. */
static enum asks split(struct str name, struct str *whose)
{
	struct str rest = str_trim(name);
	for (size_t i = 0; i < NELEM(ends); i++) {
		if (!str_ends(rest, ends[i].word))
			continue;
		*whose = str_trim(str_first(rest, rest.n - ends[i].word.n));
		if (str_ends(*whose, S("的")))
			*whose = str_first(*whose, whose->n - S("的").n);
		return ends[i].asks;
	}
	return ASKS_NOBODY;
}

bool persons_named(struct str name)
{
	struct str whose;
	return split(name, &whose) != ASKS_NOBODY;
}

/* ---- of which units ---- */

struct units {
	rid *at;
	int n;
};

static void add_unit(struct units *u, rid unit)
{
	for (int i = 0; i < u->n; i++)
		if (u->at[i].n == unit.n)
			return;
	if (u->n < SUBJECT_UNITS)
		u->at[u->n++] = unit;
}

static bool is_bureau(struct str whose)
{
	static const struct str words[] = {SCAN_W("局"), SCAN_W("本局"), SCAN_W("县局"),
		SCAN_W("市局"), SCAN_W("分局"), SCAN_W("全局"), SCAN_W("局党委"), SCAN_W("党委"),
		SCAN_W("局领导"), SCAN_W("县公安局"), SCAN_W("县局党委")};
	for (size_t i = 0; i < NELEM(words); i++)
		if (str_eq(whose, words[i]))
			return true;
	return false;
}

/* The units that the measure names beside the persons. */
static void of_measure(
	struct ctx *cx, const struct plan_row *p, rid measure, struct day day, struct units *out)
{
	struct measure_unit *u;
	rid *units = arena_array(cx->a, SUBJECT_UNITS, sizeof *units);
	int n = plan_units(cx, measure, &u);
	for (int i = 0; i < n; i++) {
		if (u[i].role == ROLE_COOP || persons_named(u[i].phrase))
			continue;
		int k = subject_units(cx, p->head.id, &u[i], day, units);
		for (int m = 0; m < k; m++)
			add_unit(out, units[m]);
	}
}

static struct units units_of(struct ctx *cx, const struct plan_row *p, const struct measure_unit *u,
	struct str whose, struct day day)
{
	struct units out = {arena_array(cx->a, SUBJECT_UNITS, sizeof *out.at), 0};
	struct measure_unit like = {.role = ROLE_RESP, .phrase = whose};
	if (is_bureau(whose)) {
		add_unit(&out, tree_top(cx));
	} else if (whose.n == 0 || str_eq(whose, S("各"))) {
		of_measure(cx, p, u->measure, day, &out);
	} else {
		like.grp = org_group_find(cx, whose);
		if (like.grp.n == 0)
			like.unit = subject_find(cx, p, whose);
		out.n = subject_units(cx, p->head.id, &like, day, out.at);
	}
	return out;
}

/* ---- who ---- */

struct found {
	struct person_meant *at;
	size_t n, room;
};

static void add(struct ctx *cx, struct found *f, rid person, rid unit)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].person.n == person.n && (person.n || f->at[i].unit.n == unit.n))
			return;
	*vec_add(cx->a, f) = (struct person_meant){person, unit};
}

/* Who holds a post of the lead at the unit or in its Party committee. */
static void team_of(struct ctx *cx, rid unit, struct day day, struct found *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT a.person FROM appointment a JOIN unit u ON u.id = a.unit LEFT JOIN code c "
		"ON c.code_set = 'post' AND c.code = a.post WHERE (u.id = ? OR (u.kind = 'party' "
		"AND u.parent = ?)) AND a.post NOT IN ('liaison', 'officer', 'auxiliary') AND "
		"a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) "
		"ORDER BY c.sort, a.person");
	db_rid(s, 1, unit);
	db_rid(s, 2, unit);
	db_day(s, 3, day);
	db_day(s, 4, day);
	while (db_step(s) == DB_ROW)
		add(cx, out, db_col_rid(s, 0), unit);
	db_done(s);
}

/* The leader in charge of a unit, through what is above it where it has none of its own: 分工联系
 * before 包片 before 包联 (ORG-06). He owes it at his own unit. */
static bool charge_of(struct ctx *cx, rid unit, struct day day, struct found *out)
{
	enum { HEIGHT = 16 };
	rid leader = RID_NONE;
	for (int i = 0; i < HEIGHT && unit.n && leader.n == 0; i++, unit = tree_parent(cx, unit)) {
		struct stmt *s = db_prep(cx->db,
			"SELECT leader FROM pairing WHERE unit = ? AND from_day <= ? AND "
			"(until_day IS NULL OR until_day >= ?) ORDER BY CASE kind WHEN 'contact' "
			"THEN 0 WHEN 'area' THEN 1 ELSE 2 END, from_day, id LIMIT 1");
		db_rid(s, 1, unit);
		db_day(s, 2, day);
		db_day(s, 3, day);
		leader = (rid){db_one_int(s, 0)};
	}
	const struct person_row *w = leader.n ? rec_load(cx, &person_kind, leader) : NULL;
	if (w)
		add(cx, out, leader, w->head.unit);
	return w != NULL;
}

int persons_on(struct ctx *cx, const struct plan_row *p, const struct measure_unit *u,
	struct day day, struct person_meant **out)
{
	struct found f = {0};
	struct str whose = STR_NONE;
	enum asks asks = split(u->phrase, &whose);
	if (asks == ASKS_TEAM && whose.n == 0)
		whose = S("局");
	struct units at = {0};
	if (asks != ASKS_NOBODY)
		at = units_of(cx, p, u, whose, day);
	for (int i = 0; i < at.n; i++) {
		if (asks == ASKS_TEAM)
			team_of(cx, at.at[i], day, &f);
		else if (asks == ASKS_HEAD)
			add(cx, &f, tree_head(cx, at.at[i], day), at.at[i]);
		else if (!charge_of(cx, at.at[i], day, &f))
			add(cx, &f, RID_NONE, at.at[i]);
	}
	*out = f.at;
	return (int)f.n;
}
