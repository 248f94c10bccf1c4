#!/usr/bin/env bash
# search --facet and --group-by: the whole result by what its articles have.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
record() { # ID DATE SOURCE AUTHOR SECTION TAGS TEXT
	printf '{"id": "%s", "date": "%s", "source": "%s", "author": "%s", "section": "%s", "tags": [%s], "title": "خبر %s", "text": "%s"}\n' \
		"$1" "$2" "$3" "$4" "$5" "$6" "$1" "$7"
}
{
	record a 2020-10-01 الأولى سلمى سياسة '"حرب", "قمح"' 'عن القمح في كاراباخ قال بوتين.'
	record b 2020-10-02 الاولى سلمى سياسة '"حرب"' 'عن القمح والقمح في كاراباخ.'
	record c 2020-12-02 'الثانية \"ب\"' '' رياضة '' 'عن القمح.'
	record d 2021-01-05 الأولى منى '' '"قمح"' 'عن القمح قال بوتين.'
	record e '' '' منى اقتصاد '' 'عن القمح أيضا.'
	record f 2021-01-06 الأولى منى اقتصاد '"قمح"' 'عن الشعير.'
} >news.jsonl
ok 'index' "$newsidx" index --quiet news.jsonl
search=("$newsidx" search القمح)

# The counts alone.

expect 'text: the numbers in a column, behind each other the values' -o 'source
  3  الأولى
  1  الثانية "ب"
  1  -

month
  2  2020-10
  1  2020-12
  1  2021-01
  1  -' -- "${search[@]}" --limit 0 --facet source,month
expect 'entities have a type' -o 'entity
  2  place         كاراباخ
  2  person        فلاديمير بوتين' -- "${search[@]}" --limit 0 --facet entity
expect 'tsv' -o 'tag	حرب	2
tag	قمح	2
section	سياسة	2
section	اقتصاد	1
section	رياضة	1
section		1
year	2020	3
year	2021	1
year		1
day	2020-10-01	1
day	2020-10-02	1
day	2020-12-02	1
day	2021-01-05	1
day		1' -- "${search[@]}" --limit 0 --format tsv --facet tag --facet section,year --facet day
expect 'asked for twice, told once' -o 'author	سلمى	2
author	منى	2
author		1' -- "${search[@]}" --limit 0 --format tsv --facet author,,author --facet author
expect '--facet-limit; who has none is beyond it' -o 'source	الأولى	3
source		1
year	2020	3
year		1' -- "${search[@]}" --limit 0 --format tsv --facet source,year --facet-limit 1
expect 'with a filter alone' -o 'author	سلمى	2' -- \
	"$newsidx" search --on 2020-10 --limit 0 --format tsv --facet author
expect 'with days and a name' -o 'source	الأولى	1' -- \
	"$newsidx" search --entity بوتين --from 2021 --limit 0 --format tsv --facet source

# JSON.

"${search[@]}" --limit 2 --format json --facet source,entity,month >json
same 'json: one object' total,facets,hits "$(jq -r 'keys_unsorted | join(",")' json)"
same 'json: the page, and the total of all' '2 5' "$(jq -r '"\(.hits | length) \(.total)"' json)"
same 'json: values' '[["الأولى",3],["الثانية \"ب\"",1],[null,1]]' \
	"$(jq -c '[.facets.source[] | [.value, .articles]]' json)"
same 'json: names' '[["كاراباخ","place",2],["فلاديمير بوتين","person",2]]' \
	"$(jq -c '[.facets.entity[] | [.value, .type, .articles]]' json)"
for facet in source author section year month day; do
	same "each article has one $facet or none: the sum is the total" true \
		"$("${search[@]}" --format json --facet $facet | jq "([.facets.$facet[].articles] | add) == .total")"
done
same 'the total is what --count says' "$("${search[@]}" --count)" "$(jq .total json)"
same 'json: the hits are those without facets' \
	"$("${search[@]}" --limit 2 --format json | jq -c .)" "$(jq -c .hits json)"
