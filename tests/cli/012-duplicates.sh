#!/usr/bin/env bash
# The same article in two places is kept once, and both places are known.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
text='أعلنت هيئة الأرصاد أن موجة الحر تنحسر ابتداء من يوم الأحد وأن الرياح تعتدل على السواحل، ودعت الصيادين إلى متابعة النشرات قبل الإبحار في الأيام المقبلة.'
bare='أعلنت هيئة الارصاد ان موجة الحر تنحسر ابتداء من يوم الاحد وان الرياح تعتدل علي السواحل ودعت الصيادين الي متابعة النشرات قبل الابحار في الايام المقبلة'

record() { # DOCNO SOURCE DATE TITLE TEXT
	jq -cn --arg d "$1" --arg s "$2" --arg t "$3" --arg h "$4" --arg x "$5" \
		'{id: $d, source: $s, date: $t, title: $h, text: $x} | del(.[] | select(. == ""))'
}

record a1 وفا 2019-07-01 'انحسار موجة الحر' "$text" >one.jsonl
record b7 'دفتر الطقس' 2019-07-02 'انحسار موجة الحر' "$bare" >two.jsonl
expect 'one dump' -e '1 added' -- "$newsidx" index one.jsonl
expect 'the same text in another' -e '1 article read: 0 added, 1 duplicate' -- \
	"$newsidx" index two.jsonl
expect 'is found once' -o 20190701-1 -- "$newsidx" search --format ids الصيادين
run "$newsidx" show --format json 20190701-1
same 'the other place is told' 'b7 دفتر الطقس 2019-07-02' \
	"$(jq -r '.[0].copies[] | "\(.docno) \(.source) \(.date)"' "$out")"
expect 'by people too' -s "also: 2019-07-02 دفتر الطقس b7 $work/two.jsonl" -- \
	"$newsidx" show 20190701-1
expect 'it is found by either source' -o 20190701-1 -- \
	"$newsidx" search --format ids --source 'دفتر الطقس' الصيادين
expect 'a run file names both' -o $'0 Q0 a1 1 1.000000 newsidx\n0 Q0 b7 2 1.000000 newsidx' -- \
	"$newsidx" search --format trec --sort newest الصيادين
expect 'a second run finds nothing new' -e '2 files unchanged' -- "$newsidx" index one.jsonl two.jsonl

record a1 وفا 2019-07-01 'انحسار موجة الحر' "$text أضيفت فقرة في الطبعة الثانية." >three.jsonl
expect 'the same docno and source' -e '1 duplicate' -- "$newsidx" index three.jsonl
expect 'the first text is kept' -c 1 -e 'no article has' -- "$newsidx" search فقرة
touch -d 2001-01-01 three.jsonl
rm -f again.jsonl && cp three.jsonl again.jsonl
expect '--replace takes the later one' -e '1 updated' -- "$newsidx" index --replace again.jsonl
expect 'under the same id' -o 20190701-1 -- "$newsidx" search --format ids فقرة

record a1 وفا 2020-01-05 'خبر لا علاقة له بما سبق' 'افتتح في المدينة سوق جديد للكتب القديمة حضره جمهور كبير من القراء والباعة والطلاب، واستمر حتى المساء وسط موسيقى شعبية.' >four.jsonl
expect 'a docno that is given again to another article' -e '1 added' -- "$newsidx" index four.jsonl

expect 'the same dump through a pipe' -e '1 duplicate' -i one.jsonl -- "$newsidx" index -
expect 'and again' -e '1 duplicate' -i one.jsonl -- "$newsidx" index -

# Short texts are the same only with the same source and date.
{
	record c1 وفا 2020-02-01 'كاريكاتير' ''
	record c2 وفا 2020-02-02 'كاريكاتير' ''
	record c3 وفا 2020-02-02 'كاريكاتير' ''
} >cartoons.jsonl
expect 'captions' -e '3 articles read: 2 added, 1 duplicate' -e '3 without text' -- \
	"$newsidx" index cartoons.jsonl

# The kept one goes: the article stays, as the other place has it.
expect 'the first place is removed' -e '0 articles removed' -c 1 -- "$newsidx" remove --path one.jsonl
expect 'its article stays' -o 20190701-1 -- "$newsidx" search --format ids الصيادين
ok 'check' "$newsidx" check

finish
