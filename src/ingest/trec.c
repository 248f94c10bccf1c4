/* <DOC> after <DOC>: TREC's SGML as collections of news bring it. Tags are known by
 * src/ingest/data/trec-tags.tsv. */
#include "ingest/trec.h"

#include <inttypes.h>

#include "ingest/clean.h"
#include "ingest/gather.h"
#include "ingest/markup.h"

#define OPEN_LIMIT 32 /* elements within one another; those beyond have no meaning */
#define NAME_LIMIT 64 /* bytes of the name of an element nobody knows */
#define KEPT ((size_t)1 << 20)

typedef struct trec_element {
	nx_trec_tag tag;       /* its name is NX_STR_NULL when nobody knows it; */
	char name[NAME_LIMIT]; /* then it is here */
	size_t name_length;
} trec_element;

typedef struct trec_document {
	nx_reading *reading;
	nx_markup markup;
	nx_gather values;
	trec_element open[OPEN_LIMIT];
	size_t depth;
	nx_buf text;  /* of the innermost element, not yet given to `values` */
	nx_buf loose; /* text within no element, the body if nothing else is */
	nx_buf dateline;
	bool inside; /* <DOC> is open */
	bool wraps;  /* <P> is open, within which line ends are spaces */
	bool has_text;
	bool too_long;
	uint64_t ordinal, line;
} trec_document;

static void empty(nx_buf *buf)
{
	if (buf->cap > KEPT)
		nx_buf_release(buf);
	nx_buf_clear(buf);
}

/* Give the text of the innermost element to the values. */
static nx_status flush(trec_document *doc, nx_error *err)
{
	const nx_trec_tag *tag = doc->depth ? &doc->open[doc->depth - 1].tag : NULL;
	nx_str text = nx_buf_str(&doc->text);
	nx_status st = nx_buf_status(&doc->text, err);

	doc->wraps = false;
	if (st == NX_OK && tag && tag->name.p && nx_str_trim(text).n) {
		if (tag->role == NX_TREC_DATELINE)
			nx_buf_add(&doc->dateline, text);
		/* A date line is printed before the text, so that it is text too. */
		if (tag->field == NX_FIELD_TAGS)
			st = nx_gather_add_list(&doc->values, tag->field, tag->rank, text, err);
		else if (tag->role != NX_TREC_SKIP)
			st = nx_gather_add(&doc->values, tag->field, tag->rank, text, err);
		doc->has_text |= tag->role == NX_TREC_FIELD && tag->field == NX_FIELD_BODY;
	}
	empty(&doc->text);
	return st;
}

/* Where text goes that stands here; NULL for nowhere. */
static nx_buf *target(trec_document *doc)
{
	const nx_trec_tag *tag = doc->depth ? &doc->open[doc->depth - 1].tag : NULL;

	if (!doc->inside || doc->too_long)
		return NULL;
	if (!tag)
		return &doc->loose;
	return tag->name.p && tag->role != NX_TREC_SKIP ? &doc->text : NULL;
}

static void add_text(trec_document *doc, nx_str raw, bool resolve)
{
	nx_buf *to = target(doc);
	size_t start;

	if (!to)
		return;
	if (raw.n > NX_LINE_LIMIT - to->n) {
		doc->too_long = true;
		return;
	}
	start = to->n;
	if (resolve)
		nx_trec_resolve(to, raw);
	else
		nx_buf_add(to, raw);
	for (size_t i = start; doc->wraps && i < to->n; i++) {
		if (to->p[i] == '\n' || to->p[i] == '\r')
			to->p[i] = ' ';
	}
}

static void begin_line(trec_document *doc, const nx_markup_token *token)
{
	nx_buf *to = target(doc);

	if (to)
		nx_buf_addc(to, '\n');
	if (nx_markup_same(token->name, NX_STR("P")))
		doc->wraps = token->kind == NX_MARKUP_OPEN && !token->empty;
}

static bool is_named(const trec_element *element, nx_str name)
{
	nx_str own = { element->name, element->name_length };

	return nx_markup_same(element->tag.name.p ? element->tag.name : own, name);
}

static nx_status push(trec_document *doc, const nx_trec_tag *tag, nx_str name, nx_error *err)
{
	nx_status st = flush(doc, err);
	trec_element *element = &doc->open[doc->depth];

	*element = (trec_element){ .tag = *tag };
	for (size_t i = 0; i < name.n && i < NAME_LIMIT; i++)
		element->name[element->name_length++] = name.p[i];
	doc->depth++;
	return st;
}

static nx_status pop(trec_document *doc, nx_str name, nx_error *err)
{
	size_t depth = doc->depth;
	nx_status st = NX_OK;

	while (depth && !is_named(&doc->open[depth - 1], name))
		depth--;
	if (depth) {
		st = flush(doc, err);
		doc->depth = depth - 1;
	}
	return st;
}