same 'json: no hits' '[]' "$("${search[@]}" --limit 0 --format json --facet tag | jq -c .hits)"
"${search[@]}" --limit 2 --format jsonl --facet tag >jsonl
same 'jsonl: the counts are the last line' \
	'{"total":5,"facets":{"tag":[{"value":"حرب","articles":2},{"value":"قمح","articles":2}]}}' \
	"$(tail -n 1 jsonl | jq -c .)"
same 'jsonl: hits before it' "$("${search[@]}" --limit 2 --format jsonl)" "$(head -n -1 jsonl)"
# What is counted is what the filter finds.
"$newsidx" search خبر --limit 0 --format json --facet source,tag,entity --facet-limit 100 >json
for option in source tag entity; do
	while IFS=$'\t' read -r value articles; do
		same "--$option $value" "$articles" "$("$newsidx" search خبر --count "--$option" "$value")"
	done < <(jq -r ".facets.$option[] | select(.value) | [.value, .articles] | join(\"\t\")" json |
		sed 's/"//g')
done

# Groups.

"${search[@]}" --group-by source --limit 2 >text
same 'groups: value and number, then the first hits, an empty line between' '== الأولى (3)
20201002-1  2020-10-02  الاولى

20210105-1  2021-01-05  الأولى

== الثانية "ب" (1)
20201202-1  2020-12-02  الثانية "ب"

== - (1)
undated-1  -' "$(grep -v '^  ' text)"
expect 'groups: periods in order of time' -o '2020-10	20201002-1
2020-12	20201202-1
2021-01	20210105-1
	undated-1' -- bash -c '"$@" | cut -f 1,2' - "${search[@]}" --group-by month --limit 1 --format tsv
expect 'groups: the newest period first, when asked for' -o '2021	20210105-1
2020	20201202-1
2020	20201002-1
	undated-1' -- bash -c '"$@" | cut -f 1,2' - \
	"${search[@]}" --group-by year --limit 2 --sort newest --format tsv
"${search[@]}" --group-by tag --format json --facet author >json
same 'groups: json' '[["حرب",2,["b","a"]],["قمح",2,["d","a"]]]' \
	"$(jq -c '[.groups[] | [.value, .articles, [.hits[].docno]]]' json)"
same 'groups: json has total and facets too' '[5,["author"]]' "$(jq -c '[.total, (.facets | keys)]' json)"
same 'groups: jsonl, each hit names its own' '[["person",2,"فلاديمير بوتين"],["place",2,"كاراباخ"]]' \
	"$("${search[@]}" --group-by entity --limit 1 --format jsonl |
		jq -sc '[.[].group | [.type, .articles, .value]] | sort')"
same 'groups: three hits each' 3 "$("$newsidx" search خبر --group-by source --format json |
	jq '[.groups[].hits | length] | max')"
same 'groups: --facet-limit' 1 "$("${search[@]}" --group-by section --facet-limit 1 --format json |
	jq '[.groups[] | select(.value)] | length')"
expect 'groups: --limit 0 is their heads' -o '== سياسة (2)
== اقتصاد (1)
== رياضة (1)
== - (1)' -- "${search[@]}" --group-by section --limit 0
expect 'colours' -s $'\033[1m== ' -s $'\033[1mtag\033[0m' -- \
	"${search[@]}" --group-by section --facet tag --color always

# More than ten of a kind.

for n in 01 02 03 04 05 06 07 08 09 10 11 12; do
	record m$n "2020-$n-03" "صحيفة $n" منى أخبار '"شهر"' 'عن العدس.'
done >months.jsonl
"$newsidx" index --quiet --db months.db months.jsonl
many() { "$newsidx" search --db months.db العدس --limit 0 --format json "$@" | jq '.facets[] | length'; }
same 'ten values, but all periods' '10 12' "$(many --facet source,month | tr '\n' ' ' | sed 's/ $//')"
same 'periods too when it is asked for' '3' "$(many --facet month --facet-limit 3)"
same 'all groups of time, ten others' '12 10' "$(for by in month source; do
	"$newsidx" search --db months.db العدس --group-by $by --format json | jq '.groups | length'
done | tr '\n' ' ' | sed 's/ $//')"

# A query whose rows are looked at one by one, and what is said of a query.

