/* kit_screens_test.c — the screens people look at all day, drawn with the building blocks from
 * invented content, so that they can be looked at beside the design and tried in a browser. */
#include "kit.h"

static void desk_form(struct html *h)
{
	const struct ui_field f[] = {
		{.input = UI_LONG,
			.name = S("progress"),
			.label = S("动态进展"),
			.note = S("300 字以内，写做了什么、有什么结果"),
			.value = S("停用自制周报表 2 张，值班日志与巡逻登记合并为 1 "
				   "张；接处警反馈改为一次录入，"
				   "不再通过微信群重复报送。")},
		{.input = UI_NUMBER,
			.name = S("forms"),
			.label = S("本月向基层索要的报表"),
			.note = S("张"),
			.value = S("7"),
			.half = true,
			.hint = S("上月 9 张，已从“报表登记簿”带入 7 张，改动请说明")},
		{.input = UI_FILE,
			.name = S("file"),
			.label = S("佐证"),
			.half = true,
			.many = true,
			.note = S("可不附；不要求照片"),
			.hint = S("可直接引用已有材料：报表清理对照表（9月11日）")},
	};
	ui_form_begin(h, &(struct ui_form){.action = S("/due/384/report"),
				 .csrf = S("t"),
				 .once = S("o"),
				 .files = true,
				 .swap = S("due384")});
	ui_grid_begin(h);
	ui_fields(h, f, NELEM(f));
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = S("提交报送"), .primary = true});
	ui_button(h,
		&(struct ui_button){.text = S("与上月无变化"), .name = S("same"), .value = S("1")});
	ui_button(h, &(struct ui_button){.text = S("存草稿"),
			     .name = S("draft"),
			     .value = S("1"),
			     .unchecked = true,
			     .why = S("牵头单位已有的数据不再填，约 1 分钟")});
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
}

static void desk_first(struct html *h)
{
	ui_card_begin(h, &(struct ui_card){.title = S("先办这些"),
				 .hot = true,
				 .count = S("逾期 1 · 今天 1 · 退回 1")});
	ui_list_begin(h);
	ui_item_begin(h,
		&(struct ui_item){.lamp = LAMP_RED,
			.word = S("逾期 2 天"),
			.open = true,
			.title = S("减负治理情况 · 8月动态进展"),
			.url = S("/due/384"),
			.meta = S("措施（七）深化为基层减负 · 报 *情指中心* · 延期至 9月16日 周三"),
			.chip = S("正在填写"),
			.id = S("due384")});
	desk_form(h);
	ui_item_end(h);
	ui_item(h, &(struct ui_item){.lamp = LAMP_YELLOW,
			   .word = S("今天 17:00"),
			   .title = S("夜间值班点名不实整改方案"),
			   .url = S("/due/390"),
			   .meta = S("问题 WT-2026-0122 · 报 *督察法制大队* · 9月15日交办，限 3 "
				     "个工作日"),
			   .act = S("报送"),
			   .act_url = S("/due/390?report=1")});
	ui_item(h, &(struct ui_item){.lamp = LAMP_YELLOW,
			   .word = S("退回，限 9月24日"),
			   .title = S("自查问题整改情况 · 9月"),
			   .url = S("/due/391"),
			   .meta = S("措施（三）持续紧盯自查问题整改 · *周明澈* 退回：“第 3 "
				     "号问题缺证据”"),
			   .act = S("修改重报"),
			   .act_url = S("/due/391?report=1")});
	ui_list_end(h);
	ui_card_end(h);
}

