"""rules — the house rules of docs/ARCHITECTURE.md and docs/STYLE.md that concern C sources.

A rule is a generator over a Tree; it yields Finding(path, line, what). `advice` says what to do.
"""
import re
import statistics

import csrc
from tree import Finding, rule

# --- who may include whom (ARCHITECTURE section 3) ----------------------------------------------

LOW = {
    "base": "",
    "sys": "base",
    "store": "base sys",
    "seal": "base sys store",
    "calendar": "base",
    "core": "base sys store seal calendar",
    "web": "base sys store seal calendar core",
    "paper": "base sys",
}
GROUND = " ".join(LOW)
FIELD = GROUND + " org plan duty campaign dates"
CAPABILITY = {
    "org": GROUND,
    "plan": GROUND + " org",
    "duty": GROUND + " org plan",
    "campaign": GROUND + " org plan duty",
    "dates": GROUND + " org plan duty",
    "problem": FIELD,
    "voice": FIELD,
    "inspect": FIELD,
    "survey": FIELD,
    "study": FIELD,
    "conduct": FIELD,
    "burden": FIELD,
    "score": FIELD + " problem voice inspect survey study conduct burden",
    "stat": FIELD + " problem voice inspect survey study conduct burden score",
}
ALL = GROUND + " " + " ".join(CAPABILITY)
TOP = {"demo": ALL, "api": ALL, "cli": ALL + " demo", "job": ALL, "run": ALL + " api cli job"}
MAY = {k: set(v.split()) for k, v in {**LOW, **CAPABILITY, **TOP}.items()}
# One header that some folders may open although the folder is not theirs to use.
DOORS = {(f, "problem/problem.h") for f in ("inspect", "voice", "survey", "conduct")}
# Who alone may include a foreign header.
OWNED = [(re.compile(r"<(sqlite3|libpq-fe)\.h>"), {"store"}),
         (re.compile(r"<llhttp\.h>"), {"web"}),
         (re.compile(r"<(sys/(socket|epoll|prctl|wait)|seccomp)\.h>"),
          {"sys", "web", "store", "run"})]


@rule("layers", "A folder uses only what stands to its left: move the code, or hand in what it "
      "needs as an argument.")
def layers(tree):
    for path, toks in tree.c("src/"):
        folder = path.split("/")[1]
        if folder not in MAY:
            yield Finding(path, 1, f"folder src/{folder} is not in the table of layers")
            continue
        for line, name in csrc.includes(toks):
            yield from include_findings(path, folder, line, name)


def include_findings(path, folder, line, name):
    for pattern, owners in OWNED:
        if pattern.match(name) and folder not in owners:
            yield Finding(path, line, f"{name} belongs to {', '.join(sorted(owners))}")
    if name.startswith("<") or name.startswith("gen/"):
        return
    other = name.split("/")[0]
    if "../" in name or "/" not in name:
        yield Finding(path, line, f'"{name}": an include names its folder, never ../')
    elif other != folder and other not in MAY.get(folder, ()) and (folder, name) not in DOORS:
        yield Finding(path, line, f"{folder}/ may not include {name}")
    elif other != folder and name.endswith("_int.h"):
        yield Finding(path, line, f"{name} never leaves its folder")


layers.bad = [
    {"src/base/a.c": '#include "store/db.h"\n'},
    {"src/core/a.c": "#include <sqlite3.h>\n"},
    {"src/plan/a.c": '#include "duty/duty.h"\n'},
    {"src/voice/a.c": '#include "inspect/inspect.h"\n'},
    {"src/duty/a.c": '#include "plan/read_int.h"\n'},
    {"src/web/a.c": '#include "../base/str.h"\n'},
    {"src/misc/a.c": "int x;\n"},
]
layers.good = [{"src/voice/a.c": '#include "problem/problem.h"\n#include "core/ctx.h"\n'
                '#include "voice/vault_int.h"\n'}]


