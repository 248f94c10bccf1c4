#!/usr/bin/env bash
# Compressed files, archives and web archives as a newsroom has them; damage; files made
# to do harm.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

have jq || { skip 'archives' 'no jq'; finish; }

# members ARCHIVE: the member and the title of each article, one a line, in their order.
members() {
	run "$newsidx" extract "$@"
	jq -r '[.member, .title] | join(" ")' "$out"
}

mkdir -p dump/sub dump/.git dump/__MACOSX
printf 'افتتاح متحف باردو\n\nتونس 7-5-2018 - في المتحف أكبر مجموعة من الفسيفساء.\n' >dump/1.txt
printf '{"id":"j-%d","title":"خبر %d","body":"نص","date":"2021-02-0%d"}\n' 1 1 1 2 2 2 \
	>dump/sub/2.jsonl
printf '<html><title>رصد مذنب</title><body><h1>رصد مذنب</h1><p>رصده المرصد أمس في السماء، وقال إنه يبقى أياما.</p></body></html>' \
	>dump/sub/3.html
echo x | tee dump/README.md dump/LICENSE dump/.git/config dump/__MACOSX/._1.txt >dump/.hidden.txt
files=(dump/1.txt dump/.hidden.txt dump/.git dump/__MACOSX dump/README.md dump/LICENSE dump/sub)
want='dump/1.txt افتتاح متحف باردو
dump/sub/2.jsonl خبر 1
dump/sub/2.jsonl خبر 2
dump/sub/3.html رصد مذنب'

tar -cf dump.tar --sort=name "${files[@]}"
for tool in gzip bzip2 xz zstd; do
	if have "$tool"; then
		"$tool" -c dump.tar >"dump.tar.$tool"
		same "tar, $tool" "$want" "$(members "dump.tar.$tool")"
	else
		skip "tar, $tool" "no $tool"
	fi
done
same 'tar' "$want" "$(members dump.tar)"
same 'tar from a pipe' "$want" \
	"$(gzip -c dump.tar | "$newsidx" extract - | jq -r '[.member, .title] | join(" ")')"
if have zip; then
	zip -qr dump.zip "${files[@]}"
	same 'ZIP' "$want" "$(members dump.zip)"
	same 'ZIP from a pipe' "$want" \
		"$("$newsidx" extract - <dump.zip | jq -r '[.member, .title] | join(" ")')"
	zip -q outer.zip dump.tar.gzip
	same 'tar in ZIP' "${want//dump\//dump.tar.gzip\/dump\/}" "$(members outer.zip)"
	zip -q outermost.zip outer.zip
	expect 'three in one another' -c 2 -o '' \
		-e 'outermost.zip (outer.zip/dump.tar.gzip): archive in 2 archives' -- \
		"$newsidx" extract outermost.zip
	zip -q -P secret secret.zip dump/1.txt
	expect 'an encrypted ZIP' -c 2 -o '' -e 'secret.zip (dump/1.txt): encrypted; unpack' -- \
		"$newsidx" extract secret.zip
else
	skip 'ZIP' 'no zip'
fi
expect 'an encrypted 7-Zip' -c 2 -s 'نص مفتوح' -e 'encrypted.7z (secret.txt): encrypted; unpack' -- \
	"$newsidx" extract "$root/tests/data/ingest/archives/encrypted.7z"

# Into the index, again, and again when it has changed.
expect 'index an archive' -e '4 articles read: 4 added' -e '5 left out' -- \
	"$newsidx" index --db a.db dump.tar.gzip
expect 'index it again' -e '0 articles read: 0 added; 1 file unchanged' -- \
	"$newsidx" index --db a.db dump.tar.gzip
same 'where an article is from' "$work/dump.tar.gzip dump/1.txt" \
	"$("$newsidx" search --db a.db --format jsonl الفسيفساء | jq -r '[.path, .member] | join(" ")')"
finds 'what is left out is not found' '' --db a.db x

# Nothing is written, wherever members say that they belong.
mkdir in && cp dump/1.txt escaped.txt && cp dump/1.txt escaped-2.txt
(cd in && tar -cPf ../up.tar ../escaped.txt "$work/escaped-2.txt")
rm escaped.txt escaped-2.txt
same 'names that lead elsewhere' "../escaped.txt افتتاح متحف باردو
$work/escaped-2.txt افتتاح متحف باردو" "$(members up.tar)"
ok 'nothing was unpacked' test ! -e escaped.txt -a ! -e escaped-2.txt
ln -s /etc/passwd link && mkfifo pipe && ln dump/1.txt hard
tar -cf kinds.tar link pipe dump/1.txt hard
same 'links and pipes in an archive' 'dump/1.txt افتتاح متحف باردو' "$(members kinds.tar)"

