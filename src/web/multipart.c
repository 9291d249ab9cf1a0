/* multipart.c — see multipart.h.
 *
 * A window slides over the body. Where the body is in memory the window is the whole of it; where
 * it is in a file the window keeps what a delimiter could begin in and reads on. */
#include "web/multipart.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>
#include <strings.h>

enum {
	BOUNDARY_MAX = 70,
	NAME_LABEL_MAX = 200,
	VIEW_MIN = 2 * MULTIPART_HEAD_MAX /* always in view, unless the body ends before */
};

struct window {
	const struct bytes *body;
	char *room;     /* NULL where the body is in memory */
	struct str now; /* the bytes in view */
	uint64_t at;    /* where they begin in the body */
};

struct part {
	struct str name, file_name, type;
	bool is_file, has_disposition;
};

struct reader {
	struct arena *a;
	struct window w;
	char delimiter[4 + BOUNDARY_MAX]; /* CR LF -- boundary */
	size_t delimiter_n;
	uint64_t text; /* bytes of names and values so far */
	size_t parts;
	struct http_pairs *fields;
	struct http_files *files;
};

static bool at_end(const struct window *w)
{
	return w->at + w->now.n == w->body->size;
}

/* Drops `n` bytes in view; where little is left reads as many as fit behind the rest. False when
 * the disk fails. */
static bool slide(struct window *w, size_t n)
{
	w->at += n;
	w->now = str_from(w->now, n);
	if (w->room == NULL || w->now.n >= VIEW_MIN)
		return true;
	if (w->now.n)
		memmove(w->room, w->now.p, w->now.n);
	int64_t got = bytes_read(
		w->body, w->at + w->now.n, w->room + w->now.n, MULTIPART_WINDOW - w->now.n);
	if (got < 0)
		return false;
	w->now = str_n(w->room, w->now.n + (size_t)got);
	return true;
}

static bool open_window(struct window *w, struct arena *a, const struct bytes *body)
{
	*w = (struct window){.body = body};
	if (body->fd < 0) {
		w->now = body->mem;
		return true;
	}
	w->room = arena_get(a, MULTIPART_WINDOW);
	w->now = str_n(w->room, 0);
	return slide(w, 0);
}

static bool is_boundary_char(char c)
{
	bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	return alnum || (c && strchr("'()+_,-./:=?", c));
}

/* Cuts a leading `word` in any case. */
static bool cut_word(struct str *s, struct str word)
{
	if (s->n < word.n || strncasecmp(s->p, word.p, word.n) != 0)
		return false;
	*s = str_from(*s, word.n);
	return true;
}

bool multipart_boundary(struct str type, struct str *boundary)
{
	if (!cut_word(&type, S("multipart/form-data")))
		return false;
	struct str none = str_trim(str_cut(&type, S(";")));
	type = str_trim(type);
	if (none.n > 0 || !cut_word(&type, S("boundary=")))
		return false;
	if (type.n >= 2 && type.p[0] == '"' && type.p[type.n - 1] == '"')
		type = str_n(type.p + 1, type.n - 2);
	if (type.n == 0 || type.n > BOUNDARY_MAX)
		return false;
	for (size_t i = 0; i < type.n; i++)
		if (!is_boundary_char(type.p[i]))
			return false;
	*boundary = type;
	return true;
}

