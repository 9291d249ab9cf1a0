/* view.c — see view.h. PLAN-09, PLAN-43. */
#include "plan/hurdle.h"
#include "api/view.h"
#include "api/answer.h"
#include "api/auth.h"
#include "api/list.h"
#include "base/bug.h"
#include "core/flow.h"
#include "core/rec.h"
#include "campaign/edition.h"
#include "campaign/issue.h"
#include "duty/upload.h"

/* ---- attachments ---- */

static void put_file(struct page *pg, struct json *j, const struct evidence *e)
{
	char text[STAMP_TEXT];
	json_obj(j);
	json_kv_int(j, "id", e->id.n);
	json_kv_text(j, "name", e->name);
	json_kv_int(j, "size", e->size);
	json_kv_day(j, "event_day", e->event_day);
	json_kv_text(j, "received", str_of(stamp_text(e->received, text)));
	json_kv_int(j, "by", e->by.n);
	json_kv_text(j, "url", str_fmt(pg->cx->a, "/api/v1/evidence/%lld", (long long)e->id.n));
	json_end_obj(j);
}

static enum flow_code evidence(struct page *pg, rid owner, struct json *j)
{
	struct evidence *e;
	int n = report_evidence(pg->cx, owner, &e);
	json_key(j, S("items"));
	json_arr(j);
	for (int i = 0; i < n; i++)
		put_file(pg, j, &e[i]);
	json_end_arr(j);
	return FLOW_OK;
}

/* ---- what issuing would do ---- */

static void put_id(struct json *j, const char *name, rid id)
{
	json_key(j, str_of(name));
	if (id.n)
		json_int(j, id.n);
	else
		json_nothing(j);
}

static void put_hurdle(struct json *j, const struct plan_hurdle *h)
{
	json_obj(j);
	json_kv_text(j, "zh", h->text);
	put_id(j, "measure", h->measure);
	put_id(j, "question", h->question);
	json_end_obj(j);
}

static enum flow_code issue(struct page *pg, rid plan, struct json *j)
{
	struct ctx cx = *pg->cx;
	struct issue_sum sum;
	struct plan_hurdle *h;
	struct edition_diff diff;
	cx.errs = errs_new(cx.a); /* what stands against it is the answer here, not its failure */
	enum flow_code code = issue_plan(&cx, &(struct issue_in){.plan = plan, .dry = true}, &sum);
	if (code != FLOW_OK && code != FLOW_INVALID)
		return code;
	json_kv_bool(j, "ready", code == FLOW_OK);
	json_kv_int(j, "measures", sum.measures);
	json_kv_int(j, "duties", sum.duties);
	json_kv_int(j, "dues", sum.dues);
	json_kv_int(j, "units", sum.units);
	json_kv_day(j, "first_due", sum.first_due);
	json_kv_day(j, "last_due", sum.last_due);
	if (edition_compare(&cx, plan, &diff) == FLOW_OK) {
		json_kv_int(j, "moved", diff.moved);
		json_kv_int(j, "added", diff.added);
		json_kv_int(j, "cancelled", diff.cancelled);
	}
	json_key(j, S("items"));
	json_arr(j);
	int n = plan_hurdles(&cx, plan, &h);
	/* That somebody else must issue it stands before what the plan lacks. */
	struct plan_hurdle who = {.text = cx.errs->n ? cx.errs->at[0].text : STR_NONE};
	if (who.text.n && (n == 0 || !str_eq(who.text, h[0].text)))
		put_hurdle(j, &who);
	for (int i = 0; i < n; i++)
		put_hurdle(j, &h[i]);
	json_end_arr(j);
	return FLOW_OK;
}

/* ---- the table ---- */

#define EVIDENCE(of)                                                                               \
	{                                                                                          \
		(of), "evidence", "佐证", "attachments", {{0}},                                    \
			{{"id", "integer", NULL, "编号 / id"},                                     \
				{"name", "string", NULL, "文件名 / file name"},                    \
				{"size", "integer", NULL, "字节 / bytes"},                         \
				{"event_day", "string", "date", "反映的事发生在 / what it shows"}, \
				{"received", "string", "date-time", "收到于 / received"},          \
				{"by", "integer", NULL, "谁附的 / person"},                        \
				{"url", "string", NULL, "下载 / download"}},                       \
			evidence                                                                   \
	}

static const struct view views[] = {
	EVIDENCE("report"),
	EVIDENCE("entry"),
	{"plan", "issue", "签发会怎样", "what issuing would do",
		{{"ready", "boolean", NULL, "现在就可以签发 / nothing stands against it"},
			{"measures", "integer", NULL, "措施 / measures"},
			{"duties", "integer", NULL, "责任 / duties"},
			{"dues", "integer", NULL, "应报 / due items"},
			{"units", "integer", NULL, "一项措施最多涉及的单位 / most units of one"},
			{"first_due", "string", "date", "最早到期 / first due"},
			{"last_due", "string", "date", "最晚到期 / last due"},
			{"moved", "integer", NULL, "较上一版改期 / moved by this edition"},
			{"added", "integer", NULL, "较上一版新增 / added by this edition"},
			{"cancelled", "integer", NULL, "较上一版取消 / cancelled by it"}},
		{{"zh", "string", NULL, "还缺什么、怎么办 / what is missing and what to do"},
			{"measure", "integer", NULL, "措施 / measure"},
			{"question", "integer", NULL, "没有答的问题 / open question"}},
		issue},
};

const struct view *view_at(int i)
{
	return i < (int)NELEM(views) ? &views[i] : NULL;
}

const struct view *view_find(const char *kind, struct str name)
{
	for (size_t i = 0; i < NELEM(views); i++)
		if (strcmp(views[i].kind, kind) == 0 && str_eq(name, str_of(views[i].name)))
			return &views[i];
	return NULL;
}

enum flow_code view_say(struct page *pg, const struct view *v, rid id, struct json *j)
{
	json_obj(j);
	enum flow_code code = v->say(pg, id, j);
	json_end_obj(j);
	return code;
}

void view_serve(struct page *pg)
{
	const struct kind *k;
	int64_t id;
	if (!auth_in(pg, false) || (k = list_asked(pg)) == NULL)
		return;
	const struct view *v = view_find(k->name, pg->q->args[2]);
	if (v == NULL || !http_arg_id(pg->q, 1, &id) || !flow_may_see(pg->cx, k, (rid){id})) {
		answer_error(pg, ANSWER_ABSENT);
		return;
	}
	struct json j = answer_open(pg, 200);
	enum flow_code code = view_say(pg, v, (rid){id}, &j);
	if (code != FLOW_OK)
		answer_flow(pg, code);
}

void view_evidence(struct page *pg)
{
	int64_t id;
	if (!auth_in(pg, false))
		return;
	enum flow_code code = FLOW_ABSENT;
	if (http_arg_id(pg->q, 0, &id))
		code = upload_send(pg, (rid){id});
	if (code != FLOW_OK)
		answer_flow(pg, code);
}