# Damage: what comes before it is kept.
at=$(grep -abo 'رصده' dump.tar | head -n 1 | cut -d : -f 1)
head -c "$at" dump.tar >cut.tar
expect 'a tar that is cut off' -c 2 -s '"j-2"' -S 'رصده' -e 'cut.tar (dump/sub/3.html): damaged after' \
	-e 'cut.tar: archive broken after' -- "$newsidx" extract cut.tar
gzip -c dump/sub/2.jsonl >cut.gz
for bytes in 1 9 30 "$(($(wc -c <cut.gz) - 1))"; do
	head -c "$bytes" cut.gz >cut2.gz
	expect "gzip cut off after $bytes bytes" -c 2 -e 'cut2.gz: ' -- \
		"$newsidx" index --db cut.db cut2.gz
done
gzip -nc dump/sub/2.jsonl >crc.gz
printf '\377\377\377\377' | dd of=crc.gz bs=1 seek="$(($(wc -c <crc.gz) - 8))" conv=notrunc 2>"$err"
expect 'a wrong checksum' -c 2 -s '"j-2"' -e 'crc.gz: ' -e 'wrong checksum' -- "$newsidx" extract crc.gz

# A web archive: encoding and URL are those of the answer.
html=$(printf '<html><title>رصد مذنب</title><body><h1>رصد مذنب</h1><p>رصده المرصد أمس في السماء، وقال إنه يبقى أياما.</p></body></html>' |
	iconv -t WINDOWS-1256 | base64 -w 0)
answer() { # answer URL FIELDS BODY-IN-BASE64
	{
		printf 'HTTP/1.1 200 OK\r\n%s\r\n' "$2"
		base64 -d <<<"$3"
	} >answer
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n' "$1"
	printf 'Content-Type: application/http\r\nContent-Length: %d\r\n\r\n' "$(wc -c <answer)"
	cat answer
	printf '\r\n\r\n'
}
type=$'Content-Type: text/html; charset=windows-1256\r\n'
{
	answer http://news.example/1 "$type" "$html" | gzip
	answer http://news.example/2 "$type"$'Content-Encoding: gzip\r\n' \
		"$(base64 -d <<<"$html" | gzip -n | base64 -w 0)" | gzip
	answer http://news.example/logo.png $'Content-Type: image/png\r\n' iVBORw== | gzip
	answer http://news.example/3 "$type"$'Content-Encoding: br\r\n' CwOAdGV4dAM= | gzip
} >crawl.warc.gz
expect 'a web archive' -c 2 -s '"url": "http://news.example/1"' \
	-e '(http://news.example/3): record 4 at byte' -e 'Content-Encoding br cannot be read' -- \
	"$newsidx" extract crawl.warc.gz
same 'pages of a web archive' 'http://news.example/1 رصد مذنب news.example
http://news.example/2 رصد مذنب news.example' "$(jq -r '[.url, .title, .source] | join(" ")' "$out")"

# Made to do harm: a message, in little memory and time.
limited() { # limited COMMAND...: a stack of 1 MB, and 60 seconds
	(ulimit -s 1024 && timeout 60 "$@")
}
head -c 100M /dev/zero | gzip -9 >zeros.gz
expect 'zeros' -c 2 -o '' -e 'zeros.gz: binary file (NUL at byte 1)' -- \
	limited "$newsidx" extract zeros.gz
{
	printf '[%.0s' {1..100000}
	printf ']%.0s' {1..100000}
} >deep.json
expect 'deep JSON' -c 2 -o '' -e 'deep.json: line 1, column 2' -e 'nested deeper than' -- \
	limited "$newsidx" extract deep.json
{
	printf '<html><title>عنوان</title><body><h1>عنوان</h1>'
	printf '<div>%.0s' {1..100000}
	printf '<p>نص المقال في آخر العمق.'
} >deep.html
run limited "$newsidx" extract deep.html
same 'deep HTML' '0 عنوان' "$code $(jq -r .title "$out")"

finish
