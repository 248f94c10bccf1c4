#!/usr/bin/env bash
# Whatever newsidx can say has its Arabic in src/cli/po/ar.po, and nothing else is there; on
# a terminal what runs against the sentence is fenced.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# Functions that translate a text, and which of their arguments it is.
keywords='cli_usage:2 cli_say cli_tell cli_detail cli_tell_count:1,2 nx_fail:3 nx_message NX_MESSAGE
	message message_count:2,3 message_count_some:3,4 add_count:4,4 add_part:4,4
	nx_reading_warn:4 nx_warc_fail:4 nx_archive_source_failure:3 parse_note:2 table_malformed:2
	fault:2'
# They have no words.
wordless='%s %.*s %s:_%s %s:_%s%s %s%s %s%.*s:_%s %s%.*s_(%.*s):_%s'
# What the system says (strerror), where newsidx meets with it.
system='No such file or directory|Permission denied|Operation not permitted|Is a directory
Not a directory|File exists|No space left on device|Disk quota exceeded|File too large
Read-only file system|Input/output error|Too many open files|File name too long
Too many levels of symbolic links|Bad file descriptor|Cannot allocate memory'

catalogue=$root/src/cli/po/ar.po
find "$root"/src -name '*.c' ! -name 'gen_*' >sources
if have xgettext && have msgcmp; then
	"$newsidx" messages >tables.c
	ok 'the help is among the messages' grep -q 'message("one article a story' tables.c
	tr '|' '\n' <<<"$system" | sed 's/.*/message("&");/' >system.c
	printf 'message("; ");\nmessage(", ");\n' >between.c
	for text in $wordless; do
		printf '\nmsgid "%s"\nmsgstr ""\n' "${text//_/ }"
	done >wordless.po
	extract() { # OUT [FILE...]: of these, and of the lists above
		local out=$1 word list=()

		shift
		for word in $keywords; do
			list+=("-k$word")
		done
		xgettext --from-code=UTF-8 -L C -x wordless.po -k "${list[@]}" -o "$out" "$@" \
			tables.c system.c between.c 2>/dev/null
	}
	xargs grep -l . <sources | { mapfile -t files && extract all.pot "${files[@]}"; }
	ok 'there are many' test "$(grep -c '^msgid' all.pot)" -gt 400
	missing() { # TEMPLATE CATALOGUE: what is in the first alone
		msgmerge -q -N --no-wrap "$2" "$1" -o - 2>&1 | msgattrib --untranslated --no-obsolete --no-wrap |
			sed -n '/^msgid ""$/,/^$/{/^"/p}; s/^msgid "\(..*\)"/\1/p' | grep -v '^"[A-Z][A-Za-z-]*: '
	}
	same 'each has its Arabic' '' "$(missing all.pot "$catalogue")"
	same 'none has it in vain' '' "$(msgmerge -q -N --no-wrap "$catalogue" all.pot -o - |
		sed -n 's/^#~ msgid //p')"
	ok 'formats have the arguments that they had' msgfmt --check-format -o /dev/null "$catalogue"
	printf 'void f(void)\n{\n\tcli_say("something new %%d", 1);\n}\n' >new.c
	xargs grep -l . <sources | { mapfile -t files && extract new.pot "${files[@]}" new.c; }
	same 'one that has none is found out' 'something new %d' "$(missing new.pot "$catalogue")"
	# xgettext takes the first of two texts only.
	same 'no choice between two texts in one call' '' "$(xargs grep -Pzo \
		'\b(cli_usage|cli_say|cli_tell|cli_detail|nx_fail|message)\([^;"]*\? *"[^;]*;' \
		<sources | tr '\0' '\n' | grep '"')"
else
	skip 'the catalogue' 'no gettext'
fi

# Every page of the help, line by line, of whatever width.
unset LC_ALL
export LANG=ar_EG.UTF-8
"$newsidx" help | sed -n '/^الأوامر:/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
ok 'commands' grep -qx search commands
while read -r command; do
	"$newsidx" help "$command" >help
	same "$command: no line is longer than 80 columns" '' "$(sed '/^أمثلة:/,/^$/d
		s/[ًٌٍَُِّْٰ]//g' help | LC_ALL=C awk '{ line = $0; gsub(/[\200-\277]/, "", line)
		if (length(line) > 80) print }')"
	same "$command: nothing is left in English" '' "$(sed '/^أمثلة:/,/^$/d' help |
		grep -P '(?<![-\w.:])(?:the|and|with|of|is|are|not)(?![-\w.:])' | grep -v 'a NEAR/5 b')"
