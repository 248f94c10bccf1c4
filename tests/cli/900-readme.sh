#!/usr/bin/env bash
# The examples of README.md give what it shows.
#
# A fenced block marked `console` is an example: lines that begin with "$ " are commands
# (a backslash at the end goes on in the next line, which may begin with "> "), the lines
# below each are what it prints, messages included. The blocks run in their order in one
# shell, in a folder that holds a copy of corpus/. Only commands of newsidx and of the few
# tools that stand around it in a pipe are run; a block with any other command (make, apt,
# curl) is passed over, as is one that shows no output.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

readme=${README:-$root/README.md}
if [ ! -f "$readme" ]; then
	fail 'README.md is there'
	finish
fi
mkdir sandbox blocks
cp -R "$corpus" sandbox/corpus
ln -s "$build" sandbox/build
PATH=$build:$PATH
export PATH

# Each block to blocks/NNN, its first line in README.md to blocks/NNN.line.
awk '
/^[ \t]*```/ {
	if (inside) { inside = 0; next }
	inside = 1
	file = ""
	if ($0 !~ /```[ \t]*console[ \t]*$/) next
	file = sprintf("blocks/%03d", ++count)
	printf "" >file
	print NR + 1 >(file ".line")
	next
}
inside && file != "" { print >file }' "$readme"

# Programs that a command begins with, or that stand behind a pipe in it.
programs() {
	sed -n 's/^\$ //p' "$1" | sed "s/'[^']*'//g; s/\"[^\"]*\"//g" | tr '|;&' '[\n*]' |
		sed 's/^ *//; s/^\([A-Z_][A-Z_]*=[^ ]* *\)*//' | awk 'NF { print $1 }'
}
runnable() {
	local program

	grep -q '^\$ ' "$1" || return 1
	grep -qv '^[$>] ' "$1" || grep -q corpus/ "$1" || return 1
	for program in $(programs "$1"); do
		case $program in
		newsidx | ./build/newsidx | build/newsidx) ;;
		export | echo | printf | cat | zcat | gzip | head | tail | cut | sort | uniq | wc | \
			grep | tr | sed | awk | xargs | jq | column) ;;
		*) return 1 ;;
		esac
	done
}

# One script of all that is to be run. A block becomes calls of `example`, which prints
# the command as README.md shows it and then runs it in this very shell.
mkdir got want
cat >script <<'SCRIPT'
example() {
	printf '%s\n' "$1"
	eval "$2" </dev/null 2>&1
}
cd sandbox || exit
SCRIPT
count=0
for block in blocks/[0-9][0-9][0-9]; do
	if ! [ -f "$block" ] || ! runnable "$block"; then
		continue
	fi
	if grep -q '\<jq\>' "$block" && ! have jq; then
		skip "README.md:$(cat "$block.line")" 'no jq'
		continue
	fi
	count=$((count + 1))
	number=${block#blocks/}
	cp "$block" "want/$number"
	awk -v number="$number" '
	function quote(s) { gsub(/\047/, "\047\\\047\047", s); return "\047" s "\047" }
	function flush() {
		if (shown != "") printf "example %s %s\n", quote(shown), quote(command)
		shown = ""
	}
	BEGIN { print "{" }
	/^\$ / { flush(); shown = $0; command = substr($0, 3); more = command ~ /\\$/; next }
	more { shown = shown "\n" $0; line = $0; sub(/^> /, "", line)
		command = command "\n" line; more = line ~ /\\$/ }
	END { flush(); print "} >../got/" number }' "$block" >>script
done
bash -n script || bail_out 'an example is no shell command'
bash script >"$out" 2>"$err" || true
for want in want/*; do
	[ -f "$want" ] || continue
	number=${want#want/}
	same "README.md:$(cat "blocks/$number.line"): $(sed -n '1s/^\$ //p' "$want" | cut -c 1-60)" \
		"$(cat "$want")" "$(cat "got/$number")"
done
if [ "$count" -gt 0 ]; then
	pass "README.md has examples ($count)"
else
	fail 'README.md has examples' 'no block marked console runs newsidx and shows what it prints'
fi

finish
