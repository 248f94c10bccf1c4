#!/usr/bin/env bash
# What each part of the second step of ranking is worth, and better weights for them.
#
#   weights.sh try SET...       the weights as they are, each part left out, with the
#                               probability that the difference is chance (paired
#                               randomization over the questions, 10,000 draws)
#   weights.sh climb SET...     one weight after the other up and down, as long as the
#                               mean MRR@10 of the sets gets better
#
# A SET is a folder with docs.jsonl (id, title, text), queries.tsv (id TAB question) and
# qrels.tsv (question TAB document TAB grade). It runs for minutes to hours.
set -eu
build=${BUILD:-build}
how=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
parts=(grams pairs window lead title)
eval "declare -A now=($(sed -n 's/^#define RERANK_WEIGHTS //p' src/store/rerank.c |
	tr -d ' ' | sed 's/\.\([a-z]*\)=\([0-9.]*\),*/[\1]=\2 /g'))"

# newsidx with these weights, as $work/newsidx.
build_with() {
	local part list=

	for part in "${parts[@]}"; do list+=".$part=${now[$part]},"; done
	touch src/store/rerank.c
	make -s BUILD="$work/build" CFLAGS="-O2 -DRERANK_WEIGHTS='${list%,}'" "$work/build/newsidx" >/dev/null
}

# Reciprocal ranks, one question a line in the order of qrels.
judge() { # SET INDEX
	"$work/build/newsidx" search --db "$2" --queries "$1/queries.tsv" --match any --limit 10 \
		--format trec 2>/dev/null |
		awk -v qrels="$1/qrels.tsv" '
			BEGIN {
				while ((getline line < qrels) > 0) {
					split(line, f, "\t")
					if (f[3] > 0) {
						if (!(f[1] in asked)) order[n++] = f[1]
						asked[f[1]] = 1
						good[f[1], f[2]] = 1
					}
				}
			}
			(($1, $3) in good) && !($1 in rank) && $4 <= 10 { rank[$1] = $4 }
			END { for (i = 0; i < n; i++) print order[i] in rank ? 1 / rank[order[i]] : 0 }'
}
mean() { awk '{ sum += $1 } END { printf "%.4f", sum / NR }' "$@"; }

# How often a random exchange of the two columns makes as great a difference.
chance() {
	paste "$1" "$2" | awk '
		{ d[NR] = $1 - $2; sum += d[NR] }
		END {
			srand(1)
			for (t = 0; t < 10000; t++) {
				s = 0
				for (i = 1; i <= NR; i++) s += rand() < .5 ? d[i] : -d[i]
				if (s * s >= sum * sum) n++
			}
			printf "%.4f", n / 10000
		}'
}

build_with
i=0
for set in "$@"; do
	"$work/build/newsidx" index --db "$work/$i.db" --format jsonl "$set/docs.jsonl" 2>/dev/null
	judge "$set" "$work/$i.db" >"$work/$i.base"
	printf '%s %s\n' "$(basename "$set")" "$(mean "$work/$i.base")"
	i=$((i + 1))
done
total() { cat "$work"/*."$1" | mean; }

if [ "$how" = try ]; then
	for part in "${parts[@]}"; do
		was=${now[$part]}
		now[$part]=0
		build_with
		i=0
		for set in "$@"; do
			judge "$set" "$work/$i.db" >"$work/$i.new"
			printf 'without %s: %s %s (p = %s)\n' "$part" "$(basename "$set")" \
				"$(mean "$work/$i.new")" "$(chance "$work/$i.base" "$work/$i.new")"
			i=$((i + 1))
		done
		now[$part]=$was
	done
	exit
fi
best=$(total base)
better=1
while [ "$better" = 1 ]; do
	better=0
	for part in "${parts[@]}"; do
		for factor in 0.7 1.4; do
			was=${now[$part]}
			now[$part]=$(awk -v w="$was" -v f="$factor" 'BEGIN { printf "%.3f", w * f }')
			build_with
			i=0
			for set in "$@"; do
				judge "$set" "$work/$i.db" >"$work/$i.new"
				i=$((i + 1))
			done
			if awk -v a="$(total new)" -v b="$best" 'BEGIN { exit !(a > b) }'; then
				best=$(total new)
				better=1
				printf '%s = %s: %s\n' "$part" "${now[$part]}" "$best"
			else
				now[$part]=$was
			fi
		done
	done
done
