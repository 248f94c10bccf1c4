#!/usr/bin/env bash
# Random queries over news: none may fail, be refused with a word in it or take two seconds.
#
#   any_query.sh [DUMP]   DUMP: JSON lines, plain or compressed; without it corpus/
#
# QUERIES (20000) asked of the library, PROGRAM_QUERIES (1000) of the program, each for
# itself. Of saudinewsnet, 31,000 articles, 100,000 take about 20 minutes.
set -eu
build=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/newsidx" index --quiet --db "$work/news.db" "${1:-corpus}" 2>/dev/null || true
echo "== ${QUERIES:-20000} random queries"
"$build/tests/bench/any_query" "$work/news.db" 0 "${QUERIES:-20000}"
echo "== ${PROGRAM_QUERIES:-1000} of them, each by a process"
"$build/tests/bench/any_query" "$work/news.db" 0 "${PROGRAM_QUERIES:-1000}" "$build/newsidx"
