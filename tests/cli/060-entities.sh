#!/usr/bin/env bash
# entities: the names that articles have, and in how many.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
mkdir news
article() { # NUMBER DATE SOURCE TAG TEXT
	printf '{"id": "%s", "date": "%s", "source": "%s", "tags": ["%s"], "title": "خبر", "text": "%s"}\n' "$@"
}
{
	article 1 2020-10-10 الأولى حرب 'قال الرئيس الروسي فلاديمير بوتين إن القتال في كاراباخ توقف.'
	article 2 2020-11-10 الأولى سلم 'التقى بوتين وإلهام علييف بعد حرب قره باغ.'
	article 3 2021-01-11 الثانية سلم 'زار الأمين العام للأمم المتحدة ناغورنو كاراباخ.'
	article 4 2021-01-12 الثانية سلم 'لا اسم في هذا الخبر.'
} >news/news.jsonl
"$newsidx" index --quiet news || bail_out 'index'

"$newsidx" entities --format tsv >names.tsv
expect 'a place, however it is spelt, with its articles' -s 'كاراباخ	place	3' -- cat names.tsv
expect 'a person' -s 'فلاديمير بوتين	person	2' -- cat names.tsv
expect 'an organization' -s 'الأمم المتحدة	organization	1' -- cat names.tsv
same 'tsv: name, type, articles, first and last day, spellings' 6 "$(awk -F '\t' '{ print NF }' names.tsv | sort -u)"
same 'the most frequent first' '' "$(awk -F '\t' 'NR > 1 && $3 > last { print } { last = $3 }' names.tsv)"
same 'each name once' '' "$(cut -f 1-2 names.tsv | sort | uniq -d)"
expect 'text' -s '      3  place         كاراباخ  2020-10-10 2021-01-11  (قره باغ, ناغورنو كاراباخ)' -- "$newsidx" entities
expect 'jsonl' -o '{"name": "كاراباخ", "type": "place", "articles": 3, "first": "2020-10-10", "last": "2021-01-11", "spellings": [{"spelling": "قره باغ", "articles": 1}, {"spelling": "كاراباخ", "articles": 1}, {"spelling": "ناغورنو كاراباخ", "articles": 1}]}' -- \
	"$newsidx" entities --format jsonl -n 1
same '--limit' 2 "$("$newsidx" entities -n 2 | wc -l | tr -d ' ')"

expect 'of the articles with a word' -s 'كاراباخ	place	1' -s 'إلهام علييف	person	1' \
	-S 'الأمم المتحدة' -- "$newsidx" entities --format tsv علييف
expect 'of a period' -s 'كاراباخ	place	2' -S 'الأمم المتحدة' -- \
	"$newsidx" entities --format tsv --from 2020-10 --to 2020-11
expect 'of a day' -s 'كاراباخ	place	1' -S 'إلهام علييف' -- \
	"$newsidx" entities --format tsv --on '10 أكتوبر 2020'
expect 'beside another name' -s 'كاراباخ	place	2' -S 'الأمم المتحدة' -- \
	"$newsidx" entities --format tsv --entity بوتين
expect 'of a source' -s 'الأمم المتحدة	organization	1' -s 'كاراباخ	place	1' -- \
	"$newsidx" entities --format tsv --source الثانية
expect 'of a tag' -s 'كاراباخ	place	2' -S 'فلاديمير بوتين	person	2' -- \
	"$newsidx" entities --format tsv --tag سلم

expect 'of articles that name nobody' -c 1 -o '' -- "$newsidx" entities --on 2021-01-12
expect 'of no article' -c 1 -o '' -- "$newsidx" entities زعبلوطستان
expect 'an unknown name' -c 1 -o '' -e زعبلوطستان -- "$newsidx" entities --entity زعبلوطستان

for name in 'فلاديمير بوتين' كاراباخ 'الأمم المتحدة'; do
	expect "search --entity finds as many: $name" \
		-o "$(awk -F '\t' -v name="$name" '$1 == name { print $3 }' names.tsv)" -- \
		"$newsidx" search --count --entity "$name"
done

expect 'an unknown format' -c 2 -e csv -e jsonl -- "$newsidx" entities --format csv
expect 'a wrong date' -c 2 -e '2020-10-27' -- "$newsidx" entities --on 2020-99

finish
