#!/usr/bin/env bash
# store_bench.sh — the store's figures: durable writes on this disk and on one whose every sync costs
# 2 ms more, search, seal.
set -eu
b=${B:-build}/test/bench
"$b/store_bench" write
echo "each sync slowed by 2 ms:"
LD_PRELOAD="$b/slowsync.so" SLOWSYNC_US=2000 "$b/store_bench" write
"$b/store_bench" search
"$b/store_bench" seal
