/* page_consent.c — a unit is asked about a later edition: its own differences, its answer, and what
 * the office says to an objection; on the desk what waits for the actor. The rules are
 * kind_consent.c's. N3, PLAN-40, SEC-08. */
#include "base/bug.h"
#include "base/num.h"
#include "calendar/period.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/consent.h"
#include "duty/page_int.h"

enum { CARD_ROWS = 10, CELLS = 4 };

static struct str consent_url(struct page *pg, rid id, const char *tail)
{
	return str_fmt(pg->cx->a, "/consent/%lld%s", (long long)id.n, tail);
}

static enum lamp lamp_of(const struct page *pg, const struct consent_row *c)
{
	static const enum lamp lamps[] = {[CONSENT_ASKED] = LAMP_YELLOW,
		[CONSENT_AGREED] = LAMP_BLUE,
		[CONSENT_OBJECTED] = LAMP_RED,
		[CONSENT_ACCEPTED] = LAMP_BLUE,
		[CONSENT_OVERRULED] = LAMP_GREY,
		[CONSENT_SILENT] = LAMP_GREY,
		[CONSENT_VOID] = LAMP_OPEN};
	bool late = c->head.state == CONSENT_ASKED && c->until_day.n < pg->cx->today.n;
	return late ? LAMP_RED : lamps[c->head.state];
}

static struct str state_word(struct page *pg, const struct consent_row *c)
{
	return locale_find(pg->h->lang, str_of(consent_kind.states[c->head.state].label));
}

void page_consent_row(struct page *pg, const struct consent_row *c)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str who = tree_person_name(pg->cx, c->answered_by);
	struct str at = locale_stamp(a, h->lang, c->answered_at, h->today);
	struct str until = locale_day(a, h->lang, c->until_day, h->today);
	struct str meta = c->answered_at.ms ? trf(a, h->lang, "%.*s %.*s　%.*s", STR_ARG(who),
						      STR_ARG(at), STR_ARG(c->words))
					    : trf(a, h->lang, "请在%.*s前答复", STR_ARG(until));
	if (c->ruled_at.ms) {
		struct str ruler = tree_person_name(pg->cx, c->ruled_by);
		meta = trf(a, h->lang, "%.*s · %.*s：%.*s", STR_ARG(meta), STR_ARG(ruler),
			STR_ARG(c->ruling));
	}
	ui_item(h, &(struct ui_item){.lamp = lamp_of(pg, c),
			   .word = state_word(pg, c),
			   .url = consent_url(pg, c->head.id, ""),
			   .title = tree_unit_name(pg->cx, c->head.unit),
			   .meta = meta});
}

/* ---- on the desk ---- */

static void draw_briefs(struct page *pg, struct consent_row *const *c, int n)
{
	struct html *h = pg->h;
	for (int i = 0; i < n; i++) {
		struct str until = locale_day(pg->cx->a, h->lang, c[i]->until_day, h->today);
		ui_brief(h, &(struct ui_brief){.url = consent_url(pg, c[i]->head.id, ""),
				    .title = consent_kind.title(pg->cx, c[i]),
				    .lamp = lamp_of(pg, c[i]),
				    .word = state_word(pg, c[i]),
				    .meta = c[i]->head.state == CONSENT_OBJECTED
						    ? c[i]->words
						    : trf(pg->cx->a, h->lang, "请在%.*s前答复",
							      STR_ARG(until))});
	}
}

void page_consent_desk(struct page *pg)
{
	struct html *h = pg->h;
	struct consent_row **mine, **objections;
	int n = consent_list(
		pg->cx, &(struct consent_filter){.view = CONSENT_MINE, .max = CARD_ROWS}, &mine);
	int m = consent_list(pg->cx,
		&(struct consent_filter){.view = CONSENT_TO_RULE, .max = CARD_ROWS}, &objections);
	if (n + m == 0)
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "新一版方案征求意见"),
				 .count = str_int(pg->cx->a, n + m),
				 .hot = true,
				 .more = tr(h->lang, "全部"),
				 .more_url = S("/k/consent")});
	h_lit(h, "<ul class=\"lst\">");
	draw_briefs(pg, mine, n);
	draw_briefs(pg, objections, m);
	h_lit(h, "</ul>");
	ui_card_end(h);
}

