/* registry.c — see registry.h. A new kind, page or command is one line here. */
#include "api/api.h"
#include "api/feed.h"
#include "api/openapi.h"
#include "base/bug.h"
#include "campaign/page.h"
#include "core/tables.h"
#include "dates/page.h"
#include "duty/appraisal.h"
#include "duty/change.h"
#include "duty/claim.h"
#include "duty/consent.h"
#include "duty/duty.h"
#include "duty/entry.h"
#include "duty/handover.h"
#include "duty/inclusion.h"
#include "duty/outage.h"
#include "duty/page.h"
#include "duty/preset.h"
#include "duty/remind.h"
#include "duty/sum.h"
#include "duty/tally.h"
#include "duty/task.h"
#include "job/job.h"
#include "org/access.h"
#include "org/chain.h"
#include "org/check.h"
#include "org/handover.h"
#include "org/import.h"
#include "org/limit.h"
#include "org/org.h"
#include "org/page.h"
#include "org/param.h"
#include "org/preset.h"
#include "plan/contact.h"
#include "plan/named_list.h"
#include "plan/page.h"
#include "plan/plan.h"
#include "plan/setup.h"
#include "plan/squad.h"
#include "run/registry.h"
#include "seal/seal.h"
#include "web/gen.h"
#include "web/page.h"

#define COMMAND(id) &cmd_##id,
static const struct command *const commands[] = {
#include "cli/commands.def"
	NULL};
#undef COMMAND

static const struct kind *const kinds[] = {
	&unit_kind,
	&unit_group_kind,
	&person_kind,
	&appointment_kind,
	&pairing_kind,
	&proxy_kind,
	&role_grant_kind,
	&account_kind,
	&import_kind,
	&limit_kind,
	&handover_kind,
	&chain_kind,
	&campaign_kind,
	&startup_kind,
	&contact_kind,
	&squad_kind,
	&plan_kind,
	&measure_kind,
	&question_kind,
	&named_list_kind,
	&duty_kind,
	&due_kind,
	&report_kind,
	&change_kind,
	&consent_kind,
	&appraisal_kind,
	&reminder_kind,
	&entry_kind,
	&target_kind,
	&outage_kind,
	&task_kind,
	&claim_kind,
	&inclusion_kind,
};
/* What a person can hold and hand over, in the order of the receipt. */
static const struct handover_source *const handover[] = {
	&handover_posts,
	&handover_pairings,
	&handover_chains,
	&squad_handover,
	&duty_handover_duties,
	&duty_handover_doer,
	&duty_handover_tasks,
	&duty_handover_claims,
	&duty_handover_drafts,
	&handover_proxies,
	&handover_grants,
	NULL,
};

static const struct kinds all_kinds = {kinds, NELEM(kinds), handover};

static const struct schema_part *const schema[] = {
	&store_part,
	&seal_part,
	&core_part,
	&org_part,
	&check_part,
	&access_part,
	&plan_part,
	&duty_part,
	&sum_part,
	&tally_part,
	&total_part,
	&owes_part,
	&job_part,
};
/* What a newer program brings to a database that is in use. */
static enum flow_code offer(struct ctx *cx)
{
	enum flow_code code = preset_offer(cx);
	return code == FLOW_OK ? duty_offer(cx) : code;
}

static const struct parts parts = {
	.kinds = &all_kinds,
	.schema = schema,
	.n_schema = NELEM(schema),
	.openapi = openapi_print,
	.offer = offer,
};

static const struct program program = {commands, &parts};

const struct command *const *registry_commands(void)
{
	return commands;
}

const struct parts *registry_parts(void)
{
	return &parts;
}

const struct program *registry_program(void)
{
	return &program;
}

const struct job *const *registry_jobs(void)
{
	static const struct job *const all[] = {&job_head, &job_clean, &job_sweep, &job_walk,
		&job_check, &job_pause, &job_follow, &job_remind, &job_mail, &job_hook, NULL};
	return all;
}

const struct route *const *registry_routes(size_t *n)
{
	static const struct route *const all[] = {
		sign_routes,
		help_routes,
		desk_routes,
		due_routes,
		follow_routes,
		change_routes,
		change_ask_routes,
		consent_routes,
		appraisal_routes,
		campaign_routes,
		contact_routes,
		measure_routes,
		plan_routes,
		issue_routes,
		calendar_routes,
		deadline_routes,
		proposal_routes,
		light_routes,
		limit_routes,
		param_routes,
		role_routes,
		org_routes,
		person_routes,
		team_routes,
		leave_routes,
		roster_routes,
		handover_routes,
		secure_routes,
		account_routes,
		gen_routes,
		me_routes,
		access_routes,
		seal_routes,
		search_routes,
		api_routes,
		feed_routes,
		entry_routes,
		cover_routes,
		part_routes,
		task_routes,
		clear_routes,
		claim_routes,
		hold_routes,
		mine_routes,
		outage_routes,
	};
	*n = NELEM(all);
	return all;
}

const struct nav_entry *registry_nav(int *n)
{
	static const struct nav_entry all[] = {
		{GROUP_DAILY, ICON_HOME, "工作台", "/", "工作台", NULL, desk_waiting},
		{GROUP_DAILY, ICON_USER, "我的责任", "/mine", "我的", NULL, NULL},
		{GROUP_DAILY, ICON_FLAG, "专项活动", "/campaign", "活动", "campaign.read", NULL},
		{GROUP_DAILY, ICON_FILE_IMPORT, "方案导入", "/plan", NULL,
			"plan.edit plan.review plan.issue", plan_waiting},
		{GROUP_DAILY, ICON_SEND, "应报与报送", "/due", "应报", "due.read", review_waiting},
		{GROUP_SYSTEM, ICON_BUILDING, "组织与账号", "/org", NULL, "org.read", NULL},
		{GROUP_SYSTEM, ICON_LINK, "存证", "/seal", NULL, "log.read", NULL},
		{GROUP_SYSTEM, ICON_SETTINGS, "本局设置", "/setting", NULL, "setting.edit", NULL},
		{GROUP_SYSTEM, ICON_KEY, "角色权限", "/role", NULL, "grant.admin", NULL},
		{GROUP_SYSTEM, ICON_CALENDAR, "日历与时限规则", "/calendar", NULL, NULL, NULL},
	};
	*n = NELEM(all);
	return all;
}

void registry_dress(struct page *pg, struct ui_frame *frame)
{
	campaign_dress(pg, frame);
}
