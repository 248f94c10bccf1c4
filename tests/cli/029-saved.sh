#!/usr/bin/env bash
# save, saved and query:NAME.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"

expect 'nothing is saved' -c 1 -o '' -- "$newsidx" saved
expect 'nothing is saved, as JSON' -c 1 -o '[]' -- "$newsidx" saved --format json
expect 'a question is saved' -o '' -e 'saved: 4 articles match' -- \
	"$newsidx" save هدنة '"وقف إطلاق النار"'
expect 'with filters' -e 'saved: 1 article matches' -- \
	"$newsidx" save wheat الحبوب --on 2023-07 --source 'السطر الأول' --source '"السطر" الأول'
expect 'with filters alone' -e 'saved: 2 articles match' -- "$newsidx" save july --from 2023-07 --to 2023-07-31
expect 'with any of the words' -e 'saved: 6 articles match' -- "$newsidx" save --match any any القمح السويس
expect 'quietly' -o '' -- "$newsidx" -q save quiet كلمة
expect 'an excluded word' -e 'saved: 1 article matches' -- "$newsidx" save minus الحبوب -روسيا

# In a query.
finds 'query:NAME' "$(found '"وقف إطلاق النار"')" query:هدنة
finds 'the Arabic field' "$(found '"وقف إطلاق النار"')" سؤال:هدنة
finds 'another spelling of the name' "$(found '"وقف إطلاق النار"')" 'سؤال:هُدنه'
finds 'left out' "$(found '"الأمم المتحدة" -"وقف إطلاق النار"')" '"الأمم المتحدة" -query:هدنة'
finds 'beside others' grn-20230717-05 'query:wheat روسيا'
finds 'with its filters' 'grn-20230717-05 grain-deal-suspended' query:july
finds 'and those of the command line' '' query:july --from 2023-08
finds 'with its own way of matching' "$(found --match any القمح السويس)" query:any
finds 'either' "$(found '"وقف إطلاق النار" OR date:2023-07')" 'query:(july OR هدنة)'
expect 'entities' -s السودان -- "$newsidx" entities query:هدنة
expect 'timeline' -s 2020 -e 'without a date' -- "$newsidx" timeline --by year query:هدنة
expect '--explain shows what it stands for' -s '(phrase "وقف" "اطلاق" "النار")' -- \
	"$newsidx" search --explain query:هدنة
expect 'an unknown one is text' -c 1 -o '' -e 'there is no saved question "nope"' -- \
	"$newsidx" search query:nope
expect 'and its words are searched for' -s 4 -e 'no saved question' -- \
	"$newsidx" search --count 'query:"وقف إطلاق النار"'

# Within one another.
expect 'one in another' -e 'saved: 6 articles match' -- "$newsidx" save both 'query:هدنة أو query:july'
finds 'is found' "$(found 'query:هدنة أو query:july')" query:both
expect 'itself' -c 2 -o '' -e '"self" asks for itself' -- "$newsidx" save self 'query:self x'
expect 'in a circle' -c 2 -e '"july" asks for itself' -- "$newsidx" save --replace july 'query:both'
finds 'what was refused changes nothing' 'grn-20230717-05 grain-deal-suspended' query:july
expect 'one that is not there yet' -e 'no saved question "later"' -e 'saved: 0' -- \
	"$newsidx" save early query:later
expect 'which may not close a circle' -c 2 -e '"later" asks for itself' -- "$newsidx" save later query:early
expect 'and may come' -e 'saved: 4' -- "$newsidx" save later query:هدنة
finds 'and is found then' "$(found query:هدنة)" query:early

# Names.
name() { # NAME MESSAGE: it is refused
	expect "name: $1" -c 2 -o '' -e "$2" -- "$newsidx" save -- "$1" كلمة
}
name '' 'is empty; give it one word'
name 'a b' 'one word without spaces, quotation marks, brackets and control characters, like a_b'
name 'a"b' 'like a_b'
name '«هدنة»' 'like هدنه'
name 'a(b' 'like a_b'
name $'a\tb' 'like a_b'
name $'a\u200fb' 'a question cannot be named so'
name $'\xff' 'a question cannot be named so'
name '***' 'and control characters'
name all 'give this one another name'
name "$(printf 'ا%.0s' $(seq 65))" 'longer than 64 characters'
expect 'as long as can be' -e saved -- "$newsidx" save "$(printf 'ا%.0s' $(seq 64))" كلمة
expect 'it is removed' -o '' -- "$newsidx" saved --remove "$(printf 'ا%.0s' $(seq 64))"