/* ---- what was asked ---- */

/* 2026-11-30, also with an hour behind it, in the reader's words; anything else as it stands. */
static struct str day_words(struct page *pg, struct str text)
{
	struct day d;
	if (!day_parse(str_first(text, 10), &d))
		return text;
	return str_cat(
		pg->cx->a, locale_day(pg->cx->a, pg->h->lang, d, pg->h->today), str_from(text, 10));
}

static void draw_due(struct page *pg, struct str line)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str rest = str_from(line, S(CONSENT_ITEM).n);
	struct str what = str_cut(&rest, S(CONSENT_CELL));
	struct str period = period_words(a, str_cut(&rest, S(CONSENT_CELL)));
	struct str was = str_cut(&rest, S(" → "));
	struct str gap = period.n ? S(" ") : STR_NONE;
	struct str days = day_words(pg, was);
	if (rest.n) {
		struct str then = day_words(pg, rest);
		days = str_fmt(a, "%.*s → %.*s", STR_ARG(days), STR_ARG(then));
	}
	struct str word = locale_find(h->lang, what);
	h_elc(h, "div", "nw",
		str_fmt(a, "%.*s %.*s%.*s%.*s", STR_ARG(word), STR_ARG(period), STR_ARG(gap),
			STR_ARG(days)));
}

static void begin_row(struct page *pg, struct str line)
{
	struct html *h = pg->h;
	struct str cell[CELLS];
	for (int i = 0; i < CELLS; i++)
		cell[i] = str_cut(&line, S(CONSENT_CELL));
	ui_tr_begin(h, false);
	h_lit(h, "<td class=\"nw\">");
	h_text(h, locale_find(h->lang, cell[0]));
	h_lit(h, "</td>");
	ui_td(h, cell[1]);
	ui_td(h, cell[2]);
	h_lit(h, "<td>");
	if (cell[3].n)
		h_el(h, "div", cell[3]);
}

static void end_row(struct html *h)
{
	h_lit(h, "</td>");
	ui_tr_end(h);
}

static void draw_asked(struct page *pg, const struct consent_row *c)
{
	struct html *h = pg->h;
	struct ui_col cols[] = {{.text = tr(h->lang, "变化")}, {.text = tr(h->lang, "措施")},
		{.text = tr(h->lang, "原文时限")}, {.text = tr(h->lang, "应报")}};
	bool open = false;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "对这个单位的变化"),
				 .count = trf(pg->cx->a, h->lang,
					 "改期 %lld · 新增 %lld · 取消 %lld", (long long)c->moved,
					 (long long)c->added, (long long)c->cancelled)});
	ui_table_begin(h, &(struct ui_table){.label = tr(h->lang, "对这个单位的变化"),
				  .cols = cols,
				  .n_cols = NELEM(cols)});
	for (struct str rest = c->asked; rest.n;) {
		struct str line = str_cut(&rest, S("\n"));
		if (open && str_starts(line, S(CONSENT_ITEM))) {
			draw_due(pg, line);
			continue;
		}
		if (open)
			end_row(h);
		begin_row(pg, line);
		open = true;
	}
	if (open)
		end_row(h);
	ui_table_end(h);
	ui_card_end(h);
}

/* ---- answers ---- */

static struct str by_words(struct page *pg, rid who, struct stamp at)
{
	struct str name = tree_person_name(pg->cx, who);
	struct str stamp = locale_stamp(pg->cx->a, pg->h->lang, at, pg->h->today);
	return str_fmt(pg->cx->a, "%.*s %.*s", STR_ARG(name), STR_ARG(stamp));
}

