#include "ingest/trec.h"

#include "base/embed.h"
#include "ingest/markup.h"

NX_EMBED(trec_tags_tsv, "src/ingest/data/trec-tags.tsv")
NX_EMBED(trec_sources_tsv, "src/ingest/data/trec-sources.tsv")
NX_EMBED(trec_entities_tsv, "src/ingest/data/trec-entities.tsv")

static const struct meaning {
	const char *name;
	nx_trec_role role;
	nx_field field;
} meanings[] = {
	{ "docno", NX_TREC_FIELD, NX_FIELD_DOCNO },
	{ "title", NX_TREC_FIELD, NX_FIELD_TITLE },
	{ "body", NX_TREC_FIELD, NX_FIELD_BODY },
	{ "summary", NX_TREC_FIELD, NX_FIELD_SUMMARY },
	{ "date", NX_TREC_FIELD, NX_FIELD_DATE },
	{ "source", NX_TREC_FIELD, NX_FIELD_SOURCE },
	{ "author", NX_TREC_FIELD, NX_FIELD_AUTHOR },
	{ "url", NX_TREC_FIELD, NX_FIELD_URL },
	{ "section", NX_TREC_FIELD, NX_FIELD_SECTION },
	{ "tags", NX_TREC_FIELD, NX_FIELD_TAGS },
	{ "dateline", NX_TREC_DATELINE, NX_FIELD_BODY },
	{ "alternative_title", NX_TREC_FIELD, NX_FIELD_ALTERNATIVE_TITLE },
	{ "place", NX_TREC_FIELD, NX_FIELD_DATELINE },
	{ "captions", NX_TREC_FIELD, NX_FIELD_CAPTIONS },
	{ "line", NX_TREC_LINE, NX_FIELD_BODY },
	{ "skip", NX_TREC_SKIP, NX_FIELD_BODY },
};

bool nx_trec_tag_find(nx_trec_tag *out, nx_str name)
{
	nx_str rest = trec_tags_tsv(), line, meaning;

	while (nx_str_split(&rest, '\n', &line)) {
		*out = (nx_trec_tag){ .name = NX_STR_NULL };
		if (!nx_str_split(&line, '\t', &out->name) || !nx_markup_same(out->name, name) ||
			!nx_str_split(&line, '\t', &meaning) || line.n != 1)
			continue;
		out->rank = (size_t)(line.p[0] - '0');
		for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
			if (!nx_str_eq(meaning, nx_str_from(meanings[i].name)))
				continue;
			out->role = meanings[i].role;
			out->field = meanings[i].field;
			return true;
		}
	}
	return false;
}

void nx_trec_resolve(nx_buf *out, nx_str text)
{
	nx_markup_resolve(out, text, trec_entities_tsv());
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* yyyymmdd or ddmmyyyy as yyyymmdd: no number is both, since no month is 19 or 20.
 * 0 when it is neither, from 1900 on. */
static int day_of(int digits)
{
	int turned = digits % 10000 * 10000 + digits / 10000 % 100 * 100 + digits / 1000000;

	for (int i = 0; i < 2; i++) {
		int day = i == 0 ? digits : turned;

		if (day >= 19000101 && day <= 20991231 &&
			nx_date_valid(day / 10000, day / 100 % 100, day % 100))
			return day;
	}
	return 0;
}

bool nx_trec_number_date(nx_buf *out, nx_str number)
{
	int value = 0, found = 0;

	for (size_t i = 0, start; i < number.n; i++) {
		int digits = 0, day;

		for (start = i; i < number.n && is_digit(number.p[i]); i++)
			digits = i - start < 8 ? digits * 10 + (number.p[i] - '0') : digits;
		day = i - start == 8 ? day_of(digits) : 0;
		found += day && day != value;
		value = day ? day : value;
	}
	if (found != 1)
		return false;
	nx_buf_addf(out, "%04d-%02d-%02d", value / 10000, value / 100 % 100, value % 100);
	return true;
}

/* Does the part stand in the number with no letter beside it? */
static bool holds(nx_str number, nx_str part)
{
	for (size_t i = 0; i + part.n <= number.n; i++) {
		size_t end = i + part.n;

		if (nx_markup_same(nx_str_slice(number, i, end), part) &&
			(i == 0 || (number.p[i - 1] | 0x20) < 'a' ||
				(number.p[i - 1] | 0x20) > 'z') &&
			(end == number.n || (number.p[end] | 0x20) < 'a' ||
				(number.p[end] | 0x20) > 'z'))
			return true;
	}
	return false;
}

nx_str nx_trec_number_source(nx_str number)
{
	nx_str rest = trec_sources_tsv(), line, part;

	while (nx_str_split(&rest, '\n', &line)) {
		if (nx_str_split(&line, '\t', &part) && line.p && part.n && holds(number, part))
			return line;
	}
	return NX_STR_NULL;
}

/* The first element is <DOC>, or one of the first three is: collections are also
 * wrapped, to be XML. Text before it is no collection's, but for XML's "<?" and "<!". */
int nx_trec_detect(nx_str head, nx_str name)
{
	nx_stream *stream = nx_stream_of(head);
	nx_markup_token token = { .kind = NX_MARKUP_TEXT };
	nx_markup markup;
	int score = 0, opened = 0;

	(void)name;
	if (!stream)
		return 0;
	nx_markup_init(&markup, stream);
	while (!score && opened < 3 && nx_markup_next(&markup, &token, NULL) == NX_OK &&
		token.kind != NX_MARKUP_END) {
		nx_str text = nx_str_trim(token.raw);

		if (token.kind == NX_MARKUP_TEXT && opened == 0 && text.n && text.p[0] != '<')
			break;
		opened += token.kind == NX_MARKUP_OPEN;
		if (token.kind == NX_MARKUP_OPEN && nx_markup_same(token.name, NX_STR("DOC")))
			score = opened == 1 ? 100 : 90;
	}
	nx_markup_release(&markup);
	nx_stream_close(stream);
	return score;
}
