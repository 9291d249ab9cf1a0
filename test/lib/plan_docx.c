/* plan_docx.c — see plan_docx.h. */
#include "lib/plan_docx.h"

#include "base/num.h"
#include "paper/docx.h"

/* The level of a line that begins with a number; `text` loses the number. 0 where it has none. */
static int cut_number(struct str *text)
{
	static const struct {
		const char *open, *close;
	} MARKS[] = {{"", "、"}, {"（", "）"}, {"", "."}, {"（", "）"}};
	for (int i = 0; i < 4; i++) {
		struct str open = str_of(MARKS[i].open), close = str_of(MARKS[i].close);
		ptrdiff_t end = str_find(*text, close, open.n);
		int64_t n;
		if (!str_starts(*text, open) || end < 0)
			continue;
		struct str number = str_n(text->p + open.n, (size_t)end - open.n);
		bool arabic = number.n && number.p[0] >= '0' && number.p[0] <= '9';
		if (number.n > 12 || !num_zh(number, &n) || arabic != (i >= 2))
			continue;
		*text = str_from(*text, (size_t)end + close.n);
		return i + 1;
	}
	return 0;
}

static bool is_date(struct str line)
{
	return line.n < 24 && str_ends(line, S("日")) && str_has(line, S("年"));
}

struct str plan_docx(struct arena *a, struct str text)
{
	static const struct docx_fonts FONTS;
	struct docx *d = docx_open(a, &FONTS);
	bool first = true;
	while (text.n) {
		struct str line = str_trim(str_cut(&text, S("\n"))), rest = text;
		bool signature = is_date(line) || is_date(str_trim(str_cut(&rest, S("\n"))));
		int level = first || signature ? 0 : cut_number(&line);
		if (first)
			docx_title(d, line);
		else if (level)
			docx_item(d, level, line);
		else if (signature)
			docx_line(d, line, DOCX_RIGHT);
		else if (str_starts(line, S("安公办发")))
			docx_line(d, line, DOCX_CENTRE);
		else if (line.n)
			docx_para(d, line);
		first = false;
	}
	return docx_close(d);
}
