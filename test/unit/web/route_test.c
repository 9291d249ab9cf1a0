/* route_test.c — lookup, refusals, declared parameters, anonymous routes. */
#include "web/route.h"
#include "base/bug.h"
#include "lib/dies.h"
#include "web/cookie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void say(struct http_req *q, struct http_res *r, void *worker)
{
	(void)worker;
	buf_fmt(&r->body, "%s", q->route->pattern);
	for (size_t i = 0; i < HTTP_ARGS && q->args[i].n; i++)
		buf_fmt(&r->body, " [%.*s]", STR_ARG(q->args[i]));
	struct str cookie = cookie_get(q, S("sid"));
	struct str agent = http_header(q, S("user-agent"));
	buf_fmt(&r->body, " cookie=%.*s agent=%.*s", STR_ARG(cookie), STR_ARG(agent));
}

static bool answers(const struct http_req *q, struct str name, struct route_param *out)
{
	(void)q;
	out->max = 20;
	return str_eq(name, S("from_kind"));
}

static const struct route_param params[] = {
	{.name = "unit", .max = 10},
	{.name = "tag", .flags = PARAM_MANY},
	{.name = "answer.", .max = 100, .flags = PARAM_STARTS},
	{.name = "file", .max = 1 << 20, .flags = PARAM_FILE},
	{0},
};
static const struct route_param common[] = {{.name = "once"}, {0}};
static const struct route first[] = {
	{.verb = VERB_GET, .pattern = "/", .fn = say},
	{.verb = VERB_GET, .pattern = "/due", .fn = say, .params = params, .declare = answers},
	{.verb = VERB_POST, .pattern = "/due", .fn = say, .params = params, .max_body = 1 << 20},
	{.verb = VERB_GET, .pattern = "/due/new", .fn = say},
	{.verb = VERB_GET, .pattern = "/due/#id", .fn = say},
	{.verb = VERB_POST, .pattern = "/due/#id/report", .fn = say},
	{.verb = VERB_DELETE, .pattern = "/due/#id", .fn = say},
	{0},
};
static const struct route second[] = {
	{.verb = VERB_GET, .pattern = "/due/:word/list", .fn = say},
	{.verb = VERB_GET, .pattern = "/static/*file", .fn = say},
	{.verb = VERB_POST, .pattern = "/voice", .fn = say, .flags = ROUTE_ANON},
	{.verb = VERB_POST, .pattern = "/api", .fn = say, .flags = ROUTE_RAW, .max_body = 100},
	{0},
};
static const struct route *const tables[] = {first, second};

struct asked {
	struct http_req q;
	struct http_res r;
	uint64_t max;
};

static int begin(void **state)
{
	*state = arena_open(64 << 20);
	return 0;
}

static int end(void **state)
{
	arena_close(*state);
	return 0;
}

static struct asked ask(
	struct arena *a, enum http_verb verb, const char *path, const char *query, const char *body)
{
	static const struct http_pair headers[] = {
		{{"Content-Type", 12}, {"application/x-www-form-urlencoded", 33}},
		{{"Cookie", 6}, {"sid=secret", 10}},
		{{"User-Agent", 10}, {"browser", 7}},
	};
	struct asked x = {.r = http_res_in(a)};
	struct route_set *set = route_build(a, tables, NELEM(tables), common, NULL);
	x.q = (struct http_req){.a = a,
		.verb = verb,
		.path = str_of(path),
		.query = str_of(query),
		.headers = headers,
		.n_headers = NELEM(headers),
		.peer = {.zone = ZONE_PUBLIC, .ip = {1}}};
	x.q.body = bytes_of(str_of(body));
	x.max = route_admit(&x.q, set);
	route_serve(set, &x.q, &x.r, NULL);
	return x;
}

static bool says(const struct asked *x, const char *text)
{
	return str_has(buf_view(&x->r.body), str_of(text));
}

static void paths_find_their_route(void **state)
{
	static const struct {
		enum http_verb verb;
		const char *path, *want;
	} cases[] = {
		{VERB_GET, "/", "/ cookie"},
		{VERB_HEAD, "/", "/ cookie"},
		{VERB_GET, "/due", "/due cookie"},
		{VERB_GET, "/due/new", "/due/new cookie"},
		{VERB_GET, "/due/17", "/due/#id [17]"},
		{VERB_DELETE, "/due/17", "/due/#id [17]"},
		{VERB_POST, "/due/17/report", "/due/#id/report [17]"},
		{VERB_GET, "/due/x/list", "/due/:word/list [x]"},
		{VERB_GET, "/static/a/b.css", "/static/*file [a/b.css]"},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct asked x = ask(*state, cases[i].verb, cases[i].path, "", "");
		assert_int_equal(x.r.status, 200);
		assert_true(says(&x, cases[i].want));
	}
}

