/* ui_form.c — see ui_form.h. */
#include "web/ui_form.h"
#include "web/ui_lamp.h"

static struct str field_id(const struct html *h, const struct ui_field *f)
{
	return f->id.n ? f->id : str_fmt(html_arena(h), "f_%.*s", STR_ARG(f->name));
}

static bool is_pick(const struct ui_field *f)
{
	return f->input == UI_RADIO || f->input == UI_CHECK;
}

/* An error link leads to something that can take the focus: of picks, the first. */
static struct str focus_id(const struct html *h, const struct ui_field *f)
{
	struct str id = field_id(h, f);
	return is_pick(f) ? str_fmt(html_arena(h), "%.*s_0", STR_ARG(id)) : id;
}

void ui_errors(struct html *h, const struct ui_field *fields, int n)
{
	int wrong = 0;
	for (int i = 0; i < n; i++)
		wrong += fields[i].error.n > 0;
	if (wrong == 0)
		return;
	h_lit(h, "<div class=\"errsum\" role=\"alert\" tabindex=\"-1\"><h2>");
	h_trf(h, "还差 %d 处", wrong);
	h_lit(h, "</h2><ul>");
	for (int i = 0; i < n; i++) {
		if (fields[i].error.n == 0)
			continue;
		struct str id = focus_id(h, &fields[i]);
		h_lit(h, "<li>");
		h_link(h, str_cat(html_arena(h), S("#"), id), fields[i].error);
		h_lit(h, "</li>");
	}
	h_lit(h, "</ul></div>");
}

static void label_words(struct html *h, const struct ui_field *f)
{
	h_text(h, f->label);
	if (f->note.n) {
		h_lit(h, " ");
		h_el(h, "em", f->note);
	}
}

static void label(struct html *h, const struct ui_field *f, struct str id)
{
	if (f->label_hidden)
		h_lit(h, "<label class=\"vh\"");
	else
		h_lit(h, "<label class=\"form-label\"");
	h_at(h, "for", id);
	h_lit(h, ">");
	label_words(h, f);
	h_lit(h, "</label>");
}

static void hint(struct html *h, const struct ui_field *f, struct str id)
{
	if (f->hint.n == 0)
		return;
	h_lit(h, "<p class=\"form-hint\" id=\"h_");
	h_attr(h, id);
	h_lit(h, "\">");
	h_text(h, f->hint);
	h_lit(h, "</p>");
}

static void error(struct html *h, const struct ui_field *f, struct str id)
{
	if (f->error.n == 0)
		return;
	h_lit(h, "<p class=\"errmsg\" id=\"e_");
	h_attr(h, id);
	h_lit(h, "\">");
	ui_lamp_shape(h, LAMP_RED);
	h_text(h, f->error);
	h_lit(h, "</p>");
}

static void described(struct html *h, const struct ui_field *f, struct str id)
{
	if (f->error.n)
		h_lit(h, " aria-invalid=\"true\"");
	if (f->error.n == 0 && f->hint.n == 0)
		return;
	h_lit(h, " aria-describedby=\"");
	if (f->error.n) {
		h_lit(h, "e_");
		h_attr(h, id);
	}
	if (f->error.n && f->hint.n)
		h_lit(h, " ");
	if (f->hint.n) {
		h_lit(h, "h_");
		h_attr(h, id);
	}
	h_lit(h, "\"");
}

/* What all inputs of one element share. */
static void shared(struct html *h, const struct ui_field *f, struct str id)
{
	h_at(h, "id", id);
	h_at(h, "name", f->name);
	described(h, f, id);
	h_at_if(h, "required", f->required);
	h_at_if(h, "readonly", f->readonly);
	h_at_if(h, "autofocus", f->focus);
	h_at_opt(h, "placeholder", f->placeholder);
	h_at_opt(h, "autocomplete", f->autocomplete);
	if (f->max)
		h_at_int(h, "maxlength", f->max);
	if (f->size && f->input != UI_LONG)
		h_at_int(h, "size", f->size);
}

static void line(struct html *h, const struct ui_field *f, struct str id)
{
	struct day d;
	bool blank_or_day = f->value.n == 0 || day_parse(f->value, &d);
	h_lit(h, "<input class=\"form-control");
	if (f->size || f->input == UI_DATE || f->input == UI_TIME)
		h_lit(h, " fit");
	h_lit(h, "\"");
	shared(h, f, id);
	if (f->input == UI_DATE && blank_or_day)
		h_lit(h, " type=\"date\"");
	else if (f->input == UI_TIME)
		h_lit(h, " type=\"time\"");
	else if (f->input == UI_PASSWORD)
		h_lit(h, " type=\"password\"");
	else if (f->input == UI_NUMBER)
		h_lit(h, " type=\"text\" inputmode=\"decimal\"");
	else
		h_lit(h, " type=\"text\"");
	if (f->input != UI_PASSWORD)
		h_at_opt(h, "value", f->value);
	h_lit(h, ">");
}

static void long_text(struct html *h, const struct ui_field *f, struct str id)
{
	h_lit(h, "<textarea class=\"form-control\"");
	shared(h, f, id);
	h_at_int(h, "rows", f->rows ? f->rows : 3);
	/* The parser drops one newline after the tag: give it one. */
	h_lit(h, ">\n");
	h_text(h, f->value);
	h_lit(h, "</textarea>");
}

