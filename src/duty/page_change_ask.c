/* page_change_ask.c — asking for a change on screens, at a due item or at a measure. What becomes
 * of it is page_change.c's; the rules are change.c's. PLAN-40, N3. */
#include "base/bug.h"
#include "base/vec.h"
#include "core/rec.h"
#include "duty/change.h"
#include "duty/page_int.h"

enum { FIELDS = 9 };

/* What is to be changed: an item (with its duty), or a whole measure. */
struct about {
	struct due_row *d;
	struct measure_row *m;
	struct str action, title, back;
	rid unit;
};

static struct ui_option *what_options(struct page *pg, const struct about *ab, int *n)
{
	static const char *const hints[] = {"填新的期限", "填新的期限", "不再要求报送",
		"停止计时，恢复后按暂停的工作日顺延", "提前结束暂停"};
	struct ui_option *o = arena_array(pg->cx->a, CHANGE_RESUME + 1, sizeof *o);
	struct str typed = http_field(pg->q, S("what"));
	bool paused = ab->d && ab->d->head.state == DUE_PAUSED;
	*n = 0;
	for (int i = 0; change_whats[i].code; i++) {
		bool fits = ab->m || (paused ? i == CHANGE_RESUME || i == CHANGE_CANCEL
					     : i != CHANGE_RESUME);
		struct str code = str_of(change_whats[i].code);
		if (fits)
			o[(*n)++] = (struct ui_option){code,
				locale_find(pg->h->lang, str_of(change_whats[i].label)),
				locale_find(pg->h->lang, str_of(hints[i])), str_eq(code, typed)};
	}
	return o;
}

static struct ui_option *reach_options(struct page *pg, int *n)
{
	struct ui_option *o = arena_array(pg->cx->a, 2, sizeof *o);
	bool all = str_eq(http_field(pg->q, S("reach")), S("duty"));
	o[0] = (struct ui_option){S("item"), tr(pg->h->lang, "只这一项"), STR_NONE, !all};
	o[1] = (struct ui_option){
		S("duty"), tr(pg->h->lang, "本单位这条措施的全部事项"), STR_NONE, all};
	*n = 2;
	return o;
}

static struct ui_field day_field(
	struct page *pg, struct str name, struct str label, struct str note)
{
	return (struct ui_field){.input = UI_DATE,
		.name = name,
		.label = label,
		.note = note,
		.value = http_field(pg->q, name),
		.error = err_of(pg->cx->errs, name),
		.half = true};
}

static int make_fields(struct page *pg, const struct about *ab, struct ui_field *f)
{
	enum lang lang = pg->h->lang;
	int n = 0, n_options;
	struct ui_option *o = what_options(pg, ab, &n_options);
	f[n++] = (struct ui_field){.input = UI_RADIO,
		.name = S("what"),
		.label = tr(lang, "怎么变"),
		.options = o,
		.n_options = n_options,
		.error = err_of(pg->cx->errs, S("what")),
		.required = true};
	if (ab->d) {
		o = reach_options(pg, &n_options);
		f[n++] = (struct ui_field){.input = UI_RADIO,
			.name = S("reach"),
			.label = tr(lang, "变更范围"),
			.options = o,
			.n_options = n_options};
	}
	f[n++] = day_field(pg, S("old_day"), tr(lang, "原来的期限"),
		ab->d ? tr(lang, "全部事项延期、提前时填：只改这一天到期的")
		      : tr(lang, "延期、提前时填：只改这一天到期的"));
	f[n++] = day_field(pg, S("new_day"), tr(lang, "新的期限"), tr(lang, "延期、提前时填"));
	f[n++] = day_field(pg, S("from_day"), tr(lang, "暂停自"), tr(lang, "暂停时填"));
	f[n++] = day_field(pg, S("until_day"), tr(lang, "暂停至"), tr(lang, "含这一天"));
	f[n++] = (struct ui_field){.input = UI_LONG,
		.name = S("why"),
		.label = tr(lang, "理由"),
		.rows = 3,
		.max = 500,
		.value = http_field(pg->q, S("why")),
		.error = err_of(pg->cx->errs, S("why")),
		.required = true};
	f[n++] = (struct ui_field){.input = UI_TEXT,
		.name = S("basis"),
		.label = tr(lang, "依据"),
		.note = tr(lang, "哪次会议、哪份文件；暂停必填"),
		.max = 200,
		.value = http_field(pg->q, S("basis")),
		.error = err_of(pg->cx->errs, S("basis"))};
	return n;
}

static void draw_ask(struct page *pg, const struct about *ab)
{
	struct html *h = pg->h;
	struct ui_field f[FIELDS];
	struct ui_link crumb = {ab->back, ab->title};
	int n = make_fields(pg, ab, f);
	page_open(pg, &(struct page_frame){.title = tr(h->lang, "申请变更"),
			      .nav = ab->d ? S("/due") : S("/campaign"),
			      .crumbs = &crumb,
			      .n_crumbs = 1,
			      .lead = tr(h->lang,
				      "由批准人决定，批准以前什么都不变；原定的日期始终保留。")});
	ui_card_begin(h, &(struct ui_card){.title = ab->title});
	ui_body_begin(h);
	ui_errors(h, f, n);
	page_errors(pg);
	ui_form_begin(h, &(struct ui_form){.action = ab->action});
	page_tokens(pg);
	ui_grid_begin(h);
	ui_fields(h, f, n);
	ui_buttons_begin(h);
	ui_button(h, &(struct ui_button){.text = tr(h->lang, "提交申请"), .primary = true});
	ui_button_link(h, ab->back, tr(h->lang, "返回"));
	ui_buttons_end(h);
	ui_grid_end(h);
	ui_form_end(h);
	ui_body_end(h);
	ui_card_end(h);
	page_close(pg);
}

