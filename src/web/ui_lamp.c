/* ui_lamp.c — see ui_lamp.h. */
#include "web/ui_lamp.h"
#include "base/bug.h"

static const struct {
	struct str letter, name;
} lamps[LAMP_N] = {
	[LAMP_NONE] = {{"o", 1}, {"—", 3}},
	[LAMP_OPEN] = {{"o", 1}, TR("未开始")},
	[LAMP_BLUE] = {{"b", 1}, TR("办结")},
	[LAMP_GREEN] = {{"g", 1}, TR("正常")},
	[LAMP_GREY] = {{"n", 1}, TR("暂停")},
	[LAMP_YELLOW] = {{"y", 1}, TR("临期")},
	[LAMP_RED] = {{"r", 1}, TR("逾期")},
};

void ui_lamp_shape(struct html *h, enum lamp lamp)
{
	h_lit(h, "<svg aria-hidden=\"true\"><use href=\"#lamp-");
	h_attr(h, lamps[lamp].letter);
	h_lit(h, "\"/></svg>");
}

static void lamp_open(struct html *h, enum lamp lamp)
{
	h_lit(h, "<span class=\"lamp lamp-");
	h_attr(h, lamps[lamp].letter);
}

void ui_lamp(struct html *h, enum lamp lamp, struct str word)
{
	lamp_open(h, lamp);
	h_lit(h, "\">");
	ui_lamp_shape(h, lamp);
	h_text(h, word);
	h_lit(h, "</span>");
}

void ui_lamp_box(struct html *h, enum lamp lamp, struct str word)
{
	lamp_open(h, lamp);
	h_lit(h, " lampbox\">");
	ui_lamp_shape(h, lamp);
	h_text(h, word);
	h_lit(h, "</span>");
}

void ui_lamp_count(struct html *h, enum lamp lamp, struct str word, int64_t n)
{
	lamp_open(h, lamp);
	h_lit(h, "\">");
	ui_lamp_shape(h, lamp);
	h_text(h, word);
	h_lit(h, "<b>");
	h_int(h, n);
	h_lit(h, "</b></span>");
}

struct str ui_lamp_name(enum lang lang, enum lamp lamp)
{
	return locale_find(lang, lamps[lamp].name);
}

struct str ui_lamp_left(struct arena *a, enum lang lang, int working_days)
{
	return trf(a, lang, "剩 %d 个工作日", working_days);
}

struct str ui_lamp_left_days(struct arena *a, enum lang lang, int days)
{
	return trf(a, lang, "剩 %d 天", days);
}

struct str ui_lamp_late(struct arena *a, enum lang lang, int days)
{
	return trf(a, lang, "逾期 %d 天", days);
}

struct str ui_lamp_today(struct arena *a, enum lang lang, int minute)
{
	if (minute < 0)
		return tr(lang, "今天");
	return trf(a, lang, "今天 %02d:%02d", minute / 60, minute % 60);
}

void ui_chip(struct html *h, enum chip chip, struct str text)
{
	static const struct str kinds[] = {[CHIP] = {"", 0},
		[CHIP_LEAD] = {" chip-lead", 10},
		[CHIP_RESP] = {" chip-resp", 10},
		[CHIP_DUE] = {" chip-due", 9},
		[CHIP_CADENCE] = {" chip-cad", 9},
		[CHIP_ASK] = {" chip-ask", 9}};
	h_lit(h, "<span class=\"chip");
	h_attr(h, kinds[chip]);
	h_lit(h, "\">");
	h_text(h, text);
	h_lit(h, "</span>");
}

void ui_seal(struct html *h, int64_t number, struct str hash, struct str url)
{
	if (number == 0)
		return;
	if (url.n) {
		h_lit(h, "<a class=\"seal\"");
		h_href(h, url);
	} else {
		h_lit(h, "<span class=\"seal\"");
	}
	h_lit(h, ">");
	ui_icon(h, ICON_LINK);
	struct str start = str_first(hash, 8);
	h_trf(h, "存证 %lld · %.*s", (long long)number, STR_ARG(start));
	if (url.n)
		h_lit(h, "</a>");
	else
		h_lit(h, "</span>");
}

void ui_note(struct html *h, enum note note, struct str head, struct str text)
{
	static const struct str kinds[] = {[NOTE] = {"", 0},
		[NOTE_YELLOW] = {" note-y", 7},
		[NOTE_RED] = {" note-r", 7},
		[NOTE_BLUE] = {" note-b", 7}};
	h_lit(h, "<div class=\"note");
	h_attr(h, kinds[note]);
	h_lit(h, "\">");
	if (head.n) {
		h_el(h, "b", head);
		h_lit(h, "　");
	}
	ui_bold(h, text);
	h_lit(h, "</div>");
}

void ui_bold(struct html *h, struct str text)
{
	while (text.n) {
		h_text(h, str_cut(&text, S("*")));
		ptrdiff_t end = str_find(text, S("*"), 0);
		if (end < 0)
			break;
		h_el(h, "b", str_first(text, (size_t)end));
		text = str_from(text, (size_t)end + 1);
	}
	h_text(h, text);
}
