#!/usr/bin/env bash
# Runs over much: a folder indexed twice, and a long stream in bounded memory.
#
#   batch.sh [DUMP]   DUMP: JSON lines, plain or compressed; without it corpus/ repeated
#
# FILES (20000) files in the folder; STREAM_MB (500) of JSON lines in the stream.
set -eu
build=${BUILD:-build}
newsidx=$build/newsidx
dump=${1:-corpus}
files=${FILES:-20000}
stream_mb=${STREAM_MB:-500}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$newsidx" extract "$dump" 2>/dev/null |
	jq -c 'select(.body) | {title, date, source, text: .body}' >"$work/one.jsonl"

# The lines over and over, each time with a new id and a new word in the text.
repeat() {
	python3 -c '
import json, sys
lines = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
left, n = float(sys.argv[2]), 0
while left > 0:
    for d in lines:
        n += 1
        d = dict(d, id="r%d" % n)
        if sys.argv[3] == "new": d["text"] += "\nالعدد %d" % n
        l = json.dumps(d, ensure_ascii=False).encode()
        sys.stdout.buffer.write(l + b"\n")
        left -= len(l)
        if left <= 0: break' "$work/one.jsonl" "$1" "$2"
}
seconds() {
	local start end
	start=$(date +%s.%N)
	"$@" >/dev/null 2>&1
	end=$(date +%s.%N)
	echo "$end $start" | awk '{printf "%.3f\n", $1 - $2}'
}

echo "== a folder of $files files, twice"
mkdir "$work/news"
python3 -c '
import json, os, sys
lines = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
for i in range(int(sys.argv[3])):
    d = lines[i % len(lines)]
    folder = "%s/%03d" % (sys.argv[2], i // 1000)
    os.makedirs(folder, exist_ok=True)
    with open("%s/%d.txt" % (folder, i), "w", encoding="utf-8") as f:
        f.write("%s\n%s\n\n%s\nالعدد %d\n" % (d["title"] or "", d["date"] or "", d["text"], i))' \
	"$work/one.jsonl" "$work/news" "$files"
first=$(seconds "$newsidx" index --db "$work/news.db" "$work/news")
sum=$(sha256sum <"$work/news.db")
second=$(seconds "$newsidx" index --db "$work/news.db" "$work/news")
echo "$first $second" | awk '{printf "first %.2f s, second %.3f s: %.1f %%\n", $1, $2, 100 * $2 / $1}'
[ "$sum" = "$(sha256sum <"$work/news.db")" ] && echo "the second run wrote nothing"
rm -rf "$work/news" "$work"/*.db

echo "== a stream of JSON lines: peak memory"
for mb in $((stream_mb / 10)) "$stream_mb"; do
	for kind in new same; do
		rm -f "$work/stream.db"
		repeat "${mb}e6" $kind |
			command time -f '%M %e' -o "$work/time" \
				"$newsidx" index --quiet --db "$work/stream.db" - 2>/dev/null
		awk -v mb="$mb" -v kind="$kind" -v n="$(sqlite3 "$work/stream.db" 'select count(*) from article')" \
			'{printf "%6d MB, %s texts: %d articles, %.0f MB of memory, %.1f MB/s\n", mb, kind, n, $1 / 1024, mb / $2}' \
			"$work/time"
	done
done
