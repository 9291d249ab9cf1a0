/* rule_field.c — see rule_field.h. */
#include "calendar/rule_field.h"
#include "base/bug.h"

#include <stddef.h>

static const char *const kind_words[RULE_KIND_END] = {NULL, "RECUR", "MILESTONE", "QUOTA",
	"STANDING", "COVER", "WINDOW", "EVENT", "CONTINUOUS", "RANDOM", "UNSPEC", "PERIOD",
	"COMPARE", "TARGET", "SEQ", "AND"};

#define BIT(kind) (1u << (kind))
enum {
	RECUR = BIT(RULE_RECUR),
	MILESTONE = BIT(RULE_MILESTONE),
	QUOTA = BIT(RULE_QUOTA),
	STANDING = BIT(RULE_STANDING),
	COVER = BIT(RULE_COVER),
	WINDOW = BIT(RULE_WINDOW),
	EVENT = BIT(RULE_EVENT),
	CONTINUOUS = BIT(RULE_CONTINUOUS),
	RANDOM = BIT(RULE_RANDOM),
	UNSPEC = BIT(RULE_UNSPEC),
	PERIOD = BIT(RULE_PERIOD),
	COMPARE = BIT(RULE_COMPARE),
	TARGET = BIT(RULE_TARGET),
	/* Kinds by which somebody owes something. */
	OWED = RECUR | MILESTONE | QUOTA | STANDING | COVER | WINDOW | EVENT | CONTINUOUS | RANDOM |
	       UNSPEC,
	ANY = OWED | PERIOD | COMPARE | TARGET,
};

#define F(member) #member, offsetof(struct rule, member)
const struct rule_field rule_fields[] = {
	{F(word), "用语", &rule_type_text, OWED, UNSPEC},
	{F(every), "频次", &rule_type_every, RECUR | WINDOW | UNSPEC, RECUR | UNSPEC},
	{F(per), "计数周期", &rule_type_every, QUOTA | TARGET, QUOTA},
	{F(min), "最少次数", &rule_type_count, RECUR | QUOTA | COVER | WINDOW | UNSPEC, 0},
	{F(max), "最多次数", &rule_type_count, RECUR | QUOTA | UNSPEC, 0},
	{F(min_per), "每期最少次数", &rule_type_rate, RANDOM, 0},
	{F(share), "比例", &rule_type_share, MILESTONE | RANDOM | COVER, 0},
	{F(unit), "计数单位", &rule_type_unit, QUOTA, 0},
	{F(per_subject), "计数对象", &rule_type_subject, OWED, 0},
	{F(trigger), "触发事件", &rule_type_texts, EVENT, EVENT},
	{F(within), "办理期限", &rule_type_length, EVENT | COVER, EVENT},
	{F(by), "完成日期", &rule_type_date, MILESTONE | COVER | TARGET, MILESTONE},
	{F(due), "每期到期日", &rule_type_due, RECUR | UNSPEC | QUOTA, 0},
	{F(time), "到期时刻", &rule_type_time, RECUR | MILESTONE | COVER | WINDOW | UNSPEC | QUOTA,
		0},
	{F(targets), "覆盖对象", &rule_type_texts, COVER | CONTINUOUS, COVER},
	{F(hours), "开放时间", &rule_type_hours, CONTINUOUS | EVENT, CONTINUOUS},
	{F(metric), "指标", &rule_type_text, TARGET, TARGET},
	{F(baseline), "基数", &rule_type_text, TARGET, 0},
	{F(change), "变化", &rule_type_text, TARGET, 0},
	{F(base), "比较基期", &rule_type_text, COMPARE, 0},
	{F(current), "当期", &rule_type_text, COMPARE, COMPARE},
	{F(series), "统计项", &rule_type_texts, COMPARE, 0},
	{F(direction), "方向", &rule_type_direction, COMPARE | TARGET, 0},
	{F(ranges), "时期", &rule_type_ranges, PERIOD, PERIOD},
	{F(before), "提前", &rule_type_length, PERIOD, 0},
	{F(after), "延后", &rule_type_length, PERIOD, 0},
	{F(content), "内容", &rule_type_texts, ANY, 0},
	{F(scope), "范围", &rule_type_text, ANY, 0},
	{F(from), "开始日期", &rule_type_date, RECUR | QUOTA | STANDING | WINDOW | RANDOM | UNSPEC,
		0},
	{F(until), "结束日期", &rule_type_date, RECUR | QUOTA | STANDING | WINDOW | RANDOM | UNSPEC,
		0},
	{F(last), "期末几日", &rule_type_length, WINDOW, 0},
	{F(grace), "宽限", &rule_type_length, WINDOW, 0},
	{F(owner), "责任单位", &rule_type_texts, OWED, 0},
	{F(to), "接收单位", &rule_type_texts, OWED, 0},
	{F(review_every), "回看频次", &rule_type_every, STANDING | QUOTA, STANDING},
	{F(remind), "提前提醒", &rule_type_length, OWED, 0},
	{"notice", offsetof(struct rule, unannounced), "事先通知", &rule_type_notice, RANDOM, 0},
};
const size_t rule_field_count = NELEM(rule_fields);

