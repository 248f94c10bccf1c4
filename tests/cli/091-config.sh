#!/usr/bin/env bash
# Configuration: a file, variables and options, each weighing more than what stands before.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

db=$work/news.db
corpus_db "$db"
file=$XDG_CONFIG_HOME/newsidx/config

expect 'without a file' -s "# $file (there is none)" -s '# default' -- "$newsidx" config
"$newsidx" config | sed 's/  *# / # /' >got
same 'what holds by itself' "# $file (there is none)
db = $XDG_DATA_HOME/newsidx/news.db # default
limit = 10 # default
format = text # default
color = auto # default
progress = auto # default
match = all # default
sort = rank # default
# names = FILE # default
# model = FILE # default" "$(cat got)"

mkdir -p "${file%/*}"
printf '%s\n' '# of mine' '' "db = $db  # here" '   limit=2' $'sort\t=\toldest\r' 'format = ids' \
	'color = never' >"$file"
newest=$("$newsidx" search --db "$db" -n 1 --format ids محادثات يفلاخ)
expect 'the file holds' -s '2 ' -- "$newsidx" config
same 'its lines are named' "db = $db # $file:3
limit = 2 # $file:4
format = ids # $file:6
color = never # $file:7
progress = auto # default
match = all # default
sort = oldest # $file:5
# names = FILE # default
# model = FILE # default" "$("$newsidx" config | sed '1d; s/  *# / # /')"
expect 'what is printed is a file again' -s 'limit = 2 ' -- "$newsidx" config
same 'a search takes it' "$("$newsidx" search --db "$db" -n 2 --sort oldest -f ids السودان)" \
	"$("$newsidx" search السودان)"
same 'two of them' 2 "$("$newsidx" search السودان | wc -l | tr -d ' ')"
same 'a variable weighs more' 1 "$(NEWSIDX_LIMIT=1 "$newsidx" search السودان | wc -l | tr -d ' ')"
same 'an option weighs most' 3 \
	"$(NEWSIDX_LIMIT=1 "$newsidx" search --limit 3 السودان | wc -l | tr -d ' ')"
same 'they are named' "limit = 3 # --limit
sort = newest # NEWSIDX_SORT" \
	"$(NEWSIDX_LIMIT=1 NEWSIDX_SORT=newest "$newsidx" config --limit 3 |
		sed -n '/^limit\|^sort/s/  *# / # /p')"
same 'an empty variable is none' 2 "$(NEWSIDX_LIMIT='' "$newsidx" search السودان | wc -l | tr -d ' ')"
expect 'NEWSIDX_DB weighs more than the file' -c 2 -e none.db -- \
	env NEWSIDX_DB=none.db "$newsidx" stats
expect 'a format that the command has not is passed over: stats' -s 'articles ' -- "$newsidx" stats
expect 'show' -s يفلاخ -- "$newsidx" show "$newest"
expect 'index reads what it finds' -e '25 files unchanged' -- \
	"$newsidx" index "$corpus/pages" "$corpus/markdown" "$corpus/jsonl"
echo 'format = jsonl' >>"$file"
expect 'the later of two lines holds' -s '{"id": ' -- "$newsidx" show "$newest"
expect 'not against an option that goes without' -- "$newsidx" show --raw "$newest"
expect '-v names the file' -e "$file is read" -s articles -- "$newsidx" stats -v
expect 'help needs none' -s Usage: -- "$newsidx" help stats

# ~/ is home.
mkdir -p "$HOME/kept"
cp "$db" "$HOME/kept/news.db"
echo 'db = ~/kept/news.db' >"$file"
# shellcheck disable=SC2088 # not for the shell
expect 'a path below home' -s "$HOME/kept/news.db" -- "$newsidx" config
expect 'is found' -s 'articles ' -- "$newsidx" stats

wrong() { # NAME LINE MESSAGE
	printf '# one\n%s\n' "$2" >"$file"
	expect "$1" -c 2 -o '' -e "newsidx: $file:2: $3" -- "$newsidx" stats
	expect "$1: config" -c 2 -o '' -e "$file:2: $3" -- "$newsidx" config
}
wrong 'an unknown key' 'limt = 3' 'unknown key "limt" (did you mean limit?)'
wrong 'an unknown key that is like none' 'zzzzzz = 3' 'unknown key "zzzzzz"; newsidx config'
wrong 'no value' 'limit =' '"key = value" expected'
wrong 'no key' '= 3' '"key = value" expected'
wrong 'neither' 'limit' '"key = value" expected'
wrong 'no number' 'limit = many' 'limit: "many" is not a number'
wrong 'a number too large' 'limit = 99999999999' 'limit: "99999999999" is not a number'
wrong 'no colour' 'color = red' 'color: "red" is none of auto, always, never'
wrong 'no order' 'sort = best' 'sort: "best" is none of rank, newest, oldest'
wrong 'no format' 'format = docx' 'format: "docx" is none of text, json'
wrong 'a path from nowhere' 'db = news.db' 'db: "news.db" begins neither'
rm "$file"
expect 'a wrong variable' -c 2 -o '' -e 'newsidx: NEWSIDX_COLOR: "red" is none of' -- \
	env NEWSIDX_COLOR=red "$newsidx" stats --db "$db"
mkdir "$file"
expect 'a folder in its place' -c 2 -o '' -e "$file: " -- "$newsidx" stats --db "$db"
rmdir "$file"
expect 'a folder above that is a file' -s 'there is none' -- \
	env XDG_CONFIG_HOME="$db" "$newsidx" config
mkdir -p "$HOME/.config/newsidx"
echo 'limit = 7' >"$HOME/.config/newsidx/config"
expect 'without XDG_CONFIG_HOME in ~/.config' -s "$HOME/.config/newsidx/config:1" -- \
	env -u XDG_CONFIG_HOME "$newsidx" config

finish
