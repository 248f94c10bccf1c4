/* A Markdown file with front matter, from bytes to article. */
#include <assert.h>
#include <stdint.h>

#include "ingest/charset.h"
#include "ingest/clean.h"
#include "ingest/markdown.h"
#include "newsidx/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str view = size ? (nx_str){ (const char *)data, size } : NX_STR("");
	nx_buf mended = NX_BUF_INIT, text = NX_BUF_INIT;
	nx_mending what;
	nx_error err = NX_ERROR_INIT;
	nx_front_matter front;
	nx_article article;

	nx_article_init(&article);
	if (nx_charset_mend(&view, &mended, &what, &err) == NX_OK) {
		nx_clean_lines(&text, view);
		assert(nx_markdown_article(&article, nx_buf_str(&text), &front, &err) == NX_OK);
		assert(nx_utf8_valid(article.title) == article.title.n);
		assert(nx_utf8_valid(article.body) == article.body.n);
	}
	nx_article_release(&article);
	nx_buf_release(&mended);
	nx_buf_release(&text);
	return 0;
}
