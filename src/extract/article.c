#include "newsidx/article.h"

#include <string.h>

#include "extract/phrase.h"
#include "newsidx/fold.h"

const char *nx_date_origin_name(nx_date_origin origin)
{
	switch (origin) {
	case NX_ORIGIN_METADATA:
		return "metadata";
	case NX_ORIGIN_DATELINE:
		return "dateline";
	case NX_ORIGIN_TEXT:
		return "text";
	case NX_ORIGIN_INFERRED:
		return "inferred";
	case NX_ORIGIN_FILENAME:
		return "filename";
	case NX_ORIGIN_NONE:
		break;
	}
	return NULL;
}

void nx_article_init(nx_article *article)
{
	*article = (nx_article){ .arena = NX_ARENA_INIT, .date = NX_DATE_NONE };
}

void nx_article_release(nx_article *article)
{
	nx_arena_release(&article->arena);
	nx_article_init(article);
}

/* Double the room for tags. The old arrays stay in the arena: their sum is less
 * than the new ones. */
static bool grow_tags(nx_article *article)
{
	size_t cap = article->tag_cap ? article->tag_cap * 2 : 8;
	nx_str *tags = nx_arena_alloc(&article->arena, cap * sizeof *tags);
	uint64_t *keys = nx_arena_alloc(&article->arena, cap * sizeof *keys);

	if (!tags || !keys)
		return false;
	if (article->tag_count) {
		memcpy(tags, article->tags, article->tag_count * sizeof *tags);
		memcpy(keys, article->tag_keys, article->tag_count * sizeof *keys);
	}
	article->tags = tags;
	article->tag_keys = keys;
	article->tag_cap = cap;
	return true;
}

bool nx_article_add_tag(nx_article *article, nx_str tag)
{
	nx_buf fold = NX_BUF_INIT;
	uint64_t key;
	size_t i;
	bool failed;

	nx_fold(&fold, tag);
	key = nx_hash(fold.n ? nx_buf_str(&fold) : tag);
	failed = fold.failed;
	nx_buf_release(&fold);
	if (failed)
		return false;
	for (i = 0; i < article->tag_count; i++)
		if (article->tag_keys[i] == key)
			return true;
	if (article->tag_count == article->tag_cap && !grow_tags(article))
		return false;
	tag = nx_arena_str(&article->arena, tag);
	if (!tag.p)
		return false;
	article->tag_keys[article->tag_count] = key;
	article->tags[article->tag_count++] = tag;
	return true;
}

bool nx_article_is_empty(const nx_article *article)
{
	return article->title.n == 0 && article->body.n == 0;
}
