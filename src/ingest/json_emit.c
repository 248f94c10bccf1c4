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
static nx_status emit_inner(
	nx_json_emitter *emitter, const nx_json *value, int level, nx_error *err)
{
	const nx_json_tree *tree = &emitter->tree;
	const bool is_object = value->kind == NX_JSON_OBJECT;
	nx_status st = NX_OK;

	if (level > NX_JSON_LEVELS || (!is_object && value->kind != NX_JSON_ARRAY))
		return NX_OK;
	if (level && nx_json_is_article(emitter->reading->options, tree, value))
		return nx_reading_object(
			emitter->reading, ++emitter->count, tree, value, NX_STR_NULL, err);
	for (const nx_json *m = nx_json_first(tree, value); m && st == NX_OK;
		m = nx_json_next(tree, m)) {
		if (!is_object || nx_key_is(NX_KEY_LIST, m->key, NULL) ||
			nx_key_is(NX_KEY_ENVELOPE, m->key, NULL))
			st = emit_inner(emitter, m, level + 1, err);
	}
	return st;
}

/* JSON-LD describes persons and pages beside the article. */
static bool has_type(const nx_json_tree *tree, const nx_json *object)
{
	for (const nx_json *m = nx_json_first(tree, object); m; m = nx_json_next(tree, m)) {
		if (nx_str_eq(m->key, NX_STR("@type")))
			return true;
	}
	return false;
}

/* A key as it stands in the document, resolved into `out`; one that is no string in
 * UTF-8 leaves it empty. */
static void resolve_id(nx_json_tree *tree, nx_str key, nx_buf *out)
{
	nx_buf quoted = NX_BUF_INIT;
	nx_json_fault fault;

	nx_buf_addc(&quoted, '"');
	nx_buf_add(&quoted, key);
	nx_buf_addc(&quoted, '"');
	if (nx_json_parse(tree, nx_buf_str(&quoted), &fault) == NX_OK)
		nx_buf_add(out, tree->values[0].text);
	nx_buf_release(&quoted);
}

nx_status nx_json_emit(nx_json_emitter *emitter, nx_str text, uint64_t line, uint64_t column,
	nx_str id, bool always, nx_json_value_kind *kind, nx_error *err)
{
	nx_reading *reading = emitter->reading;
	uint64_t before = emitter->count;
	nx_buf docno = NX_BUF_INIT;
	const nx_json *value;
	nx_status st;

	if (id.n)
		resolve_id(&emitter->tree, id, &docno);
	*kind = NX_JSON_VALUE_REPORTED;
	reading->line = line;
	st = nx_reading_json(reading, before + 1, text, (size_t)column, &emitter->tree,
		&emitter->mended, &value, err);
	if (st != NX_OK || !value) {
		emitter->count++;
		goto done;
	}
	if (!nx_json_is_article(reading->options, &emitter->tree, value)) {
		st = emit_inner(emitter, value, 0, err);
		if (st != NX_OK || emitter->count > before)
			goto done;
		*kind = has_type(&emitter->tree, value) ? NX_JSON_VALUE_TYPED : NX_JSON_VALUE_OTHER;
		if (!always || *kind == NX_JSON_VALUE_TYPED)
			goto done;
	}
	st = nx_reading_object(reading, ++emitter->count, &emitter->tree, value,
		docno.n ? nx_buf_str(&docno) : NX_STR_NULL, err);
done:
	nx_buf_release(&docno);
	return st;
}
