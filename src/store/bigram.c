/* bigram.c — see bigram.h for the rule. No allocation, no state between calls. */
#include "store/bigram.h"

#include "base/utf8.h"

#include <ctype.h>

struct sink {
	bigram_fn *fn;
	void *arg;
	bool query;
	char word[BIGRAM_WORD + 4]; /* the word of letters that is growing */
	int n, from;
};

static bool is_letter(uint32_t c)
{
	/* ASCII letters and digits, and every letter beyond Latin-1 punctuation that is neither Han
	 * nor a space or punctuation block. */
	if (c < 0x80)
		return isalnum((int)c);
	if (c < 0xC0 || c == 0xD7 || c == 0xF7)
		return false;
	return c < 0x2000 || (c >= 0x3040 && c < 0x3100) || (c >= 0xAC00 && c < 0xD7B0);
}

static int put(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* The run of Han characters that begins at `at`; moves behind it. */
static int han_run(struct sink *k, struct str t, size_t *at)
{
	size_t start = *at, end = *at; /* of the last character that was looked at */
	bool pair = false;
	utf8_next(t, &end);
	for (;;) {
		size_t next = end;
		if (next >= t.n || !utf8_is_han(utf8_next(t, &next)))
			break;
		int r = k->fn(k->arg, t.p + start, (int)(next - start), (int)start, (int)next);
		if (r)
			return r;
		pair = true;
		start = end;
		end = next;
	}
	*at = end;
	if (k->query && pair)
		return 0;
	return k->fn(k->arg, t.p + start, (int)(end - start), (int)start, (int)end);
}

static int end_word(struct sink *k, size_t to)
{
	int n = k->n;
	k->n = 0;
	return n ? k->fn(k->arg, k->word, n, k->from, (int)to) : 0;
}

int bigram_each(struct str text, bool query, bigram_fn *fn, void *arg)
{
	struct sink k = {.fn = fn, .arg = arg, .query = query};
	int r = 0;
	for (size_t at = 0; at < text.n && !r;) {
		size_t next = at;
		uint32_t c = utf8_narrow(utf8_next(text, &next));
		if (is_letter(c)) {
			if (!k.n)
				k.from = (int)at;
			if (k.n < BIGRAM_WORD)
				k.n += put(k.word + k.n, c < 0x80 ? (uint32_t)tolower((int)c) : c);
			at = next;
			continue;
		}
		r = end_word(&k, at);
		if (!r && utf8_is_han(c))
			r = han_run(&k, text, &at);
		else
			at = next;
	}
	return r ? r : end_word(&k, text.n);
}

static int remember_length(void *arg, const char *word, int n, int from, int to)
{
	size_t at = 0;
	(void)from;
	(void)to;
	uint32_t c = utf8_next(str_n(word, (size_t)n), &at);
	*(bool *)arg = utf8_is_han(c) && at == (size_t)n;
	return 0;
}

bool bigram_ends_alone(struct str query)
{
	bool alone = false;
	bigram_each(query, true, remember_length, &alone);
	return alone;
}
