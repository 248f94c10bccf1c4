#!/usr/bin/env bash
# A folder that is indexed again: what has not changed is left alone, to the byte.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db

# page NAME TITLE WORD: a page with enough text to be known again by it.
page() {
	printf '%s\n12 مارس 2019\n\n%s %s\n' "$2" "$3" \
		'عاد قطار الشرق السريع إلى محطته بعد رحلة طويلة عبر الجبال والسهول، واستقبله أهل المدينة بالورود والأعلام على الرصيف الأول.' \
		>"$1"
}
ids() {
	run "$newsidx" search --format ids "$@"
	tr '\n' ' ' <"$out"
}

mkdir -p news/deep
for i in 1 2 3 4 5 6 7 8 9; do
	page "news/$i.txt" "عنوان رقم $i عن القطار" "كلمة$i"
done
page news/deep/10.txt 'عنوان آخر عن القطار' عميق
expect 'the first run' -e '10 articles read: 10 added' -- "$newsidx" index news
before=$(sha256sum news.db)
expect 'the second run reads nothing' -e '0 articles read: 0 added; 10 files unchanged' -- \
	"$newsidx" index news
same 'and writes nothing' "$before" "$(sha256sum news.db)"

# Three change, two go, one gets another name, one another time.
sixth=$(ids كلمة6)
eighth=$(ids كلمة8)
for i in 1 2 3; do
	page "news/$i.txt" "عنوان رقم $i عن القطار" "جديدة$i"
done
rm news/4.txt news/5.txt
mv news/6.txt news/ستة.txt
touch -d 2001-01-01 news/7.txt
expect '--dry-run says what would happen' -e 'dry run' -e '3 articles read: 0 added, 3 updated, 2 removed' \
	-e '5 files unchanged; 1 file renamed; 2 files removed' -- \
	"$newsidx" index --dry-run --prune news
same 'and does nothing' "$before" "$(sha256sum news.db)"
expect 'exactly these are touched' -e '3 articles read: 0 added, 3 updated, 2 removed' \
	-e '5 files unchanged; 1 file renamed; 2 files removed' -- "$newsidx" index --prune news
same 'a renamed file keeps its article' "$sixth" "$(ids كلمة6)"
run "$newsidx" search --format jsonl كلمة6
same 'under the new name' "$work/news/ستة.txt" "$(jq -r .path "$out")"
same 'others keep theirs' "$eighth" "$(ids كلمة8)"
same 'what is gone is not found' '' "$(ids كلمة4)$(ids كلمة5)$(ids كلمة1)"
ok 'what changed is' "$newsidx" search جديدة1
ok 'check' "$newsidx" check

# Without --prune what is gone stays.
rm news/9.txt
expect 'a file that is gone stays without --prune' -e '7 files unchanged' -- \
	"$newsidx" index news
ok 'and is found' "$newsidx" search كلمة9

# --prune looks below the folders given, and nowhere else.
mkdir other
page other/x.txt 'عنوان في مجلد آخر' غريب
ok 'another folder' "$newsidx" index other
mv other gone
expect '--prune in one folder leaves the others' -e '1 file removed' -- "$newsidx" index --prune news
ok 'their articles are there' "$newsidx" search غريب
mkdir other
expect 'an empty folder is rather not mounted' -c 2 -e 'newsidx remove --path' -- \
	"$newsidx" index --prune other
ok 'nothing is lost' "$newsidx" search غريب
if [ "$(id -u)" -ne 0 ]; then
	chmod 0 news/deep
	expect 'a folder that cannot be read' -c 2 -e 'news/deep' -- "$newsidx" index --prune news
	chmod 755 news/deep
	ok 'its articles are kept' "$newsidx" search عميق
else
	skip 'a folder that cannot be read' 'root reads everything'
fi
ok 'check at the end' "$newsidx" check

# One line more in the middle of a dump: every article keeps its id.
line() { # WORD
	printf '{"title": "خبر %s", "date": "2020-05-01", "text": "نص عن %s يكفي لأن يعرف به."}\n' "$1" "$1"
}
{ line القمح; line الشعير; line الذرة; } >dump.jsonl
ok 'a dump' "$newsidx" index dump.jsonl
barley=$(ids الشعير)
{ line القمح; line الأرز; line الشعير; line الذرة; } >dump.jsonl
expect 'a line in its middle' -e '4 articles read: 1 added, 3 unchanged' -- "$newsidx" index dump.jsonl
same 'ids stay with their articles' "$barley" "$(ids الشعير)"

finish
