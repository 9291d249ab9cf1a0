/* read_test.c — plans in, trees out: test/data/plans/NNN.txt, .docx or .xlsx against NNN.json.
 *
 * The JSON is what a careful clerk would write down: items with path, units by role, leaders, and
 * timings as "kind date recurrence count"; and the codes of the questions. All places, units and
 * texts there are invented. Also: what must hold for any text at all. */
#include "base/bug.h"
#include "paper/read.h"
#include "plan/read.h"

#include <jansson.h>

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define DATA "test/data/plans"

static struct str load(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		fail_msg("cannot open %s", path);
	struct buf b = buf_in(a, 1 << 24);
	char part[4096];
	for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
		buf_put(&b, part, n);
	fclose(f);
	return buf_view(&b);
}

static struct reading *read_of(struct arena *a, struct str text)
{
	struct doc *d = arena_new(a, struct doc);
	*d = doc_from_text(a, text);
	return read_plan(a, d);
}

/* Any file, as a user brings it. */
static struct reading *read_file(struct arena *a, const char *path, struct str *text)
{
	static const struct paper_hint hint;
	struct doc *d = arena_new(a, struct doc);
	struct str error;
	if (!paper_read(a, load(a, path), &hint, d, &error))
		fail_msg("%s: %.*s", path, STR_ARG(error));
	*text = d->text;
	return read_plan(a, d);
}

static struct str names_line(struct arena *a, const struct read_names *names)
{
	struct buf b = buf_in(a, 1 << 16);
	for (size_t k = 0; k < names->n; k++)
		buf_fmt(&b, "%s%.*s", k ? "、" : "", STR_ARG(names->at[k].text));
	return buf_view(&b);
}

static struct str timing_line(struct arena *a, const struct read_timings *t)
{
	struct buf b = buf_in(a, 1 << 16);
	for (size_t k = 0; k < t->n; k++) {
		const struct read_timing *x = &t->at[k];
		struct str kind = read_kind_name(x->kind);
		buf_fmt(&b, "%s%.*s", k ? "; " : "", STR_ARG(kind));
		if (x->date.n)
			buf_fmt(&b, " %.*s", STR_ARG(x->date));
		if (x->recurrence.n)
			buf_fmt(&b, " %.*s", STR_ARG(x->recurrence));
		if (x->count)
			buf_fmt(&b, " x%d", x->count);
		if (x->phrase.blank)
			buf_lit(&b, " blank");
		if (x->phrase.relative)
			buf_lit(&b, " relative");
		if (x->phrase.done)
			buf_lit(&b, " done");
	}
	return buf_view(&b);
}

/* One line per item, the form in which readings are compared and differences are shown. */
static struct str item_lines(struct arena *a, const struct reading *r)
{
	struct buf b = buf_in(a, 1 << 20);
	for (int k = 0; k < r->n_nodes; k++) {
		const struct read_node *n = &r->nodes[k];
		if (!n->item)
			continue;
		buf_fmt(&b, "%.*s | %.*s", STR_ARG(n->path), STR_ARG(n->heading));
		for (int role = 0; role < READ_ROLES; role++)
			if (n->names[role].n) {
				struct str name = read_role_name((enum read_role)role);
				struct str names = names_line(a, &n->names[role]);
				buf_fmt(&b, " | %.*s: %.*s", STR_ARG(name), STR_ARG(names));
			}
		if (n->timings.n) {
			struct str timing = timing_line(a, &n->timings);
			buf_fmt(&b, " | %.*s", STR_ARG(timing));
		}
		buf_ch(&b, '\n');
	}
	return buf_view(&b);
}

static struct str wanted_lines(struct arena *a, json_t *want)
{
	struct buf b = buf_in(a, 1 << 20);
	size_t k;
	json_t *line;
	json_array_foreach(json_object_get(want, "items"), k, line)
		buf_fmt(&b, "%s\n", json_string_value(line));
	return buf_view(&b);
}

static bool has_question(const struct reading *r, const char *code)
{
	for (int k = 0; k < r->n_questions; k++)
		if (str_eq(r->questions[k].code, str_of(code)))
			return true;
	return false;
}

static int check_questions(const struct reading *r, json_t *want, const char *name)
{
	size_t k;
	json_t *code;
	int wrong = 0;
	json_array_foreach(json_object_get(want, "questions"), k,
		code) if (!has_question(r, json_string_value(code)))
	{
		print_error("%s: no question %s\n", name, json_string_value(code));
		wrong++;
	}
	return wrong;
}