/* Do the attributes make it a tag? "<b and c>" in a text is none. */
static bool is_sound(nx_str attributes)
{
	nx_str name, value;

	while (nx_markup_attribute(&attributes, &name, &value)) {
		if (!value.p)
			return false;
	}
	return true;
}

/* By the user's mapping first, which beats every rank of the table. */
static bool find_tag(const trec_document *doc, nx_trec_tag *tag, nx_str name)
{
	const nx_ingest_options *options = doc->reading->options;

	*tag = (nx_trec_tag){ .role = NX_TREC_FIELD };
	for (size_t i = 0; i < options->field_count; i++) {
		tag->name = nx_str_from(options->fields[i].key);
		if (nx_markup_same(tag->name, name) &&
			nx_key_find(options, tag->name, &tag->field, &tag->rank)) {
			tag->rank = 0;
			return true;
		}
	}
	return nx_trec_tag_find(tag, name);
}

static nx_status take_tag(trec_document *doc, const nx_markup_token *token, nx_error *err)
{
	nx_trec_tag tag;
	bool known = find_tag(doc, &tag, token->name);

	if (!is_sound(token->attributes)) {
		add_text(doc, token->raw, true);
		return NX_OK;
	}
	if (known && tag.role == NX_TREC_LINE) {
		begin_line(doc, token);
		return NX_OK;
	}
	if (token->kind == NX_MARKUP_CLOSE)
		return pop(doc, token->name, err);
	/* Mark-up within a field that nobody knows is passed over; an element of its
	 * own that nobody knows is not read. */
	if (token->empty || doc->depth >= OPEN_LIMIT || (!known && doc->depth))
		return NX_OK;
	return push(doc, known ? &tag : &(nx_trec_tag){ .name = NX_STR_NULL }, token->name, err);
}

static nx_status begin(trec_document *doc, const nx_markup_token *token, nx_error *err)
{
	nx_str rest = token->attributes, name, raw;
	nx_buf value = NX_BUF_INIT;
	nx_status st = NX_OK;
	nx_trec_tag tag;

	nx_gather_clear(&doc->values);
	empty(&doc->text);
	empty(&doc->loose);
	empty(&doc->dateline);
	doc->depth = 0;
	doc->wraps = doc->has_text = doc->too_long = false;
	doc->inside = true;
	doc->ordinal++;
	doc->line = token->line;
	while (st == NX_OK && nx_markup_attribute(&rest, &name, &raw)) {
		if (!find_tag(doc, &tag, name) || tag.role != NX_TREC_FIELD)
			continue;
		nx_buf_clear(&value);
		nx_trec_resolve(&value, raw);
		/* An element says it better. */
		st = nx_buf_status(&value, err);
		if (st == NX_OK)
			st = nx_gather_add(
				&doc->values, tag.field, tag.rank + 10, nx_buf_str(&value), err);
	}
	nx_buf_release(&value);
	return st;
}

/* The date when no field has one that can be read: the document number's, or the date
 * line's. */
static nx_status find_date(trec_document *doc, nx_error *err)
{
	nx_gather *values = &doc->values;
	nx_buf day = NX_BUF_INIT, shown = NX_BUF_INIT;
	nx_status st = NX_OK;
	nx_date_span span;

	if (values->date_read)
		return NX_OK;
	if (!nx_trec_number_date(&day, nx_buf_str(&values->value[NX_FIELD_DOCNO])) &&
		nx_date_find(nx_buf_str(&doc->dateline), 0, &span) &&
		span.date.precision >= NX_PRECISION_DAY)
		nx_date_format(&day, &span.date);
	nx_clean_line(&shown, nx_buf_str(&values->value[NX_FIELD_DATE]));
	st = nx_buf_status(&day, err);
	if (st == NX_OK && day.n && nx_gather_has(values, NX_FIELD_DATE))
		st = nx_reading_warn(doc->reading, doc->ordinal, err,
			"line %" PRIu64 ": date cannot be read: \"%.*s\"; taken from the document "
			"number or date line: %.*s",
			doc->line, NX_FMT(nx_buf_str(&shown)), NX_FMT(nx_buf_str(&day)));
	if (st == NX_OK)
		st = nx_gather_add(values, NX_FIELD_DATE, 9, nx_buf_str(&day), err);
	nx_buf_release(&shown);
	nx_buf_release(&day);
	return st;
}

/* Loose text is the body when there is no other; WikiExtractor repeats the title in
 * its first line. */
static nx_status take_loose(trec_document *doc, nx_error *err)
{
	nx_str text = nx_str_trim(nx_buf_str(&doc->loose)), rest = text, line;
	nx_str title = nx_buf_str(&doc->values.value[NX_FIELD_TITLE]);

	if (doc->loose.failed)
		return nx_buf_status(&doc->loose, err);
	if (doc->has_text || !text.n)
		return NX_OK;
	if (nx_str_split(&rest, '\n', &line) && nx_str_eq(nx_str_trim(line), title) && rest.p)
		text = rest;
	return nx_gather_add(&doc->values, NX_FIELD_BODY, 1, text, err);
}

