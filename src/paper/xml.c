/* xml.c — the XML side of pkg.h: libxml2's pull reader behind a smaller face. Empty elements give a
 * start and an end; blanks between elements are dropped unless an xml:space attribute keeps them.
 */
#include "paper/limits.h"
#include "paper/pkg_int.h"

#include <libxml/xmlreader.h>

struct xml {
	struct draft *d;
	struct part *part; /* NULL when read from memory */
	xmlTextReaderPtr r;
	struct str name;
	int depth;
	bool empty;  /* the start just told ends at once */
	bool failed; /* libxml2 found an error, also one it could live with */
};

static void on_error(
	void *arg, const char *msg, xmlParserSeverities how, xmlTextReaderLocatorPtr at)
{
	(void)msg;
	(void)at;
	if (how == XML_PARSER_SEVERITY_ERROR)
		((struct xml *)arg)->failed = true;
}

static int on_read(void *arg, char *to, int n)
{
	return (int)pkg_part_read(arg, to, (size_t)n);
}

enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA };

static struct xml *start(struct xml *x)
{
	if (x->r) {
		xmlTextReaderSetErrorHandler(x->r, on_error, x);
		return x;
	}
	if (x->part)
		pkg_part_close(x->part);
	draft_fail(x->d, S("文件内容已损坏，读取时出错。请用 WPS 或 Word 另存为新文件再导入。"));
	return NULL;
}

struct xml *pkg_xml(struct pkg *p, const char *name, bool must)
{
	struct part *f = pkg_part(p, name, must);
	if (f == NULL)
		return NULL;
	struct xml *x = arena_new(p->d->a, struct xml);
	x->d = p->d;
	x->part = f;
	x->r = xmlReaderForIO(on_read, NULL, f, NULL, NULL, OPTIONS);
	return start(x);
}

struct xml *xml_of(struct draft *d, struct str in)
{
	struct xml *x = arena_new(d->a, struct xml);
	x->d = d;
	x->r = in.n <= LIMIT_PART ? xmlReaderForMemory(in.p, (int)in.n, NULL, NULL, OPTIONS) : NULL;
	return start(x);
}

void xml_close(struct xml *x)
{
	if (x == NULL)
		return;
	xmlFreeTextReader(x->r);
	if (x->part)
		pkg_part_close(x->part);
}

static enum mark stop(struct xml *x, const char *why)
{
	draft_fail(x->d, str_of(why));
	x->failed = true;
	return MARK_DONE;
}

static enum mark finish(struct xml *x, int got)
{
	if (got < 0 || x->failed)
		stop(x, "文件内容已损坏，读取时出错。请用 WPS 或 Word "
			"打开检查，另存为新文件再导入。");
	return MARK_DONE;
}

static enum mark on_start(struct xml *x)
{
	x->depth = xmlTextReaderDepth(x->r) + 1;
	if (x->depth > LIMIT_XML_DEPTH)
		return stop(x, "文件的内部结构嵌套过深，可能是恶意文件，读取已停止。");
	x->empty = xmlTextReaderIsEmptyElement(x->r) == 1;
	x->name = str_of((const char *)xmlTextReaderConstLocalName(x->r));
	return MARK_START;
}

enum mark xml_next(struct xml *x)
{
	if (x->failed || x->d->error.n)
		return MARK_DONE;
	if (x->empty) {
		x->empty = false;
		return MARK_END;
	}
	for (;;) {
		int got = xmlTextReaderRead(x->r);
		if (got != 1 || x->failed)
			return finish(x, got);
		switch (xmlTextReaderNodeType(x->r)) {
		case XML_READER_TYPE_ELEMENT:
			return on_start(x);
		case XML_READER_TYPE_END_ELEMENT:
			x->name = str_of((const char *)xmlTextReaderConstLocalName(x->r));
			x->depth = xmlTextReaderDepth(x->r) + 1;
			return MARK_END;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			return MARK_TEXT;
		case XML_READER_TYPE_DOCUMENT_TYPE:
		case XML_READER_TYPE_ENTITY_REFERENCE:
			return stop(x, "文件内部有不允许的声明（DOCTYPE "
				       "或实体），可能是恶意文件，没有读取。");
		default:
			break; /* comments, processing instructions, blanks */
		}
	}
}

struct str xml_name(const struct xml *x)
{
	return x->name;
}

int xml_depth(const struct xml *x)
{
	return x->depth;
}

struct str xml_text(const struct xml *x)
{
	return str_of((const char *)xmlTextReaderConstValue(x->r));
}

/* Moves to the attribute; the caller moves back. */
static bool find_attr(struct xml *x, const char *name)
{
	for (int more = xmlTextReaderMoveToFirstAttribute(x->r); more == 1;
		more = xmlTextReaderMoveToNextAttribute(x->r))
		if (strcmp((const char *)xmlTextReaderConstLocalName(x->r), name) == 0)
			return true;
	return false;
}

struct str xml_attr(struct xml *x, const char *name)
{
	struct str s = STR_NONE;
	if (find_attr(x, name))
		s = str_dup(x->d->a, str_of((const char *)xmlTextReaderConstValue(x->r)));
	xmlTextReaderMoveToElement(x->r);
	return s;
}

bool xml_has_attr(struct xml *x, const char *name)
{
	bool has = find_attr(x, name);
	xmlTextReaderMoveToElement(x->r);
	return has;
}

void xml_skip(struct xml *x)
{
	int depth = x->depth;
	for (enum mark m; (m = xml_next(x)) != MARK_DONE;)
		if (m == MARK_END && x->depth == depth)
			return;
}
