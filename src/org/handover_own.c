/* handover_own.c — what org/ itself ties to a person: posts, pairings, role grants, proxies. */
#include "base/bug.h"
#include "base/vec.h"
#include "core/actor.h"
#include "core/note.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/handover.h"
#include "org/org.h"

struct items {
	struct handover_item *at;
	size_t n, room;
};

static struct str day_str(struct ctx *cx, struct day d)
{
	char text[DAY_TEXT];
	return str_dup(cx->a, str_of(day_text(d, text)));
}

/* Steps of the kind, in the words of the handover. */
static enum flow_code step(struct ctx *cx, const struct flow_in *in, rid *made)
{
	struct flow_out out;
	enum flow_code code = flow_apply(cx, in, &out);
	if (code == FLOW_OK && made)
		*made = out.id;
	return code;
}

/* It ends the day before the handover. */
static enum flow_code end_it(
	struct ctx *cx, const struct kind *k, const struct handover_in *in, rid rec)
{
	struct input v[] = {{S("until_day"), day_str(cx, day_add(in->day, -1))}};
	return step(cx,
		&(struct flow_in){.kind = k,
			.step = kind_step(k, S("end")),
			.id = rec,
			.values = {v, NELEM(v)},
			.reason = in->note},
		NULL);
}

static void say(struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	char text[DAY_TEXT];
	struct str successor = tree_person_name(cx, in->successor);
	if (i->what == HANDOVER_END)
		i->result = str_fmt(cx->a, "%s 结束", day_text(day_add(in->day, -1), text));
	else
		i->result = str_fmt(
			cx->a, "%s 起由%.*s接任", day_text(in->day, text), STR_ARG(successor));
}

/* ---- posts ---- */

static bool is_rank(struct str post)
{
	return str_eq(post, S("officer")) || str_eq(post, S("auxiliary"));
}

static int list_posts(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT a.id, a.unit, a.post, a.from_day, c.label, u.name FROM appointment a "
		"LEFT JOIN code c ON c.code_set = 'post' AND c.code = a.post "
		"JOIN unit u ON u.id = a.unit WHERE a.person = ? AND a.state = 'active' "
		"AND (a.until_day IS NULL OR a.until_day >= ?) ORDER BY c.sort, a.id");
	db_rid(s, 1, person);
	db_day(s, 2, day);
	while (db_step(s) == DB_ROW) {
		struct str unit = db_col_text(s, 5);
		struct str post = db_col_text(s, 4);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.own = is_rank(db_col_text(s, 2)),
			.from = db_col_day(s, 3),
			.title = str_fmt(cx->a, "%.*s · %.*s", STR_ARG(unit), STR_ARG(post))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static bool holds_post(struct ctx *cx, rid person, rid unit, struct str post, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM appointment WHERE person = ? AND unit = ? AND post = ? AND "
		"(until_day IS NULL OR until_day >= ?)");
	db_rid(s, 1, person);
	db_rid(s, 2, unit);
	db_text(s, 3, post);
	db_day(s, 4, day);
	return db_one_int(s, 0) > 0;
}

static enum flow_code act_post(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct appointment_row *a = rec_load(cx, &appointment_kind, i->rec);
	enum flow_code code = end_it(cx, &appointment_kind, in, i->rec);
	say(cx, in, i);
	if (code != FLOW_OK || i->what == HANDOVER_END)
		return code;
	if (holds_post(cx, in->successor, i->unit, a->post, in->day)) {
		i->result = S("接任人已有这个岗位，只免去原任");
		return FLOW_OK;
	}
	struct input v[] = {
		{S("person"), str_fmt(cx->a, "%lld", (long long)in->successor.n)},
		{S("post"), a->post},
		{S("from_day"), day_str(cx, in->day)},
		{S("until_day"), a->until_day.n > in->day.n ? day_str(cx, a->until_day) : STR_NONE},
	};
	return step(cx,
		&(struct flow_in){.kind = &appointment_kind,
			.step = kind_step(&appointment_kind, S("new")),
			.unit = i->unit,
			.values = {v, NELEM(v)}},
		&i->made);
}

const struct handover_source handover_posts = {
	.code = "post", .label = "任职", .list = list_posts, .act = act_post};

/* ---- pairings ---- */

