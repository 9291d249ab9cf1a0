/* wording.c — see wording.h. Reading a wording and everything that can be said against it. */
#include "paper/wording_int.h"

#include "base/bug.h"
#include "base/num.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

#define ELEMENT(w, m)                                                                              \
	{                                                                                          \
		.word = (w), .what = WHAT_ELEMENT, .at = offsetof(struct letter, m)                \
	}
#define BLOCK(w, k, n)                                                                             \
	{                                                                                          \
		.word = (w), .what = WHAT_BLOCK, .kind = (k), .arg = (n)                           \
	}

static const struct wording_word WORDS[] = {
	{.word = "名称", .what = WHAT_NAME},
	{.word = "版式", .what = WHAT_FORM},
	{.word = "字段", .what = WHAT_FIELD},
	{.word = "盖章", .what = WHAT_SEALED},
	ELEMENT("份号", copy_no),
	ELEMENT("密级", secrecy),
	ELEMENT("紧急程度", urgency),
	ELEMENT("标志", mark),
	ELEMENT("文号", number),
	ELEMENT("签发人", signer),
	ELEMENT("主送", to),
	ELEMENT("署名", from),
	ELEMENT("附注", note),
	ELEMENT("抄送", cc),
	ELEMENT("印发机关", printed_by),
	{.word = "日期", .what = WHAT_DAY, .at = offsetof(struct letter, date)},
	{.word = "印发日期", .what = WHAT_DAY, .at = offsetof(struct letter, printed)},
	{.word = "标题", .what = WHAT_TITLE},
	{.word = "附件", .what = WHAT_ATTACHED},
	BLOCK("段落", LETTER_PARA, 0),
	BLOCK("一级", LETTER_HEAD, 1),
	BLOCK("二级", LETTER_HEAD, 2),
	BLOCK("三级", LETTER_HEAD, 3),
	BLOCK("四级", LETTER_HEAD, 4),
	BLOCK("顶格", LETTER_LINE, LETTER_LEFT),
	BLOCK("居中", LETTER_LINE, LETTER_CENTRE),
	BLOCK("靠右", LETTER_LINE, LETTER_RIGHT),
	BLOCK("另页", LETTER_ANNEX, 0),
	{.word = "表格", .what = WHAT_TABLE},
	{.word = "表头", .what = WHAT_HEADS},
	{.word = "表框", .what = WHAT_FRAME},
	{.word = "行", .what = WHAT_ROW},
};

static const char *const TYPES[] = {"文字", "段落", "日期", "表格"};
static const char *const FORMS[] = {"文件", "信函", "便笺"};

struct str wording_type_name(enum wording_type t)
{
	return str_of(TYPES[t]);
}

void wording_bad(struct arena *a, struct wording_errs *errs, int line, struct str field,
	const char *fmt, ...)
{
	char text[400];
	va_list ap;
	if (errs->list.n >= WORDING_ERRS)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	*vec_add(a, &errs->list) = (struct wording_err){
		line, field, utf8_mend(a, str_dup(a, str_of(text)))};
}

/* ---- pieces of a line ---- */

bool wording_piece(struct str *rest, struct str *plain, struct str *name, bool *broken)
{
	*plain = *name = STR_NONE;
	if (rest->n == 0)
		return false;
	size_t n = 0;
	while (n < rest->n && rest->p[n] != '{' && rest->p[n] != '}')
		n++;
	if (n > 0) {
		*plain = str_first(*rest, n);
		*rest = str_from(*rest, n);
		return true;
	}
	ptrdiff_t end = rest->p[0] == '{' ? str_find(*rest, S("}"), 0) : -1;
	struct str inner = end < 0 ? STR_NONE : str_trim(str_n(rest->p + 1, (size_t)end - 1));
	if (end < 0 || inner.n == 0 || str_has(inner, S("{"))) {
		*broken = true;
		return false;
	}
	*name = inner;
	*rest = str_from(*rest, (size_t)end + 1);
	return true;
}

struct str wording_cell(struct str *rest)
{
	ptrdiff_t half = str_find(*rest, S("|"), 0), full = str_find(*rest, S("｜"), 0);
	bool is_half = half >= 0 && (full < 0 || half < full);
	return str_trim(str_cut(rest, is_half ? S("|") : S("｜")));
}

int wording_cells(struct str s)
{
	int n = 1;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '|' || str_starts(str_from(s, i), S("｜"));
	return n;
}

