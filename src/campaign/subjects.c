/* subjects.c — see subjects.h. */
#include "campaign/subjects.h"
#include "base/bug.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "plan/squad.h"

bool subjects_are_living(enum rule_subject whose)
{
	return whose == SUBJECT_LEADER || whose == SUBJECT_TEAM;
}

/* ---- leaders ---- */

/* In post: not gone, and where posts are kept of him, one that holds. Who only keeps in touch for
 * his unit (联络员) holds none by that. */
#define IN_POST                                                                                    \
	" AND (w.until_day IS NULL OR w.until_day >= ?) AND (NOT EXISTS (SELECT 1 FROM "           \
	"appointment a WHERE a.person = w.id AND a.post <> 'liaison') OR EXISTS (SELECT 1 FROM "   \
	"appointment a WHERE a.person = w.id AND a.post <> 'liaison' AND a.from_day <= ? AND "     \
	"(a.until_day IS NULL OR a.until_day >= ?)))"

static int leaders_on(
	struct ctx *cx, const struct campaign_row *c, struct day day, struct part **out)
{
	VEC(struct part) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT DISTINCT p.leader, w.unit FROM pairing p JOIN person w ON w.id = p.leader "
		"WHERE p.kind = 'contract' AND p.from_day <= ? AND (p.until_day IS NULL OR "
		"p.until_day >= ?)" IN_POST " ORDER BY 1");
	for (int i = 1; i <= 5; i++)
		db_day(s, i, day);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct part){.unit = db_col_rid(s, 1),
			.to = c->office,
			.person = db_col_rid(s, 0),
			.role = ROLE_RESP};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static int squads_on(
	struct ctx *cx, const struct campaign_row *c, struct day day, struct part **out)
{
	VEC(struct part) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT q.id, w.unit FROM squad q JOIN person w ON w.id = q.leader WHERE "
		"q.campaign = ? AND q.from_day <= ? AND (q.until_day IS NULL OR q.until_day >= ?) "
		"ORDER BY 1");
	db_rid(s, 1, c->head.id);
	db_day(s, 2, day);
	db_day(s, 3, day);
	while (db_step(s) == DB_ROW)
		*vec_add(cx->a, &v) = (struct part){.unit = db_col_rid(s, 1),
			.to = c->office,
			.squad = db_col_rid(s, 0),
			.role = ROLE_RESP};
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

int subjects_on(struct ctx *cx, const struct campaign_row *c, enum rule_subject whose,
	struct day day, struct part **out)
{
	*out = NULL;
	if (whose == SUBJECT_TEAM)
		return squads_on(cx, c, day, out);
	return whose == SUBJECT_LEADER ? leaders_on(cx, c, day, out) : 0;
}

static struct day later(struct day x, struct day y)
{
	return x.n > y.n ? x : y;
}

static struct str say(struct ctx *cx, struct day day, const char *what, struct str of)
{
	char text[DAY_TEXT];
	return str_fmt(cx->a, "%s %s%.*s", day_text(day, text), what, STR_ARG(of));
}

/* The first of what holds on `day`, by the later of its beginning and its entry. */
static struct subject_fact first_of(struct ctx *cx, struct stmt *s, const char *what)
{
	struct subject_fact f = {.day = DAY_NONE};
	while (db_step(s) == DB_ROW) {
		struct day from = db_col_day(s, 0);
		struct day known = later(from, stamp_day(db_col_stamp(s, 1)));
		if (day_is_set(f.day) && f.day.n <= known.n)
			continue;
		f.day = known;
		f.why = say(cx, from, what, db_col_text(s, 2));
	}
	db_done(s);
	return f;
}

static struct subject_fact squad_since(struct ctx *cx, rid squad)
{
	const struct squad_row *q = rec_need(cx, &squad_kind, squad);
	return (struct subject_fact){later(q->from_day, stamp_day(q->head.made)),
		say(cx, q->from_day, "起组建", q->name)};
}

struct subject_fact subjects_since(struct ctx *cx, const struct part *p, struct day day)
{
	if (p->squad.n)
		return squad_since(cx, p->squad);
	struct stmt *paired = db_prep(cx->db,
		"SELECT p.from_day, p.made, u.name FROM pairing p JOIN unit u ON u.id = p.unit "
		"WHERE p.leader = ? AND p.kind = 'contract' AND p.from_day <= ? AND (p.until_day "
		"IS NULL OR p.until_day >= ?) ORDER BY p.from_day, p.id");
	struct stmt *posts = db_prep(cx->db,
		"SELECT a.from_day, a.made, u.name FROM appointment a JOIN unit u ON u.id = a.unit "
		"WHERE a.person = ? AND a.post <> 'liaison' AND a.from_day <= ? AND (a.until_day "
		"IS NULL OR a.until_day >= ?) ORDER BY a.from_day, a.id");
	struct stmt *const both[] = {paired, posts};
	for (size_t i = 0; i < NELEM(both); i++) {
		db_rid(both[i], 1, p->person);
		db_day(both[i], 2, day);
		db_day(both[i], 3, day);
	}
	struct subject_fact pair = first_of(cx, paired, "起包联");
	struct subject_fact post = first_of(cx, posts, "起任职于");
	return day_is_set(post.day) && post.day.n > pair.day.n ? post : pair;
}

/* The last day of what ended, where nothing of it holds on `day`. `s` gives each one's first and
 * last day. */
static struct day ended(struct stmt *s, struct day day)
{
	struct day last = DAY_NONE;
	bool holds = false;
	while (db_step(s) == DB_ROW) {
		struct day from = db_col_day(s, 0), until = db_col_day(s, 1);
		holds |= from.n <= day.n && (!day_is_set(until) || until.n >= day.n);
		if (day_is_set(until) && until.n < day.n)
			last = day_is_set(last) ? later(last, until) : until;
	}
	db_done(s);
	return holds ? DAY_NONE : last;
}

static void end_at(struct ctx *cx, struct subject_fact *f, struct day last, const char *what)
{
	if (!day_is_set(last) || (day_is_set(f->day) && f->day.n <= last.n + 1))
		return;
	f->day = day_add(last, 1);
	f->why = say(cx, last, what, STR_NONE);
}

struct subject_fact subjects_left(struct ctx *cx, const struct part *p, struct day day)
{
	struct subject_fact f = {.day = DAY_NONE};
	if (p->squad.n) {
		const struct squad_row *q = rec_need(cx, &squad_kind, p->squad);
		end_at(cx, &f, q->until_day, "督导组结束");
		return f;
	}
	const struct person_row *w = rec_load(cx, &person_kind, p->person);
	struct stmt *paired = db_prep(cx->db, "SELECT from_day, until_day FROM pairing WHERE "
					      "leader = ? AND kind = 'contract'");
	struct stmt *posts = db_prep(cx->db, "SELECT from_day, until_day FROM appointment WHERE "
					     "person = ? AND post <> 'liaison'");
	db_rid(paired, 1, p->person);
	db_rid(posts, 1, p->person);
	if (w && day_is_set(w->until_day) && w->until_day.n < day.n)
		end_at(cx, &f, w->until_day, "离岗");
	end_at(cx, &f, ended(paired, day), "包联结束");
	end_at(cx, &f, ended(posts, day), "任职结束");
	return f;
}
