/* page_change.c — changes on screens: those of an item, of a campaign, those that wait, and one
 * with its decision. Asking for one is page_change_ask.c's; the rules are change.c's. PLAN-40, N3,
 * SEC-08. */
#include "base/bug.h"
#include "base/num.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/change.h"
#include "duty/page_int.h"

enum {
	ROWS = 100,
	CARD_ROWS = 10,
};

static struct str change_url(struct page *pg, rid id)
{
	return str_fmt(pg->cx->a, "/change/%lld", (long long)id.n);
}

static struct str what_word(struct page *pg, const struct change_row *c)
{
	return locale_find(pg->h->lang, str_of(change_whats[c->what].label));
}

static struct str title(struct page *pg, const struct change_row *c)
{
	struct str of = c->due.n ? rec_title(pg->cx, &due_kind, c->due)
				 : rec_title(pg->cx, &measure_kind, c->measure);
	struct str what = what_word(pg, c);
	return trf(pg->cx->a, pg->h->lang, "%.*s：%.*s", STR_ARG(what), STR_ARG(of));
}

/* As change_words() has it for the log, in the reader's language. */
static struct str words(struct page *pg, const struct change_row *c)
{
	struct arena *a = pg->cx->a;
	enum lang lang = pg->h->lang;
	struct day today = pg->cx->today;
	struct str what = what_word(pg, c);
	if (day_is_set(c->old_day) && day_is_set(c->new_day)) {
		struct str was = locale_day(a, lang, c->old_day, today);
		struct str is = locale_day(a, lang, c->new_day, today);
		return trf(
			a, lang, "%.*s：%.*s 改为 %.*s", STR_ARG(what), STR_ARG(was), STR_ARG(is));
	}
	if (day_is_set(c->from_day) && day_is_set(c->until_day)) {
		struct str from = locale_day(a, lang, c->from_day, today);
		struct str until = locale_day(a, lang, c->until_day, today);
		return trf(a, lang, "%.*s：%.*s 至 %.*s", STR_ARG(what), STR_ARG(from),
			STR_ARG(until));
	}
	return what;
}

/* ---- lists ---- */

static enum lamp lamp_of(const struct change_row *c)
{
	static const enum lamp lamps[] = {LAMP_YELLOW, LAMP_BLUE, LAMP_OPEN, LAMP_OPEN};
	return lamps[c->head.state];
}

static struct str state_word(struct page *pg, const struct change_row *c)
{
	return locale_find(pg->h->lang, str_of(change_kind.states[c->head.state].label));
}

static void draw_change(struct page *pg, const struct change_row *c)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str unit = tree_unit_name(pg->cx, c->head.unit);
	struct str change = words(pg, c);
	struct str asker = tree_person_name(pg->cx, c->head.by);
	struct str when = locale_stamp(a, h->lang, c->head.made, h->today);
	ui_item(h, &(struct ui_item){.lamp = lamp_of(c),
			   .word = state_word(pg, c),
			   .url = change_url(pg, c->head.id),
			   .title = title(pg, c),
			   .meta = trf(a, h->lang, "%.*s · %.*s · 申请 %.*s %.*s", STR_ARG(unit),
				   STR_ARG(change), STR_ARG(asker), STR_ARG(when))});
}

static void draw_changes(struct page *pg, const struct change_filter *f)
{
	struct change_row **c;
	int n = change_list(pg->cx, f, &c);
	if (n == 0)
		ui_empty(pg->h, tr(pg->h->lang, "没有变更"),
			tr(pg->h->lang, "期限和事项要改，由责任单位负责人在事项页“申请变更”。"));
	ui_list_begin(pg->h);
	for (int i = 0; i < n; i++)
		draw_change(pg, c[i]);
	ui_list_end(pg->h);
}

/* In the narrow column of an item. */
static void draw_briefs(struct page *pg, struct change_row **c, int n)
{
	h_lit(pg->h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++)
		ui_brief(pg->h, &(struct ui_brief){.url = change_url(pg, c[i]->head.id),
					.title = c[i]->due.n ? words(pg, c[i]) : title(pg, c[i]),
					.lamp = lamp_of(c[i]),
					.word = state_word(pg, c[i]),
					.meta = c[i]->why});
	h_lit(pg->h, "</ul>");
}

