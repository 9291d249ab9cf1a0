#!/usr/bin/env python3
"""corpus_test — the reader against the development corpus beside the tree, where there is one.

F1 of attached items must be at least 0.97, of lead, responsible and deadlines at least 0.95, over
all documents and over the real ones alone. Without ../shared/corpus every test is skipped."""
import importlib.util
import os
import subprocess
import sys

HOME = os.path.realpath("../shared/corpus")
LIMITS = (("items (attached)", 0.97), ("lead", 0.95), ("responsible", 0.95), ("deadlines", 0.95))


def main():
    groups = ("all", "real")
    print("1..%d" % (len(LIMITS) * len(groups)))
    if not os.path.exists(os.path.join(HOME, "score.py")):
        for n in range(1, len(LIMITS) * len(groups) + 1):
            print("ok %d # SKIP no ../shared/corpus" % n)
        return
    spec = importlib.util.spec_from_file_location("score", os.path.join(HOME, "score.py"))
    score = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(score)
    plans, out = os.path.join(HOME, "plans"), os.environ["TEST_TMP"]
    for name in score.names(plans):
        with open(os.path.join(out, name + ".json"), "wb") as f:
            subprocess.run([os.environ["DUBAN"], "plan", "read",
                            os.path.join(plans, name + ".txt"), "--json"], stdout=f, check=True)
    per, kinds = score.score_dirs(plans, out), score.groups(plans)
    n = 0
    for group in groups:
        total = score.total(per, lambda d: group == "all" or kinds.get(d, ("", ""))[1] == "real")
        for what, least in LIMITS:
            n += 1
            f1 = score.prf(total.get(what, [0, 0, 0]))[2]
            print("%sok %d - %s, %s: F1 %.3f" % ("" if f1 >= least else "not ", n, what, group, f1))


main()
