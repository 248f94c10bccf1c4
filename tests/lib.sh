# Sourced by the shell tests: a pinned environment, and tests that print TAP.
#
#	. "$(dirname "$0")/../lib.sh"
#	expect 'a word is found' -o 20210329-1 -- "$newsidx" search --format ids السفينة
#	finish
#
# $root is the project, $build the folder of what was built, $newsidx the program,
# $corpus the demonstration corpus, $work an empty folder that goes when the test
# ends. All are absolute; a test starts in $work.
# shellcheck shell=bash

set -u

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${BUILD:-build}
case $build in
/*) ;;
*) build=$root/$build ;;
esac
newsidx=$build/newsidx
corpus=$root/corpus

tests_run=0
tests_failed=0

bail_out() {
	printf 'Bail out! %s\n' "$*"
	exit 99
}

work=$(mktemp -d "${TMPDIR:-/tmp}/newsidx-test.XXXXXX") || bail_out 'no temporary folder'
work=$(cd "$work" && pwd -P)
# shellcheck disable=SC2064 # $work is meant as it is now
trap "chmod -R u+rwx '$work'; rm -rf '$work'" EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir "$work/.env" "$work/.env/home"
export TZ=UTC LC_ALL=C.UTF-8 TERM=xterm
export HOME=$work/.env/home XDG_DATA_HOME=$work/.env/data XDG_CONFIG_HOME=$work/.env/config \
	XDG_CACHE_HOME=$work/.env/cache XDG_STATE_HOME=$work/.env/state \
	XDG_RUNTIME_DIR=$work/.env/run
unset "${!NEWSIDX_@}" NO_COLOR PAGER LESS MANPAGER POSIXLY_CORRECT LANGUAGE LANG COLUMNS CDPATH GREP_OPTIONS
# 1 is a sanitizer's exit code too, and would pass for "nothing found".
export ASAN_OPTIONS=${ASAN_OPTIONS:-exitcode=99} LSAN_OPTIONS=${LSAN_OPTIONS:-exitcode=99} \
	UBSAN_OPTIONS=${UBSAN_OPTIONS:-halt_on_error=1:exitcode=99}
cd "$work" || bail_out "$work"

# What `run` leaves behind, beside $code.
out=$work/.env/out
err=$work/.env/err
code=0

# run COMMAND...: its output to $out, its messages to $err, its exit code to $code.
run() {
	code=0
	"$@" >"$out" 2>"$err" </dev/null || code=$?
}

# Lines of standard input as a diagnostic.
note() {
	head -n "${1:-15}" | sed 's/^/#   /'
}

pass() {
	tests_run=$((tests_run + 1))
	printf 'ok %d - %s\n' "$tests_run" "$1"
}

# fail NAME [WHY...]: a diagnostic line for each WHY.
fail() {
	tests_run=$((tests_run + 1))
	tests_failed=$((tests_failed + 1))
	printf 'not ok %d - %s\n' "$tests_run" "$1"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" | note 40
}

# skip NAME WHY
skip() {
	tests_run=$((tests_run + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tests_run" "$1" "$2"
}

# Is there such a program? For tests that do without it.
have() {
	command -v "$1" >/dev/null 2>&1
}

# same NAME EXPECTED GOT: two texts are equal.
same() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" 'expected (-) and got (+):' \
			"$(diff -U 2 <(printf '%s\n' "$2") <(printf '%s\n' "$3") | sed 1,2d)"
	fi
}

# ok NAME COMMAND...: the command succeeds; what it prints is shown when it does not.
# $out, $err and $code stay what they were.
ok() {
	local name=$1 status=0 log=$work/.env/log

	shift
	"$@" >"$log" 2>&1 </dev/null || status=$?
	if [ "$status" -eq 0 ]; then
		pass "$name"
	else
		fail "$name" "exit code $status of: $*" "$(cat "$log")"
	fi
}

# expect NAME [OPTION]... -- COMMAND...
#
#	-c CODE  exit code (0)
#	-o TEXT  standard output is this and a newline; '' is no output at all
#	-O FILE  standard output is what the file holds
#	-s TEXT  standard output contains this        (may be given again)
#	-S TEXT  standard output does not contain it  (may be given again)
#	-e TEXT  standard error contains this         (may be given again)
#	-i FILE  standard input
#
# Without -e, standard error must be empty unless the exit code is 2; with exit code
# 2 there must be a message that names the program.
expect() {
	local name=$1 want=0 exact='' has_exact='' file='' input=/dev/null option why=()
	local -a inside=() outside=() messages=()

	shift
	OPTIND=1
	while getopts 'c:o:O:s:S:e:i:' option; do
		case $option in
		c) want=$OPTARG ;;
		o) exact=$OPTARG has_exact=1 ;;
		O) file=$OPTARG ;;
		s) inside+=("$OPTARG") ;;
		S) outside+=("$OPTARG") ;;
		e) messages+=("$OPTARG") ;;
		i) input=$OPTARG ;;
		*) bail_out "$name: wrong use of expect" ;;
		esac
	done
	shift $((OPTIND - 1))
	code=0
	"$@" >"$out" 2>"$err" <"$input" || code=$?
	[ "$code" -eq "$want" ] || why+=("exit code $code, expected $want")
	if [ -n "$has_exact" ]; then
		[ -z "$exact" ] || exact+=$'\n'
		printf '%s' "$exact" | cmp -s - "$out" ||
			why+=('standard output, expected (-) and got (+):'
				"$(printf '%s' "$exact" | diff -U 2 - "$out" | sed 1,2d)")
	fi
	[ -z "$file" ] || cmp -s "$file" "$out" ||
		why+=('standard output, expected (-) and got (+):'
			"$(diff -U 2 "$file" "$out" | sed 1,2d)")
	for option in ${inside+"${inside[@]}"}; do
		grep -qF -e "$option" "$out" || why+=("not in standard output: $option")
	done
	for option in ${outside+"${outside[@]}"}; do
		! grep -qF -e "$option" "$out" || why+=("in standard output: $option")
	done
	for option in ${messages+"${messages[@]}"}; do
		grep -qF -e "$option" "$err" || why+=("not in standard error: $option")
	done
	if [ ${#messages[@]} -eq 0 ]; then
		if [ "$want" -eq 2 ]; then
			grep -q '^newsidx' "$err" || why+=('no message on standard error')
		elif [ -s "$err" ]; then
			why+=('standard error is not empty')
		fi
	fi
	if [ ${#why[@]} -eq 0 ]; then
		pass "$name"
	else
		[ ! -s "$err" ] || why+=('standard error:' "$(cat "$err")")
		fail "$name" "$*" "${why[@]}"
	fi
}

# Index the demonstration corpus: corpus_db FILE
corpus_db() {
	"$newsidx" index --quiet --db "$1" "$corpus/pages" "$corpus/markdown" "$corpus/jsonl" \
		2>"$err" || bail_out "the corpus cannot be indexed: $(head -n 1 "$err")"
}

# found OPTION... QUERY...: what a search finds, in its order, on one line: the id that
# the dump gave, else the name of the file.
found() {
	run "$newsidx" search --format tsv --limit 100 "$@"
	[ "$code" -ne 2 ] || head -n 1 "$err"
	awk -F '\t' '{
		name = $6
		if (name == "") {
			name = $7
			sub(/.*\//, "", name)
			sub(/\.[a-z]+$/, "", name)
		}
		printf "%s%s", (NR > 1 ? " " : ""), name
	}
	END { if (NR) print "" }' "$out"
}

# The words of a line in order of their bytes, to compare what has no order.
sorted() {
	tr ' ' '\n' | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}

# finds NAME 'A B C' OPTION... QUERY...: exactly these are found, in whatever order.
finds() {
	local name=$1 want=$2

	shift 2
	same "$name" "$(printf '%s' "$want" | sorted)" "$(found "$@" | sorted)"
}

finish() {
	printf '1..%d\n' "$tests_run"
	[ "$tests_failed" -eq 0 ]
	exit
}

[ -x "$newsidx" ] || bail_out "$newsidx is not built"
