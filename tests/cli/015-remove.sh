#!/usr/bin/env bash
# remove: by id, path, source and query.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
fresh() {
	rm -f news.db
	corpus_db news.db
}
total() {
	"$newsidx" stats --format json | jq .articles
}

fresh
all=$(total)
id=$("$newsidx" search --format ids السفينة | head -n 1)
expect 'by id' -e '1 article removed' -- "$newsidx" remove "$id"
same 'one less' $((all - 1)) "$(total)"
expect 'it is not shown' -c 1 -e "$id" -- "$newsidx" show "$id"
expect 'an id that is not there' -c 1 -e "$id" -- "$newsidx" remove "$id"
other=$("$newsidx" search --format ids --sort newest --limit 1 --from 2000)
expect 'with one that is not, none goes' -c 1 -e "$id" -- "$newsidx" remove "$other" "$id"
ok 'the other is there' "$newsidx" show "$other"
expect 'what is no id' -c 2 -e 'x-y' -- "$newsidx" remove x-y
ok 'check after ids' "$newsidx" check
expect 'its file has not changed' -e '0 added' -- "$newsidx" index "$corpus/pages"

fresh
pages=$(find "$corpus/pages" -type f ! -name README.md | wc -l)
expect 'by folder' -e "$pages articles removed" -- "$newsidx" remove --path "$corpus/pages"
same 'the rest is there' $((all - pages)) "$(total)"
expect 'a path that is not indexed' -c 1 -e "$corpus/pages" -- \
	"$newsidx" remove --path "$corpus/pages"
expect 'a part of a name is no folder' -c 1 -e 'corpus/mark' -- \
	"$newsidx" remove --path "$corpus/mark"
expect 'indexed again it is read again' -e "$pages added" -- "$newsidx" index "$corpus/pages"
ok 'check after paths' "$newsidx" check

fresh
n=$("$newsidx" search --count كاراباخ)
expect 'by query' -e "$n articles removed" -- "$newsidx" remove --query كاراباخ
expect 'nothing is left of it' -c 1 -o 0 -- "$newsidx" search --count كاراباخ
expect 'by query, nothing found' -c 1 -e '0 articles removed' -- "$newsidx" remove --query كاراباخ
source=$("$newsidx" search --format jsonl --limit 1 --from 2000 | jq -r .source)
n=$("$newsidx" search --count --source "$source")
expect 'by source' -e "$n articles removed" -- "$newsidx" remove --source "$source"
ok 'check after queries' "$newsidx" check

expect 'nothing is said' -c 2 -e 'is needed' -- "$newsidx" remove
expect 'two ways at once' -c 2 -e 'one at a time' -- "$newsidx" remove --path x 20200101-1
expect 'no index' -c 2 -- "$newsidx" remove --db none.db 20200101-1
ok 'and none is made' test ! -e none.db

finish
