#include "ingest/json_record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/clean.h"
#include "ingest/record_keys.h"

/* An object in a list in an object ...: as deep as a text is looked for. */
#define VALUE_DEPTH 6
#define ENVELOPE_DEPTH 2

typedef struct walk {
	const nx_ingest_options *options;
	const nx_json_tree *tree;
	nx_record *record;
	size_t ranks[NX_FIELDS];
	nx_arena *made;
	bool failed;
} walk;

static nx_str text_of(walk *w, const nx_json *value, nx_field field, int depth);

/* Ids and moments come as numbers, and pandas makes real ones of them. */
static nx_str number_text(walk *w, nx_str number)
{
	nx_buf text = NX_BUF_INIT;
	const char *digits;
	double d;

	if (number.n < 16 && !memchr(number.p, '.', number.n) && !memchr(number.p, 'e', number.n) &&
		!memchr(number.p, 'E', number.n))
		return number;
	nx_buf_add(&text, number);
	digits = nx_buf_cstr(&text);
	d = digits ? strtod(digits, NULL) : 0;
	if (strpbrk(digits ? digits : "", ".eE") && fabs(d) < 1e15 && d == floor(d)) {
		nx_buf_clear(&text);
		nx_buf_addf(&text, "%.0f", d);
	}
	w->failed |= text.failed;
	number = nx_arena_str(w->made, nx_buf_str(&text));
	nx_buf_release(&text);
	return number;
}

/* The member that tells what the object stands for: a name, a rendered text. */
static nx_str object_text(walk *w, const nx_json *object, nx_field field, int depth)
{
	nx_str best = NX_STR_NULL;
	size_t least = 0, rank;

	for (const nx_json *m = nx_json_first(w->tree, object); m; m = nx_json_next(w->tree, m)) {
		nx_str text;

		if (!nx_key_is(NX_KEY_VALUE, m->key, &rank) || (best.p && least <= rank))
			continue;
		text = text_of(w, m, field, depth + 1);
		if (!nx_str_trim(text).n)
			continue;
		best = text;
		least = rank;
	}
	return best;
}

static bool takes_first(nx_field field)
{
	return field == NX_FIELD_DOCNO || field == NX_FIELD_DATE || field == NX_FIELD_SOURCE ||
	       field == NX_FIELD_URL || field == NX_FIELD_SECTION;
}

/* Paragraphs and tags become lines, names a list as Arabic writes it. */
static nx_str list_text(walk *w, const nx_json *list, nx_field field, int depth)
{
	const char *between = field == NX_FIELD_AUTHOR  ? "، "
			      : field == NX_FIELD_TITLE ? " "
							: "\n";
	nx_buf joined = NX_BUF_INIT;
	nx_str text = NX_STR_NULL;

	for (const nx_json *item = nx_json_first(w->tree, list); item;
		item = nx_json_next(w->tree, item)) {
		text = text_of(w, item, field, depth + 1);
		if (!nx_str_trim(text).n)
			continue;
		if (takes_first(field))
			break;
		if (joined.n)
			nx_buf_adds(&joined, between);
		/* Cleaned first: a tag with a newline in it is still one tag. */
		if (field == NX_FIELD_TAGS)
			nx_clean_line(&joined, text);
		else
			nx_buf_add(&joined, text);
	}
	if (!takes_first(field))
		text = joined.n ? nx_arena_str(w->made, nx_buf_str(&joined)) : NX_STR_NULL;
	w->failed |= joined.failed;
	nx_buf_release(&joined);
	return text;
}

static nx_str text_of(walk *w, const nx_json *value, nx_field field, int depth)
{
	if (depth > VALUE_DEPTH)
		return NX_STR_NULL;
	switch (value->kind) {
	case NX_JSON_STRING:
		return value->text;
	case NX_JSON_NUMBER:
		if (field == NX_FIELD_DOCNO || field == NX_FIELD_DATE)
			return number_text(w, value->text);
		return NX_STR_NULL;
	case NX_JSON_ARRAY:
		return list_text(w, value, field, depth);
	case NX_JSON_OBJECT:
		return object_text(w, value, field, depth);
	default:
		return NX_STR_NULL;
	}
}

