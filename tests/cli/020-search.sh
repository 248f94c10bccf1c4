#!/usr/bin/env bash
# search: which articles of the demonstration corpus answer which question.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"

grain='grn-20230717-05 grain-deal-suspended grain-deal-istanbul'
karabakh='karabakh-trilateral-statement karabakh-moscow-truce karabakh-yevlakh-talks krb-20230928-02'

# Words.

finds 'a word' "$grain grn-20220801-08" الحبوب
finds 'without its article' "$grain grn-20220801-08" حبوب
finds 'with harakat and tatweel' "$grain grn-20220801-08" 'الحُبُـــوب'
finds 'with another hamza' 'alg-20191213-01 algeria-fifteenth-friday' الإنتخابات -الأرجنتين -تركيا
finds 'all words' "$grain" القمح روسيا
finds 'all words, in one argument' "$grain" 'القمح روسيا'
finds '--match any' "$grain suez-ever-given suz-20210707-06 beirut-port-explosion" \
	--match any القمح السويس
finds '--match all' '' --match all القمح السويس
expect 'a word nobody wrote' -c 1 -o '' -e 'no article has زعبلوطستان' -- "$newsidx" search زعبلوطستان

# Phrases.

truce='karabakh-trilateral-statement karabakh-moscow-truce karabakh-yevlakh-talks sudan-jeddah-truce'
finds 'a phrase' "$truce" '"وقف إطلاق النار"'
finds 'in guillemets' "$truce" '«وقف إطلاق النار»'
finds 'in curly quotation marks' "$truce" '“وقف إطلاق النار”'
finds 'a phrase in another order' '' '"النار إطلاق وقف"'
finds 'a phrase over harakat' "$grain" '"البَحْر الأسود"'

# Exclusion.

finds '-word' grn-20220801-08 الحبوب -روسيا
finds '-word before the others' grn-20220801-08 -روسيا الحبوب
finds '-word in the same argument' grn-20220801-08 'الحبوب -روسيا'
finds '-"phrase"' grn-20220801-08 الحبوب '-"البحر الأسود"'
finds 'options after -word' '' -روسيا الحبوب --on 2023
expect 'only -word' -o 34 -- "$newsidx" search --count -زعبلوطستان

# Dates.

suspended='grn-20230717-05 grain-deal-suspended'
finds '--on a day' "$suspended" --on 2023-07-17
finds '--on a day in Arabic-Indic digits' "$suspended" --on ٢٠٢٣-٠٧-١٧
finds '--on a day in words' "$suspended" --on '17 يوليو 2023'
finds '--on a day in words of the Levant' "$suspended" --on '١٧ تموز ٢٠٢٣'
finds '--on a day in guillemets' karabakh-trilateral-statement --on '«10 نوفمبر 2020»'
expect '--on a day without articles' -c 1 -o '' -e 'any date: 34 articles' -- "$newsidx" search --on '«27 أكتوبر 2020»'
finds '--on a month' 'beirut-port-explosion beirut-government-resigns' --on 2020-08
finds '--on a year' 'algeria-fifteenth-friday alg-20191213-01' --on 2019
finds '--from and --to, both included' \
	'karabakh-yevlakh-talks krb-20230928-02 derna-one-week derna-flood' \
	--from 2023-09-13 --to 2023-09-28
finds '--from' 'sdn-20240415-10' --from 2023-12-20
finds '--to' 'algeria-fifteenth-friday' --to 2019-12-12
finds '--to a month means its last day' 'alg-20191213-01' --from 2019-12 --to 2019-12
finds 'a date and a word' "$suspended" الحبوب --from 2023
finds 'a page that prints no date is on no day' '' '"هدنة موسكو"' --from 1900
finds 'an article without a date is on no day' '' '"نصف نهائي كأس العالم"' --from 1900
finds 'and is found without one' world-cup-morocco '"نصف نهائي كأس العالم"'

# Names.

both=$("$newsidx" search --format ids --limit 100 entity:بوتين entity:أردوغان)
expect '--entity twice: both are named' -o "$both" -- \
	"$newsidx" search --format ids --limit 100 --entity بوتين --entity أردوغان
same '--entity once: more' 5 "$("$newsidx" search --count --entity أردوغان)"

