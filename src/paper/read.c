/* read.c — see read.h. The parent's side: start the child, check what it says, put failures into
 * words. */
#include "paper/read.h"

#include "base/bug.h"
#include "paper/jailed.h"
#include "paper/limits.h"
#include "paper/msg.h"
#include "paper/office.h"
#include "sys/jail.h"

#include <sys/stat.h>
#include <unistd.h>

/* Character maps of PDF files in Chinese encodings. */
static const struct fence_path PATHS[] = {{"/usr/share/poppler", FENCE_READ}, {NULL, FENCE_READ}};
static const struct jail_job READER = {
	.verb = "--jail-read",
	.warm = jailed_warm,
	.work = jailed_work,
	.paths = PATHS,
	.memory = LIMIT_MEMORY,
	.arena = LIMIT_ARENA,
	.output = LIMIT_OUTPUT,
	.cpu_s = LIMIT_CPU_S,
	.wall_ms = LIMIT_WALL_MS,
};

void paper_child(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], READER.verb) == 0)
		jail_main(&READER, argv[2]);
	office_child(argc, argv);
}

static struct str words_for(enum jail_end end)
{
	switch (end) {
	case JAIL_CRASH:
		return S("文件已损坏或内容异常，读取时出错。请用 WPS 或 Word 打开检查，另存为新的 "
			 ".docx "
			 "再导入。");
	case JAIL_MEMORY:
		return S("文件内容太大，读取已停止。请删去图片和无关内容，或拆成几份再导入。");
	case JAIL_TIME:
		return S(
			"文件太大或太复杂，在限定时间内没有读完。请删去无关内容或拆成几份再导入。");
	case JAIL_START:
		return S("系统暂时无法打开文件（资源不足），请稍后再试；反复出现时请告诉管理员。");
	case JAIL_NO_PROGRAM:
	case JAIL_DONE:
		break;
	}
	BUG("no such end of a reader");
}

static bool too_big(size_t n, struct str *error)
{
	if (n <= LIMIT_FILE)
		return false;
	*error = S("文件超过 50 MB。请删去图片和附件后另存，或拆成几份再导入。");
	return true;
}

/* Runs the child on `fd`; `what` is 'd' or 'b'. */
static bool ask(struct arena *a, int fd, struct str arg, struct msg *m, struct str *error)
{
	struct str answer;
	enum jail_end end = jail_run(a, &READER, fd, arg, &answer);
	if (end == JAIL_DONE && !msg_get(a, answer, m))
		end = JAIL_CRASH;
	if (end != JAIL_DONE)
		*error = words_for(end);
	else if (m->kind == MSG_ERROR)
		*error = m->text;
	return error->n == 0;
}

static struct str save_as(struct str suffix)
{
	return str_eq(suffix, S("docx"))
		       ? S("这是旧格式文件（.doc、.wps 或 .rtf），本机没有安装转换程序。请用 WPS "
			   "或 Word "
			   "打开，选“文件 → 另存为”，类型选“Word 文档（*.docx）”，再导入。")
		       : S("这是旧格式表格（.xls 或 .et），本机没有安装转换程序。请用 WPS 或 Excel "
			   "打开，选“文件 → 另存为”，类型选“Excel 工作簿（*.xlsx）”，再导入。");
}

static struct str arg_for(struct arena *a, char what, struct str name)
{
	enum { TAIL = 200 }; /* the end of a name tells its type */
	name = name.n > TAIL ? str_from(name, name.n - TAIL) : name;
	return str_replace(a, str_fmt(a, "%c%.*s", what, STR_ARG(name)), str_n("", 1), S("?"));
}

struct request {
	char what; /* 'd' document, 'b' book */
	enum msg_kind want;
	const struct paper_hint *hint;
};

static bool convert(
	struct arena *a, int fd, const struct request *q, struct msg *m, struct str *error)
{
	struct str type = m->text;
	int made = -1;
	switch (office_convert(a, fd, q->hint->office, type, &made)) {
	case OFFICE_DONE:
		ask(a, made, arg_for(a, q->what, str_cat(a, S("x."), type)), m, error);
		close(made);
		break;
	case OFFICE_MISSING:
		*error = save_as(type);
		break;
	case OFFICE_LATE:
		*error = words_for(JAIL_TIME);
		break;
	case OFFICE_FAILED:
		*error = S("旧格式文件转换失败，可能已损坏或有密码。请用 WPS 或 Word 打开，"
			   "另存为 .docx 再导入。");
	}
	return error->n == 0;
}

static bool read_any(
	struct arena *a, int fd, const struct request *q, struct msg *m, struct str *error)
{
	struct stat st;
	*error = STR_NONE;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		*error = S("这不是一个普通文件，无法读取。请选择文档文件。");
		return false;
	}
	if (too_big((size_t)st.st_size, error) ||
		!ask(a, fd, arg_for(a, q->what, q->hint->name), m, error))
		return false;
	if (m->kind == MSG_OFFICE && !convert(a, fd, q, m, error))
		return false;
	if (m->kind != q->want) /* not what the child was asked for: not to be believed */
		*error = words_for(JAIL_CRASH);
	return error->n == 0;
}

static bool read_bytes(struct arena *a, struct str bytes, const struct request *q, struct msg *m,
	struct str *error)
{
	*error = STR_NONE;
	if (too_big(bytes.n, error))
		return false;
	int fd = jail_file(bytes);
	bool ok = fd >= 0 && read_any(a, fd, q, m, error);
	if (fd < 0)
		*error = words_for(JAIL_START);
	else
		close(fd);
	return ok;
}

bool paper_read_fd(
	struct arena *a, int fd, const struct paper_hint *hint, struct doc *out, struct str *error)
{
	struct msg m;
	const struct request q = {'d', MSG_DOC, hint};
	bool ok = read_any(a, fd, &q, &m, error);
	if (ok)
		*out = m.doc;
	return ok;
}

bool paper_read(struct arena *a, struct str bytes, const struct paper_hint *hint, struct doc *out,
	struct str *error)
{
	struct msg m;
	const struct request q = {'d', MSG_DOC, hint};
	bool ok = read_bytes(a, bytes, &q, &m, error);
	if (ok)
		*out = m.doc;
	return ok;
}

bool paper_read_book(struct arena *a, struct str bytes, const struct paper_hint *hint,
	struct book *out, struct str *error)
{
	struct msg m;
	const struct request q = {'b', MSG_BOOK, hint};
	bool ok = read_bytes(a, bytes, &q, &m, error);
	if (ok)
		*out = m.book;
	return ok;
}