static void desk_next(struct html *h)
{
	ui_card_begin(h, &(struct ui_card){.title = S("未来 7 天"),
				 .count = S("4 项"),
				 .more = S("全部应报"),
				 .more_url = S("/due")});
	ui_list_begin(h);
	ui_list_date(h, S("周日 9月20日 · *调休上班*"));
	ui_item(h, &(struct ui_item){.lamp = LAMP_YELLOW,
			   .word = S("剩 1 个工作日"),
			   .title = S("局长包联“集中解难题”配合安排 · 9月第 2 次"),
			   .url = S("/due/1"),
			   .act = S("填安排"),
			   .act_url = S("/due/1?report=1"),
			   .meta = S("措施（六）建立包联责任制 · 每月至少 2 个工作日，本月 1/2")});
	ui_list_date(h, S("周二 9月22日 17:00 · 按月报送"));
	ui_item(h, &(struct ui_item){.lamp = LAMP_GREEN,
			   .word = S("剩 3 个工作日"),
			   .title = S("作风建设理论学习 · 9月动态进展"),
			   .url = S("/due/2"),
			   .act = S("核对并报送"),
			   .act_url = S("/due/2?report=1"),
			   .meta = S("措施（一）强化作风建设理论武装 · 报 *政治工作办公室* · "
				     "学习登记已带入 38/41 人")});
	ui_list_date(h, S("周四 9月24日 · 中秋假期前最后一个工作日"));
	ui_item(h,
		&(struct ui_item){.lamp = LAMP_OPEN,
			.word = S("未开始"),
			.title = S("三季度工作成效 · 明察暗访整改"),
			.url = S("/due/3"),
			.act = S("报送"),
			.act_url = S("/due/3?report=1"),
			.meta = S("措施（九）常态化明察暗访 · 到期 9月30日，提醒提前到 9月24日")});
	ui_list_end(h);
	ui_card_end(h);
}

static void desk_side(struct html *h)
{
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = S("未销号的问题"),
				 .count = S("3"),
				 .more = S("台账"),
				 .more_url = S("/problem")});
	ui_list_begin(h);
	ui_brief(h, &(struct ui_brief){LAMP_GREY, S("等验收"), S("/problem/117"),
			    S("午间窗口无人值守，群众二次跑"), S("WT-2026-0117 · 9月16日申请销号"),
			    false});
	ui_brief(h, &(struct ui_brief){LAMP_GREEN, S("剩 8 个工作日"), S("/problem/98"),
			    S("接处警反馈重复录入三个平台"), S("WT-2026-0098 · 限期整改 · 自查"),
			    false});
	ui_list_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("等别人的"), .count = S("2")});
	ui_list_begin(h);
	ui_brief(h, &(struct ui_brief){.url = S("/due/9"),
			    .title = S("三季度“大监督”会商材料"),
			    .meta = S("机关纪委 未接收 · 已等 2 个工作日")});
	ui_brief(h, &(struct ui_brief){.url = S("/due/8"),
			    .title = S("延期申请：警示教育补学"),
			    .meta = S("政治工作办公室 未批 · 已等 1 个工作日")});
	ui_list_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("填报负担"), .count = S("9月")});
	h_lit(h, "<div class=\"card-body md\"><div class=\"hs\"><span class=\"fig\">38<small>");
	h_text(h, S("分钟"));
	h_lit(h, "</small></span><span class=\"q\">");
	h_text(h, S("已填 6 张表 · 本所上限 120 分钟"));
	h_lit(h, "</span></div>");
	ui_meter(h, 38, 120, S("已用 38 分钟，上限 120 分钟"));
	h_lit(h, "</div>");
	ui_card_end(h);
	ui_stack_end(h);
}

static void desk(struct html *h)
{
	struct ui_frame f = kit_frame(S("工作台"), "/desk");
	ui_frame_begin(h, &f);
	ui_head_begin(
		h, &(struct ui_head){.title = tr(h->lang, "工作台"),
			   .sentence = S("城关派出所。今天和逾期 *2* 项，被退回 *1* 项，未来 7 "
					 "天还有 *4* 项；*3* 个问题未销号。")});
	ui_action(h, ICON_PRINTER, S("/desk/week"), S("打印本周清单"));
	ui_head_end(h);
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	desk_first(h);
	desk_next(h);
	ui_stack_end(h);
	desk_side(h);
	ui_cols_end(h);
	ui_frame_end(h, &f);
}

/* --- campaign ----------------------------------------------------------------------------- */

enum { UNITS = 24, ROWS = 18 };
static const char *const units[UNITS] = {"情指中心", "政工办", "督法大队", "机关纪委", "治安大队",
	"刑侦大队", "交警大队", "网安大队", "经侦大队", "禁毒大队", "出入境", "特巡警", "警务保障",
	"监管大队", "城关所", "东关所", "河西所", "南桥所", "北坪所", "柳河所", "石岭所", "青禾所",
	"双桥所", "白塔所"};
