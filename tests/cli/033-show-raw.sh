#!/usr/bin/env bash
# show --raw: the page as it was read, to the byte; which pages are kept, and how long.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db

# The id of the article that has this word.
id() {
	"$newsidx" search --format ids --limit 1 "$@"
}
# gives NAME WORD FILE: the page of the article with the word is the file.
gives() {
	expect "$1" -O "$3" -- "$newsidx" show --raw "$(id "$2")"
}
# page WORD [TITLE]: a page of text.
page() {
	printf '%s\n\nالأحد 28 مارس 2021\n\n' "${2:-عودة القطار السريع إلى محطة $1}"
	printf 'عاد قطار الشرق السريع إلى محطة %s بعد رحلة طويلة عبر الجبال والسهول، واستقبله أهل المدينة بالورود.\n' "$1"
	printf 'وقال المدير إن الرحلة المقبلة إلى %s تبدأ قبل غروب الشمس من الرصيف الأول يوم السبت.\n' "$1"
}
html() {
	printf '<!DOCTYPE html>\r\n<html><head><meta charset="utf-8"><title>خبر %s</title></head><body>\r\n' "$1"
	printf '<article><h1>خبر %s</h1><p>عاد قطار الشرق السريع إلى محطة %s بعد رحلة طويلة عبر الجبال والسهول.</p></article>\r\n' "$1" "$1"
	printf '</body></html>'
}

mkdir pages
page قمح >pages/plain.txt
{ printf '\357\273\277'; page شعير | sed 's/$/\r/'; printf 'ذيل \377\376 مكسور'; } >pages/invalid.txt
page ذرة | iconv -f UTF-8 -t WINDOWS-1256 >pages/cp1256.txt
page عدس | iconv -f UTF-8 -t UTF-16 >pages/utf16.txt
html حمص >pages/page.html
{ printf -- '---\ntitle: خبر فول\ndate: 2021-03-29\n---\n\n'; page فول | tail -n 2; } >pages/note.md
page سمسم | gzip -n >pages/packed.txt.gz
{ page كمون; printf '\n==========\n\n'; page زعتر; printf '\n==========\n\n'; page نعناع; } >pages/three.txt
printf '{"title": "سجل", "text": "بابونج عاد قطار الشرق السريع إلى محطته"}\n' >pages/records.jsonl
run "$newsidx" index pages
same 'pages and records are indexed' '11 articles read: 11 added' \
	"$(sed -n 's/newsidx: \(.*added\).*/\1/p' "$err")"

gives 'a page of text' قمح pages/plain.txt
gives 'with a mark, CR LF, and bytes that mean nothing' شعير pages/invalid.txt
gives 'in windows-1256' ذرة pages/cp1256.txt
gives 'in UTF-16' عدس pages/utf16.txt
gives 'HTML' حمص pages/page.html
gives 'Markdown' فول pages/note.md
page سمسم >sesame.txt
gives 'a compressed page without its compression' سمسم sesame.txt
for word in كمون زعتر نعناع; do
	gives "several articles, one page: $word" $word pages/three.txt
done
expect 'stats count them' -s 'pages      8' -- "$newsidx" stats
expect 'a record of a dump has no page' -c 1 -o '' -e 'no page is kept' \
	-e "look in $work/pages/records.jsonl" -- "$newsidx" show --raw "$(id بابونج)"
expect 'an id that no article has' -c 1 -o '' -e 'no article undated-99' -- \
	"$newsidx" show --raw undated-99
expect 'no id' -c 2 -o '' -e '"abc" is not an id' -- "$newsidx" show --raw abc
expect 'two ids' -c 2 -o '' -e 'one id' -- "$newsidx" show --raw undated-1 undated-2
expect '--raw and a format' -c 2 -o '' -e '--raw' -- "$newsidx" show --raw -f text undated-1
expect '--raw and a colour' -c 2 -o '' -e '--raw' -- "$newsidx" show --raw --color never undated-1
page كراوية >caraway.txt
"$newsidx" index --quiet - <caraway.txt
gives 'from standard input' كراوية caraway.txt
expect 'check' -s 'ok: ' -- "$newsidx" check

# A WARC is a stream of records.

html يانسون >anise.html
{
	printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
	cat anise.html
} >answer
{
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n'
	printf 'WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2021-03-29T10:00:00Z\r\n'
	printf 'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n' \
		"$(wc -c <answer)"
	cat answer
	printf '\r\n\r\n'
} >site.warc
"$newsidx" index --quiet site.warc
expect 'what stands in a WARC has no page' -c 1 -o '' -e 'site.warc (https://example.org/1)' -- \
	"$newsidx" show --raw "$(id يانسون)"

# Members of archives, and of archives in them.

if have python3; then
	page زيتون >olive.txt
	html رمان >pomegranate.html
	python3 - <<'P'
import io, tarfile, zipfile
inner = io.BytesIO()
with tarfile.open(fileobj=inner, mode='w:gz') as tar:
    tar.add('pomegranate.html', 'deep/pomegranate.html')
