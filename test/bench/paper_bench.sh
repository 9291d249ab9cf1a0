#!/usr/bin/env bash
# paper_bench — a 3-page notice as docx, html and pdf: at most 40 ms CPU each.
set -eu
exec "${B:-build}/test/bench/paper_bench"
