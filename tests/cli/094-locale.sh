#!/usr/bin/env bash
# Messages in Arabic and English, whichever locales are installed.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

unset LC_ALL
summary() { # N: what index says of a file with N articles
	seq "$1" | sed 's/.*/{"id": "&", "title": "عنوان &", "text": "نص المقالة رقم & من سبعة"}/' >"$1.jsonl"
	rm -f n.db
	"$newsidx" index --db n.db "$1.jsonl" 2>&1
}
results() { # N: the summary of a search that finds so many
	"$newsidx" -v search --db n.db --limit 1000 --format ids "$@" 2>&1 >"$out" | sed -n 2p
}

export LANG=ar_EG.UTF-8
same 'one: مقالة واحدة' 'newsidx: قُرئت مقالة واحدة: أُضيف ١؛ بلا تاريخ ١' "$(summary 1)"
same 'one: نتيجة واحدة' 'newsidx: نتيجة واحدة' "$(results المقالة)"
same 'zero: لا نتائج' 'newsidx: لا نتائج' "$(results غغغغ)"
same 'two: مقالتان' 'newsidx: قُرئت مقالتان: أُضيف ٢؛ بلا تاريخ ٢' "$(summary 2)"
same 'two: نتيجتان' 'newsidx: نتيجتان' "$(results المقالة)"
same 'few: مقالات' 'newsidx: قُرئت ٣ مقالات: أُضيف ٣؛ بلا تاريخ ٣' "$(summary 3)"
same 'few: نتائج' 'newsidx: ٣ نتائج' "$(results المقالة)"
same 'some are shown' 'newsidx: ٣ نتائج، عُرضت نتيجتان' "$(results المقالة --limit 2)"
same 'a timeline' 'newsidx: ٣ مقالات بلا تاريخ' "$(
	echo '{"id": "d", "date": "2020-10-27", "text": "المقالة المؤرخة"}' >d.jsonl
	"$newsidx" -q index --db n.db d.jsonl
	"$newsidx" timeline --db n.db 2>&1 >"$out")"
same 'remove' 'newsidx: حُذفت مقالة واحدة' "$("$newsidx" remove --db n.db --on 2020 2>&1)"
same 'a question is saved' 'newsidx: حُفظ السؤال: لا تطابقه أي مقالة' "$("$newsidx" save --db n.db س غغغغ 2>&1)"
same 'many: مقالة' 'newsidx: قُرئت ١٢ مقالة: أُضيف ١٢؛ بلا تاريخ ١٢' "$(summary 12)"
same 'many: نتيجة' 'newsidx: ١٢ نتيجة' "$(results المقالة)"
same 'other' 'newsidx: قُرئت ١٠٠ مقالة: أُضيف ١٠٠؛ بلا تاريخ ١٠٠' "$(summary 100)"
same 'other: نتيجة' 'newsidx: ١٠٠ نتيجة' "$(results المقالة)"
same 'zero, and one file' 'newsidx: لم تُقرأ أي مقالة: أُضيف ٠؛ ملف واحد على حاله' \
	"$("$newsidx" index --db n.db 100.jsonl 2>&1)"
expect 'help' -s 'الأوامر:' -s 'حذف مقالات من الفهرس' -s 'رمز الخروج' -S 'Exit code' -- "$newsidx" help
expect 'help of a command' -s 'الاستعمال: newsidx search' -s 'الخيارات:' -s 'الفهرس' \
	-S 'Options:' -- "$newsidx" help search
expect 'what is printed for programs stays' -s '"articles": 100' -- \
	"$newsidx" stats --db n.db --format json
same 'every command is in Arabic' '' \
	"$("$newsidx" help | sed -n '/^الأوامر:/,/^$/s/^  [a-z]\{1,\} \{1,\}\([A-Za-z].*\)/\1/p')"

# Which language it is.
language() { # VARIABLE=VALUE...
	if env -u LANG "$@" "$newsidx" help | grep -q 'الأوامر:'; then echo ar; else echo en; fi
}
same 'nothing said' en "$(language A=)"
same 'LANG' ar "$(language LANG=ar)"
same 'of a country' ar "$(language LANG=ar_SA.UTF-8@x)"
same 'another language' en "$(language LANG=de_DE.UTF-8)"
same 'one that begins alike' en "$(language LANG=arn_CL.UTF-8)"
same 'LC_ALL before LANG' en "$(language LANG=ar LC_ALL=en_GB.UTF-8)"
same 'LC_MESSAGES before LANG' ar "$(language LANG=en_GB.UTF-8 LC_MESSAGES=ar)"
same 'an empty one is none' ar "$(language LANG=ar LC_ALL=)"
same 'LANGUAGE before all' ar "$(language LANG=en_GB.UTF-8 LANGUAGE=ar)"
same 'LANGUAGE is a list' ar "$(language LANG=de_DE LANGUAGE=de:ar:en)"
same 'in its order' en "$(language LANG=ar LANGUAGE=de:en:ar)"
same 'LANGUAGE means nothing in C' en "$(language LANG=C LANGUAGE=ar)"
same 'nor in C.UTF-8' en "$(language LANG=C.UTF-8 LANGUAGE=ar)"

# English counts right, too, and other countries have other digits.
export LANG=en_GB.UTF-8
same 'one article, one file' 'newsidx: 1 article read: 1 added; 1 without a date' "$(summary 1)"
same 'one file' 'newsidx: 0 articles read: 0 added; 1 file unchanged' \
	"$("$newsidx" index --db n.db 1.jsonl 2>&1)"
same 'one result' 'newsidx: 1 result' "$(results المقالة)"
same 'no results' 'newsidx: 0 results' "$(results غغغغ)"
same 'one removed' 'newsidx: 1 article removed' "$("$newsidx" remove --db n.db undated-1 2>&1)"
LANG=ar_MA.UTF-8
same 'in Morocco' 'newsidx: قُرئت 3 مقالات: أُضيف 3؛ بلا تاريخ 3' "$(summary 3)"

# At a terminal a search tells how much it found.
if have script; then
	LANG=en_GB.UTF-8 script -qec "'$newsidx' search --db n.db --color never المقالة" /dev/null \
		</dev/null 2>&1 | tr -d '\r' >tty
	ok 'at a terminal' grep -qx 'newsidx: 3 results' tty
	expect 'not in a pipe' -s undated -- "$newsidx" search --db n.db المقالة
fi

finish
