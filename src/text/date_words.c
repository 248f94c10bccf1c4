/* The words of dates, folded once and looked up by halving. */
#include "text/date_parts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "newsidx/fold.h"
#include "newsidx/utf8.h"

NX_EMBED(months_tsv, "src/text/data/months.tsv")
NX_EMBED(weekdays_tsv, "src/text/data/weekdays.tsv")
NX_EMBED(zones_tsv, "src/text/data/zones.tsv")
NX_EMBED(date_words_tsv, "src/text/data/date_words.tsv")

#define WORDS_MAX 640
#define FOLD_MAX 64 /* bytes of a folded entry; the longest has 40 */

typedef struct entry {
	char fold[FOLD_MAX];
	unsigned char n;
	unsigned char kind;
	int16_t value;
} entry;

static entry entries[WORDS_MAX];
static size_t entry_count;
static pthread_once_t entries_once = PTHREAD_ONCE_INIT;

/* Fold one word behind the first `n` bytes of out. Returns the new length, or 0
 * when it does not fit: then it is none of ours. Points inside a word vanish. */
static size_t fold_word(char out[FOLD_MAX], size_t n, nx_str word)
{
	unsigned folded[NX_FOLD_MAX];
	size_t pos = 0, i, count;

	while (pos < word.n) {
		count = nx_fold_cp(folded, nx_utf8_next(word, &pos));
		for (i = 0; i < count; i++) {
			if (n + 4 > FOLD_MAX)
				return 0;
			n += nx_utf8_put(out + n, folded[i]);
		}
	}
	return n;
}

static int compare_entries(const void *a, const void *b)
{
	const entry *x = a, *y = b;

	return nx_str_cmp((nx_str){ x->fold, x->n }, (nx_str){ y->fold, y->n });
}

static void add_entry(nx_str name, nx_word_kind kind, int value)
{
	entry *e = &entries[entry_count];
	nx_str word;
	size_t n = 0;

	if (entry_count == WORDS_MAX || kind == NX_WORD_NONE)
		return;
	while (nx_str_split(&name, ' ', &word)) {
		if (n)
			e->fold[n++] = ' ';
		n = fold_word(e->fold, n, word);
	}
	e->n = (unsigned char)n;
	e->kind = (unsigned char)kind;
	e->value = (int16_t)value;
	entry_count++;
}

static int read_value(nx_str field)
{
	bool negative = nx_str_starts(field, NX_STR("-"));
	size_t i = negative;
	int value = 0;

	if (nx_str_eq(field, NX_STR("?")))
		return NX_ZONE_UNKNOWN;
	for (; i < field.n; i++)
		value = value * 10 + (field.p[i] - '0');
	return negative ? -value : value;
}

static nx_word_kind kind_of(nx_str name)
{
	static const struct {
		const char *name;
		nx_word_kind kind;
	} kinds[] = {
		{ "am", NX_WORD_AM },
		{ "at", NX_WORD_AT },
		{ "common-era", NX_WORD_COMMON_ERA },
		{ "day", NX_WORD_DAY },
		{ "hijri", NX_WORD_HIJRI },
		{ "hijri-era", NX_WORD_HIJRI_ERA },
		{ "hour", NX_WORD_HOUR },
		{ "label", NX_WORD_LABEL },
		{ "levant-pair", NX_WORD_MONTH_PAIR },
		{ "meem", NX_WORD_MEEM },
		{ "night", NX_WORD_NIGHT },
		{ "noon", NX_WORD_NOON },
		{ "numbering", NX_WORD_NUMBERING },
		{ "of", NX_WORD_OF },
		{ "ordinal", NX_WORD_ORDINAL },
		{ "place", NX_WORD_PLACE },
		{ "pm", NX_WORD_PM },
		{ "relative", NX_WORD_RELATIVE },
		{ "sad", NX_WORD_SAD },
		{ "suffix", NX_WORD_SUFFIX },
		{ "unit", NX_WORD_UNIT },
		{ "year", NX_WORD_YEAR },
		{ "zone", NX_WORD_ZONE },
		{ "zone-lead", NX_WORD_ZONE_LEAD },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (nx_str_eq(name, nx_str_from(kinds[i].name)))
			return kinds[i].kind;
	}
	return NX_WORD_NONE;
}

/* Columns of the tables: the name, then in their file's order a kind and a value;
 * a kind that is no word of ours takes the file's own. */
static void add_table(nx_str table, int kind_column, int value_column, nx_word_kind fallback)
{
	nx_str line;

	while (nx_str_split(&table, '\n', &line)) {
		nx_str field[3] = { NX_STR(""), NX_STR(""), NX_STR("") };
		nx_word_kind kind = NX_WORD_NONE;
		int i;

		if (line.n == 0 || line.p[0] == '#')
			continue;
		for (i = 0; i < 3; i++) {
			if (!nx_str_split(&line, '\t', &field[i]))
				break;
		}
		if (kind_column)
			kind = kind_of(field[kind_column]);
		add_entry(field[0], kind ? kind : fallback, read_value(field[value_column]));
	}
}

