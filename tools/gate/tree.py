"""tree — the files of the project as the gates see them, and what a finding is."""
import os
import subprocess

import csrc

RULES = []


class Finding:
    """One place that breaks a rule. `name` is the function or object, for exceptions; a hint is
    printed and fails nothing unless --strict."""

    def __init__(self, path, line, what, name=None, hint=False):
        self.path, self.line, self.what, self.name, self.hint = path, line, what, name, hint


def rule(name, advice):
    """Declares a rule. Its `bad` trees must each give a finding, its `good` trees none."""
    def wrap(f):
        f.rule_name, f.advice, f.bad, f.good = name, advice, [], []
        RULES.append(f)
        return f
    return wrap


class Files(dict):
    """path → text, and which of the paths may be run."""

    def __init__(self, texts=(), runnable=()):
        super().__init__(texts)
        self.runnable = set(runnable)


class Tree:
    """path → text. Tokens of C files are scanned once."""

    def __init__(self, texts):
        self.texts, self.paths, self.tokens = texts, sorted(texts), {}
        self.runnable = getattr(texts, "runnable", set(texts))

    def files(self, under, ends=("",)):
        for p in self.paths:
            if p.startswith(under) and p.endswith(tuple(ends)):
                yield p, self.texts[p]

    def c(self, under, *ends):
        for p, text in self.files(under, ends or (".c", ".h")):
            if p not in self.tokens:
                self.tokens[p] = csrc.scan(text)
            yield p, self.tokens[p]


def load(top):
    """Every text file that is or could be committed."""
    listed = subprocess.run(["git", "-C", top, "ls-files", "-coz", "--exclude-standard"],
                            capture_output=True, check=False)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else walk(top)
    texts = Files()
    for n in filter(None, names):
        path = os.path.join(top, n)
        if os.path.isfile(path) and not os.path.islink(path):
            with open(path, "rb") as f:
                data = f.read()
            if os.access(path, os.X_OK):
                texts.runnable.add(n)
            texts[n] = None if b"\0" in data[:4096] else data.decode("utf-8", "replace")
    return texts


def walk(top):
    for folder, subs, files in os.walk(top):
        subs[:] = [s for s in subs if not s.startswith((".", "build", "node_modules", "var"))]
        for f in files:
            yield os.path.relpath(os.path.join(folder, f), top)
