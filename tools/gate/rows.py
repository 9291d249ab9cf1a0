"""rows — house rules for shipped rows and settings: nothing is offered that no code reads."""
import re

import csrc
from tree import Finding, rule

# File under data/ and the column whose cells the code names in a string. Rows of the other files
# are read as a whole and told apart by their cells (limits.tsv: each can be computed on its page).
NAMED = (("data/settings.tsv", "code"), ("data/codes.tsv", "set"), ("data/permissions.tsv", "code"))
# What names every set besides its use: the sheet of the code tables.
LISTS = ("src/org/sheet.c",)


def cells(text, column):
    """(line, cell) of a column."""
    at = None
    for k, line in enumerate((text or "").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        row = line.split("\t")
        if at is None:
            at = row.index(column)
        else:
            yield k, row[at]


def named(tree):
    """Every word that stands in a string of src/, alone or in SQL between single quotes."""
    out = set()
    for path, toks in tree.c("src/"):
        if path in LISTS:
            continue
        for t in toks:
            if t.kind == "string":
                text = t.text.split('"', 1)[1][:-1]
                out |= {text} | set(re.findall(r"'([a-z_.]+)'", text))
    return out


@rule("unread", "Nobody may set what nothing obeys: read it, or remove the row.")
def unread(tree):
    have = named(tree)
    for path, column in NAMED:
        seen = set()
        for line, cell in cells(tree.texts.get(path), column):
            if cell not in have and cell not in seen:
                yield Finding(path, line, f"no code reads “{cell}”")
            seen.add(cell)
    files = [p for p, _ in tree.files("data/", (".tsv",))]
    for path in files:
        name, folder = path.split("/")[-1], path.split("/")[-2] + "/"
        if not {name, folder, path[len("data/"):]} & have:
            yield Finding(path, 1, "no code reads this file")
    yield from unread_settings(tree)


def unread_settings(tree):
    used = {t.text for p, toks in tree.c("src/") for t in csrc.code(toks) if t.kind == "word"}
    text = tree.texts.get("src/sys/settings.def") or ""
    for m in re.finditer(r"^SETTING\((\w+),", text, re.M):
        if "CONF_" + m.group(1) not in used:
            yield Finding("src/sys/settings.def", text.count("\n", 0, m.start()) + 1,
                          f"no code reads CONF_{m.group(1)}")


unread.bad = [
    {"data/settings.tsv": "# x\ncode\tvalue\na.b\t1\n", "src/a/b.c": 'f("settings.tsv");\n'},
    {"data/codes.tsv": "set\tcode\na\tb\n", "src/org/sheet.c": 'f("a");\n',
     "src/a/b.c": 'f("codes.tsv");\n'},
    {"data/x.tsv": "a\n"},
    {"src/sys/settings.def": 'SETTING(DB, "db")\n'}]
unread.good = [
    {"data/settings.tsv": "code\tvalue\na.b\t1\n", "data/codes.tsv": "set\tcode\nc\td\n",
     "src/sys/settings.def": 'SETTING(DB, "db")\n',
     "src/a/b.c": 'g(CONF_DB, "settings.tsv", "codes.tsv", "a.b", "x = \'c\'");\n'}]