static void draw_facts(struct page *pg, const struct consent_row *c, const struct plan_row *p)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct ui_kv kv[7];
	int n = 0;
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "方案"), .value = p->title};
	kv[n++] = (struct ui_kv){
		.key = tr(h->lang, "单位"), .value = tree_unit_name(pg->cx, c->head.unit)};
	kv[n++] = (struct ui_kv){
		.key = tr(h->lang, "征求"), .value = by_words(pg, c->head.by, c->head.made)};
	kv[n++] = (struct ui_kv){.key = tr(h->lang, "答复期限"),
		.value = locale_day(a, h->lang, c->until_day, h->today)};
	if (c->answered_at.ms) {
		struct str by = by_words(pg, c->answered_by, c->answered_at);
		struct str words = c->words.n ? c->words : tr(h->lang, "同意");
		kv[n++] = (struct ui_kv){.key = tr(h->lang, "单位的意见"),
			.value = str_fmt(a, "%.*s　%.*s", STR_ARG(by), STR_ARG(words))};
	}
	if (c->ruled_at.ms) {
		struct str by = by_words(pg, c->ruled_by, c->ruled_at);
		kv[n++] = (struct ui_kv){.key = state_word(pg, c),
			.value = str_fmt(a, "%.*s　%.*s", STR_ARG(by), STR_ARG(c->ruling))};
	}
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "征求和答复")});
	ui_body_begin(h);
	ui_kvs(h, kv, n);
	ui_body_end(h);
	ui_card_end(h);
}

static bool may(struct page *pg, const struct consent_row *c, const char *step)
{
	return flow_may(pg->cx, &consent_kind, kind_step(&consent_kind, str_of(step)), c);
}

/* One text and the steps it goes with. */
struct ask {
	const char *title, *field, *label, *note;
	const char *step[2];
};

static void draw_form(struct page *pg, const struct consent_row *c, const struct ask *k)
{
	struct html *h = pg->h;
	struct str name = str_of(k->field);
	struct ui_field f = {.input = UI_LONG,
		.name = name,
		.label = locale_find(h->lang, str_of(k->label)),
		.note = locale_find(h->lang, str_of(k->note)),
		.rows = 3,
		.max = 500,
		.value = http_field(pg->q, name),
		.error = err_of(pg->cx->errs, name)};
	ui_card_begin(
		h, &(struct ui_card){.title = locale_find(h->lang, str_of(k->title)), .hot = true});
	ui_body_begin(h);
	ui_errors(h, &f, 1);
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_form_begin(h, &(struct ui_form){.action = consent_url(pg, c->head.id, "/answer"),
				 .version = str_int(pg->cx->a, c->head.version)});
	page_tokens(pg);
	ui_fields(h, &f, 1);
	ui_buttons_begin(h);
	for (int i = 0, first = 1; i < 2; i++) {
		const struct step *s = kind_step(&consent_kind, str_of(k->step[i]));
		if (!flow_may(pg->cx, &consent_kind, s, c))
			continue;
		ui_button(h, &(struct ui_button){.text = locale_find(h->lang, str_of(s->label)),
				     .name = S("act"),
				     .value = str_of(s->name),
				     .primary = first,
				     .unchecked = true});
		first = 0;
	}
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_forms(struct page *pg, const struct consent_row *c, const struct plan_row *p)
{
	static const struct ask answer = {
		"答复", "words", "意见", "有异议时必填", {"agree", "object"}};
	static const struct ask rule = {"处理异议", "ruling", "办公室的答复",
		"采纳的写明怎么改，不采纳的写明理由", {"accept", "overrule"}};
	if (p->head.state != PLAN_REVIEW || pg->cx->past)
		return;
	if (may(pg, c, "agree") || may(pg, c, "object"))
		draw_form(pg, c, &answer);
	if (may(pg, c, "accept") || may(pg, c, "overrule"))
		draw_form(pg, c, &rule);
}

static struct str lead_of(struct page *pg, const struct consent_row *c, const struct plan_row *p)
{
	struct html *h = pg->h;
	if (p->head.state == PLAN_ISSUED || p->head.state == PLAN_SUPERSEDED)
		return tr(h->lang, "这一版已经印发，答复留作记录。");
	if (p->head.state != PLAN_REVIEW || c->head.state == CONSENT_VOID)
		return tr(h->lang, "这一版正在修改，改好以后再征求意见。");
	return tr(h->lang,
		"这一版签发以后，这个单位应报的事项会这样变。由单位答复同意，或者写明异议；"
		"没有答复不算同意。");
}

static void draw(struct page *pg, const struct consent_row *c)
{
	struct html *h = pg->h;
	const struct plan_row *p = rec_need(pg->cx, &plan_kind, c->plan);
	struct ui_link crumb = {S("/k/consent"), tr(h->lang, "版次征求意见")};
	struct str unit = tree_unit_name(pg->cx, c->head.unit);
	page_open(pg,
		&(struct page_frame){.title = trf(pg->cx->a, h->lang, "%.*s：第 %lld 版征求意见",
					     STR_ARG(unit), (long long)p->edition),
			.nav = S("/"),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lamp = lamp_of(pg, c),
			.word = state_word(pg, c),
			.lead = lead_of(pg, c, p)});
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	draw_asked(pg, c);
	ui_stack_end(h);
	ui_stack_begin(h);
	draw_forms(pg, c, p);
	draw_facts(pg, c, p);
	ui_stack_end(h);
	ui_cols_end(h);
	page_close(pg);
}

static struct consent_row *consent_asked(struct page *pg)
{
	int64_t id;
	struct consent_row *c = NULL;
	if (http_arg_id(pg->q, 0, &id) && flow_may_see(pg->cx, &consent_kind, (rid){id}))
		c = rec_load(pg->cx, &consent_kind, (rid){id});
	if (c == NULL)
		page_absent(pg);
	return c;
}

static void consent(struct page *pg)
{
	const struct consent_row *c = consent_asked(pg);
	if (c)
		draw(pg, c);
}

/* Somebody answered meanwhile: what he wrote and what was typed, side by side. */
static void draw_stale(struct page *pg, const struct consent_row *c)
{
	struct html *h = pg->h;
	struct str text = c->ruled_at.ms ? c->ruling : c->words;
	struct str typed = http_field(pg->q, S("words"));
	struct ui_link crumb = {consent_url(pg, c->head.id, ""), consent_kind.title(pg->cx, c)};
	struct str word = state_word(pg, c);
	struct ui_change both = {tr(h->lang, "意见"),
		str_fmt(pg->cx->a, "%.*s　%.*s", STR_ARG(word), STR_ARG(text)),
		typed.n ? typed : http_field(pg->q, S("ruling"))};
	pg->r->status = 409;
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "别人刚办过了"),
			      .nav = S("/"),
			      .crumbs = &crumb,
			      .n_crumbs = 1});
	ui_note(h, NOTE_YELLOW, tr(h->lang, "没有提交"),
		tr(h->lang, "您打开以后，别人已经答复了。两份都在下面。"));
	ui_changes(h, tr(h->lang, "现在的"), tr(h->lang, "您填的"), &both, 1);
	page_close(pg);
}

