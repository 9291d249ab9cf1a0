/* read_names.c — lists of units. See read_int.h, domain 2.2, corpus guide 2.1, 3.
 *
 *	list   := group { (，|；) group }        group := name { (、|和|及) name } [verb]
 *	verb   := 牵头 | 负责 | 按职责分工负责 | 配合 | 会同 …
 *
 * A verb gives its role to every name before it that has none: 「A、B，各县政府按职责分工负责」
 * makes all three responsible. Names left over after a 牵头 are responsible, otherwise they
 * have the role of the label. Names are kept as written; what a bracket behind a name says
 * about duty is dropped, and （牵头） decides. 等 is dropped and remembered. */
#include "base/bug.h"
#include "base/scan.h"
#include "plan/read_int.h"

/* A bracket behind a name that says what the unit does there, not who it is. */
static const struct str duty_words[] = {
	SCAN_W("责任"),
	SCAN_W("负责"),
	SCAN_W("申报"),
	SCAN_W("审核"),
	SCAN_W("审批"),
	SCAN_W("协调"),
	SCAN_W("统筹"),
	SCAN_W("实施"),
	SCAN_W("推进"),
	SCAN_W("落实"),
	SCAN_W("验收"),
	SCAN_W("督导"),
	SCAN_W("督促"),
	SCAN_W("考核"),
	SCAN_W("保障"),
	SCAN_W("排名"),
	SCAN_W("监管"),
	SCAN_W("组织"),
	SCAN_W("部分"),
	SCAN_W("工作"),
	SCAN_W("方面"),
	SCAN_W("建设"),
	SCAN_W("指导"),
};

static const struct {
	struct str word;
	enum read_role role;
	bool sure; /* enough by itself to make an unlabelled bracket a list of units */
} verbs[] = {
	{SCAN_W("牵头组织实施"), READ_LEAD, true},
	{SCAN_W("牵头抓总"), READ_LEAD, true},
	{SCAN_W("牵头负责"), READ_LEAD, true},
	{SCAN_W("牵头落实"), READ_LEAD, true},
	{SCAN_W("牵头组织"), READ_LEAD, true},
	{SCAN_W("牵头推进"), READ_LEAD, true},
	{SCAN_W("牵头实施"), READ_LEAD, true},
	{SCAN_W("牵头办理"), READ_LEAD, true},
	{SCAN_W("牵头"), READ_LEAD, true},
	{SCAN_W("主办"), READ_LEAD, false},
	{SCAN_W("配合落实"), READ_COOPERATING, true},
	{SCAN_W("配合做好"), READ_COOPERATING, true},
	{SCAN_W("协同配合"), READ_COOPERATING, true},
	{SCAN_W("配合"), READ_COOPERATING, true},
	{SCAN_W("参与"), READ_COOPERATING, false},
	{SCAN_W("参加"), READ_COOPERATING, false},
	{SCAN_W("协助"), READ_COOPERATING, false},
	{SCAN_W("协办"), READ_COOPERATING, false},
	{SCAN_W("督导"), READ_COOPERATING, false},
	{SCAN_W("督办"), READ_COOPERATING, false},
	{SCAN_W("监督"), READ_COOPERATING, false},
	{SCAN_W("指导"), READ_COOPERATING, false},
	{SCAN_W("支持"), READ_COOPERATING, false},
	{SCAN_W("抓好落实"), READ_RESPONSIBLE, false},
	{SCAN_W("负责落实"), READ_RESPONSIBLE, true},
	{SCAN_W("负责实施"), READ_RESPONSIBLE, true},
	{SCAN_W("负责"), READ_RESPONSIBLE, true},
	{SCAN_W("卖力"), READ_RESPONSIBLE, true},
	{SCAN_W("组织实施"), READ_RESPONSIBLE, false},
	{SCAN_W("分工落实"), READ_RESPONSIBLE, true},
	{SCAN_W("落实"), READ_RESPONSIBLE, false},
	{SCAN_W("实施"), READ_RESPONSIBLE, false},
	{SCAN_W("承办"), READ_RESPONSIBLE, false},
	{SCAN_W("主责"), READ_RESPONSIBLE, false},
	{SCAN_W("按职责分工"), READ_RESPONSIBLE, true},
	{SCAN_W("按照职责分工"), READ_RESPONSIBLE, true},
};
static const struct str adverbs[] = {
	SCAN_W("按照各自职责分工"),
	SCAN_W("按照行业分工"),
	SCAN_W("按照任务分工"),
	SCAN_W("按照分工"),
	SCAN_W("按照权限"),
	SCAN_W("按行业分工"),
	SCAN_W("按任务分工"),
	SCAN_W("按行业"),
	SCAN_W("按属地"),
	SCAN_W("按权限"),
	SCAN_W("依据职责"),
	SCAN_W("根据分工"),
	SCAN_W("结合职责"),
	SCAN_W("分级"),
	SCAN_W("按各自职责分工"),
	SCAN_W("按照职责分工"),
	SCAN_W("根据职责分工"),
	SCAN_W("依据职责分工"),
	SCAN_W("按职责分工"),
	SCAN_W("依职责分工"),
	SCAN_W("按照各自职责"),
	SCAN_W("按各自职责"),
	SCAN_W("根据各自职责"),
	SCAN_W("按照职责"),
	SCAN_W("按职责"),
	SCAN_W("依职责"),
	SCAN_W("按分工"),
	SCAN_W("分工"),
	SCAN_W("分别"),
	SCAN_W("共同"),
	SCAN_W("具体"),
	SCAN_W("积极"),
	SCAN_W("密切"),
	SCAN_W("各自"),
	SCAN_W("统筹"),
	SCAN_W("全程"),
	SCAN_W("协同"),
	SCAN_W("主动"),
	SCAN_W("分头"),
	SCAN_W("联合"),
	SCAN_W("负责"),
	SCAN_W("协调"),
	SCAN_W("做好"),
};

