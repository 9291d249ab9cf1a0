/* page_group.c — 领导小组: who leads a campaign, and who did (ORG-05). */
#include "base/bug.h"
#include "campaign/page_setup_int.h"
#include "core/val.h"
#include "web/ui_list.h"

static void draw_member(struct page *pg, const struct campaign_row *c, const struct setup_member *m)
{
	struct html *h = pg->h;
	bool gone = day_is_set(m->until);
	struct str from = page_setup_day(pg, m->from);
	struct str end = page_setup_day(pg, m->until);
	ui_item_begin(
		h, &(struct ui_item){.lamp = gone ? LAMP_GREY : LAMP_BLUE,
			   .word = val_code_label(pg->cx, S("group_role"), m->role),
			   .title = m->name,
			   .meta = gone ? trf(pg->cx->a, h->lang, "%.*s · %.*s至%.*s",
						  STR_ARG(m->post), STR_ARG(from), STR_ARG(end))
					: trf(pg->cx->a, h->lang, "%.*s · %.*s起", STR_ARG(m->post),
						  STR_ARG(from))});
	if (!gone && page_setup_edits(pg, c)) {
		struct ui_field until = {.input = UI_DATE,
			.name = S("until"),
			.id = str_fmt(pg->cx->a, "u_%lld", (long long)m->id.n),
			.label = tr(h->lang, "离任日期"),
			.error = page_setup_asked(pg, "leave", m->id)
					 ? page_setup_wrong(pg, "leave", "until")
					 : STR_NONE};
		ui_fold_begin(h, tr(h->lang, "退出小组"), page_setup_asked(pg, "leave", m->id));
		page_setup_begin(pg, c, "leave");
		ui_hidden(h, S("id"), page_setup_number(pg, m->id));
		ui_field(h, &until);
		page_setup_end(pg, "退出小组");
		ui_fold_end(h);
	}
	ui_item_end(h);
}

static void draw_join(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct str *codes, *labels;
	int n = val_codes(pg->cx, S("group_role"), &codes, &labels);
	struct ui_option *roles = arena_array(pg->cx->a, (size_t)n + 1, sizeof *roles);
	for (int i = 0; i < n; i++)
		roles[i] = (struct ui_option){.value = codes[i],
			.text = labels[i],
			.on = str_eq(codes[i], page_setup_typed(pg, "join", "role"))};
	struct ui_field f[] = {
		{.input = UI_TEXT,
			.name = S("name"),
			.label = tr(h->lang, "姓名"),
			.note = tr(h->lang, "本局的人写全名即可，外单位的人直接写"),
			.value = page_setup_typed(pg, "join", "name"),
			.error = page_setup_wrong(pg, "join", "name"),
			.half = true,
			.max = 60},
		{.input = UI_TEXT,
			.name = S("post"),
			.label = tr(h->lang, "职务"),
			.value = page_setup_typed(pg, "join", "post"),
			.half = true,
			.max = 100},
		{.input = UI_SELECT,
			.name = S("role"),
			.label = tr(h->lang, "在小组里"),
			.options = roles,
			.n_options = n,
			.error = page_setup_wrong(pg, "join", "role"),
			.half = true},
		{.input = UI_DATE,
			.name = S("from"),
			.label = tr(h->lang, "开始日期"),
			.value = page_setup_typed(pg, "join", "from"),
			.error = page_setup_wrong(pg, "join", "from"),
			.half = true},
	};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "加一个人")});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	page_setup_begin(pg, c, "join");
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_grid_end(h);
	page_setup_end(pg, "加入小组");
	ui_body_end(h);
	ui_card_end(h);
}

void page_group_draw(struct page *pg, const struct campaign_row *c)
{
	struct html *h = pg->h;
	struct setup_member *m;
	int n = setup_group(pg->cx, c->head.id, &m);
	page_campaign_open(pg, c, "/group");
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "领导小组")});
	if (n == 0)
		ui_empty(h, tr(h->lang, "还没有成立领导小组"),
			tr(h->lang, "由专项活动办公室在这一页加入组长、副组长和成员。"));
	ui_list_begin(h);
	for (int i = 0; i < n; i++)
		draw_member(pg, c, &m[i]);
	ui_list_end(h);
	ui_card_end(h);
	if (page_setup_edits(pg, c))
		draw_join(pg, c);
	ui_stack_end(h);
	page_close(pg);
}
