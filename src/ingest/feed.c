/* Feeds: RSS, Atom and RDF, WordPress's exports, sitemaps of news. Elements are known by
 * src/ingest/data/feed-elements.tsv. */
#include "ingest/feed.h"

#include <inttypes.h>
#include <stdlib.h>

/* The kinds of document by the root's name, and the namespace of what has none. */
static const struct root {
	const char *name, *space;
} roots[] = {
	{ "rss", "rss" },
	{ "RDF", "rss" },
	{ "feed", "atom" },
	{ "entry", "atom" },
	{ "urlset", "sitemap" },
};

static const struct root *root_of(nx_str local)
{
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (nx_feed_same(local, nx_str_from(roots[i].name)))
			return &roots[i];
	}
	return NULL;
}

static nx_str name_of(const xmlChar *name)
{
	return nx_str_from((const char *)name);
}

static nx_status refuse(nx_feed *feed, const nx_error *why, nx_error *err)
{
	feed->over = true;
	return nx_reading_refuse(feed->reading, 0, why, err);
}

/* Each of several feeds, one behind another, begins anew. */
static nx_status open_root(nx_feed *feed, nx_str local, const xmlChar *uri, nx_error *err)
{
	const struct root *root = root_of(local);
	bool is_first = !feed->plain.p;
	nx_error why = NX_ERROR_INIT;

	if (!root && !is_first)
		return NX_OK;
	if (!root) {
		nx_str name = nx_feed_parser_name(&feed->parser, 1);

		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64 ": the root element is <%.*s>, no feed that newsidx reads "
			"(RSS, Atom, RDF, sitemap of news, export of WordPress)",
			feed->parser.line, (int)(name.n > 100 ? 100 : name.n), name.p);
		return refuse(feed, &why, err);
	}
	feed->plain = nx_str_from(root->space);
	feed->root_uri = uri;
	feed->is_map = nx_str_eq(feed->plain, NX_STR("sitemap"));
	nx_buf_clear(&feed->title);
	nx_buf_clear(&feed->link);
	if (!is_first || !feed->parser.entities_line)
		return NX_OK;
	return nx_reading_warn(feed->reading, 0, err,
		"line %" PRIu64 ": the document type declares entities; references to them stay as "
		"they are",
		feed->parser.entities_line);
}

/* An unknown default namespace means as much as none, and so does that of the root: what
 * kind of feed it is, its name has told. */
static nx_str space_of(const nx_feed *feed, const xmlChar *prefix, const xmlChar *uri)
{
	nx_str space = uri ? nx_feed_space_of_uri(name_of(uri)) : NX_STR("?");

	if (prefix)
		return uri ? space : nx_feed_space_of_prefix(name_of(prefix));
	return uri == feed->root_uri || nx_str_eq(space, NX_STR("?")) ? feed->plain : space;
}

/* xml:base of the element that has just begun. */
static void rebase(nx_feed *feed, const nx_feed_tag *tag)
{
	nx_feed_parser *parser = &feed->parser;
	nx_feed_open *open = &parser->open[parser->depth - 1];
	nx_buf whole = NX_BUF_INIT;

	for (int i = 0; i < tag->count; i++) {
		const xmlChar **a = tag->attributes + 5 * i;
		nx_str link = { (const char *)a[3], (size_t)(a[4] - a[3]) };

		if (!a[1] || !nx_str_eq(name_of(a[1]), NX_STR("xml")) ||
			!nx_str_eq(name_of(a[0]), NX_STR("base")))
			continue;
		nx_feed_resolve(&whole,
			nx_str_slice(nx_buf_str(&parser->names), open->base, open->base_end),
			nx_str_trim(link));
		open->base = parser->names.n;
		nx_buf_add(&parser->names, nx_buf_str(&whole));
		open->base_end = parser->names.n;
		parser->names.failed |= whole.failed;
		break;
	}
	nx_buf_release(&whole);
}