static bool has_blank(struct str name)
{
	for (size_t i = 0; i < name.n; i = scan_step(name, i))
		if (scan_is_blank(scan_at(name, i)))
			return true;
	return false;
}

static bool has_han(struct str line)
{
	for (size_t i = 0; i < line.n; i = scan_step(line, i))
		if (scan_at(line, i) >= 0x2E80)
			return true;
	return false;
}

/* A name broken over two lines, perhaps with a page number between them, or spaced out, as the tree
 * of units has it. */
static struct str on_one_line(struct arena *a, struct str name)
{
	if (!has_blank(name))
		return name;
	struct buf b = buf_in(a, name.n + 1);
	bool broken = str_has(name, S("\n"));
	while (name.n) {
		struct str line = str_cut(&name, S("\n"));
		for (size_t i = 0; i < line.n && (!broken || has_han(line)); i = scan_step(line, i))
			if (!scan_is_blank(scan_at(line, i)))
				buf_put(&b, line.p + i, scan_step(line, i) - i);
	}
	return buf_view(&b);
}

void names_add(
	struct reader *r, struct read_draft *d, enum read_role role, struct str name, bool others)
{
	enum { MOST = 200 };
	struct read_names *list = &d->pub.names[role];
	struct str text = read_source_of(r, name);
	if (list->n >= MOST)
		return;
	for (size_t k = 0; k < list->n; k++)
		if (str_eq(list->at[k].text, text))
			return;
	struct read_name *n = vec_add(r->a, list);
	n->text = text;
	n->full = on_one_line(r->a, text);
	n->span = read_span(r, name);
	n->open = role != READ_LEADERS && names_is_open(name);
	n->collective = role != READ_LEADERS && !n->open && names_is_collective(name);
	n->and_others = others;
	if (role != READ_LEADERS)
		d->has_units = true;
}

/* One name with the role that its own verb or bracket gives it. */
struct taken {
	struct str name;
	int role; /* -1: not said */
	bool others, ruled;
};
struct listing {
	struct reader *r;
	VEC(struct taken) names;
	VEC(struct str) times;
	size_t pending;       /* first name whose role is open */
	enum read_role usual; /* of names to which no verb gives one */
	bool lead_seen, sure, odd, jointly;
};

static void settle(struct listing *l, enum read_role role)
{
	for (; l->pending < l->names.n; l->pending++)
		if (l->names.at[l->pending].role < 0)
			l->names.at[l->pending].role = role;
}

/* Behind a name: （牵头）, （主体责任）, （控申）. The first decides, the second goes, the
 * third stays. */
