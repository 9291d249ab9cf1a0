/* phrase_word.c — words that say when without a date or a period: 长期坚持, 立行立改, 及时, 已完成.
 * See phrase.h, register section 3 conventions 5 and 8, TIME-26, TIME-27. */
#include "base/bug.h"
#include "base/scan.h"
#include "calendar/phrase_int.h"

bool phrase_has_kind(const struct phrase_reader *r, enum phrase_kind kind)
{
	enum { FAR = 16 };
	for (size_t k = r->out.n; k > 0 && r->out.n - k < FAR; k--) {
		const struct phrase *p = &r->out.at[k - 1];
		if (p->word.p < r->t.p + r->begin)
			return false;
		if (p->kind == kind)
			return true;
	}
	return false;
}

/* 贯穿整治行动始终 */
static bool throughout(const struct phrase_reader *r, size_t *i)
{
	enum { NEAR = 36 };
	struct str rest = str_first(phrase_after(r, *i), NEAR);
	ptrdiff_t at = str_find(rest, S("始终"), 0);
	if (!str_starts(rest, S("贯穿")) || at < 0)
		return false;
	*i += (size_t)at + S("始终").n;
	return true;
}

static bool standing(struct phrase_reader *r, size_t *i)
{
	static const struct str firm[] = {
		SCAN_W("长期坚持"),
		SCAN_W("长效坚持"),
		SCAN_W("长期推进"),
		SCAN_W("长期落实"),
		SCAN_W("常年推进"),
		SCAN_W("常年坚持"),
		SCAN_W("常抓不懈"),
		SCAN_W("持续长期"),
		SCAN_W("坚持长期"),
		SCAN_W("贯穿始终"),
		SCAN_W("贯穿全年"),
	};
	static const struct str loose[] = {
		SCAN_W("长期"),
		SCAN_W("长效"),
		SCAN_W("持续"),
		SCAN_W("常态化"),
		SCAN_W("常态"),
		SCAN_W("常年"),
		SCAN_W("贯穿"),
		SCAN_W("始终"),
		SCAN_W("日常"),
		SCAN_W("经常性"),
		SCAN_W("不间断"),
	};
	static const struct str links[] = {
		SCAN_W("并"),
		SCAN_W("之后"),
		SCAN_W("后续"),
		SCAN_W("并且"),
		SCAN_W("然后"),
		SCAN_W("此后"),
		SCAN_W("其后"),
		SCAN_W("随后"),
		SCAN_W("以后"),
		SCAN_W("转入"),
	};
	size_t e = *i;
	if (scan_any(r->t, &e, firm, NELEM(firm)) < 0 && !throughout(r, &e)) {
		if (r->mode != PHRASE_FIELD || scan_any(r->t, &e, loose, NELEM(loose)) < 0 ||
			phrase_has_kind(r, PHRASE_CADENCE) || phrase_has_kind(r, PHRASE_QUOTA))
			return false;
	}
	if (phrase_has_kind(r, PHRASE_STANDING)) {
		*i = e;
		return true;
	}
	bool sequel = scan_ends(scan_trim(phrase_before(r, *i)), links, NELEM(links)) >= 0;
	struct phrase *p = phrase_add(r, PHRASE_STANDING, *i, e);
	p->sequel = sequel;
	*i = e;
	return true;
}

static bool immediate(struct phrase_reader *r, size_t *i)
{
	static const struct str firm[] = {
		SCAN_W("立行立改"),
		SCAN_W("即知即改"),
		SCAN_W("立查立改"),
		SCAN_W("立知立改"),
		SCAN_W("立整立改"),
		SCAN_W("立改立行"),
		SCAN_W("即查即改"),
		SCAN_W("即行即改"),
		SCAN_W("立说立行"),
		SCAN_W("即改即行"),
		SCAN_W("即日起"),
	};
	static const struct str loose[] = {
		SCAN_W("立即"),
		SCAN_W("马上"),
		SCAN_W("即刻"),
		SCAN_W("即时"),
		SCAN_W("即日"),
		SCAN_W("边查边改"),
		SCAN_W("边学边改"),
		SCAN_W("立改"),
	};
	size_t from = *i, e = *i;
	if (scan_any(r->t, &e, firm, NELEM(firm)) < 0 &&
		(r->mode != PHRASE_FIELD || scan_any(r->t, &e, loose, NELEM(loose)) < 0))
		return false;
	size_t f = e;
	struct when w;
	*i = e;
	if (scan_eat(r->t, &f, S("至")) || scan_eat(r->t, &f, S("到"))) {
		if (when_read(r->t, &f, (struct when_base){r->last_year, 0}, &w)) {
			struct phrase *p = phrase_add(r, PHRASE_RANGE, from, f);
			p->to = w.hi;
			p->blank = w.blank;
			p->impossible = w.impossible;
			*i = f;
			return true;
		}
	}
	if (!phrase_has_kind(r, PHRASE_IMMEDIATE))
		phrase_add(r, PHRASE_IMMEDIATE, from, e);
	return true;
}

