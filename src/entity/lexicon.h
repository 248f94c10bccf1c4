/* The lexicon from inside: words, and spellings as paths of words.
 *
 * Every word of every spelling has a number; a spelling is a path from its first
 * word through nodes, and the node at its end knows the entity. A text is searched
 * with one look-up for each of its words, for nearly all of them are no word of a
 * name. Numbers of words and nodes count from 1, 0 is "none". */
#ifndef NX_ENTITY_LEXICON_H
#define NX_ENTITY_LEXICON_H

#include <stdint.h>

#include "newsidx/arena.h"
#include "newsidx/entity.h"

/* The longest spelling, in words. */
#define SPELLING_MAX 16

enum word_flag {
	WORD_TITLE = 1,    /* may stand before a name in a query: data/titles.txt */
	WORD_NAMESAKE = 2, /* the person's name behind it is another's: data/namesakes.txt */
	WORD_ORDINARY = 4, /* begins like a clitic and a name, but does not: data/ordinary.txt */
	WORD_GIVEN = 8,    /* data/given.txt */
	WORD_SURNAME = 16, /* data/surnames.txt */
	WORD_CUE_ORGANIZATION = 32, /* this and the following: data/cues.tsv */
	WORD_CUE_PERSON = 64,
	WORD_CUE_PLACE = 128,
	WORD_CUE_SAID = 256,
	WORD_SORT_OF_PLACE = 512, /* before a place's name it changes nothing */
	WORD_CALLED = 1024,       /* these mend what the model has found: data/cues.tsv */
	WORD_PARTICLE = 2048,
	WORD_GENERAL = 4096,
	WORD_NEVER = 8192
};
/* The model knows of the first flags. */
enum { WORD_TRAITS = 9 };

typedef struct lexicon_word {
	uint32_t at, length; /* in the pool: lexicon_text() */
	uint32_t node;       /* where spellings that begin with this word go on */
	uint32_t flags;
	uint32_t owner; /* index + 1 of the one entity in whose spellings it stands */
	uint32_t unused;
} lexicon_word;

/* The owner of a word of several entities. */
#define OWNER_NONE UINT32_MAX

typedef struct lexicon_node {
	uint32_t entity; /* index + 1 of the entity whose spelling ends here */
	uint32_t guard;  /* what must stand before the spelling: index + 1 of a guard */
	bool inner;      /* longer spellings pass through here */
	bool single;     /* the spelling is one word */
	bool own;        /* the spelling is of the user's table */
	bool ordinary;   /* no spelling: words that hold no name, data/ordinary.txt */
} lexicon_node;

/* When a spelling that is also an ordinary word is a name. Source:
 * data/homographs.txt, where the forms are explained. */
typedef enum guard_kind {
	GUARD_AFTER,       /* behind one of the triggers */
	GUARD_AFTER_NAMED, /* the same, or where the text has the bearer's full name */
	GUARD_NOT_AFTER,   /* unless behind one of the triggers */
	GUARD_NO_ADJECTIVE /* unless it qualifies a definite noun */
} guard_kind;

typedef struct lexicon_guard {
	guard_kind kind;
	size_t first, count; /* part of the lexicon's triggers */
} lexicon_guard;

/* One slot of an open hash table whose size is a power of two. */
typedef struct lexicon_slot {
	uint64_t key; /* hash of a word, or node and word of an edge */
	uint32_t value;
} lexicon_slot;

typedef struct lexicon_table {
	lexicon_slot *slots;
	size_t mask, count;
} lexicon_table;

/* How a node is spelt, worked out before: see link.h. */
typedef struct lexicon_path {
	uint32_t at, length, chain; /* bytes of the pool */
} lexicon_path;

struct nx_lexicon {
	nx_arena arena;
	nx_entity *entities;
	size_t entity_count, entity_cap;
	lexicon_word *words; /* word 0 is unused, as is node 0 */
	size_t word_count, word_cap;
	lexicon_node *nodes;
	size_t node_count, node_cap;
	lexicon_guard *guards;
	size_t guard_count, guard_cap;
	uint32_t *triggers; /* words */
	size_t trigger_count, trigger_cap;
	lexicon_table word_table, edge_table;
	bool borrowed; /* the arrays but the entities are the program's: not written to */
	const char *pool;
	size_t pool_words; /* the texts of these are in the pool, */
	nx_str *texts;     /* those of the others here */
	size_t text_cap;
	const lexicon_path *paths; /* of the nodes below path_count */
	size_t path_count;
	struct own_model *own_model; /* NULL for the one in the program: model_file.c */
	struct strangers *strangers; /* names of texts that no table has */
	uint64_t filter[1024];       /* a bit for each word by its hash: says no from the cache */
};

void own_model_free(struct own_model *own);

/* The word, folded. */
static inline nx_str lexicon_text(const nx_lexicon *lexicon, uint32_t word)
{
	const lexicon_word *w = &lexicon->words[word];

	return word < lexicon->pool_words ? (nx_str){ lexicon->pool + w->at, w->length }
					  : lexicon->texts[word - lexicon->pool_words];
}

/* Is it one of the lexicon's own entities? */
static inline bool lexicon_has(const nx_lexicon *lexicon, const nx_entity *entity)
{
	return entity >= lexicon->entities && entity < lexicon->entities + lexicon->entity_count;
}

/* Empty tables, and the word and the node that stand for none. */
nx_status lexicon_begin(nx_lexicon *lexicon, nx_error *err);
/* The word's number, or 0. */
uint32_t lexicon_word_find(const nx_lexicon *lexicon, nx_str fold);
/* The same, for a word that is added when it is new; 0 without memory. */
uint32_t lexicon_word_add(nx_lexicon *lexicon, nx_str fold);
/* The node behind `node` by way of `word`, or 0; from 0 the way begins. */
uint32_t lexicon_step(const nx_lexicon *lexicon, uint32_t node, uint32_t word);
uint32_t lexicon_step_add(nx_lexicon *lexicon, uint32_t node, uint32_t word);
/* Where the spelling of these words ends, or 0. */
uint32_t lexicon_walk(const nx_lexicon *lexicon, const uint32_t *words, size_t count);

/* The ways to read a token: as it is, then with clitics off. */
#define READINGS_MAX 4
typedef struct readings {
	uint32_t word[READINGS_MAX];   /* [0] is the token as it is; 0 is no word of ours */
	uint8_t letters[READINGS_MAX]; /* length of the clitics in letters */
	uint8_t count;
} readings;

/* Read a folded token as a word of the lexicon after the conjunctions و ف and the
 * prepositions ب ك ل, which leave at least three letters; لل is ل before ال. */
void readings_of(readings *out, const nx_lexicon *lexicon, nx_str fold);

#endif
