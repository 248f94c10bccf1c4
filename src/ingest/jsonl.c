#include "ingest/jsonl.h"

#include <inttypes.h>
#include <math.h>

#include <jansson.h>

#include "ingest/charset.h"
#include "ingest/clean.h"
#include "ingest/line_reader.h"
#include "ingest/reader.h"
#include "ingest/record.h"
#include "newsidx/utf8.h"

/* Texts that have to be made before they can be viewed. */
struct made_texts {
	nx_buf docno, date, tags;
};

static nx_str string_of(const json_t *value)
{
	return (nx_str){ json_string_value(value), json_string_length(value) };
}

/* Ids and moments since 1970 come as numbers. */
static nx_str number_text(const json_t *value, nx_buf *out)
{
	double d = json_number_value(value);

	nx_buf_clear(out);
	if (json_is_integer(value))
		nx_buf_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else
		nx_buf_addf(out, fabs(d) < 1e15 && d == floor(d) ? "%.0f" : "%.17g", d);
	return nx_buf_str(out);
}

static nx_str tags_text(const json_t *list, nx_buf *out)
{
	const json_t *item;
	size_t i;

	nx_buf_clear(out);
	json_array_foreach(list, i, item)
	{
		if (!json_is_string(item))
			continue;
		/* Cleaned first: a tag with a newline in it is still one tag. */
		nx_clean_line(out, string_of(item));
		nx_buf_addc(out, '\n');
	}
	return nx_buf_str(out);
}

static nx_str value_of(const json_t *value, nx_field field, struct made_texts *made)
{
	if (json_is_string(value))
		return string_of(value);
	if (json_is_number(value) && field == NX_FIELD_DOCNO)
		return number_text(value, &made->docno);
	if (json_is_number(value) && field == NX_FIELD_DATE)
		return number_text(value, &made->date);
	if (json_is_array(value) && field == NX_FIELD_TAGS)
		return tags_text(value, &made->tags);
	return NX_STR_NULL;
}

static void read_object(nx_record *record, const json_t *object, struct made_texts *made)
{
	*record = (nx_record){ .tags_listed = false };
	for (size_t i = 0; i < nx_key_count; i++) {
		nx_field field = nx_keys[i].field;
		const json_t *value;

		if (record->value[field].n)
			continue;
		value = json_object_get(object, nx_keys[i].name);
		if (!value)
			continue;
		record->value[field] = nx_str_trim(value_of(value, field, made));
		if (field == NX_FIELD_TAGS)
			record->tags_listed = json_is_array(value);
	}
}

static bool is_unknown(const nx_record *record)
{
	for (int i = 0; i < NX_FIELDS; i++) {
		if (record->value[i].n)
			return false;
	}
	return true;
}

static const char *type_name(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return "object";
	case JSON_ARRAY:
		return "array";
	case JSON_STRING:
		return "string";
	case JSON_INTEGER:
	case JSON_REAL:
		return "number";
	default:
		return "literal";
	}
}

/* The parser quotes a bit of the line, which may hold anything. */
static nx_status json_failure(const json_error_t *failure, uint64_t number, nx_error *err)
{
	nx_buf reason = NX_BUF_INIT;
	nx_status st;

	if (json_error_code(failure) == json_error_out_of_memory)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	nx_clean_line(&reason, nx_str_from(failure->text));
	st = nx_fail(err, NX_ERR_FORMAT, "line %" PRIu64 ", column %d: %.*s", number,
		failure->column, NX_FMT(nx_buf_str(&reason)));
	nx_buf_release(&reason);
	return st;
}

