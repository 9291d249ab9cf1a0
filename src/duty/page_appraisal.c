/* page_appraisal.c — 任务评价: interim updates and the outcome of one unit's measure side by side,
 * and the words of the person who judges (PLAN-44). Figures are shown; no score is made of them. */
#include "base/bug.h"
#include "calendar/period.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "duty/appraisal.h"
#include "duty/page_int.h"
#include "org/org.h"

enum { ROWS = 50, VERDICTS = 12 };

struct asked {
	struct measure_row *m;
	rid unit;
	struct appraisal_facts f;
	const struct appraisal_row *given;
};

static struct str url_of(struct page *pg, const struct measure_row *m, rid unit, const char *tail)
{
	return page_measure_url(
		pg, m, arena_fmt(pg->cx->a, "/appraisal/%lld%s", (long long)unit.n, tail));
}

static struct str verdict_of(struct page *pg, const struct appraisal_row *r)
{
	return val_code_label(pg->cx, S("verdict"), r->verdict);
}

/* ---- on the page of the measure ---- */

static void draw_given(struct page *pg, const struct measure_row *m, const struct appraisal_row *r)
{
	struct html *h = pg->h;
	bool back = r->head.state == APPRAISAL_WITHDRAWN;
	struct str who = tree_person_name(pg->cx, r->head.by);
	struct str at = locale_stamp(pg->cx->a, h->lang, r->head.made, h->today);
	ui_item(h, &(struct ui_item){.lamp = back ? LAMP_OPEN : LAMP_BLUE,
			   .word = back ? tr(h->lang, "已撤回") : verdict_of(pg, r),
			   .url = url_of(pg, m, r->of_unit, ""),
			   .title = tree_unit_name(pg->cx, r->of_unit),
			   .meta = str_fmt(pg->cx->a, "%.*s %.*s · %.*s", STR_ARG(who), STR_ARG(at),
				   STR_ARG(r->outcome))});
}

static void draw_choices(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	rid *units = arena_array(pg->cx->a, ROWS, sizeof *units);
	int n = pg->cx->past ? 0 : appraisal_units(pg->cx, m->head.id, ROWS, units);
	if (n == 0)
		return;
	ui_body_begin(h);
	ui_fold_begin(h, tr(h->lang, "看各单位的过程和结果，评价"), false);
	h_lit(h, "<ul class=\"plain\">");
	for (int i = 0; i < n; i++) {
		h_lit(h, "<li>");
		h_link(h, url_of(pg, m, units[i], ""), tree_unit_name(pg->cx, units[i]));
		h_lit(h, "</li>");
	}
	h_lit(h, "</ul>");
	ui_fold_end(h);
	ui_body_end(h);
}

void page_measure_appraisals(struct page *pg, const struct measure_row *m)
{
	struct html *h = pg->h;
	struct appraisal_row **r;
	int n = appraisal_list(pg->cx, m->head.id, ROWS, &r);
	if (n == 0 && (pg->cx->past || !actor_may(pg->cx, "due.accept", RID_NONE)))
		return;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "任务评价"),
				 .count = n ? str_int(pg->cx->a, n) : STR_NONE});
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_given(pg, m, r[i]);
	ui_list_end(h);
	draw_choices(pg, m);
	ui_card_end(h);
}

/* ---- what there is to judge ---- */

static struct str item_word(struct page *pg, const struct appraisal_item *it)
{
	if (it->first_at.ms == 0)
		return tr(pg->h->lang, "未报");
	struct str late = page_late_for(pg->h, it->late_min);
	return it->late_min > 0 ? trf(pg->cx->a, pg->h->lang, "迟报 %.*s", STR_ARG(late))
				: tr(pg->h->lang, "按时");
}

static void draw_item(struct page *pg, const struct appraisal_item *it)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	struct str name = it->period.n ? period_words(a, it->period)
			  : it->final  ? tr(h->lang, "完成情况")
				       : tr(h->lang, "一次");
	ui_item_begin(h, &(struct ui_item){.lamp = it->first_at.ms == 0 ? LAMP_RED
						   : it->late_min > 0   ? LAMP_YELLOW
									: LAMP_BLUE,
				 .word = item_word(pg, it),
				 .url = page_due_url(a, it->due),
				 .title = name,
				 .meta = it->returned ? trf(a, h->lang, "退回 %lld 次",
								(long long)it->returned)
						      : STR_NONE});
	page_report_text(h, tr(h->lang, "动态进展"), it->progress);
	page_report_text(h, tr(h->lang, "工作成效"), it->effect);
	if (it->final && it->report.n)
		page_evidence_list(pg, it->report);
	ui_item_end(h);
}

