/* ui_icon.c — see ui_icon.h. */
#include "web/ui_icon.h"
#include "base/bug.h"

static const struct str names[ICON_N] = {
#define X(id, name) [ICON_##id] = {name, sizeof(name) - 1},
	ICONS(X)
#undef X
};

_Static_assert(ICON_N <= 128, "struct html keeps 128 bits of icons");

static void use(struct html *h, enum icon icon)
{
	h->icons[icon / 64] |= (uint64_t)1 << icon % 64;
	h_attr(h, names[icon]);
}

void ui_icon(struct html *h, enum icon icon)
{
	if (icon == ICON_NONE)
		return;
	h_lit(h, "<svg class=\"ic\" aria-hidden=\"true\"><use href=\"#i-");
	use(h, icon);
	h_lit(h, "\"/></svg>");
}

void ui_icon_large(struct html *h, enum icon icon)
{
	h_lit(h, "<svg class=\"ic ic-l\" aria-hidden=\"true\"><use href=\"#i-");
	use(h, icon);
	h_lit(h, "\"/></svg>");
}

/* Disc, triangle, diamond with "!", ring with two bars, square with tick, dashed ring (UI.md 4). */
static void lamps(struct html *h)
{
	h_lit(h,
		"<symbol id=\"lamp-g\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" "
		"r=\"6\"/></symbol>"
		"<symbol id=\"lamp-y\" viewBox=\"0 0 16 16\"><path d=\"M8 2 15 14H1z\" "
		"stroke=\"currentColor\" stroke-width=\"1.6\" stroke-linejoin=\"round\"/></symbol>"
		"<symbol id=\"lamp-r\" viewBox=\"0 0 16 16\"><path d=\"M8 .4 15.6 8 8 15.6.4 8z\"/>"
		"<path d=\"M8 4v5M8 10.9v1.2\" stroke=\"var(--lamp-in,#fff)\" "
		"stroke-width=\"1.8\"/>"
		"</symbol>"
		"<symbol id=\"lamp-n\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6.6\" "
		"fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\"/>"
		"<path d=\"M6.3 5.3v5.4M9.7 5.3v5.4\" stroke=\"currentColor\" "
		"stroke-width=\"1.8\"/>"
		"</symbol>"
		"<symbol id=\"lamp-b\" viewBox=\"0 0 16 16\"><rect x=\"1\" y=\"1\" width=\"14\" "
		"height=\"14\" rx=\"2.5\"/><path d=\"m4.3 8.2 2.6 2.6 4.8-5.2\" fill=\"none\" "
		"stroke=\"var(--paper)\" stroke-width=\"2\"/></symbol>"
		"<symbol id=\"lamp-o\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"6.2\" "
		"fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" "
		"stroke-dasharray=\"3 2.4\"/></symbol>");
}

void ui_icon_sprite(struct html *h)
{
	h_lit(h, "<svg width=\"0\" height=\"0\" class=\"vh\" aria-hidden=\"true\">");
	lamps(h);
	for (int i = 1; i < ICON_N; i++)
		if (h->icons[i / 64] >> i % 64 & 1)
			buf_str(h->out, ui_icon_symbol[i]);
	h_lit(h, "</svg>");
}