# --- where HTML and SQL may stand ---------------------------------------------------------------

HTML = re.compile(r"^(u8)?\"\s*<(/?[a-z][a-z0-9]*[\s>/]|!doctype)", re.I)
NO_SQL = re.compile(r"src/(web|api|cli)/|src/\w+/page_")
HTML_OK = re.compile(r"src/web/|src/\w+/page_")


@rule("html", "Markup is made in page_*.c and web/ only; hand rows to a page.")
def html(tree):
    for path, toks in tree.c("src/"):
        if HTML_OK.match(path) or path.startswith(("src/paper/", "src/plan/")):
            continue  # paper writes XML of its own formats; plan reads it
        for t in toks:
            if t.kind == "string" and HTML.match(t.text):
                yield Finding(path, t.line, f"HTML outside a page: {t.text[:40]}")


html.bad = [{"src/duty/list.c": 'void f(void) { out("<div class=x>"); }\n'}]
html.good = [{"src/duty/page_list.c": 'void f(void) { out("<div class=x>"); }\n',
              "src/duty/list.c": 'int f(int a) { return a < 3 ? "<" : "a > b"; }\n'}]


@rule("sql", "Screens and surfaces hold no SQL: call a verb of the capability.")
def sql(tree):
    for path, toks in tree.c("src/"):
        if not NO_SQL.match(path):
            continue
        for t in toks:
            if t.kind == "word" and re.match(r"(db_prep\w*|sql_lit|sql_name|sql_new)$", t.text):
                yield Finding(path, t.line, f"{t.text} in a surface")


sql.bad = [{"src/duty/page_list.c": 'void f(void) { db_prep(db, "select 1"); }\n'},
           {"src/api/a.c": 'void f(void) { sql_lit(q, "select 1"); }\n'}]
sql.good = [{"src/duty/list.c": 'void f(void) { db_prep(db, "select 1"); }\n'}]


# --- functions that are not used ----------------------------------------------------------------

BANNED = {
    "strcpy": "str_dup or buf_put", "strcat": "buf_put", "sprintf": "snprintf or buf_fmt",
    "vsprintf": "vsnprintf", "stpcpy": "buf_put", "strncat": "buf_put", "strncpy": "memcpy",
    "gets": "sys/file.h", "strtok": "str_cut", "strtok_r": "str_cut", "atoi": "num_int",
    "atol": "num_int", "atoll": "num_int", "strtol": "num_int", "sscanf": "num_int",
    "system": "sys/proc.h", "popen": "sys/proc.h", "alloca": "the arena", "rand": "sys/random.h",
    "random": "sys/random.h", "localtime": "base/day.h", "localtime_r": "base/day.h",
    "mktime": "base/day.h", "strftime": "base/day.h", "setlocale": "nothing", "tmpnam": "mkstemp",
    "mktemp": "mkstemp", "asctime": "base/day.h", "ctime": "base/day.h", "signal": "sys/",
}
MEMORY = {"malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf", "vasprintf",
          "reallocarray", "posix_memalign", "aligned_alloc"}
CLOCK = {"time", "gettimeofday", "clock_gettime"}
MEMORY_OK = {"base", "sys", "store"}
PRINT = {"printf", "puts", "putchar", "vprintf"}
PRINT_OK = {"cli", "run", "base"}


@rule("banned", "Use what the house has instead.")
def banned(tree):
    for path, toks in tree.c("src/"):
        folder, body = path.split("/")[1], csrc.code(toks)
        for i, t in enumerate(body[:-1]):
            if t.kind != "word" or body[i + 1].text != "(" or is_member(body, i):
                continue
            yield from banned_call(path, folder, t)


def is_member(body, i):
    return i > 0 and body[i - 1].text in (".", "->")


