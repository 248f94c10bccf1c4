#!/usr/bin/env bash
# search: what is said where nothing is found, and how much of a text is shown.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"

says() { # NAME MESSAGES SEARCH...: exactly these, and nothing found
	local name=$1 messages=$2

	shift 2
	run "$newsidx" search "$@"
	same "$name" "1 $messages" "$code $(cat "$out")$(cat "$err")"
}

says 'a word that no article has' 'newsidx: no article has زعبلوطستان' زعبلوطستان
says 'another spelling' 'newsidx: no article has كاراباق
newsidx: did you mean كاراباخ? (3 articles)' كاراباق
says 'the other keyboard, and a letter' 'newsidx: no article has hgvzds
newsidx: no article has أردوغانن
newsidx: did you mean الرئيس أردوغان? (5 articles)' 'hgvzds أردوغانن'
says 'another day' 'newsidx: any date: 4 articles' --on 1990 الحبوب
says 'another day, in the query' 'newsidx: any date: 4 articles' 'الحبوب date:1990'
expect 'jsonl: on standard error alone' -c 1 -o '' -e 'did you mean الحبوب? (4 articles)' -- \
	"$newsidx" search --format jsonl الحبووب
expect 'json: an empty list as ever' -c 1 -o '[]' -e 'did you mean الحبوب? (4 articles)' -- \
	"$newsidx" search --format json الحبووب
expect '--suggest json' -c 1 -o '{"hits": [],
"suggestions": [{"query": "الحبوب", "articles": 4}]}' -e 'did you mean الحبوب' -- \
	"$newsidx" search --format json --suggest json الحبووب
expect '--suggest json with hits' -s '{"hits": [' -s '"suggestions": []}' -- \
	"$newsidx" search --format json --suggest json الحبوب
expect '--suggest never' -c 1 -o '' -- "$newsidx" search --suggest never الحبووب
expect '--suggest of another kind' -c 2 -e 'none of say, json, never' -- \
	"$newsidx" search --suggest yes الحبوب
expect '--suggest json of another format' -c 2 -e 'goes with --format json' -- \
	"$newsidx" search --suggest json الحبوب
expect '--suggest json with --facet' -c 2 -e 'goes without --facet' -- \
	"$newsidx" search --format json --suggest json --facet source الحبوب
expect '--count says the number alone' -c 1 -o 0 -- "$newsidx" search --count الحبووب
expect 'nor the page behind the last' -c 1 -o '' -- "$newsidx" search --offset 100 الحبوب
printf '1\tالحبووب\n' >questions
expect 'nor many questions' -c 1 -o '' -- "$newsidx" search --queries questions
expect '--raw has words of its own' -c 1 -o '' -- "$newsidx" search --raw '"الحبووب"'

# The passage.

width() { # of the longest passage, in characters
	"$newsidx" search --format jsonl "$@" | sed 's/.*"snippet": "\(.*\)"}$/\1/; s/\\n/n/g; s/\\"/q/g' |
		awk '{ n = gsub(/[^\200-\277]/, ""); if (n > most) most = n } END { print most + 0 }'
}
export LC_ALL=C
ok '--context: no more than asked' [ "$(width --context 60 الحبوب)" -le 60 ]
ok '--context: and about as much' [ "$(width --context 60 الحبوب)" -ge 30 ]
ok '200 without it' [ "$(width الحبوب)" -le 200 ]
ok '--full: all' [ "$(width --full الحبوب)" -gt 600 ]
export LC_ALL=C.UTF-8
expect '--context 0: none' -s '"snippet": null' -- "$newsidx" search --format jsonl --context 0 الحبوب
"$newsidx" search --full --sort newest -n 1 الحبوب | tail -n +3 >full
"$newsidx" show "$("$newsidx" search --format ids --sort newest -n 1 الحبوب)" >shown
same '--full: with its lines' "$(tail -n "$(wc -l <full)" shown)" "$(cat full)"
expect '--full marks' -s "$(printf '\033[1;31mالحبوب')" -- \
	"$newsidx" search --color always --full -n 1 الحبوب
expect '--context with --full' -c 2 -e 'goes without --full' -- \
	"$newsidx" search --context 10 --full الحبوب
expect '--context of no number' -c 2 -e 'not a number' -- "$newsidx" search --context x الحبوب

finish
