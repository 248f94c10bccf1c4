/* Finds names in running text: a window of as many words as a spelling may have
 * moves over the text, and the words from its first one on are walked through the
 * lexicon. Nearly every word is none of the lexicon's and moves on at once. */
#include <stdlib.h>

#include "entity/lexicon.h"
#include "newsidx/fold.h"
#include "newsidx/token.h"
#include "newsidx/utf8.h"

typedef struct word_at {
	readings as;
	size_t start, end;
	bool joined;   /* nothing but space and the like between it and the word before */
	bool definite; /* has the article */
} word_at;

/* The ring has room for the window and for what is just behind it. */
enum { WINDOW = SPELLING_MAX, RING = 2 * WINDOW };

typedef struct search {
	const nx_lexicon *lexicon;
	nx_str text;
	nx_tokens tokens;
	word_at ring[RING];
	size_t first, count; /* of the words in the window, counted from the text's start */
	size_t last_end;     /* end of the word last read */
	bool last_initial;   /* the word last read is a single letter */
	bool ended;
} search;

/* The window's word number `index`. */
static word_at *at(search *s, size_t index)
{
	return &s->ring[(s->first + index) % RING];
}

/* The word before the window, if nothing parts the two; else NULL. */
static const word_at *before(search *s)
{
	return s->first > 0 && at(s, 0)->joined ? &s->ring[(s->first - 1) % RING] : NULL;
}

/* What may stand between the words of one name. A paragraph's end, a full stop or
 * a comma may not; but an initial has its full stop. */
static bool joins(unsigned cp, bool initial)
{
	switch (cp) {
	case ' ':
	case '\t':
	case 0x00A0: /* NO-BREAK SPACE */
	case 0x202F: /* NARROW NO-BREAK SPACE */
	case '-':
	case 0x2010: /* HYPHEN */
	case 0x2011: /* NON-BREAKING HYPHEN */
	case 0x2013: /* EN DASH */
	case 0x2014: /* EM DASH */
	case '(':
	case ')':
	case '"':
	case '\'':
	case 0x2019: /* RIGHT SINGLE QUOTATION MARK */
	case 0x00AB: /* LEFT-POINTING DOUBLE ANGLE QUOTATION MARK */
	case 0x00BB: /* RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK */
	case 0x201C: /* LEFT DOUBLE QUOTATION MARK */
	case 0x201D: /* RIGHT DOUBLE QUOTATION MARK */
	case '&':
		return true;
	case '.':
		return initial;
	default:
		return nx_fold_class(cp) == NX_CLASS_DROP;
	}
}

static bool gap_joins(nx_str text, size_t from, size_t to, bool initial)
{
	if (to == from + 1 && text.p[from] == ' ')
		return true;
	while (from < to)
		if (!joins(nx_utf8_next(text, &from), initial))
			return false;
	return true;
}

/* Fill the window as far as the text goes. */
static void fill(search *s)
{
	nx_token token;

	while (s->count < WINDOW && !s->ended) {
		word_at *word = at(s, s->count);

		if (!nx_tokens_next(&s->tokens, &token)) {
			s->ended = true;
			break;
		}
		readings_of(&word->as, s->lexicon, token.fold);
		word->definite = nx_str_starts(token.fold, NX_STR("ال"));
		word->start = token.start;
		word->end = token.end;
		word->joined = gap_joins(s->text, s->last_end, token.start, s->last_initial);
		s->last_end = token.end;
		s->last_initial = token.fold.n <= 2;
		s->count++;
	}
}

static bool is_one_of(const nx_lexicon *lexicon, const lexicon_guard *guard, uint32_t word)
{
	for (size_t i = 0; i < guard->count; i++)
		if (lexicon->triggers[guard->first + i] == word)
			return true;
	return false;
}

/* Is a spelling that is also an ordinary word a name behind the word `previous`? */
static bool guard_allows(const nx_lexicon *lexicon, const lexicon_guard *guard,
			 const word_at *previous, bool clitic)
{
	if (guard->no_adjective)
		return clitic || !previous || !previous->definite;
	for (unsigned i = 0; previous && !clitic && i < previous->as.count; i++)
		if (is_one_of(lexicon, guard, previous->as.word[i]))
			return true;
	return false;
}

/* Is the spelling that ends at `node`, begun with the window's first word, a name
 * in this place? */
static bool accepts(search *s, uint32_t node, bool clitic)
{
	const nx_lexicon *lexicon = s->lexicon;
	const lexicon_node *end = &lexicon->nodes[node];
	const word_at *previous = before(s);

	if (!end->entity)
		return end->ordinary;
	if (end->guard)
		return guard_allows(lexicon, &lexicon->guards[end->guard - 1], previous, clitic);
	/* A surname after a given name that is not its own is another person's. */
	return !(end->single && previous && !clitic &&
		 lexicon->entities[end->entity - 1].kind == NX_ENTITY_PERSON &&
		 lexicon->words[previous->as.word[0]].flags & WORD_GIVEN);
}

typedef struct match {
	uint32_t entity; /* index + 1; 0 for words that hold no name */
	size_t words;
	unsigned letters; /* of the clitics before it */
} match;

/* The longest spelling that begins with the window's first word, read with the
 * fewest clitics off. */
static match longest(search *s)
{
	const readings *first = &at(s, 0)->as;
	match best = { 0, 0, 0 };

	for (unsigned i = 0; i < first->count; i++) {
		uint32_t node = lexicon_step(s->lexicon, 0, first->word[i]);
		size_t words = 1;

		while (node) {
			if (words > best.words && accepts(s, node, first->letters[i] > 0))
				best = (match){ s->lexicon->nodes[node].entity, words,
						first->letters[i] };
			if (!s->lexicon->nodes[node].inner || words == s->count ||
			    !at(s, words)->joined)
				break;
			node = lexicon_step(s->lexicon, node, at(s, words++)->as.word[0]);
		}
	}
	return best;
}

/* The byte behind `letters` letters of the word at `start` with their marks, or
 * `start` when the letters are not single code points in the text. */
static size_t behind_letters(nx_str text, size_t start, unsigned letters)
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

static nx_status add_mention(nx_mentions *out, search *s, match found, nx_error *err)
{
	nx_mention *items = nx_vec_room(out->items, out->count, &out->cap, sizeof(*items));

	if (!items)
		return nx_fail(err, NX_ERR_NOMEM, "names: out of memory");
	out->items = items;
	items[out->count++] = (nx_mention){
		&s->lexicon->entities[found.entity - 1],
		behind_letters(s->text, at(s, 0)->start, found.letters),
		at(s, found.words - 1)->end,
	};
	return NX_OK;
}

void nx_mentions_release(nx_mentions *mentions)
{
	free(mentions->items);
	*mentions = (nx_mentions)NX_MENTIONS_INIT;
}

nx_status nx_entities_find(nx_mentions *out, const nx_lexicon *lexicon, nx_str text, nx_error *err)
{
	search s = { .lexicon = lexicon, .text = text };
	nx_status status = NX_OK;
	match found;

	nx_tokens_init(&s.tokens, text);
	for (fill(&s); s.count > 0 && status == NX_OK; fill(&s)) {
		found = longest(&s);
		if (found.entity)
			status = add_mention(out, &s, found, err);
		found.words += found.words == 0;
		s.first += found.words;
		s.count -= found.words;
	}
	nx_tokens_release(&s.tokens);
	out->tokens += s.first;
	return status;
}
