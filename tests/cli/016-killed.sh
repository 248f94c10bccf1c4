#!/usr/bin/env bash
# kill -9 at random moments, then once more to the end: the index is that of a run that
# nobody disturbed, articles, ids and all.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# Articles of a few days, some without date, each tenth a duplicate of an earlier one.
mkdir news
awk 'BEGIN {
	srand(7)
	n = split("القمح الشعير الذرة الأرز السكر الملح الزيت القطن الحديد النحاس الفحم النفط الغاز الماء الخشب الورق الحرير الصوف الجلد الزجاج الميناء القطار السفينة الطريق الجسر السد النهر البحر الجبل الوادي", word, " ")
	for (i = 1; i <= 12000; i++) {
		k = i % 10 == 0 ? i - 7 : i
		srand(k)
		text = ""
		for (j = 0; j < 60; j++)
			text = text " " word[int(rand() * n) + 1]
		date = k % 9 ? sprintf("2018-03-%02d", k % 28 + 1) : ""
		printf "{\"id\": \"%s\", \"title\": \"خبر %s\", \"date\": \"%s\", \"text\": \"%s\"}\n", \
			i, k, date, text > ("news/" int(i / 3000) ".jsonl")
	}
}'

state() { # DB: the articles and their other places, in full
	sqlite3 -batch "$1" "SELECT a.id, path, member, ordinal, a.hash, docno, title, date, source
		FROM article a JOIN file f ON f.id = file_id ORDER BY a.id;
		SELECT article, path, member, ordinal, docno, date FROM copy JOIN file f ON f.id = file_id
		ORDER BY 1, 2, 3, 4"
	"$newsidx" search --db "$1" --format jsonl --limit 200 السفينة القطار
	"$newsidx" search --db "$1" --format ids --limit 200 --match any --sort newest القمح الجسر
}

ok 'undisturbed' "$newsidx" index --db calm.db news
state calm.db >calm.txt
articles=$("$newsidx" stats --db calm.db --format json | jq .articles)
same 'duplicates are kept once' 10800 "$articles"

RANDOM=${SEED:-$$}
echo "# SEED=$RANDOM"
sound=0
killed=0
for i in $(seq 10); do
	"$newsidx" index --quiet --db rough.db news >"$out" 2>&1 &
	pid=$!
	sleep "0.$(printf '%03d' $((RANDOM % 600)))"
	kill -9 $pid 2>"$err" && killed=$((killed + 1))
	wait $pid 2>"$err"
	# Killed while it was made, the file is empty again once somebody looks.
	if [ ! -s rough.db ] || "$newsidx" check --db rough.db >"$out" 2>"$err" || [ ! -s rough.db ]; then
		sound=$((sound + 1))
	fi
done
same 'check after each of ten kills' 10 "$sound"
ok 'and once more to the end' "$newsidx" index --db rough.db news
state rough.db >rough.txt
ok "the same articles, ids and results ($killed killed)" cmp calm.txt rough.txt
ok 'check at the end' "$newsidx" check --db rough.db

finish
