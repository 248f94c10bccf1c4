/* Any bytes are a page: no crash, and the article's strings are text of the page. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "newsidx/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	nx_article article;
	nx_error err = NX_ERROR_INIT;

	nx_article_init(&article);
	if (nx_extract_page(&article, (nx_str){ (const char *)data, size }, &err) != NX_OK)
		abort();
	if (article.title.n > size || article.body.n > size)
		abort();
	if ((article.date.precision == NX_PRECISION_NONE) !=
		(article.date_origin == NX_ORIGIN_NONE))
		abort();
	nx_article_release(&article);
	return 0;
}
