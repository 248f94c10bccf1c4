#!/usr/bin/env bash
# What articles have beside title and text: a second title, a dateline, captions and
# sub-headings, from extraction to search.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir news copy
cat >news/page.txt <<'E'
ترميم قلعة قديمة يكشف نقوشا على جدرانها
نقوش على جدران قلعة يكشفها ترميمها بعد قرون
12 مارس 2021
صورة أرشيفية: برج الحراسة عند الغروب
حلب (رويترز) - كشف ترميم القلعة القديمة عن نقوش ملونة على جدرانها، وقال مدير المتحف إنها تعود إلى قرون مضت.
ويشارك في العمل ثلاثون عاملا من أهل المدينة، يعملون منذ عامين على الجدران وحدها.
كنوز تحت الغبار
وأضاف المدير أن الزوار سيدخلون القلعة في الخريف، حين ينتهي العمل في ساحتها الكبرى.
E
cat >news/record.jsonl <<'E'
{"id": "r1", "title": "افتتاح مرصد فلكي على الجبل", "subtitle": "منظار عملاق يرصد المذنبات", "location": "خان شيخون", "captions": ["قبة بيضاء", "فلكيون هواة"], "subheadings": ["ليلة صافية", "ليست في النص"], "date": "2021-05-02", "text": "افتتح المرصد مساء السبت، في حفل حضره تلاميذ المدارس ومعلموهم.\nليلة صافية\nوكان ذلك في 1 مايو 2021، وحضر الافتتاح أهل القرية كلهم حتى ساعة متأخرة من الليل."}
{"id": "r2", "title": "خبر قصير", "subtitle": "خبرٌ قصير", "date": "2021-05-03", "text": "لا شيء فيه غير نصه."}
E
cat >news/page.md <<'E'
---
title: سوق النحاسين يعود إلى الحياة
alternative_title: مطارق لا تهدأ
date: 2021-06-01
dateline: القاهرة
---
عادت المطارق إلى سوق النحاسين في المدينة القديمة بعد أعوام من الصمت، وعاد معها الزبائن.

![حرفي يطرق إبريقا](a.jpg)

## صنعة الأجداد

يقول الحرفيون إن الصنعة تنتقل من الآباء إلى الأبناء منذ مئات السنين.
E
cat >news/trec.sgml <<'E'
<DOC><DOCNO>T.1</DOCNO><TITLE>مسبار يهبط على القمر</TITLE><DATELINE>هيوستن 21-7 (دفتر)</DATELINE><TEXT><P>هبط المسبار بسلام.</P></TEXT></DOC>
E
cat >news/page.html <<'E'
<html><head><title>جسر معلق يصل بين ضفتي النهر - الضفاف</title>
<meta property="og:site_name" content="الضفاف">
<meta property="og:title" content="النهر بلا عبارات: جسر معلق يفتح أمام الناس"></head>
<body><article><h1>جسر معلق يصل بين ضفتي النهر</h1>
<figure><img src="a.jpg"><figcaption>عمال يشدون حبال الجسر</figcaption></figure>
<p>بغداد (رويترز) - فتح الجسر المعلق الجديد أمام المشاة يوم الأحد، بعد عمل دام ثلاثة أعوام على ضفتي النهر.</p>
<h2>حبال من الفولاذ</h2>
<p>ويبلغ طول الجسر أربعمئة متر، وتحمله حبال من الفولاذ صنعت في مصنع المدينة، كما قالت البلدية.</p>
<h3>وماذا عن العبارات؟</h3>
<p>وستبقى العبارات القديمة في النهر للنزهة، بعد أن كانت الطريق الوحيدة بين الضفتين.</p>
</article></body></html>
E

pick() { jq -c '[.alternative_title, .dateline, .captions, .subheadings]' "$@"; }

run "$newsidx" extract news/page.txt
same 'a page' '["نقوش على جدران قلعة يكشفها ترميمها بعد قرون","حلب",["صورة أرشيفية: برج الحراسة عند الغروب"],["كنوز تحت الغبار"]]' \
	"$(pick "$out")"
