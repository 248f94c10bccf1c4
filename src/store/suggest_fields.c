/* What the value of a field could have been, where no article has it: sources, tags, sections
 * and authors of the index that are spelt nearly so, or of which it is a part. */
#include "newsidx/token.h"
#include "store/facet_keys.h"
#include "store/suggest.h"

#define PART_DISTANCE 1 /* of a source from one of its words */

typedef struct looking {
	nx_store *store;
	site *site;
	nx_status status;
	nx_error *err;
} looking;

/* `words` within `value`, whole ones; the words of keys are parted by '_'. */
static bool has_words(nx_str value, nx_str words)
{
	size_t i;

	for (i = 0; words.n > 2 && i + words.n <= value.n; i++)
		if ((i == 0 || value.p[i - 1] == '_') &&
			(i + words.n == value.n || value.p[i + words.n] == '_') &&
			nx_str_starts(nx_str_slice(value, i, value.n), words))
			return true;
	return false;
}

/* Keys of the field near to what is asked for; as proposals they are keys still. */
static void look_at_keys(looking *l, char field, nx_str asked)
{
	sqlite3_stmt *stmt = store_stmt(l->store, ST_TERMS, l->err);
	unsigned limit = nx_spelling_limit(asked);
	const char first[] = { MARK_KEY, field, ':' }, end[] = { MARK_KEY, field, ':' + 1 };
	int rc = SQLITE_DONE;

	if (!stmt) {
		l->status = NX_ERR_DB;
		return;
	}
	store_bind(stmt, 1, (nx_str){ first, sizeof first });
	store_bind(stmt, 2, (nx_str){ end, sizeof end });
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		nx_str key = store_column(stmt, 0), value = nx_str_slice(key, 3, key.n);
		unsigned distance = nx_spelling_distance(asked, value, limit);

		if (distance > limit && field != 'a' && has_words(value, asked))
			distance = PART_DISTANCE;
		if (distance && (distance <= limit || distance == PART_DISTANCE))
			proposals_add(&l->site->list,
				(proposal){ key, distance, sqlite3_column_int64(stmt, 1), true });
	}
	if (rc != SQLITE_DONE)
		l->status = store_fail(l->store, l->err);
	sqlite3_reset(stmt);
}

/* The value as an article that has the key writes it. */
static void print_key(looking *l, nx_facet facet, nx_str key, nx_facet_value *out)
{
	sqlite3_stmt *stmt = store_stmt(l->store, ST_FTS_OF_KEY, l->err);
	nx_buf match = NX_BUF_INIT;
	int64_t rowid = 0;
	bool row;

	key_add_match(&match, key);
	if (!stmt) {
		l->status = NX_ERR_DB;
	} else {
		store_bind(stmt, 1, nx_buf_str(&match));
		sqlite3_bind_int(stmt, 2, 1);
		l->status = store_step(l->store, stmt, &row, l->err);
		if (row)
			rowid = sqlite3_column_int64(stmt, 0);
		sqlite3_reset(stmt);
	}
	if (l->status == NX_OK)
		l->status =
			facet_show(l->store, facet, key, rowid, l->site->list.arena, out, l->err);
	nx_buf_release(&match);
}

static void propose_values(looking *l, char field, nx_facet facet)
{
	nx_buf key = NX_BUF_INIT;
	size_t i;

	key_of_name(&key, field, l->site->node->text);
	look_at_keys(l, field, nx_str_slice(nx_buf_str(&key), 3, key.n));
	for (i = 0; l->status == NX_OK && i < l->site->list.count; i++) {
		nx_facet_value value;

		print_key(l, facet, l->site->list.items[i].text, &value);
		l->site->list.items[i].text = value.value;
	}
	if (l->status == NX_OK)
		l->status = nx_buf_status(&key, l->err);
	nx_buf_release(&key);
}

/* The first word of the text that is folded so. */
static nx_str word_of(nx_str text, nx_str fold)
{
	nx_str found = NX_STR_NULL;
	nx_tokens tokens;
	nx_token token;

	nx_tokens_init(&tokens, text);
	while (!found.p && nx_tokens_next(&tokens, &token))
		if (nx_str_eq(token.fold, fold))
			found = nx_str_slice(text, token.start, token.end);
	nx_tokens_release(&tokens);
	return found;
}

/* The first of the author's words that no article has. */
static void propose_authors(looking *l)
{
	const nx_node *node = l->site->node;
	nx_str asked = NX_STR_NULL, word;
	size_t i;

	for (i = 0; l->status == NX_OK && !asked.p && i < node->term_count; i++) {
		nx_buf key = NX_BUF_INIT;
		int64_t articles = 0;

		key_of_name(&key, 'a', node->terms[i].fold);
		l->status = term_articles(l->store, nx_buf_str(&key), &articles, l->err);
		if (!articles)
			asked = node->terms[i].fold;
		nx_buf_release(&key);
	}
	word = asked.p ? word_of(node->text, asked) : asked;
	if (l->status != NX_OK || !word.p)
		return;
	look_at_keys(l, 'a', asked);
	for (i = 0; l->status == NX_OK && i < l->site->list.count; i++) {
		nx_str key = l->site->list.items[i].text, fold = nx_str_slice(key, 3, key.n),
		       printed;
		nx_facet_value author;

		print_key(l, NX_FACET_AUTHOR, key, &author);
		printed = word_of(author.value, fold);
		l->site->list.items[i].text =
			site_with_word(l->site, node->text, word, printed.p ? printed : fold);
	}
}

nx_status sites_add_field(
	sites *all, nx_store *store, const nx_lexicon *lexicon, nx_node *node, nx_error *err)
{
	site *one = site_new(all, node, SITE_WHOLE, node->text);
	looking l = { store, one, NX_OK, err };

	if (!one)
		return NX_OK;
	switch (node->kind) {
	case NX_NODE_ENTITY:
		l.status = propose_names(one, store, lexicon, err);
		break;
	case NX_NODE_SOURCE:
		propose_values(&l, 's', NX_FACET_SOURCE);
		break;
	case NX_NODE_TAG:
		propose_values(&l, 't', NX_FACET_TAG);
		break;
	case NX_NODE_SECTION:
		propose_values(&l, 'c', NX_FACET_SECTION);
		break;
	case NX_NODE_AUTHOR:
		propose_authors(&l);
		break;
	default:
		break;
	}
	site_keep(all, one);
	return l.status;
}
