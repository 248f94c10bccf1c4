#!/usr/bin/env bash
# The query language against the demonstration corpus: fields, dates, tiers, --explain,
# --raw, and that whatever is typed is answered.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"

# Joints.

both=$(found الحبوب)
finds 'OR' "$both $(found السويس)" 'الحبوب OR السويس'
finds 'أو between words' "$both $(found السويس)" 'الحبوب أو السويس'
finds 'أو as words of the shell' "$both $(found السويس)" الحبوب أو السويس
finds 'a bar' "$both $(found السويس)" 'الحبوب | السويس'
finds 'brackets' "$(found الحبوب روسيا)" '(الحبوب OR السويس) روسيا'
finds 'NOT' grn-20220801-08 'الحبوب NOT روسيا'
finds 'not in brackets' "$(found زلزال)" 'زلزال -(الحبوب OR السويس)'
finds 'quotation mark and bracket not closed' "$(found '"وقف إطلاق النار"')" '("وقف إطلاق النار'

# How near.

finds 'a beginning' "$(found كاراباخ)" 'كاراب*'
finds 'spelling' "$(found باشينيان)" '~باشنيان'
expect 'without the sign it is not found' -c 1 -o '' -e 'did you mean باشينيان? (4 articles)' -- "$newsidx" search باشنيان
finds 'near' 'karabakh-moscow-truce karabakh-trilateral-statement' 'أرمينيا NEAR/5 أذربيجان'
finds 'near, the number in front' "$(found 'أرمينيا NEAR/5 أذربيجان')" 'أرمينيا ٥/NEAR أذربيجان'
finds 'a loose phrase' "$(found 'أرمينيا NEAR/5 أذربيجان')" '5~"أذربيجان أرمينيا"'

tier() {
	"$newsidx" search --format jsonl -n 1 "$@" | jq -r .match
}
same 'match: written' written "$(tier '==الزلزال')"
same 'match: folded' folded "$(tier '=الاتفاق' 'اوكرانيا')"
same 'match: stem' stem "$(tier للزلزال)"
same 'match: name' name "$(tier entity:بوتين)"
same 'match: fuzzy' fuzzy "$(tier '~باشنيان')"
same 'match: a filter alone' null "$(tier --on 2023)"
same 'match: the weakest word' fuzzy "$(tier '~باشنيان' entity:بوتين)"

# Fields.

finds 'author: by a part of the name' derna-one-week author:التحقيقات
finds 'author: two parts, in any order' derna-one-week 'كاتب:"التحقيقات قسم"'
finds 'section:' "$(found --on 2021-08)" 'section:لبنان بيروت'
finds 'url: a part of the address' grn-20230717-05 url:economy/GRAIN
finds 'url: and a word' grn-20230717-05 'الحبوب url:economy'
finds '-url:' "$(found 'الحبوب -"السطر الأول"' | tr ' ' '\n' | grep -v grn-20230717-05)" 'الحبوب -url:economy'
finds 'url: or a word' "grn-20230717-05 $(found زلزال)" 'url:grain-susp OR زلزال'
finds 'id:' grn-20230717-05 id:20230717-2
finds 'id: or id:' "grn-20230717-05 $(found id:20230717-1)" 'id:20230717-2 OR id:20230717-1'
expect 'id: that is none' -c 1 -o '' -e 'is no id' -- "$newsidx" search id:كتاب
finds 'person:' "$(found entity:بوتين)" person:بوتين
finds 'شخص:' "$(found entity:بوتين)" شخص:بوتين
expect 'place: a person is none' -o 6 -e 'no place known' -- "$newsidx" search --count place:بوتين
finds 'title: and a bracket' "$(found 'title:زلزال OR title:الحبوب')" 'title:(زلزال OR الحبوب)'
finds 'body:' 'grain-deal-istanbul grain-deal-suspended grn-20230717-05' 'body:الحبوب'
finds 'source: alternatives' "$(found 'source:"نشرة الأثير"') $(found 'source:"السطر الأول"')" \
	'source:("نشرة الأثير" OR "السطر الأول")'