static void offer(walk *w, nx_field field, size_t rank, const nx_json *value)
{
	bool taken = w->record->value[field].p && w->ranks[field] < rank;

	/* What will not be taken is not put together either. */
	if (taken && field != NX_FIELD_DATE)
		return;
	nx_record_offer(w->record, w->ranks, field, rank, text_of(w, value, field, 0),
		value->kind == NX_JSON_ARRAY);
}

static const nx_json *member_of(const walk *w, const nx_json *object, nx_str key)
{
	const nx_json *m = nx_json_first(w->tree, object);
	size_t item = 0;

	if (object->kind == NX_JSON_OBJECT) {
		while (m && !nx_str_eq(m->key, key))
			m = nx_json_next(w->tree, m);
		return m;
	}
	if (object->kind != NX_JSON_ARRAY || key.n == 0 || key.n > 9)
		return NULL;
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] < '0' || key.p[i] > '9')
			return NULL;
		item = item * 10 + (size_t)(key.p[i] - '0');
	}
	while (m && item--)
		m = nx_json_next(w->tree, m);
	return m;
}

/* "article.text.0"; a member whose name holds the dots comes first. */
static const nx_json *value_at(const walk *w, const nx_json *object, nx_str path)
{
	const nx_json *value = member_of(w, object, path);
	nx_str step;

	if (value)
		return value;
	value = object;
	while (value && nx_str_split(&path, '.', &step))
		value = member_of(w, value, step);
	return value;
}

static void take_mapped(walk *w, const nx_json *object)
{
	for (size_t i = 0; w->options && i < w->options->field_count; i++) {
		const nx_field_key *mapped = &w->options->fields[i];
		const nx_json *value = value_at(w, object, nx_str_from(mapped->key));
		nx_field field;

		if (value && nx_field_from_name(&field, nx_str_from(mapped->field)))
			offer(w, field, i, value);
	}
}

static void take_members(walk *w, const nx_json *object, int depth)
{
	for (const nx_json *m = nx_json_first(w->tree, object); m; m = nx_json_next(w->tree, m)) {
		nx_field field;
		size_t rank;

		if (m->kind == NX_JSON_OBJECT && depth < ENVELOPE_DEPTH &&
			nx_key_is(NX_KEY_ENVELOPE, m->key, NULL))
			take_members(w, m, depth + 1);
		else if (nx_key_find(w->options, m->key, &field, &rank))
			offer(w, field, rank + (size_t)depth * NX_KEY_RANKS, m);
	}
}

nx_status nx_json_record(nx_record *record, nx_arena *made, const nx_ingest_options *options,
	const nx_json_tree *tree, const nx_json *object, nx_error *err)
{
	walk w = { .options = options, .tree = tree, .record = record, .made = made };

	*record = (nx_record){ .tags_listed = false };
	take_mapped(&w, object);
	take_members(&w, object, 0);
	if (w.failed || made->failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return NX_OK;
}

static bool has_article(const walk *w, const nx_json *object, int depth)
{
	for (const nx_json *m = nx_json_first(w->tree, object); m; m = nx_json_next(w->tree, m)) {
		nx_field field;
		size_t rank;

		if (m->kind == NX_JSON_OBJECT && depth < ENVELOPE_DEPTH &&
			nx_key_is(NX_KEY_ENVELOPE, m->key, NULL)) {
			if (has_article(w, m, depth + 1))
				return true;
		} else if (nx_key_find(w->options, m->key, &field, &rank) &&
			   (field == NX_FIELD_TITLE || field == NX_FIELD_BODY)) {
			return true;
		}
	}
	return false;
}

bool nx_json_is_article(
	const nx_ingest_options *options, const nx_json_tree *tree, const nx_json *object)
{
	const walk w = { .options = options, .tree = tree };

	if (object->kind != NX_JSON_OBJECT)
		return false;
	for (size_t i = 0; options && i < options->field_count; i++) {
		if (value_at(&w, object, nx_str_from(options->fields[i].key)))
			return true;
	}
	return has_article(&w, object, 0);
}
