/* Tables with a header line: commas, semicolons, bars or tabs. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/clean.h"
#include "ingest/csv_cell.h"
#include "ingest/csv_rows.h"
#include "ingest/record.h"

#define SEPARATORS ",;\t|"
#define NAMES_MAX 200 /* bytes of the header in a message */

/* What a column fills. */
typedef struct column {
	bool known;
	nx_field field;
	size_t rank;
} column;

typedef struct table {
	nx_reading *reading;
	nx_csv_rows rows;
	nx_csv_fields fields;
	nx_buf mended;
	column *columns;
	size_t count;
	uint64_t records;
} table;

/* How well a header fits. */
typedef struct fit {
	char separator;
	size_t columns, known;
	bool has_text; /* a column of titles or texts */
} fit;

static fit fit_of(nx_str line, char separator, const nx_ingest_options *options)
{
	nx_csv_fields fields = { .field = NULL };
	fit found = { .separator = separator };
	nx_field field;
	size_t rank;

	if (nx_csv_split(&fields, line, separator, NULL) == NX_OK) {
		found.columns = fields.count;
		for (size_t i = 0; i < fields.count; i++) {
			if (!nx_key_find(options, fields.field[i], &field, &rank))
				continue;
			found.known++;
			found.has_text |= field == NX_FIELD_TITLE || field == NX_FIELD_BODY ||
					  field == NX_FIELD_SUMMARY;
		}
	}
	nx_csv_fields_release(&fields);
	return found;
}

static bool is_better(fit a, fit b)
{
	return a.known != b.known ? a.known > b.known : a.columns > b.columns;
}

/* Excel says in a line of its own what parts its columns. */
static char declared_separator(nx_str line)
{
	line = nx_str_trim(line);
	return line.n == 5 && nx_str_starts(line, NX_STR("sep=")) ? line.p[4] : '\0';
}

/* The separator that makes most of the header, the first line that is not empty. */
static fit fit_head(nx_str head, const nx_ingest_options *options)
{
	fit best = { .separator = ',' };
	nx_str line = NX_STR("");

	while (nx_str_split(&head, '\n', &line)) {
		char declared = declared_separator(line);

		if (declared)
			best.separator = declared;
		else if (nx_str_trim(line).n)
			break;
	}
	if (best.separator != ',')
		return fit_of(line, best.separator, options);
	for (const char *p = SEPARATORS; *p; p++) {
		fit one = fit_of(line, *p, options);

		best = is_better(one, best) ? one : best;
	}
	return best;
}

static int score(nx_str head, nx_str name, bool tabs)
{
	bool named = nx_str_ends(name, tabs ? NX_STR(".tsv") : NX_STR(".csv")) ||
		     (tabs && nx_str_ends(name, NX_STR(".tab")));
	fit best = fit_head(head, NULL);

	if (best.known && (best.separator == '\t') == tabs && best.has_text) {
		if (best.known >= 2)
			return 80;
		if (named)
			return 60;
	}
	/* Refused for its header, rather than taken for the text of a page. */
	return named ? 40 : 0;
}

static int detect_csv(nx_str head, nx_str name)
{
	return score(head, name, false);
}

static int detect_tsv(nx_str head, nx_str name)
{
	return score(head, name, true);
}

static nx_status refuse_header(table *t, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_buf names = NX_BUF_INIT;
	nx_status st;

	for (size_t i = 0; i < t->fields.count && names.n < NAMES_MAX; i++) {
		nx_buf_adds(&names, i ? ", " : "");
		nx_clean_line(&names, t->fields.field[i]);
	}
	nx_fail(&why, NX_ERR_FORMAT,
		"line %" PRIu64 ": no column of titles or texts in the header; name one with "
		"--field title=COLUMN or --field body=COLUMN: %.*s",
		t->reading->line, NX_FMT(nx_buf_str(&names)));
	st = nx_reading_refuse(t->reading, 0, &why, err);
	nx_buf_release(&names);
	return st;
}

/* What each column is. *usable is false when the table was refused. */
static nx_status read_header(table *t, bool *usable, nx_error *err)
{
	bool has_text = false;

	*usable = false;
	t->count = t->fields.count;
	t->columns = calloc(t->count, sizeof *t->columns);
	if (!t->columns)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	for (size_t i = 0; i < t->count; i++) {
		column *c = &t->columns[i];

		c->known =
			nx_key_find(t->reading->options, t->fields.field[i], &c->field, &c->rank);
		has_text |= c->known && (c->field == NX_FIELD_TITLE || c->field == NX_FIELD_BODY ||
						c->field == NX_FIELD_SUMMARY);
	}
	*usable = has_text;
	return has_text ? NX_OK : refuse_header(t, err);
}

/* A cell may be the list that Python made of it. */
static nx_str cell_text(nx_arena *made, nx_field field, nx_str cell, bool *listed)
{
	const char *between = field == NX_FIELD_AUTHOR ? "، " : "\n";
	nx_buf text = NX_BUF_INIT;

	*listed = cell.n && cell.p[0] == '[' &&
		  nx_csv_list(&text, cell, between, field == NX_FIELD_TAGS);
	if (*listed)
		cell = nx_arena_str(made, nx_buf_str(&text));
	made->failed |= text.failed;
	nx_buf_release(&text);
	return cell;
}

