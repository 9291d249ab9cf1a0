/* facet.c — see facet.h. */
#include "plan/facet.h"
#include "base/bug.h"
#include "base/scan.h"

static const char *const names[FACETS] = {"目标", "内容", "措施", "标准", "要求"};

const char *facet_name(enum facet f)
{
	AN(f < FACETS);
	return names[f];
}

/* What may stand before the word: 工作目标, 具体措施. */
static bool is_head(struct str s)
{
	static const struct str heads[] = {SCAN_W("工作"), SCAN_W("主要"), SCAN_W("具体"),
		SCAN_W("总体"), SCAN_W("预期"), SCAN_W("整改"), SCAN_W("完成"), SCAN_W("验收"),
		SCAN_W("有关"), SCAN_W("相关")};
	for (size_t i = 0; i < NELEM(heads); i++)
		if (str_eq(s, heads[i]))
			return true;
	return s.n == 0;
}

/* The facet whose label stands at byte `i`; FACETS for another label, -1 for none. `end` is behind
 * its colon. */
static int label_at(struct str t, size_t i, size_t *end)
{
	enum { LONGEST = 10 }; /* characters of a label */
	size_t e = i;
	for (int n = 0; n <= LONGEST && e < t.n; n++, e = scan_step(t, e)) {
		uint32_t c = scan_at(t, e);
		if (c == ':' || c == 0xFF1A) {
			struct str word = scan_trim(str_n(t.p + i, e - i));
			*end = scan_step(t, e);
			for (int f = 0; f < FACETS; f++)
				if (str_ends(word, str_of(names[f])) &&
					is_head(str_n(word.p, word.n - S("目标").n)))
					return f;
			return word.n ? FACETS : -1;
		}
		if (c == 0x3002 || c == 0xFF0C || c == ',' || c == 0x3001 || c == '\n')
			return -1;
	}
	return -1;
}

static bool is_break(uint32_t c)
{
	return c == '\n' || c == 0x3002 || c == 0xFF1B || c == ';';
}

/* The semicolon parts it from the next and is no part of it. */
static struct str without_end(struct str s)
{
	s = str_trim(s);
	if (str_ends(s, S("；")))
		return str_first(s, s.n - strlen("；"));
	return str_ends(s, S(";")) ? str_first(s, s.n - 1) : s;
}

void facet_read(struct str text, struct str out[static FACETS])
{
	int open = -1;
	size_t from = 0;
	for (int f = 0; f < FACETS; f++)
		out[f] = STR_NONE;
	for (size_t i = 0; i <= text.n; i = scan_step(text, i)) {
		size_t end = text.n;
		bool start = i == 0 || is_break(scan_at(text, scan_back(text, i)));
		int found = i == text.n ? FACETS : start ? label_at(text, i, &end) : -1;
		if (found < 0)
			continue;
		if (open >= 0 && open < FACETS && out[open].n == 0)
			out[open] = without_end(str_n(text.p + from, i - from));
		if (i == text.n)
			break;
		open = found;
		from = end;
	}
}
