/* kit_parts_test.c — every building block once, and the pages that are the same everywhere. */
#include "kit.h"

/* --- due item: why this date -------------------------------------------------------------- */

static void why_cards(struct html *h)
{
	static const struct ui_why first[] = {
		{.step = S("原文"),
			.quote = S("按月报送内容于当月22日下午X：00前报送"),
			.detail = S("方案 四（三），第 88 段")},
		{.step = S("补答"),
			.text = S("X 读作 17:00"),
			.detail = S("许闻溪，3月10日，依据局党委会议定")},
		{.step = S("日历"),
			.text = S("9月22日是工作日，不移动"),
			.detail = S("逢休息日也不顺延（方案未开启），只把提醒提前")},
		{.step = S("结果"), .text = S("9月22日 周二 17:00"), .result = true},
	};
	struct ui_strip_day days[8] = {0};
	for (int i = 0; i < 8; i++)
		days[i] = (struct ui_strip_day){.day = day_add(day_of(2026, 9, 18), i),
			.off = i == 1 || i == 7,
			.makeup = i == 2,
			.end = i == 6,
			.count = i >= 2 && i <= 6 ? i - 1 : 0};
	days[0].words = S("退回");
	days[7].words = S("中秋");
	const struct ui_why second[] = {
		{.step = S("触发"),
			.text = S("9月18日 09:10 退回"),
			.detail = S("退回人设定：5 个工作日")},
		{.step = S("数法"),
			.text = S("当天不算，只数工作日"),
			.days = days,
			.n_days = 8,
			.detail = S("9月20日 周日为调休上班日，计 1 天")},
		{.step = S("结果"),
			.text = S("9月24日 周四 24:00"),
			.result = true,
			.url = S("/due/384/what-if"),
			.link = S("如果日历改变，会怎样")},
	};
	ui_card_begin(h, &(struct ui_card){.title = S("为什么是这一天"),
				 .count = S("规则 T-26 · 法定工作日历 2026（国办通知，第 1 版）")});
	ui_body_begin(h);
	ui_cols_begin(h, COLS_5_5);
	h_lit(h, "<div>");
	h_el(h, "h3", S("原到期　9月22日 17:00"));
	ui_why(h, first, NELEM(first));
	h_lit(h, "</div><div>");
	h_el(h, "h3", S("退回重报　9月24日"));
	ui_why(h, second, NELEM(second));
	h_lit(h, "</div>");
	ui_cols_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void due_form(struct html *h)
{
	static const struct ui_option have[] = {{S("1"), S("抽查记录 4 份"), STR_NONE, false}};
	const struct ui_field f[] = {
		{.input = UI_LONG,
			.name = S("progress"),
			.label = S("动态进展"),
			.note = S("300 字以内"),
			.value = S("六个问题已销号 3 个，2 个已申请销号。")},
		{.input = UI_SELECT,
			.name = S("evidence"),
			.label = S("第 3 号问题进展的证据"),
			.note = S("台账引用或附件，至少一项"),
			.options = have,
			.n_options = 1,
			.none = S("从本所已有材料中选择…"),
			.error = S("请选一项证据。登记册、函件均可，不要求照片。")},
	};
	ui_errors(h, f, 2);
	ui_card_begin(h, &(struct ui_card){.title = S("第 2 次报送"),
				 .count = S("草稿 · 10:42 自动保存"),
				 .more = S("台账已有的数字不再填")});
	ui_body_begin(h);
	ui_note(h, NOTE_YELLOW, S("退回意见"),
		S("第 3 号问题写“已完成”，台账是“整改中”，也没有证据。"));
	ui_form_begin(h, &(struct ui_form){.action = S("/due/391/report"), .version = S("3")});
	ui_fields(h, f, 2);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = S("提交第 2 次报送"), .primary = true});
	ui_button(h, &(struct ui_button){.text = S("存草稿"),
			     .unchecked = true,
			     .why = S("首次报送时间 9月17日 15:42 保留，准时与否按首次计")});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void due_side(struct html *h)
{
	static const struct ui_kv kv[] = {
		{S("措施"), S("（三）持续紧盯自查问题整改"), S("/measure/3")},
		{S("牵头"), S("督察法制大队"), STR_NONE},
		{S("频次"), S("每月，第 *6* 期 / 共 9 期"), STR_NONE}};
	static const struct ui_event ev[] = {
		{.kind = EVENT_NOW, .when = S("现在"), .text = S("*等城关派出所重报*")},
		{.kind = EVENT_ADVERSE,
			.when = S("9月18日 09:10"),
			.text = S("周明澈 *退回*，限 5 个工作日"),
			.seal = 18204,
			.seal_hash = S("3f9a71c2d81c"),
			.seal_url = S("/seal/18204")},
		{.when = S("9月17日 15:42"),
			.text = S("林知远 *首次报送*，比到期早 4 个工作日"),
			.detail = S("附件 3 份"),
			.seal = 18177,
			.seal_hash = S("a07d3b4e")},
		{.kind = EVENT_FUTURE, .text = S("9月24日 24:00 未重报则亮红灯")}};
	static const struct str stages[] = {S("登记"), S("交办"), S("整改"), S("验收"), S("销号")};
	const struct ui_limit limits[] = {
		{S("局长信箱答复"), LAMP_YELLOW, S("剩 3 个工作日"), day_of(2026, 9, 14),
			day_of(2026, 9, 22), STR_NONE, S("本局设置 · 7 个工作日"), false, DAY_NONE},
		{S("告知是否受理"), LAMP_BLUE, S("9月16日 已告知"), day_of(2026, 9, 14),
			day_of(2026, 9, 29), S("收到"), S("《信访工作条例》第 23 条 · 15 日"), true,
			day_of(2026, 9, 16)}};
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = S("责任")});
	ui_body_begin(h);
	ui_kvs(h, kv, NELEM(kv));
	ui_body_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("经过")});
	ui_body_begin(h);
	ui_timeline(h, ev, NELEM(ev));
	ui_body_end(h);
	ui_foot_begin(h);
	ui_icon(h, ICON_SHIELD_CHECK);
	h_text(h, S(" 本页 7 条存证校验通过，树头 9月18日 06:00。"));
	ui_foot_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("阶段")});
	ui_body_begin(h);
	ui_flow(h, S("办理阶段"), stages, 5, 2);
	ui_body_end(h);
	ui_card_end(h);
	ui_card_begin(
		h, &(struct ui_card){.title = S("办理时限"), .count = S("法定 1，本局设置 1")});
	ui_limits(h, limits, 2);
	ui_card_end(h);
	ui_stack_end(h);
}

