/* Finds names in running text: what the lexicon knows is shown to the tagger, whose
 * names are then looked for in the lexicon, in the text, and among strangers. */
#include <stdlib.h>
#include <string.h>

#include "entity/atlas.h"
#include "entity/overlap.h"
#include "entity/recognizer.h"
#include "entity/same_text.h"
#include "entity/spelling.h"
#include "entity/strangers.h"
#include "newsidx/fold.h"

nx_status recognizer_new(recognizer **out, const nx_lexicon *lexicon, const model *m, nx_error *err)
{
	recognizer *r = calloc(1, sizeof *r);
	nx_status status;

	*out = NULL;
	if (!r)
		return nx_fail(err, NX_ERR_NOMEM, "names: out of memory");
	r->lexicon = lexicon;
	status = tagger_init(&r->tagger, lexicon, m, err);
	if (status == NX_OK)
		*out = r;
	else
		recognizer_free(r);
	return status;
}

void recognizer_free(recognizer *r)
{
	if (!r)
		return;
	tagger_release(&r->tagger);
	free(r->known.items);
	nx_buf_release(&r->fold);
	nx_buf_release(&r->name);
	free(r);
}

/* Part of an address: name@yahoo.com, pic.twitter.com. */
static bool in_address(nx_str text, size_t start, size_t end)
{
	char before = start > 0 ? text.p[start - 1] : ' ', after = end < text.n ? text.p[end] : ' ';
	char next = end + 1 < text.n ? text.p[end + 1] : ' ';

	if (text.p[start] < 'A' || text.p[start] > 'z') /* Latin, ASCII */
		return false;
	return before == '@' || before == '/' || after == '@' || after == '/' ||
	       (after == '.' && next >= 'a' && next <= 'z');
}

static nx_status add_mention(
	const recognizer *r, nx_mentions *out, const nx_entity *entity, size_t start, size_t end)
{
	nx_mention *items;

	if (in_address(r->tagger.text, start, end))
		return NX_OK;
	items = nx_vec_room(out->items, out->count, &out->cap, sizeof(*items));
	if (!items)
		return NX_ERR_NOMEM;
	out->items = items;
	items[out->count++] = (nx_mention){ entity, start, end };
	return NX_OK;
}

/* The folded and the printed form of the words from byte `start` on; `assimilated` when
 * they begin with an article whose alef a lam has taken away. */
static nx_status read_name(
	recognizer *r, nx_str text, const span *s, size_t start, bool assimilated)
{
	const tagger_word *words = r->tagger.words + s->first;

	nx_buf_clear(&r->fold);
	nx_buf_clear(&r->name);
	if (assimilated) {
		nx_buf_adds(&r->fold, "ا");
		nx_buf_adds(&r->name, "ا");
	}
	for (size_t i = 0; i < s->words; i++) {
		nx_str word = nx_str_slice(text, i ? words[i].start : start, words[i].end);

		if (i > 0) {
			nx_buf_addc(&r->fold, ' ');
			nx_buf_addc(&r->name, ' ');
		}
		nx_fold(&r->fold, word);
		spelling_add(&r->name, word);
	}
	return r->fold.failed || r->name.failed ? NX_ERR_NOMEM : NX_OK;
}

/* The entity of that kind that the lexicon has under the folded name, guards or not. */
static const nx_entity *known_as(const nx_lexicon *lexicon, nx_str fold, nx_entity_kind kind)
{
	uint32_t node = 0;
	nx_str word;

	while (nx_str_split(&fold, ' ', &word)) {
		node = lexicon_step(lexicon, node, lexicon_word_find(lexicon, word));
		if (!node)
			return NULL;
	}
	if (!node || !lexicon->nodes[node].entity)
		return NULL;
	return lexicon->entities[lexicon->nodes[node].entity - 1].kind == kind
		       ? &lexicon->entities[lexicon->nodes[node].entity - 1]
		       : NULL;
}

/* The entity of a place that is named behind the word for what it is, as in the city of
 * Aden; NULL when there is no such word, or it belongs to the name, or nobody knows the
 * rest. */