same 'as written' '2 2' "$("$newsidx" search '==الاولى OR ==أيضا OR ==الشعير' --count) $("$newsidx" search \
	'==الاولى OR ==أيضا OR ==الشعير' --limit 0 --format json --facet year | jq .total)"
expect 'as written, in another spelling' -c 1 -o 0 -- "$newsidx" search '==ايضا' --count
expect 'as written, in another spelling: facets' -c 1 -o section -- \
	"$newsidx" search '==ايضا' --limit 0 --facet section
for by in --facet --group-by; do
	"$newsidx" search القمح entity:زعبلوط $by source >text 2>notes
	same "$by: a note is said once" 1 "$(grep -c زعبلوط notes)"
done
"$newsidx" search '==أيضا entity:زعبلوط' --count >text 2>notes
same '--count: a note is said once' 1 "$(grep -c زعبلوط notes)"

# Nothing found.

expect 'nothing: text' -c 1 -o source -- "$newsidx" search زعبلوط --facet source
expect 'nothing: tsv' -c 1 -o '' -- "$newsidx" search زعبلوط --facet source --limit 0 --format tsv
expect 'nothing: json' -c 1 -o '{"total": 0, "facets": {"source": [], "month": []},
"hits": []}' -- "$newsidx" search زعبلوط --facet source,month --format json
expect 'nothing: json, groups' -c 1 -o '{"total": 0, "facets": {},
"groups": []}' -- "$newsidx" search زعبلوط --group-by day --format json
expect 'nothing: jsonl' -c 1 -o '{"total": 0, "facets": {"tag": []}}' -- \
	"$newsidx" search زعبلوط --facet tag --format jsonl

# Pages and Markdown.

"${search[@]}" --limit 1 --facet source,entity,section --format html >page.html
expect 'html: values and their articles' -s '<h2 class="facet">المصدر</h2>' \
	-s '<li><bdi>الثانية &quot;ب&quot;</bdi> <b>1</b></li>' \
	-s '<li><bdi>كاراباخ</bdi> <small>مكان</small> <b>2</b></li>' -s '<bdi>بلا</bdi>' \
	-s '<span>5 نتائج</span>' -s 'عُرض 1 من 5' -- cat page.html
same 'html: sources stand there once' 1 "$(grep -c '<bdi>الأولى</bdi> <b>' page.html)"
"${search[@]}" --limit 2 --group-by source --facet year --format html >groups.html
same 'html: articles under their groups' 'group article article group article group article' \
	"$(grep -o '<h2 class="group"\|<article' groups.html | sed 's/.*"group"/group/; s/<//' | tr '\n' ' ' | sed 's/ $//')"
if have tidy; then
	for page in page groups; do
		same "html: $page is valid" '' "$(tidy -e -q $page.html 2>&1)"
	done
fi
expect 'html: nothing found' -c 1 -s 'لا نتائج' -s '</html>' -S 'class="facet"' -- \
	"$newsidx" search زعبلوط --facet source --format html
expect 'markdown: counts' -o '## section

- سياسة (2)
- اقتصاد (1)
- رياضة (1)
- - (1)' -- "${search[@]}" --limit 0 --facet section --format markdown
"${search[@]}" --limit 1 --group-by section --facet year --format markdown >groups.md
same 'markdown: headings' '## سياسة (2)|### |## اقتصاد (1)|### |## رياضة (1)|### |## - (1)|### |## year' \
	"$(sed -n 's/^\(###\) .*/\1 /p; /^## /p' groups.md | tr '\n' '|' | sed 's/|$//')"
same 'markdown: an empty line round each' '' "$(awk 'NR > 1 && /^#/ && before != "" { print }
	before ~ /^#/ && $0 != "" { print } { before = $0 }' groups.md)"

# Wrong use.

expect 'csv' -c 2 -o '' -e '--facet goes with --format text' -- "${search[@]}" --facet tag --format csv

expect 'a slip' -c 2 -o '' -e '"sorce" is none of source|author' -e 'did you mean source?' -- \
	"${search[@]}" --facet tag,sorce