for name in كاراباخ 'قره باغ' قاراباغ 'قارا باغ' 'ناغورنو كاراباخ' 'ناجورنو كاراباخ'; do
	finds "--entity $name" "$karabakh" --entity "$name"
	finds "entity: $name" "$karabakh" "entity:\"$name\""
done
finds '--entity, another spelling of a person' \
	'karabakh-trilateral-statement beirut-government-resigns' --entity ترمب
finds '--entity and a word' 'karabakh-trilateral-statement' --entity ترامب كاراباخ
finds '--entity and a date' 'beirut-government-resigns' -e ترامب --on 2020-08
finds '--entity, a person who is never written so' "$(found --entity غوتيريش)" --entity جوتيريش
finds 'an unknown name is searched for as words' suez-ever-given --entity 'السفينة الجانحة'
expect 'and said to be unknown' -o 1 -e 'السفينة الجانحة' -- \
	"$newsidx" search --count --entity 'السفينة الجانحة'
expect 'an unknown name that is nowhere' -c 1 -o '' -e زعبلوطستان -- \
	"$newsidx" search --entity زعبلوطستان

# Sources and tags.

finds '--source' 'algeria-fifteenth-friday alg-20191213-01 derna-flood derna-one-week' \
	--source 'نشرة الأثير'
finds '--source, another hamza' \
	'algeria-fifteenth-friday alg-20191213-01 derna-flood derna-one-week' \
	--source 'نشره الاثير'
finds 'source: in the query' 'alg-20191213-01 algeria-fifteenth-friday' \
	'source:"نشرة الأثير" الحراك'
expect 'an unknown source' -c 1 -o '' -e 'no article has source:"لا أحد"' -- "$newsidx" search --source 'لا أحد'
finds '--tag' 'krb-20230928-02 karabakh-moscow-truce' --tag أرمينيا
finds 'tag: in the query' suz-20210707-06 'tag:"قناة السويس"'
finds '--tag is not a word of the text' '' --tag السفينة
finds 'title: in the query' "$grain grn-20220801-08" title:الحبوب
finds 'title: a word of the text' '' title:الكرملين

# Furniture: teasers, link lines and other articles, each a word that stands nowhere else.

for word in الشوكولاتة الكمنجة التمور الشطرنج الزعفران الخزف تلسكوب الفسيفساء النحل \
	الفوتوغرافية البخور; do
	ok "$word is in a page" grep -rqF "$word" "$corpus/pages"
	finds "but not in its article" '' "$word"
done

# Order and number.

newest='grn-20230717-05 grain-deal-suspended grn-20220801-08 grain-deal-istanbul'
same '--sort newest' "$newest" "$(found --sort newest الحبوب)"
same '--sort oldest' 'grain-deal-istanbul grn-20220801-08 grain-deal-suspended grn-20230717-05' \
	"$(found --sort oldest الحبوب)"
same '--sort newest, undated last' world-cup-morocco "$(found --sort newest المغرب | sed 's/.* //')"
same '--sort oldest, undated last' world-cup-morocco "$(found --sort oldest المغرب | sed 's/.* //')"
same '--limit' "$(found الحبوب | cut -d ' ' -f 1-2)" "$(found -n 2 الحبوب)"
same '--offset' "$(found الحبوب | cut -d ' ' -f 3-4)" "$(found --offset 2 الحبوب)"
same '--offset and --limit by date' 'grain-deal-suspended grn-20220801-08' \
	"$(found --sort newest --offset 1 --limit 2 الحبوب)"
expect '--offset beyond the last' -c 1 -o '' -- "$newsidx" search --offset 4 الحبوب
same 'ten without --limit' 10 "$("$newsidx" search --format ids --from 1900 | wc -l | tr -d ' ')"
expect '--count' -o 4 -- "$newsidx" search --count الحبوب
expect '--count is not limited' -o 4 -- "$newsidx" search --count --limit 1 --offset 1 الحبوب
expect '--count of nothing' -c 1 -o 0 -- "$newsidx" search --count زعبلوطستان
same 'scores fall' sorted "$("$newsidx" search --format tsv --match any الحبوب روسيا تركيا |
	awk -F '\t' 'NR > 1 && $8 > last { bad = 1 } { last = $8 }
		END { print (bad || NR < 5) ? "unsorted" : "sorted" }')"

finish
