#!/usr/bin/env bash
# rebuild: articles are taken anew from the pages that are kept.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

have sqlite3 || {
	skip 'rebuild from pages' 'no sqlite3'
	finish
}
export NEWSIDX_DB=$work/news.db
notice='حمّلوا صحيفة الواحة على هواتفكم مجانا الآن'

# page WORD [LINE]: a page of text, with the line in the middle of its article.
page() {
	printf 'عودة القطار السريع إلى محطة %s\n\nالأحد 28 مارس 2021\n\n' "$1"
	printf 'عاد قطار الشرق السريع إلى محطة %s بعد رحلة طويلة عبر الجبال والسهول، واستقبله أهل المدينة بالورود.\n' "$1"
	[ -z "${2-}" ] || printf '%s\n' "$2"
	printf 'وقال المدير إن الرحلة المقبلة إلى %s تبدأ قبل غروب الشمس من الرصيف الأول يوم السبت.\n' "$1"
}
# All articles with all their fields, and the pages, as lines.
content() {
	sqlite3 "${1:-$NEWSIDX_DB}" 'SELECT * FROM article ORDER BY id; SELECT * FROM copy ORDER BY id;
		SELECT * FROM moved ORDER BY old_id; SELECT * FROM identity ORDER BY 1, 2;
		SELECT id, file_id, member, ordinal, last, size, hash, options FROM original ORDER BY id;
		SELECT * FROM furniture ORDER BY key; SELECT day, hex(lengths) FROM day ORDER BY day;
		SELECT id, path, size, hash FROM file ORDER BY id'
}
with_notice() {
	sqlite3 "$NEWSIDX_DB" "SELECT count(*) FROM article WHERE body LIKE '%$notice%'"
}

# What is learnt later holds for the first articles too.

mkdir pages
for word in قمح شعير ذرة عدس حمص; do
	page $word "$notice" >pages/$word.txt
done
for word in قمح شعير ذرة عدس حمص; do
	"$newsidx" index --quiet pages/$word.txt
done
same 'the first three do not know the line' 3 "$(with_notice)"
"$newsidx" search --format ids قطار >ids
expect 'rebuild says nothing' -o '' -- "$newsidx" rebuild
same 'now no article has it' 0 "$(with_notice)"
expect 'under their ids' -O ids -- "$newsidx" search --format ids قطار
expect 'nothing finds it' -c 1 -o '' -e 'no article has' -- "$newsidx" search --format ids 'هواتفكم مجانا'
expect 'the page still has it' -O pages/قمح.txt -- "$newsidx" show --raw "$("$newsidx" search --format ids قمح)"
expect 'the index is sound' -s 'ok: ' -- "$newsidx" check
content >once
expect 'rebuild again' -o '' -- "$newsidx" rebuild
same 'changes nothing' '' "$(content | diff once -)"
sqlite3 "$NEWSIDX_DB" 'DELETE FROM furniture'
expect 'rebuild without furniture' -o '' -- "$newsidx" rebuild
same 'counts none' 0 "$(sqlite3 "$NEWSIDX_DB" 'SELECT count(*) FROM furniture')"

# Two files of one article learn it together.

