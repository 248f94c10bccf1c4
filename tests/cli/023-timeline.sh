#!/usr/bin/env bash
# timeline: how many articles there are in each day, week, month and year.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
record() { # ID DATE TEXT
	printf '{"id": "%s", "date": "%s", "title": "خبر %s", "text": "%s"}\n' "$1" "$2" "$1" "$3"
}
{
	record a 2020-12-31 'عن القمح يوم 10 أكتوبر 2020 وفي أكتوبر 2020 كله.'
	record b 2021-01-01 'عن القمح أمس الخميس.'
	record c 2021-01-03 'عن القمح عام 2020.'
	record d 2021-01-04 'عن الشعير في 10 أكتوبر 2020.'
	record e 2019-05 'عن القمح.'
	record f '' 'عن القمح بلا تاريخ.'
} >news.jsonl
ok 'index' "$newsidx" index news.jsonl

tsv() { # NAME WANTED OPTION...: rows "period number", blank for tab
	local name=$1 want=$2

	shift 2
	same "$name" "$want" "$("$newsidx" timeline --format tsv "$@" 2>"$err" | tr '\t\n' '  ' | sed 's/ $//')"
}
tsv 'months, the default' '2019-05 1 2020-12 1 2021-01 3'
tsv 'days' '2019-05-01 1 2020-12-31 1 2021-01-01 1 2021-01-03 1 2021-01-04 1' --by day
tsv 'weeks, ISO 8601, over the turn of the year' '2019-W18 1 2020-W53 3 2021-W01 1' --by week
tsv 'years' '2019 1 2020 1 2021 3' --by year
tsv 'of a query' '2019-05 1 2020-12 1 2021-01 2' القمح
tsv 'between dates' '2020-12 1 2021-01 3' --from 2020
tsv '--mentioned, days' '2020-10-10 2 2020-12-31 1' --mentioned --by day
tsv '--mentioned, months: each article once' '2020-10 2 2020-12 1' --mentioned
tsv '--mentioned, years' '2020 4' --mentioned --by year
expect 'articles without a date are told' -e '1 article without a date' -s '2019-05' -- "$newsidx" timeline
expect 'nothing found' -c 1 -o '' -- "$newsidx" timeline زعبلوطستان
expect 'text, with bars; many empty months are counted, few shown' -e 'without a date' -o '2019-05  1  █████████████▎
…  18 months without an article
2020-12  1  █████████████▎
2021-01  3  ████████████████████████████████████████' -- "$newsidx" timeline
expect 'text: empty days' -o '2020-12-31  1  ████████████████████████████████████████
2021-01-01  1  ████████████████████████████████████████
2021-01-02  0
2021-01-03  1  ████████████████████████████████████████
2021-01-04  1  ████████████████████████████████████████' -- "$newsidx" timeline --from 2020 --by day
expect 'text: empty weeks' -s '…  86 weeks without an article' -e 'without a date' -- \
	"$newsidx" timeline --by week
wide() { # COLUMNS: the longest bar
	script -qec "stty cols $1; '$newsidx' timeline --by year --from 2020" /dev/null |
		grep -o '█*' | awk '{ if (length($0) > n) n = length($0) } END { print n / 3 }'
}
if have script; then
	same 'bars fill a terminal' '71 31 10' "$(wide 80) $(wide 40) $(wide 12)"
else
	skip 'bars fill a terminal' 'no script'
fi
"$newsidx" timeline --format json >json 2>"$err"
same 'json' '[["2019-05",1],["2020-12",1],["2021-01",3]]' "$(jq -c '[.[] | [.period, .articles]]' json)"
"$newsidx" timeline --format jsonl >json 2>"$err"
same 'jsonl' '"2021-01"' "$(jq -s '.[-1].period' json)"
same 'json of nothing is an empty list' '[]' "$("$newsidx" timeline --format json زعبلوطستان 2>"$err" | jq -c .)"
expect 'a period that is none' -c 2 -e '--by: "hour"' -- "$newsidx" timeline --by hour
expect 'a format that is none' -c 2 -e '--format: "x"' -- "$newsidx" timeline --format x
total=$("$newsidx" timeline --format tsv 2>"$err" | awk '{ n += $2 } END { print n }')
same 'the sum is that of search --count' "$("$newsidx" search --count --from 1900 القمح OR الشعير --match any)" "$total"

finish