static void unclosed(nx_feed *feed)
{
	if (!feed->unclosed)
		feed->unclosed = feed->parser.line;
}

static nx_status open(nx_feed *feed, const nx_feed_tag *tag, nx_error *err)
{
	nx_status st = NX_OK;

	if (feed->parser.value) {
		if (!nx_feed_ends_before(feed, tag)) {
			nx_feed_add_begin(feed, tag);
			return NX_OK;
		}
		unclosed(feed);
		st = nx_feed_end_value(feed, err);
	}
	if (st == NX_OK && feed->parser.entry && nx_feed_is_entry(tag)) {
		unclosed(feed);
		st = nx_feed_end_entry(feed, err);
	}
	if (st != NX_OK)
		return st;
	if (!feed->parser.entry && nx_feed_is_entry(tag))
		return nx_feed_begin_entry(feed, tag, err);
	nx_feed_begin_value(feed, tag);
	return NX_OK;
}

static void done(nx_feed *feed, nx_status st)
{
	feed->outcome = st;
	if (st != NX_OK || feed->over)
		nx_feed_parser_stop(&feed->parser);
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	int bound, const xmlChar **spaces, int count, int defaulted, const xmlChar **attributes)
{
	nx_feed *feed = user;
	nx_feed_tag tag = { .local = name_of(local), .attributes = attributes, .count = count };
	nx_status st = NX_OK;

	(void)bound, (void)spaces, (void)defaulted;
	if (feed->parser.depth == 0)
		return;
	if (feed->parser.depth == 1)
		st = open_root(feed, tag.local, prefix ? NULL : uri, feed->err);
	if (st == NX_OK && !feed->over) {
		tag.space = space_of(feed, prefix, uri);
		rebase(feed, &tag);
		st = open(feed, &tag, feed->err);
	}
	done(feed, st);
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	nx_feed *feed = user;
	nx_feed_parser *parser = &feed->parser;
	nx_status st = NX_OK;

	(void)prefix, (void)uri;
	if (parser->value && parser->depth > parser->value) {
		nx_feed_add_end(feed, name_of(local));
		return;
	}
	/* An entry counts as closed only by its own tag, and so do its values. */
	if (parser->implied && (parser->value || parser->depth == parser->entry))
		unclosed(feed);
	if (parser->value)
		st = nx_feed_end_value(feed, feed->err);
	if (st == NX_OK && parser->depth && parser->depth == parser->entry)
		st = nx_feed_end_entry(feed, feed->err);
	if (parser->entry && feed->group >= parser->depth)
		feed->group = parser->depth - 1;
	done(feed, st);
}

static void on_text(void *user, const xmlChar *text, int n)
{
	nx_feed *feed = user;

	if (feed->parser.value)
		nx_feed_add(feed, (nx_str){ (const char *)text, (size_t)n });
}

static const xmlSAXHandler handler = { .startElementNs = on_start,
	.endElementNs = on_end,
	.characters = on_text,
	.ignorableWhitespace = on_text };

static nx_status warn_left_out(nx_feed *feed, nx_error *err)
{
	feed->reading->line = 0;
	if (feed->ordinal == 0)
		return nx_reading_warn(feed->reading, 0, err, "the feed has no entries");
	if (feed->left_out == 0)
		return NX_OK;
	if (feed->is_map)
		return nx_reading_warn(feed->reading, 0, err,
			"%zu addresses without a title left out: the sitemap tells no more",
			feed->left_out);
	return nx_reading_warn(feed->reading, 0, err,
		"%zu entries left out: attachments, menus, drafts", feed->left_out);
}

