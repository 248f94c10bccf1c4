/* The model of the tagger: weights of features, and classes of words.
 *
 * It lies in the program, read-only, or is read from a file, and is used where it lies:
 * little-endian numbers, each table aligned to 8 bytes, the first to 16.
 *
 *   header    "NXNAMES\n", version, counts of the three tables, length of the whole,
 *             checksum: model_checksum()
 *   pairs     PAIR_COUNT matrices: for each label before, the lanes of those behind it
 *   present   a bit for the upper PRESENT_BITS bits of each key that a feature has
 *   features  slots of 8 bytes: 16 bits of the key, int8 for each label but the first
 *   words     slots of 8 bytes: 32 bits of the key, classes
 *
 * The weight of the first label is 0 throughout: only differences count. What must not
 * follow has MODEL_NEVER in the first matrix, which counts everywhere. */
#ifndef NX_ENTITY_MODEL_H
#define NX_ENTITY_MODEL_H

#include <string.h>

#include "entity/features.h"

/* Raise it when features.c or the format changes. */
#define MODEL_VERSION 3
#define MODEL_MAGIC "NXNAMES\n"
/* A weight of 1.0 as it is stored. */
#define MODEL_SCALE 32
/* No sum of weights comes near it. */
#define MODEL_NEVER (-6000)

/* Numbers of all labels side by side: that of a label is at LANE(label), and what is in
 * lane 0 has no meaning. A feature is read as such, its check in the lanes that are not
 * its own. */
typedef int16_t lanes __attribute__((vector_size(16)));
enum { LANES = 8 };
#define LANE(tag) ((tag) + 1)

typedef struct model_pair {
	lanes before[TAGS];
} model_pair;

enum { PRESENT_BITS = 20, MODEL_PRESENT_BYTES = (1 << PRESENT_BITS) / 8 };

typedef struct model_header {
	char magic[8];
	uint32_t version;
	uint32_t pair_count, feature_slots, word_slots;
	uint64_t length;
	uint64_t checksum;
	uint64_t unused; /* 0 */
} model_header;

typedef struct model_feature {
	uint16_t check; /* upper bits of the key, 0 for an empty slot */
	int8_t weight[TAGS - 1];
} model_feature;

typedef struct model_word {
	uint32_t check;   /* 0 for an empty slot */
	uint32_t classes; /* see model_pack_classes() */
} model_word;

typedef struct model {
	const model_pair *pairs;
	const uint64_t *present;
	const model_feature *features;
	const model_word *words;
	size_t feature_slots, word_slots;
	uint64_t checksum; /* by which one model is told from another */
} model;

/* Hash of all but the checksum. */
uint64_t model_checksum(nx_str bytes);
/* View `bytes` as a model, `name` in messages. NX_ERR_FORMAT when they are none, are cut off,
 * or were made for another version. */
nx_status model_open(model *out, nx_str bytes, const char *name, nx_error *err);
/* Is it also whole and usable? The one in the program is. NX_ERR_FORMAT. */
nx_status model_check(const model *m, nx_str bytes, const char *name, nx_error *err);
/* The model by which names of this lexicon are found. */
nx_status lexicon_model(const nx_lexicon *lexicon, model *out, nx_error *err);
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

/* May there be a feature with the upper half of that key? */
static inline bool model_present(const model *m, uint64_t key)
{
	key >>= 64 - PRESENT_BITS;
	return m->present[key / 64] >> key % 64 & 1;
}

/* Let the slot of a key come from memory while others are asked for. */
static inline void model_prefetch(const model *m, uint64_t key)
{
	__builtin_prefetch(&m->features[model_slot(key, m->feature_slots)]);
}

/* The feature of that key, or NULL. */
static inline const model_feature *model_find(const model *m, uint64_t key)
{
	uint16_t check = model_feature_check(key);

	for (size_t at = model_slot(key, m->feature_slots); m->features[at].check;) {
		if (m->features[at].check == check)
			return &m->features[at];
		if (++at == m->feature_slots)
			at = 0;
	}
	return NULL;
}

/* The weights, with the check in lanes that are outside or nobody's. */
static inline lanes model_weights(const model_feature *feature)
{
	int8_t bytes __attribute__((vector_size(8)));

	memcpy(&bytes, feature, sizeof bytes);
	return __builtin_convertvector(bytes, lanes);
}

/* 6, 8 and 10 bits, + 1 each. */
uint32_t model_pack_classes(const word_classes *classes);
static inline uint8_t model_packed_middle(uint32_t packed)
{
	return packed >> 6 & 0xFF;
}
static inline uint16_t model_packed_fine(uint32_t packed)
{
	return packed >> 14 & 0x3FF;
}
/* Classes from the model's table; `ctx` is a model. */
bool model_find_classes(const void *ctx, nx_str fold, word_classes *out);

#endif
