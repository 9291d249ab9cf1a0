/* ui_form_test.c — every input keeps what was typed, and every error leads to its input. */
#include "drawn.h"
#include "web/ui_form.h"

static void draw(struct html *h, struct ui_field f)
{
	*h = drawn_page(LANG_ZH);
	ui_field(h, &f);
}

static void one_line(void **state)
{
	(void)state;
	struct html h;
	draw(&h, (struct ui_field){.name = S("unit"),
			 .label = S("单位"),
			 .note = S("全称"),
			 .value = S("\"<城关>"),
			 .max = 40,
			 .size = 12,
			 .required = true,
			 .readonly = true,
			 .placeholder = S("如"),
			 .autocomplete = S("off")});
	is("<div class=\"field full\"><label class=\"form-label\" for=\"f_unit\">单位 "
	   "<em>全称</em></label>"
	   "<input class=\"form-control fit\" id=\"f_unit\" name=\"unit\" required readonly "
	   "placeholder=\"如\" autocomplete=\"off\" maxlength=\"40\" size=\"12\" type=\"text\" "
	   "value=\"&quot;&lt;城关&gt;\"></div>");
	draw(&h,
		(struct ui_field){
			.input = UI_PASSWORD, .name = S("p"), .label = S("密码"), .value = S("x")});
	has("type=\"password\"");
	has_not("value=");
	draw(&h, (struct ui_field){
			 .input = UI_NUMBER, .name = S("n"), .label = S("数"), .value = S("abc")});
	has("inputmode=\"decimal\" value=\"abc\"");
}

static void a_search_line_keeps_its_words_and_offers_what_it_found(void **state)
{
	(void)state;
	static const struct ui_option o[] = {{{"7", 1}, {"康宁远 · 599001", 19}, {0}, false},
		{{"8", 1}, {"康宁远 · 599002", 19}, {0}, true}};
	struct html h;
	struct ui_field f = {.input = UI_FIND,
		.name = S("person"),
		.find = S("find.person.0.person"),
		.label = S("人员"),
		.value = S("康宁远"),
		.required = true,
		.none = S("都不是")};
	draw(&h, f);
	has("id=\"f_person\" name=\"find.person.0.person\" type=\"text\" value=\"康宁远\"");
	has_not("radio");
	f.options = o;
	f.n_options = 2;
	draw(&h, f);
	has_not("required");
	has("id=\"f_person_0\" name=\"person\" value=\"7\">");
	has("id=\"f_person_1\" name=\"person\" value=\"8\" checked>");
	has("name=\"person\" value=\"\"> <span>都不是");
}

static void a_date_that_is_none_stays_as_typed(void **state)
{
	(void)state;
	struct html h;
	draw(&h, (struct ui_field){.input = UI_DATE,
			 .name = S("d"),
			 .label = S("日"),
			 .value = S("2026-09-24")});
	has("type=\"date\" value=\"2026-09-24\"");
	draw(&h, (struct ui_field){.input = UI_DATE, .name = S("d"), .label = S("日")});
	has("type=\"date\"");
	draw(&h, (struct ui_field){
			 .input = UI_DATE, .name = S("d"), .label = S("日"), .value = S("下周四")});
	has("type=\"text\" value=\"下周四\"");
}

static void errors_are_above_and_linked(void **state)
{
	(void)state;
	static const struct ui_option o[] = {{{"1", 1}, {"甲", 3}, {0}, false}};
	const struct ui_field f[] = {
		{.name = S("a"), .label = S("甲"), .error = S("请填写甲"), .hint = S("说明")},
		{.name = S("b"), .label = S("乙")},
		{.input = UI_CHECK,
			.name = S("c"),
			.label = S("丙"),
			.options = o,
			.n_options = 1,
			.error = S("请选丙")},
	};
	struct html h = drawn_page(LANG_ZH);
	ui_errors(&h, f, 3);
	has("role=\"alert\"");
	has("还差 2 处");
	has("<a href=\"#f_a\">请填写甲</a>");
	has("<a href=\"#f_c_0\">请选丙</a>");
	ui_fields(&h, f, 3);
	has("<div class=\"field full bad\">");
	has("aria-invalid=\"true\" aria-describedby=\"e_f_a h_f_a\"");
	has("id=\"e_f_a\"");
	has("id=\"h_f_a\"");
	has("id=\"f_c_0\"");
	h = drawn_page(LANG_ZH);
	ui_errors(&h, f + 1, 1);
	is("");
}

static void choices(void **state)
{
	(void)state;
	static const struct ui_option o[] = {{{"1", 1}, {"甲", 3}, {"一", 3}, false},
		{{"2", 1}, {"乙", 3}, {0}, false}, {{"3", 1}, {"丙", 3}, {0}, true}};
	struct html h;
	draw(&h, (struct ui_field){.input = UI_SELECT,
			 .name = S("s"),
			 .label = S("选"),
			 .options = o,
			 .n_options = 2,
			 .none = S("请选"),
			 .value = S("2")});
	has("<option value=\"\">请选</option><option value=\"1\">甲</option>"
	    "<option value=\"2\" selected>乙</option>");
	draw(&h, (struct ui_field){.input = UI_RADIO,
			 .name = S("r"),
			 .label = S("选"),
			 .options = o,
			 .n_options = 2,
			 .value = S("1"),
			 .boxed = true,
			 .required = true});
	has("<fieldset class=\"picks\"><legend class=\"form-label\">选</legend>");
	has("<label class=\"pick pick-x\"><input type=\"radio\" id=\"f_r_0\" name=\"r\" "
	    "value=\"1\" "
	    "checked required>");
	has("<span class=\"form-hint\">一</span>");
	draw(&h, (struct ui_field){.input = UI_CHECK,
			 .name = S("c"),
			 .label = S("选"),
			 .options = o,
			 .n_options = 3,
			 .inline_ = true,
			 .label_hidden = true,
			 .required = true});
	has("<legend class=\"vh\">");
	count("type=\"checkbox\"", 3);
	count("checked", 1);
	has_not("required");
}

static void long_text_and_files(void **state)
{
	(void)state;
	struct html h;
	draw(&h, (struct ui_field){.input = UI_LONG,
			 .name = S("t"),
			 .label = S("文"),
			 .value = S("\n第二行</textarea>"),
			 .rows = 5});
	has("rows=\"5\">\n\n第二行&lt;/textarea&gt;</textarea>");
	draw(&h, (struct ui_field){.input = UI_FILE,
			 .name = S("f"),
			 .label = S("件"),
			 .many = true,
			 .accept = S(".pdf"),
			 .half = true,
			 .hint = S("说明")});
	has("<div class=\"field\">");
	has("type=\"file\"");
	has("accept=\".pdf\" multiple><p class=\"form-hint\"");
}

static void shown_and_hidden(void **state)
{
	(void)state;
	struct html h;
	draw(&h, (struct ui_field){.input = UI_HIDDEN, .name = S("h"), .value = S("1")});
	is("<input type=\"hidden\" name=\"h\" value=\"1\">");
	draw(&h,
		(struct ui_field){.input = UI_SHOWN, .label = S("登记人"), .value = S("林\n知远")});
	has("林<br>知远");
	has_not("<input");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(one_line),
	cmocka_unit_test(a_search_line_keeps_its_words_and_offers_what_it_found),
	cmocka_unit_test(a_date_that_is_none_stays_as_typed),
	cmocka_unit_test(errors_are_above_and_linked),
	cmocka_unit_test(choices),
	cmocka_unit_test(long_text_and_files),
	cmocka_unit_test(shown_and_hidden),
};
DRAWN_MAIN(tests)
