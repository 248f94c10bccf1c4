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
	bool article;   /* begins with it */
	bool feminine;  /* ends in teh marbuta or as a plural does */
	bool nunation;  /* ends in a sound that names of the lexicon do not have */
	bool heh;       /* ends in heh, which is no teh marbuta as printed */
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
	size_t found_to;           /* words up to the end of the last name */
	nx_entity_kind found_kind; /* its kind */
	size_t *doubtful;          /* mentions that wait for a sure one */
	size_t doubtful_count, doubtful_cap;
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

static bool has_nunation(nx_str text, size_t from, size_t to)
{
	/* FATHATAN, DAMMATAN and KASRATAN are D9 8B to D9 8D. */
	for (; from + 1 < to; from++)
		if (text.p[from] == '\xD9' && text.p[from + 1] >= '\x8B' &&
		    text.p[from + 1] <= '\x8D')
			return true;
	return false;
}

/* What the word looks like, of which its fold tells only a part. */
static void describe(word_at *word, nx_str text, const nx_token *token)
{
	nx_str heh = NX_STR("ه");

	word->article = nx_str_starts(token->fold, NX_STR("ال"));
	word->feminine = nx_str_ends(token->fold, heh) ||
			 nx_str_ends(token->fold, NX_STR("ات"));
	word->heh = nx_str_ends(nx_str_slice(text, token->start, token->end), heh);
	word->nunation = (word->as.count > 1 || word->as.word[0]) &&
			 has_nunation(text, token->start, token->end);
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
		describe(word, s->text, &token);
		word->start = token.start;
		word->end = token.end;
		word->joined = gap_joins(s->text, s->last_end, token.start, s->last_initial);
		s->last_end = token.end;
		s->last_initial = token.fold.n <= 2;
		s->count++;
	}
}

static uint32_t flags_of(const nx_lexicon *lexicon, const word_at *word)
{
	uint32_t flags = 0;

	for (unsigned i = 0; i < word->as.count; i++)
		flags |= lexicon->words[word->as.word[i]].flags;
	return flags;
}

/* Does the person's name that begins with the window's first word belong to another
 * (محمد السيسي), or to a thing called after him (مستشفى الملك فهد)? Titles between
 * make no difference. */
static bool is_namesake(search *s)
{
	size_t back = 1, most = s->first < RING - WINDOW ? s->first : RING - WINDOW;
	const word_at *word = at(s, 0);

	for (; back <= most && word->joined; back++) {
		word = &s->ring[(s->first - back) % RING];
		if (flags_of(s->lexicon, word) & WORD_NAMESAKE)
			return true;
		/* A title behind "and" begins another's name: الملك سلمان والرئيس السيسي. */
		if (!(s->lexicon->words[word->as.word[0]].flags & WORD_TITLE))
			break;
	}
	return false;
}

/* How sure a reading is. DOUBTFUL ones hold if the text names the same one surely. */
typedef enum trust { NO, DOUBTFUL, SURE } trust;

static bool triggered(const nx_lexicon *lexicon, const lexicon_guard *guard,
		      const word_at *previous)
{
	for (unsigned i = 0; previous && i < previous->as.count; i++)
		for (size_t k = 0; k < guard->count; k++)
			if (lexicon->triggers[guard->first + k] == previous->as.word[i])
				return true;
	return false;
}

/* Does "and" join the window's first word to a name of that kind? */
static bool coordinated(search *s, nx_entity_kind kind)
{
	return s->first > 0 && s->found_to == s->first && s->found_kind == kind &&
	       at(s, 0)->joined && nx_str_starts(nx_str_slice(s->text, at(s, 0)->start, s->text.n),
						 NX_STR("و"));
}

/* What a guard makes of a spelling behind `previous`, NULL at the start of a phrase. */
static trust guarded(search *s, const lexicon_guard *guard, const word_at *previous, bool clitic,
		     nx_entity_kind kind)
{
	switch (guard->kind) {
	case GUARD_NO_ADJECTIVE:
		/* الصحف السعودية, but في السعودية; ليرة سورية, but في سورية. */
		return !clitic && previous && at(s, 0)->article == previous->article &&
				       (previous->article || previous->feminine)
			       ? NO
			       : SURE;
	case GUARD_NOT_AFTER:
		return triggered(s->lexicon, guard, previous) ? NO : SURE;
	case GUARD_AFTER:
	case GUARD_AFTER_NAMED:
		break;
	}
	if (!clitic && triggered(s->lexicon, guard, previous))
		return SURE;
	if (guard->kind == GUARD_AFTER_NAMED)
		return DOUBTFUL;
	return clitic && guard->count > 0 && coordinated(s, kind) ? SURE : NO;
}

