#!/usr/bin/env bash
# On a terminal: width, isolates, the pager; off it none of them.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
cat >news.jsonl <<'JSONL'
{"title": "عنوان القمح [1]", "date": "2020-01-05T10:30", "source": "وكالة", "tags": ["أ", "b"], "text": "قمح هنا في سطر طويل لا بد أن يكسر بين كلمتين.\nFAO تقول ذلك أيضا في سطر ثان طويل جدا يبدأ بحروف لاتينية ثم يعود إلى العربية."}
JSONL
ok 'index' "$newsidx" index --quiet news.jsonl
lri=$(printf '\xe2\x81\xa8') pdi=$(printf '\xe2\x81\xa9') rlm=$(printf '\xe2\x80\x8f') esc=$(printf '\033')

for format in text jsonl tsv csv html; do
	expect "no isolate and no escape in a pipe: $format" -S "$lri" -S "$pdi" -S "$esc" -- \
		"$newsidx" search -f $format قمح
done
expect 'COLUMNS is nothing to a pipe' -O <("$newsidx" search قمح) -- \
	env COLUMNS=30 "$newsidx" search قمح
expect '--bidi isolate in a pipe' -s "$lri$(printf 2020-01-05T10:30)$pdi" -s "$lri$(printf 20200105-1)$pdi" -- \
	"$newsidx" search --bidi isolate قمح
same '--bidi isolate changes nothing else' "$("$newsidx" search قمح)" \
	"$("$newsidx" search --bidi isolate قمح | sed "s/$lri//g; s/$pdi//g; s/$rlm//g")"
same 'each isolate is closed on its line' '' "$("$newsidx" show --bidi isolate 20200105-1 | awk -v a="$lri" -v b="$pdi" '
	{ line = $0; if (gsub(a, "", line) != gsub(b, "", line)) print }')"
expect '--bidi of another name' -c 2 -e '--bidi: "x"' -- "$newsidx" search --bidi x قمح

on_terminal() { # COMMAND
	script -qec "$1" /dev/null </dev/null | tr -d '\r'
}
if ! have script || ! on_terminal 'test -t 1' >/dev/null 2>&1; then
	skip 'on a terminal' 'no script(1) that makes one'
	finish
fi
say="COLUMNS=40 LINES=50 NO_COLOR=1 '$newsidx'"
cat >want.txt <<TEXT
<20200105-1>   <2020-01-05>  <وكالة>
  <عنوان القمح [1]>
  <قمح هنا في سطر طويل لا بد أن يكسر بين>
  <كلمتين. FAO تقول ذلك أيضا في سطر ثان>
  <طويل جدا يبدأ بحروف لاتينية ثم يعود>
  <إلى العربية.>
TEXT
on_terminal "$say -q search قمح" >got.txt
same 'search, to the byte' "$(cat want.txt)" "$(sed "s/$lri/</g; s/$pdi/>/g" got.txt)"
cat >want.txt <<TEXT
<20200105-1>  <2020-01-05T10:30>  <وكالة>
<عنوان القمح [1]>
tags: <أ>, <b>
path: <$work/news.jsonl>

