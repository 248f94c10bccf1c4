/* Any bytes are a page and a fragment of HTML: no crash, and what comes of them is
 * well-formed text. */
#include <assert.h>
#include <stdint.h>

#include "ingest/charset.h"
#include "ingest/clean.h"
#include "ingest/html_page.h"
#include "ingest/html_text.h"
#include "newsidx/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str view = size ? (nx_str){ (const char *)data, size } : NX_STR("");
	nx_buf mended = NX_BUF_INIT, text = NX_BUF_INIT, plain = NX_BUF_INIT;
	nx_mending what;
	nx_error err = NX_ERROR_INIT;
	nx_article article;
	size_t cut;

	nx_article_init(&article);
	if (nx_charset_mend(&view, &mended, &what, &err) == NX_OK) {
		nx_clean_lines(&text, view);
		assert(nx_html_article(&article, nx_buf_str(&text), NULL, &cut, &err) == NX_OK);
		assert(nx_utf8_valid(article.title) == article.title.n);
		assert(nx_utf8_valid(article.author) == article.author.n);
		assert(nx_utf8_valid(article.body) == article.body.n);
		nx_html_is_in(nx_buf_str(&text));
		assert(nx_html_text(&plain, nx_buf_str(&text), &err) == NX_OK);
		assert(nx_utf8_valid(nx_buf_str(&plain)) == plain.n);
	}
	nx_article_release(&article);
	nx_buf_release(&plain);
	nx_buf_release(&mended);
	nx_buf_release(&text);
	return 0;
}
