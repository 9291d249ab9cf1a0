/* roles_test.c — the role matrix of data/roles.tsv against the program (ORG-29): for each role and
 * each permission word every page that asks for the word and every step of every kind that asks
 * for it is open or shut as the matrix says. The three administrators stay apart (domain 9.3). */
#include "base/tsv.h"
#include "core/flow.h"
#include "core/query.h"
#include "org/org.h"
#include "run/app.h"
#include "sys/data.h"
#include "world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

enum { WORDS = 64, ROLES = 40 };

static struct test_world t;
static struct app *app;
static void *worker;
static rid account; /* of somebody whose only role changes from test to test */
static rid person;
static struct str cookies;

struct word {
	struct str code;
	bool business;
};
static struct word words[WORDS];
static int n_words;
struct role {
	struct str code, perms;
	bool admin;
};
static struct role roles[ROLES];
static int n_roles;

static bool holds(struct str perms, struct str word)
{
	while (perms.n)
		if (str_eq(str_cut(&perms, S(" ")), word))
			return true;
	return false;
}

static void read_matrix(void)
{
	static const char *const role_cols[] = {"code", "perms", "admin", NULL};
	static const char *const word_cols[] = {"code", "business", NULL};
	struct tsv v;
	assert_true(tsv_open(&v, t.a, data_get("roles.tsv"), role_cols));
	while (tsv_next(&v) && n_roles < ROLES)
		roles[n_roles++] = (struct role){str_dup(t.a, tsv_cell(&v, 0)),
			str_dup(t.a, tsv_cell(&v, 1)), str_eq(tsv_cell(&v, 2), S("1"))};
	assert_true(tsv_open(&v, t.a, data_get("permissions.tsv"), word_cols));
	while (tsv_next(&v) && n_words < WORDS)
		words[n_words++] = (struct word){
			str_dup(t.a, tsv_cell(&v, 0)), str_eq(tsv_cell(&v, 1), S("yes"))};
	assert_true(n_roles >= 13 && n_words >= 18);
}

static enum flow_code make_person(struct ctx *cx, void *arg)
{
	struct person_row *p = kind_row(&person_kind, cx->a);
	struct account_row *a = kind_row(&account_kind, cx->a);
	(void)arg;
	p->head.unit = a->head.unit = tree_top(cx);
	p->name = S("试某");
	enum flow_code code = rec_insert(cx, &person_kind, p);
	a->person = p->head.id;
	a->login = S("tried");
	a->lang = S("zh");
	a->look = S("light");
	if (code == FLOW_OK)
		code = rec_insert(cx, &account_kind, a);
	person = p->head.id;
	account = a->head.id;
	return code;
}

static enum flow_code start(struct ctx *cx, void *arg)
{
	struct session *s = arena_new(t.a, struct session);
	struct http_req q = {.a = t.a};
	s->account = account;
	return session_start(cx, s, &q, arg);
}

/* "duban=…; duban_seen=…" of a signed-in browser. */
static void sign_in(void)
{
	struct http_res r = http_res_in(t.a);
	struct buf b = buf_in(t.a, 4096);
	assert_int_equal(ctx_write(test_now(&t), start, &r), FLOW_OK);
	struct str head = buf_view(&r.head);
	while (head.n) {
		struct str line = str_cut(&head, S("\r\n"));
		struct str value = str_from(line, strlen("Set-Cookie: "));
		struct str cookie = str_cut(&value, S(";"));
		if (b.n)
			buf_lit(&b, "; ");
		buf_str(&b, cookie);
	}
	cookies = buf_view(&b);
}

static enum flow_code give(struct ctx *cx, void *arg)
{
	struct stmt *s = db_prep(cx->db, "DELETE FROM role_grant WHERE person = ?");
	struct role_grant_row *g = kind_row(&role_grant_kind, cx->a);
	db_rid(s, 1, person);
	if (db_run(s) != DB_OK)
		return FLOW_WORLD;
	g->head.unit = tree_top(cx);
	g->person = person;
	g->role = *(struct str *)arg;
	g->from_day = cx->today;
	return rec_insert(cx, &role_grant_kind, g);
}

static struct ctx *as(struct role *r)
{
	assert_int_equal(ctx_write(test_now(&t), give, &r->code), FLOW_OK);
	struct ctx *cx = test_now(&t);
	cx->who = actor_load(cx, account);
	assert_non_null(cx->who);
	return cx;
}

