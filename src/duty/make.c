/* make.c — see make.h. */
#include "duty/make.h"
#include "core/rec.h"

int64_t make_asks(const struct occur *o)
{
	int64_t asks = 0;
	for (size_t i = 0; i < o->rule->content.n; i++) {
		struct str c = o->rule->content.at[i];
		asks |= str_has(c, S("进展")) ? ASK_PROGRESS : 0;
		asks |= str_has(c, S("成效")) ? ASK_EFFECT : 0;
	}
	if (o->kind == EXPAND_FINAL)
		asks |= ASK_FINISH | ASK_EFFECT;
	if (o->kind == EXPAND_REVIEW)
		asks |= ASK_REVIEW;
	if (o->kind == EXPAND_QUOTA || o->kind == EXPAND_COVER || o->kind == EXPAND_DRAW)
		asks |= ASK_COUNT;
	return asks ? asks : ASK_PROGRESS;
}

struct str make_content(struct ctx *cx, const struct rule *leaf)
{
	struct buf b = buf_in(cx->a, 900);
	for (size_t i = 0; i < leaf->content.n; i++) {
		if (i)
			buf_lit(&b, "、");
		buf_str(&b, leaf->content.at[i]);
	}
	return buf_view(&b);
}

struct due_row *make_due(struct ctx *cx, const struct duty_row *duty, const struct occur *o)
{
	struct due_row *d = kind_row(&due_kind, cx->a);
	struct str content = make_content(cx, o->rule);
	d->head.unit = duty->head.unit;
	d->head.state = DUE_OPEN;
	d->duty = duty->head.id;
	d->campaign = duty->campaign;
	d->measure = duty->measure;
	d->to_unit = duty->to_unit;
	d->period = o->label;
	d->kind = (int)o->kind;
	d->asks = make_asks(o);
	d->need = o->rule->min;
	d->content = content.n ? content : duty->phrase;
	d->from_day = o->from;
	d->due_day = d->first_day = o->due;
	d->due_min = o->minute;
	d->provisional = o->provisional;
	d->node = o->node;
	return d;
}
