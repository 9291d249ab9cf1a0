/* jailed.c — see jailed.h. */
#include "paper/jailed.h"

#include "paper/msg.h"
#include "paper/sniff.h"
#include "paper/txt.h"

void jailed_warm(struct str in)
{
	struct sniff s = sniff_bytes(in, S(""));
	if (s.kind == SNIFF_TEXT)
		txt_warm();
}

static void read_doc(struct draft *d, struct str in, enum sniff_kind kind)
{
	if (kind == SNIFF_TEXT || kind == SNIFF_CSV)
		txt_read(d, in);
	else
		draft_fail(d, S("暂时不能读取这种文件，请另存为 .txt。"));
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
