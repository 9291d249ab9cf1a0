/* team.c — see team.h. */
#include "org/team.h"
#include "base/buf.h"
#include "base/vec.h"
#include "core/tree.h"
#include "org/unit_list.h"

enum { HEIGHT = 16 };

/* Posts at the bureau and in its Party committee, the Party's first. */
static struct str posts_of(struct ctx *cx, rid person)
{
	struct buf b = buf_in(cx->a, 800);
	struct stmt *s = db_prep(cx->db,
		"SELECT c.label, u.kind FROM appointment a JOIN unit u ON u.id = a.unit "
		"JOIN code c ON c.code_set = 'post' AND c.code = a.post WHERE a.person = ? AND "
		"(u.id = ? OR (u.kind = 'party' AND u.parent = ?)) AND a.from_day <= ? AND "
		"(a.until_day IS NULL OR a.until_day >= ?) AND a.post <> 'liaison' "
		"ORDER BY u.kind DESC, u.sort, c.sort, a.id");
	rid top = tree_top(cx);
	db_rid(s, 1, person);
	db_rid(s, 2, top);
	db_rid(s, 3, top);
	db_day(s, 4, cx->today);
	db_day(s, 5, cx->today);
	while (db_step(s) == DB_ROW) {
		struct str post = db_col_text(s, 0);
		if (str_has(buf_view(&b), post))
			continue;
		bool party = str_eq(db_col_text(s, 1), S("party")) && !str_has(post, S("党"));
		buf_fmt(&b, "%s%s%.*s", b.n ? "、" : "", party ? "党委" : "", STR_ARG(post));
	}
	db_done(s);
	return buf_view(&b);
}

static void add(struct ctx *cx, struct str *to, struct str name)
{
	*to = to->n ? str_fmt(cx->a, "%.*s、%.*s", STR_ARG(*to), STR_ARG(name)) : name;
}

static bool by_function(struct ctx *cx, const struct unit_pairing *p)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT 1 FROM code WHERE code_set = 'pairing_kind' AND code = 'contact' AND "
		"label = ?");
	db_text(s, 1, p->kind);
	return db_one_int(s, 0) != 0;
}

int team_list(struct ctx *cx, struct team_line **out)
{
	VEC(struct team_line) v = {0};
	struct unit_post *at;
	struct unit_pairing *p;
	int n = unit_list_posts(cx, tree_top(cx), &at);
	int k = unit_list_pairings(cx, RID_NONE, &p);
	for (int i = 0; i < n; i++) {
		bool again = false;
		for (size_t j = 0; j < v.n; j++)
			again |= v.at[j].person.n == at[i].person.n;
		if (again)
			continue;
		struct team_line *l = vec_add(cx->a, &v);
		*l = (struct team_line){.person = at[i].person,
			.name = at[i].name,
			.posts = posts_of(cx, at[i].person)};
		for (int j = 0; j < k; j++)
			if (p[j].leader.n == l->person.n)
				add(cx, by_function(cx, &p[j]) ? &l->function : &l->area,
					p[j].unit_name);
	}
	*out = v.at;
	return (int)v.n;
}

bool team_leader(struct ctx *cx, rid unit, struct team_leader *out)
{
	for (int i = 0; i < HEIGHT && unit.n; i++, unit = tree_parent(cx, unit)) {
		struct unit_pairing *p;
		if (unit_list_pairings(cx, unit, &p) == 0)
			continue;
		*out = (struct team_leader){
			p[0].leader, unit, p[0].leader_name, p[0].kind, p[0].unit_name};
		return true;
	}
	return false;
}

int team_without(struct ctx *cx, struct team_bare **out)
{
	VEC(struct team_bare) v = {0};
	struct unit_line *u;
	struct team_leader l;
	rid top = tree_top(cx);
	int n = unit_list(cx, &u);
	for (int i = 0; i < n; i++) {
		struct unit_info info;
		if (u[i].outside || u[i].id.n == top.n || !tree_unit(cx, u[i].id, &info) ||
			str_eq(info.kind, S("party")) || team_leader(cx, u[i].id, &l))
			continue;
		*vec_add(cx->a, &v) = (struct team_bare){u[i].id, u[i].name};
	}
	*out = v.at;
	return (int)v.n;
}
