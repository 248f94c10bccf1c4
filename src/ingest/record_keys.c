/* Which key of a dump fills which field: src/ingest/data/keys.tsv, hashed once. */
#include "ingest/record_keys.h"

#include <pthread.h>
#include <string.h>

#include "base/embed.h"
#include "base/hash.h"

NX_EMBED(keys_tsv, "src/ingest/data/keys.tsv")

#define KEY_MAX 64  /* bytes of a key without its separators; the longest has 32 */
#define SLOTS 2048u /* a power of two, several times the entries */
#define POOL 16384  /* bytes of all keys */

typedef struct entry {
	uint16_t start, n; /* in the pool */
	uint16_t rank;
	unsigned char use; /* nx_key_use, 0 for a free slot */
	signed char field; /* nx_field, -1 for ignored keys */
} entry;

static entry slots[SLOTS];
static char pool[POOL];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static const char *const field_names[NX_FIELDS] = {
	[NX_FIELD_DOCNO] = "docno",
	[NX_FIELD_TITLE] = "title",
	[NX_FIELD_BODY] = "body",
	[NX_FIELD_SUMMARY] = "summary",
	[NX_FIELD_DATE] = "date",
	[NX_FIELD_SOURCE] = "source",
	[NX_FIELD_AUTHOR] = "author",
	[NX_FIELD_URL] = "url",
	[NX_FIELD_SECTION] = "section",
	[NX_FIELD_TAGS] = "tags",
	[NX_FIELD_ALTERNATIVE_TITLE] = "alternative_title",
	[NX_FIELD_DATELINE] = "dateline",
	[NX_FIELD_CAPTIONS] = "captions",
	[NX_FIELD_SUBHEADINGS] = "subheadings",
};

const char *nx_field_names(void)
{
	return "docno, title, body, summary, date, source, author, url, section, tags, "
	       "alternative_title, dateline, captions or subheadings";
}

bool nx_field_from_name(nx_field *out, nx_str name)
{
	for (int i = 0; i < NX_FIELDS; i++) {
		if (nx_str_eq(name, nx_str_from(field_names[i]))) {
			*out = (nx_field)i;
			return true;
		}
	}
	return false;
}

bool nx_field_is_known(nx_str name)
{
	nx_field field;

	return nx_field_from_name(&field, name);
}

/* The key without separators and case; empty when it is too long to be one of ours.
 * A mark at its begin counts: "_source" is another key than "source". */
static nx_str normalize(char out[KEY_MAX], nx_str key)
{
	size_t n = 0;

	key = nx_str_trim(key);
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];

		if (i && (c == ' ' || c == '_' || c == '-' || c == '.' || c == ':'))
			continue;
		if (n == KEY_MAX)
			return NX_STR("");
		out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (nx_str){ out, n };
}

static entry *slot_of(nx_key_use use, nx_str key)
{
	size_t i = (size_t)nx_hash(key) + (size_t)use * (SLOTS / 8);

	for (;; i++) {
		entry *e = &slots[i % SLOTS];

		if (!e->use || (e->use == use && e->n == key.n &&
				       memcmp(pool + e->start, key.p, key.n) == 0))
			return e;
	}
}

static nx_key_use use_of(nx_str kind, nx_field *field)
{
	*field = NX_FIELDS;
	if (nx_str_eq(kind, NX_STR("value")))
		return NX_KEY_VALUE;
	if (nx_str_eq(kind, NX_STR("envelope")))
		return NX_KEY_ENVELOPE;
	if (nx_str_eq(kind, NX_STR("list")))
		return NX_KEY_LIST;
	nx_field_from_name(field, kind);
	return NX_KEY_FIELD;
}

static void fill_slots(void)
{
	nx_str rest = keys_tsv(), line, kind;
	size_t used = 0, rank = 0;
	char buffer[KEY_MAX];

	while (nx_str_split(&rest, '\n', &line)) {
		nx_field field;
		nx_str key;
		entry *e;

		if (line.n == 0 || line.p[0] == '#' || !nx_str_split(&line, '\t', &kind))
			continue;
		key = normalize(buffer, line);
		e = slot_of(use_of(kind, &field), key);
		/* A test holds the table to what fits. */
		if (e->use || key.n == 0 || used + key.n > POOL || rank == SLOTS / 2)
			continue;
		memcpy(pool + used, key.p, key.n);
		*e = (entry){ .start = (uint16_t)used,
			.n = (uint16_t)key.n,
			.rank = (uint16_t)rank++,
			.use = (unsigned char)use_of(kind, &field),
			.field = field == NX_FIELDS ? -1 : (signed char)field };
		used += key.n;
	}
}

static const entry *find(nx_key_use use, nx_str key)
{
	char buffer[KEY_MAX];
	const entry *e;

	pthread_once(&slots_once, fill_slots);
	key = normalize(buffer, key);
	e = slot_of(use, key);
	return e->use && key.n ? e : NULL;
}

bool nx_key_is(nx_key_use use, nx_str key, size_t *rank)
{
	const entry *e = find(use, key);

	if (e && rank)
		*rank = e->rank;
	return e != NULL;
}

static bool find_mapped(const nx_ingest_options *options, nx_str key, nx_field *field, size_t *rank)
{
	char one[KEY_MAX], other[KEY_MAX];
	nx_str plain = normalize(one, key);

	for (size_t i = 0; i < options->field_count; i++) {
		const nx_field_key *mapped = &options->fields[i];
		nx_str name = nx_str_from(mapped->key);
		bool same = nx_str_eq(name, key) ||
			    (plain.n && nx_str_eq(plain, normalize(other, name)));

		if (same && nx_field_from_name(field, nx_str_from(mapped->field))) {
			*rank = i;
			return true;
		}
	}
	return false;
}

bool nx_key_find(const nx_ingest_options *options, nx_str key, nx_field *field, size_t *rank)
{
	/* What Elasticsearch's answers become when they are made a table. */
	const nx_str flat = NX_STR("_source.");
	size_t mapped = options ? options->field_count : 0;
	const entry *e;

	if (mapped && find_mapped(options, key, field, rank))
		return true;
	if (nx_str_starts(key, flat))
		key = nx_str_slice(key, flat.n, key.n);
	e = find(NX_KEY_FIELD, key);
	if (!e || e->field < 0)
		return false;
	*field = (nx_field)e->field;
	*rank = mapped + e->rank;
	return true;
}