static void dueitem(struct html *h)
{
	static const struct ui_link crumbs[] = {{S("/due"), S("应报与报送")},
		{S("/measure/3"), S("措施（三）持续紧盯自查问题整改")}};
	struct ui_frame f = kit_frame(S("自查问题整改情况 9月"), "/due");
	ui_frame_begin(h, &f);
	ui_head_begin(h, &(struct ui_head){.title = S("自查问题整改情况 · 2026年9月"),
				 .crumbs = crumbs,
				 .n_crumbs = 2,
				 .crumb = S("BS-2026-0384"),
				 .lamp = LAMP_YELLOW,
				 .word = S("被退回，限 9月24日 周四 · 剩 5 个工作日"),
				 .sentence = S("城关派出所 报 督察法制大队")});
	ui_action(h, ICON_NONE, S("/due/384/extend"), S("申请延期"));
	ui_action(h, ICON_PRINTER, S("/due/384?print=1"), S("打印"));
	ui_head_end(h);
	ui_done(h, S("草稿已保存。"), 18205, S("77aa01ff"), S("/seal/18205"));
	ui_cols_begin(h, COLS_8_4);
	ui_stack_begin(h);
	due_form(h);
	why_cards(h);
	ui_stack_end(h);
	due_side(h);
	ui_cols_end(h);
	ui_frame_end(h, &f);
}

/* --- a list with filters, sorting, pages --------------------------------------------------- */

