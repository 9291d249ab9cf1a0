/* preset.c — see preset.h. */
#include "duty/preset.h"
#include "base/bug.h"
#include "base/num.h"
#include "base/tsv.h"
#include "core/flow.h"
#include "core/shipped.h"
#include "duty/remind.h"
#include "sys/data.h"

enum { LIGHT_COLS = 8 };

static enum flow_code put_light(struct ctx *cx, const struct tsv *t, int sort)
{
	struct stmt *s = db_prep(cx->db,
		"INSERT INTO light_rule (code, light, applies, test, value, n, unit, text, sort) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	int64_t n = 0;
	for (int i = 0; i < LIGHT_COLS; i++)
		db_text(s, i + 1, tsv_cell(t, i));
	if (tsv_cell(t, 5).n)
		AN(num_int(tsv_cell(t, 5), 0, 10000, &n));
	db_int(s, 6, n);
	db_int(s, 9, sort);
	return flow_of_db(db_run(s));
}

enum flow_code duty_preset(struct ctx *cx)
{
	static const char *const cols[] = {
		"code", "light", "applies", "test", "value", "n", "unit", "text", NULL};
	struct str text = data_get("lights.tsv");
	struct tsv t;
	enum flow_code code = FLOW_OK;
	AN(tsv_open(&t, cx->a, text, cols));
	for (int sort = 10; code == FLOW_OK && tsv_next(&t); sort += 10)
		code = put_light(cx, &t, sort);
	AZ(t.why.n);
	if (code != FLOW_OK)
		return code;
	code = flow_note(
		cx, &(struct seal_in){.kind = "light_rule", .verb = "preset", .payload = text});
	return code == FLOW_OK ? remind_preset(cx) : code;
}

/* ---- a newer program ---- */

static enum flow_code first_reminders(struct ctx *cx, void *arg)
{
	(void)arg;
	enum flow_code code = remind_preset(cx);
	return code == FLOW_OK ? shipped_mark(cx, "reminders", S("all")) : code;
}

static enum flow_code mark_reminders(struct ctx *cx, void *arg)
{
	(void)arg;
	return shipped_mark(cx, "reminders", S("all"));
}

enum flow_code duty_offer(struct ctx *cx)
{
	struct shipped seen = shipped_load(cx);
	bool used = db_one_int(db_prep(cx->db, "SELECT count(*) FROM light_rule"), 0) > 0;
	if (!used || shipped_has(cx, &seen, "reminders", S("all")))
		return FLOW_OK;
	bool none = db_one_int(db_prep(cx->db, "SELECT count(*) FROM reminder"), 0) == 0;
	return ctx_write(cx, none ? first_reminders : mark_reminders, NULL);
}