static bool about_due(struct page *pg, struct about *out)
{
	struct due_row *d = page_due_asked(pg);
	if (d == NULL)
		return false;
	struct str url = page_due_url(pg->cx->a, d->head.id);
	*out = (struct about){.d = d,
		.action = str_cat(pg->cx->a, url, S("/change")),
		.title = rec_title(pg->cx, &due_kind, d->head.id),
		.back = url,
		.unit = d->head.unit};
	return true;
}

static bool about_measure(struct page *pg, struct about *out)
{
	struct measure_row *m = page_measure_asked(pg);
	if (m == NULL)
		return false;
	*out = (struct about){.m = m,
		.action = page_measure_url(pg, m, "/change"),
		.title = measure_kind.title(pg->cx, m),
		.back = page_measure_url(pg, m, ""),
		.unit = m->head.unit};
	return true;
}

static void ask(struct page *pg, const struct about *ab)
{
	if (actor_may(pg->cx, "due.change", ab->unit))
		draw_ask(pg, ab);
	else
		page_refuse(pg, FLOW_DENIED);
}

static void ask_due(struct page *pg)
{
	struct about ab;
	if (about_due(pg, &ab))
		ask(pg, &ab);
}

static void ask_measure(struct page *pg)
{
	struct about ab;
	if (about_measure(pg, &ab))
		ask(pg, &ab);
}

static void propose(struct page *pg, const struct about *ab)
{
	static const struct str typed[] = {{"what", 4}, {"old_day", 7}, {"new_day", 7},
		{"from_day", 8}, {"until_day", 9}, {"why", 3}, {"basis", 5}};
	VEC(struct input) v = {0};
	struct str reach = ab->m ? S("measure") : http_field(pg->q, S("reach"));
	for (size_t i = 0; i < NELEM(typed); i++)
		*vec_add(pg->cx->a, &v) = (struct input){typed[i], http_field(pg->q, typed[i])};
	*vec_add(pg->cx->a, &v) = (struct input){S("reach"), reach.n ? reach : S("item")};
	if (ab->m)
		*vec_add(pg->cx->a, &v) = (struct input){
			S("measure"), str_int(pg->cx->a, ab->m->head.id.n)};
	else if (str_eq(reach, S("duty")))
		*vec_add(pg->cx->a, &v) = (struct input){
			S("duty"), str_int(pg->cx->a, ab->d->duty.n)};
	else
		*vec_add(pg->cx->a, &v) = (struct input){
			S("due"), str_int(pg->cx->a, ab->d->head.id.n)};
	struct flow_in in = {.kind = &change_kind,
		.step = kind_step(&change_kind, S("new")),
		.unit = ab->unit,
		.values = {v.at, v.n}};
	struct flow_out out;
	bool chosen = http_field(pg->q, S("what")).n > 0;
	enum flow_code code = chosen ? page_step(pg, &in, &out) : FLOW_INVALID;
	if (!chosen)
		err_field(pg->cx->errs, S("what"), "请选择怎么变");
	if (!chosen && str_trim(http_field(pg->q, S("why"))).n == 0)
		err_field(pg->cx->errs, S("why"), "请填写“理由”");
	if (code == FLOW_OK) {
		page_done(pg, ab->back);
	} else if (code == FLOW_INVALID) {
		pg->r->status = 422;
		draw_ask(pg, ab);
	} else {
		page_refuse(pg, code);
	}
}

static void propose_due(struct page *pg)
{
	struct about ab;
	if (about_due(pg, &ab))
		propose(pg, &ab);
}

static void propose_measure(struct page *pg)
{
	struct about ab;
	if (about_measure(pg, &ab))
		propose(pg, &ab);
}

static const struct page_def ask_due_def = {.fn = ask_due, .perm = "due.change"};
static const struct page_def propose_due_def = {.fn = propose_due, .perm = "due.change"};
static const struct page_def ask_measure_def = {.fn = ask_measure, .perm = "due.change"};
static const struct page_def propose_measure_def = {.fn = propose_measure, .perm = "due.change"};

static const struct route_param ask_params[] = {{.name = "what", .max = 10},
	{.name = "reach", .max = 10}, {.name = "old_day", .max = 10},
	{.name = "new_day", .max = 10}, {.name = "from_day", .max = 10},
	{.name = "until_day", .max = 10}, {.name = "why", .max = 4096},
	{.name = "basis", .max = 2048}, {0}};

#define AT(v, p, d, par)                                                                           \
	{                                                                                          \
		.verb = (v), .pattern = (p), .fn = page_serve, .more = &(d), .params = (par)       \
	}

const struct route change_ask_routes[] = {
	AT(VERB_GET, "/due/#id/change", ask_due_def, NULL),
	AT(VERB_POST, "/due/#id/change", propose_due_def, ask_params),
	AT(VERB_GET, "/campaign/#id/measure/#m/change", ask_measure_def, NULL),
	AT(VERB_POST, "/campaign/#id/measure/#m/change", propose_measure_def, ask_params),
	{0},
};
