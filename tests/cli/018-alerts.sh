#!/usr/bin/env bash
# index --alert: what a dump adds to the saved questions, each article once.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db

article() { # ID DATE TITLE TEXT [SOURCE]
	printf '{"id": "%s", "date": "%s", "title": "%s", "text": "%s", "source": "%s"}\n' \
		"$1" "$2" "$3" "$4" "${5:-وفا}"
}
told() { # QUESTION FILE...: the ids of the dump that a run tells
	local question=$1

	shift
	"$newsidx" -q index --alert "$question" --alert-format jsonl "$@" 2>"$err" |
		sed 's/.*"value": "\([^"]*\)".*"docno": "\([^"]*\)", "title".*/\1:\2/' | tr '\n' ' ' | sed 's/ $//'
	[ ! -s "$err" ] || head -n 3 "$err"
}

# Index A, three questions, index B.
questions=('هدنة أو "وقف إطلاق النار"' 'الحبوب' 'query:truce -query:grain')
"$newsidx" -q index "$corpus/pages" || bail_out 'the corpus cannot be indexed'
"$newsidx" -q save truce "${questions[0]}"
"$newsidx" -q save grain "${questions[1]}"
"$newsidx" -q save both "${questions[2]}"
for name in truce grain both; do
	"$newsidx" search --format ids --limit 100 "query:$name" | sort >before.$name
done
expect 'A again: nothing, not a byte' -o '' -e unchanged -- "$newsidx" index --alert all "$corpus/pages"
"$newsidx" index --alert all --alert-format ids "$corpus/markdown" "$corpus/jsonl" >got 2>"$err"
some=0
for name in truce grain both; do
	"$newsidx" search --format ids --limit 100 "query:$name" | sort >after.$name
	same "B: what is new to $name" "$(comm -13 before.$name after.$name)" \
		"$(sed -n "s/^$name	//p" got | sort)"
	some=$((some + $(comm -13 before.$name after.$name | wc -l)))
done
ok 'that is something' test "$some" -ge 2
same 'and nothing else' "$some" "$(wc -l <got | tr -d ' ')"
expect 'B again: nothing' -o '' -e unchanged -- "$newsidx" index --alert all "$corpus/markdown" "$corpus/jsonl"
ok 'when it was told' grep -q 'Z$' <("$newsidx" saved -f tsv | cut -f 8)

# What was there and is found by a correction of names is not of the dump.
"$newsidx" -q save sudan entity:السودان
before=$("$newsidx" search --count query:sudan)
ok 'two names are one' "$newsidx" -q entities --merge السودان أوكرانيا
ok 'more is found' test "$("$newsidx" search --count query:sudan)" -gt "$before"
same 'that is no news' '' "$(told all "$corpus/pages")"
"$newsidx" -q saved --remove sudan

# What changes.
article 1 2024-01-05 'أول' 'نص الخبر الأول عن الميناء' >one.jsonl
article 2 2024-01-06 'ثان' 'نص الخبر الثاني عن القطار' >>one.jsonl
"$newsidx" -q save port الميناء
"$newsidx" -q save train القطار
same 'of one question' 'port:1' "$(told port one.jsonl)"
same 'the other has it still' 'train:2' "$(told all one.jsonl)"
sleep 0.01
article 1 2024-01-05 'أول' 'نص الخبر الأول المصحح عن الميناء' >one.jsonl
article 2 2024-01-06 'ثان' 'نص الخبر الثاني عن القطار والميناء' >>one.jsonl
same 'a correction is no news, but where it matches now' 'port:2' "$(told all one.jsonl)"
article 1 2024-02-05 'أول' 'نص الخبر الأول المصحح عن الميناء' >one.jsonl
article 2 2024-01-06 'ثان' 'نص الخبر الثاني عن السيارة' >>one.jsonl
same 'another day is no news, nor is what matches no more' '' "$(told all one.jsonl)"
article 1 2024-02-05 'أول' 'نص الخبر الأول المصحح عن الميناء مرة أخرى' >one.jsonl
article 2 2024-01-06 'ثان' 'نص الخبر الثاني عن القطار والميناء' >>one.jsonl
same 'nor when it matches again' '' "$(told all one.jsonl)"
article 9 2024-02-05 'أول' 'نص الخبر الأول المصحح عن الميناء مرة أخرى' >copy.jsonl
same 'nor the same text elsewhere' '' "$(told all copy.jsonl)"
"$newsidx" -q save paper source:السطر
long=$(seq -s ' كلمة' 30)
article 10 2024-01-06 'عاشر' "القطار $long" >long.jsonl
same 'a longer text' 'train:10' "$(told all long.jsonl)"
article 11 2024-01-06 'عاشر' "القطار $long" السطر >again.jsonl
same 'of which another place matters' 'paper:10' "$(told all again.jsonl)"

