/* ics_parse.c — see ics_parse.h. */
#include "lib/ics_parse.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { MOST = 75, DEPTH = 4, MUST = 4 };

static const char *const must[MUST] = {"UID", "DTSTAMP", "DTSTART", "SUMMARY"};

/* Joins folded lines; checks the physical ones. */
static const char *unfold(struct arena *a, struct str text, struct str *out)
{
	struct buf b = buf_in(a, text.n + 1);
	if (!str_ends(text, S("\r\n")))
		return "the last line is not ended";
	while (text.n) {
		struct str line = str_cut(&text, S("\r\n"));
		if (line.n > MOST)
			return "a line longer than 75 octets";
		if (!utf8_is_valid(line))
			return "a character is cut";
		for (size_t i = 0; i < line.n; i++)
			if ((unsigned char)line.p[i] < ' ')
				return "a control character, or a newline without CR";
		if (line.n && line.p[0] == ' ')
			line = str_from(line, 1);
		else if (b.n)
			buf_lit(&b, "\n");
		buf_str(&b, line);
	}
	*out = buf_view(&b);
	return NULL;
}

static const char *split(struct arena *a, struct str text, struct ics_file *out)
{
	while (text.n) {
		struct str rest = str_cut(&text, S("\n"));
		struct str head = str_cut(&rest, S(":"));
		struct ics_line line = {.value = rest};
		line.name = str_cut(&head, S(";"));
		line.params = head;
		if (line.name.n == 0)
			return "a line without a name";
		*vec_add(a, out) = line;
	}
	return NULL;
}

static const char *check_event(const int seen[MUST])
{
	for (int i = 0; i < MUST; i++)
		if (seen[i] != 1)
			return must[i];
	return NULL;
}

static const char *check(struct arena *a, struct ics_file *f)
{
	struct str open[DEPTH];
	int depth = 0, seen[MUST] = {0};
	struct map uids = map_in(a);
	for (size_t i = 0; i < f->n; i++) {
		const struct ics_line *l = &f->at[i];
		if (str_eq(l->name, S("BEGIN"))) {
			if (depth == DEPTH)
				return "nested too deep";
			open[depth++] = l->value;
			memset(seen, 0, sizeof seen);
		} else if (str_eq(l->name, S("END"))) {
			if (depth == 0 || !str_eq(open[--depth], l->value))
				return "END without its BEGIN";
			bool event = str_eq(l->value, S("VEVENT"));
			const char *wrong = event ? check_event(seen) : NULL;
			if (wrong)
				return wrong;
			f->events += event;
		}
		for (int k = 0; k < MUST; k++)
			seen[k] += str_eq(l->name, str_of(must[k]));
		if (str_eq(l->name, S("UID")) && map_set(&uids, l->value, &uids))
			return "a UID twice";
	}
	return depth ? "something is not ended" : NULL;
}

const char *ics_parse(struct arena *a, struct str text, struct ics_file *out)
{
	struct str whole = STR_NONE;
	*out = (struct ics_file){0};
	const char *wrong = unfold(a, text, &whole);
	if (wrong == NULL)
		wrong = split(a, whole, out);
	return wrong ? wrong : check(a, out);
}

struct str ics_parse_get(struct arena *a, const struct ics_file *f, const char *name, int i)
{
	for (size_t k = 0; k < f->n; k++) {
		if (!str_eq(f->at[k].name, str_of(name)) || i-- > 0)
			continue;
		struct str v = f->at[k].value;
		struct buf b = buf_in(a, v.n + 1);
		for (size_t c = 0; c < v.n; c++) {
			bool escape = v.p[c] == '\\' && c + 1 < v.n;
			c += escape;
			buf_ch(&b, escape && v.p[c] == 'n' ? '\n' : v.p[c]);
		}
		return buf_view(&b);
	}
	return STR_NONE;
}
