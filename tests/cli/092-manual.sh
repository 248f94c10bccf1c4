#!/usr/bin/env bash
# Man pages: one for each command, sound, with the options that there are; their examples
# do what they show; make install puts them where man looks and make uninstall takes all.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

"$newsidx" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
ok 'there are commands' grep -qx search commands

plain() { # PAGE: as it is read
	mandoc -Tutf8 -Owidth=200 "$1" | sed 's/.\x08//g'
}
lint() {
	mandoc -Tlint -Wwarning "$1"
}
for page in "$build"/man/newsidx.1 "$build"/man/newsidx-query.7 "$build"/man/newsidx-formats.7 \
	$(sed "s|.*|$build/man/newsidx-&.1|" commands); do
	ok "${page##*/} is there" test -s "$page"
	if have mandoc; then
		same "${page##*/} is sound" '' "$(lint "$page" 2>&1)"
	fi
done
if have mandoc; then
	printf '.TH X 1 "2020-01-01"\n.SH NAME\n.PP\nx \\- y\n.bogus\n' >bad.1
	ok 'a page that is not is found out' test -n "$(lint bad.1 2>&1)"
	while read -r command; do
		plain "$build/man/newsidx-$command.1" >page
		same "newsidx-$command(1) has the options of the help" \
			"$("$newsidx" help "$command" | sed -n '/^Options:/,$s/.*--\([a-z-]*\).*/\1/p')" \
			"$(sed -n '/^OPTIONS/,/^EXAMPLES/s/^ *\(-., \)*--\([a-z-]*\).*/\2/p' page)"
		ok "newsidx(1) has $command" grep -q "newsidx-$command(1)" <(plain "$build/man/newsidx.1")
	done <commands
	# Words that Markdown and roff have their own ideas of.
	plain "$build/man/newsidx-search.1" >page
	ok 'a tab between angle brackets' grep -qF 'QID<TAB>QUERY of FILE (- is stdin)' page
	ok 'bars' grep -qF -- '--match all|any' page
	ok 'asterisks and tildes' grep -qF 'a*  ~a ' page
else
	skip 'mandoc' 'no mandoc'
fi

# The lines of the help that are examples have options that there are.
while read -r command; do
	"$newsidx" help "$command" | sed -n '/^Examples:/,/^$/s/^  //p' >examples
	ok "$command: examples" test -s examples
	while IFS= read -r line; do
		line=$(sed 's/.*| *newsidx/newsidx/; s/.*| *xargs newsidx/newsidx/; s/ [|<>&].*//
			s/^[A-Z_]*=[^ ]* //' <<<"$line")
		case $line in
		"newsidx $command"*) ;;
		*) continue ;;
		esac
		eval "set -- $line"
		shift
		expect "$line" -s Usage: -- "$newsidx" "$@" --help
		same "no other option is near" '' "$(cat "$err")"
	done <examples
done <commands

# So have those of README.md that are not run.
sed -n 's/^    \(.*| \)\{0,1\}newsidx \([a-z]*\) \(.*\)/newsidx \2 \3/p' "$root/README.md" |
	sed 's/ [|<>&#].*//' >examples
ok 'README.md has some' grep -q 'newsidx index' examples
while IFS= read -r line; do
	eval "set -- $line"
	shift
	expect "README.md: $line" -s Usage: -- "$newsidx" "$@" --help
done <examples

# Examples with what they print: each command has one.
while read -r command; do
	ok "$command has an example with its output" \
		grep -q "^\\$ .*newsidx $command\b" "$root/src/cli/man/$command.md"
done <commands
# So has each format.
for format in page markdown jsonl json html feed trec csv tsv text ids paths; do
	ok "newsidx-formats(7) tells of $format" grep -qE "^([a-z]*, )?$format(, [a-z]*)?\$" \
		"$root/src/cli/man/formats.md"
done
for format in $("$newsidx" search --format no x 2>&1 | sed 's/.*none of //; s/;.*//; s/,//g'); do
	ok "newsidx-formats(7) has an example of $format" \
		grep -q "^\\$ .*--format $format\b" "$root/src/cli/man/formats.md"
done
for field in $(sed '/^#/d; s/\t.*//; s/ .*//' "$root/src/query/data/fields.tsv" | sort -u); do
	ok "newsidx-query(7) tells of $field" grep -q "\`${field/organization/org}:\`" "$root/src/cli/man/query.md"
done
for text in "$root"/src/cli/man/*.md; do
	grep -q '```console' "$text" || continue
	README=$text bash "$root/tests/cli/900-readme.sh" >tap 2>&1
	same "${text##*/}: examples" '' "$(grep -v '^ok \|^1\.\.' tap)"
	ok "${text##*/}: there are some" grep -q '^ok' tap
done

# make install, make uninstall
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
dest=$work/dest
ok 'make install' make -C "$root" BUILD="$build" DESTDIR="$dest" PREFIX=/usr install
for file in bin/newsidx share/man/man1/newsidx.1 share/man/man1/newsidx-search.1 \
	share/man/man7/newsidx-query.7 share/bash-completion/completions/newsidx \
	share/zsh/site-functions/_newsidx share/fish/vendor_completions.d/newsidx.fish; do
	ok "$file" test -s "$dest/usr/$file"
done
if have man; then
	ok 'man finds it' grep -q 'what may be typed' <(MANPATH=$dest/usr/share/man man -P cat newsidx-query)
fi
ok 'make uninstall' make -C "$root" BUILD="$build" DESTDIR="$dest" PREFIX=/usr uninstall
same 'nothing is left' . "$(cd "$dest" && find .)"
mkdir -p "$dest/usr/share/man/man1"
touch "$dest/usr/share/man/man1/other.1"
make -C "$root" BUILD="$build" DESTDIR="$dest" PREFIX=/usr install uninstall >"$out" 2>"$err"
same 'but what others put there' ./usr/share/man/man1/other.1 "$(cd "$dest" && find . ! -type d)"

finish
