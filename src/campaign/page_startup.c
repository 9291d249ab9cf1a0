/* page_startup.c — 筹备: the start-up list of a campaign with who, by when and who said it is done;
 * its facts and next steps (PLAN-04, PLAN-37). */
#include "base/bug.h"
#include "campaign/page_setup_int.h"
#include "core/rec.h"
#include "core/tree.h"
#include "core/val.h"
#include "org/org.h"
#include "web/page_ref.h"
#include "web/ui_list.h"

enum { META = 1200 };

static void say(struct buf *b, struct str words)
{
	if (b->n && words.n)
		buf_lit(b, " · ");
	buf_str(b, words);
}

static struct str item_meta(struct page *pg, const struct setup_item *it)
{
	struct arena *a = pg->cx->a;
	enum lang lang = pg->h->lang;
	struct buf b = buf_in(a, META);
	if (it->done && it->by.n) {
		say(&b, page_setup_day(pg, it->day));
		struct str person = tree_person_name(pg->cx, it->by);
		say(&b, trf(a, lang, "%.*s记", STR_ARG(person)));
		say(&b, it->note);
		return buf_view(&b);
	}
	if (it->owner.n) {
		struct str owner = tree_person_name(pg->cx, it->owner);
		say(&b, trf(a, lang, "%.*s负责", STR_ARG(owner)));
	}
	if (day_is_set(it->due)) {
		struct str limit = page_setup_day(pg, it->due);
		say(&b, trf(a, lang, "期限 %.*s", STR_ARG(limit)));
	}
	if (it->automatic)
		say(&b, tr(lang, "自动核对"));
	say(&b, it->automatic && it->note.n ? it->note : it->hint);
	return buf_view(&b);
}

static struct str record_url(struct page *pg, const struct campaign_row *c,
	const struct setup_item *it, const char *step)
{
	return str_fmt(pg->cx->a, "/k/startup_item/%lld/%s?back=/campaign/%lld/startup",
		(long long)it->id.n, step, (long long)c->head.id.n);
}

static void draw_tick(struct page *pg, const struct campaign_row *c, const struct setup_item *it)
{
	struct html *h = pg->h;
	char today[DAY_TEXT];
	struct str id = page_setup_number(pg, it->id);
	bool mine = str_eq(http_field(pg->q, S("item")), id);
	struct ui_field f[] = {
		{.input = UI_DATE,
			.name = S("day"),
			.id = str_cat(pg->cx->a, S("d_"), id),
			.label = tr(h->lang, "完成日期"),
			.value = mine ? http_field(pg->q, S("day"))
				      : str_dup(pg->cx->a, str_of(day_text(pg->cx->today, today))),
			.error = mine ? err_of(pg->cx->errs, S("done_day")) : STR_NONE,
			.half = true},
		{.input = UI_TEXT,
			.name = S("note"),
			.id = str_cat(pg->cx->a, S("n_"), id),
			.label = tr(h->lang, "说明"),
			.value = mine ? http_field(pg->q, S("note")) : STR_NONE,
			.error = mine ? err_of(pg->cx->errs, S("note")) : STR_NONE,
			.half = true,
			.max = 200},
	};
	ui_fold_begin(h, it->done ? tr(h->lang, "改回未完成") : tr(h->lang, "记为完成"), mine);
	page_setup_begin(pg, c, "tick");
	ui_hidden(h, S("item"), id);
	if (!it->done) {
		ui_grid_begin(h);
		ui_fields(h, f, NELEM(f));
		ui_grid_end(h);
	}
	page_setup_end(pg, it->done ? "改回未完成" : "记为完成");
	ui_fold_end(h);
}

static void draw_item(struct page *pg, const struct campaign_row *c, const struct setup_item *it)
{
	struct html *h = pg->h;
	bool late = !it->done && day_is_set(it->due) && it->due.n < pg->cx->today.n;
	bool edits = page_setup_edits(pg, c) && it->id.n;
	ui_item_begin(h, &(struct ui_item){.lamp = it->done ? LAMP_BLUE
						   : late   ? LAMP_RED
							    : LAMP_OPEN,
				 .word = it->done ? tr(h->lang, "完成")
					 : late   ? tr(h->lang, "过了期限")
						  : tr(h->lang, "未完成"),
				 .title = it->label,
				 .meta = item_meta(pg, it),
				 .chip = it->required ? tr(h->lang, "必需") : STR_NONE});
	if (str_eq(it->code, S("liaisons")))
		h_link(h, page_setup_url(pg, c, "/contact"), tr(h->lang, "信息表"));
	if (edits && !it->automatic)
		draw_tick(pg, c, it);
	if (edits && !it->done) {
		h_lit(h, "<div class=\"hs md\">");
		h_link(h, record_url(pg, c, it, "edit"), tr(h->lang, "负责人和期限"));
		h_link(h, record_url(pg, c, it, "drop"), tr(h->lang, "不做这一项"));
		h_lit(h, "</div>");
	}
	ui_item_end(h);
}

