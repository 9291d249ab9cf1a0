/* letter.c — see letter.h. */
#include "paper/letter.h"

#include "base/bug.h"
#include "base/utf8.h"

/* ---- what is allowed ---- */

static bool fits(struct arena *a, struct str s, size_t most, const char *what, struct str *why)
{
	if (s.n <= most)
		return true;
	*why = str_fmt(a, "%s太长（最多约 %zu 个字），请缩短", what, most / 3);
	return false;
}

static bool elements_ok(struct arena *a, const struct letter *l, struct str *why)
{
	const struct {
		struct str text;
		const char *what;
	} SHORT[] = {{l->copy_no, "份号"}, {l->secrecy, "密级"}, {l->urgency, "紧急程度"},
		{l->mark, "发文机关标志"}, {l->number, "发文字号"}, {l->signer, "签发人"},
		{l->title, "标题"}, {l->from, "署名"}, {l->note, "附注"},
		{l->printed_by, "印发机关"}};
	for (size_t i = 0; i < NELEM(SHORT); i++)
		if (!fits(a, SHORT[i].text, LETTER_SHORT, SHORT[i].what, why))
			return false;
	for (int i = 0; i < l->n_attached && i < LETTER_ATTACHED; i++)
		if (!fits(a, l->attached[i], LETTER_SHORT, "附件名称", why))
			return false;
	return fits(a, l->to, LETTER_CC, "主送机关", why) &&
	       fits(a, l->cc, LETTER_CC, "抄送机关", why);
}

static bool table_ok(const struct letter_table *t, size_t *cells, size_t *bytes)
{
	if (t == NULL || t->n_cols < 1 || t->n_cols > LETTER_COLUMNS || t->n_rows < 0 ||
		t->n_rows > LETTER_CELLS)
		return false;
	size_t n = (size_t)t->n_cols * (size_t)t->n_rows;
	*cells += n;
	if (*cells > LETTER_CELLS)
		return false;
	for (size_t i = 0; i < n; i++)
		*bytes += t->cells[i].n;
	for (int i = 0; i < t->n_cols; i++)
		if (t->cols[i].share < 1 || t->cols[i].share > 1000)
			return false;
	return true;
}

static bool blocks_ok(struct arena *a, const struct letter *l, struct str *why)
{
	size_t bytes = 0, cells = 0;
	for (int i = 0; i < l->n_blocks && i < LETTER_BLOCKS; i++) {
		const struct letter_block *b = &l->blocks[i];
		bytes += b->text.n;
		AN(b->kind != LETTER_HEAD || (b->level >= 1 && b->level <= LETTER_LEVELS));
		if (b->kind == LETTER_TABLE && !table_ok(b->table, &cells, &bytes)) {
			*why = str_fmt(
				a, "表格太大：最多 %d 列、共 %d 格", LETTER_COLUMNS, LETTER_CELLS);
			return false;
		}
	}
	if (l->n_blocks <= LETTER_BLOCKS && bytes <= LETTER_TEXT)
		return true;
	*why = str_fmt(
		a, "正文太长：最多 %d 段、约 %d 字，请分成几份", LETTER_BLOCKS, LETTER_TEXT / 3);
	return false;
}

bool letter_ok(struct arena *a, const struct letter *l, struct str *why)
{
	if (!elements_ok(a, l, why))
		return false;
	if (l->n_attached > LETTER_ATTACHED) {
		*why = str_fmt(a, "附件太多：最多 %d 个", LETTER_ATTACHED);
		return false;
	}
	return blocks_ok(a, l, why);
}

/* ---- numbers ---- */

