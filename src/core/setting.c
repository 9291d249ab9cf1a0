/* setting.c — see setting.h. */
#include "core/setting.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "calendar/say.h"
#include "core/actor.h"
#include "core/was.h"
#include "sys/data.h"

enum { REASON_MAX = 500 };
enum { COL_CODE, COL_VALUE, COL_LABEL, COL_OF_UNIT, COL_BASIS, COL_LEAST, COL_MOST, COL_GROUP };

static const char *const cols[] = {
	"code", "value", "label", "unit", "basis", "least", "most", "group", NULL};

static bool stored(struct ctx *cx, struct str code, struct str *out)
{
	struct stmt *s = db_prep(cx->db, "SELECT value FROM setting WHERE code = ?");
	db_text(s, 1, code);
	bool found = db_step(s) == DB_ROW;
	if (found)
		*out = str_dup(cx->a, db_col_text(s, 0));
	db_done(s);
	return found;
}

/* The row of data/settings.tsv. */
static bool shipped(struct ctx *cx, struct str code, struct setting *out)
{
	struct setting *all;
	int n = setting_all(cx, &all);
	for (int i = 0; i < n; i++)
		if (str_eq(all[i].code, code)) {
			*out = all[i];
			return true;
		}
	return false;
}

struct str setting_text(struct ctx *cx, struct str code)
{
	struct str v = STR_NONE;
	struct setting row;
	if (stored(cx, code, &v))
		return v;
	if (!shipped(cx, code, &row))
		BUG("a setting that is not in data/settings.tsv");
	return row.shipped;
}

int64_t setting_int(struct ctx *cx, struct str code)
{
	int64_t n;
	AN(num_int(setting_text(cx, code), INT64_MIN / 2, INT64_MAX / 2, &n));
	return n;
}

int setting_all(struct ctx *cx, struct setting **out)
{
	VEC(struct setting) rows = {0};
	struct tsv t;
	AN(tsv_open(&t, cx->a, data_get("settings.tsv"), cols));
	while (tsv_next(&t)) {
		struct setting s = {.code = tsv_cell(&t, COL_CODE),
			.label = tsv_cell(&t, COL_LABEL),
			.unit = tsv_cell(&t, COL_OF_UNIT),
			.basis = tsv_cell(&t, COL_BASIS),
			.group = tsv_cell(&t, COL_GROUP),
			.shipped = tsv_cell(&t, COL_VALUE)};
		s.is_number = tsv_cell(&t, COL_LEAST).n > 0;
		if (s.is_number)
			AN(num_int(tsv_cell(&t, COL_LEAST), 0, INT32_MAX, &s.least) &&
				num_int(tsv_cell(&t, COL_MOST), 0, INT32_MAX, &s.most));
		s.value = s.shipped;
		stored(cx, s.code, &s.value);
		*vec_add(cx->a, &rows) = s;
	}
	AZ(t.why.n);
	*out = rows.at;
	return (int)rows.n;
}

/* ---- changing ---- */

static bool is_time(struct str s)
{
	int minute;
	return day_minute(s, &minute) && minute < 24 * 60;
}

static bool is_often(struct str s)
{
	static const enum rule_every often[] = {
		EVERY_WEEK, EVERY_MONTH, EVERY_QUARTER, EVERY_HALF_YEAR, EVERY_YEAR};
	for (size_t i = 0; i < NELEM(often); i++)
		if (str_eq(say_every(often[i]), s))
			return true;
	return false;
}

static void check_value(struct ctx *cx, const struct setting *s, struct str value)
{
	struct str f = S("value");
	int64_t n;
	if (s->is_number && !num_int(value, s->least, s->most, &n))
		err_field(cx->errs, f, "“%.*s”写 %lld 到 %lld 之间的整数", STR_ARG(s->label),
			(long long)s->least, (long long)s->most);
	else if (str_eq(s->unit, S("时刻")) && !is_time(value))
		err_field(cx->errs, f, "“%.*s”写钟点，如 17:00", STR_ARG(s->label));
	else if (str_eq(s->unit, S("频次")) && !is_often(value))
		err_field(
			cx->errs, f, "“%.*s”写每周、每月、每季度、每半年或每年", STR_ARG(s->label));
}

static void check_reason(struct ctx *cx, struct str reason)
{
	if (reason.n == 0)
		err_field(cx->errs, S("reason"), "请写明理由和依据，理由会记入存证");
	else if (utf8_count(reason) > REASON_MAX)
		err_field(cx->errs, S("reason"), "理由最多 %d 字", REASON_MAX);
}

static enum flow_code write_value(struct ctx *cx, const struct setting *s, struct str value)
{
	struct stmt *st = db_prep(cx->db, "UPDATE setting SET value = ? WHERE code = ?");
	db_text(st, 1, value);
	db_text(st, 2, s->code);
	enum db_code rc = db_run(st);
	if (rc != DB_OK || db_changes(cx->db))
		return flow_of_db(rc);
	st = db_prep(cx->db,
		"INSERT INTO setting (code, value, label, unit, basis) VALUES (?, ?, ?, ?, ?)");
	db_text(st, 1, s->code);
	db_text(st, 2, value);
	db_text(st, 3, s->label);
	db_text(st, 4, s->unit);
	db_text(st, 5, s->basis);
	return flow_of_db(db_run(st));
}

static enum flow_code set(struct ctx *cx, void *arg)
{
	const struct setting_in *in = arg;
	struct str value = str_trim(in->value), reason = str_trim(in->reason);
	struct setting s;
	if (!shipped(cx, in->code, &s))
		return FLOW_ABSENT;
	check_value(cx, &s, value);
	check_reason(cx, reason);
	if (cx->errs->n)
		return FLOW_INVALID;
	if (!str_eq(in->seen, s.value))
		return FLOW_CONFLICT;
	struct buf log = buf_in(cx->a, 4096);
	seal_field(&log, "code", s.code, s.code);
	seal_field(&log, "value", s.value, value);
	enum flow_code code = write_value(cx, &s, value);
	if (code != FLOW_OK)
		return code;
	return was_note(cx,
		&(struct seal_in){.kind = "setting",
			.verb = "edit",
			.reason = reason,
			.payload = buf_view(&log)},
		s.code, s.value);
}

enum flow_code setting_set(struct ctx *cx, const struct setting_in *in)
{
	if (!actor_may(cx, "setting.edit", RID_NONE))
		return FLOW_DENIED;
	return ctx_write(cx, set, (void *)in);
}
