/* app_fixture.c — see app_fixture.h. */
#include "lib/app_fixture.h"
#include "base/bug.h"
#include "core/actor.h"
#include "demo/demo.h"
#include "duty/preset.h"
#include "lib/pg_fixture.h"
#include "org/access.h"
#include "org/account.h"
#include "org/preset.h"
#include "run/app.h"
#include "run/registry.h"
#include "web/access_log.h"
#include "web/session.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { REPLY_MAX = 24 << 20, REQUEST_MAX = 8 << 20 };

static enum flow_code fill(struct ctx *cx, void *arg)
{
	(void)arg;
	enum flow_code code = preset_base(cx);
	if (code == FLOW_OK)
		code = duty_preset(cx);
	if (code == FLOW_OK)
		code = preset_bureau(cx, "county");
	/* The fixture starts sessions without passwords; nobody has one to change. */
	return code == FLOW_OK
		       ? flow_of_db(db_run(db_prep(cx->db, "UPDATE account SET must_change = 0")))
		       : code;
}

static void open_world(struct app_fixture *f, enum world_mode mode)
{
	struct str why;
	f->world = world_open(f->a, registry_parts(), &f->clock, f->url, mode, &why);
	AN(f->world);
	f->db = store_reader(f->world->store);
	AN(f->db);
}

static void make_bureau(struct app_fixture *f, bool demo)
{
	struct demo_in in = {.until = clock_now(&f->clock)};
	open_world(f, WORLD_MAKE);
	AZ(ctx_write(world_ctx(f->world, f->a, f->db), fill, NULL));
	db_close(f->db);
	world_close(f->world);
	/* Only a new process has the calendar's rows. */
	open_world(f, WORLD_USE);
	if (demo)
		AZ(demo_campaign(world_ctx(f->world, f->a, f->db), &in));
}

static void *serve(void *arg)
{
	struct app_fixture *f = arg;
	AZ(server_run(f->server));
	return NULL;
}

static void start_server(struct app_fixture *f)
{
	struct sockaddr_in at;
	socklen_t n = sizeof at;
	f->conf = conf_in(f->a, false);
	f->app = app_open(f->a, f->world, &f->conf);
	snprintf(f->log, sizeof f->log, "%s/access.log", f->dir);
	f->app->access_log = access_log_open(f->log);
	AN(f->app->access_log >= 0);
	f->listening = server_listen("127.0.0.1:0");
	AN(f->listening >= 0);
	AZ(getsockname(f->listening, (struct sockaddr *)&at, &n));
	f->port = ntohs(at.sin_port);
	f->o.listen = &f->listening;
	f->o.n_listen = 1;
	f->o.workers = 4;
	f->o.clock = &f->clock;
	app_serve_with(f->app, &f->o);
	f->server = server_open(f->a, &f->o);
	AN(f->server);
	AZ(pthread_create(&f->thread, NULL, serve, f));
}

void app_fixture_open(struct app_fixture *f, const char *iso, bool demo)
{
	memset(f, 0, sizeof *f);
	f->a = arena_open((size_t)1 << 30);
	AN(stamp_parse(str_of(iso), &f->clock.frozen));
	snprintf(f->dir, sizeof f->dir, "/tmp/duban-app-XXXXXX");
	AN(mkdtemp(f->dir));
	snprintf(f->url, sizeof f->url, "%s/app.db", f->dir);
	pg_fixture_take(f->url, sizeof f->url);
	make_bureau(f, demo);
	start_server(f);
}

void app_fixture_close(struct app_fixture *f)
{
	static const char *const files[] = {"app.db", "app.db-wal", "app.db-shm", "access.log"};
	char path[128];
	server_stop(f->server);
	AZ(pthread_join(f->thread, NULL));
	server_close(f->server);
	close(f->listening);
	close(f->app->access_log);
	db_close(f->db);
	world_close(f->world);
	pg_fixture_drop(f->url);
	for (size_t i = 0; i < NELEM(files); i++) {
		snprintf(path, sizeof path, "%s/%s", f->dir, files[i]);
		unlink(path);
	}
	rmdir(f->dir);
	arena_close(f->a);
}

