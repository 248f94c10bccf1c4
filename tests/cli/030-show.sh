#!/usr/bin/env bash
# show: whole articles by their ids.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
printf '%s\n' \
	'{"id": "a-1", "title": "العنوان الأول", "date": "2021-03-29T10:30:00Z", "source": "الصحيفة", "author": "كاتبة", "section": "أخبار", "tags": ["وسم", "وسم آخر"], "url": "https://example.org/1", "text": "السطر الأول.\nالسطر الثاني."}' \
	'{"title": "العنوان الثاني", "date": "2021-03-30", "text": "نص."}' \
	'{"title": "بلا تاريخ", "text": "نص."}' >news.jsonl
"$newsidx" index --quiet news.jsonl || bail_out 'index'

expect 'an article as text' -o "20210329-1  2021-03-29T10:30:00Z  الصحيفة  كاتبة
العنوان الأول
tags: وسم, وسم آخر
section: أخبار
url: https://example.org/1
path: $work/news.jsonl

السطر الأول.
السطر الثاني." -- "$newsidx" show 20210329-1
expect 'what it has not is not shown' -o "20210330-1  2021-03-30
العنوان الثاني
path: $work/news.jsonl

نص." -- "$newsidx" show 20210330-1
expect 'an article without a date' -s 'undated-1  -' -s 'بلا تاريخ' -- "$newsidx" show undated-1
expect 'several, in the order asked for, an empty line between' -o "undated-1  -
بلا تاريخ
path: $work/news.jsonl

نص.

20210330-1  2021-03-30
العنوان الثاني
path: $work/news.jsonl

نص." -- "$newsidx" show undated-1 20210330-1

expect 'jsonl' -o '{"id": "20210329-1", "docno": "a-1", "title": "العنوان الأول", "alternative_title": null, "date": "2021-03-29T10:30:00Z", "date_origin": "metadata", "dateline": null, "source": "الصحيفة", "author": "كاتبة", "section": "أخبار", "tags": ["وسم", "وسم آخر"], "url": "https://example.org/1", "path": "'"$work"'/news.jsonl", "member": null, "captions": [], "subheadings": [], "copies": [], "body": "السطر الأول.\nالسطر الثاني."}' -- \
	"$newsidx" show --format jsonl 20210329-1
expect 'jsonl: what is absent is null' -o '{"id": "undated-1", "docno": null, "title": "بلا تاريخ", "alternative_title": null, "date": null, "date_origin": null, "dateline": null, "source": null, "author": null, "section": null, "tags": [], "url": null, "path": "'"$work"'/news.jsonl", "member": null, "captions": [], "subheadings": [], "copies": [], "body": "نص."}' -- \
	"$newsidx" show --format jsonl undated-1
expect 'json is a list of the same' -o "[
 $("$newsidx" show --format jsonl 20210330-1),
 $("$newsidx" show --format jsonl undated-1)
]" -- "$newsidx" show --format json 20210330-1 undated-1
expect 'tsv' -o "20210329-1	2021-03-29T10:30:00Z	الصحيفة	العنوان الأول	https://example.org/1	a-1	$work/news.jsonl	0.0000	السطر الأول.\\nالسطر الثاني." -- \
	"$newsidx" show --format tsv 20210329-1

ids=$("$newsidx" search --format ids --from 2021)
# shellcheck disable=SC2086 # two ids
expect 'the ids of a search can be shown' -s 'السطر الثاني.' -s 'العنوان الثاني' -- \
	"$newsidx" show $ids
expect 'no colour in a pipe' -S "$(printf '\033')" -- "$newsidx" show 20210329-1
expect '--color always' -s "$(printf '\033')" -- "$newsidx" show --color always 20210329-1

expect 'an id that no article has' -c 1 -o '' -e 'no article 20210329-9' -- \
	"$newsidx" show 20210329-9
expect 'an undated id that no article has' -c 1 -o '' -e undated-9 -- "$newsidx" show undated-9
expect 'the others are shown all the same' -c 1 -s 'العنوان الثاني' -s 'بلا تاريخ' \
	-e 'no article 20210329-9' -- "$newsidx" show 20210330-1 20210329-9 undated-1
for id in abc 20210329 20210329- 20210329-0 -1 20210329-1x 20211399-1 '' undated- undated-0 \
	20210329-99999999999999999999; do
	expect "no id: \"$id\"" -c 2 -e "\"$id\" is not an id" -e 20201027-3 -- \
		"$newsidx" show -- "$id"
done
expect 'no id and an id' -c 2 -s 'بلا تاريخ' -e '"abc" is not an id' -- \
	"$newsidx" show abc undated-1
expect 'nothing asked for' -c 2 -e 'no id given' -- "$newsidx" show
expect 'a format without the text' -c 2 -e ids -e jsonl -- "$newsidx" show --format ids 20210329-1

finish
