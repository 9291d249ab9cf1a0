"""screens — house rules for what the browser gets: English words, colours, classes."""
import re

import csrc
from tree import Finding, rule

# --- words in two languages ---------------------------------------------------------------------

# Which argument of each call is the Chinese literal.
SPOKEN = {"TR": 0, "tr": 1, "h_tr": 1, "h_trf": 1, "trf": 2, "h_at_tr": 2}
HAN = re.compile("[\u4e00-\u9fff]")
EN = "locale/en.tsv"


def plain(string_tokens):
    """The text of adjacent string literals."""
    return "".join(re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)),
                          t.text.split('"', 1)[1][:-1]) for t in string_tokens)


def argument(toks, at, n):
    """The tokens of argument n of the call whose bracket is toks[at]."""
    depth, k, out = 0, 0, []
    for t in toks[at + 1:]:
        if t.kind == "mark" and t.text in csrc.OPEN:
            depth += 1
        if t.kind == "mark" and t.text in csrc.CLOSE:
            if depth == 0:
                return out
            depth -= 1
        if depth == 0 and t.text == ",":
            if k == n:
                return out
            k += 1
        elif k == n:
            out.append(t)
    return out


def spoken(tree):
    """(path, line, Chinese) of every literal that is looked up."""
    for path, all_toks in tree.c("src/"):
        toks = csrc.code(all_toks)
        for i, t in enumerate(toks[:-1]):
            if t.kind != "word" or t.text not in SPOKEN or toks[i + 1].text != "(":
                continue
            arg = argument(toks, i + 1, SPOKEN[t.text])
            if arg and all(a.kind == "string" for a in arg):
                yield path, t.line, plain(arg)


def entries(tree):
    """(line, Chinese) of the file, in order."""
    for k, line in enumerate((tree.texts.get(EN) or "").split("\n"), 1):
        if line and not line.startswith("#"):
            yield k, line.split("\t")[0].replace("\\n", "\n").replace("\\t", "\t")


def literals(tree):
    """Every text of adjacent string literals in src/, and of the shipped rows."""
    out = set()
    for _, all_toks in tree.c("src/"):
        run = []
        for t in csrc.code(all_toks) + [csrc.Token("mark", ";", 0)]:
            if t.kind == "string":
                run.append(t)
                continue
            if run:
                out.add(plain(run))
            run = []
    return out


@rule("english", "Give it a line in locale/en.tsv (source<TAB>English), or delete the line that "
      "nothing uses.")
def english(tree):
    have, once = {zh for _, zh in entries(tree)}, set()
    for path, line, zh in spoken(tree):
        if HAN.search(zh) and zh not in have:
            yield Finding(path, line, f"no English for “{zh[:40]}”")
    used = literals(tree)
    rows = "\n".join(t or "" for _, t in tree.files("data/"))
    for line, zh in entries(tree):
        if zh in once:
            yield Finding(EN, line, f"twice: {zh}")
        once.add(zh)
        if zh not in used and zh not in rows:
            yield Finding(EN, line, f"nothing says “{zh[:40]}”")


english.bad = [
    {"src/web/a.c": 'void f(void)\n{\n\th_tr(h, "报送");\n}\n', EN: ""},
    {"src/web/a.c": 'void f(void)\n{\n\tg(trf(a, b(1, 2), "剩 %d 天", 1));\n}\n', EN: ""},
    {"src/web/a.c": 'struct str s = TR("报送");\n', EN: "报送\tReport\n报送\tReport\n"},
    {"src/web/a.c": "int x;\n", EN: "报送\tReport\n"}]
english.good = [{"src/web/a.c": 'void f(void)\n{\n\th_tr(h, "报送");\n\th_tr(h, "A" "甲");\n}\n',
                 EN: "# 注释\n报送\tReport\nA甲\tA1\n"}]


# --- colours and classes ------------------------------------------------------------------------

TOKENS = re.compile(r"(:root|\[data-bs-theme)[^{}]*\{[^{}]*\}")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\(")
CSS_LINES = 400


def blank(m):
    return re.sub(r"[^\n]", " ", m.group())


@rule("colour", "Use a token; a new colour is a token in both themes at the head of app.css.")
def colour(tree):
    for path, text in tree.files("assets/", (".css",)):
        if text.count("\n") > CSS_LINES:
            yield Finding(path, CSS_LINES, f"longer than {CSS_LINES} lines: the look stays small")
        rest = TOKENS.sub(blank, re.sub(r"/\*.*?\*/", blank, text, flags=re.S))
        for m in COLOUR.finditer(rest):
            yield Finding(path, rest.count("\n", 0, m.start()) + 1, f"a colour: {m.group()}")


colour.bad = [{"assets/a.css": ".a { color:#fff; }"}, {"assets/a.css": ".a { color:rgba(0,0,0,.1); }"},
              {"assets/a.css": "\n" * 401}]
colour.good = [{"assets/a.css": ":root { --a:#fff; }\n[data-bs-theme=dark] { --a:#000; }\n"
                "a[href='#x'] { color:var(--a); } /* #fff */"}]


def defined(tree):
    out = set()
    for _, text in tree.files("assets/", (".css",)):
        out |= set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", text)))
    for line in (tree.texts.get("assets/tabler.txt") or "").split("\n"):
        out |= set(line.split("#")[0].split())
    return out


def class_words(tree):
    """(path, line, word, is it whole) of every class in a string of src/."""
    for path, all_toks in tree.c("src/"):
        toks = csrc.code(all_toks)
        for i, t in enumerate(toks):
            if t.text == "h_elc" and toks[i + 1].text == "(":
                for a in argument(toks, i + 1, 2):
                    if a.kind == "string":
                        yield from ((path, a.line, w, True) for w in plain([a]).split())
            if t.kind != "string":
                continue
            for m in re.finditer(r'class="([^"]*)("|$)', plain([t])):
                words = m.group(1).split(" ")
                whole = m.group(2) == '"'
                for k, w in enumerate(words):
                    if w:
                        yield path, t.line, w, whole or k < len(words) - 1


@rule("classes", "A class is defined in assets/app.css or is one of assets/tabler.txt; there are "
      "no others.")
def classes(tree):
    known = defined(tree)
    for path, line, word, whole in class_words(tree):
        if word not in known and (whole or not any(k.startswith(word) for k in known)):
            yield Finding(path, line, f"no such class: {word}")


classes.bad = [{"src/web/a.c": 'void f(void)\n{\n\th("<p class=\\"a b\\">");\n}\n', "assets/a.css": ".a { }"},
               {"src/web/a.c": 'void f(void)\n{\n\th("<p class=\\"x-");\n}\n', "assets/a.css": ".a { }"},
               {"src/web/a.c": 'void f(void)\n{\n\th_elc(h, "p", "b", s);\n}\n', "assets/a.css": ".a { }"}]
classes.good = [{"src/web/a.c": 'void f(void)\n{\n\th("<p class=\\"a btn\\">");\n\th("<p class=\\"l l-");\n}\n',
                 "assets/a.css": ".a { } .l.l-g, .x { color:red; }", "assets/tabler.txt": "# c\nbtn\n"}]
