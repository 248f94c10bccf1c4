#include "entity/model.h"

#include <endian.h>
#include <stddef.h>
#include <string.h>

#include "base/embed.h"
#include "base/hash.h"

NX_EMBED(model_bin, "src/entity/data/model.bin")

uint64_t model_checksum(nx_str bytes)
{
	size_t head = offsetof(model_header, checksum), rest = head + sizeof(uint64_t);

	return nx_hash_stored(nx_hash_stored(0, nx_str_slice(bytes, 0, head)),
		nx_str_slice(bytes, rest, bytes.n));
}

/* The length that the counts in the header amount to. */
static size_t due_length(const model_header *header)
{
	return sizeof *header + sizeof(model_pair) * PAIR_COUNT + MODEL_PRESENT_BYTES +
	       sizeof(model_feature) * (size_t)le32toh(header->feature_slots) +
	       sizeof(model_word) * (size_t)le32toh(header->word_slots);
}

static nx_status check_header(
	const model_header *header, nx_str bytes, const char *name, nx_error *err)
{
	size_t due;

	if (bytes.n < sizeof header->magic ||
		memcmp(header->magic, MODEL_MAGIC, sizeof header->magic) != 0)
		return nx_fail(err, NX_ERR_FORMAT,
			"%s: not a model of names; one is made by `make model CONLL=FILE`", name);
	if (bytes.n < sizeof *header)
		return nx_fail(err, NX_ERR_FORMAT,
			"%s: cut off after %zu bytes; copy it again or make it by "
			"`make model CONLL=FILE`",
			name, bytes.n);
	if (le32toh(header->version) != MODEL_VERSION || le32toh(header->pair_count) != PAIR_COUNT)
		return nx_fail(err, NX_ERR_FORMAT,
			"%s: a model of version %u, this newsidx reads version %d; make it anew by "
			"`make model CONLL=FILE`",
			name, le32toh(header->version), MODEL_VERSION);
	due = due_length(header);
	if (bytes.n != due || le64toh(header->length) != due)
		return nx_fail(err, NX_ERR_FORMAT,
			"%s: %zu bytes where %zu are due; copy it again or make it by "
			"`make model CONLL=FILE`",
			name, bytes.n, due);
	if (!header->feature_slots || !header->word_slots || header->unused ||
		(uintptr_t)bytes.p % sizeof(lanes) != 0)
		return nx_fail(err, NX_ERR_FORMAT,
			"%s: empty or not aligned; make it anew by `make model CONLL=FILE`", name);
	return NX_OK;
}

nx_status model_open(model *out, nx_str bytes, const char *name, nx_error *err)
{
	model_header header = { .version = 0 };
	nx_status st;

	*out = (model){ .pairs = NULL };
	if (bytes.n)
		memcpy(&header, bytes.p, bytes.n < sizeof header ? bytes.n : sizeof header);
	if ((st = check_header(&header, bytes, name, err)) != NX_OK)
		return st;
	out->checksum = le64toh(header.checksum);
	out->feature_slots = le32toh(header.feature_slots);
	out->word_slots = le32toh(header.word_slots);
	out->pairs = (const void *)(bytes.p + sizeof header);
	out->present = (const void *)(out->pairs + PAIR_COUNT);
	out->words = (const void *)(bytes.p + bytes.n - sizeof(model_word) * out->word_slots);
	out->features = (const void *)((const char *)out->words -
				       sizeof(model_feature) * out->feature_slots);
	return NX_OK;
}

nx_status model_builtin(model *out, nx_error *err)
{
	return model_open(out, model_bin(), "the model in the program", err);
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
