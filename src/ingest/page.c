/* Page text: one scraped page a file, one block a line, no markup. */
#include "ingest/reader.h"
#include "newsidx/extract.h"

/* Anything that is text can be a page, so that this is the last resort. */
static int detect(nx_str head, nx_str name)
{
	(void)head, (void)name;
	return 1;
}

static nx_status read_page(nx_reading *reading, nx_error *err)
{
	nx_buf text = NX_BUF_INIT;
	nx_article article;
	nx_status st;

	nx_article_init(&article);
	st = nx_reading_text(reading, &text, err);
	if (st != NX_OK || text.n == 0)
		goto done;
	st = nx_extract_page(&article, nx_buf_str(&text), err);
	if (st == NX_OK)
		st = nx_reading_page(reading, &article, err);
done:
	nx_article_release(&article);
	nx_buf_release(&text);
	return st;
}

const nx_reader nx_page_reader = { NX_FORMAT_PAGE, detect, read_page };
