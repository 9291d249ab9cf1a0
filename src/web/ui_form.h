/* ui_form.h — forms: every kind of input, errors, buttons.
 *
 *	struct ui_field f[] = {
 *		{.input = UI_LONG, .name = S("progress"), .label = tr(h->lang, "动态进展"),
 *			.note = tr(h->lang, "300 字以内"), .value = typed, .error = why},
 *		{.input = UI_DATE, .name = S("due"), .label = tr(h->lang, "整改时限")},
 *	};
 *	ui_errors(h, f, 2);
 *	ui_form_begin(h, &(struct ui_form){.action = url, .csrf = csrf, .once = once});
 *	ui_fields(h, f, 2);
 *	ui_buttons_begin(h);
 *	ui_button(h, &(struct ui_button){.text = tr(h->lang, "提交报送"), .primary = true});
 *	ui_buttons_end(h);
 *	ui_form_end(h);
 *
 * What was typed is kept as it was typed, also where it is wrong. All errors stand at the top with
 * links and again above their input. Parsing and checking is not done here. */
#ifndef WEB_UI_FORM_H
#define WEB_UI_FORM_H

#include "web/html.h"
#include "web/ui_icon.h"

enum ui_input {
	UI_TEXT,
	UI_LONG,     /* several lines */
	UI_NUMBER,   /* digits; a text input, so that what was typed is kept */
	UI_DATE,     /* YYYY-MM-DD; a picker unless the value is not a date */
	UI_TIME,     /* HH:MM */
	UI_PASSWORD, /* never gets its value back */
	UI_SELECT,
	UI_FIND,  /* a line to look for one of very many; what was found, to choose from */
	UI_RADIO, /* one of few, all visible */
	UI_CHECK, /* any of them, same name for all */
	UI_FILE,
	UI_HIDDEN,
	UI_SHOWN, /* not an input: a value that is shown in its place */
};

struct ui_option {
	struct str value, text, hint;
	bool on;
};

struct ui_field {
	enum ui_input input;
	struct str name, label;
	struct str note;  /* behind the label, not bold: unit, length, optional */
	struct str hint;  /* under the label (boxed inputs) or under the input */
	struct str error; /* empty: fine */
	struct str value;
	struct str id;                   /* "f_" and the name where empty */
	const struct ui_option *options; /* UI_SELECT, UI_RADIO, UI_CHECK */
	int n_options;
	struct str find; /* UI_FIND: name of the line; `name` is that of the choice */
	struct str none; /* UI_SELECT, UI_FIND: words of the empty choice; empty: there is none */
	int rows;        /* UI_LONG; 3 where 0 */
	int size;        /* width in characters; 0: the whole column */
	int max;         /* characters, for the browser; 0: no limit there */
	struct str placeholder, autocomplete, accept;
	bool required, readonly, boxed, inline_, many; /* boxed, inline_: picks; many: files */
	bool half;                                     /* in a ui_grid: one column of two */
	bool label_hidden;                             /* only for screen readers */
	bool focus;                                    /* where typing begins: one on a page */
};

/* The summary: "还差 n 处" with a link to each field in error. Nothing where there is none. */
void ui_errors(struct html *h, const struct ui_field *fields, int n);
void ui_field(struct html *h, const struct ui_field *field);
void ui_fields(struct html *h, const struct ui_field *fields, int n);
/* Two columns; fields with .half share a row, others take the whole. */
#define ui_grid_begin(h) h_lit((h), "<div class=\"qr-form\">")
#define ui_grid_end(h)   h_lit((h), "</div>")

struct ui_form {
	struct str action;
	struct str id;
	struct str csrf; /* hidden input "csrf" */
	struct str once; /* hidden input "once": a second submit of the same page changes nothing */
	struct str version; /* hidden input "version" of the record on the page */
	struct str swap;    /* with script: id of the element that the answer replaces */
	bool files;         /* multipart */
	bool get;
};
void ui_form_begin(struct html *h, const struct ui_form *form);
#define ui_form_end(h) h_lit((h), "</form>")
void ui_hidden(struct html *h, struct str name, struct str value);

struct ui_button {
	struct str text;
	struct str name, value; /* which button was pressed */
	enum icon icon;
	bool primary, small, big, disabled;
	bool unchecked; /* skips the browser's own checks: drafts */
	struct str why; /* next to it: why it cannot be pressed, or what happens */
};
void ui_button(struct html *h, const struct ui_button *button);
/* A link in a row of buttons. */
void ui_button_link(struct html *h, struct str url, struct str text);
#define ui_buttons_begin(h) h_lit((h), "<div class=\"field full hs\">")
#define ui_buttons_end(h)   h_lit((h), "</div>")

/* A form that is only one button: .action, .csrf, .once and the button. */
void ui_post_button(struct html *h, const struct ui_form *form, const struct ui_button *button);

/* Label and value pairs that are read, not typed. In `value`, *…* is bold. */
struct ui_kv {
	struct str key, value, url; /* url: the value is a link */
};
void ui_kvs(struct html *h, const struct ui_kv *kv, int n);
/* The same where values are more than text: ui_kv_begin, {ui_kv_key, …, ui_kv_next}, ui_kv_end. */
#define ui_kv_begin(h) h_lit((h), "<dl class=\"kv\">")
#define ui_kv_end(h)   h_lit((h), "</dl>")
void ui_kv_key(struct html *h, struct str key);
#define ui_kv_next(h) h_lit((h), "</dd>")

#endif