static void choice(struct html *h, const struct ui_field *f, struct str id)
{
	h_lit(h, "<select class=\"form-select");
	if (f->size)
		h_lit(h, " fit");
	h_lit(h, "\"");
	shared(h, f, id);
	h_lit(h, ">");
	if (f->none.n) {
		h_lit(h, "<option value=\"\">");
		h_text(h, f->none);
		h_lit(h, "</option>");
	}
	for (int i = 0; i < f->n_options; i++) {
		const struct ui_option *o = &f->options[i];
		h_lit(h, "<option");
		h_at(h, "value", o->value);
		h_at_if(h, "selected", o->on || (f->value.n && str_eq(o->value, f->value)));
		h_lit(h, ">");
		h_text(h, o->text);
		h_lit(h, "</option>");
	}
	h_lit(h, "</select>");
}

static void pick(struct html *h, const struct ui_field *f, int i, struct str id);

/* The line, and below it what was found. Its last choice is none of them: then the line counts. */
static void find(struct html *h, const struct ui_field *f, struct str id)
{
	struct ui_field line_of = *f;
	struct ui_option none = {.text = f->none, .on = true};
	line_of.input = UI_TEXT;
	line_of.name = f->find;
	line_of.required = false; /* a choice below does as well */
	line(h, &line_of, id);
	if (f->n_options == 0)
		return;
	h_lit(h, "<fieldset class=\"picks mt1\"><legend class=\"vh\">");
	h_text(h, f->label);
	h_lit(h, "</legend>");
	struct ui_field of = {.input = UI_RADIO, .name = f->name, .options = f->options};
	for (int i = 0; i < f->n_options; i++) {
		none.on &= !f->options[i].on;
		pick(h, &of, i, id);
	}
	of.options = &none;
	pick(h, &of, 0, str_cat(html_arena(h), id, S("_none")));
	h_lit(h, "</fieldset>");
}

static void file(struct html *h, const struct ui_field *f, struct str id)
{
	h_lit(h, "<input class=\"form-control\" type=\"file\"");
	shared(h, f, id);
	h_at_opt(h, "accept", f->accept);
	h_at_if(h, "multiple", f->many);
	h_lit(h, ">");
}

static void pick(struct html *h, const struct ui_field *f, int i, struct str id)
{
	const struct ui_option *o = &f->options[i];
	bool on = o->on || (f->value.n && str_eq(o->value, f->value));
	h_lit(h, "<label class=\"pick");
	if (f->boxed)
		h_lit(h, " pick-x");
	h_lit(h, "\"><input");
	if (f->input == UI_RADIO)
		h_lit(h, " type=\"radio\"");
	else
		h_lit(h, " type=\"checkbox\"");
	h_at(h, "id", str_fmt(html_arena(h), "%.*s_%d", STR_ARG(id), i));
	h_at(h, "name", f->name);
	h_at(h, "value", o->value);
	h_at_if(h, "checked", on);
	h_at_if(h, "required", f->required && f->input == UI_RADIO);
	h_at_if(h, "disabled", f->readonly && !on);
	h_lit(h, "> <span>");
	h_text(h, o->text);
	if (o->hint.n)
		h_elc(h, "span", "form-hint", o->hint);
	h_lit(h, "</span></label>");
}

static void picks(struct html *h, const struct ui_field *f, struct str id)
{
	h_lit(h, "<fieldset class=\"picks\"");
	described(h, f, id);
	h_lit(h, "><legend class=\"");
	if (f->label_hidden)
		h_lit(h, "vh\">");
	else
		h_lit(h, "form-label\">");
	label_words(h, f);
	h_lit(h, "</legend>");
	hint(h, f, id);
	error(h, f, id);
	if (f->inline_)
		h_lit(h, "<div class=\"hs\">");
	for (int i = 0; i < f->n_options; i++)
		pick(h, f, i, id);
	if (f->inline_)
		h_lit(h, "</div>");
	h_lit(h, "</fieldset>");
}

static void input(struct html *h, const struct ui_field *f, struct str id)
{
	if (f->input == UI_LONG)
		long_text(h, f, id);
	else if (f->input == UI_SELECT)
		choice(h, f, id);
	else if (f->input == UI_FIND)
		find(h, f, id);
	else if (f->input == UI_FILE)
		file(h, f, id);
	else
		line(h, f, id);
}

static void shown(struct html *h, const struct ui_field *f)
{
	h_lit(h, "<div class=\"form-label\">");
	label_words(h, f);
	h_lit(h, "</div><div>");
	h_lines(h, f->value);
	h_lit(h, "</div>");
}

void ui_field(struct html *h, const struct ui_field *f)
{
	if (f->input == UI_HIDDEN) {
		ui_hidden(h, f->name, f->value);
		return;
	}
	struct str id = field_id(h, f);
	h_lit(h, "<div class=\"field");
	if (!f->half)
		h_lit(h, " full");
	if (f->error.n)
		h_lit(h, " bad");
	h_lit(h, "\">");
	if (f->input == UI_SHOWN) {
		shown(h, f);
	} else if (is_pick(f)) {
		picks(h, f, id);
	} else {
		label(h, f, id);
		if (!f->half)
			hint(h, f, id);
		error(h, f, id);
		input(h, f, id);
		if (f->half) /* under it, so that inputs of a row stand level */
			hint(h, f, id);
	}
	h_lit(h, "</div>");
}

void ui_fields(struct html *h, const struct ui_field *fields, int n)
{
	for (int i = 0; i < n; i++)
		ui_field(h, &fields[i]);
}
