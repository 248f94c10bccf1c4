#include "ingest/json_scan.h"

#include <string.h>

/* A buffer that one large value has blown up is not kept for the small ones. */
#define HELD_KEPT ((size_t)1 << 20)

void nx_json_scan_init(nx_json_scan *scan, nx_stream *stream, size_t limit)
{
	*scan = (nx_json_scan){
		.stream = stream, .limit = limit, .line = 1, .column = 1, .chunk = NX_STR("")
	};
}

void nx_json_scan_release(nx_json_scan *scan)
{
	nx_buf_release(&scan->held);
}

static bool fill(nx_json_scan *scan)
{
	if (scan->chunk.n)
		return true;
	if (scan->ended)
		return false;
	scan->status = nx_stream_read(scan->stream, &scan->chunk, &scan->why);
	scan->ended = scan->status != NX_OK || scan->chunk.n == 0;
	if (scan->ended)
		scan->chunk = NX_STR("");
	return !scan->ended;
}

/* A byte order mark may stand at the head of each file that was put into this one. */
static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\xEF' || c == '\xBB' ||
	       c == '\xBF';
}

/* Go `n` bytes on. Characters are counted by their first bytes. */
static void advance(nx_json_scan *scan, size_t n)
{
	const char *p = scan->chunk.p, *end = p + n, *line = p;
	uint64_t characters = 0;

	while ((p = memchr(line, '\n', (size_t)(end - line)))) {
		scan->line++;
		scan->column = 1;
		line = p + 1;
	}
	for (p = line; p < end; p++)
		characters += ((unsigned char)*p & 0xC0) != 0x80;
	for (p = line; p < end && is_space(*p); p++)
		;
	scan->begun = p < end || (line == scan->chunk.p && scan->begun);
	scan->column += characters;
	scan->chunk = nx_str_slice(scan->chunk, n, scan->chunk.n);
}

int nx_json_scan_peek(nx_json_scan *scan)
{
	while (fill(scan)) {
		size_t i = 0;

		while (i < scan->chunk.n && is_space(scan->chunk.p[i]))
			i++;
		advance(scan, i);
		if (scan->chunk.n)
			return (unsigned char)scan->chunk.p[0];
	}
	return -1;
}

void nx_json_scan_skip(nx_json_scan *scan)
{
	if (scan->chunk.n)
		advance(scan, 1);
}

/* State within a value; kept from chunk to chunk. */
typedef struct cutter {
	size_t depth; /* of open brackets */
	bool in_string, escaped;
	bool is_scalar; /* neither string nor brackets */
	bool started, done;
	/* To find the next object behind a string that lacks its quote: the value
	 * began a line at this column, and the string has gone over a line's end. */
	uint64_t column;
	bool watches;
	uint64_t indent; /* column of the next byte while the line holds spaces only, else 0 */
	bool broken;
} cutter;

/* Does a line within a string open with a brace where this value opened? */
static bool opens_next(cutter *cut, char c)
{
	if (c == '{' && cut->indent == cut->column)
		return true;
	cut->indent = c == ' ' || c == '\t' ? cut->indent + 1 : 0;
	return false;
}

static void take_bracket(cutter *cut, char c)
{
	if (c == '{' || c == '[') {
		cut->depth++;
	} else if (c == '}' || c == ']') {
		cut->depth--;
		cut->done = cut->depth == 0;
	}
}

static bool ends_scalar(char c)
{
	return c == ',' || c == ']' || c == '}' || c == ':' || c == '{' || c == '[' || c == '"' ||
	       is_space(c);
}

/* Bytes from `i` on that mean nothing for the cutting. */
static size_t dull_run(const cutter *cut, nx_str s, size_t i)
{
	size_t start = i;

	if (cut->in_string) {
		while (i < s.n && s.p[i] != '"' && s.p[i] != '\\' && s.p[i] != '\n')
			i++;
	} else {
		while (i < s.n && s.p[i] != '"' && s.p[i] != '{' && s.p[i] != '}' &&
			s.p[i] != '[' && s.p[i] != ']')
			i++;
	}
	return i - start;
}

static void take_byte(cutter *cut, char c)
{
	if (cut->in_string) {
		if (cut->escaped)
			cut->escaped = false;
		else if (c == '\\')
			cut->escaped = true;
		else if (c == '"')
			cut->in_string = false;
		cut->done = !cut->in_string && cut->depth == 0;
	} else if (c == '"') {
		cut->in_string = true;
	} else {
		take_bracket(cut, c);
	}
}

/* How many bytes of `s` belong to the value; sets done when its end is among them. */
static size_t cut_piece(cutter *cut, nx_str s)
{
	size_t i = 0;

	if (cut->is_scalar) {
		while (i < s.n && !(cut->done = cut->started && ends_scalar(s.p[i]))) {
			cut->started = true;
			i++;
		}
		return i;
	}
	while (i < s.n && !cut->done) {
		if (cut->indent && opens_next(cut, s.p[i])) {
			cut->broken = cut->done = true;
			break;
		}
		if (!cut->escaped && !cut->indent)
			i += dull_run(cut, s, i);
		if (i == s.n)
			break;
		if (cut->in_string && cut->watches && s.p[i] == '\n')
			cut->indent = 1;
		take_byte(cut, s.p[i++]);
	}
	return i;
}

static void run(nx_json_scan *scan, cutter *cut, nx_json_piece *piece, bool held)
{
	while (!cut->done && fill(scan)) {
		size_t n = cut_piece(cut, scan->chunk);

		if (held && !piece->too_long) {
			piece->too_long = n > scan->limit - scan->held.n;
			if (piece->too_long)
				nx_buf_release(&scan->held);
			else
				nx_buf_add(&scan->held, nx_str_slice(scan->chunk, 0, n));
		}
		advance(scan, n);
	}
	if (scan->held.failed) {
		scan->status = nx_fail(&scan->why, NX_ERR_NOMEM, "out of memory");
		scan->ended = true;
		scan->chunk = NX_STR("");
	}
}

void nx_json_scan_value(nx_json_scan *scan, nx_json_piece *piece, bool held)
{
	cutter cut = { .depth = 0 };
	int c;

	if (scan->held.cap > HELD_KEPT)
		nx_buf_release(&scan->held);
	nx_buf_clear(&scan->held);
	c = nx_json_scan_peek(scan);
	*piece = (nx_json_piece){ .text = NX_STR(""), .line = scan->line, .column = scan->column };
	cut.is_scalar = c != '"' && c != '{' && c != '[';
	cut.column = scan->column;
	cut.watches = c == '{' && !scan->begun;
	run(scan, &cut, piece, held);
	piece->cut = !cut.done && !(cut.is_scalar && cut.started);
	piece->broken = cut.broken;
	if (held && !piece->too_long)
		piece->text = nx_buf_str(&scan->held);
}

bool nx_json_scan_leave(nx_json_scan *scan)
{
	nx_json_piece piece = { .text = NX_STR("") };
	cutter cut = { .depth = 1 };

	run(scan, &cut, &piece, false);
	return cut.done;
}
