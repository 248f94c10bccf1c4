#!/usr/bin/env bash
# search and show: csv, paths, fields, templates, NUL, the version of a format.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
cat >news.jsonl <<'JSONL'
{"id": "a-1", "title": "عنوان \"أول\"، مع + و, فاصلة", "date": "2020-10-27", "source": "وكالة; الأنباء", "tags": ["حرب", "سلام, هدنة"], "text": "قمح هنا.\nسطر ثان {به} قوس\\\\ ومائلة."}
{"title": "قمح بلا مصدر", "date": "2020-10-28", "text": "قمح هناك\tبجدول."}
JSONL
printf 'قمح في صفحة\n\nهذا نص عن القمح وحده في صفحة قصيرة لا تاريخ لها ولا مصدر معروف.\n' >page.md
ok 'index' "$newsidx" index --quiet news.jsonl page.md
cr=$(printf '\r')

# csv

cat >want.csv <<CSV
id,date,source,title,tags,match,snippet$cr
20201028-1,2020-10-28,,قمح بلا مصدر,,written,"قمح هناك	بجدول."$cr
20201027-1,2020-10-27,"وكالة; الأنباء","عنوان ""أول""، مع + و, فاصلة","حرب
سلام, هدنة",written,"قمح هنا.
سطر ثان {به} قوس\\\\ ومائلة."$cr
CSV
run "$newsidx" search --format csv --fields id,date,source,title,tags,match,snippet --sort newest -n 2 قمح
same 'csv, to the byte' "$(cat want.csv)" "$(cat "$out")"
same 'csv: the header has the fields of JSON in their order' \
	"$("$newsidx" search -f jsonl -n 1 قمح | grep -oE '[{,] ?"[a-z_]+":' | tr -d '{," ' | tr ':\n' ',\n' | tr -d '\n' | sed 's/,$//')" \
	"$("$newsidx" search -f csv -n 1 قمح | head -n 1 | tr -d '\r')"
same '--bom: the mark of UTF-8 before the header' 'efbbbf6964' \
	"$("$newsidx" search -f csv --bom قمح | head -c 5 | od -An -tx1 | tr -d ' \n')"
expect '--bom without csv' -c 2 -e '--bom goes with' -- "$newsidx" search --bom قمح
expect 'csv of nothing is a header' -c 1 -o $'id,date\r' -- \
	"$newsidx" search --suggest never -f csv --fields id,date زعبلوطستان
printf '1\tقمح\n' >queries
expect 'csv of many questions: qid' -s $'qid,id,docno' -s $'1,20201027-1,a-1' -- \
	"$newsidx" search -f csv --queries queries
expect 'csv: a record of one empty field' -o $'source\r\n""\r' -- \
	"$newsidx" search -f csv --fields source --on 2020-10-28
expect 'show: csv has the body' -s $'body\r' -s 'سطر ثان' -- "$newsidx" show -f csv 20201027-1
expect 'extract: csv' -s 'docno,title,' -s 'a-1' -- "$newsidx" extract -f csv news.jsonl

# What Python reads from csv is what jq reads from JSON.
if have python3; then
	"$newsidx" search -f csv قمح >all.csv
	if have jq; then
		"$newsidx" search -f json قمح | jq . >all.json
	else
		"$newsidx" search -f json قمح >all.json
	fi
	"$newsidx" search -f tsv --fields id,title,tags,snippet,score قمح >all.tsv
	ok 'csv, tsv and json have the same values' python3 -c '
import csv, json
rows = list(csv.DictReader(open("all.csv", encoding="utf-8", newline="")))
hits = json.load(open("all.json", encoding="utf-8"))
assert len(rows) == len(hits) == 3, (rows, hits)
def text(value):
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else "%.4f" % value if isinstance(value, float) else value
for row, hit in zip(rows, hits):
    assert list(row) == list(hit), (list(row), list(hit))
    for name in hit:
        assert row[name] == text(hit[name]), (name, row[name], hit[name])
escapes = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
import re
for line, hit in zip(open("all.tsv", encoding="utf-8", newline="").read().split("\n"), hits):
    cells = [re.sub(r"\\(.)", lambda m: escapes[m[1]], c) for c in line.split("\t")]
    assert cells == [text(hit[n]) for n in ("id", "title", "tags", "snippet", "score")], cells
'
else
	skip 'csv, tsv and json have the same values' 'no python3'
