#!/usr/bin/env bash
# Completion in bash, zsh and fish: commands, options, their values, and names of the index.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

corpus_db news.db
PATH=$build:$PATH
export PATH

# Names of the index.
export NEWSIDX_DB=$work/news.db
expect 'sources' -o $'نشرة الأثير\nنشرة الضفاف' -- "$newsidx" complete source نش
expect 'sources, whatever the hamza' -c 0 -s أذربيجان -- "$newsidx" complete tag اذرب
expect 'names' -s 'الأمم المتحدة' -S أذربيجان -- "$newsidx" complete entity الأمم
expect 'none begins so' -c 1 -o '' -- "$newsidx" complete tag غغغغ
expect 'marks of the query language are none' -c 1 -o '' -- "$newsidx" complete source 'x"*) OR'
"$newsidx" -q save هدنة هدنة
"$newsidx" -q save wheat 'قمح أو حبوب'
expect 'saved questions' -o $'wheat\nهدنة' -- "$newsidx" complete question ''
expect 'a saved question' -o هدنة -- "$newsidx" complete question 'هُد'
expect 'a kind that is none' -c 2 -- "$newsidx" complete colour x
same 'all sources' "$("$newsidx" stats --format json | sed 's/.*"sources": \([0-9]*\).*/\1/')" \
	"$("$newsidx" complete source '' | wc -l | tr -d ' ')"
"$newsidx" search --limit 1000 --format jsonl '-غغغغ' |
	grep -o '"tags": \[[^]]*\]' | grep -o '"[^"]*"' | sed 's/"//g' | grep -v '^tags$' | LC_ALL=C sort -u >tags
"$newsidx" complete tag '' >got
ok 'tags are offered' test "$(wc -l <got)" -gt 20
same 'as they are written' '' "$(LC_ALL=C comm -23 got tags)"
expect 'completion: no shell' -c 2 -e 'bash, zsh or fish' -- "$newsidx" completion
expect 'completion: another shell' -c 2 -e '"tcsh"' -- "$newsidx" completion tcsh

for shell in bash zsh fish; do
	"$newsidx" completion $shell >"$shell.script"
	expect "$shell: as built" -O "$build/completion/$shell" -- "$newsidx" completion $shell
	if ! have $shell; then
		skip "$shell" "no $shell"
		continue
	fi
	ok "$shell reads it" $shell -n $shell.script
done

# Each option of each command is in each script.
"$newsidx" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
while read -r command; do
	"$newsidx" help "$command" | sed -n '/^Options:/,$s/.*--\([a-z-]*\).*/\1/p' | sort >want
	sed -n "/^	$command)\$/,/;;/s/.*options=' \(.*\)'/\1/p" bash.script | tr ' ' '\n' |
		sed -n 's/^--//p' | sort >got
	same "bash: options of $command" "$(cat want)" "$(cat got)"
done <commands

# bash
. ./bash.script
completed() { # WORD...: what bash offers for the last of them, sorted
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_newsidx 2>>bash.err
	printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | tr '\n' '|' | sed 's/|$//'
}
same 'bash: commands' 'search' "$(completed newsidx sea)"
same 'bash: all commands' "$({ cat commands; echo help; } | sort | tr '\n' ' ')" \
	"$(completed newsidx '' | tr '|' '\n' | sort | tr '\n' ' ')"
