/* Feeds: RSS, Atom and RDF, WordPress's exports, sitemaps of news. Elements are known by
 * src/ingest/data/feed-elements.tsv. */
#include "ingest/feed.h"

#include <inttypes.h>
#include <stdlib.h>

#include "newsidx/utf8.h"

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

static const struct root *root_of(nx_str name)
{
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		if (nx_markup_same(nx_feed_local(name), nx_str_from(roots[i].name)))
			return &roots[i];
	}
	return NULL;
}

static nx_status refuse(
	nx_feed *feed, uint64_t ordinal, const nx_error *why, bool *over, nx_error *err)
{
	*over = true;
	return nx_reading_refuse(feed->reading, ordinal, why, err);
}

/* Go out of elements; the entry ends when it is one of them. */
static nx_status close(nx_feed *feed, size_t depth, nx_error *err)
{
	nx_status st = NX_OK;

	if (feed->entry > depth)
		st = nx_feed_end_entry(feed, err);
	nx_feed_scope_pop(&feed->scope, depth);
	if (feed->entry && feed->group > feed->scope.depth)
		feed->group = feed->scope.depth;
	return st;
}

static nx_status open_root(nx_feed *feed, const nx_markup_token *tag, bool *over, nx_error *err)
{
	const struct root *root = root_of(tag->name);
	nx_str name = tag->name;
	nx_error why = NX_ERROR_INIT;

	if (!root) {
		if (name.n > 100 || nx_utf8_valid(name) != name.n)
			name = NX_STR("?");
		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64 ": the root element is <%.*s>, no feed that newsidx reads "
			"(RSS, Atom, RDF, sitemap of news, export of WordPress)",
			tag->line, NX_FMT(name));
		return refuse(feed, 0, &why, over, err);
	}
	feed->scope.plain = nx_str_from(root->space);
	feed->is_map = nx_str_eq(feed->scope.plain, NX_STR("sitemap"));
	if (!feed->markup.entities_line)
		return NX_OK;
	return nx_reading_warn(feed->reading, 0, err,
		"line %" PRIu64 ": the document type declares entities; references to them stay as "
		"they are",
		feed->markup.entities_line);
}

static nx_status open(nx_feed *feed, const nx_markup_token *tag, bool *over, nx_error *err)
{
	nx_error why = NX_ERROR_INIT;
	nx_status st = NX_OK;
	size_t depth;

	if (feed->scope.depth == 0 && !feed->scope.plain.p)
		st = open_root(feed, tag, over, err);
	if (st != NX_OK || *over)
		return st;
	if (feed->entry && nx_feed_is_entry(nx_feed_scope_space(&feed->scope, tag->name),
				   nx_feed_local(tag->name))) {
		/* Entries are not within one another: the end of this one was forgotten. */
		if (!feed->unclosed)
			feed->unclosed = tag->line;
		st = close(feed, feed->entry - 1, err);
		if (st != NX_OK)
			return st;
	}
	if (!nx_feed_scope_push(&feed->scope, tag)) {
		nx_fail(&why, NX_ERR_LIMIT,
			"line %" PRIu64 ": elements nested more than %d deep, the limit", tag->line,
			NX_FEED_DEPTH);
		return refuse(feed, 0, &why, over, err);
	}
	depth = feed->scope.depth;
	if (!feed->entry &&
		nx_feed_is_entry(feed->scope.open[depth - 1].space, nx_feed_local(tag->name)))
		st = nx_feed_begin_entry(feed, tag, err);
	else
		st = nx_feed_take(feed, tag, err);
	if (st == NX_OK && tag->empty && feed->scope.depth == depth)
		st = close(feed, depth - 1, err);
	return st == NX_OK ? nx_buf_status(&feed->scope.names, err) : st;
}

