#!/usr/bin/env bash
# index: what is read, what is said about it, and what a second run does.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db

markdown() { # FILE DATE TITLE TEXT
	printf -- '---\ntitle: %s\ndate: %s\n---\n\n%s\n' "$3" "$2" "$4" >"$1"
}

record() { # ID DATE TITLE TEXT
	printf '{"id": "%s", "date": "%s", "title": "%s", "text": "%s"}\n' "$@"
}

# Files, folders, compressed files, standard input.

expect 'a page' -o '' -e '1 article read: 1 added' -- \
	"$newsidx" index "$corpus/pages/suez-ever-given.txt"
finds 'is found' suez-ever-given السفينة
expect 'a folder' -o '' -e '20 articles read: 20 added' -e '3 without a date' -- \
	"$newsidx" index --db pages.db "$corpus/pages"
expect 'several folders, several formats' -o '' -e '34 articles read: 34 added' -- \
	"$newsidx" index --db all.db "$corpus/pages" "$corpus/markdown" "$corpus/jsonl"

mkdir -p packed/deep/er packed/.hidden
gzip -c "$corpus/jsonl/news.jsonl" >packed/news.jsonl.gz
gzip -c "$corpus/pages/derna-flood.txt" >packed/deep/er/page.gz
cp "$corpus/pages/cop28-fossil-fuels.txt" packed/.hidden/
cp "$corpus/pages/cop28-fossil-fuels.txt" packed/.txt
expect 'compressed files, in deep folders, hidden ones left out' \
	-o '' -e '11 articles read: 11 added' -- "$newsidx" index --db packed.db packed
if have xz; then
	xz -c "$corpus/pages/derna-flood.txt" >page.xz
	expect 'a file compressed by xz' -e '1 added' -- "$newsidx" index --db xz.db page.xz
else
	skip 'a file compressed by xz' 'no xz'
fi

expect 'standard input, a page' -o '' -e '1 article read: 1 added' \
	-i "$corpus/pages/derna-flood.txt" -- "$newsidx" index --db stdin.db -
expect 'standard input, another page' -o '' -e '1 article read: 1 added' \
	-i "$corpus/pages/suez-ever-given.txt" -- "$newsidx" index --db stdin.db -
expect 'what came on standard input earlier stays' -o 1 -- \
	"$newsidx" search --db stdin.db --count درنة
expect 'standard input, compressed JSON lines' -e '10 articles read: 10 added' \
	-i packed/news.jsonl.gz -- "$newsidx" index --db stdin2.db -
mkfifo pipe
cat "$corpus/pages/derna-flood.txt" >pipe &
writer=$!
expect 'a named pipe' -e '1 added' -- "$newsidx" index --db pipe.db pipe
kill $writer 2>/dev/null # in case nobody read
wait

record a 2020-01-01 'عنوان' 'نص الخبر' >lines.txt
expect 'a format is told by content' -e '1 added' -- "$newsidx" index --db f.db lines.txt
expect 'docno came from the JSON object' -o '0 Q0 a 1 1.000000 newsidx' -- \
	"$newsidx" search --db f.db --sort newest --format trec عنوان
expect 'or by --format' -e '1 added' -- "$newsidx" index --db g.db --format page lines.txt
expect 'then it is a page' -S ' a ' -s Q0 -- "$newsidx" search --db g.db --format trec عنوان
expect '--quiet says nothing' -o '' -- \
	"$newsidx" index --quiet --db q.db "$corpus/pages/suez-ever-given.txt"

# A second run.

expect 'a second run adds nothing' -o '' -e '0 added' -e '25 files unchanged' -- \
	"$newsidx" index --db all.db "$corpus/pages" "$corpus/markdown" "$corpus/jsonl"
mkdir elsewhere
cp -R "$corpus/pages" here
"$newsidx" index --quiet --db rel.db here 2>"$err"
run env -C elsewhere "$newsidx" index --db ../rel.db ../here
same 'nor does one from another folder' 'newsidx: 0 articles read: 0 added; 20 files unchanged' \
	"$(cat "$err")"
ln -s here linked
expect 'nor one through a link' -e '0 added' -e '20 files unchanged' -- \
	"$newsidx" index --db rel.db linked
touch -d '2001-01-01' here/derna-flood.txt
expect 'a file touched but the same' -e '0 articles read' -e '20 files unchanged' -- \
	"$newsidx" index --db rel.db here
expect 'there are as many articles as before' -s '"articles": 20,' -- \
	"$newsidx" stats --db rel.db --format json

