#!/usr/bin/env python3
"""read_bench.py — what reading a plan costs, whole process with its jailed child: a real plan where
one is at hand (the example otherwise), one of 200 measures, and one ten times as long.

    B=build test/bench/read_bench.py [FILE]

CPU is that of the process and its children, the least of several runs. Exits 1 where a goal is
missed (marked MISSED).
"""
import glob
import os
import resource
import subprocess
import sys
import tempfile

B = os.environ.get("B") or "build"
RUNS = 7
MISSED = []

UNITS = ["政治工作办公室", "督察法制大队", "情指中心", "治安大队", "交警大队", "机关纪委"]
TIMES = ["6月30日前完成", "每月25日前报送", "长期坚持", "每季度末有动态进展，11月底前完成"]
WORK = ["规范窗口服务", "清理各类台账", "走访辖区企业", "抽查整改质量", "公布受理电话"]


def cpu():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime


def read_ms(path):
    best = None
    for _ in range(RUNS):
        before = cpu()
        subprocess.run([f"{B}/duban", "plan", "read", path, "--json"], check=True,
                       stdout=subprocess.DEVNULL)
        took = (cpu() - before) * 1000
        best = took if best is None else min(best, took)
    return best


def say(name, ms, goal_ms):
    good = ms <= goal_ms
    print(f"{name:<44} {ms:.1f} ms CPU (goal {goal_ms:g}){'' if good else '   MISSED'}", flush=True)
    if not good:
        MISSED.append(name)


def measure(i):
    """One measure with its fields, in the words plans use."""
    pick = lambda of, step: of[i * step % len(of)]
    return (f"{i + 1}.{pick(WORK, 1)}。对第{i + 1}类事项逐条查摆，建立台账，经主要负责人签字后报送，"
            f"做到件件有着落、事事有回音，年底前汇总成效。\n"
            f"牵头单位：{pick(UNITS, 1)}\n责任单位：{pick(UNITS, 5)}、{pick(UNITS, 7)}\n"
            f"完成时限：{pick(TIMES, 1)}\n")


def plan(folder, measures):
    path = os.path.join(folder, f"plan-{measures}.txt")
    with open(path, "w", encoding="utf-8") as f:
        f.write("安澜县公安局2026年作风建设工作方案\n\n二、具体措施\n")
        f.writelines(measure(i) for i in range(measures))
    return path


def main():
    real = sys.argv[1:] or sorted(glob.glob("../shared/sources/000*.txt"))
    path = real[0] if real else "examples/plan-2026.txt"
    say(f"plan read {os.path.basename(path)}", read_ms(path), 30)
    say("plan read examples/plan-2026.docx", read_ms("examples/plan-2026.docx"), 100)
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as folder:
        one, ten = read_ms(plan(folder, 200)), read_ms(plan(folder, 2000))
    say("plan read, 200 measures", one, 100)
    good = ten <= 12 * one
    print(f"{'plan read, ten times the text':<44} {ten / one:.1f} times the CPU (goal 12)"
          f"{'' if good else '   MISSED'}")
    sys.exit(1 if MISSED or not good else 0)


main()
