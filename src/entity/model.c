#include "entity/model.h"

#include <endian.h>
#include <string.h>

#include "base/embed.h"
#include "base/hash.h"

NX_EMBED(model_bin, "src/entity/data/model.bin")

nx_status model_open(model *out, nx_str bytes, nx_error *err)
{
	model_header header;
	size_t want = sizeof header;

	*out = (model){ .pairs = NULL };
	if (bytes.n < sizeof header)
		return nx_fail(err, NX_ERR_FORMAT,
			"model of names: cut off after %zu bytes; run `make model`", bytes.n);
	memcpy(&header, bytes.p, sizeof header);
	if (memcmp(header.magic, MODEL_MAGIC, sizeof header.magic) != 0)
		return nx_fail(err, NX_ERR_FORMAT, "model of names: not a model; run `make model`");
	if (le32toh(header.version) != MODEL_VERSION || le32toh(header.pair_count) != PAIR_COUNT)
		return nx_fail(err, NX_ERR_FORMAT,
			"model of names: made for version %u, this is version %d; run `make model`",
			le32toh(header.version), MODEL_VERSION);
	want += sizeof(model_pair) * PAIR_COUNT + MODEL_PRESENT_BYTES;
	want += sizeof(model_feature) * (size_t)le32toh(header.feature_slots);
	want += sizeof(model_word) * (size_t)le32toh(header.word_slots);
	if (bytes.n != want || le64toh(header.length) != want)
		return nx_fail(err, NX_ERR_FORMAT,
			"model of names: %zu bytes where %zu are due; run `make model`", bytes.n,
			want);
	if (!header.feature_slots || !header.word_slots || (uintptr_t)bytes.p % sizeof(lanes) != 0)
		return nx_fail(err, NX_ERR_FORMAT, "model of names: empty or not aligned");
	out->feature_slots = le32toh(header.feature_slots);
	out->word_slots = le32toh(header.word_slots);
	out->pairs = (const void *)(bytes.p + sizeof header);
	out->present = (const void *)(out->pairs + PAIR_COUNT);
	out->words = (const void *)(bytes.p + want - sizeof(model_word) * out->word_slots);
	out->features = (const void *)((const char *)out->words -
				       sizeof(model_feature) * out->feature_slots);
	return NX_OK;
}

nx_status model_builtin(model *out, nx_error *err)
{
	return model_open(out, model_bin(), err);
}

/* Bits of each class, lowest first. */
static const int class_bits[CLASSES] = { 6, 8, 10 };

uint32_t model_pack_classes(const word_classes *classes)
{
	uint32_t packed = 0;
	int shift = 0;

	for (int k = 0; k < CLASSES; shift += class_bits[k++])
		packed |= (uint32_t)(classes->of[k] + 1) << shift;
	return packed;
}

bool model_find_classes(const void *ctx, nx_str fold, word_classes *out)
{
	const model *m = ctx;
	uint64_t key = nx_hash_stored(0, fold);
	uint32_t check = model_word_check(key), packed;
	size_t at = model_slot(key, m->word_slots);

	while (m->words[at].check && m->words[at].check != check)
		at = at + 1 == m->word_slots ? 0 : at + 1;
	if (!m->words[at].check)
		return false;
	packed = m->words[at].classes;
	for (int k = 0; k < CLASSES; packed >>= class_bits[k++])
		out->of[k] = (int16_t)((packed & ((1u << class_bits[k]) - 1)) - 1);
	return true;
}
