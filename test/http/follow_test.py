#!/usr/bin/env python3
"""follow_test — the screens that follow an obligation, as people of an office use them. limit: 280 s

Reporting from the desk, drafts, accepting one after the other; changes, pressing, events, claims,
parts, daily clearing: every mistake named at its field and all at once, the same form sent twice,
a page somebody else was faster on, a session that ended in between, an upload that breaks off, a
unit that has no business there, and past days on which nothing can be done.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import html
import urllib.parse

from bad_input_test import (BOUNDARY, DUBAN, MULTI, PASSWORD, PORT, TMP, Browser, Server, ask, check,
                            chinese, count, set_clock, verified)

STATION = "(SELECT id FROM unit WHERE name = '城关派出所')"
OTHER = "(SELECT id FROM unit WHERE name = '柳河派出所')"


def errors(b):
    """Fields in error: name → message, as each stands above its input."""
    return dict(re.findall(r'<p class="errmsg" id="e_([^"]+)">(.*?)</p>', b.page, re.S)) or \
        {m: "" for m in re.findall(r'aria-describedby="[^"]*\be_([a-z_]+)', b.page)}


def summary(b):
    m = re.search(r'class="[^"]*errsum[^"]*".*?</(?:section|div)>', b.page, re.S)
    return re.sub(r"<[^>]+>", " ", m.group(0)) if m else ""


def one(s, sql):
    """The first value, None where there is no row."""
    return ask(s.db, f"SELECT ({sql})")


def item(s, where, unit=STATION, order="due_day, id"):
    return one(s, f"SELECT id FROM due WHERE unit = {unit} AND {where} ORDER BY {order} LIMIT 1")


def refused(b, *fields):
    """422, every named field in error at its place, none other missing, all of them at the top."""
    page = b.page
    bad = [f for f in fields if not re.search(rf'(id|for|href)="#?[^"]*{f}"', summary_html(page))]
    return b.status == 422 and not bad and chinese(b.text())


def summary_html(page):
    m = re.search(r'<div class="errsum.*?</ul>', page, re.S)
    return m.group(0) if m else ""


# ---- reporting from the desk ----

def desk(s):
    b = Browser(s.port).sign_in("linzhiyuan").get("/")
    m = re.search(r'<form[^>]*action="(/due/(\d+)/report)"', b.page)
    check("desk: what hurts most is open to be reported in place", m and b.page.count("/report\"") == 1,
          b.text()[:300])
    action, due = m.group(1), int(m.group(2))
    first = item(s, "state IN ('open', 'returned') AND due_day <= '2026-09-18' AND kind NOT IN "
                    "('quota', 'cover', 'draw')")
    check("desk: that is the first of what is late or due", due == first, (due, first))
    f = b.form(action)
    b.upload(action, {**f, "progress": "只写了一半的话", "effect": "", "event_day": "", "act": "draft"}, None, b"")
    check("draft: keeping it leads back to the desk, that item open",
          b.status == 303 and b.place.startswith(f"/?open={due}"), (b.status, b.place))
    b.get(b.place.split("#")[0])
    check("draft: the page says when it was kept, that it is not handed in, and has the words",
          re.search(r"草稿.{0,6}存于.{0,20}10:\d\d", b.text()) and "只写了一半的话" in b.page, b.text()[:400])
    other = Browser(s.port).sign_in("guchangning").get(f"/due/{due}")
    check("draft: nobody else sees it", "只写了一半的话" not in other.page)
    n = one(s, f"SELECT count(*) FROM report WHERE due = {due}")
    f = b.form(action)
    b.upload(action, {**f, "progress": "", "effect": "", "event_day": "9月", "act": "send"}, None, b"")
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("report: what is missing and what is wrong stand at the top together",
          b.status == 422 and "event_day" in names and len(names) >= 2, (b.status, names, b.text()[:300]))
    f = b.form(action)
    fields = {**f, "progress": "组织学习两次。", "effect": "见成效。", "event_day": "", "act": "send"}
    if 'name="effect"' not in b.page:
        fields.pop("effect")
    b.upload(action, fields, None, b"")
    check("report: handed in from the desk leads back to the desk",
          b.status == 303 and re.match(r"/\?done=\d+$", b.place), (b.status, b.place))
    b.get(b.place)
    check("report: which says so and has the next one open",
          "存证" in b.text() and f'action="{action}"' not in b.page, b.text()[:300])
    b.upload(action, fields, None, b"")
    check("report: the same form sent twice is one report",
          b.status == 303 and one(s, f"SELECT count(*) FROM report WHERE due = {due}") == n + 1, b.status)
    check("report: the draft is gone", one(s, f"SELECT count(*) FROM draft WHERE due = {due}") == 0)
    check("desk: it stands among what waits for others",
          re.search(rf'等别人的.*?/due/{due}"', b.get("/").page, re.S), b.text()[-400:])


# ---- accepting one after the other ----

def review(s):
    b = Browser(s.port).sign_in("zhoumingche").get("/due?view=review")
    waiting = [int(x) for x in dict.fromkeys(re.findall(r'href="/due/(\d+)"', b.page))]
    check("review: the demo has several to accept", len(waiting) >= 3, waiting)
    b.get(f"/due/{waiting[0]}")
    text = b.text()
    check("review: the report stands above the answer, with how many wait and a way to the next",
          text.find("次报送") < text.find("接收或退回") and f"还有 {len(waiting) - 1} 项" in text and
          f'href="/due/{waiting[1]}"' in b.page, text[:400])
    url = f"/due/{waiting[0]}/review"
    f = b.form(url)
    b.post(url, {**f, "note": "", "redo_day": "", "redo_time": "17:00", "act": "return"})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("review: a return without reason and day names both", b.status == 422 and names == {"note", "redo_day"},
          (b.status, names))
    two = Browser(s.port).sign_in("zhoumingche").get(f"/due/{waiting[0]}")
    late = two.form(url)
    b.get(f"/due/{waiting[0]}")
    f = b.form(url)
    b.post(url, {**f, "note": "", "redo_day": "", "redo_time": "", "act": "accept"})
    check("review: accepting leads to the next one", b.status == 303 and
          b.place.startswith(f"/due/{waiting[1]}?done="), (b.status, b.place))
    two.post(url, {**late, "note": "也看过了", "redo_day": "2026-09-25", "redo_time": "17:00", "act": "return"})
    check("review: who comes second is told, nothing changes",
          two.status in (409, 422) and chinese(two.text()) and
          one(s, f"SELECT state FROM due WHERE id = {waiting[0]}") == "accepted", (two.status, two.text()[:300]))
    own = Browser(s.port).sign_in("linzhiyuan")
    own.get(f"/due/{waiting[1]}")
    check("review: who reports has no answer to give", own.form(f"/due/{waiting[1]}/review") == {})


def given_back(s):
    due = item(s, "state = 'returned'")
    check("given back: the demo has one at the station that reports here", due)
    words, why, first = (one(s, f"SELECT {c} FROM report r JOIN due d ON d.id = r.due WHERE d.id = {due} "
                                "ORDER BY r.seq DESC LIMIT 1") for c in ("r.progress", "r.review_note", "d.first_at"))
    b = Browser(s.port).sign_in("linzhiyuan").get(f"/due/{due}")
    url = f"/due/{due}/report"
    box = re.search(r'<textarea[^>]*name="progress"[^>]*>(.*?)</textarea>', b.page, re.S)
    check("given back: the form begins with what was given back, and says above it why",
          words and box and html.unescape(box.group(1)).strip() == words and
          0 < b.page.find(why) < b.page.find(url), (words, why, box and box.group(1), b.text()[:300]))
    outside = re.sub(r"<form.*?</form>", "", b.page, flags=re.S)
    check("given back: and its text is at hand to look at while it is corrected", words in html.unescape(outside),
          b.text()[-400:])
    n = one(s, f"SELECT count(*) FROM report WHERE due = {due}")
    b.upload(url, {**b.form(url), "progress": words + "已补签字。", "effect": "居民知晓。", "event_day": "",
                   "act": "send"}, None, b"")
    check("given back: handed in again it is a second report, the time of the first is kept",
          b.status == 303 and one(s, f"SELECT count(*) FROM report WHERE due = {due}") == n + 1 and
          one(s, f"SELECT first_at FROM due WHERE id = {due}") == first, (b.status, b.text()[:300]))


# ---- changes ----

def changes(s):
    b = Browser(s.port).sign_in("guchangning")
    due = item(s, "state = 'open' AND due_day > '2026-09-25' AND kind = 'periodic' AND NOT EXISTS "
                  "(SELECT 1 FROM due_change c WHERE c.due = due.id)")
    url = f"/due/{due}/change"
    f = b.get(url).form(url)
    empty = {"what": "", "reach": "item", "old_day": "", "new_day": "", "from_day": "", "until_day": "",
             "why": "", "basis": ""}
    b.post(url, {**f, **empty})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("change: an empty form names what is missing", b.status == 422 and "why" in names, (b.status, names))
    f = b.form(url)
    b.post(url, {**f, **empty, "what": "pause", "why": "抗洪", "from_day": "2026-09-30", "until_day": "2026-09-20"})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("change: a pause that ends before it begins, without basis, is refused with what was typed",
          b.status == 422 and names and "抗洪" in b.page, (b.status, names, b.text()[:400]))
    f = b.form(url)
    b.post(url, {**f, **empty, "what": "later", "why": "集训", "new_day": "2026-01-01"})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("change: a later day that is earlier is refused at its field",
          b.status == 422 and "new_day" in names, (b.status, names, b.text()[:400]))
    f = b.form(url)
    good = {**f, **empty, "what": "later", "why": "骨干参加集训", "basis": "集训通知", "new_day": "2026-10-20"}
    n = one(s, "SELECT count(*) FROM due_change")
    b.post(url, good)
    first = b.status, b.place
    b.post(url, good)
    check("change: sent twice is one request", first[0] == b.status == 303 and
          one(s, "SELECT count(*) FROM due_change") == n + 1, (first, b.status, b.text()[:300]))
    change = one(s, "SELECT max(id) FROM due_change")
    page, act = f"/change/{change}", f"/change/{change}/decide"
    b.get(page)
    check("change: who asked cannot decide, but take it back",
          "批准或不批准" not in b.text() and "撤回申请" in b.text(), b.text()[:300])
    b.post(act, {**b.form(act), "act": "approve", "answer": "自己批"})
    check("change: nor by a forged form", b.status == 403 and
          one(s, f"SELECT state FROM due_change WHERE id = {change}") == "proposed", (b.status, b.text()[:200]))
    other = item(s, "state = 'open'", OTHER)
    for path in (f"/due/{other}", f"/due/{other}/change"):
        b.get(path)
        check(f"change: a sibling unit's {path.rsplit('/', 1)[1] if path.endswith('change') else 'item'} is not there",
              b.status == 404 and chinese(b.text()), b.status)
    b.post(f"/due/{other}/change", {**good, "once": "x" * 20})
    check("change: nor can it be asked for", b.status == 404, b.status)
    one_, two = Browser(s.port).sign_in("lujinghe"), Browser(s.port).sign_in("lujinghe")
    fa, fb = one_.get(page).form(act), two.get(page).form(act)
    one_.post(act, {**fa, "act": "refuse", "answer": ""})
    check("change: a refusal without words is refused", one_.status == 422 and "理由" in one_.text(), one_.text()[:300])
    fa = one_.form(act)
    one_.post(act, {**fa, "act": "approve", "answer": "同意延期"})
    check("change: approved", one_.status == 303 and
          one(s, f"SELECT due_day FROM due WHERE id = {due}") == "2026-10-20", (one_.status, one_.text()[:300]))
    two.post(act, {**fb, "act": "refuse", "answer": "我本来不同意"})
    check("change: who decides on an old page sees both answers",
          two.status == 409 and "同意延期" in two.text() and "我本来不同意" in two.page, (two.status, two.text()[:400]))
    whole(s)
    kept(s, due)


def whole(s):
    """A proposal about a whole measure is seen by the units that owe for it."""
    b = Browser(s.port).sign_in("xuwenxi")
    campaign, measure = one(s, "SELECT id FROM campaign"), one(
        s, f"SELECT measure FROM due WHERE unit = {STATION} AND state = 'open' AND kind = 'final' ORDER BY id LIMIT 1")
    url = f"/campaign/{campaign}/measure/{measure}/change"
    f = b.get(url).form(url)
    b.post(url, {**f, "what": "cancel", "old_day": "", "new_day": "", "from_day": "", "until_day": "",
                 "why": "工作任务已并入其他措施", "basis": "会议纪要"})
    change = one(s, "SELECT max(id) FROM due_change")
    due = item(s, f"state = 'open' AND measure = {measure}")
    liaison = Browser(s.port).sign_in("linzhiyuan").get(f"/due/{due}")
    check("change: a liaison sees the proposal about the whole measure before it is decided",
          b.status == 303 and "工作任务已并入其他措施" in liaison.text() and
          liaison.get(f"/change/{change}").status == 200 and "批准或不批准" not in liaison.text(), liaison.text()[:300])
    outside = Browser(s.port).sign_in("officer").get(f"/change/{change}")
    check("change: who has no business there does not", outside.status in (403, 404), outside.status)
    f = b.get(f"/change/{change}").form(f"/change/{change}/decide")
    b.post(f"/change/{change}/decide", {**f, "act": "withdraw", "answer": ""})
    check("change: and it is taken back", b.status == 303, b.text()[:200])


def kept(s, due):
    """The session ends while a request is written."""
    b = Browser(s.port).sign_in("guchangning")
    url = f"/due/{due}/change"
    f = b.get(url).form(url)
    n = one(s, "SELECT count(*) FROM due_change")
    set_clock("2026-09-18T11:00:00+08:00")
    words = "写了很久的理由，不能丢。"
    b.post(url, {**f, "what": "later", "reach": "item", "old_day": "", "new_day": "2026-10-30", "from_day": "",
                 "until_day": "", "why": words, "basis": ""})
    hidden = {k: html.unescape(v) for k, v in
              re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', b.page)}
    action = re.search(r'<form[^>]*action="([^"]+)"', b.page).group(1)
    b.post(action, {**hidden, "name": "guchangning", "password": PASSWORD})
    if b.status == 303:
        b.get(b.place)
    check("session: it ended in between; after signing in the words are there and nothing was sent",
          words in html.unescape(b.page) and one(s, "SELECT count(*) FROM due_change") == n, (b.status, b.text()[:300]))


# ---- pressing, events ----

def urge(s):
    b = Browser(s.port).sign_in("xuwenxi")
    late = item(s, "state = 'open' AND due_day < '2026-09-17' AND NOT EXISTS (SELECT 1 FROM due_step x WHERE "
                   "x.due = due.id AND x.verb = 'urge')", "unit")
    url = f"/due/{late}/urge"
    f = b.get(f"/due/{late}").form(url)
    b.post(url, {**f, "words": "长" * 600})
    check("urge: too many words are refused, kept", b.status == 422 and "长" * 600 in b.page, (b.status, b.text()[:200]))
    f = b.form(url) or b.get(f"/due/{late}").form(url)
    b.post(url, {**f, "words": "请今天报送"})
    n = one(s, f"SELECT count(*) FROM due_step WHERE due = {late} AND verb = 'urge'")
    first = b.status
    b.post(url, {**f, "words": "请今天报送"})
    check("urge: sent twice is once", first == b.status == 303 and n == 1 and
          one(s, f"SELECT count(*) FROM due_step WHERE due = {late} AND verb = 'urge'") == 1, (first, b.status, n))
    b.get(f"/due/{late}")
    again = {**f, "once": "another-once-token-of-the-same-day", "words": "再催"}
    b.post(url, again)
    check("urge: a second time on the same day is refused with why", b.status in (409, 422) and chinese(b.text()),
          (b.status, b.text()[:300]))
    c = Browser(s.port).sign_in("linzhiyuan")
    c.get("/")
    c.post(url, {"csrf": c.form("/due/0") .get("csrf", "x"), "words": "x"})
    check("urge: a liaison cannot", c.status in (403, 404, 409), c.status)


def events(s):
    due = one(s, "SELECT id FROM due WHERE kind = 'event' AND due_day IS NULL AND state = 'open' ORDER BY id LIMIT 1")
    check("event: the demo has something that waits for events", due)
    b = Browser(s.port).sign_in("xuwenxi")
    url = f"/due/{due}/event"
    f = b.get(f"/due/{due}").form(url)
    b.post(url, {**f, "what": "", "event_day": "", "event_time": ""})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("event: what and when are asked for together", b.status == 422 and {"what", "event_day"} <= names,
          (b.status, names))
    f = b.form(url)
    b.post(url, {**f, "what": "收到一件", "event_day": "2026-12-01", "event_time": "09:00"})
    check("event: it cannot lie ahead", b.status == 422 and "收到一件" in b.page, (b.status, b.text()[:300]))
    f = b.form(url)
    good = {**f, "what": "收到一件误告", "event_day": "2026-09-17", "event_time": "09:30"}
    n = one(s, "SELECT count(*) FROM due_event")
    b.post(url, good)
    first = b.status
    b.post(url, good)
    check("event: sent twice makes one item", first == b.status == 303 and
          one(s, "SELECT count(*) FROM due_event") == n + 1, (first, b.status, b.text()[:300]))


# ---- claims, parts, daily clearing ----

def claims(s):
    b = Browser(s.port).sign_in("guchangning")
    campaign = one(s, "SELECT id FROM campaign")
    measure = one(s, f"SELECT measure FROM duty y WHERE unit = {STATION} AND state = 'active' AND measure NOT IN "
                     "(SELECT measure FROM claim) ORDER BY id LIMIT 1")
    page = f"/campaign/{campaign}/measure/{measure}"
    f = b.get(page).form(page + "/claim")
    fields = {"matter": "", "person": "", "due_day": "", "goal": "", "task": "", "steps": ""}
    b.post(page + "/claim", {**f, **fields, "due_day": "2030-01-01"})
    check("claim: without a person, later than the measure: both are said", b.status == 422 and
          len(re.findall(r'href="#\w*(person|due_day)"', summary_html(b.page))) == 2, (b.status, summary_html(b.page)))
    f = b.form(page + "/claim")
    person = re.search(r'<option value="(\d+)"', b.page).group(1)
    n = one(s, "SELECT count(*) FROM claim")
    good = {**f, **fields, "person": person, "matter": "窗口排队时间长"}
    b.post(page + "/claim", good)
    first = b.status
    b.post(page + "/claim", good)
    check("claim: sent twice is one claim", first == b.status == 303 and one(s, "SELECT count(*) FROM claim") == n + 1,
          (first, b.status, b.text()[:300]))
    check("claim: what of the five is missing is said", "还缺" in b.get(page).text(), b.text()[:300])
    c = Browser(s.port).sign_in("linzhiyuan")
    c.get(page)
    check("claim: only the head of the unit claims", c.form(page + "/claim") == {} and c.status == 200, c.status)


def parts(s):
    b = Browser(s.port).sign_in("xuwenxi")
    campaign = one(s, "SELECT id FROM campaign")
    measure = one(s, f"SELECT measure FROM due WHERE unit = {STATION} AND kind = 'final' AND state = 'open' ORDER BY id")
    page = f"/campaign/{campaign}/measure/{measure}"
    f = b.get(page).form(page + "/part")
    b.post(page + "/part", {**f, "unit": "", "part": "", "part_day": ""})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("part: unit, words and day are asked for at once", b.status == 422 and
          names == {"unit", "part", "part_day"}, (b.status, names))
    unit = one(s, "SELECT id FROM unit WHERE name = '警务保障室'")
    f = b.form(page + "/part")
    b.post(page + "/part", {**f, "unit": unit, "part": "提供数据", "part_day": "2031-01-01"})
    check("part: not later than the measure, and the last possible day is named",
          b.status == 422 and re.search(r"请定在 20\d\d-\d\d-\d\d 或更早", b.text()) and "提供数据" in b.page,
          (b.status, b.text()[:300]))
    f = b.form(page + "/part")
    good = {**f, "unit": unit, "part": "提供经费数据", "part_day": "2026-09-30"}
    n = one(s, "SELECT count(*) FROM duty WHERE role = 'coop'")
    b.post(page + "/part", good)
    first = b.status
    b.post(page + "/part", good)
    check("part: sent twice is one agreement", first == b.status == 303 and
          one(s, "SELECT count(*) FROM duty WHERE role = 'coop'") == n + 1, (first, b.status, b.text()[:300]))
    duty = one(s, "SELECT max(id) FROM duty WHERE role = 'coop'")
    b.get(f"/k/duty/{duty}")
    check("part: what the unit is there is said in words", "配合单位" in b.text() and not re.search(r">\s*coop\s*<", b.page),
          b.text()[:400])


def clearing(s):
    b = Browser(s.port).sign_in("linzhiyuan")
    task = one(s, f"SELECT id FROM task WHERE state = 'open' AND unit = {STATION} ORDER BY id LIMIT 1")
    check("clearing: the demo has an open step", task)
    url = f"/task/{task}"
    f = b.get(url).form(url)
    b.post(url, {**f, "result": "", "reason": "", "to_day": "", "act": "carry"})
    names = set(re.findall(r'href="#f_(\w+)"', summary_html(b.page)))
    check("clearing: carrying over asks for day and reason together", b.status == 422 and
          names == {"to_day", "reason"}, (b.status, names))
    f = b.form(url)
    b.post(url, {**f, "result": "", "reason": "出警", "to_day": "2030-01-01", "act": "carry"})
    check("clearing: never past the measure's day", b.status == 422 and "出警" in b.page, (b.status, b.text()[:300]))
    f = b.form(url)
    good = {**f, "result": "材料已存", "reason": "", "to_day": "", "act": "done"}
    b.post(url, good)
    first = b.status
    b.post(url, good)
    check("clearing: closed once", first == b.status == 303 and
          one(s, f"SELECT state FROM task WHERE id = {task}") == "done", (first, b.status, b.text()[:300]))


# ---- the world fails; past days ----

def upload_cut(s):
    b = Browser(s.port).sign_in("linzhiyuan")
    due = item(s, "state = 'open' AND kind = 'periodic' AND due_day > '2026-09-18'")
    url = f"/due/{due}/report"
    f = b.get(f"/due/{due}").form(url)
    body = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in
                   {**f, "progress": "带附件的报送", "act": "send"}.items()).encode()
    body += (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="照片.jpg"\r\n\r\n').encode()
    body += b"x" * 200000
    for _ in range(3):
        k = socket.create_connection(("127.0.0.1", s.port), 10)
        k.sendall((f"POST {url} HTTP/1.1\r\nHost: x\r\nContent-Type: {MULTI}\r\nContent-Length: 9000000\r\n"
                   f"Cookie: {'; '.join(f'{a}={v}' for a, v in b.cookies.items())}\r\n\r\n").encode() + body)
        k.close()
    b.send("POST", url, body, MULTI)
    check("upload: one that breaks off is refused with what to do", b.status == 400 and chinese(b.text()), b.status)
    check("upload: nothing was handed in, and the same form works afterwards",
          one(s, f"SELECT count(*) FROM report WHERE due = {due}") == 0, "")
    b.upload(url, {**f, "progress": "带附件的报送", "event_day": "", "act": "send",
                   **({"effect": "好"} if 'name="effect"' in b.get(f"/due/{due}").page else {})}, None, b"")
    check("upload: one report", b.status == 303 and one(s, f"SELECT count(*) FROM report WHERE due = {due}") == 1,
          (b.status, b.text()[:300]))


def doer(s):
    due = item(s, "state = 'open' AND due_day > '2026-09-18' AND doer IS NULL AND kind = 'periodic'")
    url = f"/due/{due}/doer"
    b = Browser(s.port).sign_in("linzhiyuan").get(f"/due/{due}")
    f = b.form(url)
    stranger, own = (one(s, f"SELECT id FROM person WHERE staff_no = '{no}'") for no in ("990025", "990063"))
    b.post(url, {**f, "doer": stranger})
    check("doer: somebody of another unit is refused at the field",
          b.status == 422 and "在岗的人里选" in b.page and one(s, f"SELECT doer FROM due WHERE id = {due}") is None, b.status)
    b.post(url, {**b.form(url), "doer": own})
    check("doer: one of the unit is taken", b.status == 303 and one(s, f"SELECT doer FROM due WHERE id = {due}") == own, b.status)
    check("doer: the item says who, and its story too", "定承办人" in b.get(f"/due/{due}").text() and "沈若谷" in b.text())
    check("doer: so does the list of the unit", "· 沈若谷" in b.get("/due?view=open").text())
    o = Browser(s.port).sign_in("officer").get("/mine")
    check("mine: an officer finds what was given to him, with its day",
          o.status == 200 and "我承办的应报" in o.text() and "报 " in o.text(), o.text()[:300])
    check("mine: he was told, and the note leads there", 'href="/mine"' in o.get("/notes").page and "由您承办" in o.text())
    check("mine: his desk has it too", "由我承办的" in o.get("/").text(), o.text()[:300])
    o.post(url, {**f, "doer": own})
    check("doer: an officer names nobody", o.status in (403, 404), o.status)
    step = one(s, "SELECT id FROM task WHERE state = 'open' AND person = (SELECT id FROM person WHERE staff_no = '990063')")
    check("mine: a step in one's charge stands there", f'href="/task/{step}"' in o.get("/mine").page, o.text()[:300])
    f = o.get(f"/task/{step}").form(f"/task/{step}")
    o.post(f"/task/{step}", {**f, "result": "办好了", "act": "done"})
    check("mine: the named person closes it himself", one(s, f"SELECT state FROM task WHERE id = {step}") == "done", o.status)
    other = one(s, "SELECT id FROM task WHERE person <> (SELECT id FROM person WHERE staff_no = '990063')")
    check("mine: another's step is not there", o.get(f"/task/{other}").status == 404, o.status)


def past(s):
    b = Browser(s.port).sign_in("guchangning")
    due = item(s, "state = 'open' AND due_day > '2026-09-18' AND kind = 'periodic'")
    measure, campaign = one(s, f"SELECT measure FROM due WHERE id = {due}"), one(s, "SELECT id FROM campaign")
    for path in ("/", f"/due/{due}", f"/campaign/{campaign}/measure/{measure}", f"/campaign/{campaign}"):
        b.get(f"{path}?as_of=2026-08-20")
        main = re.search(r"<main.*?</main>", b.page, re.S).group(0)
        posts = re.findall(r'<form[^>]*method="post"', main)
        check(f"past: {path.split('/')[1] or 'desk'} of a past day says so and offers nothing to do",
              b.status == 200 and "终了时的样子" in b.text() and not posts and "申请变更" not in main,
              (b.status, posts))
    n = one(s, "SELECT count(*) FROM report")
    f = b.get(f"/due/{due}").form(f"/due/{due}/report")
    b.post(f"/due/{due}/report?as_of=2026-08-20", {**f, "progress": "补", "act": "send"})
    check("past: a form sent to a past day is refused", b.status in (400, 403, 404, 409) and
          one(s, "SELECT count(*) FROM report") == n, b.status)


# ---- the rule behind a colour, totals, search ----

def colours(s):
    b = Browser(s.port).sign_in("linzhiyuan")
    due = one(s, f"SELECT id FROM due WHERE unit = {STATION} AND state = 'open' AND due_day IS NOT NULL ORDER BY id")
    m = re.search(r'href="/lights#(\w+)"', b.get(f"/due/{due}").page)
    check("light: a due item leads to the rule behind its colour",
          m and f'id="{m.group(1)}"' in b.get("/lights").page, (b.status, b.text()[:300]))
    o = Browser(s.port).sign_in("xuwenxi")
    campaign = one(s, "SELECT id FROM campaign")
    check("measures: a heading says how much is asked for below it, and what of it is done",
          re.search(r"层级 措施 应报 按时报 .*二 具体措施 \d+ \d+ \d+", o.get(f"/campaign/{campaign}/measures").text()),
          o.text()[:300])
    o.get("/search?q=" + urllib.parse.quote("座谈"))
    check("search: what was done is found, not only what was reported", "次数登记" in o.text(), o.text()[:300])


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    set_clock("2026-09-18T10:00:00+08:00")
    subprocess.run([DUBAN, "demo", "--db", os.path.join(TMP, "demo.db")], check=True, capture_output=True)
    shutil.copy(os.path.join(TMP, "demo.db"), os.path.join(TMP, "d.db"))
    s = Server(PORT)
    only = sys.argv[1:]
    try:
        for part in (desk, review, given_back, changes, urge, events, claims, parts, clearing, colours, doer, upload_cut, past):
            if not only or part.__name__ in only:
                part(s)
    finally:
        s.stop()
    good, said = verified(s.db)
    check("after all this the log fits", good, said)
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
