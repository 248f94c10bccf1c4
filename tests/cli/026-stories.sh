#!/usr/bin/env bash
# The same story once: search --collapse, similar, duplicates.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db

head='أعلنت هيئة الآثار اليوم العثور على مدينة غارقة قبالة ساحل الزهراء بعد خمسة أشهر من أعمال المسح، وتضم المدينة بقايا ميناء ومعبد وثلاث طرق مرصوفة بالحجر.'
middle='وقال مدير الهيئة إن الغواصين رفعوا أربعين قطعة من الفخار والبرونز نقلت إلى المختبر لتنظيفها وتأريخها قبل عرضها على الجمهور.'
tail='وينتظر أن تستأنف الأعمال في الربيع حين يهدأ البحر، على أن تنشر النتائج في كتاب مصور يصدر نهاية العام المقبل عن دار الهيئة.'
rewritten='وتابع المسؤول أن الغطاسين أخرجوا عشرات الأواني.'
museum='عرض متحف الزهراء قطعا من المدينة الغارقة التي أعلنت هيئة الآثار عنها في مايو، وبينها أوان من الفخار والبرونز رفعها الغواصون، وقال أمين المتحف إن الجمهور أقبل عليها كما لم يقبل على معرض من قبل.'
swimming='فاز منتخب الشباب ببطولة السباحة في المسبح البلدي بعد سباق مثير حسمته الثواني الأخيرة، وتسلم الفائزون الميداليات من رئيس الاتحاد الذي وعد بمسابح أخرى في المدن الصغيرة.'
storm='ضربت عاصفة رملية قرى الشمال فجر أمس فأغلقت المدارس والطرق، وطلبت مصلحة الأرصاد من السائقين تأجيل السفر حتى تنجلي الغبرة مساء الغد.'

record() { # ID DATE SOURCE TITLE TEXT
	printf '{"id": "%s", "date": "%s", "source": "%s", "title": "%s", "text": "%s"}\n' "$@"
}
{
	record a 2021-05-04T12:00:00 الفجر 'مدينة غارقة قبالة الزهراء' "$head $middle $tail"
	record b 2021-05-04T08:30:00 الميناء 'العثور على مدينة تحت الماء' "$head $middle $tail"
	record c 2021-05-05 الواحة 'آثار في البحر' "$head $rewritten $tail"
	record d 2021-05-06 الفجر 'بطولة السباحة' "$swimming"
	record e 2021-06-20 الواحة 'مدينة الزهراء الغارقة' "$museum"
	record f 2021-05-04 الميناء 'عاصفة رملية' "$storm"
	record g 2021-05-04 الفجر 'عاصفة رملية على القرى' "$storm وشكرت المصلحة السكان."
	record h 2021-05-07 الفجر 'مدينة غارقة' ''
	record i 2021-05-07 الفجر '...' '؟'
} >news.jsonl
ok 'index' "$newsidx" index --quiet news.jsonl
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check

same 'each article without --collapse' 20210504-1,20210504-2,20210505-1,20210620-1 \
	"$("$newsidx" search --format ids --sort oldest غارقة الآثار | paste -sd,)"
expect 'one a story' -o '20210504-1
20210620-1' -- "$newsidx" search --collapse --format ids --sort oldest غارقة الآثار
expect 'the order asked for says which' -o '20210620-1
20210505-1' -- "$newsidx" search --collapse --format ids --sort newest غارقة الآثار
expect 'the limit counts stories' -o '20210504-1
20210504-3' -- "$newsidx" search --collapse --limit 2 --format ids --sort oldest --on 2021-05-04
expect 'and so does the offset' -o 20210504-3 -- \
	"$newsidx" search --collapse --offset 1 --format ids --sort oldest --on 2021-05-04
expect 'the others in text, and who was first' \
	-s '  + 2 more: 20210504-2 (الميناء), 20210505-1 (الواحة); first: 20210504-2' -- \
	"$newsidx" search --collapse --sort oldest غارقة الآثار
expect 'first says nothing when it is the one' -s '  + 1 more: 20210504-4 (الفجر)' -S 'first' -- \
	"$newsidx" search --collapse --sort oldest عاصفة
"$newsidx" search --collapse --sort oldest --format json غارقة الآثار >json
same 'the others in JSON' \
	'["20210504-1",[["20210504-2","الميناء","2021-05-04T08:30:00"],["20210505-1","الواحة","2021-05-05"]],"20210504-2"]' \
	"$(jq -c '.[0] | [.id, [.similar[] | [.id, .source, .date]], .first]' json)"
same 'no others, an empty list' '[[],"20210620-1"]' "$(jq -c '.[1] | [.similar, .first]' json)"
"$newsidx" search --format json غارقة >json
same 'without --collapse nothing of stories' '[]' "$(jq -c '[.[] | select(has("similar"))]' json)"
same 'the best ranked stands for its story' \
	"$("$newsidx" search --format ids --limit 1 غواصين برونز)" \
	"$("$newsidx" search --collapse --format ids --limit 1 غواصين برونز)"
