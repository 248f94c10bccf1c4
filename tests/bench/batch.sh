#!/usr/bin/env bash
# Runs over much: a folder indexed twice, and a long stream in bounded memory.
#
#   batch.sh [DUMP]   DUMP: JSON lines, plain or compressed; without it corpus/ repeated
#
# FILES (20000) files in the folder; STREAM_MB (500) of JSON lines in the stream, and a
# fifth of it before: from 1000 MB on memory must not grow between the two. It ends with
# an error when a bound does not hold.
set -eu
build=${BUILD:-build}
newsidx=$build/newsidx
dump=${1:-corpus}
files=${FILES:-20000}
stream_mb=${STREAM_MB:-500}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

"$newsidx" extract "$dump" 2>/dev/null |
	jq -c 'select(.body) | {title, date, source, text: .body}' >"$work/one.jsonl"

holds() { # WHAT CONDITION...
	local what=$1

	shift
	if "$@"; then
		echo "  ok: $what"
	else
		echo "  NOT SO: $what"
		failed=1
	fi
}
below() { # NUMBER LIMIT
	awk -v n="$1" -v limit="$2" 'BEGIN { exit !(n < limit) }'
}
seconds() {
	local start end
	start=$(date +%s.%N)
	"$@" >/dev/null 2>"$work/said"
	end=$(date +%s.%N)
	echo "$end $start" | awk '{printf "%.3f\n", $1 - $2}'
}
print_of() {
	sha256sum <"$1"
	stat -c %y "$1"
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
        f.write("%s\n%s\n\nهذه القطعة رقم %d من الأرشيف.\n%s\n" %
            (d["title"] or "", d["date"] or "", i, d["text"]))' \
	"$work/one.jsonl" "$work/news" "$files"
first=$(seconds "$newsidx" index --db "$work/news.db" "$work/news")
tail -n 1 "$work/said"
before=$(print_of "$work/news.db")
second=$(seconds "$newsidx" index --db "$work/news.db" "$work/news")
tail -n 1 "$work/said"
echo "$first $second" | awk '{printf "first %.2f s, second %.3f s: %.1f %%\n", $1, $2, 100 * $2 / $1}'
holds 'the second takes less than 5 % of the first' below "$second" "$(echo "$first" | awk '{print $1 / 20}')"
holds 'and writes nothing' test "$before" = "$(print_of "$work/news.db")"

echo "== three files change, two go, one gets another name"
# ID, path, hash and date of every article, to see which differ.
articles() {
	sqlite3 "$work/news.db" \
		'SELECT a.id, path, a.hash FROM article a JOIN file f ON f.id = file_id ORDER BY a.id' >"$1"
}
articles "$work/before"
for i in 1 2 3; do
	sed -i 's/هذه القطعة رقم/هذه القطعة المنقحة رقم/' "$work/news/000/$i.txt"
done
rm "$work/news/000/4.txt" "$work/news/000/5.txt"
mv "$work/news/000/6.txt" "$work/news/000/six.txt"
"$newsidx" index --prune --db "$work/news.db" "$work/news" 2>"$work/said"
tail -n 1 "$work/said"
articles "$work/after"
diff "$work/before" "$work/after" | grep '^[<>]' | grep -o '/[0-9a-z]*\.txt' | sort | uniq -c |
	awk '{printf "%s%s:%s", (NR > 1 ? " " : ""), $2, $1}' >"$work/touched" || true
holds 'exactly these' test "$(cat "$work/touched")" = \
	'/1.txt:2 /2.txt:2 /3.txt:2 /4.txt:1 /5.txt:1 /6.txt:1 /six.txt:1'
holds 'check' "$newsidx" check --db "$work/news.db"
rm -rf "$work/news" "$work"/*.db

# The lines over and over, each with a new id, and with a number in the text if it is new.
repeat() { # MB KIND
	python3 -c '
import json, sys
left, kind, parts = float(sys.argv[2]) * 1e6, sys.argv[3], []
for l in open(sys.argv[1], encoding="utf-8"):
    d = json.dumps({k: v for k, v in json.loads(l).items() if v}, ensure_ascii=False)
    parts.append((d[1:-2].encode(), " العدد ".encode()))
n = 0
while left > 0:
    for head, word in parts:
        n += 1
        tail = word + b"%d\"}\n" % n if kind == "new" else b"\"}\n"
        left -= sys.stdout.buffer.write(b"{\"id\": \"r%d\", " % n + head + tail)
        if left <= 0: break' "$work/one.jsonl" "$1" "$2"
}

echo "== a stream of JSON lines: peak memory"
for kind in new same; do
	for mb in $((stream_mb / 5)) "$stream_mb"; do
		repeat "$mb" "$kind" |
			command time -f '%M %e' -o "$work/time" \
				"$newsidx" index --quiet --db "$work/stream.db" - 2>/dev/null
		read -r kb time <"$work/time"
		counts=$(sqlite3 "$work/stream.db" \
			"SELECT (SELECT count(*) FROM article) || ' articles, ' || count(*) || ' copies' FROM copy")
		awk -v mb="$mb" -v kind="$kind" -v counts="$counts" -v kb="$kb" -v time="$time" \
			'BEGIN {printf "%6d MB, %s texts: %s, %.0f MB of memory, %.1f MB/s\n", mb, kind, counts, kb / 1024, mb / time}'
		holds 'less than 300 MB' below "$kb" 307200
		# Caches are full by then.
		[ "$mb" -lt $((stream_mb)) ] || [ "$mb" -lt 1000 ] ||
			holds 'no more than for a fifth, but for 10 %' below "$kb" $((small * 11 / 10))
		small=$kb
		rm -f "$work/stream.db"
	done
done
exit "$failed"
