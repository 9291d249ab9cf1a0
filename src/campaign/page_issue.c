/* page_issue.c — 签发: what will happen and to whom, then the act (UI.md: confirmation). PLAN-09. */
#include "base/bug.h"
#include "campaign/edition.h"
#include "campaign/issue.h"
#include "campaign/page_int.h"
#include "core/rec.h"
#include "web/ui_page.h"

static struct plan_row *asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !flow_may_see(pg->cx, &plan_kind, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	return rec_load(pg->cx, &plan_kind, (rid){id});
}

/* What a first edition does, or a later one, in sentences. */
static int consequences(struct page *pg, const struct issue_sum *sum,
	const struct edition_diff *diff, struct str out[static 3])
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	out[0] = diff ? trf(a, h->lang,
				"第 %lld 版停止执行：*%lld* 项责任照旧，已报的都保留；应报改期 "
				"*%lld* 项，新增 *%lld* 项，取消 *%lld* 项。",
				(long long)diff->was->edition, (long long)diff->lines[EDITION_SAME],
				(long long)diff->moved, (long long)diff->added,
				(long long)diff->cancelled)
		      : trf(a, h->lang,
				"*%lld* 项措施产生 *%lld* 项责任、*%lld* 项应报，最多的一项涉及 "
				"*%lld* 个单位。",
				(long long)sum->measures, (long long)sum->duties,
				(long long)sum->dues, (long long)sum->units);
	out[1] = trf(a, h->lang, "最早到期 %.*s，最晚 %.*s。",
		STR_ARG(locale_weekday(a, h->lang, sum->first_due, h->today)),
		STR_ARG(locale_weekday(a, h->lang, sum->last_due, h->today)));
	out[2] = tr(h->lang, "签发以后不能再改这一版；要改就导入新的一版，差别会逐条列出。");
	return 3;
}

static void confirm(struct page *pg)
{
	struct plan_row *p = asked(pg);
	struct html *h = pg->h;
	struct issue_sum sum;
	struct edition_diff diff, *later = NULL;
	struct str what[3];
	if (p == NULL)
		return;
	enum flow_code code = issue_plan(
		pg->cx, &(struct issue_in){.plan = p->head.id, .dry = true}, &sum);
	if (code != FLOW_OK && code != FLOW_INVALID) {
		page_refuse(pg, code);
		return;
	}
	if (p->supersedes.n && edition_compare(pg->cx, p->head.id, &diff) == FLOW_OK)
		later = &diff;
	struct ui_link crumb = {
		str_fmt(pg->cx->a, "/plan/%lld", (long long)p->head.id.n), p->title};
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "签发方案"),
			      .nav = S("/plan"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_stack_begin(h);
	if (pg->cx->errs->n == 0)
		ui_confirm(h, &(struct ui_confirm){.title = tr(h->lang, "签发这份方案？"),
				      .what = what,
				      .n_what = consequences(pg, &sum, later, what),
				      .form = {.action = str_fmt(pg->cx->a, "/plan/%lld/issue",
						       (long long)p->head.id.n),
					      .csrf = pg->csrf},
				      .verb = tr(h->lang, "签发"),
				      .back_url = crumb.url});
	if (later)
		page_edition_draw(pg, later);
	ui_stack_end(h);
	page_close(pg);
}

static enum flow_code do_issue(struct ctx *cx, void *arg)
{
	struct issue_sum sum;
	return issue_plan(cx, &(struct issue_in){.plan = *(rid *)arg}, &sum);
}

static void issue(struct page *pg)
{
	struct plan_row *p = asked(pg);
	if (p == NULL)
		return;
	enum flow_code code = page_write(pg, do_issue, &p->head.id);
	if (code == FLOW_OK)
		page_done(pg, str_fmt(pg->cx->a, "/campaign/%lld", (long long)p->campaign.n));
	else if (code == FLOW_INVALID)
		http_redirect(
			pg->r, str_fmt(pg->cx->a, "/plan/%lld/issue", (long long)p->head.id.n));
	else
		page_refuse(pg, code);
}

static const struct page_def confirm_def = {.fn = confirm, .perm = "plan.issue"};
static const struct page_def diff_def = {.fn = page_edition, .perm = "plan.read"};
static const struct page_def issue_def = {.fn = issue, .perm = "plan.issue"};

const struct route issue_routes[] = {
	{.verb = VERB_GET, .pattern = "/plan/#id/diff", .fn = page_serve, .more = &diff_def},
	{.verb = VERB_GET, .pattern = "/plan/#id/issue", .fn = page_serve, .more = &confirm_def},
	{.verb = VERB_POST, .pattern = "/plan/#id/issue", .fn = page_serve, .more = &issue_def},
	{0},
};
