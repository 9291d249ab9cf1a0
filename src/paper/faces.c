/* faces.c — see faces.h. */
#include "paper/faces.h"

#include "base/bug.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "sys/data.h"
#include "sys/lib.h"

#include <fontconfig/fontconfig.h>

enum { PER_ROLE = 5, BLOCK = 256, BLOCKS = 0x30000 / BLOCK, UNIT = 1000, MISSING = 20 };

#define FN(name) __typeof__(name) *name
struct lib {
	FN(FcPatternCreate);
	FN(FcPatternAddString);
	FN(FcPatternAddInteger);
	FN(FcPatternGetString);
	FN(FcPatternGetInteger);
	FN(FcPatternDestroy);
	FN(FcObjectSetCreate);
	FN(FcObjectSetAdd);
	FN(FcObjectSetDestroy);
	FN(FcFontList);
	FN(FcFontSetDestroy);
	FN(cairo_ft_font_face_create_for_pattern);
	FN(cairo_font_face_destroy);
	FN(cairo_font_options_create);
	FN(cairo_font_options_destroy);
	FN(cairo_font_options_set_hint_style);
	FN(cairo_font_options_set_hint_metrics);
	FN(cairo_scaled_font_create);
	FN(cairo_scaled_font_destroy);
	FN(cairo_scaled_font_glyph_extents);
	FN(cairo_ft_scaled_font_lock_face);
	FN(cairo_ft_scaled_font_unlock_face);
	FN(FT_Get_Char_Index);
};
#undef FN

#define FC(fn) LIB_SYM(struct lib, fn)
static const struct lib_sym FONTCONFIG[] = {FC(FcPatternCreate), FC(FcPatternAddString),
	FC(FcPatternAddInteger), FC(FcPatternGetString), FC(FcPatternGetInteger),
	FC(FcPatternDestroy), FC(FcObjectSetCreate), FC(FcObjectSetAdd), FC(FcObjectSetDestroy),
	FC(FcFontList), FC(FcFontSetDestroy)};
static const struct lib_sym CAIRO[] = {FC(cairo_ft_font_face_create_for_pattern),
	FC(cairo_font_face_destroy), FC(cairo_font_options_create), FC(cairo_font_options_destroy),
	FC(cairo_font_options_set_hint_style), FC(cairo_font_options_set_hint_metrics),
	FC(cairo_scaled_font_create), FC(cairo_scaled_font_destroy),
	FC(cairo_scaled_font_glyph_extents), FC(cairo_ft_scaled_font_lock_face),
	FC(cairo_ft_scaled_font_unlock_face)};
static const struct lib_sym FREETYPE[] = {FC(FT_Get_Char_Index)};
#undef FC

struct glyphs {
	struct {
		unsigned long index; /* 0: the font has none */
		float wide;
		bool known;
	} at[BLOCK];
};

struct face {
	struct str file;
	int index;                /* in the file */
	cairo_font_face_t *cairo; /* NULL until it is used */
	cairo_scaled_font_t *unit;
	struct glyphs *blocks[BLOCKS];
};

struct role {
	struct {
		struct face *face;
		struct str family;
		bool same; /* as wanted: no substitute */
	} at[PER_ROLE];    /* installed ones, best first */
	int n;
	struct str wanted;
	bool used;
};

struct faces {
	struct arena *a;
	struct lib lib;
	struct role roles[FACE_ROLES];
	VEC(struct face *) all;
	uint32_t missing[MISSING];
	int n_missing;
};

static const char *const CODES[FACE_ROLES] = {"title", "body", "kai", "hei", "song"};

struct str faces_role_name(enum face_role role)
{
	static const char *const NAMES[FACE_ROLES] = {
		"标题", "正文", "二级标题", "一级标题", "页码"};
	return str_of(NAMES[role]);
}

/* ---- what is installed ---- */

enum { NORMAL = 80, BOLD = 200 };

static int weight_of(const struct lib *l, FcPattern *p)
{
	int w = NORMAL, slant = 0, off;
	l->FcPatternGetInteger(p, FC_WEIGHT, 0, &w);
	l->FcPatternGetInteger(p, FC_SLANT, 0, &slant);
	off = slant ? 1000 : 0;
	return w + off;
}

/* The face of the family that is nearest to the weight; among equals the first by file name, so
 * that the same machine always takes the same. */