/* An end without a beginning is nothing. */
static nx_status close_named(nx_feed *feed, const nx_markup_token *tag, nx_error *err)
{
	size_t depth = nx_feed_scope_find(&feed->scope, tag->name);

	if (!depth)
		return NX_OK;
	/* The entry's own element counts as closed only by its own tag. */
	if (feed->entry > depth && !feed->unclosed)
		feed->unclosed = tag->line;
	return close(feed, depth - 1, err);
}

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

	if (feed->failure.status == NX_ERR_NOMEM)
		return nx_fail(err, NX_ERR_NOMEM, "%s", feed->failure.text);
	if (feed->failure.status != NX_OK)
		return nx_reading_refuse(feed->reading, 0, &feed->failure, err);
	if (!feed->scope.plain.p) {
		nx_fail(&why, NX_ERR_FORMAT, "no XML element in its %" PRIu64 " lines",
			feed->markup.line);
		return nx_reading_refuse(feed->reading, 0, &why, err);
	}
	feed->reading->line = feed->line;
	if (feed->entry) {
		nx_fail(&why, NX_ERR_FORMAT,
			"line %" PRIu64 ": the file ends at line %" PRIu64 ", within this entry",
			feed->line, feed->markup.line);
		st = nx_reading_refuse(feed->reading, feed->ordinal, &why, err);
	} else {
		st = warn_left_out(feed, err);
	}
	if (st == NX_OK && !feed->entry && feed->scope.depth)
		st = nx_reading_warn(feed->reading, 0, err,
			"the file ends at line %" PRIu64 " before the feed does",
			feed->markup.line);
	return st;
}

static nx_status read_all(nx_feed *feed, nx_error *err)
{
	nx_status st = NX_OK;
	nx_markup_token token;
	bool over = false;

	while (st == NX_OK && !over) {
		nx_feed_next(feed, &token);
		if (token.kind == NX_MARKUP_END)
			return end(feed, err);
		if (token.kind == NX_MARKUP_OPEN)
			st = open(feed, &token, &over, err);
		else if (token.kind == NX_MARKUP_CLOSE)
			st = close_named(feed, &token, err);
	}
	return st;
}

static nx_status read_feed(nx_reading *reading, nx_error *err)
{
	nx_feed *feed = calloc(1, sizeof *feed);
	nx_status st;

	if (!feed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	feed->reading = reading;
	nx_markup_init(&feed->markup, reading->stream, false);
	st = read_all(feed, err);
	nx_markup_release(&feed->markup);
	nx_gather_release(&feed->values);
	nx_buf_release(&feed->scope.names);
	nx_buf_release(&feed->text);
	nx_buf_release(&feed->made);
	nx_buf_release(&feed->type);
	nx_buf_release(&feed->status);
	nx_buf_release(&feed->title);
	nx_buf_release(&feed->link);
	free(feed);
	return st;
}

/* By the root. <feed> and <entry> must be Atom's. */
static int score_root(const nx_markup_token *tag, bool is_xml)
{
	const struct root *root = root_of(tag->name);
	nx_str rest = tag->attributes, name, value;

	if (root && !nx_str_eq(nx_str_from(root->space), NX_STR("atom")))
		return 100;
	while (root && nx_markup_attribute(&rest, &name, &value)) {
		if (nx_str_starts(name, NX_STR("xmlns")) &&
			nx_str_eq(nx_feed_space_of_uri(value), NX_STR("atom")))
			return 100;
	}
	if (nx_markup_same(tag->name, NX_STR("html")))
		return 0;
	return is_xml ? 60 : 0;
}

/* XML of an unknown kind is claimed too, so that it is refused with a reason. */
static int detect(nx_str head, nx_str name)
{
	nx_stream *stream = nx_stream_of(head);
	nx_markup_token token;
	nx_markup markup;
	bool is_xml = nx_str_starts(nx_str_trim(head), NX_STR("<?xml"));
	int score = is_xml ? 60 : 0;

	if (!stream)
		return 0;
	nx_markup_init(&markup, stream, false);
	while (nx_markup_next(&markup, &token, NULL) == NX_OK && token.kind != NX_MARKUP_END) {
		if (token.kind == NX_MARKUP_TEXT && !nx_str_trim(token.raw).n)
			continue;
		score = token.kind == NX_MARKUP_OPEN ? score_root(&token, is_xml) : 0;
		break;
	}
	if (!score && nx_str_starts(nx_str_trim(head), NX_STR("<")) &&
		(nx_str_ends(name, NX_STR(".rss")) || nx_str_ends(name, NX_STR(".atom"))))
		score = 55;
	nx_markup_release(&markup);
	nx_stream_close(stream);
	return score;
}

const nx_reader nx_feed_reader = { NX_FORMAT_FEED, detect, read_feed };
