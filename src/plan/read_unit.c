/* read_unit.c — what a unit's name looks like, before any tree of units is asked. See read_int.h,
 * corpus guide 2.7.
 *
 * Units are known by their ends (…局, …委员会) and, where they name nobody in particular, by their
 * beginnings (各…, 有关…). Lists of them are read_names.c, persons read_people.c. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

enum { LONGEST_NAME = 40 }; /* characters */

/* Ends of unit names. The first are enough anywhere; the second end many other words too (平台, 全市),
 * so a sentence's subject needs more than them. */
static const struct str unit_ends[] = {
	SCAN_W("局"),
	SCAN_W("委"),
	SCAN_W("办"),
	SCAN_W("部"),
	SCAN_W("厅"),
	SCAN_W("科"),
	SCAN_W("室"),
	SCAN_W("处"),
	SCAN_W("院"),
	SCAN_W("所"),
	SCAN_W("站"),
	SCAN_W("队"),
	SCAN_W("股"),
	SCAN_W("署"),
	SCAN_W("中心"),
	SCAN_W("公司"),
	SCAN_W("集团"),
	SCAN_W("政府"),
	SCAN_W("部门"),
	SCAN_W("单位"),
	SCAN_W("机构"),
	SCAN_W("组"),
	SCAN_W("党委"),
	SCAN_W("纪委"),
	SCAN_W("党组"),
	SCAN_W("支部"),
	SCAN_W("总支"),
	SCAN_W("委员会"),
	SCAN_W("管委会"),
	SCAN_W("办公室"),
	SCAN_W("银行"),
	SCAN_W("支行"),
	SCAN_W("分行"),
	SCAN_W("学校"),
	SCAN_W("小学"),
	SCAN_W("中学"),
	SCAN_W("大学"),
	SCAN_W("幼儿园"),
	SCAN_W("总局"),
	SCAN_W("法院"),
	SCAN_W("检察院"),
	SCAN_W("工会"),
	SCAN_W("妇联"),
	SCAN_W("残联"),
	SCAN_W("文联"),
	SCAN_W("科协"),
	SCAN_W("侨联"),
	SCAN_W("工商联"),
	SCAN_W("协会"),
	SCAN_W("联合会"),
	SCAN_W("总社"),
	SCAN_W("指挥部"),
	SCAN_W("街道"),
	SCAN_W("社区"),
	SCAN_W("地区"),
	SCAN_W("警种"),
	SCAN_W("专班"),
	SCAN_W("监会"),
	SCAN_W("企业"),
	SCAN_W("团委"),
	SCAN_W("中央"),
	SCAN_W("食堂"),
	SCAN_W("林场"),
	SCAN_W("农场"),
	SCAN_W("牧场"),
	SCAN_W("渔场"),
	SCAN_W("茶场"),
	SCAN_W("学区"),
	SCAN_W("园区"),
	SCAN_W("保护区"),
	SCAN_W("开发区"),
	SCAN_W("服务区"),
	SCAN_W("联社"),
	SCAN_W("供销社"),
	SCAN_W("信用社"),
	SCAN_W("妇委会"),
	SCAN_W("村委会"),
	SCAN_W("居委会"),
	SCAN_W("总队"),
	SCAN_W("气象台"),
	SCAN_W("电视台"),
	SCAN_W("车间"),
};
static const struct str weak_ends[] = {
	SCAN_W("会"),
	SCAN_W("人行"),
	SCAN_W("央行"),
	SCAN_W("农商行"),
	SCAN_W("学"),
	SCAN_W("社"),
	SCAN_W("台"),
	SCAN_W("馆"),
	SCAN_W("园"),
	SCAN_W("厂"),
	SCAN_W("系"),
	SCAN_W("团"),
	SCAN_W("网"),
	SCAN_W("联"),
	SCAN_W("协"),
	SCAN_W("库"),
	SCAN_W("段"),
	SCAN_W("班"),
	SCAN_W("街"),
	SCAN_W("区"),
	SCAN_W("市"),
	SCAN_W("县"),
	SCAN_W("乡"),
	SCAN_W("镇"),
	SCAN_W("村"),
	SCAN_W("省"),
	SCAN_W("州"),
	SCAN_W("旗"),
	SCAN_W("盟"),
	SCAN_W("人大"),
	SCAN_W("政协"),
	SCAN_W("海关"),
	SCAN_W("军分区"),
	SCAN_W("基地"),
	SCAN_W("校"),
	SCAN_W("校区"),
	SCAN_W("窗口"),
	SCAN_W("各地"),
	SCAN_W("成员"),
	SCAN_W("税务"),
	SCAN_W("公安"),
	SCAN_W("大厅"),
	SCAN_W("系统"),
	SCAN_W("电力"),
	SCAN_W("供电"),
	SCAN_W("联通"),
	SCAN_W("移动"),
	SCAN_W("电信"),
	SCAN_W("铁塔"),
	SCAN_W("消防救援"),
	SCAN_W("气象"),
	SCAN_W("庭"),
	SCAN_W("航空"),
	SCAN_W("关"),
};
static const struct str collective_heads[] = {
	SCAN_W("各"),
	SCAN_W("全"),
	SCAN_W("局属"),
	SCAN_W("委属"),
	SCAN_W("市直"),
	SCAN_W("县直"),
	SCAN_W("区直"),
	SCAN_W("省直"),
	SCAN_W("市属"),
	SCAN_W("县属"),
	SCAN_W("区属"),
	SCAN_W("省属"),
	SCAN_W("机关各"),
	SCAN_W("所有"),
	SCAN_W("其他"),
};
static const struct str open_heads[] = {
	SCAN_W("有关"),
	SCAN_W("相关"),
	SCAN_W("责任单位"),
	SCAN_W("责任部门"),
	SCAN_W("成员单位"),
};