cp -r pages mirror
printf '\n\n' | tee -a mirror/*.txt >"$out"
rm "$NEWSIDX_DB"
for word in قمح شعير ذرة عدس; do
	"$newsidx" index --quiet pages/$word.txt mirror/$word.txt
done
same 'copies of three know the line' 3 "$(with_notice)"
same 'one of them not, as a copy of it did not' 5 "$("$newsidx" search --count قطار)"
expect 'rebuild' -o '' -- "$newsidx" rebuild
same 'no article has it' 0 "$(with_notice)"
same 'all are kept once' '4 and 4' "$("$newsidx" search --count قطار) and $(
	sqlite3 "$NEWSIDX_DB" 'SELECT count(*) FROM copy')"
for id in 1 2 3 4 5; do
	ok "the id $id leads to an article" "$newsidx" show 20210328-$id
done
expect 'and it is sound' -s 'ok: ' -- "$newsidx" check
content >once
expect 'rebuild once more' -o '' -- "$newsidx" rebuild
same 'does nothing to them' '' "$(content | diff once -)"

# A copy that is a record keeps what it says.

rm "$NEWSIDX_DB"
for word in قمح شعير ذرة عدس; do
	"$newsidx" index --quiet pages/$word.txt
done
"$newsidx" show --format jsonl "$("$newsidx" search --format ids قمح)" |
	sed 's/"id": "[^"]*", //; s/"path": .*"body"/"body"/' >record.jsonl
expect 'the record is the same article' -e '1 duplicate' -- "$newsidx" index record.jsonl
expect 'rebuild with it' -o '' -- "$newsidx" rebuild
same 'the record has the line, the page has not' 1 "$(with_notice)"
expect 'there are two articles of it' -o 2 -- "$newsidx" search --count قمح
expect 'that are sound' -s 'ok: ' -- "$newsidx" check

# What the command line said is remembered: articles that were tampered with are as before.

rm "$NEWSIDX_DB"
mkdir how old
bare() {
	page "$1" | sed 3d
}
bare لوز | iconv -f UTF-8 -t ISO-8859-6 >how/encoding.txt
bare جوز >how/source.txt
bare بندق >'how/2020-10-27.txt'
{ printf -- '---\nheadliner: خبر فستق\n---\n\n'; bare فستق; } >how/field.md
{ printf '# خبر أول\n\n'; bare تين | tail -n 2; printf '\n# خبر ثان\n\n'; bare توت | tail -n 2; } >how/split.md
{ printf '# '; bare رمان; } >how/markdown
{ bare خوخ; printf '\n==========\n\n'; bare مشمش; } >how/two.txt
{ page كرز; } >old/target
ln -s "$work/old/target" how/2020-11-12.md
"$newsidx" index -q --encoding ISO-8859-6 how/encoding.txt
"$newsidx" index -q --source 'جريدة
الواحة \ n' --date 2020-10 how/source.txt
"$newsidx" index -q how/2020-10-27.txt
"$newsidx" index -q --field title=headliner how/field.md
"$newsidx" index -q --split how/split.md
"$newsidx" index -q --format markdown how/markdown
"$newsidx" index -q how/two.txt how/2020-11-12.md
bare كمثرى | "$newsidx" index -q -
content >before
same 'ten articles' 10 "$("$newsidx" search --count قطار)"
expect 'rebuild of these' -o '' -- "$newsidx" rebuild
same 'finds them as they were' '' "$(content | diff before -)"
sqlite3 "$NEWSIDX_DB" "UPDATE article SET title = 'تلف', source = 'تلف', body = 'تلف ' || id, hash = id"
expect 'rebuild of what was tampered with' -o '' -- "$newsidx" rebuild
same 'makes them as they were' '' "$(content | diff before -)"
expect 'which is sound' -s 'ok: ' -- "$newsidx" check

# The day may be another.

sqlite3 "$NEWSIDX_DB" "UPDATE original SET options = replace(options, 'date=2020-10', 'date=2021-12-03')"
old=$("$newsidx" search --format ids جوز)
expect 'rebuild with another day' -o '' -- "$newsidx" rebuild
expect 'the article has the id of its day' -o 20211203-1 -- "$newsidx" search --format ids جوز
expect 'and is found under the one of before' -s 20211203-1 -- "$newsidx" show "$old"
expect 'its page too' -O how/source.txt -- "$newsidx" show --raw "$old"

# A page that is none any more.

sqlite3 "$NEWSIDX_DB" "UPDATE original SET options = 'format=jsonl' WHERE options LIKE '%2021%'"
content >before
expect 'rebuild warns' -o '' -e 'source.txt' -e 'stay as they were' -- "$newsidx" rebuild
same 'and leaves the article' '' "$(content | diff before -)"

# Killed at any moment, and started again.

rm "$NEWSIDX_DB"
for i in $(seq 120); do
	page "محطة$i" "$notice" >"pages/p$i.txt"
done
"$newsidx" index -q pages
cp "$NEWSIDX_DB" start.db
"$newsidx" rebuild
content >calm
for ms in 010 030 060 090 130 200; do
	cp start.db rough.db
	"$newsidx" rebuild --db rough.db &
	sleep 0.$ms
	kill -9 $! 2>"$err"
	wait $! 2>"$err"
	"$newsidx" check --db rough.db >"$out" 2>"$err" || fail "killed after $ms ms: not sound" "$(cat "$err")"
	"$newsidx" rebuild --db rough.db
	same "killed after $ms ms, then rebuilt" '' "$(content rough.db | diff calm - | head)"
done

finish
