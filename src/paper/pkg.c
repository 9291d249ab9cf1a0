/* pkg.c — see pkg.h: the zip side. */
#include "paper/pkg.h"

#include "base/utf8.h"
#include "paper/limits.h"
#include "paper/pkg_int.h"

#include <zip.h>

static struct str broken(void)
{
	return S("文件已损坏或没有上传完整，打不开。请用 WPS 或 Word "
		 "打开检查，另存为新文件再导入。");
}

static struct str bomb(void)
{
	return S("文件解压后异常地大，可能是恶意文件，读取已停止。请向提供者核实，或另存为新文件再"
		 "导入。");
}

static bool check_entries(struct pkg *p)
{
	zip_int64_t n = zip_get_num_entries(p->zip, 0);
	if (n < 0 || n > LIMIT_ENTRIES)
		return draft_fail(p->d, bomb());
	for (zip_int64_t i = 0; i < n; i++) {
		zip_stat_t st;
		if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &st) < 0)
			return draft_fail(p->d, broken());
		if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
			return draft_fail(
				p->d, S("文件有打开密码，读不到内容。请取消密码后另存，再导入。"));
	}
	return true;
}

struct pkg *pkg_open(struct draft *d, struct str in)
{
	struct pkg *p = arena_new(d->a, struct pkg);
	zip_error_t err;
	zip_error_init(&err);
	p->d = d;
	zip_source_t *src = zip_source_buffer_create(in.p, in.n, 0, &err);
	p->zip = src ? zip_open_from_source(src, ZIP_RDONLY, &err) : NULL;
	zip_error_fini(&err);
	if (p->zip == NULL) {
		zip_source_free(src);
		draft_fail(d, broken());
		return NULL;
	}
	if (check_entries(p))
		return p;
	pkg_close(p);
	return NULL;
}

void pkg_close(struct pkg *p)
{
	if (p)
		zip_discard(p->zip);
}

bool pkg_has(const struct pkg *p, const char *part)
{
	return zip_name_locate(p->zip, part, ZIP_FL_NOCASE) >= 0;
}

/* ---- a part as bytes, counted ---- */

struct part *pkg_part(struct pkg *p, const char *name, bool must)
{
	zip_int64_t at = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
	zip_stat_t st;
	if (at < 0 || zip_stat_index(p->zip, (zip_uint64_t)at, 0, &st) < 0) {
		if (must)
			draft_fail(p->d, broken());
		return NULL;
	}
	struct part *f = arena_new(p->d->a, struct part);
	f->p = p;
	f->packed = st.comp_size;
	if (st.size > LIMIT_PART ||
		(st.size > LIMIT_RATIO_FROM && st.size / LIMIT_RATIO > st.comp_size)) {
		draft_fail(p->d, bomb());
		return NULL;
	}
	f->file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
	if (f->file == NULL)
		draft_fail(p->d, broken());
	return f->file ? f : NULL;
}

ptrdiff_t pkg_part_read(struct part *f, char *to, size_t n)
{
	zip_int64_t got = zip_fread(f->file, to, n);
	if (got < 0) {
		draft_fail(f->p->d, broken());
		return -1;
	}
	f->n += (size_t)got;
	f->p->n += (size_t)got;
	bool steep = f->n > LIMIT_RATIO_FROM && f->n / LIMIT_RATIO > f->packed;
	if (f->n > LIMIT_PART || f->p->n > LIMIT_PACKAGE || steep) {
		draft_fail(f->p->d, bomb());
		return -1;
	}
	return (ptrdiff_t)got;
}

void pkg_part_close(struct part *f)
{
	zip_fclose(f->file);
}

struct str pkg_small(struct pkg *p, const char *name, size_t most)
{
	struct part *f = pkg_part(p, name, false);
	if (f == NULL)
		return STR_NONE;
	char *to = arena_get(p->d->a, most);
	size_t n = 0;
	for (ptrdiff_t got = 1; got > 0 && n<most; n += got> 0 ? (size_t)got : 0)
		got = pkg_part_read(f, to + n, most - n);
	pkg_part_close(f);
	return str_n(to, n);
}

/* ---- relationships ---- */

/* "xl/workbook.xml" → "xl/_rels/workbook.xml.rels"; "" is the package itself. */
static const char *rels_name(struct arena *a, const char *part)
{
	const char *slash = strrchr(part, '/');
	int dir = slash ? (int)(slash - part) + 1 : 0;
	return arena_fmt(a, "%.*s_rels/%s.rels", dir, part, part + dir);
}

/* "xl/worksheets/" → "xl/"; "xl/" → "". */
static struct str parent_of(struct str dir)
{
	if (dir.n)
		dir.n--;
	while (dir.n && dir.p[dir.n - 1] != '/')
		dir.n--;
	return dir;
}

/* A target as the file writes it, relative to `part` or absolute, as a part name. */
static const char *resolve(struct arena *a, const char *part, struct str target)
{
	if (str_starts(target, S("/")))
		return str_c(a, str_from(target, 1));
	const char *slash = strrchr(part, '/');
	struct str dir = str_n(part, slash ? (size_t)(slash - part) + 1 : 0);
	for (; str_starts(target, S("../")); target = str_from(target, 3))
		dir = parent_of(dir);
	return str_c(a, str_cat(a, dir, target));
}

const char *pkg_target(struct pkg *p, const char *part, struct str type, struct str id)
{
	struct xml *x = pkg_xml(p, rels_name(p->d->a, part), false);
	const char *found = NULL;
	for (enum mark m; x && (m = xml_next(x)) != MARK_DONE;) {
		if (m != MARK_START || !xml_is(x, "Relationship") || found)
			continue;
		bool fits = id.n ? str_eq(xml_attr(x, "Id"), id)
				 : str_ends(xml_attr(x, "Type"), type);
		if (fits && !str_eq(xml_attr(x, "TargetMode"), S("External")))
			found = resolve(p->d->a, part, xml_attr(x, "Target"));
	}
	xml_close(x);
	return found;
}
