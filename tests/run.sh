#!/usr/bin/env bash
# Run the tests: tests/run.sh [NAME...]
#
# Each NAME selects the programs whose path contains it; without one, all run. A
# program prints TAP; it fails as a whole when it dies, exits with an error that no
# test explains, or runs other than as many tests as it planned. What each one prints
# is kept under $BUILD/tests/log, its standard error apart (BUILD is the build folder,
# build by default).

set -u

limit=300 # seconds that a program may take
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
log_dir=$build/tests/log

programs() {
	local file

	for file in "$build"/tests/unit/t_*; do
		[ -f "$file" ] && [ -x "$file" ] && printf '%s\n' "$file"
	done
	for file in tests/cli/[0-9][0-9][0-9]-*.sh tests/floors.sh tests/headers.sh; do
		[ -f "$file" ] && printf '%s\n' "$file"
	done
}

selected() {
	local file=$1 name

	shift
	[ $# -eq 0 ] && return 0
	for name; do
		case $file in
		*"$name"*) return 0 ;;
		esac
	done
	return 1
}

# Failing tests with the diagnostics that stand around them, and a last line
# "passed failed skipped". In TAP diagnostics follow their test; what a test of cmocka
# prints itself comes before it, and one that is skipped is "not ok" there.
# shellcheck disable=SC2016
judge='
function flush() { printf "%s", held; held = "" }
/^ok([ \t]|$)/ {
	if (toupper($0) ~ /# *SKIP/) skipped++; else passed++
	held = ""; failing = 0; next
}
/^not ok([ \t]|$)/ {
	if (toupper($0) ~ /# *(TODO|SKIP)/) { skipped++; held = ""; failing = 0; next }
	flush(); print "  " $0; failed++; failing = 1; next
}
/^1\.\.[0-9]+/ { sub(/^1\.\./, ""); planned += $0; plans++; next }
/^Bail out!/ { print "  " $0; bailed = 1; next }
failing { print "  " $0; next }
{ held = held "  " $0 "\n"; if (length(held) > 20000) held = substr(held, 10000) }
END {
	ran = passed + failed + skipped
	why = ""
	if (code == 124 || code == 137) why = "took longer than " limit " seconds"
	else if (code > 128) why = "killed by signal " (code - 128)
	else if (bailed) why = "gave up"
	else if (code && !failed) why = "exit code " code
	else if (!ran) why = "printed no test"
	else if (!plans) why = "stopped before its end (no plan)"
	else if (planned != ran) why = "planned " planned " tests, ran " ran
	if (why != "") { flush(); print "  not ok - " program ": " why; failed++ }
	printf "%d %d %d\n", passed, failed, skipped
}'

passed=0 failed=0 skipped=0 count=0
mkdir -p "$log_dir" || exit 2
while IFS= read -r program; do
	selected "$program" "$@" || continue
	count=$((count + 1))
	log=$log_dir/$(basename "$program" .sh)
	case $program in
	*.sh) command=(bash "$program") ;;
	/*) command=("$program") ;;
	*) command=("./$program") ;;
	esac
	code=0
	BUILD=$build CMOCKA_MESSAGE_OUTPUT=TAP TZ=UTC LC_ALL=C.UTF-8 \
		timeout -k 10 "$limit" "${command[@]}" >"$log.tap" 2>"$log.err" </dev/null ||
		code=$?
	verdict=$(awk -v code="$code" -v program="$program" -v limit="$limit" "$judge" "$log.tap")
	read -r p f s <<<"${verdict##*$'\n'}"
	case $verdict in
	*$'\n'*) printf '%s\n' "${verdict%$'\n'*}" ;;
	esac
	[ "$f" -eq 0 ] || sed 's/^/  stderr: /' "$log.err" | head -n 40
	[ -s "$log.err" ] || rm -f "$log.err"
	printf '%-32s %4d ok' "$(basename "$program")" "$p"
	[ "$f" -eq 0 ] || printf ', %d NOT OK (%s.tap)' "$f" "$log"
	[ "$s" -eq 0 ] || printf ', %d skipped' "$s"
	printf '\n'
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done < <(programs)

if [ "$count" -eq 0 ]; then
	echo "no test program matches: $*"
	failed=1
fi
printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
printf '\n'
[ "$failed" -eq 0 ]
