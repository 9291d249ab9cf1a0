#!/usr/bin/env python3
"""province_bench.py — the program on a synthetic province of two million due items: what issuing it
costs, and what each page costs afterwards. Loopback only, bounded.

    B=build test/bench/province_bench.py [--db FILE] [--port P] [--seconds S] [PART…]

Parts: start pages list report memory (all by default; the province is made first where --db names
no file). CPU is that of the server process over the run divided by its requests. Exits 1 where a
goal is missed (marked MISSED).
"""
import argparse
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

B = os.environ.get("B") or "build"
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PASSWORD = "province-2026-bench"
MISSED = []


def say(name, text, good=True):
    print(f"{name:<44} {text}{'' if good else '   MISSED'}", flush=True)
    if not good:
        MISSED.append(name)


def make(path):
    out = subprocess.run([f"{B}/test/bench/province", path], stdout=subprocess.PIPE, text=True,
                         check=True).stdout
    v = dict(line.split(" ", 1) for line in out.splitlines())
    say(f"issue of {int(v['dues']):,} due items", f"{v['issue_s']} s, CPU {v['issue_cpu_s']} s, "
        f"peak {v['peak_mb']} MB, of it anonymous afterwards {v['anon_mb']} MB",
        float(v["issue_s"]) <= 60 and int(v["peak_mb"]) <= 250)


