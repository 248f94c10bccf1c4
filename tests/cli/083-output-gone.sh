#!/usr/bin/env bash
# Standard output that is full, closed or a pipe that nobody reads any more.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"
id=$("$newsidx" search --format ids --limit 1 السفينة)
for i in 1 2 3 4 5 6 7 8 9 10; do
	for word in السفينة الحبوب كاراباخ زلزال; do
		for n in 0 1 2 3 4 5 6 7 8 9; do
			printf '%s\t%s\n' "$i$n" "$word"
		done
	done
done >queries
for _ in $(seq 2000); do
	echo 'قال بوتين في 27 أكتوبر 2020'
done >lines

# shellcheck disable=SC2317 # called through `expect`
to() { # FILE COMMAND...: the command with its standard output to FILE
	local file=$1

	shift
	"$@" >"$file"
}

commands=(
	'--help'
	'--version'
	'help search'
	'search --help'
	'search السفينة'
	'search --count السفينة'
	'search --format json السفينة'
	'search --format jsonl السفينة'
	'search --format tsv السفينة'
	'search --format ids السفينة'
	'search --format trec --queries queries'
	'search --format csv السفينة'
	'search --format paths -0 السفينة'
	'search --format html السفينة'
	'search --format markdown السفينة'
	'search --template {id} السفينة'
	'kwic السفينة'
	'kwic --format html السفينة'
	'kwic --format tsv السفينة'
	'kwic --format jsonl السفينة'
	'search --facet source السفينة'
	'search --facet source --format json السفينة'
	'search --facet source --format jsonl السفينة'
	'search --facet source --limit 0 --format tsv السفينة'
	'search --facet source --format html السفينة'
	'search --facet source --format markdown السفينة'
	'search --group-by source السفينة'
	'search --explain السفينة'
	'timeline'
	'timeline --format tsv'
	'timeline --format json'
	'timeline --format jsonl'
	'duplicates'
	'duplicates --format tsv'
	'duplicates --format json'
	'duplicates --format jsonl'
	"similar $id"
	"similar --format tsv $id"
	"similar --format json $id"
	"similar --format csv $id"
	"similar --format ids $id"
	'entities --format tsv'
	'entities --format jsonl'
	'entities --graph dot'
	'entities --graph graphml'
	'entities --graph csv'
	"show --format tsv $id"
	"show --format csv $id"
	"show --format html $id"
	"show --format markdown $id"
	"show --raw $id"
	"show --entities $id"
	"extract --format text $corpus"
	"extract --format tsv $corpus"
	'stats --format json'
	'config'
	'completion bash'
	'completion zsh'
	'completion fish'
	'complete source ن'
	"show $id"
	"show --format json $id"
	'entities'
	"extract $corpus"
	'analyze --format jsonl كلمة'
	'stats'
	'check'
)
if [ -w /dev/full ]; then
	for command in "${commands[@]}"; do
		# shellcheck disable=SC2086 # words of the command
		expect "full: $command" -c 2 -e 'newsidx: standard output: ' -e 'No space' -- \
			to /dev/full "$newsidx" $command
	done
	expect 'full, but nothing to write' -c 1 -e 'no article has' -- to /dev/full "$newsidx" search زعبلوطستان
	expect 'index writes nothing there' -e '25 files unchanged' -- to /dev/full \
		"$newsidx" index "$corpus/pages" "$corpus/markdown" "$corpus/jsonl"
else
	skip 'a full standard output' 'no /dev/full'
fi

# shellcheck disable=SC2317
closed() { # COMMAND...: with standard output closed
	"$@" >&-
}
expect 'closed: search' -c 2 -e 'newsidx: standard output: ' -- closed "$newsidx" search السفينة
expect 'closed: index does not write to the database in its place' -e unchanged -- closed \
	"$newsidx" index "$corpus/pages" "$corpus/markdown" "$corpus/jsonl"
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check

# More than a pipe holds goes to a reader that stops after one line: no message, exit 0.
cut_short() { # NAME COMMAND...
	local name=$1 codes

	shift
	{
		"$@" 2>"$err"
		echo $? >code
	} | head -n 1 >"$out"
	codes=$(cat code)
	if [ "$codes" = 0 ] && [ ! -s "$err" ] && [ -s "$out" ]; then
		pass "$name"
	else
		fail "$name" "exit code $codes" "$(cat "$err")"
	fi
}
cut_short 'head: search' "$newsidx" search السفينة
for format in text json jsonl tsv ids trec csv html markdown; do
	cut_short "head: search --format $format" "$newsidx" search --queries queries --format $format
done
cut_short 'head: extract' "$newsidx" extract "$corpus" "$corpus" "$corpus"
cut_short 'head: extract --format json' "$newsidx" extract --format json "$corpus" "$corpus" "$corpus"
# shellcheck disable=SC2046 # ids
cut_short 'head: show' "$newsidx" show $(for _ in $(seq 100); do echo "$id"; done)
cut_short 'head: analyze' "$newsidx" analyze --format jsonl - <lines
cut_short 'head: entities' "$newsidx" entities
cut_short 'head: help' "$newsidx" help
for format in text tsv jsonl html; do
	cut_short "head: kwic --format $format" "$newsidx" kwic --width 1000 --format $format \
		'في OR من OR على OR إلى OR عن' --limit 1000000
done

# Ctrl-C while a command waits or works: it ends by the signal, without a word.
if have timeout && have mkfifo; then
	mkfifo endless
	sleep 60 >endless &
	sleeper=$!
	run timeout --preserve-status -s INT 0.5 "$newsidx" search --queries endless
	same 'Ctrl-C: by the signal, without a word' '130' "$code$(cat "$out" "$err")"
	kill "$sleeper"
else
	skip 'Ctrl-C: quiet' 'no timeout or mkfifo'
fi

finish