static int list_pairings(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT p.id, p.unit, p.from_day, c.label, u.name FROM pairing p "
		"LEFT JOIN code c ON c.code_set = 'pairing_kind' AND c.code = p.kind "
		"JOIN unit u ON u.id = p.unit WHERE p.leader = ? AND p.state = 'active' "
		"AND (p.until_day IS NULL OR p.until_day >= ?) ORDER BY u.sort, p.id");
	db_rid(s, 1, person);
	db_day(s, 2, day);
	while (db_step(s) == DB_ROW) {
		struct str unit = db_col_text(s, 4);
		struct str tie = db_col_text(s, 3);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = db_col_day(s, 2),
			.title = str_fmt(cx->a, "%.*s · %.*s", STR_ARG(unit), STR_ARG(tie))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static enum flow_code act_pairing(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct pairing_row *p = rec_load(cx, &pairing_kind, i->rec);
	enum flow_code code = end_it(cx, &pairing_kind, in, i->rec);
	say(cx, in, i);
	if (code != FLOW_OK || i->what == HANDOVER_END)
		return code;
	struct input v[] = {
		{S("leader"), str_fmt(cx->a, "%lld", (long long)in->successor.n)},
		{S("kind"), p->kind},
		{S("from_day"), day_str(cx, in->day)},
	};
	return step(cx,
		&(struct flow_in){.kind = &pairing_kind,
			.step = kind_step(&pairing_kind, S("new")),
			.unit = i->unit,
			.values = {v, NELEM(v)}},
		&i->made);
}

const struct handover_source handover_pairings = {
	.code = "pairing", .label = "包联", .list = list_pairings, .act = act_pairing};

/* ---- role grants ---- */

static int list_grants(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT g.id, g.unit, g.role, g.from_day, r.label, u.name FROM role_grant g "
		"JOIN role r ON r.code = g.role JOIN unit u ON u.id = g.unit "
		"WHERE g.person = ? AND g.state <> 'ended' "
		"AND (g.until_day IS NULL OR g.until_day >= ?) ORDER BY g.id");
	db_rid(s, 1, person);
	db_day(s, 2, day);
	while (db_step(s) == DB_ROW) {
		struct str unit = db_col_text(s, 5);
		struct str role = db_col_text(s, 4);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.own = str_eq(db_col_text(s, 2), S("officer")),
			.from = db_col_day(s, 3),
			.title = str_fmt(cx->a, "%.*s · %.*s", STR_ARG(unit), STR_ARG(role))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

/* Taking a right away needs no second administrator; giving one does. */
static enum flow_code end_grant(struct ctx *cx, const struct handover_in *in, rid id)
{
	const struct role_grant_row *before = rec_load(cx, &role_grant_kind, id);
	struct role_grant_row after = *before;
	after.until_day = day_add(in->day, -1);
	after.head.state = GRANT_ENDED;
	if (after.until_day.n < after.from_day.n)
		after.until_day = after.from_day;
	enum flow_code code = rec_update(cx, &role_grant_kind, &after);
	return code == FLOW_OK
		       ? flow_seal(cx, &role_grant_kind, before, &after, "handover", in->note)
		       : code;
}

static enum flow_code tell_granters(struct ctx *cx, rid grant, struct str title)
{
	struct {
		rid *at;
		size_t n, room;
	} who = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT g.person FROM role_grant g JOIN role r ON r.code = g.role "
		"WHERE ' ' || r.perms || ' ' LIKE '% grant.admin %' AND g.state = 'active' AND "
		"g.from_day <= ? AND (g.until_day IS NULL OR g.until_day >= ?)");
	db_day(s, 1, cx->today);
	db_day(s, 2, cx->today);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &who) = db_col_rid(s, 0);
	db_done(s);
	enum flow_code code = FLOW_OK;
	for (size_t i = 0; i < who.n && code == FLOW_OK; i++)
		code = note_send(cx, who.at[i], S("role_grant"), grant,
			str_fmt(cx->a, "交接后等您授权：%.*s", STR_ARG(title)), STR_NONE);
	return code;
}

