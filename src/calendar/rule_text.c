/* rule_text.c — see rule_text.h. */
#include "calendar/rule_text.h"

static bool is_sign(char c)
{
	return c && strchr(",[]{}()\":\\=", c) != NULL;
}

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7F;
}

static bool is_bare(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_sign(s.p[i]) || is_control(s.p[i]))
			return false;
	return s.n > 0 && str_trim(s).n == s.n && !str_has(s, S(".."));
}

size_t rule_text_behind_quote(struct str s, size_t at)
{
	for (size_t i = at + 1; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '"')
			return i + 1;
	}
	return s.n;
}

struct str rule_text_span(struct str s, size_t *at)
{
	size_t from = *at, i = from;
	int depth = 0;
	while (i < s.n) {
		char c = s.p[i];
		if (c == '"') {
			i = rule_text_behind_quote(s, i);
			continue;
		}
		if (depth == 0 && (c == ',' || c == ']' || c == '}' || c == ')'))
			break;
		depth += (c == '[' || c == '(') - (c == ']' || c == ')');
		i++;
	}
	*at = i;
	return str_trim(str_n(s.p + from, i - from));
}

static bool unquote(struct arena *a, struct str s, struct str *out)
{
	struct buf b = buf_in(a, s.n + 1);
	if (rule_text_behind_quote(s, 0) != s.n || s.n < 2 || s.p[s.n - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < s.n; i++) {
		if (is_control(s.p[i]))
			return false;
		if (s.p[i] == '\\' && (++i + 1 >= s.n || (s.p[i] != '"' && s.p[i] != '\\')))
			return false;
		buf_ch(&b, s.p[i]);
	}
	*out = str_dup(a, buf_view(&b));
	return out->n > 0;
}

bool rule_text_read(struct arena *a, struct str s, struct str *out)
{
	if (s.n && s.p[0] == '"')
		return unquote(a, s, out);
	if (!is_bare(s))
		return false;
	*out = str_dup(a, s);
	return true;
}

void rule_text_print(struct buf *out, struct str s)
{
	if (is_bare(s)) {
		buf_str(out, s);
		return;
	}
	buf_ch(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_ch(out, '\\');
		buf_ch(out, s.p[i]);
	}
	buf_ch(out, '"');
}
