#!/usr/bin/env python3
"""find_test — choosing one of very many people in a form, without script. limit: 90 s

A bureau with so many people that no list holds them: a line takes a number or a name in one sending;
of several that fit one is chosen from what is shown; nothing that fits, and nothing outside what the
asker may see, is ever written; whoever stands behind place 400 of the list can be named like anybody.
"""
import csv
import os
import re
import shutil
import subprocess
import sys

from bad_input_test import DUBAN, PORT, TMP, Browser, Server, ask, check, count, set_clock, verified

MANY = 500
TWINS = ("康宁远", "康宁远")
LATE = "阚最末"


def people():
    """The demo's sheet of persons with MANY more in one station."""
    at = os.path.join(TMP, "people.csv")
    rows = [(f"5{i:05d}", f"测试{'甲乙丙丁戊己庚辛壬癸'[i // 100]}{'子丑寅卯辰巳午未申酉'[i // 10 % 10]}"
             f"{'天地玄黄宇宙洪荒日月'[i % 10]}") for i in range(MANY)]
    rows += [("599001", TWINS[0]), ("599002", TWINS[1]), ("599003", LATE)]
    with open(at, "w", newline="", encoding="utf-8-sig") as f:
        out = csv.writer(f)
        out.writerow(["【人员】"])
        out.writerow(["姓名", "警号", "单位", "职务"])
        out.writerows([name, no, "城关派出所", "民警"] for no, name in rows)
    return at


def choices(b, field):
    return re.findall(rf'<input type="radio"[^>]*name="{field}" value="(\d+)"', b.page)


def line(b, field):
    m = re.search(rf'name="(find\.[a-z_]+\.\d+\.{field})"', b.page)
    return m.group(1) if m else None


def doer(s):
    """Who does a due item of the unit: an optional field."""
    b = Browser(s.port).sign_in("guchangning").get("/due?view=all")
    urls = [u for u in re.findall(r'href="(/due/\d+)"', b.page)]
    url = next(u for u in urls if line(b.get(u), "doer"))
    name, act = line(b, "doer"), url + "/doer"
    check("more people than a list holds are a line", name and f'name="doer"' not in
          re.sub(r'<input type="radio".*?>', "", b.page), name)

    def send(words, **more):
        return b.get(url).post(act, {**b.form(act), name: words, **more})
    id_ = int(url.split("/")[2])

    def kept():
        return ask(s.db, "SELECT coalesce((SELECT p.name FROM due d JOIN person p ON p.id = d.doer WHERE d.id = ?), '')", id_)
    send(LATE)
    check("a whole name is enough", b.status == 303 and kept() == LATE, (b.status, b.text()[:300], kept()))
    b.get(url)
    check("who is named stands chosen, with number and unit", len(choices(b, "doer")) == 1 and
          "599003" in b.text() and "checked" in b.page, choices(b, "doer"))
    send("500123", doer="")
    check("a number is enough", b.status == 303 and ask(s.db, "SELECT p.staff_no FROM due d JOIN person p ON "
          "p.id = d.doer WHERE d.id = ?", id_) == "500123", (b.status, b.text()[:300]))
    before = kept()
    send(TWINS[0], doer="")
    check("two of one name are shown to choose from", b.status == 422 and len(choices(b, "doer")) == 2 and
          "2 个符合" in b.text() and "599001" in b.text() and "599002" in b.text(), (b.status, b.text()[:400]))
    check("and nothing was written", kept() == before, kept())
    second = ask(s.db, "SELECT id FROM person WHERE staff_no = '599002'")
    b.post(act, {**b.form(act), name: TWINS[0], "doer": second})
    check("the chosen one is written", b.status == 303 and ask(s.db, "SELECT doer FROM due WHERE id = ?", id_) == second,
          b.status)
    send("没有这个人", doer="")
    check("nobody: said, the words kept, nothing written", b.status == 422 and "没有找到" in b.text() and
          'value="没有这个人"' in b.page and ask(s.db, "SELECT doer FROM due WHERE id = ?", id_) == second, b.text()[:300])
    send("测试", doer="")
    check("too many: the first are shown", b.status == 422 and len(choices(b, "doer")) == 12 and "太多" in b.text(),
          (b.status, len(choices(b, "doer"))))
    stranger = ask(s.db, "SELECT p.staff_no FROM person p JOIN unit u ON u.id = p.unit WHERE u.name = '河西派出所' LIMIT 1")
    send(stranger, doer="")
    check("somebody of another unit is nobody", b.status == 422 and "没有找到" in b.text(), (b.status, b.text()[:300]))
    send("", doer="")
    check("an empty line is nobody on purpose", b.status == 303 and kept() == "", (b.status, kept()))


def generated(s):
    """The same in a form made from tables."""
    b = Browser(s.port).sign_in("org").get("/k/appointment/new")
    name = line(b, "person")
    check("a generated form has the line too", name, b.text()[:300])
    f = b.form("/k/appointment/new")
    unit = ask(s.db, "SELECT id FROM unit WHERE name = '城关派出所'")
    b.post("/k/appointment/new", {**f, "unit": unit, name: TWINS[0], "post": "deputy", "from_day": "2026-09-01"})
    check("several: shown, all else kept", b.status == 422 and len(choices(b, "person")) == 2 and
          'value="2026-09-01"' in b.page, (b.status, b.text()[:400]))
    b.post("/k/appointment/new", {**b.form("/k/appointment/new"), "unit": unit, name: LATE, "post": "liaison",
                                  "from_day": "2026-09-01"})
    check("one: written", b.status == 303 and ask(s.db, "SELECT count(*) FROM appointment a JOIN person p ON "
          "p.id = a.person WHERE p.staff_no = '599003'") == 1, (b.status, b.text()[:400]))


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    set_clock("2026-09-18T10:00:00+08:00")
    db = os.path.join(TMP, "demo.db")
    subprocess.run([DUBAN, "demo", "--db", db], check=True, capture_output=True)
    r = subprocess.run([DUBAN, "org", "import", people(), "--db", db, "--as", "org"], capture_output=True, text=True, check=False)
    check("the people come in", r.returncode == 0, r.stdout + r.stderr)
    shutil.copy(db, os.path.join(TMP, "d.db"))
    s = Server(PORT)
    try:
        doer(s)
        generated(s)
    finally:
        s.stop()
    good, said = verified(s.db)
    check("after all this the log fits", good, said)
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