def banned_call(path, folder, t):
    if t.text == "signal" and folder == "sys":
        return
    if t.text in BANNED:
        yield Finding(path, t.line, f"{t.text}(): use {BANNED[t.text]}")
    elif t.text in MEMORY and folder not in MEMORY_OK:
        yield Finding(path, t.line, f"{t.text}(): memory belongs to an arena")
    elif t.text in PRINT and folder not in PRINT_OK:
        yield Finding(path, t.line, f"{t.text}(): standard output belongs to the commands")
    elif t.text in CLOCK and folder != "sys":
        yield Finding(path, t.line, f"{t.text}(): ask sys/clock.h, which tests can freeze")


banned.bad = [{"src/base/a.c": "void f(char *a) { strcpy(a, b); }\n"},
              {"src/core/a.c": "void f(void) { x = malloc(3); }\n"},
              {"src/duty/a.c": 'void f(void) { printf("x"); }\n'},
              {"src/duty/a.c": "void f(void) { time(NULL); }\n"}]
banned.good = [{"src/base/a.c": "void f(void) { x = malloc(3); s->free(x); /* strcpy() */ }\n"}]


# --- size and shape -----------------------------------------------------------------------------

MEDIAN, P90, HARD = 20, 55, 100
NEST_P90, NEST_HARD = 2, 4
FILE_SOFT, FILE_HARD, HEADER = 500, 800, 150
PARAMS = 6


@rule("shape", "Give the part that has a name of its own a function of its own; return early.")
def shape(tree):
    every = [(path, f) for path, toks in tree.c("src/") for f in csrc.functions(csrc.code(toks))]
    for path, f in every:
        if f.length > HARD:
            yield Finding(path, f.first, f"{f.name}() has {f.length} lines, at most {HARD}",
                          f.name)
        if f.depth > NEST_HARD:
            yield Finding(path, f.first, f"{f.name}() nests {f.depth} deep, at most {NEST_HARD}",
                          f.name)
        if f.params > PARAMS:
            yield Finding(path, f.first, f"{f.name}() takes {f.params} parameters, at most "
                          f"{PARAMS}", f.name)
    yield from averages(every)


