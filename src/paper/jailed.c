/* jailed.c — see jailed.h. */
#include "paper/jailed.h"

#include "base/bug.h"
#include "paper/book_doc.h"
#include "paper/csv.h"
#include "paper/docx_in.h"
#include "paper/msg.h"
#include "paper/odt_in.h"
#include "paper/pdf_in.h"
#include "paper/pkg.h"
#include "paper/sniff.h"
#include "paper/txt.h"
#include "paper/xlsx_in.h"

void jailed_warm(struct str in)
{
	struct sniff s = sniff_bytes(in, S(""));
	if (s.kind == SNIFF_TEXT || s.kind == SNIFF_CSV)
		txt_warm();
	if (s.kind == SNIFF_PDF)
		pdf_warm();
}

/* Packages that are no document of ours, by a part they have. */
static const struct {
	const char *part, *why;
} OTHERS[] = {
	{"ppt/presentation.xml",
		"这是演示文稿（.pptx），不是方案文档。请把内容另存为 .docx 再导入。"},
	{"content.xml",
		"这是 OpenDocument 表格或演示文稿，不能读取。请另存为 .xlsx 或 .docx 再导入。"},
	{"OFD.xml",
		"这是 OFD 版式文件，暂不能读取。请用阅读器另存为 .docx 或带文字的 .pdf 再导入。"},
};

static bool refuse_package(struct draft *d, const struct pkg *p)
{
	for (size_t i = 0; i < NELEM(OTHERS); i++)
		if (pkg_has(p, OTHERS[i].part))
			return draft_fail(d, str_of(OTHERS[i].why));
	return draft_fail(d, S("这是一个压缩包，不是文档。请先解压，再选择里面的文档导入。"));
}

struct source {
	struct str in;
	enum sniff_kind kind;
	bool want_book; /* rows of cells, not a document */
	struct book book;
	bool is_book;
};

static bool read_package(struct draft *d, struct source *s)
{
	struct pkg *p = pkg_open(d, s->in);
	if (p == NULL)
		return false;
	const char *part = pkg_target(p, "", S("/officeDocument"), STR_NONE);
	struct str name = str_of(part);
	bool ok;
	if (str_starts(name, S("xl/"))) {
		s->is_book = true;
		d->format = S("xlsx");
		ok = xlsx_read(d, p, part, &s->book);
	} else if (str_starts(name, S("word/"))) {
		d->format = S("docx");
		ok = docx_read(d, p, part);
	} else if (str_eq(pkg_small(p, "mimetype", 64),
			   S("application/vnd.oasis.opendocument.text"))) {
		d->format = S("odt");
		ok = odt_read(d, p);
	} else {
		ok = refuse_package(d, p);
	}
	pkg_close(p);
	return ok;
}

static bool read_source(struct draft *d, struct source *s)
{
	if (s->kind == SNIFF_ZIP)
		return read_package(d, s);
	if (s->kind == SNIFF_PDF) {
		d->format = S("pdf");
		return pdf_read(d, s->in);
	}
	s->is_book = s->kind == SNIFF_CSV || s->want_book;
	d->format = s->is_book ? S("csv") : S("txt");
	return s->is_book ? csv_read(d, s->in, &s->book) : txt_read(d, s->in);
}

static void answer_book(struct draft *d, struct book *book, struct buf *out)
{
	book->format = d->format;
	book->notes = d->notes.at;
	book->n_notes = (uint32_t)d->notes.n;
	msg_put_book(out, book);
}

static void answer(struct draft *d, struct source *s, struct buf *out)
{
	if (!read_source(d, s) && d->error.n == 0)
		draft_fail(d, S("文件读取失败。请用 WPS 或 Word 另存为新文件再导入。"));
	if (s->want_book && !s->is_book)
		draft_fail(d, S("这不是表格。请选择 .xlsx 或 .csv 文件。"));
	if (s->want_book && d->error.n == 0) {
		answer_book(d, &s->book, out);
		return;
	}
	if (s->is_book)
		book_doc(d, &s->book);
	struct doc doc = draft_doc(d);
	if (d->error.n)
		msg_put_text(out, MSG_ERROR, d->error);
	else
		msg_put_doc(out, &doc);
}

void jailed_work(struct arena *a, struct str in, struct str arg, struct buf *out)
{
	struct sniff s = sniff_bytes(in, str_from(arg, 1));
	struct source source = {.in = in, .kind = s.kind, .want_book = str_starts(arg, S("b"))};
	struct draft d = draft_in(a, S("txt"));
	if (s.kind == SNIFF_REFUSED)
		msg_put_text(out, MSG_ERROR, s.why);
	else if (s.kind == SNIFF_OFFICE_TEXT)
		msg_put_text(out, MSG_OFFICE, S("docx"));
	else if (s.kind == SNIFF_OFFICE_SHEET)
		msg_put_text(out, MSG_OFFICE, S("xlsx"));
	else
		answer(&d, &source, out);
}