static FcPattern *nearest(const struct lib *l, const FcFontSet *set, int weight)
{
	FcPattern *best = NULL;
	int best_off = 0;
	const char *best_file = "";
	for (int i = 0; i < set->nfont; i++) {
		FcChar8 *file;
		int off = abs(weight_of(l, set->fonts[i]) - weight);
		if (l->FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
			continue;
		if (best == NULL || off < best_off ||
			(off == best_off && strcmp((char *)file, best_file) < 0)) {
			best = set->fonts[i];
			best_off = off;
			best_file = (char *)file;
		}
	}
	return best;
}

static FcFontSet *list_family(struct faces *f, struct str family)
{
	static const char *const WANTED[] = {FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT};
	const struct lib *l = &f->lib;
	FcPattern *p = l->FcPatternCreate();
	FcObjectSet *os = l->FcObjectSetCreate();
	l->FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)str_c(f->a, family));
	for (size_t i = 0; i < NELEM(WANTED); i++)
		l->FcObjectSetAdd(os, WANTED[i]);
	FcFontSet *set = l->FcFontList(NULL, p, os);
	l->FcObjectSetDestroy(os);
	l->FcPatternDestroy(p);
	return set;
}

static struct face *known_face(struct faces *f, struct str file, int index)
{
	for (size_t i = 0; i < f->all.n; i++)
		if (str_eq(f->all.at[i]->file, file) && f->all.at[i]->index == index)
			return f->all.at[i];
	struct face *face = arena_new(f->a, struct face);
	face->file = str_dup(f->a, file);
	face->index = index;
	*vec_add(f->a, &f->all) = face;
	return face;
}

/* Adds the family to the role where it is installed. */
static void offer(struct faces *f, struct role *r, struct str family, bool bold, bool same)
{
	if (family.n == 0 || r->n == PER_ROLE)
		return;
	FcFontSet *set = list_family(f, family);
	FcPattern *p = set ? nearest(&f->lib, set, bold ? BOLD : NORMAL) : NULL;
	FcChar8 *file = NULL;
	int index = 0;
	if (p && f->lib.FcPatternGetString(p, FC_FILE, 0, &file) == FcResultMatch) {
		f->lib.FcPatternGetInteger(p, FC_INDEX, 0, &index);
		struct face *face = known_face(f, str_of((char *)file), index);
		bool twice = false;
		for (int i = 0; i < r->n; i++)
			twice = twice || r->at[i].face == face;
		if (!twice) {
			r->at[r->n].face = face;
			r->at[r->n].family = str_dup(f->a, family);
			r->at[r->n++].same = same;
		}
	}
	if (set)
		f->lib.FcFontSetDestroy(set);
}

static void offer_table(struct faces *f)
{
	static const char *const COLUMNS[] = {"role", "family", "bold", "same", NULL};
	struct tsv t;
	AN(tsv_open(&t, f->a, data_get("fonts.tsv"), COLUMNS));
	while (tsv_next(&t))
		for (int i = 0; i < FACE_ROLES; i++) {
			if (!str_eq(tsv_cell(&t, 0), str_of(CODES[i])))
				continue;
			if (f->roles[i].wanted.n == 0)
				f->roles[i].wanted = str_dup(f->a, tsv_cell(&t, 1));
			offer(f, &f->roles[i], str_dup(f->a, tsv_cell(&t, 1)), tsv_cell(&t, 2).n,
				tsv_cell(&t, 3).n);
		}
	AZ(t.why.n);
}

static bool open_libraries(struct lib *l)
{
	return lib_open("libfontconfig.so.1", FONTCONFIG, NELEM(FONTCONFIG), l) &&
	       lib_open("libcairo.so.2", CAIRO, NELEM(CAIRO), l) &&
	       lib_open("libfreetype.so.6", FREETYPE, NELEM(FREETYPE), l);
}

struct faces *faces_open(struct arena *a, const struct docx_fonts *wanted, struct str *why)
{
	struct faces *f = arena_new(a, struct faces);
	const struct str names[FACE_ROLES] = {
		wanted->title, wanted->body, wanted->kai, wanted->hei, STR_NONE};
	f->a = a;
	if (!open_libraries(&f->lib)) {
		*why = S("本机没有安装制作 PDF 的组件（libcairo2、libfontconfig1），请管理员安装");
		return NULL;
	}
	for (int i = 0; i < FACE_ROLES; i++) {
		f->roles[i].wanted = names[i];
		offer(f, &f->roles[i], names[i], false, true);
	}
	offer_table(f);
	for (int i = 0; i < FACE_ROLES; i++)
		if (f->roles[i].n == 0) {
			*why = S("本机没有中文字体，不能做 PDF。请管理员安装 fonts-noto-cjk");
			faces_close(f);
			return NULL;
		}
	return f;
}

