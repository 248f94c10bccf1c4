#include "ingest/record.h"

#include "ingest/clean.h"
#include "newsidx/utf8.h"

/* Keys as they are written by feed readers, crawlers (trafilatura, newspaper,
 * news-please), schema.org exports and search engines' dumps. */
const nx_key nx_keys[] = {
	{ "id", NX_FIELD_DOCNO },
	{ "docno", NX_FIELD_DOCNO },
	{ "_id", NX_FIELD_DOCNO },
	{ "title", NX_FIELD_TITLE },
	{ "headline", NX_FIELD_TITLE },
	{ "text", NX_FIELD_BODY },
	{ "body", NX_FIELD_BODY },
	{ "content", NX_FIELD_BODY },
	{ "article", NX_FIELD_BODY },
	{ "date", NX_FIELD_DATE },
	{ "published", NX_FIELD_DATE },
	{ "published_at", NX_FIELD_DATE },
	{ "date_published", NX_FIELD_DATE },
	{ "pubDate", NX_FIELD_DATE },
	{ "date_extracted", NX_FIELD_DATE },
	{ "source", NX_FIELD_SOURCE },
	{ "publisher", NX_FIELD_SOURCE },
	{ "site", NX_FIELD_SOURCE },
	{ "author", NX_FIELD_AUTHOR },
	{ "byline", NX_FIELD_AUTHOR },
	{ "url", NX_FIELD_URL },
	{ "link", NX_FIELD_URL },
	{ "section", NX_FIELD_SECTION },
	{ "category", NX_FIELD_SECTION },
	{ "tags", NX_FIELD_TAGS },
	{ "keywords", NX_FIELD_TAGS },
};

const size_t nx_key_count = sizeof nx_keys / sizeof *nx_keys;

static bool parts_tags(unsigned cp)
{
	return cp == ',' || cp == ';' || cp == 0x060C /* ARABIC COMMA */ ||
	       cp == 0x061B /* ARABIC SEMICOLON */;
}

/* Cut the next tag off *rest; false when nothing is left. */
static bool next_tag(nx_str *rest, bool listed, nx_str *tag)
{
	size_t pos = 0;

	if (listed)
		return nx_str_split(rest, '\n', tag);
	if (!rest->p)
		return false;
	while (pos < rest->n) {
		size_t start = pos;

		if (parts_tags(nx_utf8_next(*rest, &pos))) {
			*tag = nx_str_slice(*rest, 0, start);
			*rest = nx_str_slice(*rest, pos, rest->n);
			return true;
		}
	}
	*tag = *rest;
	*rest = NX_STR_NULL;
	return true;
}

static void apply_tags(nx_article *article, nx_str value, bool listed, nx_buf *scratch)
{
	nx_str tag;

	while (next_tag(&value, listed, &tag)) {
		nx_buf_clear(scratch);
		nx_clean_line(scratch, tag);
		if (scratch->failed)
			return;
		if (scratch->n && !nx_article_add_tag(article, nx_buf_str(scratch)))
			article->arena.failed = true;
	}
}

static void apply_date(nx_article *article, nx_str value, nx_str *bad_date)
{
	nx_date date;

	if (nx_date_parse(&date, value)) {
		article->date = date;
		article->date_origin = NX_ORIGIN_METADATA;
	} else {
		*bad_date = nx_arena_str(&article->arena, value);
	}
}

nx_status nx_record_apply(
	nx_article *article, const nx_record *record, nx_str *bad_date, nx_error *err)
{
	nx_str *const target[NX_FIELDS] = {
		[NX_FIELD_DOCNO] = &article->docno,
		[NX_FIELD_TITLE] = &article->title,
		[NX_FIELD_BODY] = &article->body,
		[NX_FIELD_SOURCE] = &article->source,
		[NX_FIELD_AUTHOR] = &article->author,
		[NX_FIELD_URL] = &article->url,
		[NX_FIELD_SECTION] = &article->section,
	};
	nx_buf value = NX_BUF_INIT;
	bool failed = false;

	*bad_date = NX_STR_NULL;
	for (int i = 0; i < NX_FIELDS; i++) {
		nx_buf_clear(&value);
		if (i == NX_FIELD_TAGS)
			apply_tags(article, record->value[i], record->tags_listed, &value);
		else if (i == NX_FIELD_BODY)
			nx_clean_body(&value, record->value[i]);
		else
			nx_clean_line(&value, record->value[i]);
		failed |= value.failed;
		if (value.n == 0)
			continue;
		if (i == NX_FIELD_DATE)
			apply_date(article, nx_buf_str(&value), bad_date);
		else if (target[i])
			*target[i] = nx_arena_str(&article->arena, nx_buf_str(&value));
	}
	nx_buf_release(&value);
	if (failed || article->arena.failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return NX_OK;
}
