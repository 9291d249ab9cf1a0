/* doctor_data.c — what duban doctor looks at beyond the machine: whether the jail really reads a
 * document, the key of the heads, the copies, and what stands in the database. SEC-01, SEC-09. */
#include "base/bug.h"
#include "calendar/work.h"
#include "cli/base.h"
#include "cli/check.h"
#include "cli/doctor_int.h"
#include "core/token.h"
#include "paper/read.h"
#include "seal/head.h"
#include "seal/seal.h"
#include "store/backup.h"
#include "sys/file.h"
#include "sys/lib.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define T(zh, en) L(d->cli, zh, en)

enum { COPY_DAYS = 2, HEAD_DAYS = 3, AHEAD_MS = 60 * 1000, NEXT_YEAR_FROM = 12 };

void doctor_jail(struct doctor *d)
{
	static const struct paper_hint hint = {.name = {"a.txt", 5}};
	struct doc doc;
	struct str error = STR_NONE;
	if (paper_read(d->cli->a, S("一、具体措施\n（一）试读。\n"), &hint, &doc, &error))
		doctor_say(d, DOCTOR_OK, NULL, "%s",
			T("在隔离的子进程里试读了一份文件",
				"a document was read in the jailed process"));
	else
		doctor_say(d, DOCTOR_BAD,
			T("方案和导入表都读不了。请看上面的 fence，容器里要允许建子进程",
				"no plan and no sheet can be read: see fence above; a container "
				"must allow child processes"),
			T("隔离的子进程读不了文件：%.*s", "the jailed process reads nothing: %.*s"),
			STR_ARG(error));
	if (lib_open("libpoppler-glib.so.8", NULL, 0, NULL))
		doctor_say(d, DOCTOR_OK, NULL, "%s", T("可以读 PDF", "PDF can be read"));
	else
		doctor_say(d, DOCTOR_WARN,
			T("请安装 libpoppler-glib8；没有它时，界面会请用户另存为 .docx",
				"install libpoppler-glib8; users are asked to save as .docx"),
			"%s", T("没有 poppler，不能读 PDF", "no poppler: PDF cannot be read"));
}

/* ---- the key of the heads ---- */

static void no_key_yet(struct doctor *d, const char *path)
{
	char *copy = str_c(d->cli->a, str_of(path)), *slash = strrchr(copy, '/');
	if (slash)
		*slash = 0;
	if (access(slash ? copy : ".", W_OK) == 0)
		doctor_say(d, DOCTOR_OK, NULL,
			T("密钥 %s 在第一次签名时生成", "the key %s is made at its first use"),
			path);
	else
		doctor_say(d, DOCTOR_BAD,
			T("请建好文件夹，并让运行 duban 的用户可写",
				"create the folder and let the user of duban write there"),
			T("不能在 %s 生成签名密钥", "no key can be made at %s"), path);
}

void doctor_key(struct doctor *d)
{
	struct str path = conf_text(d->cli->conf, CONF_SEAL_KEY), why = STR_NONE;
	const char *file = str_c(d->cli->a, path);
	struct stat st;
	if (path.n == 0) {
		doctor_say(d, DOCTOR_WARN,
			T("请在配置中设 seal-key，例如 /var/lib/duban/heads.key；生成后另存一份副本",
				"set seal-key, such as /var/lib/duban/heads.key, and keep a copy "
				"of the key apart"),
			"%s",
			T("没有签名密钥 seal-key：不做签名的树头，也出不了回执",
				"no signing key (seal-key): no signed heads and no receipts"));
		return;
	}
	if (stat(file, &st) != 0) {
		no_key_yet(d, file);
		return;
	}
	struct head_key *key = head_key_open(file, false, d->cli->a, &why);
	if (key)
		head_key_close(key);
	if (key == NULL)
		doctor_say(d, DOCTOR_BAD,
			T("请恢复密钥的副本，或换一个 seal-key",
				"restore the copy of the key, or name another seal-key"),
			T("签名密钥不能用：%.*s", "the signing key cannot be used: %.*s"),
			STR_ARG(why));
	else if (st.st_mode & (S_IRWXG | S_IRWXO))
		doctor_say(d, DOCTOR_BAD, T("请执行 chmod 0600", "chmod 0600"),
			T("签名密钥 %s 别的用户也能读（%03o）",
				"others can read the signing key %s (%03o)"),
			file, st.st_mode & 0777);
	else
		doctor_say(d, DOCTOR_OK, NULL, T("签名密钥 %s", "signing key %s"), file);
}

/* ---- copies ---- */

void doctor_backup(struct doctor *d)
{
	struct arena *a = d->cli->a;
	const char *db = str_c(a, conf_text(d->cli->conf, CONF_DB)), *next;
	struct backup_mark m;
	if (check_is_server(db)) {
		doctor_say(d, DOCTOR_OK, NULL, "%s",
			T("备份由数据库服务器做（pg_dump 或归档），这里看不到",
				"copies are the database server's business (pg_dump, archiving)"));
		return;
	}
	next = T("请每天执行 duban backup --to 另一块磁盘上的文件",
		"run duban backup --to a file on another disk, every day");
	if (!backup_marked(db, a, &m)) {
		doctor_say(d, DOCTOR_WARN, next, "%s",
			T("还没有用 duban backup 备份过", "never copied by duban backup"));
		return;
	}
	int64_t days = (clock_now(d->cli->clock).ms - m.at.ms) / DAY_MS;
	struct stat here, there;
	if (days > COPY_DAYS)
		doctor_say(d, DOCTOR_WARN, next,
			T("上次备份在 %lld 天以前", "the last copy is %lld days old"),
			(long long)days);
	else if (stat(str_c(a, m.to), &there) != 0)
		doctor_say(d, DOCTOR_WARN, next,
			T("上次的备份 %.*s 已经不在那里", "the last copy %.*s is gone"),
			STR_ARG(m.to));
	else if (stat(db, &here) == 0 && here.st_dev == there.st_dev)
		doctor_say(d, DOCTOR_WARN, next,
			T("上次的备份 %.*s 和数据库在同一块磁盘上",
				"the last copy %.*s is on the disk of the database"),
			STR_ARG(m.to));
	else
		doctor_say(d, DOCTOR_OK, NULL,
			T("%lld 天前备份到 %.*s", "copied %lld days ago to %.*s"), (long long)days,
			STR_ARG(m.to));
}

