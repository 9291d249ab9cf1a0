/* upload.c — see upload.h. PLAN-43, N26. */
#include "duty/upload.h"
#include "core/rec.h"
#include "core/setting.h"
#include "duty/entry.h"
#include "store/blob.h"
#include "sys/conf.h"
#include "sys/file.h"

#include <unistd.h>

static void check(struct page *pg, struct str field)
{
	int64_t most = setting_int(pg->cx, S("upload.max_files"));
	int64_t mb = conf_int(pg->app->conf, CONF_UPLOAD);
	if (pg->q->files.n > (size_t)most || pg->q->files.n > UPLOAD_FILES)
		err_field(pg->cx->errs, field, "一次最多附 %lld 个文件", (long long)most);
	for (size_t i = 0; i < pg->q->files.n; i++) {
		const struct http_file *f = &pg->q->files.at[i];
		if (f->data.size > (uint64_t)mb << 20)
			err_field(pg->cx->errs, field,
				"“%.*s”太大，一个文件最多 %lld 兆字节，请压缩或拆开",
				STR_ARG(f->name), (long long)mb);
	}
}

static enum flow_code keep_one(struct page *pg, const struct http_file *f, struct evidence_in *e)
{
	struct blob b;
	int fd = bytes_copy(&f->data, NULL);
	if (fd < 0)
		return FLOW_WORLD;
	enum db_code rc = blob_put(pg->cx->db, fd, (int64_t)f->data.size, pg->cx->now, &b);
	close(fd);
	e->blob = b.id;
	e->name = f->name;
	e->size = b.size;
	return flow_of_db(rc);
}

enum flow_code upload_keep(
	struct page *pg, struct str field, struct day event_day, struct evidence_in *e, int *n)
{
	enum flow_code code = FLOW_OK;
	*n = 0;
	check(pg, field);
	if (pg->cx->errs->n)
		return FLOW_INVALID;
	for (size_t i = 0; i < pg->q->files.n && code == FLOW_OK; i++) {
		e[*n] = (struct evidence_in){.event_day = event_day};
		code = keep_one(pg, &pg->q->files.at[i], &e[(*n)++]);
	}
	return code;
}

enum flow_code upload_send(struct page *pg, rid evidence)
{
	struct evidence e;
	if (!evidence_load(pg->cx, evidence, &e))
		return FLOW_ABSENT;
	int fd = file_temp(NULL);
	if (fd < 0)
		return FLOW_WORLD;
	enum flow_code code = flow_of_db(blob_get_fd(pg->cx->db, e.blob, fd));
	if (code != FLOW_OK) {
		close(fd);
		return code;
	}
	bool report = rec_exists(pg->cx, &report_kind, e.report);
	page_look(pg, &(struct look){.kind = report ? &report_kind : &entry_kind,
			      .way = LOOK_TAKE,
			      .record = e.report,
			      .filter = e.name});
	http_download(pg->r, (struct bytes){.fd = fd, .size = (uint64_t)e.size},
		S("application/octet-stream"), e.name);
	return FLOW_OK;
}
