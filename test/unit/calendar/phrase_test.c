/* phrase_test.c — time phrases in fields and in prose (register section 3, corpus guide 2.5).
 *
 * Each case is a text and what is read from it, one word per phrase:
 * by:DATE, from:DATE..DATE, every:PERIOD[@day], quota:PERIOD*N, standing, now, vague:WORD, with
 * ? for a placeholder, ~ for a date that hangs on an event, ! for an impossible one, + for done. */
#include "base/bug.h"
#include "base/fold.h"
#include "calendar/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct phrase_case {
	enum phrase_mode mode;
	const char *text, *want;
};

static const struct phrase_case cases[] = {
#define F PHRASE_FIELD
#define P PHRASE_PROSE
	{F, "2023年6月底前", "by:2023-06-30"},
	{F, "６月３０日前完成", "by:2023-06-30"},
	{F, "二〇二四年二月底前", "by:2024-02-29"},
	{F, "2月30日前", "by:2023-02-28!"},
	{F, "6月上旬", "by:2023-06-10"},
	{F, "一季度末", "by:2023-03-31"},
	{F, "年底前", "by:2023-12-31"},
	{F, "明年6月底前", "by:2024-06-30"},
	{F, "2023.09", "by:2023-09-30"},
	{F, "2023-11-30", "by:2023-11-30"},
	{F, "6月16日下午5:00前", "by:2023-06-16"},
	{F, "6月、12月各完成50%", "by:2023-06-30 by:2023-12-31"},
	{F, "分别于2024年底、2025年底、2026年底前完成30%、70%、100%",
		"by:2024-12-31 by:2025-12-31 by:2026-12-31"},
	{F, "5月20日前完成排查,6月底前完成治理", "by:2023-05-20 by:2023-06-30"},
	{F, "已于2021年7月10日完成", "by:2021-07-10+"},
	{F, "X月底前完成清单，之后长效坚持", "by:? standing"},
	{F, "X月底前完成并长效坚持", "by:? standing"},
	{F, "立行立改并长期坚持", "now standing"},
	{F, "每月有动态进展，12月底前完成", "every:month by:2023-12-31"},
	{F, "每季度有动态进展和工作成效，11月底前有明显改观", "every:quarter by:2023-11-30"},
	{F, "2023年起，每年6月底前", "every:year"},
	{F, "6月起每月开展1次", "quota:month*1"},
	{F, "6 月 30 日 前", "by:2023-06-30"},
	{F, "每季度结束后10日内", "every:quarter"},
	{F, "2023-2025年", "from:2023-01-01..2025-12-31"},
	{F, "2月至11月", "from:2023-02-01..2023-11-30"},
	{F, "1-3月", "from:2023-01-01..2023-03-31"},
	{F, "6月2日—9日", "from:2023-06-02..2023-06-09"},
	{F, "2023年11月至次年3月", "from:2023-11-01..2024-03-31"},
	{F, "12月1日以后", "from:2023-12-01.."},
	{F, "X月至X月", "from:?"},
	{F, "每月25日前", "every:month@25"},
	{F, "10/31前", "by:2023-10-31"},
	{F, "4.30前", "by:2023-04-30"},
	{F, "春节前一周", "by:~"},
	{F, "开学前10日", "by:~"},
	{F, "2023年秋季开学前", "by:~"},
	{F, "开学后两周内", "by:~"},
	{F, "上、下半年各不少于1次", "quota:half_year*1"},
	{F, "每晚", "every:day"},
	{P, "会前3日提交审议", "by:~"},
	{P, "社会前景良好", ""},
	{P, "2024年完成40个，2025年完成45个", "by:2024-12-31 by:2025-12-31"},
	{P, "2024年，各地完成了任务", ""},
	{P, "每年不少于60部", "quota:year*60"},
	{P, "每季度首月15日前报送季度分析", "every:quarter@15"},
	{P, "接到线索后24小时内分办、10个工作日内办结", "by:~ by:~"},
	{F, "每周五", "every:week@5"},
	{F, "每周一次", "quota:week*1"},
	{F, "每季度末月20日前", "every:quarter@20"},
	{F, "汛期每旬盘点一次", "every:ten_day"},
	{F, "每双月10日前报送", "every:two_month@10"},
	{F, "上半年、下半年各1次", "quota:half_year*1"},
	{F, "全年", "standing"},
	{F, "长期坚持，一抓到底", "standing"},
	{F, "接到预警后立即执行", "now"},
	{F, "5个工作日内", "by:~"},
	{F, "第二周", "by:~"},
	{F, "汛期前", "by:~"},
	{F, "按上级要求", "by:~"},
	{F, "另行通知", "by:~"},
	{P, "于2023年12月底前，对本地区试点情况进行总结", "by:2023-12-31"},
	{P, "2023年1月1日至12月31日，困难企业可组织培训", "from:2023-01-01..2023-12-31"},
	{P, "从2023年1月1日起，实施计划", "from:2023-01-01.."},
	{P, "组织失业青年参加3—12个月的就业见习", ""},
	{P, "生活费补贴政策每人每年只享受一次", ""},
	{P, "每月至少利用2个工作日集中解难题", "quota:month*2"},
	{P, "年内组织成员单位开展2次会商研判", "quota:year*2"},
	{P, "年内新增国家高新技术企业40家", "by:2023-12-31"},
	{P, "至少组织1次减负集中治理", "quota:none*1"},
	{P, "每半年会同县教育局开展1次督导检查", "quota:half_year*1"},
	{P, "按月报送内容于当月22日下午X：00前报送", "every:month@22"},
	{P, "于XX下午X：00前纸质版报送至XX", "by:?"},
	{P, "对重点任务实行季度监测评估", "every:quarter"},
	{P, "不定期开展明查暗访，定期通报", "vague:不定期 vague:定期"},
	{P, "给予一次性奖励，最多跑一次", ""},
	{P, "一般登记压缩至2个工作日", ""},
	{P, "在两年之内实行直通车机制", ""},
	{P, "分级分类统计2022年数据", ""},
	{P, "组织开展1次桌面推演、1次实地演练", "quota:none*1 quota:none*1"},
	{P, "落实《2023年6月底前工作要点》", ""},
	{P, "2023年底前形成的拖欠", ""},
	{P, "企业开办时间压缩至2个工作日以内", ""},
	{P, "110警情", ""},
#undef F
#undef P
};

