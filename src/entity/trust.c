#include "entity/trust.h"

static uint32_t flags_of(const nx_lexicon *lexicon, const window_word *word)
{
	uint32_t flags = 0;

	for (unsigned i = 0; i < word->as.count; i++)
		flags |= lexicon->words[word->as.word[i]].flags;
	return flags;
}

/* Does the person's name that begins with the window's first word belong to another
 * (محمد السيسي), or to a thing called after him (مستشفى الملك فهد)? Titles between
 * make no difference. */
static bool is_namesake(const window *w)
{
	const window_word *word;

	for (size_t back = 1; (word = window_before(w, back)); back++) {
		if (flags_of(w->lexicon, word) & WORD_NAMESAKE)
			return true;
		/* A title behind "and" begins another's name: الملك سلمان والرئيس السيسي. */
		if (!(w->lexicon->words[word->as.word[0]].flags & WORD_TITLE))
			break;
	}
	return false;
}

static bool triggered(const nx_lexicon *lexicon, const lexicon_guard *guard,
		      const window_word *previous)
{
	for (unsigned i = 0; previous && i < previous->as.count; i++)
		for (size_t k = 0; k < guard->count; k++)
			if (lexicon->triggers[guard->first + k] == previous->as.word[i])
				return true;
	return false;
}

/* Does "and" join the window's first word to a name of that kind? */
static bool is_coordinated(const window *w, const trust_name *last, nx_entity_kind kind)
{
	nx_str word = nx_str_slice(w->text, window_at(w, 0)->start, window_at(w, 0)->end);

	return last->end == w->first && w->first > 0 && last->kind == kind &&
	       window_at(w, 0)->joined && nx_str_starts(word, NX_STR("و"));
}

/* What a guard makes of a spelling that begins with the window's first word. */
static trust guarded(const window *w, const lexicon_guard *guard, nx_entity_kind kind, bool clitic,
		     const trust_name *last)
{
	const window_word *previous = window_before(w, 1);

	switch (guard->kind) {
	case GUARD_NO_ADJECTIVE:
		/* الصحف السعودية, but في السعودية; ليرة سورية, but في سورية. */
		return !clitic && previous && window_at(w, 0)->article == previous->article &&
				       (previous->article || previous->feminine)
			       ? TRUST_NONE
			       : TRUST_SURE;
	case GUARD_NOT_AFTER:
		return triggered(w->lexicon, guard, previous) ? TRUST_NONE : TRUST_SURE;
	case GUARD_AFTER:
	case GUARD_AFTER_NAMED:
		break;
	}
	if (!clitic && triggered(w->lexicon, guard, previous))
		return TRUST_SURE;
	if (clitic && guard->count > 0 && is_coordinated(w, last, kind))
		return TRUST_SURE;
	return guard->kind == GUARD_AFTER_NAMED ? TRUST_DOUBTFUL : TRUST_NONE;
}

trust trust_spelling(const window *w, uint32_t node, bool clitic, const trust_name *last)
{
	const nx_lexicon *lexicon = w->lexicon;
	const lexicon_node *end = &lexicon->nodes[node];
	const window_word *word = window_at(w, 0);
	nx_entity_kind kind;

	if (!end->entity)
		return end->ordinary ? TRUST_SURE : TRUST_NONE;
	/* Names of places and foreign names have no nunation: سوريًا is an adjective. */
	if (end->single && word->nunation)
		return TRUST_NONE;
	/* وجده is "found him", where وجدة would be "and Jeddah". */
	if (end->single && clitic && word->heh)
		return TRUST_NONE;
	kind = lexicon->entities[end->entity - 1].kind;
	if (kind == NX_ENTITY_PERSON && !clitic && is_namesake(w))
		return TRUST_NONE;
	if (!end->guard)
		return TRUST_SURE;
	return guarded(w, &lexicon->guards[end->guard - 1], kind, clitic, last);
}
