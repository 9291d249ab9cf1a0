/* letter.h — an official document (公文) as its elements, before it has a page.
 *
 * The elements and their names are those of GB/T 9704-2012: 版头, 主体, 版记. A letter comes from a
 * template (paper/text.h) or from code; paper/letter_docx.h, letter_html.h and letter_pdf.h write
 * it. All its memory belongs to whoever built it; writers change nothing. The same letter gives the
 * same bytes: it holds every date that is printed, writers ask no clock. DOC-01…10, N39. */
#ifndef PAPER_LETTER_H
#define PAPER_LETTER_H

#include "base/arena.h"
#include "base/day.h"
#include "base/str.h"

#include <stdbool.h>

enum letter_form {
	LETTER_RED,   /* 文件格式: issuer in red, number, red rule */
	LETTER_MAIL,  /* 信函格式: issuer in red over a double rule, no number on page one */
	LETTER_PLAIN, /* no head: sheets, lists, commitments; the same page otherwise */
};

enum letter_kind {
	LETTER_PARA,  /* first line indented by two characters */
	LETTER_HEAD,  /* numbered 一、（一）1.（1）; the text comes without its number */
	LETTER_LINE,  /* without indent, at `place` */
	LETTER_TABLE, /* cells in lines */
	LETTER_ANNEX, /* 附件 or a form: a new page; `text` is its title */
};

enum letter_place { LETTER_LEFT, LETTER_CENTRE, LETTER_RIGHT };
enum { LETTER_LEVELS = 4 };

struct letter_col {
	struct str title;
	int share; /* width relative to the other columns, from 1 */
};

struct letter_table {
	const struct letter_col *cols;
	int n_cols, n_rows;
	const struct str *cells; /* n_rows × n_cols; a line feed begins a new line */
	bool bare;               /* no row of titles: a form to be filled in */
};

struct letter_block {
	enum letter_kind kind;
	int level;               /* LETTER_HEAD: 1 to 4 */
	enum letter_place place; /* LETTER_LINE */
	struct str text;
	const struct letter_table *table;
};

/* Ceilings; letter_ok() keeps them. */
enum {
	LETTER_BLOCKS = 4000,
	LETTER_ATTACHED = 30,
	LETTER_COLUMNS = 12,
	LETTER_CELLS = 40000,
	LETTER_SHORT = 600,    /* bytes of an element of one line */
	LETTER_TEXT = 1 << 20, /* bytes of all blocks */
	LETTER_CC = 4000,      /* bytes of 抄送 */
	LETTER_TITLE_LINES = 5,
};

struct letter {
	enum letter_form form;
	/* 版头; empty ones are left out */
	struct str copy_no; /* 份号, six digits */
	struct str secrecy; /* 密级和保密期限: 秘密★1年 */
	struct str urgency; /* 紧急程度: 特急, 加急 */
	struct str mark;    /* 发文机关标志: 安澜县公安局文件 */
	struct str number;  /* 发文字号: 安公发〔2026〕12号 */
	struct str signer;  /* 签发人; there only in documents to a superior (上行文) */
	/* 主体 */
	struct str title; /* line feeds begin a new line; without them it is broken evenly */
	struct str to;    /* 主送机关, without the colon */
	const struct letter_block *blocks;
	int n_blocks;
	const struct str *attached; /* 附件说明: names of the annexes */
	int n_attached;
	struct str from; /* 发文机关署名 */
	struct day date; /* 成文日期 */
	bool sealed;     /* a seal will stand over name and date */
	struct str note; /* 附注, without the parentheses */
	/* 版记 */
	struct str cc;         /* 抄送机关, without 抄送： and 。 */
	struct str printed_by; /* 印发机关 */
	struct day printed;    /* 印发日期 */
};

/* Whether the letter keeps the ceilings and every date exists; otherwise `why` says in Chinese what
 * is wrong and what to do. */
bool letter_ok(struct arena *a, const struct letter *l, struct str *why);

/* The numbers of headings, counted as they come. Begin with zeros. */
struct letter_count {
	int n[LETTER_LEVELS + 1];
};
/* The number of the next heading of `level`: "一、", "（一）", "1.", "（1）"; deeper levels begin
 * again. An annex begins all levels again: zero the struct. */
struct str letter_number(struct arena *a, struct letter_count *c, int level);
/* Bytes of a heading that look like one: to the first full stop, where text follows it. */
size_t letter_head_part(struct str text);
/* 2026年3月5日: Arabic digits without leading zeros. Empty for DAY_NONE. */
struct str letter_day(struct arena *a, struct day d);
/* 附件, or 附件2 where the statement names several; empty where it names none: then the page is a
 * form that goes with the letter, such as a receipt. `i` from 0. */
struct str letter_annex_name(struct arena *a, const struct letter *l, int i);
/* 附件：1.… as it stands before the name of annex `i`; the first has 附件：. */
struct str letter_attached_mark(struct arena *a, const struct letter *l, int i);
/* The title in lines of at most `most` characters, at most LETTER_TITLE_LINES of them; returns how
 * many. It is broken behind words such as 关于 and 的 where that makes lines of like length, never
 * inside 《》, numbers or Latin words. */
int letter_title(struct str title, int most, struct str out[static LETTER_TITLE_LINES]);

/* All shares of a table together, at least 1. */
int letter_shares(const struct letter_table *t);
/* Whether a table's column is centred: nothing but numbers, dates, names and short words in it. */
bool letter_is_centred(const struct letter_table *t, int col);

#endif
