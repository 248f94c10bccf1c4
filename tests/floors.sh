#!/usr/bin/env bash
# The floors of the source: tests/floors.sh [PROJECT]
#
# A file includes headers of its own room and of lower floors. Each foreign library has
# one room that may include it. Only src/cli prints, ends the program or asks the
# environment. A few functions are not used at all. Before the project is judged, a small
# tree with one violation of each rule shows that they are seen.
# shellcheck source=tests/lib.sh

project=${1:-}
. "$(dirname "$0")/lib.sh"
project=${project:-$root}

# room floor
floor_table='base 0
text 1
extract 2
entity 2
ingest 3
query 3
store 4
output 5
cli 6'

# public header, the room that implements it
header_table='status base
buf base
arena base
utf8 base
file base
fold text
token text
stem text
date text
timex text
particle text
charset text
columns text
locale text
article extract
extract extract
furniture extract
entity entity
query query
highlight query
tier query
ingest ingest
markdown ingest
store store
facets store
saved store
suggest store
output output
kwic output'

# foreign header (a / at the end stands for a folder), the room that owns it
owner_table='sqlite3.h store
sqlite3ext.h store
zstd.h store
unicode/ text
archive.h ingest
archive_entry.h ingest
cmark.h ingest
jansson.h ingest
yaml.h ingest
libxml/ ingest
getopt.h cli'

# Headers of the C library, for everybody.
libc=' assert ctype dirent endian errno fcntl float fnmatch inttypes iso646 langinfo limits
	locale math poll pthread sched setjmp signal stdalign stdarg stdatomic stdbool stddef stdint
	stdio stdlib stdnoreturn string strings termios threads time unistd wchar wctype sys/file
	sys/ioctl sys/mman sys/resource sys/stat sys/time sys/types sys/wait '

ends='exit _exit _Exit quick_exit abort atexit'
asks='getenv secure_getenv setenv putenv unsetenv isatty ttyname setlocale signal sigaction'
prints='printf vprintf puts putchar putc_unlocked perror psignal err errx warn warnx'
banned='strcpy strcat stpcpy sprintf vsprintf strtok gets tmpnam mktemp'

# Print what is wrong in the project at $1, a line each: FILE:LINE: WHY
violations() {
	(
		cd "$1" || exit
		find src include -name '*.[ch]' -type f | sort | while IFS= read -r file; do
			awk -v file="$file" -v floors="$floor_table" -v headers="$header_table" \
				-v owners="$owner_table" -v libc="$libc" -v ends="$ends" \
				-v asks="$asks" -v prints="$prints" -v banned="$banned" \
				"$judge" "$file"
		done
	)
}