static const char *const rows[ROWS][3] = {{"一", "强化作风建设理论武装", "每月 12/31"},
	{"二", "对照八类问题开展自查", "4/30 起长效"}, {"三", "持续紧盯自查问题整改", "每月 22日"},
	{"四", "专题民主、组织生活会", "12/31"}, {"五·1", "畅通民警反映问题渠道", "5/31 起长效"},
	{"五·2", "特约监督员随警督导", "8/31"}, {"五·3", "走访征集意见并整改", "9/30"},
	{"七", "深化为基层减负", "10/31"}, {"八", "减少查实的投诉问题", "10/31"},
	{"九", "常态化明察暗访", "每季 11/30"}, {"十", "“四张清单”上下联动", "每季 11/30"},
	{"十一", "“大监督”会商研判", "每季 11/30"}, {"十二", "严格过程管理", "每季 11/30"},
	{"十三·1", "奖励担当实干", "11/30"}, {"十三·2", "鲜明用人导向", "长期"},
	{"十三·3", "容错纠错与澄清", "每季 11/30"}, {"十四", "反向惩戒", "每季 11/30"},
	{"十五", "查办案件，一体推进", "长期"}};

static struct ui_matrix_cell cell_at(int r, int u)
{
	static const enum lamp base[ROWS] = {LAMP_GREEN, LAMP_BLUE, LAMP_GREEN, LAMP_OPEN,
		LAMP_BLUE, LAMP_BLUE, LAMP_GREEN, LAMP_GREEN, LAMP_GREEN, LAMP_GREEN, LAMP_GREEN,
		LAMP_GREEN, LAMP_GREEN, LAMP_OPEN, LAMP_GREEN, LAMP_GREEN, LAMP_NONE, LAMP_NONE};
	struct ui_matrix_cell c = {.lamp = base[r], .url = S("/due/1")};
	c.lead = u == (r % 4);
	if (r > 15 && u == 3)
		c.lamp = LAMP_GREEN;
	if (base[r] == LAMP_GREEN && (r * 7 + u * 5) % 23 == 0)
		c.lamp = LAMP_YELLOW;
	if ((r == 2 && u == 19) || (r == 5 && u == 21) || (r == 7 && u == 19)) {
		c.lamp = LAMP_RED;
		c.n = r == 2 ? 4 : r == 5 ? 18 : 9;
	}
	if (r == 10 && u == 13)
		c.lamp = LAMP_GREY;
	c.lead = c.lead && c.lamp != LAMP_NONE;
	return c;
}

static void matrix(struct html *h)
{
	static struct ui_matrix_col cols[UNITS];
	static struct ui_matrix_cell cells[ROWS][UNITS];
	static struct ui_matrix_row at[ROWS];
	for (int u = 0; u < UNITS; u++)
		cols[u] = (struct ui_matrix_col){
			.text = str_of(units[u]), .url = S("/unit/1"), .gap = u == 14};
	for (int r = 0; r < ROWS; r++) {
		for (int u = 0; u < UNITS; u++)
			cells[r][u] = cell_at(r, u);
		at[r] = (struct ui_matrix_row){.no = str_of(rows[r][0]),
			.title = str_of(rows[r][1]),
			.due = str_of(rows[r][2]),
			.url = S("/measure/1"),
			.cells = cells[r]};
	}
	ui_matrix_card_begin(h, S("责任矩阵"), S("措施 × 单位"));
	ui_matrix(h, &(struct ui_matrix){cols, UNITS, at, ROWS});
	ui_foot_begin(h);
	h_text(h, S("灰格和空格不计入考核。　点任一格看到期推算和报送。"));
	ui_foot_end(h);
	ui_card_end(h);
}