mkdir news
markdown news/a.md 2021-03-29 'السفينة تعود' 'تحركت السفينة في القناة.'
markdown news/b.md 2021-03-29 'خبر ثان' 'لا شيء عن البحر هنا.'
"$newsidx" index --quiet news
expect 'a new file' -o 20210329-2 -- "$newsidx" search --format ids تحركت
markdown news/a.md 2021-03-29 'الباخرة تعود' 'تحركت الباخرة في القناة.'
expect 'a changed file' -o '' -e '0 added, 1 updated' -e '1 file unchanged' -- \
	"$newsidx" index news
expect 'keeps its id' -o 20210329-2 -- "$newsidx" search --format ids الباخرة
expect 'its former words are gone' -c 1 -o '' -e 'no article has both' -- \
	"$newsidx" search --format ids 'السفينة تعود'
markdown news/a.md 2021-04-02 'الباخرة تعود' 'تحركت الباخرة في القناة.'
expect 'its date is corrected' -e '1 updated' -- "$newsidx" index news
expect 'it has the id of its day' -o 20210402-1 -- "$newsidx" search --format ids الباخرة
expect 'no longer that of the other day' -c 1 -o '' -e 'any date: 1 article' -- \
	"$newsidx" search --format ids --on 2021-03-29 الباخرة
expect 'its former id leads to it' -s '"id": "20210402-1"' -- \
	"$newsidx" show --format jsonl 20210329-2
markdown news/a.md 2021-03-29 'الباخرة تعود' 'تحركت الباخرة في القناة.'
markdown news/c.md 2021-03-29 'خبر ثالث' 'لا شيء.'
"$newsidx" index --quiet news
expect 'an id is never given twice: old ids' -s '"title": "الباخرة تعود"' -- \
	"$newsidx" show --format jsonl 20210329-2
expect 'still leads to it' -s '"title": "الباخرة تعود"' -- \
	"$newsidx" show --format jsonl 20210402-1

{
	record 1 2022-05-01 'الخبر الأول' 'عن القمح'
	record 2 2022-05-01 'الخبر الثاني' 'عن الذرة'
	record 3 2022-05-02 'الخبر الثالث' 'عن الأرز'
} >news/dump.jsonl
"$newsidx" index --quiet news
record 4 2022-05-02 'الخبر الرابع' 'عن الشعير' >>news/dump.jsonl
expect 'a dump that grew' -e '1 added, 3 unchanged' -- "$newsidx" index news
head -n 2 news/dump.jsonl >d && mv d news/dump.jsonl
expect 'a dump that shrank' -e '2 unchanged, 2 removed' -- "$newsidx" index news
expect 'what is no longer in it is not found' -c 1 -o '' -e 'no article has' -- \
	"$newsidx" search --format ids الشعير
finds 'the rest is' 2 الذرة
printf 'bin\0ary' >news/dump.jsonl
expect 'a file that became unreadable' -c 2 -e 'news/dump.jsonl' -- "$newsidx" index news
finds 'its articles are kept' 2 الذرة
expect 'the index is sound after all this' -s ok -- "$newsidx" check

# Where the index is.

page=$corpus/pages/suez-ever-given.txt
"$newsidx" index --quiet --db option.db "$page"
ok '--db beats NEWSIDX_DB' test -f option.db
env -u NEWSIDX_DB "$newsidx" index --quiet "$page"
ok 'without both it is in XDG_DATA_HOME, folders made' test -f "$XDG_DATA_HOME/newsidx/news.db"
env -u NEWSIDX_DB -u XDG_DATA_HOME "$newsidx" index --quiet "$page"
ok 'without that in ~/.local/share' test -f "$HOME/.local/share/newsidx/news.db"
expect 'the folder of the index is made' -e '1 added' -- \
	"$newsidx" index --db a/b/c/news.db "$page"
expect '--db with no name' -c 2 -- "$newsidx" index --db '' "$page"

# Exit codes.

mkdir empty
expect 'nothing to read' -c 1 -o '' -e '0 articles' -- "$newsidx" index --db e.db empty
expect 'one missing among others' -c 2 -o '' -e 'no-such-file: No such file' -e '1 added' -- \
	"$newsidx" index --db e.db no-such-file "$page"
expect 'no path' -c 2 -e 'no file or folder given' -- "$newsidx" index
expect 'an unknown format' -c 2 -e docx -e jsonl -- "$newsidx" index --format docx "$page"

finish
