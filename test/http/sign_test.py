#!/usr/bin/env python3
"""sign_test — signing in, the second factor, a new password and what is refused, without script.
limit: 90 s

In both languages: where one wanted to go is kept; a wrong password says so once for all causes and
locks after some; the second factor is set up from the typed key, asks for the code alone, takes each
code once; a new password is typed twice; an address that is none, a button's address opened by
itself and a form that is too large each have a page that says what to do, with the frame of whoever
is signed in.
"""
import base64
import hashlib
import hmac
import os
import re
import shutil
import struct
import subprocess
import sys
import time

from bad_input_test import DUBAN, PORT, TMP, Browser, Server, check, count, set_clock, verified

NEW = "long-enough-2"


def code_at(secret, seconds):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", seconds // 30), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Clock:
    """The server's clock, moved by hand: a code is good for one step only."""

    def __init__(self):
        self.t = 1789692000  # 2026-09-18 10:00 in Beijing
        self.move(0)

    def move(self, seconds):
        self.t += seconds
        set_clock(time.strftime("%Y-%m-%dT%H:%M:%S+08:00", time.gmtime(self.t + 8 * 3600)))


def fields(page):
    return set(re.findall(r'<input class="form-control[^"]*" id="[^"]*" name="([^"]+)"', page))


def ways_in(s):
    b = Browser(s.port).get("/due?view=late")
    check("who is not signed in is asked to, at the address he wanted", b.status == 200 and
          b.form("/login").get("next") == "/due?view=late", b.form("/login"))
    link = re.search(r'href="(/login\?[^"]*lang=en[^"]*)"', b.page)
    b.get(link.group(1).replace("&amp;", "&") if link else "/login")
    f = b.form("/login")
    check("in English too", "Sign in" in b.text() and f.get("next") == "/due?view=late" and
          '<html lang="en"' in b.page, (f, b.text()[:200]))
    b.post("/login", {**f, "name": "linzhiyuan", "password": "wrong-1-wrong"})
    check("a wrong password is answered in that language, the page kept", b.status == 403 and
          "check and try again" in b.text() and b.form("/login").get("next") == "/due?view=late", b.text()[:300])
    check("no Chinese is left over", not re.search("[\u4e00-\u9fff]{2}", re.sub("督办|安澜县公安局|中文", "", b.text())),
          b.text()[:300])
    b.post("/login", {**b.form("/login"), "name": "linzhiyuan", "password": "anlan-2026-demo"})
    check("the right one leads there", b.status == 303 and b.place == "/due?view=late", b.place)
    b = Browser(s.port).get("/login?next=//evil.example/x")
    check("but never to another site", "next" not in b.form("/login"), b.form("/login"))


def lockout(s, clock):
    b = Browser(s.port)
    for _ in range(10):
        b.get("/login").post("/login", {**b.form("/login"), "name": "officer", "password": "wrong-1-wrong"})
    check("after many wrong ones the account waits, and the page says what to do", b.status == 429 and
          "稍后再试" in b.text() and fields(b.page) == {"name", "password"}, (b.status, b.text()[:300]))
    clock.move(3600)


def second_factor(s, clock):
    b = Browser(s.port).sign_in("zhoumingche").get("/me/totp")
    b.post("/me/totp/begin", b.form("/me/totp/begin"))
    b.get("/me/totp")
    secret = re.sub(r"\s", "", re.search(r"<code>([^<]+)</code>", b.page).group(1))
    check("the key can be typed where it cannot be scanned", len(secret) >= 16 and "<script" not in
          b.page.split("</head>")[1], secret)
    b.post("/me/totp/confirm", {**b.form("/me/totp/confirm"), "code": "000000"})
    check("a wrong first code is refused and the key stays", b.status == 422 and secret[:4] in b.page, b.status)
    b.post("/me/totp/confirm", {**b.form("/me/totp/confirm"), "code": code_at(secret, clock.t)})
    check("the right one switches it on", b.status == 303, (b.status, b.text()[:200]))
    clock.move(60)

    b = Browser(s.port).get("/login?next=/mine")
    b.post("/login", {**b.form("/login"), "name": "zhoumingche", "password": "anlan-2026-demo"})
    f = b.form("/login")
    check("after the password only the code is asked for", b.status == 200 and fields(b.page) == {"code"} and
          f.get("next") == "/mine" and "half" in f, (fields(b.page), f))
    b.post("/login", {**f, "code": "000000"})
    check("a wrong code asks for the code again", b.status == 403 and fields(b.page) == {"code"}, b.status)
    b.post("/login", {**b.form("/login"), "half": f["half"][:-1] + ("0" if f["half"][-1] != "0" else "1"),
                      "code": code_at(secret, clock.t)})
    check("what the server did not give is worth nothing", b.status == 403 and "password" in fields(b.page), b.status)
    b.post("/login", {**f, "code": code_at(secret, clock.t)})
    check("the right code opens the page that was wanted", b.status == 303 and b.place == "/mine", (b.status, b.place))
    c = Browser(s.port).post("/login", {**f, "code": code_at(secret, clock.t)})
    check("the same code does not open it twice", c.status == 403, c.status)
    clock.move(600)
    c.post("/login", {**f, "code": code_at(secret, clock.t)})
    check("after ten minutes the password is asked for again", c.status == 403 and "从头登录" in c.text() and
          "password" in fields(c.page), c.text()[:300])


