/* timing.c — see timing.h. */
#include "plan/timing.h"
#include "base/bug.h"
#include "base/fold.h"
#include "base/scan.h"
#include "calendar/phrase_rule.h"
#include "calendar/say.h"
#include "core/setting.h"

enum { PARTS_MAX = 16 };

struct timing_usual timing_usual(struct ctx *cx)
{
	struct str review = setting_text(cx, S("due.standing_review"));
	struct timing_usual u = {(int)setting_int(cx, S("due.immediate_days")), EVERY_QUARTER};
	for (int e = EVERY_NONE + 1; e < EVERY_END; e++)
		if (str_eq(say_every((enum rule_every)e), review))
			u.review = (enum rule_every)e;
	return u;
}

/* The year stands in the rule only where the words say it: a plan's year may still be answered. */
static int plan_year(const struct phrase *p)
{
	bool said = p->year_given || str_has(p->word, S("明年")) || str_has(p->word, S("次年"));
	return said ? 0 : p->to.y;
}

/* One phrase alone; RULE_NONE where it binds nobody. */
static struct rule rule_of(
	struct arena *a, const struct phrase *p, const struct timing_usual *usual)
{
	struct phrase copy = *p;
	struct phrases one = {&copy, 1, 1};
	struct phrase_rule_env env = {.year = plan_year(p),
		.at_once = {LENGTH_DAY, usual->immediate},
		.review = usual->review,
		.of_plan = true};
	struct rule r;
	return phrase_rule(a, &one, &env, &r) ? r : (struct rule){0};
}

/* A cadence beside one deadline runs until it: 「每月有动态进展，12月底前完成」 (T-01). */
static void bound_by_deadline(struct rule *parts, size_t n)
{
	const struct rule *end = NULL;
	for (size_t i = 0; i < n; i++)
		if (parts[i].kind == RULE_MILESTONE && parts[i].by.kind == DATE_FIXED)
			end = &parts[i];
	for (size_t i = 0; end && i < n; i++)
		if (parts[i].kind == RULE_RECUR)
			parts[i].until = end->by;
}

/* Parts in order; one that begins when the one before is done makes a sequence with it. */
static struct rule join(struct arena *a, struct rule *parts, const bool *sequel, size_t n)
{
	struct rule *top = arena_array(a, n, sizeof *top);
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		bool follows = i && sequel[i] && top[k - 1].kind == RULE_MILESTONE;
		if (!follows) {
			top[k++] = parts[i];
			continue;
		}
		struct rule *two = arena_array(a, 2, sizeof *two);
		two[0] = top[k - 1];
		two[1] = parts[i];
		top[k - 1] = rule_join(RULE_SEQ, two, 2);
	}
	bound_by_deadline(top, k);
	return rule_join(RULE_AND, top, k);
}

static struct timing_rule rule_of_fields(struct arena *a, const struct doc *d,
	const struct read_node *n, const struct timing_usual *usual)
{
	struct rule parts[PARTS_MAX];
	bool sequel[PARTS_MAX];
	size_t k = 0;
	struct timing_rule out = {0};
	uint32_t end = 0;
	for (size_t i = 0; i < n->timings.n && k < PARTS_MAX; i++) {
		const struct read_timing *t = &n->timings.at[i];
		if (t->prose)
			continue;
		if (out.span.n == 0)
			out.span = t->span;
		if (t->span.at + t->span.n > end)
			end = t->span.at + t->span.n;
		out.span.n = end - out.span.at;
		parts[k] = rule_of(a, &t->phrase, usual);
		sequel[k] = t->phrase.sequel || t->kind == PHRASE_STANDING;
		if (parts[k].kind != RULE_NONE)
			k++;
	}
	out.phrase = out.span.n ? doc_slice(d, out.span) : STR_NONE;
	if (k) {
		struct rule whole = join(a, parts, sequel, k);
		out.rule = rule_print(a, &whole);
	}
	return out;
}

int timing_rules(struct arena *a, const struct doc *d, const struct read_node *n,
	const struct timing_usual *usual, struct timing_rule *out)
{
	int k = 0;
	struct timing_rule field = rule_of_fields(a, d, n, usual);
	if (field.span.n)
		out[k++] = field;
	for (size_t i = 0; i < n->timings.n; i++) {
		const struct read_timing *t = &n->timings.at[i];
		if (!t->prose)
			continue;
		struct rule r = rule_of(a, &t->phrase, usual);
		out[k++] = (struct timing_rule){.phrase = t->text,
			.span = t->span,
			.rule = r.kind == RULE_NONE ? STR_NONE : rule_print(a, &r),
			.prose = true,
			.whole = timing_is_whole(t->text, &r)};
	}
	return k;
}

bool timing_is_whole(struct str phrase, const struct rule *r)
{
	static const struct str heads[] = {
		SCAN_W("按月"), SCAN_W("每月"), SCAN_W("逐月"), SCAN_W("月度")};
	static const struct str things[] = {SCAN_W("内容"), SCAN_W("事项"), SCAN_W("材料")};
	static const struct str verbs[] = {SCAN_W("报送"), SCAN_W("上报"), SCAN_W("报告")};
	return r->kind == RULE_RECUR && r->every == EVERY_MONTH && r->due.kind != DUE_NONE &&
	       r->due.kind != DUE_CAMPAIGN && scan_starts(phrase, heads, NELEM(heads)) >= 0 &&
	       scan_has(phrase, verbs, NELEM(verbs)) >= 0 &&
	       scan_has(phrase, things, NELEM(things)) >= 0;
}

bool timing_month_day(struct ctx *cx, rid plan, struct rule *out)
{
	struct stmt *s = db_prep(cx->db,
		"SELECT r.phrase, r.rule FROM measure_rule r JOIN measure m ON m.id = r.measure "
		"WHERE r.source = '" TIMING_WHOLE "' AND m.plan = ? AND m.state <> 'cancelled' "
		"ORDER BY m.seq, r.sort LIMIT 1");
	struct rule_error bad;
	struct str phrase = STR_NONE, text = STR_NONE;
	db_rid(s, 1, plan);
	if (db_step(s) == DB_ROW) {
		phrase = str_dup(cx->a, db_col_text(s, 0));
		text = str_dup(cx->a, db_col_text(s, 1));
	}
	db_done(s);
	return text.n && rule_parse(cx->a, text, out, &bad) && timing_is_whole(phrase, out) &&
	       rule_open_params(cx->a, out).n == 0;
}

bool timing_typed(struct arena *a, struct str text, int year, const struct timing_usual *usual,
	struct rule *out)
{
	struct rule_error bad;
	struct rule parts[PARTS_MAX];
	bool sequel[PARTS_MAX];
	size_t k = 0;
	if (rule_parse(a, text, out, &bad))
		return true;
	struct fold plain = fold_text(a, text);
	struct phrases p = phrase_scan(a, plain.s, PHRASE_FIELD, year);
	for (size_t i = 0; i < p.n && k < PARTS_MAX; i++) {
		if (p.at[i].unknown || p.at[i].impossible || p.at[i].blank)
			return false;
		parts[k] = rule_of(a, &p.at[i], usual);
		sequel[k] = p.at[i].sequel || p.at[i].kind == PHRASE_STANDING;
		if (parts[k].kind != RULE_NONE)
			k++;
	}
	if (k == 0)
		return false;
	*out = join(a, parts, sequel, k);
	return true;
}