same 'bash: help of a command' 'search' "$(completed newsidx help sea)"
same 'bash: an option' '--limit' "$(completed newsidx search --lim)"
same 'bash: an option behind a query' '--sort' "$(completed newsidx search كلمة --so | tr '|' '\n' | grep sort)"
same 'bash: values' 'newest' "$(completed newsidx search --sort n)"
same 'bash: values behind =' 'newest|oldest|rank' "$(completed newsidx search --sort = '')"
same 'bash: values behind a letter' 'json|jsonl' "$(completed newsidx search -f js)"
same 'bash: values of another command' 'month' "$(completed newsidx timeline --by mo)"
same 'bash: sources' 'نشرة الأثير|نشرة الضفاف' "$(completed newsidx search --source نش)"
same 'bash: a saved question' 'wheat' "$(completed newsidx index --alert w)"
same 'bash: to be removed' 'wheat|هدنة' "$(completed newsidx saved --remove '')"
same 'bash: a source in quotation marks' 'نشرة الضفاف' "$(completed newsidx search --source "'نشرة الض")"
same 'bash: a source with a space' 'نشرة الضفاف' "$(completed newsidx search --source 'نشرة\ الض')"
same 'bash: of the index that is given' '' "$(completed newsidx search --db none.db --source نش)"
same 'bash: a file' 'news.db' "$(completed newsidx search --db news)"
same 'bash: a file to index' 'news.db' "$(completed newsidx index news)"
same 'bash: behind -q' 'search' "$(completed newsidx -q sea)"
same 'bash: a shell' 'zsh' "$(completed newsidx completion z)"
same 'bash says nothing' '' "$(grep -v 'compopt' bash.err)"

# fish
if have fish; then
	offered() { # LINE: what fish offers, without descriptions
		fish --no-config -c 'source fish.script; complete -C "$argv[1]"' "$1" 2>fish.err |
			cut -f 1 | LC_ALL=C sort | tr '\n' '|' | sed 's/|$//'
	}
	same 'fish: commands' 'search' "$(offered 'newsidx sea')"
	same 'fish: help of a command' 'search' "$(offered 'newsidx help sea')"
	same 'fish: an option' '--limit' "$(offered 'newsidx search --lim')"
	same 'fish: values' 'newest|oldest|rank' "$(offered 'newsidx search --sort ')"
	same 'fish: sources' 'نشرة الأثير|نشرة الضفاف' "$(offered 'newsidx search --source نش')"
	same 'fish: a saved question' 'wheat' "$(offered 'newsidx index --alert w')"
	same 'fish: of the index that is given' '' "$(offered 'newsidx search --db none.db --source نش')"
	same 'fish: a file to index' 'news.db' "$(offered 'newsidx index news')"
	same 'fish says nothing' '' "$(cat fish.err)"
fi

# zsh, in a terminal of its own.
if have zsh && zsh -fc 'zmodload zsh/zpty' 2>/dev/null; then
	cat >zsh.test <<'Z'
zmodload zsh/zpty
zpty z zsh -f -i
talk() { zpty -w z "$1"; }
wait_for() { # PATTERN: the line that matches
	local line n=0
	while ((++n < 100)); do
		zpty -r -t z line || { sleep 0.05; continue; }
		[[ $line = ${~1} ]] && print -r -- "$line" && return
	done
}
talk "PS1=; autoload -Uz compinit; compinit -u -D; source ./zsh.script"
# What the line has become is printed by a command that takes its place.
talk "_show() { BUFFER=\"print -r -- got:\${(q)BUFFER}:end\"; zle accept-line }; zle -N _show; bindkey '^G' _show"
talk 'print ready$((1 + 1))'
wait_for '*ready2*' >/dev/null # keys that wait to be read keep zsh from completing
sleep 0.1
zpty -n -w z "$1"$'\t'
sleep 1
zpty -n -w z $'\a'
wait_for 'got:*'
zpty -d z
Z
	line() { # WHAT IS TYPED: what a tab makes of it
		timeout 30 zsh -f zsh.test "$1" 2>zsh.err | tr -d '\r' | sed -n 's/^got:\(.*\):end$/\1/p' |
			sed 's/ *$//'
	}
	same 'zsh: a command' 'newsidx search' "$(line 'newsidx sea')"
	same 'zsh: an option' 'newsidx search --explain' "$(line 'newsidx search --exp')"
	same 'zsh: values' 'newsidx search --sort newest' "$(line 'newsidx search --sort n')"
	same 'zsh: a saved question' 'newsidx index --alert wheat' "$(line 'newsidx index --alert w')"
	same 'zsh: a source' 'newsidx search --source نشرة\ الضفاف' "$(line 'newsidx search --source نشرة\ الض')"
else
	skip 'zsh' 'no zsh with zpty'
fi

finish
