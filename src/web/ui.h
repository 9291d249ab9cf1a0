/* ui.h — the building blocks of every screen; see each header for its calls. Inputs are plain
 * structs; nothing here knows a database, a context or a kind of record. */
#ifndef WEB_UI_H
#define WEB_UI_H

#include "web/html.h"
#include "web/ui_chart.h"
#include "web/ui_doc.h"
#include "web/ui_form.h"
#include "web/ui_frame.h"
#include "web/ui_icon.h"
#include "web/ui_lamp.h"
#include "web/ui_list.h"
#include "web/ui_matrix.h"
#include "web/ui_page.h"
#include "web/ui_table.h"
#include "web/ui_time.h"

#endif