expect 'another word for it' -c 2 -e 'did you mean section?' -- "${search[@]}" --group-by category
expect 'no such thing' -c 2 -e '"xyz" is none of' -- "${search[@]}" --facet xyz
same 'no guess at it' '' "$(grep 'did you mean' "$err")"
expect 'nothing named' -c 2 -e '--facet: "," is none of' -- "${search[@]}" --facet ,
expect '--facet-limit alone' -c 2 -e '--facet-limit goes with' -- "${search[@]}" --facet-limit 3
expect '--facet-limit, no number' -c 2 -e '"x" is not a number' -- "${search[@]}" --facet tag --facet-limit x
for format in ids trec; do
	expect "--facet in $format" -c 2 -e 'json' -- "${search[@]}" --facet tag --format $format
	expect "--group-by in $format" -c 2 -e 'json' -- "${search[@]}" --group-by tag --format $format
done
expect 'hits and counts in tsv' -c 2 -e '--limit 0' -- "${search[@]}" --facet tag --format tsv
expect '--count' -c 2 -e '--limit 0' -- "${search[@]}" --facet tag --count
expect '--queries' -c 2 -e '--queries' -- "$newsidx" search --queries news.jsonl --facet tag
expect 'groups with --offset' -c 2 -e '--offset' -- "${search[@]}" --group-by tag --offset 1

# Groups of much, the rare ones far behind: the same hits in the same order as a search for
# their value alone gives.

awk 'BEGIN {
	for (i = 1; i <= 1500; i++) {
		printf "{\"id\": \"%d\", \"date\": \"2020-%02d-%02d\", \"title\": \"خبر %d\"", i, i / 28 % 12 + 1, i % 28 + 1, i
		if (i % 7) printf ", \"source\": \"%s\"", i % 300 ? "الكبيرة" : "الصغيرة"
		if (i % 5) printf ", \"author\": \"%s\"", i % 311 ? "منى" : "زيد"
		if (i % 401 == 0) printf ", \"tags\": [\"نادر\", \"آخر\"]"
		printf ", \"text\": \"العدس رقم %d\"}\n", i
	}
}' >much.jsonl
ok 'index of much' "$newsidx" index --quiet --db much.db much.jsonl
group() { # FACET VALUE OPTION...
	"$newsidx" search --db much.db العدس --group-by "$1" --limit 4 --format jsonl "${@:3}" |
		jq -r --arg value "$2" 'select((.group.value // "-") == $value) | .docno' | tr '\n' ' '
}
alone() { # QUERY OPTION...
	"$newsidx" search --db much.db "العدس $1" --limit 4 --format jsonl "${@:2}" | jq -r .docno | tr '\n' ' '
}
for sort in newest oldest; do
	same "a rare source, $sort" "$(alone source:الصغيرة --sort $sort)" "$(group source الصغيرة --sort $sort)"
	same "a rare author, $sort" "$(alone author:زيد --sort $sort)" "$(group author زيد --sort $sort)"
	same "a rare tag, $sort" "$(alone tag:نادر --sort $sort)" "$(group tag نادر --sort $sort)"
	same "no source, $sort" "$(alone -source:الصغيرة\ -source:الكبيرة --sort $sort)" \
		"$(group source - --sort $sort)"
	same "no author, $sort" "$(alone -author:منى\ -author:زيد --sort $sort)" "$(group author - --sort $sort)"
done

# One passage, however the hits are asked for: that of the rare word.

printf '{"id": "1", "source": "س", "title": "خبر", "text": "العدس في كل سوق وبيت.%s زعبلوط وحده."}\n' \
	"$(printf ' كلام لا يعني شيئا هنا.%.0s' {1..30})" >passage.jsonl
ok 'index of a passage' "$newsidx" index --quiet --db much.db passage.jsonl
passage() {
	"$newsidx" search --db much.db --format json --context 40 'العدس زعبلوط' "$@" | jq -r '.. | .snippet? // empty'
}
same 'the rare word is shown' 1 "$(passage | grep -c زعبلوط)"
same 'the same with counts' "$(passage)" "$(passage --facet source)"
same 'the same in groups' "$(passage)" "$(passage --group-by source)"
same 'the same once a story' "$(passage)" "$(passage --collapse)"

finish
