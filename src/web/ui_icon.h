/* ui_icon.h — outline icons, drawn from one sprite per page.
 *
 *	ui_icon(h, ICON_PRINTER);
 *
 * An icon is decoration beside words: it is hidden from screen readers, so words must stand next to
 * it or in an aria-label. The page remembers which icons it used; ui_frame_end() writes those.
 * A new icon is one row here; its drawing comes from @tabler/icons at build. */
#ifndef WEB_UI_ICON_H
#define WEB_UI_ICON_H

#include "web/html.h"

/* clang-format off */
#define ICONS(X) \
	X(ALERT, "alert-triangle") \
	X(ARCHIVE, "archive") \
	X(ARROW_RIGHT, "arrow-right") \
	X(BELL, "bell") \
	X(BOOK, "book") \
	X(BOOKMARK, "bookmark") \
	X(BUILDING, "building") \
	X(CALENDAR, "calendar") \
	X(CHART_DOTS, "chart-dots") \
	X(CHART_LINE, "chart-line") \
	X(CHECK, "check") \
	X(CIRCLE_CHECK, "circle-check") \
	X(CLOCK, "clock") \
	X(DOWNLOAD, "download") \
	X(EYE_CHECK, "eye-check") \
	X(FEATHER, "feather") \
	X(FILE_IMPORT, "file-import") \
	X(FILE_TEXT, "file-text") \
	X(FLAG, "flag") \
	X(HELP, "help-circle") \
	X(HISTORY, "history") \
	X(HOME, "home") \
	X(INBOX, "inbox") \
	X(KEY, "key") \
	X(LINK, "link") \
	X(LIST_CHECK, "list-check") \
	X(LOCK, "lock") \
	X(MAIL, "mail") \
	X(MEDAL, "medal") \
	X(MENU, "menu-2") \
	X(MESSAGE, "message") \
	X(NOTEBOOK, "notebook") \
	X(PAPERCLIP, "paperclip") \
	X(PENCIL, "pencil") \
	X(PLUS, "plus") \
	X(PRINTER, "printer") \
	X(SCALE, "scale") \
	X(SEARCH, "search") \
	X(SEND, "send") \
	X(SETTINGS, "settings") \
	X(SHIELD_CHECK, "shield-check") \
	X(SHIELD_LOCK, "shield-lock") \
	X(TABLE_EXPORT, "table-export") \
	X(TRASH, "trash") \
	X(TV, "device-tv") \
	X(UPLOAD, "upload") \
	X(USER, "user") \
	X(USERS, "users") \
	X(X, "x")
/* clang-format on */

enum icon {
	ICON_NONE,
#define X(id, name) ICON_##id,
	ICONS(X)
#undef X
		ICON_N
};

/* 16 px; nothing for ICON_NONE. */
void ui_icon(struct html *h, enum icon icon);
/* 20 px. */
void ui_icon_large(struct html *h, enum icon icon);
/* The sprite: the lamps and every icon used so far on this page. */
void ui_icon_sprite(struct html *h);

/* <symbol> elements, made at build from the list above. */
extern const struct str ui_icon_symbol[ICON_N];

#endif