static const nx_entity *known_behind_sort(const nx_lexicon *lexicon, nx_str whole)
{
	const nx_entity *found;
	nx_str word, name, fold = whole;

	nx_str_split(&fold, ' ', &word);
	if (fold.n == 0 ||
		!(lexicon->words[lexicon_word_find(lexicon, word)].flags & WORD_SORT_OF_PLACE) ||
		atlas_find(whole).p)
		return NULL;
	found = known_as(lexicon, fold, NX_ENTITY_PLACE);
	if (found)
		return found;
	name = atlas_find(fold);
	return name.p ? strangers_get(lexicon->strangers, NULL, NX_ENTITY_PLACE, fold, name) : NULL;
}

/* A surname by itself is that of the person last named in full. */
static const nx_entity *named_before(const nx_mentions *out, nx_str fold)
{
	nx_buf last = NX_BUF_INIT;
	const nx_entity *found = NULL;

	for (size_t i = out->count; i-- > 0 && !found;) {
		const nx_entity *entity = out->items[i].entity;
		size_t at = entity->name.n;

		if (entity->kind != NX_ENTITY_PERSON)
			continue;
		while (at > 0 && entity->name.p[at - 1] != ' ')
			at--;
		/* Behind "bin" stands the father. */
		if (at == 0 || nx_str_ends(nx_str_slice(entity->name, 0, at), NX_STR(" بن ")))
			continue;
		nx_buf_clear(&last);
		nx_fold(&last, nx_str_slice(entity->name, at, entity->name.n));
		if (nx_str_eq(nx_buf_str(&last), fold))
			found = entity;
	}
	nx_buf_release(&last);
	return found;
}

/* Letters of the clitics on a word that is a word of names only without them. The
 * preposition has taken the alef of the article away where `assimilated` is set. */
static unsigned clitics_of(
	const recognizer *r, nx_str text, const tagger_word *word, bool *assimilated)
{
	nx_buf fold = NX_BUF_INIT;
	unsigned letters = 0;
	readings as;

	nx_fold(&fold, nx_str_slice(text, word->start, word->end));
	readings_of(&as, r->lexicon, nx_buf_str(&fold));
	*assimilated = false;
	if (as.word[0] == 0 && as.count > 1) {
		nx_str bare = lexicon_text(r->lexicon, as.word[1]);

		letters = as.letters[1];
		*assimilated =
			nx_str_starts(bare, NX_STR("ال")) && !nx_str_ends(nx_buf_str(&fold), bare);
	}
	nx_buf_release(&fold);
	return letters;
}

/* Who no table of names has as it is spelt: shown as the atlas writes it, or as it is
 * printed here, unless it is a spelling of one that they have. */
static const nx_entity *stranger(const recognizer *r, nx_entity_kind kind, nx_str fold)
{
	nx_str name = kind == NX_ENTITY_PLACE ? atlas_find(fold) : NX_STR_NULL;

	return strangers_get(r->lexicon->strangers, name.p ? NULL : r->lexicon, kind, fold,
		name.p ? name : nx_buf_str(&r->name));
}

static nx_status add_span(recognizer *r, nx_mentions *out, nx_str text, const span *s)
{
	const tagger_word *words = r->tagger.words + s->first;
	size_t end = words[s->words - 1].end;
	bool assimilated;
	unsigned letters = clitics_of(r, text, words, &assimilated);
	size_t start = known_behind_letters(text, words->start, letters);
	const nx_entity *entity;
	nx_str fold;

	if (read_name(r, text, s, start, assimilated && start > words->start) != NX_OK)
		return NX_ERR_NOMEM;
	fold = nx_buf_str(&r->fold);
	entity = known_as(r->lexicon, fold, s->kind);
	if (!entity && s->kind == NX_ENTITY_PERSON && s->words == 1)
		entity = named_before(out, fold);
	if (!entity && s->kind == NX_ENTITY_PLACE)
		entity = known_behind_sort(r->lexicon, fold);
	if (!entity)
		entity = stranger(r, s->kind, fold);
	if (!entity)
		return NX_ERR_NOMEM;
	if (s->words > 1)
		end = known_with_closing_mark(text, start, end);
	return add_mention(r, out, entity, start, end);
}