static void fill_entries(void)
{
	add_table(months_tsv(), 2, 1, NX_WORD_MONTH);
	add_table(weekdays_tsv(), 0, 1, NX_WORD_WEEKDAY);
	add_table(zones_tsv(), 2, 1, NX_WORD_NONE);
	add_table(date_words_tsv(), 1, 2, NX_WORD_NONE);
	qsort(entries, entry_count, sizeof(entries[0]), compare_entries);
}

/* Index of the first entry that is not less than `key`. */
static size_t lower_bound(nx_str key)
{
	size_t low = 0, high = entry_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (nx_str_cmp((nx_str){ entries[middle].fold, entries[middle].n }, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const entry *find_entry(nx_str key)
{
	size_t i = lower_bound(key);

	if (key.n && i < entry_count && nx_str_eq((nx_str){ entries[i].fold, entries[i].n }, key))
		return &entries[i];
	return NULL;
}

/* Does an entry of two words begin with the folded word? Space sorts first, so
 * such entries follow the word itself. */
static bool begins_pair(char fold[FOLD_MAX], size_t n)
{
	size_t i;

	fold[n] = ' ';
	i = lower_bound((nx_str){ fold, n + 1 });
	return i < entry_count && entries[i].n > n + 1 && memcmp(entries[i].fold, fold, n + 1) == 0;
}

static const entry *find_one(const nx_date_text *text, const nx_date_item *item)
{
	char fold[FOLD_MAX];
	size_t n = fold_word(fold, 0, nx_str_slice(text->str, item->start, item->end));

	return find_entry((nx_str){ fold, n });
}

static const entry *find_pair(
	const nx_date_text *text, const nx_date_item *first, const nx_date_item *second)
{
	char fold[FOLD_MAX];
	size_t n = fold_word(fold, 0, nx_str_slice(text->str, first->start, first->end));

	if (n == 0 || n + 1 >= FOLD_MAX || !begins_pair(fold, n))
		return NULL;
	n = fold_word(fold, n + 1, nx_str_slice(text->str, second->start, second->end));
	return find_entry((nx_str){ fold, n });
}

/* Cut one of the letters that are written to the next word off the item. What
 * remains must have four letters: باب is a door, not "in August". */
static bool cut_proclitic(const nx_date_text *text, nx_date_item *item)
{
	unsigned cp = nx_utf8_next(text->str, &item->start);

	return (cp == 0x0648 /* WAW */ || cp == 0x0641 /* FEH */ || cp == 0x0628 /* BEH */ ||
		       cp == 0x0644 /* LAM */ || cp == 0x0643 /* KAF */) &&
	       item->end >= item->start + 4 * 2;
}

/* Only dates themselves are looked for behind a proclitic. */
static const entry *date_entry(const entry *e)
{
	return e && (e->kind == NX_WORD_MONTH || e->kind == NX_WORD_MONTH_PAIR ||
			    e->kind == NX_WORD_HIJRI || e->kind == NX_WORD_WEEKDAY)
		       ? e
		       : NULL;
}

/* One word, or two when `second` is not NULL; the start of `first` moves behind a
 * proclitic if the entry was found there. */
static const entry *find_word(
	const nx_date_text *text, nx_date_item *first, const nx_date_item *second)
{
	const entry *e = second ? find_pair(text, first, second) : find_one(text, first);
	nx_date_item rest = *first;

	if (e || !cut_proclitic(text, &rest))
		return e;
	e = date_entry(second ? find_pair(text, &rest, second) : find_one(text, &rest));
	if (e)
		*first = rest;
	return e;
}

static nx_date_word make_word(const entry *e, size_t start, size_t end, bool spaced)
{
	return (nx_date_word){ .kind = e ? (nx_word_kind)e->kind : NX_WORD_NONE,
		.value = e ? e->value : 0,
		.start = start,
		.end = end,
		.spaced = spaced };
}

nx_date_word nx_date_word_at(const nx_date_text *text, size_t pos)
{
	nx_date_item first = nx_date_item_at(text, pos), second;
	const entry *e = NULL;

	pthread_once(&entries_once, fill_entries);
	if (first.kind != NX_ITEM_WORD)
		return make_word(NULL, first.start, first.end, first.spaced);
	second = nx_date_item_at(text, first.end);
	if (second.kind == NX_ITEM_WORD)
		e = find_word(text, &first, &second);
	if (e)
		return make_word(e, first.start, second.end, first.spaced);
	e = find_word(text, &first, NULL);
	return make_word(e, first.start, first.end, first.spaced);
}

nx_date_word nx_date_word_before(const nx_date_text *text, size_t pos)
{
	nx_date_item second = nx_date_item_before(text, pos), first;
	const entry *e = NULL;

	pthread_once(&entries_once, fill_entries);
	if (second.kind != NX_ITEM_WORD || second.end > pos)
		return make_word(NULL, second.start, second.end, second.spaced);
	first = nx_date_item_before(text, second.start);
	if (first.kind == NX_ITEM_WORD && first.end <= second.start)
		e = find_word(text, &first, &second);
	if (e)
		return make_word(e, first.start, second.end, second.spaced);
	e = find_word(text, &second, NULL);
	return make_word(e, second.start, second.end, second.spaced);
}
