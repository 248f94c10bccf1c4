#!/usr/bin/env bash
# analyze: words, names and dates of a text, and where they stand.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

empty='{"tokens": [], "entities": [], "dates": []}'

expect 'jsonl' -o '{"tokens": [{"text": "لبوتين", "fold": "لبوتين", "stem": "بوتين", "start": 0, "end": 12}, {"text": "كُتُب", "fold": "كتب", "stem": "كتب", "start": 13, "end": 23}, {"text": "2020", "fold": "2020", "stem": "2020", "start": 24, "end": 28}], "entities": [{"text": "بوتين", "type": "person", "start": 2, "end": 12, "name": "فلاديمير بوتين"}], "dates": []}' -- \
	"$newsidx" analyze --format jsonl 'لبوتين كُتُب 2020'
expect 'jsonl: a date' -s '"dates": [{"text": "27 أكتوبر 2020", "value": "2020-10-27", "start": 6, "end": 26}]' -- \
	"$newsidx" analyze --format jsonl 'في: 27 أكتوبر 2020.'
expect 'jsonl: places and organizations' \
	-s '"type": "place", "start": ' -s '"type": "organization", "start": ' -- \
	"$newsidx" analyze --format jsonl 'مقر الأمم المتحدة في مصر'

# One answer a line.

printf 'قال بوتين\n\n   \nكلمة\r\n\nبلا نهاية' >lines
"$newsidx" analyze --format jsonl - <lines >answers
same 'as many answers as lines' 6 "$(wc -l <answers | tr -d ' ')"
same 'an empty line has an empty answer' "$empty" "$(sed -n 2p answers)"
same 'so has one of blanks' "$empty" "$(sed -n 3p answers)"
same 'and one behind CR LF' "$empty" "$(sed -n 5p answers)"
same 'the carriage return is no word' 1 "$(sed -n 4p answers | grep -o '"fold"' | wc -l | tr -d ' ')"
expect 'the last line needs no end' -s '"text": "نهاية", "fold": ' -- sed -n 6p answers
expect 'nothing on standard input' -o '' -- "$newsidx" analyze --format jsonl -
printf 'a\0b\n\377\376ب\nج\n' >bytes
"$newsidx" analyze --format jsonl - <bytes >answers
same 'NUL and malformed bytes are no end of anything' 3 "$(wc -l <answers | tr -d ' ')"
expect 'and count in offsets' -s '"start": 2, "end": 4' -- sed -n 2p answers
expect 'a text a word' -o "$empty
$empty" -- "$newsidx" analyze --format jsonl '' ' '

# Offsets: each token, name and date is what stands at its bytes of its line.

# shellcheck disable=SC2317 # called through `ok`
check_offsets() { # FILE OF LINES
	"$newsidx" analyze --format jsonl - <"$1" >answers
	python3 - "$1" answers <<'PYTHON'
import json, sys
count = 0
with open(sys.argv[1], "rb") as lines, open(sys.argv[2], encoding="utf-8") as answers:
    for number, (line, answer) in enumerate(zip(lines, answers, strict=True), 1):
        answer = json.loads(answer)
        assert list(answer) == ["tokens", "entities", "dates"], number
        for item in answer["tokens"] + answer["entities"] + answer["dates"]:
            text = line[item["start"]:item["end"]].decode()
            assert text == item["text"], f"line {number}: {item}"
            count += 1
        for kind, names in (("tokens", "text fold stem start end"),
                            ("entities", "text type start end name"),
                            ("dates", "text value start end")):
            ends = 0
            for item in answer[kind]:
                assert list(item) == names.split(), f"line {number}: {item}"
                assert ends <= item["start"] < item["end"], f"line {number}: {item}"
                ends = item["end"]
        assert all(item["type"] in ("person", "place", "organization")
                   for item in answer["entities"]), number
assert count > 1000, f"only {count} things found"
PYTHON
}
if have python3; then
	cat "$corpus"/pages/* "$corpus"/markdown/* "$corpus"/jsonl/* >lines
	ok 'offsets of the corpus' check_offsets lines
else
	skip 'offsets of the corpus' 'no python3'
fi

# Text.

expect 'text' -o 'token	0	6	قال	قال	قال
token	7	17	بوتين	بوتين	بوتين
token	18	22	2020	2020	2020
person	7	17	بوتين	فلاديمير بوتين' -- "$newsidx" analyze 'قال بوتين 2020'
expect 'a date in text' -s 'date	0	10	2020-10-27	2020-10-27' -- "$newsidx" analyze 2020-10-27

expect 'no text' -c 2 -e 'no text given' -- "$newsidx" analyze
expect 'an unknown format' -c 2 -e json -e jsonl -- "$newsidx" analyze --format json نص

finish
