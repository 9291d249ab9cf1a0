#!/usr/bin/env python3
"""one_test — `serve --one` does the scheduled work too, between two requests. limit: 120 s

A single process for looking for mistakes is the whole program: reminders come and what is seen
there is what an office would see.
"""
import os
import re
import subprocess
import sys
import time

from bad_input_test import DUBAN, PORT, TMP, Browser, ask, check, count, set_clock, verified


def until(what, seconds=40):
    end = time.time() + seconds
    while not what() and time.time() < end:
        time.sleep(0.1)
    return what()


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    set_clock("2026-09-18T10:00:00+08:00")
    db = os.path.join(TMP, "one.db")
    subprocess.run([DUBAN, "demo", "--db", db], check=True, capture_output=True)
    before = ask(db, "SELECT max(id) FROM note")
    # Six days on: reports are near or late that were not when the demo ended.
    set_clock("2026-09-24T10:00:00+08:00")
    with open(os.path.join(TMP, "one.log"), "ab") as log, subprocess.Popen(
            [DUBAN, "serve", "--one", "--db", db, "--listen", f"127.0.0.1:{PORT}"], stdout=log, stderr=log) as p:
        try:
            told = until(lambda: ask(db, f"SELECT count(*) FROM note WHERE id > {before}"))
            check("one: reminders come without anybody asking for a page", told, told)
            b = Browser(PORT).sign_in("linzhiyuan").get("/")
            check("one: pages are answered meanwhile", b.status == 200 and "工作台" in b.page, b.status)
            ran = until(lambda: ask(db, "SELECT count(*) FROM job_lease WHERE result = 'ok' AND name = 'remind'"))
            check("one: the reminders' lease is given back as any process gives it", ran, ran)
            who = ask(db, "SELECT count(*) FROM job_lease WHERE holder IS NOT NULL")
            check("one: nothing is left half claimed", until(
                lambda: ask(db, "SELECT count(*) FROM job_lease WHERE holder IS NOT NULL") == 0), who)
            r = subprocess.run(["ps", "--no-headers", "-o", "pid", "--ppid", str(p.pid)],
                               capture_output=True, text=True, check=False)
            check("one: it is one process", not re.search(r"\d", r.stdout), r.stdout)
        finally:
            p.terminate()
            code = p.wait(20)
    check("one: stopping ends it in order", code == 0, code)
    check("one: the log fits", *verified(db))
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