static void list_rows(struct html *h)
{
	static const struct {
		enum lamp lamp;
		struct str word, no, title, unit, state, due;
	} r[] = {
		{LAMP_RED, S("逾期 3 天"), S("0092"), S("巡逻记录事后补填"), S("柳河所"),
			S("整改中"), S("9月15日")},
		{LAMP_YELLOW, S("今天"), S("0121"), S("夜间值班领导不在位"), S("石岭所"),
			S("制定措施"), S("9月18日")},
		{LAMP_GREY, S("等验收"), S("0117"),
			S("午间窗口无人值守，群众二次跑，材料不一次告知，反映多次仍未改"),
			S("城关所"), S("申请销号"), S("9月24日")},
		{LAMP_GREEN, S("剩 8 工作日"), S("0098"), S("接处警反馈重复录入三个平台"),
			S("城关所"), S("整改中"), S("9月30日")},
		{LAMP_BLUE, S("办结"), S("0054"), S("执法记录仪使用不规范"), S("特巡警"),
			S("回头看"), S("12月16日")},
	};
	for (size_t i = 0; i < NELEM(r); i++) {
		ui_tr_begin(h, i == 2);
		h_lit(h, "<td>");
		ui_lamp(h, r[i].lamp, r[i].word);
		h_lit(h, "</td>");
		h_elc(h, "td", "q hide-m", r[i].no);
		ui_td_link(h, S("/problem/117"), r[i].title);
		ui_td(h, r[i].unit);
		h_elc(h, "td", "q2 hide-m", r[i].state);
		h_elc(h, "td", "rt q2 hide-m", r[i].due);
		ui_tr_end(h);
	}
}

static void list(struct html *h)
{
	static const struct ui_param at[] = {{S("state"), S("open")}, {S("sort"), S("-due")},
		{S("page"), S("2")}, {S("q"), S("")}};
	static const struct ui_query q = {S("/problem"), at, 4, S("list")};
	static const struct ui_col cols[] = {{.text = S("灯")},
		{.text = S("编号"), .hide_small = true}, {.text = S("存在问题")},
		{.text = S("责任单位"), .sort = S("unit")}, {.text = S("状态"), .hide_small = true},
		{.text = S("整改时限"), .sort = S("due"), .right = true, .hide_small = true}};
	static const struct ui_choice states[] = {
		{S("open"), S("未销号"), 46}, {S("done"), S("已销号"), 82}};
	static const struct ui_choice units[] = {
		{S("1"), S("城关派出所"), 12}, {S("2"), S("柳河派出所"), 7}};
	static const struct ui_filter filters[] = {
		{S("state"), S("状态"), states, 2}, {S("unit"), S("单位"), units, 2}};
	ui_filters(h, &q, filters, 2, S("q"), S("标题、编号、措施"));
	ui_table_begin(h, &(struct ui_table){.label = S("问题列表"),
				  .cols = cols,
				  .n_cols = NELEM(cols),
				  .query = &q,
				  .dense = true,
				  .hover = true,
				  .class_ = S("prob")});
	list_rows(h);
	ui_table_end(h);
	ui_pager(h,
		&(struct ui_pager){
			.query = &q, .first = 17, .last = 32, .total = 46, .page = 2, .pages = 3});
}

static void problems(struct html *h)
{
	static const struct ui_tab tabs[] = {{S("/problem"), S("全部"), 128, false},
		{S("/problem?state=open"), S("未销号"), 46, true},
		{S("/problem?mine=1"), S("等我验收"), 3, false}};
	struct ui_frame f = kit_frame(S("问题台账"), "/problem");
	ui_frame_begin(h, &f);
	ui_head_begin(h,
		&(struct ui_head){.title = S("问题台账"),
			.sentence = S(
				"未销号 *46*，逾期 *2*，等您验收 *3*，回头看到期 *7*，反弹 *2*")});
	ui_action(h, ICON_TABLE_EXPORT, S("/problem.xlsx"), S("导出"));
	ui_action_primary(h, ICON_PLUS, S("/problem/new"), S("登记问题"));
	ui_head_end(h);
	ui_tabs(h, S("已存视图"), tabs, NELEM(tabs));
	h_lit(h, "<div id=\"list\" class=\"stackv\">");
	ui_card_begin(h, &(struct ui_card){.title = S("问题列表"), .count = S("46")});
	list(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("没有内容")});
	ui_empty(h, S("今天没有到期的"), S("下一项 9月22日 周二 17:00"));
	ui_card_end(h);
	h_lit(h, "</div>");
	ui_frame_end(h, &f);
}

