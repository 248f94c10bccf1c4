#include "entity/mend.h"

#include "newsidx/fold.h"

typedef struct mending {
	span *s;
	const tagger *t;
	size_t floor;
	nx_buf *scratch;
} mending;

enum { PERSONAL = WORD_GIVEN | WORD_SURNAME, CALLED = WORD_NAMESAKE | WORD_CALLED };

static nx_str fold_at(const mending *m, size_t at)
{
	const tagger_word *word = &m->t->words[at];

	nx_buf_clear(m->scratch);
	nx_fold(m->scratch, nx_str_slice(m->t->text, word->start, word->end));
	return nx_buf_str(m->scratch);
}

/* The flags of the word as it stands. */
static uint32_t flags_at(const mending *m, size_t at)
{
	const nx_lexicon *lexicon = m->t->lexicon;

	return lexicon->words[lexicon_word_find(lexicon, fold_at(m, at))].flags;
}

/* And whatever clitics are before it. */
static uint32_t any_flags_at(const mending *m, size_t at)
{
	uint32_t flags = 0;
	readings as;

	readings_of(&as, m->t->lexicon, fold_at(m, at));
	for (unsigned i = 0; i < as.count; i++)
		flags |= m->t->lexicon->words[as.word[i]].flags;
	return flags;
}

/* Does the word go on where the one before it ends? */
static bool goes_on(const mending *m, size_t at)
{
	const tagger_word *word = &m->t->words[at];

	return at < m->t->count && at > 0 && !word->parted &&
	       !(word->seen.gap & (GAP_OPEN | GAP_CLOSE | GAP_DASH | GAP_OTHER));
}

/* Is it a word behind the name, and part of no other? */
static bool is_free(const mending *m, size_t at)
{
	return goes_on(m, at) && m->t->words[at].tag == TAG_OUTSIDE && !m->t->words[at].seen.known;
}

/* An adjective behind a definite name: الدولي, الإسلامية. */
static bool is_adjective(const mending *m, size_t at)
{
	nx_str fold = fold_at(m, at);

	if (fold.n < 6 * 2 || !nx_str_starts(fold, NX_STR("ال")) ||
		!(nx_str_ends(fold, NX_STR("ي")) || nx_str_ends(fold, NX_STR("ه"))))
		return false;
	return !(flags_at(m, at) & (PERSONAL | WORD_TITLE | WORD_CUE_PERSON | WORD_CUE_SAID));
}

/* The thing that is called after the one who is named at `at`, titles between them left
 * out: its flags, or 0, and in *thing where it stands. */
static uint32_t called_after(const mending *m, size_t at, size_t *thing)
{
	while (at > m->floor && at > 0 && !m->t->words[at].parted) {
		uint32_t flags = any_flags_at(m, --at);

		*thing = at;
		if (flags & CALLED)
			return flags & (WORD_CALLED | WORD_CUE_ORGANIZATION | WORD_CUE_PLACE);
		if (!(flags_at(m, at) & WORD_TITLE))
			break;
	}
	return 0;
}

/* A body or a place that is called after a person takes in what it is and its adjective;
 * a cup or a bridge is no name of any kind. False when there is none. */
static bool mend_called(mending *m, bool *is_name)
{
	size_t thing = 0, end;
	uint32_t flags = called_after(m, m->s->first, &thing);

	if (!flags)
		return false;
	*is_name = (flags & (WORD_CUE_ORGANIZATION | WORD_CUE_PLACE)) != 0;
	m->s->kind = flags & WORD_CUE_ORGANIZATION ? NX_ENTITY_ORGANIZATION : NX_ENTITY_PLACE;
	m->s->words += m->s->first - thing;
	m->s->first = thing;
	end = thing + m->s->words;
	m->s->words += is_free(m, end) && is_adjective(m, end);
	return true;
}

