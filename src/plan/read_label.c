/* read_label.c — what stands before a value: 责任单位：, 【完成时限】, 责 任 人：, and column
 * heads.
 *
 * Labels are composed in the field: a role word and what it asks for (牵头 + 处室, 整改 + 时限). So
 * they are recognised by their two ends, after blanks and a bracket inside are taken out, and
 * only a short list is written out in full. A label counts only with its mark (a colon, or 【】
 * around it) and with a boundary before it: 「逐一列明责任单位、整改时限」 is prose. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

enum { LONGEST = 12, ROOM = LONGEST * 4 + 1 }; /* characters of a label; bytes */

static const struct str lead_heads[] = {
	SCAN_W("牵头"),
	SCAN_W("主办"),
	SCAN_W("主责"),
	SCAN_W("主抓"),
	SCAN_W("总牵头"),
};
static const struct str responsible_heads[] = {
	SCAN_W("责任"),
	SCAN_W("负责"),
	SCAN_W("落实"),
	SCAN_W("承办"),
	SCAN_W("实施"),
	SCAN_W("执行"),
	SCAN_W("整改"),
	SCAN_W("主管"),
	SCAN_W("主要责任"),
	SCAN_W("具体"),
	SCAN_W("办理"),
	SCAN_W("承担"),
	SCAN_W("包保"),
	SCAN_W("推进"),
	SCAN_W("相关责任"),
	SCAN_W("组织"),
	SCAN_W("完成"),
	SCAN_W("各责任"),
	SCAN_W("工作"),
	SCAN_W("主体责任"),
};
static const struct str cooperating_heads[] = {
	SCAN_W("配合"),
	SCAN_W("协办"),
	SCAN_W("协助"),
	SCAN_W("协同"),
	SCAN_W("协作"),
	SCAN_W("参与"), /* the words so far stand alone too: （牵头：A；参与：B） */
	SCAN_W("参加"),
	SCAN_W("督导"),
	SCAN_W("督办"),
	SCAN_W("督查"),
	SCAN_W("督促"),
	SCAN_W("监督"),
	SCAN_W("验收"),
	SCAN_W("联办"),
	SCAN_W("支持"),
	SCAN_W("会同"),
	SCAN_W("协调"),
	SCAN_W("辅助"),
	SCAN_W("会办"),
	SCAN_W("成员"),
};
static const struct str unit_tails[] = {
	SCAN_W("单位"),
	SCAN_W("部门"),
	SCAN_W("科室"),
	SCAN_W("处室"),
	SCAN_W("股室"),
	SCAN_W("机构"),
	SCAN_W("部室"),
	SCAN_W("站所"),
	SCAN_W("主体"),
	SCAN_W("支部"),
	SCAN_W("院系"),
	SCAN_W("中心"),
	SCAN_W("人员"),
	SCAN_W("警种"),
	SCAN_W("企业"),
	SCAN_W("大队"),
	SCAN_W("支队"),
	SCAN_W("中队"),
	SCAN_W("所队"),
	SCAN_W("组"),
	SCAN_W("处"),
	SCAN_W("科"),
	SCAN_W("方"),
};
static const struct str person_tails[] = {
	SCAN_W("责任人"),
	SCAN_W("负责人"),
	SCAN_W("牵头人"),
	SCAN_W("领导"),
	SCAN_W("责任人员"),
	SCAN_W("包案人"),
	SCAN_W("包保人"),
	SCAN_W("承办人"),
	SCAN_W("经办人"),
	SCAN_W("领办人"),
	SCAN_W("主办人"),
};
static const struct str time_tails[] = {
	SCAN_W("时限"),
	SCAN_W("期限"),
	SCAN_W("时间"),
	SCAN_W("时间节点"),
	SCAN_W("节点"),
	SCAN_W("时间安排"),
	SCAN_W("进度安排"),
	SCAN_W("完成日期"),
	SCAN_W("起止日期"),
	SCAN_W("时限要求"),
	SCAN_W("时间要求"),
	SCAN_W("时间进度"),
	SCAN_W("截止日期"),
	SCAN_W("日期"),
	SCAN_W("时间表"),
	SCAN_W("工期"),
	SCAN_W("频次"),
	SCAN_W("周期"),
	SCAN_W("里程碑"),
};
static const struct str task_words[] = {
	SCAN_W("工作任务"),
	SCAN_W("重点任务"),
	SCAN_W("主要任务"),
	SCAN_W("任务内容"),
	SCAN_W("具体任务"),
	SCAN_W("任务名称"),
	SCAN_W("任务事项"),
	SCAN_W("任务"),
	SCAN_W("工作事项"),
	SCAN_W("重点工作"),
	SCAN_W("工作内容"),
	SCAN_W("工作项目"),
	SCAN_W("事项"),
	SCAN_W("项目"),
	SCAN_W("项目名称"),
	SCAN_W("整改措施"),
	SCAN_W("工作措施"),
	SCAN_W("具体措施"),
	SCAN_W("主要措施"),
	SCAN_W("措施"),
	SCAN_W("改革举措"),
	SCAN_W("工作举措"),
	SCAN_W("举措"),
	SCAN_W("活动内容"),
	SCAN_W("活动项目"),
	SCAN_W("活动名称"),
	SCAN_W("问题"),
	SCAN_W("存在问题"),
	SCAN_W("问题表现"),
	SCAN_W("具体问题"),
	SCAN_W("反馈问题"),
	SCAN_W("主要问题"),
	SCAN_W("工作安排"),
	SCAN_W("内容"),
	SCAN_W("主要内容"),
	SCAN_W("具体内容"),
	SCAN_W("具体工作"),
	SCAN_W("工作要点"),
	SCAN_W("矛盾纠纷"),
	SCAN_W("信访事项"),
	SCAN_W("问题描述"),
	SCAN_W("问题清单"),
	SCAN_W("具体任务和工作要求"),
	SCAN_W("名称"),
	SCAN_W("目标任务"),
	SCAN_W("工作目标任务"),
	SCAN_W("隐患"),
	SCAN_W("隐患内容"),
	SCAN_W("事项名称"),
	SCAN_W("实事项目"),
	SCAN_W("整改内容"),
	SCAN_W("整改任务"),
	SCAN_W("任务清单"),
	SCAN_W("任务分解"),
	SCAN_W("主要工作"),
	SCAN_W("具体事项"),
};
static const struct str number_words[] = {
	SCAN_W("序号"),
	SCAN_W("编号"),
	SCAN_W("项次"),
	SCAN_W("序"),
	SCAN_W("号"),
	SCAN_W("任务序号"),
	SCAN_W("NO"),
	SCAN_W("No"),
	SCAN_W("No."),
};
static const struct str group_words[] = {
	SCAN_W("类别"),
	SCAN_W("领域"),
	SCAN_W("方面"),
	SCAN_W("分类"),
	SCAN_W("板块"),
	SCAN_W("任务类别"),
	SCAN_W("工作类别"),
	SCAN_W("一级指标"),
	SCAN_W("阶段"),
	SCAN_W("月份"),
};
static const struct str other_tails[] = {
	SCAN_W("目标"),
	SCAN_W("措施"),
	SCAN_W("形式"),
	SCAN_W("范围"),
	SCAN_W("要求"),
	SCAN_W("标准"),
	SCAN_W("指标"),
	SCAN_W("情况"),
	SCAN_W("进展"),
	SCAN_W("成效"),
	SCAN_W("内容"),
	SCAN_W("任务"),
	SCAN_W("备注"),
	SCAN_W("电话"),
	SCAN_W("方式"),
	SCAN_W("地点"),
	SCAN_W("对象"),
	SCAN_W("主题"),
	SCAN_W("问题"),
	SCAN_W("表现"),
	SCAN_W("联系人"),
	SCAN_W("联络员"),
	SCAN_W("成果"),
	SCAN_W("载体"),
	SCAN_W("报送"),
	SCAN_W("举措"),
	SCAN_W("依据"),
	SCAN_W("原因"),
	SCAN_W("经费"),
	SCAN_W("来源"),
	SCAN_W("邮箱"),
	SCAN_W("说明"),
	SCAN_W("结果"),
	SCAN_W("状态"),
	SCAN_W("参加人"),
	SCAN_W("事项"),
	SCAN_W("名称"),
	SCAN_W("项目"),
	SCAN_W("步骤"),
	SCAN_W("效果"),
	SCAN_W("点"),
	SCAN_W("安排"),
	SCAN_W("分工"),
};