def averages(every):
    if len(every) < 10:
        return
    lengths = sorted(f.length for _, f in every)
    depths = sorted(f.depth for _, f in every)
    p90 = lengths[len(lengths) * 9 // 10]
    if statistics.median(lengths) > MEDIAN:
        yield Finding("src", 0, f"half of the functions have more than {MEDIAN} lines: "
                      f"{statistics.median(lengths)}")
    if p90 > P90:
        worst = sorted(every, key=lambda e: -e[1].length)[:5]
        names = ", ".join(f"{f.name} {f.length}" for _, f in worst)
        yield Finding("src", 0, f"a tenth of the functions have more than {P90} lines ({p90}); "
                      f"longest: {names}")
    if depths[len(depths) * 9 // 10] > NEST_P90:
        yield Finding("src", 0, f"a tenth of the functions nest deeper than {NEST_P90}")


shape.bad = [
    {"src/base/a.c": "int f(void)\n{\n" + "\tx();\n" * 100 + "}\n"},
    {"src/base/a.c": "int f(void)\n{\n\tif (a)\n\tfor (;;)\n\twhile (b) {\n\tdo {\n\tif (c)\n"
     "\tx();\n\t} while (1);\n}\n}\n"},
    {"src/base/a.c": "int f(int a, int b, int c, int d, int e, int (*g)(int, int), int h)\n{\n}\n"},
    {"src/base/a.c": "".join(f"int f{i}(void)\n{{\n" + "\tx();\n" * 30 + "}\n"
                             for i in range(12))},
]
shape.good = [{"src/base/a.c": "int f(void)\n{\n\tif (a)\n\t\tx();\n\telse if (b)\n\t\ty();\n"
               "\telse if (c)\n\t\tz();\n\telse if (d)\n\t\tz();\n\telse if (e)\n\t\tz();\n}\n"
               "static const struct row rows[] = {\n" + "\t{1, 2},\n" * 200 + "};\n"}]


@rule("size", "Split by subject, not by length.")
def size(tree):
    for path, text in tree.files("src/", (".c", ".h")):
        n = text.count("\n")
        limit = HEADER if path.endswith(".h") else FILE_HARD
        if n > limit:
            yield Finding(path, n, f"{n} lines, at most {limit}")
        elif path.endswith(".c") and n > FILE_SOFT:
            yield Finding(path, n, f"{n} lines, better at most {FILE_SOFT}", hint=True)
        for k, line in enumerate(text.split("\n"), 1):
            if len(line.rstrip("\\ \t").replace("\t", " " * 8)) > 100:
                yield Finding(path, k, "line longer than 100 columns")


size.bad = [{"src/base/a.c": "x;\n" * 801}, {"src/base/a.h": "x;\n" * 151},
            {"src/base/a.c": "x" * 101 + "\n"}]
size.good = [{"src/base/a.c": "x;\n" * 400}]


# --- data and names -----------------------------------------------------------------------------

@rule("mutable", "State hangs on ctx or on an object its caller owns; tables are const.")
def mutable(tree):
    for path, toks in tree.c("src/"):
        body = csrc.code(toks)
        for name, line, is_const in csrc.variables(body):
            if not is_const:
                yield Finding(path, line, f"{name} at file scope can change", name)
        for f in csrc.functions(body):
            yield from static_locals(path, f)


def static_locals(path, f):
    for i, t in enumerate(f.body):
        if t.text != "static" or t.kind != "word":
            continue
        rest = csrc.strip_brackets([u.text for u in f.body[i:i + 400]])
        words = rest[:next((k for k, w in enumerate(rest) if w in ("=", ";")), len(rest))]
        last = max((k for k, w in enumerate(words) if w == "*"), default=-1)
        if "const" not in words[last + 1:] and "_Static_assert" not in words:
            yield Finding(path, t.line, f"static data in {f.name}() can change", f.name)


mutable.bad = [{"src/base/a.c": "static int n;\n"},
               {"src/base/a.c": 'static const char *names[] = {"a"};\n'},
               {"src/base/a.c": "struct x y = {1};\n"},
               {"src/base/a.c": "int f(void)\n{\n\tstatic int n;\n\treturn n++;\n}\n"}]
mutable.good = [{"src/base/a.c": 'static const char *const names[] = {"a"};\nstruct x;\n'
                 "struct y { int a; };\nenum { A = 1 };\nint f(int (*g)(void));\n"
                 "extern const int t[];\nstatic const struct y z = {1};\n"
                 "typedef int (*job)(void);\nstatic int f(int a)\n{\n\tstatic const int k[] = {1};"
                 "\n\tstatic const struct {\n\t\tconst char *w;\n\t} t[] = {{\"a\"}};"
                 "\n\treturn k[a];\n}\n_Static_assert(1, \"x\");\n"}]

PROTOTYPE = re.compile(r"^(?!static|typedef|#|\s|/)[A-Za-z_][\w\s*]*?\b(\w+)\((?!\*)", re.M)


@rule("public", "Make it static, or delete it where nothing uses it.")
def public(tree):
    uses = {}
    for path, toks in tree.c(""):
        for t in toks:
            if t.kind == "word":
                uses.setdefault(t.text, set()).add(path)
            elif t.kind == "pre":
                for w in re.findall(r"\w+", t.text):
                    uses.setdefault(w, set()).add(path)
    for path, toks in tree.c("src/", ".h"):
        for name, line in prototypes(csrc.code(toks)):
            yield from unused(path, toks, name, line, uses[name])


def prototypes(toks):
    for head, body in csrc.declarations(toks):
        if body is not None or head[0].text in ("typedef", "static", "extern", "struct;"):
            continue
        if any(t.text == "=" for t in head):
            continue
        k = next((k for k in range(1, len(head) - 1)
                  if head[k].kind == "word" and head[k + 1].text == "("), None)
        if k and head[k].text != "__attribute__" and not any(
                t.text in ("{", "[") for t in head[:k]):
            yield head[k].text, head[k].line


def unused(path, toks, name, line, where):
    own = {path, path[:-2] + ".c"}
    # A macro or an inline function of the header itself carries the use to other files.
    carried = sum(t.text == name or (t.kind == "pre" and name in t.text) for t in toks) > 1
    if where <= own and not carried:
        yield Finding(path, line, f"{name}() is used in no other file", name)


public.bad = [{"src/base/a.h": "int a_f(void);\n",
               "src/base/a.c": "int a_f(void)\n{\n\treturn 1;\n}\nint a_g(void)\n{\n\treturn a_f();"
               "\n}\n"}]
public.good = [{"src/base/a.h": "int a_f(void);\nstruct a { int (*run)(int); };\n"
                "static inline int a_g(void)\n{\n\treturn 1;\n}\n",
                "src/base/b.c": "int b(void)\n{\n\treturn a_f();\n}\n"}]


@rule("names", "A public name starts with the name of its file, of another file of the folder, or of "
      "a struct of the header.")
def names(tree):
    segments = {}
    for path in tree.paths:
        if path.startswith("src/") and path.endswith((".c", ".h")):
            folder, stem = path.split("/")[1], path.split("/")[-1][:-2]
            segments.setdefault(folder, {folder}).update(stem.split("_"))
    for path, toks in tree.c("src/", ".h"):
        starts = segments[path.split("/")[1]] | structs(csrc.code(toks))
        for name, line in prototypes(csrc.code(toks)):
            if name.split("_")[0] not in starts and not name.startswith(path.split("/")[1][:4]):
                yield Finding(path, line, f"{name}() in {path}", name)


def structs(toks):
    return {toks[i + 1].text.split("_")[0] for i, t in enumerate(toks[:-1])
            if t.text in ("struct", "enum")}


names.bad = [{"src/base/arena.h": "int get(void);\n"}]
names.good = [{"src/base/arena.h": "int arena_get(void);\n"}]


@rule("partner", "Write test/unit/FOLDER/FILE_test.c, or name the test that covers it in "
      "exceptions.txt.")
def partner(tree):
    have, named = set(tree.paths), set()
    for _, toks in tree.c("test/"):
        named |= {t.text for t in toks if t.kind == "word"}
    for path, toks in tree.c("src/", ".c"):
        test = "test/unit/" + path[len("src/"):-2] + "_test.c"
        public = [f.name for f in csrc.functions(csrc.code(toks)) if not f.static]
        if test not in have and public and not any(n in named for n in public):
            yield Finding(path, 1, f"no {test}, and no other test calls its functions")
    for path in tree.paths:
        if path.startswith("test/unit/") and path.endswith("_test.c"):
            if "src/" + path[len("test/unit/"):-7] + ".c" not in have:
                yield Finding(path, 1, "tests a file that does not exist", hint=True)


partner.bad = [{"src/base/a.c": "int a_f(void)\n{\n\treturn 1;\n}\n"}]
partner.good = [{"src/base/a.c": "int a_f(void)\n{\n\treturn 1;\n}\n",
                 "test/unit/base/a_test.c": "int main(void)\n{\n\treturn 0;\n}\n"}]


@rule("head", "Begin with `/* file.c — what it is for …`; guard a header by FOLDER_FILE_H.")
def head(tree):
    for path, text in tree.files("src/", (".c", ".h")):
        name = path.split("/")[-1]
        if not text.startswith(f"/* {name} — "):
            yield Finding(path, 1, f"does not begin with `/* {name} — `")
        first = text.split("*/")[0]
        for k, line in enumerate(first.split("\n")[1:], 2):
            if re.match(r"\s*\*\w", line):
                yield Finding(path, k, "no blank after the * of a comment")
        guard = re.sub(r"\W", "_", path[len("src/"):]).upper()
        if name.endswith(".h") and f"#ifndef {guard}\n#define {guard}\n" not in text:
            yield Finding(path, 1, f"no guard {guard}")


head.bad = [{"src/base/a.c": "int x;\n"}, {"src/base/a.h": "/* a.h — x. */\n#pragma once\n"}]
head.good = [{"src/base/a.h": "/* a.h — x. */\n#ifndef BASE_A_H\n#define BASE_A_H\n#endif\n"}]


@rule("asserts", "A test that asserts nothing cannot fail: assert, or delete it.")
def asserts(tree):
    shared = set()
    for _, toks in tree.c("test/"):
        shared |= {m.group(1) for t in toks if t.kind == "pre"
                   for m in [re.match(r"\s*#\s*define\s+(\w+)", t.text)]
                   if m and re.search(r"\b(_?assert|fail)", t.text)}
    for path, toks in tree.c("test/"):
        if not path.endswith("_test.c"):
            shared |= telling(list(csrc.functions(csrc.code(toks))), shared)
    for path, toks in tree.c("test/", "_test.c"):
        every = list(csrc.functions(csrc.code(toks)))
        given = {t.text for f in every if f.name == "main" for t in f.body}
        able = telling(every, shared)
        for f in every:
            if f.name in given and f.name not in able and is_test(f):
                yield Finding(path, f.first, f"{f.name}() asserts nothing", f.name)


def is_test(f):
    """Test functions take `void **state`; set-up and tear-down return a number."""
    return f.takes[:3] == ["void", "*", "*"] and f.returns == ["static", "void"]


def telling(every, known):
    """Functions that assert, themselves or through another."""
    grown, names = True, set()
    while grown:
        more = {f.name for f in every
                if any(is_assert(t.text) or t.text in names or t.text in known
                       for t in f.body)} - names
        names |= more
        grown = bool(more)
    return names


def is_assert(word):
    return word.startswith(("assert_", "fail", "expect_", "_assert")) or word in ("AN", "AZ")


asserts.bad = [{"test/unit/base/a_test.c": "static void t(void **s)\n{\n\tf();\n}\nint main(void)\n{"
                "\n\treturn run(t);\n}\n"}]
asserts.good = [{"test/unit/base/a_test.c": "static void v(int a)\n{\n\tassert_int_equal(a, 1);\n}\n"
                 "static void t(void **s)\n{\n\tv(f());\n}\nint main(void)\n{\n\treturn run(t);"
                 "\n}\n"}]

LIMIT_CALL = re.compile(r"(day_add|day_add_months|stamp_add\w*|work_\w+|limit_\w+|due_add\w*)$")
ABOVE = set(CAPABILITY) | {"core", "api", "job"}


@rule("limits", "A legal or local limit is a row under data/, named by its key.")
def limits(tree):
    for path, toks in tree.c("src/", ".c"):
        if path.split("/")[1] not in ABOVE:
            continue
        body = csrc.code(toks)
        for i, t in enumerate(body[:-1]):
            if t.kind == "word" and LIMIT_CALL.match(t.text) and body[i + 1].text == "(":
                yield from literal_arguments(path, t, body[i + 2:csrc.matching(body, i + 1)])


def literal_arguments(path, call, toks):
    for i, t in enumerate(toks):
        alone = (i == 0 or toks[i - 1].text in (",", "-")) and (
            i + 1 == len(toks) or toks[i + 1].text == ",")
        if t.kind == "number" and alone and t.text.isdigit() and int(t.text) > 1:
            yield Finding(path, call.line, f"{call.text}(… {t.text} …): a number of days or "
                          "months in code")


limits.bad = [{"src/voice/a.c": "void f(void) { d = day_add(d, 15); }\n"},
              {"src/duty/a.c": "void f(void) { d = work_add(c, d, 5); }\n"}]
limits.good = [{"src/voice/a.c": "void f(void) { d = day_add(d, 1); e = day_add(d, rule->days);"
                " }\n"}]
