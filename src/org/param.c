/* param.c — see param.h: rows as of a day, their words, and what every change must meet. */
#include "org/param.h"
#include "base/bug.h"
#include "base/utf8.h"
#include "core/was.h"
#include "web/locale.h"

enum { REASON_MAX = 500, LOG_MAX = 32 * 1024, SHOWN_MAX = 8 * 1024 };

/* ---- as of a past day ---- */

static struct param_row *find(struct param_row *r, int n, struct str key)
{
	for (int i = 0; i < n; i++)
		if (str_eq(r[i].key, key))
			return &r[i];
	return NULL;
}

/* Back to what the row was before this change. */
static void undo(const struct param_sheet *s, struct param_row *r, const struct was *w)
{
	struct str payload = w->cells;
	struct seal_change c;
	while (seal_next_field(&payload, &c))
		for (int i = 0; i < s->n; i++)
			if (str_eq(c.name, str_of(s->fields[i].name)))
				r->cell[i] = c.old;
}

int param_rows(struct ctx *cx, const struct param_sheet *s, struct param_row **out)
{
	int n = s->rows(cx, out), kept = 0;
	if (!cx->past)
		return n;
	struct was *w;
	int n_was = was_list(cx, str_of(s->kind), STR_NONE, WAS_LATER, &w);
	for (int i = 0; i < n_was; i++) {
		struct param_row *r = find(*out, n, w[i].key);
		if (r && w[i].made)
			r->key = STR_NONE;
		else if (r)
			undo(s, r, &w[i]);
	}
	for (int i = 0; i < n; i++)
		if ((*out)[i].key.n)
			(*out)[kept++] = (*out)[i];
	return kept;
}

/* ---- words ---- */

static struct str word_of(struct ctx *cx, const struct choice *words, struct str code)
{
	for (; words->code; words++)
		if (str_eq(code, str_of(words->code)))
			return locale_find(cx->lang, str_of(words->label));
	return code;
}

/* Words of the list that are ticked; one the program does not know is shown as it is. */
static struct str ticked(struct ctx *cx, const struct ui_option *o, int n, struct str cell)
{
	struct buf b = buf_in(cx->a, SHOWN_MAX);
	while (cell.n) {
		struct str word = str_trim(str_cut(&cell, S(" ")));
		for (int i = 0; i < n; i++)
			if (str_eq(o[i].value, word))
				word = o[i].text;
		if (b.n && word.n)
			buf_str(&b, cx->lang == LANG_EN ? S(", ") : S("、"));
		buf_str(&b, word);
	}
	return buf_view(&b);
}

struct str param_show(struct ctx *cx, const struct param_sheet *s, const struct param_row *r, int i)
{
	const struct param_field *f = &s->fields[i];
	const struct choice *words = f->words ? f->words : f->fixed ? NULL : r->words;
	struct ui_option *o;
	if (r->lacks & (1u << i))
		return STR_NONE;
	if (f->say)
		return f->say(cx, r);
	if (words)
		return word_of(cx, words, r->cell[i]);
	if (f->ticks) {
		int n = f->ticks(cx, r, &o);
		return ticked(cx, o, n, r->cell[i]);
	}
	return locale_find(cx->lang, r->cell[i]);
}

/* ---- for the sheets ---- */

enum flow_code param_check(struct ctx *cx, const struct param_sheet *s, const struct param_in *in,
	const struct param_row *now)
{
	if (in->reason.n == 0)
		err_field(cx->errs, S("reason"), "请写明理由和依据，理由会记入存证");
	else if (utf8_count(in->reason) > REASON_MAX)
		err_field(cx->errs, S("reason"), "理由最多 %d 字", REASON_MAX);
	for (int i = 0; i < s->n; i++)
		if (s->fields[i].max && utf8_count(in->cell[i]) > (size_t)s->fields[i].max)
			err_field(cx->errs, str_of(s->fields[i].name), "“%s”最多 %d 字",
				s->fields[i].label, s->fields[i].max);
	if (cx->errs->n)
		return FLOW_INVALID;
	for (int i = 0; now && i < s->n; i++)
		if (!s->fields[i].fixed && !str_eq(in->seen[i], now->cell[i]))
			return FLOW_CONFLICT;
	return FLOW_OK;
}

enum flow_code param_seal(struct ctx *cx, const struct param_sheet *s, const struct param_in *in,
	const struct param_row *was, struct str key)
{
	struct buf log = buf_in(cx->a, LOG_MAX);
	seal_field(&log, "key", was ? key : STR_NONE, key);
	for (int i = 0; i < s->n; i++) {
		struct str old = was ? was->cell[i] : STR_NONE;
		bool fixed = s->fields[i].fixed && was;
		if (!fixed && !str_eq(old, in->cell[i]))
			seal_field(&log, s->fields[i].name, old, in->cell[i]);
	}
	AZ(log.full);
	return was_note(cx,
		&(struct seal_in){.kind = s->kind,
			.verb = was ? "edit" : "create",
			.reason = in->reason,
			.payload = buf_view(&log)},
		key, STR_NONE);
}
