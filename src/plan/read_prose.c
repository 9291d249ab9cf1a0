/* read_prose.c — units that running text names. See read_int.h and corpus guide 3.
 *
 *	由A牵头…，B、C配合   A leads          由A会同B…     A leads, B takes part
 *	由A负责 | A负责…     A responsible     请A…          A responsible
 *	A要于6月底前…        A responsible: the subject of the sentence that holds a deadline
 *
 * Only where no field or bracket names a unit. 「各部门要高度重视」 assigns nothing; 「建立由A牵头的机制」
 * describes. Quotes and titles are skipped. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

enum { LONGEST_SUBJECT = 90 }; /* bytes */

/* A phrase may begin with these but a unit may not. */
static const struct str not_subjects[] = {
	SCAN_W("与"),
	SCAN_W("对"),
	SCAN_W("向"),
	SCAN_W("在"),
	SCAN_W("从"),
	SCAN_W("以"),
	SCAN_W("将"),
	SCAN_W("把"),
	SCAN_W("为"),
	SCAN_W("依托"),
	SCAN_W("按"),
	SCAN_W("会同"),
	SCAN_W("组织"),
	SCAN_W("支持"),
	SCAN_W("推动"),
	SCAN_W("加强"),
	SCAN_W("完善"),
	SCAN_W("建立"),
	SCAN_W("成立"),
	SCAN_W("强化"),
	SCAN_W("深化"),
	SCAN_W("发挥"),
	SCAN_W("开展"),
	SCAN_W("通过"),
	SCAN_W("结合"),
	SCAN_W("根据"),
	SCAN_W("围绕"),
	SCAN_W("针对"),
	SCAN_W("聚焦"),
	SCAN_W("召开"),
	SCAN_W("打造"),
	SCAN_W("建设"),
	SCAN_W("推进"),
	SCAN_W("督促"),
	SCAN_W("指导"),
	SCAN_W("鼓励"),
	SCAN_W("引导"),
	SCAN_W("落实"),
	SCAN_W("实施"),
	SCAN_W("制定"),
	SCAN_W("编制"),
	SCAN_W("举办"),
	SCAN_W("深入"),
	SCAN_W("全面"),
	SCAN_W("全力"),
	SCAN_W("全年"),
	SCAN_W("选派"),
	SCAN_W("新建"),
	SCAN_W("完成"),
	SCAN_W("每"),
	SCAN_W("争取"),
	SCAN_W("确保"),
	SCAN_W("协调"),
	SCAN_W("联合"),
	SCAN_W("邀请"),
	SCAN_W("利用"),
	SCAN_W("充分"),
	SCAN_W("进一步"),
	SCAN_W("对照"),
	SCAN_W("报"),
	SCAN_W("经"),
	SCAN_W("由"),
	SCAN_W("不"),
	SCAN_W("新"),
	SCAN_W("各类"),
	SCAN_W("至少"),
	SCAN_W("其"),
	SCAN_W("清理"),
	SCAN_W("整治"),
	SCAN_W("排查"),
	SCAN_W("优化"),
	SCAN_W("创建"),
	SCAN_W("培育"),
	SCAN_W("启动"),
	SCAN_W("上线"),
	SCAN_W("修订"),
	SCAN_W("出台"),
	SCAN_W("印发"),
	SCAN_W("公开"),
	SCAN_W("细化"),
	SCAN_W("并"),
	SCAN_W("指定"),
	SCAN_W("明确"),
	SCAN_W("安排"),
	SCAN_W("设立"),
	SCAN_W("要"),
	SCAN_W("应"),
	SCAN_W("各项"),
	SCAN_W("全体"),
	SCAN_W("有条件"),
	SCAN_W("到"),
	SCAN_W("至"),
	SCAN_W("全区"),
	SCAN_W("全县"),
	SCAN_W("全市"),
	SCAN_W("全省"),
	SCAN_W("提升"),
	SCAN_W("改造"),
};
/* What may follow a subject. */
static const struct str predicates[] = {
	SCAN_W("要"),
	SCAN_W("应"),
	SCAN_W("请"),
	SCAN_W("将"),
	SCAN_W("须"),
	SCAN_W("需"),
	SCAN_W("于"),
	SCAN_W("在"),
	SCAN_W("每"),
	SCAN_W("按"),
	SCAN_W("对"),
	SCAN_W("向"),
	SCAN_W("负责"),
	SCAN_W("制定"),
	SCAN_W("报送"),
	SCAN_W("组织"),
	SCAN_W("认真"),
	SCAN_W("结合"),
	SCAN_W("完成"),
	SCAN_W("开展"),
	SCAN_W("根据"),
	SCAN_W("分别"),
	SCAN_W("必须"),
	SCAN_W("把"),
	SCAN_W("原则"),
	SCAN_W("定期"),
	SCAN_W("至少"),
	SCAN_W("全年"),
	SCAN_W("抓紧"),
	SCAN_W("务必"),
	SCAN_W("及时"),
	SCAN_W("牵头"),
	SCAN_W("年底"),
	SCAN_W("年内"),
	SCAN_W("务"),
	SCAN_W("上报"),
	SCAN_W("报"),
	SCAN_W("召开"),
	SCAN_W("提交"),
	SCAN_W("填报"),
	SCAN_W("汇总"),
	SCAN_W("形成"),
	SCAN_W("建立"),
	SCAN_W("梳理"),
	SCAN_W("确定"),
	SCAN_W("明确"),
	SCAN_W("进行"),
	SCAN_W("逐"),
	SCAN_W("统筹"),
	SCAN_W("集中"),
	SCAN_W("自"),
	SCAN_W("从"),
	SCAN_W("X"),
	SCAN_W("确保"),
	SCAN_W("上半年"),
	SCAN_W("下半年"),
	SCAN_W("至"),
	SCAN_W("会同"),
	SCAN_W("配合"),
	SCAN_W("参照"),
	SCAN_W("可"),
	SCAN_W("应当"),
	SCAN_W("以"),
	SCAN_W("不少于"),
	SCAN_W("严格"),
	SCAN_W("具体"),
	SCAN_W("立即"),
	SCAN_W("迅速"),
	SCAN_W("全面"),
	SCAN_W("适时"),
	SCAN_W("设立"),
	SCAN_W("编制"),
	SCAN_W("研究"),
	SCAN_W("汇报"),
	SCAN_W("听取"),
	SCAN_W("督促"),
	SCAN_W("收集"),
	SCAN_W("整理"),
	SCAN_W("举办"),
	SCAN_W("举行"),
	SCAN_W("收到"),
	SCAN_W("接到"),
	SCAN_W("反馈"),
	SCAN_W("组成"),
	SCAN_W("派出"),
	SCAN_W("选取"),
	SCAN_W("选派"),
	SCAN_W("抽调"),
	SCAN_W("通报"),
	SCAN_W("发布"),
	SCAN_W("公布"),
	SCAN_W("审核"),
	SCAN_W("核查"),
	SCAN_W("提出"),
	SCAN_W("提供"),
	SCAN_W("拟定"),
	SCAN_W("起草"),
	SCAN_W("承担"),
	SCAN_W("做好"),
	SCAN_W("指导"),
	SCAN_W("约谈"),
	SCAN_W("召集"),
	SCAN_W("遇"),
};