with zipfile.ZipFile('old.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.write('olive.txt', 'a/olive.txt')
    z.writestr('inner.tgz', inner.getvalue())
    z.write('pages/records.jsonl', 'records.jsonl')
P
	"$newsidx" index --quiet old.zip
	gives 'a member of an archive' زيتون olive.txt
	gives 'a member of an archive in it' رمان pomegranate.html
else
	skip 'a member of an archive' 'no python3'
fi
expect 'what stands in an archive is sound' -s 'ok: ' -- "$newsidx" check

# The life of a page.

sum=$(cksum <"$NEWSIDX_DB")
run "$newsidx" index pages
same 'what is known is not written again' "$sum" "$(cksum <"$NEWSIDX_DB")"
touch -d '2001-01-01' pages/page.html
page قمح >>pages/new.txt
run "$newsidx" index --dry-run pages
same 'a dry run writes nothing' "$sum" "$(cksum <"$NEWSIDX_DB")"
rm pages/new.txt
run "$newsidx" index pages
gives 'another time, the same page' حمص pages/page.html

printf '\n\n' >>pages/page.html
run "$newsidx" index pages
same 'no article of it has changed' 1 "$(grep -c '1 unchanged' "$err")"
gives 'and yet the page is the one of now' حمص pages/page.html
mv pages/note.md pages/renamed.md
run "$newsidx" index --prune pages
gives 'a renamed file has its page' فول pages/renamed.md
{ page كمون; printf '\n==========\n\n'; page نعناع; } >pages/three.txt
run "$newsidx" index pages
gives 'a page of fewer articles' نعناع pages/three.txt
pages=$("$newsidx" stats | sed -n 's/^pages *//p')
rm pages/cp1256.txt
run "$newsidx" index --prune pages
same 'a file that is gone takes its page along' $((pages - 1)) \
	"$("$newsidx" stats | sed -n 's/^pages *//p')"
expect 'remove of one of two articles' -e '1' -- "$newsidx" remove "$(id كمون)"
gives 'leaves the page of the other' نعناع pages/three.txt
run "$newsidx" remove "$(id نعناع)"
same 'remove of the last takes it along' $((pages - 2)) \
	"$("$newsidx" stats | sed -n 's/^pages *//p')"
run "$newsidx" remove --path "$work/pages/utf16.txt"
same 'remove --path too' $((pages - 3)) "$("$newsidx" stats | sed -n 's/^pages *//p')"
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check

# An article of two pages.

export NEWSIDX_DB=$work/two.db
mkdir two
page لوز >two/a.txt
{ page لوز; printf '\n\n'; } >two/b.txt
"$newsidx" index --quiet two
same 'one article' 1 "$("$newsidx" search --count لوز)"
gives 'its page is that of its file' لوز two/a.txt
rm two/a.txt
"$newsidx" index --quiet --prune two
gives 'when that goes, the page of the other one' لوز two/b.txt
expect 'stats count one' -s 'pages      1' -- "$newsidx" stats
expect 'and it is sound' -s 'ok: ' -- "$newsidx" check

# A page of more than 16 MB is indexed and not kept.

page جوز >two/long.txt
for word in a b c d e; do
	{ printf '\n==========\n\n'; page فستق$word; } >>two/long.txt
	head -c 4000000 /dev/zero | tr '\0' '\n' >>two/long.txt
done
"$newsidx" index --quiet two
expect 'a long page is not kept' -c 1 -o '' -e '16 MB' -- "$newsidx" show --raw "$(id جوز)"

# Damage.

if have sqlite3; then
	cp two.db torn.db
	sqlite3 torn.db "UPDATE original SET page = x'28b52ffd00' || x'00'"
	expect 'check finds a page that is damaged' -c 2 -o '' -e 'is damaged' -e b.txt -- \
		"$newsidx" check --db torn.db
	expect 'show does not give it' -c 2 -o '' -e 'newsidx check' -- \
		"$newsidx" show --db torn.db --raw "$(id لوز)"
	expect 'rebuild leaves its article alone' -o '' -e 'damaged' -e 'stay as they were' -- \
		"$newsidx" rebuild --db torn.db
	expect 'which is found as before' -s 20210328 -- \
		"$newsidx" search --db torn.db --format ids لوز
	cp two.db torn.db
	sqlite3 torn.db "UPDATE original SET hash = hash + 1"
	expect 'check finds a page that is another' -c 2 -o '' -e 'not the bytes' -- \
		"$newsidx" check --db torn.db
	cp two.db torn.db
	sqlite3 torn.db "UPDATE original SET file_id = 99"
	expect 'check finds a page of no file' -c 2 -o '' -e 'not listed' -- \
		"$newsidx" check --db torn.db
	cp two.db torn.db
	sqlite3 torn.db "UPDATE original SET ordinal = 7, last = 7"
	expect 'check finds a page of no article' -c 2 -o '' -e 'no article' -- \
		"$newsidx" check --db torn.db
else
	skip 'a damaged page' 'no sqlite3'
fi

finish
