/* Which format a file has: by its first bytes, and by its name in doubt. */
#include "ingest/reader.h"

static const char *const format_names[NX_FORMATS] = {
	[NX_FORMAT_AUTO] = "auto",
	[NX_FORMAT_PAGE] = "page",
	[NX_FORMAT_MARKDOWN] = "markdown",
	[NX_FORMAT_JSONL] = "jsonl",
	[NX_FORMAT_JSON] = "json",
	[NX_FORMAT_HTML] = "html",
	[NX_FORMAT_FEED] = "feed",
	[NX_FORMAT_TREC] = "trec",
	[NX_FORMAT_CSV] = "csv",
	[NX_FORMAT_TSV] = "tsv",
};

const char *nx_format_name(nx_format format)
{
	return format_names[format];
}

const char *nx_format_names(void)
{
	return "auto, page, markdown, jsonl, json, html, feed, trec, csv or tsv";
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
		&nx_page_reader, /* the last resort, and so the first to be beaten */
		&nx_markdown_reader,
		&nx_jsonl_reader,
		&nx_json_reader,
		&nx_html_reader,
		&nx_feed_reader,
		&nx_trec_reader,
		&nx_csv_reader,
		&nx_tsv_reader,
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
