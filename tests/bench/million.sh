#!/usr/bin/env bash
# Searches of a large index, as ratios (million.c).
#
#   million.sh [DUMP]   DUMP: JSON lines, plain or compressed; without it corpus/
#
# ARTICLES (1000000) are made of the dump's words, with four, and two names, besides that stand in three
# of ten articles each.
set -eu
build=${BUILD:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$build/newsidx" extract "${1:-corpus}" 2>/dev/null | head -n 3000 |
	jq -r '.body // empty' | tr -d '"\\\000-\011\013-\037' >"$work/text"
echo "== ${ARTICLES:-1000000} articles"
awk -v N="${ARTICLES:-1000000}" -v COMMON="مهرجان قطار بركان سفينة" \
	-v NAMES="موزمبيق كولومبيا" \
	-f tests/bench/articles.awk "$work/text" |
	"$build/newsidx" index --progress never --db "$work/news.db" --format jsonl -
"$build/tests/bench/million" "$work/news.db"