/* Often or soon without a number (TIME-27; section 3, convention 8). */
static bool vague_word(struct phrase_reader *r, size_t *i)
{
	static const struct str words[] = {
		SCAN_W("不定期"),
		SCAN_W("不定时"),
		SCAN_W("定期"),
		SCAN_W("经常性"),
		SCAN_W("经常"),
		SCAN_W("常态化"),
		SCAN_W("常态性"),
		SCAN_W("常态"),
		SCAN_W("及时"),
		SCAN_W("适时"),
		SCAN_W("尽快"),
		SCAN_W("近期"),
		SCAN_W("第一时间"),
		SCAN_W("迅速"),
		SCAN_W("限期"),
		SCAN_W("适当时候"),
		SCAN_W("根据工作需要"),
	};
	static const struct str not_time[] = {SCAN_W("项目"), SCAN_W("账户"), SCAN_W("存款")};
	size_t e = *i;
	if (scan_any(r->t, &e, words, NELEM(words)) < 0)
		return false;
	/* 公示不及时 is the problem, not the demand. */
	if (scan_starts(phrase_after(r, e), not_time, NELEM(not_time)) < 0 &&
		!str_ends(phrase_before(r, *i), S("不")))
		phrase_add(r, PHRASE_UNSPEC, *i, e);
	*i = e;
	return true;
}

bool phrase_word(struct phrase_reader *r, size_t *i)
{
	return standing(r, i) || immediate(r, i) || vague_word(r, i);
}

static bool ordinal_week(struct str clause)
{
	size_t i = 0;
	int64_t n;
	return scan_eat(clause, &i, S("第")) && scan_num(clause, &i, &n) &&
	       (scan_eat(clause, &i, S("周")) || scan_eat(clause, &i, S("个月")) ||
		       scan_eat(clause, &i, S("阶段")));
}

void phrase_field_rest(struct phrase_reader *r)
{
	static const struct str done[] = {
		SCAN_W("已完成"),
		SCAN_W("已整改"),
		SCAN_W("已办结"),
		SCAN_W("已落实"),
		SCAN_W("已销号"),
		SCAN_W("整改完成"),
		SCAN_W("完成整改"),
		SCAN_W("已全部完成"),
		SCAN_W("已基本完成"),
		SCAN_W("已化解"),
		SCAN_W("已解决"),
		SCAN_W("已结案"),
	};
	static const struct str tied[] = {
		SCAN_W("后"),
		SCAN_W("前"),
		SCAN_W("同时"),
		SCAN_W("期间"),
		SCAN_W("同步"),
		SCAN_W("要求"),
		SCAN_W("节点"),
		SCAN_W("进度"),
		SCAN_W("需要"),
	};
	struct str clause = scan_trim(str_n(r->t.p + r->begin, r->t.n - r->begin));
	size_t from = (size_t)(clause.p - r->t.p);
	if (clause.n == 0)
		return;
	if (scan_has(clause, done, NELEM(done)) >= 0 ||
		(str_starts(clause, S("已")) && str_has(clause, S("完成")))) {
		/* 2024年3月（已完成） */
		if (r->out.n && r->out.at[r->out.n - 1].kind == PHRASE_DEADLINE) {
			r->out.at[r->out.n - 1].done = true;
			return;
		}
		phrase_add(r, PHRASE_DEADLINE, from, from + clause.n)->done = true;
	} else if (r->out.n == 0 && r->t.n == r->whole.n &&
		   (ordinal_week(clause) || scan_ends(clause, tied, NELEM(tied)) >= 0 ||
			   str_has(clause, S("时间节点")))) {
		struct phrase *p = phrase_add(r, PHRASE_DEADLINE, from, from + clause.n);
		p->relative = true;
		p->event = !ordinal_week(clause);
	}
}