static bool may_follow(struct str rest)
{
	size_t i = 0;
	if (scan_blank(rest, &i))
		rest = str_from(rest, i);
	uint32_t c = scan_at(rest, 0);
	return (c >= '0' && c <= '9') || scan_is_numeral(c) || c == ',' ||
	       scan_starts(rest, predicates, NELEM(predicates)) >= 0;
}

/* The unit or units a clause begins with: the shortest beginning that is a unit and is followed by
 * what may follow a subject; 县委组织部 is longer than 县委. Its length in bytes, 0 for none. */
static size_t subject(struct str clause)
{
	enum { TAIL = 12 };
	/* Units whose names begin like those words. */
	static const struct str units[] = {SCAN_W("应急"), SCAN_W("经信"), SCAN_W("经济"),
		SCAN_W("经开"), SCAN_W("新闻"), SCAN_W("新区"), SCAN_W("对外"), SCAN_W("建设局")};
	size_t best = 0, name = 0;
	if (scan_starts(clause, not_subjects, NELEM(not_subjects)) >= 0 &&
		scan_starts(clause, units, NELEM(units)) < 0)
		return 0;
	for (size_t i = 0; i < clause.n && i < LONGEST_SUBJECT && (!best || i < best + TAIL);) {
		uint32_t c = scan_at(clause, i);
		if (c == ',' || c == 0x300A || c == 0x6BCF /* 每 */)
			break;
		size_t by = i;
		int64_t n;
		if (scan_eat(clause, &by, S("于")) && scan_num(clause, &by, &n))
			break;
		size_t shut = c == '(' || c == 0x201C ? scan_close(clause, i) : 0;
		i = shut ? shut : scan_step(clause, i);
		if (c == 0x3001) {
			if (best)
				break;
			name = i;
			continue;
		}
		struct str last = str_n(clause.p + name, i - name), rest = str_from(clause, i);
		bool longer = best && str_starts(str_from(clause, best), S("组织"));
		if ((!best || longer) && names_is_subject(last) && rest.n && may_follow(rest))
			best = i;
	}
	return best;
}

