/* page_tabs.c — the head of the pages of 组织与账号, and the small things they share. */
#include "base/bug.h"
#include "base/num.h"
#include "core/query.h"
#include "org/import.h"
#include "org/page_int.h"

struct tab {
	const char *url, *text, *perm;
};

static const struct tab tabs[] = {
	{"/org", "单位", "org.read"},
	{"/org/person", "人员", "org.read"},
	{"/org/team", "班子分工", "org.read"},
	{"/org/pairing", "包联", "org.read"},
	{"/org/chain", "责任链条", "org.read"},
	{"/org/group", "单位组", "org.read"},
	{"/org/leave", "请假代理", "org.read"},
	{"/org/handover", "交接", "org.read"},
	{"/org/account", "账号", "account.admin"},
	{"/org/import", "导入导出", NULL},
};

void page_org_open(struct page *pg, const struct page_frame *f, const char *here)
{
	struct ui_tab shown[NELEM(tabs)];
	struct page_frame frame = *f;
	int n = 0;
	for (size_t i = 0; i < NELEM(tabs); i++) {
		bool may = tabs[i].perm ? actor_may(pg->cx, tabs[i].perm, RID_NONE)
					: import_may(pg->cx);
		if (may)
			shown[n++] = (struct ui_tab){.url = str_of(tabs[i].url),
				.text = locale_find(pg->h->lang, str_of(tabs[i].text)),
				.here = strcmp(tabs[i].url, here) == 0};
	}
	frame.nav = S("/org");
	page_open(pg, &frame);
	ui_tabs(pg->h, tr(pg->h->lang, "组织与账号"), shown, n);
}

rid page_org_rid(struct str text)
{
	rid id = RID_NONE;
	num_int(text, 1, INT64_MAX, &id.n);
	return id;
}

int page_org_page(struct page *pg)
{
	int64_t page = 1;
	num_int(http_param(pg->q, S("page")), 1, QUERY_DEEPEST / QUERY_PAGE, &page);
	return (int)page - 1;
}

void page_org_pager(struct page *pg, const char *path, int per, int64_t total)
{
	struct ui_param params[16];
	struct ui_query here = {.path = str_of(path), .params = params};
	int64_t first = (int64_t)page_org_page(pg) * per, last = first + per;
	for (size_t i = 0; i < pg->q->params.n && here.n < 16; i++)
		params[here.n++] = (struct ui_param){
			pg->q->params.at[i].name, pg->q->params.at[i].value};
	if (last > total)
		last = total;
	ui_foot_begin(pg->h);
	ui_pager(pg->h, &(struct ui_pager){.query = &here,
				.first = total ? first + 1 : 0,
				.last = last,
				.total = total,
				.page = page_org_page(pg) + 1,
				.more = last < total});
	ui_foot_end(pg->h);
}
