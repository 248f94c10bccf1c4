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

/* The hashes of the tags' folds: open addressing, `size` slots, a power of two at
 * least twice the room for tags. 0 is an empty slot. */
struct nx_tag_set {
	size_t size;
	uint64_t keys[];
};

/* Take the key in; false when it is there already. */
static bool take_in(struct nx_tag_set *set, uint64_t key)
{
	size_t i = key & (set->size - 1);

	while (set->keys[i] != 0 && set->keys[i] != key)
		i = (i + 1) & (set->size - 1);
	if (set->keys[i] == key)
		return false;
	set->keys[i] = key;
	return true;
}

/* Double the room for tags. The old room stays in the arena: its sum is less than
 * the new one. */
static bool grow_tags(nx_article *article)
{
	size_t cap = article->tag_cap ? article->tag_cap * 2 : 8, i;
	nx_str *tags = nx_arena_alloc(&article->arena, cap * sizeof *tags);
	struct nx_tag_set *set =
		nx_arena_alloc(&article->arena, sizeof *set + 2 * cap * sizeof set->keys[0]);

	if (!tags || !set)
		return false;
	set->size = 2 * cap;
	if (article->tag_count)
		memcpy(tags, article->tags, article->tag_count * sizeof *tags);
	for (i = 0; article->tag_set && i < article->tag_set->size; i++)
		if (article->tag_set->keys[i] != 0)
			take_in(set, article->tag_set->keys[i]);
	article->tags = tags;
	article->tag_set = set;
	article->tag_cap = cap;
	return true;
}

bool nx_article_add_tag(nx_article *article, nx_str tag)
{
	nx_buf fold = NX_BUF_INIT;
	uint64_t key;
	bool failed;

	nx_fold(&fold, tag);
	key = nx_hash(fold.n ? nx_buf_str(&fold) : tag) | 1;
	failed = fold.failed;
	nx_buf_release(&fold);
	if (failed || (article->tag_count == article->tag_cap && !grow_tags(article)))
		return false;
	tag = nx_arena_str(&article->arena, tag);
	if (!tag.p)
		return false;
	if (take_in(article->tag_set, key))
		article->tags[article->tag_count++] = tag;
	return true;
}

bool nx_article_is_empty(const nx_article *article)
{
	return article->title.n == 0 && article->body.n == 0;
}

bool nx_listed_has(nx_str list, nx_str wanted)
{
	nx_str line;

	while (list.n && nx_str_split(&list, '\n', &line))
		if (nx_str_eq(line, wanted))
			return true;
	return false;
}

bool nx_listed_add(nx_buf *list, nx_str line)
{
	if (nx_listed_has(nx_buf_str(list), line))
		return false;
	if (list->n)
		nx_buf_addc(list, '\n');
	nx_buf_add(list, line);
	return true;
}

nx_status nx_listed_keep(nx_article *article, nx_str *field, nx_buf *list, nx_error *err)
{
	nx_status st = nx_buf_status(list, err);

	if (st == NX_OK)
		*field = list->n ? nx_arena_str(&article->arena, nx_buf_str(list)) : NX_STR_NULL;
	nx_buf_release(list);
	return st;
}