static struct str without_bracket(struct str name)
{
	if (!str_ends(name, S(")")))
		return name;
	ptrdiff_t at = str_find(name, S("("), 0);
	return at > 0 ? str_n(name.p, (size_t)at) : name;
}

/* 有关, 各相关: the word alone names nobody. */
static bool is_bare_open(struct str name)
{
	static const struct str words[] = {SCAN_W("有关"), SCAN_W("相关"), SCAN_W("各有关"),
		SCAN_W("各相关"), SCAN_W("无关"), SCAN_W("各级有关")};
	for (size_t k = 0; k < NELEM(words); k++)
		if (str_eq(name, words[k]))
			return true;
	return false;
}

bool names_is_sure(struct str name)
{
	return scan_ends(name, unit_ends, NELEM(unit_ends)) >= 0;
}

bool names_is_open(struct str name)
{
	static const struct str any[] = {
		SCAN_W("各有关"), SCAN_W("各相关"), SCAN_W("有关"), SCAN_W("相关")};
	return scan_starts(name, open_heads, NELEM(open_heads)) >= 0 ||
	       scan_starts(name, any, NELEM(any)) >= 0;
}

bool names_is_collective(struct str name)
{
	/* 全国总工会 is one body. */
	bool nation = str_starts(name, S("全国")) && !str_starts(name, S("全国各"));
	return (scan_starts(name, collective_heads, NELEM(collective_heads)) >= 0 && !nation) ||
	       str_has(name, S("各部门")) || str_has(name, S("各单位")) ||
	       str_ends(name, S("成员单位"));
}

bool names_is_unit(struct str name)
{
	size_t n = scan_count(name, LONGEST_NAME + 1);
	if (n < 2 || n > LONGEST_NAME || is_bare_open(name))
		return false;
	struct str head = without_bracket(name);
	return names_is_sure(head) || names_is_sure(name) ||
	       scan_ends(head, weak_ends, NELEM(weak_ends)) >= 0 ||
	       scan_ends(name, weak_ends, NELEM(weak_ends)) >= 0;
}

bool names_is_subject(struct str name)
{
	static const struct str heads[] = {SCAN_W("各"), SCAN_W("有关"), SCAN_W("相关"),
		SCAN_W("中小"), SCAN_W("国务院"), SCAN_W("国家")};
	if (!names_is_unit(name))
		return false;
	/* 各省份要出台…: 台 ends few units */
	return names_is_sure(without_bracket(name)) || names_is_sure(name) ||
	       (!str_has(name, S("要")) && scan_starts(name, heads, NELEM(heads)) >= 0);
}

bool names_is_nobody(struct str value)
{
	static const struct str nobody[] = {SCAN_W("无"), SCAN_W("/"), SCAN_W("-"), SCAN_W("--"),
		SCAN_W("—"), SCAN_W("\\"), SCAN_W("暂无"), SCAN_W("空"), SCAN_W("――"), SCAN_W("略"),
		SCAN_W("(略)")};
	struct str v = scan_trim(value);
	if (v.n == 0)
		return true;
	for (size_t k = 0; k < NELEM(nobody); k++)
		if (str_eq(v, nobody[k]))
			return true;
	return false;
}

bool names_say_first(struct str c)
{
	static const struct str first[] = {
		SCAN_W("第一"),
		SCAN_W("首位"),
		SCAN_W("首个"),
		SCAN_W("排首"),
		SCAN_W("列首"),
		SCAN_W("最前"),
		SCAN_W("排前"),
		SCAN_W("居首"),
		SCAN_W("在前"),
		SCAN_W("打头"),
	};
	return scan_has(c, first, NELEM(first)) >= 0 && str_has(c, S("牵头")) &&
	       (str_has(c, S("为")) || str_has(c, S("是")));
}
