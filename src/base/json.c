/* json.c — see json.h. */
#include "base/json.h"
#include "base/bug.h"
#include "base/utf8.h"

struct json json_to(struct buf *out)
{
	struct json j = {.out = out};
	j.first[0] = true;
	return j;
}

static void before_value(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (!j->first[j->depth])
		buf_ch(j->out, ',');
	j->first[j->depth] = false;
}

static void open_with(struct json *j, char c)
{
	before_value(j);
	buf_ch(j->out, c);
	AN(j->depth + 1 < JSON_DEPTH);
	j->first[++j->depth] = true;
}

static void close_with(struct json *j, char c)
{
	AN(j->depth > 0);
	j->depth--;
	buf_ch(j->out, c);
}

void json_obj(struct json *j)
{
	open_with(j, '{');
}

void json_end_obj(struct json *j)
{
	close_with(j, '}');
}

void json_arr(struct json *j)
{
	open_with(j, '[');
}

void json_end_arr(struct json *j)
{
	close_with(j, ']');
}

static void put_escaped(struct buf *out, uint32_t c)
{
	switch (c) {
	case '"':
		buf_lit(out, "\\\"");
		return;
	case '\\':
		buf_lit(out, "\\\\");
		return;
	case '\n':
		buf_lit(out, "\\n");
		return;
	case '\t':
		buf_lit(out, "\\t");
		return;
	case '\r':
		buf_lit(out, "\\r");
		return;
	default:
		buf_fmt(out, "\\u%04x", (unsigned)c);
	}
}

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/* Only the quoted string, for other writers. */
static void json_quote(struct buf *out, struct str s)
{
	buf_ch(out, '"');
	for (size_t at = 0; at < s.n;) {
		size_t run = at;
		while (run < s.n && is_plain((unsigned char)s.p[run]))
			run++;
		buf_put(out, s.p + at, run - at);
		at = run;
		if (at == s.n)
			break;
		uint32_t c = utf8_next(s, &at);
		if (c < 0x20 || c == 0x7F || c == '"' || c == '\\')
			put_escaped(out, c);
		else
			utf8_put(out, c);
	}
	buf_ch(out, '"');
}

void json_key(struct json *j, struct str key)
{
	before_value(j);
	json_quote(j->out, key);
	buf_ch(j->out, ':');
	j->after_key = true;
}

void json_text(struct json *j, struct str s)
{
	before_value(j);
	json_quote(j->out, s);
}

void json_int(struct json *j, int64_t n)
{
	before_value(j);
	buf_int(j->out, n);
}

void json_bool(struct json *j, bool b)
{
	before_value(j);
	buf_str(j->out, b ? S("true") : S("false"));
}

void json_nothing(struct json *j)
{
	before_value(j);
	buf_lit(j->out, "null");
}

void json_day(struct json *j, struct day d)
{
	char t[DAY_TEXT];
	if (day_is_set(d))
		json_text(j, str_of(day_text(d, t)));
	else
		json_nothing(j);
}
