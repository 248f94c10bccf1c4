#!/usr/bin/env bash
# What has been merged is one name wherever names are counted, shown or asked for.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
article() { # NUMBER DATE TITLE TEXT
	printf '{"id": "%s", "date": "%s", "title": "%s", "text": "%s"}\n' "$@"
}
{
	article 1 2020-10-10 'أنباء باكو' 'وصل الوفد إلى باكو صباح اليوم وغادرها مساء.'
	article 2 2020-11-10 'خبر' 'وصل الوفد إلى كاراباخ صباح اليوم وغادرها مساء.'
	article 3 2021-01-11 'خبر' 'وصل الوفد من باكو إلى كاراباخ صباح اليوم.'
	article 4 2021-01-12 'خبر' 'وصل الوفد إلى باريس صباح اليوم وعاد منها إلى باكو.'
	for i in $(seq 5 200); do
		article "$i" "2019-01-$((i % 28 + 1))" 'تقرير' "سعر القمح $i في الأسواق."
	done
} >news.jsonl
"$newsidx" index --quiet news.jsonl || bail_out 'index'
facet() { # SEARCH...: how many articles have each name
	"$newsidx" search --limit 0 --facet entity "$@" | awk '{ print $3, $1 }' | sed 1d
}
# shellcheck disable=SC2317 # called through `expect`
marked() { # SEARCH...: hits with [[what is marked]]
	"$newsidx" search --color always "$@" | sed 's/\x1b\[1;31m/[[/g; s/\x1b\[0m/]]/g'
}

same 'before: two names' 'باكو 3
كاراباخ 2
باريس 1' "$(facet صباح)"
expect 'a name is itself' -s 'place	باكو' -- "$newsidx" show --entities 20201010-1
"$newsidx" entities --merge كاراباخ باكو || bail_out 'merge'

views() { # PREFIX
	same "$1: facet of few articles, each read" 'كاراباخ 4
باريس 1' "$(facet الوفد)"
	same "$1: facet of many, by lists" 'كاراباخ 4
باريس 1' "$(facet --from 2019)"
	same "$1: a facet cut short" 'كاراباخ 4' "$(facet --from 2019 --facet-limit 1)"
	expect "$1: groups" -s '== كاراباخ (4)' -S '== باكو' -- \
		"$newsidx" search --group-by entity الوفد
	expect "$1: highlighted, the head asked for" -s '[[باكو]]' -s '[[كاراباخ]]' -- \
		marked --entity كاراباخ
	expect "$1: highlighted, another asked for" -s '[[باكو]]' -s '[[كاراباخ]]' -- \
		marked place:باكو
	expect "$1: not what is another's" -S '[[باريس]]' -- marked place:باكو
	expect "$1: in titles" -s 'أنباء [[باكو]]' -- marked place:كاراباخ
	expect "$1: the match is by name" -s '"match": "name"' -S '"match": "stem"' -- \
		"$newsidx" search --format jsonl place:باكو
	expect "$1: found where each letter counts, too" -o 4 -- \
		"$newsidx" search --count 'place:كاراباخ ==الوفد'
	expect "$1: kwic" -s '	باكو	' -s '	كاراباخ	' -- \
		"$newsidx" kwic --format tsv --entity باكو
	expect "$1: --explain" -s 'place كاراباخ: 2, merged with place باكو: 3' -- \
		"$newsidx" search --explain --entity باكو
	expect "$1: show --entities" -s 'place	كاراباخ	باكو' -S 'place	باكو' -- \
		"$newsidx" show --entities 20201010-1
	expect "$1: show --entities as jsonl" -s '"name": "كاراباخ", "text": "باكو"' -- \
		"$newsidx" show --entities --format jsonl 20201010-1
	expect "$1: timeline" -o '2020-10	1
2020-11	1
2021-01	2' -- "$newsidx" timeline --format tsv --entity باكو
	expect "$1: --with" -s 'باريس	place	1' -S 'كاراباخ' -S 'باكو' -- \
		"$newsidx" entities --format tsv --with باكو
	expect "$1: --graph" -s 'كاراباخ' -s 'باريس' -S 'باكو' -- "$newsidx" entities --graph csv
	same "$1: completion of the head" 'كاراباخ' "$("$newsidx" complete entity كارا)"
	same "$1: completion of what it was" 'باكو' "$("$newsidx" complete entity باك)"
	same "$1: completion: one of a group is enough" 'باريس
كاراباخ' "$("$newsidx" complete entity '')"
	expect "$1: stats" -s '"names": 2' -- "$newsidx" stats --format json
}
views merged
"$newsidx" rebuild || bail_out 'rebuild'
views rebuilt

expect 'split' -- "$newsidx" entities --split باكو
same 'all is as before' 'باكو 3
كاراباخ 2
باريس 1' "$(facet صباح)"
expect 'show' -s 'place	باكو' -- "$newsidx" show --entities 20201010-1
expect 'highlighted' -s '[[باكو]]' -S '[[كاراباخ]]' -- marked place:باكو

# Names that no table has, and articles that are alike.
export NEWSIDX_DB=$work/other.db
{
	article 5 2021-02-01 'وزير' 'قال الوزير سامر الكلباني إن الأسعار ارتفعت.'
	article 6 2021-02-02 'وزير' 'قال الوزير سمير الكلبوني إن الأسعار انخفضت.'
	article 7 2021-03-01 'القطن' 'وصل الوفد إلى باكو لبحث صفقة المنسوجات القطنية وتصدير الخيوط الملونة.'
	article 8 2021-03-08 'حرير' 'وصل الوزير إلى كاراباخ لبحث صفقة المنسوجات الحريرية وشراء الخيوط الملونة من الأسواق القديمة.'
	article 9 2021-11-10 'طقس' 'هطلت أمطار غزيرة على باريس.'
	article 10 2021-11-11 'طقس' 'سطعت الشمس على باريس.'
} >other.jsonl
"$newsidx" index --quiet other.jsonl || bail_out 'index'
alike() { # with which part of the words and names
	"$newsidx" similar --format tsv 20210301-1 | awk -F '\t' '{ print $1, ($8 > 0.5) }'
}
same 'similar: by words' '20210308-1 0' "$(alike)"
"$newsidx" entities --merge باكو كاراباخ || bail_out 'merge'
same 'similar: and by a name that is now the same' '20210308-1 1' "$(alike)"
expect 'a name that no table has: its words' -o 1 -- \
	"$newsidx" --quiet search --count 'person:"سمير الكلبوني"'
"$newsidx" entities --merge 'سامر الكلباني' 'سمير الكلبوني' || bail_out 'merge'
expect 'merged with another: both are marked' -s '[[سامر الكلباني]]' -s '[[سمير الكلبوني]]' -- \
	marked 'person:"سمير الكلبوني"'
expect 'and found where each letter counts, too' -o 2 -- \
	"$newsidx" search --count 'person:"سمير الكلبوني" ==الوزير'

finish
