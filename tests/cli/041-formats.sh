#!/usr/bin/env bash
# Every format that newsidx reads: what extract makes of a file of each is its .golden.
# The path is left out, as it depends on where the project stands.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

formats=$root/tests/data/formats
plain() { # one article a line, keys in order, empty lines of bodies left out
	jq -cS 'del(.path) | .body |= (. // "" | gsub("\n\n+"; "\n"))' "$@"
}

for golden in "$formats"/*.golden; do
	file=${golden%.golden}
	run "$newsidx" extract "$file"
	plain "$out" >got.jsonl
	plain "$golden" >want.jsonl
	if cmp -s want.jsonl got.jsonl; then
		pass "extract ${file##*/}"
	else
		fail "extract ${file##*/}" "$(diff want.jsonl got.jsonl | head -20)" "$(head -5 "$err")"
	fi
done

finish
