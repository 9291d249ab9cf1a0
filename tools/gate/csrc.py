"""csrc — C source as tokens, functions and file-scope declarations.

Not a compiler: it knows just enough of the language (comments, strings, brackets, statements) to
measure shape and to find names. It never fails on code that a compiler accepts; at worst it
measures a macro for what it looks like.
"""
import re

TOKEN = re.compile(
    r"(?P<comment>/\*.*?\*/|//[^\n]*)"
    r"|(?P<string>(?:u8|[uUL])?\"(?:\\.|[^\"\\\n])*\")"
    r"|(?P<char>[uUL]?'(?:\\.|[^'\\\n])*')"
    r"|(?P<pre>^[ \t]*\#(?:[^\n\\/]|\\.|\\\n|/(?!\*)|/\*(?:.|\n)*?\*/)*)"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<number>\.?\d(?:[eEpP][+-]|[\w.'])*)"
    r"|(?P<mark>->|\+\+|--|<<|>>|[<>=!]=|&&|\|\||\.\.\.|[^\s\w])",
    re.S | re.M)
CONTROL = {"if", "for", "while", "switch"}
OPEN, CLOSE = {"(": ")", "[": "]", "{": "}"}, {")", "]", "}"}


class Token:
    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind, self.text, self.line = kind, text, line


class Function:
    """A definition; `last` is the line of its closing bracket, `body` the tokens inside."""

    def __init__(self, head, name_at, last, body):
        self.name, self.first, self.last = head[name_at].text, head[0].line, last
        self.returns = [t.text for t in head[:name_at]]
        self.static, self.body, self.depth = "static" in self.returns, body, nesting(body)
        self.takes = [t.text for t in head[name_at + 2:matching(head, name_at + 1)]]
        self.params = parameters(self.takes)

    @property
    def length(self):
        return self.last - self.first + 1


def scan(text):
    """All tokens, comments and preprocessor lines among them."""
    out, line, at = [], 1, 0
    for m in TOKEN.finditer(text):
        line += text.count("\n", at, m.start())
        at = m.start()
        out.append(Token(m.lastgroup, m.group(), line))
    return out


def includes(tokens):
    """(line, "base/str.h" or "<stdio.h>") of every #include."""
    for t in tokens:
        if t.kind == "pre":
            m = re.match(r"\s*#\s*include\s*(?:\"([^\"]*)\"|(<[^>]*>))", t.text)
            if m:
                yield t.line, m.group(1) or m.group(2)


def code(tokens):
    """Tokens without comments and preprocessor lines."""
    return [t for t in tokens if t.kind not in ("comment", "pre")]


def matching(toks, i):
    """Index of the bracket that closes toks[i]; the last token when nothing does."""
    depth = 0
    for j in range(i, len(toks)):
        if toks[j].text in OPEN and toks[j].kind == "mark":
            depth += 1
        elif toks[j].text in CLOSE and toks[j].kind == "mark":
            depth -= 1
            if depth == 0:
                return j
    return len(toks) - 1


def declarations(toks):
    """Splits file scope into (tokens of one declaration, body range or None)."""
    i, start = 0, 0
    while i < len(toks):
        t = toks[i].text if toks[i].kind == "mark" else ""
        if t == ";":
            yield toks[start:i + 1], None
            start = i + 1
        elif t == "{" and is_body(toks, start, i):
            end = matching(toks, i)
            yield toks[start:i], (i, end)
            i, start = end, end + 1
        elif t in OPEN:
            i = matching(toks, i)
        i += 1


def is_body(toks, start, i):
    """Is the bracket at i a function's body? It then follows `)` and nothing was assigned."""
    head = [t.text for t in toks[start:i]]
    if not head or "=" in strip_brackets(head) or head[0] == "typedef":
        return False
    return head[-1] == ")"


def strip_brackets(words):
    out, depth = [], 0
    for w in words:
        if w in OPEN:
            depth += 1
        elif w in CLOSE:
            depth -= 1
        elif depth == 0:
            out.append(w)
    return out


def functions(toks):
    """Every function defined in the code tokens."""
    for head, body in declarations(toks):
        if body is None:
            continue
        name_at = next((k for k in range(len(head) - 1)
                        if head[k].kind == "word" and head[k + 1].text == "("
                        and head[k].text != "__attribute__"), None)
        if name_at is None:
            continue
        inner = toks[body[0] + 1:body[1]]
        yield Function(head, name_at, toks[body[1]].line, inner)


def parameters(words):
    if not words or words == ["void"]:
        return 0
    return 1 + strip_brackets(words).count(",")


def nesting(body):
    """Deepest nesting of control statements. `else if` stays on the level of its `if`."""
    deepest, i = 0, 0
    while i < len(body):
        i, deep = statement(body, i)
        deepest = max(deepest, deep)
    return deepest


def statement(b, i):
    """(index behind the statement at i, nesting inside it)."""
    t = b[i]
    if t.text == "{":
        end = matching(b, i)
        return end + 1, nesting(b[i + 1:end])
    if t.text in CONTROL and i + 1 < len(b):
        return controlled(b, matching(b, i + 1) + 1, t.text == "if")
    if t.text == "do":
        i, deep = statement(b, i + 1)
        return until_semicolon(b, i), deep + 1
    if t.text in ("case", "default") or (i + 1 < len(b) and b[i + 1].text == ":"
                                         and t.kind == "word"):
        while i < len(b) and b[i].text != ":":
            i += 1
        return i + 1, 0
    if t.kind == "word" and i + 1 < len(b) and b[i + 1].text == "(":
        end = matching(b, i + 1)
        if end + 1 < len(b) and b[end + 1].text == "{":
            return controlled(b, end + 1, False)
    return until_semicolon(b, i), 0


def controlled(b, i, may_else):
    if i >= len(b):
        return i, 1
    i, deep = statement(b, i)
    deep += 1
    if may_else and i < len(b) and b[i].text == "else" and i + 1 < len(b):
        is_elif = b[i + 1].text == "if"
        i, other = statement(b, i + 1)
        deep = max(deep, other if is_elif else other + 1)
    return i, deep


def until_semicolon(b, i):
    while i < len(b) and b[i].text != ";":
        i = matching(b, i) + 1 if b[i].text in OPEN and b[i].kind == "mark" else i + 1
    return i + 1


def variables(toks):
    """(name, line, is it constant?) of every object with static storage at file scope."""
    for head, body in declarations(toks):
        words = [t.text for t in head]
        if body is not None or not words or words[0] in ("typedef", "_Static_assert", ";"):
            continue
        v = variable(head, words)
        if v:
            yield v


def variable(head, words):
    flat, marks = [], []
    i = 0
    while i < len(head):
        w = words[i]
        if w == "=" and head[i].kind == "mark":
            break
        if w in OPEN and head[i].kind == "mark":
            marks.append(w)
            if w == "(":
                flat.append("(")
            i = matching(head, i)
        else:
            flat.append(w)
        i += 1
    initialised = i < len(head)
    if "extern" in flat or (not initialised and "(" in flat and "[" not in marks):
        return None  # a declaration of something defined elsewhere, or a prototype
    if "(" in flat and not initialised:
        return None
    names = [w for w in flat if re.match(r"[A-Za-z_]\w*$", w)]
    if names and names[0] in ("struct", "enum", "union") and len(names) <= 2:
        return None  # only the type
    if names[:1] == ["static"] and names[1:2] and names[1] in ("struct", "enum", "union") \
            and len(names) <= 3 and not initialised and "[" not in marks:
        return None
    if not names or "inline" in names:
        return None
    last = max((k for k, w in enumerate(flat) if w == "*"), default=-1)
    tail = flat[last + 1:] if last >= 0 else flat
    return names[-1], head[0].line, "const" in tail