static void others_are_refused(void **state)
{
	static const struct {
		enum http_verb verb;
		const char *path;
		int status;
		const char *allow;
	} cases[] = {
		{VERB_GET, "/none", 404, NULL},
		{VERB_GET, "/due/", 404, NULL},
		{VERB_GET, "/due/x", 404, NULL},
		{VERB_GET, "/due/17x", 404, NULL},
		{VERB_GET, "/due/99999999999999999999", 404, NULL},
		{VERB_GET, "/due/new/report", 404, NULL},
		{VERB_GET, "/static", 404, NULL},
		{VERB_GET, "/static/", 404, NULL},
		{VERB_GET, "/due/17/report", 405, "Allow: POST\r\n"},
		{VERB_PUT, "/due/17", 405, "Allow: GET, HEAD, DELETE\r\n"},
		{VERB_OTHER, "/due", 405, "Allow: GET, HEAD, POST\r\n"},
		{VERB_HEAD, "/voice", 405, "Allow: POST\r\n"},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct asked x = ask(*state, cases[i].verb, cases[i].path, "", "");
		assert_int_equal(x.r.status, cases[i].status);
		assert_null(x.q.route);
		if (cases[i].allow)
			assert_true(str_eq(buf_view(&x.r.head), str_of(cases[i].allow)));
	}
}

static void only_declared_parameters_pass(void **state)
{
	static const struct {
		const char *query;
		int status;
	} cases[] = {
		{"unit=42&once=x&tag=a&tag=b&answer.1=x&answer.2=y&from_kind=1", 200},
		{"", 200},
		{"other=1", 400},
		{"unit=1&unit=2", 400},
		{"unit=12345678901", 400},
		{"from_kind=123456789012345678901", 400},
		{"answer=1", 400},
		{"Unit=1", 400},
		{"file=1", 400},
		{"unit=%", 400},
		{"unit=%FF", 400},
	};
	for (size_t i = 0; i < NELEM(cases); i++) {
		struct asked x = ask(*state, VERB_GET, "/due", cases[i].query, "");
		assert_int_equal(x.r.status, cases[i].status);
	}
	struct asked x = ask(*state, VERB_POST, "/due", "", "unit=42&tag=a");
	assert_int_equal(x.r.status, 200);
	assert_true(str_eq(http_field(&x.q, S("unit")), S("42")));
	x = ask(*state, VERB_POST, "/due", "", "from_kind=1");
	assert_int_equal(x.r.status, 400);
	x = ask(*state, VERB_POST, "/api", "", "{not a form}");
	assert_int_equal(x.r.status, 200);
}

static void bodies_have_their_ceiling(void **state)
{
	assert_int_equal(ask(*state, VERB_GET, "/due", "", "").max, 0);
	assert_int_equal(ask(*state, VERB_DELETE, "/due/1", "", "").max, 0);
	assert_int_equal(ask(*state, VERB_POST, "/due", "", "").max, 1 << 20);
	assert_int_equal(ask(*state, VERB_POST, "/due/1/report", "", "").max, 64 * 1024);
	assert_int_equal(ask(*state, VERB_POST, "/none", "", "").max, 0);
}

static void anonymous_routes_see_nobody(void **state)
{
	struct asked known = ask(*state, VERB_GET, "/due", "", "");
	assert_true(says(&known, "cookie=secret agent=browser"));
	assert_int_equal(known.q.peer.zone, ZONE_PUBLIC);
	struct asked hidden = ask(*state, VERB_POST, "/voice", "", "");
	assert_int_equal(hidden.r.status, 200);
	assert_false(says(&hidden, "secret") || says(&hidden, "browser"));
	assert_int_equal(hidden.q.peer.zone, ZONE_HIDDEN);
	assert_int_equal(hidden.q.peer.ip[0], 0);
	assert_true(http_header(&hidden.q, S("content-type")).n > 0);
}

static void build_twice_the_same(void *arena)
{
	static const struct route twice[] = {
		{.verb = VERB_GET, .pattern = "/due/:any/list", .fn = say}, {0}};
	const struct route *const both[] = {second, twice};
	route_build(arena, both, 2, NULL, NULL);
}

static void build_rest_in_the_middle(void *arena)
{
	static const struct route wrong[] = {
		{.verb = VERB_GET, .pattern = "/*a/b", .fn = say}, {0}};
	const struct route *const one[] = {wrong};
	route_build(arena, one, 1, NULL, NULL);
}

static void conflicts_stop_the_start(void **state)
{
	assert_true(dies(build_twice_the_same, *state));
	assert_true(dies(build_rest_in_the_middle, *state));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paths_find_their_route),
		TEST(others_are_refused),
		TEST(only_declared_parameters_pass),
		TEST(bodies_have_their_ceiling),
		TEST(anonymous_routes_see_nobody),
		TEST(conflicts_stop_the_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