/* 1 to 99 as 一 to 九十九; Arabic digits beyond. */
static struct str chinese(struct arena *a, int n)
{
	static const char *const DIGITS[] = {
		"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	if (n > 99)
		return str_fmt(a, "%d", n);
	if (n < 10)
		return str_of(DIGITS[n]);
	return str_fmt(a, "%s十%s", n < 20 ? "" : DIGITS[n / 10], DIGITS[n % 10]);
}

struct str letter_number(struct arena *a, struct letter_count *c, int level)
{
	AN(level >= 1 && level <= LETTER_LEVELS);
	int n = ++c->n[level];
	for (int i = level + 1; i <= LETTER_LEVELS; i++)
		c->n[i] = 0;
	if (level == 1)
		return str_cat(a, chinese(a, n), S("、"));
	if (level == 2) {
		struct str number = chinese(a, n);
		return str_fmt(a, "（%.*s）", STR_ARG(number));
	}
	return level == 3 ? str_fmt(a, "%d.", n) : str_fmt(a, "（%d）", n);
}

size_t letter_head_part(struct str text)
{
	ptrdiff_t stop = str_find(text, S("。"), 0);
	return stop < 0 ? text.n : (size_t)stop + sizeof "。" - 1;
}

struct str letter_day(struct arena *a, struct day d)
{
	if (!day_is_set(d))
		return STR_NONE;
	struct ymd t = day_ymd(d);
	return str_fmt(a, "%d年%d月%d日", t.y, t.m, t.d);
}

struct str letter_annex_name(struct arena *a, const struct letter *l, int i)
{
	if (l->n_attached == 0)
		return STR_NONE;
	return l->n_attached == 1 ? S("附件") : str_fmt(a, "附件%d", i + 1);
}

struct str letter_attached_mark(struct arena *a, const struct letter *l, int i)
{
	const char *first = i == 0 ? "附件：" : "";
	return l->n_attached == 1 ? str_of(first) : str_fmt(a, "%s%d.", first, i + 1);
}

/* ---- the title ---- */

enum { TITLE_CHARS = 200 };

/* A title's characters, and how bad a line break before each of them is. */
struct title {
	size_t at[TITLE_CHARS + 1];
	int cost[TITLE_CHARS + 1];
	int n;
};

enum { COST_NEVER = 100000, COST_ANYWHERE = 40, COST_WORD = 0 };

static bool is_latin(uint32_t c)
{
	return c < 0x80 && c > ' ';
}

/* Behind these a line may end; in front of those one may begin. */
static bool good_break(struct str before, struct str after)
{
	static const char *const ENDS[] = {"关于", "》", "局", "县", "和", "与", "、", "的", "对"};
	static const char *const BEGINS[] = {
		"《", "和", "与", "等", "开展", "进一步", "做好", "加强"};
	for (size_t i = 0; i < NELEM(ENDS); i++)
		if (str_ends(before, str_of(ENDS[i])))
			return true;
	for (size_t i = 0; i < NELEM(BEGINS); i++)
		if (str_starts(after, str_of(BEGINS[i])))
			return true;
	return false;
}

/* 通知, 的通报: what stands alone on a last line looks lost. */
static bool too_short(struct str after)
{
	return utf8_count(after) < 4 || str_starts(after, S("的")) || str_starts(after, S("》")) ||
	       str_starts(after, S("、")) || str_starts(after, S("）"));
}

static void look_at(struct str text, struct title *t)
{
	int open = 0;
	uint32_t last = 0;
	size_t at = 0;
	for (t->n = 0; at < text.n && t->n < TITLE_CHARS; t->n++) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);
		bool stuck = open > 0 || (is_latin(c) && is_latin(last)) ||
			     too_short(str_from(text, from));
		t->at[t->n] = from;
		t->cost[t->n] = stuck ? COST_NEVER
				: good_break(str_first(text, from), str_from(text, from))
					? COST_WORD
					: COST_ANYWHERE;
		open += c == 0x300A ? 1 : c == 0x300B && open > 0 ? -1 : 0; /* 《》 */
		last = c;
	}
	t->at[t->n] = at;
	t->cost[t->n] = COST_WORD;
}

/* The best breaks into `lines` lines: dynamic programming over places and lines. */
static bool best_breaks(const struct title *t, int lines, int most, int ends[])
{
	const double NONE = 1e18;
	double best[LETTER_TITLE_LINES + 1][TITLE_CHARS + 1];
	int from[LETTER_TITLE_LINES + 1][TITLE_CHARS + 1] = {0};
	double even = (double)t->n / lines;
	for (int k = 0; k <= lines; k++)
		for (int i = 0; i <= t->n; i++)
			best[k][i] = k == 0 && i == 0 ? 0 : NONE;
	for (int k = 1; k <= lines; k++)
		for (int i = 1; i <= t->n; i++)
			for (int j = i > most ? i - most : 0; j < i; j++) {
				double off = (i - j) - even;
				double cost = best[k - 1][j] + off * off * 2 + t->cost[i];
				if (cost < best[k][i]) {
					best[k][i] = cost;
					from[k][i] = j;
				}
			}
	if (best[lines][t->n] >= NONE)
		return false;
	for (int k = lines, i = t->n; k > 0; k--) {
		ends[k - 1] = i;
		i = from[k][i];
	}
	return true;
}

static int break_evenly(struct str text, int most, int room, struct str *out)
{
	struct title t;
	int ends[LETTER_TITLE_LINES];
	look_at(text, &t);
	int lines = (t.n + most - 1) / most;
	if (lines <= 1 || lines > room) {
		out[0] = text;
		return text.n > 0;
	}
	if (!best_breaks(&t, lines, most, ends)) {
		out[0] = text;
		return 1;
	}
	for (int k = 0; k < lines; k++) {
		size_t from = k ? t.at[ends[k - 1]] : 0;
		out[k] = str_n(text.p + from, t.at[ends[k]] - from);
	}
	return lines;
}

int letter_title(struct str title, int most, struct str out[static LETTER_TITLE_LINES])
{
	int n = 0;
	struct str rest = title;
	AN(most > 1);
	while (rest.n && n < LETTER_TITLE_LINES) {
		struct str line = str_trim(str_cut(&rest, S("\n")));
		n += break_evenly(line, most, LETTER_TITLE_LINES - n, &out[n]);
	}
	return n;
}

static bool is_short(struct str cell)
{
	return utf8_count(cell) <= 12 && !str_has(cell, S("\n")) && !str_has(cell, S("，")) &&
	       !str_has(cell, S("。")) && !str_has(cell, S("；"));
}

bool letter_is_centred(const struct letter_table *t, int col)
{
	for (int i = 0; i < t->n_rows; i++)
		if (!is_short(t->cells[(size_t)i * (size_t)t->n_cols + (size_t)col]))
			return false;
	return true;
}

int letter_shares(const struct letter_table *t)
{
	int sum = 0;
	for (int i = 0; i < t->n_cols; i++)
		sum += t->cols[i].share;
	AN(sum > 0);
	return sum;
}