/* 「提高认识，加强领导：」 is a heading. */
static const struct str slogans[] = {
	SCAN_W("加强"),
	SCAN_W("强化"),
	SCAN_W("组织领导"),
	SCAN_W("统一领导"),
	SCAN_W("严肃"),
};

static bool is_one_of(struct str w, const struct str *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (str_eq(w, list[k]))
			return true;
	return false;
}

/* Without blanks and without brackets, at most LONGEST characters; empty where it is longer. */
static struct str compact(struct str word, char to[static ROOM])
{
	size_t n = 0;
	for (size_t i = 0; i < word.n;) {
		size_t e = scan_step(word, i), shut = 0;
		uint32_t c = scan_at(word, i);
		if (c == '(' && (shut = scan_close(word, i)))
			e = shut;
		else if (c == '/' || c == 0x3001)
			shut = e; /* 责任单位/责任人 reads as its first word's kind with both kept */
		if (!shut && !scan_is_blank(c)) {
			if (n + (e - i) >= ROOM)
				return STR_NONE;
			memcpy(to + n, word.p + i, e - i);
			n += e - i;
		}
		i = e;
	}
	return str_n(to, n);
}

/* 责任单位及责任人 */
static bool names_units_too(struct str w)
{
	static const struct str units[] = {
		SCAN_W("单位"), SCAN_W("部门"), SCAN_W("科室"), SCAN_W("股室"), SCAN_W("处室")};
	int k = scan_has(w, units, NELEM(units));
	if (k < 0)
		return false;
	size_t end = (size_t)str_find(w, units[k], 0) + units[k].n;
	return str_starts(str_from(w, end), S("及")) || str_starts(str_from(w, end), S("和")) ||
	       str_starts(str_from(w, end), S("责任")) || str_starts(str_from(w, end), S("负责"));
}

