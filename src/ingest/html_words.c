#include "ingest/html_words.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/embed.h"
#include "ingest/html_tag.h"
#include "newsidx/fold.h"

NX_EMBED(classes_tsv, "src/ingest/data/html_classes.tsv")
NX_EMBED(meta_tsv, "src/ingest/data/html_meta.tsv")
NX_EMBED(names_tsv, "src/ingest/data/html_names.tsv")

/* Rows that the tables have at most. */
#define CLASSES 400
#define METAS 120
/* No word of the lists is longer. */
#define WORD_BYTES 32
#define BY_WORDS_BYTES 40

struct row {
	nx_str key;
	unsigned value; /* marks, or field and rank */
};

static struct row classes[CLASSES], metas[METAS];
static size_t class_count, meta_count;

static unsigned class_value(nx_str rest)
{
	static const struct {
		const char *name;
		unsigned mark;
	} kinds[] = { { "furniture", NX_CLASS_WORD_FURNITURE },
		{ "content", NX_CLASS_WORD_CONTENT }, { "caption", NX_CLASS_WORD_CAPTION },
		{ "byline", NX_CLASS_WORD_BYLINE }, { "date", NX_CLASS_WORD_DATE },
		{ "picture", NX_CLASS_WORD_PICTURE }, { "foot", NX_CLASS_WORD_FOOT } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (nx_str_eq(rest, nx_str_from(kinds[i].name)))
			return kinds[i].mark;
	assert(!"a kind of class word");
	return 0;
}

static unsigned meta_value(nx_str rest)
{
	static const char *const fields[NX_HTML_FIELDS] = { "title", "date", "modified", "author",
		"source", "section", "tags", "url", "alternative_title" };
	nx_str field;

	nx_str_split(&rest, '\t', &field);
	for (unsigned i = 0; i < NX_HTML_FIELDS; i++)
		if (nx_str_eq(field, nx_str_from(fields[i])))
			return i << 8 | (unsigned)(rest.p[0] - '0');
	assert(!"a field of metadata");
	return 0;
}

/* The next row that is no comment. */
static bool next_row(nx_str *rest, nx_str *key, nx_str *value)
{
	while (nx_str_split(rest, '\n', value))
		if (value->n && value->p[0] != '#')
			return nx_str_split(value, '\t', key);
	return false;
}

static size_t load(struct row *rows, size_t room, nx_str text, unsigned (*value_of)(nx_str))
{
	nx_str key, value;
	size_t count = 0;

	while (next_row(&text, &key, &value)) {
		assert(count < room && key.n < WORD_BYTES);
		rows[count++] = (struct row){ key, value_of(value) };
	}
	return count;
}

static void load_all(void)
{
	class_count = load(classes, CLASSES, classes_tsv(), class_value);
	meta_count = load(metas, METAS, meta_tsv(), meta_value);
}

static void load_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load_all);
}

static const struct row *find(const struct row *rows, size_t count, nx_str key)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = nx_str_cmp(key, rows[mid].key);

		if (order == 0)
			return &rows[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static unsigned marks_of(nx_str word)
{
	const struct row *row = word.n < WORD_BYTES ? find(classes, class_count, word) : NULL;

	return row ? row->value : 0;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

/* Marks of one class: its words, two in a row, and all of it. "relatedPosts" is of
 * two words. */
static unsigned marks_of_class(nx_str name)
{
	char text[2 * WORD_BYTES], whole[WORD_BYTES];
	size_t n = 0, i, start = 0, before = 0, w = 0;
	bool had = false;
	unsigned marks = 0;

	for (i = 0; i <= name.n; i++) {
		bool ends = i == name.n || !is_letter(name.p[i]);

		if ((ends || (i && is_upper(name.p[i]) && !is_upper(name.p[i - 1]))) && n > start) {
			marks |= marks_of((nx_str){ text + start, n - start });
			if (had)
				marks |= marks_of((nx_str){ text + before, n - before });
			before = start;
			had = true;
			text[n++] = '-';
			start = n;
		}
		if (ends)
			continue;
		if (n + 2 >= sizeof text) { /* a machine's name; its last words may still tell */
			n = start = 0;
			had = false;
		}
		text[n++] = lower(name.p[i]);
		if (w < sizeof whole)
			whole[w++] = lower(name.p[i]);
	}
	if (w < sizeof whole && w)
		marks |= marks_of((nx_str){ whole, w });
	return marks;
}

unsigned nx_html_class_marks(nx_str value)
{
	unsigned marks = 0;
	size_t i = 0, start;

	load_once();
	while (i < value.n) {
		while (i < value.n && nx_html_is_space(value.p[i]))
			i++;
		for (start = i; i < value.n && !nx_html_is_space(value.p[i]); i++)
			;
		if (i > start)
			marks |= marks_of_class(nx_str_slice(value, start, i));
	}
	return marks;
}

bool nx_html_meta_find(nx_str name, nx_html_field *field, int *rank)
{
	char key[WORD_BYTES];
	const struct row *row;
	size_t i;

	load_once();
	name = nx_str_trim(name);
	if (name.n >= sizeof key)
		return false;
	for (i = 0; i < name.n; i++)
		key[i] = lower(name.p[i]);
	row = find(metas, meta_count, (nx_str){ key, name.n });
	if (!row)
		return false;
	*field = (nx_html_field)(row->value >> 8);
	*rank = (int)(row->value & 0xFF);
	return true;
}

/* Without allocation there would be nothing to compare; nobody is a safe answer then. */
static bool same_fold(nx_str a, nx_str b)
{
	nx_buf fold = NX_BUF_INIT;
	size_t n;
	bool same;

	nx_fold(&fold, a);
	n = fold.n;
	nx_fold(&fold, b);
	same = !fold.failed && fold.n == 2 * n && memcmp(fold.p, fold.p + n, n) == 0;
	nx_buf_release(&fold);
	return same;
}

bool nx_html_is_nobody(nx_str name)
{
	nx_str rest = names_tsv(), key, kind;

	while (next_row(&rest, &key, &kind))
		if (nx_str_eq(kind, NX_STR("nobody")) && same_fold(name, key))
			return true;
	return false;
}

/* The longest run of first words that stands before a name, in bytes. */
static size_t by_length(nx_str name)
{
	size_t longest = 0, i;
	nx_str rest, key, kind;

	for (i = 0; i <= name.n && i < BY_WORDS_BYTES; i++) {
		if (i < name.n && name.p[i] != ' ' && name.p[i] != ':')
			continue;
		for (rest = names_tsv(); next_row(&rest, &key, &kind);)
			if (nx_str_eq(kind, NX_STR("by")) &&
				same_fold(nx_str_slice(name, 0, i), key))
				longest = i;
	}
	return longest;
}

nx_str nx_html_without_by(nx_str name)
{
	size_t by;

	name = nx_str_trim(name);
	by = by_length(name);
	if (by == 0)
		return name;
	name = nx_str_trim(nx_str_slice(name, by, name.n));
	while (name.n && strchr(":-/|", name.p[0]))
		name = nx_str_trim(nx_str_slice(name, 1, name.n));
	return name;
}
