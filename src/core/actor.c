/* actor.c — see actor.h. */
#include "core/actor.h"
#include "base/bug.h"
#include "core/setting.h"
#include "core/tree.h"
#include "store/sql.h"

const struct actor *actor_system(void)
{
	static const struct actor system = {
		.login = {"system", 6},
		.name = {"系统", 6},
		.look = {"light", 5},
		.is_system = true,
	};
	return &system;
}

const struct actor *actor_nobody(void)
{
	static const struct actor nobody = {.look = {"light", 5}};
	return &nobody;
}

static bool has_word(struct str words, struct str word)
{
	while (words.n)
		if (str_eq(str_cut(&words, S(" ")), word))
			return true;
	return false;
}

/* Own grants, and those of the people for whom this one stands in today. */
static struct stmt *grants_of(struct ctx *cx, rid person)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT g.role, r.perms, g.unit, u.parent IS NULL AND u.kind <> 'external', "
		"g.person "
		"FROM role_grant g "
		"JOIN role r ON r.code = g.role JOIN unit u ON u.id = g.unit "
		"WHERE (g.person = ? OR g.person IN (SELECT p.person FROM proxy p WHERE "
		"p.deputy = ? AND p.from_day <= ? AND p.until_day >= ?)) "
		"AND g.state <> 'asked' "
		"AND g.from_day <= ? AND (g.until_day IS NULL OR g.until_day >= ?) "
		"ORDER BY g.person, g.id");
	db_rid(s, 1, person);
	db_rid(s, 2, person);
	for (int i = 3; i <= 6; i++)
		db_day(s, i, cx->today);
	return s;
}

static void load_grants(struct ctx *cx, struct actor *who)
{
	struct stmt *s = grants_of(cx, who->person);
	who->grants = arena_array(cx->a, ACTOR_MAX_GRANTS, sizeof *who->grants);
	while (who->n_grants < ACTOR_MAX_GRANTS && db_step(s) == DB_ROW) {
		struct grant *g = &who->grants[who->n_grants++];
		rid person = db_col_rid(s, 4);
		g->role = str_dup(cx->a, db_col_text(s, 0));
		g->perms = str_dup(cx->a, db_col_text(s, 1));
		g->unit = db_col_rid(s, 2);
		g->is_root = db_col_int(s, 3) != 0;
		g->for_person = person.n == who->person.n ? RID_NONE : person;
	}
	db_done(s);
}

const struct actor *actor_load(struct ctx *cx, rid account)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT a.person, p.unit, a.login, p.name, a.look, a.lang, a.must_change = 1 OR "
		"a.password_at < ? FROM account a "
		"JOIN person p ON p.id = a.person WHERE a.id = ? AND a.state = 'open' "
		"AND (p.until_day IS NULL OR p.until_day >= ?)");
	int64_t days = setting_int(cx, S("login.password_days"));
	db_int(s, 1, days ? cx->now.ms - days * DAY_MS : 0);
	db_rid(s, 2, account);
	db_day(s, 3, cx->today);
	if (db_step(s) != DB_ROW) {
		db_done(s);
		return NULL;
	}
	struct actor *who = arena_new(cx->a, struct actor);
	who->account = account;
	who->person = db_col_rid(s, 0);
	who->unit = db_col_rid(s, 1);
	who->login = str_dup(cx->a, db_col_text(s, 2));
	who->name = str_dup(cx->a, db_col_text(s, 3));
	who->look = str_dup(cx->a, db_col_text(s, 4));
	who->lang = str_dup(cx->a, db_col_text(s, 5));
	who->must_change = db_col_int(s, 6) != 0;
	db_done(s);
	load_grants(cx, who);
	return who;
}

bool actor_may(struct ctx *cx, const char *perm, rid unit)
{
	const struct actor *who = cx->who;
	/* A look at a past day is a look: nothing can be done from it. */
	if (cx->past && unit.n && !str_ends(str_of(perm), S(".read")))
		return false;
	if (who->is_system)
		return true;
	for (int i = 0; i < who->n_grants; i++) {
		const struct grant *g = &who->grants[i];
		if (!has_word(g->perms, str_of(perm)))
			continue;
		if (unit.n == 0 || g->is_root || tree_is_under(cx, unit, g->unit))
			return true;
	}
	return false;
}

bool actor_may_one(struct ctx *cx, const char *perms)
{
	struct str rest = str_of(perms);
	while (rest.n)
		if (actor_may(cx, str_c(cx->a, str_cut(&rest, S(" "))), RID_NONE))
			return true;
	return false;
}

bool actor_has_role(const struct actor *who, struct str role)
{
	for (int i = 0; i < who->n_grants; i++)
		if (str_eq(who->grants[i].role, role))
			return true;
	return false;
}

/* The distinct units at which the permission is held; -1 where it reaches everything. */
static int reach(struct ctx *cx, const char *perm, rid units[static ACTOR_MAX_GRANTS])
{
	const struct actor *who = cx->who;
	int n = 0;
	for (int i = 0; i < who->n_grants; i++) {
		const struct grant *g = &who->grants[i];
		if (!has_word(g->perms, str_of(perm)))
			continue;
		if (g->is_root)
			return -1;
		bool seen = false;
		for (int k = 0; k < n; k++)
			seen |= units[k].n == g->unit.n;
		if (!seen)
			units[n++] = g->unit;
	}
	return n;
}

int actor_reach(struct ctx *cx, const char *perm)
{
	rid units[ACTOR_MAX_GRANTS];
	return cx->who->is_system ? -1 : reach(cx, perm, units);
}

static bool is_leaf(struct ctx *cx, rid unit)
{
	struct stmt *s = db_prep(cx->db, "SELECT 1 FROM unit WHERE parent = ? LIMIT 1");
	db_rid(s, 1, unit);
	return db_one_int(s, 0) == 0;
}

static void under_units(struct sql *q, const char *col, const rid *units, int n)
{
	sql_name(q, col);
	sql_lit(q, " IN (SELECT unit FROM unit_up WHERE anc IN (");
	for (int i = 0; i < n; i++) {
		if (i)
			sql_lit(q, ",");
		sql_rid(q, units[i]);
	}
	sql_lit(q, "))");
}

void actor_scope(struct ctx *cx, struct sql *q, const char *perm, const char *const *cols)
{
	rid units[ACTOR_MAX_GRANTS];
	int n = cx->who->is_system ? -1 : reach(cx, perm, units);
	if (n <= 0 || cols[0] == NULL) {
		if (n < 0)
			sql_lit(q, "1=1");
		else
			sql_lit(q, "1=0");
		return;
	}
	/* One unit without children is the common case of a liaison: an index on the column serves
	 * it. */
	bool one = n == 1 && is_leaf(cx, units[0]);
	sql_lit(q, "(");
	for (int i = 0; cols[i]; i++) {
		if (i)
			sql_lit(q, " OR ");
		if (one) {
			sql_name(q, cols[i]);
			sql_lit(q, " = ");
			sql_rid(q, units[0]);
		} else {
			under_units(q, cols[i], units, n);
		}
	}
	sql_lit(q, ")");
}
