#!/usr/bin/env bash
# Help: each command has it, and it lists the options that the command takes.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

expect 'newsidx --help' -s 'Usage: newsidx COMMAND' -s 'Exit code: 0' -- "$newsidx" --help
"$newsidx" --help >help
expect 'newsidx -h' -O help -- "$newsidx" -h
expect 'newsidx help' -O help -- "$newsidx" help
expect 'newsidx --version' -s 'newsidx ' -- "$newsidx" --version
same 'the version is one line' 1 "$("$newsidx" --version | wc -l | tr -d ' ')"
expect 'help of no command' -c 2 -o '' -e '"bogus"' -- "$newsidx" help bogus

sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' help >commands
for command in index search show extract analyze entities remove similar duplicates stats check rebuild; do
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
done <commands

listed() { # COMMAND OPTION...: exactly these are in its help
	local command=$1

	shift
	same "options of $command" "$* help" "$("$newsidx" "$command" --help |
		sed -n '/^Options:/,$s/^  \(-.,\|   \) --\([a-z-]*\).*/\2/p' | tr '\n' ' ' | sed 's/ $//')"
}
listed index format encoding split field source date files-from null errors strict quiet db prune \
	replace dry-run progress
listed show db format color raw
listed search db from to on entity source tag match sort limit offset count facet facet-limit \
	group-by format queries color explain raw collapse suggest context full

finish