# Days.

finds 'date:' "$(found --on 2023-02)" date:2023-02
finds 'date: of two words' "$(found --on 2023-02)" 'date:فبراير 2023'
finds 'date: a span' "$(found --from 2020-10 --to 2020-12)" date:2020-10..2020-12
finds 'date: a span turned around' "$(found --from 2020-10 --to 2020-12)" date:2020-12..2020-10
finds 'من: and إلى:' "$(found --from 2020-10 --to 2020-12)" من:2020-10 إلى:2020-12
finds 'date: and --to' "$(found --from 2020-10 --to 2020-12)" date:2020-10.. --to 2020-12
finds 'date: or a word' "$(found --on 2023-02) $(found الحبوب)" 'date:2023-02 OR الحبوب'
finds 'date: two alternatives' "$(found --on 2023-02) $(found --on 2020-11)" 'date:(2023-02 OR 2020-11)'
finds '-date:' "$(found الحبوب --on 2023)" 'الحبوب -date:2022'
finds 'date: excluded keeps what is undated' world-cup-morocco 'المغرب -date:1900..'
expect 'date: of the clock' -c 1 -o '' -e 'any date: 34 articles' -- "$newsidx" search date:today
finds 'the last hundred years' "$(found --from 1960)" date:50y..

# Keys stay when a copy goes.

printf '%s\n' '{"id": "1", "title": "ا", "author": "زيد", "text": "وقع ذلك في 5 مايو 1999.", "date": "2001-01-01", "source": "ب"}' >one.jsonl
sed 's/"ب"/"ج"/' one.jsonl >two.jsonl
"$newsidx" index --quiet --db two.db one.jsonl two.jsonl
"$newsidx" remove --quiet --db two.db --path two.jsonl >/dev/null 2>&1
expect 'the days that a text speaks of' -o 1 -- "$newsidx" search --db two.db --count mentions:1999-05-05
expect 'its author and its day' -o 1 -- "$newsidx" search --db two.db --count 'author:زيد (date:2001 OR x)'

# What full-text search cannot tell is looked up row by row, and the rest of the query with it:
# in few rows by reading them, in many by the index. The same is found.

awk 'BEGIN {
	split("السعودية والسعود سعود السعوديه مكتبة مكتبه الرياض", word, " ")
	for (i = 1; i <= 700; i++)
		printf "{\"title\": \"خبر %d\", \"date\": \"2020-01-%02d\", \"url\": \"http://x/%d\", \"text\": \"قال %s ثم %s وقف إطلاق.\"}\n", i, i % 28 + 1, i, word[i % 7 + 1], word[i % 5 + 1]
}' >rows.jsonl
head -n 60 rows.jsonl >few.jsonl
for size in few rows; do
	ok "index of $size" "$newsidx" index --quiet --db $size.db $size.jsonl
	count() {
		"$newsidx" search --quiet --db $size.db --count -- "$1"
	}
	all=$(count date:2020)
	for query in الرياض ~السعودية =مكتبه ==مكتبه '"ثم السعودية وقف"' 'قال NEAR/2 الرياض' title:7 'سعود*'; do
		n=$(count "$query")
		same "$size: $query or an address" "$n" "$(count "$query | url:nowhere")"
		same "$size: not $query, or an address" "$((all - n))" "$(count "-($query | url:nowhere)")"
		same "$size: $query, not ==الرياض" "$(("$n" - $(count "$query ==الرياض")))" \
			"$(count "$query -==الرياض")"
	done
	same "$size: an id or a word" $(($(count الرياض) + 1)) "$(count 'الرياض | id:20200104-1')"
	same "$size: some ids" 3 "$(count 'id:20200104-1 | id:20200105-2 | id:20200106-1 | id:19990101-1 | id:x')"
	same "$size: all but two" $((all - 2)) "$(count '-(id:20200104-1 | id:20200105-2)')"
done
expect 'no id beside a word' -o 1 -e '"x" is no id' -- "$newsidx" search --db few.db --count '(id:x | خبر) id:20200104-1'