static nx_status report(trec_document *doc, nx_error *err)
{
	nx_status st = take_loose(doc, err);
	nx_record record;

	if (st == NX_OK)
		st = find_date(doc, err);
	if (st == NX_OK && !nx_gather_has(&doc->values, NX_FIELD_SOURCE))
		st = nx_gather_add(&doc->values, NX_FIELD_SOURCE, 9,
			nx_trec_number_source(nx_buf_str(&doc->values.value[NX_FIELD_DOCNO])), err);
	if (st == NX_OK)
		st = nx_gather_add(
			&doc->values, NX_FIELD_DATELINE, 9, nx_buf_str(&doc->dateline), err);
	if (st == NX_OK)
		st = nx_gather_warn(&doc->values, doc->reading, doc->ordinal, err);
	if (st != NX_OK)
		return st;
	record = nx_gather_record(&doc->values);
	return nx_reading_record(doc->reading, doc->ordinal, &record, err);
}

static nx_status finish(trec_document *doc, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st = flush(doc, err);

	doc->reading->line = doc->line;
	doc->inside = false;
	if (st != NX_OK)
		return st;
	if (!doc->too_long && !doc->values.too_long)
		return report(doc, err);
	nx_fail(&why, NX_ERR_LIMIT,
		"line %" PRIu64 ": longer than %zu bytes, the limit of a document", doc->line,
		NX_LINE_LIMIT);
	return nx_reading_refuse(doc->reading, doc->ordinal, &why, err);
}

static nx_status take(trec_document *doc, const nx_markup_token *token, nx_error *err)
{
	bool is_doc = nx_markup_same(token->name, NX_STR("DOC"));
	nx_status st = NX_OK;

	switch (token->kind) {
	case NX_MARKUP_OPEN:
		if (!is_doc)
			return doc->inside ? take_tag(doc, token, err) : NX_OK;
		if (doc->inside) {
			doc->reading->line = doc->line;
			st = nx_reading_warn(doc->reading, doc->ordinal, err,
				"line %" PRIu64 ": document is not closed; it ends at line %" PRIu64
				", where the next one begins",
				doc->line, token->line);
		}
		if (st == NX_OK && doc->inside)
			st = finish(doc, err);
		return st == NX_OK ? begin(doc, token, err) : st;
	case NX_MARKUP_CLOSE:
		if (!doc->inside)
			return NX_OK;
		return is_doc ? finish(doc, err) : take_tag(doc, token, err);
	case NX_MARKUP_TEXT:
	case NX_MARKUP_CDATA:
		add_text(doc, token->raw, token->kind == NX_MARKUP_TEXT);
		return NX_OK;
	case NX_MARKUP_END:
		break;
	}
	return NX_OK;
}

/* The stream is over. A document whose text is closed is whole without </DOC>. */
static nx_status end(trec_document *doc, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st;

	doc->reading->line = doc->line;
	if (!doc->ordinal) {
		nx_fail(&why, NX_ERR_FORMAT, "no <DOC> in its %" PRIu64 " lines", doc->markup.line);
		return nx_reading_refuse(doc->reading, 0, &why, err);
	}
	if (!doc->inside)
		return NX_OK;
	if (doc->depth || !doc->has_text) {
		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64 ": the file ends at line %" PRIu64 ", within this document",
			doc->line, doc->markup.line);
		return nx_reading_refuse(doc->reading, doc->ordinal, &why, err);
	}
	st = nx_reading_warn(doc->reading, doc->ordinal, err,
		"line %" PRIu64 ": document is not closed; it ends with the file", doc->line);
	return st == NX_OK ? finish(doc, err) : st;
}

static nx_status read_trec(nx_reading *reading, nx_error *err)
{
	trec_document doc = { .reading = reading };
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK, stream;
	nx_markup_token token;

	nx_markup_init(&doc.markup, reading->stream);
	do {
		stream = nx_markup_next(&doc.markup, &token, &why);
		if (stream == NX_OK && token.kind != NX_MARKUP_END)
			st = take(&doc, &token, err);
	} while (st == NX_OK && stream == NX_OK && token.kind != NX_MARKUP_END);
	if (st == NX_OK && stream == NX_OK)
		st = end(&doc, err);
	else if (stream == NX_ERR_NOMEM)
		st = nx_fail(err, stream, "%s", why.text);
	else if (stream != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	nx_markup_release(&doc.markup);
	nx_gather_release(&doc.values);
	nx_buf_release(&doc.text);
	nx_buf_release(&doc.loose);
	nx_buf_release(&doc.dateline);
	return st;
}

const nx_reader nx_trec_reader = { NX_FORMAT_TREC, nx_trec_detect, read_trec };
