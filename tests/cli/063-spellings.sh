#!/usr/bin/env bash
# entities: the spellings that articles have of a name, through removals, corrections of an
# article, merged names and rebuilds.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

export NEWSIDX_DB=$work/news.db
article() { # NUMBER TEXT
	printf '{"id": "%s", "date": "2020-10-1%s", "title": "خبر", "text": "%s"}\n' "$1" "$1" "$2"
}
{
	article 1 'قال الرئيس الروسي فلاديمير بوتين إن بوتين لن يسافر.'
	article 2 'التقى بوتين نظيره في الرياض، وقال بوتن إن ذلك مهم.'
	article 3 'وصل وزير الخارجية للرياض أمس، ثم غادر الرياض.'
	article 4 'افتتح عزام بن سعد الدعيلج المعرض، وقال عزام الدعيلج إنه كبير.'
} >news.jsonl
"$newsidx" index --quiet news.jsonl || bail_out 'index'
spellings() { # NAME
	"$newsidx" entities --format tsv | awk -F '\t' -v name="$1" '$1 == name { print $6 }'
}

same 'each with its articles, the most frequent first' 'بوتين 2 | بوتن 1 | فلاديمير بوتين 1' \
	"$(spellings 'فلاديمير بوتين')"
same 'without the preposition, with its article' 'الرياض 2' "$(spellings الرياض)"
same 'of one whom the text cuts short' 'عزام الدعيلج 1 | عزام بن سعد الدعيلج 1' \
	"$(spellings 'عزام بن سعد الدعيلج')"
same 'jsonl' '[{"spelling":"الرياض","articles":2}]' "$("$newsidx" entities --format jsonl |
	jq -c 'select(.name == "الرياض") | .spellings')"

"$newsidx" rebuild --quiet || bail_out 'rebuild'
same 'after a rebuild' 'بوتين 2 | بوتن 1 | فلاديمير بوتين 1' "$(spellings 'فلاديمير بوتين')"
"$newsidx" remove --quiet 20201012-1 || bail_out 'remove'
same 'without the article that had it' 'بوتين 1 | فلاديمير بوتين 1' "$(spellings 'فلاديمير بوتين')"
sed -i 's/فلاديمير بوتين إن بوتين/بوتن إن بوتن/' news.jsonl
"$newsidx" index --quiet news.jsonl || bail_out 'index again'
same 'as the article has it now' 'بوتن 2' "$(spellings 'فلاديمير بوتين' | sed 's/.*\(بوتن [0-9]*\).*/\1/')"
"$newsidx" entities --merge 'عزام بن سعد الدعيلج' الرياض || bail_out 'merge'
same 'of names that are one' 'الرياض 2 | عزام الدعيلج 1 | عزام بن سعد الدعيلج 1' \
	"$(spellings 'عزام بن سعد الدعيلج')"

finish
