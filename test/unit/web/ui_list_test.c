/* ui_list_test.c — work list, timeline, stages. */
#include "drawn.h"
#include "web/ui_list.h"

static void a_row_has_light_words_and_button(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_item(&h, &(struct ui_item){.lamp = LAMP_YELLOW,
			    .word = S("今天 17:00"),
			    .url = S("/due/1"),
			    .title = S("整改方案"),
			    .meta = S("报 *督察*"),
			    .act = S("报送"),
			    .act_url = S("/due/1?r=1"),
			    .id = S("due1"),
			    .open = true});
	is("<li id=\"due1\" class=\"open\"><div class=\"item\"><span class=\"lamp lamp-y\">"
	   "<svg aria-hidden=\"true\"><use href=\"#lamp-y\"/></svg>今天 17:00</span><div>"
	   "<a class=\"tt\" href=\"/due/1\">整改方案</a><div class=\"mt\">报 "
	   "<b>督察</b></div></div>"
	   "<a class=\"btn btn-sm\" href=\"/due/1?r=1\">报送<span class=\"vh\"> 整改方案</span></a>"
	   "</div></li>");
	h = drawn_page(LANG_ZH);
	ui_item(&h, &(struct ui_item){.title = S("无链接"), .chip = S("正在填写")});
	has("<span class=\"tt\">无链接</span>");
	has("<span class=\"chip\">正在填写</span>");
	ui_list_date(&h, S("周日 *上班*"));
	has("<li class=\"sub\">周日 <b>上班</b></li>");
}

static void narrow_rows(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_brief(&h, &(struct ui_brief){.title = S("材料"), .meta = S("已等 2 天"), .here = true});
	is("<li class=\"open\" aria-current=\"true\"><div>材料</div><div class=\"sm q\">已等 2 "
	   "天</div></li>");
	h = drawn_page(LANG_ZH);
	ui_brief(&h,
		&(struct ui_brief){LAMP_GREY, S("等验收"), S("/p/1"), S("题"), STR_NONE, false});
	has("lamp-n");
	has("<a href=\"/p/1\">题</a>");
}

static void adverse_acts_are_marked(void **state)
{
	(void)state;
	static const struct ui_event ev[] = {{.kind = EVENT_NOW, .text = {"等", 3}},
		{.kind = EVENT_ADVERSE,
			.when = {"9月18日", 9},
			.text = {"*退回*", 8},
			.seal = 9,
			.seal_hash = {"3f9a", 4}},
		{.text = {"报送", 6}, .detail = {"附件", 6}},
		{.kind = EVENT_FUTURE, .text = {"亮灯", 6}}};
	struct html h = drawn_page(LANG_ZH);
	ui_timeline(&h, ev, 4);
	has("<li class=\"now\">等</li>");
	has("<li class=\"bad-t\"><time>9月18日</time><b>退回</b><br><span class=\"seal\">");
	has("<li>报送<br><span class=\"q\">附件</span></li>");
	has("<li class=\"todo\">亮灯</li>");
}

static void stages_before_at_and_after(void **state)
{
	(void)state;
	static const struct str s[] = {{"登记", 6}, {"整改", 6}, {"销号", 6}};
	struct html h = drawn_page(LANG_ZH);
	ui_flow(&h, S("阶段"), s, 3, 1);
	has("<li class=\"dn\">登记</li><li class=\"at\" "
	    "aria-current=\"step\">整改</li><li>销号</li>");
	h = drawn_page(LANG_ZH);
	ui_steps(&h, s, 3, 3);
	count("class=\"dn\"", 3);
	has_not("aria-current");
}

static void nothing_here_says_what_comes_next(void **state)
{
	(void)state;
	static const struct ui_figure f[] = {{{"抽查", 6}, {"22", 2}, {"个", 3}}};
	struct html h = drawn_page(LANG_ZH);
	ui_empty(&h, S("今天没有到期的"), S("下一项 9月22日"));
	has("<b>今天没有到期的</b>下一项 9月22日</div>");
	ui_figures(&h, f, 1);
	has("<dt>抽查</dt><dd class=\"fig\">22<small>个</small></dd>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_row_has_light_words_and_button),
	cmocka_unit_test(narrow_rows),
	cmocka_unit_test(adverse_acts_are_marked),
	cmocka_unit_test(stages_before_at_and_after),
	cmocka_unit_test(nothing_here_says_what_comes_next),
};
DRAWN_MAIN(tests)