/* The lexicon's name with the tagger's bounds. */
static nx_status add_same(
	const recognizer *r, nx_mentions *out, const known_name_found *name, const span *s)
{
	const tagger_word *words = r->tagger.words;
	size_t start = name->start, end = words[s->first + s->words - 1].end;

	if (name->first < s->first)
		start = words[s->first].start;
	if (name->first + name->words == s->first + s->words)
		end = name->end;
	else if (s->words > 1)
		end = known_with_closing_mark(r->tagger.text, start, end);
	return add_mention(r, out, name->entity, start, end);
}

/* Add what the span holds; *k is the first known name that is not yet added. */
static nx_status merge_span(recognizer *r, nx_mentions *out, nx_str text, span *s, size_t *k)
{
	const known_names *known = &r->known;
	const known_name_found *same = NULL;
	bool row = span_is_row(s, known, *k);
	nx_status status = NX_OK;

	for (; status == NX_OK && *k < known->count && known->items[*k].first < s->first + s->words;
		++*k) {
		const known_name_found *name = &known->items[*k];

		if (row || name->first + name->words <= s->first)
			status = add_mention(r, out, name->entity, name->start, name->end);
		else if (span_is_known(name, s))
			same = name;
	}
	if (status != NX_OK || row)
		return status;
	if (same)
		span_join_parts(s, same, &r->tagger);
	return same ? add_same(r, out, same, s) : add_span(r, out, text, s);
}

/* Both lists are in order of the text; where they overlap the tagger is right about the
 * bounds, and the lexicon about what it is. */
static nx_status merge(recognizer *r, nx_mentions *out, nx_str text)
{
	const tagger *t = &r->tagger;
	nx_status status = NX_OK;
	size_t k = 0, at = 0;
	span s;

	while (status == NX_OK && span_next(t, at, &s)) {
		size_t end = s.first + s.words;
		bool is_name;

		span_take_in(&s, t, &r->known, k, at);
		is_name = mend_span(&s, t, at, &r->fold);
		at = end;
		if (is_name) {
			status = merge_span(r, out, text, &s, &k);
			at = s.first + s.words > end ? s.first + s.words : end;
		}
		/* Of a name whose first words this one has taken. */
		while (at > end && at < t->count && t->words[at].tag != TAG_OUTSIDE &&
			t->words[at].tag % 2 == 0)
			at++;
	}
	for (; status == NX_OK && k < r->known.count; k++) {
		const known_name_found *name = &r->known.items[k];

		status = add_mention(r, out, name->entity, name->start, name->end);
	}
	return status;
}

nx_status recognizer_run(recognizer *r, nx_mentions *out, nx_str text, nx_error *err)
{
	size_t first = out->count;
	nx_status status = known_find(&r->known, r->lexicon, &r->tagger, out, text);

	if (status == NX_OK && !tagger_decode(&r->tagger))
		status = NX_ERR_NOMEM;
	if (status == NX_OK)
		status = merge(r, out, text);
	if (status == NX_OK)
		status = same_in_text(out, first, r->lexicon, text);
	return status == NX_OK ? NX_OK : nx_fail(err, status, "names: out of memory");
}

void nx_mentions_release(nx_mentions *mentions)
{
	free(mentions->items);
	*mentions = (nx_mentions)NX_MENTIONS_INIT;
}

nx_status nx_entities_find(nx_mentions *out, const nx_lexicon *lexicon, nx_str text, nx_error *err)
{
	recognizer *r = strangers_take(lexicon->strangers);
	nx_status status = r ? NX_OK : recognizer_new(&r, lexicon, NULL, err);

	if (status != NX_OK)
		return status;
	status = recognizer_run(r, out, text, err);
	strangers_give(lexicon->strangers, r);
	return status;
}
