#include "ingest/csv_rows.h"

#include <stdlib.h>
#include <string.h>

#include "newsidx/arena.h"

/* A window that one large row has blown up is not kept for the small ones. */
#define WINDOW_KEPT ((size_t)1 << 20)

void nx_csv_rows_init(nx_csv_rows *rows, nx_stream *stream, char separator, size_t limit)
{
	*rows = (nx_csv_rows){
		.stream = stream, .separator = separator, .limit = limit, .line = 1
	};
}

void nx_csv_rows_release(nx_csv_rows *rows)
{
	nx_buf_release(&rows->window);
}

void nx_csv_fields_release(nx_csv_fields *fields)
{
	free(fields->field);
	nx_buf_release(&fields->made);
	*fields = (nx_csv_fields){ .field = NULL };
}

typedef enum field_kind {
	FIELD_PLAIN,
	FIELD_QUOTED,
	FIELD_UNCLOSED,
	FIELD_CUT /* the text ends within it, and there is more to come */
} field_kind;

typedef struct field {
	field_kind kind;
	size_t open, close; /* its quotes */
	size_t end;         /* of the separator or line end behind it, or of the text */
	bool sloppy;
} field;

/* White space that programs put around quotes; a tab may be the separator. */
static size_t skip_blanks(nx_str text, size_t at, char separator)
{
	while (at < text.n && text.p[at] == ' ' && separator != ' ')
		at++;
	return at;
}

static bool ends_field(nx_str text, size_t at, char separator)
{
	return at == text.n || text.p[at] == separator || text.p[at] == '\n' ||
	       (text.p[at] == '\r' && (at + 1 == text.n || text.p[at + 1] == '\n'));
}

static void find_plain_end(nx_str text, size_t start, char separator, bool whole, field *f)
{
	size_t i = start;

	while (i < text.n && text.p[i] != separator && text.p[i] != '\n')
		i++;
	f->kind = i < text.n || whole ? FIELD_PLAIN : FIELD_CUT;
	f->end = i > start && i < text.n && text.p[i] == '\n' && text.p[i - 1] == '\r' ? i - 1 : i;
	if (i == text.n && whole && i > start && text.p[i - 1] == '\r')
		f->end = i - 1;
}

/* Find the quote that closes the one at f->open. */
static void find_close(nx_str text, char separator, bool whole, field *f)
{
	size_t at = f->open + 1, after;
	bool later = false; /* in a line after the opening one */

	for (;;) {
		const char *quote = at < text.n ? memchr(text.p + at, '"', text.n - at) : NULL;
		size_t next = quote ? (size_t)(quote - text.p) : text.n;

		later |= at < next && memchr(text.p + at, '\n', next - at);
		if (later && f->sloppy) {
			f->kind = FIELD_PLAIN;
			return;
		}
		if (!quote || (next + 1 == text.n && !whole)) {
			f->kind = !whole ? FIELD_CUT : f->sloppy ? FIELD_PLAIN : FIELD_UNCLOSED;
			return;
		}
		if (next + 1 < text.n && text.p[next + 1] == '"') {
			at = next + 2;
			continue;
		}
		after = skip_blanks(text, next + 1, separator);
		if (after == text.n && !whole) {
			f->kind = FIELD_CUT;
			return;
		}
		if (ends_field(text, after, separator)) {
			*f = (field){ FIELD_QUOTED, f->open, next, after, f->sloppy };
			return;
		}
		if (later) {
			f->kind = FIELD_UNCLOSED;
			return;
		}
		f->sloppy = true;
		at = next + 1;
	}
}

/* The field that begins at `start`. `whole`: nothing comes after the text. */
static field find_field(nx_str text, size_t start, char separator, bool whole)
{
	field f = { .kind = FIELD_PLAIN, .open = skip_blanks(text, start, separator) };

	if (f.open < text.n && text.p[f.open] == '"') {
		find_close(text, separator, whole, &f);
		/* In columns parted by tabs a quote is mostly part of the text. */
		if (f.kind == FIELD_UNCLOSED && separator == '\t')
			f.kind = FIELD_PLAIN;
		if (f.kind != FIELD_PLAIN)
			return f;
	}
	find_plain_end(text, start, separator, whole, &f);
	return f;
}

