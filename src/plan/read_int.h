/* read_int.h — the plan reader's own rooms.
 *
 *	read_wrap.c     lines broken where the page ended
 *	read_mark.c     number at the start of a line            一、（一）1. 第一阶段 一月份
 *	read_label.c    field labels                             责任单位：【完成时限】
 *	read_unit.c     what a unit's name looks like
 *	read_names.c    lists of units, verbs, brackets          A牵头，B、C按职责分工负责
 *	read_people.c   leaders with their posts
 *	read_line.c     one paragraph: fields, brackets, rest
 *	read_title.c    title, number, date and what stands around them
 *	read_letter.c   sentences of a text without numbers
 *	read_outline.c  lines to nodes, zones
 *	read_table.c    rows, Markdown, columns, one cell per line
 *	read_prose.c    由A牵头…, subjects of sentences with a deadline
 *	read_when.c     the campaign's year, phrases to timings
 *	read_list.c     lists that are named but not printed
 *	read_ask.c      questions
 *
 * All of them work on the folded text (base/fold.h) and give the source back only in results. */
#ifndef PLAN_READ_INT_H
#define PLAN_READ_INT_H

#include "base/fold.h"
#include "base/map.h"
#include "base/vec.h"
#include "plan/read.h"
#include "plan/read_token_int.h"

/* A piece of a node's text in which prose may bind. */
struct read_piece {
	struct str text;
	bool cell; /* a table cell without a role */
};

struct read_raw { /* a time as found; read once the year is known */
	struct str text;
	bool label; /* stood behind 完成时限 and the like */
};

struct read_draft {
	struct read_node pub;
	enum read_shape shape;
	int number;
	int before; /* the node with the number of the same shape before this one, or -1 */
	bool repaired, has_child, closed, after_other, has_units, has_time_field;
	bool dated_below, merged, schedule; /* merged: a row with the number of the row above */
	bool lists;                 /* 整改措施： with numbered lines below as its value */
	enum label_kind open_label; /* a value that goes on in the next line */
	struct str title_text, sentence; /* folded heading; its whole sentence */
	VEC(struct read_piece) pieces;
	VEC(struct read_raw) raws;
	VEC(struct phrase) vague;
};

enum { READ_DEPTH = 16 };

struct reader {
	struct arena *a;
	const struct doc *doc;
	struct fold f;
	struct str t; /* f.s */
	struct reading *out;
	VEC(struct read_draft) nodes;
	VEC(struct str) intro; /* paragraphs before the first number */
	VEC(struct read_question) questions;
	struct str *lines; /* folded, trimmed, one per doc line */
	int line;          /* being read */
	int n_lines, stack[READ_DEPTH], depth, cur, annex, sheet; /* sheet: the table last seen */
	int last_of[SHAPE_END]; /* the last node of each shape, plus one */
	bool titled, signed_off, lone_is_lead, year_guessed;
	bool letter;    /* nothing is numbered: what is asked for stands in sentences */
	int first_from; /* first node for which the first-listed unit leads, -1: never */
	struct str last_paragraph, signature;
	struct when_day issued;
	int number_year;
	struct read_table *table;
	struct map asked; /* names already asked about */
};

/* --- read_names.c --- */
/* Reads a list of units with verbs into `d`. `strict`: the text may be something else (an
 * unlabelled bracket); false and nothing taken where it is. */
bool names_take(
	struct reader *r, struct read_draft *d, struct str value, enum read_role role, bool strict);
void names_add(
	struct reader *r, struct read_draft *d, enum read_role role, struct str name, bool others);

/* --- read_people.c --- */
void people_take(struct reader *r, struct read_draft *d, struct str value);

/* --- read_line.c --- */
/* Fields and brackets of one paragraph go to `d`, the rest becomes pieces. */
void line_take(struct reader *r, struct read_draft *d, struct str text);
/* True where the line begins with a field label. */
bool line_is_field(struct str text);
void line_field(struct reader *r, struct read_draft *d, enum label_kind kind, struct str value,
	enum read_source source);
/* The next line of a value that was left open; false where it is something else. */
bool line_continue(struct reader *r, struct read_draft *d, struct str text);
void line_heading(struct reader *r, struct read_draft *d, struct str text);
void line_source(struct read_draft *d, enum read_source s);

/* --- read_wrap.c --- */
/* Takes the line ends inside paragraphs out of the folded text. For each line the one it goes on
 * in, or -1; NULL where nothing changed. The caller cuts the lines anew. */
const int *wrap_join(struct reader *r);

/* --- read_title.c --- */
int title_take(struct reader *r, int i);              /* the last line used, -1: no title */
bool title_number(struct reader *r, struct str line); /* 国发〔2019〕3号 */
bool title_date(struct reader *r, struct str line);   /* a line that is one date */
bool title_is_salutation(struct reader *r, struct str line);
/* Page numbers, imprints, and what a page says about its document. */
bool title_is_furniture(struct reader *r, struct str line);
bool title_is_sentence(struct str line);
bool letter_is(const struct reader *r); /* no number, field or table in it */
/* A measure for each sentence that binds somebody; false where none does. */
bool letter_take(struct reader *r, struct str line);

/* --- read_outline.c --- */
void outline_read(struct reader *r);
struct read_draft *outline_node(struct reader *r, enum read_shape shape, int parent);
/* A numbered line becomes a node and the place for what follows. */
void outline_marked(struct reader *r, struct str line, const struct mark *m);
/* Where a table row hangs. */
int outline_place_of_row(const struct reader *r);
/* A paragraph that stands for itself, whatever is open. */
void outline_note(struct reader *r, struct str line);
/* A paragraph without a number. */
void outline_paragraph(struct reader *r, struct str line);
int outline_due(const struct reader *r, enum read_shape shape);
enum read_zone outline_zone(struct str heading, enum read_zone above);

/* --- read_table.c --- */
/* Takes the table row or rows that begin at line `i`; the number of lines taken, 0 for none. */
int table_take(struct reader *r, int i);
/* The one text of a row whose cells are otherwise empty or the same; empty where there are
 * more. */
struct str table_single(const struct reader *r, int i);

/* --- the others --- */
void prose_take(struct reader *r, struct read_draft *d);
void when_decide_year(struct reader *r);
void when_take(struct reader *r, struct read_draft *d);
void ask_all(struct reader *r);

struct span read_span(const struct reader *r, struct str part); /* of the source */
struct str read_source_of(const struct reader *r, struct str part);

#endif
