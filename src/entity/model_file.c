/* A model in a file, in place of the one in the program. It is read and not mapped, as
 * all of its bytes are looked at anyhow: a file that somebody cuts while it is mapped ends the
 * program. */
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entity/lexicon.h"
#include "entity/model.h"
#include "newsidx/file.h"

#define FILE_MAX ((size_t)64 << 20)
#define READ_AHEAD 65536 /* of nx_file_read() */

struct own_model {
	model model;
	nx_buf bytes;
};

static bool has_room(const void *slots, size_t count, size_t size)
{
	uint32_t check = 0;

	/* Whoever looks for a key goes on until a slot is empty. */
	for (size_t i = 0; i < count; i++) {
		memcpy(&check, (const char *)slots + i * 8, size);
		if (!check)
			return true;
	}
	return false;
}

nx_status model_check(const model *m, nx_str bytes, const char *name, nx_error *err)
{
	model_header header;

	memcpy(&header, bytes.p, sizeof header);
	if (model_checksum(bytes) != le64toh(header.checksum) ||
		!has_room(m->features, m->feature_slots, sizeof m->features->check) ||
		!has_room(m->words, m->word_slots, sizeof m->words->check))
		return nx_fail(err, NX_ERR_FORMAT,
			"%s: damaged: the checksum is another; copy it again or make it by "
			"`make model CONLL=FILE`",
			name);
	return NX_OK;
}

void own_model_free(struct own_model *own)
{
	if (own)
		nx_buf_release(&own->bytes);
	free(own);
}

nx_status nx_lexicon_read_model(nx_lexicon *lexicon, const char *path, nx_error *err)
{
	struct own_model *own = calloc(1, sizeof *own);
	nx_file_info info;
	nx_status st = own ? nx_file_stat(&info, path, err)
			   : nx_fail(err, NX_ERR_NOMEM, "model of names: out of memory");

	/* Room for all of it, and to see its end: it is not moved while it grows. */
	if (st == NX_OK && info.is_regular && (size_t)info.size < FILE_MAX)
		nx_buf_reserve(&own->bytes, (size_t)info.size + READ_AHEAD);
	if (st == NX_OK)
		st = nx_file_read(&own->bytes, path, FILE_MAX, err);
	if (st == NX_OK)
		st = model_open(&own->model, nx_buf_str(&own->bytes), path, err);
	if (st == NX_OK)
		st = model_check(&own->model, nx_buf_str(&own->bytes), path, err);
	if (st == NX_OK) {
		own_model_free(lexicon->own_model);
		lexicon->own_model = own;
	} else {
		own_model_free(own);
	}
	return st;
}

nx_status lexicon_model(const nx_lexicon *lexicon, model *out, nx_error *err)
{
	if (!lexicon->own_model)
		return model_builtin(out, err);
	*out = lexicon->own_model->model;
	return NX_OK;
}

nx_status nx_lexicon_model_id(const nx_lexicon *lexicon, char out[NX_MODEL_ID], nx_error *err)
{
	model m;
	nx_status st = lexicon_model(lexicon, &m, err);

	if (st == NX_OK)
		snprintf(out, NX_MODEL_ID, "%016llx", (unsigned long long)m.checksum);
	return st;
}