/* The stream is over, or has failed. */
static nx_status end(nx_feed *feed, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st;

	if (feed->parser.failure.status == NX_ERR_NOMEM)
		return nx_fail(err, NX_ERR_NOMEM, "%s", feed->parser.failure.text);
	if (feed->parser.failure.status != NX_OK)
		return nx_reading_refuse(feed->reading, 0, &feed->parser.failure, err);
	if (!feed->plain.p) {
		nx_fail(&why, NX_ERR_FORMAT, "no XML element in its %" PRIu64 " lines",
			feed->parser.next_line);
		return nx_reading_refuse(feed->reading, 0, &why, err);
	}
	feed->reading->line = feed->line;
	if (feed->parser.entry) {
		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64 ": the file ends at line %" PRIu64 ", within this entry",
			feed->line, feed->parser.next_line);
		st = nx_reading_refuse(feed->reading, feed->ordinal, &why, err);
	} else {
		st = warn_left_out(feed, err);
	}
	if (st == NX_OK && !feed->parser.entry && feed->parser.depth)
		st = nx_reading_warn(feed->reading, 0, err,
			"the file ends at line %" PRIu64 " before the feed does",
			feed->parser.next_line);
	return st;
}

static nx_status read_feed(nx_reading *reading, nx_error *err)
{
	nx_feed *feed = calloc(1, sizeof *feed);
	nx_status st;

	if (!feed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	feed->reading = reading;
	feed->err = err;
	st = nx_feed_parser_open(&feed->parser, reading->stream, &handler, feed, err);
	if (st == NX_OK)
		st = nx_feed_parser_run(&feed->parser, err);
	if (st == NX_OK)
		st = feed->outcome;
	if (st == NX_OK && !feed->over)
		st = end(feed, err);
	nx_feed_parser_release(&feed->parser);
	nx_gather_release(&feed->values);
	nx_buf_release(&feed->attributes);
	nx_buf_release(&feed->text);
	nx_buf_release(&feed->type);
	nx_buf_release(&feed->status);
	nx_buf_release(&feed->title);
	nx_buf_release(&feed->link);
	free(feed);
	return st;
}

/* The root as detection sees it. */
typedef struct first_tag {
	nx_feed_parser parser;
	int score;
} first_tag;

/* By the root. <feed> and <entry> must be Atom's. XML of an unknown kind is claimed too,
 * so that it is refused with a reason. */
static void on_first(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	int bound, const xmlChar **spaces, int count, int defaulted, const xmlChar **attributes)
{
	first_tag *first = user;
	const struct root *root = root_of(name_of(local));
	nx_str atom = NX_STR("atom");

	(void)prefix, (void)bound, (void)spaces, (void)count, (void)defaulted, (void)attributes;
	if (first->parser.depth == 0)
		return;
	if (root && (!nx_str_eq(nx_str_from(root->space), atom) ||
			    (uri && nx_str_eq(nx_feed_space_of_uri(name_of(uri)), atom))))
		first->score = 100;
	else if (nx_feed_same(name_of(local), NX_STR("html")))
		first->score = 0;
	nx_feed_parser_stop(&first->parser);
}

static int detect(nx_str head, nx_str name)
{
	static const xmlSAXHandler first_handler = { .startElementNs = on_first };
	nx_str start = nx_str_trim(head);
	first_tag *first;
	nx_stream *stream;
	int score = 0;

	if (!nx_str_starts(start, NX_STR("<")))
		return 0;
	first = calloc(1, sizeof *first);
	stream = nx_stream_of(head);
	if (first && stream) {
		first->score = nx_str_starts(start, NX_STR("<?xml")) ? 60 : 0;
		if (nx_feed_parser_open(&first->parser, stream, &first_handler, first, NULL) ==
			NX_OK)
			nx_feed_parser_run(&first->parser, NULL);
		score = first->score;
		nx_feed_parser_release(&first->parser);
	}
	nx_stream_close(stream);
	free(first);
	if (!score && (nx_str_ends(name, NX_STR(".rss")) || nx_str_ends(name, NX_STR(".atom"))))
		score = 55;
	return score;
}

const nx_reader nx_feed_reader = { NX_FORMAT_FEED, detect, read_feed };