struct str rule_kind_name(enum rule_kind k)
{
	return k > RULE_NONE && k < RULE_KIND_END ? str_of(kind_words[k]) : STR_NONE;
}

const struct rule_field *rule_field_named(struct str name)
{
	for (size_t i = 0; i < rule_field_count; i++)
		if (str_eq(str_of(rule_fields[i].name), name))
			return &rule_fields[i];
	return NULL;
}

const struct rule_open *rule_field_open(const struct rule *r, const struct rule_field *f)
{
	for (size_t i = 0; i < r->open.n; i++)
		if (str_eq(r->open.at[i].field, str_of(f->name)))
			return &r->open.at[i];
	return NULL;
}

struct str rule_field_label(struct str name)
{
	const struct rule_field *f = rule_field_named(name);
	return f ? str_of(f->label) : name;
}

const void *rule_field_place(const struct rule *r, const struct rule_field *f)
{
	return (const char *)r + f->at;
}

bool rule_field_is_said(const struct rule *r, const struct rule_field *f)
{
	return f->type->is_set(rule_field_place(r, f)) || rule_field_open(r, f);
}

/* Fields of which at least one must be said. */
static const struct {
	enum rule_kind kind;
	const char *one_of[2];
} choices[] = {
	{RULE_QUOTA, {"min", "max"}},
	{RULE_COVER, {"by", "within"}},
	{RULE_RANDOM, {"min_per", "share"}},
	{RULE_WINDOW, {"until", "every"}},
	{RULE_WINDOW, {"from", "last"}},
};

static struct str wrong_field(struct arena *a, const struct rule *r)
{
	for (size_t i = 0; i < rule_field_count; i++) {
		const struct rule_field *f = &rule_fields[i];
		bool said = rule_field_is_said(r, f);
		if (said && !(f->may & BIT(r->kind)))
			return str_fmt(a, "%s 不能带 %s", kind_words[r->kind], f->name);
		if (!said && (f->must & BIT(r->kind)))
			return str_fmt(a, "%s 缺少 %s，未定时写 param:%s", kind_words[r->kind],
				f->name, f->name);
	}
	for (size_t i = 0; i < NELEM(choices); i++) {
		const char *const *c = choices[i].one_of;
		if (choices[i].kind == r->kind &&
			!rule_field_is_said(r, rule_field_named(str_of(c[0]))) &&
			!rule_field_is_said(r, rule_field_named(str_of(c[1]))))
			return str_fmt(a, "%s 缺少 %s 或 %s", kind_words[r->kind], c[0], c[1]);
	}
	return STR_NONE;
}

/* A day or an nth working day of the month needs a period of a month or more, 3月15日 a year. */
static bool due_fits(enum rule_every every, const struct rule_due *d)
{
	if (d->kind == DUE_DATE)
		return every == EVERY_YEAR;
	if (d->kind == DUE_CAMPAIGN)
		return every == EVERY_MONTH;
	if (d->kind == DUE_DAY)
		return every >= EVERY_MONTH && every != EVERY_CAMPAIGN;
	if (d->kind == DUE_WEEKDAY || d->kind == DUE_WORKDAY)
		return every >= EVERY_WEEK && every != EVERY_CAMPAIGN;
	return true;
}

struct str rule_field_wrong(struct arena *a, const struct rule *r)
{
	struct str wrong = wrong_field(a, r);
	if (wrong.n)
		return wrong;
	if (r->min && r->max && r->min > r->max)
		return S("min 不能大于 max");
	if (r->every == EVERY_CAMPAIGN || r->review_every == EVERY_CAMPAIGN)
		return S("every 和 review_every 不能是 campaign，整个活动期只做一次的写 MILESTONE");
	enum rule_every every = r->kind == RULE_QUOTA ? r->per : r->every;
	if (every && !due_fits(every, &r->due))
		return S(
			"due 与周期不配：日和第几个工作日要按月以上，月-日要按年，campaign 要按月");
	return STR_NONE;
}
