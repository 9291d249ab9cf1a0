/* read_list.c — lists a plan names but does not print: 八类问题, “五自三为三步”. See read_int.h, PLAN-52.
 *
 * A count with what it counts, or a quoted slogan made of numerals and single words. What the whole
 * country knows under its name is no such list; one that follows in the text is printed. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

/* Days, plan periods and expressions of the whole country: nobody prints them again. */
static const struct str known[] = {
	SCAN_W("五一"),
	SCAN_W("十一"),
	SCAN_W("七一"),
	SCAN_W("八一"),
	SCAN_W("三八"),
	SCAN_W("六一"),
	SCAN_W("五四"),
	SCAN_W("一二·九"),
	SCAN_W("十二五"),
	SCAN_W("十三五"),
	SCAN_W("十四五"),
	SCAN_W("十五五"),
	SCAN_W("十六五"),
	SCAN_W("七五"),
	SCAN_W("八五"),
	SCAN_W("九五"),
	SCAN_W("四风"),
	SCAN_W("三公"),
	SCAN_W("三农"),
	SCAN_W("两会"),
	SCAN_W("双碳"),
	SCAN_W("双随机"),
	SCAN_W("三重一大"),
	SCAN_W("三会一课"),
	SCAN_W("两学一做"),
	SCAN_W("一岗双责"),
	SCAN_W("四不两直"),
	SCAN_W("五位一体"),
	SCAN_W("四个全面"),
	SCAN_W("四个意识"),
	SCAN_W("四个自信"),
	SCAN_W("两个维护"),
	SCAN_W("两个确立"),
	SCAN_W("三严三实"),
	SCAN_W("三定"),
	SCAN_W("两法"),
	SCAN_W("三线"),
	SCAN_W("三同时"),
	SCAN_W("两不愁三保障"),
	SCAN_W("三区三线"),
	SCAN_W("两高"),
	SCAN_W("两新"),
	SCAN_W("两重"),
	SCAN_W("三支一扶"),
	SCAN_W("三下乡"),
	SCAN_W("二十大"),
	SCAN_W("十九大"),
	SCAN_W("十八大"),
	SCAN_W("四好"),
	SCAN_W("三级"),
	SCAN_W("三位一体"),
	SCAN_W("双减"),
	SCAN_W("两癌"),
	SCAN_W("三夏"),
	SCAN_W("三秋"),
	SCAN_W("三资"),
	SCAN_W("三务"),
	SCAN_W("三医"),
	SCAN_W("三防"),
	SCAN_W("三无"),
	SCAN_W("三小"),
	SCAN_W("五小"),
	SCAN_W("五老"),
	SCAN_W("九小"),
	SCAN_W("九小场所"),
	SCAN_W("两客一危"),
	SCAN_W("两站两员"),
	SCAN_W("两优一先"),
	SCAN_W("两节"),
	SCAN_W("双节"),
	SCAN_W("双拥"),
	SCAN_W("双创"),
	SCAN_W("双控"),
	SCAN_W("双高"),
	SCAN_W("双一流"),
	SCAN_W("双十一"),
	SCAN_W("六稳"),
	SCAN_W("六保"),
	SCAN_W("四早"),
	SCAN_W("四议两公开"),
	SCAN_W("三品一标"),
	SCAN_W("三权分置"),
	SCAN_W("三年行动"),
	SCAN_W("两山"),
	SCAN_W("两纲"),
	SCAN_W("两代表一委员"),
	SCAN_W("四好农村路"),
	SCAN_W("五险一金"),
	SCAN_W("八项规定"),
	SCAN_W("八五普法"),
	SCAN_W("九五普法"),
	SCAN_W("百千万工程"),
	SCAN_W("清四乱"),
	SCAN_W("六个百分之百"),
};

static bool is_counter(struct str t, size_t *i)
{
	static const struct str words[] = {SCAN_W("类"), SCAN_W("项"), SCAN_W("个方面"),
		SCAN_W("方面"), SCAN_W("条"), SCAN_W("个"), SCAN_W("种")};
	return scan_any(t, i, words, NELEM(words)) >= 0;
}

/* 八类问题自查清单, 35个具体问题, 12条措施 */
static bool counted_list(struct str t, size_t i, size_t *end)
{
	static const struct str things[] = {
		SCAN_W("突出问题"),
		SCAN_W("具体问题"),
		SCAN_W("问题"),
		SCAN_W("具体任务"),
		SCAN_W("任务"),
		SCAN_W("措施"),
		SCAN_W("举措"),
		SCAN_W("机制"),
		SCAN_W("行为"),
		SCAN_W("意见"),
		SCAN_W("制度"),
		SCAN_W("情形"),
		SCAN_W("重点"),
		SCAN_W("行动"),
		SCAN_W("隐患"),
	};
	int64_t n;
	size_t e = i;
	if (!scan_num(t, &e, &n) || n < 2 || n > 200 || !is_counter(t, &e) ||
		scan_any(t, &e, things, NELEM(things)) < 0)
		return false;
	*end = e;
	return true;
}

/* “五自三为三步”, “三多、三少、三慢”: quoted, made of numerals and single words. */
static bool quoted_list(struct str t, size_t i, size_t *end)
{
	enum { LONGEST = 60 };
	if (scan_at(t, i) != 0x201C)
		return false;
	size_t shut = scan_close(str_first(t, i + LONGEST), i);
	int numerals = 0, others = 0;
	for (size_t k = scan_step(t, i); shut && k < scan_back(t, shut); k = scan_step(t, k)) {
		uint32_t c = scan_at(t, k);
		if (c == 0x3001)
			continue;
		if (scan_is_numeral(c) && c != 0x4E00 && c != 0x96F6 &&
			c != 0x3007) /* 一, 零, 〇 */
			numerals++;
		else
			others++;
	}
	if (!shut || numerals == 0 || others > numerals * 2)
		return false;
	struct str in = str_n(t.p + scan_step(t, i), scan_back(t, shut) - scan_step(t, i));
	for (size_t k = 0; k < NELEM(known); k++)
		if (str_eq(in, known[k]))
			return false;
	*end = shut;
	return true;
}

static bool is_printed(struct str t, size_t end)
{
	struct str rest = str_from(t, end);
	return str_starts(rest, S(":")) || str_starts(rest, S("(")) || str_starts(rest, S("清单:"));
}

bool list_next(struct str t, size_t *from, struct str *out)
{
	for (size_t i = *from; i < t.n;) {
		uint32_t c = scan_at(t, i);
		size_t end = 0;
		bool digit = c >= '1' && c <= '9';
		if ((c == 0x201C || scan_is_numeral(c) || digit) &&
			(quoted_list(t, i, &end) || counted_list(t, i, &end)) &&
			!is_printed(t, end)) {
			*out = str_n(t.p + i, end - i);
			*from = end;
			return true;
		}
		i = scan_step(t, i);
		while (digit && i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
			i++;
	}
	return false;
}