static void draw_side(struct page *pg, const struct asked *k, bool final)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	int n = 0;
	struct str count = final ? trf(a, h->lang, "已接收 %d/%d", k->f.finals_done, k->f.finals)
				 : trf(a, h->lang,
					   "按时 %lld · 迟报 %lld · 未报 %lld · 退回 %lld 次",
					   (long long)k->f.on_time, (long long)k->f.late,
					   (long long)k->f.missing, (long long)k->f.returned);
	ui_card_begin(h, &(struct ui_card){.title = final ? tr(h->lang, "结果：完成情况")
							  : tr(h->lang, "过程：各期报送"),
				 .count = count});
	ui_list_begin(h);
	for (size_t i = 0; i < k->f.n; i++)
		if (k->f.at[i].final == final) {
			draw_item(pg, &k->f.at[i]);
			n++;
		}
	ui_list_end(h);
	if (n == 0)
		ui_empty(h, final ? tr(h->lang, "没有完成类的报送") : tr(h->lang, "没有期次的报送"),
			final ? tr(h->lang, "长期坚持的，结果看各期写的工作成效。") : STR_NONE);
	ui_card_end(h);
}

/* ---- the judgement ---- */

static void draw_judgement(struct page *pg, const struct asked *k)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	const struct appraisal_row *r = k->given;
	struct str who = tree_person_name(pg->cx, r->head.by);
	struct str at = locale_stamp(a, h->lang, r->head.made, h->today);
	struct ui_kv kv[] = {
		{.key = tr(h->lang, "结论"), .value = verdict_of(pg, r)},
		{.key = tr(h->lang, "对过程的评价"), .value = r->process},
		{.key = tr(h->lang, "对结果的评价"), .value = r->outcome},
		{.key = tr(h->lang, "当时的过程"),
			.value = trf(a, h->lang, "按时 %lld · 迟报 %lld · 未报 %lld · 退回 %lld 次",
				(long long)r->on_time, (long long)r->late, (long long)r->missing,
				(long long)r->returned)},
		{.key = tr(h->lang, "评价人"),
			.value = str_fmt(a, "%.*s %.*s", STR_ARG(who), STR_ARG(at))},
	};
	bool mine = r->head.by.n == pg->cx->who->person.n;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "任务评价"),
				 .more = mine ? tr(h->lang, "撤回评价") : STR_NONE,
				 .more_url = str_fmt(a, "/k/appraisal/%lld/withdraw",
					 (long long)r->head.id.n)});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
}

static struct ui_field long_field(struct page *pg, struct str name, struct str label)
{
	return (struct ui_field){.input = UI_LONG,
		.name = name,
		.label = label,
		.rows = 3,
		.max = 1000,
		.value = http_field(pg->q, name),
		.error = err_of(pg->cx->errs, name),
		.required = true};
}

static void draw_form(struct page *pg, const struct asked *k)
{
	struct html *h = pg->h;
	struct str *codes, *labels;
	struct ui_option o[VERDICTS];
	struct str typed = http_field(pg->q, S("verdict"));
	int n = val_codes(pg->cx, S("verdict"), &codes, &labels);
	n = n > VERDICTS ? VERDICTS : n;
	for (int i = 0; i < n; i++)
		o[i] = (struct ui_option){
			.value = codes[i], .text = labels[i], .on = str_eq(typed, codes[i])};
	struct ui_field f[] = {
		long_field(pg, S("process"), tr(h->lang, "对过程的评价")),
		long_field(pg, S("outcome"), tr(h->lang, "对结果的评价")),
		{.input = UI_RADIO,
			.name = S("verdict"),
			.label = tr(h->lang, "结论"),
			.options = o,
			.n_options = n,
			.error = err_of(pg->cx->errs, S("verdict")),
			.required = true},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "评价"), .hot = true});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(h, NOTE_RED, STR_NONE, pg->cx->errs->at[i].text);
	ui_form_begin(h, &(struct ui_form){.action = url_of(pg, k->m, k->unit, "")});
	page_tokens(pg);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "评价"), .primary = true});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

