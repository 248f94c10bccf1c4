#!/usr/bin/env bash
# A malformed table of names: file and line, exit code 2, and the index is as before.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

printf '{"id": "1", "date": "2020-10-10", "title": "خبر", "text": "وصل بوتين إلى باكو."}\n' >news.jsonl
"$newsidx" index --quiet --db before.db news.jsonl || bail_out 'index'
sum=$(sha256sum <before.db)

# malformed NAME MESSAGE: by every command that reads a table
malformed() {
	local args

	for args in 'index --db news.db news.jsonl' 'rebuild --db news.db' 'analyze بوتين' \
		'search --db news.db --entity بوتين' 'entities --db news.db --entity بوتين' \
		'entities --db news.db --merge بوتين باكو' 'timeline --db news.db --entity بوتين' \
		'kwic --db news.db --entity بوتين' 'remove --db news.db --entity بوتين'; do
		cp before.db news.db
		# shellcheck disable=SC2086
		expect "$1: ${args%% *}" -c 2 -o '' -e "$2" -- "$newsidx" $args --names "$1"
		same "$1: ${args%% *}: the index is as before" "$sum" "$(sha256sum <news.db)"
	done
}

printf 'person\n' >no-tab
malformed no-tab 'no-tab:1: kind, name, Latin name and spellings expected, with a tab between'
printf '# names\nperson\tزعبل\nplanet\tالمريخ\n' >kind
malformed kind 'kind:3: person, place or organization expected: "planet"'
malformed missing 'missing: No such file'

bad() { # NAME MESSAGE: the same for one command that writes and one that reads
	cp before.db news.db
	expect "$1" -c 2 -o '' -e "$2" -- "$newsidx" index --db news.db --names "$1" news.jsonl
	expect "$1: analyze" -c 2 -o '' -e "$2" -- "$newsidx" analyze --names "$1" بوتين
	same "$1: the index is as before" "$sum" "$(sha256sum <news.db)"
}

printf 'person\t\tZaabal\n' >no-name
bad no-name 'no-name:1: a name expected behind the kind'
printf 'person\t \t\n' >blank
bad blank 'blank:1: a name expected'
printf 'person\tزعبل\ta\tb\tc\n' >columns
bad columns 'columns:1: kind, name'
printf 'place\tزعبولة\nperson\tزعبل\t\t\xd2\xda\xc8\xe1\n' >cp1256
bad cp1256 'cp1256:2: not UTF-8; write the file in UTF-8'
printf 'person\tزعبل\0\n' >nul
bad nul 'nul:1: no text: it has a byte 0'
mkdir folder
bad folder 'folder: Is a directory'
head -c 100000 "$newsidx" >binary
bad binary 'binary:'
{ printf 'person\tزعبل\t\t' && head -c 10000000 /dev/zero | tr '\0' x; } >long
bad long 'long:1: a spelling is too long: "xxx'
{ printf '\nperson\tزعبل\t\t' && yes 'زعبول' | head -n 1000000 | tr '\n' ' '; } >longer
bad longer 'longer:2: a spelling is too long'
printf 'person\tزعبل\t\tأبو كلام | \n' >bar
bad bar 'bar:1: a word expected'
printf 'person\tزعبل\t\tكلام\nplace\tزعبولة\t\tكلام\n' >twice
bad twice 'twice:2: another entity has this spelling: "كلام"'

well() { # NAME: what is no error
	expect "$1" -s "	زعبل	زعبل" -s person -- "$newsidx" analyze --names "$1" 'جاء زعبل إلى هنا'
}
printf 'person\tزعبل\nperson\tزعبل\n' >same
well same
printf '\xef\xbb\xbfperson\tزعبل\r\n\r\nplace\tزعبولة\r\n' >windows
well windows
printf 'person\tزعبل' >no-end
well no-end

export NEWSIDX_NAMES=kind
cp before.db news.db
expect 'from the environment' -c 2 -e 'kind:3: ' -- "$newsidx" index --db news.db news.jsonl
same 'the index is as before' "$sum" "$(sha256sum <news.db)"

finish