static void load(struct html *h)
{
	static const int due[28] = {3, 6, 8, 4, 7, 0, 5, 9, 72, 6, 14, 0, 0, 0, 8, 11, 64, 0, 0, 0,
		0, 0, 0, 0, 9, 6, 4, 0};
	struct ui_load days[28] = {0};
	for (int i = 0; i < 28; i++) {
		days[i] = (struct ui_load){.day = day_add(day_of(2026, 9, 14), i),
			.due = due[i],
			.off = due[i] == 0,
			.makeup = i == 6 || i == 26};
		if (i == 11 || (i >= 17 && i <= 23))
			days[i].words = S("休");
	}
	ui_card_begin(h, &(struct ui_card){.title = S("到期分布"),
				 .count = S("9月14日—10月11日"),
				 .more = S("9月20日、10月10日上班；中秋、国庆连休")});
	ui_load_strip(h, S("四周到期分布"), days);
	ui_card_end(h);
}

static void late_table(struct html *h)
{
	static const struct ui_col cols[] = {{.text = S("灯")}, {.text = S("单位")},
		{.text = S("事项")}, {.text = S("卡在哪里")}, {.text = S("下一步")}};
	ui_card_begin(h, &(struct ui_card){.title = S("逾期 3 项"),
				 .count = S("与上表红格相同，可打印、可朗读")});
	ui_table_begin(h, &(struct ui_table){.label = S("逾期事项"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .hover = true});
	ui_tr_begin(h, false);
	h_lit(h, "<td>");
	ui_lamp(h, LAMP_RED, S("18 天"));
	h_lit(h, "</td>");
	ui_td(h, S("青禾所"));
	ui_td(h, S("（五）2 特约监督员随警督导 · 8月"));
	ui_td(h, S("监督员名单未定"));
	ui_td(h, S("督察法制大队 9月21日前补名单"));
	ui_tr_end(h);
	ui_table_end(h);
	ui_card_end(h);
}

static void campaign(struct html *h)
{
	static const struct ui_link crumbs[] = {{S("/campaign"), S("专项活动")}};
	static const struct ui_tab tabs[] = {{S("/campaign/1"), S("总览"), 0, false},
		{S("/campaign/1/measures"), S("措施"), 15, false},
		{S("/campaign/1/matrix"), S("责任矩阵"), 0, true},
		{S("/campaign/1/calendar"), S("日历"), 0, false},
		{S("/campaign/1/lists"), S("四张清单"), 11, false},
		{S("/campaign/1/plan"), S("方案与变更"), 2, false}};
	static const struct ui_share shares[] = {{LAMP_BLUE, 382}, {LAMP_GREEN, 214},
		{LAMP_YELLOW, 23}, {LAMP_RED, 9}, {LAMP_GREY, 4}};
	struct ui_frame f = kit_frame(S("“整作风”专项工作"), "/campaign");
	ui_frame_begin(h, &f);
	ui_head_begin(
		h, &(struct ui_head){.title = S("“整作风”专项工作 2026"),
			   .crumbs = crumbs,
			   .n_crumbs = 1,
			   .crumb = S("安公办发〔2026〕18号 · 第 2 版"),
			   .sentence = S("3月1日至12月31日 · 牵头 专项活动办公室 · 24 个责任单位 · "
					 "时间已过 66%，任务完成 60%")});
	ui_action(h, ICON_BELL, S("/campaign/1/urge"), S("催办红黄灯"));
	ui_action(h, ICON_FILE_TEXT, S("/campaign/1/month"), S("汇总 9月月报"));
	ui_head_end(h);
	ui_tabs(h, S("“整作风”专项工作"), tabs, NELEM(tabs));
	ui_stack_begin(h);
	ui_cols_begin(h, COLS_4_8);
	ui_card_begin(h, &(struct ui_card){.title = S("632 项应报"),
				 .more = S("与上周比"),
				 .more_url = S("/campaign/1?week=-1")});
	ui_body_begin(h);
	ui_stack_bar(h, shares, NELEM(shares));
	h_elc(h, "p", "md q2 mb0",
		S("逾期比上周少 3。9 项逾期中 3 项在柳河所，3 项在等情指中心确认报表清单。"));
	ui_body_end(h);
	ui_card_end(h);
	load(h);
	ui_cols_end(h);
	matrix(h);
	late_table(h);
	ui_stack_end(h);
	ui_frame_end(h, &f);
}

/* --- import ------------------------------------------------------------------------------- */

static struct ui_span find_span(struct str text, struct str words, enum ui_span_kind kind, int q)
{
	ptrdiff_t at = str_find(text, words, 0);
	AN(at >= 0);
	return (struct ui_span){(uint32_t)at, (uint32_t)words.n, kind, q};
}

static void source(struct html *h)
{
	struct str a = S("（一）强化作风建设理论武装。常态化开展作风建设思想教育工作……4月底前开展分"
			 "层分类集中"
			 "学习，做到理论学习全覆盖，民辅警自学贯穿专项活动始终。");
	struct str b = S("牵头单位：政治工作办公室"), c = S("责任单位：全局各部门");
	struct str d = S("完成时限：每月有动态进展，12月底前完成");
	struct str e = S(
		"（二）对照八类问题开展自查。持续深化纠治“四风”……建立问题台账，逐一列明存在问题、"
		"责任单位、责任领导、整改措施、整改时限，形成自查报告和清单，报督察法制大队。");
	struct str f = S("完成时限：X月底前完成清单，之后长效坚持");
	const struct ui_span sa[] = {find_span(a, S("（一）强化作风建设理论武装。"), SPAN_BOLD, 0),
		find_span(a, S("常态化"), SPAN_ASK, 8), find_span(a, S("4月底前"), SPAN_DUE, 0)};
	const struct ui_span sb[] = {find_span(b, S("政治工作办公室"), SPAN_LEAD, 0)};
	const struct ui_span sc[] = {find_span(c, S("全局各部门"), SPAN_RESP, 0)};
	const struct ui_span sd[] = {find_span(d, S("每月有动态进展"), SPAN_CADENCE, 0),
		find_span(d, S("12月底前完成"), SPAN_DUE, 0)};
	const struct ui_span se[] = {find_span(e, S("（二）对照八类问题开展自查。"), SPAN_BOLD, 0)};
	const struct ui_span sf[] = {find_span(f, S("X月底前完成清单"), SPAN_ASK, 4),
		find_span(f, S("之后长效坚持"), SPAN_CADENCE, 0)};
	const struct ui_para p[] = {{.n = 8, .text = S("二、具体措施"), .heading = true},
		{.n = 9, .text = a, .spans = sa, .n_spans = 3},
		{.n = 10, .text = b, .spans = sb, .n_spans = 1},
		{.n = 11, .text = c, .spans = sc, .n_spans = 1},
		{.n = 12, .text = d, .spans = sd, .n_spans = 2},
		{.n = 13, .text = e, .spans = se, .n_spans = 1, .here = true, .id = S("p13")},
		{.n = 16, .text = f, .spans = sf, .n_spans = 2, .here = true}};
	ui_doc_begin(h, S("方案原文"));
	for (size_t i = 0; i < NELEM(p); i++)
		ui_doc_para(h, &p[i]);
	ui_doc_end(h);
}

static void questions(struct html *h)
{
	static const struct ui_option when[] = {
		{S("2026-04-30"), S("4月底（4月30日 周四）"), STR_NONE, true},
		{S("2026-05-31"), S("5月底"), STR_NONE, false},
		{S("other"), S("其他日期"), STR_NONE, false}};
	const struct ui_field f[] = {{.input = UI_RADIO,
					     .name = S("answer"),
					     .label = S("完成月份"),
					     .label_hidden = true,
					     .options = when,
					     .n_options = 3,
					     .inline_ = true},
		{.name = S("basis"),
			.label = S("依据"),
			.label_hidden = true,
			.placeholder = S("依据，如：局党委会 3月6日议定")}};
	ui_card_begin(h, &(struct ui_card){.title = S("要您回答的问题"),
				 .count = S("已答 5，待答 6"),
				 .more = S("只看待答"),
				 .more_url = S("/plan/1?open=1")});
	ui_list_begin(h);
	ui_question_begin(h, &(struct ui_question){.n = 4,
				     .title = S("措施（二）的完成月份，原文写作“X月底前”")});
	h_elc(h, "p", "md q2", S("须早于专项活动结束（12月31日）。没有默认值，系统不代您猜。"));
	ui_form_begin(h, &(struct ui_form){
				 .action = S("/plan/1/answer/4"), .csrf = S("t"), .swap = S("q4")});
	ui_fields(h, f, 2);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = S("确认"), .primary = true});
	ui_button_link(h, S("/plan/1"), S("暂不答"));
	ui_buttons_end(h);
	ui_form_end(h);
	ui_question_end(h);
	ui_question(h, &(struct ui_question){.n = 5,
			       .title = S("（三）督导检查“定期”，多久一次"),
			       .url = S("/plan/1?q=5#q5")});
	ui_question(h, &(struct ui_question){.n = 8,
			       .title = S("（一）（五）2“常态化”“定期”，多久报一次"),
			       .url = S("/plan/1?q=8#q8"),
			       .answered = true});
	ui_list_end(h);
	ui_card_end(h);
}