static struct str bracket_behind(struct str name, int *role)
{
	if (!str_ends(name, S(")")))
		return name;
	size_t open = 0;
	for (size_t i = 0; i < name.n; i = scan_step(name, i))
		if (name.p[i] == '(')
			open = i;
	if (open == 0)
		return name;
	struct str in = scan_trim(str_n(name.p + open + 1, name.n - open - 2));
	struct str head = scan_trim(str_n(name.p, open));
	static const struct str with[] = {
		SCAN_W("配合"), SCAN_W("协办"), SCAN_W("参与"), SCAN_W("协助")};
	if (str_starts(in, S("牵头")) || str_starts(in, S("主办"))) {
		*role = READ_LEAD;
		return head;
	}
	if (scan_starts(in, with, NELEM(with)) >= 0) {
		*role = READ_COOPERATING;
		return head;
	}
	bool unit = names_is_sure(in) && !str_ends(in, S("工作"));
	if (!unit && scan_has(in, duty_words, NELEM(duty_words)) >= 0)
		return head;
	return name;
}

static void one_name(struct listing *l, struct str name, bool others)
{
	static const struct str drop[] = {
		SCAN_W("由"),
		SCAN_W("并由"),
		SCAN_W("各级各类"),
		SCAN_W("以及"),
		SCAN_W("及"),
		SCAN_W("和"),
		SCAN_W("与"),
		SCAN_W("报"),
		SCAN_W("请"),
	};
	int role = -1;
	size_t i = 0;
	name = scan_trim(name);
	if (scan_any(name, &i, drop, NELEM(drop)) >= 0 && names_is_unit(str_from(name, i)))
		name = scan_trim(str_from(name, i));
	ptrdiff_t colon = str_find(name, S(":"), 0);
	if (colon > 0 && names_is_unit(str_from(name, (size_t)colon + 1))) {
		settle(l, l->usual); /* （牵头单位：A；支持方：B）: a label nobody knows */
		name = scan_trim(str_from(name, (size_t)colon + 1));
		role = READ_COOPERATING;
	}
	name = bracket_behind(name, &role);
	if (name.n == 0 || names_is_nobody(name))
		return;
	/* （或其他核算单位）, （以下统称审核机构） explain a word. */
	static const struct str explains[] = {
		SCAN_W("或"),
		SCAN_W("不含"),
		SCAN_W("包括"),
		SCAN_W("以下"),
		SCAN_W("统称"),
		SCAN_W("简称"),
		SCAN_W("下称"),
		SCAN_W("不包括"),
	};
	if ((!names_is_unit(name) && !str_eq(name, S("同上"))) || str_has(name, S("的")) ||
		scan_starts(name, explains, NELEM(explains)) >= 0)
		l->odd = true;
	struct taken *t = vec_add(l->r->a, &l->names);
	*t = (struct taken){name, role, others, false};
	if (role == READ_LEAD)
		l->lead_seen = l->sure = true;
}

/* A局和B局 are two names, 工业和信息化局 and 有关部门和单位 are one each. */
static size_t joint(struct str s, size_t from)
{
	static const struct str joins[] = {
		SCAN_W("以及"), SCAN_W("和"), SCAN_W("及"), SCAN_W("与")};
	static const struct str bare[] = {SCAN_W("单位"), SCAN_W("部门"), SCAN_W("机构"),
		SCAN_W("企业"), SCAN_W("个人"), SCAN_W("政府"), SCAN_W("人民政府"),
		SCAN_W("办事处"), SCAN_W("管委会")};
	int depth = 0;
	for (size_t i = from; i < s.n; i = scan_step(s, i)) {
		uint32_t c = scan_at(s, i);
		depth += (c == '(') + (c == 0x201C) - (c == ')') - (c == 0x201D);
		size_t e = i;
		if (depth > 0 || i == 0 || scan_any(s, &e, joins, NELEM(joins)) < 0)
			continue;
		struct str left = str_n(s.p, i), right = str_from(s, e);
		if (scan_count(left, 3) < 2 || scan_count(right, 3) < 2)
			continue;
		bool rest_bare = false;
		for (size_t k = 0; k < NELEM(bare); k++)
			rest_bare = rest_bare || str_eq(scan_trim(right), bare[k]);
		/* 中央和国家机关工委 */
		bool one = str_eq(left, S("中央")) && str_starts(right, S("国家机关"));
		if (!rest_bare && !one && names_is_unit(left) && names_is_unit(right))
			return i;
	}
	return 0;
}