void page_change_card(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct change_row **c;
	struct change_filter f = {.due = d, .max = CARD_ROWS};
	bool open = d->head.state != DUE_ACCEPTED && d->head.state != DUE_CANCELLED &&
		    d->head.state != DUE_REPORTED;
	bool may = open && actor_may(pg->cx, "due.change", d->head.unit);
	int n = change_list(pg->cx, &f, &c);
	if (!may && n == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "变更"),
				 .count = d->changes ? trf(pg->cx->a, h->lang, "已批准 %lld 次",
							       (long long)d->changes)
						     : STR_NONE,
				 .more = may ? tr(h->lang, "申请变更") : STR_NONE,
				 .more_url = str_cat(pg->cx->a, page_due_url(pg->cx->a, d->head.id),
					 S("/change"))});
	if (n == 0) {
		ui_body_begin(h);
		h_elc(h, "p", "q sm", tr(h->lang, "没有变更"));
		ui_body_end(h);
	} else {
		draw_briefs(pg, c, n);
	}
	ui_card_end(h);
}

void page_change_campaign(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct change_filter f = {.campaign = c->head.id, .max = CARD_ROWS};
	struct change_filter ok = f, waits = f;
	ok.states = STATE_BIT(CHANGE_APPROVED);
	waits.states = STATE_BIT(CHANGE_PROPOSED);
	ui_card_begin(
		h, &(struct ui_card){.title = tr(h->lang, "变更"),
			   .count = trf(pg->cx->a, h->lang, "已批准 %lld · 待批准 %lld",
				   (long long)change_count(pg->cx, &ok),
				   (long long)change_count(pg->cx, &waits)),
			   .more = actor_may(pg->cx, "due.read", RID_NONE) ? tr(h->lang, "全部")
									   : STR_NONE,
			   .more_url = str_fmt(pg->cx->a, "/change?view=all&campaign=%lld",
				   (long long)c->head.id.n)});
	draw_changes(pg, &f);
	ui_card_end(h);
}

void page_change_desk(struct page *pg)
{
	struct html *h = pg->h;
	struct change_row **c;
	struct change_filter f = {.mine_to_decide = true, .max = CARD_ROWS};
	int n = change_list(pg->cx, &f, &c);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "等您批准的变更"),
				 .count = str_int(pg->cx->a, change_waiting(pg->cx)),
				 .more = tr(h->lang, "全部"),
				 .more_url = S("/change")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有等您批准的变更"),
			tr(h->lang, "有申请时，工作台和提醒里都会出现。"));
	h_lit(h, "<ul class=\"lst\">");
	for (int i = 0; i < n; i++) {
		struct str unit = tree_unit_name(pg->cx, c[i]->head.unit);
		struct str change = words(pg, c[i]);
		ui_brief(h, &(struct ui_brief){.url = change_url(pg, c[i]->head.id),
				    .title = title(pg, c[i]),
				    .lamp = lamp_of(c[i]),
				    .word = state_word(pg, c[i]),
				    .meta = str_fmt(pg->cx->a, "%.*s · %.*s", STR_ARG(unit),
					    STR_ARG(change))});
	}
	h_lit(h, "</ul>");
	ui_card_end(h);
}

static void list_page(struct page *pg)
{
	struct html *h = pg->h;
	bool decides = actor_may(pg->cx, "due.approve", RID_NONE);
	struct str view = http_param(pg->q, S("view"));
	bool mine = decides && !str_eq(view, S("all"));
	struct change_filter f = {.mine_to_decide = mine, .max = ROWS};
	num_int(http_param(pg->q, S("campaign")), 1, INT64_MAX, &f.campaign.n);
	struct ui_tab tabs[] = {
		{.url = S("/change"), .text = tr(h->lang, "等您批准"), .here = mine},
		{.url = S("/change?view=all"), .text = tr(h->lang, "全部变更"), .here = !mine}};
	struct ui_link crumb = {S("/due"), tr(h->lang, "应报与报送")};
	page_open(pg,
		&(struct page_frame){.title = tr(h->lang, "变更申请"),
			.nav = S("/due"),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = tr(h->lang, "签发以后的期限和事项，只有经过申请和批准才会变。")});
	if (decides)
		ui_tabs(h, tr(h->lang, "变更申请"), tabs, NELEM(tabs));
	ui_card_begin(h, &(struct ui_card){.title = mine ? tr(h->lang, "等您批准")
							 : tr(h->lang, "全部变更")});
	draw_changes(pg, &f);
	ui_card_end(h);
	page_close(pg);
}

