/* page_story.c — the story of a due item: why it is due on that day, everything that moved the day
 * since, and what was done with it (UI.md 04). N3, N4. */
#include "base/bug.h"
#include "base/vec.h"
#include "core/rec.h"
#include "core/tree.h"
#include "duty/consent.h"
#include "duty/page_int.h"
#include "duty/reason.h"
#include "web/trail.h"

static struct str verb_words(struct page *pg, struct str verb)
{
	return trail_verb(pg->cx, pg->h->lang, S("due"), verb);
}

static struct str who_words(struct page *pg, rid who)
{
	return who.n ? tree_person_name(pg->cx, who) : tr(pg->h->lang, "系统");
}

struct steps {
	struct ui_why *at;
	size_t n, room;
};

/* The last move that set another day; -1 where the day is still the derived one. */
static int last_move(const struct reason *r)
{
	int i = r->n_moves - 1;
	while (i >= 0 && r->moves[i].is.n == r->moves[i].was.n)
		i--;
	return i;
}

/* Each move with its own reason; the day that counts now is the last. */
static void add_moves(struct page *pg, const struct reason *r, struct steps *out)
{
	struct arena *a = pg->cx->a;
	enum lang lang = pg->h->lang;
	for (int i = 0; i < r->n_moves; i++) {
		const struct reason_move *m = &r->moves[i];
		bool same = m->is.n == m->was.n;
		struct str was = locale_weekday(a, lang, m->was, pg->cx->today);
		struct str is = locale_weekday(a, lang, m->is, pg->cx->today);
		struct str when = locale_stamp(a, lang, m->at, pg->cx->today);
		struct str who = who_words(pg, m->by);
		*vec_add(a, out) = (struct ui_why){
			.step = verb_words(pg, m->verb),
			.text = same ? tr(lang, "计时停止")
				     : str_fmt(a, "%.*s → %.*s", STR_ARG(was), STR_ARG(is)),
			.detail = trf(a, lang, "%.*s，%.*s：%.*s", STR_ARG(when), STR_ARG(who),
				STR_ARG(m->note)),
			.result = i == last_move(r),
		};
	}
}

void page_story_why(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct reason *r = reason_of(pg->cx, d);
	struct steps steps = {0};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "为什么是这一天"), .id = S("why")});
	ui_body_begin(h);
	h_elc(h, "p", "q2", r->sentence);
	*vec_add(pg->cx->a, &steps) = (struct ui_why){
		.step = tr(h->lang, "原文"), .quote = r->phrase};
	for (size_t i = 0; r->why && i < r->why->steps.n; i++) {
		const struct why_step *s = &r->why->steps.at[i];
		bool result = s->kind == WHY_RESULT;
		*vec_add(pg->cx->a, &steps) = (struct ui_why){
			.step = !result             ? tr(h->lang, "推算")
				: last_move(r) >= 0 ? tr(h->lang, "原定")
						    : tr(h->lang, "结果"),
			.text = s->text,
			.detail = s->cite,
			.result = result && last_move(r) < 0,
		};
	}
	add_moves(pg, r, &steps);
	ui_why(h, steps.at, (int)steps.n);
	ui_body_end(h);
	ui_card_end(h);
}

/* What the unit said before the edition that made the item (N3); what moves an item stands in its
 * steps. */
static struct str asked_about(struct page *pg, const struct due_row *d)
{
	const struct duty_row *duty = rec_load(pg->cx, &duty_kind, d->duty);
	struct consent_row **c;
	struct consent_filter f = {.unit = d->head.unit, .max = 1};
	if (duty == NULL)
		return STR_NONE;
	f.plan = duty->plan;
	return consent_list(pg->cx, &f, &c) ? consent_say(pg->cx, c[0]) : STR_NONE;
}

void page_story_history(struct page *pg, const struct due_row *d)
{
	struct html *h = pg->h;
	struct arena *a = pg->cx->a;
	bool log = actor_may(pg->cx, "log.read", RID_NONE);
	struct due_step *step;
	int n = due_history(pg->cx, d->head.id, &step);
	struct ui_event *e = arena_array(a, (size_t)n + 1, sizeof *e);
	/* What came later, by an event or with a new leader, begins with its own step. */
	bool issued = n == 0 || step[0].at.ms != d->head.made.ms;
	for (int i = 0; i < n; i++) {
		const struct due_step *s = &step[n - 1 - i];
		bool adverse = str_eq(s->verb, S("return")) || str_eq(s->verb, S("urge"));
		struct str verb = verb_words(pg, s->verb);
		struct str who = who_words(pg, s->by);
		e[i] = (struct ui_event){
			.kind = adverse ? EVENT_ADVERSE : EVENT_PAST,
			.when = locale_stamp(a, h->lang, s->at, h->today),
			.text = str_fmt(a, "*%.*s* %.*s", STR_ARG(verb), STR_ARG(who)),
			.detail = s->note,
			.seal = s->seal_no,
			.seal_url = log ? str_fmt(a, "/seal?before=%lld", (long long)s->seal_no + 1)
					: STR_NONE,
		};
	}
	e[n] = (struct ui_event){.when = locale_stamp(a, h->lang, d->head.made, h->today),
		.text = tr(h->lang, "签发产生"),
		.detail = asked_about(pg, d)};
	ui_card_begin(h, &(struct ui_card){.title = tr(h->lang, "经过")});
	ui_body_begin(h);
	ui_timeline(h, e, issued ? n + 1 : n);
	ui_body_end(h);
	ui_card_end(h);
}
