/* ui_qr.c — see ui_qr.h. One path of unit squares on a white ground: dark on light in every theme,
 * because cameras want it so. */
#include "web/ui_qr.h"

#include <qrencode.h>

enum { QUIET = 4, PIXELS = 4 };

static void path(struct html *h, const QRcode *code)
{
	h_lit(h, "<path fill=\"#000\" d=\"");
	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++) {
			if (!(code->data[y * code->width + x] & 1))
				continue;
			h_lit(h, "M");
			h_int(h, x + QUIET);
			h_lit(h, " ");
			h_int(h, y + QUIET);
			h_lit(h, "h1v1h-1z");
		}
	h_lit(h, "\"/>");
}

void ui_qr(struct html *h, struct str text, struct str label)
{
	QRcode *code = QRcode_encodeString(
		str_c(html_arena(h), text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (code == NULL)
		return;
	int side = code->width + 2 * QUIET;
	h_lit(h, "<svg role=\"img\" width=\"");
	h_int(h, side * PIXELS);
	h_lit(h, "\" height=\"");
	h_int(h, side * PIXELS);
	h_lit(h, "\" viewBox=\"0 0 ");
	h_int(h, side);
	h_lit(h, " ");
	h_int(h, side);
	h_lit(h, "\" shape-rendering=\"crispEdges\"");
	h_at(h, "aria-label", label);
	h_lit(h, "><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
	path(h, code);
	h_lit(h, "</svg>");
	QRcode_free(code);
}