static size_t count_lines(nx_str text)
{
	const char *p = text.p, *end = text.p + text.n;
	size_t lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

/* At least double what is held, so that what is looked at again and again stays
 * within bounds; false at the end or on a failure. */
static bool read_more(nx_csv_rows *rows, nx_status *st, nx_error *err)
{
	size_t held = rows->window.n - rows->start, want = held * 2;
	nx_str chunk;

	if (rows->ended)
		return false;
	if (rows->start) {
		memmove(rows->window.p, rows->window.p + rows->start, held);
		rows->window.n = held;
		rows->start = 0;
	}
	do {
		*st = nx_stream_read(rows->stream, &chunk, err);
		rows->ended = *st != NX_OK || chunk.n == 0;
		nx_buf_add(&rows->window, chunk);
		if (rows->window.failed) {
			*st = nx_buf_status(&rows->window, err);
			rows->ended = true;
		}
	} while (!rows->ended && rows->window.n < want);
	return rows->window.n > held;
}

/* Find the end of the row that `text` begins with: its fields, then a line end, or
 * the text's own end. False when more text is needed. Beyond the limit no more is
 * looked at: a quote that has not been closed by then never is. */
static bool find_row(const nx_csv_rows *rows, nx_str text, size_t *end, size_t *opened)
{
	const bool whole = rows->ended || text.n > rows->limit;
	size_t at = 0;

	*opened = (size_t)-1;
	for (;;) {
		field f = find_field(text, at, rows->separator, whole);

		if (f.kind == FIELD_CUT)
			return false;
		if (f.kind == FIELD_UNCLOSED) {
			*opened = f.open;
			find_plain_end(text, f.open, '\n', true, &f);
		}
		if (f.end == text.n || text.p[f.end] != rows->separator) {
			*end = f.end;
			return true;
		}
		at = f.end + 1;
	}
}

/* Go over a row that is too long to hold, to the end of its line. */
static nx_status skip_line(nx_csv_rows *rows, nx_error *err)
{
	nx_status st = NX_OK;
	bool more = true;

	while (more) {
		nx_str held = nx_str_slice(nx_buf_str(&rows->window), rows->start, rows->window.n);
		const char *end = memchr(held.p, '\n', held.n);

		if (end) {
			rows->start += (size_t)(end - held.p) + 1;
			rows->line++;
			return st;
		}
		rows->start = rows->window.n = 0;
		more = read_more(rows, &st, err);
	}
	return st;
}

/* What follows a row is its line end. */
static void leave_row(nx_csv_rows *rows, nx_str held, size_t end)
{
	if (end < held.n && held.p[end] == '\r')
		end++;
	if (end < held.n && held.p[end] == '\n')
		end++;
	rows->line += count_lines(nx_str_slice(held, 0, end));
	rows->start += end;
}

nx_status nx_csv_rows_next(nx_csv_rows *rows, nx_csv_row *row, nx_error *err)
{
	nx_status st = NX_OK;
	size_t end = 0, opened = (size_t)-1;
	bool whole = false;
	nx_str held;

	*row = (nx_csv_row){ .text = NX_STR_NULL, .line = rows->line };
	if (rows->start == rows->window.n && rows->window.cap > WINDOW_KEPT) {
		nx_buf_release(&rows->window);
		rows->start = 0;
	}
	while (!whole && st == NX_OK) {
		held = nx_str_slice(nx_buf_str(&rows->window), rows->start, rows->window.n);
		if (held.n == 0 && rows->ended)
			return st;
		whole = held.n && find_row(rows, held, &end, &opened);
		if (whole && end == held.n && end > rows->limit) {
			row->too_long = true;
			row->text = NX_STR("");
			return skip_line(rows, err);
		}
		if (!whole)
			read_more(rows, &st, err);
	}
	/* A row that the stream breaks off is not given. */
	if (st != NX_OK)
		return st;
	row->too_long = end > rows->limit;
	row->text = row->too_long ? NX_STR("") : nx_str_slice(held, 0, end);
	if (!row->too_long && opened != (size_t)-1)
		row->opened = row->line + count_lines(nx_str_slice(held, 0, opened));
	leave_row(rows, held, end);
	return NX_OK;
}

/* What stands between the quotes, doubled ones as one. */
static nx_str unquote(nx_csv_fields *fields, nx_str text)
{
	size_t at = 0, start = fields->made.n, next;

	if (!memchr(text.p, '"', text.n))
		return text;
	while ((next = nx_str_find(text, NX_STR("\"\""), at)) != (size_t)-1) {
		nx_buf_add(&fields->made, nx_str_slice(text, at, next + 1));
		at = next + 2;
	}
	nx_buf_add(&fields->made, nx_str_slice(text, at, text.n));
	return nx_str_slice(nx_buf_str(&fields->made), start, fields->made.n);
}

static nx_str unescape(nx_csv_fields *fields, nx_str text)
{
	static const char from[] = "tnr\\", to[] = "\t\n\r\\";
	size_t start = fields->made.n;

	if (!memchr(text.p, '\\', text.n))
		return text;
	for (size_t i = 0; i < text.n; i++) {
		const char *which = NULL;

		if (text.p[i] == '\\' && i + 1 < text.n && text.p[i + 1])
			which = strchr(from, text.p[i + 1]);
		nx_buf_addc(&fields->made, which ? to[which - from] : text.p[i]);
		i += which != NULL;
	}
	return nx_str_slice(nx_buf_str(&fields->made), start, fields->made.n);
}

nx_status nx_csv_split(nx_csv_fields *fields, nx_str text, char separator, nx_error *err)
{
	size_t at = 0;

	fields->count = 0;
	fields->sloppy = false;
	nx_buf_clear(&fields->made);
	/* Reserved at once, so that views of it hold. */
	nx_buf_reserve(&fields->made, text.n + 1);
	for (;;) {
		field f = find_field(text, at, separator, true);
		nx_str value = nx_str_slice(text, at, f.end);
		nx_str *room = nx_vec_room(
			fields->field, fields->count, &fields->cap, sizeof *fields->field);

		if (!room || fields->made.failed)
			return nx_fail(err, NX_ERR_NOMEM, "out of memory");
		fields->field = room;
		if (f.kind == FIELD_QUOTED)
			value = unquote(fields, nx_str_slice(text, f.open + 1, f.close));
		else if (f.kind == FIELD_UNCLOSED)
			f.end = text.n;
		else if (separator == '\t')
			value = unescape(fields, value);
		fields->field[fields->count++] = value;
		fields->sloppy |= f.sloppy && separator != '\t';
		if (f.end >= text.n)
			return NX_OK;
		at = f.end + 1;
	}
}