same 'the text keeps its opening and the sub-heading, and no caption' '1 1 0' \
	"$(jq -r .body "$out" | awk '/^حلب \(رويترز\) - /{a = 1} /^كنوز تحت الغبار$/{b = 1} /أرشيفية/{c = 1}
	END {print a + 0, b + 0, c + 0}')"
run "$newsidx" extract news/record.jsonl
same 'records' '["منظار عملاق يرصد المذنبات","خان شيخون",["قبة بيضاء","فلكيون هواة"],["ليلة صافية"]]
[null,null,[],[]]' "$(pick "$out")"
run "$newsidx" extract news/page.md
same 'Markdown' '["مطارق لا تهدأ","القاهرة",["حرفي يطرق إبريقا"],["صنعة الأجداد"]]' "$(pick "$out")"
run "$newsidx" extract news/trec.sgml
same 'a date line of TREC' '[null,"هيوستن",[],[]]' "$(pick "$out")"
run "$newsidx" extract news/page.html
same 'HTML' '["النهر بلا عبارات: جسر معلق يفتح أمام الناس","بغداد",["عمال يشدون حبال الجسر"],["حبال من الفولاذ","وماذا عن العبارات؟"]]' \
	"$(pick "$out")"

expect 'a dry run' -e '6 articles read: 6 added' -- "$newsidx" index --dry-run news
expect 'indexed' -e '6 articles read: 6 added' -- "$newsidx" index news
same 'show: jsonl says the same' "$("$newsidx" extract news/record.jsonl | pick | head -n 1)" \
	"$("$newsidx" show --format jsonl 20210502-1 | pick)"
same 'search: json' "$("$newsidx" extract news/page.txt | pick)" \
	"$("$newsidx" search --format json القلعة | jq -c '.[]' | pick)"
expect 'show: text' -s 'alternative title: منظار عملاق يرصد المذنبات' -s 'dateline: خان شيخون' \
	-s 'caption: قبة بيضاء' -s 'caption: فلكيون هواة' -s 'sub-heading: ليلة صافية' -- \
	"$newsidx" show 20210502-1

# Words beside title and text are found, in any form, and as phrases.

ids() { "$newsidx" search --format ids "$@"; }
check_words() { # WHEN
	same "$1: a word of the second title" 20210502-1 "$(ids المذنبات)"
	same "$1: another form of it" 20210502-1 "$(ids والمذنبات)"
	same "$1: a word of a caption" 20210502-1 "$(ids هواة)"
	same "$1: a phrase of a caption" 20210601-1 "$(ids '"حرفي يطرق"')"
	same "$1: beside a word of the text" 20210312-1 "$(ids الغروب المتحف)"
	same "$1: not among the words of the title" '' "$(ids title:المذنبات)"
	expect "$1: the index is sound" -s 'ok: ' -- "$newsidx" check
}
check_words indexed
expect 'rebuild' -o '' -- "$newsidx" rebuild
check_words rebuilt

# A caption is all that changes.

sed -i 's/قبة بيضاء/قبة فضية/' news/record.jsonl
expect 'a caption changes' -e '1 updated' -- "$newsidx" index news
same 'found by the new one' 20210502-1 "$(ids فضية)"
same 'and not by the old' '' "$(ids بيضاء)"
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check

# Another place of the article comes and goes: its words and the days of its text stay.

jq -c 'select(.id == "r1") | .id = "c1" | .source = "نسخة"' news/record.jsonl >copy/a.jsonl
expect 'a copy' -e '1 duplicate' -- "$newsidx" index copy
same 'found by the source of the copy' 20210502-1 "$(ids --source نسخة هواة)"
"$newsidx" remove --path copy/a.jsonl >/dev/null 2>&1
same 'the copy is gone' '' "$(ids --source نسخة هواة)"
same 'words beside the text stay' 20210502-1 "$(ids هواة)"
same 'days of the text stay' 20210502-1 "$(ids mentions:2021-05-01)"
expect 'the index is sound without it' -s 'ok: ' -- "$newsidx" check

finish