static int open_world(void **state)
{
	(void)state;
	test_open(&t, "2026-09-18T09:00:00+08:00");
	read_matrix();
	assert_int_equal(ctx_write(test_now(&t), make_person, NULL), FLOW_OK);
	struct conf *conf = arena_new(t.a, struct conf);
	*conf = conf_in(t.a, false);
	app = app_open(t.a, t.w, conf);
	worker = page_worker_open(app, 0);
	sign_in();
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	page_worker_close(worker);
	test_close(&t);
	return 0;
}

/* ---- pages ---- */

static int ask(const char *path)
{
	struct arena *a = arena_open(64 << 20);
	struct http_pair cookie = {S("cookie"), cookies};
	struct http_req q = {.a = a,
		.verb = VERB_GET,
		.path = str_of(path),
		.headers = &cookie,
		.n_headers = 1,
		.body = BYTES_NONE};
	struct http_res r = http_res_in(a);
	route_admit(&q, app->routes);
	route_serve(app->routes, &q, &r, worker);
	int status = r.status;
	if (r.file.fd >= 0)
		close(r.file.fd);
	arena_close(a);
	return status;
}

static bool is_plain(const char *pattern)
{
	return strpbrk(pattern, "#:*") == NULL;
}

/* A few pages ask for more than the word, or are about something that is not there. */
static int allowed, opened;

/* How many pages without an argument ask for the word; each is tried. */
static int try_pages(struct str word, bool may, struct str role)
{
	size_t n_tables;
	int n = 0;
	const struct route *const *tables = registry_routes(&n_tables);
	for (size_t i = 0; i < n_tables; i++)
		for (const struct route *r = tables[i]; r->pattern; r++) {
			const struct page_def *def = r->fn == page_serve ? r->more : NULL;
			if (def == NULL || r->verb != VERB_GET || !is_plain(r->pattern) ||
				def->perm == NULL || !str_eq(str_of(def->perm), word))
				continue;
			int status = ask(r->pattern);
			if ((!may && status != 404) || status >= 500)
				fail_msg(
					"%.*s: GET %s gives %d", STR_ARG(role), r->pattern, status);
			allowed += may;
			opened += may && status != 404;
			n++;
		}
	return n;
}

/* ---- steps and lists ---- */

static int try_steps(struct ctx *cx, struct str word, bool may, struct str role)
{
	const struct kinds *all = registry_parts()->kinds;
	int n = 0;
	for (int k = 0; k < all->n; k++)
		for (int i = 0; i < all->at[k]->n_steps; i++) {
			const struct step *st = &all->at[k]->steps[i];
			struct rec_head *row = kind_row(all->at[k], cx->a);
			if (!str_eq(str_of(st->perm), word))
				continue;
			row->unit = tree_top(cx);
			for (int s = 0; s < all->at[k]->n_states; s++)
				if (st->from & STATE_BIT(s))
					row->state = s;
			if (flow_may(cx, all->at[k], st, row) != may)
				fail_msg("%.*s: step %s of %s", STR_ARG(role), st->name,
					all->at[k]->name);
			n++;
		}
	return n;
}

/* Without the word a list is empty, whatever the address. */
static int try_lists(struct ctx *cx, struct str word, bool may, struct str role)
{
	const struct kinds *all = registry_parts()->kinds;
	int n = 0;
	for (int k = 0; k < all->n; k++) {
		struct query q = {.kind = all->at[k]};
		if (!str_eq(str_of(all->at[k]->read_perm), word))
			continue;
		if (!may && query_count(cx, &q) != 0)
			fail_msg("%.*s sees %s", STR_ARG(role), all->at[k]->name);
		n++;
	}
	return n;
}

static void the_matrix_holds(void **state)
{
	(void)state;
	int pages = 0, steps = 0, lists = 0, tried[WORDS] = {0};
	for (int r = 0; r < n_roles; r++) {
		struct ctx *cx = as(&roles[r]);
		for (int w = 0; w < n_words; w++) {
			bool may = holds(roles[r].perms, words[w].code);
			if (actor_may(cx, str_c(t.a, words[w].code), tree_top(cx)) != may)
				fail_msg("%.*s and %.*s", STR_ARG(roles[r].code),
					STR_ARG(words[w].code));
			int p = try_pages(words[w].code, may, roles[r].code);
			int s = try_steps(cx, words[w].code, may, roles[r].code);
			int l = try_lists(cx, words[w].code, may, roles[r].code);
			pages += p;
			steps += s;
			lists += l;
			tried[w] += p + s + l;
		}
	}
	print_message("%d roles x %d words: %d pages, %d steps, %d lists\n", n_roles, n_words,
		pages, steps, lists);
	assert_true(opened * 10 >= allowed * 8);
	assert_true(pages > 100 && steps > 300 && lists > 100);
	int untried = 0;
	for (int w = 0; w < n_words; w++)
		untried += tried[w] == 0;
	assert_true(untried <= 6); /* words that only verbs by hand ask for */
}

