#!/usr/bin/env python3
"""sql_test — every literal statement of the program can be prepared on a PostgreSQL server.

engine: pg (SQLite's are prepared by the tests that run them). Server: TEST_PG_URL. What an engine has
to itself is written in src/store and not looked at here. A statement that cannot be prepared is a bug
that ends the process, so one that no test runs must not wait for its user.
"""
import ast
import concurrent.futures
import glob
import os
import re
import subprocess
import sys

B = os.environ.get("B") or "build"
INCLUDES = ["-Isrc", f"-I{B}/gen", "-isystem", "/usr/share/include/llhttp"]
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def flags():
    with open(f"{B}/flags.mk", encoding="utf-8") as f:
        return f.readline().partition(":=")[2].split()


def arguments(text, at):
    """What stands between the parenthesis that opens before `at` and the one that closes it."""
    depth, i = 1, at
    while depth:
        quoted = STRING.match(text, i)
        if quoted:
            i = quoted.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        i += 1
    return text[at:i - 1]


def literals(path, system):
    """The statements of one source, macros resolved by the preprocessor."""
    done = subprocess.run(["gcc", "-E", "-P", "-std=gnu17", "-D_GNU_SOURCE", *INCLUDES, *system, path],
                          capture_output=True, text=True, check=True)
    found = []
    for call in re.finditer(r"\bdb_prep_lit\(", done.stdout):
        parts = STRING.findall(arguments(done.stdout, call.end()))
        if parts:
            found.append((path, "".join(ast.literal_eval(p) for p in parts)))
    return found


def numbered(sql):
    """`?` outside of quotes becomes $1, $2 …, as src/store/pg.c does it."""
    out, n, quote = [], 0, None
    for c in sql:
        if c == quote:
            quote = None
        elif quote is None and c in "'\"":
            quote = c
        if c == "?" and quote is None:
            n += 1
            c = f"${n}"
        out.append(c)
    return "".join(out)


def psql(text):
    tool = sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1]
    return subprocess.run([tool, "-X", "-q", "-f", "-", os.environ["TEST_PG_URL"]], input=text,
                          capture_output=True, text=True, check=True).stderr


def main():
    system = flags()
    sources = [p for p in sorted(glob.glob("src/*/*.c")) if not p.startswith("src/store/")]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = [one for some in pool.map(lambda p: literals(p, system), sources) for one in some]
    schema = subprocess.run([os.environ["DUBAN"], "schema", "--pg"], capture_output=True, text=True,
                            check=True).stdout
    refused = psql(schema)
    lines = psql("\n".join(f"PREPARE s{i} AS {numbered(sql)};" for i, (_, sql) in enumerate(found)))
    wrong = re.findall(r"^psql:<stdin>:(\d+): (ERROR: .*)$", lines, re.M)
    print("1..2")
    print(("not " if refused else "") + "ok 1 - the tables can be made")
    good = len(found) > 300 and not wrong
    print(("" if good else "not ") + f"ok 2 - {len(found)} statements can be prepared")
    for number, what in wrong:
        print(f"# {found[int(number) - 1][0]}: {what}\n#   {found[int(number) - 1][1]}")
    sys.exit(0 if good and not refused else 1)


main()
