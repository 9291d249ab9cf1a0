/* serve.c — `duban serve`: a parent that owns the listening sockets and restarts what dies, and the
 * child that serves. With --one a single thread in a single process, for debugging.
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
#include "sys/log.h"
#include "web/server.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RESTART_MS = 500, TICK_RESTART_MS = 5000 };

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

static int serve(struct cli *cli, struct world *w, int listener, bool one)
{
	struct server_opt opt = {
		.listen = &listener,
		.n_listen = 1,
		.one = one,
		.clock = cli->clock,
		.gzip = true,
		.workers = (int)conf_int(cli->conf, CONF_WORKERS),
	};
	app_serve_with(app_open(cli->a, w, cli->conf), &opt);
	struct server *s = server_open(cli->a, &opt);
	if (s == NULL)
		return cli_fail(cli, CLI_WORLD, L(cli, "请看上面的日志", "see the log above"), "%s",
			L(cli, "服务不能启动", "cannot start the server"));
	serving = s;
	stop_on_signals();
	int err = server_run(s);
	serving = NULL;
	server_close(s);
	return err ? CLI_WORLD : CLI_OK;
}

static int open_and_serve(struct cli *cli, int listener, bool one)
{
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

/* A process under the parent. */
struct child {
	const char *name;
	int (*run)(struct cli *cli, int listener);
	pid_t pid;
};
enum { SERVER, TICK, N_CHILDREN };

static void pause_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

static int run_server(struct cli *cli, int listener)
{
	return open_and_serve(cli, listener, false);
}

static int run_tick(struct cli *cli, int listener)
{
	close(listener);
	int code = tick_work(cli, false);
	if (code == CLI_OK)
		return code;
	/* Not again at once, and without holding up whoever wants to stop it meanwhile. */
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	pause_ms(TICK_RESTART_MS);
	return code;
}

static void start(struct cli *cli, struct child *c, int listener)
{
	pid_t parent = getpid();
	c->pid = fork();
	if (c->pid != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(CLI_WORLD);
	int code = c->run(cli, listener);
	fflush(NULL);
	_exit(code);
}

/* Ends all of them and waits; the server's exit code. */
static int stop_all(struct child *all)
{
	int code = CLI_WORLD;
	for (int i = 0; i < N_CHILDREN; i++)
		if (all[i].pid > 0)
			kill(all[i].pid, SIGTERM);
	for (int i = 0, status; i < N_CHILDREN; i++)
		if (all[i].pid > 0 && waitpid(all[i].pid, &status, 0) == all[i].pid && i == SERVER)
			code = WIFEXITED(status) ? WEXITSTATUS(status) : CLI_WORLD;
	return code;
}

/* Starts again what died. A server that ended by itself, with an answer, ends the parent too: true,
 * with its code. */
static bool ended(struct cli *cli, struct child *all, int listener, int *code)
{
	for (int i = 0, status; i < N_CHILDREN; i++) {
		if (all[i].pid <= 0 || waitpid(all[i].pid, &status, WNOHANG) != all[i].pid)
			continue;
		all[i].pid = 0;
		if (i == SERVER && WIFEXITED(status)) {
			*code = WEXITSTATUS(status);
			return true;
		}
		log_error("serve", "%s ended (%s %d); starting another", all[i].name,
			WIFSIGNALED(status) ? "signal" : "code",
			WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
		pause_ms(RESTART_MS);
		start(cli, &all[i], listener);
	}
	return false;
}

static int watch(struct cli *cli, int listener)
{
	struct child all[N_CHILDREN] = {{"server", run_server, 0}, {"tick", run_tick, 0}};
	sigset_t set;
	int sig, code;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (int i = 0; i < N_CHILDREN; i++)
		start(cli, &all[i], listener);
	while (all[SERVER].pid > 0) {
		if (sigwait(&set, &sig))
			continue;
		if (sig != SIGCHLD)
			return stop_all(all);
		if (!ended(cli, all, listener, &code))
			continue;
		stop_all(all);
		return code;
	}
	int err = errno;
	stop_all(all);
	return cli_fail(cli, CLI_WORLD,
		L(cli, "请检查内存和进程数上限", "check memory and process limits"), "fork: %s",
		strerror(err));
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
	cli_out(cli,
		L(cli, "正在 http://%s/ 提供服务；按 Ctrl-C 停止\n",
			"serving http://%s/; Ctrl-C stops it\n"),
		address);
	fflush(cli->out);
	if (opt_has(cli->opt, "one"))
		return open_and_serve(cli, listener, true);
	return watch(cli, listener);
}

static const struct opt opts[] = {OPT_SETTING(DB), OPT_SETTING(LISTEN), OPT_SETTING(WORKERS),
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
