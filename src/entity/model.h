/* The model of the tagger: weights of features, and classes of words.
 *
 * It lies in the program, read-only, and is used where it lies: little-endian numbers,
 * each table aligned to 8 bytes.
 *
 *   header    "NXNAMES\n", version, counts of the three tables, length of the whole
 *   pairs     PAIR_COUNT matrices of TAGS * TAGS int16
 *   features  slots of 8 bytes: 16 bits of the key, int8 for each label but the first
 *   words     slots of 8 bytes: 32 bits of the key, classes
 *
 * The weight of the first label is 0 throughout: only differences count. */
#ifndef NX_ENTITY_MODEL_H
#define NX_ENTITY_MODEL_H

#include "entity/features.h"

/* Raise it when features.c or the format changes. */
#define MODEL_VERSION 1
#define MODEL_MAGIC "NXNAMES\n"
/* A weight of 1.0 as it is stored. */
#define MODEL_SCALE 32

typedef struct model_header {
	char magic[8];
	uint32_t version;
	uint32_t pair_count, feature_slots, word_slots;
	uint64_t length;
} model_header;

typedef struct model_feature {
	uint16_t check; /* upper bits of the key, 0 for an empty slot */
	int8_t weight[TAGS - 1];
} model_feature;

typedef struct model_word {
	uint32_t check; /* 0 for an empty slot */
	uint32_t classes; /* + 1 each: 6, 8, 10 and 8 bits */
} model_word;

typedef struct model {
	const int16_t *pairs;
	const model_feature *features;
	const model_word *words;
	size_t feature_slots, word_slots;
} model;

/* View `bytes` as a model. NX_ERR_FORMAT when they are none, are cut off, or were made
 * for another version. */
nx_status model_open(model *out, nx_str bytes, nx_error *err);
/* The model in the program. */
nx_status model_builtin(model *out, nx_error *err);

/* Slot where the search for a key begins, and what is kept of the key. */
static inline size_t model_slot(uint64_t key, size_t slots)
{
	return (size_t)((key >> 32) * (uint64_t)slots >> 32);
}
static inline uint16_t model_feature_check(uint64_t key)
{
	return (uint16_t)((key & 0xFFFF) | 1);
}
static inline uint32_t model_word_check(uint64_t key)
{
	return (uint32_t)key | 1;
}

/* Let the slot of a key come from memory while others are asked for. */
static inline void model_prefetch(const model *m, uint64_t key)
{
	__builtin_prefetch(&m->features[model_slot(key, m->feature_slots)]);
}

/* Weights of the labels but the first, or NULL. */
static inline const int8_t *model_weights(const model *m, uint64_t key)
{
	uint16_t check = model_feature_check(key);

	for (size_t at = model_slot(key, m->feature_slots); m->features[at].check;) {
		if (m->features[at].check == check)
			return m->features[at].weight;
		if (++at == m->feature_slots)
			at = 0;
	}
	return NULL;
}

uint32_t model_pack_classes(const word_classes *classes);
/* Classes from the model's table; `ctx` is a model. */
bool model_find_classes(const void *ctx, nx_str fold, word_classes *out);

#endif
