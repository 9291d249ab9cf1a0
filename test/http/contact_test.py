#!/usr/bin/env python3
"""contact_test — the form of first responsible persons and liaisons, from the list to the paper.
limit: 60 s

The campaign office sees which lead units still owe the signed paper, prints a unit's form with the
names in post, ticks the arrival once, and sends it back with a reason; a lead unit sees its form and
ticks nothing, another unit sees none; every tick is in the log.
"""
import os
import re
import shutil
import subprocess
import sys

from bad_input_test import DUBAN, PORT, TMP, Browser, Server, ask, check, count, set_clock, verified


def one(s, sql):
    return ask(s.db, f"SELECT ({sql})")


def unit(s, name):
    return one(s, f"SELECT id FROM unit WHERE name = '{name}'")


def listed(b, campaign):
    return set(re.findall(rf'href="/campaign/{campaign}/contact/(\d+)"', b.page))


def office(s, c):
    b = Browser(s.port).sign_in("xuwenxi").get(f"/campaign/{c}/startup")
    check("the start-up list leads to the forms", f'href="/campaign/{c}/contact"' in b.page)
    leads = listed(b.get(f"/campaign/{c}/contact"), c)
    dc = unit(s, "督察法制大队")
    check("the list has the lead units and nobody else", str(dc) in leads and
          str(unit(s, "城关派出所")) not in leads and f"{len(leads)} 个牵头单位，收到 {len(leads) - 1} 份" in b.text(), b.text()[:400])
    url = f"/campaign/{c}/contact/{dc}"
    head = one(s, "SELECT p.name FROM appointment a JOIN person p ON p.id = a.person JOIN code c ON c.code = a.post "
                  f"AND c.code_set = 'head_post' WHERE a.unit = {dc} AND a.until_day IS NULL ORDER BY c.sort LIMIT 1")
    b.get(url)
    check("the form names the head in post", b.status == 200 and head in b.text(), b.text()[:400])
    f = b.form(url)
    b.post(url, {**f, "arrived_day": "2026-09-19"})
    check("a day to come is refused and shown again", b.status == 422 and "不能晚于今天" in b.text() and
          'value="2026-09-19"' in b.page, (b.status, b.text()[:300]))
    came = one(s, "SELECT count(*) FROM contact")
    n = one(s, "SELECT count(*) FROM seal_entry WHERE kind = 'contact'")
    b.post(url, {**b.form(url), "arrived_day": "2026-09-17", "note": "签名盖章齐全"})
    check("the paper is ticked", b.status == 303, (b.status, b.text()[:300]))
    b.get(url)
    check("who, when and the note are shown", "签名盖章齐全" in b.text() and "登记人 许闻溪" in b.text() and
          "登记收到" not in b.text(), b.text()[:600])
    check("the tick is in the log", one(s, "SELECT count(*) FROM seal_entry WHERE kind = 'contact'") == n + 1)
    b.post(url, {**f, "arrived_day": "2026-09-18"})
    check("it is ticked once", one(s, "SELECT count(*) FROM contact") == came + 1, b.status)
    check("nobody owes one any more", listed(b.get(f"/campaign/{c}/contact?show=missing"), c) == set(), b.text()[:300])
    paper = one(s, "SELECT max(id) FROM contact")
    back = f"/k/contact/{paper}/back"
    b.post(back, {**b.get(back).form(back), "reason": "没有盖章"})
    check("sent back with a reason it is owed again", b.status == 303 and
          {str(dc)} == listed(b.get(f"/campaign/{c}/contact?show=missing"), c), b.status)
    other = leads.difference({str(dc)}).pop()
    b.get(f"/org/unit/{other}")
    check("the page of a unit leads to its form and says that it came", f'href="/campaign/{c}/contact/{other}"' in b.page and
          re.search("联络员信息表.{0,40}收到", b.text(), re.S), b.text()[:600])


def owed(s, c):
    url = f'href="/campaign/{c}/contact/{unit(s, "督察法制大队")}"'
    b = Browser(s.port).sign_in("zhoumingche").get("/")
    check("the desk of a lead unit says that the form is owed", url in b.page and "还没有交" in b.text(), b.text()[:600])
    b.get("/?as_of=2026-09-01")
    check("but not of a past day", url not in b.page and b.status == 200, b.status)
    b = Browser(s.port).sign_in("linzhiyuan").get("/")
    check("a unit that leads nothing is not asked", "还没有交" not in b.text(), b.text()[:300])


def paper(s, c):
    b = Browser(s.port).sign_in("xuwenxi")
    url = f"/campaign/{c}/contact/{unit(s, '督察法制大队')}/form."
    n = one(s, "SELECT count(*) FROM seal_entry")
    b.get(url + "html")
    check("the paper has the wording and both rows", b.status == 200 and "填报单位" in b.page and
          "第一责任人" in b.page and "联络员" in b.page and "督察法制大队" in b.page, b.page[:300])
    check("taking it is in the log", one(s, "SELECT count(*) FROM seal_entry") > n)
    check("and as a document to go on writing in", b.get(url + "docx").status == 200)


def others(s, c):
    b = Browser(s.port).sign_in("zhoumingche")
    url = f"/campaign/{c}/contact/{unit(s, '督察法制大队')}"
    b.get(url)
    check("a lead unit sees its form, with nothing to tick", b.status == 200 and b.form(url) == {} and
          "交专项活动办公室" in b.text() and "下载 DOCX" in b.text(), b.text()[:300])
    any_form = b.get("/me").page
    token = re.search(r'name="csrf" value="([^"]+)"', any_form).group(1)
    once = re.search(r'name="once" value="([^"]+)"', any_form).group(1)
    b.post(url, {"csrf": token, "once": once, "arrived_day": "2026-09-18"})
    check("and may not tick it", b.status == 404 and
          one(s, f"SELECT count(*) FROM contact WHERE state = 'arrived' AND unit = {unit(s, '督察法制大队')}") == 0, b.status)
    b = Browser(s.port).sign_in("linzhiyuan")
    check("who is of another unit sees none of them", listed(b.get(f"/campaign/{c}/contact"), c) == set(), b.text()[:300])
    check("by its address neither", b.get(url).status == 404 and b.get(url + "/form.html").status == 404, b.status)


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    set_clock("2026-09-18T10:00:00+08:00")
    subprocess.run([DUBAN, "demo", "--db", os.path.join(TMP, "demo.db")], check=True, capture_output=True)
    shutil.copy(os.path.join(TMP, "demo.db"), os.path.join(TMP, "d.db"))
    s = Server(PORT)
    try:
        c = one(s, "SELECT min(id) FROM campaign")
        for part in (owed, office, paper, others):
            part(s, c)
    finally:
        s.stop()
    good, said = verified(s.db)
    check("after all this the log fits", good, said)
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