static void import(struct html *h)
{
	static const struct ui_link crumbs[] = {{S("/plan"), S("方案导入")}};
	static const struct str steps[] = {S("上传"), S("核对"), S("复核（第二人）"), S("签发")};
	static const struct ui_fact one[] = {{CHIP_LEAD, S("牵头 政治工作办公室")},
		{CHIP_RESP, S("责任 全局各部门 24")}, {CHIP_DUE, S("4月30日 集中学习")},
		{CHIP_CADENCE, S("每月 动态进展")}, {CHIP_DUE, S("12月31日 完成")},
		{CHIP_ASK, S("问 8")}};
	static const struct ui_fact two[] = {{CHIP_LEAD, S("牵头 督察法制大队")},
		{CHIP_RESP, S("责任 全局各部门 24")}, {CHIP_ASK, S("问 4　_月底 清单和报告")},
		{CHIP, S("读作：查实的问题下降，不考核受理量")}};
	struct ui_frame f = kit_frame(S("方案导入 · 核对"), "/plan");
	ui_frame_begin(h, &f);
	ui_head_begin(h, &(struct ui_head){.title = S("机关“整作风”专项工作分方案"),
				 .crumbs = crumbs,
				 .n_crumbs = 1,
				 .crumb = S("整作风分方案.docx"),
				 .sentence = S("读出 *15* 条措施、*19* 个任务、*27* "
					       "条时限规则、*14* 个单位。有 *11* "
					       "处原文没有说清，答完才能签发。")});
	ui_steps(h, steps, 4, 1);
	h_lit(h, "<div class=\"hs\">");
	h_elc(h, "span", "sm q", S("还有 6 个问题待答，1 个单位组未登记"));
	ui_button(h, &(struct ui_button){.text = S("保存")});
	ui_button(h, &(struct ui_button){.text = S("签发方案"), .primary = true, .disabled = true});
	h_lit(h, "</div>");
	ui_head_end(h);
	ui_cols_begin(h, COLS_5_5);
	h_lit(h, "<section class=\"card\" aria-labelledby=\"src\"><header class=\"card-header\">"
		 "<h2 class=\"card-title\" id=\"src\">");
	h_text(h, S("原文"));
	h_lit(h, "</h2>");
	ui_doc_legend(h);
	h_lit(h, "</header>");
	source(h);
	ui_card_end(h);
	ui_stack_begin(h);
	questions(h);
	ui_card_begin(h, &(struct ui_card){.title = S("读出的措施"), .count = S("15")});
	ui_readings_begin(h);
	ui_reading(h, &(struct ui_reading){.no = S("一"),
			      .title = S("强化作风建设理论武装"),
			      .facts = one,
			      .n_facts = NELEM(one),
			      .url = S("/plan/1?m=1#p9")});
	ui_reading(h, &(struct ui_reading){.no = S("二"),
			      .title = S("对照八类问题开展自查"),
			      .note = S("3 项"),
			      .facts = two,
			      .n_facts = NELEM(two),
			      .here = true});
	ui_readings_end(h);
	ui_card_end(h);
	ui_stack_end(h);
	ui_cols_end(h);
	ui_frame_end(h, &f);
}

static void draw_desk(void **state)
{
	(void)state;
	assert_true(kit_all("desk", desk));
}

static void draw_campaign(void **state)
{
	(void)state;
	assert_true(kit_all("campaign", campaign));
}

static void draw_import(void **state)
{
	(void)state;
	assert_true(kit_all("import", import));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draw_desk),
		cmocka_unit_test(draw_campaign),
		cmocka_unit_test(draw_import),
	};
	kit_arena = arena_open(64 << 20);
	int fail = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(kit_arena);
	return fail;
}
