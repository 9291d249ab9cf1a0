/* serve.c — `duban serve`: a parent that owns the listening sockets and restarts what dies, and the
 * child that serves. With --one a single thread in a single process, for debugging;
 * the scheduled work is then done between two requests.
 *
 * Crash-only: a child that meets the impossible aborts, the parent starts another within a second,
 * and nothing acknowledged is lost because nothing is acknowledged before it is durable. SIGTERM
 * and SIGINT drain: finish, answer, stop. */
#include "base/bug.h"
#include "cli/cli.h"
#include "core/world.h"
#include "run/app.h"
#include "run/registry.h"
#include "run/tick.h"
#include "sys/jail.h"
#include "sys/log.h"
#include "web/access_log.h"
#include "web/peer.h"
#include "web/server.h"
#include "web/server_keep.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The server itself drains for 10 s at the most. */
enum { DRAIN_MS = 15000, TICK_RESTART_MS = 5000, HEAPS = 4, HEAP_KEPT = 8 << 20 };

/* ---- the child: one server over one world ---- */

/* Read by the signal handler; set before and cleared after the server exists. */
static struct server *serving;

static void on_stop(int sig)
{
	(void)sig;
	if (serving)
		server_stop(serving);
}

static void stop_on_signals(void)
{
	struct sigaction sa = {.sa_handler = on_stop};
	sigset_t set;
	sigemptyset(&sa.sa_mask);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* The gateway's address, whose word about the client counts. CLI_OK with `*n` 0 where none is
 * declared. */
static int declared_gateway(struct cli *cli, struct http_peer *gateway, size_t *n)
{
	struct str text = conf_text(cli->conf, CONF_GATEWAY);
	*n = text.n > 0;
	if (text.n == 0 || peer_parse(text, gateway))
		return CLI_OK;
	return cli_fail(cli, CLI_USAGE,
		L(cli, "请写 IP 地址，例如 10.1.0.5", "write an IP address such as 10.1.0.5"),
		"gateway: %.*s", STR_ARG(text));
}

/* Passwords would cross the network in the clear: only a gateway with TLS may stand in between. */
static int check_zone(struct cli *cli, int listener)
{
	struct sockaddr_storage at = {0};
	socklen_t n = sizeof at;
	bool known = getsockname(listener, (struct sockaddr *)&at, &n) == 0;
	if (known && peer_of(&at).zone == ZONE_LOOPBACK)
		return CLI_OK;
	if (conf_text(cli->conf, CONF_GATEWAY).n)
		return CLI_OK;
	return cli_fail(cli, CLI_USAGE,
		L(cli, "请监听 127.0.0.1，或用 --gateway 写明前面的 TLS 网关的地址",
			"listen on 127.0.0.1, or name the TLS gateway in front with --gateway"),
		"%s",
		L(cli, "没有声明网关，只能在本机提供服务",
			"without a declared gateway only this machine is served"));
}

/* Where the configuration names one; closed with the process. */
static int open_access_log(struct cli *cli, struct app *app)
{
	const char *path = str_c(cli->a, conf_text(cli->conf, CONF_ACCESS_LOG));
	if (*path == '\0')
		return CLI_OK;
	app->access_log = access_log_open(path);
	if (app->access_log >= 0)
		return CLI_OK;
	return cli_fail(cli, CLI_WORLD,
		L(cli, "请核对 access-log 的文件夹和权限", "check the folder and its rights"),
		"%s: %s", path, strerror(-app->access_log));
}

/* What this machine cannot keep away from foreign documents: said at every start. */
static void warn_of_kernel(struct cli *cli)
{
	struct str missing = jail_missing(cli->a);
	if (missing.n)
		log_warn("serve", "%.*s", STR_ARG(missing));
}

static int cannot_start(struct cli *cli)
{
	return cli_fail(cli, CLI_WORLD, L(cli, "请看上面的日志", "see the log above"), "%s",
		L(cli, "服务不能启动", "cannot start the server"));
}

static int run_server_with(struct cli *cli, const struct server_opt *opt)
{
	struct server *s = server_open(cli->a, opt);
	if (s == NULL)
		return cannot_start(cli);
	serving = s;
	stop_on_signals();
	int err = server_run(s);
	serving = NULL;
	server_close(s);
	return err ? CLI_WORLD : CLI_OK;
}

static int serve(struct cli *cli, struct world *w, int listener, bool one)
{
	struct http_peer gateway;
	size_t n_gateways;
	int code = declared_gateway(cli, &gateway, &n_gateways);
	if (code != CLI_OK)
		return code;
	struct server_opt opt = {
		.listen = &listener,
		.n_listen = 1,
		.one = one,
		.clock = cli->clock,
		.gzip = true,
		.gateways = &gateway,
		.n_gateways = n_gateways,
		.workers = (int)conf_int(cli->conf, CONF_WORKERS),
	};
	struct app *app = app_open(cli->a, w, cli->conf);
	if ((code = open_access_log(cli, app)) != CLI_OK)
		return code;
	app_serve_with(app, &opt);
	struct tick tick = {0};
	if (one) {
		/* No other process does what is due here. */
		if (!tick_open(&tick, w, cli->conf))
			return cannot_start(cli);
		opt.turn = tick_turn;
		opt.turn_arg = &tick;
	}
	code = run_server_with(cli, &opt);
	tick_close(&tick);
	return code;
}

/* What a request used is kept for the next one: giving it back to the kernel each time costs more
 * than most pages do. Few heaps, so that what one request grew serves the next on any thread. */
static void keep_heap(void)
{
	static const int wishes[][2] = {{M_ARENA_MAX, HEAPS}, {M_TRIM_THRESHOLD, HEAP_KEPT},
		{M_TOP_PAD, HEAP_KEPT / 16}, {M_MMAP_THRESHOLD, HEAP_KEPT}};
	/* Only a wish: where another allocator was put in front, it has its own ways. */
	for (size_t i = 0; i < NELEM(wishes); i++)
		if (!mallopt(wishes[i][0], wishes[i][1]))
			log_debug("serve", "the allocator did not take setting %d", wishes[i][0]);
}

static int open_and_serve(struct cli *cli, int listener, bool one)
{
	keep_heap();
	struct str why = STR_NONE;
	const char *url = str_c(cli->a, conf_text(cli->conf, CONF_DB));
	struct world *w = world_open(cli->a, registry_parts(), cli->clock, url, WORLD_USE, &why);
	if (w == NULL)
		return cli_fail(cli, CLI_WORLD,
			L(cli, "请核对 --db，或先运行 duban init",
				"check --db, or run duban init first"),
			"%.*s", STR_ARG(why));
	int code = serve(cli, w, listener, one);
	world_close(w);
	return code;
}

/* ---- the parent ---- */

/* What the children need. */
struct house {
	struct cli *cli;
	int listener;
};

static int run_server(void *arg)
{
	struct house *h = arg;
	return open_and_serve(h->cli, h->listener, false);
}

static int run_tick(void *arg)
{
	struct house *h = arg;
	close(h->listener);
	return tick_work(h->cli, false);
}

static void note(const struct server_child *child, pid_t pid, int status)
{
	(void)pid;
	if (status == SERVER_STARTED)
		return;
	bool signalled = WIFSIGNALED(status);
	int what = signalled ? WTERMSIG(status) : WEXITSTATUS(status);
	if (what != 0)
		log_error("serve", "%s ended (%s %d)", child->name, signalled ? "signal" : "code",
			what);
}

/* A server that ends by itself has said why: its code is ours. */
static int watch(struct cli *cli, int listener)
{
	struct house h = {cli, listener};
	const struct server_child children[] = {
		{.name = "server", .run = run_server, .arg = &h, .main = true, .note = note},
		{.name = "tick",
			.run = run_tick,
			.arg = &h,
			.slow_ms = TICK_RESTART_MS,
			.note = note},
	};
	int code = server_keep(children, NELEM(children), DRAIN_MS);
	return code < 0 ? CLI_WORLD : code;
}

static int run(struct cli *cli)
{
	const char *address = str_c(cli->a, conf_text(cli->conf, CONF_LISTEN));
	int listener = server_listen(address);
	if (listener < 0)
		return cli_fail(cli, CLI_WORLD,
			L(cli, "请换一个端口（--listen 地址:端口），或停掉占用它的程序",
				"use another port (--listen ADDR:PORT), or stop what uses this "
				"one"),
			"%s: %s", address, strerror(-listener));
	int code = check_zone(cli, listener);
	if (code != CLI_OK)
		return code;
	cli_out(cli,
		L(cli, "正在 http://%s/ 提供服务；按 Ctrl-C 停止\n",
			"serving http://%s/; Ctrl-C stops it\n"),
		address);
	fflush(cli->out);
	warn_of_kernel(cli);
	if (opt_has(cli->opt, "one"))
		return open_and_serve(cli, listener, true);
	return watch(cli, listener);
}

static const struct opt opts[] = {OPT_SETTING(DB), OPT_SETTING(LISTEN), OPT_SETTING(GATEWAY),
	OPT_SETTING(WORKERS), OPT_SETTING(ACCESS_LOG),
	OPT_FLAG("one", "单进程单线程，用于排错", "one thread in one process, for debugging"),
	OPT_END};

const struct command cmd_serve = {
	.name = "serve",
	.zh = "提供服务",
	.en = "serve",
	.opts = opts,
	.run = run,
	.examples = "duban serve --db /var/lib/duban/duban.db --listen 127.0.0.1:8080",
};