struct submit {
	struct flow_in in;
	struct flow_out out;
};

static enum flow_code apply(struct ctx *cx, void *arg)
{
	struct submit *s = arg;
	return flow_apply(cx, &s->in, &s->out);
}

static void answer(struct page *pg)
{
	const struct consent_row *c = consent_asked(pg);
	if (c == NULL)
		return;
	const struct step *step = kind_step(&consent_kind, http_field(pg->q, S("act")));
	if (step == NULL) {
		page_absent(pg);
		return;
	}
	const struct input v[] = {{S("words"), http_field(pg->q, S("words"))},
		{S("ruling"), http_field(pg->q, S("ruling"))}};
	struct submit s = {.in = {.kind = &consent_kind,
				   .step = step,
				   .id = c->head.id,
				   .values = {v, NELEM(v)}}};
	num_int(http_field(pg->q, S("version")), 1, INT64_MAX, &s.in.version);
	enum flow_code code = page_write(pg, apply, &s);
	if (code == FLOW_OK) {
		page_done(pg, consent_url(pg, c->head.id, ""));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw(pg, c);
	} else if (code == FLOW_CONFLICT) {
		draw_stale(pg, rec_load(pg->cx, &consent_kind, c->head.id));
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def consent_def = {.fn = consent, .perm = "due.read", .flags = PAGE_AS_OF};
static const struct page_def answer_def = {.fn = answer, .perm = "due.read"};
static const struct route_param answer_params[] = {{.name = "version", .max = 20},
	{.name = "words", .max = 4096}, {.name = "ruling", .max = 4096}, {.name = "act", .max = 16},
	{0}};

const struct route consent_routes[] = {
	{.verb = VERB_GET, .pattern = "/consent/#id", .fn = page_serve, .more = &consent_def},
	{.verb = VERB_POST,
		.pattern = "/consent/#id/answer",
		.fn = page_serve,
		.more = &answer_def,
		.params = answer_params},
	{0},
};
