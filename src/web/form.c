/* form.c — see form.h. */
#include "web/form.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "web/multipart.h"

#include <strings.h>

int form_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool needs_unescape(struct str s, bool plus)
{
	return memchr(s.p, '%', s.n) || (plus && memchr(s.p, '+', s.n));
}

bool form_unescape(struct arena *a, struct str raw, bool plus, struct str *out)
{
	*out = raw;
	if (raw.n == 0 || !needs_unescape(raw, plus))
		return true;
	char *to = arena_get(a, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		if (c == '%') {
			int hi = i + 2 < raw.n ? form_hex(raw.p[i + 1]) : -1;
			int lo = hi >= 0 ? form_hex(raw.p[i + 2]) : -1;
			if (lo < 0)
				return false;
			c = (char)(hi << 4 | lo);
			i += 2;
		} else if (plus && c == '+') {
			c = ' ';
		}
		to[n++] = c;
	}
	*out = str_n(to, n);
	return true;
}

void form_escape(struct buf *out, struct str text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9');
		if (alnum || (c && strchr("-_.~", c))) {
			buf_ch(out, (char)c);
			continue;
		}
		char t[3] = {'%', digits[c >> 4], digits[c & 15]};
		buf_put(out, t, sizeof t);
	}
}

static struct str newlines(struct arena *a, struct str s)
{
	if (s.n == 0 || memchr(s.p, '\r', s.n) == NULL)
		return s;
	char *to = arena_get(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\r')
			to[n++] = s.p[i];
		else if (i + 1 >= s.n || s.p[i + 1] != '\n')
			to[n++] = '\n';
	}
	return str_n(to, n);
}

enum form_err form_text(struct arena *a, struct str raw, bool one_line, struct str *out)
{
	for (size_t i = 0; i < raw.n; i++) {
		unsigned char c = (unsigned char)raw.p[i];
		bool line = c == '\r' || c == '\n';
		if (c == 0x7f || (c < ' ' && c != '\t' && (one_line || !line)))
			return FORM_CHARS;
	}
	if (!utf8_is_valid(raw))
		return FORM_CHARS;
	*out = newlines(a, raw);
	return FORM_OK;
}

static enum form_err decode(struct arena *a, struct str raw, bool one_line, struct str *out)
{
	struct str plain;
	if (!form_unescape(a, raw, true, &plain))
		return FORM_ESCAPE;
	return form_text(a, plain, one_line, out);
}

static enum form_err add_pair(struct arena *a, struct str raw, struct http_pairs *out)
{
	struct http_pair p;
	struct str value = raw, name = str_cut(&value, S("="));
	enum form_err e = decode(a, name, true, &p.name);
	if (e == FORM_OK)
		e = decode(a, value, false, &p.value);
	if (e != FORM_OK)
		return e;
	if (p.name.n == 0 || p.name.n > FORM_NAME_MAX || p.value.n > FORM_VALUE_MAX)
		return FORM_LONG;
	if (out->n == FORM_FIELDS_MAX)
		return FORM_MANY;
	*vec_add(a, out) = p;
	return FORM_OK;
}

enum form_err form_urlencoded(struct arena *a, struct str raw, struct http_pairs *out)
{
	for (size_t i = 0; i < raw.n; i++) {
		unsigned char c = (unsigned char)raw.p[i];
		if (c <= ' ' || c >= 0x7f)
			return FORM_ESCAPE;
	}
	while (raw.n > 0) {
		struct str pair = str_cut(&raw, S("&"));
		enum form_err e = pair.n ? add_pair(a, pair, out) : FORM_OK;
		if (e != FORM_OK)
			return e;
	}
	return FORM_OK;
}

static bool is_urlencoded(struct str type)
{
	struct str kind = str_trim(str_cut(&type, S(";")));
	struct str want = S("application/x-www-form-urlencoded");
	return kind.n == want.n && strncasecmp(kind.p, want.p, want.n) == 0;
}

enum form_err form_read(struct http_req *q)
{
	struct str type = http_header(q, S("content-type")), boundary, raw;
	if (q->body.size == 0)
		return FORM_OK;
	if (multipart_boundary(type, &boundary))
		return multipart_read(q->a, &q->body, boundary, &q->fields, &q->files);
	if (!is_urlencoded(type))
		return FORM_TYPE;
	if (q->body.size > FORM_TEXT_MAX)
		return FORM_LONG;
	if (!bytes_all(&q->body, q->a, FORM_TEXT_MAX, &raw))
		return FORM_DISK;
	return form_urlencoded(q->a, raw, &q->fields);
}

struct str form_err_text(enum form_err e)
{
	switch (e) {
	case FORM_OK:
		return STR_NONE;
	case FORM_ESCAPE:
		return S("表单内容的编码有误，请返回上一页刷新后重新提交。");
	case FORM_CHARS:
		return S("表单里有无法识别的字符，请删去从别处粘贴来的特殊符号后重新提交。");
	case FORM_MANY:
		return S("一次提交的项目或文件太多，请分几次提交。");
	case FORM_LONG:
		return S("有一项内容太长，请缩短，或改为附件上传。");
	case FORM_BROKEN:
		return S("上传的内容格式有误，请返回上一页刷新后重新提交。");
	case FORM_CUT:
		return S("上传中断，内容不完整，请重新上传。");
	case FORM_TYPE:
		return S("不支持这种提交方式，请用页面上的表单提交。");
	case FORM_DISK:
		return S("服务器暂时无法读取上传的内容，请稍后再试。");
	case FORM_UNDECLARED:
		return S("提交了页面没有的项目，请返回上一页刷新后重新提交。");
	}
	return STR_NONE;
}