/* 启动时间, 反馈时间: when something begins or happened, not by when it is done. */
static bool is_other_time(struct str w)
{
	static const struct str heads[] = {
		SCAN_W("启动"),
		SCAN_W("开始"),
		SCAN_W("起始"),
		SCAN_W("开工"),
		SCAN_W("发现"),
		SCAN_W("反馈"),
		SCAN_W("交办"),
		SCAN_W("转办"),
		SCAN_W("受理"),
		SCAN_W("举报"),
		SCAN_W("立项"),
		SCAN_W("印发"),
		SCAN_W("填报"),
		SCAN_W("发布"),
		SCAN_W("成文"),
		SCAN_W("发文"),
		SCAN_W("生成"),
		SCAN_W("公开"),
		SCAN_W("生效"),
		SCAN_W("废止"),
		SCAN_W("更新"),
		SCAN_W("签发"),
		SCAN_W("编制"),
	};
	static const struct str tails[] = {SCAN_W("时间"), SCAN_W("日期")};
	return scan_starts(w, heads, NELEM(heads)) >= 0 && scan_ends(w, tails, NELEM(tails)) >= 0 &&
	       scan_count(w, 6) < 6;
}

static enum label_kind kind_of(struct str w)
{
	if (w.n == 0)
		return LABEL_NONE;
	if (is_one_of(w, lead_heads, NELEM(lead_heads)))
		return LABEL_LEAD;
	if (scan_starts(w, slogans, NELEM(slogans)) >= 0)
		return LABEL_NONE;
	if (scan_ends(w, person_tails, NELEM(person_tails)) >= 0)
		return names_units_too(w) ? LABEL_MIXED : LABEL_LEADERS;
	if (is_other_time(w))
		return LABEL_START;
	if (scan_ends(w, time_tails, NELEM(time_tails)) >= 0 || str_has(w, S("时限")) ||
		str_has(w, S("完成时间")))
		return LABEL_TIME;
	if (scan_ends(w, unit_tails, NELEM(unit_tails)) >= 0) {
		if (str_has(w, S("牵头")) || scan_starts(w, lead_heads, NELEM(lead_heads)) >= 0)
			return LABEL_LEAD;
		if (scan_starts(w, cooperating_heads, NELEM(cooperating_heads)) >= 0)
			return LABEL_COOPERATING;
		if (scan_starts(w, responsible_heads, NELEM(responsible_heads)) >= 0)
			return LABEL_RESPONSIBLE;
	}
	if (is_one_of(w, responsible_heads, 4))
		return LABEL_RESPONSIBLE;
	if (is_one_of(w, cooperating_heads, 6))
		return LABEL_COOPERATING;
	if (scan_ends(w, other_tails, NELEM(other_tails)) >= 0)
		return LABEL_OTHER;
	return LABEL_NONE;
}

