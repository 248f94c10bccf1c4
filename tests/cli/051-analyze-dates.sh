#!/usr/bin/env bash
# analyze --date: the dates of a text alone, and all that is known of each.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

dates=("$newsidx" analyze --date)
json=("${dates[@]}" --format jsonl)

# Text: place, text, value, kind, precision, first and last day, the weekday's verdict.

expect 'a day in full' -o 'date	5	24	1 أكتوبر 2020	2020-10-01	absolute	day	2020-10-01	2020-10-01	' -- \
	"${dates[@]}" 'في 1 أكتوبر 2020'
expect 'yesterday counts from the reference' \
	-o 'date	7	26	أمس الخميس	2020-10-01	relative	day	2020-10-01	2020-10-01	right' -- \
	"${dates[@]}" --reference 2020-10-02 'قال أمس الخميس'
expect 'and a weekday may be wrong' -s '	2020-10-01	2020-10-01	wrong' -- \
	"${dates[@]}" --reference 2020-10-02 'قال أمس الجمعة'
expect 'without a reference it is found and not resolved' \
	-o 'date	7	26	أمس الخميس		relative	day			unknown' -- \
	"${dates[@]}" 'قال أمس الخميس'
expect 'a week' -o 'date	0	27	الأسبوع الماضي	2020-W39	relative	week	2020-09-21	2020-09-27	' -- \
	"${dates[@]}" --reference 2020-10-02 'الأسبوع الماضي'
expect 'a month' -o 'date	0	23	الشهر الجاري	2020-10	relative	month	2020-10-01	2020-10-31	' -- \
	"${dates[@]}" --reference 2020-10-02 'الشهر الجاري'
expect 'a time' -s '	2020-10-02T16:43Z	absolute	minute	2020-10-02	2020-10-02	' -- \
	"${dates[@]}" '2020.10.02 | 16:43 بتوقيت غرينتش'
expect 'no day' -o 'date	0	10	مؤخرا	PAST_REF	vague				' -- "${dates[@]}" 'مؤخرا'
expect 'two, in their order' -s 'date	0	6	' -s 'date	12	16	2019	' -- \
	"${dates[@]}" --reference 2020-10-02 'أمس في 2019'
expect 'no date' -o '' -- "${dates[@]}" 'كلمة'

# The reference is written as any date is, and counts without --date too.

for reference in '2 أكتوبر 2020' 2/10/2020 '٢/١٠/٢٠٢٠' '15 صفر 1442 هـ' 2020-10-02T10:00; do
	expect "reference $reference" -s '	2020-10-01	' -- \
		"${dates[@]}" --reference "$reference" 'أمس'
done
expect 'hours count from a time' -s '	2020-10-02T07	relative	hour	2020-10-02	2020-10-02	' -- \
	"${dates[@]}" --reference 2020-10-02T10:30 'منذ 3 ساعات'
expect 'a reference of a month tells months' -s '	2020-09	relative	month	' -- \
	"${dates[@]}" --reference 2020-10 'الشهر الماضي'
expect 'and no days' -o 'date	0	6	أمس		relative	day			' -- "${dates[@]}" --reference 2020-10 'أمس'
expect 'beside words and names' -s 'token	' -s 'date	0	6	أمس	2020-10-01' -- \
	"$newsidx" analyze --reference 2020-10-02 'أمس'

# JSON: one answer a line, what analyze says of every date first.

expect 'jsonl' -o '{"dates": [{"text": "أمس الخميس", "value": "2020-10-01", "start": 7, "end": 26, "kind": "relative", "precision": "day", "from": "2020-10-01", "to": "2020-10-01", "weekday": "right"}, {"text": "مؤخرا", "value": "PAST_REF", "start": 29, "end": 39, "kind": "vague", "precision": null, "from": null, "to": null, "weekday": null}]}' -- \
	"${json[@]}" --reference 2020-10-02 'قال أمس الخميس ومؤخرا'
expect 'not resolved is null' -s '"value": null, ' -s '"from": null, "to": null' -- "${json[@]}" 'أمس'
expect 'no dates' -o '{"dates": []}' -- "${json[@]}" 'كلمة'
printf 'أمس\n\nكلمة\n1/2/2020' >lines
"${json[@]}" - <lines >answers
same 'as many answers as lines' 4 "$(wc -l <answers | tr -d ' ')"
same 'an empty line has an empty answer' '{"dates": []}' "$(sed -n 2p answers)"

# Offsets are bytes, and with --date or without the dates are the same.

# shellcheck disable=SC2317 # called through `ok`
check_same() {
	python3 - lines plain answers <<'PYTHON'
import json, sys
count = 0
with open(sys.argv[1], "rb") as lines, open(sys.argv[2]) as plain, open(sys.argv[3]) as dates:
    for number, (line, a, b) in enumerate(zip(lines, plain, dates, strict=True), 1):
        a, b = json.loads(a)["dates"], json.loads(b)["dates"]
        keys = "text value start end kind precision from to weekday".split()
        for item in b:
            assert list(item) == keys, f"line {number}: {item}"
            assert line[item["start"]:item["end"]].decode() == item["text"], f"line {number}"
            assert (item["from"] is None) == (item["to"] is None), f"line {number}: {item}"
            assert item["from"] is None or item["from"] <= item["to"], f"line {number}: {item}"
            count += 1
        assert a == [{k: item[k] for k in keys[:4]} for item in b], number
assert count > 20, f"only {count} dates found"
PYTHON
}
if have python3; then
	cat "$corpus"/pages/* "$corpus"/markdown/* "$corpus"/jsonl/* >lines
	"$newsidx" analyze --format jsonl --reference 2023-09-20 - <lines >plain
	"${json[@]}" --reference 2023-09-20 - <lines >answers
	ok 'dates of the corpus' check_same
else
	skip 'dates of the corpus' 'no python3'
fi

expect 'a reference that is none' -c 2 -e '"أمس" is not a date' -- "${dates[@]}" --reference أمس نص
expect 'a reference that is no day' -c 2 -e '31/2/2020' -- "${dates[@]}" --reference 31/2/2020 نص
expect 'no text' -c 2 -e 'no text given' -- "${dates[@]}"

finish
