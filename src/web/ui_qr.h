/* ui_qr.h — a QR code as a drawing inside the page: for what a phone has to take over. The same
 * words must stand beside it as text. */
#ifndef WEB_UI_QR_H
#define WEB_UI_QR_H

#include "web/html.h"

/* `label` is read aloud. Nothing where the text is too long for a code (about 2 000 bytes). */
void ui_qr(struct html *h, struct str text, struct str label);

#endif
