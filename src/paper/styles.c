/* styles.c — see styles.h. */
#include "paper/styles.h"

#include "base/map.h"
#include "base/num.h"
#include "paper/limits.h"

#include <strings.h>

struct entry {
	struct str id, name, based_on;
	int num, level, outline; /* -1: not said */
};

struct styles {
	struct map by_id;
	struct entry *normal; /* the default paragraph style */
};

static int int_attr(struct xml *x, const char *name)
{
	int64_t n;
	return num_int(xml_attr(x, name), 0, 1000000, &n) ? (int)n : -1;
}

static void style_element(struct xml *x, struct entry *e)
{
	if (xml_is(x, "name"))
		e->name = xml_attr(x, "val");
	else if (xml_is(x, "basedOn"))
		e->based_on = xml_attr(x, "val");
	else if (xml_is(x, "numId"))
		e->num = int_attr(x, "val");
	else if (xml_is(x, "ilvl"))
		e->level = int_attr(x, "val");
	else if (xml_is(x, "outlineLvl"))
		e->outline = int_attr(x, "val");
}

static void read_style(struct draft *d, struct styles *s, struct xml *x)
{
	struct entry *e = arena_new(d->a, struct entry);
	int depth = xml_depth(x);
	*e = (struct entry){.id = xml_attr(x, "styleId"), .num = -1, .level = -1, .outline = -1};
	bool paragraph = str_eq(xml_attr(x, "type"), S("paragraph"));
	bool normal = paragraph && str_eq(xml_attr(x, "default"), S("1"));
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;) {
		if (m == MARK_END && xml_depth(x) == depth)
			break;
		if (m == MARK_START)
			style_element(x, e);
	}
	if (paragraph && s->by_id.n < LIMIT_STYLES)
		map_set(&s->by_id, e->id, e);
	if (normal && s->normal == NULL)
		s->normal = e;
}

struct styles *styles_read(struct draft *d, struct xml *x)
{
	struct styles *s = arena_new(d->a, struct styles);
	s->by_id = map_in(d->a);
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;)
		if (m == MARK_START && xml_is(x, "style"))
			read_style(d, s, x);
	return s;
}

static bool named(struct str name, struct str lower)
{
	return name.n >= lower.n && strncasecmp(name.p, lower.p, lower.n) == 0;
}

struct style styles_get(const struct styles *s, struct str id)
{
	enum { ANCESTORS = 16, BODY_TEXT = 9 };
	struct style out = {.level = -1};
	struct entry *e = id.n ? map_get(&s->by_id, id) : s->normal;
	int num = -1, outline = -1;
	for (int i = 0; e && i < ANCESTORS; i++) {
		out.heading |= named(e->name, S("heading ")) || named(e->name, S("title")) ||
			       named(e->name, S("标题"));
		out.contents |= named(e->name, S("toc "));
		if (num < 0 && e->num >= 0) {
			num = e->num;
			out.num_style = e->id;
		}
		if (out.level < 0)
			out.level = e->level;
		if (outline < 0)
			outline = e->outline;
		e = map_get(&s->by_id, e->based_on);
	}
	out.num = num > 0 ? num : 0;
	out.heading = (out.heading || (outline >= 0 && outline < BODY_TEXT)) && !out.contents;
	return out;
}
