/* What the tagger looks at: traits of a word by itself, and of the words around it.
 *
 * Every feature is a 64-bit key; the model has a weight for each label behind it. The
 * same functions serve the trainer and the running program, so that both see the same. */
#ifndef NX_ENTITY_FEATURES_H
#define NX_ENTITY_FEATURES_H

#include "entity/lexicon.h"
#include "newsidx/token.h"

/* Labels of words: outside, and for each kind first word and later word of a name. */
enum { TAG_OUTSIDE, TAGS = 1 + 2 * NX_ENTITY_KINDS };
#define TAG_FIRST(kind) (1 + 2 * (int)(kind))
#define TAG_LATER(kind) (2 + 2 * (int)(kind))

/* Classes of words that stand in the same places, coarse to fine; -1 for a word that is
 * too rare. */
enum { CLASS_COARSE, CLASS_MIDDLE, CLASS_FINE, CLASSES };
typedef struct word_classes {
	int16_t of[CLASSES];
} word_classes;

/* Where the classes of a folded word are looked up. */
typedef struct word_class_source {
	bool (*find)(const void *ctx, nx_str fold, word_classes *out);
	const void *ctx;
} word_class_source;

/* What stands between a word and the one before it: or-ed. */
enum gap {
	GAP_QUOTE = 1,
	GAP_STOP = 2, /* full stop, question mark, line break */
	GAP_COMMA = 4,
	GAP_COLON = 8,
	GAP_OPEN = 16,
	GAP_CLOSE = 32,
	GAP_DASH = 64,
	GAP_OTHER = 128,
	GAP_LINE = 256 /* a line break: parts sentences */
};
unsigned gap_of(nx_str text);

/* The features of a word by itself, for each place at which a neighbour sees it. */
enum { TRAITS_MAX = 96, REACH = 2 };
typedef struct traits {
	uint64_t key;         /* of the folded word */
	word_classes classes; /* without its clitics, when they have classes only so */
	uint64_t attr[TRAITS_MAX];
	uint8_t reach[TRAITS_MAX]; /* words away from which it is seen */
	size_t count;
} traits;
void traits_read(traits *out, const nx_lexicon *lexicon, const word_class_source *source,
	nx_str fold, nx_str stem, nx_token_kind kind);
/* The key of a trait of the word `offset` words on from the one that is labelled: the
 * trait's but for four bits, so that its keys are neighbours in a table. */
static inline uint64_t trait_key(uint64_t attr, int offset)
{
	return attr ^ (uint64_t)(offset + REACH + 1) << 1;
}

/* A word of a text as its neighbours see it. */
typedef struct seen_word {
	uint64_t key;
	uint16_t fine, middle; /* classes, counted from 1; 0 is none */
	uint8_t gap;           /* before it */
	uint8_t known;         /* a name that the rules are sure of: 0, or see known_name() */
	uint8_t possible;      /* a name that the rules doubt */
	bool nunation;
} seen_word;

/* How word `index` of `count` takes part in a name of that kind. */
static inline uint8_t known_name(nx_entity_kind kind, size_t index, size_t count)
{
	int place = count == 1 ? 3 : index == 0 ? 0 : index + 1 == count ? 2 : 1;

	return (uint8_t)(1 + (int)kind * 4 + place);
}
enum { KNOWN_VALUES = 1 + 4 * NX_ENTITY_KINDS };

/* Keys of the features of word `at` among its neighbours in a sentence of `count`
 * words, without those of names known from the lexicon. */
enum { CONTEXT_MAX = 32 };
size_t context_features(uint64_t out[CONTEXT_MAX], const seen_word *words, size_t at, size_t count);
/* Those of names known from the lexicon. */
size_t known_features(uint64_t out[CONTEXT_MAX], const seen_word *words, size_t at, size_t count);

/* Numbers of the features that weigh a label together with the one before it. */
enum {
	PAIR_CLASSES = 1 + 128,
	PAIR_GAPS = 128,
	PAIR_COUNT = 1 + PAIR_CLASSES + PAIR_GAPS + 2 * KNOWN_VALUES
};
enum { PAIRS_MAX = 5 };
size_t pair_features(uint16_t out[PAIRS_MAX], const seen_word *words, size_t at);

#endif
