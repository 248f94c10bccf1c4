/* Names as a query spells them. */
#include <string.h>

#include "entity/atlas.h"
#include "entity/lexicon.h"
#include "entity/link.h"
#include "entity/strangers.h"
#include "newsidx/token.h"

/* A query is a name with its titles; what is longer is none. */
enum { QUERY_MAX = SPELLING_MAX + 8 };

typedef struct query {
	const nx_lexicon *lexicon;
	readings words[QUERY_MAX];
	uint32_t article[QUERY_MAX]; /* the word with its article off or on, or 0 */
	size_t count;
} query;

static const nx_str article = { "\xD8\xA7\xD9\x84", 4 }; /* ALEF, LAM */

/* Given names stay as they are: Khalil is not al-Khalil, the town. */
static uint32_t article_changed(const nx_lexicon *lexicon, nx_str fold)
{
	char with[NX_TOKEN_MAX + 8];
	uint32_t word;

	if (nx_str_starts(fold, article) && fold.n > article.n) {
		word = lexicon_word_find(lexicon, nx_str_slice(fold, article.n, fold.n));
		return lexicon->words[word].flags & WORD_GIVEN ? 0 : word;
	}
	word = lexicon_word_find(lexicon, fold);
	if (fold.n > NX_TOKEN_MAX || (lexicon->words[word].flags & WORD_GIVEN))
		return 0;
	memcpy(with, article.p, article.n);
	memcpy(with + article.n, fold.p, fold.n);
	return lexicon_word_find(lexicon, (nx_str){ with, fold.n + article.n });
}

static bool read_query(query *q, nx_str name)
{
	nx_tokens tokens;
	nx_token token;
	bool fits = true;

	nx_tokens_init(&tokens, name);
	while (fits && nx_tokens_next(&tokens, &token)) {
		fits = q->count < QUERY_MAX;
		if (!fits)
			break;
		readings_of(&q->words[q->count], q->lexicon, token.fold);
		q->article[q->count++] = article_changed(q->lexicon, token.fold);
	}
	nx_tokens_release(&tokens);
	return fits && q->count > 0;
}

/* The entity spelled by `first` and the words after number `at`. */
static const nx_entity *spelled(const query *q, size_t at, uint32_t first)
{
	const nx_lexicon *lexicon = q->lexicon;
	uint32_t node = lexicon_step(lexicon, 0, first);

	while (node && ++at < q->count)
		node = lexicon_step(lexicon, node, q->words[at].word[0]);
	if (!node || !lexicon->nodes[node].entity)
		return NULL;
	return &lexicon->entities[lexicon->nodes[node].entity - 1];
}

static bool is_title(const query *q, size_t at)
{
	const lexicon_word *words = q->lexicon->words;

	for (unsigned i = 0; i < q->words[at].count; i++)
		if (words[q->words[at].word[i]].flags & WORD_TITLE)
			return true;
	return false;
}

/* Only by its Latin name: in Arabic what is no name of the lexicon is asked for as it is
 * written, for the atlas has many ordinary words. */
static const nx_entity *find_in_atlas(const nx_lexicon *lexicon, nx_str name)
{
	nx_str canonical = atlas_find_latin(nx_str_trim(name));
	nx_buf fold = NX_BUF_INIT;
	const nx_entity *found = NULL;

	if (!canonical.p)
		return NULL;
	atlas_fold(&fold, canonical);
	if (!fold.failed)
		found = strangers_get(
			lexicon->strangers, NULL, NX_ENTITY_PLACE, nx_buf_str(&fold), canonical);
	nx_buf_release(&fold);
	return found;
}

void nx_entity_key(nx_buf *out, nx_str name)
{
	nx_buf fold = NX_BUF_INIT, key = NX_BUF_INIT;

	atlas_fold(&fold, name);
	link_key(&key, nx_buf_str(&fold));
	nx_buf_add(out, nx_buf_str(&key));
	out->failed |= fold.failed || key.failed;
	nx_buf_release(&fold);
	nx_buf_release(&key);
}

/* Whoever it spells with other letters than the tables of names, titles left out. What
 * the atlas has as it stands is that. */
static const nx_entity *find_by_link(const query *q, nx_str name)
{
	nx_buf fold = NX_BUF_INIT;
	nx_str rest, word;
	const nx_entity *found = NULL;
	size_t at;

	atlas_fold(&fold, name);
	rest = nx_buf_str(&fold);
	for (at = 0; !fold.failed && !found && rest.n > 0 && !atlas_find(rest).p; at++) {
		found = strangers_link(q->lexicon->strangers, q->lexicon, rest, NX_ENTITY_KINDS);
		if (!is_title(q, at))
			break;
		nx_str_split(&rest, ' ', &word);
	}
	nx_buf_release(&fold);
	return found;
}

const nx_entity *nx_lexicon_find(const nx_lexicon *lexicon, nx_str name)
{
	query q = { .lexicon = lexicon };
	const nx_entity *found = NULL;
	size_t at;

	if (!read_query(&q, name))
		return NULL;
	for (at = 0; at < q.count && !found; at++) {
		for (unsigned i = 0; i < q.words[at].count && !found; i++)
			found = spelled(&q, at, q.words[at].word[i]);
		if (!is_title(&q, at))
			break;
	}
	for (at = 0; at < q.count && !found; at++) {
		found = spelled(&q, at, q.article[at]);
		if (!is_title(&q, at))
			break;
	}
	if (!found)
		found = find_in_atlas(lexicon, name);
	return found ? found : find_by_link(&q, name);
}