struct ctx *app_fixture_cx(struct app_fixture *f, const char *login)
{
	struct ctx *cx = world_ctx(f->world, f->a, f->db);
	if (login)
		cx->who = actor_load(cx, account_find(cx, str_of(login)));
	AN(cx->who);
	return cx;
}

const char *app_fixture_token(struct app_fixture *f, const char *login, int scope)
{
	struct str secret;
	struct access_in in = {S("测试"), scope, scope == ACCESS_CALENDAR ? 0 : 30};
	AZ(access_make(app_fixture_cx(f, login), &in, &secret));
	return str_c(f->a, secret);
}

struct session_job {
	struct session s;
	struct http_res r;
	struct http_req q;
};

static enum flow_code start_session(struct ctx *cx, void *arg)
{
	struct session_job *j = arg;
	j->r = http_res_in(cx->a);
	return session_start(cx, &j->s, &j->q, &j->r);
}

const char *app_fixture_cookie(struct app_fixture *f, const char *login)
{
	struct session_job j = {0};
	struct ctx *cx = app_fixture_cx(f, login);
	struct buf out = buf_in(f->a, 4096);
	j.s.account = cx->who->account;
	AZ(ctx_write(cx, start_session, &j));
	buf_lit(&out, "Cookie: ");
	for (struct str rest = buf_view(&j.r.head); rest.n;) {
		struct str line = str_cut(&rest, S("\r\n"));
		if (!str_starts(line, S("Set-Cookie: ")))
			continue;
		line = str_from(line, 12);
		buf_str(&out, str_cut(&line, S(";")));
		buf_lit(&out, "; ");
	}
	out.n -= 2;
	buf_lit(&out, "\r\n");
	return str_c(f->a, buf_view(&out));
}

static int connect_to(const struct app_fixture *f)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)f->port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	AN(fd >= 0);
	AZ(connect(fd, (struct sockaddr *)&to, sizeof to));
	return fd;
}

static struct str read_all(struct app_fixture *f, int fd)
{
	struct buf in = buf_in(f->a, REPLY_MAX);
	char part[64 * 1024];
	ssize_t n;
	while ((n = recv(fd, part, sizeof part, 0)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_put(&in, part, (size_t)n);
	AZ(in.full);
	return buf_view(&in);
}

static struct app_reply exchange(struct app_fixture *f, struct str request)
{
	struct app_reply r = {0};
	int fd = connect_to(f);
	for (size_t sent = 0; sent < request.n;) {
		ssize_t n = send(fd, request.p + sent, request.n - sent, MSG_NOSIGNAL);
		AN(n > 0);
		sent += (size_t)n;
	}
	struct str all = read_all(f, fd);
	close(fd);
	r.head = str_cut(&all, S("\r\n\r\n"));
	r.body = all;
	AN(str_starts(r.head, S("HTTP/1.1 ")));
	r.status = atoi(r.head.p + 9);
	return r;
}

struct app_reply app_fixture_send(struct app_fixture *f, const char *verb, const char *path,
	const char *headers, struct str body)
{
	struct buf out = buf_in(f->a, REQUEST_MAX);
	buf_fmt(&out, "%s %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n%s", verb, path,
		headers);
	if (body.p)
		buf_fmt(&out, "Content-Length: %zu\r\n", body.n);
	buf_lit(&out, "\r\n");
	buf_str(&out, body);
	AZ(out.full);
	return exchange(f, buf_view(&out));
}

struct app_reply app_fixture_ask(struct app_fixture *f, const char *verb, const char *path,
	const char *headers, const char *body)
{
	return app_fixture_send(f, verb, path, headers, body ? str_of(body) : STR_NONE);
}

struct app_reply app_fixture_api(struct app_fixture *f, const char *verb, const char *path,
	const char *token, const char *body)
{
	const char *type = body ? "Content-Type: application/json\r\n" : "";
	return app_fixture_ask(f, verb, path,
		arena_fmt(f->a, "Authorization: Bearer %s\r\n%s", token, type), body);
}

struct str app_fixture_header(const struct app_reply *r, const char *name)
{
	for (struct str rest = r->head; rest.n;) {
		struct str line = str_cut(&rest, S("\r\n"));
		struct str key = str_cut(&line, S(": "));
		if (key.n == strlen(name) && strncasecmp(key.p, name, key.n) == 0)
			return line;
	}
	return STR_NONE;
}
