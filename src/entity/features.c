#include "entity/features.h"

#include <string.h>

#include "base/hash.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

/* Kinds of features; part of the model, as are all numbers below. */
enum {
	F_WORD = 1,
	F_STEM,
	F_BASE,
	F_PREFIX = 10,
	F_SUFFIX = 20,
	F_LENGTH = 30,
	F_SHAPE,
	F_CLASS = 40,
	F_NO_CLASS = 48,
	F_BASE_CLASS,
	F_FLAG = 60,
	F_BASE_FLAG,
	F_BIAS = 100,
	F_BORDER,
	F_GAP,
	F_NUNATION,
	F_WORDS,
	F_CLASSES_MIDDLE,
	F_CLASSES_FINE,
	F_WORD_CLASS,
	F_CLASS_WORD,
	F_CLASSES_AROUND,
	F_CLASSES_THREE,
	F_CLASSES_BEFORE,
	F_KNOWN,
	F_KNOWN_CLASS,
	F_KNOWN_NEAR,
	F_POSSIBLE = 120 /* and the two behind it */
};

static uint64_t mix(uint64_t a, uint64_t b)
{
	uint64_t key = (a ^ b) * NX_HASH_FACTOR;

	return key ^ key >> 29;
}

static void add(traits *t, int reach, uint64_t kind, uint64_t value)
{
	if (t->count == TRAITS_MAX)
		return;
	t->reach[t->count] = (uint8_t)reach;
	t->attr[t->count++] = mix(kind * NX_HASH_FACTOR, value);
}

unsigned gap_of(nx_str text)
{
	unsigned gap = 0;
	size_t at = 0;

	while (at < text.n) {
		unsigned cp = nx_utf8_next(text, &at);

		switch (cp) {
		case ' ':
		case '\t':
		case 0x00A0: /* NO-BREAK SPACE */
			break;
		case '"':
		case '\'':
		case 0x00AB: /* LEFT-POINTING DOUBLE ANGLE QUOTATION MARK */
		case 0x00BB: /* RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK */
		case 0x201C: /* LEFT DOUBLE QUOTATION MARK */
		case 0x201D: /* RIGHT DOUBLE QUOTATION MARK */
			gap |= GAP_QUOTE;
			break;
		case '.':
		case '!':
		case '?':
		case 0x061F: /* ARABIC QUESTION MARK */
			gap |= GAP_STOP;
			break;
		case '\n':
			gap |= GAP_STOP | GAP_LINE;
			break;
		case ',':
		case ';':
		case 0x060C: /* ARABIC COMMA */
		case 0x061B: /* ARABIC SEMICOLON */
			gap |= GAP_COMMA;
			break;
		case ':':
			gap |= GAP_COLON;
			break;
		case '(':
		case '[':
			gap |= GAP_OPEN;
			break;
		case ')':
		case ']':
			gap |= GAP_CLOSE;
			break;
		case '-':
		case '/':
		case 0x0640: /* ARABIC TATWEEL */
		case 0x2013: /* EN DASH */
		case 0x2014: /* EM DASH */
			gap |= GAP_DASH;
			break;
		default:
			if (nx_fold_class(cp) != NX_CLASS_DROP)
				gap |= GAP_OTHER;
		}
	}
	return gap;
}

/* The forms of a word without its clitics, nearest to it first. */
enum { BASES_MAX = 4, LETTER = 2 /* bytes */ };
typedef struct bases {
	nx_str form[BASES_MAX];
	char with_article[2][NX_TOKEN_MAX + 2 * LETTER];
	size_t count, articles;
} bases;

static bool begins(nx_str word, const char *letter)
{
	return word.n > LETTER && memcmp(word.p, letter, LETTER) == 0;
}

static void add_base(bases *b, nx_str form)
{
	if (form.n >= 3 * LETTER)
		b->form[b->count++] = form;
}

static void add_behind_preposition(bases *b, nx_str word)
{
	nx_str rest = { word.p + LETTER, word.n - LETTER };
	char *with = b->with_article[b->articles];

	if (word.n < 4 * LETTER || word.n > NX_TOKEN_MAX)
		return;
	if (begins(word, "ل") && begins(rest, "ل")) {
		memcpy(with, "ا", LETTER);
		memcpy(with + LETTER, rest.p, rest.n);
		b->articles++;
		add_base(b, (nx_str){ with, rest.n + LETTER });
	} else if (begins(word, "ب") || begins(word, "ل") || begins(word, "ك")) {
		add_base(b, rest);
	}
}

static void bases_of(bases *b, nx_str word)
{
	b->count = b->articles = 0;
	if (word.n < 4 * LETTER)
		return;
	add_behind_preposition(b, word);
	if (begins(word, "و") || begins(word, "ف")) {
		nx_str rest = { word.p + LETTER, word.n - LETTER };

		add_base(b, rest);
		add_behind_preposition(b, rest);
	}
}

static void add_ends(traits *t, nx_str word)
{
	size_t at[NX_TOKEN_MAX + 1], letters = 0, pos = 0;

	while (pos < word.n && letters < NX_TOKEN_MAX) {
		at[letters++] = pos;
		nx_utf8_next(word, &pos);
	}
	for (size_t k = 1; k <= 4 && k < letters; k++) {
		add(t, 1, F_PREFIX + k, nx_hash_stored(0, nx_str_slice(word, 0, at[k])));
		add(t, 1, F_SUFFIX + k,
			nx_hash_stored(0, nx_str_slice(word, at[letters - k], word.n)));
	}
	add(t, 1, F_LENGTH, letters > 12 ? 12 : letters);
}