/* The shortest beginning that is a unit beyond doubt, whatever follows it; 县委组织部 is longer than
 * 县委. */
static size_t first_unit(struct str s)
{
	static const struct str inner[] = {SCAN_W("门"), SCAN_W("员会"), SCAN_W("公室"),
		SCAN_W("组织部"), SCAN_W("宣传部"), SCAN_W("统战部"), SCAN_W("政法委"),
		SCAN_W("社会工作部"), SCAN_W("办公室"), SCAN_W("编办")};
	for (size_t i = scan_step(s, 0); i <= s.n && i < LONGEST_SUBJECT; i = scan_step(s, i)) {
		size_t e = i;
		if (names_is_subject(str_n(s.p, i)))
			return scan_any(s, &e, inner, NELEM(inner)) >= 0 ? e : i;
		uint32_t c = scan_at(s, i);
		if (i == s.n || c == ',' || c == 0x3001)
			break;
	}
	return 0;
}

/* A、B和C of 会同A、B和C开展…: the units at the beginning. */
static size_t first_units(struct str s)
{
	static const struct str joins[] = {SCAN_W("、"), SCAN_W("和"), SCAN_W("及")};
	size_t end = 0;
	for (size_t i = 0; i < s.n && i < LONGEST_SUBJECT * 2;) {
		size_t n = first_unit(str_from(s, i));
		if (n == 0)
			break;
		end = i = i + n;
		if (scan_any(s, &i, joins, NELEM(joins)) < 0)
			break;
	}
	return end;
}

static bool take_units(
	struct reader *r, struct read_draft *d, struct str names, enum read_role role)
{
	if (names.n == 0 || names.n > LONGEST_SUBJECT * 2 || !names_take(r, d, names, role, true))
		return false;
	line_source(d, READ_PROSE);
	if (d->pub.source == READ_NONE)
		d->pub.source = READ_PROSE;
	return true;
}

/* Behind the 由 of a clause: at its start, or behind the short name of what is to be done (小修保养由A
 * 实施). 0 where there is none, or where it describes (成立由A牵头的机制). */
static size_t by_whom(struct str clause)
{
	static const struct str describes[] = {SCAN_W("建立"), SCAN_W("成立"), SCAN_W("形成"),
		SCAN_W("构建"), SCAN_W("组建"), SCAN_W("设立"), SCAN_W("健全"), SCAN_W("完善"),
		SCAN_W("原"), SCAN_W("凡"), SCAN_W("是"), SCAN_W("自")};
	static const struct str not_by[] = {SCAN_W("由于"), SCAN_W("由此")};
	enum { LONGEST_MATTER = 42 };
	ptrdiff_t at = str_find(str_first(clause, LONGEST_MATTER), S("由"), 0);
	if (at < 0 || scan_starts(str_from(clause, (size_t)at), not_by, NELEM(not_by)) >= 0 ||
		scan_has(str_n(clause.p, (size_t)at), describes, NELEM(describes)) >= 0)
		return 0;
	return (size_t)at + S("由").n;
}

