#!/usr/bin/env bash
# Indexes corpus/ and shows what can be asked. Usage: demo.sh NEWSIDX DATABASE
set -eu
newsidx=$1
export NEWSIDX_DB=$2
rm -f "$NEWSIDX_DB"

show() {
	local word
	printf '\n$ newsidx'
	for word in "$@"; do
		case $word in
		*[\ \"]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '\n'
	"$newsidx" "$@"
}

show index corpus/pages corpus/markdown corpus/jsonl
show search زلزال --limit 3
show search '"وقف إطلاق النار"' --from 2020 --to 2020 --limit 3
show search --entity 'قره باغ' --sort newest --format tsv --limit 5 | cut -f1,2,4
show entities السودان --limit 8
show analyze 'والتقى الرئيس بوتين نظيره الأرميني في 27 أكتوبر 2020'
show stats