/* --- every input, lamps, chips, notes, charts ---------------------------------------------- */

static void inputs(struct html *h)
{
	static const struct ui_option three[] = {
		{S("a"), S("匿名"), S("只能凭回执联系，我们无法主动找到您"), true},
		{S("b"), S("实名，对办理人保密"), S("身份单独封存，启封须两人批准并告知您"), false},
		{S("c"), S("实名"), S("优先办理，直接告知您受理和结果"), false}};
	const struct ui_field f[] = {
		{.name = S("head"),
			.label = S("责任领导"),
			.note = S("姓名或警号"),
			.value = S("顾长宁")},
		{.input = UI_DATE,
			.name = S("due"),
			.label = S("整改时限"),
			.value = S("下周四"),
			.hint = S("须在 12月31日前"),
			.error = S("请填写整改时限，如 2026-09-24")},
		{.input = UI_DATE,
			.name = S("day"),
			.label = S("发生日期"),
			.value = S("2026-09-18"),
			.half = true},
		{.input = UI_TIME,
			.name = S("clock"),
			.label = S("时刻"),
			.value = S("17:00"),
			.half = true},
		{.input = UI_NUMBER,
			.name = S("n"),
			.label = S("人数"),
			.size = 8,
			.value = S("38")},
		{.input = UI_RADIO,
			.name = S("who"),
			.label = S("是否留下身份"),
			.options = three,
			.n_options = 3,
			.boxed = true},
		{.input = UI_CHECK,
			.name = S("kinds"),
			.label = S("涉及"),
			.options = three,
			.n_options = 3,
			.inline_ = true,
			.error = S("请至少选一项")},
		{.input = UI_FILE,
			.name = S("f"),
			.label = S("附件"),
			.note = S("可不附，最多 5 个"),
			.many = true},
		{.input = UI_SHOWN, .name = S("s"), .label = S("登记人"), .value = S("林知远")},
		{.input = UI_HIDDEN, .name = S("hid"), .value = S("1")},
	};
	ui_card_begin(h, &(struct ui_card){.title = S("表单和错误"), .icon = ICON_PENCIL});
	ui_body_begin(h);
	ui_errors(h, f, NELEM(f));
	ui_form_begin(h, &(struct ui_form){.action = S("/kit"), .files = true});
	ui_fields(h, f, 2);
	ui_grid_begin(h);
	ui_fields(h, f + 2, 2);
	ui_grid_end(h);
	ui_fields(h, f + 4, NELEM(f) - 4);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void small_parts(struct html *h)
{
	ui_card_begin(h, &(struct ui_card){.title = S("灯")});
	ui_body_begin(h);
	h_lit(h, "<p class=\"wrapx\">");
	for (enum lamp l = LAMP_OPEN; l < LAMP_N; l++)
		ui_lamp(h, l, ui_lamp_name(h->lang, l));
	h_lit(h, "</p><p class=\"wrapx\">");
	for (enum lamp l = LAMP_OPEN; l < LAMP_N; l++)
		ui_lamp_box(h, l, ui_lamp_name(h->lang, l));
	h_lit(h, "</p><p class=\"wrapx\">");
	ui_lamp(h, LAMP_GREEN, ui_lamp_left(kit_arena, h->lang, 3));
	ui_lamp(h, LAMP_GREEN, ui_lamp_left_days(kit_arena, h->lang, 59));
	ui_lamp(h, LAMP_YELLOW, ui_lamp_today(kit_arena, h->lang, 1020));
	ui_lamp(h, LAMP_RED, ui_lamp_late(kit_arena, h->lang, 3));
	h_lit(h, "</p><p class=\"wrapx\">");
	ui_chip(h, CHIP, S("中性"));
	ui_chip(h, CHIP_LEAD, S("牵头"));
	ui_chip(h, CHIP_RESP, S("责任"));
	ui_chip(h, CHIP_DUE, S("时限"));
	ui_chip(h, CHIP_CADENCE, S("频次"));
	ui_chip(h, CHIP_ASK, S("待答"));
	h_lit(h, "</p><p class=\"mb0\">");
	ui_seal(h, 18204, S("3f9a71c2d8"), S("/seal/18204"));
	h_lit(h, "</p>");
	ui_body_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("提示")});
	h_lit(h, "<div class=\"card-body\">");
	ui_note(h, NOTE, STR_NONE, S("一般说明。"));
	ui_note(h, NOTE_YELLOW, S("请注意"), S("原文没有写月份。"));
	ui_note(h, NOTE_RED, S("不能提交"), S("验收人不能是本单位的人。"));
	ui_note(h, NOTE_BLUE, STR_NONE, S("已提交，等督察法制大队接收。"));
	ui_body_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("按钮"), .count = S("每页一个主要按钮")});
	ui_body_begin(h);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = S("主要"), .primary = true, .icon = ICON_SEND});
	ui_button(h, &(struct ui_button){.text = S("次要")});
	ui_button(h, &(struct ui_button){.text = S("小"), .small = true});
	ui_button(h, &(struct ui_button){.text = S("未满足"),
			     .primary = true,
			     .disabled = true,
			     .why = S("三点都答完才能发出")});
	ui_buttons_end(h);
	ui_body_end(h);
	ui_card_end(h);
}