/* 由A牵头, 由A会同B, 由A负责. */
static bool assigned_by(struct reader *r, struct read_draft *d, struct str clause)
{
	static const struct str acts[] = {
		SCAN_W("牵头"),
		SCAN_W("会同"),
		SCAN_W("负责"),
		SCAN_W("组织"),
		SCAN_W("承办"),
		SCAN_W("主办"),
		SCAN_W("统筹"),
		SCAN_W("具体"),
		SCAN_W("落实"),
		SCAN_W("汇总"),
		SCAN_W("制定"),
		SCAN_W("实施"),
		SCAN_W("对"),
		SCAN_W("于"),
		SCAN_W("委托"),
		SCAN_W("按"),
	};
	enum { LEADS = 0, JOINTLY = 1 };
	size_t i = by_whom(clause);
	if (i == 0)
		return false;
	for (size_t e = i; e < clause.n && e - i < LONGEST_SUBJECT * 2;) {
		size_t f = e;
		int k = scan_any(clause, &f, acts, NELEM(acts));
		struct str who = str_n(clause.p + i, e - i);
		if (k < 0 || e == i || !names_is_unit(scan_trim(who))) {
			size_t shut = scan_close(clause, e);
			e = shut ? shut : scan_step(clause, e);
			continue;
		}
		if (str_starts(str_from(clause, f), S("的")))
			return false;
		if (k == JOINTLY) {
			size_t n = subject(str_from(clause, f));
			n = n ? n : first_units(str_from(clause, f));
			size_t to = n ? f + n : clause.n;
			return take_units(r, d, str_n(clause.p + i, to - i), READ_LEAD);
		}
		if (!take_units(r, d, who, k == LEADS ? READ_LEAD : READ_RESPONSIBLE))
			return false;
		if (scan_eat(clause, &f, S("、"))) /* 由A牵头、B具体实施 */
			take_units(r, d, str_from(clause, f), READ_RESPONSIBLE);
		return true;
	}
	return false;
}

/* 牵头部门为A: a label with 为 for its colon. */
static bool assigned_by_label(struct reader *r, struct read_draft *d, struct str clause)
{
	static const struct str roles[] = {SCAN_W("牵头"), SCAN_W("责任"), SCAN_W("主办")};
	enum { LONGEST_LABEL = 36 };
	ptrdiff_t at = str_find(str_first(clause, LONGEST_LABEL), S("为"), 0);
	if (at <= 0)
		return false;
	struct str value = str_from(clause, (size_t)at + 3);
	enum label_kind kind = label_kind(str_n(clause.p, (size_t)at));
	if (scan_starts(value, roles, NELEM(roles)) >= 0)
		return false;
	switch (kind) {
	case LABEL_LEAD:
		return take_units(r, d, value, READ_LEAD);
	case LABEL_RESPONSIBLE:
		return take_units(r, d, value, READ_RESPONSIBLE);
	case LABEL_COOPERATING:
		return take_units(r, d, value, READ_COOPERATING);
	case LABEL_NONE:
	case LABEL_LEADERS:
	case LABEL_MIXED:
	case LABEL_TIME:
	case LABEL_START:
	case LABEL_NUMBER:
	case LABEL_TASK:
	case LABEL_GROUP:
	case LABEL_OTHER:
		break;
	}
	return false;
}

