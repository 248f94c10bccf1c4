#!/usr/bin/env bash
# stats, check, rebuild: an index that is sound, and one that is not.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
corpus_db "$NEWSIDX_DB"

expect 'stats' -s 'articles   34' -s 'undated    3' -s 'from       2019-05-31' \
	-s 'to         2024-04-15' -s 'files      25' -- "$newsidx" stats
expect 'stats as JSON' -s '{"articles": 34, "undated": 3, "from": "2019-05-31", "to": "2024-04-15", "files": 25, "pages": 24, "sources": ' \
	-s ', "names": ' -s ', "schema": ' -s ', "tokenizer": ' -- "$newsidx" stats --format json
same 'the size is that of the file' "$(wc -c <"$NEWSIDX_DB" | tr -d ' ')" \
	"$("$newsidx" stats --format json | sed 's/.*"bytes": \([0-9]*\).*/\1/')"
printf '{"title": "بلا تاريخ", "text": "نص"}\n' >undated.jsonl
"$newsidx" index --quiet --db undated.db undated.jsonl
expect 'stats without any date' -s '"articles": 1, "undated": 1, "from": null, "to": null' -- \
	"$newsidx" stats --db undated.db --format json
expect 'an unknown format' -c 2 -e csv -e json -- "$newsidx" stats --format csv
expect 'stats takes no argument' -c 2 -e argument -- "$newsidx" stats x

expect 'check' -s 'ok: ' -s '34 articles' -- "$newsidx" check
before=$(found --match any الحبوب هدنة زلزال كاراباخ)
expect 'rebuild says nothing' -o '' -- "$newsidx" rebuild
same 'and changes no answer' "$before" "$(found --match any الحبوب هدنة زلزال كاراباخ)"
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check
finds 'names are there' 'karabakh-trilateral-statement beirut-government-resigns' --entity ترمب
for command in stats check rebuild; do
	expect "$command: no index there" -c 2 -e none.db -e 'newsidx index' -- \
		"$newsidx" "$command" --db none.db
	ok "$command makes none" test ! -e none.db
done
expect 'check takes no argument' -c 2 -e argument -- "$newsidx" check x
expect 'rebuild takes no argument' -c 2 -e argument -- "$newsidx" rebuild x

# Damage. An article that changes without its words is a disagreement.

if ! have sqlite3; then
	skip 'a damaged index' 'no sqlite3'
	finish
fi
cp "$NEWSIDX_DB" torn.db
sqlite3 torn.db "UPDATE article SET body = 'كلام آخر' WHERE title LIKE '%كاراباخ%'"
expect 'check finds an article that is not as indexed' -c 2 -o '' -e 'newsidx rebuild' -- \
	"$newsidx" check --db torn.db
expect 'rebuild mends it' -o '' -- "$newsidx" rebuild --db torn.db
expect 'check agrees' -s 'ok: ' -- "$newsidx" check --db torn.db
expect 'the text as it is now is found' -s 20201110-1 -- \
	"$newsidx" search --db torn.db --format ids '"كلام آخر"'
cp "$NEWSIDX_DB" holes.db
printf '%4096s' '' | dd of=holes.db bs=4096 seek=20 conv=notrunc 2>"$err"
expect 'check finds a page that is overwritten' -c 2 -o '' -e newsidx -- \
	"$newsidx" check --db holes.db
head -c 100000 "$NEWSIDX_DB" >short.db
expect 'check finds a file cut short' -c 2 -o '' -e newsidx -- "$newsidx" check --db short.db

finish
