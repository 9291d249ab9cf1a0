/* page_doors.c — 您能办的: the pages that the reader's rights open, on the desk of who owes nothing. */
#include "base/bug.h"
#include "core/actor.h"
#include "duty/page_int.h"
#include "plan/page.h"

struct door {
	const char *perms; /* one of them opens it */
	const char *url, *title, *meta;
};

static const struct door doors[] = {
	{"plan.edit plan.review plan.issue", "/plan", "方案导入", "导入、核对、复核和签发"},
	{"campaign.read", "/campaign", "专项活动", "责任矩阵、措施、四张清单、筹备"},
	{"due.read", "/due", "应报与报送", "各单位的应报、已报和逾期"},
	{"org.edit", "/org", "组织与账号", "单位、人员、任职、包联、请假和交接"},
	{"account.admin", "/org/account", "账号", "开通、停用、解锁、重设口令"},
	{"setting.edit", "/setting", "本局设置", "参数、代码表、办理时限、亮灯规则"},
	{"grant.admin", "/org/person", "授权", "打开一个人，给他授予或收回角色"},
	{"grant.admin", "/role", "角色权限", "每个角色能做什么"},
	{"log.read", "/seal", "存证", "日志、核验、树头和回执"},
	{"calendar.edit", "/calendar", "日历与时限规则", "放假安排、个别日子、提醒规则"},
};

void page_doors(struct page *pg)
{
	struct html *h = pg->h;
	bool late;
	int64_t plans = plan_waiting(pg->cx, &late);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "您能办的")});
	h_lit(h, "<ul class=\"lst\">");
	for (size_t i = 0; i < NELEM(doors); i++) {
		const struct door *d = &doors[i];
		bool plan = i == 0;
		if (!actor_may_one(pg->cx, d->perms))
			continue;
		ui_brief(h, &(struct ui_brief){.url = str_of(d->url),
				    .title = locale_find(h->lang, str_of(d->title)),
				    .lamp = plan && plans ? LAMP_YELLOW : LAMP_NONE,
				    .word = plan && plans ? trf(pg->cx->a, h->lang, "%lld 份等您办",
								    (long long)plans)
							  : STR_NONE,
				    .meta = locale_find(h->lang, str_of(d->meta))});
	}
	h_lit(h, "</ul>");
	ui_card_end(h);
}