static void put_when(struct buf *b, struct arena *a, const struct phrase *p)
{
	if (p->kind == PHRASE_RANGE) {
		buf_lit(b, "from:");
		if (!p->blank) {
			buf_str(b, phrase_date_text(a, p->from));
			buf_lit(b, "..");
		}
	} else {
		buf_lit(b, "by:");
	}
	if (!p->blank && !p->relative)
		buf_str(b, phrase_date_text(a, p->to));
	if (p->blank)
		buf_ch(b, '?');
	if (p->relative)
		buf_ch(b, '~');
	if (p->impossible)
		buf_ch(b, '!');
	if (p->done)
		buf_ch(b, '+');
}

static void put_phrase(struct buf *b, struct arena *a, const struct phrase *p)
{
	struct str every = p->every ? rule_every_name(p->every) : S("none");
	if (b->n)
		buf_ch(b, ' ');
	switch (p->kind) {
	case PHRASE_DEADLINE:
	case PHRASE_RANGE:
		put_when(b, a, p);
		break;
	case PHRASE_CADENCE:
		buf_fmt(b, "every:%.*s", STR_ARG(every));
		if (p->day_of_period)
			buf_fmt(b, "@%d", p->day_of_period);
		break;
	case PHRASE_QUOTA:
		buf_fmt(b, "quota:%.*s*%d", STR_ARG(every), p->count);
		break;
	case PHRASE_STANDING:
		buf_lit(b, "standing");
		break;
	case PHRASE_IMMEDIATE:
		buf_lit(b, "now");
		break;
	case PHRASE_UNSPEC:
		buf_fmt(b, "vague:%.*s", STR_ARG(p->word));
		break;
	}
}

static void phrases_are_read(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 22);
	int wrong = 0;
	for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
		struct fold f = fold_text(a, str_of(cases[k].text));
		struct phrases found = phrase_scan(a, f.s, cases[k].mode, 2023);
		struct buf b = buf_in(a, 4096);
		for (size_t i = 0; i < found.n; i++)
			put_phrase(&b, a, &found.at[i]);
		if (str_eq(buf_view(&b), str_of(cases[k].want)))
			continue;
		struct str got = buf_view(&b);
		print_error(
			"%s\n  want %s\n  got  %.*s\n", cases[k].text, cases[k].want, STR_ARG(got));
		wrong++;
	}
	arena_close(a);
	assert_int_equal(wrong, 0);
}

static void whole_times_are_told_from_other_brackets(void **state)
{
	(void)state;
	static const char *const yes[] = {"6月1日", "2023年6月底前完成", "第二周", "6月16日下午",
		"常年推进", "2024年1月至12月", "6月2日-6月9日"};
	static const char *const no[] = {"市商务局牵头", "市、区", "2022年修订", "共23项",
		"国发〔2016〕82号", "超过100人的企业达到15%", "定期", ""};
	struct arena *a = arena_open(1 << 20);
	for (size_t k = 0; k < sizeof yes / sizeof yes[0]; k++)
		if (!phrase_is_whole(a, str_of(yes[k])))
			fail_msg("%s", yes[k]);
	for (size_t k = 0; k < sizeof no / sizeof no[0]; k++)
		if (phrase_is_whole(a, str_of(no[k])))
			fail_msg("%s", no[k]);
	arena_close(a);
}

/* A time found late may begin before one found early: each keeps words of the text. */
static void every_phrase_lies_in_its_text(void **state)
{
	static const char *const texts[] = {"于6月、12月起30日内", "6月每年集中起30日内",
		"分别于6月、12每年次减负集中起30日内"};
	(void)state;
	for (size_t i = 0; i < NELEM(texts); i++) {
		struct arena *a = arena_open(1 << 20);
		struct fold t = fold_text(a, str_of(texts[i]));
		struct phrases f = phrase_scan(a, t.s, PHRASE_FIELD, 2026);
		assert_true(f.n > 1);
		for (size_t k = 0; k < f.n; k++) {
			struct str part = f.at[k].text;
			assert_true(part.n > 0 && part.n <= t.s.n && part.p >= t.s.p);
			assert_true(part.p + part.n <= t.s.p + t.s.n);
		}
		arena_close(a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_phrase_lies_in_its_text),
		cmocka_unit_test(phrases_are_read),
		cmocka_unit_test(whole_times_are_told_from_other_brackets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