/* ---- one change ---- */

static struct change_row *change_asked(struct page *pg)
{
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id) || !change_may_see(pg->cx, (rid){id})) {
		page_absent(pg);
		return NULL;
	}
	return rec_load(pg->cx, &change_kind, (rid){id});
}

static struct str about_url(struct page *pg, const struct change_row *c)
{
	if (c->due.n)
		return page_due_url(pg->cx->a, c->due);
	return str_fmt(pg->cx->a, "/campaign/%lld/measure/%lld", (long long)c->campaign.n,
		(long long)c->measure.n);
}

static struct str by_words(struct page *pg, rid who, struct stamp at)
{
	struct str person = tree_person_name(pg->cx, who);
	struct str when = locale_stamp(pg->cx->a, pg->h->lang, at, pg->h->today);
	return str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(person), STR_ARG(when));
}

static void draw_facts(struct page *pg, const struct change_row *c)
{
	struct html *h = pg->h;
	static const char *const reaches[] = {"只这一项", "本单位这条措施的全部事项", "整条措施"};
	struct ui_kv kv[8];
	int n = 0;
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "事项"),
		.value = c->due.n ? rec_title(pg->cx, &due_kind, c->due)
				  : rec_title(pg->cx, &measure_kind, c->measure),
		.url = about_url(pg, c)};
	kv[n++] = (struct ui_kv){
		.key = tr(h->lang, "单位"), .value = tree_unit_name(pg->cx, c->head.unit)};
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "变更"), .value = words(pg, c)};
	struct str reach = locale_find(h->lang, str_of(reaches[c->reach]));
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "变更范围"),
		.value = c->items ? trf(pg->cx->a, h->lang, "%.*s，%lld 项", STR_ARG(reach),
					    (long long)c->items)
				  : reach};
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "理由"), .value = c->why};
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "依据"), .value = c->basis};
	kv[n++] = (struct ui_kv){
		.key = tr(h->lang, "申请"), .value = by_words(pg, c->head.by, c->head.made)};
	if (c->decided_at.ms) {
		struct str decided = by_words(pg, c->decided_by, c->decided_at);
		kv[n++] = (struct ui_kv){.key = state_word(pg, c),
			.value = str_fmt(
				pg->cx->a, "%.*s　%.*s", STR_ARG(decided), STR_ARG(c->answer))};
	}
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "申请内容")});
	ui_body_begin(h);
	ui_kvs(h, kv, n);
	ui_body_end(h);
	ui_card_end(h);
}

static bool may(struct page *pg, const struct change_row *c, const char *step)
{
	return flow_may(pg->cx, &change_kind, kind_step(&change_kind, str_of(step)), c);
}

