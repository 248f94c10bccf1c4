/* One line of JSON lines, as any dump may bring it. */
#include <assert.h>
#include <stdint.h>

#include "ingest/charset.h"
#include "ingest/jsonl.h"
#include "newsidx/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(nx_str value)
{
	assert(nx_utf8_valid(value) == value.n);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		assert(c >= ' ' || c == '\n' || c == '\t');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_str line = size ? (nx_str){ (const char *)data, size } : NX_STR("");
	nx_buf mended = NX_BUF_INIT;
	nx_mending what;
	nx_error err = NX_ERROR_INIT;
	nx_article article;
	nx_str bad_date;

	nx_article_init(&article);
	if (nx_charset_mend(&line, &mended, &what, &err) == NX_OK &&
		nx_jsonl_article(&article, line, 1, &bad_date, &err) == NX_OK) {
		check(article.docno);
		check(article.title);
		check(article.body);
		check(bad_date);
		for (size_t i = 0; i < article.tag_count; i++)
			check(article.tags[i]);
	}
	nx_article_release(&article);
	nx_buf_release(&mended);
	return 0;
}