/* ---- the database ---- */

/* `now`: before the database was opened, which keeps the clock from running behind the log. */
static void look_at_clock(struct doctor *d, const struct base *b, struct stamp now)
{
	struct stamp newest = seal_newest(b->db);
	if (newest.ms > now.ms + AHEAD_MS)
		doctor_say(d, DOCTOR_BAD,
			T("请校准系统时间后再启动服务", "set the system time before serving"),
			T("系统时间比日志的最后一条早 %lld 分钟，时钟被拨回过",
				"the clock is %lld minutes behind the log: it was set back"),
			(long long)((newest.ms - now.ms) / 60000));
}

static void look_at_heads(struct doctor *d, const struct base *b)
{
	struct head h;
	if (conf_text(d->cli->conf, CONF_SEAL_KEY).n == 0 || seal_size(b->db) == 0)
		return;
	bool any = head_latest(b->db, 0, &h) == DB_OK;
	int64_t days = any ? (b->cx->now.ms - h.at.ms) / DAY_MS : 0;
	if (!any || days > HEAD_DAYS)
		doctor_say(d, DOCTOR_WARN,
			T("请确认 duban serve 在运行（夜里做树头），或执行 duban tick --once",
				"see that duban serve runs (heads are made at night), or run duban "
				"tick --once"),
			any ? T("最后一个签名的树头在 %lld 天以前",
				      "the last signed head is %lld days old")
			    : T("还没有签名的树头", "there is no signed head yet"),
			(long long)days);
	else
		doctor_say(d, DOCTOR_OK, NULL,
			T("最后一个签名的树头包括 %lld 条", "the last signed head covers %lld"),
			(long long)h.size);
}

static void look_at_calendar(struct doctor *d, const struct base *b)
{
	struct ymd today = day_ymd(b->cx->today);
	int year = today.y;
	bool here = work_is_published(b->cx->cal, b->cx->today);
	if (here && today.m >= NEXT_YEAR_FROM)
		here = work_is_published(b->cx->cal, day_of(++year, 1, 1));
	if (here)
		doctor_say(d, DOCTOR_OK, NULL, T("%d 年的放假安排已有", "holidays of %d are known"),
			year);
	else
		doctor_say(d, DOCTOR_WARN,
			T("请导入国务院办公厅的通知：界面“日历”，或 duban calendar import",
				"import the notice: screen Calendar, or duban calendar import"),
			T("没有 %d 年的放假安排，期限都是暂定的",
				"no holidays of %d: due dates are provisional"),
			year);
}

/* The browser keeps the session's cookie to https only where the gateway says that it was https. */
static void look_at_gateway(struct doctor *d, const struct base *b)
{
	int64_t https, all = token_session_count(b->cx, &https);
	if (all == 0 || conf_text(d->cli->conf, CONF_GATEWAY).n == 0)
		return;
	if (https < all)
		doctor_say(d, DOCTOR_WARN,
			T("请让网关送来 X-Forwarded-Proto: https",
				"let the gateway send X-Forwarded-Proto: https"),
			T("%lld 个登录里有 %lld 个，网关没有说明用的是 https，Cookie 没有标 Secure",
				"of %lld sign-ins the gateway did not say of %lld that they used "
				"https: their cookies are not Secure"),
			(long long)all, (long long)(all - https));
	else
		doctor_say(d, DOCTOR_OK, NULL,
			T("%lld 个登录都经 https", "all %lld sign-ins used https"), (long long)all);
}

void doctor_content(struct doctor *d)
{
	struct base b = {0};
	struct str why = STR_NONE;
	struct stamp now = clock_now(d->cli->clock);
	const char *url = str_c(d->cli->a, conf_text(d->cli->conf, CONF_DB));
	if (!check_is_server(url) && access(url, R_OK) != 0)
		return; /* "database" has said so */
	b.world = world_open(d->cli->a, d->cli->parts, d->cli->clock, url, WORLD_LOOK, &why);
	if (b.world && (b.db = store_reader(b.world->store)))
		b.cx = world_ctx(b.world, d->cli->a, b.db);
	if (b.cx) {
		doctor_say(d, DOCTOR_OK, NULL, T("日志 %lld 条", "%lld entries in the log"),
			(long long)seal_size(b.db));
		look_at_clock(d, &b, now);
		look_at_heads(d, &b);
		look_at_calendar(d, &b);
		look_at_gateway(d, &b);
	} else {
		doctor_say(d, DOCTOR_BAD,
			T("数据库较旧的，启动一次 duban serve 就会升级；连不上的，请检查服务器和 --db",
				"an older one is brought up to date by duban serve; otherwise "
				"check the server and --db"),
			T("打不开数据库的内容：%.*s", "cannot read what the database holds: %.*s"),
			STR_ARG(why));
	}
	base_close(&b);
}
