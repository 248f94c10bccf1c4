#!/usr/bin/env bash
# mentions: the days, months and years that articles speak of.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
record() { # ID DATE TEXT
	printf '{"id": "%s", "date": "%s", "title": "خبر %s", "text": "%s"}\n' "$1" "$2" "$1" "$3"
}
{
	record yesterday 2020-10-11 'دخلت الهدنة حيز التنفيذ ظهر أمس السبت.'
	record named 2023-05-01 'تعود القضية إلى هدنة 10 أكتوبر 2020 التي لم تصمد.'
	record hijri 2021-01-01 'صدر البيان في 23 صفر 1442هـ الموافق 10 أكتوبر 2020م.'
	record month 2022-01-01 'بدأت المفاوضات في أكتوبر 2020 ثم توقفت.'
	record year 2022-01-02 'شهد عام 2020 حربا في الإقليم.'
	record other 2020-10-11 'قال الوزير إن المفاوضات ستستأنف.'
} >news.jsonl
ok 'index' "$newsidx" index news.jsonl

finds 'a day' 'yesterday named hijri' mentions:2020-10-10
finds 'a day in words' 'yesterday named hijri' 'mentions:"10 أكتوبر 2020"'
finds 'a month: its days, and the month itself' 'yesterday named hijri month' mentions:2020-10
finds 'a year: all of it' 'yesterday named hijri month year' mentions:2020
finds 'a span of days' 'yesterday named hijri' mentions:2020-10-08..2020-10-12
finds 'a span that holds whole months' 'yesterday named hijri month' mentions:2020-09-30..2020-11-02
finds 'with a word' 'yesterday named' mentions:2020-10-10 هدنة
finds 'with the day of publication' 'named' --from 2023 mentions:2020-10-10
finds 'excluded' 'other month year' -- -mentions:2020-10-10
expect 'a day that nobody speaks of' -c 1 -o '' -e 'no article has mentions:2020-10-09' -- "$newsidx" search mentions:2020-10-09
expect 'no date' -c 1 -e 'is no date' -- "$newsidx" search mentions:zzz
ok 'rebuild' "$newsidx" rebuild
finds 'rebuild counts from the day of publication too' 'yesterday named hijri' mentions:2020-10-10
ok 'check' "$newsidx" check

finish
