/* wording_fill.c — see wording.h. A wording and values become a letter. */
#include "paper/wording_int.h"

#include "base/bug.h"
#include "base/utf8.h"

struct fill {
	struct arena *a;
	const struct wording *w;
	const struct wording_value *values[WORDING_FIELDS]; /* by field; NULL where not given */
	struct letter *out;
	struct wording_errs *errs;
	VEC(struct letter_block) blocks;
	VEC(struct str) attached;
	VEC(struct str) titles;
	VEC(struct str) rows;
	struct letter_table *open; /* the table whose rows are being added */
	size_t used;               /* bytes of text made so far */
};

/* A field may stand in many lines: what comes out has a ceiling of its own. */
enum { MOST_USED = 4 * LETTER_TEXT };

static bool is_empty(const struct wording_field *f, const struct wording_value *v)
{
	return v == NULL || (f->type == WORDING_TABLE ? v->n_rows == 0 : str_trim(v->text).n == 0);
}

static struct day day_value(const struct wording_value *v)
{
	struct day d = DAY_NONE;
	return v && day_parse(str_trim(v->text), &d) ? d : DAY_NONE;
}

/* ---- values against fields ---- */

static void check_value(struct fill *f, const struct wording_field *field)
{
	const struct wording_value *v = f->values[field - f->w->fields];
	struct str n = field->name;
	if (is_empty(field, v)) {
		if (field->must)
			wording_bad(f->a, f->errs, 0, n, "缺少“%.*s”，必须填写：%.*s", STR_ARG(n),
				STR_ARG(field->help));
		return;
	}
	if (field->type == WORDING_TABLE) {
		if (v->n_cols < 1 || v->n_cols > LETTER_COLUMNS || v->n_rows > LETTER_CELLS)
			wording_bad(f->a, f->errs, 0, n, "表格“%.*s”太大或没有列", STR_ARG(n));
		return;
	}
	if (v->n_rows > 0)
		wording_bad(f->a, f->errs, 0, n, "“%.*s”不是表格，只能填文字", STR_ARG(n));
	else if (!utf8_is_valid(v->text))
		wording_bad(f->a, f->errs, 0, n, "“%.*s”不是有效的 UTF-8 文字", STR_ARG(n));
	else if (field->type == WORDING_DAY && !day_is_set(day_value(v)))
		wording_bad(f->a, f->errs, 0, n, "“%.*s”要写日期，如 2026-03-05", STR_ARG(n));
	else if (field->type == WORDING_TEXT && str_has(str_trim(v->text), S("\n")))
		wording_bad(f->a, f->errs, 0, n, "“%.*s”只能写一行", STR_ARG(n));
	else if (v->text.n > LETTER_TEXT)
		wording_bad(f->a, f->errs, 0, n, "“%.*s”太长", STR_ARG(n));
}

static void take_values(struct fill *f, const struct wording_value *values, int n)
{
	for (int i = 0; i < n; i++) {
		const struct wording_field *field = wording_field_of(f->w, values[i].name);
		if (field) {
			f->values[field - f->w->fields] = &values[i];
			continue;
		}
		struct str start = utf8_first(values[i].name, 20);
		struct str known = wording_names(f->a, f->w);
		wording_bad(f->a, f->errs, 0, values[i].name, "没有“%.*s”这个字段；可填的有：%.*s",
			STR_ARG(start), STR_ARG(known));
	}
	for (int i = 0; i < f->w->n_fields; i++)
		check_value(f, &f->w->fields[i]);
}

/* ---- text with its fields ---- */

static struct str value_text(struct fill *f, const struct wording_field *field)
{
	const struct wording_value *v = f->values[field - f->w->fields];
	if (is_empty(field, v))
		return STR_NONE;
	return field->type == WORDING_DAY ? letter_day(f->a, day_value(v)) : str_trim(v->text);
}

/* The line with values in it. False where it has fields and all of them are empty. */
static bool expand(struct fill *f, struct str text, struct str *out)
{
	struct buf b = buf_in(f->a, LETTER_TEXT + WORDING_MAX);
	struct str rest = text, plain, name;
	bool broken = false, has_field = false, has_value = false;
	while (wording_piece(&rest, &plain, &name, &broken)) {
		if (name.n == 0) {
			buf_str(&b, plain);
			continue;
		}
		const struct wording_field *field = wording_field_of(f->w, name);
		AN(field);
		struct str value = value_text(f, field);
		has_field = true;
		has_value = has_value || value.n > 0;
		buf_str(&b, value);
	}
	*out = buf_view(&b);
	f->used += b.full ? MOST_USED : b.n;
	return !has_field || has_value;
}

/* ---- lines ---- */

static struct letter_block *add_block(struct fill *f, const struct wording_word *w)
{
	struct letter_block *b = vec_add(f->a, &f->blocks);
	b->kind = w->kind;
	b->level = w->kind == LETTER_HEAD ? w->arg : 0;
	b->place = w->kind == LETTER_LINE ? (enum letter_place)w->arg : LETTER_LEFT;
	return b;
}

/* Every line of the text is one of its kind. */
static void put_lines(struct fill *f, const struct wording_word *w, struct str text)
{
	while (text.n) {
		struct str line = str_trim(str_cut(&text, S("\n")));
		if (str_ends(line, S("\r")))
			line = str_trim(str_first(line, line.n - 1));
		if (line.n == 0)
			continue;
		if (w->what == WHAT_ATTACHED)
			*vec_add(f->a, &f->attached) = line;
		else if (w->what == WHAT_TITLE)
			*vec_add(f->a, &f->titles) = line;
		else
			add_block(f, w)->text = line;
	}
}

