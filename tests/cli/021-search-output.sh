#!/usr/bin/env bash
# search: the formats that scripts read, files of queries, colours.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"
esc=$(printf '\033')

# shellcheck disable=SC2317 # called through `ok`
is_json() {
	if have jq; then
		jq -e . "$1" >/dev/null
	else
		python3 -m json.tool "$1" >/dev/null
	fi
}
json_test() { # NAME FILE
	if have jq || have python3; then
		ok "$1" is_json "$2"
	else
		skip "$1" 'neither jq nor python3'
	fi
}

# The field names of a JSON line in their order. No string can hold what is looked
# for: a quotation mark in it has a backslash before it.
fields() {
	head -n 1 "$1" | grep -oE '[{,] ?"[a-z_]+":' | tr -d '{,":' | tr -d '\n'
}

# jsonl

hit_fields='id docno title alternative_title date date_origin dateline source author section tags url path member captions subheadings copies score match snippet'
"$newsidx" search --format jsonl -n 2 --sort newest الحبوب >hits.jsonl
same 'jsonl: fields' "$hit_fields" "$(fields hits.jsonl | sed 's/^ //')"
same 'jsonl: one object a line' 2 "$(grep -c '^{.*}$' hits.jsonl)"
same 'jsonl: a full one' '{"id": "20230717-2", "docno": "grn-20230717-05", "title": "موسكو توقف العمل باتفاق تصدير الحبوب الأوكرانية", "alternative_title": null, "date": "2023-07-17", "date_origin": "metadata", "dateline": null, "source": "السطر الأول", "author": "وكالات", "section": "اقتصاد", "tags": ["روسيا", "أوكرانيا", "اتفاق الحبوب"], "url": "https://example.com/economy/grain-suspended", "path": "'"$corpus"'/jsonl/news.jsonl", "member": null, "captions": [], "subheadings": [], "copies": [], "score": 0.0000, "match": "written", "snippet": "' \
	"$(head -n 1 hits.jsonl | sed 's/\("snippet": "\).*/\1/')"
expect 'jsonl: what is absent is null, lists are lists' \
	-s '"docno": null,' -s '"date": null, "date_origin": null, "dateline": null, "source": null, "author": null, "section": null, "tags": ["' \
	-s '"url": null,' -- "$newsidx" search --format jsonl '"نصف نهائي كأس العالم"'
expect 'jsonl: an empty list' -s '"tags": [],' -- \
	"$newsidx" search --format jsonl --on 2022-08-01
expect 'jsonl: a date with its hour and zone' \
	-s '"date": "2023-02-20T22:10:00+03:00", "date_origin": "metadata"' -- \
	"$newsidx" search --format jsonl --on 2023-02-20
expect 'jsonl: no date' -s '"date": null, "date_origin": null' -- \
	"$newsidx" search --format jsonl '"هدنة موسكو"'
expect 'jsonl: the snippet holds the word' -s '"snippet": "' -s 'الجوعى' -- \
	"$newsidx" search --format jsonl الجوعى
head -n 1 hits.jsonl >hit.json
json_test 'jsonl: a line is JSON' hit.json

printf '%s\n' '{"title": "عنوان \"مقتبس\" \\ \u001b[31m", "date": "2020-01-01", "text": "سطر\nثان\tهنا\u2028آخر \u0007"}' >odd.jsonl
"$newsidx" index --quiet --db odd.db odd.jsonl
"$newsidx" search --db odd.db --format jsonl عنوان >odd.json
json_test 'jsonl: quotes, backslashes and controls' odd.json
same 'jsonl: line ends are escaped' 1 "$(wc -l <odd.json | tr -d ' ')"
same 'an escape character of an article never comes out' 0 "$(for format in text tsv jsonl; do
	"$newsidx" search --db odd.db --format $format عنوان
done | grep -c "$esc")"

# json

"$newsidx" search --format json الحبوب >hits.json
json_test 'json is JSON' hits.json
expect 'json: a list' -s '[' -s ']' -s '{"id": "20230717-2", "docno": "grn-20230717-05", ' -- \
	cat hits.json
expect 'json: nothing found' -c 1 -o '[]' -e 'no article has' -- "$newsidx" search --format json زعبلوطستان
same 'json: the objects of jsonl' "$("$newsidx" search --format jsonl الحبوب)" \
	"$(sed -n 's/^ \({.*}\),\{0,1\}$/\1/p' hits.json)"

# tsv

"$newsidx" search --format tsv --sort newest -n 2 الحبوب >hits.tsv
same 'tsv: nine columns' '9 9' "$(awk -F '\t' '{ print NF }' hits.tsv | tr '\n' ' ' | sed 's/ $//')"
same 'tsv: id, date, source, title, url, docno, path, score, snippet' \
	"20230717-2|2023-07-17|السطر الأول|موسكو توقف العمل باتفاق تصدير الحبوب الأوكرانية|https://example.com/economy/grain-suspended|grn-20230717-05|$corpus/jsonl/news.jsonl|0.0000" \
	"$(head -n 1 hits.tsv | cut -f 1-8 | tr '\t' '|')"
same 'tsv: absent values are empty' '|' "$(sed -n 2p hits.tsv | cut -f 5-6 | tr '\t' '|')"
# shellcheck disable=SC1003 # backslashes are meant
expect 'tsv: tabs, line ends and backslashes' -s 'ثان\tهنا' -s '"مقتبس" \\' -- \
	"$newsidx" search --db odd.db --format tsv ثان

