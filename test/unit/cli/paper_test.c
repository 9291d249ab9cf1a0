/* paper_test.c — duban paper list, show and render: files, exit codes, words for people and for
 * programs. */
#include "cli/cli.h"
#include "run/registry.h"
#include "sys/file.h"

#include <jansson.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char *out_text, *err_text;
static char dir[96];

static int run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static int run(const char *fmt, ...)
{
	char line[512], *argv[20] = {(char *)"duban"};
	int n = 1;
	size_t a, b;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	for (char *w = strtok(line, " "); w && n < 19; w = strtok(NULL, " "))
		argv[n++] = w;
	free(out_text);
	free(err_text);
	FILE *out = open_memstream(&out_text, &a), *err = open_memstream(&err_text, &b);
	int code = cli_main(registry_program(), argv, out, err);
	fclose(out);
	fclose(err);
	return code;
}

static void put(const char *name, const char *text)
{
	char path[160];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	assert_int_equal(file_write(path, str_of(text), 0600), FILE_OK);
}

/* The first bytes of a file of the folder, as text. */
static const char *head_of(const char *name)
{
	static char head[64];
	char path[160];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "r");
	memset(head, 0, sizeof head);
	if (f) {
		assert_true(fread(head, 1, sizeof head - 1, f) > 0);
		fclose(f);
	}
	return head;
}

static int make_folder(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "%s/duban-paper-XXXXXX", P_tmpdir);
	if (mkdtemp(dir) == NULL)
		return -1;
	put("text.txt", "名称：便条\n版式：便笺\n字段：事｜段落｜必填｜办什么\n"
			"字段：日｜日期｜选填｜\n字段：表｜表格｜选填｜\n标题：便条\n段落：{事}\n"
			"表格：{表}｜序号 1｜事 3\n日期：{日}\n");
	put("bad.txt", "名称：便条\n标题：便条\n段落：{没有的}\n");
	put("good.json", "{\"事\":[\"其一\",\"其二\"],\"日\":\"2026-03-09\",\"表\":[[1,\"甲\"]]}");
	put("extra.json", "{\"事\":\"x\",\"别的\":\"y\"}");
	put("empty.json", "{}");
	put("odd.json", "{\"事\":{\"a\":1}}");
	put("ragged.json", "{\"事\":\"x\",\"表\":[[\"1\",\"2\"],[\"3\"]]}");
	put("twice.json", "{\"事\":\"x\",\"事\":\"y\"}");
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	char line[160];
	snprintf(line, sizeof line, "rm -r '%s'", dir);
	free(out_text);
	free(err_text);
	return system(line);
}

static void shipped_letters_are_listed(void **state)
{
	(void)state;
	assert_int_equal(run("paper list"), CLI_OK);
	assert_non_null(strstr(out_text, "督察通知书"));
	assert_int_equal(run("paper list --json"), CLI_OK);
	json_t *j = json_loads(out_text, 0, NULL);
	assert_int_equal(json_array_size(j), 11);
	json_decref(j);
}

static void fields_are_shown(void **state)
{
	(void)state;
	assert_int_equal(run("paper show inspect_notice"), CLI_OK);
	assert_non_null(strstr(out_text, "反馈时限（日期，必填）"));
	assert_int_equal(run("paper show inspect_notice --json"), CLI_OK);
	json_t *j = json_loads(out_text, 0, NULL);
	assert_string_equal(json_string_value(json_object_get(j, "name")), "督察通知书");
	assert_int_equal(json_array_size(json_object_get(j, "fields")), 13);
	json_decref(j);
	assert_int_equal(run("paper show nothing"), CLI_REFUSED);
	assert_non_null(strstr(err_text, "没有文书“nothing”"));
	assert_int_equal(run("paper show %s/bad.txt", dir), CLI_REFUSED);
	assert_non_null(strstr(err_text, "第 3 行：用了字段“没有的”，但没有这个字段"));
}

static void three_formats_are_written(void **state)
{
	(void)state;
	static const char *const FORMATS[][2] = {
		{"docx", "PK"}, {"pdf", "%PDF-"}, {"html", "<!DOCTYPE html>"}};
	for (size_t i = 0; i < 3; i++) {
		const char *f = FORMATS[i][0];
		char name[16];
		snprintf(name, sizeof name, "o.%s", f);
		assert_int_equal(run("paper render --template %s/text.txt --fields %s/good.json "
				     "--out %s/%s --json",
					 dir, dir, dir, name),
			CLI_OK);
		assert_int_equal(strncmp(head_of(name), FORMATS[i][1], strlen(FORMATS[i][1])), 0);
		json_t *j = json_loads(out_text, 0, NULL);
		assert_string_equal(json_string_value(json_object_get(j, "format")), f);
		assert_true(json_integer_value(json_object_get(j, "bytes")) > 1000);
		assert_true(json_is_array(json_object_get(j, "substitutes")));
		if (strcmp(f, "pdf") == 0)
			assert_int_equal(json_integer_value(json_object_get(j, "pages")), 1);
		json_decref(j);
	}
}

static void what_is_wrong_is_told_and_nothing_written(void **state)
{
	(void)state;
	static const struct {
		const char *text, *fields, *out;
		int code;
		const char *says;
	} CASES[] = {
		{"text.txt", "empty.json", "n.docx", CLI_REFUSED, "缺少“事”，必须填写：办什么"},
		{"text.txt", "extra.json", "n.docx", CLI_REFUSED, "没有“别的”这个字段"},
		{"text.txt", "odd.json", "n.docx", CLI_REFUSED, "字段“事”的值看不懂"},
		{"text.txt", "ragged.json", "n.docx", CLI_REFUSED, "字段“表”的值看不懂"},
		{"text.txt", "twice.json", "n.docx", CLI_REFUSED, "字段文件不是 JSON 对象"},
		{"text.txt", "text.txt", "n.docx", CLI_REFUSED, "字段文件不是 JSON 对象"},
		{"text.txt", "missing.json", "n.docx", CLI_REFUSED, "打不开"},
		{"bad.txt", "good.json", "n.docx", CLI_REFUSED, "没有这个字段"},
		{"text.txt", "good.json", "n.doc", CLI_USAGE, "--out 的文件名要以"},
		{"text.txt", "good.json", "none/n.pdf", CLI_WORLD, "写不了"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		int code = run("paper render --template %s/%s --fields %s/%s --out %s/%s", dir,
			CASES[i].text, dir, CASES[i].fields, dir, CASES[i].out);
		if (code != CASES[i].code || strstr(err_text, CASES[i].says) == NULL)
			fail_msg("%zu: %d %s", i, code, err_text);
		assert_string_equal(head_of("n.docx"), "");
	}
	assert_int_equal(run("paper render --template urge"), CLI_USAGE);
	assert_non_null(strstr(err_text, "要写 --fields"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_letters_are_listed),
		cmocka_unit_test(fields_are_shown),
		cmocka_unit_test(three_formats_are_written),
		cmocka_unit_test(what_is_wrong_is_told_and_nothing_written),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
