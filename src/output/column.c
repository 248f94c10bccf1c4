#include "output/column.h"

#include <string.h>

#include "newsidx/utf8.h"

typedef enum kind { TEXT, LIST, OTHER } kind;

static const struct {
	const char *name;
	kind kind;
	size_t at; /* of TEXT and LIST: the member of a hit */
} table[COLUMNS] = {
	[COLUMN_QID] = { "qid", OTHER, 0 },
	[COLUMN_ID] = { "id", OTHER, 0 },
	[COLUMN_DOCNO] = { "docno", TEXT, offsetof(nx_hit, docno) },
	[COLUMN_TITLE] = { "title", TEXT, offsetof(nx_hit, title) },
	[COLUMN_ALTERNATIVE_TITLE] = { "alternative_title", TEXT,
		offsetof(nx_hit, alternative_title) },
	[COLUMN_DATE] = { "date", TEXT, offsetof(nx_hit, date) },
	[COLUMN_DATE_ORIGIN] = { "date_origin", TEXT, offsetof(nx_hit, date_origin) },
	[COLUMN_DATELINE] = { "dateline", TEXT, offsetof(nx_hit, dateline) },
	[COLUMN_SOURCE] = { "source", TEXT, offsetof(nx_hit, source) },
	[COLUMN_AUTHOR] = { "author", TEXT, offsetof(nx_hit, author) },
	[COLUMN_SECTION] = { "section", TEXT, offsetof(nx_hit, section) },
	[COLUMN_TAGS] = { "tags", LIST, offsetof(nx_hit, tags) },
	[COLUMN_URL] = { "url", TEXT, offsetof(nx_hit, url) },
	[COLUMN_PATH] = { "path", TEXT, offsetof(nx_hit, path) },
	[COLUMN_MEMBER] = { "member", TEXT, offsetof(nx_hit, member) },
	[COLUMN_CAPTIONS] = { "captions", LIST, offsetof(nx_hit, captions) },
	[COLUMN_SUBHEADINGS] = { "subheadings", LIST, offsetof(nx_hit, subheadings) },
	[COLUMN_COPIES] = { "copies", OTHER, 0 },
	[COLUMN_SIMILAR] = { "similar", OTHER, 0 },
	[COLUMN_FIRST] = { "first", OTHER, 0 },
	[COLUMN_REASON] = { "reason", OTHER, 0 },
	[COLUMN_SCORE] = { "score", OTHER, 0 },
	[COLUMN_MATCH] = { "match", OTHER, 0 },
	[COLUMN_SNIPPET] = { "snippet", TEXT, offsetof(nx_hit, snippet) },
	[COLUMN_BODY] = { "body", TEXT, offsetof(nx_hit, body) },
};

const char *column_name(column_id field)
{
	return table[field].name;
}

bool column_is_list(column_id field)
{
	return table[field].kind == LIST;
}

column_id column_find(nx_str name)
{
	column_id field = 0;

	while (field < COLUMNS && !nx_str_eq(name, nx_str_from(table[field].name)))
		field++;
	return field;
}

/* Is it one that such articles have? */
static bool is_told(const nx_print *print, column_id field)
{
	switch (field) {
	case COLUMN_QID:
		return print->with_qid || print->qid.p;
	case COLUMN_ID:
	case COLUMN_COPIES:
		return !print->is_extract;
	case COLUMN_SIMILAR:
	case COLUMN_FIRST:
		return print->with_story;
	case COLUMN_REASON:
		return print->with_reason;
	case COLUMN_SCORE:
		return !print->is_extract && !print->with_body;
	case COLUMN_MATCH:
	case COLUMN_SNIPPET:
		return !print->is_extract && !print->with_body && !print->with_reason;
	case COLUMN_BODY:
		return print->with_body;
	default:
		return true;
	}
}

nx_fields column_choice(const nx_print *print)
{
	nx_fields all = { .count = 0 };
	column_id field;

	if (print->fields.count)
		return print->fields;
	for (field = 0; field < COLUMNS; field++)
		if (is_told(print, field))
			all.items[all.count++] = (unsigned char)field;
	return all;
}

/* The value of a field that is a single string. */
static nx_str view(const nx_print *print, const nx_hit *hit, column_id field)
{
	const char *name;
	nx_str value;

	switch (field) {
	case COLUMN_QID:
		return print->qid;
	case COLUMN_ID:
		return print->is_extract ? NX_STR_NULL : nx_str_from(hit->id);
	case COLUMN_MATCH:
		name = nx_tier_name(hit->match);
		return name ? nx_str_from(name) : NX_STR_NULL;
	case COLUMN_REASON:
		name = nx_likeness_name(hit->likeness);
		return name ? nx_str_from(name) : NX_STR_NULL;
	case COLUMN_FIRST:
		return hit->collapsed ? nx_str_from(hit->first) : NX_STR_NULL;
	default:
		memcpy(&value, (const char *)hit + table[field].at, sizeof value);
		return value;
	}
}