enum label_kind label_kind(struct str word)
{
	char room[ROOM];
	return kind_of(compact(word, room));
}

enum label_kind label_head(struct str word)
{
	char room[ROOM];
	struct str w = compact(word, room);
	if (is_one_of(w, number_words, NELEM(number_words)))
		return LABEL_NUMBER;
	if (is_one_of(w, task_words, NELEM(task_words)))
		return LABEL_TASK;
	if (is_one_of(w, group_words, NELEM(group_words)))
		return LABEL_GROUP;
	static const struct str shares[] = {SCAN_W("分工"), SCAN_W("任务分工"), SCAN_W("职责分工"),
		SCAN_W("责任分工"), SCAN_W("工作分工"), SCAN_W("分工情况")};
	if (is_one_of(w, shares, NELEM(shares)))
		return LABEL_RESPONSIBLE;
	enum label_kind k = kind_of(w);
	/* 指导部门 heads the column of those who carry a reform out (corpus 006). */
	if (k == LABEL_NONE && (str_eq(w, S("指导部门")) || str_eq(w, S("指导单位"))))
		return LABEL_RESPONSIBLE;
	/* 抽查单位, 主讲部门: a column of units that no other word explains. */
	if (k == LABEL_NONE && scan_ends(w, unit_tails, 2) >= 0 && w.n > S("单位").n &&
		!str_starts(w, S("被")) && !str_starts(w, S("联系")))
		return LABEL_RESPONSIBLE;
	return k;
}

bool label_is_what(struct str word)
{
	static const struct str what[] = {
		SCAN_W("项目名称"),
		SCAN_W("任务名称"),
		SCAN_W("事项名称"),
		SCAN_W("活动名称"),
		SCAN_W("工作任务"),
		SCAN_W("重点任务"),
		SCAN_W("工作事项"),
		SCAN_W("任务"),
		SCAN_W("事项"),
		SCAN_W("项目"),
		SCAN_W("问题"),
		SCAN_W("存在问题"),
		SCAN_W("重点工作"),
	};
	char room[ROOM];
	return is_one_of(compact(word, room), what, NELEM(what));
}

bool label_is_how(struct str word)
{
	static const struct str how[] = {SCAN_W("措施"), SCAN_W("举措"), SCAN_W("做法")};
	char room[ROOM];
	return scan_ends(compact(word, room), how, NELEM(how)) >= 0;
}

static bool is_han(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}

