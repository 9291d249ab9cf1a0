/* ui_doc_test.c — the source text is shown byte for byte; numbers lead both ways. */
#include "drawn.h"
#include "web/ui_doc.h"

static void a_paragraph(void **state)
{
	(void)state;
	struct str text = S("时限：X月底前，每月<报>");
	const struct ui_span s[] = {{9, 10, SPAN_ASK, 4}, {22, 6, SPAN_CADENCE, 0}};
	struct html h = drawn_page(LANG_ZH);
	ui_doc_begin(&h, S("原文"));
	ui_doc_para(&h, &(struct ui_para){.n = 16,
				.id = S("p16"),
				.text = text,
				.spans = s,
				.n_spans = 2,
				.here = true});
	ui_doc_end(&h);
	has("<p id=\"p16\" class=\"cur\" data-n=\"16\">时限：<mark class=\"k k-ask\" "
	    "id=\"s4\">X月底前"
	    "</mark><a class=\"kq\" href=\"#q4\" aria-label=\"问题 4\">4</a>，"
	    "<mark class=\"k k-cad\">每月</mark>&lt;报&gt;</p>");
	h = drawn_page(LANG_ZH);
	ui_doc_para(&h, &(struct ui_para){.text = S("标题"), .heading = true});
	is("<p class=\"hd\">标题</p>");
	h = drawn_page(LANG_ZH);
	ui_doc_legend(&h);
	count("<mark class=\"k k-", 5);
}

static void questions_lead_back(void **state)
{
	(void)state;
	struct html h = drawn_page(LANG_ZH);
	ui_question(&h, &(struct ui_question){.n = 5,
				.title = S("多久一次"),
				.url = S("/plan/1?q=5#q5"),
				.answered = true});
	has("<li id=\"q5\">");
	has("<a class=\"kq\" href=\"#s5\"");
	has("已答");
	ui_question_begin(&h, &(struct ui_question){.n = 6, .title = S("谁牵头")});
	ui_question_end(&h);
	has("<li class=\"open\" id=\"q6\">");
	has("<b>谁牵头</b></div></li>");
}

static void readings(void **state)
{
	(void)state;
	static const struct ui_fact f[] = {{CHIP_LEAD, {"牵头 甲", 10}}, {CHIP_ASK, {"问 8", 5}}};
	struct html h = drawn_page(LANG_ZH);
	ui_reading(&h, &(struct ui_reading){.no = S("五"),
			       .title = S("渠道"),
			       .note = S("3 项"),
			       .url = S("#p9"),
			       .facts = f,
			       .n_facts = 2,
			       .here = true,
			       .id = S("m5")});
	has("<li class=\"ms open\" aria-current=\"true\" id=\"m5\"><b>五</b>");
	has("<a href=\"#p9\">渠道</a></div><div class=\"sm q\">3 项</div>");
	has("chip-lead");
	has("chip-ask");
}

static void differences_have_signs(void **state)
{
	(void)state;
	static const struct ui_change c[] = {{{"时限", 6}, {"5月", 4}, {"6月\n底", 8}},
		{{"牵头", 6}, {"甲", 3}, {"甲", 3}}, {{"频次", 6}, {0}, {"每月", 6}}};
	struct html h = drawn_page(LANG_ZH);
	ui_changes(&h, S("现在"), S("您写的"), c, 3);
	has("<td class=\"del\"><span class=\"pmark\">－ </span>5月</td>"
	    "<td class=\"ins\"><span class=\"pmark\">＋ </span>6月<br>底</td>");
	has("<td>甲</td><td>甲</td>");
	has("<td class=\"del\"><span class=\"q\">—</span></td>");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_paragraph),
	cmocka_unit_test(questions_lead_back),
	cmocka_unit_test(readings),
	cmocka_unit_test(differences_have_signs),
};
DRAWN_MAIN(tests)
