/* doctor_checks.c — what duban doctor looks at on the machine. Each check reports through
 * doctor_say(). */
#include "cli/doctor_int.h"
#include "base/bug.h"
#include "paper/faces.h"
#include "sys/fence.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#define T(zh, en) L(d->cli, zh, en)

enum { MB = 1024 * 1024, ROOM_BAD_MB = 200, ROOM_WARN_MB = 2048, FILES = 1024 };

static void check_config(struct doctor *d)
{
	const struct conf *c = d->cli->conf;
	if (c->path.n)
		doctor_say(
			d, DOCTOR_OK, NULL, T("用了配置文件 %.*s", "uses %.*s"), STR_ARG(c->path));
	else
		doctor_say(d, DOCTOR_OK, NULL, "%s",
			T("没有配置文件，用默认值、命令行和环境变量",
				"no configuration file; defaults, flags and environment"));
}

static void check_fence(struct doctor *d)
{
	struct fence_kernel k = fence_kernel();
	if (k.landlock)
		doctor_say(
			d, DOCTOR_OK, NULL, T("Landlock 第 %d 版", "Landlock ABI %d"), k.landlock);
	else
		doctor_say(d, DOCTOR_WARN,
			T("请在内核启动参数中加 lsm=landlock,…；在此之前读文件只靠 seccomp 隔离",
				"boot with lsm=landlock,…; until then documents are read under "
				"seccomp only"),
			"%s", T("内核没有启用 Landlock", "the kernel has no Landlock"));
	if (k.seccomp)
		doctor_say(d, DOCTOR_OK, NULL, "%s", T("seccomp 可用", "seccomp works"));
	else
		doctor_say(d, DOCTOR_BAD,
			T("上传的文件没有隔离就不会读。请换有 seccomp 的内核，或放宽容器的限制",
				"uploaded files are not read without it: use a kernel with seccomp "
				"or "
				"loosen the container"),
			"%s", T("seccomp 不可用", "seccomp is not available"));
}

static void check_clock(struct doctor *d)
{
	struct timex t = {0};
	struct ymd today = day_ymd(stamp_day(clock_now(d->cli->clock)));
	if (clock_is_test(d->cli->clock))
		doctor_say(d, DOCTOR_WARN,
			T("正式运行前去掉 DUBAN_TEST 和 DUBAN_CLOCK",
				"remove DUBAN_TEST and DUBAN_CLOCK before real use"),
			"%s", T("正在使用测试时钟", "a test clock is in use"));
	else if (today.y < 2026)
		doctor_say(d, DOCTOR_BAD,
			T("请校准系统时间；期限和逾期都按它计算",
				"set the system time: every deadline is computed from it"),
			T("系统时间是 %d 年", "the system time says %d"), today.y);
	else if (adjtimex(&t) == TIME_ERROR || (t.status & STA_UNSYNC))
		doctor_say(d, DOCTOR_WARN,
			T("请配置时间同步（chrony 或 systemd-timesyncd，指向本单位的时间服务器）",
				"set up time synchronisation (chrony or systemd-timesyncd)"),
			"%s", T("系统时间没有同步", "the system clock is not synchronised"));
	else
		doctor_say(
			d, DOCTOR_OK, NULL, "%s", T("系统时间已同步", "the clock is synchronised"));
}

static bool is_postgres(struct str db)
{
	return str_starts(db, S("postgres://")) || str_starts(db, S("postgresql://"));
}

static void check_disk(struct doctor *d)
{
	struct str db = conf_text(d->cli->conf, CONF_DB);
	if (is_postgres(db))
		return;
	int64_t mb = file_room(str_c(d->cli->a, db));
	enum doctor_state s = mb < ROOM_BAD_MB * (int64_t)MB    ? DOCTOR_BAD
			      : mb < ROOM_WARN_MB * (int64_t)MB ? DOCTOR_WARN
								: DOCTOR_OK;
	if (mb < 0)
		doctor_say(d, DOCTOR_BAD,
			T("请先建这个文件夹，并让运行 duban 的用户可写",
				"create the folder and let the user of duban write there"),
			T("数据库所在的文件夹不存在：%.*s", "no folder for the database: %.*s"),
			STR_ARG(db));
	else
		doctor_say(d, s,
			s == DOCTOR_OK ? NULL : T("请清理或扩大磁盘", "free or add disk space"),
			T("数据库所在磁盘还有 %lld MB", "%lld MB left on the database's disk"),
			(long long)(mb / MB));
}

