/* chain.c — see chain.h: reading and handing over; the kind is kind_chain.c. */
#include "org/chain.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "org/org.h"
#include "org/unit_list.h"

const char *const chain_links[CHAIN_LINKS] = {
	"责任主体", "主要责任领导", "直接责任领导", "主要责任部门", "具体责任人"};

static rid of_unit(struct ctx *cx, rid unit)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT id FROM chain WHERE unit = ? AND state = 'active' ORDER BY id LIMIT 1");
	db_rid(s, 1, unit);
	return (rid){db_one_int(s, 0)};
}

/* The name of somebody who is still there. */
static struct str name_of(struct ctx *cx, rid person)
{
	const struct person_row *p = person.n ? rec_load(cx, &person_kind, person) : NULL;
	return p && p->head.state == 0 ? p->name : STR_NONE;
}

static struct str dept_name(struct ctx *cx, rid dept)
{
	const struct unit_row *u = dept.n ? rec_load(cx, &unit_kind, dept) : NULL;
	return u && u->head.state == 0 ? u->name : STR_NONE;
}

static struct chain_line line_of(struct ctx *cx, const struct unit_line *u)
{
	struct chain_line l = {.unit = u->id, .name = u->name, .chain = of_unit(cx, u->id)};
	const struct chain_row *c = l.chain.n ? rec_load(cx, &chain_kind, l.chain) : NULL;
	if (c) {
		l.at[CHAIN_BODY] = c->body;
		l.at[CHAIN_CHIEF] = name_of(cx, c->chief);
		l.at[CHAIN_DEPUTY] = name_of(cx, c->deputy);
		l.at[CHAIN_DEPT] = dept_name(cx, c->dept);
		l.at[CHAIN_PERSON] = name_of(cx, c->person);
	}
	if (c == NULL || c->chief.n == 0) {
		l.at[CHAIN_CHIEF] = u->head;
		l.follows = u->head.n > 0;
	}
	for (int i = 0; i < CHAIN_LINKS; i++)
		l.gaps += l.at[i].n == 0;
	return l;
}

int chain_list(struct ctx *cx, struct chain_line **out)
{
	VEC(struct chain_line) v = {0};
	struct unit_line *u;
	int n = unit_list(cx, &u);
	for (int i = 0; i < n; i++)
		if (!u[i].outside)
			*vec_add(cx->a, &v) = line_of(cx, &u[i]);
	*out = v.at;
	return (int)v.n;
}

bool chain_load(struct ctx *cx, rid unit, struct chain_line *out)
{
	struct unit_line *u;
	int n = unit_list(cx, &u);
	for (int i = 0; i < n; i++) {
		if (u[i].id.n != unit.n || u[i].outside)
			continue;
		*out = line_of(cx, &u[i]);
		return true;
	}
	return false;
}

/* ---- handing over ---- */

static int list_chains(struct ctx *cx, rid person, struct day day, struct handover_item **out)
{
	VEC(struct handover_item) v = {0};
	struct stmt *s = db_prep(cx->db,
		"SELECT c.id, c.unit, u.name, c.chief, c.deputy FROM chain c JOIN unit u ON "
		"u.id = c.unit WHERE c.state = 'active' AND (c.chief = ? OR c.deputy = ? OR "
		"c.person = ?) ORDER BY c.id");
	(void)day;
	for (int i = 1; i <= 3; i++)
		db_rid(s, i, person);
	while (db_step(s) == DB_ROW) {
		enum chain_link link = db_col_rid(s, 3).n == person.n   ? CHAIN_CHIEF
				       : db_col_rid(s, 4).n == person.n ? CHAIN_DEPUTY
									: CHAIN_PERSON;
		struct str unit = db_col_text(s, 2);
		*vec_add(cx->a, &v) = (struct handover_item){.rec = db_col_rid(s, 0),
			.unit = db_col_rid(s, 1),
			.from = DAY_NONE,
			.title = str_fmt(cx->a, "%.*s · %s", STR_ARG(unit), chain_links[link])};
	}
	db_done(s);
	*out = v.at;
	return (int)v.n;
}

static enum flow_code act_chain(
	struct ctx *cx, const struct handover_in *in, struct handover_item *i)
{
	const struct chain_row *before = rec_load(cx, &chain_kind, i->rec);
	if (before == NULL)
		return FLOW_WORLD;
	struct chain_row after = *before;
	rid to = i->what == HANDOVER_GIVE ? in->successor : RID_NONE;
	rid *const links[] = {&after.chief, &after.deputy, &after.person};
	for (int n = 0; n < 3; n++)
		if (links[n]->n == in->person.n)
			*links[n] = to;
	struct str successor = tree_person_name(cx, to);
	i->result = to.n ? str_fmt(cx->a, "改由%.*s负责", STR_ARG(successor))
			 : S("空缺，待重新确定");
	enum flow_code code = rec_update(cx, &chain_kind, &after);
	return code == FLOW_OK ? flow_seal(cx, &chain_kind, before, &after, "handover", in->note)
			       : code;
}

const struct handover_source handover_chains = {
	.code = "chain", .label = "责任链条", .list = list_chains, .act = act_chain};
