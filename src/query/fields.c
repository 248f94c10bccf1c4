#include "query/fields.h"

#include "base/embed.h"
#include "newsidx/fold.h"

NX_EMBED(fields_tsv, "src/query/data/fields.tsv")

static const struct {
	nx_str name;
	field_kind kind;
	bool before_date;
} kinds[] = {
	{ { "title", 5 }, FIELD_TITLE, false },
	{ { "body", 4 }, FIELD_BODY, false },
	{ { "source", 6 }, FIELD_SOURCE, false },
	{ { "author", 6 }, FIELD_AUTHOR, false },
	{ { "tag", 3 }, FIELD_TAG, false },
	{ { "section", 7 }, FIELD_SECTION, false },
	{ { "url", 3 }, FIELD_URL, false },
	{ { "id", 2 }, FIELD_ID, false },
	{ { "date", 4 }, FIELD_DATE, false },
	{ { "from", 4 }, FIELD_FROM, false },
	{ { "to", 2 }, FIELD_TO, false },
	{ { "from before-date", 16 }, FIELD_FROM, true },
	{ { "to before-date", 14 }, FIELD_TO, true },
	{ { "mentions", 8 }, FIELD_MENTIONS, false },
	{ { "entity", 6 }, FIELD_ENTITY, false },
	{ { "person", 6 }, FIELD_PERSON, false },
	{ { "place", 5 }, FIELD_PLACE, false },
	{ { "organization", 12 }, FIELD_ORGANIZATION, false },
	{ { "query", 5 }, FIELD_QUERY, false },
};

static field field_of(nx_str name)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (nx_str_eq(kinds[i].name, name))
			return (field){ kinds[i].kind, kinds[i].before_date };
	return (field){ FIELD_NONE, false };
}

#define NAME_MAX_BYTES 64

field field_find(nx_str name)
{
	nx_buf want = NX_BUF_INIT, have = NX_BUF_INIT;
	nx_str rest = fields_tsv(), line, cell, kind;
	field found = { FIELD_NONE, false };

	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return found;
	nx_fold(&want, name);
	while (found.kind == FIELD_NONE && want.n && nx_str_split(&rest, '\n', &line)) {
		if (nx_str_starts(line, NX_STR("#")) || !nx_str_split(&line, '\t', &kind))
			continue;
		while (found.kind == FIELD_NONE && nx_str_split(&line, '\t', &cell)) {
			nx_buf_clear(&have);
			nx_fold(&have, cell);
			if (nx_str_eq(nx_buf_str(&have), nx_buf_str(&want)))
				found = field_of(kind);
		}
	}
	nx_buf_release(&want);
	nx_buf_release(&have);
	return found;
}