/* 等, 等部门, 等有关部门和单位, 等和各省级人民政府: the part after 等 that still names somebody. */
static struct str behind_others(struct str rest)
{
	static const struct str fill[] = {
		SCAN_W("有关"),
		SCAN_W("相关"),
		SCAN_W("部门"),
		SCAN_W("单位"),
		SCAN_W("各"),
		SCAN_W("市级"),
		SCAN_W("省级"),
		SCAN_W("县级"),
		SCAN_W("区级"),
		SCAN_W("市直"),
		SCAN_W("县直"),
		SCAN_W("区直"),
		SCAN_W("省直"),
		SCAN_W("责任"),
		SCAN_W("科室"),
		SCAN_W("机构"),
		SCAN_W("成员"),
		SCAN_W("处室"),
		SCAN_W("职能"),
		SCAN_W("行业"),
		SCAN_W("主管"),
		SCAN_W("党政"),
		SCAN_W("直属"),
		SCAN_W("业务"),
	};
	static const struct str joins[] = {
		SCAN_W("以及"), SCAN_W("和"), SCAN_W("及"), SCAN_W("与")};
	size_t i = 0;
	while (scan_any(rest, &i, fill, NELEM(fill)) >= 0)
		continue;
	scan_any(rest, &i, joins, NELEM(joins));
	size_t after_join = i;
	while (scan_any(rest, &i, fill, NELEM(fill)) >= 0)
		continue;
	return i == rest.n ? STR_NONE : str_from(rest, after_join);
}

static size_t others_at(struct str name)
{
	size_t from = 0;
	for (;;) {
		ptrdiff_t at = str_find(name, S("等"), from);
		if (at < 0)
			return 0;
		struct str head = str_n(name.p, (size_t)at), rest = str_from(name, (size_t)at + 3);
		bool quoted = str_has(rest, S("”")) || str_has(rest, S(")"));
		if (at > 0 && !quoted && !str_starts(rest, S("级")) && !str_starts(rest, S("教")) &&
			(rest.n == 0 || names_is_unit(head)))
			return (size_t)at;
		from = (size_t)at + 3;
	}
}

static void names_of(struct listing *l, struct str piece)
{
	enum { LONGEST = 400 }; /* bytes; more is no name and would only cost time */
	piece = scan_trim(piece);
	if (piece.n > LONGEST) {
		l->odd = true;
		return;
	}
	size_t others = others_at(piece);
	if (others) {
		struct str rest = behind_others(str_from(piece, others + 3));
		one_name(l, str_n(piece.p, others), true);
		if (scan_trim(rest).n)
			names_of(l, rest);
		return;
	}
	size_t at = joint(piece, 0);
	if (!at) {
		one_name(l, piece, false);
		return;
	}
	one_name(l, str_n(piece.p, at), false);
	names_of(l, str_from(piece, at));
}

/* Takes the verb off the end of a piece; its role or -1. */
static int take_verb(struct str *piece, bool *sure)
{
	int role = -1;
	for (size_t k = 0; k < NELEM(verbs) && role < 0; k++) {
		if (!str_ends(*piece, verbs[k].word))
			continue;
		piece->n -= verbs[k].word.n;
		role = verbs[k].role;
		*sure = *sure || verbs[k].sure;
	}
	if (role < 0)
		return -1;
	for (int k = 0; k >= 0 && piece->n;) {
		*piece = scan_trim(*piece);
		k = scan_ends(*piece, adverbs, NELEM(adverbs));
		if (k >= 0)
			piece->n -= adverbs[k].n;
	}
	return role;
}

/* A会同B、C: who stands before leads, who stands after takes part. */
static bool take_jointly(struct listing *l, struct str piece)
{
	ptrdiff_t at = str_find(piece, S("会同"), 0);
	if (at < 0)
		return false;
	l->sure = true;
	if (at > 0)
		names_of(l, str_n(piece.p, (size_t)at));
	if (l->names.n) {
		settle(l, READ_LEAD);
		l->lead_seen = true;
	}
	names_of(l, str_from(piece, (size_t)at + 6));
	settle(l, READ_COOPERATING);
	l->jointly = true;
	return true;
}

