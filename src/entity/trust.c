#include "entity/trust.h"

#include "newsidx/token.h"

static nx_str printed(const window *w, const window_word *word)
{
	return nx_str_slice(w->text, word->start, word->end);
}

/* FATHATAN, DAMMATAN and KASRATAN are D9 8B to D9 8D. */
static bool has_nunation(nx_str word)
{
	for (size_t i = 0; i + 1 < word.n; i++)
		if (word.p[i] == '\xD9' && word.p[i + 1] >= '\x8B' && word.p[i + 1] <= '\x8D')
			return true;
	return false;
}

/* Is there an article in front, whatever clitics stand before it? */
static bool has_article(nx_str fold)
{
	if (nx_str_starts(fold, NX_STR("و")) || nx_str_starts(fold, NX_STR("ف")))
		fold = nx_str_slice(fold, 2, fold.n);
	if (nx_str_starts(fold, NX_STR("لل")))
		return true;
	if (nx_str_starts(fold, NX_STR("ب")) || nx_str_starts(fold, NX_STR("ك")))
		fold = nx_str_slice(fold, 2, fold.n);
	return nx_str_starts(fold, NX_STR("ال"));
}

/* Can the window's first word be an adjective of the one before it? الصحف السعودية,
 * but في السعودية; ليرة سورية, but في سورية. */
static bool is_adjective(const window *w)
{
	const window_word *before = window_before(w, 1);
	nx_tokens tokens;
	nx_token noun;
	bool definite = has_article(printed(w, window_at(w, 0))), agrees = false;

	if (!before)
		return false;
	nx_tokens_init(&tokens, printed(w, before));
	if (nx_tokens_next(&tokens, &noun) && definite == has_article(noun.fold))
		agrees = definite || nx_str_ends(noun.fold, NX_STR("ه")) ||
			 nx_str_ends(noun.fold, NX_STR("ات"));
	nx_tokens_release(&tokens);
	return agrees;
}

static uint32_t flags_of(const nx_lexicon *lexicon, const window_word *word)
{
	uint32_t flags = 0;

	for (unsigned i = 0; i < word->as.count; i++)
		flags |= lexicon->words[word->as.word[i]].flags;
	return flags;
}

/* Does the person's name that begins with the window's first word belong to another
 * (محمد السيسي), or to a thing called after him (مستشفى الملك فهد)? Titles between
 * make no difference. The flags of the word that says so, or 0. */
static uint32_t is_namesake(const window *w)
{
	const window_word *word;

	for (size_t back = 1; (word = window_before(w, back)); back++) {
		uint32_t flags = flags_of(w->lexicon, word);

		if (flags & WORD_NAMESAKE)
			return flags;
		/* A title behind "and" begins another's name: الملك سلمان والرئيس السيسي. */
		if (!(w->lexicon->words[word->as.word[0]].flags & WORD_TITLE))
			break;
	}
	return 0;
}

static bool triggered(
	const nx_lexicon *lexicon, const lexicon_guard *guard, const window_word *previous)
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
	return last->end == w->first && w->first > 0 && last->kind == kind &&
	       window_at(w, 0)->joined && nx_str_starts(printed(w, window_at(w, 0)), NX_STR("و"));
}

/* What a guard makes of a spelling that begins with the window's first word. */
static trust guarded(const window *w, const lexicon_guard *guard, nx_entity_kind kind, bool clitic,
	const trust_name *last)
{
	const window_word *previous = window_before(w, 1);

	switch (guard->kind) {
	case GUARD_NO_ADJECTIVE:
		return !clitic && is_adjective(w) ? TRUST_BARRED : TRUST_SURE;
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
	nx_str word = printed(w, window_at(w, 0));
	nx_entity_kind kind;
	uint32_t namesake;

	if (!end->entity)
		return end->ordinary ? TRUST_SURE : TRUST_NONE;
	/* Names of places and foreign names have no nunation: سوريًا is an adjective. */
	if (end->single && has_nunation(word))
		return TRUST_BARRED;
	/* وجده is "found him", where وجدة would be "and Jeddah". */
	if (end->single && clitic && nx_str_ends(word, NX_STR("ه")))
		return TRUST_NONE;
	kind = lexicon->entities[end->entity - 1].kind;
	namesake = kind == NX_ENTITY_PERSON && !clitic ? is_namesake(w) : 0;
	if (namesake)
		return namesake & WORD_CUE_ORGANIZATION ? TRUST_BARRED : TRUST_NONE;
	if (!end->guard)
		return TRUST_SURE;
	return guarded(w, &lexicon->guards[end->guard - 1], kind, clitic, last);
}