fi
if have jq; then
	same 'json of chosen fields, in the order asked for' '{"tags":["حرب","سلام, هدنة"],"id":"20201027-1","qid":null}' \
		"$("$newsidx" search -f json --fields tags,id,qid --on 2020-10-27 | jq -c '.[]')"
else
	skip 'json of chosen fields, in the order asked for' 'no jq'
fi

# --fields

expect 'tsv of chosen fields' -o $'قمح بلا مصدر\t20201028-1\t' -- \
	"$newsidx" search -f tsv --fields title,id,source --on 2020-10-28
expect 'jsonl of chosen fields' -o '{"date": "2020-10-28", "source": null}' -- \
	"$newsidx" search -f jsonl --fields date,source --on 2020-10-28
expect 'a body in a search' -o '{"body": "قمح هناك\tبجدول."}' -- \
	"$newsidx" search -f jsonl --fields body --on 2020-10-28
expect 'no score where nothing is ranked' -o '{"score": null}' -- \
	"$newsidx" show -f jsonl --fields score 20201028-1
expect 'a field that is none: the names' -c 2 -e '--fields: "titel" is none of' -e ' title ' -- \
	"$newsidx" search -f csv --fields id,titel قمح
expect 'no field' -c 2 -e '--fields' -- "$newsidx" search -f csv --fields '' قمح
expect '--fields where there are none' -c 2 -e '--fields goes with' -- \
	"$newsidx" search -f ids --fields id قمح

# --template

expect '--template' -o '2020-10-28: {قمح بلا مصدر} -' -- \
	"$newsidx" search --template '{date}: {{{title}}} {source}-' --on 2020-10-28
expect '--template: lists, line ends' -o $'حرب, سلام, هدنة|قمح هنا. سطر ثان {به} قوس\\\\ ومائلة.\t\\' -- \
	"$newsidx" show --template '{tags}|{body}\t\\' 20201027-1
same '--template -0: line ends stay' 'قمح هنا.|سطر ثان {به} قوس\\ ومائلة.%' \
	"$("$newsidx" show -0 --template '{body}' 20201027-1 | tr '\n\0' '|%')"
expect '--template: no such field, and where' -c 2 -e 'at byte 9: "titel"' -e ' title ' -- \
	"$newsidx" search --template '{date} {titel}' قمح
expect '--template: a bracket that is open' -c 2 -e 'byte 3' -- "$newsidx" search --template 'a {id' قمح
expect '--template: a bracket that closes nothing' -c 2 -e 'byte 2' -- "$newsidx" search --template 'a} {id}' قمح
expect '--template: no name' -c 2 -e 'at byte 2' -- "$newsidx" search --template '{}' قمح
expect '--template and --format' -c 2 -e '--template' -- "$newsidx" search --template '{id}' -f ids قمح

# paths, -0

expect 'paths: each once' -o "$work/news.jsonl
$work/page.md" -- "$newsidx" search -f paths --sort newest قمح
expect 'paths: once for each question' -o "1	$work/news.jsonl
2	$work/news.jsonl" -- "$newsidx" search -f paths --on 2020-10 --queries <(printf '1\tقمح\n2\tقمح\n')
same '-0: paths' "$work/news.jsonl|$work/page.md|" \
	"$("$newsidx" search -f paths -0 --sort newest قمح | tr '\0' '|')"
same '-0: ids' '20201028-1|20201027-1|' \
	"$("$newsidx" search -f ids --null --sort newest --on 2020 قمح | tr '\0' '|')"
same '-0: xargs' 2 "$("$newsidx" search -f ids -0 --on 2020 قمح | xargs -0 "$newsidx" show -f jsonl | wc -l | tr -d ' ')"
expect '-0 for another format' -c 2 -e '-0 goes with' -- "$newsidx" search -0 -f tsv قمح
expect 'paths of show: no such format' -c 2 -e '"paths" is none of' -- "$newsidx" show -f paths 20201028-1
expect 'template is no format by name' -c 2 -e '"template" is none of' -- "$newsidx" search -f template قمح

# --format-version

expect '--format-version 1' -s 20201028-1 -- "$newsidx" search --format-version 1 -f ids قمح
expect '--format-version 1 for show' -s 20201028-1 -- "$newsidx" show --format-version 1 20201028-1
for version in 0 2 1.0 ''; do
	expect "--format-version \"$version\"" -c 2 -e 'there is 1' -- \
		"$newsidx" search --format-version "$version" -f jsonl قمح
done

finish
