#!/usr/bin/env bash
# index: a file that cannot be read is named and does not stop the rest.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# Each case is a file (or what is none) called news/2..., between two good pages.
mkdir news
cp "$corpus/pages/derna-flood.txt" news/1.txt
cp "$corpus/pages/suez-ever-given.txt" news/3.txt

# refused NAME PATH MESSAGE [FOUND...]: indexing news/ says MESSAGE of PATH and exits
# with 2; the good pages are found, and FOUND besides.
refused() {
	local name=$1 path=$2 message=$3

	shift 3
	rm -f bad.db
	expect "$name" -c 2 -o '' -e "$path: $message" -e '1 refused' -- \
		"$newsidx" index --db bad.db news
	finds "$name: the rest is indexed" "1 3${*:+ }$*" \
		--db bad.db --match any درنة السويس تبون
	rm -rf news/2*
}

# accepted NAME PATH MESSAGE [FOUND...]: the same, but with a warning and exit code 0.
accepted() {
	local name=$1 path=$2 message=$3

	shift 3
	rm -f bad.db
	expect "$name" -o '' -e "$path: $message" -- "$newsidx" index --db bad.db news
	finds "$name: everything is indexed" "1 3${*:+ }$*" \
		--db bad.db --match any درنة السويس تبون
	rm -rf news/2*
}

# What is not there, or not to be read.

expect 'a missing file' -c 2 -o '' -e 'news/2.txt: No such file' -e '2 added' -- \
	"$newsidx" index --db bad.db news/1.txt news/2.txt news/3.txt
finds 'a missing file: the rest is indexed' '1 3' --db bad.db \
	--match any درنة السويس
ln -s nowhere news/2.txt
refused 'a dangling link' news/2.txt 'No such file'
ln -s 2.txt news/2.txt
refused 'a link to itself' news/2.txt ''

# Root may read everything; then a run as nobody is needed.
as_reader() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	fi
}
chmod 755 "$work"
mkdir -m 777 db
if as_reader test -x "$newsidx" -a -r news/1.txt 2>/dev/null; then
	mkdir news/2
	cp "$corpus/pages/cop28-fossil-fuels.txt" news/2
	chmod 0 news/2
	expect 'a folder without permission' -c 2 -o '' -e 'news/2: Permission denied' -e '2 added' -- \
		as_reader "$newsidx" index --db db/folder.db news
	chmod 755 news/2
	rm -r news/2
	cp "$corpus/pages/cop28-fossil-fuels.txt" news/2.txt
	chmod 0 news/2.txt
	expect 'a file without permission' -c 2 -o '' -e 'news/2.txt: Permission denied' \
		-e '2 added' -- as_reader "$newsidx" index --db db/file.db news
	rm -f news/2.txt
	mkdir -m 555 sealed
	expect 'a folder where no index can be made' -c 2 -o '' -e sealed/news.db -- \
		as_reader "$newsidx" index --db sealed/news.db news
	expect 'nor its folder' -c 2 -o '' -e 'sealed/new: Permission denied' -- \
		as_reader "$newsidx" index --db sealed/new/news.db news
	cp db/file.db sealed.db
	chmod 444 sealed.db
	cp "$corpus/pages/cop28-fossil-fuels.txt" news/2.txt
	expect 'an index that may not be written to can be searched' -o 1 -- \
		as_reader "$newsidx" search --db sealed.db --count درنة
	expect 'but not added to' -c 2 -o '' -e sealed.db -- \
		as_reader "$newsidx" index --db sealed.db news
	run as_reader "$newsidx" check --db sealed.db
	same 'its check does not speak of damage' '' "$(grep rebuild "$err")"
	rm news/2.txt
else
	skip 'files without permission' 'no setpriv, or nobody cannot run newsidx'
fi

# What is no text.

head -c 5000 "$newsidx" >news/2.txt
refused 'a binary file' news/2.txt 'binary file'
tar cf news/2.tar -C "$corpus" pages
head -c 20000 news/2.tar >cut && mv cut news/2.tar
expect 'an archive that is cut off' -c 2 -o '' -e 'news/2.tar: archive broken after 6 members' \
	-e '2 refused (2 malformed)' -- \
	"$newsidx" index --db cut.db news
rm news/2.tar
mkdir news/2 news/2/empty
rm -f bad.db
expect 'an empty folder is no error' -o '' -e '2 added' -- "$newsidx" index --db bad.db news
rm -r news/2
mkfifo news/2.fifo
expect 'a pipe in a folder is passed over' -o '' -e '2 files unchanged' -- \
	"$newsidx" index --db bad.db news
rm news/2.fifo
: >news/2.txt
accepted 'an empty file' news/2.txt empty
printf ' \n\n\t\n' >news/2.txt
accepted 'a file of blanks' news/2.txt empty