<قمح هنا في سطر طويل لا بد أن يكسر بين>
<كلمتين.>
<FAO تقول ذلك أيضا في سطر ثان طويل جدا>
<*يبدأ بحروف لاتينية ثم يعود إلى>
<*العربية.>
TEXT
on_terminal "$say show 20200105-1" >got.txt
same 'show: the rest of a line reads as its beginning' "$(cat want.txt)" \
	"$(sed "s/$lri/</g; s/$pdi/>/g; s/$(printf '\xe2\x80\x8e')/*/g" got.txt)"
expect '--bidi none' -S "$lri" -s 'عنوان القمح' -- on_terminal "$say search --bidi none قمح"
expect 'COLUMNS that is no number' -s 'عنوان القمح' -- on_terminal "NO_COLOR=1 COLUMNS=x '$newsidx' search قمح"
on_terminal "'$newsidx' search --color always --bidi none قمح" | sed "s/$esc\\[[0-9;]*m//g" >plain.txt
on_terminal "NO_COLOR=1 '$newsidx' search --bidi none قمح" >never.txt
same 'colours change no width' "$(cat never.txt)" "$(cat plain.txt)"

# The pager.

pager="sed s/^/paged:/"
expect 'what fits is not paged' -S paged: -s '2020-01-05' -- \
	on_terminal "LINES=50 PAGER='$pager' '$newsidx' show 20200105-1"
expect 'what does not is' -s paged: -s '2020-01-05' -- \
	on_terminal "LINES=3 PAGER='$pager' '$newsidx' show 20200105-1"
same 'all of it, in order' "$(on_terminal "'$newsidx' show --no-pager 20200105-1")" \
	"$(on_terminal "LINES=3 PAGER='$pager' '$newsidx' show 20200105-1" | sed 's/^paged://')"
expect '--no-pager' -S paged: -- on_terminal "LINES=3 PAGER='$pager' '$newsidx' show --no-pager 20200105-1"
expect 'an empty PAGER' -s '2020-01-05' -- on_terminal "LINES=3 PAGER= '$newsidx' show 20200105-1"
expect 'a dumb terminal' -S paged: -- on_terminal "TERM=dumb LINES=3 PAGER='$pager' '$newsidx' show 20200105-1"
expect 'the exit code is that of the command' -s 'code 1' -- \
	on_terminal "LINES=3 PAGER='$pager' '$newsidx' show 20200105-1 20200105-9; echo code \$?"
expect 'a pager that leaves is no failure' -s 'code 0' -S newsidx: -- \
	on_terminal "LINES=3 PAGER=true '$newsidx' show 20200105-1; echo code \$?"
expect 'a pipe is not paged' -S paged: -s '2020-01-05' -- \
	env LINES=3 PAGER="$pager" "$newsidx" show 20200105-1

# Lists are fenced, broken and paged as articles are.

cat >more.jsonl <<'JSONL'
{"id": "a", "title": "زيارة فلاديمير بوتين إلى القاهرة لبحث اتفاق الحبوب مع الحكومة المصرية اليوم", "date": "2020-02-05", "source": "الأولى", "text": "وصل فلاديمير بوتين إلى القاهرة أمس لبحث اتفاق تصدير الحبوب مع الحكومة المصرية في زيارة تستغرق يومين يلتقي خلالها عددا من الوزراء."}
{"id": "b", "title": "زيارة فلاديمير بوتين إلى القاهرة لبحث اتفاق الحبوب مع الحكومة المصرية غدا", "date": "2020-02-05", "source": "الثانية", "text": "وصل فلاديمير بوتين إلى القاهرة أمس لبحث اتفاق تصدير الحبوب مع الحكومة المصرية في زيارة تستغرق يومين يلتقي خلالها عددا من الوزراء والنواب."}
JSONL
ok 'index' "$newsidx" index --quiet more.jsonl
ok 'save' "$newsidx" save --quiet حبوب 'اتفاق الحبوب' --source الأولى
fenced() { # COMMAND: with < and > for the isolates
	on_terminal "$say $1" | sed "s/$lri/</g; s/$pdi/>/g"
}
expect 'entities: the name' -s 'person        <فلاديمير بوتين>  2020-02-05' -- fenced 'entities بوتين'
expect 'facets: the value' -s '  1  <الأولى>' -- fenced 'search بوتين --limit 0 --facet source'
expect 'groups: the value' -s '== <الأولى> (1)' -- fenced 'search بوتين --group-by source'
expect 'duplicates: title and source' -s '2 articles: <زيارة فلاديمير بوتين إلى>' \
	-s '  20200205-2  2020-02-05  <الثانية>  copy' -- fenced duplicates
expect 'saved: name and question' -s '-           <حبوب>  <اتفاق الحبوب> <source:' -- fenced saved
expect 'similar: title' -s '  <زيارة فلاديمير بوتين إلى القاهرة لبحث>' -- fenced 'similar 20200205-1'
for command in 'search بوتين' 'similar 20200205-1' duplicates 'entities بوتين' 'timeline بوتين' \
	'kwic بوتين' 'show 20200205-1' 'search بوتين --limit 0 --facet source,entity'; do
	on_terminal "${say/40/50} -q $command --bidi none" >list.txt
	same "$command: no line is wider than the terminal" '' \
		"$(grep -v '^path: ' list.txt | sed 's/[ًٌٍَُِّْ]//g' | LC_ALL=C awk '
			{ line = $0; gsub(/[\200-\277]/, "", line); if (length(line) > 50) print }')"
	expect "$command: a pipe has no isolate" -S "$lri" -- eval "'$newsidx' -q $command"
	case $command in
	timeline*) ;; # figures alone
	*) expect "$command: --bidi isolate" -s "$lri" -- eval "'$newsidx' $command --bidi isolate" ;;
	esac
done
for command in duplicates 'entities بوتين' 'similar 20200205-1' 'timeline --by day'; do
	expect "$command: what does not fit is paged" -s paged: -- \
		on_terminal "LINES=1 PAGER='$pager' '$newsidx' $command"
	expect "$command: --no-pager" -S paged: -- \
		on_terminal "LINES=1 PAGER='$pager' '$newsidx' $command --no-pager"
done

finish