# ids, trec

expect 'ids' -o '20230717-2
20230717-1
20220801-1
20220722-1' -- "$newsidx" search --format ids --sort newest الحبوب
expect 'trec: docno, else id' -o '0 Q0 grn-20230717-05 1 1.000000 newsidx
0 Q0 20230717-1 2 0.500000 newsidx' -- \
	"$newsidx" search --format trec --sort newest -n 2 الحبوب
same 'trec: ranks count the offset' 3 \
	"$("$newsidx" search --format trec --offset 2 -n 1 الحبوب | cut -d ' ' -f 4)"

# text

expect 'text' -s '20230717-2  2023-07-17  السطر الأول' \
	-s '  موسكو توقف العمل باتفاق تصدير الحبوب الأوكرانية' -- "$newsidx" search الحبوب
same 'text: an empty line between articles' 3 "$("$newsidx" search الحبوب | grep -c '^$')"
expect 'an unknown format' -c 2 -e docx -e jsonl -- "$newsidx" search --format docx الحبوب

# Files of queries.

printf '%s\n' '7	الحبوب' '' '8	زعبلوطستان' '9	"البحر الأسود" -اتفاق' 'ten	كاراباخ ناغورنو' >queries
printf '7 Q0 grn-20230717-05 1\n7 Q0 20230717-1 2\nten Q0 krb-20230928-02 1\n' >want
"$newsidx" search --format trec --queries queries --limit 2 >run.trec
code=$?
same '--queries: exit code when something was found' 0 $code
same '--queries: trec' "$(cat want)" "$(cut -d ' ' -f 1-4 run.trec)"
same '--queries: six columns' 6 "$(awk '{ print NF }' run.trec | sort -u)"
expect '--queries: ids behind the question' -s $'7\t' -s $'ten\t' -- \
	"$newsidx" search --format ids --queries queries --limit 1
expect '--queries: jsonl with the question' -s '{"qid": "7", "id": ' -- \
	"$newsidx" search --format jsonl --queries queries --limit 1
expect '--queries: tsv with the question' -s $'ten\t' -- \
	"$newsidx" search --format tsv --queries queries --limit 1
expect '--queries -' -O run.trec -i queries -- \
	"$newsidx" search --format trec --queries - --limit 2
sed 's/$/\r/' queries >crlf
expect '--queries: lines that end in CR LF' -O run.trec -- \
	"$newsidx" search --format trec --queries crlf --limit 2
expect '--queries: --count' -o '7	4
8	0
9	0
ten	1' -- "$newsidx" search --count --queries queries
expect '--queries: filters hold for all' -o '7	2
8	0
9	0
ten	0' -- "$newsidx" search --count --queries queries --on 2023-07
sed -n 3p queries >none
expect '--queries: nothing found' -c 1 -o '' -- "$newsidx" search --format trec --queries none
printf 'no tab\n8\tالحبوب\n' >broken
expect '--queries: a line without a tab' -c 2 -e 'broken: line 1' -s '8 Q0 grn' -- \
	"$newsidx" search --format trec --queries broken
expect '--queries: no such file' -c 2 -e 'no-such-file: No such file' -- \
	"$newsidx" search --queries no-such-file
expect '--queries: a folder' -c 2 -e "$work" -- "$newsidx" search --queries "$work"
expect '--queries and a query' -c 2 -e '--queries' -- "$newsidx" search --queries queries الحبوب

# Colours.

expect 'no colour in a pipe' -s كاراباخ -S "$esc" -- "$newsidx" search كاراباخ
expect '--color always' -s "$esc" -- "$newsidx" search --color always كاراباخ
expect '--color never' -S "$esc" -- "$newsidx" search --color never كاراباخ
expect 'NO_COLOR in a pipe' -S "$esc" -- env NO_COLOR=1 "$newsidx" search كاراباخ
expect '--color always beats NO_COLOR' -s "$esc" -- \
	env NO_COLOR=1 "$newsidx" search --color always كاراباخ
expect 'formats for programs have no colour' -S "$esc" -- \
	"$newsidx" search --color always --format jsonl كاراباخ
same 'colours change nothing else' "$("$newsidx" search كاراباخ)" \
	"$("$newsidx" search --color always كاراباخ | sed "s/$esc\\[[0-9;]*m//g")"

on_terminal() { # COMMAND
	script -qec "$1" /dev/null </dev/null
}
if have script && on_terminal 'test -t 1' >/dev/null 2>&1; then
	command="'$newsidx' search كاراباخ"
	expect 'on a terminal: colours' -s "$esc" -s كاراباخ -- on_terminal "$command"
	expect 'on a terminal: NO_COLOR' -s كاراباخ -S "$esc" -- on_terminal "NO_COLOR=1 $command"
	expect 'on a terminal: an empty NO_COLOR' -s "$esc" -- on_terminal "NO_COLOR= $command"
	expect 'on a terminal: TERM=dumb' -s كاراباخ -S "$esc" -- on_terminal "TERM=dumb $command"
	expect 'on a terminal: --color never' -s كاراباخ -S "$esc" -- \
		on_terminal "$command --color never"
else
	skip 'colours on a terminal' 'no script(1) that makes one'
fi

finish