# Runs without --alert are made up for; a question knows what it found when it was saved.
article 3 2024-01-07 'ثالث' 'نص الخبر الثالث عن الميناء' >three.jsonl
ok 'a run without' "$newsidx" -q index three.jsonl
same 'one is waiting' 1 "$("$newsidx" saved -f tsv | grep ^port | cut -f 6)"
"$newsidx" -q save late الميناء
article 4 2024-01-08 'رابع' 'نص الخبر الرابع عن الميناء' >four.jsonl
same 'are told with the next' 'late:4 port:4 port:3' "$(told all four.jsonl)"
article 3 2024-01-07 'ثالث' 'نص الخبر الثالث المصحح عن الميناء' >three.jsonl
same 'a correction of what was found when it was saved is no news' '' "$(told all three.jsonl)"
ok 'a rebuild' "$newsidx" -q rebuild
same 'tells nothing' '' "$(told all one.jsonl four.jsonl)"
article 5 2024-01-09 'خامس' 'نص الخبر الخامس عن الميناء' >five.jsonl
ok 'a run without' "$newsidx" -q index five.jsonl
ok 'a rebuild' "$newsidx" -q rebuild
same 'loses nothing' 'late:5 port:5' "$(told all five.jsonl)"
"$newsidx" -q save --replace late الميناء القطار
same 'one that was replaced begins anew' '' "$(told all five.jsonl)"
ok 'a removal' "$newsidx" -q remove --path five.jsonl
same 'and what comes back is new' 'port:5' "$(told all five.jsonl)"
"$newsidx" -q saved --remove late

# Formats.
article 6 2024-01-10 'سادس & <' 'نص الخبر السادس عن الميناء والقطار' >six.jsonl
article 7 '' 'سابع' 'نص الخبر السابع عن الميناء' >>six.jsonl
cp news.db kept.db
again() { # FORMAT OPTION...: what is told, each time for the first
	local format=$1

	shift
	cp kept.db news.db
	run "$newsidx" -q index --alert-format "$format" "$@" six.jsonl
	cat "$out"
}
same 'text' "== port (2)
20240110-1  2024-01-10  وفا
  سادس & <
  نص الخبر السادس عن الميناء والقطار

undated-1  -  وفا
  سابع
  نص الخبر السابع عن الميناء" "$(again text --alert port | sed 's/undated-[0-9]*/undated-1/')"
same 'ids' '20240110-1' "$(again ids --alert train)"
same 'ids of several' 'port	20240110-1,port	undated-1,train	20240110-1' \
	"$(again ids --alert port --alert train | sed 's/undated-[0-9]*/undated-1/' | tr '\n' ',' | sed 's/,$//')"
same 'tsv' 'train	20240110-1	سادس & <' "$(again tsv --alert train | cut -f 1,2,5)"
same 'csv' 'qid,id,docno|train,20240110-1,6' \
	"$(again csv --alert all | tr -d '\r' | cut -d , -f 1-3 | sed -n '1p;/^train/p' | tr '\n' '|' | sed 's/|$//')"
same 'csv of one' 'id,docno,title|20240110-1,6,سادس & <' \
	"$(again csv --alert train | tr -d '\r' | cut -d , -f 1-3 | tr '\n' '|' | sed 's/|$//')"
same 'paths' "$work/six.jsonl" "$(again paths --alert train)"
again html --alert all >page.html
same 'html' 1 "$(grep -c '</html>' page.html)"
ok 'html: of each question' grep -q '<title>port' page.html
ok 'html: what is in a title is text' grep -q 'سادس &amp; &lt;' page.html
if have jq; then
	same 'json' '[["port",2,["6","7"]],["train",1,["6"]]]' "$(again json --alert all |
		jq -c '[.[] | [.value, .articles, [.hits[].docno]]]')"
	same 'jsonl' 'train 6' "$(again jsonl --alert train | jq -r '[.group.value, .docno] | join(" ")')"
fi
for format in text json jsonl tsv csv ids paths html; do
	"$newsidx" -q index six.jsonl --alert all >"$out" 2>&1
	expect "$format: nothing new, not a byte" -o '' -- \
		"$newsidx" -q index --alert all --alert-format $format six.jsonl
done

