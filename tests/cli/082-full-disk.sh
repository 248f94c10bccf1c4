#!/usr/bin/env bash
# A disk that is full: said so, nothing lost, and the same command completes when there
# is room. The disk is a file system in memory, in a mount namespace of this test.
# shellcheck source=tests/lib.sh

if [ -z "${IN_NAMESPACE:-}" ]; then
	for how in -m -rm; do
		if unshare $how true 2>/dev/null; then
			IN_NAMESPACE=1 exec unshare $how bash "$0"
		fi
	done
fi
. "$(dirname "$0")/../lib.sh"

# The options that the kernel shows of a mount made by a user are not all taken back.
resize() {
	mount --options-mode ignore -o "remount,size=$1" disk
}
mkdir disk
if ! { mount -t tmpfs -o size=3m tmpfs disk && resize 4m; } 2>/dev/null; then
	skip 'a full disk' 'no file system may be mounted here'
	finish
fi
# shellcheck disable=SC2064
trap "umount '$work/disk' 2>/dev/null; rm -rf '$work'" EXIT

# 2000 articles, 5 MB.
awk -v seed=1 '
{ for (i = 1; i <= NF; i++) if ($i !~ /["\\]/) word[count++] = $i }
END {
	for (n = 1; n <= 2000; n++) {
		printf "{\"id\": \"%d\", \"title\": \"عدد %d\", \"date\": \"2022-01-%02d\", \"text\": \"", n, n, n % 28 + 1
		for (i = 0; i < 200; i++) {
			seed = (seed * 1103 + 12345) % 65536
			printf "%s ", word[seed % count]
		}
		print "نهاية\"}"
	}
}' "$corpus"/markdown/*.md >dump.jsonl

# Nothing at all fits.

resize 8k
expect 'no room for an index' -c 2 -o '' -e 'disk/news.db' -e full -- \
	"$newsidx" index --db disk/news.db "$corpus/pages"
rm -f disk/news.db*

for size in 700k 1500k 3m; do
	resize $size
	expect "$size: the corpus fits" -e '34 added' -- "$newsidx" index --db disk/news.db \
		"$corpus/pages" "$corpus/markdown" "$corpus/jsonl"
	before=$(found --db disk/news.db --sort newest --match any كاراباخ الحبوب)

	expect "$size: the dump does not" -c 2 -o '' -e full -e 'make room' -- \
		"$newsidx" index --db disk/news.db dump.jsonl
	expect "$size: the index is sound" -s 'ok: ' -- "$newsidx" check --db disk/news.db
	same "$size: earlier articles are found" "$before" \
		"$(found --db disk/news.db --sort newest --match any كاراباخ الحبوب)"

	resize 200m
	expect "$size: with room the same command completes" -o '' -e '2000 articles read' -- \
		"$newsidx" index --db disk/news.db dump.jsonl
	expect "$size: all is there" -s 'ok: ' -s ' 2034 articles' -- "$newsidx" check --db disk/news.db
	expect "$size: and found" -o 2000 -- "$newsidx" search --db disk/news.db --count نهاية عدد
	expect "$size: a third run adds nothing" -e '1 file unchanged' -- \
		"$newsidx" index --db disk/news.db dump.jsonl
	rm -f disk/news.db*
done

# rebuild needs room too.

resize 200m
"$newsidx" index --quiet --db disk/news.db dump.jsonl
size=$(du -k disk/news.db | cut -f 1)
resize $((size + 500))k
before=$("$newsidx" search --db disk/news.db --format trec عدد -n 50)
run "$newsidx" rebuild --db disk/news.db
if [ "$code" -eq 0 ]; then
	pass 'rebuild needs no room'
else
	same 'rebuild without room fails' 2 "$code"
	cp "$err" message
	expect 'and says so' -s full -- cat message
fi
same 'a search answers as before' "$before" "$("$newsidx" search --db disk/news.db --format trec عدد -n 50)"
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check --db disk/news.db
resize 200m
expect 'with room rebuild completes' -o '' -- "$newsidx" rebuild --db disk/news.db
expect 'and the index is sound' -s 'ok: ' -s '2000 articles' -- "$newsidx" check --db disk/news.db

finish