static void charts(struct html *h)
{
	static const struct str heads[] = {S("月"), S("准时率 %"), S("上年同期 %")};
	static const struct str cells[] = {S("5月"), S("90"), S("82"), S("6月"), S("88"), S("80"),
		S("7月"), S("91"), S("84"), S("8月"), S("89"), S("83"), S("9月"), S("92"), S("85")};
	static const struct str bh[] = {S("月"), S("新登记"), S("销号"), S("反弹")};
	static const struct str bc[] = {S("7月"), S("19"), S("28"), S("2"), S("8月"), S("22"),
		S("24"), S("1"), S("9月"), S("14"), S("17"), S("1")};
	static const struct ui_figure figs[] = {{S("抽查"), S("22"), S("个，占销号 32%")},
		{S("反弹"), S("2"), S("个，已重开")}, {S("反弹率"), S("9%"), S("区间 3—28")}};
	ui_stack_begin(h);
	ui_card_begin(h, &(struct ui_card){.title = S("准时率"), .count = S("上年同期为虚线")});
	ui_body_begin(h);
	ui_chart(h, &(struct ui_chart){.kind = CHART_LINE,
			    .caption = S("准时率按月"),
			    .heads = heads,
			    .n_heads = 3,
			    .cells = cells,
			    .n_rows = 5,
			    .min = S("60"),
			    .max = S("100"),
			    .note = S("9月只算到 17日。")});
	ui_body_end(h);
	ui_card_end(h);
	ui_card_begin(h, &(struct ui_card){.title = S("问题台账"), .count = S("未销号 46")});
	ui_body_begin(h);
	ui_chart(h, &(struct ui_chart){.kind = CHART_BAR,
			    .caption = S("问题按月"),
			    .heads = bh,
			    .n_heads = 4,
			    .cells = bc,
			    .n_rows = 3});
	ui_body_end(h);
	ui_figures(h, figs, 3);
	ui_body_begin(h);
	ui_interval(h, &(struct ui_interval){4000, 10000, 8400, 9700, 9300, 8600, false});
	ui_interval(h, &(struct ui_interval){4000, 10000, 6700, 9900, 9200, -1, true});
	ui_body_end(h);
	ui_card_end(h);
	ui_card_begin(h,
		&(struct ui_card){.title = S("来件人身份已封存"), .icon = ICON_LOCK, .lock = true});
	ui_card_end(h);
	ui_card_begin(
		h, &(struct ui_card){
			   .title = S("回避隔离已启用"), .icon = ICON_SHIELD_LOCK, .wall = true});
	ui_card_end(h);
	ui_stack_end(h);
}