/* A会同B开展…, A要会同B…: A leads, B takes part. */
static bool joins_subjects(struct reader *r, struct read_draft *d, struct str who, struct str rest)
{
	static const struct str with[] = {SCAN_W("会同"), SCAN_W("要会同"), SCAN_W("应会同"),
		SCAN_W("须会同"), SCAN_W("负责会同"), SCAN_W("牵头会同")};
	size_t i = 0;
	if (scan_any(rest, &i, with, NELEM(with)) < 0)
		return false;
	struct str others = str_from(rest, i);
	size_t n = subject(others);
	n = n ? n : first_units(others);
	if (n == 0 || !take_units(r, d, who, READ_LEAD))
		return false;
	take_units(r, d, str_n(others.p, n), READ_COOPERATING);
	return true;
}

/* B、C配合, B具体实施, 会同C behind an assignment. */
static bool joined_by(struct reader *r, struct read_draft *d, struct str clause)
{
	static const struct str helps[] = {
		SCAN_W("配合"), SCAN_W("参与"), SCAN_W("协助"), SCAN_W("协同配合"), SCAN_W("参加")};
	static const struct str does[] = {SCAN_W("具体实施"), SCAN_W("组织实施"), SCAN_W("实施"),
		SCAN_W("具体落实"), SCAN_W("抓好落实"), SCAN_W("落实"), SCAN_W("具体负责"),
		SCAN_W("负责"), SCAN_W("承办")};
	size_t i = 0;
	if (!d->has_units)
		return false;
	if (scan_eat(clause, &i, S("会同")) || scan_eat(clause, &i, S("并会同"))) {
		struct str others = str_from(clause, i);
		size_t n = subject(others);
		n = n ? n : first_units(others);
		return n && take_units(r, d, str_n(others.p, n), READ_COOPERATING);
	}
	if (scan_ends(clause, does, NELEM(does)) >= 0 && subject(clause))
		return take_units(r, d, clause, READ_RESPONSIBLE);
	return scan_ends(clause, helps, NELEM(helps)) >= 0 &&
	       take_units(r, d, clause, READ_COOPERATING);
}

/* 环卫处配合做好道路保洁: a sentence of its own behind the one that assigns. */
static bool helps(struct reader *r, struct read_draft *d, struct str clause)
{
	static const struct str acts[] = {
		SCAN_W("配合"), SCAN_W("协助"), SCAN_W("参与"), SCAN_W("积极配合")};
	size_t n = d->has_units ? subject(clause) : 0;
	return n && scan_starts(str_from(clause, n), acts, NELEM(acts)) >= 0 &&
	       take_units(r, d, str_n(clause.p, n), READ_COOPERATING);
}

/* 3月底前县教育局: the time in front of a subject is no part of its name. */
static struct str behind_time(struct reader *r, struct str clause)
{
	enum { NEAR = 60 };
	uint32_t c = scan_at(clause, 0);
	if (!(c >= '0' && c <= '9') && !scan_is_numeral(c) && c != 0x6BCF && c != 0x4E8E)
		return clause;
	struct str head = str_first(clause, NEAR);
	struct phrases found = phrase_scan(r->a, head, PHRASE_PROSE, r->out->year);
	if (found.n == 0 || found.at[0].word.p != clause.p)
		return clause;
	return scan_trim(str_from(clause, found.at[0].word.n));
}

/* A负责…, A牵头…, A对…负总责, 请A… */
static bool assigned_as_subject(
	struct reader *r, struct read_draft *d, struct str sentence, struct str clause)
{
	size_t i = 0;
	if (scan_eat(clause, &i, S("请"))) {
		struct str asked = str_from(clause, i);
		size_t n = subject(asked);
		struct str who = str_n(asked.p, n);
		return n && (joins_subjects(r, d, who, str_from(asked, n)) ||
				    take_units(r, d, who, READ_RESPONSIBLE));
	}
	size_t n = subject(clause);
	struct str rest = str_from(clause, n);
	if (n == 0)
		return false;
	if (joins_subjects(r, d, str_n(clause.p, n), rest))
		return true;
	static const struct str does[] = {SCAN_W("负责"), SCAN_W("具体负责"),
		SCAN_W("按照职责分工"), SCAN_W("按职责分工"), SCAN_W("按各自职责"),
		SCAN_W("按照各自职责")};
	if (scan_starts(rest, does, NELEM(does)) >= 0 ||
		(str_starts(rest, S("对")) &&
			(str_has(sentence, S("负总责")) || str_ends(clause, S("负责")))))
		return take_units(r, d, str_n(clause.p, n), READ_RESPONSIBLE);
	if (str_starts(rest, S("牵头")) && !str_starts(str_from(rest, 6), S("的")) &&
		!str_starts(str_from(rest, 6), S("单位")) &&
		!str_starts(str_from(rest, 6), S("抓总")))
		return take_units(r, d, str_n(clause.p, n), READ_LEAD);
	return false;
}