static void draw_decide(struct page *pg, const struct change_row *c)
{
	struct html *h = pg->h;
	struct ui_field f = {.input = UI_LONG,
		.name = S("answer"),
		.label = tr(h->lang, "审批意见"),
		.note = tr(h->lang, "不批准时必填"),
		.rows = 3,
		.max = 500,
		.value = http_field(pg->q, S("answer")),
		.error = err_of(pg->cx->errs, S("answer"))};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "批准或不批准"), .hot = true});
	ui_body_begin(h);
	ui_errors(h, &f, 1);
	page_errors(pg);
	ui_form_begin(h, &(struct ui_form){.action = str_cat(pg->cx->a, change_url(pg, c->head.id),
						   S("/decide")),
				 .version = str_int(pg->cx->a, c->head.version)});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "批准"),
			     .name = S("act"),
			     .value = S("approve"),
			     .primary = true,
			     .unchecked = true});
	ui_button(
		h, &(struct ui_button){
			   .text = tr(h->lang, "不批准"), .name = S("act"), .value = S("refuse")});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_withdraw(struct page *pg, const struct change_row *c)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "等待批准")});
	ui_body_begin(h);
	page_errors(pg);
	ui_form_begin(h, &(struct ui_form){.action = str_cat(pg->cx->a, change_url(pg, c->head.id),
						   S("/decide")),
				 .version = str_int(pg->cx->a, c->head.version)});
	page_tokens(pg);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "撤回申请"),
			     .name = S("act"),
			     .value = S("withdraw"),
			     .why = tr(h->lang, "申请人不能批准自己的申请")});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_one(struct page *pg, const struct change_row *c)
{
	struct html *h = pg->h;
	struct ui_link crumb = {S("/change?view=all"), tr(h->lang, "变更申请")};
	bool own = c->head.by.n && c->head.by.n == pg->cx->who->person.n;
	page_open(pg, &(struct page_frame){.title = title(pg, c),
			      .nav = S("/due"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lamp = lamp_of(c),
			      .word = state_word(pg, c)});
	ui_stack_begin(h);
	if (may(pg, c, "approve"))
		draw_decide(pg, c);
	if (own && may(pg, c, "withdraw"))
		draw_withdraw(pg, c);
	draw_facts(pg, c);
	ui_stack_end(h);
	page_close(pg);
}

static void change_page(struct page *pg)
{
	struct change_row *c = change_asked(pg);
	if (c)
		draw_one(pg, c);
}

/* Somebody decided meanwhile: what he answered and what was typed, side by side. */
static void draw_stale(struct page *pg, const struct change_row *c)
{
	struct html *h = pg->h;
	struct str state = state_word(pg, c);
	struct str decided = str_fmt(pg->cx->a, "%.*s　%.*s", STR_ARG(state), STR_ARG(c->answer));
	struct ui_link crumb = {change_url(pg, c->head.id), title(pg, c)};
	struct ui_change both = {tr(h->lang, "审批意见"), decided, http_field(pg->q, S("answer"))};
	pg->r->status = 409;
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "别人刚办过了"),
			      .nav = S("/due"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	ui_note(h, NOTE_YELLOW, tr(h->lang, "没有提交"),
		tr(h->lang, "您打开以后，这件申请已经有人办了。两份都在下面。"));
	ui_changes(h, tr(h->lang, "现在的"), tr(h->lang, "您填的"), &both, 1);
	page_close(pg);
}

static void decide(struct page *pg)
{
	struct change_row *c = change_asked(pg);
	if (c == NULL)
		return;
	const struct step *step = kind_step(&change_kind, http_field(pg->q, S("act")));
	if (step == NULL || (step->flags & STEP_NEW)) {
		page_absent(pg);
		return;
	}
	const struct input v[] = {{S("answer"), http_field(pg->q, S("answer"))}};
	struct flow_in in = {
		.kind = &change_kind, .step = step, .id = c->head.id, .values = {v, NELEM(v)}};
	struct flow_out out;
	num_int(http_field(pg->q, S("version")), 1, INT64_MAX, &in.version);
	enum flow_code code = page_step(pg, &in, &out);
	if (code == FLOW_OK) {
		page_done(pg, change_url(pg, c->head.id));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_one(pg, c);
	} else if (code == FLOW_CONFLICT) {
		draw_stale(pg, rec_load(pg->cx, &change_kind, c->head.id));
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def list_def = {.fn = list_page, .perm = "due.read"};
static const struct page_def change_def = {.fn = change_page, .perm = "due.read"};
static const struct page_def decide_def = {.fn = decide, .perm = "due.read"};

static const struct route_param list_params[] = {
	{.name = "view", .max = 8}, {.name = "campaign", .max = 20}, {0}};
static const struct route_param decide_params[] = {{.name = "version", .max = 20},
	{.name = "answer", .max = 4096}, {.name = "act", .max = 16}, {0}};

#define AT(v, p, d, par)                                                                           \
	{                                                                                          \
		.verb = (v), .pattern = (p), .fn = page_serve, .more = &(d), .params = (par)       \
	}

const struct route change_routes[] = {
	AT(VERB_GET, "/change", list_def, list_params),
	AT(VERB_GET, "/change/#id", change_def, NULL),
	AT(VERB_POST, "/change/#id/decide", decide_def, decide_params),
	{0},
};
