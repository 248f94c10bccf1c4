#!/usr/bin/env bash
# Help: each command has it, and it lists the options that the command takes.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

expect 'newsidx --help' -s 'Usage: newsidx COMMAND' -s 'Exit code: 0' -- "$newsidx" --help
"$newsidx" --help >help
expect 'newsidx -h' -O help -- "$newsidx" -h
expect 'newsidx help' -O help -- "$newsidx" help
expect 'newsidx --version' -s 'newsidx ' -- "$newsidx" --version
for library in SQLite zstd ICU cmark libarchive libxml2 jansson libyaml; do
	ok "the version of $library" grep -qE "^$library [0-9]+\.[0-9]" <("$newsidx" --version)
done
expect 'help of no command' -c 2 -o '' -e '"bogus"' -- "$newsidx" help bogus

sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' help >commands
for command in index search show extract analyze entities kwic save saved remove similar duplicates stats check rebuild; do
	ok "$command is in the list" grep -qx $command commands
done

while IFS= read -r command; do
	"$newsidx" "$command" --help >help 2>"$err"
	expect "$command --help" -s "Usage: newsidx $command " -s '  -h, --help' -O help -- \
		"$newsidx" "$command" --help
	expect "$command -h" -O help -- "$newsidx" "$command" -h
	expect "help $command" -O help -- "$newsidx" help "$command"
	expect "$command --help behind an operand" -O help -- "$newsidx" "$command" x --help
	same "$command: no line is longer than 80 characters" '' "$(awk '
		{ line = $0; gsub(/[\200-\277]/, "", line); if (length(line) > 80) print }' help)"

	# An option that the help lists is known, and wants a value when it shows one.
	sed -n '/^Options:/,$s/^  \(-.,\|   \) --\([a-z-]*\)\( [^ ]*\)\{0,1\}  *.*/\2\3/p' help >options
	while read -r option value; do
		if [ -n "$value" ]; then
			expect "$command --$option needs a value" -c 2 -e "--$option needs a value" -- \
				"$newsidx" "$command" "--$option"
		else
			expect "$command --$option takes none" -c 2 -e "--$option takes no value" -- \
				"$newsidx" "$command" "--$option=x"
		fi
	done <options
	ok "$command: options are listed" grep -q . options
	same "$command: examples come first" 'Examples:' "$(sed -n '2,/^[^ ]*:$/{/^[^ ]*:$/p}' help |
		head -n 1)"
done <commands

listed() { # COMMAND OPTION...: exactly these are in its help
	local command=$1

	shift
	same "options of $command" "$* quiet verbose help" "$("$newsidx" "$command" --help |
		sed -n '/^Options:/,$s/^  \(-.,\|   \) --\([a-z-]*\).*/\2/p' | tr '\n' ' ' | sed 's/ $//')"
}
listed index format encoding split field source date files-from null errors strict db prune \
	replace dry-run progress names model alert alert-format
listed save db from to on entity source tag match replace
listed saved db format remove bidi no-pager
listed show db format fields template null bom format-version color bidi no-pager raw entities model
listed search db from to on entity source tag names model match sort limit offset count facet facet-limit \
	group-by format fields template null bom format-version color bidi no-pager queries explain raw \
	collapse suggest context full

# -q and -v, before the command and behind it.
corpus_db news.db
for place in '-q remove' '--quiet remove' 'remove -q' 'remove --quiet'; do
	# shellcheck disable=SC2086 # words
	expect "newsidx $place" -c 1 -o '' -- "$newsidx" $place --db news.db --on 1950
done
expect 'without' -c 1 -e 'articles removed' -- "$newsidx" remove --db news.db --on 1950
expect 'notes are not told with -q' -o '' -c 1 -- "$newsidx" -q search --db news.db غغغغ bogus:x
expect 'failures are' -c 2 -e '"x"' -- "$newsidx" -q search --limit x غ
expect '-v names the index' -e "$work/news.db" -s 20 -- \
	"$newsidx" -v search --db "$work/news.db" --format ids السفينة

# What may have been meant.
meant() { # WRONG RIGHT
	expect "newsidx $1" -c 2 -o '' -e "did you mean $2?" -e 'newsidx help' -- "$newsidx" "$1" x
	expect "newsidx help $1" -c 2 -o '' -e "did you mean $2?" -- "$newsidx" help "$1"
}
meant serach search
meant Search search
meant serch search
meant entites entities
meant ind index
meant timelime timeline
expect 'nothing is near' -c 2 -o '' -e '"bogus"; newsidx help' -- "$newsidx" bogus
same 'nothing is said to be meant' '' "$(grep mean "$err")"
for pair in fromat:format sorce:source limt:limit ofset:offset Db:db; do
	expect "search --${pair%:*}" -c 2 -o '' -e "did you mean --${pair#*:}?" \
		-e 'see newsidx search --help' -- "$newsidx" search "--${pair%:*}=x" x
done
expect 'the beginning of several' -c 2 -o '' -e '--so may be --source or --sort' -- \
	"$newsidx" search --so x

# A terminal where data is expected.
if have script; then
	for command in 'index --db x.db -' 'extract -' 'analyze -' 'search --db news.db --queries -' \
		'index --db x.db --files-from -'; do
		code=0
		timeout 20 script -qec "'$newsidx' $command" /dev/null </dev/null >tty || code=$?
		same "$command: exit code" 2 "$code"
		ok "$command prints help at a terminal" grep -q "^Usage: newsidx ${command%% *}" tty
	done
	ok 'no index is made' test ! -e x.db
else
	skip 'a terminal' 'no script'
fi

finish