/* Too early, or somebody else's to judge: the figures alone. */
static void draw_verdict(struct page *pg, const struct asked *k, bool typed)
{
	if (k->given) {
		draw_judgement(pg, k);
		return;
	}
	if (!actor_may(pg->cx, "due.accept", k->f.to_unit))
		return;
	if (!typed && appraisal_refuse(pg->cx, &k->f)) {
		ui_note(pg->h, NOTE, tr(pg->h->lang, "还不能评价"), pg->cx->errs->at[0].text);
		return;
	}
	draw_form(pg, k);
}

static void draw(struct page *pg, const struct asked *k, bool typed)
{
	struct html *h = pg->h;
	struct ui_link crumb = {page_measure_url(pg, k->m, ""), measure_kind.title(pg->cx, k->m)};
	struct str unit = tree_unit_name(pg->cx, k->unit);
	page_open(pg,
		&(struct page_frame){
			.title = trf(pg->cx->a, h->lang, "任务评价：%.*s", STR_ARG(unit)),
			.nav = S("/campaign"),
			.crumbs = &crumb,
			.n_crumbs = 1,
			.lead = tr(h->lang,
				"过程和结果一起看。系统只列情况，不打分；由接收单位的人写明评价。")});
	ui_stack_begin(h);
	draw_verdict(pg, k, typed);
	ui_cols_begin(h, COLS_5_5);
	draw_side(pg, k, false);
	draw_side(pg, k, true);
	ui_cols_end(h);
	ui_stack_end(h);
	page_close(pg);
}

static bool load(struct page *pg, struct asked *k)
{
	*k = (struct asked){.m = page_measure_asked(pg)};
	int64_t id = 0;
	if (k->m == NULL)
		return false;
	if (http_arg_id(pg->q, 2, &id)) {
		k->unit = (rid){id};
		appraisal_facts(pg->cx, k->m->head.id, k->unit, &k->f);
	}
	bool sees = k->f.to_unit.n && (actor_may(pg->cx, "due.read", k->unit) ||
					      actor_may(pg->cx, "due.read", k->f.to_unit));
	if (!sees) {
		page_absent(pg);
		return false;
	}
	k->given = appraisal_of(pg->cx, k->m->head.id, k->unit);
	return true;
}

static void appraisal(struct page *pg)
{
	struct asked k;
	if (load(pg, &k))
		draw(pg, &k, false);
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

static void judge(struct page *pg)
{
	struct asked k;
	if (!load(pg, &k))
		return;
	const struct input v[] = {{S("duty"), str_int(pg->cx->a, k.f.duty.n)},
		{S("process"), http_field(pg->q, S("process"))},
		{S("outcome"), http_field(pg->q, S("outcome"))},
		{S("verdict"), http_field(pg->q, S("verdict"))}};
	struct submit s = {.in = {.kind = &appraisal_kind,
				   .step = kind_step(&appraisal_kind, S("new")),
				   .unit = k.f.to_unit,
				   .values = {v, NELEM(v)}}};
	enum flow_code code = page_write(pg, apply, &s);
	if (code == FLOW_OK) {
		page_done(pg, url_of(pg, k.m, k.unit, ""));
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw(pg, &k, true);
	} else {
		page_refuse(pg, code);
	}
}

static const struct page_def appraisal_def = {.fn = appraisal, .perm = "due.read"};
static const struct page_def judge_def = {.fn = judge, .perm = "due.accept"};
static const struct route_param judge_params[] = {{.name = "process", .max = 8192},
	{.name = "outcome", .max = 8192}, {.name = "verdict", .max = 40}, {0}};

const struct route appraisal_routes[] = {
	{.verb = VERB_GET,
		.pattern = "/campaign/#id/measure/#m/appraisal/#u",
		.fn = page_serve,
		.more = &appraisal_def},
	{.verb = VERB_POST,
		.pattern = "/campaign/#id/measure/#m/appraisal/#u",
		.fn = page_serve,
		.more = &judge_def,
		.params = judge_params},
	{0},
};