static void add_list(nx_buf *out, nx_str items)
{
	nx_str item;
	bool first = true;

	nx_buf_addc(out, '[');
	while (nx_str_split(&items, '\n', &item)) {
		if (!item.n)
			continue;
		nx_buf_adds(out, first ? "" : ", ");
		nx_json_string(out, item);
		first = false;
	}
	nx_buf_addc(out, ']');
}

static void add_member(nx_buf *out, const char *name, nx_str value)
{
	nx_buf_addf(out, ", \"%s\": ", name);
	nx_json_string(out, value);
}

/* Only what a copy says otherwise is worth its room, but a key that is sometimes missing
 * is a trap for scripts. */
static void add_copies(nx_buf *out, const nx_hit *hit)
{
	nx_buf_addc(out, '[');
	for (size_t i = 0; i < hit->copy_count; i++) {
		const nx_copy *copy = &hit->copies[i];

		nx_buf_adds(out, i ? ", {\"docno\": " : "{\"docno\": ");
		nx_json_string(out, copy->docno);
		add_member(out, "date", copy->date);
		add_member(out, "source", copy->source);
		add_member(out, "url", copy->url);
		add_member(out, "path", copy->path);
		add_member(out, "member", copy->member);
		nx_buf_addc(out, '}');
	}
	nx_buf_addc(out, ']');
}

/* The other articles of the story. */
static void add_similar(nx_buf *out, const nx_hit *hit)
{
	nx_buf_addc(out, '[');
	for (size_t i = 0; hit->collapsed && i < hit->similar_count; i++) {
		const nx_member *member = &hit->similar[i];

		nx_buf_addf(out, "%s{\"id\": \"%s\"", i ? ", " : "", member->id);
		add_member(out, "source", member->source);
		add_member(out, "date", member->date);
		nx_buf_addc(out, '}');
	}
	nx_buf_addc(out, ']');
}

void column_json(nx_buf *out, const nx_print *print, const nx_hit *hit, column_id field)
{
	if (field == COLUMN_COPIES)
		add_copies(out, hit);
	else if (field == COLUMN_SIMILAR)
		add_similar(out, hit);
	else if (field == COLUMN_SCORE && (print->is_extract || print->with_body))
		nx_buf_adds(out, "null");
	else if (field == COLUMN_SCORE)
		nx_buf_addf(out, "%.4f", hit->score);
	else if (table[field].kind == LIST)
		add_list(out, view(print, hit, field));
	else
		nx_json_string(out, view(print, hit, field));
}

nx_str column_text(nx_buf *scratch, const nx_print *print, const nx_hit *hit, column_id field)
{
	nx_str value;
	size_t pos = 0;

	nx_buf_clear(scratch);
	if (field == COLUMN_COPIES || field == COLUMN_SIMILAR || field == COLUMN_SCORE) {
		column_json(scratch, print, hit, field);
		value = nx_buf_str(scratch);
		return nx_str_eq(value, NX_STR("null")) || nx_str_eq(value, NX_STR("[]"))
			       ? NX_STR_NULL
			       : value;
	}
	value = view(print, hit, field);
	if (!value.n || nx_utf8_valid(value) == value.n)
		return value;
	while (pos < value.n)
		nx_buf_add_cp(scratch, nx_utf8_next(value, &pos));
	return nx_buf_str(scratch);
}

static void add_names(nx_buf *out)
{
	for (column_id field = 0; field < COLUMNS; field++)
		nx_buf_addf(out, "%s%s", field ? " " : "", table[field].name);
}

nx_status nx_fields_parse(nx_fields *out, nx_str names, nx_error *err)
{
	nx_buf all = NX_BUF_INIT;
	nx_str name;
	nx_status st = NX_OK;

	out->count = 0;
	while (st == NX_OK && nx_str_split(&names, ',', &name)) {
		column_id field = column_find(nx_str_trim(name));

		if (field == COLUMNS) {
			add_names(&all);
			st = nx_fail(err, NX_ERR_USAGE, "\"%.*s\" is none of %.*s", NX_FMT(name),
				NX_FMT(all));
		} else if (out->count == NX_FIELDS_MAX) {
			st = nx_fail(err, NX_ERR_USAGE, "more than %d fields", NX_FIELDS_MAX);
		} else {
			out->items[out->count++] = (unsigned char)field;
		}
	}
	if (st == NX_OK && !out->count)
		st = nx_fail(err, NX_ERR_USAGE, "no field is named");
	nx_buf_release(&all);
	return st;
}
