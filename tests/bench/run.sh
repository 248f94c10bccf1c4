#!/usr/bin/env bash
# Side by side on this machine: newsidx and stock FTS5 (unicode61) over the same news.
#
#   run.sh [DUMP]     DUMP: JSON lines, plain or compressed; without it corpus/ repeated
#                     PAGES: a folder of pages (corpus/pages)
#
# Figures are ratios: a machine's seconds mean nothing elsewhere.
set -eu
build=${BUILD:-build}
newsidx=$build/newsidx
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dump=${1:-}
word=${WORD:-السعودية}

if [ -z "$dump" ]; then
	dump=$work/news.jsonl
	"$newsidx" extract corpus/pages corpus/markdown corpus/jsonl 2>/dev/null |
		jq -c '{title, date, source, text: .body}' >"$work/one.jsonl"
	# A number in each text, or they would be duplicates.
	for i in $(seq 600); do sed "s/\"text\":\"/&$i /" "$work/one.jsonl"; done >"$dump"
fi

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
seconds() {
	local start end
	start=$(date +%s.%N)
	"$@" >/dev/null 2>&1
	end=$(date +%s.%N)
	echo "$end $start" | awk '{printf "%.2f\n", $1 - $2}'
}

echo "== tokenizer"
"$newsidx" extract "$dump" 2>/dev/null | jq -r '.title, .body | select(. != null)' >"$work/text"
for _ in 1 2 3; do "$build/tests/bench/tokenize" <"$work/text"; done

echo "== expressions of time, and the tokenizer beside it"
"$build/tests/bench/dates" <"$work/text"

echo "== the article in a page"
"$build/tests/bench/extract" "${PAGES:-corpus/pages}"/*.txt

echo "== index: the whole of newsidx index, and stock FTS5 loading the same texts from memory"
for _ in 1 2 3 4 5; do
	rm -f "$work"/*.db*
	"$build/tests/bench/stock" "$dump" "$work/stock.db" >>"$work/stock.times"
	seconds "$newsidx" index --db "$work/news.db" "$dump" >>"$work/news.times"
done
stock=$(median <"$work/stock.times")
ours=$(median <"$work/news.times")
echo "stock FTS5 $stock s, newsidx $ours s: $(echo "$stock $ours" | awk '{printf "%.2f", $1 / $2}') times its speed"
ls -l "$work"/*.db | awk '{printf "%s %.0f MB\n", $NF, $5 / 1e6}'

echo "== cold search, process start included: top 10 for $word"
echo "select art.id, art.title from ft join art on art.id = ft.rowid
where ft match '$word' order by rank limit 10;" >"$work/stock.sql"
if command -v hyperfine >/dev/null; then
	hyperfine -N -w 5 -r 40 --style basic \
		-n stock "sqlite3 -readonly $work/stock.db '.read $work/stock.sql'" \
		-n newsidx "$newsidx search --db $work/news.db $word --format ids" \
		-n newsidx-text "$newsidx search --db $work/news.db $word" |
		grep -E 'Benchmark|Time|Range'
else
	echo "hyperfine is not there; make deps does not install it"
fi
