/* page_consult.c — on the page of a later edition's difference: the units it affects, asked, and
 * how each has answered (N3, PLAN-40). The rules are consult.c's; a unit's own page is
 * duty/page_consent.c. */
#include "base/bug.h"
#include "campaign/consult.h"
#include "campaign/page_int.h"
#include "core/actor.h"
#include "core/rec.h"
#include "core/tree.h"

/* Of one status more than so many are folded away. */
enum { ROWS = 300, FEW = 6 };

static bool may_ask(struct page *pg, const struct plan_row *p, const struct consult *c)
{
	return p->head.state == PLAN_REVIEW && c->of[CONSULT_TO_ASK] &&
	       actor_may(pg->cx, "plan.edit", p->head.unit);
}

static void draw_ask(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct ui_field f = {.input = UI_DATE,
		.name = S("until"),
		.label = tr(h->lang, "答复期限"),
		.hint = tr(h->lang, "过了这一天没有答复的，不算同意；由签发的人写明理由再定。"),
		.value = http_field(pg->q, S("until")),
		.error = err_of(pg->cx->errs, S("until")),
		.required = true};
	ui_body_begin(h);
	ui_errors(h, &f, 1);
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_form_begin(h, &(struct ui_form){.action = str_fmt(pg->cx->a, "/plan/%lld/consult",
						   (long long)p->head.id.n)});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "征求意见"), .primary = true});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
}

static struct str changes_of(struct page *pg, const struct consult_unit *u)
{
	return trf(pg->cx->a, pg->h->lang, "改期 %lld · 新增 %lld · 取消 %lld", (long long)u->moved,
		(long long)u->added, (long long)u->cancelled);
}

/* Not asked about what the plan says now; an accepted objection to what it still says keeps its own
 * words. */
static void draw_unit(struct page *pg, const struct consult_unit *u)
{
	struct html *h = pg->h;
	if (u->status == CONSULT_TO_ASK)
		ui_item(h, &(struct ui_item){.lamp = LAMP_OPEN,
				   .word = u->row ? tr(h->lang, "要重新征求")
						  : tr(h->lang, "还没有征求"),
				   .title = tree_unit_name(pg->cx, u->unit),
				   .meta = changes_of(pg, u)});
	else
		page_consent_row(pg, u->row);
}

static void draw_status(struct page *pg, const struct consult *c, enum consult_status s)
{
	static const char *const words[CONSULTS] = {"还没有征求", "有异议", "采纳了还没有改",
		"待答复", "到期没有答复", "异议未采纳", "同意"};
	struct html *h = pg->h;
	bool folded = c->of[s] > FEW;
	int shown = 0;
	if (folded) {
		ui_body_begin(h);
		struct str word = locale_find(h->lang, str_of(words[s]));
		ui_fold_begin(h,
			trf(pg->cx->a, h->lang, "%.*s：%lld 个单位", STR_ARG(word),
				(long long)c->of[s]),
			false);
	}
	ui_list_begin(h);
	for (size_t i = 0; i < c->n && shown < ROWS; i++)
		if (c->at[i].status == s) {
			draw_unit(pg, &c->at[i]);
			shown++;
		}
	ui_list_end(h);
	if (folded) {
		ui_fold_end(h);
		ui_body_end(h);
	}
}

static struct str counts_of(struct page *pg, const struct consult *c)
{
	return trf(pg->cx->a, pg->h->lang, "同意 %lld · 有异议 %lld · 没有答复 %lld",
		(long long)c->of[CONSULT_AGREED],
		(long long)(c->of[CONSULT_OBJECTED] + c->of[CONSULT_UNCHANGED] +
			    c->of[CONSULT_OVERRULED]),
		(long long)(c->of[CONSULT_WAITING] + c->of[CONSULT_SILENT]));
}

void page_consult_draw(
	struct page *pg, const struct plan_row *p, const struct consult *c, bool asks)
{
	struct html *h = pg->h;
	if (c->n == 0)
		return;
	ui_card_begin(h,
		&(struct ui_card){.title = trf(pg->cx->a, h->lang, "征求 %zu 个单位的意见", c->n),
			.count = counts_of(pg, c),
			.more = asks ? STR_NONE : tr(h->lang, "与上一版的差别"),
			.more_url = str_fmt(
				pg->cx->a, "/plan/%lld/diff", (long long)p->head.id.n)});
	if (asks && p->head.state == PLAN_READING) {
		ui_body_begin(h);
		h_elc(h, "p", "q", tr(h->lang, "提交复核以后，由办公室在这里征求意见。"));
		ui_body_end(h);
	}
	if (asks && may_ask(pg, p, c))
		draw_ask(pg, p);
	for (int s = 0; s < CONSULTS; s++)
		if (c->of[s])
			draw_status(pg, c, (enum consult_status)s);
	ui_card_end(h);
}

void page_consult_kept(struct page *pg, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct consent_row **c;
	int n = consent_list(pg->cx, &(struct consent_filter){.plan = p->head.id, .max = ROWS}, &c);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "征求意见"),
				 .count = str_int(pg->cx->a, n),
				 .more = tr(h->lang, "全部"),
				 .more_url = S("/k/consent")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "没有征求过意见"),
			tr(h->lang, "这一版没有改变哪个单位应报的事项，或者印发在这项功能以前。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		page_consent_row(pg, c[i]);
	ui_list_end(h);
	ui_card_end(h);
}

struct asking {
	rid plan;
	struct day until;
};

static enum flow_code ask(struct ctx *cx, void *arg)
{
	const struct asking *k = arg;
	int64_t asked;
	return consult_ask(cx, k->plan, k->until, &asked);
}

void page_consult_act(struct page *pg)
{
	struct asking k = {.until = DAY_NONE};
	int64_t id;
	if (!http_arg_id(pg->q, 0, &id)) {
		page_absent(pg);
		return;
	}
	k.plan = (rid){id};
	struct str typed = http_field(pg->q, S("until"));
	bool wrong = typed.n && !day_parse(typed, &k.until);
	if (wrong)
		err_field(pg->cx->errs, S("until"), "日期要写成 2026-09-18 这样");
	enum flow_code code = wrong ? FLOW_INVALID : page_write(pg, ask, &k);
	if (code == FLOW_OK) {
		page_done(pg, str_fmt(pg->cx->a, "/plan/%lld/diff", (long long)id));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		page_edition(pg);
	} else {
		page_refuse(pg, code);
	}
}