static void check_spans(const struct reading *r, struct str text)
{
	for (int k = 0; k < r->n_nodes; k++) {
		const struct read_node *n = &r->nodes[k];
		assert_true(n->parent < k);
		assert_true((size_t)n->span.at + n->span.n <= text.n);
		for (int role = 0; role < READ_ROLES; role++)
			for (size_t i = 0; i < n->names[role].n; i++) {
				const struct read_name *x = &n->names[role].at[i];
				assert_true(str_eq(str_n(text.p + x->span.at, x->span.n), x->text));
			}
		for (size_t i = 0; i < n->timings.n; i++) {
			const struct read_timing *t = &n->timings.at[i];
			assert_true(str_eq(str_n(text.p + t->span.at, t->span.n), t->text));
		}
	}
	for (int k = 0; k < r->n_questions; k++) {
		assert_true((size_t)r->questions[k].span.at + r->questions[k].span.n <= text.n);
		assert_true(r->questions[k].node < r->n_nodes);
		assert_true(r->questions[k].ask.n > 0 && r->questions[k].code.n > 0);
	}
}

static int check_plan(const char *name, const char *ending)
{
	struct arena *a = arena_open(1 << 28);
	struct str text;
	json_error_t err;
	json_t *want = json_load_file(
		arena_fmt(a, DATA "/%s.json", name), JSON_REJECT_DUPLICATES, &err);
	if (!want)
		fail_msg("%s.json:%d: %s", name, err.line, err.text);
	struct reading *r = read_file(a, arena_fmt(a, DATA "/%s.%s", name, ending), &text);
	check_spans(r, text);
	int wrong = check_questions(r, want, name);
	struct str got = item_lines(a, r), expected = wanted_lines(a, want);
	if (!str_eq(got, expected)) {
		print_error(
			"%s\n--- want\n%.*s--- got\n%.*s", name, STR_ARG(expected), STR_ARG(got));
		wrong++;
	}
	json_t *year = json_object_get(want, "year");
	if (year && json_integer_value(year) != r->year) {
		print_error("%s: year %d\n", name, r->year);
		wrong++;
	}
	json_t *title = json_object_get(want, "title");
	if (title && !str_eq(str_of(json_string_value(title)), r->title)) {
		print_error("%s: title %.*s\n", name, STR_ARG(r->title));
		wrong++;
	}
	json_decref(want);
	arena_close(a);
	return wrong;
}

static int by_name(const struct dirent **x, const struct dirent **y)
{
	return strcmp((*x)->d_name, (*y)->d_name);
}

static void plans_are_read(void **state)
{
	(void)state;
	struct dirent **names;
	int n = scandir(DATA, &names, NULL, by_name), plans = 0, wrong = 0;
	if (n < 0)
		fail_msg("no %s: run from the top of the tree", DATA);
	for (int k = 0; k < n; k++) {
		char *dot = strrchr(names[k]->d_name, '.');
		if (dot && strcmp(dot, ".json") != 0 && names[k]->d_name[0] != '.') {
			*dot = '\0';
			wrong += check_plan(names[k]->d_name, dot + 1);
			plans++;
		}
		free(names[k]);
	}
	free(names);
	assert_true(plans >= 5);
	assert_int_equal(wrong, 0);
}

static void any_text_can_be_read(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "\n\n", "（", "责任单位：", "一、", "1.", "：：：",
		"\xFF\xFE\x00", "【【【", "| | | |", "序号\t责任单位\n", "附件", "第一", "每",
		"X月"};
	struct arena *a = arena_open(1 << 26);
	for (size_t k = 0; k < NELEM(texts); k++) {
		struct str text = str_of(texts[k]);
		struct reading *r = read_of(a, text);
		check_spans(r, text);
	}
	arena_close(a);
}

static void the_same_text_gives_the_same_reading(void **state)
{
	(void)state;
	struct arena *a = arena_open(1 << 27);
	struct str text = load(a, DATA "/001.txt");
	struct buf one = buf_in(a, 1 << 22), two = buf_in(a, 1 << 22);
	read_json(read_of(a, text), &one);
	read_json(read_of(a, text), &two);
	assert_true(one.n > 1000 && str_eq(buf_view(&one), buf_view(&two)));
	arena_close(a);
}

int main(int argc, char **argv)
{
	paper_child(argc, argv);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_read),
		cmocka_unit_test(any_text_can_be_read),
		cmocka_unit_test(the_same_text_gives_the_same_reading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