# What begins with a minus is a query, if it cannot be an option.

for query in -url:economy '-(الحبوب OR روسيا)' '-==على' -2023 -title:الحبوب '-«وقف إطلاق النار»' '-~روسيا' '-"وقف إطلاق"'; do
	expect "$query" -c 0 -o "$("$newsidx" search --count -- "$query")" -- "$newsidx" search "$query" --count
done
expect 'a number with a minus as a value' -c 2 -o '' -e '"-1" is not a number' -- "$newsidx" search --limit -1 كلمة
expect 'a word of Latin letters to leave out' -c 2 -o '' -e 'goes behind --' -- "$newsidx" search -Xavier
expect 'no field has anything in it' -c 1 -o 0 -e 'asks for nothing' -- "$newsidx" search --count 'id:_'

# What is not understood.

expect 'an unknown field' -o 0 -c 1 -e 'there is no field "foo:"' -- "$newsidx" search --count foo:زعبلوط
expect 'no date' -c 1 -o 0 -e 'no date' -- "$newsidx" search --count date:زعبلوط
expect 'a beginning that is too short' -c 1 -o 0 -e 'too short' -- "$newsidx" search --count 'ك*'
expect 'nothing to search for' -c 2 -e 'from byte 0 to 3' -- "$newsidx" search '"!"'

# --explain does not search.

expect '--explain: tree, words, plan' \
	-s 'tree	(and (date 2023-02-01..2023-02-28) (word "زلزال"))' \
	-s 'as written زلزال: 3' -s 'match	(("stem:زلزال" OR "زلزال"))' \
	-s 'rows	20230201-0 to 20230228-1048575' -s 'order	rank' -- \
	"$newsidx" search --explain 'date:2023-02 زلزال'
expect '--explain: a name' -s 'person فلاديمير بوتين: ' -- "$newsidx" search --explain entity:بوتين
expect '--explain: spellings' -s 'spelt باشينيان: 4' -- "$newsidx" search --explain '~باشنيان'
expect '--explain: beginnings' -s 'beginning كاراب: 1 words' -- "$newsidx" search --explain 'كاراب*'
expect '--explain: rows are read again' -s 'read again' -- "$newsidx" search --explain '==على'
expect '--explain: nothing is found, and it is explained' -s 'زعبلوط: 0' -- "$newsidx" search --explain زعبلوط

# --raw

finds '--raw' "$(found '=الحبوب')" --raw '"الحبوب"'
finds '--raw with operators' "$(found '=الحبوب -=روسيا')" --raw '"الحبوب" NOT "روسيا"'
finds '--raw and a filter' "$(found --on 2023 =الحبوب)" --raw '"الحبوب"' --on 2023
expect '--raw: an error of FTS5' -c 2 -o '' -e 'query: fts5: syntax error near ""' -- "$newsidx" search --raw '"الحبوب" AND'
expect '--raw: no such column' -c 2 -e 'query: no such column' -- "$newsidx" search --raw 'foo : "x"'

# Whatever is typed, FTS5 never speaks.

hostile=0
while IFS= read -r text; do
	run "$newsidx" search --format ids -- "$text"
	if [ "$code" -eq 2 ] && ! grep -q 'no word to search for' "$err"; then hostile=1; fi
	if grep -qiE 'fts5|sql|syntax' "$err"; then hostile=1; fi
	[ "$hostile" -eq 0 ] || { head -c 300 "$err"; break; }
done <<'END'
"
'
كتاب AND
NEAR(
{title} : كتاب
title:
^كتاب
كتاب -
"كتاب" "
(((((((((((((((((((((((((((((((((((((((((كتاب
-(-(-(-(-(-(-(-(-(-(-(-(-(كتاب
كتاب NEAR/99999999999999999999 قلم
*
* id
=
~
كتاب'; DROP TABLE article; --
article_fts : كتاب
rowid:1
keys:كتاب
+ + +
كتاب + قلم
"a" * *
%00%01
END
same 'hostile texts are answered' 0 "$hostile"

finish
