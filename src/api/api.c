/* api.c — see api.h: the routes. */
#include "api/api.h"
#include "api/answer.h"
#include "api/auth.h"
#include "api/input.h"
#include "api/list.h"
#include "api/openapi.h"
#include "api/step.h"
#include "api/view.h"
#include "duty/upload.h"

enum { PARAM_BYTES = 4096 };

bool api_is_here(struct str path)
{
	return str_starts(path, S("/api/"));
}

void api_fail(struct http_req *q, struct http_res *r, void *worker, int status, struct str zh)
{
	struct page pg;
	page_plain(&pg, q, r, worker);
	answer_fail(&pg, status, zh);
}

/* Every name comes to the handler, which refuses by name what it does not know. */
static bool declare_any(const struct http_req *q, struct str name, struct route_param *out)
{
	(void)q;
	(void)name;
	*out = (struct route_param){.max = PARAM_BYTES, .flags = PARAM_MANY};
	return true;
}

static void describe(struct page *pg)
{
	pg->r->type = HTTP_JSON;
	openapi_print(pg->cx->kinds, &pg->r->body);
}

static const struct page_def root_def = {
	.fn = list_root, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};
static const struct page_def describe_def = {
	.fn = describe, .flags = PAGE_PLAIN, .fail = answer_fail};
static const struct page_def list_def = {
	.fn = list_kind, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};
static const struct page_def record_def = {
	.fn = list_record, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};
static const struct page_def view_def = {
	.fn = view_serve, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};
static const struct page_def evidence_def = {
	.fn = view_evidence, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};
static const struct page_def new_def = {
	.fn = step_new, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};
static const struct page_def step_def = {
	.fn = step_take, .flags = PAGE_PLAIN, .fail = answer_fail, .then = auth_used};

const struct route api_routes[] = {
	{.verb = VERB_GET, .pattern = "/api/v1", .fn = page_serve, .more = &root_def},
	{.verb = VERB_GET,
		.pattern = "/api/v1/openapi.json",
		.fn = page_serve,
		.more = &describe_def},
	{.verb = VERB_GET,
		.pattern = "/api/v1/:kind",
		.fn = page_serve,
		.more = &list_def,
		.declare = declare_any},
	{.verb = VERB_POST,
		.pattern = "/api/v1/:kind",
		.fn = page_serve,
		.more = &new_def,
		.max_body = INPUT_BODY_MAX,
		.flags = ROUTE_RAW},
	{.verb = VERB_GET, .pattern = "/api/v1/:kind/#id", .fn = page_serve, .more = &record_def},
	{.verb = VERB_GET,
		.pattern = "/api/v1/evidence/#id",
		.fn = page_serve,
		.more = &evidence_def},
	{.verb = VERB_GET,
		.pattern = "/api/v1/:kind/#id/:view",
		.fn = page_serve,
		.more = &view_def},
	/* Which step brings files is known only later; input_read() refuses a long JSON body. */
	{.verb = VERB_POST,
		.pattern = "/api/v1/:kind/#id/:step",
		.fn = page_serve,
		.more = &step_def,
		.max_body = UPLOAD_BODY,
		.flags = ROUTE_RAW},
	{0},
};