def password(s):
    b = Browser(s.port).sign_in("linzhiyuan").get("/me/password")
    check("what a password needs is said before", "至少" in b.text(), b.text()[:300])

    def send(old, new, again):
        return b.post("/me/password", {**b.form("/me/password"), "old": old, "password": new, "again": again})
    send("anlan-2026-demo", NEW, NEW + "x")
    check("two that differ are refused", b.status == 422 and "不一样" in b.text(), b.text()[:300])
    send("wrong-1-wrong", NEW, NEW)
    check("the old one must be right", b.status == 422 and "现在的口令不对" in b.text(), b.text()[:300])
    send("anlan-2026-demo", "short1", "short1")
    check("a weak one is refused", b.status == 422, b.status)
    send("anlan-2026-demo", NEW, NEW)
    check("a good one leads to the sign-in", b.status == 303 and b.place == "/login?new=1", (b.status, b.place))
    b.get(b.place)
    check("which says why", "口令已改" in b.text(), b.text()[:200])
    b.post("/login", {**b.form("/login"), "name": "linzhiyuan", "password": NEW})
    check("the new one opens", b.status == 303, b.status)


def refusals(s):
    b = Browser(s.port).sign_in("xuwenxi")
    out = Browser(s.port)
    for who, frame in ((b, True), (out, False)):
        what = "signed in" if frame else "not signed in"
        who.get("/no/such/page")
        check(f"{what}: an address that is none has a page with a way on", who.status == 404 and "没有这一页" in
              who.text() and ('class="side"' in who.page) == frame and 'href="/"' in who.page, who.text()[:200])
    b.get("/logout")
    check("a button's address says so", b.status == 405 and "不能直接打开" in b.text() and 'class="side"' in b.page,
          (b.status, b.text()[:200]))
    b.get("/due?nonsense=1")
    check("an address with more than the page knows has a way on", b.status == 400 and "重新进入" in b.text() and
          'class="side"' in b.page, b.text()[:200])
    b.get("/me")
    b.post("/me", {**b.form("/me"), "look": "light", "lang": "zh", "nonsense": "1"})
    check("a form with more than the page knows has a way back", b.status == 400 and "后退" in b.text(), b.text()[:200])
    b.post("/me", {"look": "x" * 70000})
    check("too large: what to do", b.status == 413 and "后退" in b.text() and "<h1>" in b.page, (b.status, b.page[:200]))
    b.get("/me")
    b.post("/me", {**b.form("/me"), "look": "light", "lang": "en"})
    for path, status, words in (("/no/such/page", 404, "no such page"), ("/logout", 405, "cannot be opened"),
                                ("/due?nonsense=1", 400, "address is wrong")):
        b.get(path)
        chinese = re.findall("[\u4e00-\u9fff]{2,}", re.sub("督办|安澜县公安局|许闻溪", "", b.text()))
        check(f"in English: {path}", b.status == status and words in b.text() and not chinese,
              (b.status, b.text()[:300], chinese))


def main():
    os.makedirs(TMP, exist_ok=True)
    os.environ.update(DUBAN_TEST="1", DUBAN_CLOCK="@" + os.path.join(TMP, "clock"), LANG="zh_CN.UTF-8")
    clock = Clock()
    subprocess.run([DUBAN, "demo", "--db", os.path.join(TMP, "demo.db")], check=True, capture_output=True)
    shutil.copy(os.path.join(TMP, "demo.db"), os.path.join(TMP, "d.db"))
    s = Server(PORT)
    try:
        ways_in(s)
        lockout(s, clock)
        second_factor(s, clock)
        password(s)
        refusals(s)
    finally:
        s.stop()
    good, said = verified(s.db)
    check("after all this the log fits", good, said)
    print(f"1..{sum(count)}")
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
