/* near.c — see near.h. Optimal string alignment distance over bytes; words are short. */
#include "base/near.h"

enum { WORD = 48 };

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;
	return m < c ? m : c;
}

static int distance(struct str x, struct str y)
{
	int d[WORD + 1][WORD + 1];
	for (size_t i = 0; i <= x.n; i++)
		d[i][0] = (int)i;
	for (size_t j = 0; j <= y.n; j++)
		d[0][j] = (int)j;
	for (size_t i = 1; i <= x.n; i++) {
		for (size_t j = 1; j <= y.n; j++) {
			int same = x.p[i - 1] == y.p[j - 1];
			d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + !same);
			if (i > 1 && j > 1 && x.p[i - 1] == y.p[j - 2] && x.p[i - 2] == y.p[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1, d[i][j]);
		}
	}
	return d[x.n][y.n];
}

const char *near_word(struct str s, const char *const *words, size_t n)
{
	const char *best = NULL;
	int best_d = WORD;
	if (s.n == 0 || s.n > WORD)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str w = str_of(words[i]);
		if (w.n > WORD)
			continue;
		int d = distance(s, w), limit = (int)w.n / 3;
		if (d < best_d && d <= (limit ? limit : 1)) {
			best = words[i];
			best_d = d;
		}
	}
	return best;
}
