/* jailed.c — see jailed.h. */
#include "paper/jailed.h"

#include "paper/docx_in.h"
#include "paper/msg.h"
#include "paper/pkg.h"
#include "paper/sniff.h"
#include "paper/txt.h"

void jailed_warm(struct str in)
{
	struct sniff s = sniff_bytes(in, S(""));
	if (s.kind == SNIFF_TEXT)
		txt_warm();
}

/* Packages that are no document of ours, by a part they have. */
static const struct {
	const char *part, *why;
} OTHERS[] = {
	{"ppt/presentation.xml",
		"这是演示文稿（.pptx），不是方案文档。请把内容另存为 .docx 再导入。"},
	{"OFD.xml",
		"这是 OFD 版式文件，暂不能读取。请用阅读器另存为 .docx 或带文字的 .pdf 再导入。"},
};

static bool refuse_package(struct draft *d, const struct pkg *p)
{
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
		if (pkg_has(p, OTHERS[i].part))
			return draft_fail(d, str_of(OTHERS[i].why));
	return draft_fail(d, S("这是一个压缩包，不是文档。请先解压，再选择里面的文档导入。"));
}

static bool read_package(struct draft *d, struct str in)
{
	struct pkg *p = pkg_open(d, in);
	if (p == NULL)
		return false;
	const char *main_part = pkg_target(p, "", S("/officeDocument"), STR_NONE);
	bool ok;
	if (main_part && str_has(str_of(main_part), S("word/"))) {
		d->format = S("docx");
		ok = docx_read(d, p, main_part);
	} else {
		ok = refuse_package(d, p);
	}
	pkg_close(p);
	return ok;
}

static void read_doc(struct draft *d, struct str in, enum sniff_kind kind)
{
	if (kind == SNIFF_ZIP)
		read_package(d, in);
	else
		txt_read(d, in);
}

static void answer(struct draft *d, struct buf *out)
{
	struct doc doc = draft_doc(d);
	if (d->error.n)
		msg_put_text(out, MSG_ERROR, d->error);
	else
		msg_put_doc(out, &doc);
}

void jailed_work(struct arena *a, struct str in, struct str arg, struct buf *out)
{
	struct sniff s = sniff_bytes(in, str_from(arg, 1));
	if (s.kind == SNIFF_REFUSED) {
		msg_put_text(out, MSG_ERROR, s.why);
		return;
	}
	if (s.kind == SNIFF_OFFICE_TEXT || s.kind == SNIFF_OFFICE_SHEET) {
		msg_put_text(out, MSG_OFFICE, s.kind == SNIFF_OFFICE_TEXT ? S("docx") : S("xlsx"));
		return;
	}
	struct draft d = draft_in(a, S("txt"));
	read_doc(&d, in, s.kind);
	answer(&d, out);
}