/* 2024年底前出台制度, 每月20日前通报 */
static bool opens_with_time(struct arena *a, struct str clause)
{
	if (names_is_unit(clause) || clause.n > 150)
		return false;
	struct phrases found = phrase_scan(a, clause, PHRASE_PROSE, 0);
	return found.n && found.at[0].word.p == clause.p && found.at[0].kind != PHRASE_UNSPEC;
}

/* 每晚20时至次日2时: figures with their unit of time, in words that are no phrase we know. A time
 * behind a blank (法规科 6月底) is one too. */
static bool is_time(const struct listing *l, struct str piece)
{
	static const struct str units[] = {SCAN_W("年"), SCAN_W("月"), SCAN_W("日"), SCAN_W("时"),
		SCAN_W("天"), SCAN_W("次"), SCAN_W("周")};
	if (piece.n > 150 || names_is_unit(piece))
		return false;
	for (size_t i = 0; i < piece.n;) {
		int64_t n;
		bool digit = piece.p[i] >= '0' && piece.p[i] <= '9';
		if (!digit || !scan_num(piece, &i, &n)) {
			i = scan_step(piece, i);
			continue;
		}
		scan_blank(piece, &i);
		if (scan_any(piece, &i, units, NELEM(units)) >= 0)
			return true;
	}
	return phrase_is_whole(l->r->a, piece);
}

static void piece_take(struct listing *l, struct str piece)
{
	static const struct str noise[] = {
		SCAN_W("下同"),
		SCAN_W("以下简称"),
		SCAN_W("以下均同"),
		SCAN_W("不再列出"),
		SCAN_W("同下"),
	};
	piece = scan_trim(piece);
	if (piece.n == 0 || scan_starts(piece, noise, NELEM(noise)) >= 0)
		return;
	if (is_time(l, piece)) {
		*vec_add(l->r->a, &l->times) = piece;
		return;
	}
	int role = take_verb(&piece, &l->sure);
	if (take_jointly(l, piece))
		return;
	if (piece.n)
		names_of(l, piece);
	if (role < 0)
		return;
	/* A会同B、C负责: C takes part like B. */
	if (l->jointly && role == READ_RESPONSIBLE)
		role = READ_COOPERATING;
	settle(l, (enum read_role)role);
	l->lead_seen = l->lead_seen || role == READ_LEAD;
}

/* 2026 年 5 月: no name ends there. */
static bool is_in_date(struct str v, size_t blank)
{
	static const struct str parts[] = {SCAN_W("年"), SCAN_W("月"), SCAN_W("日"), SCAN_W("至"),
		SCAN_W("-"), SCAN_W("—"), SCAN_W("于"), SCAN_W("到"), SCAN_W("每")};
	uint32_t before = blank ? scan_at(v, scan_back(v, blank)) : 0;
	size_t next = blank;
	scan_blank(v, &next);
	uint32_t after = scan_at(v, next);
	return (before >= '0' && before <= '9') ||
	       (after >= '0' && after <= '9' &&
		       scan_ends(str_n(v.p, blank), parts, NELEM(parts)) >= 0);
}

/* 体 改 科: single characters on both sides of the blank, or one of them and what was spaced out
 * before it. */
static bool is_spaced_out(struct str v, size_t from, size_t blank)
{
	size_t next = scan_step(v, blank), behind = scan_step(v, next), start = blank;
	while (start > from && !scan_is_blank(scan_at(v, scan_back(v, start))))
		start = scan_back(v, start);
	bool before = scan_count(str_n(v.p + start, blank - start), 2) == 1;
	uint32_t c = scan_at(v, behind);
	bool after = next < v.n && (behind >= v.n || scan_is_blank(c) || c == 0x3001);
	return before && after;
}