static bool is_boundary(uint32_t c)
{
	switch (c) {
	case 0:
	case ';':
	case ',':
	case '.':
	case '(':
	case ')':
	case '|':
	case ':':
	case 0x3001:
	case 0x3002:
	case 0x3010:
	case 0x3011:
	case 0x25CF:
	case 0x25A0:
	case 0x2022:
	case 0x2605:
		return true;
	default:
		return scan_is_blank(c);
	}
}

/* Steps back over blanks and the run before them. A label already complete (时 限) grows only by
 * single characters set apart (完 成). */
static bool join_group(struct str t, size_t floor, bool single, size_t *i, int *n)
{
	size_t k = *i, size = 0;
	while (k > floor && scan_is_blank(scan_at(t, scan_back(t, k))))
		k = scan_back(t, k);
	for (; k > floor && is_han(scan_at(t, scan_back(t, k))) && size <= LONGEST; size++)
		k = scan_back(t, k);
	if (size == 0 || (single && size > 1))
		return false;
	*i = k;
	*n += (int)size;
	return true;
}

/* The label that ends at byte `end` (before its colon): the run of characters back to a boundary,
 * or several short runs with blanks between them (责 任 人). */
static bool label_before(struct str t, size_t floor, size_t end, struct label *out)
{
	size_t i = end;
	int n = 0;
	while (i > floor && scan_is_blank(scan_at(t, scan_back(t, i))))
		i = scan_back(t, i);
	size_t stop = i;
	for (int depth = 0; i > floor && n <= LONGEST; n++) {
		size_t b = scan_back(t, i);
		uint32_t c = scan_at(t, b);
		depth += (c == ')') - (c == '(');
		if (depth < 0 || !(is_han(c) || c == '/' || c == '(' || c == ')'))
			break;
		i = b;
	}
	bool found = false;
	for (int joined = 0; joined <= LONGEST && n > 0 && n <= LONGEST; joined++) {
		uint32_t before = i > floor ? scan_at(t, scan_back(t, i)) : 0;
		struct str word = str_n(t.p + i, stop - i);
		enum label_kind k = is_boundary(before) ? label_kind(word) : LABEL_NONE;
		if (k != LABEL_NONE) {
			*out = (struct label){k, i, end, word};
			found = true;
		}
		if (!scan_is_blank(before) || !join_group(t, floor, found, &i, &n))
			return found;
	}
	return found;
}

/* 【责任单位】 and 【责任单位：…】; for the second the colon decides. */
static bool label_boxed(struct str t, size_t i, struct label *out)
{
	enum { FAR = 60 };
	size_t shut = scan_close(str_first(t, i + FAR), i);
	if (!shut)
		return false;
	size_t inner = scan_step(t, i), stop = scan_back(t, shut);
	struct str word = scan_trim(str_n(t.p + inner, stop - inner));
	if (str_has(word, S(":")))
		return false;
	enum label_kind k = scan_count(word, LONGEST + 1) <= LONGEST ? label_kind(word)
								     : LABEL_NONE;
	if (k == LABEL_NONE)
		return false;
	size_t e = shut;
	scan_blank(t, &e);
	if (scan_at(t, e) == ':')
		shut = e + 1;
	*out = (struct label){k, i, shut, word};
	return true;
}

bool label_find(struct str text, size_t from, struct label *out)
{
	for (size_t i = from; i < text.n; i++) {
		if (text.p[i] == ':') {
			if (!label_before(text, from, i, out))
				continue;
			out->end = i + 1;
			return true;
		}
		if (text.p[i] == S("同上").p[0] && str_starts(str_from(text, i), S("同上")) &&
			label_before(text, from, i, out) && out->kind <= LABEL_TIME) {
			out->end = i; /* 责任单位同上 */
			return true;
		}
		if ((unsigned char)text.p[i] == 0xE3 && scan_at(text, i) == 0x3010 &&
			label_boxed(text, i, out))
			return true;
	}
	return false;
}
