#!/usr/bin/env python3
"""chain_test — who answers in the bureau, as the office and the keeper of the organisation see it.
limit: 60 s

The chain of responsibility of every unit with its gaps, on its own page, in the list and as a
sheet; written down by who keeps the organisation and by nobody else; the leadership team with its
division of work; a unit without a leader of its own goes with the unit above it; the roles that
have no screen yet hold no permission.
"""
import http.client
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile

from bad_input_test import DUBAN, PORT, TMP, Browser, Server, ask, check, count, set_clock, verified


def one(s, sql):
    return ask(s.db, f"SELECT ({sql})")


def unit(s, name):
    return one(s, f"SELECT id FROM unit WHERE name = '{name}'")


def chains(s):
    b = Browser(s.port).sign_in("xuwenxi").get("/org/chain")
    check("chains: the office sees every unit with its gaps", b.status == 200 and "城关派出所" in b.text() and
          "空缺" in b.text() and "具体责任人" in b.text(), b.text()[:300])
    whole = len(re.findall(r'href="/org/unit/\d+"', b.page))
    b.get("/org/chain?show=gaps")
    rest = b.text()
    check("chains: only those with gaps", "城关派出所" not in rest.split("责任链条", 2)[-1] and "柳河派出所" in rest and
          len(re.findall(r'href="/org/unit/\d+"', b.page)) < whole, rest[:300])
    offered, f = "/k/chain/new" in b.page, b.get("/k/chain/new").form("/k/chain/new")
    b.post("/k/chain/new", {**f, "unit": unit(s, "东关派出所"), "body": "党支部"})
    check("chains: the office is not offered to write them, and may not", not offered and b.status == 403 and
          one(s, f"SELECT count(*) FROM chain WHERE unit = {unit(s, '东关派出所')}") == 0, (offered, b.status))
    n = one(s, "SELECT count(*) FROM seal_entry")
    o = Browser(s.port).sign_in("org")
    c = http.client.HTTPConnection("127.0.0.1", s.port, timeout=60)
    c.request("GET", "/org/chain.xlsx", headers={"Cookie": "; ".join(f"{k}={v}" for k, v in o.cookies.items())})
    r = c.getresponse()
    with zipfile.ZipFile(io.BytesIO(r.read())) as z:
        sheet = z.read("xl/worksheets/sheet1.xml").decode()
    check("chains: a sheet with a row for each unit, and taking it is in the log", r.status == 200 and
          sheet.count("<row ") == whole + 1 and one(s, "SELECT count(*) FROM seal_entry") > n, sheet.count("<row "))
    lh = unit(s, "柳河派出所")
    o.get(f"/org/unit/{lh}")
    check("chains: the page of the unit shows it with the head in post and three gaps",
          "责任链条" in o.text() and "（在任负责人）" in o.text() and "空缺 3 处" in o.text(), o.text()[:600])
    chain = one(s, f"SELECT id FROM chain WHERE unit = {lh}")
    f = o.get(f"/k/chain/{chain}/edit").form(f"/k/chain/{chain}/edit")
    person = one(s, "SELECT id FROM person WHERE staff_no = '990064'")
    o.post(f"/k/chain/{chain}/edit", {**f, "person": person, "dept": lh})
    check("chains: written down by who keeps the organisation", o.status == 303, (o.status, o.text()[:300]))
    check("chains: two gaps less", "空缺 1 处" in o.get(f"/org/unit/{lh}").text(), o.text()[:600])


def team(s):
    b = Browser(s.port).sign_in("xuwenxi").get("/org/team")
    check("team: members with their posts, functions and areas", "党委书记、局长" in b.text() and
          "刑侦大队、经侦大队" in b.text() and "石岭派出所" in b.text(), b.text()[:400])
    check("team: units without a leader are named", "警务保障室" in b.text(), b.text()[-300:])
    b.get(f"/org/unit/{unit(s, '车辆管理所')}")
    check("team: an inner unit goes with the unit above it", "随上级单位" in b.text(), b.text()[-400:])
    b.get(f"/org/unit/{unit(s, '局党委')}")
    check("team: the Party committee has its members", "没有人在任" not in b.text() and "江怀瑾" in b.text(), b.text()[:400])


def roles(s):
    b = Browser(s.port).sign_in("secadmin").get("/role")
    check("roles: the three without a screen are there and say so", all(
        w in b.text() for w in ("特约监督员", "投诉人", "企业联系人", "没有权限")), b.text()[:300])
    check("roles: and hold nothing", one(s, "SELECT count(*) FROM role WHERE code IN ('supervisor', 'complainant', "
                                            "'enterprise') AND coalesce(perms, '') = ''") == 3)


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    set_clock("2026-09-18T10:00:00+08:00")
    subprocess.run([DUBAN, "demo", "--db", os.path.join(TMP, "demo.db")], check=True, capture_output=True)
    shutil.copy(os.path.join(TMP, "demo.db"), os.path.join(TMP, "d.db"))
    s = Server(PORT)
    try:
        for part in (chains, team, roles):
            part(s)
    finally:
        s.stop()
    good, said = verified(s.db)
    check("after all this the log fits", good, said)
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
