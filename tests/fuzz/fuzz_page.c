/* Any bytes are a page, or several: no crash, an article's strings are text of the
 * page, and the blocks in which bytes come make no difference. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "../piece_stream.h"
#include "ingest/reader.h"
#include "newsidx/extract.h"
#include "newsidx/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct heard {
	size_t articles, refused, bytes;
	uint64_t lines; /* added up */
} heard;

static nx_status on_article(void *ctx, const nx_place *place, nx_article *article, nx_error *err)
{
	heard *h = ctx;

	(void)err;
	if (nx_utf8_valid(article->title) != article->title.n ||
		nx_utf8_valid(article->body) != article->body.n)
		abort();
	h->articles++;
	h->bytes += article->title.n + article->body.n;
	h->lines += place->line;
	return NX_OK;
}

static nx_status on_refused(void *ctx, const nx_place *place, const nx_error *why, nx_error *err)
{
	(void)place, (void)why, (void)err;
	((heard *)ctx)->refused++;
	return NX_OK;
}

static heard read_in_blocks(nx_str bytes, size_t most)
{
	heard h = { 0, 0, 0, 0 };
	nx_ingest_options options = { .format = NX_FORMAT_PAGE };
	nx_ingest_sink sink = { .ctx = &h, .article = on_article, .refused = on_refused };
	piece_stream stream = pieces_of(bytes, most);
	nx_reading reading = {
		.stream = &stream.base, .path = NX_STR("x"), .options = &options, .sink = &sink
	};

	if (nx_page_reader.read(&reading, NULL) != NX_OK)
		abort();
	return h;
}

static void extract(nx_str page)
{
	nx_article article;

	nx_article_init(&article);
	if (nx_extract_page(&article, page, NULL, NULL) != NX_OK)
		abort();
	if (article.title.n > page.n || article.body.n > page.n)
		abort();
	if ((article.date.precision == NX_PRECISION_NONE) !=
		(article.date_origin == NX_ORIGIN_NONE))
		abort();
	nx_article_release(&article);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str bytes = size ? (nx_str){ (const char *)data, size } : NX_STR("");
	heard whole, drops;

	extract(bytes);
	whole = read_in_blocks(bytes, (size_t)-1);
	drops = read_in_blocks(bytes, 5);
	if (whole.articles != drops.articles || whole.refused != drops.refused ||
		whole.bytes != drops.bytes || whole.lines != drops.lines)
		abort();
	return 0;
}