static void check_file_of_db(struct doctor *d, const char *path)
{
	struct stat st;
	char head[16] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		doctor_say(d, errno == ENOENT ? DOCTOR_WARN : DOCTOR_BAD,
			errno == ENOENT
				? T("新建：duban init --db 文件", "create it: duban init --db FILE")
				: T("请检查文件权限", "check the permissions"),
			errno == ENOENT ? T("还没有数据库 %s", "no database %s yet")
					: T("打不开数据库 %s", "cannot open %s"),
			path);
		return;
	}
	bool read_ok = fstat(fd, &st) == 0 && read(fd, head, sizeof head) == (ssize_t)sizeof head;
	close(fd);
	if (!read_ok || memcmp(head, "SQLite format 3", 16) != 0)
		doctor_say(d, DOCTOR_BAD,
			T("请从备份恢复：duban restore", "restore a backup: duban restore"),
			T("%s 不是 duban 的数据库", "%s is not a database of duban"), path);
	else if (st.st_mode & (S_IRWXO | S_IWGRP))
		doctor_say(d, DOCTOR_WARN,
			T("请执行 chmod 0640，内部数据不应让别的用户读",
				"chmod 0640: other users must not read it"),
			T("%s 的权限太宽（%03o）", "%s is too open (%03o)"), path,
			st.st_mode & 0777);
	else
		doctor_say(d, DOCTOR_OK, NULL, T("%s，%lld MB", "%s, %lld MB"), path,
			(long long)(st.st_size / MB));
}

static void check_database(struct doctor *d)
{
	struct str db = conf_text(d->cli->conf, CONF_DB);
	if (is_postgres(db))
		doctor_say(d, DOCTOR_OK, NULL, "%s", T("使用 PostgreSQL", "uses PostgreSQL"));
	else
		check_file_of_db(d, str_c(d->cli->a, db));
}

static void check_limits(struct doctor *d)
{
	struct rlimit r;
	AZ(getrlimit(RLIMIT_NOFILE, &r));
	if (r.rlim_cur < FILES)
		doctor_say(d, DOCTOR_WARN,
			T("请执行 ulimit -n 4096，或在 systemd 中设 LimitNOFILE=4096",
				"ulimit -n 4096, or LimitNOFILE=4096 in systemd"),
			T("可同时打开的文件只有 %llu 个", "only %llu open files are allowed"),
			(unsigned long long)r.rlim_cur);
	else
		doctor_say(d, DOCTOR_OK, NULL,
			T("可同时打开 %llu 个文件", "%llu open files allowed"),
			(unsigned long long)r.rlim_cur);
	int fd = file_temp(NULL);
	if (fd < 0)
		doctor_say(d, DOCTOR_BAD,
			T("请检查 TMPDIR 或 /tmp 的权限和空间", "check TMPDIR or /tmp"), "%s",
			T("不能建临时文件", "temporary files cannot be made"));
	else
		close(fd);
}

static bool is_loopback(struct str listen)
{
	return str_starts(listen, S("127.")) || str_starts(listen, S("[::1]")) ||
	       str_starts(listen, S("localhost:"));
}

static void check_listen(struct doctor *d)
{
	struct str at = conf_text(d->cli->conf, CONF_LISTEN);
	if (is_loopback(at) || conf_text(d->cli->conf, CONF_GATEWAY).n)
		doctor_say(d, DOCTOR_OK, NULL, T("监听 %.*s", "listens on %.*s"), STR_ARG(at));
	else
		doctor_say(d, DOCTOR_BAD,
			T("请在前面放 TLS 网关并设 gateway，或改为 127.0.0.1",
				"put a TLS gateway in front and set gateway, or use 127.0.0.1"),
			T("监听 %.*s，但没有声明网关，密码会明文传输",
				"listens on %.*s without a gateway: passwords would travel in "
				"clear"),
			STR_ARG(at));
}

/* Every role is set in something, so that the substitutes are known. */
static int say_substitutes(struct doctor *d, struct faces *faces)
{
	struct face_sub subs[FACE_ROLES];
	for (int i = 0; i < FACE_ROLES; i++)
		faces_glyph(faces, (enum face_role)i, 0x56FD); /* 国 */
	int n = faces_subs(faces, subs);
	for (int i = 0; i < n; i++) {
		struct str role = faces_role_name(subs[i].role);
		doctor_say(d, DOCTOR_WARN,
			T("请安装单位已获授权的字体，或在配置中改用已装的字体",
				"install the licensed font, or name another in the settings"),
			T("没有字体“%.*s”（%.*s），公文用“%.*s”代替，并写明",
				"no font \"%.*s\" (%.*s); \"%.*s\" stands in and is named"),
			STR_ARG(subs[i].wanted), STR_ARG(role), STR_ARG(subs[i].used));
	}
	return n;
}

