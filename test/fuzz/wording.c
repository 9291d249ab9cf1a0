/* wording.c — the text of a letter as somebody typed it, filled and written: whatever is accepted
 * keeps the ceilings, and mistakes are told in clean text with a line that exists. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"
#include "paper/letter_docx.h"
#include "paper/letter_html.h"
#include "paper/wording.h"

enum { MOST_LETTER = 16 << 10 }; /* written only where it is quick */

static void check_errs(const struct wording_errs *errs, struct str text)
{
	size_t lines = 1;
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	AN(errs->list.n > 0 && errs->list.n <= WORDING_ERRS);
	for (size_t i = 0; i < errs->list.n; i++) {
		AN(errs->list.at[i].line >= 0 && (size_t)errs->list.at[i].line <= lines);
		AN(errs->list.at[i].text.n > 0 && utf8_is_valid(errs->list.at[i].text));
	}
}

static void write_it(struct arena *a, const struct letter *l)
{
	static const struct docx_fonts FONTS;
	struct str docx, html, why;
	AN(letter_docx(a, l, &FONTS, &docx, &why));
	AN(letter_html(a, l, &FONTS, &html, &why));
	AN(utf8_is_valid(html));
}

/* Values are bytes of the input too. */
static void fill(struct arena *a, const struct wording *w, struct str raw)
{
	static const struct str CELLS[2 * LETTER_COLUMNS];
	struct wording_value v[WORDING_FIELDS] = {0};
	struct wording_errs errs = {0};
	struct letter l;
	for (int i = 0; i < w->n_fields; i++) {
		v[i].name = w->fields[i].name;
		v[i].text = str_from(raw, raw.n / 2);
		if (w->fields[i].type == WORDING_DAY)
			v[i].text = S("2026-03-09");
		if (w->fields[i].type == WORDING_TEXT)
			v[i].text = utf8_first(str_replace(a, v[i].text, S("\n"), S(" ")), 50);
		if (w->fields[i].type == WORDING_TABLE) {
			v[i] = (struct wording_value){.name = v[i].name,
				.cells = CELLS,
				.n_rows = 2,
				.n_cols = (int)(raw.n % LETTER_COLUMNS) + 1};
		}
	}
	if (!wording_fill(a, w, v, w->n_fields, &l, &errs))
		AN(errs.list.n > 0);
	else if (raw.n < MOST_LETTER)
		write_it(a, &l);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_open(FUZZ_ARENA);
	struct str text = str_n((const char *)p, n);
	struct wording_errs errs = {0};
	const struct wording *w = wording_read(a, text, NULL, 0, &errs);
	if (w == NULL)
		check_errs(&errs, text);
	else
		fill(a, w, text);
	arena_close(a);
	return 0;
}
