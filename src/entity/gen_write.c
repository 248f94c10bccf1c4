/* The model as bytes: weights rounded, features without weight left out, what is left
 * put into hash tables. */
#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "entity/gen_model.h"

enum { FEATURES_MAX = 170000 };

typedef struct feature {
	uint64_t key;
	int8_t weight[TAGS - 1];
	int importance;
} feature;

static int round_to(double x, int limit)
{
	int n = (int)(x < 0 ? x - 0.5 : x + 0.5);

	return n > limit ? limit : n < -limit ? -limit : n;
}

static int more_important(const void *a, const void *b)
{
	const feature *x = a, *y = b;

	if (x->importance != y->importance)
		return x->importance < y->importance ? 1 : -1;
	return x->key < y->key ? -1 : x->key > y->key;
}

static feature *choose_features(const feature_set *f, const weights *w, size_t *count)
{
	feature *all = some(f->count, sizeof *all);

	*count = 0;
	for (size_t at = 0; at <= f->mask; at++) {
		const float *from = w->unary + (size_t)f->ids[at] * TAGS;
		feature *one = &all[*count];

		if (!f->ids[at])
			continue;
		one->key = f->keys[at];
		one->importance = 0;
		for (int y = 0; y < TAGS - 1; y++) {
			one->weight[y] = (int8_t)round_to(
				((double)from[y + 1] - (double)from[0]) * MODEL_SCALE, 127);
			one->importance += abs(one->weight[y]);
		}
		*count += one->importance > 0;
	}
	qsort(all, *count, sizeof *all, more_important);
	if (*count > FEATURES_MAX)
		*count = FEATURES_MAX;
	return all;
}

/* A feature whose slot another one would be taken for is left out: the other is the
 * more important. */
static void put_feature(model_feature *slots, size_t size, const feature *one)
{
	uint16_t check = model_feature_check(one->key);
	size_t at = model_slot(one->key, size);

	while (slots[at].check) {
		if (slots[at].check == check)
			return;
		at = at + 1 == size ? 0 : at + 1;
	}
	slots[at].check = check;
	memcpy(slots[at].weight, one->weight, sizeof one->weight);
}

static void put_word(model_word *slots, size_t size, const struct class_row *row)
{
	uint64_t key = nx_hash_stored(0, row->fold);
	uint32_t check = model_word_check(key);
	size_t at = model_slot(key, size);

	while (slots[at].check && slots[at].check != check)
		at = at + 1 == size ? 0 : at + 1;
	if (slots[at].check)
		return;
	slots[at].check = check;
	slots[at].classes = model_pack_classes(&row->classes);
}

static void write_pairs(model_pair *out, const weights *w)
{
	for (size_t i = 0; i < PAIR_COUNT; i++)
		for (int a = 0; a < TAGS; a++)
			for (int b = 0; b < TAGS; b++) {
				float weight = w->pairs[(i * TAGS + (size_t)a) * TAGS + (size_t)b];

				out[i].before[a][LANE(b)] = (int16_t)round_to(
					(double)weight * MODEL_SCALE, 30 * MODEL_SCALE);
			}
	for (int a = 0; a < TAGS; a++)
		for (int k = 0; k < NX_ENTITY_KINDS; k++)
			if (a != TAG_FIRST(k) && a != TAG_LATER(k))
				out[0].before[a][LANE(TAG_LATER(k))] = MODEL_NEVER;
}

static void write_features(
	char *present, model_feature *slots, size_t size, const feature *chosen, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t bit = chosen[i].key >> (64 - PRESENT_BITS);

		put_feature(slots, size, &chosen[i]);
		present[bit / 8] = (char)(present[bit / 8] | 1 << bit % 8);
	}
}

nx_str model_write(const feature_set *f, const weights *w, const class_table *classes)
{
	size_t count;
	feature *chosen = choose_features(f, w, &count);
	model_header header = { MODEL_MAGIC, MODEL_VERSION, PAIR_COUNT, 0, 0, 0, 0, 0 };
	char *out, *at;

	header.feature_slots = (uint32_t)(count + count * 3 / 5 + 1);
	header.word_slots = (uint32_t)(classes->count + classes->count / 2 + 1);
	header.length = sizeof header + sizeof(model_pair) * PAIR_COUNT + MODEL_PRESENT_BYTES +
			sizeof(model_feature) * (size_t)header.feature_slots +
			sizeof(model_word) * (size_t)header.word_slots;
	out = some(header.length, 1);
	memcpy(out, &header, sizeof header);
	at = out + sizeof header;
	write_pairs((void *)at, w);
	at += sizeof(model_pair) * PAIR_COUNT;
	write_features(at, (void *)(at + MODEL_PRESENT_BYTES), header.feature_slots, chosen, count);
	at += MODEL_PRESENT_BYTES + sizeof(model_feature) * (size_t)header.feature_slots;
	for (size_t i = 0; i < classes->count; i++)
		put_word((void *)at, header.word_slots, &classes->rows[i]);
	free(chosen);
	header.checksum = model_checksum((nx_str){ out, header.length });
	memcpy(out, &header, sizeof header);
	return (nx_str){ out, header.length };
}