static nx_status report_row(table *t, nx_error *err)
{
	nx_record record = { .tags_listed = false };
	nx_arena made = NX_ARENA_INIT;
	size_t ranks[NX_FIELDS];
	nx_status st;

	for (size_t i = 0; i < t->count && i < t->fields.count; i++) {
		const column *c = &t->columns[i];
		bool listed;
		nx_str text;

		if (!c->known)
			continue;
		text = cell_text(&made, c->field, t->fields.field[i], &listed);
		nx_record_offer(&record, ranks, c->field, c->rank, text, listed);
	}
	if (made.failed)
		st = nx_fail(err, NX_ERR_NOMEM, "out of memory");
	else
		st = nx_reading_record(t->reading, t->records, &record, err);
	nx_arena_release(&made);
	return st;
}

/* Fields that are not empty, counted from the first to the last of them. */
static size_t used_fields(const table *t)
{
	size_t n = t->fields.count;

	while (n && nx_str_trim(t->fields.field[n - 1]).n == 0)
		n--;
	return n;
}

static nx_status read_record(table *t, nx_error *err)
{
	size_t used = used_fields(t);
	nx_status st = NX_OK;

	if (used > t->count || t->fields.count < t->count)
		st = nx_reading_warn(t->reading, t->records, err,
			"line %" PRIu64 ": %zu fields where the header has %zu", t->reading->line,
			used > t->count ? used : t->fields.count, t->count);
	if (st == NX_OK && t->fields.sloppy)
		st = nx_reading_warn(t->reading, t->records, err,
			"line %" PRIu64 ": quotes within a field are not doubled",
			t->reading->line);
	return st == NX_OK ? report_row(t, err) : st;
}

static nx_status refuse_row(table *t, const nx_csv_row *row, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;

	if (row->too_long)
		nx_fail(&why, NX_ERR_LIMIT,
			"line %" PRIu64 ": longer than %zu bytes, the limit of a record", row->line,
			t->rows.limit);
	else
		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64 ": a quote opened here is not closed; reading goes on in "
			"the next line",
			row->opened);
	return nx_reading_refuse(t->reading, t->records, &why, err);
}

static nx_status read_row(table *t, const nx_csv_row *row, bool *usable, nx_error *err)
{
	nx_str text = row->text;
	nx_status st;

	t->reading->line = row->line;
	if (row->too_long || row->opened) {
		t->records++;
		return refuse_row(t, row, err);
	}
	if (nx_str_trim(text).n == 0 || (!t->columns && declared_separator(text)))
		return NX_OK;
	t->records += t->columns != NULL;
	st = nx_reading_mend(t->reading, t->records, &text, &t->mended, err);
	if (st != NX_OK || !text.p)
		return st;
	st = nx_csv_split(&t->fields, text, t->rows.separator, err);
	if (st != NX_OK)
		return st;
	if (!t->columns)
		return read_header(t, usable, err);
	if (used_fields(t) == 0) {
		t->records--;
		return NX_OK;
	}
	return read_record(t, err);
}

static nx_status read_table(nx_reading *reading, char separator, nx_error *err)
{
	table t = { .reading = reading };
	nx_status st = NX_OK, stream = NX_OK;
	nx_error why = NX_ERROR_INIT;
	bool usable = true;
	nx_csv_row row;

	nx_csv_rows_init(&t.rows, reading->stream, separator, NX_LINE_LIMIT);
	while (st == NX_OK && usable) {
		stream = nx_csv_rows_next(&t.rows, &row, &why);
		if (stream != NX_OK || !row.text.p)
			break;
		st = read_row(&t, &row, &usable, err);
	}
	if (stream == NX_ERR_NOMEM)
		st = nx_fail(err, stream, "%s", why.text);
	else if (stream != NX_OK)
		st = nx_reading_refuse(reading, 0, &why, err);
	free(t.columns);
	nx_buf_release(&t.mended);
	nx_csv_fields_release(&t.fields);
	nx_csv_rows_release(&t.rows);
	return st;
}

static nx_status read_csv(nx_reading *reading, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st;
	nx_str head;

	st = nx_stream_head(reading->stream, &head, &why);
	if (st == NX_ERR_NOMEM)
		return nx_fail(err, st, "%s", why.text);
	if (st != NX_OK)
		return nx_reading_refuse(reading, 0, &why, err);
	return read_table(reading, fit_head(head, reading->options).separator, err);
}

static nx_status read_tsv(nx_reading *reading, nx_error *err)
{
	return read_table(reading, '\t', err);
}

const nx_reader nx_csv_reader = { NX_FORMAT_CSV, detect_csv, read_csv };
const nx_reader nx_tsv_reader = { NX_FORMAT_TSV, detect_tsv, read_tsv };
