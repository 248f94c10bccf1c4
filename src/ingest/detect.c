/* Which format a file has: by its first bytes, and by its name in doubt. */
#include <strings.h>

#include "ingest/reader.h"

static const char *const format_names[NX_FORMATS] = {
	[NX_FORMAT_AUTO] = "auto",
	[NX_FORMAT_PAGE] = "page",
	[NX_FORMAT_MARKDOWN] = "markdown",
	[NX_FORMAT_JSONL] = "jsonl",
};

const char *nx_format_name(nx_format format)
{
	return format_names[format];
}

bool nx_format_from_name(nx_format *out, nx_str name)
{
	for (int i = 0; i < NX_FORMATS; i++) {
		if (nx_str_eq(name, nx_str_from(format_names[i]))) {
			*out = (nx_format)i;
			return true;
		}
	}
	return false;
}

static bool starts_nocase(nx_str s, const char *prefix)
{
	nx_str p = nx_str_from(prefix);

	return s.n >= p.n && strncasecmp(s.p, p.p, p.n) == 0;
}

/* "[{", with white space between: a list of objects. Less than that is how a page
 * may begin. */
static bool is_json_list(nx_str head)
{
	return head.n && head.p[0] == '[' &&
	       nx_str_starts(nx_str_trim(nx_str_slice(head, 1, head.n)), NX_STR("{"));
}

/* "{" on a line of its own opens an object that goes on over many lines. */
static bool is_json_object(nx_str head)
{
	nx_str rest = nx_str_slice(head, 1, head.n), line;

	return head.n && head.p[0] == '{' && nx_str_split(&rest, '\n', &line) && rest.p &&
	       nx_str_trim(line).n == 0 && nx_str_starts(nx_str_trim(rest), NX_STR("\""));
}

static bool is_markup(nx_str head)
{
	static const char *const openings[] = {
		"<!doctype",
		"<html",
		"<head",
		"<body",
		"<?xml",
		"<rss",
		"<feed",
	};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		if (starts_nocase(head, openings[i]))
			return true;
	}
	return false;
}

/* "<" and a letter is the least that opens a tag; pages do begin with "<" or "<<"
 * as an arrow. */
static bool is_maybe_markup(nx_str head)
{
	return head.n > 1 && head.p[0] == '<' &&
	       ((head.p[1] >= 'a' && head.p[1] <= 'z') || (head.p[1] >= 'A' && head.p[1] <= 'Z') ||
		       head.p[1] == '!');
}

static int detect_foreign(nx_str head, nx_str name)
{
	(void)name;
	head = nx_str_trim(head);
	if (is_markup(head) || is_json_list(head) || is_json_object(head))
		return 95;
	return is_maybe_markup(head) ? 40 : 0;
}

static nx_status refuse_foreign(nx_reading *reading, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_str head;

	if (nx_stream_head(reading->stream, &head, &why) != NX_OK)
		return nx_fail(err, why.status, "%s", why.text);
	nx_fail(&why, NX_ERR_FORMAT,
		"looks like %s; this version reads page text, Markdown and JSON lines",
		nx_str_starts(nx_str_trim(head), NX_STR("<")) ? "HTML or XML" : "a JSON document");
	return nx_reading_refuse(reading, 0, &why, err);
}

/* Formats that newsidx recognises in order to refuse them with a reason. */
static const nx_reader foreign_reader = { NX_FORMAT_AUTO, detect_foreign, refuse_foreign };

/* The last part of a path, without what a compressor appended. */
static nx_str plain_name(nx_str path)
{
	static const char *const suffixes[] = { ".gz", ".bz2", ".xz", ".zst", ".lz4", ".lz", ".Z" };
	nx_str name;

	while (nx_str_split(&path, '/', &name))
		;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		nx_str suffix = nx_str_from(suffixes[i]);

		if (nx_str_ends(name, suffix))
			return nx_str_slice(name, 0, name.n - suffix.n);
	}
	return name;
}

const nx_reader *nx_reader_for(nx_format format, nx_str head, nx_str path)
{
	static const nx_reader *const readers[] = {
		&nx_page_reader,
		&nx_markdown_reader,
		&nx_jsonl_reader,
		&foreign_reader,
	};
	const nx_reader *best = &nx_page_reader;
	nx_str name = plain_name(path);
	int most = 0;

	if (nx_str_starts(head, NX_STR("\xEF\xBB\xBF")))
		head = nx_str_slice(head, 3, head.n);
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		int score;

		if (format != NX_FORMAT_AUTO) {
			if (readers[i]->format == format)
				return readers[i];
			continue;
		}
		score = readers[i]->detect(head, name);
		if (score > most) {
			most = score;
			best = readers[i];
		}
	}
	return best;
}