static bool ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == ';' || c == '\n' || c == '!' || c == '?';
}

/* Cuts the next part off `*rest`: a sentence, or a clause of one. */
static struct str next_part(struct str *rest, bool clauses)
{
	size_t i = 0;
	while (i < rest->n) {
		uint32_t c = scan_at(*rest, i);
		if (ends_sentence(c) || (clauses && c == ','))
			break;
		size_t shut = scan_close(*rest, i);
		i = shut ? shut : scan_step(*rest, i);
	}
	struct str part = scan_trim(str_n(rest->p, i));
	*rest = str_from(*rest, scan_step(*rest, i));
	return part;
}

static bool holds_time(const struct phrases *found, struct str clause)
{
	for (size_t k = 0; k < found->n; k++)
		if (found->at[k].word.p >= clause.p && found->at[k].word.p < clause.p + clause.n)
			return found->at[k].kind != PHRASE_UNSPEC;
	return false;
}

/* The subject of the sentence that holds a deadline is responsible for it. */
static void subject_of_deadline(struct reader *r, struct read_draft *d, struct str sentence)
{
	struct phrases found = phrase_scan(r->a, sentence, PHRASE_PROSE, r->out->year);
	bool binds = false;
	for (size_t k = 0; k < found.n; k++)
		binds = binds || found.at[k].kind == PHRASE_DEADLINE ||
			found.at[k].kind == PHRASE_CADENCE || found.at[k].kind == PHRASE_RANGE ||
			found.at[k].kind == PHRASE_QUOTA || found.at[k].kind == PHRASE_IMMEDIATE;
	if (!binds)
		return;
	/* The first subject, and any later one whose own clause has a time. */
	bool taken = false;
	for (struct str rest = sentence; rest.n;) {
		struct str clause = next_part(&rest, true);
		struct str rest_of = behind_time(r, clause);
		size_t n = subject(rest_of);
		if (n && (!taken || holds_time(&found, clause)))
			taken = take_units(r, d, str_n(rest_of.p, n), READ_RESPONSIBLE) || taken;
	}
}

/* 由A牵头，各村于5月20日前清理完毕: a later clause with a subject and a date of its own. */
static void subject_of_clause(struct reader *r, struct read_draft *d, struct str clause)
{
	struct str rest = behind_time(r, clause);
	size_t n = subject(rest);
	struct phrases found = {0};
	if (n)
		found = phrase_scan(r->a, clause, PHRASE_PROSE, r->out->year);
	if (n && holds_time(&found, clause))
		take_units(r, d, str_n(rest.p, n), READ_RESPONSIBLE);
}

/* 责任单位, 领导小组 in front of a colon are a label or a heading, not somebody. */
static bool is_generic(struct str name)
{
	static const struct str ends[] = {SCAN_W("单位"), SCAN_W("部门"), SCAN_W("机构"),
		SCAN_W("企业"), SCAN_W("办公室"), SCAN_W("个人")};
	if (str_ends(name, S("组")) || str_ends(name, S("专班"))) /* 综合组：负责… sets one up */
		return true;
	return scan_ends(name, ends, NELEM(ends)) >= 0 && !str_starts(name, S("各")) &&
	       scan_count(name, 7) < 7;
}

