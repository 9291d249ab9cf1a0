#!/usr/bin/env python3
"""seal_format_test — docs/FORMAT.md read by a stranger: no code of duban is used here.

Recomputes the worked example, checks its receipt, and walks the seal of a database that duban made.
Prints TAP. Needs DUBAN (the program) and TEST_TMP; signatures are checked with openssl(1).
"""
import base64
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

DOC = open("docs/FORMAT.md", encoding="utf-8").read()
NAMES = {1: "sha256", 2: "sm3"}
COLUMNS = "seq, made, actor, kind, record, version, verb, reason, payload, salt, content, alg, prev, hash"


def net(value):
    raw = value if isinstance(value, bytes) else str("" if value is None else value).encode()
    return str(len(raw)).encode() + b":" + raw + b","


def digest(alg, sort, raw):
    return hashlib.new(NAMES[alg], bytes([sort]) + raw).digest()


def content(alg, salt, reason, payload):
    return digest(alg, 2, salt + net(reason) + net(payload))


def entry(e):
    fields = ("duban-entry-1", e["seq"], e["made"], e["actor"] or 0, e["kind"], e["record"] or 0,
              e["version"], e["verb"], e["alg"], e["content"], e["prev"] or b"")
    return digest(e["alg"], 0, b"".join(net(f) for f in fields))


def root(alg, leaves):
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return digest(alg, 1, root(alg, leaves[:k]) + root(alg, leaves[k:]))


def said(name):
    return bytes.fromhex(re.search(rf"^{name}\s+([0-9a-f]{{64}})$", DOC, re.M).group(1))


def example():
    """The three entries of section 8."""
    rows = re.findall(r"^\| (\d) \| (\d+) \| (\d+) \| `(\w+)` \| (\d+) \| (\d+) \| `(\w+)` \| (.*?) ?\| (.*?) ?\|$",
                      DOC, re.M)
    if len(rows) != 3:
        return False
    prev, leaves = None, []
    for i, (seq, made, actor, kind, record, version, verb, reason, payload) in enumerate(rows):
        c = content(1, bytes(range(16 * i, 16 * i + 16)), reason, payload.strip("`"))
        prev = entry(dict(seq=seq, made=made, actor=actor, kind=kind, record=record,
                          version=version, verb=verb, alg=1, content=c, prev=prev))
        leaves.append(prev)
        if c != said(f"content {seq}") or prev != said(f"hash {seq}"):
            return False
    return root(1, leaves) == said("root 3")


def hashed_bytes():
    """The bytes printed for entry 1 give its hash."""
    block = re.search(r"in hexadecimal:\n\n```\n([0-9a-f\n]+)```", DOC).group(1)
    return hashlib.sha256(bytes.fromhex(block.replace("\n", ""))).digest() == said("hash 1")


def included(alg, index, size, leaf, path):
    """RFC 9162 section 2.1.3.2."""
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            r = digest(alg, 1, p + r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = digest(alg, 1, r + p)
        fn, sn = fn >> 1, sn >> 1
    return r if sn == 0 else None


def signed(pub, sig, message):
    with tempfile.TemporaryDirectory() as d:
        der = bytes.fromhex("302a300506032b6570032100") + pub
        for name, raw in (("sig", sig), ("msg", message), ("pub", (
                b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"))):
            with open(f"{d}/{name}", "wb") as f:
                f.write(raw)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", f"{d}/pub",
                               "-in", f"{d}/msg", "-sigfile", f"{d}/sig"], capture_output=True).returncode == 0


def receipt(text):
    lines = [line.partition(" ") for line in text.splitlines()]
    one = {name: value for name, _, value in lines}
    path = [bytes.fromhex(value) for name, _, value in lines if name == "path"]
    head = text[text.index("duban-head-1"):text.index("pub ")]
    alg = {v: k for k, v in NAMES.items()}[one["alg"]]
    got = included(alg, int(one["entry"]) - 1, int(one["size"]), bytes.fromhex(one["leaf"]), path)
    pub = bytes.fromhex(one["pub"])
    return (got == bytes.fromhex(one["root"]) and one["key"] == hashlib.sha256(pub).hexdigest()[:16]
            and signed(pub, bytes.fromhex(one["sig"]), head.encode()))


def example_receipt():
    text = re.search(r"```receipt\n(.*?)```", DOC, re.S).group(1)
    broken = text.replace("size 3", "size 4")
    return receipt(text) and not receipt(broken)


def database():
    """A database that duban made: chain, content, kept subtrees, root as `duban verify` prints it."""
    path = os.path.join(os.environ.get("TEST_TMP", "/tmp"), "format.db")
    duban = os.environ.get("DUBAN", "build/duban")
    subprocess.run([duban, "init", "--db", path, "--preset", "county"], check=True, capture_output=True)
    out = subprocess.run([duban, "verify", "--db", path, "--json"], check=True, capture_output=True, text=True)
    db = sqlite3.connect(path)
    alg, = db.execute("SELECT alg FROM seal_log").fetchone()
    leaves, prev = [], None
    for row in db.execute(f"SELECT {COLUMNS} FROM seal_entry ORDER BY seq"):
        e = dict(zip(COLUMNS.split(", "), row))
        if e["seq"] != len(leaves) + 1 or e["prev"] != prev or entry(e) != e["hash"]:
            return False
        if e["salt"] is not None and content(alg, e["salt"], e["reason"], e["payload"]) != e["content"]:
            return False
        prev = e["hash"]
        leaves.append(prev)
    for level, pos, kept in db.execute("SELECT level, pos, hash FROM seal_node"):
        if root(alg, leaves[pos << level:(pos + 1) << level]) != kept:
            return False
    return len(leaves) > 0 and root(alg, leaves).hex() in out.stdout


TESTS = [example, hashed_bytes, example_receipt, database]


def main():
    bad = 0
    print(f"1..{len(TESTS)}")
    for n, test in enumerate(TESTS, 1):
        try:
            ok = test()
        except Exception as why:  # a stranger's program must not stop at the first misfit
            ok = False
            print(f"# {type(why).__name__}: {why}")
        bad += not ok
        print(f"{'ok' if ok else 'not ok'} {n} - {test.__name__}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
