#!/usr/bin/env python3
"""http_bench.py — the HTTP server against nginx serving the same bytes, in the same run, and how it
behaves under slow clients, blocking handlers and SIGTERM. Loopback only, bounded.

    B=build test/bench/http_bench.py [--rounds N] [--seconds S] [--port P] [PART…]

Parts: nginx slow block drain gzip (all of them by default). Prints one line per figure; exits 1
where a goal is missed by more than the noise of a busy machine can explain (marked MISSED).
"""
import argparse
import os
import re
import selectors
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

B = os.environ.get("B") or "build"
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MISSED = []


def say(name, text, good=True):
    print(f"{name:<44} {text}{'' if good else '   MISSED'}", flush=True)
    if not good:
        MISSED.append(name)


def wait_port(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"http_bench: nothing listens on port {port}")


class Server:
    """Our server with the bench's handlers."""

    def __init__(self, port, *options):
        self.port = port
        self.p = subprocess.Popen([f"{B}/test/bench/http_server", f"127.0.0.1:{port}", *options],
                                  stderr=subprocess.PIPE, text=True)
        wait_port(port)

    def cpu(self):
        with open(f"/proc/{self.p.pid}/stat", encoding="ascii") as f:
            parts = f.read().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def anon_kb(self):
        with open(f"/proc/{self.p.pid}/status", encoding="ascii") as f:
            return int(re.search(r"RssAnon:\s+(\d+)", f.read()).group(1))

    def stop(self):
        self.p.send_signal(signal.SIGTERM)
        return self.p.communicate(timeout=30)[1].strip()


class Nginx:
    """nginx with one worker per core, serving files from a folder of its own."""

    def __init__(self, port, files):
        self.dir = tempfile.mkdtemp(prefix="duban-bench-")
        os.chmod(self.dir, 0o755)
        for name, data in files.items():
            with open(f"{self.dir}/{name}", "wb") as f:
                f.write(data)
        with open(f"{self.dir}/conf", "w", encoding="ascii") as f:
            f.write(f"""daemon off; worker_processes {os.cpu_count()}; pid {self.dir}/pid;
error_log {self.dir}/error.log crit; worker_rlimit_nofile 8192;
events {{ worker_connections 2048; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path {self.dir}/b; proxy_temp_path {self.dir}/p; fastcgi_temp_path {self.dir}/f;
  uwsgi_temp_path {self.dir}/u; scgi_temp_path {self.dir}/s; default_type text/plain;
  server {{ listen 127.0.0.1:{port}; root {self.dir}; }} }}""")
        self.p = subprocess.Popen(["nginx", "-p", self.dir, "-c", f"{self.dir}/conf", "-e",
                                   f"{self.dir}/error.log"], stderr=subprocess.DEVNULL)
        wait_port(port)

    def stop(self):
        self.p.send_signal(signal.SIGQUIT)
        self.p.wait(timeout=30)
        shutil.rmtree(self.dir, ignore_errors=True)


