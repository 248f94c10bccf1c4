#!/usr/bin/env bash
# search and show: pages of HTML.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
cat >news.jsonl <<'JSONL'
{"title": "عنوان \"مقتبس\" &amp;lt;script&amp;gt;", "date": "2020-01-05", "url": "https://example.com/?a=1&b=2", "source": "وكالة", "tags": ["أ & ب"], "text": "قمح هنا.\nسطر ثان."}
{"title": "قمح", "date": "2020-03-01T10:30:00+03:00", "url": "javascript:alert(1)", "text": "نص آخر يذكر القمح مرة واحدة."}
{"title": "قمح بلا تاريخ", "text": "قمح هناك لا يعرف متى كان ذلك كله."}
JSONL
ok 'index' "$newsidx" index --quiet news.jsonl

tidied() { # NAME FILE
	if have tidy; then
		run tidy -e -q "$2"
		same "$1" '' "$(cat "$out" "$err")"
	else
		skip "$1" 'no tidy'
	fi
}
"$newsidx" search -f html --from 2020 --sort oldest قمح >dated.html
"$newsidx" search -f html --sort oldest قمح >page.html
tidied 'a result is valid' page.html
cat >want.html <<'HTML'
<main>
<header>
<h1 dir="auto">قمح</h1>
<ul class="chips">
<li>من: <b dir="auto">2020</b></li>
</ul>
<p class="meta"><span>نتيجتان</span></p>
<figure class="time" style="max-width:24rem">
<svg viewBox="0 0 120 100" preserveAspectRatio="none" role="img" aria-label="عدد المقالات في كل شهر">
<rect x="111" y="0" width="8" height="100"><title>2020-01: 1</title></rect>
<rect x="91" y="0" width="8" height="100"><title>2020-03: 1</title></rect>
</svg>
<figcaption class="few"><bdi>2020-01</bdi><span>– <bdi>2020-03</bdi></span><span>الأكثر: 1 في <bdi>2020-01</bdi></span></figcaption>
</figure>
<ul class="chips" aria-label="المصادر">
<li><bdi>وكالة</bdi> <b>1</b></li>
</ul>
</header>
<article>
<h2 dir="auto"><a href="https://example.com/?a=1&amp;b=2">عنوان &quot;مقتبس&quot; &lt;script&gt;</a></h2>
<p class="meta"><time dir="ltr" datetime="2020-01-05">2020-01-05</time><bdi>وكالة</bdi><bdi class="id">20200105-1</bdi></p>
<p class="passage" dir="auto"><mark>قمح</mark> هنا.
سطر ثان.</p>
</article>
<article>
<h2 dir="auto"><mark>قمح</mark></h2>
<p class="meta"><time dir="ltr" datetime="2020-03-01T10:30:00+03:00">2020-03-01 10:30</time><bdi class="id">20200301-1</bdi></p>
<p class="passage" dir="auto">نص آخر يذكر <mark>القمح</mark> مرة واحدة.</p>
</article>
</main>
</body>
</html>
HTML
same 'a result, to the byte' "$(cat want.html)" "$(sed -n '/^<main>/,$p' dated.html)"
same 'it begins as HTML5 in Arabic' '<!DOCTYPE html>|<html lang="ar" dir="rtl">' \
	"$(head -n 2 page.html | tr '\n' '|' | sed 's/|$//')"
expect 'dark and printed too' -s 'prefers-color-scheme: dark' -s '@media print' -s '<title>قمح</title>' -- cat page.html
same 'nothing is loaded or run' 0 "$(grep -ciE '<script|<link|@import|url\(| src=| on[a-z]+=' page.html)"
expect 'what has no date' -s '<p class="meta"><span>3 نتائج</span><span>بلا تاريخ: 1</span>' -- cat page.html
expect 'what is left out' -s '<p class="end">عُرض 1 من 3</p>' -- "$newsidx" search -f html -n 1 قمح
"$newsidx" search --suggest never -f html زعبلوطستان >none.html
same 'nothing found: exit code' 1 $?
expect 'nothing found: a page all the same' -s 'لا نتائج' -s '</html>' -S '<svg' -- cat none.html
tidied 'nothing found: valid' none.html
printf 'q1\tقمح\nq2\tزعبلوطستان\nq3\t"سطر ثان"\n' >queries
"$newsidx" search -f html -n 1 --queries queries >many.html
same 'many questions: one page' '1 3 2 1' "$(for tag in '<html' '<h1' '<article>' '</html>'; do
	grep -c "$tag" many.html
done | tr '\n' ' ' | sed 's/ $//')"
tidied 'many questions: valid' many.html

"$newsidx" show -f html 20200105-1 undated-1 >show.html
expect 'show: paragraphs, what is known' -s '<title>عنوان &quot;مقتبس&quot;' -s '<p dir="auto">قمح هنا.</p>' \
	-s '<p dir="auto">سطر ثان.</p>' -s '<dt>الوسوم</dt><dd><bdi>أ &amp; ب</bdi></dd>' \
	-s '<span>بلا تاريخ</span>' -- cat show.html
tidied 'show: valid' show.html
for query in 'قمح OR نوع:x' 'قمح OR entity:زعبلوط'; do
	"$newsidx" search -f html "$query" 2>notes >page.html
	same "a note is said once: $query" 1 "$(wc -l <notes | tr -d ' ')"
done

finish