expect '--count goes without' -c 2 -e '--collapse' -- "$newsidx" search --count --collapse غارقة
expect 'nothing found' -c 1 -o '' -e 'no article has' -- "$newsidx" search --collapse زعبلوطستان

similar() { # NAME WANTED ID: "id reason" of each
	same "$1" "$2" "$("$newsidx" similar --format tsv "$3" | cut -f 1,9 | tr '\t\n' '  ' | sed 's/ $//')"
}
similar 'copies, the same story' '20210504-2 copy 20210505-1 same story 20210620-1 related' 20210504-1
similar 'a copy with a sentence more' '20210504-4 copy' 20210504-3
expect 'nothing is like it' -c 1 -o '' -- "$newsidx" similar 20210506-1
expect 'text has the reason and the score' -s '20210504-2  2021-05-04T08:30:00  الميناء  copy 0.9' -- \
	"$newsidx" similar 20210504-1
expect 'ids' -o 20210504-4 -- "$newsidx" similar --format ids 20210504-3
expect '--limit' -o 20210504-2 -- "$newsidx" similar --format ids --limit 1 20210504-1
same 'json' '["copy",true]' \
	"$("$newsidx" similar --format json 20210504-3 | jq -c '.[0] | [.reason, .score > 0.8]')"
same 'jsonl' '"20210504-4"' "$("$newsidx" similar --format jsonl 20210504-3 | jq -c .id)"
same 'json of nothing is an empty list' '[]' "$("$newsidx" similar --format json 20210506-1 | jq -c .)"
expect 'an id of none' -c 1 -o '' -e 'no article 20210504-9' -- "$newsidx" similar 20210504-9
expect 'what is no id' -c 2 -e 'ids look like' -- "$newsidx" similar غارقة
expect 'an article without text' -c 1 -o '' -e '20210507-2: the article has no text' -- \
	"$newsidx" similar 20210507-2
expect 'a title alone has related articles' -s related -- "$newsidx" similar 20210507-1
expect 'no id' -c 2 -e 'no id given' -- "$newsidx" similar
expect 'two ids' -c 2 -e 'takes one id' -- "$newsidx" similar 20210504-1 20210504-2
expect 'a format that is none' -c 2 -e '--format: "trec"' -- "$newsidx" similar --format trec 20210504-1

expect 'the largest story first, who was first at its head' -o '3 articles: العثور على مدينة تحت الماء
  20210504-2  2021-05-04T08:30:00  الميناء  first
  20210504-1  2021-05-04T12:00:00  الفجر  copy 0.99
  20210505-1  2021-05-05  الواحة  same story 0.82

2 articles: عاصفة رملية
  20210504-3  2021-05-04  الميناء  first
  20210504-4  2021-05-04  الفجر  copy 1.00' -- "$newsidx" duplicates
same 'json' '[[3,"20210504-2",3],[2,"20210504-3",2]]' \
	"$("$newsidx" duplicates --format json | jq -c '[.[] | [.articles, .first, (.members | length)]]')"
same 'jsonl' '["الميناء","first",1]' "$("$newsidx" duplicates --format jsonl |
	jq -cs '.[0].members[0] | [.source, .reason, .score]')"
same 'tsv' '1 3 20210504-2 first,1 3 20210504-1 copy,1 3 20210505-1 same story,2 2 20210504-3 first,2 2 20210504-4 copy' \
	"$("$newsidx" duplicates --format tsv | cut -f 1-4 | tr '\t\n' ' ,' | sed 's/,$//')"
expect '--min' -s '3 articles' -S '2 articles' -- "$newsidx" duplicates --min 3
expect '--min above all' -c 1 -o '' -- "$newsidx" duplicates --min 4
expect '--limit' -s '3 articles' -S '2 articles' -- "$newsidx" duplicates --limit 1
expect '--min 1 is no story' -c 2 -e '--min' -- "$newsidx" duplicates --min 1
expect 'an operand' -c 2 -e 'takes no argument' -- "$newsidx" duplicates x
expect 'a format that is none' -c 2 -e '--format: "ids"' -- "$newsidx" duplicates --format ids

"$newsidx" remove --quiet 20210504-2 20210504-4
expect 'what is removed is of no story' -o '2 articles: مدينة غارقة قبالة الزهراء' -- \
	sh -c "'$newsidx' duplicates | head -n 1"
"$newsidx" duplicates >before
"$newsidx" rebuild
expect 'a rebuild makes the same stories' -O before -- "$newsidx" duplicates
"$newsidx" remove --quiet 20210504-1
expect 'no duplicates' -c 1 -o '' -- "$newsidx" duplicates
same 'no duplicates in json' '[]' "$("$newsidx" duplicates --format json)"

finish
