/* province.c — makes a synthetic province through the program's own verbs, and says what it cost.
 *
 *	province FILE [UNITS [MEASURES]]      1 500 units × 113 measures × 12 months by default
 *
 * The county preset is filled up with stations, a plan of monthly measures is read in, reviewed and
 * issued; then what was due before today is marked as accepted, but for one item in twenty. Prints
 * lines `name value`; the sign-ins it gives a password are in the last one. */
#include "base/bug.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/world.h"
#include "campaign/issue.h"
#include "duty/duty.h"
#include "duty/preset.h"
#include "org/account.h"
#include "org/org.h"
#include "org/preset.h"
#include "paper/doc.h"
#include "run/registry.h"
#include "sys/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PASSWORD S("province-2026-bench")

struct province {
	struct arena *a;
	struct clock clock;
	struct world *w;
	struct db *db;
	int units, measures;
	rid plan;
};

static double seconds(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct ctx *as(struct province *p, const char *login)
{
	struct ctx *cx = world_ctx(p->w, p->a, p->db);
	struct stmt *s = db_prep(p->db, "SELECT id FROM account WHERE login = ?");
	db_text(s, 1, str_of(login));
	rid account = {db_one_int(s, 0)};
	if (account.n)
		cx->who = actor_load(cx, account);
	return cx;
}

static void must(enum flow_code code, const struct ctx *cx, const char *what)
{
	if (code == FLOW_OK)
		return;
	fprintf(stderr, "province: %s: %s\n", what, flow_code_name(code));
	for (size_t i = 0; i < cx->errs->n && i < 5; i++)
		fprintf(stderr, "  %.*s\n", STR_ARG(cx->errs->at[i].text));
	exit(1);
}

static void open_world(struct province *p, const char *file, enum world_mode mode)
{
	struct str why;
	p->w = world_open(p->a, registry_parts(), &p->clock, file, mode, &why);
	if (p->w == NULL) {
		fprintf(stderr, "province: %.*s\n", STR_ARG(why));
		exit(1);
	}
	p->db = store_reader(p->w->store);
}

/* Its connections remember its own reads only: what was written before is read anew. */
static void reopen(struct province *p, const char *file)
{
	db_close(p->db);
	world_close(p->w);
	open_world(p, file, WORLD_USE);
}

static enum flow_code add_stations(struct ctx *cx, struct province *p)
{
	int64_t have = db_one_int(db_prep(cx->db, "SELECT count(*) FROM unit WHERE kind IN "
						  "('dept', 'branch', 'station')"),
		0);
	for (int64_t i = have; i < p->units; i++) {
		struct unit_row *u = kind_row(&unit_kind, cx->a);
		u->head.id = db_new_id(cx->db);
		u->head.unit = u->head.id;
		u->name = str_fmt(cx->a, "第%04lld派出所", (long long)i);
		u->level = S("station");
		u->kind = S("station");
		u->block = S("police");
		u->parent = tree_top(cx);
		u->sort = 1000 + i;
		u->from_day = day_of(2020, 1, 1);
		enum flow_code code = rec_insert(cx, &unit_kind, u);
		if (code == FLOW_OK)
			code = org_link_unit(cx, u->head.id);
		if (code != FLOW_OK)
			return code;
	}
	return FLOW_OK;
}

/* Somebody who reports for every unit: the bench's many clients. */
static enum flow_code add_reporter(struct ctx *cx)
{
	struct stmt *s = db_prep(cx->db, "SELECT person FROM account WHERE login = 'guchangning'");
	struct role_grant_row *g = kind_row(&role_grant_kind, cx->a);
	g->head.unit = tree_top(cx);
	g->person = (rid){db_one_int(s, 0)};
	g->role = S("liaison");
	g->from_day = day_of(2026, 1, 1);
	return rec_insert(cx, &role_grant_kind, g);
}

static enum flow_code fill(struct ctx *cx, void *arg)
{
	enum flow_code code = preset_base(cx);
	if (code == FLOW_OK)
		code = duty_preset(cx);
	if (code == FLOW_OK)
		code = preset_bureau(cx, "county");
	if (code == FLOW_OK)
		code = add_stations(cx, arg);
	return code == FLOW_OK ? add_reporter(cx) : code;
}

static struct str plan_words(struct province *p)
{
	struct buf b = buf_in(p->a, 1u << 20);
	buf_lit(&b, "安澜县公安局2026年专项工作方案\n\n一、工作措施\n");
	for (int i = 1; i <= p->measures; i++)
		buf_fmt(&b,
			"%d.推进作风建设，建立台账，逐条落实，把结果报送牵头单位。\n"
			"牵头单位：督察法制大队\n责任单位：全局各部门\n完成时限：每月25日前\n",
			i);
	return buf_view(&b);
}

static rid new_campaign(struct ctx *cx)
{
	struct flow_out out;
	rid office = tree_find(cx, S("“整作风”专项活动办公室"), cx->today);
	const struct input values[] = {{S("name"), S("全省专项工作 2026")},
		{S("type"), S("special")}, {S("from_day"), S("2026-01-01")},
		{S("until_day"), S("2026-12-31")},
		{S("office"), str_fmt(cx->a, "%lld", (long long)office.n)}};
	struct flow_in in = {.kind = &campaign_kind,
		.step = kind_step(&campaign_kind, S("new")),
		.unit = tree_top(cx),
		.values = {values, NELEM(values)}};
	must(flow_apply(cx, &in, &out), cx, "campaign");
	return out.id;
}

static void read_plan(struct province *p)
{
	struct ctx *cx = as(p, "xuwenxi");
	struct doc doc = doc_from_text(p->a, plan_words(p));
	struct plan_import in = {.campaign = new_campaign(cx),
		.doc = &doc,
		.source_name = S("province.txt"),
		.issue_day = day_of(2026, 1, 1)};
	double t = seconds(CLOCK_PROCESS_CPUTIME_ID);
	must(plan_import(cx, &in), cx, "import");
	printf("import_cpu_s %.2f\n", seconds(CLOCK_PROCESS_CPUTIME_ID) - t);
	p->plan = in.plan;
	struct flow_out out;
	struct flow_in step = {
		.kind = &plan_kind, .step = kind_step(&plan_kind, S("submit")), .id = in.plan};
	must(flow_apply(cx, &step, &out), cx, "submit");
}

/* Kilobytes of /proc/self/status. */
static long status_kb(const char *name)
{
	char line[128];
	long kb = 0;
	FILE *f = fopen("/proc/self/status", "r");
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			kb = strtol(line + strlen(name) + 1, NULL, 10);
	if (f)
		fclose(f);
	return kb;
}

static void show(void *arg, int64_t done, int64_t total)
{
	(void)arg;
	if (isatty(2))
		fprintf(stderr, "\r%lld / %lld ", (long long)done, (long long)total);
}

static void issue(struct province *p)
{
	struct issue_sum sum;
	struct ctx *cx = as(p, "990014");
	double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	struct issue_in in = {
		.plan = p->plan, .past = PAST_BEFORE, .why = S("一月的已在纸上办结"), .tick = show};
	must(issue_plan(cx, &in, &sum), cx, "issue");
	printf("dues %lld\nissue_s %.1f\nissue_cpu_s %.1f\npeak_mb %ld\nanon_mb %ld\n",
		(long long)sum.dues, seconds(CLOCK_MONOTONIC) - wall,
		seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, status_kb("VmHWM") / 1024,
		status_kb("RssAnon") / 1024);
}

/* Past the verbs, for two million of them would take an hour: only the columns that lists read. */
static enum flow_code settle(struct ctx *cx, void *arg)
{
	(void)arg;
	struct stmt *s = db_prep(cx->db,
		"UPDATE due SET state = 'accepted', accepted_at = ?, first_at = ?, reported_at = ? "
		"WHERE due_day < ? AND id % 20 <> 0");
	for (int i = 1; i <= 3; i++)
		db_stamp(s, i, cx->now);
	db_day(s, 4, cx->today);
	db_bulk(cx->db);
	return flow_of_db(db_run(s));
}

int main(int argc, char **argv)
{
	struct str why;
	struct province p = {.a = arena_open(1u << 30),
		.units = argc > 2 ? atoi(argv[2]) : 1500,
		.measures = argc > 3 ? atoi(argv[3]) : 113};
	if (argc < 2 || access(argv[1], F_OK) == 0 || !clock_init(&p.clock, p.a, &why)) {
		fprintf(stderr, "usage: province NEW-FILE [UNITS [MEASURES]]\n");
		return 2;
	}
	/* As early in its year as the bureau's roles are given; January comes from before. */
	AN(stamp_parse(S("2026-02-10T09:00:00+08:00"), &p.clock.frozen));
	open_world(&p, argv[1], WORLD_MAKE);
	struct ctx *cx = as(&p, "");
	must(ctx_write(cx, fill, &p), cx, "bureau");
	reopen(&p, argv[1]);
	read_plan(&p);
	issue(&p);
	p.clock.frozen = (struct stamp){0};
	cx = as(&p, "");
	must(ctx_write(cx, settle, NULL), cx, "settle");
	static const char *const logins[] = {"xuwenxi", "guchangning", "zhoumingche"};
	for (size_t i = 0; i < NELEM(logins); i++) {
		cx = as(&p, "");
		must(account_set_password(cx, account_find(cx, str_of(logins[i])), PASSWORD, false),
			cx, logins[i]);
	}
	printf("password %.*s\n", STR_ARG(PASSWORD));
	db_close(p.db);
	world_close(p.w);
	arena_close(p.a);
	return 0;
}