def wrk(url, connections, seconds, headers=()):
    """Requests per second and the 99th percentile in milliseconds."""
    cmd = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for h in headers:
        cmd += ["-H", h]
    out = subprocess.run(cmd + [url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"http_bench: wrong answers from {url}\n{out}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    return rate, float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def part_nginx(o):
    hello = b"hello, world\n"
    ours, theirs = Server(o.port), Nginx(o.port + 1, {"hello": hello})
    try:
        for connections in (64, 256):
            ratios, rows = [], []
            for _ in range(o.rounds):
                cpu = ours.cpu()
                a = wrk(f"http://127.0.0.1:{o.port}/hello", connections, o.seconds)
                cpu = (ours.cpu() - cpu) / (a[0] * o.seconds) * 1e6
                b = wrk(f"http://127.0.0.1:{o.port + 1}/hello", connections, o.seconds)
                ratios.append(a[0] / b[0])
                rows.append((a[0], a[1], b[0], b[1], cpu))
            m = [statistics.median(r[i] for r in rows) for i in range(5)]
            ratio = statistics.median(ratios)
            say(f"hello, {connections} connections, ratio to nginx",
                f"{ratio:.2f}  ({m[0]:,.0f}/s p99 {m[1]:.1f} ms, nginx {m[2]:,.0f}/s "
                f"p99 {m[3]:.1f} ms, {m[4]:.1f} us CPU each)", ratio >= 0.8)
    finally:
        theirs.stop()
        ours.stop()


class Slow(threading.Thread):
    """Connections that send one byte a second; notes when each is closed."""

    def __init__(self, port, count):
        super().__init__()
        self.text = b"GET /hello HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 1000
        self.poll = selectors.DefaultSelector()
        self.closed, self.halt, self.open = [], False, {}
        for _ in range(count):
            s = socket.create_connection(("127.0.0.1", port))
            s.setblocking(False)
            self.open[s] = [time.monotonic(), 0]
            self.poll.register(s, selectors.EVENT_READ)

    def drop(self, s):
        self.closed.append(time.monotonic() - self.open.pop(s)[0])
        self.poll.unregister(s)
        s.close()

    def feed(self):
        for s, state in list(self.open.items()):
            try:
                s.send(self.text[state[1]:state[1] + 1])
                state[1] += 1
            except OSError:
                self.drop(s)

    def run(self):
        while self.open and not self.halt:
            self.feed()
            end = time.monotonic() + 1
            while self.open and (left := end - time.monotonic()) > 0:
                for key, _ in self.poll.select(left):
                    try:
                        if not key.fileobj.recv(4096):
                            self.drop(key.fileobj)
                    except OSError:
                        self.drop(key.fileobj)


def part_slow(o):
    server = Server(o.port + 2)
    url = f"http://127.0.0.1:{o.port + 2}/hello"
    try:
        before = [wrk(url, 16, 3)[1] for _ in range(3)]
        slow = Slow(o.port + 2, 1000)
        slow.start()
        during = [wrk(url, 16, 3)[1] for _ in range(3)]
        slow.join(timeout=20)
        slow.halt = True
        say("1 000 clients at a byte a second", f"{len(slow.closed)} closed, the last after "
            f"{max(slow.closed, default=0):.1f} s (deadline 10 s)",
            len(slow.closed) == 1000 and max(slow.closed) < 13)
        a, b = statistics.median(before), statistics.median(during)
        say("p99 of others, before and during", f"{a:.2f} ms and {b:.2f} ms", b < 4 * a + 5)
        say("anonymous memory afterwards", f"{server.anon_kb() / 1024:.1f} MB",
            server.anon_kb() < 20 * 1024)
    finally:
        server.stop()


def get(port, path):
    """Seconds one request on a fresh connection took, and its bytes."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), 10) as s:
        s.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        data = b""
        while part := s.recv(65536):
            data += part
    return time.monotonic() - start, data


def part_block(o):
    server = Server(o.port + 3)
    halt = threading.Event()

    def block():
        while not halt.is_set():
            get(o.port + 3, "/slow?ms=300")

    threads = [threading.Thread(target=block) for _ in range(16)]
    try:
        for t in threads:
            t.start()
        time.sleep(0.5)
        took = sorted(get(o.port + 3, "/hello")[0] * 1000 for _ in range(200))
        say("hello beside 16 handlers of 300 ms", f"p50 {took[100]:.1f} ms, max {took[-1]:.1f} ms",
            took[100] < 30)
    finally:
        halt.set()
        for t in threads:
            t.join()
        server.stop()


def part_drain(o):
    server = Server(o.port + 4)
    got = []
    t = threading.Thread(target=lambda: got.append(get(o.port + 4, "/slow?ms=300")[1]))
    t.start()
    time.sleep(0.1)
    start = time.monotonic()
    server.stop()
    took = time.monotonic() - start
    t.join()
    whole = bool(got) and got[0].endswith(b"hello, world\n")
    say("SIGTERM during a request of 300 ms", f"reply {'delivered' if whole else 'lost'}, "
        f"process gone after {took:.2f} s", whole and took < 1)


def part_gzip(o):
    plain, packed = Server(o.port + 5), Server(o.port + 6, "gzip=1")
    try:
        for rows in (5, 50, 400):
            cost = []
            for s in (plain, packed):
                cpu = s.cpu()
                rate, _ = wrk(f"http://127.0.0.1:{s.port}/page?rows={rows}", 16, 3,
                              ["Accept-Encoding: gzip"])
                cost.append((s.cpu() - cpu) / (rate * 3) * 1e6)
            size = len(get(plain.port, f"/page?rows={rows}")[1])
            say(f"page of {size / 1024:.1f} KB, CPU plain and gzip",
                f"{cost[0]:.0f} us and {cost[1]:.0f} us")
    finally:
        plain.stop()
        packed.stop()


PARTS = {"nginx": part_nginx, "slow": part_slow, "block": part_block, "drain": part_drain,
         "gzip": part_gzip}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--seconds", type=int, default=3)
    p.add_argument("--port", type=int, default=18110)
    p.add_argument("parts", nargs="*", default=[])
    o = p.parse_args()
    os.chdir(TOP)
    for name in o.parts or PARTS:
        if name in ("nginx",) and shutil.which("nginx") is None:
            say(name, "left out: nginx is not installed")
            continue
        PARTS[name](o)
    sys.exit(1 if MISSED else 0)


main()
