/* letter_fixture.c — see letter_fixture.h. */
#include "lib/letter_fixture.h"

#include "base/buf.h"
#include "base/vec.h"

typedef VEC(struct letter_block) blocks;

static void add(struct arena *a, blocks *b, enum letter_kind kind, int level, struct str text)
{
	*vec_add(a, b) = (struct letter_block){.kind = kind, .level = level, .text = text};
}

static void add_section(struct arena *a, blocks *b)
{
	add(a, b, LETTER_HEAD, 1, S("存在的主要问题"));
	add(a, b, LETTER_HEAD, 2,
		S("值班备勤不落实。3月3日21时40分，督察组到城东派出所检查，值班领导不在岗，值班民警2人"
		  "中1人未着制式服装（已当场纠正）；交接班记录自2月27日起没有填写。"));
	add(a, b, LETTER_HEAD, 2,
		S("接处警不规范。抽查110接处警记录60份，其中7份反馈超过规定时限，4份没有上传执法记录仪"
		  "视频，占比分别为11.7%和6.7%。"));
	add(a, b, LETTER_HEAD, 3, S("记录不完整"));
	add(a, b, LETTER_PARA, 0,
		S("抽查的记录中，有9份没有写明到达现场的时间，有5份处理结果只写“已处理”，看不出怎样处理；"
		  "有3份当事人的联系方式空缺，无法回访。所在单位的负责人没有按规定逐日审核。"));
	add(a, b, LETTER_HEAD, 4, S("接报时间与出警时间相差较大的，没有写明原因"));
}

struct letter letter_fixture(struct arena *a, int sections)
{
	static const struct letter_col COLS[] = {
		{S("序号"), 1}, {S("单位"), 3}, {S("问题"), 6}, {S("整改时限"), 3}};
	static const struct str CELLS[] = {S("1"), S("城东派出所"),
		S("值班领导不在岗，交接班记录没有填写，已责令当场整改并说明情况。"), S("3月20日"),
		S("2"), S("交通警察大队"), S("窗口人员迟到；A&B <系统>没有登记。"), S("3月20日")};
	static const struct letter_table TABLE = {COLS, 4, 2, CELLS, false};
	static const struct str ATTACHED[] = {S("督察发现问题清单")};
	blocks b = {0};
	add(a, &b, LETTER_PARA, 0,
		S("为深入推进“整作风、提效能”专项行动，3月2日至6日，县局警务督察大队采取明察与暗访相结合"
		  "的方式，对12个派出所、6个业务大队进行了督察。现将有关情况通报如下。"));
	for (int i = 0; i < sections; i++)
		add_section(a, &b);
	add(a, &b, LETTER_HEAD, 1, S("工作要求"));
	add(a, &b, LETTER_PARA, 0,
		S("各单位要对照通报的问题认真自查，举一反三，于3月20日前将整改情况书面报县局。"));
	add(a, &b, LETTER_ANNEX, 0, ATTACHED[0]);
	add(a, &b, LETTER_HEAD, 1, S("清单"));
	*vec_add(a, &b) = (struct letter_block){.kind = LETTER_TABLE, .table = &TABLE};
	return (struct letter){
		.form = LETTER_RED,
		.copy_no = S("000012"),
		.secrecy = S("内部"),
		.urgency = S("加急"),
		.mark = S("安澜县公安局文件"),
		.number = S("安公发〔2026〕12号"),
		.title = S("安澜县公安局关于3月上旬警务督察情况的通报"),
		.to = S("各派出所，局属各部门"),
		.blocks = b.at,
		.n_blocks = (int)b.n,
		.attached = ATTACHED,
		.n_attached = 1,
		.from = S("安澜县公安局"),
		.date = day_of(2026, 3, 9),
		.sealed = true,
		.note = S("联系人：督察大队，电话：0000-110110"),
		.cc = S("市公安局警务督察支队，县委政法委，县纪委监委驻县公安局纪检监察组"),
		.printed_by = S("安澜县公安局办公室"),
		.printed = day_of(2026, 3, 9),
	};
}

struct letter letter_fixture_plain(struct arena *a, int chars)
{
	static const char *const HAN[] = {"国", "圆", "围", "囤", "团", "困", "固"};
	struct buf b = buf_in(a, LETTER_TEXT);
	blocks v = {0};
	for (int i = 0; i < chars; i++)
		buf_str(&b, str_of(HAN[i % 7]));
	*vec_add(a, &v) = (struct letter_block){.kind = LETTER_LINE, .text = buf_view(&b)};
	return (struct letter){.form = LETTER_PLAIN,
		.blocks = v.at,
		.n_blocks = 1,
		.date = DAY_NONE,
		.printed = DAY_NONE};
}
