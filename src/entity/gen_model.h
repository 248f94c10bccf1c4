/* Parts of the program that makes the model: see gen_model.c. */
#ifndef NX_ENTITY_GEN_MODEL_H
#define NX_ENTITY_GEN_MODEL_H

#include "entity/recognizer.h"

_Noreturn void die(const char *what, const char *where);
void *some(size_t count, size_t size); /* zeroed; never NULL */

/* A sentence of a CoNLL file: token, white space, label (B-PER, I-LOC, ..., O). */
typedef struct sentence {
	nx_str text;    /* tokens with a space between them */
	size_t *starts; /* of the tokens, and of the text's end + 1 */
	uint8_t *gold;  /* labels of the tokens */
	size_t tokens;
	float weight; /* of its lesson; 1 is a whole one */
} sentence;
typedef struct sentences {
	sentence *items;
	size_t count, cap;
	nx_arena arena;
} sentences;
void conll_read(sentences *out, const char *path, float weight);
/* Take the sentences out that stand in the file; *first of the first ones are left. */
void sentences_leave_out(sentences *all, size_t *first, const char *path);

/* Words with their classes, in memory. */
typedef struct class_table {
	struct class_row {
		nx_str fold;
		word_classes classes;
	} * rows;
	size_t count, cap;
	uint32_t *slots;
	size_t mask;
	nx_arena arena;
} class_table;
struct class_row *class_row_of(class_table *t, nx_str fold, bool add);
void classes_read(class_table *t, const char *path);

/* Features of all words of a set of sentences as numbers. */
typedef struct feature_set {
	uint64_t *keys; /* open hash table */
	uint32_t *ids, *uses;
	size_t mask, count; /* ids count from 1 */
	uint32_t *list;     /* features of word w: list[first[w]] to list[known[w]], then those */
	size_t *first, *known; /* of names known from the lexicon to list[first[w + 1]] */
	uint16_t (*pairs)[PAIRS_MAX];
	uint8_t *pair_count, *gold;
	bool *opens;
	float *weight; /* of the word's sentence */
	size_t words, list_cap, word_cap, list_count;
} feature_set;
/* Read the features of sentences; `use` tells which. */
void features_read(feature_set *out, sentences *all, const bool *use, const nx_lexicon *lexicon,
	const class_table *classes, bool with_known);
void features_free(feature_set *f);

typedef struct training {
	int epochs;
	double strength;  /* variance of the prior */
	double forgetful; /* part of the sentences whose known names are hidden */
	uint32_t seed;
} training;
typedef struct weights {
	float *unary; /* TAGS for each feature number */
	float *pairs; /* TAGS * TAGS for each pair feature */
} weights;
weights crf_train(const feature_set *f, const training *how);
void weights_free(weights *w);

/* The model as it is stored; free() it. */
nx_str model_write(const feature_set *f, const weights *w, const class_table *classes);

#endif
