#!/usr/bin/env python3
"""doors_test — every role of the demo bureau, against the real server. limit: 200 s

Signs in as each, follows every link of navigation, desk and pages (pages that differ only in
numbers count once): each answers 200, leads into this program, and a place within a page is there.
Every permission of the role has its door: a link or a form that it opens. Nobody sees a word of the
program's own.
"""
import html
import http.client
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse

DUBAN = os.environ.get("DUBAN", "build/duban")
TMP = os.environ.get("TEST_TMP") or "/tmp/duban-doors"
PORT = int(os.environ.get("TEST_PORT", "18530"))
DB = os.path.join(TMP, "doors.db")
# Permission → what it opens: a link, or the address a form is sent to, numbers as #.
DOORS = {
    "org.read": r"^/org$", "org.edit": r"^/k/unit/new$", "account.admin": r"^/org/account$",
    "grant.admin": r"^/k/role_grant/new", "log.read": r"^/seal$", "setting.edit": r"^/setting$",
    "calendar.edit": r"^/calendar/notice|^/calendar/import|^/calendar/day", "campaign.read": r"^/campaign$",
    "campaign.edit": r"^/campaign/#/setup", "plan.read": r"^/plan/#$", "plan.edit": r"^/plan/import$",
    "plan.review": r"^/plan$", "plan.issue": r"^/plan$", "due.read": r"^/due$",
    "due.report": r"^/due/#/report|^/due\?view=owed", "due.accept": r"^/due\?view=review", "due.change": r"^/due/#/change|^/change",
    "due.approve": r"^/change$", "due.remind": r"^/due/#/urge|^/due\?view=late",
}
# Words of the program that no screen may show: permission words, states, colours, code sets.
OWN_WORDS = re.compile(r"\b(workday|quota|yellow|unit_kind|campaign_type|task_origin|in_force|"
                       r"(?:org|due|plan|campaign|grant|log|setting|account|calendar)\.(?:read|edit|"
                       r"admin|report|accept|change|approve|remind|review|issue))\b")
count = [0, 0]


def check(name, problems):
    count[1 if problems else 0] += 1
    print(f"{'not ok' if problems else 'ok'} {sum(count)} - {name}", flush=True)
    for p in problems[:20]:
        print(f"#   {p}")


class Browser:
    def __init__(self):
        self.cookies, self.status, self.page, self.kind = {}, 0, "", ""

    def send(self, method, path, pairs=None):
        c = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if pairs is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        c.request(method, path, None if pairs is None else urllib.parse.urlencode(pairs), head)
        r = c.getresponse()
        self.status, self.kind = r.status, r.headers.get("Content-Type", "")
        self.page = r.read().decode("utf-8", "replace")
        for v in r.headers.get_all("Set-Cookie") or []:
            k, x = v.split(";")[0].split("=", 1)
            self.cookies[k] = x
        c.close()

    def sign_in(self, login, password):
        self.send("GET", "/login")
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page)
        self.send("POST", "/login", {**dict(hidden), "name": login, "password": password})
        return self.status == 303


def pattern(url):
    """Pages that differ only in numbers and in the words of a search are one page."""
    return re.sub(r"=[^&]*", "=", re.sub(r"\d+", "#", url))


def shown(page):
    """The text a person reads; attributes and what is typed are not looked at."""
    text = re.sub(r"<(script|style|svg|pre|textarea)\b.*?</\1>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def walk(browser):
    """(broken links, the program's own words, every door) of one person."""
    broken, words, doors, queue, seen = [], [], set(), [("/", "")], set()
    while queue:
        url, source = queue.pop(0)
        if pattern(url) in seen:
            continue
        seen.add(pattern(url))
        browser.send("GET", url)
        if browser.status != 200:
            broken.append(f"{browser.status} {url} from {source}")
        if not browser.kind.startswith("text/html") or browser.status != 200:
            continue
        page = browser.page
        words += [f"{url}: {w}" for w in set(m.group(0) for m in OWN_WORDS.finditer(shown(page)))]
        doors |= {pattern(html.unescape(a)) for a in re.findall(r'<form[^>]* action="([^"]*)"', page)}
        for href in map(html.unescape, re.findall(r'<a\b[^>]* href="([^"]*)"', page)):
            path, _, place = href.partition("#")
            if href in ("", "#"):
                broken.append(f"a link to nowhere on {url}")
            elif not path and f'id="{place}"' not in page:
                broken.append(f"no #{place} on {url}")
            elif path.startswith("/"):
                doors |= {pattern(path), path}
                queue.append((path, url))
            elif path.startswith("?"):
                queue.append((url.split("?")[0] + path, url))
    return broken, words, doors


def rights():
    """role → its permission words."""
    with open("data/roles.tsv", encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if line[0] != "#"]
    at = rows[0].index("perms")
    return {r[0]: r[at].split() for r in rows[1:]}


def roles_of(login):
    c = sqlite3.connect(f"file:{DB}?mode=ro", uri=True, timeout=20)
    try:
        return {r for r, in c.execute("SELECT g.role FROM role_grant g JOIN account a ON a.person = g.person "
                                      "WHERE a.login = ? AND g.state = 'active'", (login,))}
    finally:
        c.close()


def serve():
    proc = subprocess.Popen([DUBAN, "serve", "--db", DB, "--listen", f"127.0.0.1:{PORT}"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
            return proc
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server does not answer")


def main():
    os.makedirs(TMP, exist_ok=True)
    said = subprocess.run([DUBAN, "demo", "--db", DB], capture_output=True, text=True, check=True).stdout
    password = re.search(r"口令都是 (\S+?)）", said).group(1)
    perms, proc = rights(), serve()
    try:
        for login in re.findall(r"^ {2}(\w+) {2,}\S", said, re.M):
            browser = Browser()
            if not browser.sign_in(login, password):
                check(f"{login} signs in", ["refused"])
                continue
            broken, words, doors = walk(browser)
            held = {w for r in roles_of(login) for w in perms[r]}
            shut = [w for w in sorted(held) if not any(re.search(DOORS[w], d) for d in doors)]
            check(f"{login}: every link leads somewhere", broken)
            check(f"{login}: every permission has its door", [f"none for {w}" for w in shut] if held else ["no role"])
            check(f"{login}: no word of the program's own", words)
    finally:
        proc.terminate()
        proc.wait(20)
        shutil.rmtree(TMP, ignore_errors=True)
    print(f"1..{sum(count)}\n{count[0]} passed, {count[1]} failed")
    return 1 if count[1] else 0


sys.exit(main())