static void kit(struct html *h)
{
	struct ui_frame f = kit_frame(S("构件"), "/more");
	f.charts = true;
	ui_frame_begin(h, &f);
	ui_head(h, &(struct ui_head){.title = S("构件一览"), .sentence = S("每一种只有一个写法")});
	ui_cols_begin(h, COLS_3);
	ui_stack_begin(h);
	small_parts(h);
	ui_stack_end(h);
	ui_stack_begin(h);
	inputs(h);
	ui_stack_end(h);
	charts(h);
	ui_cols_end(h);
	ui_frame_end(h, &f);
}

/* --- pages that are the same everywhere ----------------------------------------------------- */

static void sign_in(struct html *h)
{
	static const struct ui_kv demo[] = {{S("专项办"), S("xuwenxi · demo"), STR_NONE},
		{S("联络员"), S("linzhiyuan · demo"), STR_NONE}};
	ui_sign_in(h, &(struct ui_sign_in){.bureau = S("安澜县公安局"),
			      .name = S("linzhiyuan"),
			      .code = true,
			      .form = {.action = S("/sign-in"), .csrf = S("t")},
			      .error = S("账号或密码不对。连续错 5 次将锁定 15 分钟。"),
			      .notice = S("离开太久，请重新登录。没交的报送已存为草稿。"),
			      .help = S("忘记密码请找本单位系统管理员。"),
			      .other_lang = {S("/sign-in?lang=en"), S("English")},
			      .demo = demo,
			      .n_demo = 2});
}

static void missing(struct html *h)
{
	struct ui_frame f = kit_frame(S("没有这一页"), "");
	ui_missing(h, &f, STR_NONE);
}

static void refused(struct html *h)
{
	ui_refuse(h, NULL, S("安澜县公安局"),
		&(struct ui_refusal){.title = S("现在办不了"),
			.text = S("磁盘已满，没有保存。"),
			.advice = S("您写的没有丢：请按“后退”，复制到别处，再告诉系统管理员。"),
			.back_url = S("/desk"),
			.back = S("再试一次"),
			.reference = S("20260918-105012-7f3a")});
}

static void confirm(struct html *h)
{
	static const struct str what[] = {
		S("*24* 个单位将收到 *632* 项应报，第一项 9月22日 17:00 到期。"),
		S("方案文字和读法存证，不能改，只能出新版本。")};
	const struct ui_field f[] = {{.input = UI_LONG,
		.name = S("basis"),
		.label = S("依据"),
		.rows = 2,
		.error = S("请写依据，如：局党委会 3月6日议定")}};
	static const struct ui_param hidden[] = {{S("plan"), S("1")}};
	struct ui_frame fr = kit_frame(S("签发方案"), "/plan");
	ui_frame_begin(h, &fr);
	ui_head(h, &(struct ui_head){.title = S("签发方案"), .sentence = S("签发后不能撤回")});
	ui_confirm(
		h, &(struct ui_confirm){.title = S("签发后"),
			   .what = what,
			   .n_what = 2,
			   .form = {.action = S("/plan/1/issue"), .csrf = S("t"), .once = S("o")},
			   .hidden = hidden,
			   .n_hidden = 1,
			   .fields = f,
			   .n_fields = 1,
			   .verb = S("签发"),
			   .back_url = S("/plan/1")});
	ui_frame_end(h, &fr);
}