/* The next place at or after `i` where a list is cut; brackets and quotes stay whole. */
static size_t next_cut(struct str v, size_t i, bool clauses_only)
{
	const size_t from = i;
	while (i < v.n) {
		uint32_t c = scan_at(v, i);
		if (c == ',' || c == ';' || c == 0x3002)
			return i;
		if (!clauses_only && (c == 0x3001 || c == '/' || c == '|'))
			return i;
		if (!clauses_only && scan_is_blank(c) && !is_spaced_out(v, from, i) &&
			!is_in_date(v, i))
			return i;
		size_t shut = scan_close(v, i);
		i = shut ? shut : scan_step(v, i);
	}
	return v.n;
}

/* A time in the list, or the rule about leads, which read.c finds. */
static bool clause_take(struct listing *l, struct str clause)
{
	clause = scan_trim(clause);
	if (clause.n == 0)
		return true;
	if (names_say_first(clause) || str_starts(clause, S("未注明牵头")) ||
		str_starts(clause, S("未明确牵头"))) {
		return true;
	}
	if (!phrase_is_whole(l->r->a, clause) && !opens_with_time(l->r->a, clause))
		return false;
	*vec_add(l->r->a, &l->times) = clause;
	return true;
}

static void list_read(struct listing *l, struct str v)
{
	for (size_t b = 0, e; b < v.n; b = scan_step(v, e)) {
		e = next_cut(v, b, true);
		struct str clause = str_n(v.p + b, e - b);
		if (b > 0 && v.p[b - 1] == ';') /* a group of its own */
			settle(l, l->jointly ? READ_COOPERATING : l->usual);
		if (clause_take(l, clause))
			continue;
		for (size_t i = 0, j; i < clause.n; i = scan_step(clause, j)) {
			j = next_cut(clause, i, false);
			piece_take(l, str_n(clause.p + i, j - i));
		}
	}
}

/* 治安、刑侦、交警支队 and 省法院、检察院 share a head or a prefix (domain 2.2). */
static void spread(struct reader *r, struct read_names *list)
{
	static const struct str prefixes[] = {
		SCAN_W("省"), SCAN_W("市"), SCAN_W("县"), SCAN_W("区"), SCAN_W("州")};
	static const struct str heads[] = {SCAN_W("支队"), SCAN_W("大队"), SCAN_W("中队")};
	if (list->n < 2)
		return;
	struct str first = list->at[0].text, last = list->at[list->n - 1].text;
	int p = scan_starts(first, prefixes, NELEM(prefixes));
	int h = scan_ends(last, heads, NELEM(heads));
	for (size_t k = 0; k < list->n; k++) {
		struct read_name *n = &list->at[k];
		if (n->collective || n->open)
			continue;
		if (h >= 0 && k + 1 < list->n && !names_is_unit(n->text))
			n->full = str_cat(r->a, n->full, heads[h]);
		else if (p >= 0 && k > 0 && names_is_unit(n->text) &&
			 scan_starts(n->text, prefixes, NELEM(prefixes)) < 0 &&
			 scan_count(n->text, 8) <= 7)
			n->full = str_cat(r->a, prefixes[p], n->full);
	}
}

/* An unlabelled bracket holds units when every part looks like one, or a verb such as 负责 says so
 * and no part is a sentence. */
static bool looks_like_units(const struct listing *l)
{
	enum { LONGEST = 25 };
	if (!l->odd)
		return true;
	for (size_t k = 0; l->sure && k < l->names.n; k++) {
		struct str n = l->names.at[k].name;
		if (scan_count(n, LONGEST) > LONGEST - 1 || str_has(n, S("的")) ||
			str_has(n, S(":")))
			return false;
	}
	return l->sure;
}

bool names_take(
	struct reader *r, struct read_draft *d, struct str value, enum read_role role, bool strict)
{
	struct listing l = {.r = r, .usual = role};
	if (names_is_nobody(value))
		return false;
	list_read(&l, value);
	settle(&l, l.jointly ? READ_COOPERATING : role);
	bool names = l.names.n > 0 && (!strict || looks_like_units(&l));
	for (size_t k = 0; names && k < l.names.n; k++)
		names_add(r, d, (enum read_role)l.names.at[k].role, l.names.at[k].name,
			l.names.at[k].others);
	for (size_t k = 0; k < l.times.n; k++)
		*vec_add(r->a, &d->raws) = (struct read_raw){l.times.at[k], false};
	for (int k = READ_LEAD; k <= READ_COOPERATING; k++)
		spread(r, &d->pub.names[k]);
	return names || l.times.n > 0;
}
