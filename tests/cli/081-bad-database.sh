#!/usr/bin/env bash
# What is given as the index but is none, or one of another version.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

page=$corpus/pages/suez-ever-given.txt

# not_ours NAME FILE MESSAGE: every command refuses FILE, with MESSAGE and its name, and
# leaves it as it is.
not_ours() {
	local name=$1 file=$2 message=$3 before

	before=$(cksum <"$file")
	expect "$name: index" -c 2 -o '' -e "$file" -e "$message" -- "$newsidx" index --db "$file" "$page"
	expect "$name: search" -c 2 -o '' -e "$file" -e "$message" -- "$newsidx" search --db "$file" كلمة
	expect "$name: show" -c 2 -o '' -e "$file" -e "$message" -- "$newsidx" show --db "$file" 20201027-1
	expect "$name: entities" -c 2 -o '' -e "$file" -e "$message" -- "$newsidx" entities --db "$file"
	expect "$name: stats" -c 2 -o '' -e "$file" -e "$message" -- "$newsidx" stats --db "$file"
	expect "$name: check" -c 2 -o '' -e "$file" -e "$message" -- "$newsidx" check --db "$file"
	same "$name: the file is as before" "$before" "$(cksum <"$file")"
}

printf 'This is a text, long enough to be no database at all.\n%2000s' '' >text.db
not_ours 'a text file' text.db 'not a newsidx database'
expect 'a text file: rebuild' -c 2 -o '' -e 'not a newsidx database' -- "$newsidx" rebuild --db text.db
cp "$page" page.db
not_ours 'a page' page.db 'not a newsidx database'

mkdir folder.db
for command in search stats check rebuild entities show index; do
	case $command in
	search) operand=(كلمة) ;;
	show) operand=(20201027-1) ;;
	index) operand=("$page") ;;
	*) operand=() ;;
	esac
	expect "a folder: $command" -c 2 -o '' -e 'folder.db: a folder, not an index' -- \
		"$newsidx" $command --db folder.db ${operand+"${operand[@]}"}
done
expect 'no file there' -c 2 -o '' -e 'none.db' -e 'newsidx index' -- \
	"$newsidx" search --db none.db كلمة
ok 'a search makes none' test ! -e none.db
expect 'a folder of the index that is a file' -c 2 -o '' -e text.db/news.db -- \
	"$newsidx" index --db text.db/news.db "$page"
: >empty.db
expect 'an empty file has nothing to search' -c 2 -o '' -e 'newsidx index' -- \
	"$newsidx" search --db empty.db كلمة
expect 'an empty file may become an index' -o '' -e '1 added' -- \
	"$newsidx" index --db empty.db "$page"

sql() { # DATABASE STATEMENT
	if have sqlite3; then
		sqlite3 "$1" "$2"
	else
		python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1]); db.executescript(sys.argv[2]); db.commit()' "$@"
	fi
}
if ! have sqlite3 && ! have python3; then
	skip 'databases of others and of other versions' 'neither sqlite3 nor python3'
	finish
fi

sql other.db 'CREATE TABLE article(id INTEGER PRIMARY KEY, title TEXT)'
not_ours 'a database of another program' other.db "not newsidx's"
expect 'a database of another program: rebuild' -c 2 -o '' -e "not newsidx's" -- \
	"$newsidx" rebuild --db other.db
sql marked.db 'CREATE TABLE t(a); PRAGMA application_id = 252006674'
not_ours 'a database with the mark of another program' marked.db "not newsidx's"

"$newsidx" index --quiet --db newer.db "$page"
sql newer.db 'PRAGMA user_version = 99'
not_ours 'an index of a newer newsidx' newer.db 'newer newsidx'
expect 'an index of a newer newsidx: rebuild' -c 2 -o '' -e 'newer newsidx' -- \
	"$newsidx" rebuild --db newer.db

corpus_db words.db
before=$(found --db words.db --match any السفينة الحبوب)
sql words.db "UPDATE meta SET value = 999 WHERE key = 'tokenizer'"
not_ours 'an index of another tokenizer' words.db 'run newsidx rebuild'
expect 'rebuild mends it' -o '' -- "$newsidx" rebuild --db words.db
expect 'check agrees' -s 'ok: ' -s '34 articles' -- "$newsidx" check --db words.db
same 'a search answers as before' "$before" "$(found --db words.db --match any السفينة الحبوب)"
expect 'and indexing goes on' -e '25 files unchanged' -- \
	"$newsidx" index --db words.db "$corpus/pages" "$corpus/markdown" "$corpus/jsonl"

# Two at the same time: one waits for the other.

"$newsidx" index --db both.db "$corpus/pages" 2>one &
one=$!
"$newsidx" index --db both.db "$corpus/jsonl" 2>two &
two=$!
codes=
wait "$one" || codes+="one: $? "
wait "$two" || codes+="two: $? "
same 'two that index at once both succeed' '' "$codes$([ -z "$codes" ] || cat one two)"
expect 'and all is in the index' -s '30 articles' -- "$newsidx" check --db both.db

finish
