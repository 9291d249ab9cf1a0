/* tick.c — `duban tick`, and the ticking process under `duban serve`. */
#include "run/tick.h"
#include "run/registry.h"
#include "sys/proc.h"

#include <signal.h>

/* Set by the signal handler, the one way a signal can tell the loop to end. */
static volatile sig_atomic_t stopping;

static void on_stop(int sig)
{
	(void)sig;
	stopping = 1;
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
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

bool tick_open(struct tick *t, const struct world *w, const struct conf *conf)
{
	*t = (struct tick){
		.world = w, .db = store_reader(w->store), .conf = conf, .jobs = registry_jobs()};
	tick_init(t);
	return t->db != NULL;
}

void tick_close(struct tick *t)
{
	if (t->db)
		db_close(t->db);
}

int64_t tick_turn(void *t)
{
	return tick_once(t);
}

static void work(struct tick *t, bool once)
{
	stop_on_signals();
	if (!once) {
		proc_give_way();
		tick_run(t, &stopping);
	}
	while (once && !stopping && tick_once(t) == 0)
		;
}

int tick_work(struct cli *cli, bool once)
{
	struct str why = STR_NONE;
	const char *url = str_c(cli->a, conf_text(cli->conf, CONF_DB));
	struct world *w = world_open(cli->a, registry_parts(), cli->clock, url, WORLD_USE, &why);
	if (w == NULL)
		return cli_fail(
			cli, CLI_WORLD, L(cli, "请核对 --db", "check --db"), "%.*s", STR_ARG(why));
	struct tick t;
	int code = tick_open(&t, w, cli->conf) ? CLI_OK : CLI_WORLD;
	if (code == CLI_OK)
		work(&t, once);
	tick_close(&t);
	world_close(w);
	return code;
}

static int run(struct cli *cli)
{
	return tick_work(cli, !opt_has(cli->opt, "forever"));
}

static const struct opt opts[] = {OPT_SETTING(DB),
	OPT_FLAG("forever", "一直运行，直到被停止", "keep working until stopped"), OPT_END};

const struct command cmd_tick = {
	.name = "tick",
	.zh = "做一遍到时间的定时工作",
	.en = "do the scheduled work that is due",
	.more_zh = "duban serve 会自己做定时工作（开期、提醒、上报、发邮件、做树头）。"
		   "只有服务没有运行、或想马上做一遍时才用这个命令。几个进程同时运行也不会重复。",
	.more_en = "duban serve does the scheduled work itself (openings, reminders, escalation, "
		   "mail, "
		   "heads). Use this only where no server runs, or to do it at once. Several "
		   "processes "
		   "do not repeat each other's work.",
	.opts = opts,
	.run = run,
	.examples = "duban tick --db /var/lib/duban/duban.db",
};