# What is text of another kind.

printf 'خبر عن السويس \377\376\n\nنص الخبر هنا \303\050 عن السفن في القناة.\n' >news/2.txt
accepted 'a few malformed bytes' news/2.txt '3 ill-formed UTF-8 sequences' 2
if have iconv; then
	iconv -f UTF-8 -t UTF-16 "$corpus/pages/cop28-fossil-fuels.txt" >news/2.txt
	run "$newsidx" extract news/2.txt
	ok 'UTF-16' grep -q 'الوقود الأحفوري' "$out"
	printf 'بعد عام من الحرب قالت الحكومة إنها تبحث عن حل\n' |
		iconv -f UTF-8 -t WINDOWS-1256 >news/2.txt
	run "$newsidx" extract news/2.txt
	ok 'Windows-1256' grep -q 'قالت الحكومة' "$out"
	rm news/2.txt
else
	skip 'other encodings' 'no iconv'
fi
printf 'تبون' | gzip | head -c 15 >news/2.gz
refused 'gzip cut short' news/2.gz ''
gzip -c "$corpus/pages/cop28-fossil-fuels.txt" >news/2.gz
printf 'XXXXXXXX' | dd of=news/2.gz bs=1 seek=600 conv=notrunc 2>"$err"
refused 'gzip with damage' news/2.gz ''

# JSON lines: a line that is wrong is refused, not its file.

{
	sed -n 1p "$corpus/jsonl/news.jsonl"
	printf '{"title": broken}\n'
	sed -n 6p "$corpus/jsonl/news.jsonl"
} >news/2.jsonl
refused 'a line that is no JSON' news/2.jsonl 'line 2, column' alg-20191213-01 suz-20210707-06
{
	printf '["a list"]\n'
	sed -n 1p "$corpus/jsonl/news.jsonl"
} >news/2.jsonl
refused 'a line that is no object' news/2.jsonl 'line 1: a JSON array, not an object' alg-20191213-01
sed -n '1p; 6p' "$corpus/jsonl/news.jsonl" | head -c 1500 >news/2.jsonl
refused 'a last line cut short' news/2.jsonl 'line 2' alg-20191213-01

# Very long lines. 200 MB: deleted as soon as they are read.

long_line() {
	head -c 200000000 /dev/zero | tr '\0' x
	echo
}
room=$(df -Pk "$work" | awk 'END { print $4 }')
if [ "$room" -gt 500000 ]; then
	{
		sed -n 1p "$corpus/jsonl/news.jsonl"
		long_line
		sed -n 6p "$corpus/jsonl/news.jsonl"
	} >news/2.jsonl
	refused 'a line of 200 MB in JSON lines' news/2.jsonl 'line 2: longer than' \
		alg-20191213-01 suz-20210707-06
	long_line >news/2.txt
	refused 'a page of one line of 200 MB' news/2.txt 'longer than'
	long_line | gzip -1 >news/2.txt.gz
	refused 'a line of 200 MB that gzip made small' news/2.txt.gz 'longer than'
	long_line >long
	# shellcheck disable=SC2016 # for the other bash
	expect 'a line of 200 MB to analyze' -s '"tokens"' -- \
		bash -o pipefail -c '"$0" analyze --format jsonl - <long | head -c 100' "$newsidx"
	rm -f long
else
	skip 'lines of 200 MB' "only $room KB of room"
fi
printf 'خبر\n\n%s\n' "$(head -c 3000000 /dev/zero | tr '\0' x)" >news/2.txt
rm -f bad.db
expect 'a word of 3 MB is no error' -e '3 added' -- "$newsidx" index --db bad.db news
expect 'and the index is sound' -s 'ok: ' -- "$newsidx" check --db bad.db
rm news/2.txt

# Odd names.

odd=$'news/2 "غريب\'\tاسم.md'
cp "$corpus/markdown/derna-one-week.md" "$odd"
cp "$corpus/markdown/aleppo-after-the-quake.md" ./-dash.md
rm -f bad.db
expect 'a name with blanks and quotes' -e '3 added' -- "$newsidx" index --db bad.db news
expect 'its path comes out in one line' -s '\"غريب' -S $'\t' -- \
	"$newsidx" search --db bad.db --format jsonl --on 2023-09-17
expect 'a name like an option' -e '1 added' -- "$newsidx" index --db bad.db -- -dash.md
expect 'a database with an odd name' -e '2 added' -- \
	"$newsidx" index --db 'file:a b?mode=ro#ق.db' news/1.txt news/3.txt
ok 'is a file of that name' test -f 'file:a b?mode=ro#ق.db'

finish
