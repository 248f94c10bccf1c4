#include "ingest/json_look.h"

#include "ingest/json_parse.h"
#include "ingest/json_scan.h"
#include "ingest/record_keys.h"
#include "newsidx/utf8.h"

nx_str nx_json_key_text(nx_str key)
{
	return key.n < 2 ? NX_STR("") : nx_str_slice(key, 1, key.n - 1);
}

/* Read the key and the colon of the next member, leaving the objects that end before
 * it; false when there is none. */
static bool next_member(nx_json_scan *scan, nx_json_piece *key, int *level)
{
	int c;

	while ((c = nx_json_scan_peek(scan)) == ',' || (c == '}' && *level > 0)) {
		*level -= c == '}';
		nx_json_scan_skip(scan);
	}
	if (c != '"')
		return false;
	nx_json_scan_value(scan, key, true);
	if (key->cut || nx_json_scan_peek(scan) != ':')
		return false;
	nx_json_scan_skip(scan);
	return true;
}

nx_json_member nx_json_member_of(nx_str key, int c)
{
	bool is_list = nx_key_is(NX_KEY_LIST, key, NULL);
	nx_field field;
	size_t rank;

	if (c == '[' && is_list)
		return NX_JSON_MEMBER_LIST;
	if (c == '{' && (is_list || nx_key_is(NX_KEY_ENVELOPE, key, NULL)))
		return NX_JSON_MEMBER_OBJECT;
	if (c == '{' && !nx_key_is(NX_KEY_FIELD, key, NULL))
		return NX_JSON_MEMBER_UNKNOWN;
	if (c == '{' || !nx_key_find(NULL, key, &field, &rank))
		return NX_JSON_MEMBER_PLAIN;
	return field == NX_FIELD_BODY    ? NX_JSON_MEMBER_BODY
	       : field == NX_FIELD_TITLE ? NX_JSON_MEMBER_TITLE
					 : NX_JSON_MEMBER_PLAIN;
}

/* Does the object, `scan` before its brace, hold a list of articles, or articles by
 * their ids, before it says anything of an article itself? */
static bool holds_list(nx_json_scan *scan)
{
	int level = 0, unknown = NX_JSON_LEVELS + 1; /* the level below an unknown key */
	nx_json_piece key, value;

	nx_json_scan_skip(scan);
	while (next_member(scan, &key, &level)) {
		int c = nx_json_scan_peek(scan);
		nx_json_member kind = nx_json_member_of(nx_json_key_text(key.text), c);

		if (level < unknown)
			unknown = NX_JSON_LEVELS + 1;
		if (kind == NX_JSON_MEMBER_LIST) {
			nx_json_scan_skip(scan);
			return nx_json_scan_peek(scan) == '{';
		}
		if (kind == NX_JSON_MEMBER_BODY ||
			(kind == NX_JSON_MEMBER_TITLE && level >= unknown))
			return level >= unknown;
		if ((kind == NX_JSON_MEMBER_OBJECT || kind == NX_JSON_MEMBER_UNKNOWN) &&
			level < NX_JSON_LEVELS) {
			nx_json_scan_skip(scan);
			level++;
			if (kind == NX_JSON_MEMBER_UNKNOWN && level < unknown)
				unknown = level;
			continue;
		}
		nx_json_scan_value(scan, &value, false);
		if (value.cut)
			return false;
	}
	return false;
}

static nx_str first_line(nx_str text)
{
	nx_str line = NX_STR("");

	nx_str_split(&text, '\n', &line);
	return line;
}

/* A whole value at the head: what follows it on its line? */
static nx_json_looks judge_value(nx_str head, nx_str value)
{
	nx_str rest = nx_str_trim(first_line(nx_str_slice(head, value.n, head.n)));
	nx_json_fault fault;
	json_t *json = NULL;
	bool sound;

	if (nx_str_find(value, NX_STR("\n"), 0) != (size_t)-1)
		return NX_JSON_LOOKS_DOCUMENT;
	/* Bytes that are no UTF-8 are mended later. */
	sound = nx_utf8_valid(value) < value.n || nx_json_parse(&json, value, &fault) == NX_OK;
	json_decref(json);
	if (!sound)
		return NX_JSON_LOOKS_BROKEN;
	if (rest.n == 0)
		return NX_JSON_LOOKS_LINES;
	return rest.p[0] == ',' || rest.p[0] == '{' ? NX_JSON_LOOKS_DOCUMENT : NX_JSON_LOOKS_BROKEN;
}

/* The value is cut off by the end of the head: a long line, a printed object, or a
 * line that lacks its end. */
static nx_json_looks judge_cut(nx_str head)
{
	nx_str line = first_line(head), rest = nx_str_slice(head, line.n, head.n);

	if (line.n == head.n)
		return NX_JSON_LOOKS_LINES;
	rest = nx_str_trim(rest);
	return nx_str_starts(rest, NX_STR("{")) ? NX_JSON_LOOKS_BROKEN : NX_JSON_LOOKS_DOCUMENT;
}

static nx_json_looks judge_object(nx_str head)
{
	nx_stream *streams[] = { nx_stream_of(head), nx_stream_of(head) };
	nx_json_looks looks = NX_JSON_LOOKS_NONE;
	nx_json_scan scan;
	nx_json_piece piece;

	if (!streams[0] || !streams[1])
		goto done;
	nx_json_scan_init(&scan, streams[0], head.n);
	nx_json_scan_peek(&scan);
	looks = holds_list(&scan) ? NX_JSON_LOOKS_DOCUMENT : NX_JSON_LOOKS_NONE;
	nx_json_scan_release(&scan);
	if (looks != NX_JSON_LOOKS_NONE)
		goto done;
	nx_json_scan_init(&scan, streams[1], head.n);
	nx_json_scan_value(&scan, &piece, true);
	looks = piece.cut || piece.broken ? judge_cut(head) : judge_value(head, piece.text);
	nx_json_scan_release(&scan);
done:
	nx_stream_close(streams[0]);
	nx_stream_close(streams[1]);
	return looks;
}

/* Python prints keys in single quotes: no JSON, but no page of text either. */
static bool is_python(nx_str rest)
{
	size_t i = 1;

	if (!nx_str_starts(rest, NX_STR("'")))
		return false;
	while (i < rest.n && rest.p[i] != '\'' && rest.p[i] != '\n')
		i++;
	return nx_str_starts(nx_str_trim(nx_str_slice(rest, i + 1, rest.n)), NX_STR(":"));
}

nx_json_looks nx_json_look(nx_str head)
{
	bool is_array = false;
	nx_str rest;

	head = nx_str_trim(head);
	rest = head;
	while (nx_str_starts(rest, NX_STR("["))) {
		is_array = true;
		rest = nx_str_trim(nx_str_slice(rest, 1, rest.n));
	}
	if (is_array && nx_str_eq(rest, NX_STR("]")))
		return NX_JSON_LOOKS_DOCUMENT;
	if (!nx_str_starts(rest, NX_STR("{")))
		return NX_JSON_LOOKS_NONE;
	rest = nx_str_trim(nx_str_slice(rest, 1, rest.n));
	if (!is_array && is_python(rest))
		return NX_JSON_LOOKS_BROKEN;
	if (!nx_str_starts(rest, NX_STR("\"")) && !nx_str_starts(rest, NX_STR("}")))
		return NX_JSON_LOOKS_NONE;
	return is_array ? NX_JSON_LOOKS_DOCUMENT : judge_object(head);
}
