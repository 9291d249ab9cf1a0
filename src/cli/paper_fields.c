/* paper_fields.c — see paper_fields.h. */
#include "cli/paper_fields.h"
#include "sys/data.h"

#include <jansson.h>

enum { MOST_LIST = 4000 };

int paper_fields_fail(struct cli *cli, const char *what, const struct wording_errs *errs)
{
	struct buf b = buf_in(cli->a, 1 << 16);
	for (size_t i = 0; i < errs->list.n; i++) {
		const struct wording_err *e = &errs->list.at[i];
		buf_lit(&b, "\n  ");
		if (e->line)
			buf_fmt(&b, L(cli, "第 %d 行：", "line %d: "), e->line);
		buf_str(&b, e->text);
	}
	struct str list = buf_view(&b);
	return cli_fail(cli, CLI_REFUSED,
		L(cli, "改正后再试；字段见 duban paper show",
			"mend it; duban paper show tells the fields"),
		"%s%.*s", what, STR_ARG(list));
}

const struct wording *paper_fields_wording(struct cli *cli, struct str name)
{
	struct wording_errs errs = {0};
	struct str text;
	if (str_has(name, S("/")) || str_has(name, S("."))) {
		if (!cli_read_file(cli, str_c(cli->a, name), WORDING_MAX, &text))
			return NULL;
	} else {
		text = data_get(arena_fmt(cli->a, "letters/%.*s.txt", STR_ARG(name)));
	}
	if (text.n == 0) {
		cli_fail(cli, CLI_REFUSED,
			L(cli, "全部文书：duban paper list；自己的文件要写路径，如 ./text.txt",
				"all of them: duban paper list; name your own file by its path, as "
				"./text.txt"),
			L(cli, "没有文书“%.*s”", "no letter \"%.*s\""), STR_ARG(name));
		return NULL;
	}
	const struct wording *w = wording_read(cli->a, text, NULL, 0, &errs);
	if (w == NULL)
		paper_fields_fail(cli, L(cli, "文书文字有错", "the wording has mistakes"), &errs);
	return w;
}

/* ---- values ---- */

static struct str text_of(struct arena *a, const json_t *j)
{
	if (json_is_integer(j))
		return str_fmt(a, "%lld", (long long)json_integer_value(j));
	return str_dup(a, str_n(json_string_value(j), json_string_length(j)));
}

static bool is_text(const json_t *j)
{
	return json_is_string(j) || json_is_integer(j);
}

static bool read_rows(struct arena *a, const json_t *j, struct wording_value *v)
{
	size_t rows = json_array_size(j), cols = json_array_size(json_array_get(j, 0));
	if (rows > MOST_LIST || cols == 0 || cols > LETTER_COLUMNS)
		return false;
	struct str *cells = arena_array(a, rows * cols, sizeof *cells);
	for (size_t r = 0; r < rows; r++) {
		const json_t *row = json_array_get(j, r);
		if (json_array_size(row) != cols)
			return false;
		for (size_t c = 0; c < cols; c++) {
			const json_t *cell = json_array_get(row, c);
			if (!is_text(cell))
				return false;
			cells[r * cols + c] = text_of(a, cell);
		}
	}
	v->cells = cells;
	v->n_rows = (int)rows;
	v->n_cols = (int)cols;
	return true;
}

static bool read_lines(struct arena *a, const json_t *j, struct wording_value *v)
{
	struct buf b = buf_in(a, LETTER_TEXT + 1);
	size_t n = json_array_size(j);
	for (size_t i = 0; i < n; i++) {
		if (!is_text(json_array_get(j, i)))
			return false;
		if (i)
			buf_ch(&b, '\n');
		buf_str(&b, text_of(a, json_array_get(j, i)));
	}
	v->text = buf_view(&b);
	return !b.full;
}

static bool read_value(struct arena *a, const json_t *j, struct wording_value *v)
{
	if (json_is_null(j))
		return true;
	if (is_text(j)) {
		v->text = text_of(a, j);
		return true;
	}
	return json_is_array(j) &&
	       (json_is_array(json_array_get(j, 0)) ? read_rows(a, j, v) : read_lines(a, j, v));
}

static bool read_object(struct cli *cli, json_t *j, struct wording_value *v, int *n)
{
	const char *key;
	json_t *value;
	*n = 0;
	json_object_foreach(j, key, value)
	{
		v[*n].name = str_dup(cli->a, str_of(key));
		if (!read_value(cli->a, value, &v[(*n)++])) {
			cli_fail(cli, CLI_REFUSED,
				L(cli, "写成文字、文字的列表，或行的列表（各行格数相同，最多 12 列）",
					"write text, a list of texts, or a list of rows of equal "
					"length, 12 columns at most"),
				L(cli, "字段“%s”的值看不懂",
					"the value of \"%s\" is not understood"),
				key);
			return false;
		}
	}
	return true;
}

bool paper_fields_read(struct cli *cli, struct str json, struct wording_value **out, int *n)
{
	json_error_t why;
	json_t *j = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &why);
	size_t room = json_object_size(j);
	bool ok = false;
	if (!json_is_object(j) || room > 2 * WORDING_FIELDS) {
		cli_fail(cli, CLI_REFUSED,
			L(cli, "写成 {\"字段名\": \"内容\"}，每个字段一次",
				"write {\"field\": \"text\"}, each field once"),
			L(cli, "字段文件不是 JSON 对象：第 %d 行 %s",
				"the fields are no JSON object: line %d %s"),
			j ? 1 : why.line, j ? "" : why.text);
	} else {
		*out = arena_array(cli->a, room + 1, sizeof **out);
		ok = read_object(cli, j, *out, n);
	}
	json_decref(j);
	return ok;
}