class Serve:
    """`duban serve` on the file."""

    def __init__(self, db, port):
        self.port = port
        start = time.monotonic()
        self.p = subprocess.Popen([f"{B}/duban", "serve", "--db", db, "--listen",
                                   f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL)
        while True:
            try:
                self.get("/login")
                break
            except OSError:
                if time.monotonic() - start > 20:
                    sys.exit("province_bench: the server did not start")
                time.sleep(0.001)
        self.first_ms = (time.monotonic() - start) * 1000

    def pids(self):
        """The process and its children, which do the work."""
        kids = subprocess.run(["pgrep", "-P", str(self.p.pid)], stdout=subprocess.PIPE, text=True,
                              check=False).stdout.split()
        return [self.p.pid, *map(int, kids)]

    def settle(self):
        """Waits until the night's work that was missed is done: it is not what is measured."""
        end, was = time.monotonic() + 120, -1.0
        while time.monotonic() < end and self.cpu() - was > 0.02:
            was = self.cpu()
            time.sleep(1)

    def cpu(self):
        total = 0
        for pid in self.pids():
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as f:
                    total += int(f.read().split()[0])
        return total / 1e9

    def anon_mb(self):
        kb = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/status", encoding="ascii") as f:
                kb += int(re.search(r"RssAnon:\s+(\d+)", f.read()).group(1))
        return kb / 1024

    def get(self, path, cookie=""):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        c.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        r = c.getresponse()
        body = r.read().decode()
        c.close()
        return r.status, body

    def sign_in(self, login):
        """The session's cookies."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        form = urllib.parse.urlencode({"name": login, "password": PASSWORD})
        c.request("POST", "/login", form, {"Origin": f"http://127.0.0.1:{self.port}",
                                           "Content-Type": "application/x-www-form-urlencoded"})
        r = c.getresponse()
        r.read()
        got = [v.split(";")[0] for k, v in r.getheaders() if k.lower() == "set-cookie"]
        if r.status != 303 or not got:
            sys.exit(f"province_bench: {login} could not sign in ({r.status})")
        return "; ".join(got)

    def stop(self):
        self.p.send_signal(signal.SIGTERM)
        self.p.wait(timeout=30)


def wrk(o, url, cookie, connections=4, script=None):
    """Requests, requests per second, 99th percentile in ms."""
    cmd = ["wrk", "-t2" if connections > 1 else "-t1", f"-c{connections}", f"-d{o.seconds}s",
           "--latency", "-H", f"Cookie: {cookie}"]
    if script:
        cmd += ["-s", script]
    out = subprocess.run([*cmd, url], stdout=subprocess.PIPE, text=True, check=True).stdout
    if "Non-2xx" in out:
        say(url, "wrong answers", False)
    count = int(re.search(r"(\d+) requests in", out).group(1))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    return count, rate, float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def page(o, server, name, path, cookie, goal_ms):
    status, body = server.get(path, cookie)
    if status != 200 or "/logout" not in body:
        say(name, f"{path} answers {status}", False)
        return
    before = server.cpu()
    count, rate, p99 = wrk(o, f"http://127.0.0.1:{server.port}{path}", cookie)
    cpu = (server.cpu() - before) / count * 1000
    say(name, f"{cpu:.2f} ms CPU, p99 {p99:.1f} ms, {rate:,.0f}/s, {len(body) / 1024:.0f} KB",
        goal_ms is None or cpu <= goal_ms)


def known(db):
    """A campaign and a due item of the file."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as c:
        campaign = c.execute("SELECT min(id) FROM campaign").fetchone()[0]
        due = c.execute("SELECT max(id) FROM due WHERE state = 'open'").fetchone()[0]
    return campaign, due


def part_start(o, server):
    say("first response after start", f"{server.first_ms:.0f} ms", server.first_ms <= 50)
    say("anonymous memory, idle", f"{server.anon_mb():.1f} MB", server.anon_mb() <= 20)


def part_pages(o, server):
    campaign, due = known(o.db)
    for who, login in (("office", "xuwenxi"), ("liaison of all", "guchangning"),
                       ("lead unit", "zhoumingche")):
        cookie = server.sign_in(login)
        page(o, server, f"desk, {who}", "/", cookie, 0.6)
        page(o, server, f"list of 50, {who}", "/due", cookie, 0.6)
        page(o, server, f"due item, {who}", f"/due/{due}", cookie, 0.6)
    cookie = server.sign_in("xuwenxi")
    page(o, server, "campaign with matrix", f"/campaign/{campaign}", cookie, 20)
    page(o, server, "search of two characters",
         "/search?q=" + urllib.parse.quote("台账"), cookie, 20)


def part_list(o, server):
    cookie = server.sign_in("guchangning")
    url = f"http://127.0.0.1:{server.port}"
    _, body = server.get("/due", cookie)
    _, login = server.get("/login")
    asset = re.search(r'href="(/a/[^"]+\.css)"', login).group(1)
    size = len(server.get(asset)[1])
    _, ours, _ = wrk(o, f"{url}/due", cookie)
    _, static, _ = wrk(o, f"{url}{asset}", cookie)
    say("list page against a static file", f"{ours / static:.2f} of its throughput "
        f"({ours:,.0f}/s of {len(body) / 1024:.0f} KB, {static:,.0f}/s of {size / 1024:.0f} KB)",
        ours / static >= 0.25)


REPORT = """
local ids, at, csrf = {}, 0, "%(csrf)s"
for line in io.lines("%(ids)s") do ids[#ids + 1] = line end
local n = 0
function setup(thread) thread:set("part", n); n = n + 1 end
function init() at = part end
function request()
  at = at + 2
  local id = ids[at %% #ids + 1]
  local body = "csrf=" .. csrf .. "&once=%(run)s" .. at .. "&version=1&act=send&progress=" ..
    "%%E6%%9C%%AC%%E6%%9C%%88%%E5%%BC%%80%%E5%%B1%%95%%E8%%87%%AA%%E6%%9F%%A5" .. at
  return wrk.format("POST", "/due/" .. id .. "/report", {["Cookie"] = "%(cookie)s",
    ["Content-Type"] = "application/x-www-form-urlencoded", ["Origin"] = "%(origin)s"}, body)
end
local good, bad = 0, 0
function response(status) if status == 303 then good = good + 1 else bad = bad + 1 end end
"""


def sent(db):
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as c:
        return c.execute("SELECT count(*) FROM report").fetchone()[0]


def report_run(o, server, name, least, goal_cpu):
    cookie = server.sign_in("guchangning")
    with sqlite3.connect(f"file:{o.db}?mode=ro", uri=True) as c:
        ids = [r[0] for r in c.execute(
            "SELECT id FROM due WHERE state = 'open' AND due_day > '2026-11-01' AND from_day < "
            "'2026-11-20' ORDER BY id LIMIT 150000")]
    _, form = server.get(f"/due/{ids[0]}", cookie)
    csrf = re.search(r'name="csrf" value="([^"]+)"', form).group(1)
    folder = tempfile.mkdtemp(prefix="duban-bench-")
    with open(f"{folder}/ids", "w", encoding="ascii") as f:
        f.write("\n".join(map(str, ids)))
    with open(f"{folder}/report.lua", "w", encoding="ascii") as f:
        f.write(REPORT % {"csrf": csrf, "ids": f"{folder}/ids", "cookie": cookie, "run": os.urandom(
            6).hex(), "origin": f"http://127.0.0.1:{server.port}"})
    had, cpu = sent(o.db), server.cpu()
    count, rate, p99 = wrk(o, f"http://127.0.0.1:{server.port}/", cookie, 32,
                           f"{folder}/report.lua")
    cpu, stored = server.cpu() - cpu, sent(o.db) - had
    shutil.rmtree(folder)
    rate = rate * stored / count
    say(name, f"{cpu / max(stored, 1) * 1000:.2f} ms CPU each, {rate:,.0f}/s, p99 {p99:.1f} ms, "
        f"{stored:,} stored of {count:,} sent",
        stored >= 0.98 * count and rate >= least and p99 <= 50 and
        cpu / max(stored, 1) * 1000 <= goal_cpu)


def part_report(o, server):
    report_run(o, server, "report in, 32 clients", 2000, 1)


def part_slow(o, server):
    server.stop()
    os.environ |= {"LD_PRELOAD": os.path.abspath(f"{B}/test/bench/slowsync.so"),
                   "SLOWSYNC_US": "2000"}
    slow = Serve(o.db, o.port + 1)
    del os.environ["LD_PRELOAD"]
    try:
        slow.settle()
        report_run(o, slow, "the same, each sync 2 ms slower", 1500, 1)
    finally:
        slow.stop()


def part_memory(o, server):
    campaign, due = known(o.db)
    cookies = [server.sign_in(n) for n in ("xuwenxi", "guchangning", "zhoumingche")]
    for path in ("/", "/due", f"/due/{due}", f"/campaign/{campaign}", f"/campaign/{campaign}/measures", "/search?q=a"):
        for cookie in cookies:
            wrk(argparse.Namespace(seconds=2), f"http://127.0.0.1:{server.port}{path}", cookie, 32)
    peak = server.anon_mb()
    time.sleep(12)
    say("anonymous memory after mixed load", f"{server.anon_mb():.1f} MB (at its end {peak:.1f} MB)",
        server.anon_mb() <= 64)


PARTS = {"start": part_start, "pages": part_pages, "list": part_list, "memory": part_memory,
         "report": part_report, "slow": part_slow}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--db")
    p.add_argument("--port", type=int, default=18140)
    p.add_argument("--seconds", type=int, default=3)
    p.add_argument("parts", nargs="*", default=[])
    o = p.parse_args()
    os.chdir(TOP)
    folder = None
    if not o.db:
        folder = tempfile.mkdtemp(prefix="duban-bench-")
        o.db = f"{folder}/province.db"
    if not os.path.exists(o.db):
        make(o.db)
    server = Serve(o.db, o.port)
    try:
        server.settle()
        for name in o.parts or PARTS:
            PARTS[name](o, server)
    finally:
        if server.p.poll() is None:
            server.stop()
        if folder:
            shutil.rmtree(folder)
    sys.exit(1 if MISSED else 0)


main()
