#include "ingest/json_record.h"

#include <math.h>

#include "ingest/clean.h"
#include "ingest/record_keys.h"

/* An object in a list in an object ...: as deep as a text is looked for. */
#define VALUE_DEPTH 6
#define ENVELOPE_DEPTH 2

typedef struct walk {
	const nx_ingest_options *options;
	nx_record *record;
	size_t ranks[NX_FIELDS];
	nx_arena *made;
	bool failed;
} walk;

static nx_str text_of(walk *w, json_t *value, nx_field field, int depth);

/* The fewest digits that are this number, whatever the locale. */
static void add_digits(nx_buf *out, const json_t *number)
{
	char digits[32]; /* -1.2345678901234567e-308 */
	bool same = false;
	size_t n = 0;

	for (size_t precision = 15; precision <= 17 && !same; precision++) {
		json_t *read;

		n = json_dumpb(number, digits, sizeof digits,
			JSON_ENCODE_ANY | JSON_REAL_PRECISION(precision));
		n = n < sizeof digits ? n : 0;
		read = json_loadb(digits, n, JSON_DECODE_ANY, NULL);
		same = json_equal(read, number);
		json_decref(read);
	}
	nx_buf_add(out, (nx_str){ digits, n });
}

/* Ids and moments come as numbers, and pandas makes real ones of them. */
static nx_str number_text(walk *w, const json_t *number)
{
	const double d = json_number_value(number);
	nx_buf text = NX_BUF_INIT;
	nx_str kept;

	if (json_is_real(number) && fabs(d) < 1e15 && d == floor(d))
		nx_buf_addf(&text, "%.0f", d);
	else
		add_digits(&text, number);
	w->failed |= text.failed;
	kept = nx_arena_str(w->made, nx_buf_str(&text));
	nx_buf_release(&text);
	return kept;
}

/* The member that tells what the object stands for: a name, a rendered text. */
static nx_str object_text(walk *w, json_t *object, nx_field field, int depth)
{
	nx_str best = NX_STR_NULL;
	size_t least = 0, rank;

	for (void *m = json_object_iter(object); m; m = json_object_iter_next(object, m)) {
		nx_str text;

		if (!nx_key_is(NX_KEY_VALUE, nx_json_key(m), &rank) || (best.p && least <= rank))
			continue;
		text = text_of(w, json_object_iter_value(m), field, depth + 1);
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
	       field == NX_FIELD_URL || field == NX_FIELD_SECTION || field == NX_FIELD_DATELINE;
}

/* Paragraphs and tags become lines, names a list as Arabic writes it. */
static nx_str list_text(walk *w, const json_t *list, nx_field field, int depth)
{
	const char *between = field == NX_FIELD_AUTHOR ? "، "
			      : field == NX_FIELD_TITLE || field == NX_FIELD_ALTERNATIVE_TITLE
				      ? " "
				      : "\n";
	nx_buf joined = NX_BUF_INIT;
	nx_str text = NX_STR_NULL;

	for (size_t i = 0; i < json_array_size(list); i++) {
		text = text_of(w, json_array_get(list, i), field, depth + 1);
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

static nx_str text_of(walk *w, json_t *value, nx_field field, int depth)
{
	if (depth > VALUE_DEPTH)
		return NX_STR_NULL;
	switch (json_typeof(value)) {
	case JSON_STRING:
		return nx_json_text(value);
	case JSON_INTEGER:
	case JSON_REAL:
		if (field == NX_FIELD_DOCNO || field == NX_FIELD_DATE)
			return number_text(w, value);
		return NX_STR_NULL;
	case JSON_ARRAY:
		return list_text(w, value, field, depth);
	case JSON_OBJECT:
		return object_text(w, value, field, depth);
	default:
		return NX_STR_NULL;
	}
}

static void offer(walk *w, nx_field field, size_t rank, json_t *value)
{
	bool taken = w->record->value[field].p && w->ranks[field] < rank;

	/* What will not be taken is not put together either. */
	if (taken && field != NX_FIELD_DATE)
		return;
	nx_record_offer(w->record, w->ranks, field, rank, text_of(w, value, field, 0),
		json_is_array(value));
}

static json_t *member_of(const json_t *value, nx_str key)
{
	size_t item = 0;

	if (json_is_object(value))
		return json_object_getn(value, key.p, key.n);
	if (key.n == 0 || key.n > 9)
		return NULL;
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] < '0' || key.p[i] > '9')
			return NULL;
		item = item * 10 + (size_t)(key.p[i] - '0');
	}
	return json_array_get(value, item);
}

/* "article.text.0"; a member whose name holds the dots comes first. */
static json_t *value_at(json_t *object, nx_str path)
{
	json_t *value = member_of(object, path);
	nx_str step;

	if (value)
		return value;
	value = object;
	while (value && nx_str_split(&path, '.', &step))
		value = member_of(value, step);
	return value;
}

static void take_mapped(walk *w, json_t *object)
{
	for (size_t i = 0; w->options && i < w->options->field_count; i++) {
		const nx_field_key *mapped = &w->options->fields[i];
		json_t *value = value_at(object, nx_str_from(mapped->key));
		nx_field field;

		if (value && nx_field_from_name(&field, nx_str_from(mapped->field)))
			offer(w, field, i, value);
	}
}

static void take_members(walk *w, json_t *object, int depth)
{
	for (void *m = json_object_iter(object); m; m = json_object_iter_next(object, m)) {
		json_t *value = json_object_iter_value(m);
		nx_str key = nx_json_key(m);
		nx_field field;
		size_t rank;

		if (json_is_object(value) && depth < ENVELOPE_DEPTH &&
			nx_key_is(NX_KEY_ENVELOPE, key, NULL))
			take_members(w, value, depth + 1);
		else if (nx_key_find(w->options, key, &field, &rank))
			offer(w, field, rank + (size_t)depth * NX_KEY_RANKS, value);
	}
}

nx_status nx_json_record(nx_record *record, nx_arena *made, const nx_ingest_options *options,
	json_t *object, nx_error *err)
{
	walk w = { .options = options, .record = record, .made = made };

	*record = (nx_record){ .tags_listed = false };
	take_mapped(&w, object);
	take_members(&w, object, 0);
	if (w.failed || made->failed)
		return nx_fail(err, NX_ERR_NOMEM, "out of memory");
	return NX_OK;
}

static bool has_article(const nx_ingest_options *options, json_t *object, int depth)
{
	for (void *m = json_object_iter(object); m; m = json_object_iter_next(object, m)) {
		json_t *value = json_object_iter_value(m);
		nx_str key = nx_json_key(m);
		nx_field field;
		size_t rank;

		if (json_is_object(value) && depth < ENVELOPE_DEPTH &&
			nx_key_is(NX_KEY_ENVELOPE, key, NULL)) {
			if (has_article(options, value, depth + 1))
				return true;
		} else if (nx_key_find(options, key, &field, &rank) &&
			   (field == NX_FIELD_TITLE || field == NX_FIELD_BODY)) {
			return true;
		}
	}
	return false;
}

bool nx_json_is_article(const nx_ingest_options *options, json_t *value)
{
	if (!json_is_object(value))
		return false;
	for (size_t i = 0; options && i < options->field_count; i++) {
		if (value_at(value, nx_str_from(options->fields[i].key)))
			return true;
	}
	return has_article(options, value, 0);
}
