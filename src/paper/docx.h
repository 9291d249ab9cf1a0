/* docx.h — writes a .docx in the layout of official documents (GB/T 9704-2012: A4, text area 156 by
 * 225 mm, 三号仿宋, 28 points a line, headings 一、 （一） 1. （1） numbered by the word processor).
 * Same calls, same bytes. Reading one is paper/docx_in.h. */
#ifndef PAPER_DOCX_H
#define PAPER_DOCX_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Names of installed fonts (settings font-title …); empty: the standard's own. */
struct docx_fonts {
	struct str title, body, kai, hei;
};

struct conf;
/* The fonts of the settings font-title …; views of `c`. */
struct docx_fonts docx_fonts_of(const struct conf *c);

enum docx_place { DOCX_LEFT, DOCX_CENTRE, DOCX_RIGHT };

struct docx;

/* A new document in `a`. */
struct docx *docx_open(struct arena *a, const struct docx_fonts *fonts);
/* 二号, centred; lines are separated by a line feed. */
void docx_title(struct docx *d, struct str text);
/* A numbered paragraph of `level` 1 to 4, without its number. Where text follows the first full
 * stop, only the part up to it looks like a heading. */
void docx_item(struct docx *d, int level, struct str text);
/* The next item of `level` 1 to 4 begins again at one, whatever stands above it. */
void docx_restart(struct docx *d, int level);
/* A body paragraph, first line indented by two characters. */
void docx_para(struct docx *d, struct str text);
/* A line without indent: issuer, date, the line above a table. */
void docx_line(struct docx *d, struct str text, enum docx_place place);
/* A table; `shares` are the columns' widths relative to each other. Rows until docx_end_table();
 * the first `header` ones repeat on every page. */
void docx_table(struct docx *d, const int *shares, int n, int header);
void docx_row(struct docx *d, const struct str *cells, int n);
void docx_end_table(struct docx *d);

/* The file, in the arena. */
struct str docx_close(struct docx *d);

#endif
