"""texts — house rules for everything that is not C: styles, words, locks, locales."""
import json
import re

from tree import Files, Finding, rule

# --- CSS that the oldest supported browser (Chromium 78) does not know --------------------------

CSS_BAD = [
    (r"(?<![\w-])gap\s*:", "gap (use grid-gap in grids, margins in flex rows)"),
    (r"(?<![\w-])(row|column)-gap\s*:", "row-gap, column-gap (use grid-…)"),
    (r":(is|where|has)\(", ":is(), :where(), :has()"),
    (r"(?<![\w-])inset\s*:", "inset"),
    (r"aspect-ratio\s*:", "aspect-ratio"),
    (r"(?<![\w-])(min|max|clamp)\(", "min(), max(), clamp()"),
    (r"color-mix\(|oklch\(|light-dark\(", "color-mix(), oklch(), light-dark()"),
    (r"@(layer|container)\b", "@layer, @container"),
    (r"(?<![\w-])(margin|padding|border)-(inline|block)\b", "logical shorthands"),
    (r"^\s*&", "nesting"),
]
CSS_BAD = [(re.compile(p, re.M), what) for p, what in CSS_BAD]


@rule("css", "Chromium 78 drops it silently: use what that browser knows.")
def css(tree):
    for path, text in tree.files("assets/", (".css",)):
        plain = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)
        for pattern, what in CSS_BAD:
            for m in pattern.finditer(plain):
                yield Finding(path, plain.count("\n", 0, m.start()) + 1, what)


css.bad = [{"assets/a.css": s} for s in
           ("a{gap:4px}", "a:is(b){}", "a{inset:0}", "a{width:min(1px,2px)}",
            "@layer x{}", "a{margin-inline:0}", "a{color:light-dark(red,blue)}")]
css.good = [{"assets/a.css": "a{grid-gap:4px;grid-template-columns:repeat(2,minmax(0,1fr))}"
             "/* gap: 3px */"}]

INLINE = re.compile(r"\bstyle=|\bon(click|change|load|submit|input)=|<script>|javascript:")


@rule("inline", "The page's content policy refuses inline style and script: use a class, or SVG "
      "attributes.")
def inline(tree):
    for path, toks in tree.c("src/"):
        for t in toks:
            if t.kind == "string" and INLINE.search(t.text):
                yield Finding(path, t.line, f"inline style or script: {t.text[:50]}")


inline.bad = [{"src/duty/page_x.c": 'void f(void) { h("<a style=x>"); }\n'}]
inline.good = [{"src/duty/page_x.c": 'void f(void) { h("<a class=x>"); }\n'}]


# --- words --------------------------------------------------------------------------------------