static void check_fonts(struct doctor *d)
{
	const struct docx_fonts wanted = docx_fonts_of(d->cli->conf);
	struct str why;
	struct faces *faces = faces_open(d->cli->a, &wanted, &why);
	if (faces == NULL) {
		doctor_say(d, DOCTOR_WARN,
			T("请安装 libcairo2、libfontconfig1 和 fonts-noto-cjk",
				"install libcairo2, libfontconfig1 and fonts-noto-cjk"),
			"%s",
			T(str_c(d->cli->a, why), "PDF cannot be made: no library or no font"));
		return;
	}
	if (say_substitutes(d, faces) == 0)
		doctor_say(d, DOCTOR_OK, NULL, "%s",
			T("公文字体齐全", "all document fonts are there"));
	faces_close(faces);
}

static bool in_path(struct arena *a, struct str program)
{
	struct str dirs = str_of(getenv("PATH"));
	if (str_has(program, S("/")))
		return access(str_c(a, program), X_OK) == 0;
	while (dirs.n) {
		struct str dir = str_cut(&dirs, S(":"));
		if (access(arena_fmt(a, "%.*s/%.*s", STR_ARG(dir), STR_ARG(program)), X_OK) == 0)
			return true;
	}
	return false;
}

static void check_soffice(struct doctor *d)
{
	struct str program = conf_text(d->cli->conf, CONF_SOFFICE);
	if (program.n && in_path(d->cli->a, program))
		doctor_say(d, DOCTOR_OK, NULL, "%s",
			T("可以读 .doc、.wps、.odt", ".doc, .wps and .odt can be read"));
	else
		doctor_say(d, DOCTOR_WARN,
			T("需要时安装 libreoffice-writer；没有它时，界面会请用户另存为 .docx",
				"install libreoffice-writer if needed; users are asked to save as "
				".docx"),
			"%s",
			T("没有 LibreOffice，不能读 .doc、.wps、.odt",
				"no LibreOffice: .doc, .wps and .odt cannot be read"));
}

static void check_secret(struct doctor *d, enum conf_key key)
{
	struct stat st;
	struct str path = conf_text(d->cli->conf, key);
	if (path.n == 0)
		return;
	if (stat(str_c(d->cli->a, path), &st) != 0)
		doctor_say(d, DOCTOR_BAD, T("请检查路径", "check the path"),
			T("没有文件 %.*s（%s）", "no file %.*s (%s)"), STR_ARG(path),
			conf_setting(key)->name);
	else if (st.st_mode & (S_IRWXO | S_IRWXG))
		doctor_say(d, DOCTOR_BAD, T("请执行 chmod 0600", "chmod 0600"),
			T("%.*s 里有密码，别的用户也能读",
				"%.*s holds a password and others can read it"),
			STR_ARG(path));
}

static void check_mail(struct doctor *d)
{
	const struct conf *c = d->cli->conf;
	struct str server = conf_text(c, CONF_SMTP);
	if (server.n == 0)
		doctor_say(d, DOCTOR_OK, NULL, "%s",
			T("不发邮件，提醒只在系统内", "no mail; reminders stay inside"));
	else if (conf_text(c, CONF_MAIL_FROM).n == 0)
		doctor_say(d, DOCTOR_BAD, T("请设置 mail-from", "set mail-from"), "%s",
			T("设了邮件服务器，但没有发件人", "a mail server without a sender"));
	else
		doctor_say(d, DOCTOR_OK, NULL, T("邮件服务器 %.*s", "mail server %.*s"),
			STR_ARG(server));
	check_secret(d, CONF_SMTP_SECRET);
	check_secret(d, CONF_WEBHOOK_SECRET);
}

const struct doctor_check *doctor_checks(void)
{
	static const struct doctor_check all[] = {
		{"config", check_config},
		{"clock", check_clock},
		{"fence", check_fence},
		{"jail", doctor_jail},
		{"limits", check_limits},
		{"disk", check_disk},
		{"database", check_database},
		{"content", doctor_content},
		{"backup", doctor_backup},
		{"seal-key", doctor_key},
		{"listen", check_listen},
		{"fonts", check_fonts},
		{"soffice", check_soffice},
		{"mail", check_mail},
		{NULL, NULL},
	};
	return all;
}
