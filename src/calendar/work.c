/* work.c — see work.h. The rows are kept sorted; a look is one binary search. */
#include "calendar/work.h"
#include "base/bug.h"

#include <stdlib.h>

struct entry {
	const struct work_row *row;
	const struct work_year *year;
	size_t rank; /* position among all rows as given: a later one wins */
};

struct work {
	const struct work_year *years;
	size_t n_years;
	struct entry *at;
	size_t n;
};

static int by_day(const void *x, const void *y)
{
	const struct entry *p = x, *q = y;
	if (p->row->day.n != q->row->day.n)
		return p->row->day.n < q->row->day.n ? -1 : 1;
	return p->rank < q->rank ? -1 : p->rank > q->rank;
}

/* Keeps the last of several rows of one day. */
static size_t without_losers(struct entry *at, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || at[i].row->day.n != at[i + 1].row->day.n)
			at[kept++] = at[i];
	return kept;
}

struct work *work_of(struct arena *a, const struct work_year *years, size_t n)
{
	struct work *w = arena_new(a, struct work);
	size_t rows = 0;
	for (size_t i = 0; i < n; i++)
		rows += years[i].n;
	*w = (struct work){.years = years, .n_years = n};
	w->at = arena_array(a, rows + 1, sizeof *w->at);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < years[i].n; k++, w->n++)
			w->at[w->n] = (struct entry){&years[i].rows[k], &years[i], w->n};
	}
	if (w->n)
		qsort(w->at, w->n, sizeof *w->at, by_day);
	w->n = without_losers(w->at, w->n);
	return w;
}

static const struct entry *entry_of(const struct work *w, struct day d)
{
	size_t lo = 0, hi = w->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (w->at[mid].row->day.n < d.n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < w->n && w->at[lo].row->day.n == d.n ? &w->at[lo] : NULL;
}

bool work_is_published(const struct work *w, struct day d)
{
	int year = day_ymd(d).y;
	for (size_t i = 0; i < w->n_years; i++)
		if (w->years[i].year == year)
			return true;
	return false;
}

static bool is_weekend(struct day d)
{
	return day_weekday(d) >= 6;
}

struct work_look work_look(const struct work *w, struct day d)
{
	const struct entry *e = entry_of(w, d);
	struct work_look look = {.published = work_is_published(w, d)};
	if (e) {
		look.works = e->row->works;
		look.kind = look.works ? WORK_MAKEUP : WORK_HOLIDAY;
		look.name = e->row->name;
		look.by = e->year;
		return look;
	}
	look.works = !is_weekend(d);
	look.kind = look.works ? WORK_WEEKDAY : WORK_WEEKEND;
	return look;
}

bool work_is_day(const struct work *w, struct day d)
{
	const struct entry *e = entry_of(w, d);
	return e ? e->row->works : !is_weekend(d);
}

struct day work_next(const struct work *w, struct day d)
{
	while (!work_is_day(w, d))
		d = day_add(d, 1);
	return d;
}

struct day work_previous(const struct work *w, struct day d)
{
	while (!work_is_day(w, d))
		d = day_add(d, -1);
	return d;
}

int work_count(const struct work *w, struct day from, struct day until)
{
	int n = 0;
	for (; from.n <= until.n; from = day_add(from, 1))
		n += work_is_day(w, from);
	return n;
}

struct day work_nth(const struct work *w, struct day from, struct day until, int n)
{
	int step = n > 0 ? 1 : -1, left = n > 0 ? n : -n;
	AN(n);
	for (struct day d = n > 0 ? from : until; d.n >= from.n && d.n <= until.n;
		d = day_add(d, step))
		if (work_is_day(w, d) && --left == 0)
			return d;
	return DAY_NONE;
}

struct day work_add(const struct work *w, struct day d, int n)
{
	AN(n >= 0);
	if (n == 0)
		return work_next(w, d);
	while (n > 0) {
		d = day_add(d, 1);
		n -= work_is_day(w, d);
	}
	return d;
}

/* 五一 and 十一 are what people write; 春节, 国庆 stand inside the names of the notices. */
static struct str holiday_word(struct str s)
{
	if (str_starts(s, S("五一")))
		return S("劳动");
	if (str_starts(s, S("十一")))
		return S("国庆");
	return str_ends(s, S("节")) && !str_eq(s, S("春节")) ? str_first(s, s.n - 3) : s;
}

struct day work_eve(const struct work *w, struct str holiday, int year)
{
	struct str word = holiday_word(holiday);
	if (!word.n)
		return DAY_NONE;
	for (size_t i = 0; i < w->n; i++) {
		const struct entry *e = &w->at[i];
		if (e->row->works || e->year->year != year || !str_has(e->row->name, word))
			continue;
		struct day d = e->row->day;
		while (!work_is_day(w, d))
			d = day_add(d, -1);
		return d;
	}
	return DAY_NONE;
}

struct str work_weekday_name(struct day d)
{
	static const char names[] = "周一周二周三周四周五周六周日";
	return str_n(names + (size_t)(day_weekday(d) - 1) * 6, 6);
}

struct str work_say(const struct work_look *look, struct day d)
{
	switch (look->kind) {
	case WORK_HOLIDAY:
		return look->name.n ? look->name : S("休息日");
	case WORK_WEEKEND:
		return work_weekday_name(d);
	case WORK_MAKEUP:
		return S("调休上班");
	case WORK_WEEKDAY:
		return S("工作日");
	}
	BUG("no such kind of day");
}