static void conflict(struct html *h)
{
	static const struct ui_change ch[] = {
		{S("整改措施"), S("9月1日起轮值窗口"),
			S("9月1日起 12:00—14:00 轮值窗口\n公示午间安排")},
		{S("责任领导"), S("顾长宁"), S("顾长宁")},
		{S("整改时限"), STR_NONE, S("2026-09-24")}};
	static const struct ui_param mine[] = {
		{S("measure"), S("9月1日起 12:00—14:00 轮值窗口\n公示午间安排")}};
	struct ui_frame f = kit_frame(S("两人同时改了"), "/problem");
	ui_frame_begin(h, &f);
	ui_head(h, &(struct ui_head){.title = S("两人同时改了这一条")});
	ui_conflict(h, &(struct ui_conflict){.who = S("周明澈"),
			       .when = S("9月18日 10:41"),
			       .changes = ch,
			       .n_changes = 3,
			       .form = {.action = S("/problem/117"), .version = S("8")},
			       .mine = mine,
			       .n_mine = 1,
			       .view_url = S("/problem/117")});
	ui_frame_end(h, &f);
}

static void help(struct html *h)
{
	static const struct ui_help s[] = {
		{S("report"), S("怎样报送"),
			S("打开 *工作台*，第一张卡片就是今天要办的。\n\n- "
			  "写做了什么、有什么结果\n- 数字已从台账带入，不对才改\n- "
			  "没有变化按“与上月无变化”\n\n提交后可以在“经过”里看到存证编号。")},
		{S("date"), S("日期怎么来的"), S("点任何一个日期，看原文、读法、日历和结果。")}};
	struct ui_frame f = kit_frame(S("帮助"), "/more");
	ui_frame_begin(h, &f);
	ui_head(h, &(struct ui_head){.title = S("帮助")});
	ui_help(h, s, 2);
	ui_frame_end(h, &f);
}

static void portal(struct html *h)
{
	static const struct ui_link nav[] = {
		{S("/query"), S("查询办理")}, {S("/open"), S("公开数据")}};
	static const struct ui_link foot[] = {{S("/protect"), S("我们怎样保护您")}};
	static const struct ui_option kinds[] = {
		{S("1"), S("请求解决问题"), S("事情没办成、办慢了、收费不对"), true},
		{S("2"), S("检举民警、辅警违纪违法"), S("由纪检、督察直接受理，被反映的单位看不到"),
			false}};
	const struct ui_field f[] = {{.input = UI_RADIO,
					     .name = S("kind"),
					     .label = S("您要反映的是"),
					     .options = kinds,
					     .n_options = 2,
					     .boxed = true},
		{.input = UI_LONG,
			.name = S("what"),
			.label = S("发生了什么"),
			.rows = 5,
			.value = S("中午没人"),
			.hint = S("写清谁、在哪里、做了什么、您希望怎样解决。"),
			.error = S("请写明发生了什么，至少 20 个字")}};
	const struct ui_public p = {.bureau = S("安澜县公安局"),
		.title = S("反映问题"),
		.nav = nav,
		.n_nav = 2,
		.other_lang = {S("?lang=en"), S("English")},
		.foot = S("本页不记录您的网络地址、设备和浏览器，不使用脚本和第三方内容。紧急情况请"
			  "拨打 110。"),
		.foot_links = foot,
		.n_foot_links = 1};
	ui_public_begin(h, &p);
	h_el(h, "h1", S("反映问题、提出建议"));
	ui_errors(h, f, 2);
	ui_form_begin(h, &(struct ui_form){.action = S("/submit")});
	ui_fields(h, f, 2);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = S("检查后提交"), .primary = true, .big = true});
	ui_buttons_end(h);
	ui_form_end(h);
	ui_public_end(h, &p);
}

static const struct {
	const char *name;
	kit_fn *draw;
} pages[] = {{"dueitem", dueitem}, {"problems", problems}, {"kit", kit}, {"sign-in", sign_in},
	{"missing", missing}, {"refused", refused}, {"confirm", confirm}, {"conflict", conflict},
	{"help", help}, {"portal", portal}};

static void draw_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(pages); i++)
		assert_true(kit_all(pages[i].name, pages[i].draw));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(draw_all)};
	kit_arena = arena_open(64 << 20);
	int fail = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(kit_arena);
	return fail;
}
