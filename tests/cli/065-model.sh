#!/usr/bin/env bash
# --model: a model of names in a file; and make model, which makes one.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
# $corpus lies in the project, $work is where its parts are written to.
# shellcheck disable=SC2317 # called through `ok` and `expect`
make_model() { # FILE CONLL [VARIABLE...]
	make -s -C "$root" BUILD="$build" MODEL="$1" CONLL="$2" "${@:3}" model
}

printf '%s O\n' قال >one.conll
printf '%s\n' 'قال O' 'بوتين B-PER' 'في O' 'موسكو B-LOC' '. O' '' 'زار O' 'محمد B-PER' \
	'الزعبلوطي I-PER' 'مجلس B-ORG' 'الأمن I-ORG' '' 'رحب I-MISC' >names.conll
ok 'make model' make_model "$work/first.bin" "$work/names.conll"
ok 'and once more' make_model "$work/second.bin" "$work/names.conll"
ok 'are the same bytes' cmp first.bin second.bin
ok 'of other sentences' make_model "$work/other.bin" "$work/one.conll"
expect 'another model' -c 1 -s differ -- cmp first.bin other.bin
expect 'the tree has its own' -c 1 -s differ -- cmp first.bin "$root/src/entity/data/model.bin"

refused() { # NAME MESSAGE CONLL
	expect "make model: $1" -c 2 -e "$2" -- make_model "$work/none.bin" "$3"
	expect "make model: $1: nothing is written" -c 1 -- test -e none.bin
}
printf 'قال O\nبوتين\n' >bare.conll
refused 'a word without label' 'bare.conll:2: a word and its label expected' "$work/bare.conll"
printf 'قال O\n\nبوتين PER\n' >label.conll
refused 'no label' 'label.conll:3: the label is none of O, B-KIND and I-KIND' "$work/label.conll"
printf 'قال O\n\xd2\xda O\n' >cp1256.conll
refused 'not UTF-8' 'cp1256.conll:2: not UTF-8' "$work/cp1256.conll"
yes 'قال O' | head -n 5000 >long.conll
refused 'an endless sentence' 'long.conll:4097: the sentence has too many words' "$work/long.conll"
: >empty.conll
refused 'no sentence' 'labelled sentences expected' "$work/empty.conll"
refused 'no file' 'none.conll: cannot be opened' "$work/none.conll"
refused 'a folder' 'cannot be read' "$work"

# In an index.
printf '{"id": "1", "date": "2020-10-10", "title": "خبر", "text": "قال الوزير سامر الكلباني إنه وصل إلى باكو."}\n' >news.jsonl
printf '{"id": "2", "date": "2020-10-11", "title": "خبر", "text": "قال الوزير سمير الكلبوني إنه غادر."}\n' >more.jsonl
"$newsidx" index --quiet --db before.db news.jsonl || bail_out 'index'
sum=$(sha256sum <before.db)
own=$root/src/entity/data/model.bin
same 'stats: one model' 1 "$("$newsidx" stats --db before.db --format json | jq .models)"

malformed() { # NAME MESSAGE
	local args

	for args in 'index --db news.db more.jsonl' 'rebuild --db news.db' 'analyze بوتين' \
		'entities --db news.db --entity بوتين' 'search --db news.db --entity بوتين' \
		'show --db news.db --entities 20201010-1'; do
		cp before.db news.db
		# shellcheck disable=SC2086
		expect "$1: ${args%% *}" -c 2 -o '' -e "$1: $2" -- "$newsidx" $args --model "$1"
		same "$1: ${args%% *}: the index is as before" "$sum" "$(sha256sum <news.db)"
	done
	expect "$1: no index is made" -c 2 -e "$1: $2" -- \
		"$newsidx" index --db none.db --model "$1" more.jsonl
	expect "$1: none is there" -c 1 -- test -e none.db
}
head -c 20 "$own" >short.bin
# shellcheck disable=SC2016
malformed short.bin 'cut off after 20 bytes; copy it again or make it by `make model CONLL=FILE`'
head -c 1000000 "$own" >half.bin
malformed half.bin '1000000 bytes where'
{ head -c 8 "$own" && printf '\x02' && tail -c +10 "$own"; } >version.bin
malformed version.bin 'a model of version 2, this newsidx reads version'
{ head -c 2000000 "$own" && printf 'newsidx' && tail -c +2000008 "$own"; } >changed.bin
malformed changed.bin 'damaged'
# shellcheck disable=SC2016
malformed news.jsonl 'not a model of names; one is made by `make model CONLL=FILE`'
malformed empty.conll 'not a model of names'
malformed none.bin 'No such file'
mkdir folder
malformed folder 'Is a directory'

analyzed() { "$newsidx" analyze "$@" 'زار محمد الزعبلوطي موسكو' | grep -v ^token; }
same "newsidx's own as a file" "$(analyzed)" "$(analyzed --model "$own")"
expect 'by another one' -s 'person	7	34	محمد الزعبلوطي' -- analyzed --model first.bin
same 'by a variable' "$(analyzed --model other.bin)" "$(NEWSIDX_MODEL=other.bin analyzed)"
mkdir -p "$XDG_CONFIG_HOME/newsidx"
echo "model = $work/other.bin" >"$XDG_CONFIG_HOME/newsidx/config"
same 'by the configuration' "$(analyzed --model other.bin)" "$(analyzed)"
expect 'it is shown' -s "model = $work/other.bin" -- "$newsidx" config
echo "model = other.bin" >"$XDG_CONFIG_HOME/newsidx/config"
expect 'its path begins at the root' -c 2 -e 'begins neither with / nor with ~/' -- "$newsidx" config
rm "$XDG_CONFIG_HOME/newsidx/config"

cp before.db news.db
expect 'the same model: nothing is said' -- "$newsidx" index --quiet --db news.db --model "$own" news.jsonl
expect 'another one: what is to be done' -e 'found by another model; newsidx rebuild' -- \
	"$newsidx" index --quiet --db news.db --model first.bin more.jsonl
same 'stats: two models' 2 "$("$newsidx" stats --db news.db --format json | jq .models)"
expect 'it is said once' -- "$newsidx" index --quiet --db news.db --model first.bin more.jsonl
expect 'and again of the first' -e 'found by another model' -- \
	"$newsidx" index --quiet --db news.db more.jsonl
expect 'stats' -s '(the last of several)' -- "$newsidx" stats --db news.db
expect 'rebuild' -- "$newsidx" rebuild --db news.db --model first.bin
same 'stats: one model again' 1 "$("$newsidx" stats --db news.db --format json | jq .models)"
expect 'check' -- "$newsidx" check --db news.db --quiet

finish
