#!/usr/bin/env bash
# extract: the articles of files, without an index. tests/data/corpus.tsv says what is in
# each file of the demonstration corpus.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# One line an article: path TAB title TAB date TAB source. What jsonl escapes stays.
"$newsidx" extract "$corpus/pages" "$corpus/markdown" "$corpus/jsonl" >corpus.jsonl ||
	bail_out 'extract'
awk -v root="$root/" '
function value(name,  text) {
	text = $0
	if (!match(text, "\"" name "\": (null|\"([^\"\\\\]|\\\\.)*\")")) return "no " name
	text = substr(text, RSTART + length(name) + 4, RLENGTH - length(name) - 4)
	if (text == "null") return text
	return substr(text, 2, length(text) - 2)
}
{
	path = value("path")
	if (substr(path, 1, length(root)) == root) path = substr(path, length(root) + 1)
	docno = value("docno")
	printf "%s%s\t%s\t%s\t%s\n", path, docno == "null" ? "" : "#" docno, value("title"), \
		value("date"), value("source")
}' corpus.jsonl | sed 's/\\"/"/g; s/\\\\/\\/g' >got.tsv

number=0
while IFS= read -r line; do
	number=$((number + 1))
	case $line in
	'#'* | '') continue ;;
	esac
	path=${line%%	*}
	got=$(awk -F '\t' -v path="$path" '$1 == path' got.tsv)
	if [ "$got" = "$line" ]; then
		pass "$path"
	else
		fail "$path" "tests/data/corpus.tsv:$number" "expected: $line" "got:      $got"
	fi
done <"$root/tests/data/corpus.tsv"
same 'every article is in the table' "$(grep -vc '^#' "$root/tests/data/corpus.tsv")" \
	"$(wc -l <got.tsv | tr -d ' ')"

# Forms.

page=$corpus/pages/suez-ever-given.txt
"$newsidx" extract "$page" >page.jsonl
same 'jsonl: fields' \
	'docno title alternative_title date date_origin dateline source author section tags url path member captions subheadings body' \
	"$(grep -oE '[{,] ?"[a-z_]+":' page.jsonl | tr -d '{,": ' | tr '\n' ' ' | sed 's/ $//')"
same 'jsonl: one line an article' 34 "$(wc -l <corpus.jsonl | tr -d ' ')"
expect 'jsonl: the body has one paragraph a line' -s '.\n' -S '\n\n' -- cat page.jsonl
if have jq; then
	expect 'jsonl is JSON' -o 34 -- jq -s length corpus.jsonl
elif have python3; then
	ok 'jsonl is JSON' python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"): json.loads(line)' corpus.jsonl
else
	skip 'jsonl is JSON' 'neither jq nor python3'
fi
expect 'json' -o "[
 $(cat page.jsonl)
]" -- "$newsidx" extract --format json "$page"
mkdir empty
expect 'json of nothing' -c 1 -o '[]' -- "$newsidx" extract --format json empty
expect 'text' -s '2021-03-29  دفاتر الأخبار' -s "path: $page" -- \
	"$newsidx" extract --format text "$page"
same 'tsv: nine columns' 9 "$("$newsidx" extract --format tsv "$page" | awk -F '\t' '{ print NF }')"
sed 's|"path": "[^"]*"|"path": "-"|' page.jsonl >stdin.jsonl
expect 'standard input' -O stdin.jsonl -i "$page" -- "$newsidx" extract -
cp "$page" x.txt
expect 'a path as it was given' -s '"path": "./x.txt"' -- "$newsidx" extract ./x.txt

printf '{"id": "1", "title": "عنوان", "text": "نص"}\n' >lines.txt
expect 'the form of the input is told by content' -s '"docno": "1"' -- "$newsidx" extract lines.txt
expect '--input says it' -s '"docno": null' -- "$newsidx" extract --input page lines.txt

expect 'furniture is left out' -S الشوكولاتة -s الحبوب -- \
	"$newsidx" extract "$corpus/pages/grain-deal-istanbul.txt"
expect 'no index is made' -c 1 -- test -e "$XDG_DATA_HOME/newsidx"

# What goes wrong.

expect 'a missing file among others' -c 2 -e 'no-such-file: No such file' -s '"docno": null' -- \
	"$newsidx" extract no-such-file "$page"
expect 'no path' -c 2 -e 'no file or folder given' -- "$newsidx" extract
expect 'an unknown format' -c 2 -e docx -e jsonl -- "$newsidx" extract --format docx "$page"
expect 'an unknown input' -c 2 -e docx -e markdown -- "$newsidx" extract --input docx "$page"
expect 'standard input that is empty' -c 1 -o '' -e 'empty' -- "$newsidx" extract -

finish
