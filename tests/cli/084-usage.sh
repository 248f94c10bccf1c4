#!/usr/bin/env bash
# Wrong use: exit code 2, a message that says what is wrong, and a hint.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"

# wrong NAME WHAT ARGUMENT...: the message has WHAT in it and names where help is.
wrong() {
	local name=$1 what=$2

	shift 2
	expect "$name" -c 2 -o '' -e "$what" -e "see newsidx $1 --help" -- "$newsidx" "$@"
}

expect 'nothing' -c 2 -o '' -e 'Usage: newsidx COMMAND' -- "$newsidx"
expect 'an unknown command' -c 2 -o '' -e '"serach"' -e 'newsidx help' -- "$newsidx" serach كلمة
expect 'an empty command' -c 2 -o '' -e '""' -e 'newsidx help' -- "$newsidx" ''
expect 'an unknown option for a command' -c 2 -o '' -e 'newsidx help' -- "$newsidx" --db x search

for command in index search show entities extract analyze stats check rebuild; do
	wrong "$command: an unknown option" --bogus $command --bogus x
	wrong "$command: an unknown letter" -Z $command -Z x
done
for option in --db --from --to --on --entity --source --tag --match --sort --limit --offset \
	--format --queries --color -n -f -e; do
	wrong "search $option: no value" "$option" search كلمة $option
done
wrong 'index --db: no value' --db index x --db
wrong 'several letters, one unknown' -Z search -cZ كلمة
wrong 'a value for an option that takes none' '--count takes no value' search --count=3 كلمة
wrong 'an option cut short to two possible ones' --so search --so كلمة

wrong 'search: nothing to search for' query search
wrong 'search: an empty query' query search ''
expect 'search: no word in it' -c 2 -o '' -e 'no word' -- "$newsidx" search '... «» "" -'
for date in 2020-13 2020-02-30 2020-00-10 tomorrow 20-10-27x '' 'الجمعة' '27 أكتوبل 2020' 1; do
	wrong "--from \"$date\"" "\"$date\"" search --from "$date" كلمة
done
wrong '--from says how a date is written' 2020-10-27 search --from x كلمة
wrong '--to' '"x"' search --to x كلمة
wrong '--on' '"x"' search --on x كلمة
wrong '--from after --to' 2021 search --from 2021 --to 2020 كلمة
wrong '--on and --from' --on search --on 2020 --from 2020 كلمة
wrong '--on and --to' --on search --on 2020 --to 2020 كلمة
for number in -1 x '' 1.5 1e3 99999999999999999999 ٣x; do
	wrong "--limit \"$number\"" "\"$number\"" search --limit "$number" كلمة
	wrong "--offset \"$number\"" "\"$number\"" search --offset "$number" كلمة
done
wrong '--match' '"some"' search --match some كلمة
wrong '--sort' '"best"' search --sort best كلمة
wrong '--color' '"red"' search --color red كلمة
wrong '--format' '"docx"' search --format docx كلمة
for option in --entity --source --tag; do
	expect "$option without a word" -c 2 -o '' -e newsidx -- "$newsidx" search $option '...'
done
wrong 'show: nothing asked for' 'no id' show
wrong 'extract: no path' 'no file' extract
wrong 'index: no path' 'no file' index
wrong 'analyze: no text' 'no text' analyze
wrong 'index --format' '"docx"' index --format docx x
wrong 'entities --limit' '"x"' entities --limit x

# A wrong option is found before anything is done.
expect 'index with a wrong option makes no index' -c 2 -o '' -- \
	"$newsidx" index --db new.db --bogus "$corpus/pages"
ok 'none is there' test ! -e new.db

# What looks wrong but is not.
expect 'an option cut short to one possible one' -o 4 -- "$newsidx" search --cou الحبوب
expect 'a word behind --' -o 4 -- "$newsidx" search --count -- الحبوب
expect 'a quotation mark left open' -s "$(found القمح | sed 's/ .*//')" -- \
	"$newsidx" search --format trec '"القمح'

finish