/* Whether `s` is one unit or a list of units and nothing else. */
static bool is_owner(struct str s)
{
	size_t from = 0;
	if (s.n == 0 || s.n > LONGEST_SUBJECT ||
		scan_starts(s, not_subjects, NELEM(not_subjects)) >= 0)
		return false;
	for (size_t i = 0; i <= s.n;) {
		size_t shut = scan_close(s, i), next = shut ? shut : scan_step(s, i);
		if (i < s.n && scan_at(s, i) != 0x3001) {
			i = next;
			continue;
		}
		struct str name = str_n(s.p + from, i - from);
		if (!names_is_subject(name) || is_generic(name) || str_has(name, S("的")))
			return false;
		if (i == s.n)
			break;
		from = i = next;
	}
	return true;
}

/* 负责…, 配合… behind somebody's name and a mark. */
static bool take_duty(struct reader *r, struct read_draft *d, struct str who, struct str duty)
{
	/* 各单位：要高度重视 assigns nothing. */
	static const struct str modals[] = {SCAN_W("要"), SCAN_W("应"), SCAN_W("须"), SCAN_W("需"),
		SCAN_W("将"), SCAN_W("请"), SCAN_W("必须")};
	static const struct str leads[] = {SCAN_W("牵头"), SCAN_W("总牵头"), SCAN_W("主办")};
	static const struct str helping[] = {SCAN_W("配合"), SCAN_W("协助"), SCAN_W("参与")};
	static const struct str does[] = {SCAN_W("负责"), SCAN_W("具体负责"), SCAN_W("主要负责"),
		SCAN_W("承担"), SCAN_W("组织"), SCAN_W("做好"), SCAN_W("加强"), SCAN_W("指导"),
		SCAN_W("落实")};
	if (scan_starts(duty, leads, NELEM(leads)) >= 0)
		return take_units(r, d, who, READ_LEAD);
	if (scan_starts(duty, helping, NELEM(helping)) >= 0)
		return take_units(r, d, who, READ_COOPERATING);
	bool acts = may_follow(duty) && scan_starts(duty, modals, NELEM(modals)) < 0;
	return (acts || scan_starts(duty, does, NELEM(does)) >= 0) &&
	       take_units(r, d, who, READ_RESPONSIBLE);
}

/* 县公安局：负责路面管控 */
static bool assigned_by_colon(struct reader *r, struct read_draft *d, struct str *sentence)
{
	ptrdiff_t at = str_find(str_first(*sentence, LONGEST_SUBJECT), S(":"), 0);
	if (at <= 0)
		return false;
	struct str who = scan_trim(str_n(sentence->p, (size_t)at));
	struct str duty = scan_trim(str_from(*sentence, (size_t)at + 1));
	if (!is_owner(who) || !take_duty(r, d, who, duty))
		return false;
	*sentence = duty;
	return true;
}

static void sentence_take(struct reader *r, struct read_draft *d, struct str sentence)
{
	bool assigned = assigned_by_colon(r, d, &sentence);
	for (struct str rest = sentence; rest.n;) {
		struct str clause = next_part(&rest, true);
		if (helps(r, d, clause))
			continue;
		if (assigned_by(r, d, clause) || assigned_by_label(r, d, clause) ||
			assigned_as_subject(r, d, sentence, clause))
			assigned = true;
		else if (assigned && !joined_by(r, d, clause))
			subject_of_clause(r, d, clause);
	}
	if (!assigned)
		subject_of_deadline(r, d, sentence);
}

void prose_take(struct reader *r, struct read_draft *d)
{
	enum { LONGEST = 60000 };
	if (d->has_units || d->pub.zone == READ_GOALS)
		return;
	for (size_t k = 0; k < d->pieces.n; k++) {
		struct str rest = str_first(d->pieces.at[k].text, LONGEST), owner = STR_NONE;
		while (rest.n) {
			struct str s = next_part(&rest, false);
			if (owner.n && take_duty(r, d, owner, s)) /* 县公安局。负责… */
				owner = STR_NONE;
			else
				owner = is_owner(s) ? s : STR_NONE;
			if (s.n)
				sentence_take(r, d, s);
		}
	}
}
