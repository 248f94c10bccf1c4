#!/usr/bin/env bash
# search: what is proposed for the value of a field that no article has.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
cat >news.jsonl <<'J'
{"id": "1", "date": "2020-10-10", "source": "صحيفة الرياض", "tags": ["حرب", "اقتصاد عالمي"], "section": "سياسة", "author": "أحمد الشمري", "title": "أنباء باكو", "text": "وصل الرئيس فلاديمير بوتين إلى باكو صباح اليوم."}
{"id": "2", "date": "2020-11-10", "source": "الجزيرة", "tags": ["سلم"], "section": "اقتصاد", "author": "سالم القحطاني", "title": "خبر", "text": "وصل الوفد من باكو إلى كاراباخ صباح اليوم. قال الوزير سامر الكلباني إن الأسعار ارتفعت."}
{"id": "3", "date": "2020-11-10", "source": "الجزيرة", "title": "خبر", "text": "أعلن الكرملين في موسكو عن زيارة."}
{"id": "4", "date": "2020-11-11", "source": "رأي\"اليوم", "tags": ["كأس(2022)"], "title": "تقرير", "text": "نشر التقرير."}
J
"$newsidx" index --quiet news.jsonl || bail_out 'index'

meant() { # QUERY PROPOSAL [WHY]: the first that is proposed; none if it is empty
	run "$newsidx" search "$1"
	same "$1${3:+: $3}" "1 $2" "$code $(sed -n 's/^newsidx: did you mean \(.*\)? (.*/\1/p' "$err" | head -n 1)"
}
meant 'person:بوتبن' 'person:"فلاديمير بوتين"'
meant 'person:"فلاديمر بوتبن"' 'person:"فلاديمير بوتين"' 'two errors'
meant 'person:Putn' 'person:"فلاديمير بوتين"' 'in Latin letters'
meant 'place:Karabach' 'place:كاراباخ'
meant 'entity:Moskow' 'entity:موسكو'
meant 'org:الكرميين' 'org:الكرملين'
meant 'person:«سامر الكلبانبي»' 'person:"سامر الكلباني"' 'one that no table has'
meant 'person:الكلبانبي' 'person:"سامر الكلباني"' 'its surname'
meant 'place:الكلبانبي' '' 'no place'
meant 'person:هتلر' '' 'spelt right, but no article has it'
meant 'source:الجزيرر' 'source:الجزيرة'
meant 'source:الرياض' 'source:"صحيفة الرياض"' 'one of its words'
meant 'source:"صحيفة الرياص"' 'source:"صحيفة الرياض"' 'quotation marks stay'
meant 'source:"رأي اليوك"' 'source:"رأي اليوم"' 'a quotation mark in it'
meant 'tag:"كأس 2202"' 'tag:"كأس(2022)"' 'brackets in it'
for query in 'source:"رأي اليوم"' 'tag:"كأس(2022)"'; do
	finds "$query finds what was proposed" '4' "$query"
done
meant 'tag:سلمم' 'tag:سلم'
meant 'tag:"اقتصاد علمي"' 'tag:"اقتصاد عالمي"'
meant 'section:سباسة' 'section:سياسة'
meant 'author:الشمرري' 'author:الشمري'
meant 'author:"سالم القحتاني"' 'author:"سالم القحطاني"' 'the other word stays'
meant 'مصدر:الجزيرر خبر' 'مصدر:الجزيرة خبر' 'another word stays'
meant 'source:الجزيرر باكوو' 'source:الجزيرة باكو' 'both are corrected'
meant 'الجزيرر source:الجزيرر' '' 'the word is left'
meant 'source:زعبوط' ''
meant 'source:الجزيرر فلاديمير' '' 'one that finds nothing'

expect '--entity' -c 1 -e 'no article has entity:بوتبن' \
	-e 'did you mean entity:"فلاديمير بوتين"? (1 article)' -- "$newsidx" search --entity بوتبن
expect '--source beside words' -c 1 -e 'did you mean خبر source:الجزيرة? (2 articles)' \
	-e 'without source:الجزيرر: 2 articles' -- "$newsidx" search --source الجزيرر خبر
expect '--suggest json' -c 1 -o '{"hits": [],
"suggestions": [{"query": "person:\"فلاديمير بوتين\"", "articles": 1}]}' -e 'did you mean' -- \
	"$newsidx" search --format json --suggest json person:بوتبن
expect '--suggest never' -c 1 -o '' -- "$newsidx" search --suggest never source:الجزيرر
expect 'the kind is said' -c 1 -e 'no article has org:"حزب البعث"' -- "$newsidx" search 'org:"حزب البعث"'

finish