static void every_word_of_the_program_is_in_the_matrix(void **state)
{
	(void)state;
	const struct kinds *all = registry_parts()->kinds;
	for (int k = 0; k < all->n; k++)
		for (int i = -1; i < all->at[k]->n_steps; i++) {
			const char *perm = i < 0 ? all->at[k]->read_perm
						 : all->at[k]->steps[i].perm;
			bool known = false;
			for (int w = 0; w < n_words; w++)
				known |= str_eq(words[w].code, str_of(perm));
			if (!known)
				fail_msg("%s of %s", perm, all->at[k]->name);
		}
}

/* ---- three administrators ---- */

static void administrators_hold_no_business_word(void **state)
{
	(void)state;
	int admins = 0;
	for (int r = 0; r < n_roles; r++) {
		admins += roles[r].admin;
		for (int w = 0; roles[r].admin && w < n_words; w++)
			if (words[w].business && holds(roles[r].perms, words[w].code))
				fail_msg("%.*s holds %.*s", STR_ARG(roles[r].code),
					STR_ARG(words[w].code));
	}
	assert_int_equal(admins, 3);
}

static enum flow_code grant(struct ctx *cx, struct str role)
{
	struct input v[] = {{S("person"), str_fmt(cx->a, "%lld", (long long)person.n)},
		{S("role"), role}, {S("from_day"), S("2026-09-18")}};
	struct flow_in in = {.kind = &role_grant_kind,
		.step = kind_step(&role_grant_kind, S("new")),
		.unit = tree_top(cx),
		.values = {v, 3}};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

static void nobody_holds_two_of_them_nor_one_beside_business(void **state)
{
	(void)state;
	for (int r = 0; r < n_roles; r++)
		for (int o = 0; o < n_roles; o++) {
			if (r == o || (!roles[r].admin && !roles[o].admin))
				continue;
			as(&roles[r]);
			struct ctx *cx = test_as(&t, "secadmin");
			assert_int_equal(grant(cx, roles[o].code), FLOW_INVALID);
			assert_true(str_has(err_of(cx->errs, S("role")), S("三类管理员")));
		}
	as(&roles[n_roles - 1]);
	assert_int_equal(grant(test_as(&t, "sysadmin"), S("office")), FLOW_DENIED);
	assert_int_equal(grant(test_as(&t, "secadmin"), S("office")), FLOW_OK);
}

static enum flow_code stand_in(struct ctx *cx, rid absent, rid deputy)
{
	struct input v[] = {{S("person"), str_fmt(cx->a, "%lld", (long long)absent.n)},
		{S("deputy"), str_fmt(cx->a, "%lld", (long long)deputy.n)},
		{S("from_day"), S("2026-09-18")}, {S("until_day"), S("2026-09-20")},
		{S("why"), S("年休假")}};
	struct flow_in in = {.kind = &proxy_kind,
		.step = kind_step(&proxy_kind, S("new")),
		.unit = tree_top(cx),
		.values = {v, 5}};
	struct flow_out out;
	return flow_apply(cx, &in, &out);
}

static rid person_of(const char *login)
{
	return test_as(&t, login)->who->person;
}

static void standing_in_is_no_way_around_it(void **state)
{
	(void)state;
	rid leader = person_of("lujinghe"), admin = person_of("sysadmin");
	struct ctx *cx = test_as(&t, "org");
	assert_int_equal(stand_in(cx, leader, admin), FLOW_INVALID);
	assert_true(str_has(err_of(cx->errs, S("deputy")), S("管理员")));
	cx = test_as(&t, "org");
	assert_int_equal(stand_in(cx, admin, leader), FLOW_INVALID);
	assert_int_equal(stand_in(test_as(&t, "org"), leader, person_of("guchangning")), FLOW_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_matrix_holds),
		cmocka_unit_test(every_word_of_the_program_is_in_the_matrix),
		cmocka_unit_test(administrators_hold_no_business_word),
		cmocka_unit_test(nobody_holds_two_of_them_nor_one_beside_business),
		cmocka_unit_test(standing_in_is_no_way_around_it),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