struct str multipart_file_name(struct arena *a, struct str sent)
{
	for (size_t i = sent.n; i > 0; i--)
		if (sent.p[i - 1] == '/' || sent.p[i - 1] == '\\') {
			sent = str_from(sent, i);
			break;
		}
	struct str mended = utf8_mend(a, sent);
	struct buf out = buf_in(a, NAME_LABEL_MAX);
	for (size_t i = 0; i < mended.n;) {
		size_t from = i;
		uint32_t c = utf8_next(mended, &i);
		bool control = c < ' ' || (c >= 0x7f && c < 0xa0) || c == UTF8_BAD ||
			       (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
			       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
		if (control || (c < 0x80 && strchr("<>:\"|?*", (int)c)))
			continue;
		if (out.n == 0 && (c == '.' || c == ' ' || c == 0xa0 || c == 0x3000))
			continue;
		if (out.n + (i - from) > NAME_LABEL_MAX)
			break;
		buf_put(&out, mended.p + from, i - from);
	}
	struct str name = str_trim(buf_view(&out));
	return name.n ? name : S("未命名");
}

/* Cuts a quoted string; a backslash before '"' or '\' is dropped, as curl writes it. */
static bool cut_quoted(struct arena *a, struct str *s, struct str *out)
{
	struct buf b = buf_in(a, MULTIPART_HEAD_MAX);
	if (s->n == 0 || s->p[0] != '"')
		return false;
	for (size_t i = 1; i < s->n; i++) {
		char c = s->p[i];
		if (c == '"') {
			*s = str_from(*s, i + 1);
			*out = buf_view(&b);
			return true;
		}
		if (c == '\\' && i + 1 < s->n && (s->p[i + 1] == '"' || s->p[i + 1] == '\\'))
			c = s->p[++i];
		buf_ch(&b, c);
	}
	return false;
}

/* form-data; name="x"; filename="y" — each at most once, nothing else. */
static enum form_err disposition(struct arena *a, struct str v, struct part *p)
{
	bool named = false;
	if (p->has_disposition || !cut_word(&v, S("form-data")))
		return FORM_BROKEN;
	p->has_disposition = true;
	for (v = str_trim(v); v.n > 0; v = str_trim(v)) {
		if (v.p[0] != ';')
			return FORM_BROKEN;
		v = str_trim(str_from(v, 1));
		if (!named && cut_word(&v, S("name="))) {
			named = cut_quoted(a, &v, &p->name);
			if (!named)
				return FORM_BROKEN;
		} else if (!p->is_file && cut_word(&v, S("filename="))) {
			p->is_file = cut_quoted(a, &v, &p->file_name);
			if (!p->is_file)
				return FORM_BROKEN;
		} else {
			return FORM_BROKEN;
		}
	}
	if (!named || p->name.n == 0)
		return FORM_BROKEN;
	return p->name.n > FORM_NAME_MAX ? FORM_LONG : form_text(a, p->name, true, &p->name);
}

static bool is_identity(struct str encoding)
{
	return cut_word(&encoding, S("binary")) || cut_word(&encoding, S("8bit")) ||
	       cut_word(&encoding, S("7bit"));
}

static enum form_err head_line(struct arena *a, struct str line, struct part *p)
{
	struct str value = line, name = str_cut(&value, S(":"));
	if (name.n == 0 || name.n == line.n || str_trim(name).n != name.n)
		return FORM_BROKEN;
	if (memchr(line.p, '\r', line.n) || memchr(line.p, '\n', line.n) ||
		memchr(line.p, '\0', line.n))
		return FORM_BROKEN;
	value = str_trim(value);
	if (cut_word(&name, S("content-disposition")) && name.n == 0)
		return disposition(a, value, p);
	if (cut_word(&name, S("content-type")) && name.n == 0)
		return form_text(a, str_first(value, 255), true, &p->type);
	if (cut_word(&name, S("content-transfer-encoding")) && name.n == 0)
		return is_identity(value) ? FORM_OK : FORM_BROKEN;
	return FORM_OK;
}

/* The head of a part: lines up to an empty one. */
static enum form_err read_head(struct reader *r, struct part *p)
{
	*p = (struct part){.type = S("application/octet-stream")};
	struct str view = str_first(r->w.now, MULTIPART_HEAD_MAX);
	ptrdiff_t end = str_find(view, S("\r\n\r\n"), 0);
	if (end < 0)
		return view.n == MULTIPART_HEAD_MAX ? FORM_LONG : FORM_CUT;
	struct str head = str_dup(r->a, str_first(view, (size_t)end));
	if (!slide(&r->w, (size_t)end + 4))
		return FORM_DISK;
	while (head.n > 0) {
		enum form_err e = head_line(r->a, str_cut(&head, S("\r\n")), p);
		if (e != FORM_OK)
			return e;
	}
	return p->has_disposition ? FORM_OK : FORM_BROKEN;
}

/* Moves to behind the next delimiter; `*size` is the number of bytes before it. */
static enum form_err skip_data(struct reader *r, uint64_t *size)
{
	uint64_t from = r->w.at;
	struct str want = str_n(r->delimiter, r->delimiter_n);
	for (;;) {
		ptrdiff_t found = str_find(r->w.now, want, 0);
		if (found >= 0) {
			*size = r->w.at + (uint64_t)found - from;
			return slide(&r->w, (size_t)found + want.n) ? FORM_OK : FORM_DISK;
		}
		if (at_end(&r->w))
			return FORM_CUT;
		/* Not at the end, so the window is full and longer than a delimiter. */
		if (!slide(&r->w, r->w.now.n - (want.n - 1)))
			return FORM_DISK;
	}
}

static struct bytes part_of(const struct bytes *body, uint64_t at, uint64_t size)
{
	if (body->fd < 0)
		return bytes_of(str_n(body->mem.p + at, (size_t)size));
	return (struct bytes){.fd = body->fd, .at = body->at + at, .size = size};
}

static enum form_err add_field(struct reader *r, const struct part *p, struct bytes data)
{
	struct http_pair f = {.name = p->name};
	struct str raw;
	r->text += data.size + p->name.n;
	if (data.size > FORM_VALUE_MAX || r->text > FORM_TEXT_MAX)
		return FORM_LONG;
	if (!bytes_all(&data, r->a, FORM_VALUE_MAX, &raw))
		return FORM_DISK;
	enum form_err e = form_text(r->a, raw, false, &f.value);
	if (e == FORM_OK)
		*vec_add(r->a, r->fields) = f;
	return e;
}

static enum form_err add_file(struct reader *r, const struct part *p, struct bytes data)
{
	if (p->file_name.n == 0 && data.size == 0)
		return FORM_OK; /* an empty file input */
	if (r->files->n == FORM_FILES_MAX)
		return FORM_MANY;
	*vec_add(r->a, r->files) = (struct http_file){
		.field = p->name,
		.name = multipart_file_name(r->a, p->file_name),
		.type = p->type,
		.data = data,
	};
	return FORM_OK;
}

static enum form_err read_part(struct reader *r)
{
	struct part p;
	uint64_t size = 0;
	if (r->parts++ == FORM_FIELDS_MAX)
		return FORM_MANY;
	enum form_err e = read_head(r, &p);
	uint64_t at = r->w.at;
	if (e == FORM_OK)
		e = skip_data(r, &size);
	if (e != FORM_OK)
		return e;
	struct bytes data = part_of(r->w.body, at, size);
	return p.is_file ? add_file(r, &p, data) : add_field(r, &p, data);
}

/* What follows a delimiter: CR LF and a part, or "--" and the end. */
static enum form_err after_delimiter(struct reader *r, bool *more)
{
	struct str now = r->w.now;
	*more = str_starts(now, S("\r\n"));
	if (*more)
		return slide(&r->w, 2) ? FORM_OK : FORM_DISK;
	if (now.n < 2)
		return FORM_CUT;
	bool end = str_eq(now, S("--")) || str_eq(now, S("--\r\n"));
	return end ? FORM_OK : FORM_BROKEN;
}

enum form_err multipart_read(struct arena *a, const struct bytes *body, struct str boundary,
	struct http_pairs *fields, struct http_files *files)
{
	struct reader r = {.a = a, .fields = fields, .files = files};
	memcpy(r.delimiter, "\r\n--", 4);
	memcpy(r.delimiter + 4, boundary.p, boundary.n);
	r.delimiter_n = 4 + boundary.n;
	if (!open_window(&r.w, a, body))
		return FORM_DISK;
	struct str first = str_n(r.delimiter + 2, r.delimiter_n - 2);
	if (!str_starts(r.w.now, first))
		return FORM_BROKEN;
	if (!slide(&r.w, first.n))
		return FORM_DISK;
	for (bool more = true;;) {
		enum form_err e = after_delimiter(&r, &more);
		if (e != FORM_OK || !more)
			return e;
		e = read_part(&r);
		if (e != FORM_OK)
			return e;
	}
}