/* "整改时限 3": a title and its share. */
static bool read_col(struct str cell, bool titles, struct letter_col *out)
{
	int64_t share;
	size_t at = cell.n;
	while (at > 0 && cell.p[at - 1] >= '0' && cell.p[at - 1] <= '9')
		at--;
	out->title = str_trim(str_first(cell, at));
	if (!num_int(str_from(cell, at), 1, 1000, &share))
		return false;
	out->share = (int)share;
	return titles == (out->title.n > 0);
}

int wording_cols(struct str rest, bool titles, struct letter_col out[static LETTER_COLUMNS])
{
	int n = 0;
	while (rest.n) {
		struct str cell = wording_cell(&rest);
		if (n == LETTER_COLUMNS || !read_col(cell, titles, &out[n++]))
			return 0;
	}
	return n;
}

/* ---- fields ---- */

const struct wording_field *wording_field_of(const struct wording *w, struct str name)
{
	for (int i = 0; i < w->n_fields; i++)
		if (str_eq(w->fields[i].name, name))
			return &w->fields[i];
	return NULL;
}

struct str wording_names(struct arena *a, const struct wording *w)
{
	struct buf out = buf_in(a, 600);
	for (int i = 0; i < w->n_fields; i++)
		buf_fmt(&out, "%s%.*s", i ? "、" : "", STR_ARG(w->fields[i].name));
	struct str names = utf8_first(buf_view(&out), 80);
	return names.n < out.n ? str_cat(a, names, S("…")) : names;
}

/* A name may not hold what separates things in a line. */
static bool is_name(struct str s)
{
	static const char *const SIGNS[] = {"{", "}", "|", "｜", "：", ":", " ", "　"};
	if (s.n == 0 || s.n > WORDING_NAME || !utf8_is_valid(s))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ')
			return false;
	for (size_t i = 0; i < NELEM(SIGNS); i++)
		if (str_has(s, str_of(SIGNS[i])))
			return false;
	return true;
}

static int word_in(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_of(words[i])))
			return (int)i;
	return -1;
}

struct reader {
	struct arena *a;
	struct wording *w;
	const struct str *known;
	int n_known;
	struct wording_errs *errs;
	bool used[WORDING_FIELDS];
};

static bool is_known(const struct reader *r, struct str name)
{
	for (int i = 0; i < r->n_known; i++)
		if (str_eq(r->known[i], name))
			return true;
	return r->known == NULL;
}

/* 字段：受文单位｜文字｜必填｜what to write */
static void add_field(struct reader *r, int no, struct str rest)
{
	static const char *const MUST[] = {"选填", "必填"};
	struct str name = wording_cell(&rest), type = wording_cell(&rest),
		   must = wording_cell(&rest), help = str_trim(rest);
	int t = word_in(type, TYPES, NELEM(TYPES)), m = word_in(must, MUST, NELEM(MUST));
	if (!is_name(name))
		wording_bad(r->a, r->errs, no, STR_NONE,
			"字段名要写 1 至 20 个字，不能有空格、冒号、竖线和大括号");
	else if (t < 0 || m < 0)
		wording_bad(r->a, r->errs, no, name,
			"字段要写成：字段：%.*s｜文字、段落、日期或表格｜必填或选填｜怎样填写",
			STR_ARG(name));
	else if (wording_field_of(r->w, name))
		wording_bad(r->a, r->errs, no, name, "字段“%.*s”写了两次", STR_ARG(name));
	else if (!is_known(r, name))
		wording_bad(r->a, r->errs, no, name, "这里没有“%.*s”这个字段，请改用已有的字段名",
			STR_ARG(name));
	else if (r->w->n_fields == WORDING_FIELDS)
		wording_bad(r->a, r->errs, no, name, "字段太多，最多 %d 个", WORDING_FIELDS);
	else
		r->w->fields[r->w->n_fields++] = (struct wording_field){
			name, help, (enum wording_type)t, m == 1, no};
}

/* ---- lines ---- */

static const struct wording_word *word_of(struct str s)
{
	for (size_t i = 0; i < NELEM(WORDS); i++)
		if (str_eq(s, str_of(WORDS[i].word)))
			return &WORDS[i];
	return NULL;
}

/* The word before the first colon, of either width, and what stands behind it. */
static struct str cut_word(struct str *rest)
{
	ptrdiff_t wide = str_find(*rest, S("："), 0), narrow = str_find(*rest, S(":"), 0);
	bool is_narrow = narrow >= 0 && (wide < 0 || narrow < wide);
	return wide < 0 && narrow < 0 ? STR_NONE
				      : str_trim(str_cut(rest, is_narrow ? S(":") : S("：")));
}

