#!/usr/bin/env bash
# kwic: the words found, one under the other, with what is around them.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
cat >news.jsonl <<'JSONL'
{"title": "وصول القمح", "date": "2020-01-05", "source": "وكالة", "text": "باع قمح كثيرا ثم عاد.\nاشترى «القمح» الروسي أمس مساء."}
{"title": "عنوان آخر", "date": "2020-03-01", "text": "أكل قمح بلاده في يوم واحد ثم نام طويلا."}
{"title": "بلا تاريخ", "text": "بيع <b>القمح</b> هنا & هناك."}
JSONL
ok 'index' "$newsidx" index --quiet news.jsonl
lri=$(printf '\xe2\x81\xa8') pdi=$(printf '\xe2\x81\xa9') rlm=$(printf '\xe2\x80\x8f') esc=$(printf '\033')

cat >want.txt <<'TEXT'
       وصول القمح              20200105-1
        باع قمح كثيرا ثم       20200105-1
عاد. اشترى «القمح» الروسي أمس  20200105-1
        أكل قمح بلاده في       20200301-1
        بيع القمح هنا &        undated-1
TEXT
run "$newsidx" kwic --width 2 قمح
same 'text, to the byte' "$(cat want.txt)" "$(cat "$out")"
expect 'tsv' -o $'20200105-1\t2020-01-05\tوكالة\tوصول\tالقمح\t
20200105-1\t2020-01-05\tوكالة\tباع\tقمح\tكثيرا ثم
20200105-1\t2020-01-05\tوكالة\tعاد. اشترى «\tالقمح\t» الروسي أمس
20200301-1\t2020-03-01\t\tأكل\tقمح\tبلاده في
undated-1\t\t\tبيع\tالقمح\tهنا &' -- "$newsidx" kwic -w 2 -f tsv قمح
expect 'jsonl' -o '{"id": "20200301-1", "date": "2020-03-01", "source": null, "field": "body", "left": "أكل", "word": "قمح", "right": "بلاده", "start": 7, "end": 13}' -- \
	"$newsidx" kwic -w 1 -f jsonl --on 2020-03 قمح
same 'jsonl: the bytes are those of the text' 'قمح' \
	"$("$newsidx" show --template '{body}' 20200301-1 | tail -c +8 | head -c 6)"
column() { # N OPTION...
	local n=$1

	shift
	"$newsidx" kwic -f tsv "$@" قمح | cut -f "$n" | tr '\n' '|'
}
same 'by the word on the left' 'اشترى «|أكل|باع|بيع|وصول|' "$(column 4 -w 1 --sort left)"
same 'by the word on the right' '|الروسي|بلاده|كثيرا|هنا|' "$(column 6 -w 1 --sort right | sed 's/» //')"
same 'by date' '20200105-1|20200105-1|20200105-1|20200301-1|undated-1|' "$(column 1 --sort date)"
expect '--limit' -e 'the first 2 lines' -o $'20200105-1\t2020-01-05\tوكالة\t\tالقمح\t
20200105-1\t2020-01-05\tوكالة\t\tقمح\t' -- "$newsidx" kwic -f tsv -w 0 -n 2 قمح
same '--limit counts sorted lines' 2 "$("$newsidx" kwic -f tsv --sort right -n 2 قمح 2>/dev/null | wc -l | tr -d ' ')"
expect 'filters' -o $'20200301-1\t2020-03-01\t\tأكل\tقمح\tبلاده' -- \
	"$newsidx" kwic -f tsv -w 1 --from 2020-02 قمح
expect 'nothing found' -c 1 -o '' -- "$newsidx" kwic زعبلوطستان
expect 'no query' -c 2 -e 'a query is needed' -- "$newsidx" kwic
expect '--sort of another name' -c 2 -e '"up" is none of' -- "$newsidx" kwic --sort up قمح
expect '--format of another name' -c 2 -e '"csv" is none of' -- "$newsidx" kwic -f csv قمح
expect '--width that is no number' -c 2 -e '--width' -- "$newsidx" kwic -w x قمح

"$newsidx" kwic -w 2 -f html قمح >page.html
expect 'html' -s '<tr><td class="before">بيع</td><td class="word" title="undated-1"><mark>القمح</mark></td><td class="after">هنا &amp;</td><td class="id"><bdi>undated-1</bdi></td></tr>' \
	-s '<title>قمح</title>' -s '<span>المواضع: ' -- cat page.html
same 'html: one head, which tells of the articles' '1 1' \
	"$(grep -c '<h1' page.html) $(grep -c 'class="meta"><span>.*نتا\|class="meta"><span>نتيج' page.html)"
if have tidy; then
	run tidy -e -q page.html
	same 'html is valid' '' "$(cat "$out" "$err")"
else
	skip 'html is valid' 'no tidy'
fi

# More places than are held in memory: the first of all of them all the same.

awk 'BEGIN {
	for (i = 1; i <= 4000; i++)
		printf "{\"title\": \"خبر %d\", \"text\": \"قبل%d العدس بعد%d. ثم قبل%d عدس بعد%d.\"}\n", i, i * 7919 % 4001, i * 104729 % 4001, i % 10, i % 9
}' >much.jsonl
ok 'index of much' "$newsidx" index --quiet --db much.db much.jsonl
for side in left right; do
	"$newsidx" kwic --db much.db --sort $side --limit 100000 --format tsv عدس >all.tsv 2>/dev/null
	same "$side: all are there" 8000 "$(wc -l <all.tsv | tr -d ' ')"
	for n in 1 3 2500; do
		same "$side: the first $n" "$(head -n $n all.tsv | cksum)" \
			"$("$newsidx" kwic --db much.db --sort $side --limit $n --format tsv عدس 2>/dev/null | cksum)"
	done
done
expect 'there are more, and it is said' -e 'the first 3 lines' -s 'عدس' -- \
	"$newsidx" kwic --db much.db --sort left --limit 3 عدس

expect 'no isolate and no escape in a pipe' -S "$lri" -S "$esc" -- "$newsidx" kwic قمح
expect '--color always' -s "${esc}[1;31mقمح$esc" -- "$newsidx" kwic --color always --on 2020-03 قمح
expect '--bidi isolate: the blanks are inside' -s "$lri${rlm}أكل قمح بلاده$pdi  ${lri}20200301-1$pdi" -- \
	"$newsidx" kwic -w 1 --bidi isolate --on 2020-03 قمح
on_terminal() { # COMMAND
	script -qec "$1" /dev/null </dev/null | tr -d '\r'
}
if have script && on_terminal 'test -t 1' >/dev/null 2>&1; then
	on_terminal "NO_COLOR=1 COLUMNS=40 '$newsidx' kwic --bidi none قمح" >got.txt
	same 'on a terminal: no line is longer than it is' '' "$(LC_ALL=C awk '
		{ line = $0; gsub(/[\200-\277]/, "", line); if (length(line) > 40) print }' got.txt)"
	same 'on a terminal: all lines' 5 "$(wc -l <got.txt | tr -d ' ')"
else
	skip 'kwic on a terminal' 'no script(1) that makes one'
fi

finish
