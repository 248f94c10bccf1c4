#!/usr/bin/env bash
# search and show: Markdown.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
cat >news.jsonl <<'JSONL'
{"title": "عنوان *القمح* [1] # _هنا_", "date": "2020-01-05", "url": "https://example.com/a(b)?x=1 2", "source": "وكالة", "author": "ناقد", "tags": ["أ*ب", "ج"], "text": "# قمح هنا ليس عنوانا.\n1. ولا هذا بندا من قائمة.\n- ولا هذا `رمز` ولا <هذا> وسم & كذا."}
{"title": "قمح", "date": "2020-03-01", "url": "javascript:alert(1)", "text": "نص آخر يذكر القمح مرة واحدة."}
JSONL
ok 'index' "$newsidx" index --quiet news.jsonl

cat >want.md <<'MD'
## [عنوان \***القمح**\* \[1\] \# \_هنا\_](<https://example.com/a(b)?x=1%202>)

2020-01-05 · وكالة · ناقد · `20200105-1`

> \# **قمح** هنا ليس عنوانا. 1. ولا هذا بندا من قائمة. - ولا هذا \`رمز\` ولا \<هذا\> وسم & كذا.

## **قمح**

2020-03-01 · `20200301-1`

> نص آخر يذكر **القمح** مرة واحدة.
MD
expect 'search, to the byte' -O want.md -- "$newsidx" search -f markdown --sort oldest قمح
cat >want.md <<'MD'
# [عنوان \*القمح\* \[1\] \# \_هنا\_](<https://example.com/a(b)?x=1%202>)

2020-01-05 · وكالة · ناقد · `20200105-1`

\# قمح هنا ليس عنوانا.

1\. ولا هذا بندا من قائمة.

\- ولا هذا \`رمز\` ولا \<هذا\> وسم & كذا.

*أ\*ب، ج*
MD
expect 'show, to the byte' -O want.md -- "$newsidx" show -f markdown 20200105-1

# What is written is read again.
"$newsidx" show -f markdown 20200105-1 >again.md
"$newsidx" extract --input markdown again.md >again.jsonl
for line in 'عنوان *القمح* [1] # _هنا_' '# قمح هنا ليس عنوانا.' '1. ولا هذا بندا من قائمة.' '- ولا هذا `رمز` ولا'; do
	expect "read again: $line" -s "$line" -- cat again.jsonl
done

finish