done <commands

# Messages of each floor.
says() { # NAME EXPECTED COMMAND...
	local name=$1 want=$2

	shift 2
	same "$name" "$want" "$("$@" 2>&1 >"$out" </dev/null | head -n 1)"
}
says 'a command' 'newsidx: لا أمر باسم «serach» (أتقصد search؟)؛ يسرد newsidx help الأوامر' \
	"$newsidx" serach
says 'an option' \
	'newsidx search: خيار مجهول: --fromat (أتقصد --format؟)؛ انظر newsidx search --help' \
	"$newsidx" search --fromat x
says 'the store' 'newsidx: none.db: لا فهرس هناك؛ شغّل newsidx index أولًا' \
	"$newsidx" stats --db none.db
says 'the system' 'newsidx: none: لا ملف ولا مجلد بهذا الاسم' "$newsidx" index --db n.db none
printf '{"title": "x"\n{"foo": 1}\n' >bad.jsonl
says 'the readers, and a number of 64 bits' \
	'newsidx: bad.jsonl: السطر 1، العمود 14: ينتهي النص قبل أوانه' "$newsidx" index --db n.db bad.jsonl
printf '{"title": "قمح", "text": "ذكر قمح وماء"}\n' >a.jsonl
"$newsidx" index --quiet --db n.db a.jsonl
says 'a query' 'newsidx: لا حقل باسم «bogus:»؛ يُبحث عنه نصًّا' "$newsidx" search --db n.db 'bogus:قمح'
says 'hints, with the plural' 'newsidx: لا مقالة فيها غغغغ' "$newsidx" search --db n.db 'قمح غغغغ'
same 'hints, with the plural: the second' 'newsidx: من دون غغغغ: مقالة واحدة' \
	"$("$newsidx" search --db n.db 'قمح غغغغ' 2>&1 | sed -n 2p)"
printf 'person\n' >names.tsv
says 'a table of names' \
	'newsidx: names.tsv:1: المنتظر النوع والاسم والاسم اللاتيني وصور الكتابة، بينها علامة جدولة: «person»' \
	"$newsidx" index --db n.db --names names.tsv a.jsonl

# On a terminal: < is where an isolate from left to right begins, > one from right to left, )
# where either ends.
if have script; then
	shown() { # COMMAND: its first line with signs for the isolates
		script -qec "$1" /dev/null </dev/null | tr -d '\r' | sed $'s/\u2066/{/g; s/\u2067/}/g; s/\u2069/)/g' |
			sed -n "${2:-1}p"
	}
	same 'fenced: names of options and commands' \
		'newsidx search: }خيار مجهول: {--fromat) (أتقصد {--format)؟)؛ انظر {newsidx search --help))' \
		"$(shown "'$newsidx' search --fromat x")"
	same 'fenced: a path, and no full stop with it' \
		'newsidx: }{/none.db): لا فهرس هناك؛ شغّل {newsidx index) أولًا)' "$(shown "'$newsidx' stats --db /none.db")"
	same 'fenced: a figure' \
		'newsidx search: }الخيار {--limit): «{x)» ليس عددًا لا يتجاوز {1000000000)؛ انظر {newsidx search --help))' \
		"$(shown "'$newsidx' search --limit x y")"
	same 'fenced: the help of an option' \
		'      --template TEXT            }عرض هذا النص، و {{date}) فيه للتاريخ)' \
		"$(shown "'$newsidx' help search" '/--template/')"
	same 'English: the words that are not' 'newsidx: no article has }غغغغ)' \
		"$(LANG=en_GB.UTF-8 shown "'$newsidx' search --db n.db 'قمح غغغغ'" 2)"
	same '--bidi none' 'newsidx: لا مقالة فيها غغغغ' \
		"$(shown "'$newsidx' search --bidi none --db n.db 'قمح غغغغ'" 2)"
fi

finish