# shellcheck disable=SC2016
judge='
function say(why) { printf "%s:%d: %s\n", file, FNR, why }
function pairs(text, to,  n, i, line, half) {
	n = split(text, line, "\n")
	for (i = 1; i <= n; i++) { split(line[i], half, " "); to[half[1]] = half[2] }
}
function words(text, to,  n, i, word) {
	n = split(text, word, /[ \t\n]+/)
	for (i = 1; i <= n; i++) if (word[i] != "") to[word[i]] = 1
}
# The line without comments, and with strings and characters emptied.
function code(line,  out, c, two) {
	out = ""
	while (line != "") {
		c = substr(line, 1, 1)
		two = substr(line, 1, 2)
		if (in_comment) {
			if (two == "*/") { in_comment = 0; line = substr(line, 3); out = out " " }
			else line = substr(line, 2)
		} else if (quote != "") {
			if (c == "\\") line = substr(line, 3)
			else { if (c == quote) { quote = ""; out = out c } line = substr(line, 2) }
		} else if (two == "/*") { in_comment = 1; line = substr(line, 3) }
		else if (two == "//") line = ""
		else {
			if (c == "\"" || c == "\047") quote = c
			out = out c
			line = substr(line, 2)
		}
	}
	return out
}
function reach(to, what) {
	if (floor[to] == "") say(what " stands on no floor that this test knows")
	else if (to != room && floor[to] >= floor[room])
		say(what " is of " to " (floor " floor[to] "), not below " room " (floor " floor[room] ")")
}
function include(what, foreign,  base) {
	if (!foreign && what ~ /^newsidx\//) {
		base = substr(what, 9)
		sub(/\.h$/, "", base)
		if (header[base] == "") say(what " is a public header that this test does not know")
		else reach(header[base], what)
	} else if (!foreign && what ~ /\.inc$/ && what !~ /\//) {
		return # made when the program is built, for the room that includes it
	} else if (!foreign && what !~ /\//) {
		say(what " is included without its room")
	} else if (!foreign) {
		if (public) say("a public header includes " what)
		base = what
		sub(/\/.*/, "", base)
		reach(base, what)
	} else {
		for (base in owner) {
			if (base == what || (base ~ /\/$/ && index(what, base) == 1)) {
				if (public) say("a public header includes " what)
				else if (owner[base] != room) say(what " belongs to " owner[base])
				return
			}
		}
		base = what
		sub(/\.h$/, "", base)
		if (!(base in free)) say(what " belongs to nobody that this test knows")
	}
}
BEGIN {
	pairs(floors, floor); pairs(headers, header); pairs(owners, owner); words(libc, free)
	words(ends, end_call); words(asks, ask_call); words(prints, print_call); words(banned, ban)
	public = file ~ /^include\//
	room = file
	if (public) {
		sub(/.*\//, "", room); sub(/\.h$/, "", room)
		if (header[room] == "") say("a public header that this test does not know")
		room = header[room]
	} else { sub(/^src\//, "", room); sub(/\/.*/, "", room) }
	if (!public && floor[room] == "") say("stands on no floor that this test knows")
	generator = file ~ /\/gen_[a-z0-9_]*\.c$/
}
{
	raw = $0
	starts_in_code = !in_comment && quote == ""
	text = code($0)
	if (quote != "" && raw !~ /\\$/) quote = "" # an apostrophe in #error text
}
starts_in_code && text ~ /^[ \t]*#[ \t]*include/ {
	foreign = raw ~ /include[ \t]*</
	sub(/^[^"<]*["<]/, "", raw); sub(/[">].*/, "", raw)
	include(raw, foreign)
	next
}
{
	while (match(text, /[A-Za-z_][A-Za-z0-9_]*/)) {
		name = substr(text, RSTART, RLENGTH)
		before = RSTART > 1 ? substr(text, RSTART - 1, 1) : ""
		text = substr(text, RSTART + RLENGTH)
		called = text ~ /^[ \t]*\(/ && before != "." && before != ">"
		if (called && name in ban) say(name "() is not used here")
		if (room == "cli" || generator) continue
		if (called && name in end_call) say(name "() ends the program; only src/cli may")
		if (called && name in ask_call) say(name "() asks the environment; only src/cli may")
		if ((called && name in print_call) || name == "stdout" || name == "stderr")
			say(name " prints; only src/cli may")
	}
}'

# Does each rule see what breaks it?

plant() { # FILE, its text on standard input
	mkdir -p "planted/$(dirname "$1")"
	cat >"planted/$1"
}
seen() { # NAME FILE LINE WHAT
	if grep -qF "$2:$3: $4" planted.txt; then
		pass "seen: $1"
	else
		fail "seen: $1" "$2:$3: $4 expected among:" "$(grep -F "$2:" planted.txt)"
	fi
}
plant src/text/up.c <<'C'
#include "newsidx/store.h"
#include "query/lex.h" /* of a higher floor */
#include "fold.h"
#include "attic/x.h"
C
plant src/extract/sideways.c <<'C'
#include "entity/lexicon.h"
#include "newsidx/entity.h"
C
plant src/store/foreign.c <<'C'
#include <jansson.h>
#include <unicode/uchar.h>
#include <curl/curl.h>
#include <getopt.h>
C
plant src/output/calls.c <<'C'
void f(void)
{
	exit(1);
	x = isatty (1) ? getenv("HOME") : "";
	printf("%d", 1);
	fprintf(stderr, "%d", 1); strcpy(a, b);
	/* a comment that ends here */ fputs("", stdout);
}
C
plant src/cli/banned.c <<'C'
	sprintf(a, "%d", 1);
C
plant src/attic/x.c <<'C'
C
plant include/newsidx/token.h <<'C'
#include "newsidx/query.h"
#include "text/words.h"
#include <unicode/uchar.h>
C
plant include/newsidx/surprise.h <<'C'
C
plant src/query/good.c <<'C'
#include <string.h>
#include "newsidx/entity.h"
#include "newsidx/query.h"
#include "entity/lexicon.h"
#include "table.inc"
/* exit(1), printf() and stderr in a comment
 * #include "newsidx/store.h" */
// printf("");
static const char *s = "exit(1) \" stderr /*", c = '"';
void g(void) { thing->exit(1); nx_buf_printf(s); my_exit(2); snprintf(a, 1, ""); fprintf(f, ""); }
C
plant src/text/gen_table.c <<'C'
	printf("%d", getenv("X"));
	exit(1);
C
violations planted >planted.txt
seen 'a higher floor by its public header' src/text/up.c 1 'newsidx/store.h is of store'
seen 'a higher floor by its own header' src/text/up.c 2 'query/lex.h is of query'
seen 'a header without its room' src/text/up.c 3 'fold.h is included without'
seen 'an unknown room' src/text/up.c 4 'attic/x.h stands on no floor'
seen 'a room beside' src/extract/sideways.c 1 'entity/lexicon.h is of entity'
seen 'a room beside by its public header' src/extract/sideways.c 2 'newsidx/entity.h is of'
seen 'a library of another room' src/store/foreign.c 1 'jansson.h belongs to ingest'
seen 'a folder of a library of another room' src/store/foreign.c 2 'unicode/uchar.h belongs to text'
seen 'a library of no room' src/store/foreign.c 3 'curl/curl.h belongs to nobody'
seen 'getopt outside the command line' src/store/foreign.c 4 'getopt.h belongs to cli'
seen 'exit' src/output/calls.c 3 'exit() ends'
seen 'isatty' src/output/calls.c 4 'isatty() asks'
seen 'getenv' src/output/calls.c 4 'getenv() asks'
seen 'printf' src/output/calls.c 5 'printf prints'
seen 'stderr' src/output/calls.c 6 'stderr prints'
seen 'stdout behind a comment' src/output/calls.c 7 'stdout prints'
seen 'a function not used here' src/output/calls.c 6 'strcpy() is not used here'
seen 'a function not used even in the command line' src/cli/banned.c 1 'sprintf() is not'
seen 'a folder that is no floor' src/attic/x.c 0 'stands on no floor'
seen 'a public header that reaches up' include/newsidx/token.h 1 'newsidx/query.h is of query'
seen 'a public header that shows a private one' include/newsidx/token.h 2 'a public header includes'
seen 'a public header that shows a library' include/newsidx/token.h 3 'a public header includes'
seen 'a public header of no room' include/newsidx/surprise.h 0 'a public header that this'
same 'not seen: what is allowed' '' "$(grep -F src/query/good.c: planted.txt)"
same 'not seen: a generator, which prints and exits' '' "$(grep -F gen_table.c: planted.txt)"

# The project.

violations "$project" >found.txt
for path in "$project"/include/newsidx "$project"/src/*/; do
	path=${path#"$project"/}
	path=${path%/}
	same "$path" '' "$(grep "^$path/" found.txt)"
done
same 'every room is there' '' "$(while read -r room _; do
	[ -d "$project/src/$room" ] || echo "no src/$room"
done <<<"$floor_table")"
same 'every public header is there' '' "$(while read -r name _; do
	[ -f "$project/include/newsidx/$name.h" ] || echo "no include/newsidx/$name.h"
done <<<"$header_table")"

finish
