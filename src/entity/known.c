/* Finds the lexicon's names in running text: the words of a window are walked through
 * it. Nearly every word is none of the lexicon's and moves on at once. */
#include "entity/known.h"

#include <stdlib.h>

#include "entity/trust.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

typedef struct search {
	window window;
	trust_name last;
} search;

typedef struct match {
	uint32_t entity;  /* index + 1; 0 for words that hold no name */
	size_t words;     /* 0 for no match */
	unsigned letters; /* of the clitics before it */
	trust trust;
	size_t raw_words; /* the longest spelling whether it is trusted or not */
	uint32_t raw_node;
	bool barred; /* there can be no name */
} match;

/* Walk on from the window's first word, read as number `reading`, and keep the
 * longest spelling in *best if it is longer. */
static void walk(match *best, const search *s, unsigned reading, bool unguarded)
{
	const window *w = &s->window;
	const nx_lexicon *lexicon = w->lexicon;
	const readings *first = &window_at(w, 0)->as;
	uint32_t node = lexicon_step(lexicon, 0, first->word[reading]);
	size_t words = 1;

	while (node) {
		trust sure = TRUST_NONE;

		if (words > best->raw_words && lexicon->nodes[node].entity) {
			best->raw_words = words;
			best->raw_node = node;
		}
		if (words > best->words)
			sure = trust_spelling(w, node, first->letters[reading] > 0, &s->last);
		if (unguarded && words > best->words && lexicon->nodes[node].entity)
			sure = TRUST_SURE;
		if (words == best->raw_words)
			best->barred = sure == TRUST_BARRED;
		if (sure > TRUST_NONE)
			*best = (match){ lexicon->nodes[node].entity, words,
				first->letters[reading], sure, best->raw_words, best->raw_node,
				best->barred };
		if (!lexicon->nodes[node].inner || words == w->count ||
			!window_at(w, words)->joined)
			break;
		node = lexicon_step(lexicon, node, window_at(w, words++)->as.word[0]);
	}
}

/* The byte behind `letters` letters of the word at `start` with their marks, or
 * `start` when the letters are not single code points in the text. */
size_t known_behind_letters(nx_str text, size_t start, unsigned letters)
{
	unsigned folded[NX_FOLD_MAX];
	size_t pos = start, next = start;

	while (letters > 0) {
		size_t n = nx_fold_cp(folded, nx_utf8_next(text, &next));

		if (n > 1)
			return start;
		letters -= (unsigned)n;
		pos = next;
	}
	while (next < text.n && nx_fold_class(nx_utf8_next(text, &next)) == NX_CLASS_DROP)
		pos = next;
	return pos;
}

/* The end of the name in text[start, end) with the mark that closes a quotation or
 * bracket inside it: تنظيم «الدولة» ends behind the mark. */
size_t known_with_closing_mark(nx_str text, size_t start, size_t end)
{
	unsigned open = 0, cp;
	size_t next;

	for (next = start; next < end;) {
		cp = nx_utf8_next(text, &next);
		if (cp == open)
			open = 0;
		else if (cp == '(')
			open = ')';
		else if (cp == '"')
			open = '"';
		else if (cp == 0x00AB) /* LEFT-POINTING DOUBLE ANGLE QUOTATION MARK */
			open = 0x00BB;
		else if (cp == 0x201C) /* LEFT DOUBLE QUOTATION MARK */
			open = 0x201D;
	}
	return open && end < text.n && nx_utf8_next(text, &next) == open ? next : end;
}

static nx_status add_name(known_names *out, search *s, const match *found)
{
	const window *w = &s->window;
	known_name_found *items = nx_vec_room(out->items, out->count, &out->cap, sizeof(*items));
	known_name_found *name;

	if (!items)
		return NX_ERR_NOMEM;
	out->items = items;
	name = &items[out->count++];
	name->entity = &w->lexicon->entities[found->entity - 1];
	name->first = w->first;
	name->words = found->words;
	name->doubtful = found->trust == TRUST_DOUBTFUL;
	name->start = known_behind_letters(w->text, window_at(w, 0)->start, found->letters);
	name->end = window_at(w, found->words - 1)->end;
	if (found->words > 1)
		name->end = known_with_closing_mark(w->text, name->start, name->end);
	s->last = (trust_name){ w->first + found->words, name->entity->kind };
	return NX_OK;
}

/* Take out the doubtful names of whom neither the text nor a mention in `before` is
 * sure. */
static nx_status settle(known_names *out, const nx_lexicon *lexicon, const nx_mentions *before)
{
	size_t kept = 0, doubts = 0;
	bool *sure;

	for (size_t i = 0; i < out->count; i++)
		doubts += out->items[i].doubtful;
	if (doubts == 0)
		return NX_OK;
	sure = calloc(lexicon->entity_count, sizeof(*sure));
	if (!sure)
		return NX_ERR_NOMEM;
	for (size_t i = 0; i < before->count; i++)
		if (lexicon_has(lexicon, before->items[i].entity))
			sure[before->items[i].entity - lexicon->entities] = true;
	for (size_t i = 0; i < out->count; i++)
		if (!out->items[i].doubtful)
			sure[out->items[i].entity - lexicon->entities] = true;
	for (size_t i = 0; i < out->count; i++)
		if (!out->items[i].doubtful || sure[out->items[i].entity - lexicon->entities])
			out->items[kept++] = out->items[i];
	out->count = kept;
	free(sure);
	return NX_OK;
}

/* Tell the tagger of a spelling, trusted or not. */
static void tell(const search *s, const match *found, tagger *t)
{
	const nx_lexicon *lexicon = s->window.lexicon;

	/* Two of a kind with a conjunction between them are two: باكو ويريفان. */
	if (found->entity && found->letters > 0 && s->last.end == s->window.first &&
		s->last.kind == lexicon->entities[found->entity - 1].kind)
		tagger_part(t, s->window.first);
	if (found->entity)
		tagger_know(t, s->window.first, found->words,
			lexicon->entities[found->entity - 1].kind,
			found->trust == TRUST_SURE ? TAGGER_SURE : TAGGER_POSSIBLE);
	else if (found->words > 0)
		tagger_know(t, s->window.first, found->words, NX_ENTITY_PERSON, TAGGER_ORDINARY);
	else if (found->raw_words > 0)
		tagger_know(t, s->window.first, found->raw_words,
			lexicon->entities[lexicon->nodes[found->raw_node].entity - 1].kind,
			found->barred ? TAGGER_BARRED : TAGGER_POSSIBLE);
}

nx_status known_find(
	known_names *out, const nx_lexicon *lexicon, tagger *t, nx_mentions *mentions, nx_str text)
{
	search s = { .last = { 0, NX_ENTITY_PERSON } };
	window *w = &s.window;
	nx_status status = NX_OK;

	out->count = 0;
	tagger_begin(t, text);
	for (window_init(w, lexicon, mentions, t, text); w->count > 0 && status == NX_OK;) {
		match found = { .words = 0 };

		for (unsigned i = 0; i < window_at(w, 0)->as.count; i++)
			walk(&found, &s, i, out->unguarded);
		tell(&s, &found, t);
		if (found.entity)
			status = add_name(out, &s, &found);
		window_advance(w, found.words > 0 ? found.words : 1);
	}
	if (status == NX_OK)
		status = settle(out, lexicon, mentions);
	window_release(w);
	mentions->tokens += w->first;
	return status;
}