static enum flow_code give_grant(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i, struct str role)
{
	struct role_grant_row *g = kind_row(&role_grant_kind, cx->a);
	bool follows = i->what == HANDOVER_END; /* one's own role goes along to the new unit */
	g->head.unit = follows ? in->to_unit : i->unit;
	g->person = follows ? in->person : in->successor;
	bool may = actor_may(cx, "grant.admin", g->head.unit) && g->person.n != cx->who->person.n;
	g->head.state = may ? GRANT_ACTIVE : GRANT_ASKED;
	g->role = role;
	g->from_day = in->day;
	role_grant_kind.check(cx, g);
	if (cx->errs->n)
		return FLOW_INVALID;
	enum flow_code code = rec_insert(cx, &role_grant_kind, g);
	i->made = g->head.id;
	if (code == FLOW_OK)
		code = flow_seal(cx, &role_grant_kind, NULL, g, may ? "new" : "ask", in->note);
	if (code != FLOW_OK || may)
		return code;
	i->result = str_fmt(cx->a, "%.*s，等安全管理员授权", STR_ARG(i->result));
	struct str holder = tree_person_name(cx, g->person);
	return tell_granters(
		cx, g->head.id, str_fmt(cx->a, "%.*s · %.*s", STR_ARG(holder), STR_ARG(i->title)));
}

static bool has_grant(struct ctx *cx, rid person, rid unit, struct str role, struct day day)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT count(*) FROM role_grant WHERE person = ? AND unit = ? AND role = ? AND "
		"state <> 'ended' AND (until_day IS NULL OR until_day >= ?)");
	db_rid(s, 1, person);
	db_rid(s, 2, unit);
	db_text(s, 3, role);
	db_day(s, 4, day);
	return db_one_int(s, 0) > 0;
}

static enum flow_code act_grant(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct role_grant_row *g = rec_load(cx, &role_grant_kind, i->rec);
	enum flow_code code = end_grant(cx, in, i->rec);
	say(cx, in, i);
	bool follows = i->own && in->why == HANDOVER_MOVE;
	if (follows)
		i->result = S("随人到新单位");
	if (code != FLOW_OK || (i->what == HANDOVER_END && !follows))
		return code;
	if (i->what == HANDOVER_GIVE && has_grant(cx, in->successor, i->unit, g->role, in->day)) {
		i->result = S("接任人已有这个角色，只收回原有授权");
		return FLOW_OK;
	}
	return give_grant(cx, in, i, g->role);
}

const struct handover_source handover_grants = {
	.code = "grant", .label = "角色", .list = list_grants, .act = act_grant};

/* ---- proxies ---- */

static int list_proxies(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	struct items v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT x.id, x.unit, x.from_day, p.name, d.name, x.person FROM proxy x "
		"JOIN person p ON p.id = x.person JOIN person d ON d.id = x.deputy "
		"WHERE (x.person = ? OR x.deputy = ?) AND x.state = 'active' AND x.until_day >= ? "
		"ORDER BY x.id");
	db_rid(s, 1, person);
	db_rid(s, 2, person);
	db_day(s, 3, day);
	while (db_step(s) == DB_ROW) {
		struct str away = db_col_text(s, 3);
		struct str deputy = db_col_text(s, 4);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = db_col_day(s, 2),
			.own = db_col_rid(s, 5).n == person.n,
			.title = str_fmt(
				cx->a, "%.*s请假，由%.*s代理", STR_ARG(away), STR_ARG(deputy))};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static enum flow_code act_proxy(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct proxy_row *p = rec_load(cx, &proxy_kind, i->rec);
	struct proxy_row after = *p, *next = kind_row(&proxy_kind, cx->a);
	after.until_day = day_add(in->day, -1);
	after.head.state = 1;
	if (after.until_day.n < after.from_day.n)
		after.until_day = after.from_day;
	enum flow_code code = rec_update(cx, &proxy_kind, &after);
	if (code == FLOW_OK)
		code = flow_seal(cx, &proxy_kind, p, &after, "handover", in->note);
	say(cx, in, i);
	if (code != FLOW_OK || i->what == HANDOVER_END)
		return code;
	*next = *p;
	next->head.id = RID_NONE;
	next->deputy = in->successor;
	next->from_day = in->day.n > p->from_day.n ? in->day : p->from_day;
	proxy_kind.check(cx, next);
	if (cx->errs->n)
		return FLOW_INVALID;
	code = rec_insert(cx, &proxy_kind, next);
	i->made = next->head.id;
	return code == FLOW_OK ? flow_seal(cx, &proxy_kind, NULL, next, "new", in->note) : code;
}

const struct handover_source handover_proxies = {
	.code = "proxy", .label = "请假代理", .list = list_proxies, .act = act_proxy};