/* Titles are no part of a name: دكتور علي; but "Amir" and "Sultan" are names too. */
static void drop_titles(mending *m)
{
	while (m->s->words > 2) {
		uint32_t flags = flags_at(m, m->s->first);

		if (!(flags & WORD_TITLE) || (flags & PERSONAL))
			break;
		m->s->first++;
		m->s->words--;
	}
}

static bool is_particle(const mending *m, size_t at)
{
	const tagger_word *word = &m->t->words[at];

	if (flags_at(m, at) & WORD_PARTICLE)
		return true;
	/* Folded it is the article. */
	return nx_str_eq(nx_str_slice(m->t->text, word->start, word->end), NX_STR("آل"));
}

/* A name does not end with "van", "bin" or Abu. */
static void finish_name(mending *m)
{
	size_t end = m->s->first + m->s->words;

	while (is_particle(m, end - 1) && goes_on(m, end) &&
		!(m->t->words[end].seen.gap & GAP_QUOTE)) {
		m->s->words++;
		end++;
	}
	while (m->s->words > 1 && is_particle(m, m->s->first + m->s->words - 1))
		m->s->words--;
}

/* "In his name" and the like, which follow a title without a name. */
static bool drop_empty(mending *m)
{
	while (m->s->words > 0 && flags_at(m, m->s->first + m->s->words - 1) & WORD_NEVER)
		m->s->words--;
	while (m->s->words > 0 && flags_at(m, m->s->first) & WORD_NEVER) {
		m->s->first++;
		m->s->words--;
	}
	return m->s->words > 0;
}

static bool mend_person(mending *m)
{
	bool is_name = true;

	if (mend_called(m, &is_name))
		return is_name;
	if (!drop_empty(m))
		return false;
	drop_titles(m);
	finish_name(m);
	return true;
}

/* Is it a word for bodies and adjectives that any of them may have: "the general
 * authority"? */
static bool is_unfinished(const mending *m)
{
	size_t i;

	for (i = 1; i < m->s->words; i++)
		if (!is_adjective(m, m->s->first + i) &&
			!(flags_at(m, m->s->first + i) & (WORD_GENERAL | WORD_TITLE)))
			return false;
	return m->s->words > 1 && nx_str_starts(fold_at(m, m->s->first), NX_STR("ال")) &&
	       flags_at(m, m->s->first) & WORD_CUE_ORGANIZATION;
}

/* The rest of it: للمواصفات والمقاييس, لمكافحة الفساد. */
static void finish_body(mending *m)
{
	size_t at = m->s->first + m->s->words;
	nx_str fold;

	if (!is_free(m, at) || m->t->words[at].seen.gap)
		return;
	fold = fold_at(m, at);
	if (!nx_str_starts(fold, NX_STR("ل")) || fold.n < 5 * 2)
		return;
	if (!nx_str_starts(fold, NX_STR("لل"))) {
		if (!is_free(m, at + 1) || m->t->words[at + 1].seen.gap ||
			!nx_str_starts(fold_at(m, at + 1), NX_STR("ال")) ||
			flags_at(m, at + 1) & (WORD_TITLE | WORD_NEVER))
			return;
		at++;
	}
	at++;
	while (is_free(m, at) && !m->t->words[at].seen.gap &&
		(is_adjective(m, at) || nx_str_starts(fold_at(m, at), NX_STR("وال"))))
		at++;
	m->s->words = at - m->s->first;
}

static bool mend_body(mending *m)
{
	bool is_name = true;

	if (flags_at(m, m->s->first) & WORD_TITLE && flags_at(m, m->s->first) & WORD_CUE_PERSON &&
		mend_called(m, &is_name))
		return is_name;
	if (m->s->kind == NX_ENTITY_ORGANIZATION && is_unfinished(m))
		finish_body(m);
	return true;
}

bool mend_span(span *s, const tagger *t, size_t floor, nx_buf *scratch)
{
	mending m = { s, t, floor, scratch };

	return s->kind == NX_ENTITY_PERSON ? mend_person(&m) : mend_body(&m);
}