# Again.
expect 'a name that is taken' -c 2 -e 'there is a question "هُدنة" already, which asks "وقف إطلاق النار"; --replace' -- \
	"$newsidx" save هُدنة هدنة
expect 'the same question again' -e 'saved already' -- "$newsidx" save هدنة '"وقف إطلاق النار"'
expect '--replace' -e 'replaced: 5 articles match' -- "$newsidx" save --replace هدنة هدنة
finds 'is found' "$(found هدنة)" query:هدنة

# What cannot be meant.
expect 'an empty question' -c 2 -e 'from byte 0 to 0' -- "$newsidx" save empty ''
expect 'nothing but marks' -c 2 -e 'from byte 0 to 4' -- "$newsidx" save empty '"؟"'
expect 'nothing but marks, with a filter' -c 2 -e 'from byte 0' -- "$newsidx" save empty '"؟"' --on 2020
expect 'no question' -c 2 -e 'a query or a filter is needed' -- "$newsidx" save empty
expect 'nothing at all' -c 2 -e 'a name and a query are needed' -- "$newsidx" save
expect 'no date' -c 2 -e '"nie" is not a date' -- "$newsidx" save empty x --from nie
expect 'no way of matching' -c 2 -e '"some" is none of all, any' -- "$newsidx" save empty x --match some
expect 'no index' -c 2 -e 'none.db' -- "$newsidx" save --db none.db a x
expect 'none of these is saved' -S empty -- "$newsidx" saved

# The list.
expect 'text' -s '      1      0  -           wheat  الحبوب date:2023-07-01..2023-07-31 source:"السطر الأول" source:" السطر  الأول"' \
	-s 'any  القمح السويس  --match any' -- "$newsidx" saved
same 'tsv' $'july\t\tdate:2023-07-01..2023-07-31\tall\t2\t0\t' \
	"$("$newsidx" saved -f tsv | grep ^july | cut -f 1-6)	$("$newsidx" saved -f tsv | grep ^july | cut -f 8)"
if have jq; then
	same 'jsonl' 'any,both,early,july,later,minus,quiet,wheat,هدنة' \
		"$("$newsidx" saved --format jsonl | jq -r .name | tr '\n' ',' | sed 's/,$//')"
	same 'json' '["both","query:هدنة أو query:july","","all",0,null]' "$("$newsidx" saved --format json |
		jq -c '.[] | select(.name == "both") | [.name, .query, .filters, .match, .new, .alerted]')"
	ok 'when it was saved' test -n "$("$newsidx" saved --format json |
		jq -r '.[0].saved | select(test("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$"))')"
fi
expect 'a format that is none' -c 2 -e '"xml" is none of text, json, jsonl, tsv' -- "$newsidx" saved --format xml
expect 'no operand' -c 2 -e 'takes no argument' -- "$newsidx" saved wheat
expect 'remove' -o '' -- "$newsidx" saved --remove WHEAT --remove july
expect 'they are gone' -S wheat -S 'july  ' -- "$newsidx" saved
expect 'remove one that is not there' -c 2 -e 'no saved question "wheat"; newsidx saved lists them' -- \
	"$newsidx" saved --remove wheat
expect 'the articles are there' -o 34 -- "$newsidx" search --count -زعبلوطستان
if [ -w /dev/full ]; then
	expect 'a full disk' -c 2 -e 'No space' -- bash -c "'$newsidx' saved >/dev/full"
fi

# A rebuild keeps them.
"$newsidx" saved -f tsv >before
ok 'rebuild' "$newsidx" -q rebuild
expect 'the same questions' -O before -- "$newsidx" saved -f tsv

finish
