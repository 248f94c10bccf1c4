#!/usr/bin/env bash
# entities --kind, --with, --graph, --merge, --split, --corrections; show --entities.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
article() { # NUMBER DATE TEXT
	printf '{"id": "%s", "date": "%s", "title": "خبر", "text": "%s"}\n' "$@"
}
{
	article 1 2020-10-10 'قال الرئيس الروسي فلاديمير بوتين إن القتال في كاراباخ توقف.'
	article 2 2020-11-10 'التقى بوتين وإلهام علييف بعد حرب قره باغ.'
	article 3 2021-01-11 'زار الأمين العام للأمم المتحدة ناغورنو كاراباخ.'
	article 4 2021-01-12 'قال بوتن إن الحرب انتهت في باكو.'
	article 5 2021-01-13 'التقى إلهام علييف وزير الخارجية في باكو.'
} >news.jsonl
"$newsidx" index --quiet news.jsonl || bail_out 'index'
entities() { "$newsidx" entities --format tsv "$@" | cut -f 1-3; }

expect 'a spelling of the text that no table has' -o 3 -- "$newsidx" search --count person:بوتين
expect '--kind' -s 'فلاديمير بوتين	person	3	2020-10-10	2021-01-12' -S place -S organization -- \
	"$newsidx" entities --format tsv --kind person
expect 'a wrong kind' -c 2 -e 'person, place' -- "$newsidx" entities --kind country
expect '--with: those beside it' -s 'كاراباخ	place	2' -s 'إلهام علييف	person	1' -S بوتين -S 'الأمم' -- \
	"$newsidx" entities --format tsv --with بوتين
same '--with counts the limit without the name' 1 "$(entities --with بوتين -n 1 | wc -l | tr -d ' ')"
expect '--with one that no article has' -c 1 -e زعبلوطستان -- "$newsidx" entities --with زعبلوطستان

expect '--graph csv' -s 'Source,Target,Type,Weight,SourceKind,TargetKind' -- \
	"$newsidx" entities --graph csv -n 2
same 'pairs, with their articles' 2 \
	"$("$newsidx" entities --graph csv -n 2 | awk -F , 'NR == 2 { print $4 }')"
same '--limit bounds the names' 1 "$("$newsidx" entities --graph csv -n 2 | tail -n +2 | wc -l | tr -d ' ')"
expect '--graph dot' -s 'graph names {' -s ' -- ' -s 'label="كاراباخ", kind=place, articles=3' -- \
	"$newsidx" entities --graph dot
"$newsidx" entities --graph graphml >names.graphml
expect '--graph graphml is XML' -o '' -- python3 -c \
	'import xml.dom.minidom; xml.dom.minidom.parse("names.graphml")'
same 'an edge for each pair' "$("$newsidx" entities --graph dot | grep -c -e ' -- ')" \
	"$(grep -c '<edge ' names.graphml)"
expect 'a wrong graph' -c 2 -e graphml -- "$newsidx" entities --graph svg
expect 'a graph of articles that a question finds' -S بوتين -- "$newsidx" entities --graph dot --from 2021-01-13

expect 'merge: an unknown name' -c 2 -e 'زعبلوطستان' -- "$newsidx" entities --merge باكو زعبلوطستان
expect 'nothing is written' -c 1 -o '' -- "$newsidx" entities --corrections
expect 'merge takes two' -c 2 -e 'two names' -- "$newsidx" entities --merge باكو
expect 'split: what is not merged' -c 2 -e 'merged with no' -- "$newsidx" entities --split باكو
expect 'merge' -- "$newsidx" entities --merge كاراباخ باكو
expect 'again' -c 2 -e 'already' -- "$newsidx" entities --merge كاراباخ باكو
expect '--corrections' -o 'باكو	place	كاراباخ	place' -- "$newsidx" entities --corrections
check_merged() {
	expect "$1: search by the one" -o 5 -- "$newsidx" search --count place:كاراباخ
	expect "$1: search by the other" -o 5 -- "$newsidx" search --count place:باكو
	expect "$1: entities" -s 'كاراباخ	place	5	2020-10-10	2021-01-13' -S 'باكو	place' -- \
		"$newsidx" entities --format tsv
	expect "$1: entities of some articles" -s 'كاراباخ	place	2	2021-01-12	2021-01-13' -S 'باكو	place' -- \
		"$newsidx" entities --format tsv --from 2021-01-12
	expect "$1: not both" -c 1 -- "$newsidx" search --count 'NOT place:باكو خبر'
}
check_merged 'merged'
"$newsidx" rebuild || bail_out 'rebuild'
check_merged 'rebuilt'
expect 'a third joins' -- "$newsidx" entities --merge إلهام\ علييف باكو
same 'the groups are one' 2 "$("$newsidx" entities --corrections | wc -l | tr -d ' ')"
expect 'split one' -- "$newsidx" entities --split باكو
expect 'it is itself' -o 2 -- "$newsidx" search --count place:باكو
expect 'split the head' -- "$newsidx" entities --split 'إلهام علييف'
expect 'all are themselves' -c 1 -o '' -- "$newsidx" entities --corrections
expect 'and found so' -o 3 -- "$newsidx" search --count place:كاراباخ

expect 'show --entities' -s '20210112-1	body	person	فلاديمير بوتين	بوتن	7	15' -s 'place	باكو' -- \
	"$newsidx" show --entities 20210112-1
expect 'show --entities as jsonl' -s '{"id": "20210112-1", "field": "body", "type": "person", "name": "فلاديمير بوتين", "text": "بوتن", "start": 7, "end": 15}' -- \
	"$newsidx" show --entities --format jsonl 20210112-1
expect 'show --entities of no article' -c 1 -e 20300101-1 -- "$newsidx" show --entities 20300101-1
expect 'timeline --entity' -s '2021-01	1' -- "$newsidx" timeline --entity بوتن --format tsv

finish
