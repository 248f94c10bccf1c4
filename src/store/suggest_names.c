/* Names that one may have meant, where no article has the one that was asked for. */
#include <string.h>

#include "store/suggest.h"

typedef struct looking {
	nx_store *store;
	const nx_lexicon *lexicon;
	site *site;
	nx_status status;
	nx_error *err;
} looking;

/* Propose a name that articles have; `key` as of an article. */
static void propose_entity(looking *l, int64_t id, nx_str name, unsigned distance)
{
	nx_buf key = NX_BUF_INIT;
	int64_t articles = 0;

	key_of_entity(&key, id);
	l->status = term_articles(l->store, nx_buf_str(&key), &articles, l->err);
	if (articles)
		proposals_add(&l->site->list, (proposal){ name, distance, articles, false });
	nx_buf_release(&key);
}

static bool is_kind(const nx_node *node, nx_entity_kind kind)
{
	return node->entity_kind == NX_ENTITY_KINDS || node->entity_kind == kind;
}

/* Names that the lexicon knows, one of their words spelt otherwise. */
static void look_at_lexicon(looking *l, nx_str asked)
{
	nx_str rest = asked, word;

	while (l->status == NX_OK && nx_str_split(&rest, ' ', &word)) {
		unsigned limit = nx_spelling_limit(word);

		for (size_t i = 0; limit && l->status == NX_OK && i < nx_lexicon_words(l->lexicon);
			i++) {
			nx_str other = nx_lexicon_word(l->lexicon, i);
			unsigned distance = nx_spelling_distance(word, other, limit);
			const nx_entity *entity = NULL;
			int64_t id = 0;

			if (distance && distance <= limit)
				entity = nx_lexicon_find(
					l->lexicon, site_with_word(l->site, asked, word, other));
			if (!entity || !is_kind(l->site->node, entity->kind))
				continue;
			l->status = entity_find(l->store, entity, &id, l->err);
			if (l->status == NX_OK && id)
				propose_entity(l, id, entity->name, distance);
		}
	}
}

/* How far the name, or of a single word that is asked for one of its words, is off. */
static unsigned name_distance(nx_str asked, nx_str name, unsigned limit)
{
	unsigned least = nx_spelling_distance(asked, name, limit), one;
	nx_str word;

	if (memchr(asked.p, ' ', asked.n) || !memchr(name.p, ' ', name.n))
		return least;
	while (nx_str_split(&name, ' ', &word)) {
		one = nx_spelling_distance(asked, word, limit);
		least = one < least ? one : least;
	}
	return least;
}

/* Names that only the texts know. */
static void look_at_names(looking *l, nx_str asked)
{
	sqlite3_stmt *stmt = store_stmt(l->store, ST_ENTITY_UNKNOWN, l->err);
	unsigned limit = nx_spelling_limit(asked);
	int rc = SQLITE_DONE;

	if (!stmt) {
		l->status = NX_ERR_DB;
		return;
	}
	while (l->status == NX_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		unsigned distance = name_distance(asked, store_column(stmt, 3), limit);
		nx_entity_kind kind;

		if (distance <= limit && nx_entity_kind_find(&kind, store_column(stmt, 1)) &&
			is_kind(l->site->node, kind))
			propose_entity(
				l, sqlite3_column_int64(stmt, 0), store_column(stmt, 2), distance);
	}
	if (l->status == NX_OK && rc != SQLITE_DONE)
		l->status = store_fail(l->store, l->err);
	sqlite3_reset(stmt);
}

nx_status propose_names(site *one, nx_store *store, const nx_lexicon *lexicon, nx_error *err)
{
	looking l = { store, lexicon, one, NX_OK, err };
	nx_buf asked = NX_BUF_INIT;

	/* One that is known is spelt as it should be. */
	if (nx_node_entity(one->node, lexicon))
		return NX_OK;
	nx_entity_key(&asked, one->node->text);
	l.status = nx_buf_status(&asked, err);
	if (l.status == NX_OK && asked.n && lexicon)
		look_at_lexicon(&l, nx_buf_str(&asked));
	if (l.status == NX_OK && asked.n)
		look_at_names(&l, nx_buf_str(&asked));
	nx_buf_release(&asked);
	return l.status;
}