# Nothing counts as told that could not be written.
if [ -w /dev/full ]; then
	cp kept.db news.db
	expect 'a full disk' -c 2 -e 'told the next time' -e 'No space' -- \
		bash -c "'$newsidx' index --alert port six.jsonl >/dev/full"
	same 'it is told the next time' 'port:6 port:7' "$(told port six.jsonl)"
fi
cp kept.db news.db
"$newsidx" -q index --alert port six.jsonl 2>"$err" >&-
same 'closed: exit code' 2 $?
same 'closed: it is told the next time' 'port:6 port:7' "$(told port six.jsonl)"
cp kept.db news.db
mkfifo pipe
# A reader that is gone before anything is written.
(exec 3<pipe) &
(
	exec 3>pipe
	wait
	"$newsidx" -q index --alert port six.jsonl >&3 2>"$err"
	echo $? >code
)
same 'a pipe that nobody reads: exit code' 2 "$(cat code)"
ok 'and a message' grep -q 'told the next time' "$err"
same 'and it is told the next time' 'port:6 port:7' "$(told port six.jsonl)"

# Wrong use leaves the index alone.
cp kept.db news.db
expect 'no such question' -c 2 -o '' -e 'no saved question "nope"; newsidx saved lists them' -- \
	"$newsidx" index --alert nope six.jsonl
expect '--dry-run' -c 2 -o '' -e '--alert goes without --dry-run' -- "$newsidx" index -n --alert all six.jsonl
expect 'a format that is none' -c 2 -o '' -e '--alert-format: "xml"' -- \
	"$newsidx" index --alert all --alert-format xml six.jsonl
expect 'a format without --alert' -c 2 -o '' -e '--alert-format goes with --alert' -- \
	"$newsidx" index --alert-format json six.jsonl
ok 'nothing was read' cmp kept.db news.db
expect 'no questions' -o '' -e 'no question is saved' -e '2 added' -- \
	"$newsidx" index --db other.db --alert all six.jsonl
expect 'refused files do not keep it from telling' -c 2 -s سادس -e 'none.jsonl' -- \
	"$newsidx" index --alert train six.jsonl none.jsonl

# Two at once, and kill -9: each article is told, by two runs that end by one of them only.
rm -f news.db
awk 'BEGIN { for (f = 1; f <= 4; f++) for (i = 0; i < 1500; i++) {
	text = ""
	for (j = 0; j < 60; j++) text = text " كلمة" (i * 7 + j * f) % 900
	printf "{\"id\": \"%d-%d\", \"date\": \"2024-03-%02d\", \"title\": \"خبر %d\", \"text\": \"%s %s\"}\n", \
		f, i, i % 28 + 1, i, text, (i % 3 ? "الميناء" : "") > (f ".jsonl")
} }'
"$newsidx" -q index one.jsonl
"$newsidx" -q save port الميناء
for f in 1 2; do
	"$newsidx" -q index --alert all --alert-format jsonl $f.jsonl >told.$f 2>err.$f &
done
wait
"$newsidx" -q index --alert all --alert-format jsonl 1.jsonl 2.jsonl >told.3 2>"$err"
want=$("$newsidx" search --count الميناء -مرة -القطار)
docnos() {
	sed 's/.*"docno": "\([^"]*\)", "title".*/\1/' "$@" | sort
}
same 'two at once: all are told' "$want" "$(docnos told.[123] | sort -u | wc -l | tr -d ' ')"
same 'and none twice' '' "$(docnos told.[123] | uniq -d | head -n 3)"

RANDOM=${SEED:-$$}
echo "# SEED=$RANDOM"
: >ended
: >told.all
for _ in $(seq 8); do
	"$newsidx" -q index --alert all --alert-format jsonl 3.jsonl 4.jsonl >told.now 2>"$err" &
	pid=$!
	sleep "0.$(printf '%03d' $((RANDOM % 500)))"
	kill -9 $pid 2>"$err"
	wait $pid 2>"$err" && cat told.now >>ended
	cat told.now >>told.all
done
"$newsidx" -q index --alert all --alert-format jsonl 3.jsonl 4.jsonl >told.now 2>"$err"
cat told.now >>ended
cat told.now >>told.all
want=$(($("$newsidx" search --count الميناء -مرة -القطار) - want))
ok 'kill -9: there was something' test "$want" -gt 1000
# The last line of a run that was killed may be cut short.
same 'kill -9: none is lost' "$want" "$(grep '}$' told.all | docnos | sort -u | wc -l | tr -d ' ')"
same 'and none is told twice by runs that end' '' "$(docnos ended | uniq -d | head -n 3)"
ok 'the index is sound' "$newsidx" check

finish
