#!/usr/bin/env bash
# --names: a user's own table of names, which the index keeps.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
article() { # NUMBER TEXT
	printf '{"id": "%s", "date": "2020-10-10", "title": "خبر", "text": "%s"}\n' "$@"
}
{
	article 1 'ثم جاء الزعبلوطي إلى هنا ونام.'
	article 2 'ثم جاء زعبل الأكبر إلى هنا وأكل.'
	article 3 'ثم جاء آخرون إلى هنا.'
} >news.jsonl
printf '# our town\nperson\tزعبل الأكبر\tZaabal\tالزعبلوطي | زعبلوطة\n' >mine.tsv
printf 'person\tزعبل\nplanet\tالمريخ\n' >bad.tsv

expect 'a malformed table: line, and no index is made' -c 2 -e 'bad.tsv:2: ' -- \
	"$newsidx" index --names bad.tsv news.jsonl
expect 'no index is made' -c 1 -- test -e "$NEWSIDX_DB"
expect 'a table that is not there' -c 2 -e none.tsv -- "$newsidx" index --names none.tsv news.jsonl
expect 'index' -- "$newsidx" index --quiet --names mine.tsv news.jsonl
sum=$(cksum <"$NEWSIDX_DB")
expect 'a malformed table: an index stays' -c 2 -e 'bad.tsv:2: ' -- "$newsidx" rebuild --names bad.tsv
same 'as it is' "$sum" "$(cksum <"$NEWSIDX_DB")"

expect 'by one spelling' -o 2 -- "$newsidx" search --count 'person:"زعبل الأكبر"'
expect 'by another' -o 2 -- "$newsidx" search --count --entity زعبلوطة
expect 'by its Latin name' -o 2 -- "$newsidx" search --count person:zaabal
expect 'entities' -s 'زعبل الأكبر	person	2' -- "$newsidx" entities --format tsv
expect 'by no kind of others' -e 'another kind' -- "$newsidx" search --count 'place:الزعبلوطي هنا'
expect 'rebuild keeps them' -- "$newsidx" rebuild
expect 'and their spellings' -o 2 -- "$newsidx" search --count --entity زعبلوطة
expect 'an index that goes on keeps them' -- "$newsidx" index --quiet news.jsonl

printf 'organization\tحزب الزعبل\t\tالزعبلوطي\n' >other.tsv
expect 'another table for one search' -s 'حزب الزعبل' -- \
	"$newsidx" search --explain --names other.tsv --entity الزعبلوطي
expect 'another table in the index: what is to be done' -e 'newsidx rebuild' -- \
	"$newsidx" index --quiet --names other.tsv news.jsonl
expect 'rebuild' -- "$newsidx" rebuild
expect 'its names' -o 1 -- "$newsidx" search --count 'org:"حزب الزعبل"'
expect 'an empty table takes them away' -- "$newsidx" rebuild --names /dev/null
expect 'and the words are left' -e 'no name known' -o 1 -- "$newsidx" search --count --entity الزعبلوطي

expect 'analyze' -s 'زعبل الأكبر' -- "$newsidx" analyze --names mine.tsv 'جاء زعبلوطة إلى هنا'
expect 'analyze: a malformed table' -c 2 -e 'bad.tsv:2: ' -- "$newsidx" analyze --names bad.tsv x

finish
