/* check.c — see check.h. */
#include "cli/check.h"

#include "seal/seal_verify.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/schema.h"

#include <sys/stat.h>

enum { OUT_MAX = 16 * 1024 };

void check_progress(void *watch, int64_t done, int64_t total)
{
	struct check_watch *w = watch;
	if (!w->began)
		w->p = cli_progress(w->cli, w->what, total > 0 ? total : 1);
	w->began = true;
	progress_at(&w->p, done);
}

void check_end(struct check_watch *w)
{
	if (w->began)
		progress_end(&w->p);
	w->began = false;
}

bool check_is_server(const char *url)
{
	struct str u = str_of(url);
	return str_starts(u, S("postgres://")) || str_starts(u, S("postgresql://"));
}

/* CLI_OK, or what is wrong in `why`. */
static int look(struct cli *cli, const char *path, struct seal_report *r, struct str *why)
{
	struct check_watch w = {.cli = cli, .what = L(cli, "核验", "verifying")};
	struct seal_verify_opt o = {.progress = check_progress, .arg = &w};
	struct store_opt so = {.url = path, .read_only = true};
	struct store *s = store_open(&so, cli->a, why);
	if (!s)
		return CLI_REFUSED;
	int code = CLI_REFUSED;
	struct db *db = store_reader(s);
	*why = str_of(L(cli, "不是督办的数据库", "not a duban database"));
	if (db && schema_version(db) >= 0) {
		enum db_code c = seal_verify(db, &o, cli->a, r);
		check_end(&w);
		if (c)
			*why = str_of(db_code_name(c));
		else if (r->what.n)
			*why = str_fmt(cli->a,
				L(cli, "存证第 %lld 条对不上：%.*s", "entry %lld: %.*s"),
				(long long)r->bad, STR_ARG(r->what));
		else
			code = CLI_OK;
	}
	db_close(db);
	store_close(s);
	return code;
}

static void say(struct cli *cli, const char *path, const char *done, const struct seal_report *r)
{
	struct stat st;
	char root[HASH_HEX];
	int64_t size = stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
	digest_hex(&r->root, root);
	if (!cli->json) {
		cli_out(cli,
			L(cli, "%s：%s，%lld 字节，存证 %lld 条\n",
				"%s: %s, %lld bytes, %lld entries\n"),
			done, path, (long long)size, (long long)r->entries);
		return;
	}
	struct buf b = buf_in(cli->a, OUT_MAX);
	struct json j = json_to(&b);
	json_obj(&j);
	json_kv_text(&j, "file", str_of(path));
	json_kv_int(&j, "bytes", size);
	json_kv_int(&j, "entries", r->entries);
	json_kv_text(&j, "root", str_of(root));
	json_kv_bool(&j, "verified", true);
	json_end_obj(&j);
	cli_put(cli, buf_view(&b));
}

int check_copy(struct cli *cli, const char *path, const char *done)
{
	struct seal_report r;
	struct str why;
	int code = look(cli, path, &r, &why);
	if (code == CLI_OK && !backup_is_sound(path, cli->a, &why))
		code = CLI_REFUSED;
	if (code != CLI_OK)
		return cli_fail(cli, code,
			L(cli, "不要使用这个文件；请换一份备份，或运行 duban verify 查看",
				"do not use this file; take another copy, or run duban verify"),
			"%s: %.*s", path, STR_ARG(why));
	if (done)
		say(cli, path, done, &r);
	return CLI_OK;
}
