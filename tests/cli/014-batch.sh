#!/usr/bin/env bash
# Runs over many files: lists of names, lists of errors, defaults, progress, Ctrl-C.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
line() { # ID TEXT
	printf '{"id": "%s", "title": "خبر %s", "text": "%s"}\n' "$1" "$1" "$2"
}

# --files-from

mkdir news
line a 'عن القمح' >news/a.jsonl
line b 'عن الشعير' >'news/b c.jsonl'
line d 'عن الذرة' >$'news/d\ne.jsonl'
printf '%s\n' news/a.jsonl 'news/b c.jsonl' '' >list
expect '--files-from' -e '2 added' -- "$newsidx" index --files-from list
expect '--files-from - reads the list from standard input' -e '2 files unchanged' -i list -- \
	"$newsidx" index --files-from -
find news -name '*.jsonl' -print0 >list0
expect '-0: names end with NUL' -e '1 added' -e '2 files unchanged' -i list0 -- \
	"$newsidx" index -0 --files-from -
expect 'the same of extract' -s '"docno": "d"' -i list0 -- "$newsidx" extract -0 --files-from -
expect 'with arguments besides' -e '2 files unchanged' -- \
	"$newsidx" index --files-from list news/a.jsonl
echo news/none.jsonl >missing
expect 'a name that leads nowhere' -c 2 -e 'news/none.jsonl: No such file' -- \
	"$newsidx" index --files-from missing
expect 'a list that is not there' -c 2 -e 'nolist: No such file' -- \
	"$newsidx" index --files-from nolist
expect '-0 without a list' -c 2 -e '--files-from' -- "$newsidx" index -0 news
: >empty
expect 'an empty list' -c 1 -e '0 articles read' -- "$newsidx" index --files-from empty

# --errors, --strict

{
	line g1 'عن السكر'
	echo '{"id": '
	line g2 'عن الملح'
} >bad.jsonl
printf '\211PNG\r\n\032\n\0\0' >photo.png
expect 'refusals are told' -c 2 -e '2 added' -e '2 refused (2 malformed)' -- \
	"$newsidx" index --errors errors.tsv bad.jsonl photo.png
same '--errors: path, member, line, reason' $'bad.jsonl\t\t2\nphoto.png\t\t' \
	"$(cut -f 1-3 errors.tsv)"
ok 'each with a reason' awk -F '\t' 'NF != 4 || $4 == "" { exit 1 }' errors.tsv
expect 'no errors, an empty list' -e 'files unchanged' -- "$newsidx" index --errors errors.tsv news
same 'it is empty' '' "$(cat errors.tsv)"
expect 'a list that cannot be written' -c 2 -e 'no/errors.tsv' -- \
	"$newsidx" index --errors no/errors.tsv news
rm -f strict.db
expect '--strict stops there' -c 2 -e 'bad.jsonl' -e '1 added' -e 'stopped by --strict' -- \
	"$newsidx" index --strict --db strict.db bad.jsonl news
expect 'what came before is kept' -s g1 -- \
	"$newsidx" search --db strict.db --format jsonl السكر
expect 'of extract too' -c 2 -e 'bad.jsonl' -S g2 -s g1 -- "$newsidx" extract --strict bad.jsonl

# Defaults for dumps that do not say.

line s 'عن الزيت' >plain.jsonl
echo '{"title": "خبر ت", "text": "عن السمن", "source": "وفا", "date": "2001-02-03"}' >>plain.jsonl
run "$newsidx" extract --source 'دفتر السوق' --date 2019-05 plain.jsonl
same '--source and --date' $'دفتر السوق 2019-05 metadata\nوفا 2001-02-03 metadata' \
	"$(jq -r '"\(.source) \(.date) \(.date_origin)"' "$out")"
expect '--date that is none' -c 2 -e 'أمس' -- "$newsidx" index --date أمس plain.jsonl
echo '{"story": {"head": "عنوان القصة", "par": "نص القصة"}, "when": "2018-08-09"}' >odd.jsonl
run "$newsidx" extract --field title=story.head --field body=story.par --field date=when odd.jsonl
same '--field' 'عنوان القصة|نص القصة|2018-08-09' "$(jq -r '"\(.title)|\(.body)|\(.date)"' "$out")"
expect '--field without a key' -c 2 -e 'FIELD=KEY' -- "$newsidx" index --field title odd.jsonl
expect '--field of no field' -c 2 -e 'colour' -e 'title' -- \
	"$newsidx" index --field colour=x odd.jsonl
printf '%s\n\n%s\n' '# الخبر الأول عن النخيل' 'نص الخبر الأول يروي قصة الواحة.' \
	'# الخبر الثاني عن التمور' 'نص الخبر الثاني يروي قصة السوق.' >two.md
run "$newsidx" extract --split two.md
same '--split' $'الخبر الأول عن النخيل\nالخبر الثاني عن التمور' "$(jq -r .title "$out")"

# A dump's own documents, hidden files.

mkdir dump
line x 'عن الكتان' >dump/x.jsonl
echo '# About this dump' >dump/README.md
echo 'MIT' >dump/LICENSE
expect 'documentation is left out' -e '1 added' -e '2 left out (2 documentation)' -- \
	"$newsidx" index dump
expect 'unless it is named' -s 'About this dump' -- "$newsidx" extract dump/README.md

# --progress

expect '--progress that is none' -c 2 -e '--progress' -- "$newsidx" index --progress x news
expect 'no bar where there is no terminal' -e 'files unchanged' -- "$newsidx" index news
ok 'no carriage return in the messages' sh -c "! grep -q '$(printf '\r')' '$err'"
seq 40000 | awk '{
	printf "{\"id\": \"%d\", \"title\": \"خبر %d\", \"text\": ", $1, $1
	printf "\"عن الطقس في اليوم %d من السنة، وعن الريح والمطر في المدينة رقم %d\"}\n", $1, $1
}' >big.jsonl
if have script; then
	run script -qec "'$newsidx' index --db bar.db big.jsonl" /dev/null
	ok 'a bar on a terminal' grep -q 'MB/s' "$out"
	ok 'and the summary after it' grep -q '40000 added' "$out"
	run script -qec "'$newsidx' index --db bar2.db --progress never big.jsonl" /dev/null
	ok 'none with --progress never' sh -c "! grep -q 'MB/s' '$out'"
else
	skip 'a bar on a terminal' 'no script'
fi

# Ctrl-C: what was read is kept, and the same command goes on from there.

mkfifo pipe
"$newsidx" index --db stop.db - <pipe 2>stop.err &
pid=$!
exec 3>pipe
head -n 1000 big.jsonl >&3
sleep 1
kill -TERM $pid # a shell in the background has SIGINT ignored
tail -n +1001 big.jsonl >&3 2>"$err"
exec 3>&-
wait $pid
same 'Ctrl-C: exit code' 130 $?
ok 'it is said how to go on' grep -q 'the same command goes on' stop.err
ok 'the index is sound' "$newsidx" check --db stop.db
kept=$("$newsidx" stats --db stop.db --format json | jq .articles)
ok "what was read is kept ($kept)" test "$kept" -ge 900 -a "$kept" -lt 40000

finish