static void add_head(struct reader *r, int no, const struct wording_word *word, struct str text)
{
	int form = word_in(text, FORMS, NELEM(FORMS));
	if (word->what == WHAT_FIELD) {
		add_field(r, no, text);
	} else if (word->what == WHAT_NAME) {
		if (r->w->name.n || text.n == 0 || text.n > LETTER_SHORT)
			wording_bad(
				r->a, r->errs, no, STR_NONE, "“名称”要写一次，不能空，不能太长");
		r->w->name = text;
	} else if (form < 0) {
		wording_bad(r->a, r->errs, no, STR_NONE, "版式只能是 文件、信函 或 便笺");
	} else {
		r->w->form = (enum letter_form)form;
	}
}

static void add_line(struct reader *r, int no, struct str raw)
{
	struct str rest = raw, word = cut_word(&rest), text = str_trim(rest);
	const struct wording_word *w = word_of(word);
	struct str start = utf8_first(word.n ? word : raw, 12);
	if (w == NULL)
		wording_bad(r->a, r->errs, no, STR_NONE,
			"行首要写一个词和冒号，如 段落：、一级：、字段：；不认识“%.*s”",
			STR_ARG(start));
	else if (w->what == WHAT_NAME || w->what == WHAT_FORM || w->what == WHAT_FIELD)
		add_head(r, no, w, text);
	else
		r->w->lines[r->w->n_lines++] = (struct wording_line){no, w, text};
}

/* ---- what can be said against a line ---- */

/* The field that is the whole of `text`, or NULL. */
static const struct wording_field *only_field(const struct wording *w, struct str text)
{
	struct str plain, name;
	bool broken = false;
	if (!wording_piece(&text, &plain, &name, &broken) || name.n == 0 || str_trim(text).n)
		return NULL;
	return wording_field_of(w, name);
}

static bool takes_lines(const struct wording_word *w)
{
	return w->what == WHAT_ATTACHED || w->what == WHAT_TITLE ||
	       (w->what == WHAT_BLOCK && w->kind != LETTER_ANNEX);
}

static void check_use(
	struct reader *r, const struct wording_line *l, const struct wording_field *f, bool alone)
{
	const char *why = NULL;
	r->used[f - r->w->fields] = true;
	if (f->type == WORDING_TABLE && l->word->what != WHAT_TABLE)
		why = "是表格，只能写在“表格：”后面";
	else if (f->type != WORDING_TABLE && l->word->what == WHAT_TABLE)
		why = "不是表格，“表格：”后面要写表格字段";
	else if (f->type == WORDING_LINES && !(alone && takes_lines(l->word)))
		why = "有多段，要单独写成一行，如 段落：{…}";
	else if (f->type != WORDING_DAY && l->word->what == WHAT_DAY)
		why = "不是日期，这一行要写日期字段";
	if (why)
		wording_bad(r->a, r->errs, l->no, f->name, "字段“%.*s”%s", STR_ARG(f->name), why);
}

static void check_fields(struct reader *r, const struct wording_line *l)
{
	struct str rest = l->text, plain, name;
	bool broken = false, alone = only_field(r->w, l->text) != NULL;
	while (wording_piece(&rest, &plain, &name, &broken)) {
		const struct wording_field *f = wording_field_of(r->w, name);
		if (name.n && f) {
			check_use(r, l, f, alone);
		} else if (name.n) {
			struct str start = utf8_first(name, 20);
			struct str known = wording_names(r->a, r->w);
			wording_bad(r->a, r->errs, l->no, name,
				"用了字段“%.*s”，但没有这个字段。请用“字段：”声明，或改用：%.*s",
				STR_ARG(start), STR_ARG(known));
		}
	}
	if (broken)
		wording_bad(r->a, r->errs, l->no, STR_NONE,
			"大括号不成对。字段写成 {字段名}，中间不能有别的大括号");
}

