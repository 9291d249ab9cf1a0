#!/usr/bin/env python3
"""sight_test — what somebody may not see is not there for him, whatever he forges. limit: 200 s

A reference to a record out of sight is refused in the words for one that does not exist, in forms
and in lists; a stopped account does not get in, whatever it knows.
"""
import html
import os
import re
import subprocess
import sys

from bad_input_test import (DUBAN, PASSWORD, PORT, TMP, Browser, Server, ask, check, count, set_clock, verified)

STATION = "(SELECT id FROM unit WHERE name = '城关派出所')"
NOWHERE = 987654321
SIGNS = ("session", "seal_entry WHERE verb = 'sign_in'")


def said(b):
    """What the page says is wrong, without what was typed."""
    m = re.search(r'<div class="errsum.*?</div>', b.page, re.S)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", m.group(0)))).strip() if m else ""


def claim(s, **fields):
    b = Browser(s.port).sign_in("guchangning").get("/k/claim/new")
    action = re.search(r'<form[^>]*action="(/k/claim/new[^"]*)"', b.page)
    f = b.form(action.group(1)) if action else {}
    return b.post("/k/claim/new", {**f, "unit": ask(s.db, f"SELECT id FROM unit WHERE id = {STATION}"),
                                   "how": "self", "matter": "窗口排队时间长", **fields})


def references(s):
    mine = ask(s.db, f"SELECT measure FROM duty WHERE unit = {STATION} AND state = 'active' AND measure NOT IN "
                     "(SELECT measure FROM claim) ORDER BY id LIMIT 1")
    theirs = ask(s.db, f"SELECT id FROM measure WHERE id NOT IN (SELECT measure FROM duty WHERE unit = {STATION} OR "
                       f"to_unit = {STATION}) ORDER BY id LIMIT 1")
    me = ask(s.db, "SELECT person FROM account WHERE login = 'guchangning'")
    stranger = ask(s.db, "SELECT person FROM account WHERE login = 'sysadmin'")
    n = ask(s.db, "SELECT count(*) FROM claim")
    hidden, absent = claim(s, measure=theirs, person=me), claim(s, measure=NOWHERE, person=me)
    check("a measure of others and one that does not exist are refused alike", hidden.status == absent.status == 422 and
          said(hidden) == said(absent) and "措施不存在" in said(hidden), (hidden.status, said(hidden), said(absent)))
    hidden, absent = claim(s, measure=mine, person=stranger), claim(s, measure=mine, person=NOWHERE)
    check("and so are a person of elsewhere and nobody", hidden.status == absent.status == 422 and
          said(hidden) == said(absent) and "人员不存在" in said(hidden), (hidden.status, said(hidden), said(absent)))
    check("nothing of it was written", ask(s.db, "SELECT count(*) FROM claim") == n)
    good = claim(s, measure=mine, person=me)
    check("what one owes and whom one sees may be named", good.status == 303 and
          ask(s.db, "SELECT count(*) FROM claim") == n + 1, (good.status, said(good)))
    leader = ask(s.db, f"SELECT leader FROM pairing WHERE unit = {STATION} AND state = 'active' LIMIT 1")
    id_, version = (ask(s.db, f"SELECT {c} FROM claim ORDER BY id DESC LIMIT 1") for c in ("id", "version"))
    b = Browser(s.port).sign_in("guchangning").get(f"/k/claim/{id_}/fix")
    b.post(f"/k/claim/{id_}/fix", {**b.form(f"/k/claim/{id_}/fix"), "version": version, "leader": leader, "person": me,
                                   "goal": "", "task": "", "steps": "", "due_day": ""})
    check("so may the leader who looks after the unit", leader and b.status == 303 and
          ask(s.db, f"SELECT leader FROM claim WHERE id = {id_}") == leader, (leader, b.status, said(b)))


def filters(s):
    b = Browser(s.port).sign_in("linzhiyuan")
    pages = []
    for measure in (ask(s.db, f"SELECT id FROM measure WHERE id NOT IN (SELECT measure FROM duty WHERE unit = {STATION} "
                              f"OR to_unit = {STATION}) ORDER BY id LIMIT 1"), NOWHERE):
        b.get(f"/k/duty?measure={measure}")
        pages.append((b.status, b.text().replace(str(measure), "N")))
    check("a list narrowed by something out of sight is as empty as by something that is not there",
          pages[0] == pages[1] and pages[0][0] == 200, pages)
    mine = ask(s.db, f"SELECT measure FROM duty WHERE unit = {STATION} ORDER BY id LIMIT 1")
    b.get(f"/k/duty?measure={mine}")
    check("and not empty by what is one's own", b.status == 200 and re.search(r'href="/k/duty/\d+"', b.page), b.status)
    b.get("/k/duty?measure=abc")
    check("what is no number is told so", "整数" in b.text() or b.status in (400, 422), (b.status, b.text()[:200]))


def units(s):
    """A new record for a unit elsewhere, and for one that is not there."""
    answers = []
    me = ask(s.db, "SELECT person FROM account WHERE login = 'guchangning'")
    mine = ask(s.db, f"SELECT measure FROM duty WHERE unit = {STATION} AND state = 'active' ORDER BY id LIMIT 1")
    for unit in (ask(s.db, "SELECT id FROM unit WHERE name = '柳河派出所'"), NOWHERE):
        b = claim(s, unit=unit, person=me, measure=mine)
        answers.append((b.status, b.text().replace(str(unit), "N")))
    check("a record for a unit elsewhere and for one that is not there are refused alike",
          answers[0] == answers[1] and answers[0][0] in (403, 404), answers)


def stopped(s):
    b = Browser(s.port).sign_in("officer")
    admin = Browser(s.port).sign_in("sysadmin")
    account = ask(s.db, "SELECT id FROM account WHERE login = 'officer'")
    for verb, way_back in (("lock", "unlock"), ("close", None)):
        url = f"/k/account/{account}/{verb}"
        f = admin.get(url).form(url)
        admin.post(url, {**f, "reason": "调离"})
        check(f"{verb}: it is done", admin.status == 303, (admin.status, said(admin)))
        b.get("/")
        check(f"{verb}: who was in is out", 'name="password"' in b.page and "应报" not in b.text(), b.text()[:200])
        c = Browser(s.port).get("/login")
        before, log = (ask(s.db, f"SELECT count(*) FROM {t}") for t in SIGNS)
        c.post("/login", {**c.form("/login"), "name": "officer", "password": PASSWORD})
        check(f"{verb}: the right password does not let him in, and he is told whom to ask",
              c.status != 303 and "管理员" in c.text(), (c.status, c.text()[:200]))
        check(f"{verb}: no session is made, and no sign-in stands in the log",
              (before, log) == tuple(ask(s.db, f"SELECT count(*) FROM {t}") for t in SIGNS))
        check(f"{verb}: nor does what he was given open anything", 'name="password"' in c.get("/").page, c.text()[:200])
        if way_back:
            url = f"/k/account/{account}/{way_back}"
            f = admin.get(url).form(url)
            admin.post(url, {**f, "reason": "回来了"})
            check(f"{way_back}: and back in", admin.status == 303 and
                  Browser(s.port).sign_in("officer").get("/").status == 200, admin.status)


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    set_clock("2026-09-18T10:00:00+08:00")
    subprocess.run([DUBAN, "demo", "--db", os.path.join(TMP, "d.db")], check=True, capture_output=True)
    s = Server(PORT)
    only = sys.argv[1:]
    try:
        for part in (references, filters, units, stopped):
            if not only or part.__name__ in only:
                part(s)
    finally:
        s.stop()
    check("after all this the log fits", *verified(s.db))
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
