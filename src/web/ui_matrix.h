/* ui_matrix.h — responsibility matrix: measures down, units across, one light per cell.
 *
 * A cell shows its most urgent period. Above UI_MATRIX_UNITS units the page folds columns by type
 * of unit (worst light, `n` how many units have it) and opens one type by link; ninety or fifteen
 * hundred units never become one table. PLAN-15. */
#ifndef WEB_UI_MATRIX_H
#define WEB_UI_MATRIX_H

#include "web/html.h"
#include "web/ui_lamp.h"

enum { UI_MATRIX_UNITS = 30 };

struct ui_matrix_col {
	struct str text, url; /* a vertical head: at most five characters read well */
	struct str name;      /* spoken in the cells; text where empty */
	bool gap;             /* a gap before it: another type of unit */
	bool folded;          /* stands for several units; its link opens them */
};
struct ui_matrix_cell {
	enum lamp lamp;   /* LAMP_NONE: this unit has no part in the measure */
	int n;            /* beside the shape: days late, or units in a folded column; 0: none */
	bool lead;        /* framed: the lead unit */
	struct str words; /* spoken: 逾期 3 天; the light's name where empty */
	struct str url;   /* where the cell leads; empty: nowhere */
};
struct ui_matrix_row {
	struct str no, title, url;          /* 五·2, 特约监督员随警督导 */
	struct str due;                     /* 每月 22日 */
	const struct ui_matrix_cell *cells; /* as many as columns */
};
struct ui_matrix {
	const struct ui_matrix_col *cols;
	int n_cols;
	const struct ui_matrix_row *rows;
	int n_rows;
};

/* Inside a card with class wide: ui_matrix_card_begin(), ui_matrix(), foot, ui_card_end(). */
void ui_matrix_card_begin(struct html *h, struct str title, struct str count);
void ui_matrix(struct html *h, const struct ui_matrix *m);

#endif