static void add_flags(traits *t, uint64_t kind, uint32_t flags)
{
	for (unsigned i = 0; i < WORD_TRAITS; i++)
		if (flags >> i & 1)
			add(t, REACH, kind, i);
}

void traits_read(traits *t, const nx_lexicon *lexicon, const word_class_source *source, nx_str fold,
	nx_str stem, nx_token_kind kind)
{
	word_classes base_classes;
	uint32_t word = lexicon_word_find(lexicon, fold), base_word = 0;
	bool has_classes, base_has = false;
	nx_str base = fold;
	bases b;

	t->count = 0;
	t->key = nx_hash_stored(0, fold);
	add(t, REACH, F_WORD, t->key);
	add(t, 1, F_STEM, nx_hash_stored(0, stem));
	bases_of(&b, fold);
	for (size_t i = 0; i < b.count && base.p == fold.p; i++) {
		base_has = source->find(source->ctx, b.form[i], &base_classes);
		base_word = lexicon_word_find(lexicon, b.form[i]);
		if (base_has || base_word)
			base = b.form[i];
	}
	add(t, 1, F_BASE, base.p == fold.p ? t->key : nx_hash_stored(0, base));
	add_ends(t, fold);
	add(t, 1, F_SHAPE, (uint64_t)kind * 16 + (kind == NX_TOKEN_NUMBER ? fold.n % 16 : 0));
	has_classes = source->find(source->ctx, fold, &t->classes);
	if (!has_classes) {
		add(t, REACH, F_NO_CLASS, 0);
		for (int k = 0; k < CLASSES; k++)
			t->classes.of[k] = base_has ? base_classes.of[k] : -1;
	}
	for (int k = 0; k < CLASSES; k++) {
		if (has_classes && t->classes.of[k] >= 0)
			add(t, REACH, F_CLASS + (uint64_t)k, (uint64_t)t->classes.of[k]);
		if (base_has && base_classes.of[k] >= 0)
			add(t, REACH, F_BASE_CLASS + (uint64_t)k, (uint64_t)base_classes.of[k]);
	}
	if (word)
		add_flags(t, F_FLAG, lexicon->words[word].flags);
	if (base_word)
		add_flags(t, F_BASE_FLAG, lexicon->words[base_word].flags);
}

static void put(uint64_t out[CONTEXT_MAX], size_t *n, uint64_t kind, uint64_t a, uint64_t b)
{
	out[(*n)++] = mix(mix(kind * NX_HASH_FACTOR, a), b);
}

size_t context_features(uint64_t out[CONTEXT_MAX], const seen_word *words, size_t at, size_t count)
{
	const seen_word *word = &words[at];
	const seen_word *before = at > 0 ? word - 1 : NULL;
	const seen_word *after = at + 1 < count ? word + 1 : NULL;
	size_t n = 0;

	put(out, &n, F_BIAS, 0, 0);
	for (int d = -REACH; d <= REACH; d++) {
		bool inside = d < 0 ? at >= (size_t)-d : at + (size_t)d < count;

		if (!inside)
			put(out, &n, F_BORDER, (uint64_t)(d + REACH), 0);
		else if (d > -REACH)
			put(out, &n, F_GAP, (uint64_t)(d + REACH), word[d].gap);
	}
	if (word->nunation)
		put(out, &n, F_NUNATION, 0, 0);
	if (before) {
		put(out, &n, F_WORDS, before->key, word->key);
		put(out, &n, F_CLASSES_MIDDLE, before->middle, word->middle);
		put(out, &n, F_CLASSES_FINE, before->fine, word->fine);
		put(out, &n, F_WORD_CLASS, before->key, word->middle);
		put(out, &n, F_CLASS_WORD, before->middle, word->key);
	}
	if (before && after) {
		uint64_t around = (uint64_t)before->middle << 8 | after->middle;

		put(out, &n, F_CLASSES_AROUND, around, 0);
		put(out, &n, F_CLASSES_THREE, around, word->middle);
	}
	if (at > 1)
		put(out, &n, F_CLASSES_BEFORE, word[-2].middle, before->middle);
	if (after) {
		put(out, &n, F_WORDS + 100, word->key, after->key);
		put(out, &n, F_CLASSES_MIDDLE + 100, word->middle, after->middle);
	}
	return n;
}

size_t known_features(uint64_t out[CONTEXT_MAX], const seen_word *words, size_t at, size_t count)
{
	const seen_word *word = &words[at];
	size_t n = 0;

	for (int d = -1; d <= 1; d++) {
		if ((d < 0 && at == 0) || (d > 0 && at + 1 == count))
			continue;
		if (word[d].known)
			put(out, &n, F_KNOWN_NEAR, (uint64_t)(d + REACH), word[d].known);
		if (word[d].possible)
			put(out, &n, F_POSSIBLE, (uint64_t)(d + REACH), word[d].possible);
	}
	if (at > 0 && word->known)
		put(out, &n, F_KNOWN_CLASS, word[-1].middle, word->known);
	if (at > 0 && word->possible)
		put(out, &n, F_POSSIBLE + 1, word[-1].middle, word->possible);
	return n;
}

size_t pair_features(uint16_t out[PAIRS_MAX], const seen_word *words, size_t at)
{
	const seen_word *word = &words[at];
	size_t n = 0;
	int from = 1;

	out[n++] = 0;
	out[n++] = (uint16_t)(from + word->middle);
	from += PAIR_CLASSES;
	out[n++] = (uint16_t)(from + (word->gap & (PAIR_GAPS - 1)));
	from += PAIR_GAPS;
	if (word->known)
		out[n++] = (uint16_t)(from + word->known);
	from += KNOWN_VALUES;
	if (word->possible)
		out[n++] = (uint16_t)(from + word->possible);
	return n;
}