# Written so that this file does not contain what it looks for.
PLACES = [
    (re.compile(r"(?<![\w./-])/(?:work|home|root|Users)/\w"), "a path of one machine"),
    (re.compile(r"registry\.[n]pm|npm[m]irror|proxy\.[g]olang|[p]ypi\.org|crates\.[i]o"),
     "the host of a package registry"),
    (re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b"), "an unfinished mark: do it, or open an issue"),
    (re.compile(r"(?i)\bco-authored[-]by\b"), "a trailer"),
    # `duban plan issue 12` is a command of ours, and so is the heading of its manual page.
    (re.compile(r"(?i)(?<!plan )(?<!plan-)(?<!plan\\-)\b(issue|ticket|pull request)\s*#?\d+"),
     "a number of the tracker"),
]
PLACES_OK = ("LICENSE",)


@rule("words", "Speak of the product only; a clone must work on any machine.")
def words(tree):
    for path, text in tree.files(""):
        if text is None or path in PLACES_OK or path.startswith(("examples/", "test/data/")):
            continue
        for pattern, what in PLACES:
            for m in pattern.finditer(text):
                yield Finding(path, text.count("\n", 0, m.start()) + 1, f"{what}: {m.group()[:40]}")


words.bad = [{"a.md": "see /ho" + "me/x/y"}, {"a.c": "/* TO" + "DO */"},
             {"x": "https://registry.n" + "pmjs.org/a"}, {"x": "issue " + "#12"}]
words.good = [{"a.md": "see /etc/duban and /var/lib/duban; todo lists; homework/x"}]

# 国办函〔2026〕12号: such a thing exists nowhere in the product, so no label names it.
BURDEN = re.compile("打卡|积分|排行榜|点赞|已阅人数|在线时长")


@rule("burden", "No check-in, points, likes, read counts or online time: 国办函〔2026〕12号.")
def burden(tree):
    for path, toks in tree.c("src/", ".c"):
        name = path.split("/")[-1]
        if not name.startswith(("page_", "kind_")) and not path.startswith("src/web/"):
            continue
        for t in toks:
            if t.kind == "string" and BURDEN.search(t.text):
                yield Finding(path, t.line, f"on a screen: {t.text[:60]}")


burden.bad = [{"src/study/kind_x.c": 'const char *const a = "今日打卡";\n'}]
burden.good = [{"src/study/kind_x.c": 'const char *const a = "学习记录";\n'}]


# --- npm ----------------------------------------------------------------------------------------

@rule("lock", "Every npm package is pinned, with a checksum and without an address: "
      "`npm install --package-lock-only --omit-lockfile-registry-resolved`.")
def lock(tree):
    for path, text in tree.files("package", (".json",)):
        if '"resolved"' in text or re.search(r"https?://[^\"]*\.tgz", text):
            yield Finding(path, 1, "holds addresses")
        doc = json.loads(text)
        for kind in ("dependencies", "devDependencies"):
            for name, version in doc.get(kind, {}).items():
                if path == "package.json" and not re.fullmatch(r"\d+\.\d+\.\d+[\w.-]*", version):
                    yield Finding(path, 1, f"{name} {version} is not one exact version")
        if path == "package-lock.json":
            for name, p in doc.get("packages", {}).items():
                if name and "integrity" not in p and not p.get("link"):
                    yield Finding(path, 1, f"{name} has no checksum")


lock.bad = [{"package.json": '{"devDependencies":{"a":"^1.0.0"}}'},
            {"package-lock.json": '{"packages":{"node_modules/a":{"version":"1.0.0"}}}'},
            {"package-lock.json": '{"packages":{"node_modules/a":{"integrity":"x","resolved":"y"}}}'}]
lock.good = [{"package.json": '{"devDependencies":{"a":"1.0.0"}}',
              "package-lock.json": '{"packages":{"":{},"node_modules/a":{"integrity":"x"}}}'}]


# --- languages ----------------------------------------------------------------------------------

TR = re.compile(r"^(tr|T|TR|h_tr|H_TR)$")
HAN = re.compile("[\u4e00-\u9fff]")


def english(tree):
    """Chinese text → (line, English) of locale/en.tsv."""
    out = {}
    for k, line in enumerate(tree.texts.get("locale/en.tsv", "").split("\n"), 1):
        if line and not line.startswith("#"):
            zh, _, en = line.partition("\t")
            out[zh] = (k, en)
    return out


def holes(fmt):
    """The conversions of a format in the order of their arguments: ["d", ".*s"]."""
    found = re.findall(r"%(?:(\d+)\$)?([-+ 0#]*[\d.*]*[hlzjt]*[a-zA-Z])", fmt.replace("%%", ""))
    if all(n for n, _ in found):
        found.sort(key=lambda f: int(f[0]))
    return [f for _, f in found]


@rule("locale", "Every Chinese text on a screen has its English in locale/en.tsv.")
def locale(tree):
    for zh, (line, en) in english(tree).items():
        if not en.strip():
            yield Finding("locale/en.tsv", line, f"no English for {zh}")
        elif HAN.search(en):
            yield Finding("locale/en.tsv", line, f"Chinese in the English of {zh}", zh)
        elif holes(zh) != holes(en):
            yield Finding("locale/en.tsv", line, f"other placeholders than {zh}")


locale.bad = [{"locale/en.tsv": "报送\t\n"}, {"locale/en.tsv": "剩 %d 天\tdays left\n"},
              {"locale/en.tsv": "%d 项 %.*s\t%.*s: %d items\n"}]
locale.good = [{"locale/en.tsv": "# 注释\n报送\tReport\n剩 %d 天\t%d days left\n"
                "%d 项 %s\t%2$s: %1$d items, 100%%\n"}]


# --- programs -----------------------------------------------------------------------------------

@rule("runnable", "A file that names its interpreter is run by its name: `chmod +x`.")
def runnable(tree):
    for path, text in tree.files(""):
        if text and text.startswith("#!") and path not in tree.runnable:
            yield Finding(path, 1, "has an interpreter and may not be run")


runnable.bad = [Files({"test/browser/a_test.mjs": "#!/usr/bin/env node\n"})]
runnable.good = [Files({"a": "#!/bin/sh\n", "b.md": "text"}, ["a"])]
