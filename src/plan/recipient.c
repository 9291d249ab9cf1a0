/* recipient.c — see recipient.h. Words only propose; the tree decides. */
#include "plan/recipient.h"
#include "base/bug.h"
#include "base/scan.h"
#include "core/tree.h"
#include "plan/subject.h"

static bool ends_sentence(struct str t, size_t i)
{
	static const struct str marks[] = {
		SCAN_W("。"), SCAN_W("；"), SCAN_W(";"), SCAN_W("\n"), SCAN_W("\r")};
	return scan_starts(str_from(t, i), marks, NELEM(marks)) >= 0;
}

static struct str sentence_of(struct str t, struct span s)
{
	size_t from = s.at, to = (size_t)s.at + s.n;
	while (from > 0 && !ends_sentence(t, scan_back(t, from)))
		from = scan_back(t, from);
	while (to < t.n && !ends_sentence(t, to))
		to = scan_step(t, to);
	return str_n(t.p + from, to - from);
}

/* The unit's name in the tree; external bodies take no report here (ORG-25). */
static struct str unit_called(struct ctx *cx, const struct plan_row *p, struct str name)
{
	static const struct str heads[] = {SCAN_W("至"), SCAN_W("给"), SCAN_W("到"), SCAN_W("县局"),
		SCAN_W("市局"), SCAN_W("区局"), SCAN_W("本局")};
	struct unit_info u;
	for (;;) {
		name = str_trim(name);
		rid unit = name.n ? subject_find(cx, p, name) : RID_NONE;
		if (unit.n)
			return tree_unit(cx, unit, &u) && !str_eq(u.kind, S("external")) ? u.name
											 : STR_NONE;
		int k = scan_starts(name, heads, NELEM(heads));
		if (k < 0)
			return STR_NONE;
		name = str_from(name, heads[k].n);
	}
}

static size_t end_of_name(struct str t)
{
	static const struct str marks[] = {SCAN_W("，"), SCAN_W(","), SCAN_W("、"), SCAN_W("（"),
		SCAN_W("("), SCAN_W("）"), SCAN_W(")"), SCAN_W("备案"), SCAN_W("备查"),
		SCAN_W("审核"), SCAN_W("汇总")};
	size_t i = 0;
	while (i < t.n && scan_starts(str_from(t, i), marks, NELEM(marks)) < 0)
		i = scan_step(t, i);
	return i;
}

/* 向X报送 */
static struct str before_verb(struct ctx *cx, const struct plan_row *p, struct str t)
{
	static const struct str verbs[] = {SCAN_W("报送"), SCAN_W("报告"), SCAN_W("汇报"),
		SCAN_W("反馈"), SCAN_W("上报"), SCAN_W("报备")};
	struct str name = str_first(t, end_of_name(t));
	for (size_t i = 0; i < name.n; i = scan_step(name, i))
		if (scan_starts(str_from(name, i), verbs, NELEM(verbs)) >= 0)
			return unit_called(cx, p, str_first(name, i));
	return STR_NONE;
}

struct str recipient_of(
	struct ctx *cx, const struct plan_row *p, const struct doc *d, struct span timing)
{
	static const struct str verbs[] = {SCAN_W("报送"), SCAN_W("上报"), SCAN_W("报")};
	struct str t = sentence_of(d->text, timing), to = STR_NONE;
	for (size_t i = 0; i < t.n && to.n == 0; i = scan_step(t, i)) {
		struct str rest = str_from(t, i);
		int verb = scan_starts(rest, verbs, NELEM(verbs));
		if (str_starts(rest, S("向")))
			to = before_verb(cx, p, str_from(rest, S("向").n));
		else if (verb >= 0)
			rest = str_from(rest, verbs[verb].n);
		if (verb >= 0 && to.n == 0)
			to = unit_called(cx, p, str_first(rest, end_of_name(rest)));
	}
	return to;
}