/* Is the spelling that ends at `node`, begun with the window's first word, a name
 * in this place? */
static trust trusts(search *s, uint32_t node, bool clitic)
{
	const nx_lexicon *lexicon = s->lexicon;
	const lexicon_node *end = &lexicon->nodes[node];
	const word_at *previous = before(s);
	nx_entity_kind kind;

	if (!end->entity)
		return end->ordinary ? SURE : NO;
	/* Names of places and foreign names have no nunation: سوريًا is an adjective. */
	if (end->single && at(s, 0)->nunation)
		return NO;
	/* وجده is "found him", where وجدة would be "and Jeddah". */
	if (end->single && clitic && at(s, 0)->heh)
		return NO;
	kind = lexicon->entities[end->entity - 1].kind;
	if (kind == NX_ENTITY_PERSON && !clitic && is_namesake(s))
		return NO;
	return end->guard ? guarded(s, &lexicon->guards[end->guard - 1], previous, clitic, kind)
			  : SURE;
}

typedef struct match {
	uint32_t entity; /* index + 1; 0 for words that hold no name */
	size_t words;
	unsigned letters; /* of the clitics before it */
	trust trust;
} match;

/* The longest spelling that begins with the window's first word, read with the
 * fewest clitics off. */
static match longest(search *s)
{
	const readings *first = &at(s, 0)->as;
	match best = { .trust = NO };

	for (unsigned i = 0; i < first->count; i++) {
		uint32_t node = lexicon_step(s->lexicon, 0, first->word[i]);
		size_t words = 1;

		while (node) {
			trust sure = words > best.words ? trusts(s, node, first->letters[i] > 0) : NO;

			if (sure != NO)
				best = (match){ s->lexicon->nodes[node].entity, words,
						first->letters[i], sure };
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

static nx_status add_mention(nx_mentions *out, search *s, match found)
{
	nx_mention *items = nx_vec_room(out->items, out->count, &out->cap, sizeof(*items));
	const nx_entity *entity = &s->lexicon->entities[found.entity - 1];

	if (!items)
		return NX_ERR_NOMEM;
	out->items = items;
	if (found.trust == DOUBTFUL) {
		size_t *doubtful = nx_vec_room(s->doubtful, s->doubtful_count, &s->doubtful_cap,
					       sizeof(*doubtful));

		if (!doubtful)
			return NX_ERR_NOMEM;
		s->doubtful = doubtful;
		doubtful[s->doubtful_count++] = out->count;
	}
	items[out->count++] = (nx_mention){
		entity,
		behind_letters(s->text, at(s, 0)->start, found.letters),
		at(s, found.words - 1)->end,
	};
	s->found_to = s->first + found.words;
	s->found_kind = entity->kind;
	return NX_OK;
}

/* Take out the doubtful mentions of whom no other mention in `out` is sure. */
static nx_status settle(nx_mentions *out, const search *s)
{
	const nx_lexicon *lexicon = s->lexicon;
	size_t doubt = 0, kept = 0;
	bool *sure;

	if (s->doubtful_count == 0)
		return NX_OK;
	sure = calloc(lexicon->entity_count, sizeof(*sure));
	if (!sure)
		return NX_ERR_NOMEM;
	for (size_t i = 0; i < out->count; i++) {
		if (doubt < s->doubtful_count && s->doubtful[doubt] == i)
			doubt++;
		else
			sure[out->items[i].entity - lexicon->entities] = true;
	}
	doubt = 0;
	for (size_t i = 0; i < out->count; i++) {
		bool doubted = doubt < s->doubtful_count && s->doubtful[doubt] == i;

		doubt += doubted;
		if (!doubted || sure[out->items[i].entity - lexicon->entities])
			out->items[kept++] = out->items[i];
	}
	out->count = kept;
	free(sure);
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
			status = add_mention(out, &s, found);
		found.words += found.words == 0;
		s.first += found.words;
		s.count -= found.words;
	}
	if (status == NX_OK)
		status = settle(out, &s);
	nx_tokens_release(&s.tokens);
	free(s.doubtful);
	out->tokens += s.first;
	return status == NX_OK ? NX_OK : nx_fail(err, status, "names: out of memory");
}