/* What was struck from the list stays on record and can be had back. */
static void draw_dropped(
	struct page *pg, const struct campaign_row *c, const struct setup_item *it, int n)
{
	struct html *h = pg->h;
	for (int i = 0; i < n; i++)
		if (it[i].dropped)
			ui_brief(h, &(struct ui_brief){.lamp = LAMP_GREY,
					    .word = tr(h->lang, "不做"),
					    .title = it[i].label,
					    .url = page_setup_edits(pg, c)
							   ? record_url(pg, c, &it[i], "restore")
							   : STR_NONE});
}

static void draw_adopt(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	ui_body_begin(h);
	h_elc(h, "p", "q2",
		tr(h->lang,
			"这是通用的清单。用作本活动的清单以后，可以勾选、增减、定负责人和期限。"));
	page_setup_begin(pg, c, "adopt");
	page_setup_end(pg, "用作本活动的清单");
	ui_body_end(h);
}

static void draw_add(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct ui_option must = {
		.value = S("1"), .text = tr(h->lang, "没有完成，活动不能转入推进")};
	struct page_ref people = {
		.kind = &person_kind, .open = true, .chosen = page_setup_typed(pg, "add", "owner")};
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("name"),
			.label = tr(h->lang, "事项"),
			.value = page_setup_typed(pg, "add", "name"),
			.error = page_setup_wrong(pg, "add", "label"),
			.max = 100},
		{.name = S("owner"),
			.label = tr(h->lang, "负责人"),
			.none = tr(h->lang, "无"),
			.error = page_setup_wrong(pg, "add", "owner"),
			.half = true},
		{.input = UI_DATE,
			.name = S("until"),
			.label = tr(h->lang, "期限"),
			.value = page_setup_typed(pg, "add", "until"),
			.error = page_setup_wrong(pg, "add", "due_day"),
			.half = true},
		{.input = UI_CHECK,
			.name = S("required"),
			.label = tr(h->lang, "必需"),
			.options = &must,
			.n_options = 1},
	};
	page_ref_field(pg, &people, &f[1]);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "加一项")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	page_setup_begin(pg, c, "add");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	page_setup_end(pg, "加进清单");
	ui_body_end(h);
	ui_card_end(h);
}

static void draw_items(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_item *it;
	int n = setup_items(pg->cx, c, &it), done = 0, all = 0;
	for (int i = 0; i < n; i++) {
		done += it[i].done && !it[i].dropped;
		all += !it[i].dropped;
	}
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "启动清单"),
				 .count = trf(pg->cx->a, h->lang, "%d 项中完成 %d 项", all, done)});
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		if (!it[i].dropped)
			draw_item(pg, c, &it[i]);
	draw_dropped(pg, c, it, n);
	ui_list_end(h);
	if (n && it[0].id.n == 0 && page_setup_edits(pg, c))
		draw_adopt(pg, c);
	ui_card_end(h);
}

static void draw_steps(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "活动"),
				 .count = locale_find(h->lang,
					 str_of(campaign_kind.states[c->head.state].label))});
	ui_body_begin(h);
	struct str from = page_setup_day(pg, c->from_day);
	struct str until = page_setup_day(pg, c->until_day);
	struct ui_kv kv[] = {
		{tr(h->lang, "类型"), val_code_label(pg->cx, S("campaign_type"), c->type),
			STR_NONE},
		{tr(h->lang, "起止"),
			day_is_set(c->until_day)
				? trf(pg->cx->a, h->lang, "%.*s至%.*s", STR_ARG(from),
					  STR_ARG(until))
				: trf(pg->cx->a, h->lang, "%.*s起，长期", STR_ARG(from)),
			STR_NONE},
		{tr(h->lang, "活动办公室"), tree_unit_name(pg->cx, c->office), STR_NONE},
	};
	ui_kvs(h, kv, NELEM(kv));
	for (size_t i = 0; i < pg->cx->errs->n; i++)
		if (pg->cx->errs->at[i].field.n == 0)
			ui_note(h, NOTE_YELLOW, STR_NONE, pg->cx->errs->at[i].text);
	ui_buttons_begin(h);
	for (int i = 0; i < campaign_kind.n_steps; i++) {
		const struct step *s = &campaign_kind.steps[i];
		if ((s->flags & STEP_NEW) || !flow_may(pg->cx, &campaign_kind, s, c))
			continue;
		ui_button_link(h,
			str_fmt(pg->cx->a, "/k/campaign/%lld/%s?back=/campaign/%lld/startup",
				(long long)c->head.id.n, s->name, (long long)c->head.id.n),
			locale_find(h->lang, str_of(s->label)));
	}
	ui_buttons_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

void page_startup_draw(struct page *pg, const struct campaign_row *c)
{
	page_campaign_open(pg, c, "/startup");
	ui_cols_begin(pg->h, COLS_5_5);
	draw_items(pg, c);
	ui_stack_begin(pg->h);
	draw_steps(pg, c);
	if (page_setup_edits(pg, c))
		draw_add(pg, c);
	ui_stack_end(pg->h);
	ui_cols_end(pg->h);
	page_close(pg);
}