/* Columns of a table's line; `*open` is how many cells its rows must have. */
static void check_table(struct reader *r, const struct wording_line *l, int *open)
{
	struct letter_col cols[LETTER_COLUMNS];
	struct str rest = l->text;
	if (l->word->what == WHAT_ROW) {
		if (*open == 0 || wording_cells(l->text) != *open)
			wording_bad(r->a, r->errs, l->no, STR_NONE,
				"“行：”要跟在“表头：”或“表框：”后面，格数与它相同，用｜隔开");
		return;
	}
	if (l->word->what == WHAT_TABLE && only_field(r->w, wording_cell(&rest)) == NULL)
		wording_bad(r->a, r->errs, l->no, STR_NONE,
			"表格要写成：表格：{字段}｜序号 1｜问题 6，先写字段，再写各列标题和宽度");
	int n = wording_cols(rest, l->word->what != WHAT_FRAME, cols);
	*open = l->word->what == WHAT_TABLE ? 0 : n;
	if (n == 0)
		wording_bad(r->a, r->errs, l->no, STR_NONE,
			"每列写标题和宽度（表框只写宽度），用｜隔开，最多 %d 列，如 序号 1｜问题 6",
			LETTER_COLUMNS);
}

static void check_line(struct reader *r, const struct wording_line *l, int *open)
{
	enum wording_what what = l->word->what;
	check_fields(r, l);
	if (what == WHAT_TABLE || what == WHAT_HEADS || what == WHAT_FRAME || what == WHAT_ROW) {
		check_table(r, l, open);
		return;
	}
	*open = 0;
	if (what == WHAT_DAY && only_field(r->w, l->text) == NULL)
		wording_bad(
			r->a, r->errs, l->no, STR_NONE, "“%s”后面只写一个日期字段", l->word->word);
	if (what == WHAT_SEALED && !str_eq(l->text, S("是")) && !str_eq(l->text, S("否")))
		wording_bad(r->a, r->errs, l->no, STR_NONE, "盖章只能是 是 或 否");
	if (l->text.n == 0)
		wording_bad(r->a, r->errs, l->no, STR_NONE, "“%s”后面是空的", l->word->word);
}

/* Elements of which a letter has one. */
static void check_once(struct reader *r, const struct wording_line *l)
{
	if (l->word->what != WHAT_ELEMENT && l->word->what != WHAT_DAY &&
		l->word->what != WHAT_SEALED)
		return;
	for (const struct wording_line *k = r->w->lines; k < l; k++)
		if (k->word == l->word) {
			wording_bad(r->a, r->errs, l->no, STR_NONE,
				"“%s”写了两次，第一次在第 %d 行", l->word->word, k->no);
			return;
		}
}

static void check_all(struct reader *r)
{
	int open = 0;
	bool title = false;
	for (int i = 0; i < r->w->n_lines; i++) {
		check_line(r, &r->w->lines[i], &open);
		check_once(r, &r->w->lines[i]);
		title = title || r->w->lines[i].word->what == WHAT_TITLE;
	}
	for (int i = 0; i < r->w->n_fields; i++)
		if (!r->used[i])
			wording_bad(r->a, r->errs, r->w->fields[i].line, r->w->fields[i].name,
				"字段“%.*s”声明了，但没有用到", STR_ARG(r->w->fields[i].name));
	if (r->w->name.n == 0)
		wording_bad(r->a, r->errs, 1, STR_NONE, "缺少“名称：”");
	if (!title)
		wording_bad(r->a, r->errs, 1, STR_NONE, "缺少“标题：”");
}

const struct wording *wording_read(struct arena *a, struct str text, const struct str *known,
	int n_known, struct wording_errs *errs)
{
	struct reader r = {.a = a, .known = known, .n_known = n_known, .errs = errs};
	size_t before = errs->list.n;
	int no = 0;
	if (text.n > WORDING_MAX || !utf8_is_valid(text)) {
		wording_bad(
			a, errs, 0, STR_NONE, "文字要用 UTF-8 编码，最多 %d KB", WORDING_MAX >> 10);
		return NULL;
	}
	r.w = arena_new(a, struct wording);
	r.w->fields = arena_array(a, WORDING_FIELDS, sizeof *r.w->fields);
	r.w->lines = arena_array(a, WORDING_LINE_MAX, sizeof *r.w->lines);
	while (text.n && no < WORDING_LINE_MAX) {
		struct str line = str_trim(str_cut(&text, S("\n")));
		no++;
		if (str_ends(line, S("\r")))
			line = str_trim(str_first(line, line.n - 1));
		if (line.n && line.p[0] != '#')
			add_line(&r, no, line);
	}
	if (text.n)
		wording_bad(a, errs, no, STR_NONE, "行数太多，最多 %d 行", WORDING_LINE_MAX);
	check_all(&r);
	return errs->list.n == before ? r.w : NULL;
}