void faces_close(struct faces *f)
{
	for (size_t i = 0; i < f->all.n; i++) {
		if (f->all.at[i]->unit)
			f->lib.cairo_scaled_font_destroy(f->all.at[i]->unit);
		if (f->all.at[i]->cairo)
			f->lib.cairo_font_face_destroy(f->all.at[i]->cairo);
	}
	f->all.n = 0;
}

/* ---- glyphs ---- */

static void open_face(struct faces *f, struct face *face)
{
	const struct lib *l = &f->lib;
	const cairo_matrix_t size = {.xx = UNIT, .yy = UNIT}, plain = {.xx = 1, .yy = 1};
	FcPattern *p = l->FcPatternCreate();
	l->FcPatternAddString(p, FC_FILE, (const FcChar8 *)str_c(f->a, face->file));
	l->FcPatternAddInteger(p, FC_INDEX, face->index);
	face->cairo = l->cairo_ft_font_face_create_for_pattern(p);
	l->FcPatternDestroy(p);
	cairo_font_options_t *o = l->cairo_font_options_create();
	l->cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	l->cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	face->unit = l->cairo_scaled_font_create(face->cairo, &size, &plain, o);
	l->cairo_font_options_destroy(o);
}

static void learn(struct faces *f, struct face *face, struct glyphs *block, uint32_t c)
{
	const struct lib *l = &f->lib;
	unsigned long index = 0;
	float wide = 1;
	FT_Face ft = l->cairo_ft_scaled_font_lock_face(face->unit);
	if (ft) {
		index = l->FT_Get_Char_Index(ft, c);
		l->cairo_ft_scaled_font_unlock_face(face->unit);
	}
	if (index && c < 0x2E80) {
		cairo_text_extents_t e;
		const cairo_glyph_t g = {.index = index};
		l->cairo_scaled_font_glyph_extents(face->unit, &g, 1, &e);
		wide = (float)(e.x_advance / UNIT);
	}
	block->at[c % BLOCK].index = index;
	block->at[c % BLOCK].wide = wide;
	block->at[c % BLOCK].known = true;
}

static struct face_glyph glyph_in(struct faces *f, struct face *face, uint32_t c)
{
	struct glyphs **block = &face->blocks[c / BLOCK];
	if (face->cairo == NULL)
		open_face(f, face);
	if (*block == NULL)
		*block = arena_new(f->a, struct glyphs);
	if (!(*block)->at[c % BLOCK].known)
		learn(f, face, *block, c);
	return (struct face_glyph){
		.index = (*block)->at[c % BLOCK].index, .wide = (*block)->at[c % BLOCK].wide};
}

static int number_of(const struct faces *f, const struct face *face)
{
	size_t i = 0;
	while (f->all.at[i] != face)
		i++;
	return (int)i;
}

static void note_missing(struct faces *f, uint32_t c)
{
	for (int i = 0; i < f->n_missing; i++)
		if (f->missing[i] == c)
			return;
	if (f->n_missing < MISSING)
		f->missing[f->n_missing++] = c;
}

struct face_glyph faces_glyph(struct faces *f, enum face_role role, uint32_t c)
{
	struct role *r = &f->roles[role];
	r->used = true;
	for (int i = 0; i < r->n && c < BLOCKS * BLOCK; i++) {
		struct face_glyph g = glyph_in(f, r->at[i].face, c);
		g.face = number_of(f, r->at[i].face);
		if (g.index)
			return g;
	}
	note_missing(f, c);
	glyph_in(f, r->at[0].face, ' ');
	return (struct face_glyph){.face = number_of(f, r->at[0].face), .wide = 1};
}

cairo_font_face_t *faces_cairo(struct faces *f, int face)
{
	return f->all.at[face]->cairo;
}

/* ---- what is to be said of it ---- */

int faces_subs(const struct faces *f, struct face_sub out[static FACE_ROLES])
{
	int n = 0;
	for (int i = 0; i < FACE_ROLES; i++) {
		const struct role *r = &f->roles[i];
		if (r->used && !r->at[0].same)
			out[n++] = (struct face_sub){(enum face_role)i, r->wanted, r->at[0].family};
	}
	return n;
}

struct str faces_missing(const struct faces *f)
{
	struct buf b = buf_in(f->a, MISSING * 8);
	for (int i = 0; i < f->n_missing; i++)
		utf8_put(&b, f->missing[i]);
	return buf_view(&b);
}
