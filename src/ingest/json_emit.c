#include "ingest/json_emit.h"

#include "ingest/json_look.h"
#include "ingest/record_keys.h"

nx_status nx_json_refuse(
	nx_json_emitter *emitter, uint64_t line, const nx_error *why, nx_error *err)
{
	emitter->reading->line = line;
	return nx_reading_refuse(emitter->reading, ++emitter->count, why, err);
}

/* The articles in an object that is none: an answer of a search engine among others. */
static nx_status emit_inner(nx_json_emitter *emitter, json_t *value, int level, nx_error *err)
{
	nx_status st = NX_OK;

	if (level > NX_JSON_LEVELS)
		return NX_OK;
	if (level && nx_json_is_article(emitter->reading->options, value))
		return nx_reading_object(
			emitter->reading, ++emitter->count, value, NX_STR_NULL, err);
	for (size_t i = 0; i < json_array_size(value) && st == NX_OK; i++)
		st = emit_inner(emitter, json_array_get(value, i), level + 1, err);
	for (void *m = json_object_iter(value); m && st == NX_OK;
		m = json_object_iter_next(value, m)) {
		if (nx_key_is(NX_KEY_LIST, nx_json_key(m), NULL) ||
			nx_key_is(NX_KEY_ENVELOPE, nx_json_key(m), NULL))
			st = emit_inner(emitter, json_object_iter_value(m), level + 1, err);
	}
	return st;
}

/* A key as it stands in the document, resolved into `out`; one that is no string in
 * UTF-8 leaves it empty. */
static void resolve_id(nx_str key, nx_buf *out)
{
	nx_buf quoted = NX_BUF_INIT;
	nx_json_fault fault;
	json_t *id;

	nx_buf_addf(&quoted, "\"%.*s\"", NX_FMT(key));
	if (nx_json_parse(&id, nx_buf_str(&quoted), &fault) == NX_OK)
		nx_buf_add(out, nx_json_text(id));
	json_decref(id);
	nx_buf_release(&quoted);
}

nx_status nx_json_emit(nx_json_emitter *emitter, nx_str text, uint64_t line, uint64_t column,
	nx_str id, bool always, nx_json_value_kind *kind, nx_error *err)
{
	nx_reading *reading = emitter->reading;
	uint64_t before = emitter->count;
	nx_buf docno = NX_BUF_INIT;
	json_t *value;
	nx_status st;

	*kind = NX_JSON_VALUE_REPORTED;
	reading->line = line;
	st = nx_reading_json(reading, before + 1, text, (size_t)column, &value, err);
	if (st != NX_OK || !value) {
		emitter->count++;
		goto done;
	}
	if (!nx_json_is_article(reading->options, value)) {
		st = emit_inner(emitter, value, 0, err);
		if (st != NX_OK || emitter->count > before)
			goto done;
		/* JSON-LD describes persons and pages beside the article. */
		*kind = json_object_get(value, "@type") ? NX_JSON_VALUE_TYPED : NX_JSON_VALUE_OTHER;
		if (!always || *kind == NX_JSON_VALUE_TYPED)
			goto done;
	}
	if (id.n)
		resolve_id(id, &docno);
	st = nx_reading_object(
		reading, ++emitter->count, value, docno.n ? nx_buf_str(&docno) : NX_STR_NULL, err);
done:
	json_decref(value);
	nx_buf_release(&docno);
	return st;
}