static struct letter_table *begin_table(struct fill *f, struct str cols, bool titles)
{
	struct letter_table *t = arena_new(f->a, struct letter_table);
	struct letter_col *c = arena_array(f->a, LETTER_COLUMNS, sizeof *c);
	t->cols = c;
	t->n_cols = wording_cols(cols, titles, c);
	t->bare = !titles;
	AN(t->n_cols > 0);
	struct letter_block *b = vec_add(f->a, &f->blocks);
	b->kind = LETTER_TABLE;
	b->table = t;
	return t;
}

static void put_table(struct fill *f, const struct wording_line *l)
{
	struct str rest = l->text, cell = wording_cell(&rest), plain, name;
	bool broken = false;
	AN(wording_piece(&cell, &plain, &name, &broken));
	const struct wording_field *field = wording_field_of(f->w, name);
	const struct wording_value *v = f->values[field - f->w->fields];
	if (is_empty(field, v))
		return;
	struct letter_table *t = begin_table(f, rest, true);
	t->cells = v->cells;
	t->n_rows = v->n_rows;
	if (v->n_cols != t->n_cols)
		wording_bad(f->a, f->errs, l->no, field->name, "表格“%.*s”应有 %d 列，给了 %d 列",
			STR_ARG(field->name), t->n_cols, v->n_cols);
	for (int i = 0; i < v->n_rows * v->n_cols; i++)
		if (!utf8_is_valid(v->cells[i])) {
			wording_bad(f->a, f->errs, 0, field->name, "表格“%.*s”有不是 UTF-8 的文字",
				STR_ARG(field->name));
			return;
		}
}

/* The rows collected so far belong to the open table. */
static void close_table(struct fill *f)
{
	if (f->open == NULL)
		return;
	f->open->cells = f->rows.at;
	f->open->n_rows = (int)(f->rows.n / (size_t)f->open->n_cols);
	memset(&f->rows, 0, sizeof f->rows);
	f->open = NULL;
}

static void put_row(struct fill *f, struct str rest)
{
	for (int n = wording_cells(rest); n > 0; n--) {
		struct str cell = wording_cell(&rest), text;
		*vec_add(f->a, &f->rows) = expand(f, cell, &text) ? text : STR_NONE;
	}
}

static void put_day(struct fill *f, const struct wording_line *l)
{
	struct str rest = l->text, plain, name;
	bool broken = false;
	AN(wording_piece(&rest, &plain, &name, &broken));
	const struct wording_field *field = wording_field_of(f->w, name);
	struct day d = day_value(f->values[field - f->w->fields]);
	memcpy((char *)f->out + l->word->at, &d, sizeof d);
}

static void put_text(struct fill *f, const struct wording_line *l)
{
	struct str text;
	if (!expand(f, l->text, &text))
		return;
	if (l->word->what == WHAT_ELEMENT)
		memcpy((char *)f->out + l->word->at, &text, sizeof text);
	else
		put_lines(f, l->word, text);
}

static void put_line(struct fill *f, const struct wording_line *l)
{
	if (l->word->what != WHAT_ROW)
		close_table(f);
	switch (l->word->what) {
	case WHAT_ROW:
		put_row(f, l->text);
		break;
	case WHAT_HEADS:
	case WHAT_FRAME:
		f->open = begin_table(f, l->text, l->word->what == WHAT_HEADS);
		break;
	case WHAT_TABLE:
		put_table(f, l);
		break;
	case WHAT_DAY:
		put_day(f, l);
		break;
	case WHAT_SEALED:
		f->out->sealed = str_eq(l->text, S("是"));
		break;
	case WHAT_ELEMENT:
	case WHAT_TITLE:
	case WHAT_ATTACHED:
	case WHAT_BLOCK:
		put_text(f, l);
		break;
	case WHAT_NAME:
	case WHAT_FORM:
	case WHAT_FIELD:
		BUG("a head line among the lines");
	}
}

static struct str join_titles(struct fill *f)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < f->titles.n; i++)
		all = i ? str_fmt(f->a, "%.*s\n%.*s", STR_ARG(all), STR_ARG(f->titles.at[i]))
			: f->titles.at[i];
	return all;
}

bool wording_fill(struct arena *a, const struct wording *w, const struct wording_value *values,
	int n, struct letter *out, struct wording_errs *errs)
{
	struct fill f = {.a = a, .w = w, .out = out, .errs = errs};
	struct str why;
	size_t before = errs->list.n;
	*out = (struct letter){.form = w->form, .date = DAY_NONE, .printed = DAY_NONE};
	take_values(&f, values, n);
	if (errs->list.n > before)
		return false;
	for (int i = 0; i < w->n_lines && f.used < MOST_USED; i++)
		put_line(&f, &w->lines[i]);
	if (f.used >= MOST_USED)
		wording_bad(a, errs, 0, STR_NONE, "填好以后太长，请缩短各字段的内容");
	close_table(&f);
	out->title = join_titles(&f);
	out->blocks = f.blocks.at;
	out->n_blocks = (int)f.blocks.n;
	out->attached = f.attached.at;
	out->n_attached = (int)f.attached.n;
	if (errs->list.n == before && !letter_ok(a, out, &why))
		wording_bad(a, errs, 0, STR_NONE, "%.*s", STR_ARG(why));
	return errs->list.n == before;
}
