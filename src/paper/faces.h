/* faces.h — the fonts a document is set in: which are installed, what stands in for those that are
 * not, and the glyph and width of a character in them.
 *
 * The standard's fonts are rarely on a server, so data/fonts.tsv names what may take their
 * place, and whoever prints says which was taken (faces_subs). A character that a font lacks is
 * looked for in the fonts behind it. cairo and fontconfig are opened only here and in
 * letter_pdf.c (sys/lib.h says why). Belongs to one thread. */
#ifndef PAPER_FACES_H
#define PAPER_FACES_H

#include "base/arena.h"
#include "base/str.h"
#include "paper/docx.h"

#include <cairo-ft.h>
#include <stdint.h>

enum face_role { FACE_TITLE, FACE_BODY, FACE_KAI, FACE_HEI, FACE_SONG };
enum { FACE_ROLES = 5 };

struct faces;

/* Looks what is installed. `wanted` are the names from the settings; empty ones: the standard's.
 * NULL with `why` where there are no libraries or no Chinese font at all. */
struct faces *faces_open(struct arena *a, const struct docx_fonts *wanted, struct str *why);
void faces_close(struct faces *f);

/* A glyph: `face` for faces_cairo(); `wide` is its advance in parts of the size. */
struct face_glyph {
	int face;
	unsigned long index;
	float wide;
};
/* Where no font has the character, a blank box of the first one, and it is noted as missing. */
struct face_glyph faces_glyph(struct faces *f, enum face_role role, uint32_t c);
cairo_font_face_t *faces_cairo(struct faces *f, int face);

/* A font that was used in place of another. */
struct face_sub {
	enum face_role role;
	struct str wanted, used;
};
/* Those of the roles used so far; returns how many. */
int faces_subs(const struct faces *f, struct face_sub out[static FACE_ROLES]);
/* Characters no font has, each once, at most twenty of them. */
struct str faces_missing(const struct faces *f);
/* 标题, 正文 … */
struct str faces_role_name(enum face_role role);

#endif