nx_status nx_jsonl_article(
	nx_article *article, nx_str line, uint64_t number, nx_str *bad_date, nx_error *err)
{
	struct made_texts made = { NX_BUF_INIT, NX_BUF_INIT, NX_BUF_INIT };
	nx_status st = NX_OK;
	json_error_t failure;
	nx_record record;
	json_t *value;

	*bad_date = NX_STR_NULL;
	value = json_loadb(line.p, line.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &failure);
	if (!value)
		return json_failure(&failure, number, err);
	if (!json_is_object(value)) {
		st = nx_fail(err, NX_ERR_FORMAT, "line %" PRIu64 ": a JSON %s, not an object",
			number, type_name(value));
		goto done;
	}
	read_object(&record, value, &made);
	if (is_unknown(&record)) {
		st = nx_fail(err, NX_ERR_FORMAT,
			"line %" PRIu64 ": none of its keys is known (title, text, date ...)",
			number);
		goto done;
	}
	if (made.docno.failed || made.date.failed || made.tags.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else
		st = nx_record_apply(article, &record, bad_date, err);
done:
	nx_buf_release(&made.docno);
	nx_buf_release(&made.date);
	nx_buf_release(&made.tags);
	json_decref(value);
	return st;
}

/* The first line decides. One that is cut off by the end of the head, or broken,
 * still looks like an object: a brace and a quote. */
static int detect(nx_str head, nx_str name)
{
	bool named = nx_str_ends(name, NX_STR(".jsonl")) || nx_str_ends(name, NX_STR(".ndjson"));
	nx_str rest, line;
	json_t *value;
	bool is_object;

	head = nx_str_trim(head);
	rest = nx_str_slice(head, 1, head.n);
	if (!nx_str_starts(head, NX_STR("{")) || !nx_str_starts(nx_str_trim(rest), NX_STR("\"")))
		return named ? 50 : 0;
	rest = head;
	nx_str_split(&rest, '\n', &line);
	value = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
	is_object = json_is_object(value);
	json_decref(value);
	return is_object ? 100 : 70;
}

/* The parser checks UTF-8 itself, so that a sound line is checked only once: one
 * that it refuses is mended, if that is what it needs, and tried again. */
static nx_status parse_line(nx_article *article, nx_str line, uint64_t number, nx_buf *mended,
	nx_mending *mending, nx_str *bad_date, nx_error *err)
{
	const nx_str mark = NX_STR("\xEF\xBB\xBF"); /* BYTE ORDER MARK */
	nx_str bare = nx_str_starts(line, mark) ? nx_str_slice(line, mark.n, line.n) : line;
	nx_status st = nx_jsonl_article(article, bare, number, bad_date, err);
	nx_error cause = NX_ERROR_INIT;

	*mending = (nx_mending){ 0, 0 };
	if (st != NX_ERR_FORMAT || nx_utf8_valid(line) == line.n)
		return st;
	st = nx_charset_mend(&line, mended, mending, &cause);
	if (st != NX_OK)
		return nx_fail(err, st, "line %" PRIu64 ": %s", number, cause.text);
	return nx_jsonl_article(article, line, number, bad_date, err);
}

static nx_status warn_line(nx_reading *reading, uint64_t number, const nx_article *article,
	const nx_mending *mending, nx_str bad_date, nx_error *err)
{
	nx_status st = NX_OK;

	if (mending->count)
		st = nx_reading_warn(reading, number, err,
			"line %" PRIu64 ": %zu ill-formed UTF-8 sequences replaced, the first at "
			"byte %zu",
			number, mending->count, mending->first);
	if (st == NX_OK && bad_date.p)
		st = nx_reading_warn(reading, number, err,
			"line %" PRIu64 ": article kept undated, its date cannot be read: \"%.*s\"",
			number, NX_FMT(bad_date));
	if (st == NX_OK && nx_article_is_empty(article))
		st = nx_reading_warn(reading, number, err,
			"line %" PRIu64 ": article has neither title nor text", number);
	return st;
}

/* Make an article of one line and report it, or why there is none. */
static nx_status read_line(
	nx_reading *reading, nx_str line, uint64_t number, nx_buf *mended, nx_error *err)
{
	nx_status st;
	nx_error why = NX_ERROR_INIT;
	nx_mending mending;
	nx_article article;
	nx_str bad_date;

	nx_article_init(&article);
	st = parse_line(&article, line, number, mended, &mending, &bad_date, &why);
	if (st == NX_ERR_NOMEM) {
		st = nx_fail(err, st, "%s", why.text);
	} else if (st != NX_OK) {
		st = nx_reading_refuse(reading, number, &why, err);
	} else {
		st = warn_line(reading, number, &article, &mending, bad_date, err);
		if (st == NX_OK)
			st = nx_reading_article(reading, number, &article, err);
	}
	nx_article_release(&article);
	return st;
}

static nx_status refuse_long(nx_reading *reading, const nx_line_reader *lines, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;

	nx_fail(&why, NX_ERR_LIMIT, "line %" PRIu64 ": longer than %zu bytes, the limit of a line",
		lines->number, lines->limit);
	return nx_reading_refuse(reading, lines->number, &why, err);
}

static nx_status read_jsonl(nx_reading *reading, nx_error *err)
{
	nx_status st = NX_OK, stream = NX_OK;
	nx_error why = NX_ERROR_INIT;
	nx_buf mended = NX_BUF_INIT;
	nx_line_reader lines;
	nx_str line;

	nx_line_reader_init(&lines, reading->stream, NX_LINE_LIMIT);
	while (st == NX_OK) {
		stream = nx_line_reader_next(&lines, &line, &why);
		if (stream != NX_OK || !line.p)
			break;
		if (lines.too_long)
			st = refuse_long(reading, &lines, err);
		else if (nx_str_trim(line).n)
			st = read_line(reading, line, lines.number, &mended, err);
	}
	if (stream == NX_ERR_NOMEM)
		st = nx_fail(err, stream, "%s", why.text);
	else if (stream != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	nx_buf_release(&mended);
	nx_line_reader_release(&lines);
	return st;
}

const nx_reader nx_jsonl_reader = { NX_FORMAT_JSONL, detect, read_jsonl };
